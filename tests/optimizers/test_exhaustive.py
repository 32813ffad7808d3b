"""The exact solver agrees with trying every plan."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings

from optimizers import verify
from optimizers.problem import Problem
from optimizers.solve import solve

CASES = int(os.environ.get("KHOLBOO_EXHAUSTIVE_CASES") or examples(400))
settings.register_profile("small", deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@settings(settings.get_profile("small"), max_examples=CASES)
@given(problem=small.problems())
def test_the_exact_solver_agrees_with_exhaustive_search(problem: Problem) -> None:
    """The exact solver finds the best plan of every goal, proves it, or proves that none exists."""
    result, expected = small.solved_as_searched(problem)

    if expected is None:
        return
    for goal, stage, value in zip(problem.goals, result.stages, expected, strict=True):
        sign = 1 if goal.sense == "max" else -1
        assert stage.value is not None
        assert stage.certified_bound is not None
        assert sign * stage.value <= value <= sign * stage.certified_bound


@pytest.mark.slow
@settings(settings.get_profile("small"), max_examples=CASES // 2)
@given(problem=small.problems())
def test_baselines_never_beat_the_exact_solver(problem: Problem) -> None:
    """Growth and ranking give plans that hold, and never more than the exact solver."""
    exact = solve(problem, effort=2)
    for solver in ("greedy", "ranked"):
        result = solve(problem, solver=solver)

        assert verify.check(problem.to_json(), result.to_json()) == []
        if result.objective is not None:
            assert exact.objective is not None
            sign = 1 if result.stages[0].sense == "max" else -1
            assert sign * result.objective <= sign * exact.objective


def test_more_budget_never_lowers_benefit(
    line: dict[str, object], everything: Callable[[Problem], list[int] | None]
) -> None:
    """The value of the street rises with its budget, as by hand: 0, 5, 8, then C as well."""
    values = []
    for budget in (0, 2, 3, 6, 7, 8):
        problem = Problem(
            **line, limits=(small._row("cost", list(line["quantities"]["cost"]), upper=budget),)
        )  # type: ignore[arg-type, index]
        values.append(solve(problem).objective)
        assert [values[-1]] == everything(problem)

    assert [0, 5, 8, 8, 17, 17] == values
