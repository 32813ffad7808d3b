"""Which cells a bidder changed that may not be changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.bid_file import day_of, sheet_named
from planner.bids.formulas import is_formula, normalised
from planner.bids.prices import clean
from planner.bids.rows import Rows, row_faults, rows_of
from planner.bids.rules import CHANGED, COMPLETED, QUANTITY, SHEET_MISSING, TOTAL_CHANGED
from planner.language.label import Language
from planner.language.labels import label
from planner.language.messages.findings import phrase
from planner.procurement.sheets.price_schedules import SCHEDULES, SUMMARY, SUMMARY_KEY
from planner.procurement.sheets.schedule import schedule_columns
from planner.rendering.table import FIRST, letters

_QUANTITY: Mapping[str, int] = {  # place of the quantities on each sheet that repeats them
    "tender_schedule": schedule_columns("goods").place("quantity"),
    SUMMARY_KEY: SUMMARY.place("quantity"),
    **{s.key: s.place("quantity") for s in SCHEDULES},
}
_LOTS = ("tender_lots", "tender_discounts")
MAY_NOT_CHANGE = ("tender_form", *_QUANTITY, "tender_sites", "tender_related", *_LOTS)
MAY_CHANGE = ("tender_cover", "tender_spec", "tender_routes", "tender_ground")
"""Sheets that the buyer may have completed."""
NUMBERED = (*_QUANTITY, "tender_sites", "tender_related", "tender_spec")
"""Sheets whose rows begin with the number of a line."""
_ROW = re.compile(r"(?<=[A-Z])\$?\d+")  # of an address within a formula


def rows_by_sheet(book: Any, sent: Any, language: Language) -> dict[str, Rows]:
    """Return where the rows of each sheet that has numbered lines stand, by key of the sheet."""
    found = {}
    for key in NUMBERED:
        ours, theirs = sheet_named(sent, key, language), sheet_named(book, key, language)
        if ours is not None and theirs is not None:
            found[key] = rows_of(ours, theirs)
    return found


def sheets_to_compare(
    book: Any, sent: Any, language: Language, rows: Mapping[str, Rows], file: str
) -> Iterator[Finding]:
    """Yield what differs from the file that was sent, outside the cells to fill in.

    Rows are held against the row of the same line, wherever it stands now.
    """
    moved = any(found.changed for found in rows.values())  # programs then adjust formulas
    for key in (*MAY_NOT_CHANGE, *MAY_CHANGE):
        ours, theirs = sheet_named(sent, key, language), sheet_named(book, key, language)
        if ours is None:
            continue
        if theirs is None:
            name = label(f"sheet.{key}", language, " ")
            yield SHEET_MISSING.finding(
                file,
                found=phrase("no sheet {name}", name=name),
                expected=name,
                todo=phrase("ask for the whole file"),
            )
        else:
            own = rows.get(key, Rows())
            yield from row_faults(own, file)
            for place, mine, value in _changed(ours, theirs, own, moved):
                yield _difference(key, ours.title, place, (mine, value), file)


_Place = tuple[int, int]  # row and column, from 1


def _changed(
    ours: Any, theirs: Any, rows: Rows, moved: bool
) -> Iterator[tuple[_Place, object, object]]:
    """Yield every locked cell whose content differs, and cells written outside the table.

    Only cells that a file holds are looked at: one stray cell in the last row of a sheet must not
    make a million empty ones. A row that was deleted is told by itself.
    """
    sent = {
        (row, place[1]): cell
        for place, cell in _held(ours).items()
        if (row := rows.row(place[0])) is not None
    }
    held = _held(theirs)
    for place in sorted({*sent, *held}):
        mine = sent[place].value if place in sent else None
        value = held[place].value if place in held else None
        locked = place not in sent or sent[place].protection.locked
        if locked and not _same(mine, value, moved):
            yield place, mine, value


def _held(sheet: Any) -> Mapping[_Place, Any]:
    """Return the cells that a sheet holds, by row and column."""
    cells: Mapping[_Place, Any] = sheet._cells
    return cells


def _same(ours: object, theirs: object, moved: bool) -> bool:
    """Return whether two cells say the same: programs save numbers and formulas differently.

    Where rows were moved, formulas differ in the rows that they name; totals are computed anyway.
    """
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return float(ours) == float(theirs)
    if isinstance(ours, dt.date) and isinstance(theirs, dt.date):
        return day_of(ours) == day_of(theirs)
    if is_formula(ours) and is_formula(theirs):
        one, other = normalised(str(ours)), normalised(str(theirs))
        return one == other or (moved and _ROW.sub("", one) == _ROW.sub("", other))
    return clean(ours).replace(" ", "") == clean(theirs).replace(" ", "")


def _difference(
    key: str, title: str, place: _Place, values: tuple[object, object], file: str
) -> Finding:
    row, column = place
    mine, value = values
    quantity = _QUANTITY.get(key) == column - 1 and row > FIRST and mine is not None
    typed = isinstance(value, int | float) and not isinstance(value, bool)
    if is_formula(mine) and typed and key in (*_QUANTITY, "tender_form"):
        return _typed_total(title, place, value, file)
    rule = COMPLETED if key in MAY_CHANGE else QUANTITY if quantity else CHANGED
    return rule.finding(
        file,
        row,
        f"{title}!{letters(column - 1)}{row}",
        found=shorten(clean(value)) or phrase("nothing"),
        expected=shorten(clean(mine)) or phrase("nothing"),
        todo=phrase("ask the bidder to fill in the file as it was sent"),
    )


def _typed_total(title: str, place: _Place, value: object, file: str) -> Finding:
    """Return the finding of a number that stands where a formula was sent."""
    row, column = place
    return TOTAL_CHANGED.finding(
        file,
        row,
        f"{title}!{letters(column - 1)}{row}",
        found=f"{value:,}",
        expected=phrase("the formula that was sent; totals are computed from unit prices"),
        todo=phrase("ask the bidder which figure is meant"),
    )
