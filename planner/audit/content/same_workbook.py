"""Compare two workbooks cell by cell: values, formulas, number formats, what is hidden."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from planner.audit.difference import first_difference

Place = tuple[str, Any, Any]

_ROOM = 4  # how many times larger than what is written now a member may claim to be
_SPARE_BYTES = 16 * 1024 * 1024


def differing_cell(recorded: Path, now: Path) -> Place | None:
    """Return sheet and cell of the first difference, with both contents; None where all agree.

    Formulas are compared first, then the values that were stored for them.
    """
    return (
        _differing_size(recorded, now)
        or _differing(recorded, now, values=False)
        or _differing(recorded, now, values=True)
    )


def _differing_size(recorded: Path, now: Path) -> Place | None:
    """Return the sizes when the recorded workbook unpacks to far more: it is not read then."""
    old, new = _unpacked_bytes(recorded), _unpacked_bytes(now)
    return ("bytes unpacked", old, new) if old > _ROOM * new + _SPARE_BYTES else None


def _unpacked_bytes(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(info.file_size for info in archive.infolist())


def _differing(recorded: Path, now: Path, *, values: bool) -> Place | None:
    from openpyxl import load_workbook

    books = (load_workbook(path, data_only=values) for path in (recorded, now))
    with closing(next(books)) as old, closing(next(books)) as new:
        sheets = [[s.title for s in book.worksheets] for book in (old, new)]
        if sheets[0] != sheets[1]:
            return first_difference(sheets[0], sheets[1], "sheets")
        for one, other in zip(old.worksheets, new.worksheets, strict=True):
            found = _differing_sheet(one, other)
            if found is not None:
                return f"sheet {one.title}, {found[0]}", found[1], found[2]
    return None


def _differing_sheet(old: Any, new: Any) -> Place | None:
    """Return the first cell, hidden row or hidden column that differs between two sheets."""
    if old.sheet_state != new.sheet_state:
        return "state", old.sheet_state, new.sheet_state
    hidden = _hidden(old), _hidden(new)
    if hidden[0] != hidden[1]:
        return "hidden rows and columns", hidden[0], hidden[1]
    for one, other in zip_longest(_cells(old), _cells(new)):
        if one != other:
            place = min(x[0] for x in (one, other) if x is not None)
            shown = [x[1] if x is not None and x[0] == place else None for x in (one, other)]
            return f"cell {_address(place)}", shown[0], shown[1]
    return None


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], tuple[Any, ...]]]:
    """Yield row and column with content, format, note and link of every cell that has any."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                note = None if cell.comment is None else cell.comment.text
                link = None if cell.hyperlink is None else cell.hyperlink.target
                content = _plain(cell.value), cell.number_format, note, link
                yield (cell.row, cell.column), content


def _plain(value: Any) -> Any:
    """Return a value that compares by what it says; formulas of an area are objects."""
    text = getattr(value, "text", None)
    return value if text is None else (getattr(value, "ref", ""), text)


def _hidden(sheet: Any) -> list[str]:
    rows = [f"row {n}" for n, row in sheet.row_dimensions.items() if row.hidden]
    return rows + [f"column {n}" for n, column in sheet.column_dimensions.items() if column.hidden]


def _address(place: tuple[int, int]) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(place[1])}{place[0]}"
