"""The assumed part of the example: a road-like graph, a backbone, points of presence, towers.

Only the settlements are real. Roads are a Gabriel graph over them, a standard stand-in for a
sparse road network; the backbone is the shortest tree along those roads, cut back at its remotest
ends until it reaches the assumed share of settlements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

from .mongolia_places import Settlement, distance_m

SEED = 20261122
DETOUR = 1.3  # road length over straight line: assumption
LONGEST_M = 250_000  # of a road between neighbouring places: assumption
LIT_SHARE = 0.84  # of settlements with a point of presence: assumption
TOWER_SHARE = 0.97  # of settlements with mobile service: assumption
OLD_TOWER_SHARE = 0.18  # of those outside aimag centres that are 3G only: assumption

Point = tuple[float, float]  # longitude, latitude


def stream(*purpose: object) -> Random:
    """Return a random stream of its own for a purpose, so that edits elsewhere do not move it."""
    return Random("/".join(str(part) for part in (SEED, *purpose)))


def offset(point: Point, metres: float, bearing: float) -> Point:
    """Return the point some metres away in a direction given in radians, to 5 decimals."""
    longitude, latitude = point
    north = metres * cos(bearing) / 111_195
    east = metres * sin(bearing) / (111_195 * cos(radians(latitude)))
    return (round(longitude + east, 5), round(latitude + north, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One edge of the road-like graph."""

    from_node: str
    to_node: str
    from_point: Point
    to_point: Point
    length_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mast:
    """An assumed mobile tower."""

    id: str
    point: Point
    radio: str
    height_m: int


def road(a: tuple[str, Point], b: tuple[str, Point]) -> Road:
    """Return the road between two named points."""
    length_m = max(1, round(distance_m(a[1], b[1]) * DETOUR))
    return Road(from_node=a[0], to_node=b[0], from_point=a[1], to_point=b[1], length_m=length_m)


def trunk_roads(settlements: Sequence[Settlement]) -> list[Road]:
    """Return the Gabriel graph: two places are joined when no third lies in their circle."""
    import numpy as np

    # whole metres on a plane true near 47 degrees north, so that the test is exact
    points = [(round(s.longitude * 75_900), round(s.latitude * 111_195)) for s in settlements]
    xy = np.array(points, dtype=np.int64)
    roads = []
    for i, a in enumerate(settlements):
        for j in range(i + 1, len(settlements)):
            inside = ((xy - xy[i]) * (xy - xy[j])).sum(axis=1) < 0
            if not inside.any():
                roads.append(road((a.code, a.point), (settlements[j].code, settlements[j].point)))
    return _without_shortcuts(roads)


def _without_shortcuts(roads: Sequence[Road]) -> list[Road]:
    """Drop very long roads, often along the border, unless a place has no shorter one."""
    shortest: dict[str, int] = {}
    for edge in roads:
        for end in (edge.from_node, edge.to_node):
            shortest[end] = min(edge.length_m, shortest.get(end, edge.length_m))
    return [
        edge
        for edge in roads
        if edge.length_m <= max(LONGEST_M, shortest[edge.from_node], shortest[edge.to_node])
    ]


def rings(settlement: Settlement) -> list[tuple[int, int]]:
    """Return the street rings of a settlement as (metres from the centre, junctions)."""
    if settlement.is_capital and settlement.is_centre:
        return [(1_500, 8), (4_000, 10), (8_000, 10)]
    if settlement.is_centre:
        return [(700, 6), (1_700, 8)]
    return [(350, 4)]


def streets(settlement: Settlement) -> list[Road]:
    """Return local streets: spokes to rings of junctions; a soum centre has spokes only."""
    turn = stream("streets", settlement.geonameid).random() * 2 * pi
    inner = [(settlement.code, settlement.point)]
    roads = []
    for ring, (metres, count) in enumerate(rings(settlement), start=1):
        outer = [
            (
                f"{settlement.code}-R{ring}{k:02d}",
                offset(settlement.point, metres, turn + 2 * pi * k / count),
            )
            for k in range(count)
        ]
        for k, junction in enumerate(outer):
            nearest = min(inner, key=lambda i: (distance_m(i[1], junction[1]), i[0]))
            roads.append(road(nearest, junction))
            if settlement.is_centre:
                roads.append(road(junction, outer[(k + 1) % count]))
        inner = outer
    return roads


def backbone(settlements: Sequence[Settlement], roads: Sequence[Road]) -> list[Road]:
    """Return the assumed backbone: a shortest spanning tree, its remotest ends cut off."""
    joined = {s.code: {s.code} for s in settlements}
    tree = []
    for edge in sorted(roads, key=lambda r: (r.length_m, r.from_node, r.to_node)):
        if joined[edge.from_node] is joined[edge.to_node]:
            continue
        tree.append(edge)
        both = joined[edge.from_node] | joined[edge.to_node]
        for code in sorted(both):
            joined[code] = both
    keep = {s.code for s in settlements if s.is_centre}
    return _cut_back(tree, keep, round(LIT_SHARE * len(settlements)) - 1)


def _cut_back(tree: list[Road], keep: set[str], spans: int) -> list[Road]:
    """Drop the longest last span of the tree until so many spans are left."""
    while len(tree) > spans:
        ends = [code for edge in tree for code in (edge.from_node, edge.to_node)]
        loose = {code for code in ends if ends.count(code) == 1} - keep
        last = [edge for edge in tree if {edge.from_node, edge.to_node} & loose]
        tree.remove(max(last, key=lambda r: (r.length_m, r.from_node)))
    return sorted(tree, key=lambda r: (r.from_node, r.to_node))


def lit(spans: Sequence[Road]) -> set[str]:
    """Return the codes of settlements that the backbone reaches."""
    return {code for span in spans for code in (span.from_node, span.to_node)}


def masts(settlements: Sequence[Settlement]) -> Iterator[Mast]:
    """Yield the assumed towers: several in an aimag centre, one in most other settlements."""
    for settlement in settlements:
        chance = stream("masts", settlement.geonameid)
        if not settlement.is_centre and chance.random() > TOWER_SHARE:
            continue
        for number in range(1, _mast_count(settlement) + 1):
            metres = 300 + 2_000 * chance.random() * (number > 1)
            old = not settlement.is_centre and chance.random() < OLD_TOWER_SHARE
            yield Mast(
                id=f"T-{settlement.code}-{number}",
                point=offset(settlement.point, metres, chance.random() * 2 * pi),
                radio="3G" if old else "4G",
                height_m=(30, 40, 45, 60)[chance.randrange(4)],
            )


def _mast_count(settlement: Settlement) -> int:
    if not settlement.is_centre:
        return 1
    return 8 if settlement.is_capital else 3
