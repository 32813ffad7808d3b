"""Floors that no plan can keep, and groups that a payer holds back, are told before a plan."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from inventory.kept_tables import finding_from_json, finding_to_json
from planner.candidates.candidate import Offers
from planner.language.messages.findings import told
from planner.project.checks.amounts_of_floors import check_scenario_floors


def _told(world: Any, offers: Offers, **limits: Any) -> list[Any]:
    given = world.under(limits=limits)
    inputs = SimpleNamespace(
        **{name: getattr(given, name) for name in given.__dataclass_fields__},
        project=SimpleNamespace(folder=Path("nowhere")),
    )
    return list(check_scenario_floors(inputs, offers))  # type: ignore[arg-type]


def _stated(**amounts: int) -> dict[str, Any]:
    return {"by": "kind", "of": "amounts", "amounts": amounts}


def test_floors_that_can_be_kept_are_silent(world: Any, offers: Offers) -> None:
    """All that is on offer to schools is 700 thousandths, to libraries 390."""
    assert _told(world, offers) == []
    assert _told(world, offers, floors=[{"by": "kind"}]) == []
    assert _told(world, offers, floors=[_stated(school=700, library=390)]) == []


def test_an_amount_above_what_is_on_offer_is_an_error(world: Any, offers: Offers) -> None:
    """It says how much is on offer."""
    (finding,) = _told(world, offers, floors=[_stated(school=701, library=390)])

    assert finding.rule == "scenario.floor_above_offers"
    assert (finding.found, finding.todo) == ("school: 0.701", "lower the amount")
    assert finding.expected == "at most 0.7, all that is on offer"


def test_an_amount_above_what_its_payer_can_pay_is_an_error(world: Any, offers: Offers) -> None:
    """The ministry's budget is full with what runs today: no school can have a link."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": 2400}}
    (finding,) = _told(world, offers, floors=[_stated(school=1)], **limits)

    assert finding.rule == "scenario.floor_above_offers"
    assert finding.expected == "at most 0, all that its money allows"
    assert "payers" in finding.todo


def test_a_group_that_its_payer_holds_back_is_told(world: Any, offers: Offers) -> None:
    """Its floor by the fair level would be nothing, and the plan says no more of it."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": 2400}}
    found = _told(world, offers, floors=[{"by": "kind"}], **limits)

    assert {f.rule for f in found} == {"scenario.floor_without_money"}
    assert found[-1].found == "school: money allows 0 % of what is on offer"


def test_floors_that_are_possible_alone_but_not_together_are_told(
    world: Any, offers: Offers
) -> None:
    """A school or a library can be served with 1,700, never both."""
    alone = {"by": "country", "quantity": "sites", "least": 1}
    both = {"by": "country", "quantity": "sites", "least": 2}

    assert _told(world, offers, coverage=[alone], capex_minor=1700) == []
    (finding,) = _told(world, offers, coverage=[both], capex_minor=1700)
    assert finding.rule == "scenario.floors_clash"
    assert "explain --infeasible" in finding.todo


@pytest.mark.parametrize("language", ["mn", "en"])
def test_every_finding_is_told_in_both_languages(world: Any, offers: Offers, language: Any) -> None:
    """No English is left in a Mongolian sentence."""
    (finding,) = _told(world, offers, floors=[_stated(school=701, library=390)])
    said = told(finding, language)

    assert ("lower" in said) is (language == "en")
    assert "0.7" in said


def test_a_kept_finding_is_told_in_mongolian_all_the_same(world: Any, offers: Offers) -> None:
    """`kholboo check` keeps findings as plain text in its cache and reads them back."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": 2400}}
    for finding in _told(world, offers, floors=[{"by": "kind"}], **limits):
        kept = finding_from_json(finding_to_json(finding))

        assert kept == finding
        assert told(kept, "mn") == told(finding, "mn")
        assert "мөнгө" in told(kept, "mn")
        assert "money" not in told(kept, "mn")
