"""Where new fibre may be spliced into a lit cable between its ends.

A building near a cable may be led to straight from it, as from a PoP. A road may be joined to it
where the road comes nearest, at every junction, and where a building taps the road. The splice is a
stretch of its own from lit fibre to the place on the cable: it is bought once, however many
stretches leave from there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import compress, pairwise

from planner.candidates.nodes import ROOT, TapPlace, is_tap, pop_node, premises, tap, tapped
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
)
from sites.distance import Point, RoadIndex, Tap, haversine_m, project
from sites.nearest.lines import LineIndex, OnLine
from sites.network import Network

_LONG_ROAD_M = 100  # a road of this length may come nearer to a cable between its ends


def cables_of(network: Network, ground: Ground) -> LineIndex:
    """Return the cables that may be tapped, none where nobody sells a splice.

    A cable that has too few free fibres for one splice is left out, and so is what lies farther
    from the PoPs at its ends than light reaches.
    """
    if ground.splice_m is None:
        return LineIndex({})
    spare = {s.id: s.spare_fibres for s in network.spans if s.spare_fibres is not None}
    cables = {
        name: line
        for name, line in network.cables.items()
        if spare.get(name, ground.splice_fibres) >= ground.splice_fibres
    }
    if ground.optical_reach_m is None:
        return LineIndex(cables)
    reach_m, pops = ground.optical_reach_m, network.fibre_pops
    ends = {span.id: [pops[p] for p in span.pop_ends if p in pops] for span in network.spans}
    lit = {name: lit_ends(line, ends.get(name, [])) for name, line in cables.items()}
    return LineIndex(cables, within={n: _reached(cables[n], e, reach_m) for n, e in lit.items()})


def lit_ends(line: Sequence[Point], pops: Sequence[Point]) -> tuple[bool, bool]:
    """Return which ends of a cable a PoP lights; both where its ends are no PoPs of the table."""
    if not pops:
        return True, True
    nearer = [haversine_m(pop, line[0]) <= haversine_m(pop, line[-1]) for pop in pops]
    return any(nearer), not all(nearer)


def _reached(line: Sequence[Point], lit: tuple[bool, bool], reach_m: float) -> tuple[float, float]:
    """Return up to where, and from where on, a cable may be tapped, in metres from its start."""
    whole_m = sum(haversine_m(a, b) for a, b in pairwise(line))
    return reach_m if lit[0] else -1.0, whole_m - reach_m if lit[1] else math.inf


def road_meetings(index: RoadIndex, cables: LineIndex, ground: Ground) -> list[Tap]:
    """Return where roads come nearest to a cable between two junctions, to be cut there."""
    if not cables:
        return []
    long = [int(index.roads.edges[edge]["length_m"]) >= _LONG_ROAD_M for edge in index.edges]
    edges, lines = list(compress(index.edges, long)), list(compress(index.lines, long))
    met = cables.meetings(lines, ground.road_reach_m)
    return [
        _road_tap(edge, line, place, int(index.roads.edges[edge]["length_m"]))
        for edge, line, place in zip(edges, lines, met, strict=True)
        if place is not None
    ]


def _road_tap(edge: tuple[str, str], line: Sequence[Point], place: Point, length_m: int) -> Tap:
    share, foot = project(line, place)
    return Tap(start=edge[0], end=edge[1], along_m=round(share * length_m), offset_m=0, foot=foot)


def to_roads(
    roads: Sequence[Stretch], cables: LineIndex, network: Network, ground: Ground
) -> Iterator[Stretch]:
    """Yield splices with trenches to the ends of trenches along roads within reach of a cable.

    A place that is dearer to reach so than over the road from its neighbour is left out.
    """
    if not cables:
        return
    at: dict[str, Point] = {}
    for trench in roads:
        at.setdefault(trench.from_node, trench.coordinates[0])
        at.setdefault(trench.to_node, trench.coordinates[-1])
    names = sorted(at)
    near = cables.nearest([at[name] for name in names], ground.road_reach_m)
    found = {name: place for name, place in zip(names, near, strict=True) if place is not None}
    length_m = {name: round(place.distance_m * ground.detour) for name, place in found.items()}
    ways = [
        _from_cable(p, n, TRENCH if length_m[n] else EXISTING, length_m[n], at[n])
        for n, p in found.items()
    ]
    laid = with_dug([trench for _, trench in ways], network, ground)
    at_most_m = {way.to_node: _at_most_m(way, ground) for way in laid}
    for trench in roads:
        along_m = _at_most_m(trench, ground)
        ends = trench.from_node, trench.to_node
        for here, there in (ends, ends[::-1]):
            if here in found and there in at_most_m and at_most_m[there] + along_m < length_m[here]:
                del found[here]
    for (splice, _), trench in zip(ways, laid, strict=True):
        if trench.to_node in found:
            yield from (splice, trench)


def _at_most_m(stretch: Stretch, ground: Ground) -> int:
    """Return the metres of plain trench that a trench costs at most, with its extras."""
    extra_m = ground.worth_m(stretch.length_m, stretch.classes, stretch.dug) - stretch.length_m
    return stretch.length_m + math.ceil(extra_m * ground.dearest_over_trench)


def to_buildings(buildings: Buildings, cables: LineIndex, ground: Ground) -> Iterator[Stretch]:
    """Yield splices with drops straight to the buildings that stand near a cable."""
    wanting = sorted(buildings.wanting.items()) if cables else []
    near = cables.nearest([point for _, point in wanting], ground.mesh_reach_m)
    for (site_id, point), place in zip(wanting, near, strict=True):
        if place is not None:
            straight_m = round(place.distance_m * ground.detour)
            length_m = at_least(straight_m, [site_id], buildings, ground)
            yield from _from_cable(place, premises(site_id), DROP, length_m, point)


def _from_cable(
    place: OnLine, to_node: str, kind: str, length_m: int, end: Point
) -> tuple[Stretch, Stretch]:
    """Return a splice and the stretch that leaves from it."""
    node = tap(TapPlace(span_id=place.line, along_m=place.along_m))
    splice = Stretch(
        kind=SPLICE,
        from_node=ROOT,
        to_node=node,
        two_way=False,
        length_m=0,
        coordinates=(place.place,),
    )
    way = Stretch(
        kind=kind,
        from_node=node,
        to_node=to_node,
        two_way=False,
        length_m=length_m,
        coordinates=(place.place, end),
    )
    return splice, way


def fed(stretches: Iterable[Stretch], network: Network) -> list[Stretch]:
    """Return stretches, each splice as it is fed: by the nearer of the PoPs at its cable's ends.

    It starts at that PoP where the PoP has limits, else anywhere in the lit network.
    """
    limited, pops = network.limited_pops, network.fibre_pops
    if not limited:
        return list(stretches)
    ends = {span.id: [p for p in span.pop_ends if p in pops] for span in network.spans}

    def start(splice: Stretch) -> str:
        place, at = tapped(splice.to_node), splice.coordinates[0]
        near = ends.get(place.span_id, []) if place is not None else []
        pop_id = min(near, key=lambda p: (haversine_m(pops[p], at), p), default="")
        return pop_node(pop_id) if pop_id in limited else ROOT

    return [replace(s, from_node=start(s)) if s.kind == SPLICE else s for s in stretches]


def wasteful(
    stretch: Stretch, least: Mapping[str, int], dear: Mapping[str, int], ratio: Fraction
) -> bool:
    """Return whether a stretch from a cable costs no less than reaching its end from lit fibre.

    `least` are the metres to every node from all lit fibre; in `dear` a splice counts as metres. By
    a cable's other places a node is reached with one splice as well, so that metres decide; they
    cost `ratio` times a metre of this stretch at most.
    """
    end, own = stretch.to_node, stretch.length_m * ratio.denominator
    return least[end] * ratio.numerator < own or dear[end] * ratio.numerator <= own


def thinned(stretches: Iterable[Stretch], least: Mapping[str, int]) -> list[Stretch]:
    """Return the stretches without taps in the midst of a road that runs along a cable.

    Where all neighbours of a junction are reached best by a tap of their own, nothing beyond them
    is reached for less from the junction's. Sites that leave the road there keep it.
    """
    found = list(stretches)
    tapped = {s.to_node for s in found if is_tap(s.from_node) and s.length_m <= least[s.to_node]}
    beside: dict[str, set[str]] = defaultdict(set)
    for s in found:
        if not is_tap(s.from_node):
            beside[s.from_node].add(s.to_node)
            beside[s.to_node].add(s.from_node)
    idle = {node for node in tapped if beside[node] and beside[node] <= tapped}
    idle -= {s.to_node for s in found if s.kind == DROP}
    return [s for s in found if not (is_tap(s.from_node) and s.to_node in idle)]
