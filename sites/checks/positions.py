"""Rules about where sites, places and network nodes are said to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from inventory.place_words import in_words
from sites import cells, row_rules, rules
from sites.boundaries import metres_to
from sites.checks.evidence import Evidence, is_metres, possible
from sites.distance import Point, haversine_m
from sites.network import Boundary
from sites.site import Site

if TYPE_CHECKING:
    from inventory.findings import Finding, Rule
    from inventory.records import Record

BOUNDARY_TOLERANCE_M = 2_000.0  # national polygons are simplified by about a kilometre
SHARED_BY = 5  # sites on one identical point
FAR_FROM_CENTRE_M = 60_000.0  # most soums reach less far from their centre
MUCH_NEARER = 3  # times nearer to another soum's centre than to its own

_Fault = Callable[[Evidence, "Record", Point], "Finding | None"]


def site_positions(evidence: Evidence) -> Iterator[Finding]:
    """Yield the first fault of every site's own coordinates."""
    for record, site in evidence.rows:
        longitude, latitude = cells.point(record)
        if longitude is None or latitude is None:
            continue
        if is_metres((longitude, latitude)) and record.file in evidence.projected_files:
            continue  # told once for the file
        fault = _first_fault(evidence, record, (longitude, latitude))
        fault = fault or _outside_soum(evidence, record, site, (longitude, latitude))
        if fault is not None:
            yield fault


def _first_fault(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    faults: tuple[_Fault, ...] = (_zero, _swapped, _impossible, _outside_country)
    for fault in (*faults, _outside_boundaries):
        finding = fault(evidence, record, point)
        if finding is not None:
            return finding
    return None


def _zero(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    if point != (0.0, 0.0):
        return None
    expected = "coordinates, or empty cells where unknown"
    return evidence.cell(
        rules.POSITION_ZERO, record, "longitude", expected, "clear both cells", "0, 0"
    )


def _swapped(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    longitude, latitude = point
    if not evidence.is_swapped(longitude, latitude):
        return None
    found = f"longitude {longitude:g}, latitude {latitude:g}"
    expected = f"longitude {latitude:g}, latitude {longitude:g}"
    todo = "exchange the two cells, or the two columns in kholboo.toml"
    return evidence.cell(rules.POSITION_SWAPPED, record, "longitude", expected, todo, found)


def _impossible(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    if possible(*point):
        return None
    column = "latitude" if abs(point[0]) <= 180 else "longitude"
    expected = "-90 to 90 degrees" if column == "latitude" else "-180 to 180 degrees"
    todo = "write decimal degrees such as 47.91850; look for a lost decimal point"
    return evidence.cell(rules.POSITION_IMPOSSIBLE, record, column, expected, todo)


def _outside_country(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    if evidence.inside_box(*point) or record.file in evidence.abroad:  # told once for the file
        return None
    return evidence.cell(
        row_rules.POSITION_OUTSIDE_GUESS if evidence.is_guessed else rules.POSITION_OUTSIDE_COUNTRY,
        record,
        "longitude",
        _extent(evidence),
        _OF_A_GUESS if evidence.is_guessed else "look for a wrong digit",
        f"longitude {point[0]:g}, latitude {point[1]:g}",
    )


_OF_A_GUESS = "look for a wrong digit; if the point is right, add its place or [tables.boundaries]"


def _extent(evidence: Evidence) -> str:
    if evidence.box is None:
        return "a point in the country"
    west, south, east, north = evidence.box
    around = ", the project's country" if evidence.box == evidence.rough_box else ""
    if evidence.is_guessed and not around:
        around = ", two degrees around the places of the project"
    return f"longitude {west:g} to {east:g}, latitude {south:g} to {north:g}{around}"


def _outside_boundaries(evidence: Evidence, record: Record, point: Point) -> Finding | None:
    metres = evidence.read.boundaries.metres_outside(*point)
    if metres <= BOUNDARY_TOLERANCE_M:
        return None
    return evidence.cell(
        rules.POSITION_OUTSIDE_BOUNDARIES,
        record,
        "longitude",
        "a point inside a boundary polygon",
        "check the coordinates on a map",
        f"longitude {point[0]:g}, latitude {point[1]:g}, {metres / 1000:.0f} km outside",
    )


def _outside_soum(evidence: Evidence, record: Record, site: Site, point: Point) -> Finding | None:
    codes = evidence.read.boundaries.by_code
    own = codes.get(site.soum) or codes.get(site.aimag)
    if own is None:
        return _nearer_to_another(evidence, record, site, point)
    around = evidence.read.boundaries.around(*point)
    metres = 0.0 if own in around else metres_to(own.geometry, *point)
    if metres <= BOUNDARY_TOLERANCE_M:
        return None
    where = f"{_area_names(evidence, own, around)}, {metres / 1000:.1f} km outside"
    return _misplaced(evidence, record, site, where)


def _area_names(evidence: Evidence, own: Boundary, around: tuple[Boundary, ...]) -> str:
    inside = [a.code for a in around if a.known and a.level == own.level]
    names = [evidence.read.gazetteer.by_code[code].name for code in inside]
    return f"lies in {' and '.join(names)}" if names else "lies in no known one"


def _misplaced(evidence: Evidence, record: Record, site: Site, where: str) -> Finding:
    found = f"the point {where}"
    expected = f"a point in {site.aimag_name} {site.soum_name}".rstrip()
    todo = in_words("correct the coordinates or the {subregion}")
    return evidence.cell(rules.POSITION_OUTSIDE_SOUM, record, "soum", expected, todo, found)


def _nearer_to_another(
    evidence: Evidence, record: Record, site: Site, point: Point
) -> Finding | None:
    centre = evidence.read.gazetteer.by_code.get(site.soum)
    if centre is None or centre.longitude is None or centre.latitude is None:
        return None
    own_m = haversine_m(point, (centre.longitude, centre.latitude))
    nearest = evidence.centres.nearest(point) if own_m > FAR_FROM_CENTRE_M else None
    if nearest is None or nearest[1] * MUCH_NEARER > own_m:
        return None
    other = evidence.read.gazetteer.by_code[nearest[0]].name
    where = f"lies {own_m / 1000:.0f} km from its centre, {nearest[1] / 1000:.0f} km from {other}"
    return _misplaced(evidence, record, site, where)


def shared_points(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every point that five or more sites share."""
    shared: dict[Point, list[tuple[Record, Site]]] = defaultdict(list)
    for record, site, point in evidence.surveyed:
        shared[point].append((record, site))
    for point, rows in sorted(shared.items()):
        if len(rows) >= SHARED_BY and point != (0.0, 0.0):
            ids = [site.id for _, site in rows]
            more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
            yield evidence.cell(
                rules.POSITION_SHARED,
                rows[0][0],
                "longitude",
                "a point for each building",
                "survey them, or clear the coordinates so that they count as unknown",
                f"{len(ids)} sites at {point[0]:g}, {point[1]:g}: {', '.join(ids[:3])}{more}",
            )


def coarse_points(evidence: Evidence) -> Iterator[Finding]:
    """Yield a note for every site whose two coordinates have fewer than three decimals."""
    for record, _, point in evidence.surveyed:
        if point != (0.0, 0.0) and all(round(degrees, 2) == degrees for degrees in point):
            found = f"{point[0]:g}, {point[1]:g}"
            expected = "at least four decimals"
            todo = "survey the site when it is visited"
            yield evidence.cell(rules.POSITION_COARSE, record, "longitude", expected, todo, found)


def other_points(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every place, PoP and tower outside the country."""
    outside = rules.NETWORK_OUTSIDE_COUNTRY
    for table, rule in (
        ("places", rules.PLACE_OUTSIDE_COUNTRY),
        ("pops", outside),
        ("towers", outside),
    ):
        for record in cells.records(evidence.tables, table):
            yield from _outside(evidence, record, rule)


def _outside(evidence: Evidence, record: Record, rule: Rule) -> Iterator[Finding]:
    longitude, latitude = cells.point(record)
    if longitude is None or latitude is None:
        return
    swapped = evidence.is_swapped(longitude, latitude)
    if evidence.inside_box(longitude, latitude) and not swapped:
        return
    if is_metres((longitude, latitude)) and record.file in evidence.projected_files:
        return
    is_guess = evidence.is_guessed and not swapped and possible(longitude, latitude)
    todo = _OF_A_GUESS if is_guess else "look for a wrong digit"
    yield evidence.cell(
        row_rules.POSITION_OUTSIDE_GUESS if is_guess else rule,
        record,
        "longitude",
        _extent(evidence),
        "exchange longitude and latitude" if swapped else todo,
        f"longitude {longitude:g}, latitude {latitude:g}",
    )
