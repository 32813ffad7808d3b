"""An interrupt while the fair level is sought ends with a plan, not without one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import optimizers.solve
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import prepare

FLOORS = [{"by": "aimag", "share": "0.5"}, {"by": "kind", "share": "0.5"}]
LIMITS = {"capex_minor": 2_000, "opex_per_year_minor": 6_000, "floors": FLOORS}


@pytest.mark.parametrize("has_plan", [True, False])
def test_an_interrupted_level_is_that_of_the_best_plan(
    project: Any, world: Any, monkeypatch: pytest.MonkeyPatch, has_plan: bool
) -> None:
    """Found or not: without any plan nothing changes, and every floor is 0."""
    folder = project(world.under(limits=LIMITS))
    solve, asked = optimizers.solve.solve, []

    def interrupted(*given: Any, **more: Any) -> Any:
        asked.append(given)
        result = solve(*given, **more)
        stage = replace(result.stages[0], stopped_by="interrupt")
        chosen = result.chosen if has_plan else None
        return replace(result, chosen=chosen, stages=(stage, *result.stages[1:]))

    monkeypatch.setattr(optimizers.solve, "solve", interrupted)
    plan, _ = make_plan(folder, exports=())
    monkeypatch.undo()

    assert len(asked) == 1  # nothing is solved after the interrupt
    assert (plan.stopped_by, plan.status) == ("interrupt", "feasible")
    assert (plan.benefit or 0) > 0 if has_plan else plan.benefit == 0
    assert all(row.benefit_cost is None for row in plan.floors)


def test_the_run_of_an_interrupted_level_verifies(
    project: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both audits accept what was reached: levels are those of a plan, never of a bound."""
    folder = project(world.under(limits=LIMITS))
    solve = optimizers.solve.solve

    def interrupted(*given: Any, **more: Any) -> Any:
        result = solve(*given, **more)
        stage = replace(result.stages[0], stopped_by="interrupt")
        return replace(result, stages=(stage, *result.stages[1:]))

    with monkeypatch.context() as patched:
        patched.setattr(optimizers.solve, "solve", interrupted)
        _, run_dir = make_plan(folder, exports=())

    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def test_other_plans_do_not_rest_on_half_a_level(
    project: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sweeps, draws and their like end at an interrupt."""
    assert project
    solve = optimizers.solve.solve

    def interrupted(*given: Any, **more: Any) -> Any:
        result = solve(*given, **more)
        stage = replace(result.stages[0], stopped_by="interrupt")
        return replace(result, stages=(stage, *result.stages[1:]))

    monkeypatch.setattr(optimizers.solve, "solve", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prepare(world.under(limits=LIMITS))
