"""The exact solver: prices from a cut LP, certificates from dual ascent, plans by rounding and MIP.

1. A first plan by growth, and prices of the limits by a search along one line.
2. The cut LP that holds every limit, over the likeliest arcs first where there are many; its duals
   are prices and raises, dual ascent completes them to a certificate; violated cuts are added.
3. Plans read off the LP; arcs that no better plan can use are removed: for the certificates on the
   certificate's word, for the integer programs also on that of the LP's duals.
4. An integer program on the arcs most likely to matter, then on all that remain: the proof.
5. With effort, the certificate is brought to what the cut LP claimed.

Every bound that is called certified comes from whole numbers alone (`verify.py`). The bound of the
integer program is the solver's claim and is reported apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from optimizers.exact.decide import decide, dive
from optimizers.exact.relaxation import PROOF_ARCS, cut_rounds, narrow, round_off
from optimizers.exact.search import (
    EFFORTS,
    REGION,
    Effort,
    Outcome,
    Report,
    Search,
    choose_amounts,
    fit_plans,
    float_prices,
    is_decided,
    kept_arcs,
    no_plan,
    open_arcs,
)
from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.graph.local_search import ball_around, region_of, weights_of
from optimizers.graph.rounding import steiner_tree
from optimizers.programs.highs import Highs
from optimizers.programs.side_columns import first_amounts
from optimizers.programs.workers import Crew
from optimizers.result import relative_gap

WHOLE_ARCS = 150_000  # above this many arcs no program holds the whole
TIED_WHOLE_ARCS = 600_000  # and where amounts, layers or loads tie the pieces together
BALL = 2_500  # nodes of a region
CLOSE = 5e-5  # certified gap at which a large problem is left alone at little effort
MANY = 100  # nodes of a program above which a look for missing cuts comes first
CORE = 0.7  # of the arcs of the proof: a program over more of them is the proof itself
IN_VAIN = 6  # regions in turn that gained nothing, after which no more are tried beside amounts
TIES = (0.02, 0.05, 0.1, 0.2, 0.35)  # shares of the priced cost that break ties in a tree


def search(
    arrays: Arrays,
    *,
    start: Ints | None,
    amounts: Ints | None = None,
    prices: Mapping[str, float] | None = None,
    effort: Effort,
    seed: int,
    gap: float,
    highs: Highs,
    report: Report,
    crew: Crew | None = None,
) -> Outcome:
    """Search one goal; Ctrl-C returns what was found so far.

    `prices` are those of a near problem, by limit in the objective per unit.
    """
    state = Search(arrays, effort=effort, seed=seed, gap=gap, highs=highs, report=report, crew=crew)
    pursue(state, start, amounts, prices)
    return state.outcome()


def pursue(
    state: Search,
    start: Ints | None = None,
    amounts: Ints | None = None,
    prices: Mapping[str, float] | None = None,
) -> None:
    """Take a search from its first plan to its last stage; Ctrl-C ends it early."""
    try:
        if not _reachable(state):
            return
        _start(state, start, amounts)
        _first_plan(state)
        state.tell("growth")
        if _in_pieces(state.arrays):
            _by_pieces(state)
        else:
            _price(state) if prices is None else price_as_near(state, prices)
            state.tell("dual ascent")
        for stage, run in stages_after(state.arrays):
            if state.done():
                break
            run(state)
            if not is_decided(state):
                choose_amounts(state)
            state.tell(stage)
        if not state.enough():
            round_off(state)
    except KeyboardInterrupt:
        state.stopped_by = "interrupt"


def _by_pieces(state: Search) -> None:
    """Solve a large problem by regions; the stages that follow are for what that left without."""
    from optimizers.exact.decompose import solve_by_regions

    whole = state.arrays.arcs > WHOLE_ARCS
    solve_by_regions(state, state.crew, state.effort.regions if whole else 0)
    choose_amounts(state)


def _in_pieces(arrays: Arrays) -> bool:
    """Return whether a problem is so large that its regions are solved first.

    Amounts, layers and loads tie pieces together: with them, only what nothing else can solve. One
    cut LP of 278,000 arcs takes a minute; regions left its goal 97 % open.
    """
    tied = bool(len(arrays.column_upper)) or arrays.extended
    return arrays.arcs > (TIED_WHOLE_ARCS if tied else PROOF_ARCS)


def _finish(state: Search) -> None:
    """Solve the cut LP over what the regions left open, and let integer programs decide it."""
    if state.ascent is not None:
        state.pool.add(state.ascent.cuts())
    for run in (_narrow, relax, _core, _prove):
        if state.done() or (run in (_core, _prove) and _close(state)):
            return
        count = int(kept_arcs(state).sum())
        if run is _narrow or count <= PROOF_ARCS:
            run(state)
            state.tell("what is open")


def _close(state: Search) -> bool:
    """Return whether so little is left that only more effort looks for it in a large problem."""
    if state.value is None or state.ascent is None or state.effort.proof_nodes > MANY:
        return False
    gap = relative_gap(state.value, state.ascent.bound)
    return gap is not None and gap <= CLOSE


def stages_after(arrays: Arrays) -> tuple[tuple[str, Callable[[Search], None]], ...]:
    """Return what follows the first plan and prices, by size."""
    if arrays.arcs <= PROOF_ARCS:
        return (
            ("narrow LP", _narrow), ("cut LP", relax), ("core MIP", _core), ("proof MIP", _prove)
        )  # fmt: skip
    if not _in_pieces(arrays):
        return (
            ("narrow LP", _narrow), ("cut LP", relax), ("core MIP", _core), ("regions", _regions)
        )  # fmt: skip
    if arrays.arcs <= WHOLE_ARCS:
        return ("what is open", _finish), ("regions", _regions)
    return (("cut LP", _rescue),)


def _rescue(state: Search) -> None:
    """Where the regions left no plan, look for one, or for the reason, in a cut LP of the whole."""
    if state.tree is None:
        relax(state)


def _reachable(state: Search) -> bool:
    """Prove at once that no plan exists when a required node cannot be reached at all."""
    nothing = ascend(state.arrays, {}, weight=0)
    if nothing.bound_scaled >= 0:
        return True
    no_plan(state, nothing)
    return False


def _start(state: Search, start: Ints | None, amounts: Ints | None) -> None:
    """Offer the plan to begin with, and open the problem at the amounts that suit a first plan."""
    if len(state.amounts):
        first = first_amounts(state.arrays, state.programs) if amounts is None else amounts
        state.open_at(first)
    if start is not None:
        state.offer(start)


def _first_plan(state: Search) -> None:
    arrays = state.open.arrays
    weight = tree_heuristics.shares(arrays, {})
    base = tree_heuristics.empty(arrays) if state.tree is None else state.tree
    grown = tree_growth.grow(
        arrays, state.budget, base, arrays.objective.astype(np.float64), weight
    )
    state.offer(tree_heuristics.prune(arrays, grown, _unspent(arrays, weight)))
    if state.value is None:
        fit_plans(state, grown, {})


def _unspent(arrays: Arrays, weight: Floats) -> Floats:
    """Return the objective less a trifle for money, so that what earns nothing is pruned."""
    return np.asarray(arrays.objective - 1e-9 * np.maximum(weight, 0.0))


def _price(state: Search) -> None:
    """Search the price of money along one line: every envelope at the same price per share."""
    arrays = state.arrays
    upper = [r for r in arrays.rows if r.upper is not None and r.upper > 0]
    total = float(np.abs(arrays.objective).max(initial=1)) * 10.0
    theta = float(state.value or total) or 1.0
    tried: dict[float, Ascent] = {}

    def at(theta: float) -> int:
        if theta not in tried:
            prices = {r.id: int(theta * arrays.scale / r.upper) for r in upper if r.upper}
            tried[theta] = ascend(arrays, prices)
            state.learn(tried[theta])
        return tried[theta].bound_scaled

    if not upper or _later(arrays):
        at(0.0)
        _from_ascent(state, tried[0.0])
        return
    low, high = 0.0, 2.0 * abs(theta)
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    at(low)
    left, right = high - golden * (high - low), low + golden * (high - low)
    for _ in range(state.effort.price_steps):
        if at(left) <= at(right):
            high, right = right, left
            left = high - golden * (high - low)
        else:
            low, left = left, right
            right = low + golden * (high - low)
    ranked = sorted(tried, key=lambda t: (tried[t].bound_scaled, t))
    for t in ranked[:3]:
        state.pool.add(tried[t].cuts())
    for t in ranked[:3]:
        _from_ascent(state, tried[t])


def price_as_near(state: Search, prices: Mapping[str, float]) -> None:
    """Take the certificate at the prices of a near problem: any price proves a bound here too."""
    arrays = state.arrays
    scaled: dict[str, int] = {}
    for row in arrays.rows:
        price = int(prices.get(row.id, 0.0) * arrays.scale)
        if (price > 0 and row.upper is not None) or (price < 0 and row.lower is not None):
            scaled[row.id] = price
    found = ascend(arrays, scaled)
    state.learn(found)
    state.pool.add(found.cuts())


def _later(arrays: Arrays) -> bool:
    """Return whether an earlier goal is kept: then the price of money says little by itself."""
    return any(row.id.startswith("goal:") for row in arrays.rows)


def _from_ascent(state: Search, ascent: Ascent) -> None:
    """Offer plans along the arcs that cost the bound least; beside amounts only for the first."""
    if len(state.amounts) and state.tree is not None:
        return
    for tie in TIES:
        fit_plans(state, steiner_tree(state.arrays, ascent, tie), float_prices(ascent))


def relax(state: Search, *, tails: bool = True) -> None:
    """Solve the cut LP, and let a small integer program decide what it leaves open.

    Without `tails` it starts from the cuts in the pool alone.
    """
    cut_rounds(state, tails)
    if not state.done() and (state.effort.core_arcs or len(state.amounts)):
        dive(state)


def _narrow(state: Search) -> None:
    """Solve the cut LP over the likeliest arcs, and decide what it leaves open."""
    if narrow(state):
        dive(state)


def _regions(state: Search) -> None:
    """Free one ball of nodes after another, the least visited first, and improve the plan there.

    Beside amounts, which stay as they are in a ball, a few that gain nothing tell of the others.
    """
    arrays, in_vain = state.arrays, 0
    if state.tree is None or state.ascent is None:
        return
    weight = weights_of(arrays, float_prices(state.ascent))
    visits = np.zeros(arrays.nodes, np.int64)
    for _ in range(state.effort.regions):
        inside = np.flatnonzero(state.tree >= 0)
        if len(inside) == 0:
            return
        centre = int(inside[np.argmin(visits[inside])])
        ball = ball_around(arrays, centre, BALL, weight)
        visits[ball] += 1
        before = state.value
        _improve_in(state, ball)
        state.tell("regions")
        in_vain = in_vain + 1 if state.value == before else 0
        if state.done() or (len(state.amounts) and in_vain == IN_VAIN):
            return


def _improve_in(state: Search, ball: Bools) -> None:
    assert state.tree is not None
    region = region_of(state.open.arrays, state.tree, ball)
    found = search(
        region.arrays,
        start=region.start,
        effort=REGION,
        seed=state.seed,
        gap=1e-5,
        highs=state.highs,
        report=lambda *_: None,
    )
    if found.stopped_by == "interrupt":
        raise KeyboardInterrupt
    state.programs.note(found.stopped_by)
    if found.tree is not None:
        state.offer(region.whole(found.tree))


def _core(state: Search) -> None:
    """Improve the plan by an integer program over the likeliest arcs."""
    arcs, nodes = state.effort.core_arcs, state.effort.core_nodes
    if arcs == 0 or nodes == 0:
        if state.tree is not None:
            return
        arcs, nodes = EFFORTS[1].core_arcs, EFFORTS[1].core_nodes  # any plan is better than none
    core, whole = kept_arcs(state, arcs) & open_arcs(state), open_arcs(state)
    large = core.sum() >= CORE * whole.sum()
    if is_decided(state):
        return
    if not (large and _proof_follows(state) and not len(state.amounts)):
        decide(state, core, nodes=nodes, proof=False)


def _proof_follows(state: Search) -> bool:
    """Return whether a program over all that is open comes next."""
    if not state.effort.proof_nodes:
        return False
    small = state.arrays.arcs <= PROOF_ARCS
    return small or (_in_pieces(state.arrays) and int(kept_arcs(state).sum()) <= PROOF_ARCS)


def _prove(state: Search) -> None:
    """Prove the plan, or find a better one, by an integer program over all arcs that matter.

    Where a program over all of them was solved to its end before, its word is taken.
    """
    nodes = state.effort.proof_nodes
    if nodes and is_decided(state) and math.isfinite(state.decided_bound):
        state.claim(state.decided_bound)
        if state.done():
            return
    if nodes > MANY and not len(state.amounts):  # one node finds most of the cuts that are missing
        decide(state, open_arcs(state), nodes=1, proof=True)
    if nodes and not state.done():
        decide(state, open_arcs(state), nodes=nodes, proof=True)
