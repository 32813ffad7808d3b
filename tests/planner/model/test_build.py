"""The graph contract turned into a problem: required services, directives, pruning, quantities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.candidates.candidate import Offers
from planner.model.arcs import ArcKind
from planner.model.build import build_problem, prune, under_limits


def _arcs(model: Any, site_id: str) -> set[str]:
    return {arc.id for arc in model.arcs if arc.site_id == site_id}


def test_a_present_link_stays_or_is_replaced(world: Any, offers: Offers) -> None:
    """Sites with a link today have a required service node that the keep arc can enter."""
    model = build_problem(world, offers)
    required = {model.problem.node_ids[v] for v in model.problem.required}

    assert required == {"service:B", "service:D"}
    assert {"keep:B", "option:B/fibre/1"} <= _arcs(model, "B")


def test_keeping_costs_the_yearly_fee_and_gains_nothing(world: Any, offers: Offers) -> None:
    """The keep arc has the fee as recurrent cost, no capital and the loss of the whole prize."""
    model = build_problem(world, offers)
    a = model.arc_index()["keep:B"]
    quantities = model.problem.quantities

    assert quantities["capex_minor"][a] == 0
    assert quantities["opex_per_year_minor"][a] == 1200
    assert quantities["npc_minor"][a] == 2400
    assert model.problem.benefit_of(a) == 0
    assert model.problem.loss[a] == 300


def test_an_option_loses_the_shortfall_from_the_best(world: Any, offers: Offers) -> None:
    """The prize of a service is its best option; the others lose the difference."""
    model = build_problem(world, offers)
    index = model.arc_index()

    assert model.problem.loss[index["option:A/fibre/1"]] == 0
    assert model.problem.loss[index["option:A/leo/1"]] == 200
    assert model.problem.benefit_of(index["option:A/leo/1"]) == 400


def test_quantities_are_sums_of_lines(world: Any, offers: Offers) -> None:
    """Capital, recurrent and net present cost of satellite at A over two undiscounted years."""
    model = build_problem(world, offers)
    a = model.arc_index()["option:A/leo/1"]
    found = {name: values[a] for name, values in model.problem.quantities.items()}

    assert found == {
        "capex_minor": 800,
        "opex_per_year_minor": 1000,
        "npc_minor": 2800,
        "users": 10,
        "sites": 1,
    }


def test_useless_parts_are_left_out(world: Any, offers: Offers) -> None:
    """A dead end, and a pack at a site that no service can reach, are not in the problem."""
    model = build_problem(world, offers)

    assert "road:nowhere" not in model.problem.node_ids
    assert _arcs(model, "C") == set()
    assert set(model.problem.node_ids) == {arc.head for arc in model.arcs} | {"root"}


def test_pruning_keeps_what_is_required_even_when_nothing_reaches_it() -> None:
    """A required node without arcs stays, so that the problem says infeasible, not feasible."""
    assert prune([], {}, {"service:X"}) == []


def test_must_serve_removes_what_does_not_reach_the_minimum(
    world: Any, offers: Offers, directive: Any
) -> None:
    """B's 5 Mbps link does not count as service where 10 is the minimum, so it cannot be kept."""
    model = build_problem(world.told(directive("must_serve", "B")), offers)

    assert "keep:B" not in _arcs(model, "B")
    assert "kit:B:computers:1" in _arcs(model, "B")


def test_must_serve_with_nothing_on_offer_leaves_a_required_node(
    world: Any, offers: Offers, directive: Any
) -> None:
    """A site that nothing can serve is still demanded: the plan is infeasible, and says so."""
    model = build_problem(world.told(directive("must_serve", "C")), offers)
    required = {model.problem.node_ids[v]: why for v, why in model.problem.required.items()}

    assert "Cabinet" in required["service:C"]
    assert all(arc.head != "service:C" for arc in model.arcs)


def test_must_not_gives_nothing_but_lets_fibre_pass(
    world: Any, offers: Offers, directive: Any
) -> None:
    """Options and packs of the site go; its present link and the trenches around it stay."""
    model = build_problem(world.told(directive("must_not", "B")), offers)

    assert _arcs(model, "B") == {"keep:B"}


def test_ending_a_link_costs_what_the_link_is_worth(world: Any, offers: Offers) -> None:
    """Where links may end, nothing is required and keeping one earns its worth today."""
    model = build_problem(world.under(allow_ending_present_links=True), offers)
    index = model.arc_index()

    assert model.problem.required == {}
    assert model.kept_worth["B"] == 300  # 100 user-hours x 0.6 x 0.5, in thousandths
    assert model.problem.benefit_of(index["keep:B"]) == 300
    assert model.problem.benefit_of(index["option:B/fibre/1"]) == 600


def test_every_arc_of_the_problem_has_its_meaning(world: Any, offers: Offers) -> None:
    """Arc ids, tails and heads of the problem are those of the planner's arcs, in one order."""
    model = build_problem(world, offers)
    nodes = model.problem.node_ids

    assert model.problem.arc_ids == tuple(arc.id for arc in model.arcs)
    assert [nodes[v] for v in model.problem.tail] == [arc.tail for arc in model.arcs]
    assert list(model.problem.arc_ids) == sorted(model.problem.arc_ids)
    assert {arc.kind for arc in model.arcs} == set(ArcKind)


def test_other_limits_alone_make_the_model_that_building_it_makes(
    world: Any, offers: Offers, directive: Any
) -> None:
    """Money, floors of every kind and coverage: the same problem, meanings and policy, or none."""
    told = world.told(directive("must_serve", "A"))
    model = build_problem(told, offers)
    floors = [
        {"by": "aimag", "of": "plan", "share": "0.2"},
        {"by": "aimag", "of": "amounts", "amounts": {"11": 5}},
        {"by": "kind", "of": "amounts", "amounts": {"school": 7}},
    ]
    others: list[dict[str, Any]] = [
        {"capex_minor": 900, "floors": floors},
        {"opex_per_year_minor": 77, "coverage": [{"quantity": "served", "least": 1}]},
        {},
    ]
    for limits in others:
        changed = told.under(limits=limits)
        made, built = under_limits(model, changed, offers), build_problem(changed, offers)
        terms = {"grouping": built.supply.grouping, "moves": built.supply.moves}  # never equal
        assert replace(made, supply=replace(made.supply, **terms)) == built
        assert made.supply.grouping.scenario == changed.scenario
