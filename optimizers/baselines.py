"""What planners do today, behind the same door: growth by benefit per cost, and a ranked list."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizers import trees
from optimizers.arrays import Arrays, Ints
from optimizers.exact import Outcome
from optimizers.paths import from_root


def greedy(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Take what adds most benefit per share of the limits, trenches shared: a careful person."""
    weight = trees.shares(arrays, {})
    if tree is None:
        tree = trees.grow(
            arrays, trees.budget_of(arrays), trees.empty(arrays),
            arrays.objective.astype(np.float64), weight,
        )  # fmt: skip
    lean = trees.prune(arrays, tree, arrays.objective - 1e-9 * weight)
    return _outcome(arrays, lean if _whole(arrays, lean) else tree)


def ranked(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Rank by benefit per stand-alone cost and go down the list: most spreadsheets."""
    if tree is not None:
        return _outcome(arrays, tree)
    weight = trees.shares(arrays, {})
    tree = _forced(arrays)
    unit = np.maximum((weight / weight.max(initial=1e-300) * 2.0**40).astype(np.int64), 1)
    reach, come = from_root(arrays, unit)
    ways = reach[arrays.tail] + unit
    arcs = [a for a in np.flatnonzero(arrays.usable & (arrays.objective > 0)) if ways[a] < 2**60]
    for a in sorted(arcs, key=lambda a: (-arrays.objective[a] / ways[a], a)):
        tree = _with(arrays, tree, come, int(a))
    return _outcome(arrays, tree)


OF: dict[str, Callable[[Arrays, Ints | None], Outcome]] = {"greedy": greedy, "ranked": ranked}


def _forced(arrays: Arrays) -> Ints:
    """Return the cheapest growth that enters the required nodes only."""
    gain = np.where(arrays.required[arrays.head], 0.0, -1.0)
    return trees.grow(
        arrays, trees.budget_of(arrays), trees.empty(arrays), gain, trees.shares(arrays, {})
    )


def _with(arrays: Arrays, tree: Ints, come: Ints, arc: int) -> Ints:
    """Return the tree with the way over `arc`, if its head gains and every limit still holds."""
    v = int(arrays.head[arc])
    if tree[v] >= 0 and arrays.objective[tree[v]] >= arrays.objective[arc]:
        return tree
    larger = tree.copy()
    larger[v] = arc
    u = int(arrays.tail[arc])
    while u != 0 and larger[u] < 0:
        larger[u] = come[u]
        u = int(arrays.tail[come[u]])
    larger = trees.joined(larger, arrays.tail)
    if (larger >= 0).sum() < (tree >= 0).sum() or larger[v] != arc:
        return tree
    return larger if not trees.over(arrays, larger) else tree


def _whole(arrays: Arrays, tree: Ints) -> bool:
    return arrays.holds(trees.chosen_of(arrays, tree)) and not (tree[arrays.required] < 0).any()


def _outcome(arrays: Arrays, tree: Ints) -> Outcome:
    if not _whole(arrays, tree):
        return Outcome(tree=None, value=None, ascent=None, solver_bound=None)
    value = arrays.value(trees.chosen_of(arrays, tree))
    return Outcome(tree=tree, value=value, ascent=None, solver_bound=None)
