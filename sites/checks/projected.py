"""Coordinates that are metres of a map projection: recognised, and its system guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sites import cells, row_rules
from sites.checks.evidence import Evidence, possible
from sites.distance import Point, haversine_m

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

_SAMPLE = 12  # points by which systems are compared
_ZONES = 60
_GAUSS_KRUGER = (28400, 4, 32)  # EPSG code of zone 0 (Pulkovo 1942), first and last zone
_UTM = (32600, 32700)  # EPSG code of zone 0 (WGS 84), north and south
_WEB = 3857
_FARTHEST_M = 300_000.0  # from its soum's centre, on average: farther, no system fits


def projected(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every file whose coordinates are metres, with a likely system."""
    for rows in evidence.projected_files.values():
        table, record = rows[0]
        x, y = _point(record)
        yield evidence.cell(
            row_rules.POSITION_PROJECTED,
            record,
            "longitude",
            "degrees, or the coordinate system of these metres",
            _todo(evidence, table, rows),
            f"{x:.10g}, {y:.10g}; rows with such figures: {len(rows)}",
        )


def _point(record: Record) -> Point:
    x, y = cells.point(record)
    return (x or 0.0, y or 0.0)


def _todo(evidence: Evidence, table: str, rows: Sequence[tuple[str, Record]]) -> str:
    """Return how to name the system: the likeliest one where the country tells it."""
    records = [record for _, record in rows[:: max(1, len(rows) // _SAMPLE)]][:_SAMPLE]
    fitting = _likely(evidence, [_point(record) for record in records], records)
    if fitting is None:
        return f'ask which system it is and set crs = "EPSG:..." in [tables.{table}]'
    code, is_northing_first = fitting
    todo = f'set crs = "EPSG:{code}" in [tables.{table}] if the map system is that'
    if not is_northing_first:
        return todo
    x, y = (cells.header(records[0], column) for column in ("longitude", "latitude"))
    return f'{todo}, with columns = {{ longitude = "{y}", latitude = "{x}" }}'


def _likely(
    evidence: Evidence, points: Sequence[Point], records: Sequence[Record]
) -> tuple[int, bool] | None:
    """Return the system in which the points lie nearest to where they are said to be."""
    centres = _centres(evidence, records)
    best: tuple[float, int, bool] | None = None
    for code in _codes(evidence):
        for is_northing_first in (False, True):
            placed = _transformed(points, code, is_northing_first)
            if placed is None or not all(evidence.inside_box(*p) for p in placed):
                continue
            metres = _mean_m(evidence, placed, centres)
            if metres is not None and (best is None or metres < best[0] - 1):
                best = (metres, code, is_northing_first)
    return None if best is None or best[0] > _FARTHEST_M else best[1:]


def _codes(evidence: Evidence) -> Iterator[int]:
    """Yield the EPSG codes of systems that are used where the country lies."""
    if evidence.box is None:
        return
    west, south, east, north = evidence.box
    for base in (_UTM[0],) * (north > 0) + (_UTM[1],) * (south < 0):
        yield from (base + z for z in range(_zone(west), min(_zone(east), _ZONES) + 1))
    base, first, last = _GAUSS_KRUGER
    zones = range(max(first, int(west // 6) + 1), min(last, int(east // 6) + 1) + 1)
    yield from (base + zone for zone in zones)
    yield _WEB


def _zone(longitude: float) -> int:
    return int((longitude + 180) // 6) + 1


def _transformed(points: Sequence[Point], code: int, is_northing_first: bool) -> list[Point] | None:
    """Return the points in degrees, None where the system cannot hold them."""
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        change = Transformer.from_crs(code, 4326, always_xy=True)
        x, y = ([p[axis] for p in points] for axis in (0, 1))
        found = change.transform(*((y, x) if is_northing_first else (x, y)), errcheck=True)
    except ProjError:
        return None
    placed = [(float(lon), float(lat)) for lon, lat in zip(*found, strict=True)]
    return placed if all(possible(*p) for p in placed) else None


def _centres(evidence: Evidence, records: Sequence[Record]) -> list[Point | None]:
    """Return the centre of the soum of each row, None where it is not known."""
    sites = {(site.file, site.row): site for _, site in evidence.rows}
    centres: list[Point | None] = []
    for record in records:
        site = sites.get((record.file, record.row))
        place = None if site is None else evidence.read.gazetteer.by_code.get(site.soum)
        known = place is not None and place.longitude is not None and place.latitude is not None
        centres.append((place.longitude, place.latitude) if known else None)  # type: ignore
    return centres


def _mean_m(
    evidence: Evidence, placed: Sequence[Point], centres: Sequence[Point | None]
) -> float | None:
    """Return how far points lie from their soums' centres, or else from the nearest centre."""
    metres = []
    for point, centre in zip(placed, centres, strict=True):
        if centre is not None:
            metres.append(haversine_m(point, centre))
        elif (nearest := evidence.centres.nearest(point)) is not None:
            metres.append(nearest[1])
    return sum(metres) / len(metres) if metres else None
