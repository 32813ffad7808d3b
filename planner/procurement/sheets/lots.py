"""Lots on the sheets of a tender: what each holds, and discounts for winning several."""

from __future__ import annotations

from planner.language.labels import label
from planner.procurement.estimate import lot_amounts
from planner.procurement.lots import Lot
from planner.procurement.sheets.base import TenderSheets
from planner.procurement.sheets.price_schedules import (
    LARGEST_PRICE,
    SUMMARY,
    SUMMARY_KEY,
    single,
)
from planner.rendering.table import FIRST, Cell, Column, Formula, Table

DISCOUNT_ROWS = 8  # discounts that a bid may state
BIDDER_LOTS = Table(
    Column("lot", 7, "line"),
    Column("aimag", 30, "wrap"),
    Column("points", 10, "int"),
    Column("lines", 9, "int"),
    Column("lot_priced", 12, "int"),
    Column("lot_missing", 18, "int"),
    Column("lot_total", 22, "money"),
)
_BUYER_LOTS = Table(*BIDDER_LOTS[:4], Column("estimate", 22, "money"))
DISCOUNTS = Table(
    Column("number", 7, "line"),
    Column("discount_percent", 24, "input_number"),
    Column("discount_amount", 24, "input"),
    Column("discount_lots", 34, "input_text"),
    Column("discount_least", 30, "input"),
)


def lot_title(sheets: TenderSheets, lot: Lot) -> str:
    """Return the aimag of a lot, or that it lies in several."""
    return lot.area.name or label("shared_aimags", sheets.language)


def write_lots(sheets: TenderSheets) -> None:
    """Write the lots of a tender: to bid for, or with the buyer's estimates, which add up."""
    if sheets.copy == "buyer":
        _write_estimates(sheets)
    else:
        _write_to_bid(sheets)
        _write_discounts(sheets)


def _known(sheets: TenderSheets, lot: Lot) -> dict[str, Cell]:
    return {
        "lot": lot.number,
        "aimag": lot_title(sheets, lot),
        "points": sum(1 for point in sheets.places if point in lot.points),
        "lines": sum(1 for line in sheets.lines if line.lot == lot.number),
    }


def _write_estimates(sheets: TenderSheets) -> None:
    lots, amounts = sheets.dossier.lots, lot_amounts(sheets.dossier)
    note = sheets.say("tender.lots_tie").replace("\n", " · ")
    title = "title.tender_lots_buyer"
    sheet = sheets.book.sheet("tender_lots", title, _BUYER_LOTS, note=note, rows=len(lots))
    for lot in lots:
        sheet.add({**_known(sheets, lot), "estimate": amounts[lot.number]})
    sums = {"estimate": sheets.dossier.package.amount_minor}
    total = _BUYER_LOTS.sums(sums, FIRST, FIRST + len(lots) - 1)
    sheet.add({"aimag": sheets.word("total"), **total}, "total")


def _write_to_bid(sheets: TenderSheets) -> None:
    lots = sheets.dossier.lots
    note = [sheets.say("tender.lots_note")]
    if sheets.dossier.lots_per_bidder:
        note.append(sheets.say("tender.lots_most", most=sheets.dossier.lots_per_bidder))
    title, text = "title.tender_lots", " · ".join(note).replace("\n", " · ")
    sheet = sheets.book.sheet("tender_lots", title, BIDDER_LOTS, note=text, rows=len(lots))
    for lot in lots:
        known = _known(sheets, lot)
        priced, total = _priced_and_total(sheets, lot)
        missing = BIDDER_LOTS.live("=IF({lot_priced}=0,0,{lines}-{lot_priced})", sheet.row, 0)
        sheet.add({**known, "lot_priced": priced, "lot_missing": missing, "lot_total": total})
    last = FIRST + len(lots) - 1
    sums = BIDDER_LOTS.sums({"lot_priced": 0, "lot_missing": 0, "lot_total": 0}, FIRST, last)
    sheet.add({"aimag": sheets.word("total"), **sums}, "total")
    missing_at = BIDDER_LOTS.place("lot_missing")
    sheet.alarm((missing_at, missing_at), (FIRST, last))


def _priced_and_total(sheets: TenderSheets, lot: Lot) -> tuple[Cell, Cell]:
    """Return how many lines of a lot are priced and what they come to, as formulas."""
    rows = [row for row, line in enumerate(sheets.lines, FIRST) if line.lot == lot.number]
    if not rows:
        return 0, 0
    book, ends = sheets.book, (rows[0], rows[-1])  # lines stand lot by lot
    if sheets.dossier.by_origin:
        priced = book.elsewhere(SUMMARY_KEY, SUMMARY.area("schedules_priced", *ends))
        total = book.elsewhere(SUMMARY_KEY, SUMMARY.area("line_total", *ends))
        return Formula(f'=COUNTIF({priced},">0")', 0), Formula(f"=SUM({total})", 0)
    form = single(sheets.dossier.package.category)
    priced = book.elsewhere(form.key, form.columns.area(form.price, *ends))
    total = book.elsewhere(form.key, form.columns.area("line_total", *ends))
    return Formula(f"=COUNT({priced})", 0), Formula(f"=SUM({total})", 0)


def missing_in_lots(sheets: TenderSheets) -> str:
    """Return the formula for lines without a price in the lots that are bid for."""
    last = FIRST + len(sheets.dossier.lots) - 1
    cells = sheets.book.elsewhere("tender_lots", BIDDER_LOTS.area("lot_missing", FIRST, last))
    return f"=SUM({cells})"


def _write_discounts(sheets: TenderSheets) -> None:
    note = sheets.say("tender.discounts_note").replace("\n", " · ")
    sheet = sheets.book.sheet(
        "tender_discounts", "title.tender_discounts", DISCOUNTS, rows=DISCOUNT_ROWS
    )
    for number in range(1, DISCOUNT_ROWS + 1):
        sheet.add({"number": number})
    sheet.row += 1
    sheet.write_wrapped(note)
    last = FIRST + DISCOUNT_ROWS - 1
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0}
    sheet.allow("discount_percent", FIRST, last, {**rule, "maximum": 100})
    sheet.allow("discount_amount", FIRST, last, {**rule, "maximum": LARGEST_PRICE})
    count = {**rule, "validate": "integer", "minimum": 1, "maximum": len(sheets.dossier.lots)}
    sheet.allow("discount_least", FIRST, last, count)
