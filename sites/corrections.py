"""Corrected positions: rows that stand in for the coordinates of a site's own row.

The source is never changed. A correction counts as a surveyed point; one that names no site of
the project, no possible point, or a site that has another correction, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.findings import Finding, Rule, Severity
from inventory.values import suggestion
from sites import cells
from sites.distance import Point, haversine_m
from sites.site import Site

if TYPE_CHECKING:
    from inventory.records import Record

CORRECTION_SITE_UNKNOWN = Rule(
    id="correction.site_unknown",
    severity=Severity.ERROR,
    title="A correction names a site that the inventory does not have",
    why="A correction that reaches no site leaves the wrong position in the plan.",
)
CORRECTION_IMPOSSIBLE = Rule(
    id="correction.impossible",
    severity=Severity.ERROR,
    title="A correction gives no possible position",
    why="A site may not be moved to a point that does not exist, or to none.",
)
CORRECTION_REPEATED = Rule(
    id="correction.repeated",
    severity=Severity.ERROR,
    title="A site has more than one correction",
    why="Only one position can be right; the older row is to be deleted.",
)
POSITION_CORRECTED = Rule(
    id="position.corrected",
    severity=Severity.NOTE,
    title="A site stands at a corrected position",
    why="Whoever compares the plan with the source must know that they differ here.",
)
RULES = (
    CORRECTION_SITE_UNKNOWN,
    CORRECTION_IMPOSSIBLE,
    CORRECTION_REPEATED,
    POSITION_CORRECTED,
)
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
                cells.finding_at(
                    CORRECTION_REPEATED, correction, "site", site, "one correction", _DELETE
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
    return cells.finding_at(
        CORRECTION_SITE_UNKNOWN, correction, "site", site, "the id of a site", todo
    )


def _impossible(correction: Record) -> Finding:
    found = ", ".join(cells.raw(correction, name) or "–" for name in ("latitude", "longitude"))
    return cells.finding_at(
        CORRECTION_IMPOSSIBLE,
        correction,
        "longitude",
        found,
        "longitude and latitude in degrees, such as 106.91758 and 47.91850",
        "write both, or delete the row",
    )


def _told(correction: Record, record: Record, point: Point) -> Finding:
    longitude, latitude = cells.point(record)
    was = "no coordinates"
    if longitude is not None and latitude is not None:
        was = f"{latitude:g}, {longitude:g}"
        if abs(longitude) <= 180 and abs(latitude) <= 90:
            was += f", {haversine_m((longitude, latitude), point) / 1000:.1f} km from there"
    site = f"{cells.text(record, 'site_id')} {cells.text(record, 'name')}".strip()
    told = cells.finding_at(
        POSITION_CORRECTED,
        correction,
        "longitude",
        f"{point[1]:g}, {point[0]:g} instead of {was}",
        "",
        "correct the source when it is written anew",
    )
    return replace(told, site=site)
