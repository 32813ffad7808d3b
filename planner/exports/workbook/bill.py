"""The bill: every item with its price, and whether the distribution list has as many units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inventory.prices.catalogue import Category, Timing
from planner.exports.workbook.columns import BILL
from planner.exports.workbook.layout import Layout
from planner.rendering.deliveries import Item
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, Cell, Formula


@dataclass(frozen=True)
class _Units:
    """Units of items, added up afresh."""

    listed: Mapping[int, int]  # over the distribution list, by number of the bill line
    in_stock: Mapping[str, int]  # in all depots together, by SKU


def write(layout: Layout) -> None:
    """Write the bill; raises ValueError when a total stands elsewhere than other sheets look."""
    sheet = layout.sheet("bill", BILL, rows=layout.bill_length)
    units = _units(layout)
    for section, items in layout.bill_sections:
        _write_section(sheet, layout, section, items, units)
    last = sheet.row - 1
    sheet.row += 1
    for timing in Timing:
        _write_total(sheet, layout, timing)
        if timing is Timing.ONE_TIME and layout.savings:
            _write_savings(sheet, layout, last)
    gap = BILL.place("difference")
    sheet.alarm((gap, gap), (FIRST, sheet.row))


def _units(layout: Layout) -> _Units:
    listed: Counter[int] = Counter()
    for delivery in layout.bought.deliveries:
        listed[delivery.item.number] += delivery.quantity
    in_stock: dict[str, int] = {}
    for sku, _, quantity in layout.context.plan.stock:
        in_stock[sku] = in_stock.get(sku, 0) + quantity
    return _Units(listed, in_stock)


def _write_section(
    sheet: Sheet,
    layout: Layout,
    section: tuple[Timing, Category],
    items: Sequence[Item],
    units: _Units,
) -> None:
    timing, category = (layout.words.timing(section[0]), layout.words.category(section[1]))
    name = f"{category} – {timing}"
    sheet.add({"item": name}, "section")
    first = sheet.row
    for item in items:
        sheet.add(_cells(layout, item, units, sheet.row))
    last = sheet.row - 1
    amount = sum(item.amount_minor for item in items)
    gaps = f"=SUMPRODUCT(ABS({BILL.area('difference', first, last)}))"
    sheet.add(
        {
            "item": f"{layout.words.word('subtotal')}: {name}",
            "category": category,
            "timing": timing,
            "amount": BILL.sum("amount", first, last, amount),
            "difference": Formula(gaps, 0),
        },
        "total",
    )


def _cells(layout: Layout, item: Item, units: _Units, row: int) -> dict[str, Cell]:
    span = layout.all_deliveries
    lines, amounts = layout.listed("bill_line", span), layout.listed("quantity", span)
    listed, less = units.listed[item.number], layout.not_bought.get(item.sku)
    return {
        **layout.words.described(item),
        "needed": item.quantity,
        "unit_price": layout.new_price(item),
        "amount": BILL.live("={needed}*{unit_price}", row, item.amount_minor),
        "distributed": BILL.live(f"=SUMIFS({amounts},{lines},{{number}})", row, listed),
        "difference": BILL.live("={needed}-{distributed}", row, item.quantity - listed),
        "not_bought": less,
        "to_buy": BILL.live("={needed}-{not_bought}", row, item.quantity - (less or 0)),
        "in_stock": units.in_stock.get(item.sku),
    }


def _write_total(sheet: Sheet, layout: Layout, timing: Timing) -> None:
    parts = [BILL.at("amount", r) for (t, _), r in layout.bill_subtotals.items() if t is timing]
    total = Formula(f"={'+'.join(parts) or '0'}", layout.listed_minor(timing))
    written = _write_sum(sheet, layout.total_key(timing), total, "total")
    if written != layout.bill_totals[timing]:
        raise ValueError(f"total row of the bill at {written}, not {layout.bill_totals[timing]}")


def _write_savings(sheet: Sheet, layout: Layout, last: int) -> None:
    """Show the way from list prices to what is paid.

    Units that are not bought save more where their price rises, as `repriced` has it: their
    transport stays. Tiers and VAT follow the new prices where the catalogue is at hand, else save
    what they do in the plan.
    """
    top = sheet.row - 1
    prices = {item.sku: item.unit_price_minor for item in layout.bought.items}
    listed = sum(n * prices.get(sku, 0) for sku, n in layout.not_bought.items())
    units, price = (BILL.area(name, FIRST, last) for name in ("not_bought", "unit_price"))
    for kind, saved in layout.savings.items():
        cell: Cell = -saved
        if kind == "not_bought":
            moved = layout.book.amount(listed - saved)
            cell = Formula(f"=SUMPRODUCT({units},{price})*-1+{moved}", -saved)
        elif layout.savings_block is not None:
            cell = layout.savings_block.sum_of(kind, -saved)
        _write_sum(sheet, f"less.{kind}", cell, "body")
    paid = BILL.sum("amount", top, sheet.row - 1, layout.context.plan.capex_minor)
    _write_sum(sheet, "total_one_time", paid, "total")


def _write_sum(sheet: Sheet, key: str, cell: Cell, look: str) -> int:
    return sheet.add({"item": sheet.book.word(key), "amount": cell}, look)
