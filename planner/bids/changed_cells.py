"""Which cells a bidder changed that may not be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.bid_file import SHOWN, day_of, sheet_named
from planner.bids.formulas import is_formula, normalised
from planner.bids.prices import clean
from planner.bids.rules import CHANGED, COMPLETED, QUANTITY, SHEET_MISSING
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
MAY_NOT_CHANGE = ("tender_form", *_QUANTITY, "tender_sites", "tender_related")
MAY_CHANGE = ("tender_cover", "tender_spec")  # the buyer may have completed them


def sheets_to_compare(book: Any, sent: Any, language: Language, file: str) -> Iterator[Finding]:
    """Yield what differs from the file that was sent, outside the cells to fill in."""
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
            yield from _cells(key, ours, theirs, file)


def _cells(key: str, ours: Any, theirs: Any, file: str) -> Iterator[Finding]:
    changed = [*_changed(ours, theirs)]
    for place, mine, value in changed[:SHOWN]:
        yield _difference(key, ours.title, place, (mine, value), file)
    if len(changed) > SHOWN:
        rule = COMPLETED if key in MAY_CHANGE else CHANGED
        yield rule.finding(
            file,
            column=ours.title,
            found=phrase("{count} more changed cells", count=len(changed) - SHOWN),
            expected=phrase("the cells that were sent"),
            todo=phrase("open the file beside the one that was sent"),
        )


_Place = tuple[int, int]  # row and column, from 1


def _changed(ours: Any, theirs: Any) -> Iterator[tuple[_Place, object, object]]:
    """Yield every locked cell whose content differs, and cells written outside the table.

    Only cells that a file holds are looked at: one stray cell in the last row of a sheet must not
    make a million empty ones.
    """
    sent, held = _held(ours), _held(theirs)
    for place in sorted({*sent, *held}):
        mine = sent[place].value if place in sent else None
        value = held[place].value if place in held else None
        locked = place not in sent or sent[place].protection.locked
        if locked and not _same(mine, value):
            yield place, mine, value


def _held(sheet: Any) -> Mapping[_Place, Any]:
    """Return the cells that a sheet holds, by row and column."""
    cells: Mapping[_Place, Any] = sheet._cells
    return cells


def _same(ours: object, theirs: object) -> bool:
    """Return whether two cells say the same: programs save numbers and formulas differently."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return float(ours) == float(theirs)
    if isinstance(ours, dt.date) and isinstance(theirs, dt.date):
        return day_of(ours) == day_of(theirs)
    if is_formula(ours) and is_formula(theirs):
        return normalised(str(ours)) == normalised(str(theirs))
    return clean(ours).replace(" ", "") == clean(theirs).replace(" ", "")


def _difference(
    key: str, title: str, place: _Place, values: tuple[object, object], file: str
) -> Finding:
    row, column = place
    mine, value = values
    quantity = _QUANTITY.get(key) == column - 1 and row > FIRST
    rule = COMPLETED if key in MAY_CHANGE else QUANTITY if quantity else CHANGED
    return rule.finding(
        file,
        row,
        f"{title}!{letters(column - 1)}{row}",
        found=shorten(clean(value)) or phrase("nothing"),
        expected=shorten(clean(mine)) or phrase("nothing"),
        todo=phrase("ask the bidder to fill in the file as it was sent"),
    )
