"""Rows of the roads table as lines: their ends, lengths, levels, and what is wrong with a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from sites import cells, rules
from sites.distance import Point, haversine_m
from sites.roads import rules as road_rules
from sites.roads.classes import is_unknown, is_usable, level_of, road_class, tags_of
from sites.roads.mesh import GRID, MICRO, RoadLines

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record
    from sites.roads.settings import RoadSettings

_MOVED_M = 100.0  # a node given twice this far apart is two nodes
_LONGEST_M = 40_075_000.0  # the equator
_LISTED = 100  # lines of one point that get a finding each, of a file
_SHORTER = 0.98  # a road this much below the straight line is a fault, not rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One road row, or one part of it, before it enters the mesh."""

    record: Record
    start: str  # name of a node, "" without
    end: str
    line: Any  # shapely, None when the row has no coordinates
    drawn: bool
    level: int
    road_class: str  # "" where the row names none

    @property
    def ends(self) -> tuple[Point, Point] | None:
        """Its first and last point."""
        if self.line is None:
            return None
        points = self.line.coords
        return points[0][:2], points[-1][:2]


@dataclass(frozen=True, kw_only=True)
class RowsRead:
    """The lines of the table's usable rows, and what was left out or assumed."""

    lines: RoadLines
    findings: list[Finding]
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)  # by file and class
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)  # used all the same


def read_rows(
    records: Iterable[Record], known_points: Mapping[str, Point], settings: RoadSettings
) -> RowsRead:
    """Return the lines of the roads table.

    `known_points` places nodes that the table only names: PoPs, towers and places by id.
    """
    left_out, unknown = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    rows: list[_Row] = []
    for record in records:
        tags = tags_of(record)
        name = road_class(record, tags)
        if not is_usable(name, settings):
            left_out[record.file, name] += 1
            continue
        if is_unknown(name, settings):
            unknown[record.file, name] += 1
        rows += _rows(record, level_of(tags), name)
    points, findings = _node_points(rows, known_points)
    kept, faults = _sound(rows, points)
    return RowsRead(
        lines=_as_lines(kept, points),
        findings=findings + faults,
        left_out=left_out,
        unknown=unknown,
    )


def _rows(record: Record, level: int, name: str) -> Iterator[_Row]:
    start, end = cells.text(record, "from_node"), cells.text(record, "to_node")
    drawn: Sequence[Any] = _parts(record.geometry)
    if start and end and len(drawn) > 1:
        drawn = [shapely.LineString([p for line in drawn for p in line.coords])]
    for line in drawn or (_straight(record),):
        yield _Row(
            record=record,
            start=start,
            end=end,
            line=line,
            drawn=bool(drawn),
            level=level,
            road_class=name,
        )


def _parts(geometry: Any) -> Sequence[Any]:
    kind = cells.kind_of(geometry)
    if kind == "LineString":
        return (geometry,)
    return [part for part in geometry.geoms if not part.is_empty] if kind else ()


def _straight(record: Record) -> Any:
    start = _pair(record, "from_longitude", "from_latitude")
    end = _pair(record, "to_longitude", "to_latitude")
    return shapely.LineString([start, end]) if start and end else None


def _pair(record: Record, longitude: str, latitude: str) -> Point | None:
    x, y = cells.real(record, longitude), cells.real(record, latitude)
    return (x, y) if x is not None and y is not None else None


# --- faults ----------------------------------------------------------------------------------


def _node_points(
    rows: Iterable[_Row], known_points: Mapping[str, Point]
) -> tuple[dict[str, Point], list[Finding]]:
    """Return where every named node is, by its first row, else by what it is named after."""
    points: dict[str, Point] = {}
    named: set[str] = set()
    findings: list[Finding] = []
    for row in rows:
        if not (row.start or row.end):
            continue
        named |= {row.start, row.end} - {""}
        for node, point in zip((row.start, row.end), row.ends or (), strict=False):
            first = points.setdefault(node, point) if node else point
            if haversine_m(first, point) > _MOVED_M:
                findings.append(_moved(row.record, node, first, point))
    named -= points.keys()
    return points | {n: known_points[n] for n in sorted(named & known_points.keys())}, findings


def _moved(record: Record, node: str, first: Point, point: Point) -> Finding:
    return road_rules.ROAD_NODE_MOVES.finding(
        record.file,
        record.row,
        found=f"{node} at {_written(point)}",
        expected=f"{_written(first)} as in an earlier row",
        todo="correct the coordinates or give the second junction its own id",
    )


def _written(point: Point) -> str:
    return f"longitude {point[0]:.5f}, latitude {point[1]:.5f}"


def _sound(rows: Iterable[_Row], points: Mapping[str, Point]) -> tuple[list[_Row], list[Finding]]:
    """Return the rows that can be used, and the findings of all."""
    kept: list[_Row] = []
    findings: list[Finding] = []
    assumed, pointlike = Counter[str](), Counter[str]()
    pairs: set[tuple[str, str]] = set()
    for row in rows:
        fault = _fault(row, points)
        if fault is not None:
            pointlike[row.record.file] += (is_one := _is_one_place(row))
            if not is_one or pointlike[row.record.file] <= _LISTED:
                findings.append(fault)
            continue
        kept.append(row)
        if not row.drawn:
            findings += _doubts(row, points, pairs)
            assumed[row.record.file] += cells.real(row.record, "length_m") is None
        elif cells.real(row.record, "length_m") is not None:
            findings += _too_short(row, points)
    findings += [_assumed(file, count) for file, count in sorted(assumed.items()) if count]
    more = [(file, count - _LISTED) for file, count in sorted(pointlike.items())]
    findings += [_more_points(file, count) for file, count in more if count > 0]
    return kept, findings


def _fault(row: _Row, points: Mapping[str, Point]) -> Finding | None:
    """Return why a row cannot be used, None when it can."""
    record = row.record
    for column, node in (("from_node", row.start), ("to_node", row.end)):
        if node not in points and (node or row.line is None):
            return road_rules.ROAD_NODE_UNPLACED.finding(
                *record.at(column),
                found=node or "no node and no line",
                expected="a node with coordinates in this table, or the id of a PoP or place",
                todo="give the row its end coordinates or a line; the row is not used",
            )
    return _impossible(row, points) or _self_loop(row) or _impossible_length(record)


def _impossible(row: _Row, points: Mapping[str, Point]) -> Finding | None:
    """Return the finding of a road that does not lie on the globe."""
    places = [points[node] for node in (row.start, row.end) if node]
    west, south, east, north = shapely.MultiPoint(places).bounds if places else row.line.bounds
    if row.line is not None:
        low, high = row.line.bounds[:2], row.line.bounds[2:]
        west, south = min(west, low[0]), min(south, low[1])
        east, north = max(east, high[0]), max(north, high[1])
    if max(-west, east) <= 180 and max(-south, north) <= 90:
        return None
    return rules.POSITION_IMPOSSIBLE.finding(
        row.record.file,
        row.record.row,
        found=f"a road from {west:g}, {south:g} to {east:g}, {north:g}",
        expected="longitude within -180..180, latitude within -90..90",
        todo="set the layer's coordinate system and export it again; the row is not used",
    )


def _self_loop(row: _Row) -> Finding | None:
    """Return the finding of a row that leads nowhere; a ring drawn without names is a road."""
    named = bool(row.start) and row.start == row.end
    if not (named or _is_one_place(row)):
        return None
    return road_rules.ROAD_SELF_LOOP.finding(
        *row.record.at("to_node"),
        found=f"from {row.start or 'a point'} to itself",
        expected="two nodes",
        todo="correct the node id; the row is not used",
    )


def _more_points(file: str, count: int) -> Finding:
    """Return one finding of the lines of one point that are too many to list."""
    return road_rules.ROAD_SELF_LOOP.finding(
        file,
        found=f"{count:,} more lines of one point",
        expected="two nodes",
        todo="remove them from the layer; they are not used",
    )


def _is_one_place(row: _Row) -> bool:
    """Return whether all points of a line are one vertex, and no names make two of it."""
    if row.line is None or (row.start and row.end):
        return False
    west, south, east, north = (round(side * GRID) for side in row.line.bounds)
    return (west, south) == (east, north)


def _impossible_length(record: Record) -> Finding | None:
    length_m = cells.real(record, "length_m")
    if length_m is None or 0 < length_m <= _LONGEST_M:
        return None
    return road_rules.ROAD_LENGTH_IMPOSSIBLE.finding(
        *record.at("length_m"),
        found=cells.raw(record, "length_m") or f"{length_m:g}",
        expected="more than 0" if length_m <= 0 else "less than the way round the Earth",
        todo="correct the length or leave the cell empty; the row is not used",
    )


def _doubts(
    row: _Row, points: Mapping[str, Point], pairs: set[tuple[str, str]]
) -> Iterator[Finding]:
    """Yield what is doubtful about a row that is no drawn line."""
    yield from _too_short(row, points)
    pair = (min(row.start, row.end), max(row.start, row.end))
    if all(pair) and pair in pairs:
        yield road_rules.ROAD_REPEATED.finding(
            row.record.file,
            row.record.row,
            found=f"{row.start} to {row.end} again",
            expected="one row for each pair of nodes",
            todo="nothing, if both roads exist; the shorter is used",
        )
    pairs.add(pair)


def _too_short(row: _Row, points: Mapping[str, Point]) -> Iterator[Finding]:
    given_m = cells.real(row.record, "length_m")
    first, last = row.ends or (None, None)
    start, end = points.get(row.start, first), points.get(row.end, last)
    if given_m is None or start is None or end is None:
        return
    straight_m = haversine_m(start, end)
    if given_m < _SHORTER * straight_m - 1:
        yield road_rules.ROAD_SHORTER_THAN_STRAIGHT.finding(
            *row.record.at("length_m"),
            found=f"{given_m:.0f} m",
            expected=f"at least the straight line, {straight_m:.0f} m",
            todo="check the unit of the length and the position of both ends",
        )


def _assumed(file: str, count: int) -> Finding:
    return road_rules.ROAD_LENGTH_ASSUMED.finding(
        file,
        found=f"{count} road{'s' if count > 1 else ''} without a length",
        expected="length_m or length_km, or a line drawn along the road",
        todo="give lengths where trenches may be laid",
    )


# --- lines -----------------------------------------------------------------------------------


def _as_lines(rows: Sequence[_Row], points: Mapping[str, Point]) -> RoadLines:
    """Return rows as arrays; a row without coordinates runs straight between its nodes."""
    names = sorted({name for row in rows for name in (row.start, row.end) if name})
    index = {name: i for i, name in enumerate(names)} | {"": -1}
    shapes = [
        row.line
        if row.line is not None
        else shapely.LineString([points[row.start], points[row.end]])
        for row in rows
    ]
    classes = sorted({row.road_class for row in rows})
    number = {name: i for i, name in enumerate(classes)}
    coordinates, line_of = shapely.get_coordinates(shapes, return_index=True)
    return RoadLines(
        points=coordinates,
        line_of=line_of,
        start=np.asarray([index[row.start] for row in rows], dtype=np.int64),
        end=np.asarray([index[row.end] for row in rows], dtype=np.int64),
        given_um=np.asarray([_given_um(row.record) for row in rows], dtype=np.int64),
        level=np.asarray([row.level for row in rows], dtype=np.int64),
        road_class=np.asarray([number[row.road_class] for row in rows], dtype=np.int64),
        classes=classes,
        drawn=np.asarray([row.drawn for row in rows], dtype=bool),
        names=names,
        places={name: points[name] for name in names},
        rows=[(row.record.file, row.record.row) for row in rows],
    )


def _given_um(record: Record) -> int:
    """Return the length that a row gives in micrometres, -1 when it gives none."""
    length_m = cells.real(record, "length_m")
    return -1 if length_m is None else max(1, round(length_m * MICRO))
