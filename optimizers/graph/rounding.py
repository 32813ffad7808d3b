"""Plans from prices: prune a tree at the prices of the limits until it fits, then fill it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Floats, Ints, priced
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.tree_growth import Budget

STEPS = 40  # of the price search that makes a tree fit
MARGINS = (1.0, 0.995, 0.97)  # of the envelopes that pruning leaves for repairs, tried in turn
REPAIRS = 6
POLISHES = 6
HALVINGS = 12


def steiner_tree(arrays: Arrays, ascent: Ascent, tie: float) -> Ints:
    """Return a tree of everything worth entering, grown along the arcs that cost the bound least.

    Limits are left open; a share `tie` of the priced cost breaks the many ties at zero.
    """
    prices = {k: p / ascent.scale for k, p in ascent.prices.items() if p > 0}
    loss = np.minimum(ascent.loss_of_use, 2**58) / ascent.scale
    weight = loss + tie * np.maximum(priced(arrays, prices), 0.0)
    weight += 1e-9 * float(weight.max(initial=1.0))
    return tree_heuristics.connect(arrays, weight)


def blended_tree(arrays: Arrays, ascent: Ascent, x: Floats, share: float) -> Ints:
    """Return a tree of everything worth entering along the arcs of a fractional solution.

    An arc weighs what the bound loses by its use and a share of its priced cost, times the part of
    it that the solution leaves out.
    """
    prices = {k: p / ascent.scale for k, p in ascent.prices.items() if p > 0}
    loss = np.minimum(ascent.loss_of_use, 2**58) / ascent.scale
    weight = (loss + share * np.maximum(priced(arrays, prices), 0.0)) * (1.0 - x)
    weight += 1e-9 * max(float(weight.max(initial=0.0)), 1e-9)
    return tree_heuristics.connect(arrays, weight)


def fit(arrays: Arrays, budget: Budget, tree: Ints, prices: dict[str, float]) -> Iterator[Ints]:
    """Yield plans cut from `tree`: pruned at rising prices until they fit, then filled up.

    `tree` may break limits; `prices` are in the objective per unit of a limit, signed by side.
    Floors that a plan misses are repaired where room can be made; the caller checks the rest.
    """
    bonus = priced(arrays, {k: p for k, p in prices.items() if p < 0})
    gain = arrays.objective - bonus
    weight = tree_heuristics.shares(arrays, prices)
    for margin in MARGINS:
        pruned = _prune_to_fit(arrays, tree, prices, margin)
        if pruned is None:
            return
        repaired = _repair(arrays, budget, pruned, weight)
        full = tree_growth.grow(arrays, budget, repaired, gain, weight, floors=True)
        lean = tree_heuristics.prune(arrays, full, gain - 1e-9 * weight)
        yield full
        yield lean
        yield from _respanned(arrays, budget, lean, gain, weight, prices)
        if not tree_heuristics.short_of(arrays, full):
            return


def _respanned(
    arrays: Arrays,
    budget: Budget,
    tree: Ints,
    gain: Floats,
    weight: Floats,
    prices: dict[str, float],
) -> Iterator[Ints]:
    """Yield plans that join the same nodes for less and spend what that saves, while it helps."""
    cost = priced(arrays, {k: p for k, p in prices.items() if p > 0})
    if not cost.any():
        return
    value = arrays.value(tree_heuristics.chosen_of(arrays, tree))
    for _ in range(POLISHES):
        spanned = tree_heuristics.respan(arrays, tree, cost - gain)
        if tree_heuristics.over(arrays, spanned):
            return
        lean = tree_heuristics.prune(arrays, spanned, gain - 1e-9 * weight)
        tree = tree_growth.grow(arrays, budget, lean, gain, weight, floors=True)
        yield tree
        better = arrays.value(tree_heuristics.chosen_of(arrays, tree))
        if better <= value:
            return
        value = better


def _repair(arrays: Arrays, budget: Budget, tree: Ints, weight: Floats) -> Ints:
    """Return the tree extended where it misses the lower side of a limit, cheapest first."""
    for _ in range(REPAIRS):
        short = dict(tree_heuristics.short_of(arrays, tree))
        if not short:
            return tree
        gain = np.full(arrays.arcs, -1e-6)
        upper = budget.upper.copy()
        for k, row in enumerate(arrays.rows):
            if row.id in short:
                helps = row.coefficient > 0
                gain[row.arc[helps]] += row.coefficient[helps] / short[row.id]
                if row.lower is not None:
                    upper[k] = min(upper[k], row.lower + int(row.coefficient.max(initial=0)))
        capped = replace(budget, upper=upper)
        larger = tree_growth.grow(arrays, capped, tree, gain, weight)
        if np.array_equal(larger, tree):
            return tree
        tree = larger
    return tree


def _prune_to_fit(
    arrays: Arrays, tree: Ints, prices: dict[str, float], margin: float
) -> Ints | None:
    """Return the largest part of a tree that keeps every upper side, pruned at scaled prices.

    Prices of overspent limits rise until it fits; where it fits at once, all prices fall together
    as far as it still does.
    """
    pruned = _at(arrays, tree, prices)
    if not tree_heuristics.over(arrays, pruned, margin):
        return _loosened(arrays, tree, prices, margin, pruned)
    at = dict(prices)
    step = 1.05
    for _ in range(STEPS):
        over = tree_heuristics.over(arrays, pruned, margin)
        if not over:
            return pruned
        for row, side in over:
            floor = float(np.abs(arrays.objective).sum()) * 1e-9 / max(side, 1.0)
            at[row] = max(at.get(row, 0.0), floor) * step
        step = min(step * 1.15, 4.0)
        pruned = _at(arrays, tree, at)
    return None


def _at(arrays: Arrays, tree: Ints, prices: dict[str, float]) -> Ints:
    return tree_heuristics.prune(arrays, tree, arrays.objective - priced(arrays, prices))


def _loosened(
    arrays: Arrays, tree: Ints, prices: dict[str, float], margin: float, fitting: Ints
) -> Ints:
    """Return the pruned tree at the lowest common share of the prices at which it still fits."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        share = (low + high) / 2.0
        scaled = {k: p * share if p > 0 else p for k, p in prices.items()}
        pruned = _at(arrays, tree, scaled)
        if tree_heuristics.over(arrays, pruned, margin):
            low = share
        else:
            high, fitting = share, pruned
    return fitting
