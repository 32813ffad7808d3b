"""Large plans improved region by region: a ball of nodes is freed, the rest of the plan stays.

What hangs below the ball is contracted into pieces. A piece may only be entered at its topmost
node, because its inner arcs are one-way; dropping it whole is allowed. The freed region is a small
problem of the same kind, solved by the same search.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, Row, graph_arrays, priced
from optimizers.graph.numba_cache import kernel


@dataclass(frozen=True, kw_only=True)
class Region:
    """A freed part of a plan as a problem of its own, and the way back."""

    arrays: Arrays
    arc: Ints  # per arc of the region, the arc of the whole
    start: Ints  # the plan at hand, as a tree of the region
    fixed: Ints  # the plan without the region: a tree of the whole
    heads: Ints  # head of every arc of the whole
    place: Ints  # per node of the whole, its node in the region; -1 outside, 0 joined to the root
    inner: Ints  # the arcs inside pieces, by the node of the whole that they enter; -1

    def whole(self, tree: Ints) -> Ints:
        """Return a tree of the region as a plan of the whole."""
        plan = self.fixed.copy()
        entered = tree >= 0
        kept = (self.inner >= 0) & entered[np.maximum(self.place, 0)] & (self.place > 0)
        plan[kept] = self.inner[kept]
        arcs = self.arc[tree[entered]]
        plan[self.heads[arcs]] = arcs
        return plan


def region_of(arrays: Arrays, tree: Ints, ball: Bools) -> Region:
    """Free the nodes of `ball` (the root is never in it) in a plan."""
    label = _labels(tree, arrays.tail, ball)  # 0 outer, v > 0 piece below top v, -1 free or absent
    pieces = np.flatnonzero(label == np.arange(arrays.nodes))
    pieces = pieces[pieces > 0]
    place = np.full(arrays.nodes, -1, np.int64)
    free = np.flatnonzero(ball)
    place[free] = 1 + np.arange(len(free))
    numbers = np.zeros(arrays.nodes, np.int64)
    numbers[pieces] = 1 + len(free) + np.arange(len(pieces))
    place[label > 0] = numbers[label[label > 0]]
    place[label == 0] = 0
    arcs = _region_arcs(arrays, place, ball, label)
    inside = (label > 0) & (label != np.arange(arrays.nodes))
    inner = np.where(inside, tree, -1)
    fixed = np.where((label == 0) & (np.arange(arrays.nodes) > 0), tree, -1)
    sub = _sub_arrays(arrays, arcs, place, inner, fixed, 1 + len(free) + len(pieces))
    start = np.full(sub.nodes, -1, np.int64)
    number = np.full(arrays.arcs, -1, np.int64)
    number[arcs] = np.arange(len(arcs))
    for v in (*free.tolist(), *pieces.tolist()):
        if tree[v] >= 0:
            start[place[v]] = number[tree[v]]
    return Region(
        arrays=sub, arc=arcs, start=start, fixed=fixed, place=place, inner=inner, heads=arrays.head
    )


def ball_around(arrays: Arrays, centre: int, size: int, weight: Floats) -> Bools:
    """Return the `size` nodes nearest to a node, by weight, both ways, never over the root."""
    ball = _ball(
        arrays.in_pointer, arrays.in_arc, arrays.out_pointer, arrays.out_arc,
        arrays.tail, arrays.head, weight, centre, size,
    )  # fmt: skip
    return np.asarray(ball)


def _region_arcs(arrays: Arrays, place: Ints, ball: Bools, label: Ints) -> Ints:
    """Return the arcs that the region may choose among."""
    top = label == np.arange(arrays.nodes)
    top[0] = False
    into = ball[arrays.head] | top[arrays.head]
    known = (place[arrays.tail] >= 0) & (place[arrays.head] > 0)
    apart = place[arrays.tail] != place[arrays.head]
    return np.flatnonzero(arrays.usable & into & known & apart)


def _sub_arrays(
    arrays: Arrays, arcs: Ints, place: Ints, inner: Ints, fixed: Ints, nodes: int
) -> Arrays:
    head = place[arrays.head[arcs]]
    below = np.flatnonzero(inner >= 0)
    required = np.zeros(nodes, np.bool_)
    required[np.maximum(place, 0)[arrays.required]] = True
    required[0] = False
    rows = []
    for row in arrays.rows:
        full = np.zeros(arrays.arcs, np.int64)
        full[row.arc] = row.coefficient
        spent = sum(full[fixed[fixed >= 0]].tolist())
        piece = np.zeros(nodes, np.int64)
        np.add.at(piece, place[below], full[inner[below]])
        coefficient = full[arcs] + piece[head]
        used = np.flatnonzero(coefficient)
        rows.append(
            Row(
                id=row.id,
                arc=used,
                coefficient=coefficient[used],
                lower=None if row.lower is None else row.lower - spent,
                upper=None if row.upper is None else row.upper - spent,
            )
        )
    earned = np.zeros(nodes, np.int64)
    np.add.at(earned, place[below], arrays.objective[inner[below]])
    return graph_arrays(
        place[arrays.tail[arcs]],
        head,
        objective=arrays.objective[arcs] + earned[head],
        required=required,
        rows=tuple(rows),
        scale=arrays.scale,
    )


def weights_of(arrays: Arrays, prices: dict[str, float]) -> Floats:
    """Return the distance of a ball's search: the priced cost of an arc and what it loses."""
    cost = np.maximum(priced(arrays, {k: p for k, p in prices.items() if p > 0}), 0.0)
    return cost + 1e-6 * float(cost.max(initial=1.0))


@kernel
def _labels(tree: Ints, tail: Ints, ball: Bools) -> Ints:
    """Return per node 0 where the plan joins it to the root outside the ball, else its piece."""
    nodes = len(tree)
    label = np.full(nodes, -2, np.int64)
    label[0] = 0
    path = np.empty(nodes, np.int64)
    for start in range(1, nodes):
        v = start
        length = 0
        while label[v] == -2:
            if ball[v] or tree[v] < 0:
                label[v] = -1
                break
            path[length] = v
            length += 1
            v = tail[tree[v]]
        for j in range(length - 1, -1, -1):
            u = path[j]
            above = tail[tree[u]]
            label[u] = u if ball[above] else label[above]
    return label


@kernel
def _ball(
    in_pointer: Ints,
    in_arc: Ints,
    out_pointer: Ints,
    out_arc: Ints,
    tail: Ints,
    head: Ints,
    weight: Floats,
    centre: int,
    size: int,
) -> Bools:
    nodes = len(in_pointer) - 1
    far = np.full(nodes, 1e300)
    inside = np.zeros(nodes, np.bool_)
    far[centre] = 0.0
    heap = [(0.0, np.int64(centre))]
    count = 0
    while len(heap) > 0 and count < size:
        d, u = heapq.heappop(heap)
        if inside[u] or u == 0:
            continue
        inside[u] = True
        count += 1
        for i in range(in_pointer[u], in_pointer[u + 1]):
            a = in_arc[i]
            v = tail[a]
            if v != 0 and not inside[v] and d + weight[a] < far[v]:
                far[v] = d + weight[a]
                heapq.heappush(heap, (far[v], np.int64(v)))
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            v = head[a]
            if v != 0 and not inside[v] and d + weight[a] < far[v]:
                far[v] = d + weight[a]
                heapq.heappush(heap, (far[v], np.int64(v)))
    return inside
