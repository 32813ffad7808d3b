"""What is offered: model, origin and performance where asked, requirements, how long it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.bid_file import day_or_none
from planner.bids.prices import clean, is_empty
from planner.bids.rows import Rows
from planner.bids.rules import OFFER_BLANK, REQUIREMENT, VALIDITY
from planner.language.label import Language
from planner.language.labels import label
from planner.language.messages.findings import phrase
from planner.procurement.sheets.price_schedules import PriceSchedule
from planner.procurement.sheets.schedule import SPECIFICATION
from planner.procurement.tender import TenderLine
from planner.rendering.table import FIRST, letters

_FIGURE = re.compile(r"\d[\d,. ]*\d|\d")


def blanks(
    sheets: Mapping[str, Any],
    schedules: Sequence[PriceSchedule],
    rows: Mapping[str, Rows],
    lines: Sequence[TenderLine],
    file: str,
) -> Iterator[Finding]:
    """Yield each column for texts of goods that has no answer where a line is priced.

    `sheets` and `rows` are those of the price schedules and the specification, by key.
    """
    goods = [line for line in lines if not line.is_service]
    asked: list[tuple[str, int, Sequence[TenderLine]]] = [
        (s.key, place, [x for x in s.lines(goods) if _priced(s, sheets, rows, x)])
        for s in schedules
        for place, column in enumerate(s.columns)
        if column.style == "input_text"
    ]
    asked.append(("tender_spec", SPECIFICATION.place("offered"), goods))
    for key, place, own in asked:
        sheet = sheets.get(key)
        if sheet is None or not own:
            continue
        at = [(line.number, rows[key].of_line.get(line.number)) for line in own]
        empty = [n for n, row in at if row and is_empty(sheet.cell(row, place + 1).value)]
        if empty:
            yield _blank(sheet, place, empty, len(at), file)


def _priced(
    schedule: PriceSchedule, sheets: Mapping[str, Any], rows: Mapping[str, Rows], line: TenderLine
) -> bool:
    sheet = sheets.get(schedule.key)
    row = None if sheet is None else rows[schedule.key].of_line.get(line.number)
    if sheet is None or row is None:
        return False
    return not is_empty(sheet.cell(row, schedule.place(schedule.price) + 1).value)


def _blank(sheet: Any, place: int, empty: Sequence[int], count: int, file: str) -> Finding:
    heading = clean(sheet.cell(FIRST, place + 1).value) or letters(place)
    numbers = shorten(", ".join(map(str, empty)))
    return OFFER_BLANK.finding(
        file,
        column=f"{sheet.title}!{letters(place)}",
        found=phrase(
            "{name} blank in {count} of {all} lines: {lines}",
            name=heading,
            count=len(empty),
            all=count,
            lines=numbers,
        ),
        expected=phrase("what is offered, in every line"),
        todo=phrase("ask the bidder"),
    )


def validity(form: Mapping[str, Any], until: dt.date, file: str) -> Iterator[Finding]:
    """Yield that a bid ends before its own date, or before the day it has to be valid until."""
    written, ends = day_or_none(form.get("bid_date")), day_or_none(form.get("bid_valid_until"))
    if ends is None:
        return
    before = written is not None and ends < written
    if before or ends < until:
        yield VALIDITY.finding(
            file,
            column="bid_valid_until",
            found=phrase("{day}, before the date of the bid", day=ends) if before else f"{ends}",
            expected=phrase("{day} or later", day=until),
            todo=phrase("ask the bidder to extend it in writing"),
        )


def lowered(ours: Any, theirs: Any, rows: Rows, language: Language, file: str) -> Iterator[Finding]:
    """Yield points of the specification that are missing in a bid, or whose figure is lower.

    What the tender left to the buyer may have been completed before it was published: only points
    with a figure are held against it there.
    """
    column = SPECIFICATION.place("performance") + 1
    open_ended = label("tender.perform.none", language, "\n").partition("{")[0].strip()
    for number, row in sorted(rows.of_line.items()):
        sent = next((s for s, r in rows.place.items() if r == row), row)
        mine = clean_lines(ours.cell(sent, column).value)
        value = clean_lines(theirs.cell(row, column).value)
        if mine == value or (open_ended and any(open_ended[:12] in point for point in mine)):
            continue
        for point in mine:
            if point in value:
                continue
            changed = next((p for p in value if _shape(p) == _shape(point)), None)
            yield REQUIREMENT.finding(
                file,
                row,
                f"{theirs.title}!{letters(column - 1)}{row}",
                found=phrase(
                    "line {number}: {what}",
                    number=number,
                    what=phrase("removed") if changed is None else shorten(changed),
                ),
                expected=shorten(point),
                todo=phrase("ask the bidder to offer what the specification asks for"),
            )


def clean_lines(value: object) -> list[str]:
    """Return the points of a cell, one a line, without blanks around them."""
    text = "" if value is None else str(value)
    return [point for line in text.splitlines() if (point := clean(line))]


def _shape(point: str) -> str:
    """Return a point without its figures, so that a changed figure finds the point again."""
    return _FIGURE.sub("#", point)
