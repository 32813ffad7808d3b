"""Where new fibre could run: road junctions, drops, trenches between near buildings.

Nodes are "root" (everything lit today), "road:<junction>" and "premises:<site id>". Only what can
be useful is kept: a stretch is dropped when no lit fibre reaches it, or when it is dearer than
reaching its far end from lit fibre afresh, and dead ends that lead to no wanted building are cut.
Straight lines are lengthened by a detour factor; terrain and rivers are not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from planner.candidates.nodes import ROOT, premises, road
from sites.distance import (
    Point,
    PointIndex,
    RoadIndex,
    Tap,
    cut_roads,
    junction_of,
    least_lengths,
)
from sites.network import Network

EXISTING, TRENCH, DROP = "existing", "trench", "drop"
FIBRE_MEDIUM = "fibre"  # of a PoP that new fibre may start from


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch along which fibre could run, not yet priced; existing ones have no length."""

    kind: str
    from_node: str
    to_node: str
    two_way: bool
    length_m: int
    coordinates: tuple[Point, ...]

    @property
    def id(self) -> str:
        """Its two ends, which name it."""
        return f"{self.from_node}--{self.to_node}"

    def reversed(self) -> Stretch:
        """Return the same stretch seen from its other end."""
        return replace(
            self,
            from_node=self.to_node,
            to_node=self.from_node,
            coordinates=self.coordinates[::-1],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How far and how crookedly fibre is laid; lengths in metres."""

    road_reach_m: float
    mesh_reach_m: float
    mesh_neighbours: int
    longest_m: float
    detour: float
    unsurveyed_m: int  # least length to a building whose point is only its soum centre
    dearest_over_trench: Fraction = Fraction(1)  # dearest metre on any path over a trench metre
    dearest_over_drop: Fraction = Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Buildings:
    """The buildings that want fibre or have it, by site id."""

    wanting: Mapping[str, Point]
    lit: Mapping[str, Point]
    unsurveyed: frozenset[str] = frozenset()

    @cached_property
    def points(self) -> dict[str, Point]:
        """Every building's point by site id."""
        return {**self.wanting, **self.lit}


@dataclass(frozen=True, kw_only=True)
class Trenches:
    """Every useful stretch, and how much must be built, at least, to reach a node."""

    stretches: tuple[Stretch, ...] = ()
    least_m: Mapping[str, int] = field(default_factory=dict)  # by node, however far
    longest_m: float = 0.0
    lit: frozenset[str] = frozenset()  # sites on fibre today

    def least_to(self, site_id: str) -> int | None:
        """Return the least metres to build to a site's building, None when nothing leads there."""
        return self.least_m.get(premises(site_id))

    def in_reach(self, site_id: str) -> bool:
        """Return whether fibre is, or may come, at a site's building."""
        least = self.least_to(site_id)
        return least is not None and least <= self.longest_m


def lay(buildings: Buildings, network: Network, ground: Ground) -> Trenches:
    """Return the trenches by which the buildings could be reached from lit fibre."""
    stretches = all_stretches(buildings, network, ground)
    least = least_lengths(ROOT, directed(stretches))
    return Trenches(
        stretches=tuple(sorted(useful(stretches, least, ground), key=lambda s: s.id)),
        least_m=least,
        longest_m=ground.longest_m,
        lit=frozenset(buildings.lit),
    )


def all_stretches(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Return every stretch that could be laid, the shortest between any two ends."""
    return _shortest_of(
        [
            *_lit_stretches(buildings),
            *_road_stretches(buildings, network, ground),
            *_from_pops(buildings, network, ground),
            *_mesh(buildings, ground),
        ]
    )


def useful(stretches: Iterable[Stretch], least: Mapping[str, int], ground: Ground) -> list[Stretch]:
    """Return the stretches without those that only waste money, one-way where one way does."""
    return [s for s in (_useful(s, least, ground) for s in stretches) if s is not None]


def directed(stretches: Iterable[Stretch]) -> dict[tuple[str, str], int]:
    """Return the length of every way a stretch may be used, by (from, to)."""
    lengths: dict[tuple[str, str], int] = {}
    for s in stretches:
        ways = [(s.from_node, s.to_node)] + ([(s.to_node, s.from_node)] if s.two_way else [])
        for way in ways:
            lengths[way] = min(s.length_m, lengths.get(way, s.length_m))
    return lengths


def _shortest_of(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Keep, of stretches between the same two ends, the shortest."""
    best: dict[tuple[str, str], Stretch] = {}
    for s in stretches:
        ends = (min(s.from_node, s.to_node), max(s.from_node, s.to_node))
        if ends not in best or s.length_m < best[ends].length_m:
            best[ends] = s
    return [best[ends] for ends in sorted(best)]


def _lit_stretches(buildings: Buildings) -> list[Stretch]:
    """Lead fibre that is there today to its buildings, free."""
    return [
        Stretch(
            kind=EXISTING,
            from_node=ROOT,
            to_node=premises(site_id),
            two_way=False,
            length_m=0,
            coordinates=(point,),
        )
        for site_id, point in buildings.lit.items()
    ]


def lit_points(network: Network) -> dict[str, Point]:
    """Return where fibre is lit today: the PoPs that fibre reaches, by id."""
    return {p.id: (p.longitude, p.latitude) for p in network.pops if p.medium == FIBRE_MEDIUM}


def _road_stretches(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Run trenches along roads, cut where a building or a PoP taps them."""
    index = RoadIndex(network.roads)
    pop_points = lit_points(network)
    site_taps = _taps(index, buildings.points, ground)
    pop_taps = _taps(index, pop_points, ground)
    stretches = [
        Stretch(
            kind=TRENCH,
            from_node=road(piece.start),
            to_node=road(piece.end),
            two_way=True,
            length_m=piece.length_m,
            coordinates=piece.coordinates,
        )
        for piece in cut_roads(index, [*site_taps.values(), *pop_taps.values()])
    ]
    for pop_id, tap in pop_taps.items():
        stretches.append(_from_pop_to_road(pop_points[pop_id], tap, index, ground))
    for site_id, tap in site_taps.items():
        stretches.append(_drop(site_id, tap, index, buildings, ground))
    return stretches


def _taps(index: RoadIndex, points: Mapping[str, Point], ground: Ground) -> dict[str, Tap]:
    found = {i: index.tap(point, ground.road_reach_m) for i, point in sorted(points.items())}
    return {i: tap for i, tap in found.items() if tap is not None}


def _junction(tap: Tap, index: RoadIndex) -> str:
    return road(junction_of(tap, int(index.roads.edges[tap.start, tap.end]["length_m"])))


def _from_pop_to_road(point: Point, tap: Tap, index: RoadIndex, ground: Ground) -> Stretch:
    length_m = round(tap.offset_m * ground.detour)
    return Stretch(
        kind=TRENCH if length_m else EXISTING,
        from_node=ROOT,
        to_node=_junction(tap, index),
        two_way=False,
        length_m=length_m,
        coordinates=(point, tap.foot),
    )


def _drop(
    site_id: str, tap: Tap, index: RoadIndex, buildings: Buildings, ground: Ground
) -> Stretch:
    """Join a building and the road: inward where fibre is wanted, outward where it is."""
    drop = Stretch(
        kind=DROP,
        from_node=_junction(tap, index),
        to_node=premises(site_id),
        two_way=False,
        length_m=_at_least(round(tap.offset_m * ground.detour), [site_id], buildings, ground),
        coordinates=(tap.foot, buildings.points[site_id]),
    )
    return drop.reversed() if site_id in buildings.lit else drop


def _at_least(length_m: int, sites: list[str], buildings: Buildings, ground: Ground) -> int:
    """Lengthen a stretch to a building whose exact place is not known."""
    vague = any(s in buildings.unsurveyed for s in sites)
    return max(length_m, ground.unsurveyed_m) if vague else length_m


def _from_pops(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Run a trench straight from the nearest PoP to a building close to it."""
    index = PointIndex.of(lit_points(network))
    at = dict(zip(index.ids, index.points, strict=True))
    stretches = []
    for site_id, point in sorted(buildings.wanting.items()):
        for pop_id, distance_m in index.nearest_few(point, 1, ground.mesh_reach_m):
            length_m = _at_least(round(distance_m * ground.detour), [site_id], buildings, ground)
            stretches.append(
                Stretch(
                    kind=TRENCH,
                    from_node=ROOT,
                    to_node=premises(site_id),
                    two_way=False,
                    length_m=length_m,
                    coordinates=(at[pop_id], point),
                )
            )
    return stretches


def _mesh(buildings: Buildings, ground: Ground) -> list[Stretch]:
    """Join each building to its nearest few, so that a cluster can share one way in."""
    points = buildings.points
    index = PointIndex.of(points)
    pairs: dict[tuple[str, str], float] = {}
    for site_id, point in sorted(buildings.wanting.items()):
        near = index.nearest_few(point, ground.mesh_neighbours + 1, ground.mesh_reach_m)
        others = [(other, m) for other, m in near if other != site_id][: ground.mesh_neighbours]
        for other, distance_m in others:
            pairs[min(site_id, other), max(site_id, other)] = distance_m
    return [
        _between(one, other, distance_m, buildings, ground)
        for (one, other), distance_m in sorted(pairs.items())
    ]


def _between(
    one: str, other: str, distance_m: float, buildings: Buildings, ground: Ground
) -> Stretch:
    length_m = _at_least(round(distance_m * ground.detour), [one, other], buildings, ground)
    stretch = Stretch(
        kind=TRENCH,
        from_node=premises(one),
        to_node=premises(other),
        two_way=one not in buildings.lit and other not in buildings.lit,
        length_m=max(1, length_m),
        coordinates=(buildings.points[one], buildings.points[other]),
    )
    return stretch.reversed() if other in buildings.lit else stretch


def _useful(stretch: Stretch, least: Mapping[str, int], ground: Ground) -> Stretch | None:
    """Return what of a stretch can be useful, one way or both, or None.

    Using it towards a node is wasteful when that node can be reached from lit fibre afresh for
    less: in every plan the stretch can then be replaced at lower cost and equal service.
    """
    ratio = ground.dearest_over_drop if stretch.kind == DROP else ground.dearest_over_trench

    def worthwhile(start: str, end: str) -> bool:
        if start not in least or least[start] > ground.longest_m:
            return False
        return not least[end] * ratio < stretch.length_m

    ahead = worthwhile(stretch.from_node, stretch.to_node)
    back = stretch.two_way and worthwhile(stretch.to_node, stretch.from_node)
    if ahead:
        return replace(stretch, two_way=back)
    return replace(stretch.reversed(), two_way=False) if back else None


# --- keeping the graph small -----------------------------------------------------------------


def prune(stretches: Iterable[Stretch], wanted: Iterable[str]) -> list[Stretch]:
    """Return the stretches without dead ends that lead to no wanted node, chains joined.

    Services are the same: a dead end could only cost, and a chain is built whole or not at all.
    """
    keep = {*wanted, ROOT}
    return sorted(_join_chains(_cut_dead_ends(list(stretches), keep), keep), key=lambda s: s.id)


def _by_node(stretches: Iterable[Stretch]) -> dict[str, dict[str, Stretch]]:
    """Return the stretches at every node, by the id of the stretch."""
    at: dict[str, dict[str, Stretch]] = defaultdict(dict)
    for s in stretches:
        at[s.from_node][s.id] = s
        at[s.to_node][s.id] = s
    return at


def _cut_dead_ends(stretches: list[Stretch], keep: set[str]) -> list[Stretch]:
    at = _by_node(stretches)
    ends = [n for n in at if n not in keep and _leads_nowhere(n, at[n])]
    while ends:
        node = ends.pop()
        for s in list(at[node].values()):
            other = s.to_node if s.from_node == node else s.from_node
            del at[node][s.id], at[other][s.id]
            if other not in keep and _leads_nowhere(other, at[other]):
                ends.append(other)
    return [s for i, s in sorted({s.id: s for here in at.values() for s in here.values()}.items())]


def _leads_nowhere(node: str, here: Mapping[str, Stretch]) -> bool:
    """Return whether no stretch at a node can be entered and left over another one."""
    into = [s.id for s in here.values() if s.to_node == node or s.two_way]
    out = [s.id for s in here.values() if s.from_node == node or s.two_way]
    return not any(i != o for i in into for o in out)


def _join_chains(stretches: list[Stretch], keep: set[str]) -> list[Stretch]:
    """Join two trenches at a junction where nothing else meets."""
    at = _by_node(stretches)
    for node in sorted(at):
        if node in keep or len(at[node]) != 2:
            continue
        one, other = at[node].values()
        if one.kind != TRENCH or other.kind != TRENCH or ROOT in _ends(one) | _ends(other):
            continue
        joined = _joined(one, other, node)
        if joined is None or _parallel(joined, at):
            continue
        for s in (one, other):
            for end in _ends(s):
                del at[end][s.id]
        at[joined.from_node][joined.id] = joined
        at[joined.to_node][joined.id] = joined
    return list({s.id: s for here in at.values() for s in here.values()}.values())


def _ends(stretch: Stretch) -> set[str]:
    return {stretch.from_node, stretch.to_node}


def _parallel(joined: Stretch, at: Mapping[str, Mapping[str, Stretch]]) -> bool:
    return any(_ends(s) == _ends(joined) for s in at[joined.from_node].values())


def _joined(one: Stretch, other: Stretch, node: str) -> Stretch | None:
    """Return two stretches that meet at a node as one, or None when no way leads through."""
    first = one if one.to_node == node else one.reversed()
    second = other if other.from_node == node else other.reversed()
    if first.from_node == second.to_node:
        return None
    ahead = (first is one or one.two_way) and (second is other or other.two_way)
    back = (first is not one or one.two_way) and (second is not other or other.two_way)
    if not (ahead or back):
        return None
    joined = Stretch(
        kind=TRENCH,
        from_node=first.from_node,
        to_node=second.to_node,
        two_way=ahead and back,
        length_m=first.length_m + second.length_m,
        coordinates=first.coordinates + second.coordinates[1:],
    )
    return joined if ahead else joined.reversed()
