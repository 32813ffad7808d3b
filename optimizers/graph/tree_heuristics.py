"""Plans as trees: connect, span, prune at prices, read a plan off a fractional solution.

A tree is one int64 array: the arc that enters each node, or -1. All kernels keep it an arborescence
from the root. `tree_growth.py` grows one by benefit per cost.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, priced, use_of_rows
from optimizers.graph.numba_cache import kernel

FAR = 1e300


def without_bare_ends(arrays: Arrays, tree: Ints, passed: Bools) -> Ints:
    """Return a tree without ends at nodes that are only passed (`programs.passed_nodes`)."""
    whole = tree.copy()
    while True:
        left = np.zeros(arrays.nodes, np.bool_)
        left[arrays.tail[whole[whole >= 0]]] = True
        bare = (whole >= 0) & passed & ~left
        if not bare.any():
            return whole
        whole[bare] = -1


def chosen_of(arrays: Arrays, tree: Ints) -> Bools:
    """Return the mask of the arcs of a tree."""
    chosen = np.zeros(arrays.arcs, np.bool_)
    chosen[tree[tree >= 0]] = True
    return chosen


def tree_of(arrays: Arrays, chosen: Bools) -> Ints:
    """Return the tree of those chosen arcs that are joined to the root."""
    tree = np.full(arrays.nodes, -1, np.int64)
    arc = np.flatnonzero(chosen & arrays.usable)
    tree[arrays.head[arc]] = arc
    return joined(tree, arrays.tail)


def prune(arrays: Arrays, tree: Ints, profit: Floats) -> Ints:
    """Return the part of a tree that is worth keeping at the given profit per arc."""
    return np.asarray(_prune(tree, arrays.tail, profit, arrays.required))


def connect(arrays: Arrays, weight: Floats) -> Ints:
    """Return a tree of every node that some arc gains at, the nearest joined first.

    Takahashi and Matsuyama's shortest path heuristic (Mathematica Japonica 24, 1980).
    """
    wanted = np.zeros(arrays.nodes, np.bool_)
    wanted[arrays.head[arrays.usable & (arrays.objective > 0)]] = True
    wanted |= arrays.required
    return np.asarray(
        _connect(
            wanted, arrays.tail, arrays.head, arrays.out_pointer, arrays.out_arc,
            arrays.usable, weight,
        )
    )  # fmt: skip


def respan(arrays: Arrays, tree: Ints, cost: Floats) -> Ints:
    """Return a tree of the same nodes over arcs of less cost in sum (Prim, from the root)."""
    above = cost - float(cost.min(initial=0.0))
    return np.asarray(
        _respan(tree, arrays.head, arrays.out_pointer, arrays.out_arc, arrays.usable, above)
    )


def empty(arrays: Arrays) -> Ints:
    """Return the tree that enters nothing."""
    return np.full(arrays.nodes, -1, np.int64)


def shares(arrays: Arrays, prices: Mapping[str, float]) -> Floats:
    """Return per arc how much it uses of the scarce upper limits, at least a trifle.

    Limits are weighed by their prices; without any, each by the share of it that an arc uses.
    """
    scarce = {k: p for k, p in prices.items() if p > 0}
    if not scarce:
        scarce = {r.id: 1.0 / r.upper for r in arrays.rows if r.upper is not None and r.upper > 0}
    weight = np.maximum(priced(arrays, scarce), 0.0)
    return weight + 1e-12 * max(float(weight.max(initial=0.0)), 1e-300)


def over(arrays: Arrays, tree: Ints, margin: float = 1.0) -> list[tuple[str, float]]:
    """Return the limits whose upper side, times a margin, a tree exceeds, with that side."""
    chosen = chosen_of(arrays, tree)
    found = []
    for row, used in zip(arrays.rows, use_of_rows(arrays, chosen), strict=True):
        if row.upper is not None:
            allowed = row.upper * margin if row.upper > 0 else row.upper
            if used > allowed:
                found.append((row.id, float(row.upper)))
    return found


def short_of(arrays: Arrays, tree: Ints) -> list[tuple[str, int]]:
    """Return the limits whose lower side a tree misses, with what is missing."""
    chosen = chosen_of(arrays, tree)
    found = []
    for row, used in zip(arrays.rows, use_of_rows(arrays, chosen), strict=True):
        if row.lower is not None and (missing := row.lower - used) > 0:
            found.append((row.id, missing))
    return found


def widest(arrays: Arrays, x: Floats, least: float) -> Ints:
    """Return the tree of the arcs that carry most of a fractional solution, at least `least`."""
    tree = np.full(arrays.nodes, -1, np.int64)
    arc = np.flatnonzero(arrays.usable & (x >= least))
    order = arc[np.lexsort((-arc, x[arc]))]  # the last one written is the widest, then the first
    tree[arrays.head[order]] = order
    return np.asarray(joined(tree, arrays.tail))


@kernel
def joined(tree: Ints, tail: Ints) -> Ints:
    """Return the tree without what is not joined to the root (cycles, orphans)."""
    nodes = len(tree)
    state = np.zeros(nodes, np.int8)  # 0 unknown, 1 joined, 2 not, 3 on the way
    state[0] = 1
    path = np.empty(nodes, np.int64)
    for start in range(nodes):
        v = start
        length = 0
        while state[v] == 0:
            state[v] = 3
            path[length] = v
            length += 1
            if tree[v] < 0:
                break
            v = tail[tree[v]]
        outcome = 1 if state[v] == 1 else 2
        for j in range(length):
            state[path[j]] = outcome
    kept = np.full(nodes, -1, np.int64)
    for v in range(1, nodes):
        if state[v] == 1:
            kept[v] = tree[v]
    return kept


@kernel
def _order(tree: Ints, tail: Ints) -> Ints:
    """Return the nodes of a tree, parents first."""
    nodes = len(tree)
    first = np.zeros(nodes + 1, np.int64)
    for v in range(nodes):
        if tree[v] >= 0:
            first[tail[tree[v]] + 1] += 1
    for v in range(nodes):
        first[v + 1] += first[v]
    child = np.empty(first[nodes], np.int64)
    fill = first[:nodes].copy()
    for v in range(nodes):
        if tree[v] >= 0:
            u = tail[tree[v]]
            child[fill[u]] = v
            fill[u] += 1
    order = np.empty(nodes, np.int64)
    order[0] = 0
    end = 1
    at = 0
    while at < end:
        v = order[at]
        at += 1
        for i in range(first[v], first[v + 1]):
            order[end] = child[i]
            end += 1
    return order[:end]


@kernel
def _prune(tree: Ints, tail: Ints, profit: Floats, required: Bools) -> Ints:
    order = _order(tree, tail)
    worth = np.zeros(len(tree))
    needed = required.copy()
    kept = tree.copy()
    for j in range(len(order) - 1, 0, -1):
        v = order[j]
        a = tree[v]
        worth[v] += profit[a]
        if needed[v]:
            needed[tail[a]] = True
        if worth[v] > 0 or needed[v]:
            worth[tail[a]] += worth[v]
        else:
            kept[v] = -1
    for j in range(1, len(order)):
        v = order[j]
        u = tail[tree[v]]
        if u != 0 and kept[u] < 0:
            kept[v] = -1
    return kept


@kernel
def _connect(
    wanted: Bools,
    tail: Ints,
    head: Ints,
    out_pointer: Ints,
    out_arc: Ints,
    usable: Bools,
    weight: Floats,
) -> Ints:
    nodes = len(wanted)
    far = np.full(nodes, FAR)
    come = np.full(nodes, -1, np.int64)
    tree = np.full(nodes, -1, np.int64)
    inside = np.zeros(nodes, np.bool_)
    inside[0] = True
    far[0] = 0.0
    heap = [(0.0, np.int64(0))]
    while len(heap) > 0:
        d, u = heapq.heappop(heap)
        if d > far[u]:
            continue
        if wanted[u] and not inside[u]:
            v = u
            while not inside[v]:  # the way to it joins the tree, from where all is near again
                inside[v] = True
                tree[v] = come[v]
                far[v] = 0.0
                heapq.heappush(heap, (0.0, v))
                v = tail[come[v]]
            continue
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            v = head[a]
            if usable[a] and not inside[v] and d + weight[a] < far[v]:
                far[v] = d + weight[a]
                come[v] = a
                heapq.heappush(heap, (far[v], np.int64(v)))
    return tree


@kernel
def _respan(
    tree: Ints,
    head: Ints,
    out_pointer: Ints,
    out_arc: Ints,
    usable: Bools,
    cost: Floats,
) -> Ints:
    nodes = len(tree)
    key = np.full(nodes, FAR)
    done = np.zeros(nodes, np.bool_)
    spanned = np.full(nodes, -1, np.int64)
    key[0] = 0.0
    heap = [(0.0, np.int64(0))]
    while len(heap) > 0:
        _, u = heapq.heappop(heap)
        if done[u]:
            continue
        done[u] = True
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            v = head[a]
            if usable[a] and tree[v] >= 0 and not done[v] and cost[a] < key[v]:
                key[v] = cost[a]
                spanned[v] = a
                heapq.heappush(heap, (cost[a], np.int64(v)))
    return spanned
