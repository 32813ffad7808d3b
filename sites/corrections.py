"""Corrected positions: rows that stand in for the coordinates of a site's own row.

The source is never changed. A correction counts as a surveyed point; one that names no site of
the project, no possible point, or a site that has another correction, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.findings import Finding, error_rule, note_rule, rules_in
from inventory.values import suggestion
from sites import cells
from sites.distance import Point, haversine_m
from sites.site import Site

if TYPE_CHECKING:
    from inventory.records import Record

CORRECTION_SITE_UNKNOWN = error_rule(
    "correction.site_unknown",
    "A correction names a site that the inventory does not have",
    "A correction that reaches no site leaves the wrong position in the plan.",
)
CORRECTION_IMPOSSIBLE = error_rule(
    "correction.impossible",
    "A correction gives no possible position",
    "A site may not be moved to a point that does not exist, or to none.",
)
CORRECTION_REPEATED = error_rule(
    "correction.repeated",
    "A site has more than one correction",
    "Only one position can be right; the older row is to be deleted.",
)
POSITION_CORRECTED = note_rule(
    "position.corrected",
    "A site stands at a corrected position",
    "Whoever compares the plan with the source must know that they differ here.",
)
RULES = rules_in(globals())
_DELETE = "delete the row that does not hold"


def with_corrections(
    sites: Sequence[Record], corrections: Iterable[Record]
) -> tuple[list[Record], list[Finding]]:
    """Return the rows of sites with their corrected coordinates, and what is to be said.

    Coordinates are degrees, WGS 84. Rows without a correction are returned as they are.
    """
    known = {cells.text(record, "site_id"): record for record in sites}
    points: dict[str, Point] = {}
    findings: list[Finding] = []
    for correction in corrections:
        site = cells.text(correction, "site")
        if not site:
            continue  # a required cell that is empty: told elsewhere
        if site not in known:
            findings.append(_unknown(correction, site, known))
        elif (point := _possible_point(correction)) is None:
            findings.append(_impossible(correction))
        elif site in points:
            findings.append(
                CORRECTION_REPEATED.finding(
                    *correction.at("site"), found=site, expected="one correction", todo=_DELETE
                )
            )
        else:
            points[site] = point
            findings.append(_told(correction, known[site], point))
    return [_moved(record, points) for record in sites], findings


def with_stated(site: Site, own: Record) -> Site:
    """Return a corrected site with the position of its own row, where that is one."""
    longitude, latitude = cells.point(own)
    if longitude is None or latitude is None or abs(longitude) > 180 or abs(latitude) > 90:
        return replace(site, corrected=True)
    return replace(site, corrected=True, stated_position=(longitude, latitude))


def _possible_point(correction: Record) -> Point | None:
    """Return the point of a correction, None where it gives none or none on the globe."""
    longitude, latitude = cells.point(correction)
    if longitude is None or latitude is None or (longitude, latitude) == (0.0, 0.0):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _moved(record: Record, points: Mapping[str, Point]) -> Record:
    point = points.get(cells.text(record, "site_id"))
    if point is None:
        return record
    values = {**record.values, "longitude": point[0], "latitude": point[1]}
    return replace(record, values=values, geometry=None)


def _unknown(correction: Record, site: str, known: Mapping[str, Record]) -> Finding:
    near = suggestion(site, known)
    todo = f"write {near}" if near else "correct the target"
    return CORRECTION_SITE_UNKNOWN.finding(
        *correction.at("site"), found=site, expected="the id of a site", todo=todo
    )


def _impossible(correction: Record) -> Finding:
    found = ", ".join(cells.raw(correction, name) or "–" for name in ("latitude", "longitude"))
    return CORRECTION_IMPOSSIBLE.finding(
        *correction.at("longitude"),
        found=found,
        expected="longitude and latitude in degrees, such as 106.91758 and 47.91850",
        todo="write both, or delete the row",
    )


def _told(correction: Record, record: Record, point: Point) -> Finding:
    longitude, latitude = cells.point(record)
    was = "no coordinates"
    if longitude is not None and latitude is not None:
        was = f"{latitude:g}, {longitude:g}"
        if abs(longitude) <= 180 and abs(latitude) <= 90:
            was += f", {haversine_m((longitude, latitude), point) / 1000:.1f} km from there"
    site = f"{cells.text(record, 'site_id')} {cells.text(record, 'name')}".strip()
    told = POSITION_CORRECTED.finding(
        *correction.at("longitude"),
        found=f"{point[1]:g}, {point[0]:g} instead of {was}",
        expected="",
        todo="correct the source when it is written anew",
    )
    return replace(told, site=site)
