"""Which rows of a file are rows of the table: no totals or titles, no copies, none left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from inventory import reading_rules
from inventory.binding import Binding
from inventory.expressions import Expression, parse
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, RawTable, is_filled
from inventory.files.headers import skipped_row, total_label
from inventory.findings import Finding
from inventory.schema.column import Shape, Table, ValueType
from inventory.table_specs import CONFIG_NAME, FileSpec
from inventory.values import Fault, cell_text, fold, shorten, suggestion

_MOST_TITLES = 6
Sections = tuple[str, ...]
"""Titles of the sections that a row stands in, the nearest first."""


def rows_of(
    table: Table, spec: FileSpec, raw: RawTable, binding: Binding, findings: FileFindings
) -> Iterator[tuple[RawRow, Sections]]:
    """Yield the rows of a file that are records, each with the titles above it."""
    wanted = _Where.of(spec, raw, binding, findings)
    copies = _Copies(table, spec)
    for row, sections in _records(table, raw, binding, findings):
        if wanted.has(row) and not copies.has(row, sections):
            yield row, sections
    findings.found.extend([*wanted.findings(), *copies.findings(findings.file)])


# -- titles and totals ----------------------------------------------------------------------------


def _records(
    table: Table, raw: RawTable, binding: Binding, findings: FileFindings
) -> Iterator[tuple[RawRow, Sections]]:
    """Yield the rows that are neither totals nor titles nor remarks; each of those is noted."""
    identifier = _identifier_index(table, binding)
    sections: Sections = ()
    for row in raw.rows:
        label = total_label(row)
        title = _title(row, identifier, len(binding.bound))
        if label is not None and _is_total(row, identifier):
            findings.found.append(skipped_row(findings.file, row, f"a total row: {label}"))
        elif title is not None:
            findings.found.append(skipped_row(findings.file, row, f"a remark: {title}"))
            sections = (title, *(s for s in sections if s != title))[:_MOST_TITLES]
        else:
            yield row, sections


def _title(row: RawRow, identifier: int | None, columns: int) -> str | None:
    """Return the only text of a row when it is the title of a section, or a remark."""
    if identifier is None or row.geometry is not None:
        return None
    filled: list[int] = []
    for i, cell in enumerate(row.cells):
        if cell is not None and is_filled(cell) and i not in row.carried:
            filled.append(i)
            if len(filled) > 1:  # as almost every row
                return None
    if not filled:
        return None
    cell = row.cells[filled[0]]
    if not isinstance(cell, str) or (filled[0] == identifier and not _is_name(row, cell, columns)):
        return None
    return shorten(cell, 60)


def _is_name(row: RawRow, text: str, columns: int) -> bool:
    """Return whether a text that stands alone where identifiers do is none."""
    if row.is_across:
        return True
    return columns > 2 and (" " in text.strip() or not any(c.isdigit() for c in text))


def _identifier_index(table: Table, binding: Binding) -> int | None:
    """Return where the table's first required column stands; total rows leave it empty."""
    first = next((c.name for c in table.columns if c.required), None)
    return next((b.index for b in binding.bound if b.column.name == first), None)


def _is_total(row: RawRow, identifier: int | None) -> bool:
    """Return whether a row labelled as a total has no identifier besides its label."""
    if identifier is None or identifier >= len(row.cells):
        return True
    cell = row.cells[identifier]
    first = next((c for c in row.cells if is_filled(c)), None)
    return not is_filled(cell) or cell is first


# -- rows that the project file leaves out --------------------------------------------------------


@lru_cache(maxsize=64)
def _parsed(text: str) -> Expression:
    """Return a condition that was checked when the project file was read."""
    return parse(text)


@dataclass(slots=True)
class _Where:
    """The condition that rows of a file must fulfil, and how many do not."""

    spec: FileSpec
    told: FileFindings
    expression: Expression | None = None
    places: Mapping[str, int] = field(default_factory=dict)  # index of each column it names
    rows: int = 0
    left_out: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, spec: FileSpec, raw: RawTable, binding: Binding, findings: FileFindings) -> _Where:
        """Return the condition of a file; a column that it lacks is an error, and passes all."""
        made = cls(spec, findings)
        if spec.where is None:
            return made
        expression = _parsed(spec.where)
        places = {name: place_of(name, raw, binding) for name in expression.names}
        for name in (name for name, index in places.items() if index is None):
            findings.found.append(_unknown_column(spec, name, raw))
        if None not in places.values():
            made.expression = expression
            made.places = {name: index for name, index in places.items() if index is not None}
        return made

    def has(self, row: RawRow) -> bool:
        """Return whether a row fulfils the condition; one that empty cells leave open does."""
        if self.expression is None:
            return True
        self.rows += 1
        width = len(row.cells)
        cells = {name: row.cells[i] if i < width else None for name, i in self.places.items()}
        truth = self.expression.truth(cells, self.spec.number_format)
        if isinstance(truth, Fault):
            written = ", ".join(f"{n} = {cell_text(c)}" for n, c in cells.items())
            self.told.add(
                truth.rule,
                row.number,
                "where",
                found=shorten(written),
                expected=truth.expected,
                todo=truth.todo,
            )
            return True
        if truth is False:
            self.left_out.append(row.number)
        return truth is not False

    def findings(self) -> list[Finding]:
        """Return the note how many rows were left out."""
        if self.expression is None:
            return []
        count = len(self.left_out)
        return [
            reading_rules.ROWS_LEFT_OUT.finding(
                self.told.file,
                self.left_out[0] if self.left_out else None,
                found=f"{count} of {self.rows} rows left out: {shorten(self.expression.text)}",
                todo="nothing to do if that is the right number",
            )
        ]


def place_of(name: str, raw: RawTable, binding: Binding) -> int | None:
    """Return where a column stands that an expression names by its header or by our name."""
    folded = fold(name)
    if name in raw.headers:
        return raw.headers.index(name)
    index = next((i for i, h in enumerate(raw.headers) if h and fold(h) == folded), None)
    return (
        index
        if index is not None
        else next((b.index for b in binding.bound if b.column.name == name and b.is_one_cell), None)
    )


def _unknown_column(spec: FileSpec, name: str, raw: RawTable) -> Finding:
    """Return the error of a condition on a column that the file lacks."""
    near = suggestion(name, [h for h in raw.headers if h])
    return reading_rules.WHERE_COLUMN.finding(
        CONFIG_NAME,
        None,
        f"tables.{spec.table}.where",
        found=f"{shorten(name)}, which is no column of {spec.label}",
        expected="a header of the file or a column of the table",
        todo=f"write `{near}`"
        if near
        else "correct the name; texts stand in 'quotes', names with signs in `backticks`",
    )


# -- rows that repeat others ----------------------------------------------------------------------


@dataclass(slots=True)
class _Copies:
    """The rows of a file that repeat an earlier row of the same section in every cell.

    Rows of several files may be alike and mean different things, where each numbers its own.
    """

    table: Table
    spec: FileSpec
    rows: int = 0
    copies: list[int] = field(default_factory=list)
    _seen: dict[int, tuple[RawRow, Sections]] = field(default_factory=dict)
    _repeated: set[int] = field(default_factory=set)  # numbers of the rows that have copies

    @property
    def is_once(self) -> bool:
        """Whether equal rows count once: as the project file says, else where rows have ids."""
        return self.spec.equal_rows == "once" or (self.spec.equal_rows is None and self._has_ids)

    @property
    def _has_ids(self) -> bool:
        first = next((c for c in self.table.columns if c.required), None)
        is_id = first is not None and first.type is ValueType.IDENTIFIER
        return is_id and self.table.shape is Shape.POINT

    @property
    def _is_asked(self) -> bool:
        is_listed = self.table.shape is Shape.NONE
        return self.spec.equal_rows != "all" and (self.is_once or is_listed)

    def has(self, row: RawRow, sections: Sections) -> bool:
        """Return whether a row is a copy that does not count."""
        self.rows += 1
        if not self._is_asked or row.is_blank or self._is_first(row, sections):
            return False
        self.copies.append(row.number)
        return self.is_once

    def _is_first(self, row: RawRow, sections: Sections) -> bool:
        cells = tuple(row.cells)
        known = self._seen.setdefault(hash((cells, sections)), (row, sections))
        if known[0] is row or not _are_equal(known, (row, sections)):
            return True
        self._repeated.add(known[0].number)
        return False

    def findings(self, file: str) -> list[Finding]:
        """Return the warning that rows occur several times, whether they count or not."""
        if not self.copies:
            return []
        rule = reading_rules.ROWS_EQUAL if self.is_once else reading_rules.ROWS_EQUAL_COUNTED
        count, rows = len(self.copies), self.rows
        found = f"{count} of {rows} rows repeat another row in every cell"
        if 2 * count == rows and len(self._repeated) == count:
            found = f"every row twice: {rows - count} rows, {rows} lines"
        other = "all" if self.is_once else "once"
        return [
            rule.finding(
                file,
                self.copies[0],
                found=found,
                expected="each row once",
                todo=f'remove the copies, or set equal_rows = "{other}" in kholboo.toml',
            )
        ]


def _are_equal(one: tuple[RawRow, Sections], other: tuple[RawRow, Sections]) -> bool:
    """Return whether two rows have the same cells, geometry and section."""
    (row, sections), (copy, others) = one, other
    if tuple(row.cells) != tuple(copy.cells) or sections != others:
        return False
    if row.geometry is None or copy.geometry is None:
        return row.geometry is copy.geometry
    return bool(row.geometry.equals_exact(copy.geometry, 0.0))
