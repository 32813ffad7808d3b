"""Identifiers that several columns of a file make together."""

from __future__ import annotations

from collections.abc import Iterator

from inventory import reading_rules, rules
from inventory.columns.places import Places
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawTable
from inventory.schema.column import Column, Table
from inventory.table_specs import FileSpec
from inventory.values import fold, suggestion


def joined_keys(
    table: Table, spec: FileSpec, raw: RawTable, where: Places, findings: FileFindings
) -> Iterator[tuple[Column, str, tuple[int, ...]]]:
    """Yield each column that is joined, the header it is told by, and where its parts stand."""
    for name, headers in {**_usual_keys(table, spec, where), **spec.keys}.items():
        places = [where.index(header) for header in headers]
        for header, index in zip(headers, places, strict=True):
            if index is None:
                note_gone(name, header, raw, findings)
        found = tuple(index for index in places if index is not None)
        if len(found) == len(headers):
            yield table.by_name[name], "+".join(raw.headers[i] for i in found), found
        if name not in spec.keys:
            findings.add(
                reading_rules.COLUMN_JOINED,
                raw.header_row,
                found=f"{name} made of {' + '.join(headers)}",
                expected=f"an identifier; {headers[-1]} alone repeats",
                todo="nothing to do if these columns together name a row",
            )


def _usual_keys(table: Table, spec: FileSpec, where: Places) -> dict[str, tuple[str, ...]]:
    """Return the identifiers that a file is known to spread over several columns."""
    found: dict[str, tuple[str, ...]] = {}
    for column in table.columns:
        key = next((key for key in column.keys if where.has(key)), None)
        mapped = spec.columns.get(column.name)
        is_part = mapped is None or (key is not None and fold(mapped) == fold(key[-1]))
        if key is not None and is_part and column.name not in (*spec.keys, *spec.constants):
            found[column.name] = key
    return found


def note_gone(name: str, header: str, raw: RawTable, findings: FileFindings) -> None:
    """Record a mapping to a header that the file lacks."""
    near = suggestion(header, [h for h in raw.headers if h])
    findings.add(
        rules.COLUMN_MAPPED,
        raw.header_row,
        header,
        found="no such header",
        expected=f"the header that kholboo.toml maps to {name}",
        todo=f"write {near}" if near else f"correct columns.{name} in kholboo.toml",
    )
