"""Who buys what a plan buys once."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from inventory.prices.catalogue import Category
from planner.resources.bundles import Grouping
from planner.resources.funds import Funds, paid_as, tender_category
from planner.scenario.calendar import Calendar
from planner.scenario.settings import Procurement, Scenario


def grouping(shared_buyer: str, upkeep_payer: str | None, payers: tuple[str, ...]) -> Grouping:
    """Return the grouping of sites with these payers, and no fund."""
    fibre = {} if upkeep_payer is None else {"upkeep_payer": upkeep_payer}
    needs: Any = {name: SimpleNamespace(payer=name) for name in payers}
    return Grouping(
        scenario=Scenario(
            procurement=Procurement.model_validate({"shared_buyer": shared_buyer}),
            technologies={"fibre": fibre},
        ),
        sites={},
        needs=needs,
        funds=Funds(
            listed=(),
            calendar=Calendar(start=dt.date(2027, 1, 1), tender_days=0, lead_days=0),
            rulebook="national",
        ),
    )


def line(role: str, payer: str | None = None) -> Any:
    """Return what the buyer of a stretch is found from."""
    return SimpleNamespace(role=role, payer=payer)


@pytest.mark.parametrize(
    ("shared_buyer", "upkeep_payer", "payers", "buyer"),
    [
        ("keeper", "ministry", ("aimag", "soum"), "ministry"),
        ("keeper", None, ("aimag", "aimag"), "aimag"),
        ("keeper", None, ("aimag", "soum"), "unnamed"),
        ("none", "ministry", ("aimag",), "unnamed"),
    ],
)
def test_a_splice_is_bought_by_who_keeps_new_fibre(
    shared_buyer: str, upkeep_payer: str | None, payers: tuple[str, ...], buyer: str
) -> None:
    """It has no upkeep that names a payer; before, nobody was named to buy it."""
    found = grouping(shared_buyer, upkeep_payer, payers)

    assert found.entity("root--tap", [line("splice")]) == buyer


def test_who_pays_the_upkeep_of_a_stretch_buys_it() -> None:
    """Its own payer comes first; a mast without one is nobody's, as it is no fibre."""
    found = grouping("keeper", "ministry", ("aimag",))

    assert found.entity("a--b", [line("trench"), line("trench_upkeep", "operator")]) == "operator"
    assert found.entity("m--n", [line("mast")]) == "unnamed"


@pytest.mark.parametrize(
    ("role", "tendered_as", "category"),
    [
        ("installation", "", "installation"),
        ("installation", "goods", "goods"),
        ("installation", "works", "works"),
        ("installation", "own_staff", "own_staff"),
        ("contract_ending", "", "contract_ending"),
        ("computer", "", "services"),
    ],
)
def test_who_installs_decides_the_tender_and_not_who_may_pay(
    role: str, tendered_as: str, category: str
) -> None:
    """Funds that may pay installation may pay it in whatever tender it is."""
    asked: Any = SimpleNamespace(role=role, tendered_as=tendered_as, category=Category.SERVICES)

    assert tender_category(asked) == category
    assert paid_as(asked) == ("installation" if role == "installation" else "services")
