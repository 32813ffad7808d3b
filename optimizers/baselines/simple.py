"""What planners do today, behind the same door: growth, a ranked list, and two published ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizers.baselines.giga import giga_tree
from optimizers.baselines.itu import relay_tree
from optimizers.exact.search import Outcome
from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.hop_capacity import settled
from optimizers.graph.paths import from_root
from optimizers.graph.rounding import fit


def greedy(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Take what adds most benefit per share of the limits, trenches shared: a careful person.

    Where the result misses a floor, the least promising is given up and the floor is served first.
    """
    weight = tree_heuristics.shares(arrays, {})
    if tree is not None:
        return _outcome(arrays, tree)
    budget = tree_growth.budget_of(arrays)
    gain = arrays.objective.astype(np.float64)
    grown = tree_growth.grow(arrays, budget, tree_heuristics.empty(arrays), gain, weight)
    lean = tree_heuristics.prune(arrays, grown, gain - 1e-9 * weight)
    for plan in (lean, grown, *fit(arrays, budget, grown, {})):
        if _whole(arrays, plan):
            return _outcome(arrays, plan)
    return _outcome(arrays, grown)


def ranked(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Rank by benefit per stand-alone cost and go down the list: most spreadsheets."""
    if tree is not None:
        return _outcome(arrays, tree)
    weight = tree_heuristics.shares(arrays, {})
    tree = _forced(arrays)
    unit = np.maximum((weight / weight.max(initial=1e-300) * 2.0**40).astype(np.int64), 1)
    reach, come = from_root(arrays, unit)
    ways = reach[arrays.tail] + unit
    arcs = [a for a in np.flatnonzero(arrays.usable & (arrays.objective > 0)) if ways[a] < 2**60]
    for a in sorted(arcs, key=lambda a: (-arrays.objective[a] / ways[a], a)):
        tree = _with(arrays, tree, come, int(a))
    return _outcome(arrays, tree)


def relay(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Plan as ITU's platform publishes it: a fixed forest, one option per site along it."""
    return _outcome(arrays, relay_tree(arrays) if tree is None else tree)


def relay_weighted(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Plan as `relay`, for 0.75 x benefit + 0.25 x sites met in full, each rescaled to 0..1."""
    return _outcome(arrays, relay_tree(arrays, weighted=True) if tree is None else tree)


def giga(arrays: Arrays, tree: Ints | None) -> Outcome:
    """Plan as Giga's cost model publishes it: join the nearest, prune, spend by average cost."""
    return _outcome(arrays, giga_tree(arrays, _forced(arrays)) if tree is None else tree)


OF: dict[str, Callable[[Arrays, Ints | None], Outcome]] = {
    "greedy": greedy,
    "ranked": ranked,
    "relay": relay,
    "relay_weighted": relay_weighted,
    "giga": giga,
}


def _forced(arrays: Arrays) -> Ints:
    """Return the cheapest growth that enters the required nodes only."""
    gain = np.where(arrays.required[arrays.head], 0.0, -1.0)
    return tree_growth.grow(
        arrays,
        tree_growth.budget_of(arrays),
        tree_heuristics.empty(arrays),
        gain,
        tree_heuristics.shares(arrays, {}),
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
    larger = tree_heuristics.joined(larger, arrays.tail)
    if (larger >= 0).sum() < (tree >= 0).sum() or larger[v] != arc:
        return tree
    return larger if not tree_heuristics.over(arrays, larger) else tree


def _whole(arrays: Arrays, tree: Ints) -> bool:
    tree = settled(arrays, tree)
    return (
        arrays.holds(tree_heuristics.chosen_of(arrays, tree))
        and not (tree[arrays.required] < 0).any()
    )


def _outcome(arrays: Arrays, tree: Ints) -> Outcome:
    tree = settled(arrays, tree)
    if not _whole(arrays, tree):
        return Outcome(tree=None, value=None, ascent=None, solver_bound=None)
    value = arrays.value(tree_heuristics.chosen_of(arrays, tree))
    return Outcome(tree=tree, value=value, ascent=None, solver_bound=None)
