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


def test_what_a_choice_needs(world: Any, offers: Offers) -> None:
    """From nothing new a pack needs 300 and A's satellite 800; fibre waits for its trench."""
    model = build_problem(world, offers)
    keeps = [a for a, arc in enumerate(model.arcs) if arc.kind == "keep"]
    found = Improvements(problem=model.problem, chosen=keeps, prices={})
    capex = model.problem.quantities["capex_minor"]
    arcs = tuple(range(len(capex)))
    upper = Limit(id="x", title="", unit="", arcs=arcs, coefficients=tuple(capex), upper=0)
    lower = replace(upper, upper=None, lower=0)

    assert sorted(set(found.needs(upper))) == [300, 800]
    assert found.needs(lower) == ()  # what stays costs nothing, and nothing is taken away
    assert found.needs(replace(upper, arcs=(), coefficients=())) == found.needs(upper)
    assert found.blocked_by(upper, 299)
    assert not found.blocked_by(upper, 300)


@pytest.mark.parametrize(("budget", "binds"), [(2_000, True), (2_400, False)])
def test_a_least_binds_where_it_costs_something(
    world: Any, offers: Offers, budget: int, *, binds: bool
) -> None:
    """A new link in B's aimag: with 2,000 A stays without for it, with 2,400 both are bought."""
    floor = {"quantity": "sites", "least": 1, "by": "aimag", "only": ["12"]}
    found = uses(world, offers, capex_minor=budget, coverage=[floor])

    assert found["coverage:aimag:12:sites:1"].binding is binds
    assert found["capex"].binding


def test_prices_of_other_limits_count(world: Any, offers: Offers) -> None:
    """At a price of one point a tögrög for capital nothing gains, so no other limit blocks it."""
    inputs = world.under(limits={"capex_minor": 1_000, "opex_per_year_minor": 9_000})
    model = build_problem(inputs, offers)
    keeps = [a for a, arc in enumerate(model.arcs) if arc.kind == "keep"]
    capex, opex = (next(x for x in model.problem.limits if x.id == i) for i in ("capex", "opex"))
    found = Improvements(problem=model.problem, chosen=keeps, prices={"capex": 1.0})

    assert found.needs(opex) == ()
    assert found.needs(capex)
