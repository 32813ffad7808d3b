"""How far a plan uses its limits: those that bind or nearly do on the cover, others as policy."""

from __future__ import annotations

from collections.abc import Sequence

from planner.exports.workbook.layout import Layout
from planner.language.formats import number
from planner.language.labels import sentence
from planner.plan.outcome import LimitUse
from planner.rendering import sentences
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import Cell

_HEADINGS = ("limit", "used", "lower", "upper", "slack", "binding")
_FLOOR = ("limit", "used", "lower", "slack")  # a floor with room to spare has no upper side
_OF_GROUP = ("limit", "used", "upper", "slack")  # nor has a limit of a group a lower one
MOST_ROWS = 300  # of limits with room to spare; plan.json and the data package have all


def write_limits(sheet: Sheet, layout: Layout, title: str) -> None:
    """Write the limits that bind or may soon."""
    limits = [li for li in layout.context.plan.limits if not sentences.is_quiet(li)]
    _write(sheet, layout, title, limits, _HEADINGS)


def write_quiet_limits(sheet: Sheet, layout: Layout) -> None:
    """Write floors that are met with room to spare, and limits of groups that have some left."""
    quiet = [li for li in layout.context.plan.limits if sentences.is_quiet(li)]
    floors = [li for li in quiet if li.upper is None]
    of_groups = [li for li in quiet if li.upper is not None]
    _write(sheet, layout, "title.floors", floors, _FLOOR)
    if of_groups:
        _write(sheet, layout, "title.at_most", of_groups, _OF_GROUP)


def _write(
    sheet: Sheet,
    layout: Layout,
    title: str,
    limits: Sequence[LimitUse],
    headings: Sequence[str],
) -> None:
    sheet.block(title, headings)
    for limit in limits[:MOST_ROWS]:
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
    if len(limits) > MOST_ROWS:
        count = number(len(limits) - MOST_ROWS)
        sheet.write_wrapped(sentence("limits.more", layout.context.language, count=count))
