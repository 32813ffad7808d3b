"""What radio asks of a tree: one copy of a node at most, and no arc that carries too much.

Heuristics grow trees without a thought of either. `settled` puts that right: of several copies of a
node the one with the fewest hops stays and takes over what hangs below the others; below an
overloaded arc the least worthy goes, per unit of load, until the rest fits.
"""

from __future__ import annotations

import numpy as np

from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, Load
from optimizers.graph.numba_cache import kernel

REFILLS = 3  # attempts to spend elsewhere what an overload made free


def settled(arrays: Arrays, tree: Ints) -> Ints:
    """Return the part of a tree that is a plan: joined, one copy of each node, nothing overloaded.

    Limits are not looked at.
    """
    whole = tree_heuristics.joined(tree, arrays.tail)
    if len(arrays.copy_of):
        whole = _merged(
            whole, arrays.tail, arrays.head, arrays.out_pointer, arrays.out_arc,
            arrays.copy_of, arrays.arc_of,
        )  # fmt: skip
    for load in arrays.loads:
        whole = relieved(arrays, load, whole)
    return np.asarray(whole)


def overloaded(arrays: Arrays, load: Load, tree: Ints) -> Bools:
    """Return per node whether the arc that enters it carries too much."""
    carried = _carried(tree, arrays.tail, load.asked)
    over = np.zeros(arrays.nodes, np.bool_)
    entered = np.flatnonzero(tree >= 0)
    over[entered] = carried[entered] > load.room[tree[entered]]
    return over


def relieved(arrays: Arrays, load: Load, tree: Ints) -> Ints:
    """Return the tree without the least worthy loads below its overloaded arcs."""
    if not overloaded(arrays, load, tree).any():
        return tree
    worth = arrays.objective.astype(np.float64)
    worth += np.where(arrays.required[arrays.head], 1e12, 0.0)
    return np.asarray(_relieved(tree, arrays.tail, load.asked, load.room, worth))


def refilled(arrays: Arrays, budget: tree_growth.Budget, before: Ints, tree: Ints) -> Ints:
    """Return a settled tree filled up with anything but what was cut from the tree `before`."""
    gain = arrays.objective.astype(np.float64)
    weight = tree_heuristics.shares(arrays, {})
    for _ in range(REFILLS):
        gone = before[(before >= 0) & (tree != before)]
        if len(gone) == 0:
            break
        asked = np.any([load.asked[gone] > 0 for load in arrays.loads], axis=0)
        gain[gone[asked]] = np.minimum(gain[gone[asked]], 0.0)
        lean = tree_heuristics.prune(arrays, tree, arrays.objective - 1e-9 * weight)
        before = tree_heuristics.joined(
            tree_growth.grow(arrays, budget, lean, gain, weight), arrays.tail
        )
        tree = settled(arrays, before)
    return tree


@kernel
def _carried(tree: Ints, tail: Ints, asked: Ints) -> Ints:
    """Return per node what the arc that enters it carries: its own and that of all below."""
    carried = np.zeros(len(tree), np.int64)
    for v in range(1, len(tree)):
        if tree[v] < 0 or asked[tree[v]] == 0:
            continue
        extra = asked[tree[v]]
        u = v
        while u != 0:
            carried[u] += extra
            u = tail[tree[u]]
    return carried


@kernel
def _relieved(tree: Ints, tail: Ints, asked: Ints, room: Ints, worth: Floats) -> Ints:
    """Drop loads in order of rising worth per unit until no arc carries too much."""
    nodes = len(tree)
    kept = tree.copy()
    carried = _carried(kept, tail, asked)
    below = np.zeros(nodes)  # worth of a node's entry and of all that hangs below it
    for v in range(1, nodes):
        if kept[v] >= 0:
            u = v
            while u != 0:
                below[u] += worth[kept[v]]
                u = tail[kept[u]]
    score = np.full(nodes, np.inf)
    for v in range(1, nodes):
        if kept[v] >= 0 and asked[kept[v]] > 0:
            score[v] = below[v] / asked[kept[v]]
    for v in np.argsort(score, kind="mergesort"):
        if score[v] == np.inf:
            break
        troubled = False
        u = v
        while u != 0 and kept[u] >= 0:
            if carried[u] > room[kept[u]]:
                troubled = True
            u = tail[kept[u]]
        if not troubled or u != 0:
            continue
        load = carried[v]
        u = v
        while u != 0:
            carried[u] -= load
            u = tail[kept[u]]
        kept[v] = -1
    return tree_heuristics.joined(kept, tail)


@kernel
def _merged(
    tree: Ints,
    tail: Ints,
    head: Ints,
    out_pointer: Ints,
    out_arc: Ints,
    copy_of: Ints,
    arc_of: Ints,
) -> Ints:
    """Enter each node over the way of its copy with the fewest hops, and let it earn."""
    nodes = len(tree)
    entry = np.full(nodes, -1, np.int64)  # per first twin, the arc that enters the copy that stays
    for v in range(nodes - 1, 0, -1):
        if tree[v] >= 0:
            entry[copy_of[v]] = tree[v]
    merged = np.full(nodes, -1, np.int64)
    stack = np.zeros(nodes, np.int64)
    size = 1
    while size > 0:
        size -= 1
        v = stack[size]
        g = copy_of[v]
        for i in range(out_pointer[v], out_pointer[v + 1]):
            a = out_arc[i]
            w = head[a]
            b = entry[copy_of[w]]
            stays = b >= 0 and copy_of[tail[b]] == g and arc_of[b] == arc_of[a]
            if (arc_of[a] == -1 or stays) and merged[w] < 0:
                merged[w] = a
                stack[size] = w
                size += 1
    return merged
