"""Goals that count links at standard, and shares of media of all sites."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from examples import LAW
from hypothesis import given
from hypothesis import strategies as st

from optimizers import verify
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.pipeline.make_plan import make_plan
from planner.project.checks.upper_limits import check_upper_limits, check_what_stays
from planner.project.config_text import ConfigText
from planner.reports.plan_summary import summary_lines


def _best(model: Any) -> Any:
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), answer_json(result)) == []
    return result


@LAW
@given(capex=st.integers(0, 3_000), satellite=st.integers(1, 999))
def test_no_other_goal_brings_more_sites_to_the_standard(
    world: Any, offers: Offers, capex: int, satellite: int
) -> None:
    """Satellite stays below the standard, so that points and sites disagree."""
    slower = tuple(
        replace(c, utility_thousandths=satellite) if c.technology == "leo" else c
        for c in offers.candidates
    )
    given_offers = replace(offers, candidates=slower)
    limits = {"capex_minor": capex, "opex_per_year_minor": 6_000}
    counted = build_problem(world.under(goal="sites_at_standard", limits=limits), given_offers)
    usual = build_problem(world.under(limits=limits), given_offers)
    quantity = counted.problem.quantities["sites_at_standard"]
    by_id = dict(zip(counted.problem.arc_ids, quantity, strict=True))
    most, other = _best(counted), _best(usual)

    assert [g.name for g in counted.problem.goals] == ["sites_at_standard", "benefit", "cost"]
    assert most.objective == sum(quantity[a] for a in most.chosen)
    assert most.objective >= sum(by_id[usual.problem.arc_ids[a]] for a in other.chosen)
    assert most.stages[1].value <= other.objective


def test_a_present_link_at_standard_counts_while_it_stays(world: Any, offers: Offers) -> None:
    """D's counts ten people; without money nobody else has one."""
    inputs = world.under(goal="users_at_standard", limits={"capex_minor": 0})

    assert _best(build_problem(inputs, offers)).objective == 10
    assert "users_at_standard" not in build_problem(world, offers).problem.quantities


@pytest.mark.parametrize("language", ["mn", "en"])
def test_a_plan_of_the_goal_is_told_in_sites(project: Any, world: Any, language: Any) -> None:
    """The summary says how many links are at standard, and the run verifies."""
    from planner.audit.rederive_run import rederive_run
    from planner.audit.verify_run import verify_run

    folder = project(world.under(limits={"capex_minor": 800}))
    plan, run_dir = make_plan(folder, overrides={"goal": "sites_at_standard"}, exports=("page",))
    told = " ".join(summary_lines(plan, "runs/x", language))

    assert plan.goal == "sites_at_standard"
    assert f"{plan.objective} " in told and (plan.benefit or 0) > 0
    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def _share(**more: Any) -> dict[str, Any]:
    return {"media": [{"media": ["fibre"], **more}]}


def test_a_least_share_is_an_amount_of_all_sites(world: Any, offers: Offers) -> None:
    """Two of four sites: D has fibre today, one more must get it."""
    model = build_problem(world.under(limits=_share(least="0.5")), offers)
    (row,) = model.problem.limits
    counted = {model.arcs[a].site_id for a in row.arcs}

    assert (row.lower, row.upper) == (2, None)
    assert counted == {"A", "B", "D"}
    assert row.title == "the country: at least 2 of 4 sites with fibre"


def test_a_most_share_holds_the_others_back(world: Any, offers: Offers) -> None:
    """With at most a quarter on fibre, which D has, A takes the satellite."""
    best = _best(build_problem(world.under(limits=_share(most="0.25")), offers))
    model = build_problem(world.under(limits=_share(most="0.25")), offers)

    assert "option:A/leo/1" in {model.problem.arc_ids[a] for a in best.chosen}


@pytest.mark.parametrize(
    ("share", "rule"),
    [
        ({}, "scenario.media"),
        ({"least": "0.5", "media": []}, "scenario.media"),
        ({"least": "2"}, "scenario.media"),
        ({"least": "half"}, "scenario.media"),
        ({"least": "0.5", "most": "0.2"}, "scenario.media"),
        ({"least": "0.5", "by": "kind", "only": ["scool"]}, "scenario.group"),
    ],
)
def test_wrong_shares_are_told(world: Any, share: dict[str, Any], rule: str) -> None:
    """No fraction, no side, a least above the most, or a group that no site is of."""
    at = world.under(limits=_share(**share))
    found = check_upper_limits("base", at.scenario, at.catalogue, at.sites, ConfigText())

    assert [f.rule for f in found] == [rule]


def test_a_share_above_all_offers_is_told(world: Any, offers: Offers) -> None:
    """Fibre is on offer to two sites, and a third has it."""
    (finding,) = check_what_stays(world.under(limits=_share(least="1")), offers)

    assert finding.rule == "scenario.media_above_offers"
    assert finding.expected == "at most 3, all that is on offer"
