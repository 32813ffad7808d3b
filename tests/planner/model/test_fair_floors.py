"""The fair level as a problem: groups, what they can attain, and amounts rounded down."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.model.fair_floors import (
    WHOLE,
    FairGroup,
    _worth_for_money,
    amount_at,
    fair_groups,
    fair_problem,
    with_amounts,
)


def _model(world: Any, offers: Offers, *floors: dict[str, Any], **limits: Any) -> Any:
    return build_problem(world.under(limits={"floors": list(floors), **limits}), offers)


def test_a_group_attains_the_best_offer_and_every_pack_of_its_sites(
    world: Any, offers: Offers
) -> None:
    """600 + 100 at A, 300 + 90 at B; D needs nothing, and C's computers have no link to hang on."""
    groups = fair_groups(_model(world, offers, {"by": "aimag"}))

    assert [(g.group, g.attainable, g.most) for g in groups] == [("11", 700, 700), ("12", 390, 390)]
    assert [g.own_level for g in groups] == [WHOLE, WHOLE]


def test_a_group_that_nothing_can_help_is_left_out(world: Any, offers: Offers) -> None:
    """A floor of nothing is no floor; a group that is not asked for is none either."""
    kinds = fair_groups(_model(world, offers, {"by": "kind", "quantity": "users"}))
    only = fair_groups(_model(world, offers, {"by": "kind", "only": ["library"]}))

    assert [(g.group, g.attainable) for g in kinds] == [("library", 10), ("school", 10)]
    assert [(g.group, g.attainable) for g in only] == [("library", 390)]


def test_floors_of_the_plan_and_stated_ones_have_no_level(world: Any, offers: Offers) -> None:
    """Only floors of the fair level wait for their amounts."""
    floors = [{"by": "aimag", "of": "plan"}, {"by": "aimag", "of": "amounts", "amounts": {"11": 5}}]

    assert fair_groups(_model(world, offers, *floors)) == ()


def test_a_payer_without_money_lowers_the_most_of_a_group(world: Any, offers: Offers) -> None:
    """The ministry pays only what runs today: A has no link, and nothing that hangs on one."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": 2400}}
    groups = fair_groups(_model(world, offers, {"by": "aimag"}, **limits))

    assert [(g.group, g.most) for g in groups] == [("11", 0), ("12", 90)]
    assert [g.own_level for g in groups] == [0, WHOLE * 90 // 390]


@pytest.mark.parametrize("yearly", [2400, 2500, 2650, 2700, 3000])
def test_the_most_of_a_group_is_never_below_a_plan(world: Any, offers: Offers, yearly: int) -> None:
    """It is a bound: the best plan for the group alone stays within it."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": yearly}, "capex_minor": 3000}
    model = _model(world, offers, {"by": "aimag"}, **limits)
    for group in fair_groups(model):
        alone = solve(fair_problem(model, [group], [0], {}, WHOLE))
        assert alone.chosen is not None
        assert group.received(frozenset(alone.chosen)) <= group.most


def test_the_level_of_a_plan_is_rounded_down() -> None:
    """Two of three sites are 6,666 ten-thousandths, whose half of 3 sites is 0 sites."""
    group = FairGroup(
        floor=0, by="kind", group="school", quantity="sites", attainable=3, most=3,
        arcs=(4, 5, 6), values=(1, 1, 1),
    )  # fmt: skip

    assert group.level({4, 6}) == 6666
    assert amount_at(group, 6666, "0.5") == 0
    assert amount_at(group, WHOLE, "1") == 3


def test_amounts_go_to_their_floors(world: Any, offers: Offers) -> None:
    """Floors without a level stay as they are."""
    model = _model(world, offers, {"by": "kind", "of": "plan"}, {"by": "aimag", "share": "0.5"})
    floors = model.policy.scenario.limits.floors
    given = with_amounts(floors, fair_groups(model), [WHOLE, 5000])

    assert given[0] is floors[0]
    assert given[1].amounts == {"11": 350, "12": 97}
    assert not given[1].is_open


def test_amounts_are_rows_that_count_the_group_alone(world: Any, offers: Offers) -> None:
    """Others may receive whatever they like: nobody is held down by the floor."""
    floor = {"by": "aimag", "of": "amounts", "amounts": {"12": 100, "11": 0}}
    model = _model(world, offers, floor)
    (limit,) = model.problem.limits

    assert (limit.id, limit.lower, limit.upper) == ("amount:aimag:12:benefit", 100, None)
    assert "at least 0.1 points of benefit" in limit.title
    assert all(k > 0 for k in limit.coefficients)
    assert {model.arcs[a].site_id for a in limit.arcs} == {"B"}


def test_steps_of_money_are_ordered_as_fractions() -> None:
    """Whole numbers order worth over cost exactly, near ties too, and leave ties as they are."""
    drawn = random.Random(1)
    for size in (3, 1_000, 10**9, 10**15):
        steps = [(drawn.randint(1, size), drawn.randint(0, size)) for _ in range(300)]
        steps += [(size, size - 1), (size + 1, size), (2 * size, 2 * size - 2), (size + 2, size)]
        exactly = sorted(steps, key=lambda step: Fraction(step[1], step[0]), reverse=True)

        assert sorted(steps, key=_worth_for_money(steps), reverse=True) == exactly
