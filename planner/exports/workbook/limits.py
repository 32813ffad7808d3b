"""How far a plan uses its limits: those that bind or nearly do on the cover, others as policy."""

from __future__ import annotations

from planner.exports.workbook.layout import Layout
from planner.rendering import sentences
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import Cell

_HEADINGS = ("limit", "used", "lower", "upper", "share", "binding")
_STYLES = ("wrap", "wrap", "wrap", "wrap", "percent", "wrap_in")


def write_limits(sheet: Sheet, layout: Layout, title: str, *, quiet: bool) -> None:
    """Write the quiet limits, or the others, in as many columns as the sheet has."""
    limits = [li for li in layout.context.plan.limits if sentences.is_quiet(li) == quiet]
    count = len(sheet.columns)
    sheet.block(title, _HEADINGS[:count])
    for limit in limits:
        cells: list[Cell] = [
            sentences.limit_title(limit, layout.context),
            sentences.limit_value(limit.used, limit, layout.context),
            sentences.limit_value(limit.lower, limit, layout.context),
            sentences.limit_value(limit.upper, limit, layout.context),
            sentences.limit_share(limit),
            layout.words.word("yes" if limit.binding else "no"),
        ]
        sheet.write(cells[:count], "body", _STYLES[:count])
    if not limits:
        sheet.no_rows()
