"""The distribution list: which delivery point receives how many units of what.

It prints on A4 at 8 points, a row a line. Above the lines of an aimag, and of a place, stand its
name, its owner and what its lines come to; to the right, outside of what is printed, the same
stands beside every line, for filters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import DISTRIBUTION, DISTRIBUTION_PRINTED
from planner.exports.workbook.layout import HEADS, Layout, Span
from planner.rendering.deliveries import Delivery
from planner.rendering.places import owner_of, soum_of
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, HEAD, Cell

ROW = 12.0  # points
_MOST_BREAKS = 1000  # Excel takes 1,023 page breaks on a sheet
_HEAD_STYLES = ["text" if c.heading == "unit_price" else c.style for c in DISTRIBUTION]


def write(layout: Layout) -> None:
    """Write the distribution list."""
    found = layout.bought.deliveries
    first, last = layout.all_deliveries
    sheet = layout.sheet("distribution", DISTRIBUTION, rows=last - first + 1, at_own_scale=True)
    _set_up_page(layout, sheet, last)
    before: Delivery | None = None
    here: dict[str, Cell]
    for delivery, row in zip(found, layout.line_rows, strict=True):
        if before is None or before.aimag != delivery.aimag:
            aimag = layout.words.aimag(delivery.aimag)
            own = layout.deliveries_by_aimag[delivery.aimag]
            here = {"aimag": aimag}
            _head(layout, sheet, here, (aimag, ""), own, layout.aimag_rows[delivery.aimag])
        if before is None or before.point != delivery.point:
            own, span = layout.deliveries_by_point[delivery.point], layout.delivery_rows
            here = {"delivery_point": delivery.point, **_place(layout, delivery)}
            _head(layout, sheet, here, _named(layout, delivery), own, span[delivery.point])
        sheet.add(_cells(layout, delivery, row))
        before = delivery
    sheet.row = last + 1
    for timing in Timing:
        total = layout.amount_in(found, layout.all_deliveries, timing)
        key = layout.total_key(timing)
        sheet.add({"sku": layout.words.word(key), "amount": total}, "total")


def _set_up_page(layout: Layout, sheet: Sheet, last: int) -> None:
    sheet.page.set_default_row(ROW)
    sheet.page.repeat_rows(HEAD)
    # Each aimag begins on a page of its own, so that its pages can be sent there.
    breaks = [first - 2 * HEADS for first, _ in layout.aimag_rows.values()]
    sheet.page.set_h_pagebreaks([row for row in breaks if row > FIRST][:_MOST_BREAKS])
    sheet.page.print_area(0, 0, last + len(Timing), len(DISTRIBUTION_PRINTED) - 1)


def _named(layout: Layout, d: Delivery) -> tuple[str, str]:
    """Return what stands in the two rows above the lines of a place: what it is, whose it is."""
    if d.site is None:
        return layout.in_list.link(d), d.point
    name = ", ".join(part for part in (d.site.name, soum_of(d.site)) if part)
    return name, " · ".join(part for part in (owner_of(d.site), d.site.contact) if part)


def _head(
    layout: Layout,
    sheet: Sheet,
    here: Mapping[str, Cell],
    texts: tuple[str, str],
    lines: Sequence[Delivery],
    span: Span,
) -> None:
    """Write the rows above an aimag or a place, with what its lines come to once and a year."""
    look = "section" if "delivery_point" in here else "total"
    for text, timing in zip(texts, Timing, strict=True):
        cells: dict[str, Cell] = {
            **here,
            "sku": text,
            "unit_price": layout.in_list.timing(timing),
            "amount": layout.amount_in(lines, span, timing),
        }
        sheet.add(cells, look, _HEAD_STYLES)


def _place(layout: Layout, d: Delivery) -> dict[str, Cell]:
    return {
        "delivery_name": d.site.name if d.site else layout.in_list.link(d),
        "aimag": layout.words.aimag(d.aimag),
        "soum": soum_of(d.site) if d.site else "",
        "contact": d.site.contact if d.site else "",
        "owner_with_register": owner_of(d.site) if d.site else "",
    }


def _cells(layout: Layout, d: Delivery, row: int) -> dict[str, Cell]:
    words = layout.in_list
    return {
        "bill_line": d.item.number,
        "delivery_point": d.point,
        "sku": d.item.sku,
        "item": words.item(d.item),
        "category": words.category(d.item.category),
        "timing": words.timing(d.item.timing),
        "unit": words.unit(d.item),
        "quantity": d.quantity,
        "unit_price": layout.new_price(d.item),
        "amount": DISTRIBUTION.live("={quantity}*{unit_price}", row, d.amount_minor),
        "payer": words.payer(d.payer) if d.item.timing is Timing.PER_YEAR else "",
        **_place(layout, d),
    }
