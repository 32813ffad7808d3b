"""What plans with money held back give and miss under drawn prices, against draws solved again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizers.problem import Problem
from optimizers.reoptimize.price_draws import Task
from optimizers.result import Result
from optimizers.verify import plan_faults
from planner.analysis.curves.frontier import for_benefit
from planner.analysis.risk.other_plans import proven_only, year_by_year
from planner.analysis.risk.plan_risk import Stakes
from planner.analysis.risk.price_parts import price_parts
from planner.analysis.risk.price_risk import draw_prices
from planner.analysis.risk.price_spread import spreads_of
from planner.model.arcs import ArcKind
from planner.model.limit_meanings import MONEY
from planner.pipeline.prepare import Prepared, prepare
from planner.pipeline.solve import quick_search
from planner.plan.assurance import assurances
from planner.plan.plan import Assurance
from planner.scenario.overrides import with_overrides


def test_what_plans_miss_is_told_from_above(country: Prepared) -> None:
    """Each draw in which a plan fits is solved again: its bound less the plan, never less."""
    found = draw_prices(country, 5, spread=0.05)
    problem = for_benefit(country)
    task = Task.of(
        problem,
        (parts := price_parts(problem, country.model, country.inputs.scenario)),
        spreads=spreads_of(country.inputs, {part.group for part in parts}, 0.05),
        seed=1,
    )
    draws = list(task.run(5))
    held = [plan for plan in found.plans if plan.name == "held_back"]
    for plan in held:
        share = round(plan.held_back * 200)
        limits = tuple(
            replace(row, upper=row.upper * (200 - share) // 200)
            if row.upper is not None and country.model.limit_meanings[row.id].kind in MONEY
            else row
            for row in problem.limits
        )
        answer = (
            task.solved(dict.fromkeys(task.spreads, 1000))
            if plan.today
            else quick_search(replace(problem, limits=limits), country.inputs.scenario)
        )
        assert answer.chosen is not None and plan.benefit is not None
        stakes = Stakes.of(problem, parts, answer.chosen)
        assert all(stakes.at([dict.fromkeys(task.spreads, 1000)]).kept[0])
        assert abs(plan.benefit - (answer.objective or 0)) <= 0.01 * plan.benefit
        assert plan.missed is None or plan.missed.draws == plan.keeps
        if plan.today:
            more = sorted(
                max(0, draw.certified_bound - plan.benefit)
                for draw in draws
                if stakes.at([draw.ratios]).all_kept and draw.certified_bound is not None
            )
            assert plan.missed is not None
            assert (plan.missed.middle, plan.missed.high) == (more[len(more) // 2], more[-1])

    assert [plan.held_back for plan in held] == [0, 0.05, 0.1, 0.15, 0.2]
    assert [plan.today for plan in held] == [True, False, False, False, False]
    assert [plan.breaks for plan in held] == [0] * 5
    for plan in held:
        assert plan.supplied is not None and plan.benefit is not None
        assert plan.supplied.benefit >= 0.999 * plan.benefit  # stock and tiers take nothing away
    assert [plan.supplied for plan in found.plans if plan.name != "held_back"] == [None, None]
    kept = [plan.keeps for plan in held]
    assert kept == sorted(kept) and kept[-1] == 5


def test_draws_may_spend_what_is_held_back(country: Prepared) -> None:
    """A reserve lowers today's plan and raises its chance: at drawn prices all money is there."""
    held = prepare(
        replace(
            country.inputs,
            scenario=with_overrides(country.inputs.scenario, {"limits.reserve": 0.2}),
        ),
        "MN-035",
    )
    plain, kept = (draw_prices(one, 6, spread=0.2) for one in (country, held))

    assert plain.benefit_today is not None and kept.benefit_today is not None
    assert kept.benefit_today < plain.benefit_today
    assert kept.todays_plan_fits > plain.todays_plan_fits
    assert [row.limit for row in kept.limits_kept] == [row.limit for row in plain.limits_kept]
    assert kept.benefit == plain.benefit  # the plans of the draws have the same money
    assert [p.held_back for p in kept.plans if p.today] == [0.2]
    assert {p.held_back for p in kept.plans} == {0, 0.05, 0.1, 0.15, 0.2}


@pytest.fixture(scope="module")
def listed(country: Prepared) -> tuple[Problem, Result]:
    """The problem at list prices, and its plan."""
    problem = for_benefit(country)
    return problem, quick_search(problem, country.inputs.scenario)


def test_what_is_proven_is_a_part_of_the_plan(
    country: Prepared, listed: tuple[Problem, Result]
) -> None:
    """It is a tree that keeps every limit from above; what is not proven stays as it is."""
    problem, today = listed
    chosen = proven_only(country.model, problem, today)
    assert chosen is not None and today.chosen is not None
    upper = tuple(replace(row, lower=None) for row in problem.limits if row.upper is not None)
    assert plan_faults(replace(problem, limits=upper).to_json(), list(chosen)) == []
    arcs = country.model.arcs
    assert {arcs[a].kind for a in set(chosen) - set(today.chosen)} <= {ArcKind.KEEP}
    value, without = today.objective, sum(map(problem.benefit_of, chosen))
    assert value is not None and 0 < without <= value
    told = assurances(replace(country.model, problem=problem), today)
    for a in set(today.chosen) - set(chosen):
        if arcs[a].kind is ArcKind.OPTION:
            assert told[arcs[a].site_id or ""] is Assurance.OPEN
    assert proven_only(country.model, problem, replace(today, chosen=None)) is None


def test_a_plan_made_year_by_year_keeps_every_limit(
    country: Prepared, listed: tuple[Problem, Result]
) -> None:
    """It is a plan, and no better than the bound of all plans; without a budget there is none."""
    problem, today = listed
    chosen = year_by_year(country, problem)
    assert chosen is not None and today.certified_bound is not None
    upper = tuple(row for row in problem.limits if row.lower is None)
    assert plan_faults(replace(problem, limits=upper).to_json(), list(chosen)) == []
    assert 0 < sum(map(problem.benefit_of, chosen)) <= today.certified_bound
    free = tuple(row for row in problem.limits if row.id != "capex")
    assert year_by_year(country, replace(problem, limits=free)) is None
