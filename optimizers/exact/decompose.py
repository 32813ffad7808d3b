"""Large problems by regions: one set of prices, many small problems, one choice among their plans.

1. Prices of the limits by dual ascent on the whole; where several limits bind, a master program
   over the pieces of the plans so far moves them.
2. The graph is cut into pieces (`partition.py`). Outside nodes count as root, so that the cuts each
   piece finds hold for the whole: their duals, one after another and completed by dual ascent on
   the whole, are one certificate at one set of prices. Its bound is the sum over the pieces.
3. The pieces' solutions do not join up by themselves. One tree is grown along them by shortest
   ways, pruned at the prices until it fits, and filled up.
4. The graph is cut again where that plan does not cross, so that plans of pieces always add up to a
   plan. Each piece offers plans at several prices, the master (`master.py`) picks one per piece
   within all limits, what is left over is spent; and again with other pieces.

Pieces are solved by a crew (`workers.py`): processes, or a cluster.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from optimizers.exact.piece_works import (
    Board,
    globally,
    raises_of,
    scaled_prices,
    spanning,
    works,
)
from optimizers.exact.search import Search, fit_plans, float_prices
from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Floats, Ints, priced
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.graph.numba_cache import kernel
from optimizers.graph.partition import (
    all_raises,
    cut,
    cutting_of,
    lit_arcs,
    some_raises,
)
from optimizers.graph.raises import Raises
from optimizers.graph.rounding import steiner_tree
from optimizers.programs.master import BOX, Columns, choose, columns_of, next_prices
from optimizers.programs.subproblem import ALONG, Plan
from optimizers.programs.workers import Alone, Crew
from optimizers.result import relative_gap

SIZE = 2_000  # nodes of a piece
TURNS = (0, 1, 2, 3, 5, 6, 7)  # of the cuttings, one after another
SHARES = (1.0, 0.97, 1.03)  # of the prices, at which pieces are asked for plans
REPRICINGS = 4  # rounds of pieces, with several limits
NEAR = 1.2  # factor within which those rounds move the prices at first
WIDE = 10  # rounds before the master's prices are held closer
TUNINGS = 24  # rounds of the master before any piece is solved, with several limits
PRICE_STEPS = 24  # evaluations of the search along one line, at most
CLOSE = 1e-5  # of the bound: steps of that search below it are not worth one more
TIE = 0.02  # share of the priced cost that breaks ties in a tree along an ascent
WORTH = 0.02  # share of the gap that a round must take off to be followed by another


def solve_by_regions(state: Search, crew: Crew | None, regions: int) -> None:
    """Find prices, prove a bound by pieces, and improve the plan by pieces and master.

    `regions` is an effort's number of regions to improve the plan in.
    Without a crew this process does everything.
    """
    first = _line(state)
    state.learn(first)
    board = Board(
        state=state,
        crew=Alone() if crew is None else crew,
        prices=float_prices(first),
        lit=lit_arcs(state.arrays),
        likely=first.loss_of_use == 0,
        label=np.zeros(0, np.int64),
        columns=[],
    )
    board.label = cut(state.arrays, board.likely, board.lit, SIZE)
    board.columns = [[] for _ in range(int(board.label.max()) + 1)]
    _tune(board, first)
    assert state.ascent is not None
    fit_plans(state, steiner_tree(state.arrays, state.ascent, TIE), float_prices(state.ascent))
    state.tell("prices")
    if state.done():
        return
    _prove(board)
    state.tell("pieces")
    _reprove(board)
    for sweep in range(sweeps(regions)):
        if state.done() or not _sweep(board, TURNS[(sweep + 1) % len(TURNS)]):
            return


def sweeps(regions: int) -> int:
    """Return how often the plan is cut and chosen anew, for an effort's number of regions."""
    return math.isqrt(regions) // 2


def _line(state: Search) -> Ascent:
    """Return the best certificate along one line of prices: every envelope at one price a share.

    Where an earlier goal is kept, the line prices that one instead.
    """
    arrays = state.arrays
    kept = [r for r in arrays.rows if r.id.startswith("goal:")]
    sides = {r.id: -abs(r.lower or 0) for r in kept if r.lower} or {
        r.id: r.upper for r in arrays.rows if r.upper is not None and r.upper > 0
    }
    best = ascend(arrays, {})
    if not sides:
        return best
    worth = float(state.value or 0) or float(np.abs(arrays.objective).sum())
    known: dict[float, int] = {0.0: best.bound_scaled}

    def at(theta: float) -> int:
        nonlocal best
        if theta not in known:
            prices = {k: int(theta * arrays.scale / s) for k, s in sides.items() if s}
            found = ascend(arrays, prices)
            known[theta] = found.bound_scaled
            if found.bound_scaled < best.bound_scaled:
                best = found
        return known[theta]

    _least(at, abs(worth))
    return best


def _least(at: Callable[[float], int], scale: float) -> None:
    """Search the least of a convex function of a price >= 0: bracket it, then golden sections."""
    high = scale / 4.0
    while at(high) < at(high / 2.0) and high < 64.0 * scale:
        high *= 2.0
    low = high / 4.0 if at(high / 4.0) > at(high / 2.0) else 0.0
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    left, right = high - golden * (high - low), low + golden * (high - low)
    for _ in range(PRICE_STEPS):
        ends = at(left), at(right)
        if ends[0] <= ends[1]:
            high, right = right, left
            left = high - golden * (high - low)
        else:
            low, left = left, right
            right = low + golden * (high - low)
        if high - low < 0.02 * high and abs(ends[0] - ends[1]) <= CLOSE * abs(ends[0]):
            return


def _tune(board: Board, first: Ascent) -> None:
    """With several limits, move the prices by a master over the trees they give."""
    state, arrays = board.state, board.state.arrays
    if not several(arrays):
        return
    ascent, box = first, BOX
    for number in range(TUNINGS):
        prices = float_prices(ascent)
        tree = steiner_tree(arrays, ascent, TIE)
        tree = tree_heuristics.prune(arrays, tree, arrays.objective - priced(arrays, prices))
        arc = tree[tree >= 0]
        _note(board, arc, np.ones(len(arc)))
        assert state.ascent is not None
        now = float_prices(state.ascent)
        found = next_prices(arrays, board.columns, now, state.programs, box)
        if found is None:
            break
        ascent, before = (
            ascend(arrays, scaled_prices(found, arrays.scale)),
            state.ascent.bound_scaled,
        )
        state.learn(ascent)
        if ascent.bound_scaled >= before and number >= WIDE:
            box = math.sqrt(box)
    assert state.ascent is not None
    board.prices = float_prices(state.ascent)
    board.likely = state.ascent.loss_of_use == 0


def several(arrays: Arrays) -> bool:
    """Return whether one price on a line cannot suit all limits."""
    return len(arrays.rows) > 1 and len(arrays.column_upper) == 0


def _note(board: Board, arc: Ints, x: Floats) -> None:
    """Remember what arcs at the amounts x are worth and use, by piece."""
    new = columns_of(board.label, len(board.columns), board.state.arrays, arc, x)
    for known, more in zip(board.columns, new, strict=True):
        known += more


def _reprove(board: Board) -> None:
    """With several limits, move the prices by what pieces found, until two rounds in turn fail."""
    box, failed = NEAR, 0
    for _ in range(REPRICINGS if several(board.state.arrays) else 0):
        if board.state.done() or failed == 2:
            return
        if _again(board, box):
            failed = 0
        else:
            box, failed = math.sqrt(box), failed + 1
        board.state.tell("pieces")


def _again(board: Board, box: float) -> bool:
    """Bound the pieces once more at prices that suit what they found; return whether it helped."""
    state = board.state
    assert state.ascent is not None
    before, now = state.ascent.bound_scaled, float_prices(state.ascent)
    found = next_prices(state.arrays, board.columns, now, state.programs, box)
    if found is not None:
        board.prices = found
        _prove(board)
    return state.ascent.bound_scaled < before


def _prove(board: Board) -> None:
    """Bound every piece at the prices, add up, and grow a plan along the pieces' solutions."""
    state, arrays = board.state, board.state.arrays
    cutting = cutting_of(arrays, board.label)
    x = np.zeros(arrays.arcs)
    parts: list[Raises] = []
    try:
        for found in board.crew.run(cutting.count, works(board, cutting, ())):
            parts.append(globally(cutting, found))
            arc = cutting.arcs_of(found.number)[found.arc]
            x[arc] = found.x
            state.programs.note(found.stopped_by)
    except KeyboardInterrupt:  # what some pieces found holds without the others
        scaled = scaled_prices(board.prices, arrays.scale)
        state.learn(ascend(arrays, scaled, start=all_raises(parts)))
        raise
    ascent = ascend(arrays, scaled_prices(board.prices, arrays.scale), start=all_raises(parts))
    state.learn(ascent)
    board.likely = (ascent.loss_of_use == 0) | (x > 0)
    arc = np.flatnonzero(x)
    _note(board, arc, x[arc])
    _join(board, ascent, x)


def _join(board: Board, ascent: Ascent, x: Floats) -> None:
    """Offer plans of one tree grown along the solutions of the pieces."""
    state, arrays = board.state, board.state.open.arrays
    prices = float_prices(ascent)
    cost = np.maximum(priced(arrays, {k: p for k, p in prices.items() if p > 0}), 0.0)
    weight = np.minimum(ascent.loss_of_use, 2**58) / ascent.scale + ALONG * (1.0 - x) * cost
    weight += 1e-9 * float(weight.max(initial=1.0))
    fit_plans(state, tree_heuristics.connect(arrays, weight), prices)


def _sweep(board: Board, turn: int) -> bool:
    """Cut where the plan does not cross, ask for plans, choose; return whether it was worth it."""
    state, arrays = board.state, board.state.arrays
    if state.tree is None or state.ascent is None:
        return False
    tree = _rooted(state.tree, board.lit)
    before = _gap(state)
    label = cut(arrays, board.likely, board.lit, SIZE, tree=tree, turn=turn)
    cutting = cutting_of(arrays, label)
    options = []
    parts: list[Raises] = []
    for found in board.crew.run(cutting.count, works(board, cutting, SHARES, tree)):
        state.programs.note(found.stopped_by)
        parts.append(globally(cutting, found))
        options.append(found.plans)
    beyond = some_raises(raises_of(state.ascent), spanning(state.ascent, cutting))
    ascent = ascend(
        arrays, scaled_prices(board.prices, arrays.scale), start=all_raises([beyond, *parts])
    )
    state.learn(ascent)
    picked = choose(options, [(r.lower, r.upper) for r in state.open.arrays.rows], state.seed)
    if picked is not None:
        plan = np.full(arrays.nodes, -1, np.int64)
        for piece, number in enumerate(picked):
            arc = cutting.arcs_of(piece)[options[piece][number].arc]
            plan[arrays.head[arc]] = arc
        _take(state, _closed(plan, board.lit, arrays.tail), float_prices(ascent))
    _reprice(board, options)
    state.tell("regions")
    after = _gap(state)
    return before is None or after is None or after < (1.0 - WORTH) * before


def _gap(state: Search) -> float | None:
    return None if state.ascent is None else relative_gap(state.value, state.ascent.bound)


def _take(state: Search, plan: Ints, prices: dict[str, float]) -> None:
    """Offer a plan, and the plan filled up with what is left of the limits."""
    arrays = state.open.arrays
    state.offer(plan)
    weight = tree_heuristics.shares(arrays, prices)
    bonus = priced(arrays, {k: p for k, p in prices.items() if p < 0})
    gain = arrays.objective - bonus
    full = tree_growth.grow(arrays, state.budget, plan, gain, weight, floors=True)
    state.offer(full)
    state.offer(tree_heuristics.prune(arrays, full, gain - 1e-9 * weight))


def _reprice(board: Board, options: Sequence[Sequence[Plan]]) -> None:
    """Move the prices to those that suit the plans on offer."""
    state = board.state
    columns: Columns = [
        [(float(p.value), np.array(p.use, np.float64)) for p in plans] for plans in options
    ]
    found = next_prices(state.arrays, columns, board.prices, state.programs)
    if found is not None:
        board.prices = found


def _rooted(tree: Ints, lit: Ints) -> Ints:
    """Return a plan whose lit nodes are entered from the root."""
    return np.where((tree >= 0) & (lit >= 0), lit, tree)


@kernel
def _closed(plan: Ints, lit: Ints, tail: Ints) -> Ints:
    """Return a plan with the lit nodes that its arcs leave from."""
    whole = plan.copy()
    for v in range(1, len(plan)):
        if plan[v] >= 0:
            u = tail[plan[v]]
            if u != 0 and whole[u] < 0 and lit[u] >= 0:
                whole[u] = lit[u]
    return whole
