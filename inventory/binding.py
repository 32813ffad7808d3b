"""Which header is which column: by the project file's mapping, else by the column dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from inventory import rules
from inventory.columns.computed import Parts, is_computed, parts_of
from inventory.columns.halves import tell_halves
from inventory.columns.joined import joined_keys, note_gone
from inventory.columns.places import Places
from inventory.columns.repeated import note_repeated
from inventory.expressions import headers_named
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawTable, Recognise, is_filled
from inventory.files.headers import unnumbered
from inventory.files.vectors.positions import looks_like_positions
from inventory.schema.column import Column, Shape, Table
from inventory.schema.units import factor_to, split_unit
from inventory.table_specs import CONFIG_NAME, FileSpec
from inventory.typed_cells import cell_reader, plain_value
from inventory.values import Fault, NumberFormat, cell_text, fold, shorten

_WKT_HEADERS = frozenset(fold(h) for h in ("geometry", "wkt", "geom", "the_geom"))


def recogniser(table: Table, spec: FileSpec) -> Recognise:
    """Return the test whether a header is known to the dictionary or to the project file."""
    named = (n for header in spec.mapped_headers for n in headers_named(header))
    mapped = {fold(unnumbered(name)) for name in named}

    @lru_cache(maxsize=4096)
    def recognise(header: str) -> bool:
        return fold(header) in mapped or table.match(header) is not None

    return recognise


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of the dictionary and where its values stand in the file."""

    column: Column
    index: int
    header: str
    factor: Decimal | None = None
    parts: Parts | None = None  # of a computed column, whose header is its expression
    joined: tuple[int, ...] = ()  # of an identifier that several columns make together

    @property
    def is_one_cell(self) -> bool:
        """Whether the value stands in one cell of the row."""
        return self.parts is None and not self.joined

    @property
    def places(self) -> tuple[int, ...]:
        """Where the cells stand that the value is made of."""
        if self.parts is not None:
            return tuple(self.parts.places.values())
        return self.joined or (self.index,)


@dataclass(frozen=True, slots=True)
class Binding:
    """The columns of one file, its constants, and the index of a geometry written as text."""

    bound: list[Bound]
    constants: dict[str, Any]
    wkt: int | None


def bind(table: Table, spec: FileSpec, raw: RawTable, findings: FileFindings) -> Binding:
    """Return which column each header is: by the project file, else by the dictionary."""
    where = Places(raw.headers)
    joined = [
        Bound(column, places[0], header, joined=places)
        for column, header, places in joined_keys(table, spec, raw, where, findings)
    ]
    whole = {b.column.name for b in joined}
    mapped = _mapped(table, spec, raw, where, findings)
    bound = [b for b in mapped if b.column.name not in whole] + joined
    taken = {b.index for b in bound if b.is_one_cell}
    closed = {*spec.columns, *spec.constants, *whole}
    note_repeated(table, spec, raw, findings)
    found, unknown = _matched(table, raw, taken, closed, findings)
    used = {i for b in bound for i in b.places}
    unknown = [i for i in unknown if i not in used]
    bound += found
    wkt = None
    if not raw.has_geometry:
        wkt = next((i for i in unknown if fold(raw.headers[i]) in _WKT_HEADERS), None)
    names = {b.column.name for b in bound}
    tell_halves(table, raw.headers, unknown, names | closed, raw.header_row, findings)
    if table.shape is Shape.POINT and wkt is None and not raw.has_geometry:
        unknown = _without_positions(raw, unknown, names, findings)
    plain = [i for i in unknown if i != wkt and not _explain_unread(table, raw, i, names, findings)]
    _note_unread(raw, plain, findings)
    constants = _constants(table, spec, raw, findings)
    _require(table, raw, bound, constants, wkt, findings)
    return Binding(sorted(bound, key=lambda b: b.index), constants, wkt)


def _mapped(
    table: Table, spec: FileSpec, raw: RawTable, where: Places, findings: FileFindings
) -> list[Bound]:
    """Return the columns that the project file maps to headers."""
    bound: list[Bound] = []
    for name, header in spec.columns.items():
        if not header:
            continue
        index = where.index(header)
        column = table.by_name[name]
        if index is None and is_computed(header):
            parts = parts_of(column, header, raw.headers, raw.header_row, findings)
            if parts is not None:
                first = next(iter(parts.places.values()))
                bound.append(Bound(column, first, header, parts=parts))
            continue
        if index is None:
            note_gone(name, header, raw, findings)
            continue
        written = raw.headers[index]
        bound.append(Bound(column, index, written, _unit_factor(column, written, findings)))
    return bound


def _unit_factor(column: Column, header: str, findings: FileFindings) -> Decimal | None:
    """Return the factor of the unit that a mapped header ends in."""
    if fold(header) in column.headers:
        return None
    for _, spelling in split_unit(header):
        factor = factor_to(column.unit, spelling)
        if factor is not None:
            return _converted(column, header, spelling, factor, findings)
    return None


def _converted(
    column: Column, header: str, spelling: str, factor: Decimal, findings: FileFindings
) -> Decimal | None:
    """Return a factor with the note that it is used, None when the unit is ours already."""
    if factor == 1:
        return None
    found = f"{shorten(spelling)}, multiplied by {factor.normalize():f}"
    expected = f"{column.name} in {column.unit}"
    todo = "nothing to do if the header's unit is right"
    findings.add(rules.COLUMN_UNIT, None, header, found=found, expected=expected, todo=todo)
    return factor


def _matched(
    table: Table, raw: RawTable, taken: set[int], closed: set[str], findings: FileFindings
) -> tuple[list[Bound], list[int]]:
    """Return the columns that the dictionary knows by their headers, and the other headers."""
    best: dict[str, tuple[int, int, Bound]] = {}
    unknown: list[int] = []
    doubled: list[tuple[str, str]] = []
    for index, header in enumerate(raw.headers):
        if index in taken:
            continue
        match = table.match(header) if header else None
        if match is None:
            unknown.append(index)
            continue
        column = match.column
        if column.name in closed:
            doubled.append((header, column.name))
            continue
        factor = match.factor if match.factor != 1 else None
        entry = (match.rank, index, Bound(column, index, header, factor))
        if column.name in best:
            worse = max(best[column.name], entry, key=lambda e: e[:2])
            doubled.append((worse[2].header, column.name))
            entry = min(best[column.name], entry, key=lambda e: e[:2])
        best[column.name] = entry
    bound = [entry[2] for entry in best.values()]
    for b in bound:
        if b.factor is not None:
            _converted(b.column, b.header, b.header, b.factor, findings)
    for header, name in doubled:
        if name in best and fold(best[name][2].header) == fold(header):
            continue  # told already as a header that occurs twice
        _note_doubled(header, name, best, findings)
    return bound, unknown


def _note_doubled(
    header: str, name: str, best: Mapping[str, tuple[int, int, Bound]], findings: FileFindings
) -> None:
    """Note that a header was passed over because its column is read from elsewhere."""
    source = f"the header {shorten(best[name][2].header)}" if name in best else "kholboo.toml"
    found = f"another header for {name}"
    expected = f"{name} is read from {source}"
    todo = f"set columns.{name} in kholboo.toml to read this one instead"
    findings.add(rules.COLUMN_DOUBLED, None, header, found=found, expected=expected, todo=todo)


def _explain_unread(
    table: Table, raw: RawTable, index: int, bound: set[str], findings: FileFindings
) -> bool:
    """Tell why one header is not read; False when nothing is known of it."""
    header = raw.headers[index]
    reason = table.why_unused(header) if header else ""
    if reason:
        findings.add(rules.COLUMN_UNKNOWN, raw.header_row, header, found="not read", todo=reason)
        return True
    near = table.near(header) if header else None
    if near is None or near.name in bound:
        return False
    findings.add(
        rules.COLUMN_NEAR,
        raw.header_row,
        header,
        found="a header that is not known",
        expected=f"perhaps {near.name}" + (f", in {near.unit}" if near.unit else ""),
        todo=f'set columns.{near.name} = "{shorten(header)}" in kholboo.toml if so',
    )
    return True


def _without_positions(
    raw: RawTable, unread: Sequence[int], bound: set[str], findings: FileFindings
) -> list[int]:
    """Tell of headers whose values look like positions where none is read; return the others."""
    if bound & {"longitude", "latitude", "position"}:
        return list(unread)
    alike = [i for i in unread if raw.headers[i] and looks_like_positions(_sample(raw, i))]
    for index in alike:
        header = raw.headers[index]
        findings.add(
            rules.COLUMN_NEAR,
            raw.header_row,
            header,
            found=f"values like {shorten(_sample(raw, index)[0], 40)}",
            expected="perhaps position: latitude and longitude in one cell",
            todo=f'set columns.position = "{shorten(header)}" in kholboo.toml if so',
        )
    return [i for i in unread if i not in alike]


def _sample(raw: RawTable, index: int) -> list[str]:
    """Return the first texts of a column."""
    cells = (row.cells[index] for row in raw.rows[:200] if index < len(row.cells))
    return [cell for cell in cells if isinstance(cell, str) and is_filled(cell)][:20]


def _note_unread(raw: RawTable, unread: Sequence[int], findings: FileFindings) -> None:
    """Note in one finding the columns that are not read."""
    names = [shorten(raw.headers[i], 40) for i in unread if raw.headers[i]]
    names += [
        f"column {i + 1} without a header"
        for i in unread
        if not raw.headers[i]
        and any(i < len(row.cells) and is_filled(row.cells[i]) for row in raw.rows)
    ]
    if names:
        found = "columns not read: " + ", ".join(names)
        todo = "map those that should be read under `columns` in kholboo.toml"
        findings.add(rules.COLUMN_UNKNOWN, raw.header_row, found=found, todo=todo)


def _constants(
    table: Table, spec: FileSpec, raw: RawTable, findings: FileFindings
) -> dict[str, Any]:
    """Return the typed values that the project file gives for whole columns."""
    constants: dict[str, Any] = {}
    for name, given in spec.constants.items():
        written = spec.filled(given, raw.sheet) if isinstance(given, str) else given
        read = cell_reader(table.by_name[name], NumberFormat.PLAIN, None, {}, spec.date_format)
        value = read(written)
        if isinstance(value, Fault):
            finding = rules.CONFIG_WRONG_VALUE.finding(
                CONFIG_NAME,
                None,
                f"tables.{table.name}.constants.{name}",
                found=shorten(cell_text(written)),
                expected=value.expected,
                todo=value.todo,
            )
            findings.found.append(finding)
            continue
        constants[name] = plain_value(value)
    return constants


def _require(
    table: Table,
    raw: RawTable,
    bound: Sequence[Bound],
    constants: Mapping[str, Any],
    wkt: int | None,
    findings: FileFindings,
) -> None:
    """Record the required columns that a file lacks."""
    present = {b.column.name for b in bound} | set(constants)
    for column in table.columns:
        if column.required and column.name not in present:
            findings.add(
                rules.COLUMN_REQUIRED,
                raw.header_row,
                column.name,
                found="no header for it among "
                + shorten(", ".join(filter(None, raw.headers)), 200),
                expected=f"{column.meaning()} ({column.meaning('mn')})",
                todo=f"add the column, or map it under [tables.{table.name}] columns",
            )
    if table.needs_geometry and not raw.has_geometry and wkt is None:
        findings.add(
            rules.COLUMN_REQUIRED,
            raw.header_row,
            "geometry",
            found="a table without geometry",
            expected="a layer of polygons",
            todo="export it as GeoJSON, GeoPackage or GeoParquet",
        )
