"""Shares of the benefit are amounts in comparisons, and audits hold them to the plan's."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers.solve import solve
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_comparisons import comparison_differences
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import prepare
from planner.pipeline.what_if import framed_problem
from planner.runs.comparisons import FILE, read_comparisons
from planner.runs.layout import PROBLEM
from planner.runs.run_folder import load_run

LAW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _row(problem: Any, limit_id: str) -> Any:
    return next(row for row in problem.limits if row.id == limit_id)


def test_more_money_is_compared_at_the_amount_of_the_plan(
    project: Any, world: Any, directive: Any
) -> None:
    """The library has to have a fifth of what the plan gives, not of what more money gives."""
    folder = project(
        world.under(
            limits={"capex_minor": 1_900, "opex_per_year_minor": 6_000},
            solve={"next_money_minor": 100},
        ).told(directive("floor", "library", "0.2", "D-1"), directive("must_not", "C", "", "D-2"))
    )
    plan, run_dir = make_plan(folder, exports=())
    asked = next(x.lower for x in plan.limits if x.id == "directive:D-1")
    found = {c.frame.directive_id: c.frame.change for c in read_comparisons(run_dir) or ()}

    assert asked and found[None].fixed == (("directive:D-1", asked),)
    assert found["D-1"].fixed == ()  # it is the one that is left out
    assert found["D-2"].fixed == (("directive:D-1", asked),)
    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def test_an_amount_of_points_takes_nothing_from_others(
    project: Any, world: Any, directive: Any
) -> None:
    """A share can be kept by giving the others less; points of the group alone can not."""
    poor = world.under(limits={"capex_minor": 1_900, "opex_per_year_minor": 6_000})
    plans, asked = {}, {"floor": "0.35", "least_points": ""}
    for kind in asked:
        told = directive(kind, "library", asked[kind] or f"{plans['floor'][1] / 1000}", "D-1")
        plan, run_dir = make_plan(project(poor.told(told)), exports=())
        limit = next(x for x in plan.limits if x.id == "directive:D-1")
        plans[kind] = plan.stages[0].value or 0, limit.lower or 0
        assert verify_run(run_dir) == [] and rederive_run(run_dir) == []

    assert plans["least_points"][1] == plans["floor"][1] > 0
    assert plans["least_points"][0] >= plans["floor"][0]


def test_a_forged_amount_is_told(project: Any, world: Any, directive: Any) -> None:
    """One less would let the comparison take from the library."""
    folder = project(
        world.under(limits={"capex_minor": 1_900}, solve={"next_money_minor": 100}).told(
            directive("floor", "library", "0.2", "D-1")
        )
    )
    _, run_dir = make_plan(folder, exports=())
    data = json.loads((run_dir / FILE).read_text("utf-8"))
    data["comparisons"][0]["change"]["fixed"][0][1] -= 1
    (run_dir / FILE).write_text(json.dumps(data), encoding="utf-8")
    run = load_run(run_dir)
    told = comparison_differences(run_dir, run.plan, run.read_json(PROBLEM))

    assert any("amount of directive:D-1" in str(one) for one in told)


@LAW
@given(capex=st.integers(500, 3_000), share=st.sampled_from(["0.05", "0.2", "0.35"]))
def test_the_best_plan_keeps_the_amounts(
    project: Any, world: Any, directive: Any, capex: int, share: str
) -> None:
    """So that a comparison only relaxes: it is worth no less than the plan's own optimum."""
    assert project  # its offers stand in for those of tables
    inputs = world.under(
        limits={"capex_minor": capex, "opex_per_year_minor": 6_000},
        solve={"next_money_minor": 10},
    ).told(directive("floor", "library", share))
    prepared = prepare(inputs)
    result = solve(prepared.model.problem)
    framed = framed_problem(prepared, result, None)
    assert framed is not None
    frame, problem = framed
    ((limit_id, amount),) = frame.change.fixed or (("directive:D-1", 0),)

    assert _row(problem, limit_id).lower == amount
    assert (solve(problem).objective or 0) >= (result.objective or 0)
    assert frame.change.applied(prepared.model.problem.to_json()) == problem.to_json()
