"""Packages of yearly fees."""

from __future__ import annotations

from collections import defaultdict

from inventory.prices.catalogue import Role, Timing
from planner.candidates.candidate import CostLine
from planner.plan.plan import Plan
from planner.plan.purchasing import Package
from planner.procurement.tender import plan_setting
from planner.resources.funds import NEVER_TENDERED

_YEARLY = {  # what is paid every year, by item role, in packages of its own
    Role.CONTRACT: "yearly_internet",
    Role.LICENCE: "yearly_fees",
}
NOT_TENDERED = ("yearly_fees", *NEVER_TENDERED)
"""Categories of packages that are paid to who is owed, without bids."""
_UPKEEP = "yearly_upkeep"  # of lines, computers and contents


def yearly_packages(plan: Plan) -> tuple[Package, ...]:
    """Return what the plan buys every year, by payer and kind of service: "Y01" and so on.

    Fees that end or stay are contracts that exist: they are tendered by nobody here.
    """
    groups: dict[tuple[str, str], list[tuple[str, CostLine]]] = defaultdict(list)
    for point, line in plan.all_lines():
        if line.timing is Timing.PER_YEAR and line.sign > 0 and line.quantity > 0:
            category = _YEARLY.get(Role(line.role), _UPKEEP)
            groups[line.payer or "unnamed", category].append((point, line))
    return tuple(
        Package(
            id=f"Y{number:02d}",
            entity=payer,
            fund_id="",
            rulebook=plan_setting(plan, "procurement.rulebook"),
            category=category,
            year=None,
            lines=tuple(groups[payer, category]),
        )
        for number, (payer, category) in enumerate(sorted(groups), 1)
    )


def is_yearly(package: Package) -> bool:
    """Return whether a package holds what is paid every year."""
    return package.category in (*_YEARLY.values(), _UPKEEP)


def tendered_category(package: Package) -> str:
    """Return the category that rules are looked up by: services, where it is none of their own."""
    services = is_yearly(package) or package.category in NEVER_TENDERED
    return "services" if services else package.category
