"""The road graph: junctions and stretches read from the roads table, in whole metres.

A stretch takes its length from the table. Where the table has none, a drawn line of several
points is measured, and a straight one is measured and multiplied by the detour factor 1.3, which
a note says.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from sites import cells, rules
from sites.distance import Point, haversine_m

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

DETOUR_FACTOR_TENTHS = 13
"""Road length over straight length in tenths: 1.3, usual in the country (assumption)."""
_MOVED_M = 100.0  # a node given twice this far apart is two nodes
_SHORTER = 0.98  # a road this much below the straight line is a fault, not rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """One road row, or one part of it, before it enters the graph."""

    record: Record
    start: str
    end: str
    line: tuple[Point, ...]  # empty when the row has no coordinates


def read_roads(
    records: Iterable[Record], known_points: Mapping[str, Point]
) -> tuple[nx.Graph[str], list[Finding]]:
    """Return the road graph and what is wrong with its rows.

    `known_points` places nodes that the table only names: PoPs, towers and places by id.
    """
    stretches = [s for record in records for s in _stretches(record)]
    points, findings = _node_points(stretches, known_points)
    roads: nx.Graph[str] = nx.Graph()
    assumed: dict[str, int] = {}
    for stretch in stretches:
        fault = _fault(stretch, points)
        if fault is not None:
            findings.append(fault)
            continue
        findings += _enter(roads, stretch, points, assumed)
    findings += [_assumed(file, count) for file, count in sorted(assumed.items())]
    return _in_order(roads), findings


def _stretches(record: Record) -> Iterator[_Stretch]:
    names = cells.text(record, "from_node"), cells.text(record, "to_node")
    drawn = list(cells.lines(record.geometry)) or [_straight(record)]
    if all(names) and len(drawn) > 1:
        drawn = [tuple(point for line in drawn for point in line)]
    for line in drawn:
        start = names[0] or (point_name(line[0]) if line else "")
        end = names[1] or (point_name(line[-1]) if line else "")
        yield _Stretch(record=record, start=start, end=end, line=line)


def _straight(record: Record) -> tuple[Point, ...]:
    start = _pair(record, "from_longitude", "from_latitude")
    end = _pair(record, "to_longitude", "to_latitude")
    return (start, end) if start and end else ()


def _pair(record: Record, longitude: str, latitude: str) -> Point | None:
    x, y = cells.real(record, longitude), cells.real(record, latitude)
    return (x, y) if x is not None and y is not None else None


def point_name(point: Point) -> str:
    """Return the id of a road node that has none: its point, to about a metre."""
    return f"{point[0]:.5f},{point[1]:.5f}"


def _node_points(
    stretches: Iterable[_Stretch], known_points: Mapping[str, Point]
) -> tuple[dict[str, Point], list[Finding]]:
    points: dict[str, Point] = {}
    findings: list[Finding] = []
    for stretch in stretches:
        if not stretch.line:
            continue
        for node, point in ((stretch.start, stretch.line[0]), (stretch.end, stretch.line[-1])):
            first = points.setdefault(node, point) if node else point
            if haversine_m(first, point) > _MOVED_M:
                findings.append(_moved(stretch.record, node, first, point))
    named = {n for s in stretches for n in (s.start, s.end)} - points.keys()
    return points | {n: known_points[n] for n in sorted(named & known_points.keys())}, findings


def _moved(record: Record, node: str, first: Point, point: Point) -> Finding:
    return rules.ROAD_NODE_MOVES.finding(
        record.file,
        record.row,
        found=f"{node} at {_written(point)}",
        expected=f"{_written(first)} as in an earlier row",
        todo="correct the coordinates or give the second junction its own id",
    )


def _written(point: Point) -> str:
    return f"longitude {point[0]:.5f}, latitude {point[1]:.5f}"


def _fault(stretch: _Stretch, points: Mapping[str, Point]) -> Finding | None:
    record = stretch.record
    for column, node in (("from_node", stretch.start), ("to_node", stretch.end)):
        if node not in points:
            return rules.ROAD_NODE_UNPLACED.finding(
                record.file,
                record.row,
                cells.header(record, column),
                found=node or "no node and no line",
                expected="a node with coordinates in this table, or the id of a PoP or place",
                todo="give the row its end coordinates or a line; the row is not used",
            )
    if stretch.start == stretch.end:
        return rules.ROAD_SELF_LOOP.finding(
            record.file,
            record.row,
            cells.header(record, "to_node"),
            found=f"from {stretch.start} to itself",
            expected="two nodes",
            todo="correct the node id; the row is not used",
        )
    return _impossible_length(record)


def _impossible_length(record: Record) -> Finding | None:
    length_m = cells.real(record, "length_m")
    if length_m is None or length_m > 0:
        return None
    return rules.ROAD_LENGTH_IMPOSSIBLE.finding(
        record.file,
        record.row,
        cells.header(record, "length_m"),
        found=cells.raw(record, "length_m") or f"{length_m:g}",
        expected="more than 0",
        todo="correct the length or leave the cell empty; the row is not used",
    )


def line_length_m(line: Iterable[Point]) -> float:
    """Return the length of a line along its points, in metres."""
    return sum(haversine_m(a, b) for a, b in pairwise(line))


def _enter(
    roads: nx.Graph[str],
    stretch: _Stretch,
    points: Mapping[str, Point],
    assumed: dict[str, int],
) -> Iterator[Finding]:
    start, end, record = stretch.start, stretch.end, stretch.record
    line = stretch.line or (points[start], points[end])
    straight_m = haversine_m(points[start], points[end])
    given_m = cells.real(record, "length_m")
    if given_m is None and len(line) == 2:
        assumed[record.file] = assumed.get(record.file, 0) + 1
    length_m = _whole_metres(given_m, line)
    if given_m is not None and length_m < _SHORTER * straight_m - 1:
        yield _too_short(record, length_m, straight_m)
    if roads.has_edge(start, end):
        yield _repeated(record, start, end)
        if roads.edges[start, end]["length_m"] <= length_m:
            return
    for node in (start, end):
        roads.add_node(node, longitude=points[node][0], latitude=points[node][1])
    roads.add_edge(start, end, length_m=length_m, coordinates=line)


def _whole_metres(given_m: float | None, line: tuple[Point, ...]) -> int:
    if given_m is None:
        measured_m = line_length_m(line)
        given_m = measured_m if len(line) > 2 else measured_m * DETOUR_FACTOR_TENTHS / 10
    return max(1, math.floor(given_m + 0.5))


def _too_short(record: Record, length_m: int, straight_m: float) -> Finding:
    return rules.ROAD_SHORTER_THAN_STRAIGHT.finding(
        record.file,
        record.row,
        cells.header(record, "length_m"),
        found=f"{length_m} m",
        expected=f"at least the straight line, {straight_m:.0f} m",
        todo="check the unit of the length and the position of both ends",
    )


def _repeated(record: Record, start: str, end: str) -> Finding:
    return rules.ROAD_REPEATED.finding(
        record.file,
        record.row,
        found=f"{start} to {end} again",
        expected="one row for each pair of nodes",
        todo="nothing, if both roads exist; the shorter is used",
    )


def _assumed(file: str, count: int) -> Finding:
    return rules.ROAD_LENGTH_ASSUMED.finding(
        file,
        found=f"{count} road{'s' if count > 1 else ''} without a length",
        expected="length_m or length_km, or a line drawn along the road",
        todo="give lengths where trenches may be laid",
    )


def _in_order(roads: nx.Graph[str]) -> nx.Graph[str]:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(roads.nodes(data=True), key=lambda item: item[0]))
    edges = {(min(u, v), max(u, v)): data for u, v, data in roads.edges(data=True)}
    ordered.add_edges_from((*ends, edges[ends]) for ends in sorted(edges))
    return ordered
