"""How far a plan uses its limits: those that bind or nearly do on the cover, others as policy."""

from __future__ import annotations

from planner.exports.workbook.layout import Layout
from planner.rendering import sentences
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import Cell

_HEADINGS = ("limit", "used", "lower", "upper", "slack", "binding")
_QUIET = ("limit", "used", "lower", "slack")  # a floor with room to spare has no upper side


def write_limits(sheet: Sheet, layout: Layout, title: str, *, quiet: bool) -> None:
    """Write the quiet limits, or the others, in as many columns as the sheet has."""
    limits = [li for li in layout.context.plan.limits if sentences.is_quiet(li) == quiet]
    headings = _QUIET if quiet else _HEADINGS
    sheet.block(title, headings)
    for limit in limits:
        sides = {name: getattr(limit, name) for name in ("used", "lower", "upper", "slack")}
        cells: dict[str, Cell] = {
            "limit": sentences.limit_title(limit, layout.context),
            "binding": layout.words.word("yes" if limit.binding else "no"),
            **{n: sentences.limit_value(v, limit, layout.context) for n, v in sides.items()},
        }
        styles = tuple("wrap_in" if name == "binding" else "wrap" for name in headings)
        sheet.write([cells[name] for name in headings], "body", styles)
    if not limits:
        sheet.no_rows()
