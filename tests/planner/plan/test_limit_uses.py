"""What binds: a price in the certificate, and less left than the cheapest improvement needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizers.problem import Limit
from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.plan.improvements import Improvements
from planner.plan.limit_uses import limit_uses
from planner.plan.outcome import LimitUse


def uses(world: Any, offers: Offers, **limits: Any) -> dict[str, LimitUse]:
    """Return the limits of the plan under some limits, by id."""
    model = build_problem(world.under(limits=limits), offers)
    return {use.id: use for use in limit_uses(model, solve(model.problem, gap=0.0))}


def cost_of_everything(world: Any, offers: Offers) -> int:
    """Return the capital of a plan without limits."""
    model = build_problem(world, offers)
    chosen = solve(model.problem, gap=0.0).chosen or ()
    return sum(model.problem.quantities["capex_minor"][a] for a in chosen)


def test_a_budget_that_is_spent_and_stops_something_binds(world: Any, offers: Offers) -> None:
    """With 1,000 A has its fibre and its pack; B's fibre would need 1,700 more."""
    assert uses(world, offers, capex_minor=1_000)["capex"].binding


def test_a_budget_that_is_spent_on_everything_binds_nothing(world: Any, offers: Offers) -> None:
    """All that is on offer costs exactly the budget: it is full, and nothing waits for more."""
    everything = cost_of_everything(world, offers)
    use = uses(world, offers, capex_minor=everything)["capex"]

    assert (use.used, use.upper, use.binding) == (everything, everything, False)


def test_a_budget_with_room_for_what_is_next_does_not_bind(world: Any, offers: Offers) -> None:
    """Far more money than anything costs is no limit."""
    assert not uses(world, offers, capex_minor=10**9)["capex"].binding


@pytest.mark.parametrize(("more", "binds"), [(0, True), (99, True)])
def test_less_is_left_than_the_next_choice_needs(
    world: Any, offers: Offers, more: int, *, binds: bool
) -> None:
    """Money that is left over and buys nothing does not loosen the limit."""
    assert uses(world, offers, capex_minor=1_000 + more)["capex"].binding is binds


def test_a_limit_without_a_price_does_not_bind(world: Any, offers: Offers) -> None:
    """The same plan and the same room, and no price in the certificate: nothing is claimed."""
    model = build_problem(world.under(limits={"capex_minor": 1_000}), offers)
    result = replace(solve(model.problem, gap=0.0), duals={})

    assert [use.binding for use in limit_uses(model, result)] == [False]


def test_the_least_that_a_choice_needs(world: Any, offers: Offers) -> None:
    """From nothing chosen A's satellite needs 800, and no fibre starts without its trench."""
    model = build_problem(world, offers)
    keeps = [a for a, arc in enumerate(model.arcs) if arc.kind == "keep"]
    found = Improvements(problem=model.problem, chosen=keeps)
    capex = model.problem.quantities["capex_minor"]
    arcs = tuple(range(len(capex)))
    upper = Limit(id="x", title="", unit="", arcs=arcs, coefficients=tuple(capex), upper=0)
    lower = replace(upper, upper=None, lower=0)

    assert found.least_blocked(upper) == 300  # a pack of computers at a site with a link
    assert found.least_blocked(lower) is None  # what stays cost nothing and takes nothing away
    assert found.least_blocked(replace(upper, arcs=(), coefficients=())) == 300
