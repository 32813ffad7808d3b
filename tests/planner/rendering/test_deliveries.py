"""Whatever a plan buys, deliveries, bill and totals are the same money."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.plan.plan import Plan
from planner.rendering.context import ExportContext
from planner.rendering.deliveries import purchases_of


def kinds_of_lines(plan: Plan) -> list[CostLine]:
    """Return one line of each item of the small plan."""
    return list({line.sku: line for _, line in plan.all_lines() if line.sign > 0}.values())


def with_lines(plan: Plan, chosen: list[tuple[int, int, int]]) -> Plan:
    """Return the plan with other purchases: place among sites and links, item, quantity."""
    items = kinds_of_lines(plan)
    places: list[list[CostLine]] = [[] for _ in (*plan.deployments, *plan.links)]
    for place, item, quantity in chosen:
        line = items[item % len(items)]
        places[place % len(places)].append(replace(line, quantity=quantity))
    lines = [line for found in places for line in found]
    cost = {t: sum(x.amount_minor for x in lines if x.timing is t) for t in Timing}
    sites = len(plan.deployments)
    return replace(
        plan,
        deployments=tuple(
            replace(d, lines=tuple(found))
            for d, found in zip(plan.deployments, places[:sites], strict=True)
        ),
        links=tuple(
            replace(link, lines=tuple(found))
            for link, found in zip(plan.links, places[sites:], strict=True)
        ),
        capex_minor=cost[Timing.ONE_TIME],
        opex_per_year_minor=cost[Timing.PER_YEAR] + plan.kept_fee_per_year_minor,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 10**6)), max_size=30
    )
)
def test_deliveries_bill_and_totals_agree(
    chosen: list[tuple[int, int, int]], context: ExportContext
) -> None:
    """Units per item and money per timing agree, and each delivery point stands in one stretch."""
    plan = with_lines(context.plan, chosen)

    found = purchases_of(replace(context, plan=plan))

    units: Counter[str] = Counter()
    for delivery in found.deliveries:
        units[delivery.item.sku] += delivery.quantity
    assert {i.sku: i.quantity for i in found.items} == dict(units)
    one_time = [d.amount_minor for d in found.deliveries if d.item.timing is Timing.ONE_TIME]
    assert sum(one_time) == plan.capex_minor
    assert found.yearly.total_minor == plan.opex_per_year_minor
    for key in ("point", "aimag"):
        stretches = [getattr(d, key) for d in found.deliveries]
        changes = sum(a != b for a, b in pairwise(stretches))
        assert changes == max(len(set(stretches)) - 1, 0)
