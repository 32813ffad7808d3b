"""A known plan under the certificate of known prices holds, or is not taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizers import verify
from optimizers.problem import Problem
from optimizers.reoptimize.at_prices import plan_at_prices
from optimizers.result import Result
from optimizers.solve import solve


@pytest.fixture(scope="module")
def known(land: Problem) -> Result:
    """Return the plan of a country, and the prices of its limits."""
    return solve(land)


def _larger(problem: Problem, share: float) -> Problem:
    rows = (replace(r, upper=int((r.upper or 0) * (1.0 + share))) for r in problem.limits)
    return problem.varied(limits=tuple(rows))


def _at_prices(problem: Problem, known: Result, gap: float) -> Result | None:
    return plan_at_prices(problem, known.chosen or (), known.amounts, known.duals, gap=gap, seed=1)


@pytest.mark.parametrize("share", [0.0, 0.001])
def test_the_plan_at_hand_is_an_answer_that_verifies(
    land: Problem, known: Result, share: float
) -> None:
    """Its bound lies above the best plan, and its value is that of the plan."""
    near = _larger(land, share)
    found = _at_prices(near, known, 0.05)

    assert found is not None
    assert verify.check(near.to_json(), found.to_json()) == []
    assert found.chosen == known.chosen
    assert found.certified_bound is not None
    assert found.certified_bound >= (solve(near).objective or 0)


def test_a_wider_gap_than_asked_for_is_no_answer(land: Problem, known: Result) -> None:
    """Then the problem is to be searched."""
    assert _at_prices(_larger(land, 0.5), known, 1e-4) is None


def test_a_plan_that_breaks_a_limit_is_no_answer(land: Problem, known: Result) -> None:
    """Whatever its prices say."""
    assert _at_prices(_larger(land, -0.5), known, 1.0) is None
