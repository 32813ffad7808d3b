"""One file of a table, from its bytes to raw rows, by what kind of file it is."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from inventory import rules
from inventory.expressions import headers_named
from inventory.files.grids import RawTable, Recognise
from inventory.files.headers import find_table, unnumbered
from inventory.files.limits import Meter
from inventory.files.ordinary_files import open_ordinary
from inventory.files.sheets import IsWhole, Wanted
from inventory.files.text_tables import read_text_table
from inventory.files.vectors import geojson, layers, vector_files
from inventory.files.workbooks import read_workbook
from inventory.findings import Finding
from inventory.schema.tables import TABLES
from inventory.table_specs import FileSpec
from inventory.values import fold, shorten, suggestion


class FileKind(StrEnum):
    """The kinds of file a table may be."""

    TEXT = "text table"
    WORKBOOK = "workbook"
    GEOJSON = "GeoJSON, or JSON of records"
    GEOPACKAGE = "GeoPackage"
    GEOPARQUET = "GeoParquet"
    SHAPEFILE = "shapefile"
    OSM = "OpenStreetMap file"


KIND_OF_ENDING = {
    ".csv": FileKind.TEXT,
    ".tsv": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    ".xlsx": FileKind.WORKBOOK,
    ".xlsm": FileKind.WORKBOOK,
    ".xls": FileKind.WORKBOOK,
    ".geojson": FileKind.GEOJSON,
    ".json": FileKind.GEOJSON,
    ".jsonl": FileKind.GEOJSON,
    ".ndjson": FileKind.GEOJSON,
    ".gpkg": FileKind.GEOPACKAGE,
    ".parquet": FileKind.GEOPARQUET,
    ".geoparquet": FileKind.GEOPARQUET,
    ".gpq": FileKind.GEOPARQUET,
    ".shp": FileKind.SHAPEFILE,
    ".pbf": FileKind.OSM,
}
"""What a file is, by the ending of its name."""

LIMIT_MIB = {
    FileKind.TEXT: 64,
    FileKind.WORKBOOK: 64,
    FileKind.GEOJSON: 256,
    FileKind.GEOPACKAGE: 1024,
    FileKind.GEOPARQUET: 256,
    FileKind.SHAPEFILE: 1024,
    FileKind.OSM: 2048,
}
"""Largest file of each kind; `max_mib` of a table in kholboo.toml raises or lowers it."""
_READ_FROM_DISK = (FileKind.GEOPACKAGE, FileKind.SHAPEFILE, FileKind.OSM)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file as it was read: its raw tables and its sha256, "" when it could not be opened."""

    spec: FileSpec
    sha256: str
    tables: Sequence[RawTable]  # at least one; one for each sheet of a workbook that was read
    parts: Mapping[str, str] = field(default_factory=dict)  # sha256 of further files, by label


def read_file(spec: FileSpec, recognise: Recognise, meter: Meter) -> FileRead:
    """Return a table's file as raw rows; whatever is wrong with it is in the findings.

    The meter counts what the rows take, together with the table's files read before.
    """
    kind = KIND_OF_ENDING.get(spec.path.suffix.casefold())
    if kind is None:
        return _refused(spec, _unknown_ending(spec))
    limit_bytes = most_bytes(spec, kind)
    try:
        finding = _refusal(spec, kind, limit_bytes)
        if finding is not None:
            return _refused(spec, finding)
        sha256, data = _contents(spec.path, keep=kind not in _READ_FROM_DISK)
        parts = _parts(spec, kind)
    except (OSError, ValueError) as error:
        return _refused(spec, _unreadable(spec, error))
    try:
        tables = _read(kind, spec, data, limit_bytes, recognise, meter)
    except (OSError, MemoryError) as error:
        return FileRead(spec=spec, sha256=sha256, tables=[_nothing(_unreadable(spec, error))])
    return FileRead(spec=spec, sha256=sha256, tables=tables, parts=parts)


def _parts(spec: FileSpec, kind: FileKind) -> dict[str, str]:
    """Return the sha256 of the files that belong to a shapefile, by label.

    Raises:
        OSError: a file cannot be read.
    """
    if kind is not FileKind.SHAPEFILE:
        return {}
    beside = [p for p in vector_files.shapefile_parts(spec.path).values() if p != spec.path]
    folder = PurePosixPath(spec.label).parent
    return {
        (folder / path.name).as_posix(): _contents(path, keep=False)[0] for path in sorted(beside)
    }


def most_bytes(spec: FileSpec, kind: FileKind) -> int:
    """Return how large a file of a kind may be; larger ones are refused unread."""
    return (spec.max_mib or LIMIT_MIB[kind]) * 2**20


def _read(
    kind: FileKind,
    spec: FileSpec,
    data: bytes,
    limit_bytes: int,
    recognise: Recognise,
    meter: Meter,
) -> list[RawTable]:
    """Return the raw tables of a file of one kind."""
    if kind is not FileKind.WORKBOOK:
        return [_read_one(kind, spec, data, recognise, meter)]
    wanted = Wanted(spec.sheets, spec.hidden_rows)
    grids = read_workbook(data, spec.label, wanted, limit_bytes, recognise, _is_whole(spec), meter)
    labels = [label_of(spec, grid.sheet, of=len(grids)) for grid in grids]
    return [
        find_table(grid, label, recognise, spec.header_row)
        for grid, label in zip(grids, labels, strict=True)
    ]


def label_of(spec: FileSpec, sheet: str | None, *, of: int) -> str:
    """Return the name of a file in findings, with that of the sheet where several are read."""
    return spec.label if sheet is None or of < 2 else f"{spec.label} [{shorten(sheet, 40)}]"


def _is_whole(spec: FileSpec) -> IsWhole:
    """Return the test whether headers, folded, hold every column that a table requires."""
    table = TABLES[spec.table]
    given = {*spec.columns, *spec.keys, *spec.constants}
    required = [c for c in table.columns if c.required and c.name not in given]
    mapped = [[fold(unnumbered(n)) for n in headers_named(h)] for h in spec.mapped_headers]

    def is_whole(headers: Collection[str]) -> bool:
        found = [match.column for header in headers if (match := table.match(header))]
        has_mapped = all(
            name[0] in headers or (name[1:] and set(name[1:]).issubset(headers)) for name in mapped
        )
        return has_mapped and all(column in found for column in required)

    return is_whole


def _read_one(
    kind: FileKind, spec: FileSpec, data: bytes, recognise: Recognise, meter: Meter
) -> RawTable:
    """Return the raw table of a file that holds one."""
    file = spec.label
    match kind:
        case FileKind.GEOJSON:
            return geojson.read_geojson(data, file, spec.crs, meter)
        case FileKind.GEOPACKAGE:
            return layers.read_geopackage(spec.path, file, spec.layer, spec.table, spec.crs, meter)
        case FileKind.GEOPARQUET:
            return layers.read_geoparquet(data, file, spec.crs, meter)
        case FileKind.SHAPEFILE:
            return vector_files.read_shapefile(spec.path, file, spec.encoding, spec.crs, meter)
        case FileKind.OSM:
            return vector_files.read_osm(spec.path, file, spec.table, meter)
        case _:
            grid = read_text_table(data, file, spec.encoding, recognise, meter, spec.separator)
            return find_table(grid, file, recognise, spec.header_row)


def _contents(path: Path, *, keep: bool) -> tuple[str, bytes]:
    """Return the sha256 of a file, and its bytes when they are to be kept."""
    digest = hashlib.sha256()
    pieces: list[bytes] = []
    with open_ordinary(path) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            if keep:
                pieces.append(piece)
    return digest.hexdigest(), b"".join(pieces)


# -- refusals -----------------------------------------------------------------------------------


def _nothing(finding: Finding) -> RawTable:
    """Return an empty table with one finding."""
    return RawTable(headers=(), rows=(), findings=[finding])


def _refused(spec: FileSpec, finding: Finding) -> FileRead:
    """Return a file that was not opened."""
    return FileRead(spec=spec, sha256="", tables=[_nothing(finding)])


def _refusal(spec: FileSpec, kind: FileKind, limit_bytes: int) -> Finding | None:
    """Return why a file is not opened at all, None when it may be.

    Raises:
        OSError: the file cannot be looked at.
    """
    if not spec.path.exists():
        return _missing(spec)
    status = spec.path.stat()
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
        return rules.FILE_UNREADABLE.finding(
            spec.label, found=what, expected="a file", todo="correct the path in kholboo.toml"
        )
    if status.st_size == 0:
        return rules.FILE_EMPTY.finding(
            spec.label, found="0 bytes", expected="a table", todo="export the table again"
        )
    if status.st_size > limit_bytes:
        mib = limit_bytes // 2**20
        found = f"{status.st_size / 2**20:,.0f} MiB"
        expected = f"at most {mib:,} MiB for a {kind.value}"
        todo = f"check that it is the right file; max_mib in [tables.{spec.table}] raises it"
        return rules.FILE_TOO_LARGE.finding(spec.label, found=found, expected=expected, todo=todo)
    if kind is FileKind.SHAPEFILE:
        return vector_files.refusal(spec.path, spec.label, spec.beside, limit_bytes)
    return None


def _missing(spec: FileSpec) -> Finding:
    """Return the finding of a file that is not there, with a file of a like name if there is."""
    near = None
    if spec.path.parent.is_dir():
        near = suggestion(spec.path.name, sorted(p.name for p in spec.path.parent.iterdir()))
    found = "no such file"
    expected = f"the file of table {spec.table}"
    todo = f"did you mean {near}?" if near else "correct the path in kholboo.toml"
    return rules.FILE_MISSING.finding(spec.label, found=found, expected=expected, todo=todo)


def _unreadable(spec: FileSpec, error: Exception) -> Finding:
    """Return the finding of a file that the computer would not read."""
    if isinstance(error, MemoryError):
        reason = "more than the memory of this computer holds"
    else:
        reason = getattr(error, "strerror", None) or "a file that cannot be opened"
    expected = "a file that may be read"
    todo = "check that you may read it and that no other program holds it"
    return rules.FILE_UNREADABLE.finding(spec.label, found=reason, expected=expected, todo=todo)


def _unknown_ending(spec: FileSpec) -> Finding:
    """Return the finding of a file whose ending names no kind of table."""
    found = f"the ending {spec.path.suffix or '(none)'}"
    expected = "one of " + ", ".join(KIND_OF_ENDING)
    todo = "export the table in one of these formats"
    return rules.FILE_NOT_A_TABLE.finding(spec.label, found=found, expected=expected, todo=todo)
