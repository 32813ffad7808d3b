"""Open a bid's workbook safely, and read its form and hidden data."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inventory.files.workbooks import too_much_to_edit
from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.formats import other_format
from planner.bids.prices import clean
from planner.bids.rows import Rows
from planner.bids.rules import BIDDER, DATE, LATE, UNREADABLE
from planner.language.label import Language
from planner.language.labels import label
from planner.language.messages.findings import Phrase, as_phrase, phrase
from planner.procurement.sheets.cover_and_form import FORM, FORM_FIELDS
from planner.procurement.sheets.schedule import schedule_columns
from planner.procurement.sheets.tender_workbook import META
from planner.procurement.tender import TenderLine
from planner.rendering.table import FIRST

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier


LARGEST_BYTES = 64 * 2**20  # unpacked size of a bid that is opened


def open_workbook(data: bytes, file: str) -> tuple[Any, Finding | None]:
    """Return the workbook of a bid, or None with the finding that says why it is not opened."""
    from openpyxl import load_workbook

    try:
        known = other_format(data)
        if known is not None:
            return None, _unreadable(file, *known)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            other = "content.xml" in archive.namelist()  # of every OpenDocument file
        if other:
            todo = phrase("open it, save it as .xlsx, and read that; keep the file as received")
            return None, _unreadable(file, phrase("an OpenDocument file, such as .ods"), todo)
        unsafe = too_much_to_edit(data, LARGEST_BYTES)
        if unsafe is not None:
            return None, _unreadable(file, as_phrase(unsafe))
        return load_workbook(io.BytesIO(data)), None
    except zipfile.BadZipFile:
        return None, _unreadable(file, phrase("a file that is not a workbook"))
    except Exception as error:  # openpyxl raises whatever its parsers do
        return None, _unreadable(
            file, phrase("a damaged workbook ({cause})", cause=type(error).__name__)
        )


def _unreadable(file: str, found: Phrase, todo: Phrase | None = None) -> Finding:
    expected = phrase("the bidders' copy, filled in and saved as XLSX")
    todo = todo or phrase("ask the bidder for the XLSX file")
    return UNREADABLE.finding(file, found=found, expected=expected, todo=todo)


def not_ours(file: str, form: str) -> Finding:
    """Return the finding of a workbook that is no copy for bidders of this version."""
    if form:
        return _unreadable(
            file, phrase("a form of another version of Kholboo ({form})", form=shorten(form))
        )
    return _unreadable(file, phrase("a workbook without the hidden sheet of a bidders' copy"))


def meta_of(book: Any) -> dict[str, str]:
    """Return what the hidden sheet of a copy says: package, run, form; {} without that sheet."""
    page = _page(book, META)
    if page is None:
        return {}
    rows = page.iter_rows(max_row=20, max_col=2, values_only=True)
    return {str(key): clean(value) for key, value, *_ in rows if key is not None}


def sheet_named(book: Any, key: str, language: Language) -> Any:
    """Return a sheet of a bid by its key, None when it was removed."""
    return _page(book, label(f"sheet.{key}", language, " "))


def _page(book: Any, name: str) -> Any:
    """Return a sheet with cells by its name, None where there is none: a chart has no cells."""
    return next((page for page in book.worksheets if page.title == name), None)


def form_of(book: Any, language: Language) -> dict[str, Any]:
    """Return what stands in the bid form, by field."""
    sheet = sheet_named(book, "tender_form", language)
    if sheet is None:
        return {}
    column = FORM.place("value") + 1
    return {
        key: sheet.cell(row, column).value for row, (key, _) in enumerate(FORM_FIELDS, FIRST + 1)
    }


def stated_total(data: bytes, language: Language) -> Decimal | None:
    """Return the total that the bidder's own form shows: typed, or computed by their program.

    None where the program that saved the file computed nothing.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        name = label("sheet.tender_form", language, " ")
        if name not in book.sheetnames:
            return None
        row, column = FIRST + 1 + len(FORM_FIELDS), FORM.place("value") + 1
        cells = book[name].iter_rows(min_row=row, max_row=row, min_col=column, max_col=column)
        value = next((cell.value for cells_of in cells for cell in cells_of), None)
    finally:
        book.close()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return Decimal(repr(value)) or None


def form_faults(form: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """Yield what is wrong with the form that a bidder fills in."""
    if not clean(form.get("bidder")):
        found = phrase("no name")
        todo = phrase("ask who sent it")
        yield BIDDER.finding(file, found=found, expected=phrase("the bidder"), todo=todo)
    for key in ("bid_date", "bid_valid_until"):
        value = form.get(key)
        if not isinstance(value, dt.date):
            yield DATE.finding(
                file,
                column=key,
                found=shorten(clean(value)) or phrase("nothing"),
                expected=phrase("a date"),
                todo=phrase("ask the bidder"),
            )


def dates_in_form(
    sheet: Any, dossier: Dossier, lines: Sequence[TenderLine], rows: Rows, file: str
) -> Iterator[Finding]:
    """Yield offered dates that are no dates or too late; the cell may stay empty."""
    if sheet is None:
        return
    offered = schedule_columns(dossier.package.category).place("offered_date") + 1
    for line in lines:
        row = rows.of_line.get(line.number)
        if row is None:
            continue
        cell = sheet.cell(row, offered)
        if cell.value is None:
            continue
        where, expected = f"{sheet.title}!{cell.coordinate}", dossier.days.latest
        if not isinstance(cell.value, dt.date):
            found = shorten(clean(cell.value))
            yield DATE.finding(
                file,
                cell.row,
                where,
                found=found or phrase("nothing"),
                expected=phrase("a date"),
                todo=phrase("ask the bidder"),
            )
        elif day_of(cell.value) > expected:
            yield LATE.finding(
                file,
                cell.row,
                where,
                found=phrase("line {number}: {what}", number=line.number, what=day_of(cell.value)),
                expected=phrase("{day} or before", day=expected),
                todo=phrase("let the committee decide"),
            )


def offered_days(
    sheet: Any, dossier: Dossier, lines: Sequence[TenderLine], rows: Rows
) -> dict[int, dt.date]:
    """Return the day that a bid offers for each line; none for a cell that is empty or no date."""
    if sheet is None:
        return {}
    place = schedule_columns(dossier.package.category).place("offered_date") + 1
    cells = {
        line.number: sheet.cell(row, place).value
        for line in lines
        if (row := rows.of_line.get(line.number)) is not None
    }
    return {n: day for n, value in cells.items() if (day := day_or_none(value)) is not None}


def day_or_none(value: object) -> dt.date | None:
    """Return the day of a cell, None where it holds no date."""
    return day_of(value) if isinstance(value, dt.date) else None


def day_of(value: dt.date) -> dt.date:
    """Return the day of a date or a moment."""
    return value.date() if isinstance(value, dt.datetime) else value
