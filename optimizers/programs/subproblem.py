"""One piece of a large problem at given prices of the limits: its bound, and plans for it.

At fixed prices a piece has no limits of its own. Its cut LP is small and mostly integral: the duals
are raises that hold for the whole, the solution is a plan of the piece or nearly one. This is what
runs in the processes of a pool, so what goes in and comes out is arrays only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import HEADROOM, Arrays, Bools, Floats, Ints, nothing
from optimizers.graph.cuts import CutPool, separate
from optimizers.graph.dual_ascent import ascend
from optimizers.graph.partition import cuts_of, later, small_arrays
from optimizers.graph.paths import distances
from optimizers.graph.raises import Raises
from optimizers.programs.cut_model import CutModel, cut_model
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Answer, Highs

LP_ROUNDS = 8  # of cuts added to one cut LP
SLOW = 5e-6  # of its value: a round that takes off less is the last
VIOLATED = 0.1  # by so much a cut is violated that becomes a row
MIP_ROUNDS = 4
MIP_NODES = 20  # of branch and bound where an LP stays fractional
WHOLE = 1e-6  # so near to 0 or 1 an arc counts as decided
SPLIT = 40  # undecided arcs above which an LP is rounded only
PLAN_ROUNDS = 3  # of cuts added to the LP of one plan
CORE = 1.5  # arcs per node that a plan of a piece is sought among
MORE = 500  # further arcs of an integer program
ALONG = 0.2  # share of an arc's priced cost that a way off the LP's arcs pays


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece and what is asked about it; arcs and nodes are in its own numbers."""

    number: int
    tail: Ints
    head: Ints
    objective: Ints
    required: Bools
    rows: tuple[tuple[Ints, Ints], ...]  # arcs and coefficients of every limit
    prices: Ints  # per limit, in multiples of 1 / scale
    scale: int
    charge: Ints  # per arc what raises that reach beyond the piece add to its profit; may be empty
    start: Raises  # whose cuts begin the LP
    barred: Bools  # arcs that a bound must allow and a plan may not use
    needed: Bools  # nodes that other pieces hang on
    copy_of: Ints  # per node as in `Arrays`; empty: no node is drawn in layers
    current: Ints  # arcs of the plan at hand
    shares: tuple[float, ...] = ()  # plans are sought at these multiples of the prices
    bound: bool = True
    guard_s: float = 60.0
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan of a piece: its arcs, what it is worth and what it uses of every limit."""

    arc: Ints
    value: int
    use: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known about a piece: raises, the LP's solution, and plans, the one at hand first."""

    number: int
    raises: Raises
    arc: Ints = field(default_factory=nothing)  # that the LP uses
    x: Floats = field(default_factory=lambda: np.zeros(0))
    plans: tuple[Plan, ...] = ()
    stopped_by: str | None = None


def solve_piece(work: Work, highs: Highs) -> Found:
    """Answer what is asked about a piece."""
    profit = _profit(work, 1.0, work.charge)
    arrays = small_arrays(work.tail, work.head, profit, work.required, work.copy_of)
    pool = CutPool(arrays)
    pool.add(cuts_of(work.start))
    pool.add(ascend(arrays, {}).cuts())
    pool.add_tails(arrays.usable)
    raises, arc, x = work.start, nothing(), np.zeros(0)
    programs = Guarded(highs, work.guard_s, work.seed)
    if work.bound:
        answer, model = _relaxed(arrays, pool, arrays.usable, programs)
        if model is not None:
            assert answer.row_dual is not None
            raises = completed(arrays, model.raises(pool, answer.row_dual, 1))
            whole = model.x(answer, arrays.arcs)
            arc = np.flatnonzero(whole > WHOLE)
            x = whole[arc]
    plans = tuple(_plans(work, arrays, pool, raises, programs)) if work.shares else ()
    return Found(
        number=work.number, raises=raises, arc=arc, x=x, plans=plans, stopped_by=programs.stopped_by
    )


def _profit(work: Work, share: float, charge: Ints) -> Ints:
    """Return the scaled objective less the limits at a multiple of their prices.

    A figure beyond the headroom is clipped: here it only guides, bounds are derived from the whole.
    """
    profit = work.objective.astype(np.float64) * work.scale
    for (arc, coefficient), price in zip(work.rows, work.prices.tolist(), strict=True):
        if price:
            profit[arc] -= coefficient * (price * share)
    if len(charge):
        profit += charge
    return np.clip(profit, -HEADROOM, HEADROOM).astype(np.int64)


def completed(arrays: Arrays, raises: Raises) -> Raises:
    """Return raises and those with which dual ascent goes on from them."""
    more = ascend(arrays, {}, start=raises)
    return more.terminal, more.pointer, more.node, more.potential


def _relaxed(
    arrays: Arrays, pool: CutPool, kept: Bools, programs: Guarded, rounds: int = LP_ROUNDS
) -> tuple[Answer, CutModel | None]:
    """Solve the cut LP until no cut is violated or too little is gained; no model: not in time.

    Beside the violated cuts those are added with which dual ascent completes the LP's duals: they
    bring it to its end in half the rounds.
    """
    before, basis = None, None
    for _ in range(rounds):
        model = cut_model(arrays, pool, np.arange(len(pool)), kept)
        answer = programs.solve(model.started(basis))
        basis = model.basis(answer)
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            return answer, None
        assert answer.objective is not None
        slow = before is not None and before - answer.objective < SLOW * abs(answer.objective)
        before = answer.objective
        violated = separate(arrays, model.x(answer, arrays.arcs), VIOLATED)
        if slow or not violated:
            break
        pool.add(violated)
        duals = model.raises(pool, answer.row_dual, 1)
        pool.add(cuts_of(later(completed(arrays, duals), len(duals[0]))))
    return answer, model


def _plans(
    work: Work, arrays: Arrays, pool: CutPool, raises: Raises, programs: Guarded
) -> Iterator[Plan]:
    """Yield the plan at hand and one at every share of the prices, each once."""
    known = {work.current.tobytes()}
    yield _plan_of(work, work.current)
    for share in work.shares:
        profit = _profit(work, share, nothing())
        required = work.required | work.needed
        tree = _plan_at(
            replace(arrays, objective=profit, required=required), pool, raises, work, programs
        )
        if tree is None:
            continue
        arc = np.sort(tree[tree >= 0])
        if arc.tobytes() not in known:
            known.add(arc.tobytes())
            yield _plan_of(work, arc)


def _plan_of(work: Work, arc: Ints) -> Plan:
    chosen = np.zeros(len(work.tail), np.bool_)
    chosen[arc] = True
    use = tuple(sum(k[chosen[a]].tolist()) for a, k in work.rows)
    return Plan(arc=arc, value=sum(work.objective[arc].tolist()), use=use)


def _plan_at(
    arrays: Arrays, pool: CutPool, raises: Raises, work: Work, programs: Guarded
) -> Ints | None:
    """Return the best tree found at one price among the likeliest arcs, None when there is none."""
    loss = ascend(arrays, {}, start=raises).loss_of_use
    need = np.where(work.barred, 2**62, distances(arrays, loss))
    need[work.current] = 0
    kept = _likeliest(need, int(CORE * arrays.nodes))
    answer, model = _relaxed(arrays, pool, kept, programs, PLAN_ROUNDS)
    if model is None:
        return None
    x = model.x(answer, arrays.arcs)
    split = int(((x > WHOLE) & (x < 1.0 - WHOLE)).sum())
    if split == 0:
        return _complete(arrays, tree_heuristics.widest(arrays, x, 0.5))
    tree = _rounded(arrays, x, loss, ~work.barred)
    if split > SPLIT or separate(arrays, x, VIOLATED):  # branching would be long for little
        return tree
    need[x > WHOLE] = 0
    if tree is not None:
        need[tree[tree >= 0]] = 0
    kept = _likeliest(need, int((need == 0).sum()) + MORE)
    return _branched(arrays, pool, kept, tree, programs)


def _likeliest(need: Ints, count: int) -> Bools:
    """Return the arcs of least need, at most so many, none that no plan may use."""
    kept = np.zeros(len(need), np.bool_)
    kept[np.argsort(need, kind="stable")[:count]] = True
    return kept & (need < 2**61)


def _complete(arrays: Arrays, tree: Ints) -> Ints | None:
    return None if (tree[arrays.required] < 0).any() else tree


def _rounded(arrays: Arrays, x: Floats, loss: Ints, kept: Bools) -> Ints | None:
    """Return a tree along the LP's arcs, pruned to what is worth its price."""
    weight = np.minimum(loss, 2**58) + ALONG * (1.0 - x) * np.maximum(-arrays.objective, 0)
    weight += 1e-9 * float(weight.max(initial=1.0))
    tree = tree_heuristics.connect(replace(arrays, usable=kept), weight)
    return _complete(
        arrays, tree_heuristics.prune(arrays, tree, arrays.objective.astype(np.float64))
    )


def _branched(
    arrays: Arrays, pool: CutPool, kept: Bools, tree: Ints | None, programs: Guarded
) -> Ints | None:
    """Improve a tree by a small integer program; cuts that its answer violates are added."""
    best = None if tree is None else arrays.value(tree_heuristics.chosen_of(arrays, tree))
    for _ in range(MIP_ROUNDS):
        model = cut_model(arrays, pool, np.arange(len(pool)), kept)
        answer = programs.solve(replace(model.program, integer=True), node_limit=MIP_NODES)
        if answer.x is None:
            return tree
        chosen = np.round(model.x(answer, arrays.arcs))
        other = _complete(arrays, tree_heuristics.widest(arrays, chosen, 0.5))
        if other is not None:
            other = tree_heuristics.prune(arrays, other, arrays.objective.astype(np.float64))
            value = arrays.value(tree_heuristics.chosen_of(arrays, other))
            if best is None or value > best:
                tree, best = other, value
        if pool.add(separate(arrays, chosen, 0.5)) == 0:
            return tree
    return tree
