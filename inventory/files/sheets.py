"""Which sheets of a workbook are the table: the ones named, or all that have its header."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from inventory import reading_rules, rules
from inventory.files.grids import Grid, RawRow, Recognise, is_filled
from inventory.files.headers import known_headers
from inventory.files.hidden_cells import Hidden
from inventory.files.limits import Meter, TooLarge
from inventory.files.sheet_extents import LARGEST_AREA
from inventory.findings import Finding
from inventory.values import Cell, fold, shorten, suggestion

IsWhole = Callable[[Collection[str]], bool]
"""Tells whether headers, folded, hold every column that the table requires."""
_MOST_NAMES = 12  # sheets that a finding lists by name


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheets the project file asks for, and what is done with hidden rows."""

    names: tuple[str, ...] = ()  # or patterns with *; none: those with the table's header
    hidden_rows: str | None = None  # "read", "skip", None: read with a warning


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that may be the table: its rows and the known headers that it has."""

    name: str
    grid: Grid
    headers: Mapping[str, str]  # as written, by what they are compared by
    is_visible: bool


def read_sheets(
    workbook: Any,
    file: str,
    wanted: Wanted,
    recognise: Recognise,
    is_whole: IsWhole,
    hidden_of: Callable[[str], Hidden],
    meter: Meter,
) -> list[Grid]:
    """Return the rows of every sheet of the table, at least one grid.

    Raises TooLarge beyond a limit, and what the workbook library raises.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = {
        s.name: s.visible == SheetVisibleEnum.Visible
        for s in workbook.sheets_metadata
        if s.typ == SheetTypeEnum.WorkSheet
    }
    if wanted.names:
        names, findings = _named(file, wanted.names, list(shown))
    else:
        names, findings = list(shown), []
    sheets = list(_filled(workbook, names, shown, recognise, meter))
    if not wanted.names:
        sheets, findings = _chosen(file, sheets, is_whole)
    grids = [_without_hidden(s, file, wanted, hidden_of(s.name)) for s in sheets]
    grids = [replace(grid, sheet=s.name) for grid, s in zip(grids, sheets, strict=True)]
    first = grids[0] if grids else Grid(rows=(), is_text=False)
    return [replace(first, findings=findings + first.findings), *grids[1:]]


def _filled(
    workbook: Any, names: Sequence[str], shown: dict[str, bool], recognise: Recognise, meter: Meter
) -> Iterable[_Sheet]:
    """Yield the sheets that hold anything; those with a known header count for the meter."""
    for name in names:
        grid = grid_of(workbook.get_sheet_by_name(name))
        if not grid.rows:
            continue
        headers = known_headers(grid, recognise)
        if headers or len(names) == 1:
            for row in grid.rows:
                meter.add_row(row.cells)
        yield _Sheet(name, grid, headers, shown[name])


# -- the choice -----------------------------------------------------------------------------------


def _named(
    file: str, wanted: Sequence[str], names: Sequence[str]
) -> tuple[list[str], list[Finding]]:
    """Return the sheets that the project file names, in the order of the workbook."""
    found: set[str] = set()
    findings: list[Finding] = []
    for pattern in wanted:
        match = [n for n in names if fold(n) == fold(pattern)]
        match = match or [n for n in names if fnmatchcase(n.casefold(), pattern.casefold())]
        found.update(match)
        if not match:
            findings.append(_no_sheet(file, pattern, names))
    return [name for name in names if name in found], findings


def _chosen(
    file: str, sheets: Sequence[_Sheet], is_whole: IsWhole
) -> tuple[list[_Sheet], list[Finding]]:
    """Return every sheet with the header of the best one, and what is to be said of others."""
    visible = [s for s in sheets if s.is_visible] or list(sheets)
    best = max(visible, key=lambda s: len(s.headers), default=None)
    if best is None:
        return [], []
    if not best.headers:
        return [best], _left(file, [best], [s for s in sheets if s is not best])
    same = [s for s in visible if s.headers.keys() == best.headers.keys()]
    others = [s for s in sheets if s not in same]
    rivals = [s for s in others if s.is_visible and is_whole(s.headers)]
    if rivals and is_whole(best.headers):
        return same, [_differ(file, best, same, rivals)]
    findings = _left(file, same, others)
    if len(same) > 1:
        findings.append(_joined(file, same))
    return same, findings


def _left(file: str, chosen: Sequence[_Sheet], others: Sequence[_Sheet]) -> list[Finding]:
    """Return the findings of sheets that were not read: a warning for those like the table."""
    half = max(2, -(-len(chosen[0].headers) // 2))
    alike = [s for s in others if len(s.headers) >= half]
    findings = []
    for rule, left in (
        (reading_rules.SHEETS_LEFT, alike),
        (rules.FILE_SHEET_CHOSEN, [s for s in others if s not in alike]),
    ):
        if left:
            todo = "set `sheet` in kholboo.toml if the table is on another sheet"
            found = f"{_list(chosen)} read; not read: {_list(left)}"
            findings.append(replace(rule.finding(file, found=found, todo=todo), count=len(left)))
    return findings


def _only_in(one: _Sheet, other: _Sheet) -> list[str]:
    """Return the headers of a sheet that another lacks, as written."""
    return sorted(one.headers[key] for key in one.headers.keys() - other.headers.keys())


def _differ(file: str, best: _Sheet, same: Sequence[_Sheet], rivals: Sequence[_Sheet]) -> Finding:
    """Return the question which of several sheets with different headers are the table."""
    rival = rivals[0]
    parts = [f"{_list(same)}; with another header: {_list(rivals)}"]
    if lacks := _only_in(best, rival):
        parts.append(f"{shorten(rival.name, 40)} lacks {', '.join(lacks[:3])}")
    if more := _only_in(rival, best):
        parts.append(f"{shorten(rival.name, 40)} also has {', '.join(more[:3])}")
    return reading_rules.SHEETS_DIFFER.finding(
        file,
        found="; ".join(parts),
        expected="one header on all sheets of the table",
        todo='set sheet = "*" in kholboo.toml to read all, or name one: '
        f'sheet = "{shorten(best.name, 40)}"',
    )


def _joined(file: str, sheets: Sequence[_Sheet]) -> Finding:
    """Return the note that several sheets were read as one table."""
    found = f"{len(sheets)} sheets with one header: {_list(sheets)}"
    todo = "name the right ones under `sheet` in kholboo.toml if some do not belong to it"
    return reading_rules.SHEETS_JOINED.finding(file, found=found, expected="one table", todo=todo)


def _list(sheets: Sequence[_Sheet]) -> str:
    """Return names of sheets for a finding."""
    names = [shorten(s.name, 40) for s in sheets[:_MOST_NAMES]]
    more = len(sheets) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _no_sheet(file: str, wanted: str, names: Sequence[str]) -> Finding:
    """Return the finding of a sheet that the workbook lacks."""
    near = suggestion(wanted, names)
    found = f"no sheet {shorten(wanted)}"
    expected = "one of the sheets " + ", ".join(shorten(name, 40) for name in names)
    todo = f'set sheet = "{near}" in kholboo.toml' if near else "correct `sheet`"
    return rules.FILE_LAYER.finding(file, found=found, expected=expected, todo=todo)


# -- rows -----------------------------------------------------------------------------------------


def grid_of(sheet: Any) -> Grid:
    """Return the rows of a sheet; what is merged downwards stands in each of its rows.

    Raises TooLarge when merged ranges lie over each other so often that spreading never ends.
    """
    cells: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    carried: dict[int, set[int]] = {}
    across: set[int] = set()
    spread = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]) or not is_filled(cells[top][left]):
            continue
        last = min(bottom + 1, len(cells))
        if right > left:
            across.add(top)
        spread += max(0, last - top)
        if spread > LARGEST_AREA:
            raise TooLarge(
                "merged cells that lie over each other", f"at most {LARGEST_AREA:,} cells"
            )
        for row in range(top + 1, last):
            cells[row][left] = cells[top][left]
            carried.setdefault(row, set()).add(left)
    rows = [
        RawRow(
            number,
            row,
            carried=frozenset(carried.get(number - 1, ())),
            is_across=number - 1 in across,
        )
        for number, row in enumerate(cells, 1)
    ]
    return Grid(rows=[r for r in rows if _is_row(r)], is_text=False)


def _is_row(row: RawRow) -> bool:
    """Return whether a row holds anything of its own or below a merged cell."""
    return any(is_filled(cell) for cell in row.cells)


def _without_hidden(sheet: _Sheet, file: str, wanted: Wanted, hidden: Hidden) -> Grid:
    """Return the rows of a sheet as the project file wants hidden ones, and tell of them."""
    grid, findings = sheet.grid, list(sheet.grid.findings)
    rows = [row.number for row in grid.rows if row.number in hidden.rows]
    skip = wanted.hidden_rows == "skip"
    if rows and wanted.hidden_rows != "read":
        rule = reading_rules.HIDDEN_ROWS_SKIPPED if skip else reading_rules.HIDDEN_ROWS
        findings.append(
            rule.finding(
                file,
                rows[0],
                found=f"{len(rows)} hidden on sheet {shorten(sheet.name, 40)}: row {_rows(rows)}",
                expected="" if skip else "a decision whether they belong to the table",
                todo="nothing to do"
                if skip
                else 'set hidden_rows = "skip" or "read" in kholboo.toml, or remove the filter',
            )
        )
    widest = max((len(row.cells) for row in grid.rows), default=0)
    columns = sorted(number for number in hidden.columns if number <= widest)
    if columns:
        found = f"hidden: {', '.join(map(column_letters, columns[:8]))}"
        todo = 'map a column to "" under `columns` in kholboo.toml to leave it out'
        findings.append(reading_rules.HIDDEN_COLUMNS.finding(file, found=found, todo=todo))
    kept = [row for row in grid.rows if not skip or row.number not in hidden.rows]
    return replace(grid, rows=kept, findings=findings)


def _rows(numbers: Sequence[int]) -> str:
    """Return row numbers for a finding, three of them at most."""
    shown = ", ".join(str(number) for number in numbers[:3])
    return f"{shown} …" if len(numbers) > 3 else shown


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
