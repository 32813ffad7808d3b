"""Narrow and early money is used first, with benefit and cost fixed; idle money has a reason.

The schools of `small_purchases`: E1 and E2 are bought for by entity one, 440 each, E3 in aimag B
by entity two, 440.
"""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from small_purchases import ALL, World, a_fund, a_world

from inventory.prices.funds import Fund
from optimizers import verify
from optimizers.preferred_amounts import Preference, preferred
from optimizers.problem import Column, Goal, Limit, Problem
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.model.build import build_problem
from planner.pipeline.paid_in_order import paid_in_order
from planner.plan.assemble import assemble
from planner.plan.plan import Plan


def paid(world: World) -> Plan:
    """Return the plan of a world after the stage of funds, verified; its goals are as before."""
    model = build_problem(world, world.offers)  # type: ignore[arg-type]
    result = solve(model.problem, effort=2, gap=0.0)
    ordered = paid_in_order(model, result)
    assert verify.check(model.problem.to_json(), answer_json(ordered)) == []
    assert (ordered.chosen, ordered.stages) == (result.chosen, result.stages)
    return assemble(world, world.offers, model, ordered)  # type: ignore[arg-type]


def payers(plan: Plan) -> dict[str, str]:
    """Return who pays the package of each entity."""
    return {p.entity: p.fund_id for p in plan.packages}


def why(plan: Plan) -> dict[str, list[tuple[str, str, int, str]]]:
    """Return why money of funds is idle."""
    return {
        f.fund_id: [(i.package_id, i.reason, i.amount_minor, i.other) for i in f.idle]
        for f in plan.funds
        if f.idle
    }


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_money_of_the_narrowest_use_is_used_first(name: str) -> None:
    """What may pay in aimag B alone pays there, whatever its code; the wide money stays for one."""
    narrow = a_fund(name, aimags=("B",), ceiling_minor=500)
    plan = paid(a_world(ALL, funds=(narrow, a_fund("mmm", ceiling_minor=2000))))

    assert payers(plan) == {"one": "mmm", "two": name}
    assert why(plan) == {"mmm": [("P02", "goes_first", 0, name)]}


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_of_equal_use_the_earliest_end_goes_first(name: str) -> None:
    """Both funds may pay both packages: 1,320 ends in 2026, so that the other pays nothing."""
    early = a_fund(name, deadline="2026-06-30", ceiling_minor=1320)
    plan = paid(a_world(ALL, funds=(early, a_fund("mmm", year=2026, ceiling_minor=2000))))

    assert set(payers(plan).values()) == {name}
    assert why(plan) == {"mmm": [("P01", "goes_first", 0, name), ("P02", "goes_first", 0, name)]}


def test_the_most_of_it_is_used_that_whole_packages_allow() -> None:
    """Of 1,000, 880 pay entity one; 120 are left and less than the 440 of entity two."""
    early = a_fund("early", deadline="2026-06-30", ceiling_minor=1000)
    plan = paid(a_world(ALL, funds=(early, a_fund("state"))))

    assert payers(plan) == {"one": "early", "two": "state"}
    assert why(plan) == {"early": [("P02", "too_large", 440, "")]}


def test_a_cofinancer_that_has_no_more_is_the_reason() -> None:
    """Half of each package is of `state`: 500 are enough for 440, not for 660."""
    lead = a_fund("lead", cofinance_share="0.5", cofinancer="help", ceiling_minor=2000)
    helper = a_fund("help", ceiling_minor=450)
    plan = paid(a_world(ALL, funds=(lead, helper, a_fund("state"))))

    assert payers(plan) == {"one": "lead", "two": "state"}
    assert why(plan)["lead"] == [("P02", "cofinancer", 220, "help")]


def test_a_fund_that_pays_vat_does_not_take_the_place_of_one_that_pays_none() -> None:
    """Entity two would cost 440 instead of 400: the cost is fixed before."""
    narrow = a_fund("b-only", aimags=("B",), ceiling_minor=500)
    plan = paid(a_world(ALL, funds=(narrow, a_fund("donor", vat_exempt=True))))

    assert set(payers(plan).values()) == {"donor"}
    assert why(plan) == {"b-only": [("P02", "vat", 40, "")]}


def test_money_without_a_ceiling_is_never_idle() -> None:
    """It has no amount that could stay."""
    assert why(paid(a_world(ALL, funds=(a_fund("a"), a_fund("b", aimags=("B",)))))) == {}


def funds_of(seed: int) -> tuple[Fund, ...]:
    """Return three funds of random conditions and ends, and one that pays what is left."""
    chance = random.Random(seed)
    found = []
    for name in ("p", "q", "r"):
        given: dict[str, Any] = {"ceiling_minor": chance.choice((300, 450, 900, 1000, 1400))}
        if chance.random() < 0.4:
            given["aimags"] = (chance.choice("AB"),)
        if chance.random() < 0.5:
            given["deadline"] = f"2026-{chance.randint(6, 12):02d}-15"
        found.append(a_fund(name, **given))
    return (*found, a_fund("s"))


@pytest.mark.parametrize("seed", range(40))
def test_who_pays_agrees_with_trying_every_way(seed: int) -> None:
    """Of all ways to pay two packages, none uses more of the first fund, then of the second."""
    funds = funds_of(seed)
    plan = paid(a_world(ALL, funds=funds))
    cost = {p.entity: p.amount_minor for p in plan.packages}
    where = {"one": "A", "two": "B"}
    eligible = {
        entity: [f for f in funds if not f.aimags or where[entity] in f.aimags] for entity in cost
    }
    use = {f.id: sum(c for e, c in cost.items() if f in eligible[e]) for f in funds}
    order = sorted(funds[:3], key=lambda f: (use[f.id], f.deadline or "9999", f.id))

    def drawn(way: tuple[Fund, ...]) -> list[int]:
        own = dict.fromkeys((f.id for f in funds), 0)
        for entity, fund in zip(cost, way, strict=True):
            own[fund.id] += cost[entity]
        fits = all(f.ceiling_minor is None or own[f.id] <= f.ceiling_minor for f in funds)
        return [own[f.id] for f in order] if fits else []

    used = {f.fund_id: f.used_minor for f in plan.funds}
    assert [used[f.id] for f in order] == max(map(drawn, itertools.product(*eligible.values())))


def test_numbers_that_are_too_large_to_be_exact_change_nothing() -> None:
    """A row whose sums pass 2^62 leaves the amounts as they are."""
    columns = (Column(id="a", upper=10**15), Column(id="b", upper=10**15))
    limit = Limit(
        id="l", title="", unit="", arcs=(), coefficients=(), upper=0,
        columns=(0, 1), column_coefficients=(10**6, -(10**6)),
    )  # fmt: skip
    problem = Problem(
        node_ids=("root",), prize=(0,), arc_ids=(), tail=(), head=(), loss=(), limits=(limit,),
        columns=columns, goals=(Goal(name="benefit", sense="max", quantity="benefit"),),
    )  # fmt: skip
    wanted = Preference(free=frozenset({0, 1}), most={}, full=frozenset(), sums=({0: 1},))

    assert preferred(problem, (), (5, 7), wanted) == (5, 7)
