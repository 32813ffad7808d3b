"""Tables of one project that lie in different parts of the world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sites import cells, row_rules
from sites.checks.evidence import Evidence, possible
from sites.distance import EARTH_RADIUS_M, Point, unit_vectors

if TYPE_CHECKING:
    from inventory.findings import Finding

MOST_APART_M = 500_000.0  # assumption: no country's sites lie so far from all of its network
_TABLES = ("places", "pops", "towers", "population")


def tables_apart(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every table no point of which lies anywhere near a site.

    The sites themselves are compared with the extent of the project's country.
    """
    sites = [point for _, _, point in evidence.surveyed]
    if not sites:
        return
    yield from _abroad(evidence)
    for table in _TABLES:
        for file, points in _points(evidence, table).items():
            nearest_m = _nearest_m(sites, points)
            if nearest_m > MOST_APART_M:
                yield row_rules.TABLES_APART.finding(
                    file,
                    found=f"{len(points)} points, the nearest {nearest_m / 1000:.0f} km from every"
                    " site",
                    expected=f"points within {MOST_APART_M / 1000:g} km of a site",
                    todo="name the file of the country of the sites; longitude comes before"
                    " latitude",
                )


def _abroad(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every file of sites all of which lie in another country."""
    for file, points in evidence.abroad.items():
        longitude, latitude = points[0]
        yield row_rules.TABLES_APART.finding(
            file,
            found=f"{len(points)} points, none of them in {evidence.country.upper()}; the first at"
            f" longitude {longitude:g}, latitude {latitude:g}",
            expected="points in the country of the project",
            todo="name the file of this country, or correct country under [project]; south and"
            " west are below zero; longitude comes before latitude",
        )


def _points(evidence: Evidence, table: str) -> dict[str, list[Point]]:
    """Return the possible points of a table by its file; points in metres are told elsewhere."""
    found: dict[str, list[Point]] = {}
    for record in cells.records(evidence.tables, table):
        longitude, latitude = cells.point(record)
        if longitude is None or latitude is None or not possible(longitude, latitude):
            continue
        if (longitude, latitude) != (0.0, 0.0):
            found.setdefault(record.file, []).append((longitude, latitude))
    return found


def _nearest_m(sites: list[Point], points: list[Point]) -> float:
    """Return the metres between a table and the sites where they are nearest."""
    import numpy as np
    from scipy.spatial import KDTree

    chords, _ = KDTree(unit_vectors(sites)).query(unit_vectors(points))
    nearest = float(np.asarray(chords).min())
    return float(2 * EARTH_RADIUS_M * np.arcsin(min(1.0, nearest / 2)))
