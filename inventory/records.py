"""Tables as records: every row with typed values under the names of the column dictionary."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inventory import reading_rules, rules
from inventory.binding import Binding, Bound, bind, recogniser
from inventory.columns.computed import cells_text, row_reader
from inventory.coordinate_systems import changed_crs
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, RawTable
from inventory.files.limits import LARGEST_CELL, Meter, TooLarge, cells_bytes
from inventory.files.tables import label_of, read_file
from inventory.findings import Finding, in_order
from inventory.project import Project
from inventory.rows.column_doubts import ask_about_columns
from inventory.rows.coordinates import Coordinates
from inventory.rows.doubts import note_doubts
from inventory.rows.geometry import geometry_of
from inventory.rows.wanted import Sections, rows_of
from inventory.schema.column import Column, Table, ValueType
from inventory.schema.tables import TABLES
from inventory.table_specs import FileSpec, TableSpec
from inventory.telling import Telling
from inventory.typed_cells import CellReader, TwoReadings, cell_reader
from inventory.values import Cell, cell_text, shorten

_NEEDED_ROWS = ("sites", "catalogue")  # tables without which there is nothing to plan


class RawTexts(Mapping[str, str]):
    """The cells of a row as written, by header: a view, since a country has millions of cells."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: Sequence[Cell]) -> None:
        self._places, self._cells = places, cells

    def __getitem__(self, header: str) -> str:
        """Return the text of a cell; most are text already."""
        cell = self._cells[self._places[header]]
        return cell if isinstance(cell, str) else cell_text(cell)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the headers."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many headers there are."""
        return len(self._places)

    def __repr__(self) -> str:
        """Return the texts by header."""
        return f"RawTexts({dict(self)!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table; `values` has every column of the dictionary, None where absent."""

    file: str
    row: int
    values: Mapping[str, Any]
    raw: Mapping[str, str]  # header as written -> text as written
    headers: Mapping[str, str]  # column -> header as written, for the columns the file has
    geometry: Any = None  # shapely geometry, WGS 84
    sections: tuple[str, ...] = ()  # titles of the sections it stands in, nearest first; its sheet

    def at(self, column: str) -> tuple[str, int, str]:
        """Return file, row and column of a finding at a cell, named as the file writes them."""
        return self.file, self.row, self.headers.get(column, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """One file that was read."""

    path: str  # as findings name it
    sha256: str  # "" when it could not be opened
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """One table as it was read, in file and row order."""

    name: str
    path: str  # of its file; several are joined by "; "
    sha256: str  # of its file; of the list of sha256 when there are several
    rows: int
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    files: tuple[FileSource, ...] = ()
    assumed: Mapping[str, int] = field(default_factory=dict)  # rule -> cells read by an assumption


def read_tables(project: Project) -> dict[str, TableRead]:
    """Return every table of a project; faults are findings of the table, never exceptions."""
    return {name: read_table(spec) for name, spec in sorted(project.tables.items())}


def read_table(spec: TableSpec, table: Table | None = None) -> TableRead:
    """Return one table, read from all its files; `table` describes one that no project has."""
    meter = Meter.of(spec.name)
    parts = [_read_one(table or TABLES[spec.name], file, meter) for file in spec.files]
    records = tuple(record for part in parts for record in part.records)
    findings = [finding for part in parts for finding in part.findings]
    if not records and spec.files and not any(f.severity == "error" for f in findings):
        findings.append(_no_rows(spec))
    sources = tuple(source for part in parts for source in part.sources)
    return TableRead(
        name=spec.name,
        path="; ".join(source.path for source in sources),
        sha256=_joint_sha256(sources),
        rows=len(records),
        records=records,
        findings=tuple(in_order(findings)),
        files=sources,
        assumed=_added(part.assumed for part in parts),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return counts by rule, added up over files."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def _joint_sha256(sources: Sequence[FileSource]) -> str:
    """Return the sha256 of the only file, or of the list of sha256 of several."""
    if len(sources) == 1:
        return sources[0].sha256
    return hashlib.sha256("\n".join(s.sha256 for s in sources).encode()).hexdigest()


def _no_rows(spec: TableSpec) -> Finding:
    """Return the finding of a table without rows; sites and prices cannot be without."""
    rule = rules.FILE_EMPTY if spec.name in _NEEDED_ROWS else rules.TABLE_NO_ROWS
    found = "a header without rows"
    todo = "fill the table, or remove it from kholboo.toml"
    return rule.finding(spec.files[0].label, found=found, expected="at least one row", todo=todo)


# -- one file -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What one file gave."""

    sources: list[FileSource]
    records: list[Record]
    findings: list[Finding]
    assumed: Mapping[str, int]


def _read_one(table: Table, spec: FileSpec, meter: Meter) -> _Part:
    """Return the records of one file; none of a file with which the table grows too large."""
    recognise = recogniser(table, spec)
    read = read_file(spec, recognise, meter)
    records: list[Record] = []
    findings: list[Finding] = []
    counts: list[Mapping[str, int]] = []
    bound: set[tuple[str, ...]] = set()
    for raw in read.tables:
        told = FileFindings(label_of(spec, raw.sheet, of=len(read.tables)))
        told.found.extend(raw.findings)
        records += _of_table(table, spec, raw, told, meter, is_told=raw.headers in bound)
        bound.add(raw.headers)
        counts.append(told.counts)  # before `all`, which empties them
        findings += told.all()
    sources = [FileSource(path=spec.label, sha256=read.sha256, rows=len(records))]
    sources += [FileSource(path=path, sha256=sha, rows=0) for path, sha in read.parts.items()]
    return _Part(sources, records, findings, _added(counts))


def _of_table(
    table: Table,
    spec: FileSpec,
    raw: RawTable,
    findings: FileFindings,
    meter: Meter,
    *,
    is_told: bool,
) -> list[Record]:
    """Return the records of one raw table; `is_told` when its header was judged before."""
    if not raw.headers and not raw.rows:
        return []
    told = FileFindings(findings.file) if is_told else findings
    binding = bind(table, spec, raw, told)
    try:
        meter.add(_record_bytes(table) * len(raw.rows))
        kept = list(rows_of(table, spec, raw, binding, findings))
        note_doubts(table, spec, raw, [row for row, _ in kept], binding, findings)
        return _records(table, spec, raw, kept, binding, findings)
    except TooLarge as error:
        findings.found.append(error.finding(findings.file))
        return []


def _record_bytes(table: Table) -> int:
    """Return about how much memory a record of a table takes besides its cells as written."""
    return sys.getsizeof(dict.fromkeys(table.by_name)) + 24 * len(table.columns) + 200


# -- rows ---------------------------------------------------------------------------------------


def _records(
    table: Table,
    spec: FileSpec,
    raw: RawTable,
    rows: Sequence[tuple[RawRow, Sections]],
    binding: Binding,
    findings: FileFindings,
) -> list[Record]:
    """Return the typed records of a file's rows."""
    empty: dict[str, Any] = dict.fromkeys(table.by_name)
    empty.update(binding.constants)
    headers = {b.column.name: b.header for b in binding.bound}
    within = [raw.sheet] if raw.sheet and findings.file != spec.label else []
    prefix = spec.filled(spec.id_prefix, raw.sheet)
    read = _row_reader(spec, binding, findings, _prefixed(table, spec), prefix)
    kept = {header: i for i, header in reversed(list(enumerate(raw.headers))) if header}
    coordinates = Coordinates.of(
        None if raw.has_geometry else spec.crs, binding, [row for row, _ in rows], findings
    )
    if coordinates.crs is not None and rows:
        findings.found.append(changed_crs(findings.file, coordinates.crs))
    amounts = [b for b in binding.bound if b.column.adds_up]
    records: list[Record] = []
    for row, sections in rows:
        cells = row.cells
        if len(cells) < len(raw.headers):
            cells = [*cells, *[None] * (len(raw.headers) - len(cells))]
        if cells_bytes(cells) > LARGEST_CELL:
            cells = _without_long(cells, row.number, raw.headers, binding.wkt, findings)
        values = dict(empty)
        read(row.number, _without_merged(row, cells, amounts, findings), values)
        coordinates.fill(row.number, values)
        geometry = geometry_of(table, row, cells, binding, values, coordinates.crs, findings)
        record = Record(
            file=findings.file,
            row=row.number,
            values=values,
            raw=RawTexts(kept, cells),
            headers=headers,
            geometry=geometry,
            sections=(*sections, *within),
        )
        records.append(record)
    ask_about_columns(spec, binding, records, findings)
    return records


def _row_reader(
    spec: FileSpec, binding: Binding, findings: FileFindings, prefixed: Sequence[str], prefix: str
) -> Callable[[int, Sequence[Cell], dict[str, Any]], None]:
    """Return the function that fills the typed values of one row."""
    readers = [(b, _reader(spec, b)) for b in binding.bound if b.parts is None]
    computed = [(b, row_reader(b.column, b.parts, spec)) for b in binding.bound if b.parts]
    tell = Telling(spec, findings)
    implying = [b.column for b in binding.bound if b.column.implies]

    def read_row(number: int, cells: Sequence[Cell], values: dict[str, Any]) -> None:
        prices: list[tuple[Bound, TwoReadings, str]] = []
        for bound, read in readers:
            cell = cells[bound.index] if not bound.joined else _joint(cells, bound.joined)
            value = read(cell)
            if value is None:
                if bound.column.required:
                    _note_empty(number, bound, findings)
            elif value.__class__ in _PLAIN:
                values[bound.column.name] = value
            elif value.__class__ is TwoReadings:
                prices.append((bound, value, cell_text(cells[bound.index])))
            else:
                text = cell_text(cell)
                values[bound.column.name] = tell.explained(value, text, number, bound)
        for bound, compute in computed:
            value = compute(cells)
            if value is None and bound.column.required:
                _note_empty(number, bound, findings)
            elif value.__class__ not in _PLAIN:
                text = cells_text(bound.parts, cells) if bound.parts else ""
                if isinstance(value, TwoReadings):
                    prices.append((bound, value, text))
                    continue
                value = tell.explained(value, text, number, bound)
            values[bound.column.name] = value
        for bound, price, text in prices:
            value = tell.one_price(price, text, values.get("currency"))
            values[bound.column.name] = tell.explained(value, text, number, bound)
        for column in implying:
            _imply(column, values)
        for name in prefixed:
            if values[name] is not None:
                values[name] = prefix + values[name]

    return read_row


def _reader(spec: FileSpec, bound: Bound) -> CellReader:
    """Return the reader of the cells of a column."""
    codes = spec.values.get(bound.column.name, {})
    return cell_reader(bound.column, spec.number_format, bound.factor, codes, spec.date_format)


def _joint(cells: Sequence[Cell], places: Sequence[int]) -> str | None:
    """Return the identifier that several cells make together, None when one of them is empty."""
    texts = [cell_text(cells[i]).strip() for i in places]
    return "-".join(texts) if all(texts) else None


def _prefixed(table: Table, spec: FileSpec) -> list[str]:
    """Return the columns that an `id_prefix` stands before: the identifier, and parents' ids."""
    if not spec.id_prefix:
        return []
    names = [*[c.name for c in table.columns if c.required][:1], "parent_id"]
    return [
        n for n in names if n in table.by_name and table.by_name[n].type is ValueType.IDENTIFIER
    ]


_PLAIN = frozenset((str, int, float, bool, Decimal))


def _without_long(
    cells: Sequence[Cell],
    row: int,
    headers: Sequence[str],
    wkt: int | None,
    findings: FileFindings,
) -> list[Cell]:
    """Return the cells of a row without texts that no spreadsheet holds, after telling them."""
    kept = list(cells)
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or len(cell) <= LARGEST_CELL or index == wkt:
            continue
        kept[index] = None
        findings.add(
            rules.VALUE_TOO_LONG,
            row,
            headers[index] if index < len(headers) else None,
            found=f"{len(cell):,} characters",
            expected=f"at most {LARGEST_CELL:,} characters in a cell",
            todo="shorten the text; look for a quotation mark that is never closed",
        )
    return kept


def _without_merged(
    row: RawRow, cells: Sequence[Cell], amounts: Sequence[Bound], findings: FileFindings
) -> Sequence[Cell]:
    """Return the cells without amounts that a merged cell of an earlier row brings, told."""
    merged = [b for b in amounts if b.index in row.carried] if row.carried else ()
    if not merged:
        return cells
    kept = list(cells)
    for bound in merged:
        kept[bound.index] = None
        findings.add(
            reading_rules.MERGED_AMOUNT,
            row.number,
            bound.header,
            found=f"{shorten(cell_text(cells[bound.index]), 40)} merged over several rows",
            expected="an amount in each row",
            todo="undo the merged cell and write what belongs to each row",
        )
    return kept


def _note_empty(row: int, bound: Bound, findings: FileFindings) -> None:
    """Record a required value that is empty."""
    found = "nothing"
    expected = f"{bound.column.meaning()} ({bound.column.meaning('mn')})"
    todo = "fill it in"
    findings.add(rules.VALUE_REQUIRED, row, bound.header, found=found, expected=expected, todo=todo)


def _imply(column: Column, values: dict[str, Any]) -> None:
    """Fill an empty column from a yes/no column that settles it."""
    for implied in column.implies:
        if values[column.name] is implied.when and values[implied.column] is None:
            values[implied.column] = implied.code


# -- geometry -----------------------------------------------------------------------------------
