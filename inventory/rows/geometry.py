"""The geometry of a row: from its layer or its text, of the kind its table takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inventory import rules
from inventory.binding import Binding
from inventory.coordinate_systems import to_wgs84
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, is_filled
from inventory.files.vectors.shapes import astray, closed_area, from_wkt
from inventory.schema.column import Shape, Table
from inventory.values import Cell, cell_text, shorten

_GEOMETRY_TYPES: Mapping[Shape, tuple[str, ...]] = {
    Shape.NONE: (),
    Shape.POINT: ("Point", "MultiPoint", "Polygon", "MultiPolygon"),
    Shape.LINE: ("LineString", "MultiLineString"),
    Shape.AREA: ("Polygon", "MultiPolygon"),
}


def geometry_of(
    table: Table,
    row: RawRow,
    cells: Sequence[Cell],
    binding: Binding,
    values: dict[str, Any],
    crs: str | None,
    findings: FileFindings,
) -> Any:
    """Return the geometry of a row, None when it has none the table can use."""
    if table.shape is Shape.NONE:
        return None
    geometry = row.geometry
    if binding.wkt is not None and is_filled(cells[binding.wkt]):
        geometry = _from_wkt(cell_text(cells[binding.wkt]), row.number, findings)
        if geometry is not None and crs is not None:
            (geometry,), _ = to_wgs84([geometry], crs, findings.file)
        if geometry is None:
            return None
    if geometry is None:
        if table.needs_geometry:
            _note_geometry(row.number, "no geometry", table, findings)
        return None
    if table.shape is not Shape.LINE:
        geometry = closed_area(geometry)
    if geometry.geom_type not in _GEOMETRY_TYPES[table.shape]:
        is_line = "Line" in geometry.geom_type and table.shape is not Shape.LINE
        what = f"an open {geometry.geom_type}" if is_line else geometry.geom_type
        _note_geometry(row.number, what, table, findings)
        return None
    if table.shape is Shape.POINT:
        _place(geometry, values)
    return geometry


def _from_wkt(text: str, row: int, findings: FileFindings) -> Any:
    """Return a geometry written as text (WKT)."""
    geometry = from_wkt(text)
    if geometry is None or geometry.is_empty or astray([geometry]):
        findings.add(
            rules.GEOMETRY_UNREADABLE,
            row,
            "geometry",
            found=shorten(text),
            expected="a geometry as text such as POINT (106.9 47.9)",
            todo="export the geometry again",
        )
        return None
    return geometry


def _note_geometry(row: int, found: str, table: Table, findings: FileFindings) -> None:
    """Record a geometry that is missing or of the wrong type."""
    expected = " or ".join(_GEOMETRY_TYPES[table.shape])
    findings.add(
        rules.GEOMETRY_UNREADABLE,
        row,
        "geometry",
        found=found,
        expected=expected,
        todo="draw the feature again, or remove the row",
    )


def _place(geometry: Any, values: dict[str, Any]) -> None:
    """Fill empty longitude and latitude from a point, or from a point inside an area."""
    point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
    if values["longitude"] is None and values["latitude"] is None:
        values["longitude"], values["latitude"] = point.x, point.y
