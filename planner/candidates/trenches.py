"""Where new fibre could run: road junctions, drops, trenches between near buildings.

Nodes are "root" (everything lit today), "tap:<span>@<metres>" (a splice into a lit cable),
"road:<junction>" and "premises:<site id>". Only what can be useful is kept: a stretch is dropped
when no lit fibre reaches it, or when it is dearer than reaching its far end from lit fibre afresh,
and dead ends that lead to no wanted building are cut. Straight lines are lengthened by a detour
factor; terrain and rivers are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.candidates.nodes import ROOT, is_tap, premises, road
from planner.candidates.stretches import cable_taps
from planner.candidates.stretches.stretch import (
    DROP,
    EXISTING,
    SPLICE,
    TRENCH,
    Buildings,
    Ground,
    Stretch,
    at_least,
    directed,
)
from sites.distance import (
    Point,
    PointIndex,
    RoadIndex,
    Tap,
    cut_roads,
    junction_of,
    least_lengths,
)
from sites.nearest_lines import LineIndex
from sites.network import Network


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
    kept = useful(stretches, least, ground)
    return Trenches(
        stretches=tuple(sorted(kept, key=lambda s: s.id)),
        least_m=least,
        longest_m=ground.longest_m,
        lit=frozenset(buildings.lit),
    )


def all_stretches(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Return every stretch that could be laid, the shortest between any two ends."""
    cables = cable_taps.cables_of(network, ground)
    return _shortest_of(
        [
            *_lit_stretches(buildings),
            *_road_stretches(buildings, network, ground, cables),
            *_from_pops(buildings, network, ground),
            *cable_taps.to_buildings(buildings, cables, ground),
            *_mesh(buildings, ground),
        ]
    )


def useful(stretches: Iterable[Stretch], least: Mapping[str, int], ground: Ground) -> list[Stretch]:
    """Return the stretches without those that only waste money, one-way where one way does."""
    stretches = list(stretches)
    taps = any(s.kind == SPLICE for s in stretches)
    dear = least_lengths(ROOT, _with_splices(stretches, ground)) if taps else least
    found = [s for s in (_useful(s, least, dear, ground) for s in stretches) if s is not None]
    return cable_taps.thinned(found, least) if taps else found


def _with_splices(stretches: Iterable[Stretch], ground: Ground) -> dict[tuple[str, str], int]:
    """Return the length of every way with a splice as the metres that it is worth, at least one."""
    splice_m = max(1, ground.splice_m or 0)
    return directed(replace(s, length_m=splice_m) if s.kind == SPLICE else s for s in stretches)


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


def _road_stretches(
    buildings: Buildings, network: Network, ground: Ground, cables: LineIndex
) -> list[Stretch]:
    """Run trenches along roads, cut where a building or a PoP taps them, or a cable comes near."""
    index = RoadIndex(network.roads)
    pop_points = network.fibre_pops
    site_taps = _taps(index, buildings.points, ground)
    pop_taps = _taps(index, pop_points, ground)
    meetings = cable_taps.road_meetings(index, cables, ground)
    pieces = cut_roads(index, [*site_taps.values(), *pop_taps.values(), *meetings])
    stretches = [
        Stretch(
            kind=TRENCH,
            from_node=road(piece.start),
            to_node=road(piece.end),
            two_way=True,
            length_m=piece.length_m,
            coordinates=piece.coordinates,
        )
        for piece in pieces
    ]
    for pop_id, tap in pop_taps.items():
        stretches.append(_from_pop_to_road(pop_points[pop_id], tap, index, ground))
    for site_id, tap in site_taps.items():
        stretches.append(_drop(site_id, tap, index, buildings, ground))
    return [*stretches, *cable_taps.to_roads(pieces, cables, ground)]


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
        length_m=at_least(round(tap.offset_m * ground.detour), [site_id], buildings, ground),
        coordinates=(tap.foot, buildings.points[site_id]),
    )
    return drop.reversed() if site_id in buildings.lit else drop


def _from_pops(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Run a trench straight from the nearest PoP to a building close to it."""
    index = PointIndex.of(network.fibre_pops)
    at = dict(zip(index.ids, index.points, strict=True))
    stretches = []
    for site_id, point in sorted(buildings.wanting.items()):
        for pop_id, distance_m in index.nearest_few(point, 1, ground.mesh_reach_m):
            length_m = at_least(round(distance_m * ground.detour), [site_id], buildings, ground)
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
    length_m = at_least(round(distance_m * ground.detour), [one, other], buildings, ground)
    stretch = Stretch(
        kind=TRENCH,
        from_node=premises(one),
        to_node=premises(other),
        two_way=one not in buildings.lit and other not in buildings.lit,
        length_m=max(1, length_m),
        coordinates=(buildings.points[one], buildings.points[other]),
    )
    return stretch.reversed() if other in buildings.lit else stretch


def _useful(
    stretch: Stretch, least: Mapping[str, int], dear: Mapping[str, int], ground: Ground
) -> Stretch | None:
    """Return what of a stretch can be useful, one way or both, or None.

    Using it towards a node is wasteful when that node can be reached from lit fibre afresh for
    less: in every plan the stretch can then be replaced at lower cost and equal service. `dear`
    counts the splices on the way there as metres.
    """
    ratio = ground.dearest_over_drop if stretch.kind == DROP else ground.dearest_over_trench
    if is_tap(stretch.from_node) and cable_taps.wasteful(stretch, least, dear, ratio):
        return None

    def worthwhile(start: str, end: str) -> bool:
        if start not in least or least[start] > ground.longest_m:
            return False
        return not dear[end] * ratio.numerator < stretch.length_m * ratio.denominator

    ahead = worthwhile(stretch.from_node, stretch.to_node)
    back = stretch.two_way and worthwhile(stretch.to_node, stretch.from_node)
    if ahead:
        return replace(stretch, two_way=back)
    return replace(stretch.reversed(), two_way=False) if back else None
