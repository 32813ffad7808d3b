"""The sheet of prices: the plan's own beside new ones, which all other sheets follow."""

from __future__ import annotations

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import BILL, PRICES
from planner.exports.workbook.layout import Layout
from planner.rendering.deliveries import Item
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, Cell, Formula, quoted


def write(layout: Layout) -> None:
    """Write the sheet of prices."""
    items = layout.bought.items
    listed = "prices.live" if layout.savings_block is not None else "prices.listed"
    notes = ["prices.how", *([listed] if layout.savings else [])]
    note = " ".join(map(layout.words.word, notes))
    sheet = layout.sheet("prices", PRICES, note=note, rows=len(items))
    for item in items:
        sheet.add(_cells(layout, item, sheet.row))
    last = max(sheet.row - 1, FIRST)
    whole = {"validate": "integer", "criteria": ">=", "value": 0}
    sheet.allow("new_price", FIRST, last, whole)
    sheet.row = max(sheet.row, FIRST + 1)
    for timing in Timing:
        _write_total(sheet, layout, timing, last)
    if layout.savings_block is not None:
        layout.savings_block.write(sheet)


def _cells(layout: Layout, item: Item, row: int) -> dict[str, Cell]:
    needed = layout.book.elsewhere("bill", BILL.at("needed", layout.bill_rows[item.number]))
    return {
        **layout.words.described(item),
        "plan_price": item.unit_price_minor,
        "new_price": item.unit_price_minor,
        "change": PRICES.live("=IF({plan_price}=0,0,{new_price}/{plan_price}-1)", row, 0),
        "quantity": Formula(f"={needed}", item.quantity),
        "amount_plan": PRICES.live("={quantity}*{plan_price}", row, item.amount_minor),
        "amount_new": PRICES.live("={quantity}*{new_price}", row, item.amount_minor),
        "difference": PRICES.live("={amount_new}-{amount_plan}", row, 0),
    }


def _write_total(sheet: Sheet, layout: Layout, timing: Timing, last: int) -> None:
    value = layout.listed_minor(timing)
    when = f"{PRICES.area('timing', FIRST, last)},{quoted(layout.words.timing(timing))}"
    values = {"amount_plan": value, "amount_new": value, "difference": 0}
    sums = {
        name: Formula(f"=SUMIFS({PRICES.area(name, FIRST, last)},{when})", amount)
        for name, amount in values.items()
    }
    key = layout.total_key(timing)
    sheet.add({"item": layout.words.word(key), **sums}, "total", PRICES.locked)
