"""A graph cut into pieces of sensible size, each a small problem of its own.

Cutting. Balls are grown over the nodes that are left, the next one from the edge of the last;
fragments join the neighbour they are tied to most, and what stays small is packed together. Nodes
that the root reaches for nothing (existing PoPs) count as root: no ball grows over them, so that
components below the merged root come out as exact pieces. Where a plan is given, no piece cuts it,
but for branches larger than a piece.

Bounding. In a piece every node outside counts as root. A cut of the piece is then a cut of the
whole, so what the pieces prove at one set of prices adds up.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, graph_arrays
from optimizers.graph.numba_cache import kernel
from optimizers.graph.raises import Raises

UNLIKELY = 4.0  # times as far is a node over an arc that costs the bound something


@dataclass(frozen=True, kw_only=True)
class Cutting:
    """The pieces of a graph: nodes and arcs sorted by piece, numbers inside it."""

    count: int
    label: Ints  # per node its piece; the root has -1
    node: Ints  # nodes by piece, rising
    node_start: Ints
    place: Ints  # per node its number in its piece, from 1
    arc: Ints  # usable arcs by the piece of their head, rising
    arc_start: Ints
    position: Ints  # per arc its number in its piece, -1 where no plan can use it

    def nodes_of(self, piece: int) -> Ints:
        """Return the nodes of a piece."""
        return self.node[self.node_start[piece] : self.node_start[piece + 1]]

    def arcs_of(self, piece: int) -> Ints:
        """Return the arcs that enter the nodes of a piece."""
        return self.arc[self.arc_start[piece] : self.arc_start[piece + 1]]


def cutting_of(arrays: Arrays, label: Ints) -> Cutting:
    """Return the pieces that the labels (0.. per node, -1 for the root) make."""
    count = int(label.max()) + 1
    node = np.argsort(label[1:], kind="stable") + 1
    node_start = np.concatenate([[0], np.cumsum(np.bincount(label[1:], minlength=count))])
    place = np.zeros(arrays.nodes, np.int64)
    place[node] = np.arange(len(node)) - node_start[label[node]] + 1
    arc = np.flatnonzero(arrays.usable)
    of = label[arrays.head[arc]]
    arc = arc[np.argsort(of, kind="stable")]
    arc_start = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))])
    position = np.full(arrays.arcs, -1, np.int64)
    position[arc] = np.arange(len(arc)) - arc_start[label[arrays.head[arc]]]
    return Cutting(
        count=count, label=label, node=node, node_start=node_start, place=place,
        arc=arc, arc_start=arc_start, position=position,
    )  # fmt: skip


def local(cutting: Cutting, arrays: Arrays, piece: int) -> tuple[Ints, Ints, Bools]:
    """Return tails and heads of a piece's arcs in its own numbers, and which come from outside.

    An arc from outside leaves the root of the piece.
    """
    arc = cutting.arcs_of(piece)
    tail = arrays.tail[arc]
    inside = cutting.label[tail] == piece
    return (
        np.where(inside, cutting.place[tail], 0),
        cutting.place[arrays.head[arc]],
        ~inside & (tail != 0),
    )


def small_arrays(tail: Ints, head: Ints, profit: Ints, required: Bools, copy_of: Ints) -> Arrays:
    """Return a piece as a problem without limits, its objective already priced and scaled.

    `copy_of` is as in `Arrays`, empty where no nodes are drawn in layers.
    """
    return graph_arrays(
        tail, head, objective=profit, required=required, rows=(), scale=1, copy_of=copy_of
    )


def lit_arcs(arrays: Arrays) -> Ints:
    """Return per node an arc from the root that uses no limit and loses nothing, -1 where none.

    Among the arcs into a node such a one is never worse than the others, unless a lower side wants
    the use of another; plans are checked again where that matters.
    """
    free = arrays.usable & (arrays.tail == 0)
    for row in arrays.rows:
        free[row.arc[row.coefficient != 0]] = False
    arc = np.flatnonzero(arrays.usable)
    best = np.full(arrays.nodes, -(2**62), np.int64)
    np.maximum.at(best, arrays.head[arc], arrays.objective[arc])
    free &= arrays.objective == best[arrays.head]
    lit = np.full(arrays.nodes, -1, np.int64)
    arc = np.flatnonzero(free)[::-1]
    lit[arrays.head[arc]] = arc
    return lit


def cut(
    arrays: Arrays, likely: Bools, lit: Ints, size: int, *, tree: Ints | None = None, turn: int = 0
) -> Ints:
    """Return per node its piece of about `size` nodes, -1 for the root.

    Nodes of which at most one is entered (`Arrays.twin`) are in one piece.
    `likely` are the arcs along which a plan is expected. With `tree` a branch of that plan is not
    cut, unless it is larger than `size` itself. `turn` moves the balls.
    """
    branch = np.arange(arrays.nodes) if tree is None else branches(tree, arrays.tail, lit, size)
    weight = np.where(likely, 1.0, UNLIKELY)
    label = _balls(
        arrays.in_pointer, arrays.in_arc, arrays.out_pointer, arrays.out_arc,
        arrays.tail, arrays.head, weight, branch, lit >= 0, size, turn,
    )  # fmt: skip
    label = _gathered(arrays, label, weight, lit >= 0, size)
    if len(arrays.copy_of):
        label = np.unique(label[arrays.twin], return_inverse=True)[1] - 1
    return label


def _gathered(arrays: Arrays, label: Ints, weight: Floats, lit: Bools, size: int) -> Ints:
    """Join fragments to the neighbour they are tied to most, and pack what stays small."""
    tail, head = arrays.tail, arrays.head
    ties = arrays.usable & (tail != 0) & (label[tail] != label[head]) & ~lit[tail]
    arc = np.flatnonzero(ties)
    arc = arc[np.argsort(weight[arc], kind="stable")]
    sizes = np.bincount(label[1:])
    return np.asarray(_packed(label, label[tail[arc]], label[head[arc]], sizes, size))


@kernel
def _packed(label: Ints, left: Ints, right: Ints, sizes: Ints, size: int) -> Ints:
    count = len(sizes)
    parent = np.arange(count)
    for k in range(len(left)):
        x, y = left[k], right[k]
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        while parent[y] != y:
            parent[y] = parent[parent[y]]
            y = parent[y]
        small = min(sizes[x], sizes[y]) < size // 2
        if x != y and small and sizes[x] + sizes[y] <= size + size // 2:
            parent[max(x, y)] = min(x, y)
            sizes[min(x, y)] += sizes[max(x, y)]
    number = np.full(count, -1, np.int64)
    used = 0
    pack = -1
    filled = 0
    for x in range(count):
        if parent[x] != x:
            continue
        if sizes[x] >= size // 2:
            number[x] = used
            used += 1
        else:
            if pack < 0 or filled + sizes[x] > size:
                pack = used
                used += 1
                filled = 0
            number[x] = pack
            filled += sizes[x]
    piece = np.full(len(label), -1, np.int64)
    for v in range(1, len(label)):
        x = label[v]
        while parent[x] != x:
            x = parent[x]
        piece[v] = number[x]
    return piece


@kernel
def branches(tree: Ints, tail: Ints, lit: Ints, size: int) -> Ints:
    """Return per node the top of its branch of a plan; a node outside the plan is its own.

    A branch hangs below the root or a lit node; one larger than `size` nodes is split.
    """
    nodes = len(tree)
    below = np.zeros(nodes, np.int64)  # children not gathered yet
    for v in range(1, nodes):
        if tree[v] >= 0:
            below[tail[tree[v]]] += 1
    weight = np.ones(nodes, np.int64)
    top = np.arange(nodes)
    stack = np.empty(nodes, np.int64)
    order = np.empty(nodes, np.int64)
    end = 0
    height = 0
    for v in range(1, nodes):
        if below[v] == 0 and tree[v] >= 0:
            stack[height] = v
            height += 1
    while height > 0:  # leaves first
        height -= 1
        v = stack[height]
        order[end] = v
        end += 1
        u = tail[tree[v]]
        if u != 0 and lit[u] < 0 and weight[u] + weight[v] <= size:
            weight[u] += weight[v]
            top[v] = u
        if u != 0:
            below[u] -= 1
            if below[u] == 0 and tree[u] >= 0:
                stack[height] = u
                height += 1
    for j in range(end - 1, -1, -1):
        v = order[j]
        top[v] = top[top[v]]
    return top


@kernel
def _balls(
    in_pointer: Ints, in_arc: Ints, out_pointer: Ints, out_arc: Ints, tail: Ints, head: Ints,
    weight: Floats, branch: Ints, lit: Bools, size: int, turn: int,
) -> Ints:  # fmt: skip
    """Grow balls over whole branches, each from the edge of the earlier ones."""
    nodes = len(in_pointer) - 1
    first = np.zeros(nodes + 1, np.int64)  # members of each branch
    for v in range(nodes):
        first[branch[v] + 1] += 1
    for v in range(nodes):
        first[v + 1] += first[v]
    member = np.empty(nodes, np.int64)
    fill = first[:nodes].copy()
    for v in range(nodes):
        member[fill[branch[v]]] = v
        fill[branch[v]] += 1
    label = np.full(nodes, -1, np.int64)
    far = np.full(nodes, 1e300)
    edge = np.empty(nodes, np.int64)
    waiting = np.zeros(nodes, np.bool_)
    begin, end = 0, 0
    scan = 1
    piece = 0
    want = size // 2 if turn % 2 else size  # the first ball of odd turns is half as large
    skip = (turn * nodes) // 7  # and every turn starts elsewhere
    while True:
        seed: Any = -1
        while begin < end and seed < 0:
            if label[edge[begin]] < 0:
                seed = edge[begin]
            begin += 1
        while seed < 0 and scan < nodes:
            other = (scan + skip - 1) % (nodes - 1) + 1
            if label[other] < 0:
                seed = other
            else:
                scan += 1
        if seed < 0:
            break
        far[seed] = 0.0
        heap = [(0.0, np.int64(seed))]
        touched = [np.int64(seed)]
        count = 0
        while len(heap) > 0 and count < want:
            d, u = heapq.heappop(heap)
            if label[u] >= 0:
                continue
            for j in range(first[branch[u]], first[branch[u] + 1]):
                w = member[j]
                if w == 0:
                    continue
                label[w] = piece
                count += 1
                if lit[w]:
                    continue
                for i in range(in_pointer[w], in_pointer[w + 1]):
                    v = tail[in_arc[i]]
                    nd = d + weight[in_arc[i]]
                    if v != 0 and not lit[v] and label[v] < 0 and nd < far[v]:
                        far[v] = nd
                        heapq.heappush(heap, (nd, np.int64(v)))
                        touched.append(np.int64(v))
                for i in range(out_pointer[w], out_pointer[w + 1]):
                    v = head[out_arc[i]]
                    nd = d + weight[out_arc[i]]
                    if v != 0 and not lit[v] and label[v] < 0 and nd < far[v]:
                        far[v] = nd
                        heapq.heappush(heap, (nd, np.int64(v)))
                        touched.append(np.int64(v))
        for near in touched:
            far[near] = 1e300
            if label[near] < 0 and not waiting[near]:
                waiting[near] = True
                edge[end] = near
                end += 1
        piece += 1
        want = size
    return label


def inner_raises(raises: Raises, cutting: Cutting) -> Ints:
    """Return per raise the piece that holds all its nodes, -1 where it spans several."""
    _, pointer, node, _ = raises
    if len(pointer) <= 1:
        return np.zeros(0, np.int64)
    of = cutting.label[node]
    least = np.minimum.reduceat(of, pointer[:-1])
    most = np.maximum.reduceat(of, pointer[:-1])
    return np.where(least == most, least, -1)


def some_raises(raises: Raises, which: Ints) -> Raises:
    """Return the raises numbered `which`."""
    terminal, pointer, node, potential = raises
    sizes = np.diff(pointer)[which]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    entry = np.arange(ends[-1]) - np.repeat(ends[:-1] - pointer[:-1][which], sizes)
    return terminal[which], ends, node[entry], potential[entry]


def later(raises: Raises, first: int) -> Raises:
    """Return the raises from number `first` on."""
    terminal, pointer, node, potential = raises
    begin = pointer[first]
    return terminal[first:], pointer[first:] - begin, node[begin:], potential[begin:]


def all_raises(parts: list[Raises]) -> Raises:
    """Return raises one after another."""
    if not parts:
        empty = np.zeros(0, np.int64)
        return empty, np.zeros(1, np.int64), empty, empty
    starts = np.cumsum([0, *(len(p[2]) for p in parts)])
    pointer = [p[1][1:] + s for p, s in zip(parts, starts, strict=False)]
    terminal, node, potential = (np.concatenate([p[k] for p in parts]) for k in (0, 2, 3))
    return terminal, np.concatenate([[0], *pointer]), node, potential


def cuts_of(raises: Raises) -> Iterator[tuple[int, Ints]]:
    """Yield (terminal, sorted nodes) for every level of every raise of more than one node."""
    terminal, pointer, node, potential = raises
    for k, t in enumerate(terminal.tolist()):
        span = slice(int(pointer[k]), int(pointer[k + 1]))
        inside, height = node[span], potential[span]
        for level in np.unique(height):
            members = inside[height >= level]
            if len(members) > 1:
                yield t, np.sort(members)
