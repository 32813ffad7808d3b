"""Draws hold: each is the problem at its own prices, the same with any number of workers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
import small_problems as small

from optimizers import verify
from optimizers.problem import Problem
from optimizers.reoptimize.price_draws import (
    UNIT,
    Change,
    Part,
    Spread,
    Task,
    drawn_ratios,
    earning,
    redrawn,
    summary_of,
    times,
)
from optimizers.solve import solve


def alike(groups: Iterable[str], own: float) -> dict[str, Spread]:
    """Return groups that vary alike and each by itself."""
    return {group: Spread(own=own) for group in groups}


def parts_of(problem: Problem) -> list[Part]:
    """Two groups: odd arcs and even arcs, in every limit."""
    return [
        Part(
            group=group, limit=row.id, quantity=None,
            arcs=tuple(a for a in row.arcs if a % 2 == odd),
            coefficients=tuple(
                k for a, k in zip(row.arcs, row.coefficients, strict=True) if a % 2 == odd
            ),
        )
        for group, odd in (("even", 0), ("odd", 1))
        for row in problem.limits
    ]  # fmt: skip


def test_ratios_come_from_a_seeded_stream_per_group() -> None:
    """The same seed and number give the same ratios; another group does not change them."""
    first = drawn_ratios(alike("ab", 0.2), 3, 1)

    assert first == drawn_ratios(alike("ab", 0.2), 3, 1)
    assert first["a"] == drawn_ratios(alike("a", 0.2), 3, 1)["a"]
    assert first != drawn_ratios(alike("ab", 0.2), 4, 1)
    assert {"a": UNIT} == drawn_ratios(alike("a", 0.0), 3, 1)
    many = sorted(drawn_ratios(alike("a", 0.2), k, 1)["a"] for k in range(2000))
    assert 960 < many[1000] < 1040  # the median
    assert 0.62 < sum(819 <= r <= 1221 for r in many) / 2000 < 0.74  # two draws of three


def test_common_factors_move_prices_together() -> None:
    """Two items that follow one factor alone move as one, by their own parts; others do not."""
    follow = {
        "half": Spread(common=(("rate", 0.1),)),
        "full": Spread(common=(("rate", 0.2),)),
        "other": Spread(own=0.2),
    }
    draws = [drawn_ratios(follow, k, 1) for k in range(400)]

    for draw in draws:
        assert math.log(draw["full"] / UNIT) == pytest.approx(
            2 * math.log(draw["half"] / UNIT), abs=0.004
        )
    logs = np.log(np.array([[d["full"], d["other"]] for d in draws]) / UNIT)
    assert abs(np.corrcoef(logs.T)[0, 1]) < 0.15
    assert logs[:, 0].std() == pytest.approx(0.2, abs=0.03)


def test_the_middle_of_a_range_need_not_be_todays_price() -> None:
    """Prices drawn around 1.5 times today's have their median there."""
    spreads = {"a": Spread(own=0.1, middle=1.5)}
    many = sorted(drawn_ratios(spreads, k, 1)["a"] for k in range(1000))

    assert 1470 < many[500] < 1530


@pytest.mark.parametrize("spread", [-0.1, 3.0, float("nan")])
def test_a_senseless_spread_is_refused(spread: float) -> None:
    """Negative, huge and missing spreads are named in the error."""
    with pytest.raises(ValueError, match="spread is"):
        drawn_ratios(alike("a", spread), 0, 1)


def test_halves_are_rounded_up() -> None:
    """3 at 1.5 is 4.5, which counts as 5; negative amounts round upwards too."""
    assert [5, -4, 0, 3] == [times(3, 1500), times(-3, 1500), times(0, 1), times(3, UNIT)]


def test_only_the_parts_are_drawn(line: dict[str, object]) -> None:
    """Ten times dearer trenches leave the satellite's price alone."""
    cost = list(line["quantities"]["cost"])  # type: ignore[index]
    problem = Problem(**line, limits=(small._row("money", cost, upper=8),))  # type: ignore[arg-type]
    trench = Part(
        group="trench", limit="money", quantity=None, arcs=tuple(range(6)),
        coefficients=tuple(cost[:6]),
    )  # fmt: skip

    dear = redrawn(problem, [trench], {"trench": 10 * UNIT})

    assert (20, 10, 40, 20, 10, 40, 6) == dear.limits[0].coefficients
    assert problem.quantities == dear.quantities
    assert 5 == solve(dear).objective  # C by satellite


def test_each_draw_is_a_verified_answer_to_its_own_problem(land: Problem) -> None:
    """Values and bounds are those of the problem rebuilt at the drawn prices."""
    parts = parts_of(land)
    task = Task.of(land, parts, spreads=alike(("even", "odd"), 0.3), gap=0.02)
    for draw in task.run(4):
        problem = redrawn(land, parts, draw.ratios)
        result = task.solved(draw.ratios)

        assert [] == verify.check(problem.to_json(), result.to_json())
        assert (draw.value, draw.certified_bound) == (result.objective, result.certified_bound)
        assert draw.gap is not None and draw.gap <= 0.02
        fresh = solve(problem, effort=0)
        assert fresh.objective is not None and fresh.certified_bound is not None
        assert draw.value is not None and draw.certified_bound is not None
        assert draw.value <= fresh.certified_bound
        assert fresh.objective <= draw.certified_bound


def test_a_draw_may_change_what_arcs_earn(land: Problem) -> None:
    """The answer is that of the problem with other prizes; a plan's gain is the difference."""
    parts = parts_of(land)
    task = Task.of(land, parts, spreads=alike({p.group for p in parts}, 0.2), seed=2)
    plain = task.draw(3)
    assert plain.chosen is not None
    best = max(plain.chosen, key=land.benefit_of)
    worth = {best: 0, plain.chosen[0]: land.benefit_of(plain.chosen[0]) + 7}
    change = Change(ratios={parts[0].group: 900}, worth=worth)
    drawn = task.draw(3, change)
    problem = earning(redrawn(task.problem, parts, drawn.ratios), worth)
    assert drawn.ratios == {**plain.ratios, parts[0].group: 900}
    assert drawn.chosen is not None and drawn.value is not None
    assert verify.plan_faults(problem.to_json(), list(drawn.chosen)) == []
    assert drawn.value == sum(map(problem.benefit_of, drawn.chosen))
    assert drawn.certified_bound is not None and drawn.value <= drawn.certified_bound
    again = solve(problem, effort=0, seed=2)
    assert again.objective is not None and again.certified_bound is not None
    assert again.objective <= drawn.certified_bound
    assert drawn.value <= again.certified_bound
    for chosen in (plain.chosen, drawn.chosen):
        after = sum(map(problem.benefit_of, chosen))
        assert drawn.gain(land, chosen) == after - sum(map(land.benefit_of, chosen))
    assert earning(land, {}) is land


def test_workers_change_nothing(land: Problem) -> None:
    """Two processes give the same draws in the same order as one."""
    task = Task.of(land, parts_of(land), spreads=alike(("even", "odd"), 0.2), gap=0.02)

    assert list(task.run(5)) == list(task.run(5, workers=2))


def test_a_goal_that_counts_money_is_drawn_too(land: Problem) -> None:
    """With cost as the goal, a uniform ratio of two doubles the least cost."""
    from optimizers.problem import Goal

    name = next(iter(land.quantities))
    cost = land.quantities[name]
    problem = replace(
        land, goals=(Goal(name="cost", sense="min", quantity=name),),
        limits=(), required=dict.fromkeys(list(land.required)[:5], "asked"),
    )  # fmt: skip
    part = Part(
        group="all", limit=None, quantity=name, arcs=tuple(range(len(cost))), coefficients=cost
    )
    task = Task.of(problem, [part], spreads=alike([part.group], 0.2), gap=0.0)

    once, twice = (task.solved({"all": ratio}).objective for ratio in (UNIT, 2 * UNIT))

    assert once is not None and once > 0
    assert 2 * once == twice


def test_shares_of_values_are_ranks() -> None:
    """Of ten values the lowest, the fifth and the last stand for 5, 50 and 95 %."""
    assert [1, 5, 10] == summary_of(range(10, 0, -1), (0.05, 0.5, 0.95))
