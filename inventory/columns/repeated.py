"""Headers that occur more than once in a file."""

from __future__ import annotations

from inventory import rules
from inventory.expressions import headers_named
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawTable
from inventory.files.headers import unnumbered
from inventory.schema.column import Table
from inventory.table_specs import FileSpec
from inventory.values import fold, shorten


def note_repeated(table: Table, spec: FileSpec, raw: RawTable, findings: FileFindings) -> None:
    """Record known headers that occur twice, unless the project file says which one is meant."""
    alike: dict[str, list[str]] = {}
    for header in raw.headers:
        if header:
            alike.setdefault(fold(unnumbered(header)), []).append(header)
    for headers in alike.values():
        match = table.match(headers[0]) if len(headers) > 1 else None
        if match is None:
            continue
        same_text = unnumbered(headers[1]) == headers[0]
        names = [f"{headers[0]} #1" if same_text else headers[0], *headers[1:]]
        mapped = spec.columns.get(match.column.name)
        meant = set() if mapped is None else {mapped, *headers_named(mapped)}
        is_other = bool(meant) and all(fold(unnumbered(m)) != fold(headers[0]) for m in meant)
        if meant & {*names} or is_other:
            continue
        findings.add(
            rules.HEADER_DUPLICATE,
            raw.header_row,
            unnumbered(headers[-1]),
            found=f"the header {len(headers)} times: {shorten(headers[0])}",
            expected="every header once",
            todo=f'set columns.{match.column.name} = "{names[0]}" in kholboo.toml, or '
            + " or ".join(f'"{name}"' for name in names[1:]),
        )
