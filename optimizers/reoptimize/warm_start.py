"""Solve again what is nearly the same: another side of a limit, other prices, on the same graph.

What a solve leaves behind proves and plans the next one: prices of the limits and potentials on
nodes still certify a bound, the cuts behind them make a small LP, and the plan can be cut to fit
or extended. Every piece is checked again in whole numbers, so nothing is assumed to hold still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizers.exact import exact
from optimizers.exact.relaxation import THRESHOLDS
from optimizers.exact.search import EFFORTS, Search, float_prices
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, Floats, Ints
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.graph.rounding import fit, steiner_tree
from optimizers.programs.highs import Highs

ROUNDS = 10  # of the cut LP at least: it starts from few cuts, and each round is quick
STEPS = (1.15, 1.05, 1.02)  # factors by which prices are changed in turn


@dataclass(frozen=True, kw_only=True)
class Known:
    """What one solve leaves for the next on the same graph."""

    ascent: Ascent  # its certificate; prices and potentials are good anywhere
    x: Floats | None  # the last solution of its cut LP, per arc
    tree: Ints | None  # its best plan
    amounts: Ints  # of the side columns in that plan


def begin(arrays: Arrays, *, gap: float, seed: int, highs: Highs, effort: int = 0) -> Search:
    """Return a search that knows nothing yet and ends at a certified gap."""
    work = replace(EFFORTS[effort], lp_rounds=max(ROUNDS, EFFORTS[effort].lp_rounds))
    return Search(arrays, effort=work, seed=seed, gap=gap, highs=highs, report=lambda *_: None)


def known_of(state: Search) -> Known | None:
    """Return what a search leaves for others, None when it has no bound."""
    if state.ascent is None or state.ascent.weight == 0:
        return None
    return Known(ascent=state.ascent, x=state.x, tree=state.tree, amounts=state.amounts)


def remember(state: Search, known: Sequence[Known]) -> None:
    """Take bounds and plans from earlier solves on the same graph, the nearest first."""
    arrays = state.arrays
    for one in known:
        _offer(state, one)
    for one in known:
        found = one.ascent
        raises = found.terminal, found.pointer, found.node, found.potential
        state.learn(ascend(arrays, found.prices, start=raises))
        state.learn(ascend(arrays, found.prices))


def _offer(state: Search, one: Known) -> None:
    if len(one.amounts):
        state.open_at(one.amounts)
    if one.tree is not None:
        state.offer(one.tree)


def touch(state: Search, known: Sequence[Known]) -> None:
    """Cut and extend earlier plans to this problem's limits."""
    assert state.ascent is not None
    for one in known:
        if one.tree is not None:
            _offer(state, one)
            _fit(state, one.tree, float_prices(state.ascent))


def adapt(state: Search, known: Sequence[Known]) -> None:
    """Cut and extend earlier plans and fractional solutions to this problem's limits."""
    assert state.ascent is not None
    touch(state, known)
    prices = float_prices(state.ascent)
    for one in known:
        if one.x is not None:
            for threshold in THRESHOLDS:
                _fit(state, tree_heuristics.widest(state.arrays, one.x, threshold), prices)
    for tie in exact.TIES:
        if not state.done():
            _fit(state, steiner_tree(state.arrays, state.ascent, tie), prices)


def _fit(state: Search, tree: Ints, prices: dict[str, float]) -> None:
    """Offer the plans that can be cut from a tree, until one is good enough."""
    if state.done():
        return
    for plan in fit(state.open.arrays, state.budget, tree, state.open.prices(prices)):
        state.offer(plan)
        if state.done():
            return


def tune(state: Search, _known: Sequence[Known] = ()) -> None:
    """Lower the bound by changing one price after the other, as long as it helps.

    The bound is convex in the prices, and an ascent takes milliseconds where a cut LP takes long.
    """
    assert state.ascent is not None
    prices = dict(state.ascent.prices)
    for step in STEPS:
        for name in sorted(prices):
            for factor in (step, 1.0 / step):
                while not state.done():
                    trial = prices | {name: int(prices[name] * factor)}
                    found = ascend(state.arrays, trial)
                    if found.bound_scaled >= state.ascent.bound_scaled:
                        break
                    state.learn(found)
                    prices = trial


def relax(state: Search, known: Sequence[Known]) -> None:
    """Solve the cut LP, started from the cuts behind earlier certificates."""
    for one in known:
        state.pool.add(one.ascent.cuts())
    if state.ascent is not None:
        state.pool.add(state.ascent.cuts())
    exact.relax(state, tails=False)


def follow(state: Search, known: Sequence[Known]) -> None:
    """Search with what earlier solves left behind, the cheapest means first, until it is done.

    Ctrl-C ends it early, with what was found so far in the search.
    """
    try:
        remember(state, known)
        for means in (touch, tune, adapt, relax):
            if not state.done():
                means(state, known)
        for stage, run in exact.stages_after(state.arrays):
            if stage not in ("narrow LP", "cut LP") and not state.done():
                run(state)
    except KeyboardInterrupt:
        state.stopped_by = "interrupt"
