"""Cheapest ways from the root, in whole numbers."""

from __future__ import annotations

import heapq

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Ints
from optimizers.graph.numba_cache import kernel

FAR = 2**61


def distances(arrays: Arrays, cost: Ints) -> Ints:
    """Return per arc the least total cost of a way from the root that ends with this arc."""
    reach, _ = from_root(arrays, cost)
    way = np.minimum(reach[arrays.tail], FAR) + np.minimum(cost, FAR)
    return np.where(arrays.usable, way, 2 * FAR - 1)


def from_root(arrays: Arrays, cost: Ints) -> tuple[Ints, Ints]:
    """Return per node the least cost from the root and the arc it comes over (-1: none)."""
    reach, come = _dijkstra(
        arrays.out_pointer, arrays.out_arc, arrays.head, arrays.usable, cost, arrays.nodes
    )
    return reach, come


def reaches_required(arrays: Arrays) -> bool:
    """Return whether a way over usable arcs leads to each required node, or to one of its twins."""
    if not arrays.required.any():
        return True
    reach, _ = from_root(arrays, np.zeros(arrays.arcs, np.int64))
    reached = np.zeros(arrays.nodes, np.bool_)
    reached[arrays.twin[reach < FAR]] = True
    return bool(reached[arrays.twin[arrays.required]].all())


@kernel
def _dijkstra(
    out_pointer: Ints, out_arc: Ints, head: Ints, usable: Bools, cost: Ints, nodes: int
) -> tuple[Ints, Ints]:
    reach = np.full(nodes, FAR, np.int64)
    come = np.full(nodes, -1, np.int64)
    reach[0] = 0
    heap = [(np.int64(0), np.int64(0))]
    while len(heap) > 0:
        d, u = heapq.heappop(heap)
        if d > reach[u]:
            continue
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            if not usable[a] or cost[a] >= FAR - d:
                continue
            v = head[a]
            nd = d + cost[a]
            if nd < reach[v]:
                reach[v] = nd
                come[v] = a
                heapq.heappush(heap, (nd, np.int64(v)))
    return reach, come
