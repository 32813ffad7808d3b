"""Boundary polygons of aimags and soums: in which of them a point lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inventory.files.vectors.crossings import repaired
from sites import cells, rules
from sites.network import Boundary

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record
    from sites.places import Gazetteer


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """All outlines of a project, with an index for looking points up."""

    areas: tuple[Boundary, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Boundary]:
        """Outlines of known places by place code."""
        return {area.code: area for area in self.areas if area.known}

    @cached_property
    def _tree(self) -> Any:
        from shapely import STRtree

        return STRtree([area.geometry for area in self.areas])

    def around(self, longitude: float, latitude: float) -> tuple[Boundary, ...]:
        """Return the areas that hold a point, its edge included."""
        if not self.areas:
            return ()
        from shapely import Point

        hits = self._tree.query(Point(longitude, latitude), predicate="intersects")
        return tuple(self.areas[i] for i in sorted(int(i) for i in hits))

    def metres_outside(self, longitude: float, latitude: float) -> float:
        """Return how far a point lies outside all areas, 0 inside one or when there are none."""
        if not self.areas or self.around(longitude, latitude):
            return 0.0
        from shapely import Point

        point = Point(longitude, latitude)
        nearest = self.areas[int(self._tree.nearest(point))].geometry
        return metres_to(nearest, longitude, latitude)


def metres_to(geometry: Any, longitude: float, latitude: float) -> float:
    """Return the distance in metres from a point to a shape, good to a few per cent nearby."""
    from shapely import Point
    from shapely.ops import nearest_points

    from sites.distance import haversine_m

    near, _ = nearest_points(geometry, Point(longitude, latitude))
    return haversine_m((longitude, latitude), (float(near.x), float(near.y)))


def read_boundaries(
    records: Iterable[Record], gazetteer: Gazetteer
) -> tuple[Boundaries, list[Finding]]:
    """Return the outlines of the boundaries table, matched to places by code."""
    areas: list[Boundary] = []
    findings: list[Finding] = []
    for record in records:
        code, level = cells.text(record, "code"), cells.text(record, "level")
        geometry, finding = sound_polygon(record, code)
        findings += [finding] if finding else []
        if geometry is None:
            continue
        place = gazetteer.coded(code, level)
        if place is None and gazetteer.places:
            findings.append(_unknown(record, code))
        areas.append(
            Boundary(
                code=place.code if place else code,
                level=level,
                known=place is not None,
                geometry=geometry,
            )
        )
    return Boundaries(areas=tuple(areas)), findings


def sound_polygon(record: Record, name: str) -> tuple[Any | None, Finding | None]:
    """Return a row's polygon, repaired when it crosses itself, and the finding about that.

    A missing polygon is an error of the table already; one that crosses itself in too many places
    is one here, and None.
    """
    geometry = record.geometry
    if cells.kind_of(geometry) not in ("Polygon", "MultiPolygon"):
        return None, None
    if geometry.is_valid:
        return geometry, None
    mended, found = repaired(geometry), f"the outline of {name or 'this area'} crosses itself"
    where, expected = (record.file, record.row), "a simple polygon"
    if mended is None:
        found += " in too many places"
        todo = "draw the outline again, or remove the row"
        tangled = rules.BOUNDARY_TANGLED
        return None, tangled.finding(*where, found=found, expected=expected, todo=todo)
    todo = "repair it in a GIS; a repaired copy is used here"
    crossing = rules.BOUNDARY_CROSSING
    return mended, crossing.finding(*where, found=found, expected=expected, todo=todo)


def _unknown(record: Record, code: str) -> Finding:
    return rules.BOUNDARY_UNKNOWN.finding(
        *record.at("code"),
        found=code or "no code",
        expected="a code of the places table",
        todo="add the place, or its code as nso_code or cod_code",
    )
