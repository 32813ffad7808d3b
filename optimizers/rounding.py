"""Plans from prices: prune a tree at the prices of the limits until it fits, then fill it up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizers import trees
from optimizers.arrays import Arrays, Ints
from optimizers.dual_ascent import Ascent
from optimizers.paths import from_root
from optimizers.trees import Budget

STEPS = 40  # of the price search that makes a tree fit


def shortest_tree(arrays: Arrays, ascent: Ascent) -> Ints:
    """Return the tree of the ways from the root that cost the bound least."""
    cost = np.minimum(ascent.loss_of_use, 2**58) * 8 + 1
    return from_root(arrays, cost)[1]


def fit(arrays: Arrays, budget: Budget, tree: Ints, ascent: Ascent) -> Iterator[Ints]:
    """Yield plans cut from `tree`: pruned at rising prices until they fit, then filled up.

    `tree` may break limits. What is yielded keeps every upper side; the caller checks the rest.
    """
    prices = {k: p / ascent.scale for k, p in ascent.prices.items()}
    for _ in range(3):
        pruned, prices = _prune_to_fit(arrays, tree, prices)
        if pruned is None:
            return
        bonus = trees.priced(arrays, {k: p for k, p in prices.items() if p < 0})
        gain = arrays.objective - bonus
        full = trees.grow(arrays, budget, pruned, gain, trees.shares(arrays, prices))
        lean = trees.prune(arrays, full, gain - 1e-9 * trees.shares(arrays, prices))
        yield lean
        short = trees.short_of(arrays, lean)
        if not short:
            return
        for row, missing in short:  # pay more for what falls short, and start again
            unit = float(np.abs(arrays.objective).max(initial=1)) / max(missing, 1)
            prices[row] = min(prices.get(row, 0.0) * 1.5, -unit * 0.05)


def _prune_to_fit(
    arrays: Arrays, tree: Ints, prices: dict[str, float]
) -> tuple[Ints | None, dict[str, float]]:
    """Raise the prices of overspent limits until the pruned tree keeps every upper side."""
    at = dict(prices)
    step = 1.05
    for _ in range(STEPS):
        pruned = trees.prune(arrays, tree, arrays.objective - trees.priced(arrays, at))
        over = trees.over(arrays, pruned)
        if not over:
            return pruned, at
        for row, share in over:
            floor = float(np.abs(arrays.objective).sum()) * 1e-6 / max(share, 1.0)
            at[row] = max(at.get(row, 0.0), floor * 1e-3) * step
        step = min(step * 1.15, 4.0)
    return None, at


