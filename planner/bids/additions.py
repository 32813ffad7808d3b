"""What a bidder put beside the form: sheets, discounts, hidden rows, macros."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.prices import clean, is_empty
from planner.bids.rules import DISCOUNT, HIDDEN, MACROS, SHEET_ADDED
from planner.language.messages.findings import phrase
from planner.procurement.sheets.tender_workbook import META
from planner.rendering.table import letters

_DISCOUNT = re.compile(r"хөнгөл|хямд|скидк|discount|rebate|price\s+reduction", re.IGNORECASE)


def macros(data: bytes, file: str) -> Iterator[Finding]:
    """Yield that a workbook holds macros; nothing here ever runs them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            expected = phrase("a workbook without macros")
            todo = phrase("do not run them; ask the bidder why they are there")
            yield MACROS.finding(file, found=phrase("macros"), expected=expected, todo=todo)


def additions(book: Any, sent: Any, file: str) -> Iterator[Finding]:
    """Yield sheets that were added, discounts spoken of, and what was hidden."""
    ours = {page.title: page for page in sent.worksheets}
    for page in book.worksheets:
        mine = ours.get(page.title)
        if mine is None:
            yield _added(page, file)
        if page.title != META:
            yield from _discounts(page, mine, file)
            yield from _hidden(page, mine, file)
    for title in book.sheetnames:
        if title not in ours and title not in {page.title for page in book.worksheets}:
            yield _sheet_added(title, phrase("a chart"), file)  # has no cells


def _added(page: Any, file: str) -> Finding:
    filled = [cell for cell in page._cells.values() if not is_empty(cell.value)]
    first = shorten(clean(filled[0].value)) if filled else phrase("nothing")
    what = phrase("{count} filled cells, the first: {what}", count=len(filled), what=first)
    return _sheet_added(page.title, what, file)


def _sheet_added(title: str, what: str, file: str) -> Finding:
    found = phrase("sheet {name}: {what}", name=shorten(clean(title)), what=what)
    expected = phrase("the sheets that were sent")
    todo = phrase("read it: nothing of it is in the total")
    return SHEET_ADDED.finding(file, column=title, found=found, expected=expected, todo=todo)


def _discounts(page: Any, mine: Any, file: str) -> Iterator[Finding]:
    """Yield cells and comments that speak of a discount and were not sent so."""
    for (row, column), cell in sorted(page._cells.items()):
        sent = mine._cells.get((row, column)) if mine is not None else None
        comment = cell.comment.text if cell.comment is not None else ""
        written = cell.value if isinstance(cell.value, str) else ""
        if sent is not None and clean(sent.value) == clean(written):
            written = ""
        for text in (written, comment):
            if _DISCOUNT.search(text):
                yield DISCOUNT.finding(
                    file,
                    row,
                    f"{page.title}!{letters(column - 1)}{row}",
                    found=shorten(clean(text)),
                    expected=phrase("discounts within the unit prices"),
                    todo=phrase("ask the bidder whether the prices hold it; it is in no total"),
                )


def _hidden(page: Any, mine: Any, file: str) -> Iterator[Finding]:
    """Yield how many rows and columns of a sheet, or that all of it, were hidden."""
    if page.sheet_state != "visible" and (mine is None or mine.sheet_state == "visible"):
        yield _found_hidden(page, phrase("the whole sheet"), file)
    rows = _new(page.row_dimensions, None if mine is None else mine.row_dimensions)
    columns = _new(page.column_dimensions, None if mine is None else mine.column_dimensions)
    if rows or columns:
        what = phrase("{count} rows and {number} columns", count=rows, number=columns)
        yield _found_hidden(page, what, file)


def _new(theirs: Any, ours: Any) -> int:
    """Return how many rows or columns are hidden that were not when they were sent."""
    sent = set() if ours is None else {key for key, one in ours.items() if one.hidden}
    return sum(1 for key, one in theirs.items() if one.hidden and key not in sent)


def _found_hidden(page: Any, what: str, file: str) -> Finding:
    found = phrase("hidden: {what}", what=what)
    expected = phrase("everything visible, as it was sent")
    todo = phrase("show all rows, columns and sheets, and read them")
    return HIDDEN.finding(file, column=page.title, found=found, expected=expected, todo=todo)
