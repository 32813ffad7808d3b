"""Tables as they were read before: kept under the bytes of their files, and how these are read.

A table is kept only as a whole, and only when every file of it was opened. The key holds the
SHA-256 of each file's bytes, everything that the project file says of it, the code of this room
and the versions of its libraries. Nothing in a table depends on the date.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from inventory import rules
from inventory.files.ordinary_files import sha256_of
from inventory.files.tables import KIND_OF_ENDING, FileKind, most_bytes
from inventory.findings import Example, Finding, Severity
from inventory.kept import LARGEST_ENTRY_BYTES, Kept, NothingKept, made_by, plain
from inventory.project import Project
from inventory.records import FileSource, RawTexts, Record, TableRead, read_table
from inventory.remembered import recalled, remember
from inventory.schema.tables import TABLES
from inventory.table_specs import FileSpec, TableSpec

WHAT = "table"
_LOOKED_AT = 100  # rows of a table, to tell how large it is
_PLAIN = frozenset((str, int, float, bool, type(None)))
_PASSING = frozenset({rules.FILE_UNREADABLE.id, rules.FILE_UNSAFE.id})
"""Findings of a file that the same bytes need not give again: memory and time ran out."""
_BESIDE = ("-wal", "-journal", ".aux.xml")  # files beside a layer that change what is read of it


class _NotPlain(Exception):  # noqa: N818 - a signal, not an error
    """A table holds something that is not kept."""


def read_tables(project: Project, kept: Kept) -> dict[str, TableRead]:
    """Return every table of a project, read before or read now."""
    return {name: table_of(spec, kept) for name, spec in sorted(project.tables.items())}


def table_of(spec: TableSpec, kept: Kept) -> TableRead:
    """Return one table, read before or read now; what is read now is kept."""
    key = None if isinstance(kept, NothingKept) else _key(spec)
    if key is None:
        return read_table(spec)
    known: TableRead | None = recalled(kept, f"table {spec.name}", (), key)
    if known is not None:
        return known
    found = kept.get(WHAT, key)
    table = read_table(spec) if found is None else _decoded(spec, found)
    if any(finding.rule in _PASSING for finding in table.findings):
        return table
    if [source.sha256 for source in table.files] == [file["sha256"] for file in key["files"]]:
        remember(kept, f"table {spec.name}", (), key, table)
        if found is None:
            with contextlib.suppress(_NotPlain):
                if _fits(table):
                    kept.put(WHAT, key, _encoded(table))
    return table


def _fits(table: TableRead) -> bool:
    """Return whether a table is small enough to be kept, by some of its rows.

    A large one would be written out whole before its size is known. Raises _NotPlain when a row
    holds what JSON lacks.
    """
    columns = list(TABLES[table.name].by_name)
    some = table.records[:: max(1, len(table.records) // _LOOKED_AT)]
    rows = [_row(record, columns, {}) for record in some]
    size = len(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
    return size * len(table.records) <= LARGEST_ENTRY_BYTES * len(some)


# -- the key ------------------------------------------------------------------------------------


def _key(spec: TableSpec) -> dict[str, Any] | None:
    """Return what a table depends on, None when a file of it cannot be opened."""
    maker = made_by(Path(__file__).parent)
    files = [_file_key(file) for file in spec.files]
    if maker is None or not files or None in files:
        return None
    return {"table": spec.name, "files": files, "maker": maker}


def _file_key(spec: FileSpec) -> dict[str, Any] | None:
    try:
        sha256 = _sha256(spec)
    except (OSError, ValueError):
        return None
    return None if sha256 is None else {"sha256": sha256, **settings_of(spec)}


def settings_of(spec: FileSpec) -> dict[str, Any]:
    """Return everything that the project file says of a file, but where it lies on this machine."""
    fields = (f.name for f in dataclasses.fields(spec) if f.name not in ("path", "beside"))
    suffix = spec.path.suffix.casefold()
    return {**plain((name, _settings(getattr(spec, name))) for name in fields), "suffix": suffix}


def _settings(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _sha256(spec: FileSpec) -> str | None:
    """Return the SHA-256 of a file that stands alone and is not refused unread, else None.

    Raises OSError for what is no ordinary file.
    """
    path, kind = spec.path, KIND_OF_ENDING.get(spec.path.suffix.casefold())
    if kind in (None, FileKind.SHAPEFILE) or path.stat().st_size > most_bytes(spec, kind):
        return None
    if any(path.with_name(path.name + ending).exists() for ending in _BESIDE):
        return None
    return sha256_of(path)


# -- plain data and back --------------------------------------------------------------------------


def _encoded(table: TableRead) -> dict[str, Any]:
    """Return a table as plain data; raises _NotPlain when it holds what JSON lacks."""
    columns = list(TABLES[table.name].by_name)
    shapes: dict[tuple[str, int], list[Any]] = {}
    rows = [_row(record, columns, shapes) for record in table.records]
    return {
        "sha256": table.sha256,
        "path": table.path,
        "columns": columns,
        "files": [dataclasses.asdict(source) for source in table.files],
        "findings": [finding_to_json(finding) for finding in table.findings],
        "assumed": dict(table.assumed),
        "shapes": list(shapes.values()),
        "rows": rows,
    }


def _row(
    record: Record, columns: Sequence[str], shapes: dict[tuple[str, int], list[Any]]
) -> list[Any]:
    """Return a row as plain data; the rows of one file share their headers, a shape."""
    names, key = list(record.raw), (record.file, id(record.headers))
    shape = shapes.setdefault(key, [len(shapes), record.file, dict(record.headers), names])
    if shape[3] != names or list(record.values) != columns:
        raise _NotPlain
    return [
        shape[0],
        record.row,
        _values(record.values.values()),
        [record.raw[name] for name in names],
        None if record.geometry is None else _wkb(record.geometry),
        list(record.sections),
    ]


def _values(values: Iterable[Any]) -> list[Any]:
    found = list(values)
    return found if _PLAIN.issuperset(map(type, found)) else [_value(v) for v in found]


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return [str(value)]  # a list stands for an exact number
    if type(value) not in _PLAIN:
        raise _NotPlain
    return value


def _wkb(geometry: Any) -> str:
    import shapely

    return str(shapely.to_wkb(geometry, hex=True))


def _decoded(spec: TableSpec, data: Mapping[str, Any]) -> TableRead:
    """Return the table that `_encoded` made plain."""
    columns, rows = data["columns"], data["rows"]
    shapes = [_shape(*shape[1:]) for shape in data["shapes"]]
    return TableRead(
        name=spec.name,
        path=data["path"],
        sha256=data["sha256"],
        rows=len(rows),
        records=tuple(
            Record(
                file=shapes[shape][0],
                row=number,
                values={
                    c: Decimal(v[0]) if v.__class__ is list else v
                    for c, v in zip(columns, values, strict=True)
                },
                raw=RawTexts(shapes[shape][2], raw),
                headers=shapes[shape][1],
                geometry=geometry,
                sections=tuple(sections),
            )
            for (shape, number, values, raw, _, sections), geometry in zip(
                rows, _geometries([row[4] for row in rows]), strict=True
            )
        ),
        findings=tuple(finding_from_json(finding) for finding in data["findings"]),
        files=tuple(FileSource(**source) for source in data["files"]),
        assumed=data["assumed"],
    )


def _shape(
    file: str, headers: Mapping[str, str], names: Sequence[str]
) -> tuple[str, Mapping[str, str], Mapping[str, int]]:
    """Return what the rows of one file share: its name, its headers, and where each text stands."""
    return file, headers, {name: place for place, name in enumerate(names)}


def _geometries(written: Sequence[str | None]) -> Sequence[Any]:
    if not any(written):
        return [None] * len(written)
    import shapely

    return list(shapely.from_wkb(written))


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return dataclasses.asdict(finding)


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """Return the finding that `finding_to_json` made plain."""
    examples = tuple(Example(**example) for example in data.get("examples", ()))
    return Finding(**{**data, "severity": Severity(data["severity"]), "examples": examples})
