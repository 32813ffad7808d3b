"""The published greedy of Giga's open cost model: join the nearest, prune, spend by average cost.

1. Fibre: the nearest site that is not joined is joined to the nearest that is, and so on.
2. Pruning: from each fibre tree the longest leaf is dropped until the tree as a whole costs no more
   than its sites' cheapest other technologies together; then pruning stops.
3. Budget: trees by average cost per site, cheapest first; from the first that is over budget the
   longest leaves are dropped until it fits, and no further tree is looked at. What money is left
   goes to the cheapest other sites, and stops at the first that does not fit.

Benefit plays no part in a choice. Only technologies that carry a site's demand are offered: here,
options that bring at least half of the most that the site can gain. Cost is the share of the
limits, the one figure the published planner knows. It had no equipment; packs are bought last,
cheapest first. Floors are not known to it: a plan that misses one is no plan. Written from the
description, never from the code.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizers.baselines.fixed_forest import Forest, fixed_forest, gaining
from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Ints


def giga_tree(arrays: Arrays, base: Ints) -> Ints:
    """Return the plan of the published greedy, on top of the tree that required nodes need."""
    forest = fixed_forest(arrays)
    sites = _sites(arrays, forest)
    groups = _groups(arrays, forest, sites.values())
    for group in groups:
        group.prune()
    plan = _Plan(arrays, base)
    fixed: set[int] = set()
    for group in sorted((g for g in groups if g.sites), key=_Group.average):
        within = plan.take_or_shrink(group)
        fixed.update(site.node for served in group.sites.values() for site in served)
        if not within:
            break
    left = [s for s in sites.values() if s.node not in fixed and s.other_arc >= 0]
    plan.take_cheapest((s.other_cost, s.other_arc) for s in left)
    plan.take_packs(forest)
    return np.asarray(tree_heuristics.joined(plan.tree, arrays.tail))


@dataclass(slots=True)
class _Site:
    """A node that options enter: its cheapest way by fibre and its cheapest other way."""

    node: int
    station: int = -1
    fibre_arc: int = -1  # -1 as well where the station itself is the site
    fibre_cost: float = math.inf
    other_arc: int = -1
    other_cost: float = math.inf


def _sites(arrays: Arrays, forest: Forest) -> dict[int, _Site]:
    """Return the sites by node, each with its cheapest options; ties by arc."""
    sites: dict[int, _Site] = {}
    joined = np.zeros(arrays.nodes, np.bool_)
    joined[forest.order] = True
    for a in np.flatnonzero(_carrying(arrays)).tolist():
        u, v = int(arrays.tail[a]), int(arrays.head[a])
        cost = float(forest.cost[a])
        if forest.passive[v]:
            if joined[v]:
                sites.setdefault(v, _Site(v, station=v, fibre_cost=0.0))
        elif joined[u]:
            site = sites.setdefault(v, _Site(v))
            if cost < site.fibre_cost:
                site.station, site.fibre_arc, site.fibre_cost = u, a, cost
        elif u == 0:
            site = sites.setdefault(v, _Site(v))
            if cost < site.other_cost:
                site.other_arc, site.other_cost = a, cost
    return sites


def _carrying(arrays: Arrays) -> Bools:
    """Return the gaining arcs that bring at least half of the most that their head can gain."""
    gains = gaining(arrays)
    if not (arrays.objective > 0).any():  # the goal is a cost: nothing tells them apart
        return gains
    best = np.zeros(arrays.nodes, np.int64)
    np.maximum.at(best, arrays.head[gains], arrays.objective[gains])
    return np.asarray(gains & (2 * arrays.objective >= best[arrays.head]))


def _groups(arrays: Arrays, forest: Forest, sites: Iterable[_Site]) -> list[_Group]:
    """Return the fibre trees, one per lit node that stations with sites hang on."""
    served: dict[int, list[_Site]] = {}
    for site in sites:
        if site.station >= 0:
            served.setdefault(site.station, []).append(site)
    anchors: dict[int, int] = {0: 0}
    groups: dict[int, _Group] = {}
    for v in forest.order.tolist():  # what comes before a station was joined before it
        before = int(forest.before[v])
        anchors[v] = v if forest.lit[v] else anchors.get(before, before)
        if v in served:
            anchor = anchors[v]
            group = groups.setdefault(anchor, _Group(arrays, forest, anchor))
            group.join(v, served[v])
    return list(groups.values())


class _Group:
    """One fibre tree: the stations that hang on one lit node, with the sites they serve."""

    def __init__(self, arrays: Arrays, forest: Forest, anchor: int) -> None:
        self.arrays = arrays
        self.forest = forest
        self.anchor = anchor
        self.sites: dict[int, list[_Site]] = {}  # by station
        self.cost = 0.0
        self._others = 0.0  # the cheapest other technologies of the sites together
        self._alone = 0  # sites without any other
        self._used: set[int] = set()  # nodes of the stretches
        self._below: Counter[int] = Counter()  # per node: the nodes in use just beyond it
        self._before: dict[int, int] = {}  # per station: the station with sites before it
        self._needed: Counter[int] = Counter()  # per station: the stations just beyond it
        self._leaves: list[tuple[float, int]] = []  # the longest way first

    def average(self) -> tuple[float, int]:
        """Return the cost per site, with the lit node to break ties."""
        return self.cost / sum(map(len, self.sites.values())), self.anchor

    def join(self, station: int, sites: list[_Site]) -> None:
        """Add a station with its sites and the way to it; those before it come first."""
        self.sites[station] = sites
        self._count(sites, 1)
        v = station
        while v != self.anchor and v not in self._used:
            self._used.add(v)
            arc = int(self.forest.parent[v])
            self.cost += float(self.forest.cost[arc])
            v = int(self.arrays.tail[arc])
            self._below[v] += 1
        before = station
        while before != self.anchor:
            before = int(self.forest.before[before])
            if before in self.sites:
                break
        if before != station and before in self.sites:
            self._before[station] = before
            self._needed[before] += 1

    def _count(self, sites: list[_Site], sign: int) -> None:
        for site in sites:
            self.cost += sign * site.fibre_cost
            if math.isinf(site.other_cost):
                self._alone += sign
            else:
                self._others += sign * site.other_cost

    def prune(self) -> None:
        """Drop longest leaves while the tree costs more than the other technologies together."""
        self._leaves = [(-self._length(v), v) for v in self.sites if not self._needed[v]]
        heapq.heapify(self._leaves)
        while self.sites and not self._alone and self.cost > self._others:
            self.drop_longest_leaf()

    def _length(self, station: int) -> float:
        return float(self.forest.length[station])

    def drop_longest_leaf(self) -> list[int]:
        """Drop the leaf at the end of the longest way; return the arcs no longer used."""
        _, station = heapq.heappop(self._leaves)
        sites = self.sites.pop(station)
        self._count(sites, -1)
        freed = [site.fibre_arc for site in sites if site.fibre_arc >= 0]
        v = station
        while v != self.anchor and v not in self.sites and not self._below[v]:
            self._used.discard(v)
            arc = int(self.forest.parent[v])
            freed.append(arc)
            self.cost -= float(self.forest.cost[arc])
            v = int(self.arrays.tail[arc])
            self._below[v] -= 1
        before = self._before.get(station)
        if before is not None:
            self._needed[before] -= 1
            if not self._needed[before]:
                heapq.heappush(self._leaves, (-self._length(before), before))
        return freed

    def arcs(self) -> list[int]:
        """Return the arcs of the tree, from the root on, and of its options."""
        found = [int(self.forest.parent[v]) for v in sorted(self._used)]
        v = self.anchor
        while v != 0 and self.forest.parent[v] >= 0:
            found.append(int(self.forest.parent[v]))
            v = int(self.arrays.tail[found[-1]])
        for _, sites in sorted(self.sites.items()):
            found += [site.fibre_arc for site in sites if site.fibre_arc >= 0]
        return found


class _Plan:
    """The plan so far, and what it uses of each limit."""

    def __init__(self, arrays: Arrays, base: Ints) -> None:
        self.arrays = arrays
        self.tree = base.copy()
        self._budget = tree_growth.budget_of(arrays)
        self._used = np.zeros(len(arrays.rows), np.int64)
        for a in base[base >= 0].tolist():
            self._add(self._used, a, 1)

    def _add(self, use: Ints, arc: int, sign: int) -> None:
        span = slice(self._budget.pointer[arc], self._budget.pointer[arc + 1])
        use[self._budget.row[span]] += sign * self._budget.coefficient[span]

    def _new(self, arcs: Iterable[int]) -> list[int]:
        """Return the arcs that would change the plan; ways that lead somewhere else stay."""
        option = self.arrays.objective > 0
        return [
            a for a in arcs
            if self.tree[self.arrays.head[a]] < 0
            or (self.tree[self.arrays.head[a]] != a and option[a])
        ]  # fmt: skip

    def _change(self, arcs: Iterable[int]) -> Ints:
        """Return what taking the arcs, for those that they replace, uses more of each limit."""
        change = np.zeros_like(self._used)
        for a in self._new(arcs):
            self._add(change, a, 1)
            replaced = int(self.tree[self.arrays.head[a]])
            if replaced >= 0:
                self._add(change, replaced, -1)
        return change

    def _fits(self, change: Ints) -> bool:
        return not ((change > 0) & (self._used + change > self._budget.upper)).any()

    def _enter(self, arcs: Iterable[int], change: Ints) -> None:
        for a in self._new(arcs):
            self.tree[self.arrays.head[a]] = a
        self._used += change

    def take_or_shrink(self, group: _Group) -> bool:
        """Take a fibre tree; over budget, drop its longest leaves until it fits; say whether."""
        change = self._change(group.arcs())
        whole = self._fits(change)
        while not self._fits(change) and group.sites:
            change -= self._change(group.drop_longest_leaf())
        if group.sites:
            self._enter(group.arcs(), change)
        return whole

    def take_cheapest(self, offers: Iterable[tuple[float, int]]) -> None:
        """Take single arcs, the cheapest first, up to the first that is over budget."""
        for _, a in sorted(offers):
            change = self._change([a])
            if not self._fits(change):
                return
            self._enter([a], change)

    def take_packs(self, forest: Forest) -> None:
        """Take what hangs under what is there, cheapest first, up to the first over budget."""
        arrays = self.arrays
        gains = gaining(arrays) & ~forest.passive[arrays.head]
        offers = [(float(forest.cost[a]), a) for a in self._beyond(self._held(), gains)]
        heapq.heapify(offers)
        while offers:
            _, a = heapq.heappop(offers)
            if self.tree[arrays.head[a]] >= 0:
                continue
            change = self._change([a])
            if not self._fits(change):
                return
            self._enter([a], change)
            for b in self._beyond([int(arrays.head[a])], gains):
                heapq.heappush(offers, (float(forest.cost[b]), b))

    def _held(self) -> list[int]:
        """Return the nodes that the plan has entered."""
        return np.flatnonzero(self.tree >= 0).tolist()

    def _beyond(self, nodes: Iterable[int], gains: Bools) -> list[int]:
        """Return the gaining arcs that leave the nodes towards what is not entered yet."""
        arrays = self.arrays
        return [
            a
            for u in nodes
            for a in arrays.out_arc[arrays.out_pointer[u] : arrays.out_pointer[u + 1]].tolist()
            if gains[a] and self.tree[arrays.head[a]] < 0
        ]
