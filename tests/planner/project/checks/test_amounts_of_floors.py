"""Floors that no plan can keep, and groups that a payer holds back, are told before a plan."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from inventory.kept_tables import finding_from_json, finding_to_json
from optimizers import solve
from planner.candidates.candidate import Offers
from planner.language.messages.findings import told
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.project.checks.amounts_of_floors import (
    _together,
    check_scenario_floors,
    is_kept_by_newest_run,
)
from planner.project.config_text import ConfigText
from planner.project.load import load_inputs
from planner.runs.run_folder import list_runs


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


def test_a_plan_at_hand_shows_that_floors_can_be_kept(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of the newest run keeps all limits: no solver is asked whether there is one."""
    inputs = load_inputs(planned)
    model = build_problem(inputs, build_offers(inputs))

    assert is_kept_by_newest_run(inputs, model)
    monkeypatch.setattr(solve, "solve", None)
    assert not list(_together(inputs, model, ConfigText.of(planned)))


def test_a_run_that_does_not_suit_says_nothing(planned: Path) -> None:
    """Less money than it spends, a damaged answer, or no run at all."""
    inputs = load_inputs(planned)
    offers = build_offers(inputs)
    limits = inputs.scenario.limits.model_copy(update={"capex_minor": 1_000})
    scenario = inputs.scenario.model_copy(update={"limits": limits})
    poor = replace(inputs, scenario=scenario)
    assert not is_kept_by_newest_run(poor, build_problem(poor, offers))

    model = build_problem(inputs, offers)
    answer = list_runs(planned)[-1] / "certificate.json"
    data = json.loads(answer.read_text(encoding="utf-8"))
    for wrong in (
        [],
        {},
        {**data, "chosen": None},
        {**data, "chosen": ["x"]},
        {**data, "chosen": []},
        {**data, "amounts": [1.5] * len(data["amounts"])},
    ):
        answer.write_text(json.dumps(wrong), encoding="utf-8")
        assert not is_kept_by_newest_run(inputs, model)
    shutil.rmtree(planned / "runs")
    assert not is_kept_by_newest_run(inputs, model)
