"""The allocation workbook: what to buy, for whom and why, recalculating from one sheet of prices.

Quantities are written twice, in the bill and in the distribution list, and each line of the bill
shows their difference. Every amount is a live formula over the change-price sheet, with the plan's
own figure as its cached value. Item numbers, never texts, join the sheets, so that no name can be
taken for a pattern.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.exports.workbook import (
    bill,
    cover,
    distribution,
    fees,
    links,
    policy,
    prices,
    sites,
    summary,
)
from planner.exports.workbook.layout import Layout
from planner.rendering.deliveries import purchases_of
from planner.rendering.sheet_parts import plan_book

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

_SHEETS = (cover, summary, prices, bill, distribution, sites, links, fees, policy)


def write(context: ExportContext, path: Path) -> None:
    """Write the workbook of a plan; equal plans give equal bytes.

    Raises ValueError when the plan's lines do not add up to its totals, OSError when the file
    cannot be written.
    """
    bought = purchases_of(context)
    with plan_book(context, path, "title.cover", money_unit=context.money_unit) as book:
        layout = Layout(context, book, bought)
        for sheet in _SHEETS:
            sheet.write(layout)
