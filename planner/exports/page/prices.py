"""What the next money brings and what floors and directives cost, as the page draws them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from planner.exports.page.coding import spoken
from planner.language.label import Label
from planner.plan.outcome import DirectiveCost, FloorCost
from planner.runs.comparisons import CAPEX_LIMIT

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.rendering.context import ExportContext


def prices_data(context: ExportContext) -> dict[str, Any]:
    """Return the next money where a certificate proves it, and rows of floors and directives.

    A row is its text, then benefit lost and its proven interval in thousandths of a point; three
    times None where nothing is proven.
    """
    plan = context.plan
    rows = [_row(row, context) for row in plan.floors]
    rows += [_row(row, context) for row in plan.directives]
    return {"next": _next_money(plan), "prices": rows}


def _next_money(plan: Plan) -> list[int] | None:
    """Return the sum, its gain and interval, and what no plan exceeds without and with the sum.

    The last two follow from the plan's own certificate: it proves a bound that rises with the
    limit by the limit's price.
    """
    found = plan.next_money
    if found is None or not found.verifiable:
        return None
    row = [found.extra_minor, found.benefit_gain, found.at_least, found.at_most]
    row += [found.sites_gained, found.users_gained]
    limit = next((limit for limit in plan.limits if limit.id == CAPEX_LIMIT), None)
    if limit is None or not limit.dual or plan.objective is None or plan.certified_bound is None:
        return row
    now = plan.certified_bound - plan.objective
    return [*row, now, now + math.ceil(limit.dual * found.extra_minor)]


def _row(row: FloorCost | DirectiveCost, context: ExportContext) -> list[object]:
    told = spoken(Label(row.text_mn or row.text, row.text), context.language)
    proven = (row.benefit_cost, row.at_least, row.at_most) if row.verifiable else (None,) * 3
    return [*told, *proven]
