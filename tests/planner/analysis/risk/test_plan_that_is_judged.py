"""The plan that draws judge is the one that is made, not another of equal benefit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.analysis.curves.frontier import for_benefit
from planner.analysis.risk.price_risk import at_little_cost, draw_prices
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import prepare, read_project
from planner.pipeline.solve import quick_search
from planner.project.init import init_project

RICH = {"capex": 10**12, "opex": 10**12}


def test_the_plan_under_draws_costs_what_the_plan_costs(project: Any) -> None:
    """Benefit and one-time cost are those of the plan that is made."""
    folder: Path = project()
    plan, _ = make_plan(folder, exports=())
    found = draw_prices(prepare(read_project(folder)), 2)

    assert found.benefit_today == plan.objective
    assert found.capex_today_minor == plan.capex_minor


def test_of_plans_of_equal_benefit_a_cheap_one_is_judged(tmp_path: Path) -> None:
    """With money for everything the first plan of most benefit is not the one to be made."""
    init_project(tmp_path / "p", "mongolia")
    country = prepare(read_project(tmp_path / "p", None, RICH), "MN-035", overrides=RICH)
    problem = for_benefit(country)
    first = quick_search(problem, country.inputs.scenario)
    found = at_little_cost(country, problem, first)
    cost = problem.quantities["npc_minor"]

    assert first.chosen is not None and found.chosen is not None
    assert found.objective is not None and first.objective is not None
    assert found.objective >= first.objective
    assert sum(cost[a] for a in found.chosen) < sum(cost[a] for a in first.chosen)
