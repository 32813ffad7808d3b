"""The distribution list: which delivery point receives how many units of what."""

from __future__ import annotations

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import DISTRIBUTION
from planner.exports.workbook.layout import Layout
from planner.rendering.deliveries import Delivery
from planner.rendering.places import owner_of, soum_of
from planner.rendering.table import FIRST, Cell

_MOST_BREAKS = 1000  # Excel takes 1,023 page breaks on a sheet


def write(layout: Layout) -> None:
    """Write the distribution list."""
    found = layout.bought.deliveries
    sheet = layout.sheet("distribution", DISTRIBUTION, rows=len(found))
    for delivery in found:
        sheet.add(_cells(layout, delivery, sheet.row))
    # Each aimag begins on a page of its own, so that its pages can be sent there.
    breaks = [first for first, _ in layout.aimag_rows.values() if first > FIRST]
    sheet.page.set_h_pagebreaks(breaks[:_MOST_BREAKS])
    _, last = layout.all_deliveries
    sheet.row = last + 1
    for timing in Timing:
        total = layout.amount_in(found, layout.all_deliveries, timing)
        key = layout.total_key(timing)
        sheet.add({"delivery_name": layout.words.word(key), "amount": total}, "total")


def _cells(layout: Layout, d: Delivery, row: int) -> dict[str, Cell]:
    words, site = layout.words, d.site
    return {
        "bill_line": d.item.number,
        "delivery_point": d.point,
        "delivery_name": site.name if site else words.link(d),
        "aimag": words.aimag(d.aimag),
        "soum": soum_of(site) if site else "",
        "contact": site.contact if site else "",
        "owner_with_register": owner_of(site) if site else "",
        "sku": d.item.sku,
        "item": words.item(d.item),
        "category": words.category(d.item.category),
        "timing": words.timing(d.item.timing),
        "unit": words.unit(d.item),
        "quantity": d.quantity,
        "unit_price": layout.new_price(d.item),
        "amount": DISTRIBUTION.live("={quantity}*{unit_price}", row, d.amount_minor),
        "payer": words.payer(d.payer) if d.item.timing is Timing.PER_YEAR else "",
    }
