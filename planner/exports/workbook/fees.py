"""Yearly money of every delivery point: present fees, those that end or stay, and new ones."""

from __future__ import annotations

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import FEES
from planner.exports.workbook.layout import Layout
from planner.rendering.places import soum_of
from planner.rendering.table import FIRST, Cell


def write(layout: Layout) -> None:
    """Write the yearly money of every delivery point that has any."""
    note = f"{layout.words.word('fees.how')} {layout.words.money_unit()}"
    sheet = layout.sheet("fees", FEES, note=note, rows=len(layout.yearly_points))
    for point in layout.yearly_points:
        sheet.add(_cells(layout, point, sheet.row))
    sheet.row = layout.last_fee + 1
    y = layout.bought.yearly
    values = {
        "present_fees": y.present_minor,
        "ended_fees": -y.ended_minor,
        "kept_fees": y.kept_minor,
        "new_per_year": y.new_minor,
        "total_per_year": y.total_minor,
    }
    sums = FEES.sums(values, FIRST, layout.last_fee)
    sheet.add({"delivery_name": layout.words.word("total"), **sums}, "total")


def _cells(layout: Layout, point: str, row: int) -> dict[str, Cell]:
    words, fee = layout.words, layout.fee_by_site.get(point)
    here = layout.deliveries_by_point.get(point, [])
    site = fee.site if fee else here[0].site
    ended, kept = (fee.ended_minor, fee.kept_minor) if fee else (0, 0)
    new = layout.amount_in(here, layout.delivery_rows.get(point), Timing.PER_YEAR)
    total = kept + (int(new.value) if new else 0)
    return {
        "delivery_point": point,
        "delivery_name": site.name if site else words.link(here[0]),
        "aimag": site.aimag_name if site else words.aimag(here[0].aimag),
        "soum": soum_of(site) if site else "",
        "fee_payer": words.payer(fee.payer) if fee else "",
        "present_fees": ended + kept,
        "ended_fees": -ended,
        "kept_fees": FEES.live("={present_fees}+{ended_fees}", row, kept),
        "new_per_year": new or 0,
        "total_per_year": FEES.live("={kept_fees}+{new_per_year}", row, total),
    }
