"""Trees grown by benefit per cost, within the upper sides of the limits.

A step that would take a limit above its upper side is never taken. The kernels stand in one file:
a compiled kernel is made anew when its own file changes, not when one it calls does.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.numba_cache import kernel
from optimizers.graph.tree_heuristics import FAR


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The limits by arc: what entering over an arc uses, and the upper sides."""

    pointer: Ints
    row: Ints
    coefficient: Ints
    upper: Ints
    lower: Ints


OPEN = 2**62  # stands for a limit side that is absent


def budget_of(arrays: Arrays) -> Budget:
    """Return the limits of a problem by arc."""
    pointer, row, coefficient = arrays.by_arc
    upper = np.array([OPEN if r.upper is None else r.upper for r in arrays.rows], np.int64)
    lower = np.array([-OPEN if r.lower is None else r.lower for r in arrays.rows], np.int64)
    return Budget(pointer=pointer, row=row, coefficient=coefficient, upper=upper, lower=lower)


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
