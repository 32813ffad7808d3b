"""Workbooks: the sheet that holds a table, its cells with their types, and workbooks that bite."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inventory import rules
from inventory.findings import Finding
from inventory.grids import Grid, RawRow, Recognise, is_filled
from inventory.headers import known_headers
from inventory.values import Cell, fold, shorten, suggestion

UNPACKED_FACTOR = 8
"""A workbook may unpack to at most this many times the limit of its file size."""
LARGEST_AREA = 20_000_000
"""Cells between the first and the last used one of a sheet; readers hold them all."""
LARGEST_TEXT_BYTES = 2**30
"""Text of all cells together; a workbook stores equal texts once and readers repeat them."""

_CHUNK = 1 << 20
_OVERLAP = 512
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,8})"')
_COLUMN = re.compile(rb'\br="([A-Z]{1,3})[0-9]+"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')
_FORMULA_ALONE = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>")
_TEXT_CELL = re.compile(rb'\bt="s"[^>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<')
_SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def read_workbook(
    data: bytes, file: str, sheet: str | None, limit_bytes: int, recognise: Recognise
) -> Grid:
    """Return the rows of a workbook's sheet; what is wrong with it is in the findings."""
    findings: list[Finding] = []
    if data.startswith(b"PK"):
        findings = _inspect(data, file, limit_bytes * UNPACKED_FACTOR)
    elif not data.startswith(b"\xd0\xcf\x11\xe0"):
        findings = [_not_a_workbook(file, "a file that is not a workbook")]
    if any(f.rule != rules.FILE_FORMULA.id for f in findings):
        return Grid(rows=(), is_text=False, findings=findings)
    grid = _read_sheets(data, file, sheet, recognise)
    return replace(grid, findings=findings + grid.findings)


def _not_a_workbook(file: str, found: str) -> Finding:
    """Return the finding of a file that no workbook reader can open."""
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        found=found,
        expected="a workbook (XLSX)",
        todo="open it in a spreadsheet program and save it again as XLSX",
    )


# -- before reading: sizes ------------------------------------------------------------------------


@dataclass(slots=True)
class _Extent:
    """How far the cells of a sheet reach, and what its cells lack."""

    rows: int = 0
    columns: int = 0
    errors: int = 0
    formulas: int = 0


def _inspect(data: bytes, file: str, limit_bytes: int) -> list[Finding]:
    """Return why a workbook must not be opened, and which of its cells would read as empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            declared = sum(entry.file_size for entry in archive.infolist())
            if declared > limit_bytes:
                return [_unsafe(file, f"{declared / 2**20:,.0f} MiB when unpacked", limit_bytes)]
            extents = list(_extents(archive, limit_bytes))
            repeated = _repeated_text_bytes(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        return [_not_a_workbook(file, f"a damaged workbook ({shorten(str(error), 60)})")]
    except (NotImplementedError, KeyError, OverflowError, MemoryError):
        return [_not_a_workbook(file, "a damaged workbook")]
    if repeated > LARGEST_TEXT_BYTES:
        return [_unsafe(file, f"{repeated / 2**20:,.0f} MiB of text in its cells", limit_bytes)]
    too_wide = [e for e in extents if e.rows * e.columns > LARGEST_AREA]
    if too_wide:
        return [_stray_cell(file, too_wide[0])]
    return _empty_cells(file, extents)


def _extents(archive: zipfile.ZipFile, limit_bytes: int) -> Iterator[_Extent]:
    """Yield the extent of every sheet, unpacking every part once so that its check sum is tested.

    Raises:
        ValueError: the parts unpack to more than the archive's directory says or the limit allows.
    """
    unpacked = 0
    for entry in archive.infolist():
        if not entry.filename.casefold().endswith((".xml", ".rels")):
            continue
        extent = _Extent()
        tail = b""
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > limit_bytes:
                    raise ValueError("unpacks to more than the limit")
                _measure(tail, chunk, extent)
                tail = chunk[-_OVERLAP:]
        if _SHEET.match(entry.filename):
            yield extent


def _repeated_text_bytes(archive: zipfile.ZipFile) -> int:
    """Return how much text the cells hold together, shared texts counted where they are used."""
    names = {name.casefold().lstrip("/"): name for name in archive.namelist()}
    if "xl/sharedstrings.xml" not in names:
        return 0
    shared = archive.read(names["xl/sharedstrings.xml"])
    lengths = [len(text) for text in re.split(rb"</(?:\w+:)?si>", shared)]
    sheets = [name for name in archive.namelist() if _SHEET.match(name)]
    longest = max(lengths)
    if longest * sum(archive.getinfo(n).file_size // 20 for n in sheets) < LARGEST_TEXT_BYTES:
        return 0  # even if every cell held the longest text
    total = 0
    for name in sheets:
        for match in _TEXT_CELL.finditer(archive.read(name)):
            index = int(match[1])
            total += lengths[index] if index < len(lengths) else 0
    return total


def _measure(tail: bytes, chunk: bytes, extent: _Extent) -> None:
    """Add one piece of a sheet's XML to its extent; `tail` is the end of the piece before."""
    joined = tail + chunk
    extent.rows = max([extent.rows, *(int(n) for n in _ROW.findall(joined)[-2:])])
    letters = set(_COLUMN.findall(joined))
    extent.columns = max([extent.columns, *(_column_number(name) for name in letters)])
    before = len(tail)
    extent.errors += sum(1 for m in _ERROR_CELL.finditer(joined) if m.end() > before)
    extent.formulas += sum(1 for m in _FORMULA_ALONE.finditer(joined) if m.end() > before)


def _column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _unsafe(file: str, found: str, limit_bytes: int) -> Finding:
    """Return the finding of a workbook that unpacks to too much."""
    return rules.FILE_UNSAFE.finding(
        file,
        found=found,
        expected=f"at most {limit_bytes / 2**20:,.0f} MiB",
        todo="check where the file comes from; raise max_mib in kholboo.toml if it is right",
    )


def _stray_cell(file: str, extent: _Extent) -> Finding:
    """Return the finding of a sheet whose last used cell lies absurdly far away."""
    return rules.FILE_UNSAFE.finding(
        file,
        found=f"a sheet that reaches to row {extent.rows} and column {extent.columns}",
        expected=f"at most {LARGEST_AREA:,} cells between the first and the last",
        todo="delete the stray cell far from the table, or copy the table to a new sheet",
    )


def _empty_cells(file: str, extents: Sequence[_Extent]) -> list[Finding]:
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


def _read_sheets(data: bytes, file: str, sheet: str | None, recognise: Recognise) -> Grid:
    """Return the rows of the named sheet, or of the one whose header is known best."""
    try:
        return _choose_sheet(data, file, sheet, recognise)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # the workbook library panics outside of Exception
        found = f"a damaged workbook ({shorten(str(error) or type(error).__name__, 60)})"
        return Grid(rows=(), is_text=False, findings=[_not_a_workbook(file, found)])


def _choose_sheet(data: bytes, file: str, wanted: str | None, recognise: Recognise) -> Grid:
    """Return the grid of a sheet, with a note when others were left alone."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    if wanted is not None:
        match = next((name for name in names if fold(name) == fold(wanted)), None)
        if match is None:
            finding = _no_sheet(file, wanted, names)
            return Grid(rows=(), is_text=False, findings=[finding])
        return _grid(workbook.get_sheet_by_name(match))
    grids = [(name, _grid(workbook.get_sheet_by_name(name))) for name in names]
    filled = [(name, grid) for name, grid in grids if grid.rows]
    if not filled:
        return Grid(rows=(), is_text=False)
    best, grid = max(filled, key=lambda named: known_headers(named[1], recognise))
    if len(filled) > 1:
        grid.findings.append(_chosen(file, best, [n for n, _ in filled if n != best]))
    return grid


def _grid(sheet: Any) -> Grid:
    """Return the rows of a sheet; text of cells merged downwards stands in each of their rows."""
    cells: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        if isinstance(value, str) and value:
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
