"""What a plan would cost at drawn prices, by hand and against a count of every coefficient."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.prices.catalogue import Category, Item, Role, Timing
from optimizers.problem import Limit, Problem
from optimizers.reoptimize.price_draws import Part, Spread, drawn_ratios, redrawn
from planner.analysis.risk.plan_risk import Stakes, interval
from planner.analysis.risk.price_parts import price_parts
from planner.analysis.risk.price_risk import draw_prices
from planner.analysis.risk.price_spread import CONSTRUCTION, EXCHANGE_RATE, TENTH, spreads_of
from planner.analysis.risk.reserve import (
    ReserveError,
    judged,
    reserve_lines,
    smallest_reserve,
)
from planner.candidates.prices import pack_of
from planner.model.column_meaning import PacksSpared, UnitsAtTier, UnitsMoved
from planner.model.limit_meanings import MONEY, LimitKind
from planner.pipeline.prepare import Prepared, before_floors, read_project
from planner.pipeline.solve import quick_search
from planner.scenario.overrides import with_overrides


def two_items() -> tuple[Problem, list[Part]]:
    """Two sites; the first buys A for 100, the second B for 300; 450 in all, 120 for A alone."""
    problem = Problem(
        node_ids=("root", "s", "t"),
        prize=(0, 5, 5),
        arc_ids=("a", "b"),
        tail=(0, 0),
        head=(1, 2),
        loss=(0, 0),
        quantities={"capex_minor": (100, 300)},
        limits=(
            Limit(id="all", title="", unit="", arcs=(0, 1), coefficients=(100, 300), upper=450),
            Limit(id="A", title="", unit="", arcs=(0,), coefficients=(100,), upper=120),
        ),
    )
    parts = [
        Part(group="A", limit="all", quantity=None, arcs=(0,), coefficients=(100,)),
        Part(group="B", limit="all", quantity=None, arcs=(1,), coefficients=(300,)),
        Part(group="A", limit="A", quantity=None, arcs=(0,), coefficients=(100,)),
        Part(group="A", limit=None, quantity="capex_minor", arcs=(0,), coefficients=(100,)),
        Part(group="B", limit=None, quantity="capex_minor", arcs=(1,), coefficients=(300,)),
    ]
    return problem, parts


def test_outcomes_by_hand() -> None:
    """At 1.2 both hold to the unit; at 1.21 the limit of A breaks; at 1.1 of both all hold."""
    problem, parts = two_items()
    stakes = Stakes.of(problem, parts, [0, 1])
    found = stakes.at(
        [{"A": 1200, "B": 1000}, {"A": 1210, "B": 1000}, {"A": 1000, "B": 1170}, {"A": 1, "B": 1}]
    )

    assert stakes.capex_minor == 400
    assert found.capex_minor.tolist() == [420, 421, 451, 0]
    assert found.kept.tolist() == [[True, True], [True, False], [False, True], [True, True]]
    assert found.all_kept == 2
    assert found.sd(0) is None


def test_causes_are_shares_of_the_variance() -> None:
    """A alone, B through the rate twice as far: their squares, the common part as one."""
    problem, parts = two_items()
    stakes = Stakes.of(problem, parts, [0, 1])
    spreads = {
        "A": Spread(own=0.3, common=(("rate", 0.1),)),
        "B": Spread(common=(("rate", 0.1),)),
    }
    causes = {c.name: c.share for c in stakes.causes(spreads)}

    assert causes == pytest.approx({"rate": 1600 / 2500, "A": 900 / 2500})
    assert stakes.causes({"A": Spread(), "B": Spread()}) == []


def test_a_common_factor_does_not_average_out() -> None:
    """The same spread is worse when all prices share it than when each has its own."""
    problem, parts = two_items()
    stakes = Stakes.of(problem, parts, [0, 1])
    own = {g: Spread(own=0.2) for g in "AB"}
    shared = {g: Spread(common=(("rate", 0.2),)) for g in "AB"}
    sd = [
        stakes.at([drawn_ratios(spreads, k, 1) for k in range(2000)]).sd(400)
        for spreads in (own, shared)
    ]

    assert sd[0] == pytest.approx(0.2 * math.sqrt(100**2 + 300**2) / 400, rel=0.1)
    assert sd[1] == pytest.approx(0.2, rel=0.1)


def test_wilsons_interval() -> None:
    """The published example of 81 of 263 at 95 %, and its ends."""
    low, high = interval(81, 263)

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert interval(0, 10)[0] == 0
    assert interval(10, 10)[1] == pytest.approx(1)
    assert interval(0, 0) == (0, 1)


# --- spreads of items -------------------------------------------------------------------------


def an_item(**more: Any) -> Item:
    """Return an item of works at 100."""
    given: dict[str, Any] = {
        "sku": "X",
        "role": Role.TRENCH,
        "name_mn": "X",
        "name_en": "X",
        "category": Category.WORKS,
        "timing": Timing.ONE_TIME,
        "unit": "MTR",
        "pack_size": 1,
        "unit_price_minor": 100,
        "listed_unit_price": 100.0,
    }
    return Item(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "own", "middle", "common"),
    [
        ({}, 0.12, 1.0, {CONSTRUCTION: 0.08}),
        ({"import_share": 0.25}, 0.12, 1.0, {EXCHANGE_RATE: 0.0375, CONSTRUCTION: 0.06}),
        ({"category": Category.GOODS, "import_share": 1.0}, 0.12, 1.0, {EXCHANGE_RATE: 0.15}),
        ({"category": Category.GOODS}, 0.12, 1.0, {}),
        (
            {"price_low": 80.0, "price_high": 180.0, "category": Category.GOODS},
            math.log(180 / 80) / (2 * TENTH),
            1.2,
            {},
        ),
    ],
)
def test_spreads_of_items(
    more: dict[str, Any], own: float, middle: float, common: dict[str, float], country: Prepared
) -> None:
    """A range gives an item its own; imports follow the rate, the rest of works construction."""
    asked = {"uncertainty.item_sd": 0.12, "uncertainty.fx_sd": 0.15, "uncertainty.works_sd": 0.08}
    inputs = country.inputs
    inputs = replace(
        inputs,
        scenario=with_overrides(inputs.scenario, asked),
        catalogue=replace(inputs.catalogue, items=(an_item(**more),)),
    )
    found = spreads_of(inputs, ["X", "elsewhere"])

    assert found["X"].own == pytest.approx(own)
    assert found["X"].middle == pytest.approx(middle)
    assert dict(found["X"].common) == pytest.approx(common)
    assert found["elsewhere"] == Spread(own=0.12)


# --- a reserve for a country ------------------------------------------------------------------


def test_outcomes_are_those_of_the_problem_at_drawn_prices(country: Prepared) -> None:
    """What a plan uses of each limit is what the redrawn coefficients of its arcs add up to."""
    model = country.model
    result = quick_search(model.problem, country.inputs.scenario)
    assert result.chosen is not None
    parts = price_parts(model.problem, model, country.inputs.scenario)
    stakes = Stakes.of(model.problem, parts, result.chosen, result.amounts)
    ratios = drawn_ratios(spreads_of(country.inputs, stakes.groups), 7, 1)
    drawn = redrawn(model.problem, parts, ratios)
    outcomes = stakes.at([ratios])
    taken = set(result.chosen)
    for number, row in enumerate(drawn.limits):
        own = sum(k for a, k in zip(row.arcs, row.coefficients, strict=True) if a in taken)
        pairs = zip(row.columns, row.column_coefficients, strict=True)
        used = own + sum(k * result.amounts[c] for c, k in pairs)
        room = len(taken)  # each coefficient was rounded by itself
        if row.upper is not None and abs(used - row.upper) > room:
            assert outcomes.kept[0, number] == (used <= row.upper) or row.lower is not None


def test_what_tiers_and_stock_save_follows_the_price(country: Prepared) -> None:
    """At twice the price of an item its tiers cost twice as much, and units moved save twice."""
    model, scenario = country.model, country.inputs.scenario
    result = quick_search(model.problem, scenario)
    assert result.chosen is not None
    parts = price_parts(model.problem, model, scenario)
    stakes = Stakes.of(model.problem, parts, result.chosen, result.amounts)
    (capex,) = (n for n, row in enumerate(stakes.limits) if row.id == "capex")
    items = model.supply.items
    bought: Counter[str] = Counter()  # what the purchases of each item cost, savings deducted
    for a in result.chosen:
        for line in model.arcs[a].lines:
            if line.timing is Timing.ONE_TIME:
                bought[line.sku] += line.amount_minor
    saving = set()
    for amount, meaning in zip(result.amounts, model.supply.meanings, strict=True):
        if amount and isinstance(meaning, UnitsAtTier | PacksSpared):
            bought[meaning.sku] -= amount * meaning.saves_minor
            saving.add(meaning.sku)
        elif amount and isinstance(meaning, UnitsMoved) and pack_of(items[meaning.sku]) == 1:
            bought[meaning.sku] -= amount * items[meaning.sku].unit_price_minor
            saving.add(meaning.sku)
    assert saving
    today = dict.fromkeys(stakes.groups, 1000)
    for sku in sorted(saving):
        more = int(stakes.of_limits[capex, stakes.groups.index(sku)])
        assert more == bought[sku]
        kept = stakes.at([today, {**today, sku: 2000}]).kept[:, capex]
        assert kept[0] and kept[1] == (
            stakes.used[capex] + more <= (stakes.limits[capex].upper or 0)
        )


def test_a_reserve_keeps_its_chance(country: Prepared) -> None:
    """The smallest that does: half a percent less is not enough, and the plan costs benefit."""
    reserve = smallest_reserve(country, 0.8)

    assert 0 < reserve.share < 0.5
    assert round(reserve.share * 200) == pytest.approx(reserve.share * 200)
    assert reserve.value <= reserve.value_without
    held = replace(
        country.model.problem,
        limits=tuple(
            replace(row, upper=(row.upper or 0) * (200 - round(reserve.share * 200)) // 200)
            if country.model.limit_meanings[row.id].kind in MONEY
            else row
            for row in country.model.problem.limits
        ),
    )
    plan = quick_search(held, country.inputs.scenario)
    assert plan.objective == reserve.value  # whatever else was tried before it
    found = judged(country, plan)
    assert found is not None
    assert found.chance > 0.77
    text = "\n".join(reserve_lines(reserve, found, "en"))
    assert "with a chance of 80.00 %" in text
    assert "proven between" in text


def spread_by(country: Prepared, item_sd: float) -> Prepared:
    """Return the country with prices that vary so far."""
    scenario = with_overrides(country.inputs.scenario, {"uncertainty.item_sd": item_sd})
    return replace(country, inputs=replace(country.inputs, scenario=scenario))


def test_without_doubt_nothing_is_held_back(country: Prepared) -> None:
    """Prices that do not vary ask for no reserve."""
    sure = spread_by(country, 0.0)

    assert smallest_reserve(sure, 0.99).share == 0


def test_what_no_reserve_can_give_is_said(country: Prepared) -> None:
    """Prices that vary beyond all money end with what the largest reserve gives."""
    wild = spread_by(country, 2.0)

    with pytest.raises(ReserveError, match="chance"):
        smallest_reserve(wild, 0.99)


def test_a_reserve_is_part_of_the_problem(planned_template: Path) -> None:
    """Limits of money are lowered, rounded down, and say how much is held back; others are not."""
    plain, held = (
        before_floors(read_project(planned_template, overrides={"limits.reserve": share}))
        for share in (0.0, 0.135)
    )
    before = {row.id: row for row in plain.model.problem.limits}
    for row in held.model.problem.limits:
        meaning = held.model.limit_meanings[row.id]
        if meaning.kind in MONEY:
            upper = before[row.id].upper
            assert upper is not None and row.upper == upper * 865 // 1000
            assert meaning.held_back_minor == upper - row.upper
        else:
            assert meaning.held_back_minor == 0
    assert any(m.kind is LimitKind.CAPEX for m in held.model.limit_meanings.values())


def test_draws_tell_what_moves_the_cost(country: Prepared) -> None:
    """Each limit of money has its chance, and the causes are at most five parts of the whole."""
    found = draw_prices(country, 3, spread=0.2)

    assert {row.limit.en for row in found.limits_kept} >= {"capital budget"}
    assert all(0 <= row.kept <= 3 for row in found.limits_kept)
    assert 0 < sum(c.share for c in found.causes) <= 1.0 + 1e-9
    assert len(found.causes) <= 5
    assert found.capex_sd is not None and found.capex_sd > 0


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 1000), min_size=2, max_size=2),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(0, 2**31),
)
def test_the_chance_rises_with_the_limit(
    coefficients: list[int], limit: int, more: int, seed: int
) -> None:
    """For a fixed plan, a higher limit is kept in every draw in which a lower one is."""
    problem, parts = two_items()
    parts = [replace(p, coefficients=(c,)) for p, c in zip(parts[:2], coefficients, strict=True)]
    row = replace(problem.limits[0], coefficients=tuple(coefficients))
    ratios = [drawn_ratios({g: Spread(own=0.4) for g in "AB"}, k, seed) for k in range(50)]
    low, high = (
        Stakes.of(replace(problem, limits=(replace(row, upper=upper),)), parts, [0, 1]).at(ratios)
        for upper in (limit, limit + more)
    )

    assert not (low.kept & ~high.kept).any()
    assert low.all_kept <= high.all_kept
