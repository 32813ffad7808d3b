"""Each policy rule is a row that anybody can add up again."""

from __future__ import annotations

from typing import Any

import pytest

from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Offers
from planner.errors import SettingsError
from planner.model.build import build_problem
from planner.model.limit_use import row_use


def _limits(model: Any) -> dict[str, Any]:
    return {limit.id: limit for limit in model.problem.limits}


def _use(model: Any, limit_id: str, *arc_ids: str) -> Any:
    index = model.arc_index()
    chosen = sorted(index[i] for i in arc_ids)
    limit, meaning = _limits(model)[limit_id], model.limit_meanings[limit_id]
    return row_use(model.problem, limit, meaning, chosen)


def test_without_envelopes_there_are_no_rows(world: Any, offers: Offers) -> None:
    """None means no limit."""
    assert build_problem(world, offers).problem.limits == ()


def test_the_capital_envelope_counts_everything_paid_once(world: Any, offers: Offers) -> None:
    """Trench, drop, terminal and pack add up; yearly fees do not."""
    model = build_problem(world.under(limits={"capex_minor": 5000}), offers)
    use = _use(
        model,
        "capex",
        "asset:road:a--premises:A",
        "option:A/fibre/1",
        "kit:A:computers:1",
        "keep:B",
    )

    assert (use.used, use.lower, use.upper) == (200 + 500 + 300, None, 5000)


def test_the_recurrent_envelope_counts_present_fees_that_go_on(world: Any, offers: Offers) -> None:
    """Kept fees of B and D and the new fee of A."""
    model = build_problem(world.under(limits={"opex_per_year_minor": 9000}), offers)

    assert _use(model, "opex", "keep:B", "keep:D", "option:A/leo/1").used == 1200 + 2400 + 1000


def test_coverage_counts_what_is_served_absolutely(world: Any, offers: Offers) -> None:
    """Served sites count by new and present links of the minimum speed, their people likewise."""
    floors = [
        {"quantity": "served", "least": 2},
        {"quantity": "served_users", "least": 10, "by": "aimag"},
        {"quantity": "benefit", "least": 3},
    ]
    model = build_problem(world.under(limits={"coverage": floors}), offers)
    found = _limits(model)
    served = found["coverage:country::served:1"]

    assert (2, None) == (served.lower, served.upper)
    assert set(served.coefficients) == {1}
    assert 3000 == found["coverage:country::benefit:3"].lower
    regions = [name for name in found if name.startswith("coverage:aimag:")]
    assert len({site.aimag for site in world.sites}) == len(regions)
    index = model.arc_index()
    for name in regions:
        row = found[name]
        users = {a: offers.needs[model.arcs[a].site_id].users for a in row.arcs}
        assert dict(zip(row.arcs, row.coefficients, strict=True)) == users
        assert all(model.arcs[a].site_id is not None for a in row.arcs)
    assert index  # every arc of the rows is one of the model


def test_the_cheapest_goal_minimises_cost_alone(world: Any, offers: Offers) -> None:
    """A scenario for the least cost has one goal; by default benefit comes first, then cost."""
    cheapest = build_problem(world.under(goal="least_cost"), offers).problem

    assert ["cost"] == [goal.name for goal in cheapest.goals]
    assert ["benefit", "cost"] == [g.name for g in build_problem(world, offers).problem.goals]


def test_each_payer_has_its_own_envelope(world: Any, offers: Offers) -> None:
    """The aimag pays B's present fee; the ministry pays D's and the new ones."""
    payers = {"aimag": 1500, "ministry": 3000}
    model = build_problem(world.under(limits={"opex_per_year_by_payer_minor": payers}), offers)
    chosen = ("keep:B", "keep:D", "option:A/fibre/1")

    assert _use(model, "opex:aimag", *chosen).used == 1200
    assert _use(model, "opex:ministry", *chosen).used == 2400 + 100


def test_a_site_weighs_what_it_could_gain(offers: Offers) -> None:
    """Best candidate and all packs; a site without options weighs nothing but its packs."""
    assert attainable_benefit(offers) == {"A": 700, "B": 390, "C": 90, "D": 0}


def test_a_floor_asks_a_share_of_the_proportional_part(world: Any, offers: Offers) -> None:
    """Aimag 12 could gain 480 of 1,180; half of that part of 700 points is 143 rounded up."""
    floor = {"by": "aimag", "quantity": "benefit", "share": "0.5", "only": ["12"], "of": "plan"}
    model = build_problem(world.under(limits={"floors": [floor]}), offers)
    use = _use(model, "floor:aimag:12:benefit", "option:A/fibre/1", "kit:A:computers:1", "keep:B")

    numerator = 10_000 * 480 // (2 * 1180)
    assert use.used == 0
    assert use.lower == -(-numerator * 700 // 10_000)
    assert "Aimag 12 receives at least 0.5" in _limits(model)["floor:aimag:12:benefit"].title


def test_a_floor_holds_exactly_when_the_group_has_its_part(world: Any, offers: Offers) -> None:
    """The row's activity is not negative exactly when used reaches lower."""
    floor = {"by": "kind", "quantity": "sites", "share": "1", "only": ["library"], "of": "plan"}
    model = build_problem(world.under(limits={"floors": [floor]}), offers)
    limit = _limits(model)["floor:kind:library:sites"]
    alone = _use(model, limit.id, "option:A/leo/1")
    both = _use(model, limit.id, "option:A/leo/1", "option:B/fibre/1")

    assert (alone.used, alone.lower) == (0, 1)
    assert (both.used, both.lower) == (1, 1)
    assert limit.lower == 0


def test_a_group_that_nothing_can_help_gets_no_floor(world: Any, offers: Offers) -> None:
    """Otherwise it would force everybody down to nothing."""
    floor = {"by": "kind", "quantity": "users", "share": "1", "of": "plan"}
    model = build_problem(world.under(limits={"floors": [floor]}), offers)

    assert set(_limits(model)) == {"floor:kind:library:users", "floor:kind:school:users"}


def test_a_directive_floor_is_a_share_of_the_whole(
    world: Any, offers: Offers, directive: Any
) -> None:
    """Five per cent of the benefit for libraries, with the authority in the title."""
    told = world.told(directive("floor", "library", "0.05", "D-9"))
    model = build_problem(told, offers)
    use = _use(model, "directive:D-9", "option:A/fibre/1", "kit:B:computers:1", "keep:B")

    assert (use.used, use.lower) == (90, 35)
    assert "Cabinet" in _limits(model)["directive:D-9"].title


def test_a_directive_of_points_is_an_amount(world: Any, offers: Offers, directive: Any) -> None:
    """Points of one group alone: what others receive does not count."""
    told = world.told(directive("least_points", "library", "0.05", "D-9"))
    model = build_problem(told, offers)
    limit, meaning = _limits(model)["directive:D-9"], model.limit_meanings["directive:D-9"]
    of_libraries = {a for a, arc in enumerate(model.arcs) if arc.site_id == "B"}
    worth = [model.problem.benefit_of(a) for a in limit.arcs]

    assert limit.lower == 50
    assert set(limit.arcs) <= of_libraries and list(limit.coefficients) == worth
    assert (meaning.shared_quantity, meaning.directive_id) == (None, "D-9")
    assert "at least 0.05 points (directive D-9, Cabinet)" in limit.title


def test_more_than_the_whole_cannot_be_asked(world: Any, offers: Offers) -> None:
    """A share above one is a mistake, said in words."""
    floor = {"by": "kind", "quantity": "benefit", "share": "9", "of": "plan"}
    with pytest.raises(SettingsError, match="more than the whole"):
        build_problem(world.under(limits={"floors": [floor]}), offers)
