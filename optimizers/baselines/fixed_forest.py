"""The forest that published planners fix before they decide anything: sites joined to the nearest.

The nearest site that is not joined yet is joined to the nearest joined site or lit node, and so on
(Prim, 1957, from several starts). A way may lead over junctions; where it meets the forest it ends.
In the neutral problem a *station* is a node of the stretches from which an option leaves, or that
earns by itself: a building that fibre can reach. Every other arc into the stretches is left out.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, priced

FAR = 1e300


@dataclass(frozen=True, kw_only=True)
class Forest:
    """One entering arc at most for every node of the stretches."""

    cost: Floats  # per arc: its share of the scarce limits
    passive: Bools  # nodes of the stretches: only the forest enters them
    station: Bools
    lit: Bools  # at no cost from the root
    parent: Ints  # per node the arc of the forest, -1: outside it
    before: Ints  # per station the station or lit node before it on the forest
    length: Floats  # per station the way from the nearest joined station, by cost
    order: Ints  # stations as they were joined

    def kept(self, arrays: Arrays) -> Bools:
        """Return the arcs left when the stretches are cut down to the forest."""
        own = self.parent[arrays.head] == np.arange(arrays.arcs)
        return np.asarray(arrays.usable & (~self.passive[arrays.head] | own))


def gaining(arrays: Arrays) -> Bools:
    """Return the arcs that are worth entering by themselves; all when the goal is a cost."""
    gains = arrays.usable & (arrays.objective > 0)
    return gains if gains.any() else arrays.usable


def fixed_forest(arrays: Arrays) -> Forest:
    """Return the forest from the lit nodes over all stations that can be reached."""
    cost = single_cost(arrays)
    passive = _passive(arrays)
    leaves = arrays.usable & ~passive[arrays.head] & (arrays.tail != 0)
    earns = np.zeros(arrays.nodes, np.bool_)
    earns[arrays.head[arrays.usable & (arrays.objective > 0)]] = True
    station = passive & (earns | arrays.required)
    station[arrays.tail[leaves]] |= passive[arrays.tail[leaves]]
    parent, before, length, lit, order = _prim(
        arrays.out_pointer, arrays.out_arc, arrays.tail, arrays.head, passive, station, cost
    )
    return Forest(
        cost=cost, passive=passive, station=station, lit=lit,
        parent=parent, before=before, length=length, order=order,
    )  # fmt: skip


def single_cost(arrays: Arrays) -> Floats:
    """Return one cost per arc, as the published planners know only one: shares of the limits.

    Without an upper limit it is what the goal minimises.
    """
    scarce = {r.id: 1.0 / r.upper for r in arrays.rows if r.upper is not None and r.upper > 0}
    if scarce:
        return np.asarray(np.maximum(priced(arrays, scarce), 0.0))
    return np.maximum(-arrays.objective, 0).astype(np.float64)


def _passive(arrays: Arrays) -> Bools:
    """Return the nodes of the stretches: ends of a two-way pair, or entered without any gain."""
    key = arrays.tail * arrays.nodes + arrays.head
    back = arrays.head * arrays.nodes + arrays.tail
    usable = arrays.usable & (arrays.tail != 0)
    two_way = usable & np.isin(back, key[usable])
    passive = np.zeros(arrays.nodes, np.bool_)
    passive[arrays.head[two_way]] = True
    gains = arrays.usable & (arrays.objective > 0)
    if gains.any():
        entered = np.zeros(arrays.nodes, np.bool_)
        entered[arrays.head[arrays.usable]] = True
        earns = arrays.required.copy()
        earns[arrays.head[gains]] = True
        passive |= entered & ~earns
    return passive


@njit(cache=True)
def _prim(
    out_pointer: Ints, out_arc: Ints, tail: Ints, head: Ints,
    passive: Bools, station: Bools, cost: Floats,
) -> tuple[Ints, Ints, Floats, Bools, Ints]:  # fmt: skip
    nodes = len(passive)
    far = np.full(nodes, FAR)
    come = np.full(nodes, -1, np.int64)
    parent = np.full(nodes, -1, np.int64)
    above = np.full(nodes, -1, np.int64)  # of a node in the forest: the last station or lit node
    before = np.full(nodes, -1, np.int64)
    length = np.zeros(nodes)
    lit = np.zeros(nodes, np.bool_)
    order = np.empty(nodes, np.int64)
    joined = 0
    far[0] = 0.0
    above[0] = 0
    lit[0] = True
    heap = [(0.0, np.int64(0))]
    while len(heap) > 0:
        d, u = heapq.heappop(heap)
        if d > far[u]:
            continue
        if u != 0 and above[u] < 0 and come[u] >= 0 and d == 0.0 and lit[tail[come[u]]]:
            lit[u] = True
        if station[u] and above[u] < 0:
            length[u] = d
            v = u
            while above[v] < 0:
                parent[v] = come[v]
                v = tail[come[v]]
            _settle(u, v, above[v], parent, tail, lit, above)
            before[u] = u if lit[u] else above[tail[parent[u]]]
            order[joined] = u
            joined += 1
            far[u] = 0.0
            d = 0.0
        for i in range(out_pointer[u], out_pointer[u + 1]):
            a = out_arc[i]
            v = head[a]
            if passive[v] and d + cost[a] < far[v]:
                far[v] = d + cost[a]
                if above[v] < 0:
                    come[v] = a
                heapq.heappush(heap, (far[v], v))
    return parent, before, length, lit, order[:joined].copy()


@njit(cache=True)
def _settle(u: Any, top: Any, last: Any, parent: Ints, tail: Ints, lit: Bools, above: Ints) -> None:
    """Note on the new way from `top` down to station `u` which station or lit node comes before."""
    v = u
    while v != top:
        above[v] = last
        v = tail[parent[v]]
    v = u
    while v != top:  # the lowest lit node of the way counts for all below it
        if lit[v]:
            below = u
            while below != v:
                above[below] = v
                below = tail[parent[below]]
            above[v] = v
            break
        v = tail[parent[v]]
    above[u] = u
