"""Laws that hold for every budget and every solver."""

from __future__ import annotations

from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers import verify
from optimizers.result import answer_json
from optimizers.solve import SOLVERS, solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.plan.assemble import assemble
from planner.plan.plan import Plan

BUDGET = st.integers(min_value=0, max_value=3500)
YEARLY = st.integers(min_value=3600, max_value=6000)  # present fees must fit
LAW = settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _plan(world: Any, offers: Offers, capex: int, opex: int, solver: str = "exact") -> Plan:
    inputs = world.under(limits={"capex_minor": capex, "opex_per_year_minor": opex})
    model = build_problem(inputs, offers)
    result = solve(model.problem, solver=solver)
    assert verify.check(model.problem.to_json(), answer_json(result)) == []
    return assemble(inputs, offers, model, result)


@LAW
@given(capex=BUDGET, more=BUDGET, opex=YEARLY)
def test_more_money_never_lowers_the_benefit(
    world: Any, offers: Offers, capex: int, more: int, opex: int
) -> None:
    """A plan of a smaller budget is a plan of a larger one."""
    small = _plan(world, offers, capex, opex)
    large = _plan(world, offers, capex + more, opex)

    assert (small.objective or 0) <= (large.objective or 0)


@pytest.mark.parametrize("solver", SOLVERS)
@LAW
@given(capex=BUDGET, opex=YEARLY)
def test_every_plan_adds_up_and_forgets_nobody(
    world: Any, offers: Offers, solver: str, capex: int, opex: int
) -> None:
    """Within its limits, each site told once, never better than the exact plan."""
    plan = _plan(world, offers, capex, opex, solver)
    best = _plan(world, offers, capex, opex)

    assert [d.site_id for d in plan.deployments] == ["A", "B", "C", "D"]
    assert plan.capex_minor == sum(
        line.amount_minor for _, line in plan.all_lines() if line.timing == "one_time"
    )
    assert plan.capex_minor <= capex
    assert plan.opex_per_year_minor <= opex
    assert (plan.objective or 0) <= (best.objective or 0)
    assert best.status in ("certified_optimal", "solver_optimal")
