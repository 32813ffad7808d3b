"""Plans as trees: grow by benefit per cost, prune at prices, read a plan off a fractional solution.

A tree is one int64 array: the arc that enters each node, or -1. All kernels keep it an arborescence
from the root, and never exceed the upper side of a limit that they were told of.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, use_of_rows
from optimizers.graph.numba_cache import kernel

FAR = 1e300
OPEN = 2**62  # stands for a limit side that is absent


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The limits by arc: what entering over an arc uses, and the upper sides."""

    pointer: Ints
    row: Ints
    coefficient: Ints
    upper: Ints
    lower: Ints


def budget_of(arrays: Arrays) -> Budget:
    """Return the limits of a problem by arc."""
    pointer, row, coefficient = arrays.by_arc
    upper = np.array([OPEN if r.upper is None else r.upper for r in arrays.rows], np.int64)
    lower = np.array([-OPEN if r.lower is None else r.lower for r in arrays.rows], np.int64)
    return Budget(pointer=pointer, row=row, coefficient=coefficient, upper=upper, lower=lower)


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


def grow(
    arrays: Arrays,
    budget: Budget,
    tree: Ints,
    gain: Floats,
    weight: Floats,
    *,
    floors: bool = False,
) -> Ints:
    """Return the tree extended by the best gain per weight until nothing fits or gains.

    `gain` and `weight` are per arc, for entering its head over it; required nodes come first.
    With `floors`, no step takes a limit below its lower side.
    """
    larger = tree.copy()
    lower = budget.lower if floors else np.full_like(budget.lower, -OPEN)
    _grow(
        arrays.in_pointer, arrays.in_arc, arrays.out_pointer, arrays.out_arc,
        arrays.tail, arrays.head, arrays.usable, arrays.required,
        larger, gain, weight,
        budget.pointer, budget.row, budget.coefficient, budget.upper, lower,
    )  # fmt: skip
    return larger


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


def priced(arrays: Arrays, prices: Mapping[str, float]) -> Floats:
    """Return per arc what it uses of the limits, at the given prices."""
    cost = np.zeros(arrays.arcs)
    for row in arrays.rows:
        price = prices.get(row.id, 0.0)
        if price:
            cost[row.arc] += row.coefficient * price
    return cost


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


@kernel
def _spread(
    heap: list[tuple[float, Any]],
    moved: Ints,
    far: Floats,
    reach: Floats,
    come: Ints,
    tree: Ints,
    gain: Floats,
    weight: Floats,
    out_pointer: Ints,
    out_arc: Ints,
    head: Ints,
    usable: Bools,
) -> int:
    """Dijkstra from the nodes in the heap over nodes outside the tree; list the nodes settled."""
    count = 0
    while len(heap) > 0:
        d, u = heapq.heappop(heap)
        if d > far[u]:
            continue
        if count < len(moved):
            moved[count] = u
            count += 1
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            v = head[a]
            if not usable[a] or v == 0 or tree[v] >= 0:
                continue
            nd = d + weight[a]
            if nd < far[v] - 1e-15:
                far[v] = nd
                come[v] = a
                reach[v] = reach[u] + max(gain[a], 0.0)
                heapq.heappush(heap, (nd, v))
    return count


@kernel
def _score(
    a: Any,
    tail: Ints,
    head: Ints,
    tree: Ints,
    required: Bools,
    far: Floats,
    reach: Floats,
    gain: Floats,
    weight: Floats,
) -> float:
    """Return what entering over an arc gains per weight, with the way to it; 0 when nothing."""
    u = tail[a]
    v = head[a]
    if far[u] >= FAR or tree[v] == a:
        return 0.0
    g = reach[u] + gain[a] if tree[u] < 0 else gain[a]
    w = far[u] + weight[a]
    if tree[v] >= 0:
        g -= gain[tree[v]]
        w -= weight[tree[v]]
    elif required[v]:
        g = 1e30
    if g <= 1e-12:
        return 0.0
    return float(g / w if w > 1e-15 else g * 1e15)


@kernel
def _fits(
    v: Any, a: Any, tree: Ints, come: Ints, tail: Ints, used: Ints, change: Ints,
    pointer: Ints, row: Ints, coefficient: Ints, upper: Ints, lower: Ints,
) -> bool:  # fmt: skip
    """Return whether entering v over a, with the path to its tail, keeps every limit."""
    change[:] = 0
    for i in range(pointer[a], pointer[a + 1]):
        change[row[i]] += coefficient[i]
    if tree[v] >= 0:
        b = tree[v]
        for i in range(pointer[b], pointer[b + 1]):
            change[row[i]] -= coefficient[i]
    u = tail[a]
    while u != 0 and tree[u] < 0:
        b = come[u]
        for i in range(pointer[b], pointer[b + 1]):
            change[row[i]] += coefficient[i]
        u = tail[b]
    for r in range(len(upper)):
        if change[r] > 0 and upper[r] < 2**62 and used[r] + change[r] > upper[r]:
            return False
        if change[r] < 0 and lower[r] > -(2**62) and used[r] + change[r] < lower[r]:
            return False
    return True


@kernel
def _above(v: Any, u: Any, tree: Ints, come: Ints, tail: Ints) -> bool:
    """Return whether v lies on the way from the root to u, by tree or by planned path."""
    while u != 0:
        if u == v:
            return True
        u = tail[tree[u]] if tree[u] >= 0 else tail[come[u]]
    return False


@kernel
def _grow(
    in_pointer: Ints,
    in_arc: Ints,
    out_pointer: Ints,
    out_arc: Ints,
    tail: Ints,
    head: Ints,
    usable: Bools,
    required: Bools,
    tree: Ints,
    gain: Floats,
    weight: Floats,
    pointer: Ints,
    row: Ints,
    coefficient: Ints,
    upper: Ints,
    lower: Ints,
) -> None:
    """Take the best arc from a heap of scores, each looked at again before it is taken."""
    nodes, arcs = len(tree), len(tail)
    used = np.zeros(len(upper), np.int64)
    change = np.zeros(len(upper), np.int64)
    far = np.full(nodes, FAR)
    reach = np.zeros(nodes)
    come = np.full(nodes, -1, np.int64)
    moved = np.empty(4 * nodes + 16, np.int64)
    heap = [(0.0, np.int64(0))]
    far[0] = 0.0
    for v in range(1, nodes):
        a = tree[v]
        if a >= 0:
            far[v] = 0.0
            heap.append((0.0, np.int64(v)))
            for i in range(pointer[a], pointer[a + 1]):
                used[row[i]] += coefficient[i]
    heapq.heapify(heap)
    _spread(
        heap, moved, far, reach, come, tree, gain, weight, out_pointer, out_arc, head, usable
    )  # fmt: skip
    best = [(0.0, np.int64(0))]
    best.pop()
    for a in range(arcs):
        if usable[a]:
            score = _score(a, tail, head, tree, required, far, reach, gain, weight)
            if score > 0.0:
                best.append((-score, np.int64(a)))
    heapq.heapify(best)
    dead = np.zeros(arcs, np.bool_)
    while len(best) > 0:
        promised, pick = heapq.heappop(best)
        if dead[pick]:
            continue
        score = _score(pick, tail, head, tree, required, far, reach, gain, weight)
        if score <= 0.0:
            continue
        if score < -promised * (1.0 - 1e-12):
            heapq.heappush(best, (-score, pick))
            continue
        v = head[pick]
        if _above(v, tail[pick], tree, come, tail) or not _fits(
            v, pick, tree, come, tail, used, change, pointer, row, coefficient, upper, lower
        ):
            dead[pick] = True
            continue
        for r in range(len(upper)):
            used[r] += change[r]
        entered = 0
        u = v
        a = pick
        while True:  # the head, then the way to its tail
            tree[u] = a
            far[u] = 0.0
            reach[u] = 0.0
            heap.append((0.0, u))
            entered += 1
            u = tail[a]
            if u == 0 or tree[u] >= 0:
                break
            a = come[u]
        for j in range(entered):
            u = heap[j][1]
            for i in range(in_pointer[u], in_pointer[u + 1]):
                score = _score(
                    in_arc[i], tail, head, tree, required, far, reach, gain, weight
                )  # fmt: skip
                if score > 0.0 and not dead[in_arc[i]]:
                    heapq.heappush(best, (-score, in_arc[i]))
        count = _spread(
            heap, moved, far, reach, come, tree, gain, weight, out_pointer, out_arc, head, usable
        )  # fmt: skip
        for j in range(count):
            u = moved[j]
            for i in range(out_pointer[u], out_pointer[u + 1]):
                a = out_arc[i]
                if usable[a] and not dead[a]:
                    score = _score(a, tail, head, tree, required, far, reach, gain, weight)
                    if score > 0.0:
                        heapq.heappush(best, (-score, a))
