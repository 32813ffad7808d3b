"""Where new fibre could run: road junctions, drops, trenches between near buildings.

Nodes are "root" (everything lit today), "tap:<span>@<metres>" (a splice into a lit cable),
"road:<junction>" and "premises:<site id>". Only what can be useful is kept: a stretch is dropped
when no lit fibre reaches it, or when it is dearer than reaching its far end from lit fibre afresh,
and dead ends that lead to no wanted building are cut. Straight lines are lengthened by a detour
factor. What makes a metre dearer (roads, soils, slopes, rivers) counts where it is priced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from planner.candidates.nodes import ROOT, is_premises, is_tap, pop_node, pop_of, premises, road
from planner.candidates.stretches import cable_taps
from planner.candidates.stretches.digging import with_dug
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
from planner.candidates.stretches.two_ways import TwoWays, two_ways
from sites.distance import Point, RoadIndex, Tap, cut_roads, junction_of, least_lengths
from sites.nearest.lines import LineIndex
from sites.nearest.points import PointIndex
from sites.network import Network

_NEVER_M = 10**12  # to what only PoPs with limits lead
_FEW_POPS = 3  # with limits, that a building may be led to straight


@dataclass(frozen=True, kw_only=True)
class Trenches:
    """Every useful stretch, and how much must be built, at least, to reach a node."""

    stretches: tuple[Stretch, ...] = ()
    least_m: Mapping[str, int] = field(default_factory=dict)  # by node, however far
    longest_m: float = 0.0
    lit: frozenset[str] = frozenset()  # sites on fibre today
    two_ways: Mapping[str, TwoWays] = field(default_factory=dict)  # by site that asks for them

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
    counted = {span.id for span in network.spans if span.spare_fibres is not None}
    apart = [s for s in stretches if _may_be_another_way(s, with_roads=bool(network.roads))]
    return Trenches(
        stretches=tuple(sorted(kept, key=lambda s: s.id)),
        least_m=least,
        longest_m=ground.longest_m,
        lit=frozenset(buildings.lit),
        two_ways=two_ways(apart, kept, buildings.twice, ground, counted),
    )


def all_stretches(buildings: Buildings, network: Network, ground: Ground) -> list[Stretch]:
    """Return every stretch that could be laid, the shortest between any two ends."""
    cables = cable_taps.cables_of(network, ground)
    stretches = [
        *_lit_stretches(buildings),
        *_road_stretches(buildings, network, ground, cables),
        *_from_pops(buildings, network, ground),
        *cable_taps.to_buildings(buildings, cables, ground),
        *_mesh(buildings, ground),
        *_entrances(network),
    ]
    dug = with_dug(stretches, network, ground)
    return _shortest_of(cable_taps.fed(dug, network), ground)


def _entrances(network: Network) -> list[Stretch]:
    """Lead from lit fibre to the PoPs that say what new links may take of them, free."""
    points = network.fibre_pops
    return [
        Stretch(
            kind=EXISTING,
            from_node=ROOT,
            to_node=pop_node(pop_id),
            two_way=False,
            length_m=0,
            coordinates=(points[pop_id],),
        )
        for pop_id in sorted(network.limited_pops & points.keys())
    ]


def _start_at(pop_id: str, network: Network) -> str:
    """Return the node of a PoP: that of all lit fibre where nothing limits it."""
    return pop_node(pop_id) if pop_id in network.limited_pops else ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The least metres to every node from lit fibre, in three senses."""

    least: Mapping[str, int]
    afresh: Mapping[str, int]  # by ways that are never full
    dear: Mapping[str, int]  # by ways that are never full, splices counted as metres


def useful(stretches: Iterable[Stretch], least: Mapping[str, int], ground: Ground) -> list[Stretch]:
    """Return the stretches without those that only waste money, one-way where one way does.

    A PoP with limits may be full, so that no way from it makes another stretch needless.
    """
    stretches = list(stretches)
    free = [_at_worth(s, ground) for s in stretches if pop_of(s.from_node) is None]
    limited = len(free) < len(stretches)
    taps = any(s.kind == SPLICE for s in stretches)
    afresh = least_lengths(ROOT, directed(free)) if limited or ground.has_extras else least
    dear = least_lengths(ROOT, _with_splices(free, ground)) if taps else afresh
    if limited:
        afresh, dear = ({**dict.fromkeys(least, _NEVER_M), **found} for found in (afresh, dear))
    ways = Ways(least=least, afresh=afresh, dear=dear)
    kept = [s for s in (_useful(s, ways, ground) for s in stretches) if s is not None]
    by_metres = taps and not limited and not ground.has_extras
    return cable_taps.thinned(kept, least) if by_metres else kept


def _at_worth(stretch: Stretch, ground: Ground) -> Stretch:
    """Return a stretch as long as it costs at most, in metres of the dearest price."""
    if not ground.has_extras:
        return stretch
    worth_m = ground.worth_m(stretch.length_m, stretch.classes, stretch.dug)
    return replace(stretch, length_m=worth_m)


def _with_splices(stretches: Iterable[Stretch], ground: Ground) -> dict[tuple[str, str], int]:
    """Return the length of every way with a splice as the metres that it is worth, at least one."""
    splice_m = max(1, ground.splice_m or 0)
    return directed(replace(s, length_m=splice_m) if s.kind == SPLICE else s for s in stretches)


def _shortest_of(stretches: Iterable[Stretch], ground: Ground) -> list[Stretch]:
    """Keep, of stretches between the same two ends, the shortest; with extras the cheapest."""
    best: dict[tuple[str, str], tuple[Fraction, Stretch]] = {}
    for s in stretches:
        ends = (min(s.from_node, s.to_node), max(s.from_node, s.to_node))
        cost = ground.cost_of(s)
        if ends not in best or cost < best[ends][0]:
            best[ends] = cost, s
    return [best[ends][1] for ends in sorted(best)]


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
    along = [
        Stretch(
            kind=TRENCH,
            from_node=road(piece.start),
            to_node=road(piece.end),
            two_way=True,
            length_m=piece.length_m,
            coordinates=piece.coordinates,
            classes=piece.classes,
        )
        for piece in pieces
    ]
    along = with_dug(along, network, ground)
    stretches = list(along)
    for pop_id, tap in pop_taps.items():
        start = _start_at(pop_id, network)
        stretches.append(_from_pop_to_road(start, pop_points[pop_id], tap, index, ground))
    for site_id, tap in site_taps.items():
        stretches.append(_drop(site_id, tap, index, buildings, ground))
    return [*stretches, *cable_taps.to_roads(along, cables, network, ground)]


def _taps(index: RoadIndex, points: Mapping[str, Point], ground: Ground) -> dict[str, Tap]:
    ids = sorted(points)
    taps = index.taps([points[i] for i in ids], ground.road_reach_m)
    return {i: tap for i, tap in zip(ids, taps, strict=True) if tap is not None}


def _junction(tap: Tap, index: RoadIndex) -> str:
    return road(junction_of(tap, int(index.roads.edges[tap.start, tap.end]["length_m"])))


def _from_pop_to_road(
    start: str, point: Point, tap: Tap, index: RoadIndex, ground: Ground
) -> Stretch:
    length_m = round(tap.offset_m * ground.detour)
    return Stretch(
        kind=TRENCH if length_m else EXISTING,
        from_node=start,
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
    """Run a trench straight from the nearest PoP to a building close to it.

    Where that may be full, also from the next ones, to the first without limits.
    """
    index = PointIndex.of(network.fibre_pops)
    few = 1 + min(len(network.limited_pops), _FEW_POPS)
    at = dict(zip(index.ids, index.points, strict=True))
    stretches = []
    index.look_ahead(buildings.wanting.values(), ground.mesh_reach_m, few)
    for site_id, point in sorted(buildings.wanting.items()):
        for pop_id, distance_m in index.nearest_few(point, few, ground.mesh_reach_m):
            start = _start_at(pop_id, network)
            length_m = at_least(round(distance_m * ground.detour), [site_id], buildings, ground)
            stretches.append(
                Stretch(
                    kind=TRENCH,
                    from_node=start,
                    to_node=premises(site_id),
                    two_way=False,
                    length_m=length_m,
                    coordinates=(at[pop_id], point),
                )
            )
            if start == ROOT:
                break
    return stretches


def _mesh(buildings: Buildings, ground: Ground) -> list[Stretch]:
    """Join each building to its nearest few, so that a cluster can share one way in."""
    points = buildings.points
    index = PointIndex.of(points)
    pairs: dict[tuple[str, str], float] = {}
    few = ground.mesh_neighbours + 1
    index.look_ahead(buildings.wanting.values(), ground.mesh_reach_m, few)
    for site_id, point in sorted(buildings.wanting.items()):
        near = index.nearest_few(point, few, ground.mesh_reach_m)
        others = [(other, m) for other, m in near if other != site_id][: ground.mesh_neighbours]
        for other, distance_m in others:
            pairs[min(site_id, other), max(site_id, other)] = distance_m
    return [
        _between(one, other, distance_m, buildings, ground)
        for (one, other), distance_m in sorted(pairs.items())
    ]


def _may_be_another_way(stretch: Stretch, *, with_roads: bool) -> bool:
    """Return whether a stretch may be of two ways to one building.

    Nobody knows where the cable of a building on fibre runs, nor whether a straight trench to a
    building runs along the road that is there.
    """
    ends = stretch.from_node, stretch.to_node
    if stretch.kind == EXISTING:
        return not is_premises(stretch.to_node)
    return not (with_roads and stretch.kind == TRENCH and any(map(is_premises, ends)))


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


def _useful(stretch: Stretch, ways: Ways, ground: Ground) -> Stretch | None:
    """Return what of a stretch can be useful, one way or both, or None.

    Using it towards a node is wasteful when that node can be reached from lit fibre afresh for
    less: in every plan the stretch can then be replaced at lower cost and equal service.
    """
    ratio = ground.dearest_over_drop if stretch.kind == DROP else ground.dearest_over_trench
    if is_tap(stretch.from_node) and cable_taps.wasteful(stretch, ways.afresh, ways.dear, ratio):
        return None

    def worthwhile(start: str, end: str) -> bool:
        if start not in ways.least or ways.least[start] > ground.longest_m:
            return False
        return not ways.dear[end] * ratio.numerator < stretch.length_m * ratio.denominator

    ahead = worthwhile(stretch.from_node, stretch.to_node)
    back = stretch.two_way and worthwhile(stretch.to_node, stretch.from_node)
    if ahead:
        return replace(stretch, two_way=back)
    return replace(stretch.reversed(), two_way=False) if back else None
