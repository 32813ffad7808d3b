"""Seeded countries of any size as neutral problems: roads, settlements, every technology, kit.

    python tests/benchmarks/generator.py SITES [--seed N] [--pops PER_1000] [--json FILE]

prints what generation takes. All figures are invented; money is in MNT. What is generated:

- Settlements at random places, of log-normal size, one per 25 junctions; 60 % of the junctions lie
  around them (normal, 3 km), the rest anywhere. One junction per 16 km2: density is the same at
  every size. Roads: a spanning tree of the Delaunay triangulation and then the shortest edges of
  its Gabriel subgraph, 1.5 per junction in all, times a factor of 1.0 to 1.5 for bends.
- Sites at 30 % of the junctions, in settlements twice as often; users log-normal, median 250; a
  kind, a region (nearest of 28 centres) and a payer. 45 % have a link today, for a fee.
- PoPs at junctions, settlements first; their junctions are joined to the root at no cost.
- Per site: fibre (drop, trenches shared, three contract steps), fibre between near buildings, a
  neighbour's link, microwave, cellular, satellite in low and in high orbit, an offline content
  server, the present link kept or its contract raised, and one to three packs of equipment.
  Options no better than the present link are left out.

Benefit of an option: users x weight of the kind x the rise of sqrt(min(1, Mbps / target)), times a
factor for latency, in whole thousandths of a point.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from columnar import arrays_from
from numpy.typing import NDArray

from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Row, arrays_of
from optimizers.problem import Limit, Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SITES_PER_JUNCTION = 0.3
KM2_PER_JUNCTION = 16.0
REGIONS, KINDS, PAYERS = 28, 5, 5  # with capex and recurrent: 40 rows of limits and floors
KIND_WEIGHT = np.array([1.0, 1.3, 0.5, 1.5, 1.0])
ANNUITY = 6.418  # of one a year over ten years at 9 %

TRENCH_PER_M, DROP, BRIDGE = 6_000, 900_000, 600_000  # capex
UPKEEP = 0.02  # of trenches, a year
#           Mbps, capex, a year
FIBRE = ((50, 1_200_000, 1_800_000), (100, 1_200_000, 3_000_000), (300, 1_500_000, 4_800_000))
SHARED = ((50, 700_000, 1_500_000), (100, 700_000, 2_600_000))
MICROWAVE = ((50, 11_000_000, 2_400_000), (100, 14_000_000, 3_600_000))
CELLULAR = ((10, 900_000, 1_200_000), (30, 1_300_000, 2_600_000))
LEO = ((50, 2_300_000, 6_200_000), (100, 2_300_000, 9_600_000))
GEO = ((5, 4_000_000, 3_000_000),)
OFFLINE = ((1, 1_600_000, 100_000),)
RAISED = ((20, 0, 1_900_000), (50, 0, 3_200_000))
PRESENT_MBPS = (2, 5, 10, 20)


@dataclass(frozen=True, kw_only=True)
class Country:
    """Columns over arcs, nodes and sites; -1 where an arc belongs to no site."""

    prize: Ints
    tail: Ints
    head: Ints
    benefit: Ints
    capex: Ints
    opex: Ints
    site: Ints  # per arc
    users: Ints  # per site
    region: Ints
    kind: Ints
    payer: Ints
    required: Ints  # service nodes

    @property
    def npc(self) -> Ints:
        """Return the net present cost per arc: ten years of what is yearly."""
        return np.asarray(self.capex + np.rint(self.opex * ANNUITY).astype(np.int64))


def country(sites: int, seed: int = 1, pops_per_1000: float = 20.0) -> Country:
    """Return a country of so many sites; `pops_per_1000` lit junctions per 1,000 junctions."""
    draw = np.random.default_rng(seed)
    xy, town = _places(draw, max(int(sites / SITES_PER_JUNCTION), sites + 4))
    u, v, metres = _roads(draw, xy)
    weight = np.where(town >= 0, 2.0, 1.0)
    at = np.sort(draw.choice(len(xy), sites, replace=False, p=weight / weight.sum()))
    lit = _pops(draw, xy, town, pops_per_1000)
    arcs = _Arcs(junctions=len(xy), sites=sites)
    arcs.stretches(u, v, metres, lit)
    return _with_sites(draw, arcs, xy, town, at, lit)


def _places(draw: np.random.Generator, junctions: int) -> tuple[Floats, Ints]:
    """Return coordinates in metres and the settlement of each junction, -1 outside."""
    side = np.sqrt(junctions * KM2_PER_JUNCTION) * 1000.0
    towns = max(junctions // 25, 1)
    centre = draw.random((towns, 2)) * side
    size = draw.lognormal(0.0, 1.0, towns)
    town = np.full(junctions, -1, np.int64)
    inside = int(junctions * 0.6)
    town[:inside] = np.sort(draw.choice(towns, inside, p=size / size.sum()))
    xy = draw.random((junctions, 2)) * side
    xy[:inside] = centre[town[:inside]] + draw.normal(0.0, 3000.0, (inside, 2))
    return xy, town


def _roads(draw: np.random.Generator, xy: Floats) -> tuple[Ints, Ints, Ints]:
    """Return a connected road-like graph: 1.5 edges per junction, whole metres."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial import Delaunay, cKDTree

    n = len(xy)
    edges = _edges_of(Delaunay(xy).simplices, n)
    u, v = edges // n, edges % n
    length = np.hypot(*(xy[u] - xy[v]).T)
    spanning = minimum_spanning_tree(coo_matrix((length + 1.0, (u, v)), shape=(n, n))).tocoo()
    low, high = np.minimum(spanning.row, spanning.col), np.maximum(spanning.row, spanning.col)
    kept = np.isin(edges, low.astype(np.int64) * n + high)
    near, _ = cKDTree(xy).query((xy[u] + xy[v]) / 2.0)
    gabriel = near >= length / 2.0 * (1.0 - 1e-9)  # no third junction in the circle over the edge
    rest = np.flatnonzero(gabriel & ~kept)
    more = max(int(1.5 * n) - int(kept.sum()), 0)
    kept[rest[np.argsort(length[rest], kind="stable")[:more]]] = True
    metres = np.rint(length[kept] * draw.uniform(1.0, 1.5, int(kept.sum()))).astype(np.int64)
    return u[kept], v[kept], np.maximum(metres, 1)


def _edges_of(simplices: Any, n: int) -> Ints:
    """Return the edges of triangles as low x n + high, each once, in rising order."""
    corners = np.sort(simplices.astype(np.int64), axis=1)
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    return np.unique(pairs[:, 0] * n + pairs[:, 1])


def _pops(draw: np.random.Generator, xy: Floats, town: Ints, per_1000: float) -> Ints:
    """Return the lit junctions: one in the largest settlements each, then anywhere."""
    wanted = max(int(len(xy) * per_1000 / 1000.0), 1)
    largest = np.argsort(-np.bincount(town[town >= 0]), kind="stable")
    first = np.unique(town, return_index=True)
    of_town = dict(zip(first[0].tolist(), first[1].tolist(), strict=True))
    chosen = [of_town[t] for t in largest[: wanted * 3 // 4].tolist() if t in of_town]
    free = np.setdiff1d(np.arange(len(xy)), chosen)
    more = draw.choice(free, max(wanted - len(chosen), 0), replace=False)
    return np.sort(np.concatenate([np.array(chosen, np.int64), more]))


class _Arcs:
    """Columns of arcs in the making. Nodes: root, junctions, premises, services, then packs."""

    def __init__(self, *, junctions: int, sites: int) -> None:
        self.junction = 1
        self.premises = 1 + junctions
        self.service = 1 + junctions + sites
        self.pack = 1 + junctions + 2 * sites
        self.nodes = self.pack
        self.parts: list[tuple[Ints, ...]] = []

    def add(
        self,
        tail: Any,
        head: Any,
        *,
        benefit: Any = 0,
        capex: Any = 0,
        opex: Any = 0,
        site: Any = -1,
    ) -> None:
        """Add arcs; single figures hold for all."""
        columns = np.broadcast_arrays(*np.atleast_1d(tail, head, benefit, capex, opex, site))
        self.parts.append(tuple(c.astype(np.int64) for c in columns))

    def stretches(self, u: Ints, v: Ints, metres: Ints, lit: Ints) -> None:
        """Add roads both ways, and the PoPs."""
        capex = metres * TRENCH_PER_M
        for a, b in ((u, v), (v, u)):
            self.add(
                self.junction + a, self.junction + b, capex=capex,
                opex=np.rint(capex * UPKEEP).astype(np.int64),
            )  # fmt: skip
        self.add(0, self.junction + lit)

    def columns(self) -> list[Ints]:
        """Return tail, head, benefit, capex, opex and site of all arcs."""
        return [np.concatenate(c) for c in zip(*self.parts, strict=True)]


def _with_sites(
    draw: np.random.Generator, arcs: _Arcs, xy: Floats, town: Ints, at: Ints, lit: Ints
) -> Country:
    """Return the country with buildings, options, present links and packs at the sites."""
    from scipy.spatial import cKDTree

    n = len(at)
    s = np.arange(n)
    users = np.clip(np.rint(draw.lognormal(np.log(250.0), 0.8, n)), 10, 5000).astype(np.int64)
    kind = draw.choice(KINDS, n, p=[0.55, 0.15, 0.15, 0.1, 0.05])
    target = np.maximum(20.0, 0.2 * users)
    present = np.where(draw.random(n) < 0.45, draw.choice(PRESENT_MBPS, n), 0)
    points = users * KIND_WEIGHT[kind] * 1000.0

    def gain(mbps: Any, factor: float = 1.0) -> Ints:
        offered = np.sqrt(np.minimum(1.0, mbps / target)) * factor
        rise = offered - np.sqrt(np.minimum(1.0, present / target))
        return np.maximum(np.rint(points * 0.6 * rise), 0).astype(np.int64)

    def offer(of: Ints, tail: Any, steps: tuple[tuple[int, int, int], ...], factor: float = 1.0,
              more: Any = 0) -> None:  # fmt: skip
        for mbps, capex, opex in steps:
            benefit = gain(mbps, factor)[of]
            better = benefit > 0
            start, extra = np.broadcast_to(tail, of.shape), np.broadcast_to(more, of.shape)
            arcs.add(
                start[better], arcs.service + of[better], benefit=benefit[better],
                capex=capex + extra[better], opex=opex, site=of[better],
            )  # fmt: skip

    place = xy[at]
    drop = DROP + draw.integers(20, 300, n) * TRENCH_PER_M // 2
    arcs.add(arcs.junction + at, arcs.premises + s, capex=drop, opex=drop // 50)
    offer(s, arcs.premises + s, FIBRE)
    far, other = (c[:, 1:] for c in cKDTree(place).query(place, k=min(3, n)))
    for k in range(far.shape[1]):  # near buildings: a trench both ways, and the neighbour's link
        near = np.flatnonzero(far[:, k] < 2500.0)
        metres = np.maximum(np.rint(far[near, k] * 1.2), 1).astype(np.int64)
        low = near < other[near, k]
        for a, b in ((near, other[near, k]), (other[near, k], near)):
            arcs.add(
                arcs.premises + a[low], arcs.premises + b[low], capex=metres[low] * TRENCH_PER_M,
                opex=metres[low] * TRENCH_PER_M // 50,
            )  # fmt: skip
        if k == 0:
            offer(near, arcs.premises + other[near, 0], SHARED, more=BRIDGE)
    from_pop = cKDTree(xy[lit]).query(place)[0]
    seen = np.flatnonzero((from_pop > 3000.0) & (from_pop < 40000.0) & (draw.random(n) < 0.4))
    offer(seen, 0, MICROWAVE, more=(from_pop[seen] * 60).astype(np.int64))
    covered = np.flatnonzero(draw.random(n) < np.where(town[at] >= 0, 0.75, 0.25))
    offer(covered, 0, CELLULAR, 0.8)
    offer(s, 0, LEO, 0.9)
    offer(s, 0, GEO, 0.6)
    without = np.flatnonzero(present == 0)
    offer(without, 0, OFFLINE, 0.7)
    linked = np.flatnonzero(present > 0)
    fee = 400_000 + present[linked] * 90_000
    arcs.add(0, arcs.service + linked, opex=fee, site=linked)
    offer(linked, 0, RAISED)
    _packs(draw, arcs, users, points)
    return _finished(
        arcs, users=users, kind=kind, payer=draw.integers(0, PAYERS, n), required=linked,
        region=cKDTree(place[draw.choice(n, min(REGIONS, n), replace=False)]).query(place)[1],
    )  # fmt: skip


def _packs(draw: np.random.Generator, arcs: _Arcs, users: Ints, points: Floats) -> None:
    """Hang one to three packs of falling worth under the service of every site."""
    before = arcs.service + np.arange(len(users))
    has = np.arange(len(users))
    for share, rate in ((0.2, 1.0), (0.1, 0.7), (0.05, 0.3 / 0.7)):
        kept = draw.random(len(has)) < rate
        has, before = has[kept], before[kept]
        node = arcs.nodes + np.arange(len(has))
        capex = 1_000_000 + (users[has] // 50) * 1_500_000
        arcs.add(
            before, node, benefit=np.rint(points[has] * share).astype(np.int64), capex=capex,
            opex=capex // 20, site=has,
        )  # fmt: skip
        arcs.nodes += len(has)
        before = node


def _finished(arcs: _Arcs, *, required: Ints, **of_sites: Ints) -> Country:
    tail, head, benefit, capex, opex, site = arcs.columns()
    prize = np.zeros(arcs.nodes, np.int64)
    np.maximum.at(prize, head, benefit)
    return Country(
        prize=prize, tail=tail, head=head, benefit=benefit, capex=capex, opex=opex, site=site,
        required=arcs.service + required, **of_sites,
    )  # fmt: skip


def problem_of(land: Country, limits: tuple[Limit, ...] = ()) -> Problem:
    """Return the country as a problem; present links must stay or be replaced."""
    return Problem(
        node_ids=tuple(f"n{v}" for v in range(len(land.prize))),
        prize=tuple(land.prize.tolist()),
        arc_ids=tuple(f"a{a}" for a in range(len(land.tail))),
        tail=tuple(land.tail.tolist()),
        head=tuple(land.head.tolist()),
        loss=tuple((land.prize[land.head] - land.benefit).tolist()),
        quantities={"npc_minor": tuple(land.npc.tolist())},
        required=dict.fromkeys(land.required.tolist(), "the present link stays or is replaced"),
        limits=limits,
    )


def whole_cost(problem: Problem, costs: dict[str, Ints]) -> dict[str, tuple[int, int]]:
    """Return, per cost, what the least plan costs and what connecting and equipping all costs.

    Cheapest insertion: again and again the node is entered that adds least to the first of the
    costs, sites by an option that loses nothing of their benefit, until every site and every pack
    is in. The least plan enters the required nodes only. No limit is kept.
    """
    arrays = arrays_of(replace(problem, limits=()), 0, [])
    return _whole_cost(arrays, np.array(problem.loss, np.int64) == 0, costs)


def _whole_cost(
    arrays: Arrays, full: NDArray[np.bool_], costs: dict[str, Ints]
) -> dict[str, tuple[int, int]]:
    weight = next(iter(costs.values())).astype(np.float64)
    weight += 1e-9 * max(float(weight.max(initial=0.0)), 1.0)
    earns = arrays.usable & (arrays.objective > 0) & full
    budget = tree_growth.budget_of(arrays)
    ends = []
    for gain in (np.full(arrays.arcs, -1.0), np.where(earns, 1.0, -1.0)):
        tree = tree_growth.grow(arrays, budget, tree_heuristics.empty(arrays), gain, weight)
        chosen = tree_heuristics.chosen_of(arrays, tree)
        ends.append({name: sum(cost[chosen].tolist()) for name, cost in costs.items()})
    return {name: (ends[0][name], ends[1][name]) for name in costs}


def columns(land: Country, share: float) -> Arrays:
    """Return what `with_budget` returns as arrays, no objects in between."""
    required = np.zeros(len(land.prize), np.bool_)
    required[land.required] = True
    graph = arrays_from(
        nodes=len(land.prize), tail=land.tail, head=land.head, objective=land.benefit,
        required=required, rows=[],
    )  # fmt: skip
    npc = land.npc
    ends = _whole_cost(graph, land.prize[land.head] == land.benefit, {"npc": npc})["npc"]
    used = np.flatnonzero(npc)
    budget = Row(id="npc", arc=used, coefficient=npc[used], lower=None, upper=envelope(ends, share))
    return replace(graph, rows=(budget,))


def envelope(ends: tuple[int, int], share: float) -> int:
    """Return the least plan's cost and `share` of what connecting everything costs beyond it."""
    least, whole = ends
    return least + int((whole - least) * share)


def with_budget(land: Country, share: float) -> Problem:
    """Return the problem under one budget: a share of the net present cost of everything."""
    problem = problem_of(land)
    ends = whole_cost(problem, {"npc": land.npc})["npc"]
    return replace(problem, limits=(_row("npc", land.npc, upper=envelope(ends, share)),))


def with_limits(land: Country, share: float, floor: float = 0.5) -> Problem:
    """Return the problem under 40 rows: capex, recurrent, five payers, 28 regions, five kinds.

    Envelopes are shares as in `with_budget`, a payer's is its part of the recurrent one. Each
    region and kind gets at least `floor` times its proportional part of the benefit.
    """
    problem = problem_of(land)
    ends = whole_cost(problem, {"npc": land.npc, "capex": land.capex, "opex": land.opex})
    opex = envelope(ends["opex"], share)
    rows = [
        _row("capex", land.capex, upper=envelope(ends["capex"], share)),
        _row("opex", land.opex, upper=opex),
    ]
    owned = land.site >= 0
    for p in range(PAYERS):
        mine = np.where(owned & (land.payer[land.site] == p), land.opex, 0)
        part = sum(mine.tolist()) / max(sum(land.opex[owned].tolist()), 1)
        rows.append(_row(f"opex:payer {p}", mine, upper=int(opex * part)))
    attainable = np.bincount(land.head, minlength=len(land.prize)) > 0
    best = np.where(attainable, land.prize, 0)
    of_node = np.full(len(land.prize), -1, np.int64)
    of_node[land.head[owned]] = land.site[owned]
    for name, group in (("region", land.region), ("kind", land.kind)):
        for g in range(int(group.max()) + 1):
            inside = owned & (group[land.site] == g)
            nodes = (of_node >= 0) & (group[of_node] == g)
            part = sum(best[nodes].tolist()) / max(sum(best.tolist()), 1)
            least = int(10_000 * floor * part)
            mine = 10_000 * land.benefit * inside - least * land.benefit
            rows.append(_row(f"floor:{name} {g}", mine, lower=0))
    return replace(problem, limits=tuple(rows))


def _row(name: str, coefficients: Ints, **sides: int) -> Limit:
    used = np.flatnonzero(coefficients)
    return Limit(
        id=name, title=name, unit="", arcs=tuple(used.tolist()),
        coefficients=tuple(coefficients[used].tolist()), **sides,
    )  # fmt: skip


def plain(nodes: int, share: float, seed: int = 1) -> Problem:
    """Return a plain instance: one road graph, prizes on its nodes, one root, one budget.

    The Delaunay triangulation of random points, cut down to its spanning tree and short edges at
    random, 1.6 per node; a cost is the length times 0.7 to 1.6; 30 % of the nodes have a prize,
    log-normal (4.5, 0.8) within 5 to 2,000; the root is the node in the middle. The budget is a
    share of the cheapest-insertion tree over all prizes.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial import Delaunay

    draw = np.random.default_rng(seed)
    xy = draw.random((nodes, 2)) * np.sqrt(nodes) * 100.0
    edges = _edges_of(Delaunay(xy).simplices, nodes)
    u, v = edges // nodes, edges % nodes
    length = np.hypot(*(xy[u] - xy[v]).T)
    cost = np.maximum(np.rint(length * draw.uniform(0.7, 1.6, len(u))), 1).astype(np.int64)
    spanning = minimum_spanning_tree(coo_matrix((length, (u, v)), shape=(nodes, nodes))).tocoo()
    low, high = np.minimum(spanning.row, spanning.col), np.maximum(spanning.row, spanning.col)
    kept = np.isin(edges, low.astype(np.int64) * nodes + high)
    rest = np.flatnonzero(~kept)
    odds = 1.0 / length[rest]
    more = int(1.6 * nodes) - int(kept.sum())
    kept[draw.choice(rest, more, replace=False, p=odds / odds.sum())] = True
    prize = np.zeros(nodes, np.int64)
    at = draw.choice(nodes, int(0.3 * nodes), replace=False)
    prize[at] = np.clip(np.rint(draw.lognormal(4.5, 0.8, len(at))), 5, 2000).astype(np.int64)
    root = int(np.argmin(((xy - xy.mean(axis=0)) ** 2).sum(axis=1)))
    return _plain_problem(u[kept], v[kept], cost[kept], prize, root, share)


def _plain_problem(u: Ints, v: Ints, cost: Ints, prize: Ints, root: int, share: float) -> Problem:
    nodes = len(prize)
    place = np.arange(nodes)
    place[[0, root]] = root, 0  # node 0 and the root change places
    prize = prize[place].copy()
    prize[0] = 0
    tail, head = np.concatenate([place[u], place[v]]), np.concatenate([place[v], place[u]])
    both = np.concatenate([cost, cost])
    problem = Problem(
        node_ids=tuple(f"n{k}" for k in range(nodes)),
        prize=tuple(prize.tolist()),
        arc_ids=tuple(f"a{a}" for a in range(len(both))),
        tail=tuple(tail.tolist()),
        head=tuple(head.tolist()),
        loss=(0,) * len(both),
    )
    ends = whole_cost(problem, {"cost": both})["cost"]
    return replace(problem, limits=(_row("cost", both, upper=envelope(ends, share)),))


def main() -> int:
    """Generate one country and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pops", type=float, default=20.0)
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    clock = [time.monotonic()]
    land = country(asked.sites, asked.seed, asked.pops)
    clock.append(time.monotonic())
    columns_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    problem = problem_of(land)
    clock.append(time.monotonic())
    objects_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row = {
        "sites": asked.sites,
        "nodes": len(problem.node_ids),
        "arcs": len(problem.arc_ids),
        "columns_s": round(clock[1] - clock[0], 1),
        "columns_peak_mb": columns_mb,
        "problem_s": round(clock[2] - clock[1], 1),
        "problem_peak_mb": objects_mb,
    }
    print(json.dumps(row))
    if asked.json:
        asked.json.write_text(json.dumps({"rows": [row]}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
