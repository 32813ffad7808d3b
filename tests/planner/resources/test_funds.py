"""The rules that a fund's tenders follow."""

from __future__ import annotations

from inventory.prices.funds import Fund, FundKind
from planner.resources.funds import BUDGET, Funds
from planner.scenario.calendar import Calendar


def test_a_fund_with_rules_of_its_own_follows_them() -> None:
    """A lender's rules come before the project's, which hold for who states none."""
    loan, state = (
        Fund(id=name, kind=FundKind.DONOR, name_mn=name, name_en=name, rulebook=rules)
        for name, rules in (("loan", "world_bank"), ("state", ""))
    )
    funds = Funds(
        listed=(loan, state),
        calendar=Calendar(start=None, tender_days=0, lead_days=0),
        rulebook="national",
    )

    assert funds.rulebook_of("loan") == "world_bank"
    assert funds.rulebook_of("state") == "national"
    assert funds.rulebook_of(BUDGET.id) == (BUDGET.rulebook or "national")
