"""The settings a plan was made under, the limits it keeps easily, and the files it came from."""

from __future__ import annotations

from planner.exports.workbook.columns import POLICY
from planner.exports.workbook.layout import Layout
from planner.exports.workbook.limits import write_quiet_limits
from planner.language import labels
from planner.rendering.sheet_parts import write_sources


def write(layout: Layout) -> None:
    """Write settings, quiet limits and sources."""
    plan, words = layout.context.plan, layout.words
    sheet = layout.sheet("policy", POLICY, note="")
    sheet.block("title.settings", ["setting", "value", "source"])
    for setting, value, source in plan.policy:
        shown = words.solver(value) if setting == "solve.solver" else value
        told = labels.policy_source(source, words.language, "\n")
        sheet.write([setting, words.setting(shown), told])
    write_quiet_limits(sheet, layout)
    write_sources(sheet, plan)
