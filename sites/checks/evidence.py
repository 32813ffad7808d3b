"""Everything that the rules about sites look at, and the measures several of them share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sites import cells
from sites.checks.country_boxes import ROUGH_BOXES, Box
from sites.distance import Point, RoadIndex
from sites.nearest.points import PointIndex
from sites.site import CoordinateQuality, Site

if TYPE_CHECKING:
    from inventory.findings import Finding, Rule
    from inventory.records import Record, TableRead
    from sites.read import SitesRead

COUNTRY_BOXES: Mapping[str, Box] = {
    "MN": (87.70, 41.55, 119.95, 52.20),  # OCHA COD-AB adm0, rounded outward
}
"""Extents of countries to the hundredth; others take that of their boundaries or places."""
_PLACES_MARGIN_DEGREES = 2.0
_LEAST_METRES = 1_000.0  # nearer to its origin no projected coordinate of a site lies
POINT_TABLES = ("sites", "places", "pops", "towers")
POP_TO_ROAD_M = 20_000.0  # farther from every road a PoP lights none


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The rows, the sites read from them, the network, and what they are compared with."""

    tables: Mapping[str, TableRead]
    read: SitesRead
    country: str  # ISO 3166-1 alpha-2
    newest_date: str | None  # the newest price date in the data, YYYY-MM-DD; never the clock

    @property
    def rows(self) -> tuple[tuple[Record, Site], ...]:
        """Every site beside its row."""
        return self.read.rows

    @cached_property
    def by_id(self) -> dict[str, Site]:
        """Sites by id, the first row of an id."""
        found: dict[str, Site] = {}
        for _, site in self.rows:
            found.setdefault(site.id, site)
        return found

    @cached_property
    def surveyed(self) -> tuple[tuple[Record, Site, Point], ...]:
        """Every row whose site stands at its own possible coordinates."""
        return tuple(
            (record, site, (site.longitude, site.latitude))
            for record, site in self.rows
            if site.coordinate_quality is CoordinateQuality.SURVEYED
            and site.longitude is not None
            and site.latitude is not None
            and possible(site.longitude, site.latitude)
        )

    @cached_property
    def box(self) -> Box | None:
        """The extent of the country, or None when nothing tells it."""
        known = COUNTRY_BOXES.get(self.country.upper())
        return known or self._boundary_box() or self._places_box() or self.rough_box

    @property
    def rough_box(self) -> Box | None:
        """The extent of the country in whole degrees; what lies outside is abroad."""
        return ROUGH_BOXES.get(self.country.upper())

    @cached_property
    def is_guessed(self) -> bool:
        """Whether the extent is only guessed from the places of the project."""
        return self.country.upper() not in COUNTRY_BOXES and self._boundary_box() is None

    def _boundary_box(self) -> Box | None:
        bounds = [area.geometry.bounds for area in self.read.boundaries.areas]
        if not bounds:
            return None
        west, south, east, north = zip(*bounds, strict=True)
        return min(west) - 0.1, min(south) - 0.1, max(east) + 0.1, max(north) + 0.1

    def _places_box(self) -> Box | None:
        points = list(self.centres.points)
        if len(points) < 2:
            return None
        xs, ys = zip(*points, strict=True)
        margin = _PLACES_MARGIN_DEGREES
        return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin

    @cached_property
    def projected_files(self) -> Mapping[str, Sequence[tuple[str, Record]]]:
        """Table and row of every point in metres, by file, where most points are."""
        counts: dict[str, int] = defaultdict(int)
        found: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for table in POINT_TABLES:
            for record in cells.records(self.tables, table):
                x, y = cells.point(record)
                if x is not None and y is not None:
                    counts[record.file] += 1
                    if is_metres((x, y)):
                        found[record.file].append((table, record))
        return {file: rows for file, rows in found.items() if 2 * len(rows) >= counts[file]}

    def inside_box(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies in the country's extent; true when that is unknown."""
        return _inside(self.box, longitude, latitude)

    def is_at_home(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies in the country's rough extent, or inside its boundaries."""
        box = self.rough_box if self._boundary_box() is None else self._boundary_box()
        return _inside(box, longitude, latitude)

    @cached_property
    def abroad(self) -> Mapping[str, Sequence[Point]]:
        """The points of every file of sites all of which lie in another country, as written."""
        found: dict[str, list[Point]] = defaultdict(list)
        for record, _, point in self.surveyed:
            found[record.file].append(point)
        return {
            file: points
            for file, points in found.items()
            if not any(self.is_at_home(*p) or self.is_swapped(*p) for p in points)
        }

    def is_swapped(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies in the country only with its coordinates exchanged."""
        box = self.box if self.rough_box is None or not self.is_guessed else self.rough_box
        return not _inside(box, longitude, latitude) and _inside(box, latitude, longitude)

    @cached_property
    def centres(self) -> PointIndex:
        """Soum centres, or those of aimags where no soum has one, by place code."""
        located = [p for p in self.read.gazetteer.soums if p.longitude is not None]
        located = located or [p for p in self.read.gazetteer.aimags if p.longitude is not None]
        return PointIndex.of(
            {
                p.code: (p.longitude, p.latitude)
                for p in located
                if p.longitude is not None and p.latitude is not None
            }
        )

    @cached_property
    def road_of_pops(self) -> Mapping[str, str | None]:
        """For each PoP a node of the road that it lights, None when no road is near."""
        network = self.read.network
        if not network.roads:
            return {}
        index = RoadIndex(network.roads)
        taps = {p.id: index.tap((p.longitude, p.latitude), POP_TO_ROAD_M) for p in network.pops}
        return {pop_id: tap.start if tap is not None else None for pop_id, tap in taps.items()}

    def cell(
        self, rule: Rule, site_row: Record, column: str, expected: str, todo: str, found: str = ""
    ) -> Finding:
        """Return a finding at one cell, its text as the file writes it unless `found` says more."""
        return rule.finding(
            *site_row.at(column),
            found=found or cells.raw(site_row, column) or cells.text(site_row, column),
            expected=expected,
            todo=todo,
        )


Check = Callable[[Evidence], Iterator["Finding"]]
"""One thing looked for: a pure function from the evidence to findings."""


def is_metres(point: Point) -> bool:
    """Return whether two figures cannot be degrees but may be metres of a projection."""
    return not possible(*point) and all(abs(figure) >= _LEAST_METRES for figure in point)


def possible(longitude: float, latitude: float) -> bool:
    """Return whether a point can lie on the globe."""
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def groups(pairs: Iterator[tuple[str, Record]]) -> dict[str, list[Record]]:
    """Return rows grouped by key, keys in order of first appearance, "" left out."""
    found: dict[str, list[Record]] = defaultdict(list)
    for key, record in pairs:
        if key:
            found[key].append(record)
    return found


def _inside(box: Box | None, longitude: float, latitude: float) -> bool:
    """Return whether a point lies in an extent; true when that is unknown."""
    if box is None:
        return True
    west, south, east, north = box
    return west <= longitude <= east and south <= latitude <= north
