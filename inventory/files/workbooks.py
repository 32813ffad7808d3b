"""Workbooks: the sheet that holds a table, its cells with their types; unsafe ones are refused."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from inventory import rules
from inventory.files.archives import DAMAGES, open_archive
from inventory.files.grids import Grid, RawRow, Recognise, is_filled
from inventory.files.headers import known_headers
from inventory.files.limits import Meter, TooLarge
from inventory.files.probe import survives
from inventory.files.sheet_extents import LARGEST_AREA, Extent, measure, merged_area
from inventory.findings import Finding
from inventory.values import Cell, fold, shorten, suggestion

UNPACKED_FACTOR = 8
"""A workbook may unpack to at most this many times the limit of its file size."""

MOST_EDITED_CELLS = 500_000
"""Cells of a workbook that is opened for editing: a bid, or a buyer's own tender form."""

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_workbook(
    data: bytes,
    file: str,
    sheet: str | None,
    limit_bytes: int,
    recognise: Recognise,
    meter: Meter | None = None,
) -> Grid:
    """Return the rows of a workbook's sheet; what is wrong with it is in the findings."""
    meter = meter or Meter()
    if data.startswith(b"PK"):
        findings = inspect(data, file, limit_bytes * UNPACKED_FACTOR, meter)
    elif not data.startswith(_OLD_WORKBOOK):
        findings = [_not_a_workbook(file, "a file that is not a workbook")]
    elif not survives("workbook", data, meter.most_bytes - meter.used_bytes):
        findings = [_old_and_unsafe(file, meter)]
    else:
        findings = []
    if any(f.rule != rules.FILE_FORMULA.id for f in findings):
        return Grid(rows=(), is_text=False, findings=findings)
    grid = _read_sheets(data, file, sheet, recognise, meter)
    return replace(grid, findings=findings + grid.findings)


def _old_and_unsafe(file: str, meter: Meter) -> Finding:
    """Return the finding of an old workbook that a process of its own could not read."""
    return rules.FILE_UNSAFE.finding(
        file,
        found="an old workbook (.xls) that is damaged or takes too much memory",
        expected=f"at most {meter.most_bytes / 2**20:,.0f} MiB in memory",
        todo="open it in a spreadsheet program and save it again as XLSX",
    )


def _not_a_workbook(file: str, found: str) -> Finding:
    """Return the finding of a file that no workbook reader can open."""
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        found=found,
        expected="a workbook (XLSX)",
        todo="open it in a spreadsheet program and save it again as XLSX",
    )


# -- before reading -------------------------------------------------------------------------------


def inspect(data: bytes, file: str, limit_bytes: int, meter: Meter) -> list[Finding]:
    """Return why a packed workbook must not be opened, and which of its cells would read as empty.

    Nothing is opened by a workbook library before this has seen every byte of it.
    """
    try:
        with open_archive(data, limit_bytes) as archive:
            extents = measure(archive, limit_bytes, meter)
            names = {name.casefold().lstrip("/") for name in archive.namelist()}
            other = _other_kind(names)
    except TooLarge as error:
        return [error.finding(file)]
    except DAMAGES as error:
        detail = shorten(str(error), 60)
        found = f"a damaged workbook ({detail})" if detail else "a damaged workbook"
        return [_not_a_workbook(file, found)]
    return [_not_a_workbook(file, other)] if other else _empty_cells(file, extents)


def too_much_to_edit(data: bytes, limit_bytes: int) -> str | None:
    """Return why a workbook is not opened for editing, None when it may be.

    The library that edits workbooks makes an object of every cell, and of every cell that a merged
    range covers. Raises one of `DAMAGES` for an archive that cannot be read.
    """
    try:
        with open_archive(data, limit_bytes) as archive:
            extents = measure(archive, limit_bytes, Meter(), sparse=True)
            merged = merged_area(archive, limit_bytes)
    except TooLarge as error:
        return error.found
    cells = sum(extent.cells for extent in extents) + merged
    return f"{cells:,} cells" if cells > MOST_EDITED_CELLS else None


def _other_kind(names: Collection[str]) -> str | None:
    """Return what an archive is that a reader could take for anything but an XLSX workbook."""
    if "content.xml" in names:
        return "an OpenDocument file, such as .ods"
    if "xl/workbook.bin" in names:
        return "a binary workbook (XLSB)"
    return None if "xl/workbook.xml" in names else "a file that is not a workbook"


def _empty_cells(file: str, extents: Sequence[Extent]) -> list[Finding]:
    """Return the warning that formulas without values and error cells read as empty."""
    formulas, errors = sum(e.formulas for e in extents), sum(e.errors for e in extents)
    parts = [f"{formulas} formulas without a stored value"] if formulas else []
    parts += [f"{errors} cells with an error such as #N/A"] if errors else []
    if not parts:
        return []
    return [
        rules.FILE_FORMULA.finding(
            file,
            found=" and ".join(parts),
            expected="values",
            todo="open the workbook, let it recalculate, correct errors, and save it",
        )
    ]


# -- reading ------------------------------------------------------------------------------------


def _read_sheets(
    data: bytes, file: str, sheet: str | None, recognise: Recognise, meter: Meter
) -> Grid:
    """Return the rows of the named sheet, or of the one whose header is known best."""
    try:
        return _choose_sheet(data, file, sheet, recognise, meter)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except TooLarge as error:
        return Grid(rows=(), is_text=False, findings=[error.finding(file)])
    except BaseException as error:  # the workbook library panics outside of Exception
        found = f"a damaged workbook ({shorten(str(error) or type(error).__name__, 60)})"
        return Grid(rows=(), is_text=False, findings=[_not_a_workbook(file, found)])


def _choose_sheet(
    data: bytes, file: str, wanted: str | None, recognise: Recognise, meter: Meter
) -> Grid:
    """Return the grid of a sheet, with a note when others were left alone.

    Sheets are read one after the other, and only the best so far is kept.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    if wanted is not None:
        match = next((name for name in names if fold(name) == fold(wanted)), None)
        if match is None:
            finding = _no_sheet(file, wanted, names)
            return Grid(rows=(), is_text=False, findings=[finding])
        return _metered(_grid(workbook.get_sheet_by_name(match)), meter)
    filled: list[str] = []
    best, best_name, most = Grid(rows=(), is_text=False), "", -1
    for name in names:
        grid = _grid(workbook.get_sheet_by_name(name))
        if grid.rows:
            filled.append(name)
            known = known_headers(grid, recognise)
            if known > most:
                best, best_name, most = grid, name, known
    if len(filled) > 1:
        best.findings.append(_chosen(file, best_name, [n for n in filled if n != best_name]))
    return _metered(best, meter)


def _metered(grid: Grid, meter: Meter) -> Grid:
    """Return a grid after counting its rows; raises TooLarge beyond a limit."""
    for row in grid.rows:
        meter.add_row(row.cells)
    return grid


def _grid(sheet: Any) -> Grid:
    """Return the rows of a sheet; text of cells merged downwards stands in each of their rows.

    Raises TooLarge when merged ranges lie over each other so often that spreading never ends.
    """
    cells: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    spread = 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        if isinstance(value, str) and value:
            spread += max(0, min(bottom + 1, len(cells)) - top)
            if spread > LARGEST_AREA:
                raise TooLarge(
                    "merged cells that lie over each other", f"at most {LARGEST_AREA:,} cells"
                )
            for row in range(top + 1, min(bottom + 1, len(cells))):
                cells[row][left] = value
    rows = [RawRow(number, row) for number, row in enumerate(cells, 1)]
    return Grid(rows=[r for r in rows if any(is_filled(c) for c in r.cells)], is_text=False)


def _no_sheet(file: str, wanted: str, names: Sequence[str]) -> Finding:
    """Return the finding of a sheet that the workbook lacks."""
    near = suggestion(wanted, names)
    return rules.FILE_LAYER.finding(
        file,
        found=f"no sheet {shorten(wanted)}",
        expected="one of the sheets " + ", ".join(shorten(name, 40) for name in names),
        todo=f'set sheet = "{near}" in kholboo.toml' if near else "correct `sheet`",
    )


def _chosen(file: str, chosen: str, others: Sequence[str]) -> Finding:
    """Return the note that one sheet was read and others were not."""
    return rules.FILE_SHEET_CHOSEN.finding(
        file,
        found=f"sheet {shorten(chosen, 40)} read; not read: "
        + ", ".join(shorten(name, 40) for name in others),
        todo="set `sheet` in kholboo.toml if the table is on another sheet",
    )
