"""OCDS of six lots with a co-financer, a confirmed method and days: all of it, exactly."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from six_lots import LOTS, only, tenders_of, without_prices
from small_records import a_rule

from planner.exports.ocds.release_package import release_package
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse
from planner.procurement.tender_context import TenderContext
from planner.rendering.context import ExportContext
from planner.scenario.buying.procurement_rules import OcdsMethod

__all__ = ["without_prices"]

RULE = a_rule(
    "Request for Bids", rulebook="bank", estimate_shown=True, ocds_method=OcdsMethod.OPEN,
    evaluation_days=14, standstill_days=10,
)  # fmt: skip
LOAN = FundUse(
    fund_id="loan", name_mn="Зээл", name_en="Loan", rulebook="bank", ceiling_minor=300_000,
    used_minor=170_590, cofinance_share="0.3", cofinancer="state",
)  # fmt: skip
STATE = FundUse(
    fund_id="state", name_mn="Улс", name_en="State", rulebook="national", ceiling_minor=None,
    used_minor=73_110,
)  # fmt: skip


@pytest.fixture
def release(plan: Plan, context: ExportContext, without_prices: None) -> dict[str, Any]:
    """Give the release package: 243,700 in six lots, of which the state adds three tenths."""
    tenders = tenders_of(plan, context, most=2, rules=(RULE,))
    dossier = replace(only(tenders), fund=LOAN)
    return release_package(
        TenderContext(
            plan=replace(tenders.context.plan, funds=(LOAN, STATE)), sites=tenders.context.sites,
            network=tenders.context.network, language="en",
            written_at="2026-11-22T06:00:00+00:00", dossiers=(dossier,),
        )
    )  # fmt: skip


def test_lots_funds_and_tender_come_to_the_same(release: dict[str, Any]) -> None:
    """Six lots, two fund lines, the tender and the plan: 243,700 each; 30 % are the state's."""
    whole, one = release["releases"]
    tender, budget = one["tender"], one["planning"]["budget"]
    lines = {line["id"]: line["amount"]["amount"] for line in budget["budgetBreakdown"]}

    assert tender["value"]["amount"] == budget["amount"]["amount"] == 243_700
    assert whole["planning"]["budget"]["amount"]["amount"] == 243_700
    assert sum(lot["value"]["amount"] for lot in tender["lots"]) == 243_700
    assert lines == {"loan": 170_590, "state": 73_110}
    assert len(tender["lots"]) == len(LOTS)
    assert tender["lotDetails"]["maximumLotsAwardedPerSupplier"] == 2
    assert {p["id"] for p in one["parties"] if "funder" in p["roles"]} == {
        "fund:loan",
        "fund:state",
    }


def test_method_and_days_are_those_of_the_confirmed_row(release: dict[str, Any]) -> None:
    """The codelist's method, bids evaluated in 14 days and 10 more until the contract."""
    one = release["releases"][1]
    tender = one["tender"]
    opening = dt.date.fromisoformat(tender["tenderPeriod"]["endDate"][:10])
    due = {m["id"]: dt.date.fromisoformat(m["dueDate"][:10]) for m in tender["milestones"]}

    assert tender["procurementMethod"] == "open"
    assert one["initiationType"] == "tender"
    assert due["evaluation"] == opening + dt.timedelta(days=14)
    assert due["standstill"] == opening + dt.timedelta(days=24)
    assert due["standstill"] <= dt.date.fromisoformat(tender["awardPeriod"]["endDate"][:10])
