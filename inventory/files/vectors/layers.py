"""Layers: GeoJSON, GeoPackage and GeoParquet as tables whose rows carry a geometry in WGS 84."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import math
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inventory import rules
from inventory.coordinate_systems import to_wgs84
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, RawTable
from inventory.files.limits import Meter, TooLarge
from inventory.files.parquet_files import Columns, read_columns
from inventory.files.probe import survives
from inventory.files.vectors import geopackages
from inventory.files.vectors.layer_faults import bad_geometry, damaged, failed
from inventory.files.vectors.shapes import astray, from_wkb
from inventory.findings import Finding
from inventory.values import Cell, fold, shorten, suggestion

# -- GeoPackage -----------------------------------------------------------------------------------


def read_geopackage(
    path: Path, file: str, layer: str | None, table: str, crs: str | None, meter: Meter
) -> RawTable:
    """Return the rows of a GeoPackage layer; row numbers are its feature ids."""
    try:
        contents = geopackages.inspect(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what they say becomes findings
            return _open_geopackage(path, file, layer, table, crs, meter, contents)
    except (KeyboardInterrupt, SystemExit):
        raise
    except TooLarge as error:
        return failed(error.finding(file))
    except Exception as error:
        return failed(damaged(file, "a GeoPackage", str(error).replace(str(path), file)))


def _open_geopackage(
    path: Path,
    file: str,
    layer: str | None,
    table: str,
    crs: str | None,
    meter: Meter,
    contents: geopackages.Contents,
) -> RawTable:
    """Return the rows of the layer that holds a table; raises what GDAL raises."""
    if layer is not None and fold(layer) in map(fold, contents.views):
        return failed(_view(file, layer))
    names = [name for name in _layer_names(path) if name in contents.tables]
    chosen = _choose_layer(names, layer, table)
    if chosen is None:
        return failed(_which_layer(file, layer, names))
    geopackages.check_layer(path, chosen, meter)
    return layer_rows(path, chosen, file, meter, crs=crs)


def _view(file: str, layer: str) -> Finding:
    """Return the finding of a layer that is a view."""
    found = f"{shorten(layer)}, which is a view"
    expected = "a layer that is a table"
    todo = "export the layer to a GeoPackage of its own"
    return rules.FILE_LAYER.finding(file, found=found, expected=expected, todo=todo)


def _layer_names(path: Path) -> list[str]:
    """Return the layers of a GeoPackage."""
    import pyogrio

    return [str(row[0]) for row in pyogrio.list_layers(path)]


def _choose_layer(names: Sequence[str], wanted: str | None, table: str) -> str | None:
    """Return the named layer, the only one, or the one named like the table."""
    if wanted is not None:
        return next((name for name in names if fold(name) == fold(wanted)), None)
    if len(names) == 1:
        return names[0]
    return next((name for name in names if fold(name) == fold(table)), None)


def _which_layer(file: str, wanted: str | None, names: Sequence[str]) -> Finding:
    """Return the finding of a layer that is not there, or not named among several."""
    near = suggestion(wanted, names) if wanted else None
    found = f"no layer {shorten(wanted)}" if wanted else f"{len(names)} layers"
    expected = "one of the layers " + ", ".join(shorten(name, 40) for name in names)
    todo = f'set layer = "{near or "…"}" in kholboo.toml'
    return rules.FILE_LAYER.finding(file, found=found, expected=expected, todo=todo)


def layer_rows(
    path: Path,
    layer: str | None,
    file: str,
    meter: Meter,
    *,
    first_id: int = 1,
    crs: str | None = None,
    **options: Any,
) -> RawTable:
    """Return the rows of one layer, numbered by feature id; raises what GDAL raises.

    Ids that begin with 0 are counted from 1. Options are those of pyogrio: columns to read,
    `where` on rows, the encoding of texts.
    """
    from pyogrio.raw import read

    meta, ids, shapes, fields = read(path, layer=layer, return_fids=True, **options)
    meter.check_rows(len(ids))
    ids = ids + (1 - first_id)
    headers = tuple(str(name) for name in meta["fields"])
    count = len(ids)
    geometries: list[Any] = [None] * count
    findings: list[Finding] = []
    if shapes is not None:
        geometries = from_wkb(shapes)
        meter.add_geometries(geometries)
        findings += _lost_geometries(shapes, geometries, ids, file)
        geometries, notes = to_wgs84(geometries, crs or meta["crs"], file)
        findings += notes + _without_astray(geometries, ids, file)
    columns = [_cells(field) for field in fields]
    rows = _rows(columns, [int(i) for i in ids], geometries, meter)
    return RawTable(headers=headers, rows=rows, findings=findings, has_geometry=shapes is not None)


def _rows(
    columns: Sequence[Sequence[Cell]],
    numbers: Sequence[int],
    geometries: Sequence[Any],
    meter: Meter,
) -> list[RawRow]:
    """Return columns as rows; raises TooLarge beyond the limit of memory."""
    rows: list[RawRow] = []
    for i, (number, geometry) in enumerate(zip(numbers, geometries, strict=True)):
        cells = [column[i] for column in columns]
        meter.add_row(cells)
        rows.append(RawRow(number, cells, geometry))
    return rows


def _lost_geometries(
    written: Sequence[Any], read: Sequence[Any], numbers: Sequence[Any], file: str
) -> list[Finding]:
    """Return the findings of geometries that were written and cannot be read."""
    findings = FileFindings(file)
    for before, after, number in zip(written, read, numbers, strict=True):
        if before is not None and after is None:
            bad_geometry(findings, int(number), "a geometry that cannot be read")
    return findings.all()


def _without_astray(geometries: list[Any], numbers: Sequence[Any], file: str) -> list[Finding]:
    """Drop geometries whose coordinates are nowhere, in place; return their findings."""
    findings = FileFindings(file)
    for at in astray(geometries):
        geometries[at] = None
        bad_geometry(findings, int(numbers[at]), "coordinates that are not finite")
    return findings.all()


def _cells(values: Any) -> list[Cell]:
    """Return a numpy column as cells; missing numbers and dates become None."""
    kind = values.dtype.kind
    if kind == "M":
        return [None if v is None else v for v in values.astype("datetime64[s]").tolist()]
    if kind == "f":
        return [None if math.isnan(v) else v for v in values.tolist()]
    return [_scalar(v) for v in values.tolist()]


def _scalar(value: object) -> Cell:
    """Return one value of a layer as a cell."""
    if value is None or isinstance(value, str | bool | int | float | dt.date | dt.time):
        return value
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


# -- GeoParquet -----------------------------------------------------------------------------------


def read_geoparquet(data: bytes, file: str, crs: str | None, meter: Meter) -> RawTable:
    """Return the rows of a (Geo)Parquet file; row numbers count rows from 1."""
    if len(data) < 12 or not (data.startswith(b"PAR1") and data.endswith(b"PAR1")):
        return failed(damaged(file, "a GeoParquet file", "its marks are missing"))
    if importlib.util.find_spec("pyarrow") is None:
        return failed(_no_pyarrow(file))
    if not survives("parquet", data, meter.most_bytes - meter.used_bytes):
        return failed(_unsafe_parquet(file, meter))
    try:
        return _parquet_table(read_columns(data, meter), file, crs, meter)
    except (KeyboardInterrupt, SystemExit):
        raise
    except TooLarge as error:
        return failed(error.finding(file))
    except Exception as error:
        return failed(damaged(file, "a GeoParquet file", str(error)))


def _no_pyarrow(file: str) -> Finding:
    """Return the finding that the optional package for GeoParquet is missing."""
    found = "GeoParquet, and pyarrow is not installed"
    todo = 'run `pip install "kholboo[parquet]"`, or export the layer as GeoPackage'
    return rules.FILE_PACKAGE.finding(file, found=found, expected="pyarrow", todo=todo)


def _unsafe_parquet(file: str, meter: Meter) -> Finding:
    """Return the finding of a Parquet file that a process of its own could not read."""
    found = "a Parquet file that is damaged or takes too much memory"
    expected = f"at most {meter.most_bytes / 2**20:,.0f} MiB in memory"
    todo = "export the layer again, as GeoPackage or with fewer rows"
    return rules.FILE_UNSAFE.finding(file, found=found, expected=expected, todo=todo)


def _parquet_table(read: Columns, file: str, crs: str | None, meter: Meter) -> RawTable:
    """Return the columns of a Parquet file as a table, its geometry column decoded."""
    meta = json.loads(read.metadata.get(b"geo", b"{}"))
    primary = meta.get("primary_column")
    names = [name for name in read.values if name != primary]
    headers = tuple(str(name) for name in names)
    findings: list[Finding] = []
    numbers = range(1, read.rows + 1)
    geometries: list[Any] = [None] * read.rows
    if primary is not None:
        described = meta.get("columns", {}).get(primary, {})
        written = read.values[primary]
        geometries = from_wkb(written)
        meter.add_geometries(geometries)
        findings += _lost_geometries(written, geometries, numbers, file)
        geometries, notes = to_wgs84(geometries, crs or _parquet_crs(described), file)
        findings += notes + _without_astray(geometries, numbers, file)
    columns = [[_scalar(v) for v in read.values[name]] for name in names]
    rows = _rows(columns, numbers, geometries, meter)
    return RawTable(headers=headers, rows=rows, findings=findings, has_geometry=primary is not None)


def _parquet_crs(described: Mapping[str, Any]) -> str | None:
    """Return the coordinate system of a GeoParquet column; absent means WGS 84, null unknown."""
    if "crs" not in described:
        return "OGC:CRS84"
    crs = described["crs"]
    if not isinstance(crs, dict):
        return crs if isinstance(crs, str) else None
    code = crs.get("id") or {}
    if code.get("authority") and code.get("code"):
        return f"{code['authority']}:{code['code']}"
    return json.dumps(crs)
