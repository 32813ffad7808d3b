"""GeoJSON read within limits: features with their properties and shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inventory.coordinate_systems import to_wgs84
from inventory.files import json_records
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, RawTable
from inventory.files.limits import Meter, TooLarge, check_columns
from inventory.files.vectors.layer_faults import bad_geometry, damaged, failed
from inventory.files.vectors.shapes import astray
from inventory.values import Cell


def read_geojson(
    data: bytes, file: str, crs: str | None = None, meter: Meter | None = None
) -> RawTable:
    """Return the features of a GeoJSON file; row numbers count features from 1.

    A declared coordinate system, here and below, is believed more than the file's own.
    """
    try:
        return _geojson(data, file, crs, meter or Meter())
    except TooLarge as error:
        return failed(error.finding(file))


def _geojson(data: bytes, file: str, crs: str | None, meter: Meter) -> RawTable:
    """Return the features of a GeoJSON file; raises TooLarge beyond a limit."""
    meter.require(_parsed_bytes(data))
    try:
        document = json_records.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return failed(damaged(file, "GeoJSON in UTF-8", "letters that are not UTF-8"))
    except (ValueError, RecursionError) as error:
        return failed(damaged(file, "GeoJSON", str(error)))
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        records = None if isinstance(document, dict) and "features" in document else document
        found = json_records.find_records(records)
        if found is None:
            what = "no list of features, and no single list of records"
            return failed(damaged(file, "a GeoJSON FeatureCollection", what))
        return json_records.read_records(found, meter)
    meter.check_rows(len(features))
    headers = _property_names(features)
    unread = FileFindings(file)
    geometries = _shapes(features, unread)
    findings = unread.all()
    meter.add_geometries(geometries)
    geometries, notes = to_wgs84(geometries, crs or _crs_member(document), file)
    rows = []
    for number, (feature, geometry) in enumerate(zip(features, geometries, strict=True), 1):
        cells = _properties(feature, headers)
        meter.add_row(cells)
        rows.append(RawRow(number, cells, geometry))
    return RawTable(headers=headers, rows=rows, findings=findings + notes, has_geometry=True)


def _parsed_bytes(data: bytes) -> int:
    """Return about how much memory a JSON text takes when it is parsed."""
    lists, objects, values = (data.count(mark) for mark in (b"[", b"{", b","))
    return 4 * len(data) + 72 * lists + 232 * objects + 64 * values


def _property_names(features: Iterable[object]) -> tuple[str, ...]:
    """Return the names of all properties, in the order they first occur.

    Raises TooLarge when there are more than a table has columns.
    """
    names: dict[str, None] = {}
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            names.update(dict.fromkeys(properties))
            check_columns(len(names))
    return tuple(names)


def _properties(feature: object, headers: Sequence[str]) -> list[Cell]:
    """Return the cells of one feature."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return [None] * len(headers)
    return [json_records.plain(properties.get(name)) for name in headers]


def _shapes(features: Sequence[object], findings: FileFindings) -> list[Any]:
    """Return the geometry of every feature, None where it has none or a damaged one."""
    shapes: list[Any] = []
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict):
            bad_geometry(findings, number, "a feature that is not an object")
            shapes.append(None)
            continue
        shapes.append(_shape(feature.get("geometry"), number, findings))
    return shapes


def _shape(geometry: object, number: int, findings: FileFindings) -> Any:
    """Return a GeoJSON geometry as shapely holds it."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        bad_geometry(findings, number, "a geometry that is not an object")
        return None
    try:
        found = shape(geometry)
        if found.is_empty:
            return None
        if not astray([found]):
            return found
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        bad_geometry(findings, number, str(error) or type(error).__name__)
        return None
    except (RecursionError, OverflowError):
        pass
    bad_geometry(findings, number, "coordinates that are not finite")
    return None


def _crs_member(document: Mapping[str, Any]) -> str:
    """Return the coordinate system an old GeoJSON file names; the standard knows only WGS 84."""
    member = document.get("crs")
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else "OGC:CRS84"
