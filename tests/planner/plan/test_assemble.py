"""The solver's answer becomes a plan in which everything adds up and nobody is forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Stock
from optimizers.solve import solve
from planner.candidates.candidate import Offers, Reason
from planner.model.build import build_problem
from planner.plan.assemble import assemble, check_totals
from planner.plan.plan import Plan, PlanFaultError, SiteStatus


def _plan(world: Any, offers: Offers, **limits: Any) -> Plan:
    inputs = world.under(limits=limits) if limits else world
    model = build_problem(inputs, offers)
    return assemble(inputs, offers, model, solve(model.problem, solver="exact"))


def _site(plan: Plan, site_id: str) -> Any:
    return next(d for d in plan.deployments if d.site_id == site_id)


def test_with_money_enough_everybody_gets_the_best(world: Any, offers: Offers) -> None:
    """A and B get fibre over the shared trench, and their packs; the sums are done by hand."""
    plan = _plan(world, offers)

    assert plan.status == "certified_optimal"
    assert plan.objective == 600 + 300 + 100 + 90
    assert plan.capex_minor == (200 + 1000 + 200) + 2 * 500 + 2 * 300
    assert plan.opex_per_year_minor == 100 + 100 + 2400
    assert plan.kept_fee_per_year_minor == 2400
    assert plan.npc_minor == plan.capex_minor + 2 * plan.opex_per_year_minor
    assert plan.users_gaining == 20
    assert plan.counts() == {"total": 4, "deployed": 2, "adequate": 1, "unserved": 1}


def test_the_fee_of_a_replaced_link_is_not_paid(world: Any, offers: Offers) -> None:
    """B's 1,200 a year ends when fibre comes; it stays when B keeps its link."""
    served, kept = _plan(world, offers), _plan(world, offers, capex_minor=0)

    assert _site(served, "B").kept_fee_per_year_minor == 0
    assert _site(kept, "B").kept_fee_per_year_minor == 1200
    assert kept.opex_per_year_minor == kept.kept_fee_per_year_minor == 3600


def test_every_site_has_a_status_and_a_reason(world: Any, offers: Offers) -> None:
    """Deployed, adequate and unserved sites each say why, in a sentence."""
    plan = _plan(world, offers, capex_minor=1100)
    told = {d.site_id: (d.status, d.reason) for d in plan.deployments}

    assert told == {
        "A": (SiteStatus.DEPLOYED, Reason.CHOSEN),
        "B": (SiteStatus.UNSERVED, Reason.WITHIN_LIMITS_NOT_CHOSEN),
        "C": (SiteStatus.UNSERVED, Reason.NO_PAYER),
        "D": (SiteStatus.ADEQUATE, Reason.ALREADY_AT_STANDARD),
    }
    assert all(d.reason_text.endswith(".") for d in plan.deployments)
    assert "no road" in _site(plan, "C").reason_text
    assert "computers at 300 ₮ over 2 years" in _site(plan, "B").reason_text


def test_directives_are_named_as_reasons(world: Any, offers: Offers, directive: Any) -> None:
    """A must-serve and a must-not row appear with their authority."""
    told = world.told(directive("must_serve", "A"), directive("must_not", "B", name="D-2"))
    plan = _plan(told, offers)

    assert _site(plan, "A").reason is Reason.MUST_SERVE
    assert _site(plan, "B").reason is Reason.EXCLUDED
    assert "D-2 (Cabinet)" in _site(plan, "B").reason_text


def test_links_know_the_sites_they_serve(world: Any, offers: Offers) -> None:
    """The trench between the junctions serves B alone; the free link from the PoP is not built."""
    plan = _plan(world, offers)

    assert {link.id: link.serves for link in plan.links} == {
        "road:a--premises:A": ("A",),
        "road:a--road:b": ("B",),
        "road:b--premises:B": ("B",),
    }
    assert all(link.from_node.startswith("road:") for link in plan.links)


def test_speeds_and_computers_before_and_after(world: Any, offers: Offers) -> None:
    """A kept link keeps its speed; a new one brings its own; packs add computers."""
    plan = _plan(world, offers, capex_minor=1000)
    a, d = _site(plan, "A"), _site(plan, "D")

    assert (a.mbps_before, a.mbps_after, a.technology) == (0.0, 20.0, "fibre")
    assert (a.computers_before, a.computers_added) == (0, 2)
    assert (d.mbps_before, d.mbps_after, d.technology) == (20.0, 20.0, None)


def test_limits_tell_how_far_they_are_used(world: Any, offers: Offers) -> None:
    """Used, upper side and title of the capital budget."""
    plan = _plan(world, offers, capex_minor=1000)
    (use,) = plan.limits

    assert (use.id, use.used, use.upper, use.binding) == ("capex", 1000, 1000, True)


def test_links_that_may_end_count_their_worth(world: Any, offers: Offers) -> None:
    """Where ending is allowed but nothing is to be saved, present links still stay."""
    plan = _plan(world.under(allow_ending_present_links=True), offers, capex_minor=0)

    assert plan.objective == 300 + 600  # what B's and D's links are worth today
    assert sum(d.benefit for d in plan.deployments) == 0
    assert plan.kept_fee_per_year_minor == 3600


def test_a_plan_that_does_not_add_up_is_our_fault(world: Any, offers: Offers) -> None:
    """A line that goes missing is noticed before anything is written."""
    model = build_problem(world, offers)
    result = solve(model.problem)
    plan = assemble(world, offers, model, result)
    short = replace(plan, capex_minor=plan.capex_minor - 1)

    with pytest.raises(PlanFaultError, match="capex_minor"):
        check_totals(short, model, result)


def test_an_impossible_problem_gives_a_plan_without_deployments(
    world: Any, offers: Offers, directive: Any
) -> None:
    """No plan means none: no sites, no sums, and the status says infeasible."""
    plan = _plan(world.told(directive("must_serve", "C")), offers)

    assert plan.status == "infeasible"
    assert (plan.deployments, plan.links, plan.objective) == ((), (), None)
    assert "service:C" in plan.infeasible_limits


def test_stock_of_what_is_bought_is_told_and_not_deducted(world: Any, offers: Offers) -> None:
    """Depots are added up by SKU; items that the plan does not buy are left out."""
    plain = _plan(world, offers)
    sku = next(line.sku for _, line in plain.all_lines())
    stock = (
        Stock(sku=sku, depot="B", quantity=3, row=3),
        Stock(sku=sku, depot="B", quantity=4, row=2),
        Stock(sku="nothing we buy", depot="A", quantity=9),
    )
    stocked = replace(world, catalogue=replace(world.catalogue, stock=stock))

    plan = _plan(stocked, offers)

    assert plan.stock == ((sku, "B", 7),)
    assert (plan.capex_minor, plan.objective) == (plain.capex_minor, plain.objective)


def test_a_site_without_known_users_is_not_called_adequate(world: Any, offers: Offers) -> None:
    """Where nobody is counted nothing is known of the gap: left out, and told why."""
    unknown = replace(offers.needs["D"], users=0)

    plan = _plan(world, replace(offers, needs={**offers.needs, "D": unknown}))

    found = _site(plan, "D")
    assert (found.status, found.reason) == (SiteStatus.UNSERVED, Reason.NO_USERS)
    assert "No users are stated" in found.reason_text
