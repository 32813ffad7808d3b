"""Tables as records: every row with typed values under the names of the column dictionary."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from inventory import rules
from inventory.columns import TABLES, Column, Shape, Table, ValueType
from inventory.findings import Finding, Rule, in_order
from inventory.grids import RawRow, RawTable, Recognise, is_filled
from inventory.headers import skipped_total, total_label
from inventory.project import CONFIG_NAME, FileSpec, Project, TableSpec
from inventory.tables import read_file
from inventory.units import factor_to, split_unit
from inventory.values import (
    Cell,
    Fault,
    NumberFormat,
    cell_text,
    fold,
    half_up,
    in_range,
    is_absent,
    read_date,
    read_identifier,
    read_number,
    read_yes_no,
    shorten,
    suggestion,
    whole,
)

MOST_REPEATS = 1000
"""A fault of one rule in one column is listed this often in a file; more are counted."""

_WKT_HEADERS = frozenset(fold(h) for h in ("geometry", "wkt", "geom", "the_geom"))
_NEEDED_ROWS = ("sites", "catalogue")  # tables without which there is nothing to plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table; `values` has every column of the dictionary, None where absent."""

    file: str
    row: int
    values: Mapping[str, Any]
    raw: Mapping[str, str]  # header as written -> text as written
    headers: Mapping[str, str]  # column -> header as written, for the columns the file has
    geometry: Any = None  # shapely geometry, WGS 84


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


def read_tables(project: Project) -> dict[str, TableRead]:
    """Return every table of a project; faults are findings of the table, never exceptions."""
    return {name: read_table(spec) for name, spec in sorted(project.tables.items())}


def read_table(spec: TableSpec) -> TableRead:
    """Return one table, read from all its files."""
    parts = [_read_one(TABLES[spec.name], file) for file in spec.files]
    records = tuple(record for part in parts for record in part.records)
    findings = [finding for part in parts for finding in part.findings]
    if not records and not any(f.severity == "error" for f in findings):
        findings.append(_no_rows(spec))
    sources = tuple(part.source for part in parts)
    return TableRead(
        name=spec.name,
        path="; ".join(source.path for source in sources),
        sha256=_joint_sha256(sources),
        rows=len(records),
        records=records,
        findings=tuple(in_order(findings)),
        files=sources,
    )


def _joint_sha256(sources: Sequence[FileSource]) -> str:
    """Return the sha256 of the only file, or of the list of sha256 of several."""
    if len(sources) == 1:
        return sources[0].sha256
    return hashlib.sha256("\n".join(s.sha256 for s in sources).encode()).hexdigest()


def _no_rows(spec: TableSpec) -> Finding:
    """Return the finding of a table without rows; sites and prices cannot be without."""
    rule = rules.FILE_EMPTY if spec.name in _NEEDED_ROWS else rules.TABLE_NO_ROWS
    return rule.finding(
        spec.files[0].label if spec.files else CONFIG_NAME,
        found="a header without rows",
        expected="at least one row",
        todo="fill the table, or remove it from kholboo.toml",
    )


# -- one file -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What one file gave."""

    source: FileSource
    records: list[Record]
    findings: list[Finding]


def _read_one(table: Table, spec: FileSpec) -> _Part:
    """Return the records of one file."""
    recognise = _recogniser(table, spec)
    read = read_file(spec, recognise)
    findings = _Findings(spec.label)
    findings.found.extend(read.table.findings)
    records: list[Record] = []
    if read.table.headers or read.table.rows:
        binding = _bind(table, spec, read.table, findings)
        records = _records(table, spec, read.table, binding, findings)
    source = FileSource(path=spec.label, sha256=read.sha256, rows=len(records))
    return _Part(source, records, findings.all())


def _recogniser(table: Table, spec: FileSpec) -> Recognise:
    """Return the test whether a header is known to the dictionary or to the project file."""
    mapped = {fold(header) for header in spec.columns.values() if header}

    @lru_cache(maxsize=4096)
    def recognise(header: str) -> bool:
        return fold(header) in mapped or table.match(header) is not None

    return recognise


class _Findings:
    """Collects the findings of one file; endless repeats are counted instead of listed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []
        self._repeats: Counter[tuple[str, str | None]] = Counter()
        self._assumed: dict[tuple[str, str, str], list[int]] = {}

    def add(
        self,
        rule: Rule,
        row: int | None = None,
        column: str | None = None,
        *,
        found: str = "",
        expected: str = "",
        todo: str = "",
    ) -> None:
        """Record a finding of this file."""
        self._repeats[rule.id, column] += 1
        if self._repeats[rule.id, column] <= MOST_REPEATS:
            finding = rule.finding(
                self.file, row, column, found=found, expected=expected, todo=todo
            )
            self.found.append(finding)

    def assume(self, row: int, column: str, text: str, code: str) -> None:
        """Record that a broad value was read as a code; each is told once with its count."""
        self._assumed.setdefault((column, shorten(text), code), []).append(row)

    def all(self) -> list[Finding]:
        """Return every finding, with the counts of those that were not listed."""
        for (column, text, code), rows in self._assumed.items():
            more = f" in {len(rows)} rows" if len(rows) > 1 else ""
            finding = rules.CODE_ASSUMED.finding(
                self.file,
                rows[0],
                column,
                found=f"{text}{more}, read as {code}",
                expected="one of the codes",
                todo=f"confirm {code}, or translate it under `values` in kholboo.toml",
            )
            self.found.append(finding)
        for (rule, name), count in self._repeats.items():
            if count > MOST_REPEATS:
                more = f"{count - MOST_REPEATS} more findings of {rule}"
                self.found.append(rules.ROWS_MORE.finding(self.file, None, name, found=more))
        self._assumed, self._repeats = {}, Counter()
        return self.found


# -- which header is which column -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bound:
    """A column of the dictionary and where its values stand in the file."""

    column: Column
    index: int
    header: str
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Binding:
    """The columns of one file, its constants, and the index of a geometry written as text."""

    bound: list[_Bound]
    constants: dict[str, Any]
    wkt: int | None


def _bind(table: Table, spec: FileSpec, raw: RawTable, findings: _Findings) -> _Binding:
    """Return which column each header is: by the project file, else by the dictionary."""
    bound = _mapped(table, spec, raw, findings)
    taken = {b.index for b in bound}
    closed = set(spec.columns) | set(spec.constants)
    found, unknown = _matched(table, raw, taken, closed, findings)
    bound += found
    wkt = None
    if not raw.has_geometry:
        wkt = next((i for i in unknown if fold(raw.headers[i]) in _WKT_HEADERS), None)
    names = {b.column.name for b in bound}
    plain = [i for i in unknown if i != wkt and not _explain_unread(table, raw, i, names, findings)]
    _note_unread(raw, plain, findings)
    constants = _constants(table, spec, findings)
    _require(table, raw, bound, constants, wkt, findings)
    return _Binding(sorted(bound, key=lambda b: b.index), constants, wkt)


def _mapped(table: Table, spec: FileSpec, raw: RawTable, findings: _Findings) -> list[_Bound]:
    """Return the columns that the project file maps to headers."""
    exact = {header: i for i, header in reversed(list(enumerate(raw.headers)))}
    folded = {fold(header): i for i, header in reversed(list(enumerate(raw.headers)))}
    bound: list[_Bound] = []
    for name, header in spec.columns.items():
        if not header:
            continue
        index = exact.get(header, folded.get(fold(header)))
        if index is None:
            near = suggestion(header, [h for h in raw.headers if h])
            findings.add(
                rules.COLUMN_MAPPED,
                raw.header_row,
                header,
                found="no such header",
                expected=f"the header that kholboo.toml maps to {name}",
                todo=f"write {near}" if near else f"correct columns.{name} in kholboo.toml",
            )
            continue
        column = table.by_name[name]
        written = raw.headers[index]
        bound.append(_Bound(column, index, written, _unit_factor(column, written, findings)))
    return bound


def _unit_factor(column: Column, header: str, findings: _Findings) -> Decimal | None:
    """Return the factor of the unit that a mapped header ends in."""
    if fold(header) in column.headers:
        return None
    for _, spelling in split_unit(header):
        factor = factor_to(column.unit, spelling)
        if factor is not None:
            return _converted(column, header, spelling, factor, findings)
    return None


def _converted(
    column: Column, header: str, spelling: str, factor: Decimal, findings: _Findings
) -> Decimal | None:
    """Return a factor with the note that it is used, None when the unit is ours already."""
    if factor == 1:
        return None
    findings.add(
        rules.COLUMN_UNIT,
        None,
        header,
        found=f"{shorten(spelling)}, multiplied by {factor.normalize():f}",
        expected=f"{column.name} in {column.unit}",
        todo="nothing to do if the header's unit is right",
    )
    return factor


def _matched(
    table: Table, raw: RawTable, taken: set[int], closed: set[str], findings: _Findings
) -> tuple[list[_Bound], list[int]]:
    """Return the columns that the dictionary knows by their headers, and the other headers."""
    best: dict[str, tuple[int, int, _Bound]] = {}
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
        entry = (match.rank, index, _Bound(column, index, header, factor))
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
        _note_doubled(header, name, best, findings)
    return bound, unknown


def _note_doubled(
    header: str, name: str, best: Mapping[str, tuple[int, int, _Bound]], findings: _Findings
) -> None:
    """Note that a header was passed over because its column is read from elsewhere."""
    source = f"the header {shorten(best[name][2].header)}" if name in best else "kholboo.toml"
    findings.add(
        rules.COLUMN_DOUBLED,
        None,
        header,
        found=f"another header for {name}",
        expected=f"{name} is read from {source}",
        todo=f"set columns.{name} in kholboo.toml to read this one instead",
    )


def _explain_unread(
    table: Table, raw: RawTable, index: int, bound: set[str], findings: _Findings
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
        todo=f'set columns = {{ {near.name} = "{shorten(header)}" }} in kholboo.toml if so',
    )
    return True


def _note_unread(raw: RawTable, unread: Sequence[int], findings: _Findings) -> None:
    """Note in one finding the columns that are not read."""
    names = [shorten(raw.headers[i], 40) for i in unread if raw.headers[i]]
    names += [
        f"column {i + 1} without a header"
        for i in unread
        if not raw.headers[i]
        and any(i < len(row.cells) and is_filled(row.cells[i]) for row in raw.rows)
    ]
    if names:
        findings.add(
            rules.COLUMN_UNKNOWN,
            raw.header_row,
            found=f"{len(names)} columns not read: " + ", ".join(names),
            todo="map those that should be read under `columns` in kholboo.toml",
        )


def _constants(table: Table, spec: FileSpec, findings: _Findings) -> dict[str, Any]:
    """Return the typed values that the project file gives for whole columns."""
    constants: dict[str, Any] = {}
    for name, written in spec.constants.items():
        value = _reader(table.by_name[name], NumberFormat.PLAIN, None, {})(written)
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
        constants[name] = value.code if isinstance(value, _Assumed) else value
    return constants


def _require(
    table: Table,
    raw: RawTable,
    bound: Sequence[_Bound],
    constants: Mapping[str, Any],
    wkt: int | None,
    findings: _Findings,
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
                expected=f"{column.en} ({column.mn})",
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


# -- values -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Assumed:
    """A code that a broad word was read as."""

    code: str


_Reader: TypeAlias = Callable[[Cell], Any]


def _reader(
    column: Column,
    form: NumberFormat | None,
    factor: Decimal | None,
    translations: Mapping[str, str],
) -> _Reader:
    """Return the function that reads a cell of a column: a typed value, None, or a Fault."""
    read = _typed(column, form, factor)
    if translations:
        plain = read

        def read(cell: Cell) -> Any:
            return plain(translations.get(fold(cell_text(cell)), cell))

    if column.type in (ValueType.IDENTIFIER, ValueType.TEXT) and not translations:
        return read
    return _remembering(read)


def _remembering(read: _Reader) -> _Reader:
    """Return a reader that reads each different cell once; columns repeat their values."""
    known: dict[Any, Any] = {}

    def remembered(cell: Cell) -> Any:
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        try:
            return known[key]
        except KeyError:
            value = known[key] = read(cell)
            return value

    return remembered


def _typed(column: Column, form: NumberFormat | None, factor: Decimal | None) -> _Reader:
    """Return the reader of a column's type."""
    match column.type:
        case ValueType.TEXT:
            return lambda cell: cell_text(cell).strip() or None
        case ValueType.IDENTIFIER:
            return lambda cell: read_identifier(cell) or None
        case ValueType.CODE:
            return lambda cell: _read_code(column, cell)
        case ValueType.YES_NO:
            return lambda cell: None if is_absent(cell) else read_yes_no(cell)
        case ValueType.DATE:
            return lambda cell: None if is_absent(cell) else read_date(cell)
        case ValueType.NUMBER | ValueType.WHOLE | ValueType.MONEY | ValueType.DECIMAL:
            return lambda cell: (
                None if is_absent(cell) else _read_number(column, cell, form, factor)
            )


def _read_number(
    column: Column, cell: Cell, form: NumberFormat | None, factor: Decimal | None
) -> float | int | Decimal | Fault:
    """Return a number in the column's unit and type, inside its range."""
    measure = column.type is ValueType.NUMBER
    number = read_number(cell, form, measure=measure)
    if isinstance(number, Fault):
        return number
    if factor is not None:
        number *= factor
    fault = in_range(number, column.low, column.high)
    if fault is not None:
        return fault
    match column.type:
        case ValueType.WHOLE:
            return whole(number)
        case ValueType.MONEY:
            return half_up(number)
        case ValueType.DECIMAL:
            return number
        case _:
            return float(number)


def _read_code(column: Column, cell: Cell) -> str | _Assumed | Fault | None:
    """Return the code that a cell's words mean."""
    text = cell_text(cell).strip()
    code = _code_of(column, text)
    if code is not None:
        return code
    if is_absent(text):
        return None
    if column.many:
        codes = [_code_of(column, part) for part in text.replace(",", "/").split("/")]
        if all(isinstance(c, str) for c in codes):
            order = [c.code for c in column.codes]
            return max((c for c in codes if isinstance(c, str)), key=order.index)
    return _unknown_code(column, text)


def _code_of(column: Column, text: str) -> str | _Assumed | None:
    """Return the code of one word, marked when it is an assumption."""
    word = fold(text)
    if not word:
        return None
    if word in column.code_of:
        return column.code_of[word]
    if word in column.assumed_code_of:
        return _Assumed(column.assumed_code_of[word])
    return None


def _unknown_code(column: Column, text: str) -> Fault:
    """Return the fault of a value that is no code, with the nearest one."""
    near = suggestion(text, column.code_of)
    codes = ", ".join(code.code for code in column.codes)
    todo = f"write {column.code_of[near]}" if near else "correct it, or translate it under `values`"
    return Fault(rules.CODE_UNKNOWN, f"one of {codes}", todo)


# -- rows ---------------------------------------------------------------------------------------


def _records(
    table: Table, spec: FileSpec, raw: RawTable, binding: _Binding, findings: _Findings
) -> list[Record]:
    """Return the typed records of a file's rows."""
    empty: dict[str, Any] = dict.fromkeys(table.by_name)
    empty.update(binding.constants)
    headers = {b.column.name: b.header for b in binding.bound}
    read = _row_reader(spec, binding, findings)
    kept = [(i, header) for i, header in enumerate(raw.headers) if header]
    kept.reverse()  # the first of two equal headers stays
    records: list[Record] = []
    for row in _without_totals(table, raw, binding, findings):
        cells = row.cells
        if len(cells) < len(raw.headers):
            cells = [*cells, *[None] * (len(raw.headers) - len(cells))]
        values = dict(empty)
        read(row.number, cells, values)
        geometry = _geometry(table, row, cells, binding, values, findings)
        record = Record(
            file=spec.label,
            row=row.number,
            values=values,
            raw={header: _raw_text(cells[i]) for i, header in kept},
            headers=headers,
            geometry=geometry,
        )
        records.append(record)
    return records


def _row_reader(
    spec: FileSpec, binding: _Binding, findings: _Findings
) -> Callable[[int, Sequence[Cell], dict[str, Any]], None]:
    """Return the function that fills the typed values of one row."""
    readers = [
        (b, _reader(b.column, spec.number_format, b.factor, spec.values.get(b.column.name, {})))
        for b in binding.bound
    ]
    implying = [b.column for b in binding.bound if b.column.implies]

    def read_row(number: int, cells: Sequence[Cell], values: dict[str, Any]) -> None:
        for bound, read in readers:
            value = read(cells[bound.index])
            if value is None:
                if bound.column.required:
                    _note_empty(number, bound, findings)
            elif value.__class__ in _PLAIN:
                values[bound.column.name] = value
            else:
                cell = cells[bound.index]
                values[bound.column.name] = _explained(value, cell, number, bound, findings)
        for column in implying:
            _imply(column, values)

    return read_row


def _without_totals(
    table: Table, raw: RawTable, binding: _Binding, findings: _Findings
) -> Iterator[RawRow]:
    """Yield the rows that are not totals; each total is noted."""
    identifier = _identifier_index(table, binding)
    for row in raw.rows:
        label = total_label(row)
        if label is not None and _is_total(row, identifier):
            findings.found.append(skipped_total(findings.file, row, label))
        else:
            yield row


_PLAIN = frozenset((str, int, float, bool, Decimal))


def _raw_text(cell: Cell) -> str:
    """Return a cell's text; most are text already."""
    return cell if isinstance(cell, str) else cell_text(cell)


def _identifier_index(table: Table, binding: _Binding) -> int | None:
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


def _explained(
    value: Fault | _Assumed, cell: Cell, row: int, bound: _Bound, findings: _Findings
) -> str | None:
    """Return what an unusual reading comes to, after telling it."""
    if isinstance(value, _Assumed):
        findings.assume(row, bound.header, cell_text(cell), value.code)
        return value.code
    findings.add(
        value.rule,
        row,
        bound.header,
        found=shorten(cell_text(cell)),
        expected=value.expected,
        todo=value.todo,
    )
    return None


def _note_empty(row: int, bound: _Bound, findings: _Findings) -> None:
    """Record a required value that is empty."""
    findings.add(
        rules.VALUE_REQUIRED,
        row,
        bound.header,
        found="nothing",
        expected=f"{bound.column.en} ({bound.column.mn})",
        todo="fill it in",
    )


def _imply(column: Column, values: dict[str, Any]) -> None:
    """Fill an empty column from a yes/no column that settles it."""
    for implied in column.implies:
        if values[column.name] is implied.when and values[implied.column] is None:
            values[implied.column] = implied.code


# -- geometry -----------------------------------------------------------------------------------

_GEOMETRY_TYPES: Mapping[Shape, tuple[str, ...]] = {
    Shape.NONE: (),
    Shape.POINT: ("Point", "MultiPoint", "Polygon", "MultiPolygon"),
    Shape.LINE: ("LineString", "MultiLineString"),
    Shape.AREA: ("Polygon", "MultiPolygon"),
}


def _geometry(
    table: Table,
    row: RawRow,
    cells: Sequence[Cell],
    binding: _Binding,
    values: dict[str, Any],
    findings: _Findings,
) -> Any:
    """Return the geometry of a row, None when it has none the table can use."""
    geometry = row.geometry
    if binding.wkt is not None and is_filled(cells[binding.wkt]):
        geometry = _from_wkt(cell_text(cells[binding.wkt]), row.number, findings)
    if table.shape is Shape.NONE:
        return None
    if geometry is None:
        if table.needs_geometry:
            _note_geometry(row.number, "no geometry", table, findings)
        return None
    if geometry.geom_type not in _GEOMETRY_TYPES[table.shape]:
        _note_geometry(row.number, geometry.geom_type, table, findings)
        return None
    if table.shape is Shape.POINT:
        _place(geometry, values)
    return geometry


def _from_wkt(text: str, row: int, findings: _Findings) -> Any:
    """Return a geometry written as text (WKT)."""
    import shapely

    geometry = shapely.from_wkt(text, on_invalid="ignore")
    if geometry is None or geometry.is_empty:
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


def _note_geometry(row: int, found: str, table: Table, findings: _Findings) -> None:
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
