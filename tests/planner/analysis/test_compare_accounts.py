"""What differs in money and machines between two plans adds up to both of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Timing
from planner.analysis.compare import compare_runs
from planner.analysis.compare_accounts import Account, accounts_of
from planner.pipeline.make_plan import make_plan
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Move, Saving

SUBJECTS = ["funds", "savings", "moves", "transport", "proposed", "repairs", "packages"]
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,:;]+){2}[a-z]{2,}\b")  # three words in a row


def move(units: int, origin: str, *, kind: str = "site", counted: bool = True) -> Move:
    """Return units of a computer on their way to A, 10 of transport each."""
    return Move(
        sku="PC", quantity=units, origin_kind=kind, origin=origin, site_id="A",
        transport_minor=10 * units, counted=counted,
    )  # fmt: skip


def saving(kind: str, units: int) -> Saving:
    """Return a saving of 20 for each of some units."""
    return Saving(
        id=f"{kind}:PC", kind=kind, sku="PC", quantity=units, per_unit_minor=20, text="less"
    )


def fund(fund_id: str, used_minor: int) -> FundUse:
    """Return what a fund pays."""
    return FundUse(
        fund_id=fund_id, name_mn=f"{fund_id} сан", name_en=f"fund {fund_id}", rulebook="national",
        ceiling_minor=None, used_minor=used_minor,
    )  # fmt: skip


@pytest.fixture
def plan(project: Any) -> Plan:
    """Return the plan of the small world, with what is moved and saved."""
    made: Plan = make_plan(project(), exports=())[0]
    return made


@pytest.fixture
def supplied(plan: Plan) -> Callable[..., Plan]:
    """Return what gives a plan its moves, savings and funds, and pays less by the savings."""

    def give(moves: tuple[Move, ...], savings: tuple[Saving, ...], state: int) -> Plan:
        less = sum(saving.amount_minor for saving in savings)
        capex = plan.capex_minor - less
        first, *others = plan.packages
        return replace(
            plan,
            moves=moves,
            savings=savings,
            capex_minor=capex,
            funds=(fund("state", state), fund("usf", capex - state)),
            packages=(replace(first, savings=(*first.savings, *savings)), *others),
        )

    return give


def by_subject(before: Plan, after: Plan) -> dict[str, Account]:
    """Return the accounts of two plans by subject."""
    return {account.subject: account for account in accounts_of(before, after)}


def test_every_account_ties_to_both_plans(supplied: Callable[..., Plan]) -> None:
    """Parts add up to the totals, and totals are the plans' own figures."""
    one = supplied((move(2, "B"), move(3, "D1", kind="depot")), (saving("tier", 4),), 500)
    two = supplied((move(5, "C"),), (saving("tier", 1), saving("vat", 6)), 700)
    found = by_subject(one, two)

    assert list(found) == SUBJECTS
    assert all(account.ties for account in found.values())
    for subject in ("funds", "packages"):
        assert (found[subject].before, found[subject].after) == (one.capex_minor, two.capex_minor)
    assert (found["savings"].before, found["savings"].after) == (80, 140)
    assert (found["moves"].before, found["moves"].after) == (5, 5)
    assert (found["transport"].before, found["transport"].after) == (50, 50)
    once = sum(n.amount_minor for _, n in one.all_lines() if n.timing is Timing.ONE_TIME)
    assert once - one.capex_minor == found["savings"].before


def test_what_is_forgotten_shows(supplied: Callable[..., Plan]) -> None:
    """A saving that the plan does not list, or a fund that pays too little, is told."""
    whole = supplied((), (saving("tier", 4),), 500)
    broken = replace(whole, savings=(), funds=(fund("state", 1),))
    found = by_subject(whole, broken)

    assert not found["savings"].ties
    assert not found["funds"].ties
    assert "not the total" in [line.en for line in found["savings"].told(20)][-1]


def test_moves_of_sites_are_told_together_and_listed_apart(supplied: Callable[..., Plan]) -> None:
    """The terminal has one line for all sites of an item, data have each of them."""
    one = supplied((move(2, "B"), move(1, "C"), move(4, "D1", kind="depot")), (), 0)
    two = supplied((move(6, "B"), move(4, "D1", kind="depot"), move(9, "C", counted=False)), (), 0)
    found = by_subject(one, two)

    assert [line.en for line in found["moves"].told(20)] == [
        "Equipment that moves: 7 -> 10 units (+3)",
        "  PC from other sites: 3 -> 6 units (+3)",
    ]
    assert {p["name"]: p["difference"] for p in found["moves"].to_json()["parts"]} == {
        "PC from depot D1": 0,
        "PC from site B": 4,
        "PC from site C": -1,
    }
    assert [line.en for line in found["proposed"].told(20)][1:] == [
        "  PC from other sites: new, 9 units"
    ]


def test_packages_are_new_gone_or_changed(plan: Plan) -> None:
    """Packages are the same when entity, category, fund and year are, whatever their number."""
    first, *others = plan.packages
    elsewhere = replace(first, id="P99", entity="culture_ministry")
    renamed = replace(plan, packages=(*(replace(p, id=f"X{p.id}") for p in others), elsewhere))
    told = [line.en for line in by_subject(plan, renamed)["packages"].told(20)]

    assert len(told) == 3
    assert any(": gone, was " in line for line in told)
    assert any(line.startswith("  Ministry of Culture, ") and ": new, " in line for line in told)


def test_sums_of_two_currencies_are_not_subtracted(plan: Plan) -> None:
    """Units still are."""
    assert [a.subject for a in accounts_of(plan, replace(plan, currency="USD"))] == [
        "moves", "proposed", "repairs",
    ]  # fmt: skip


def test_two_runs_tell_their_accounts_in_both_languages(project: Any) -> None:
    """Less money: what is paid falls, in words of the language, and in data."""
    folder = project()
    _, rich = make_plan(folder, overrides={"capex": 5000}, exports=())
    _, poor = make_plan(folder, overrides={"capex": 1000}, exports=())
    found = compare_runs(rich, poor)
    data = json.loads(json.dumps(found.to_json()))
    lines = found.lines("mn")

    assert "Paid by fund: 3,000 -> 1,000 ₮ (-2,000)" in found.lines()
    assert "Санхүүжилтээр төлөх: 3,000 -> 1,000 ₮ (-2,000)" in lines
    assert (data["packages"]["before"], data["packages"]["after"]) == (3000, 1000)
    assert sum(part["difference"] for part in data["packages"]["parts"]) == -2000
    assert [line for line in lines if ENGLISH.search(line)] == []
    assert len(lines) == len(found.lines("en"))
