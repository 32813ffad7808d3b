"""Frontiers hold: every point verifies, more money is never worse, and bounds stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import optimizers.reoptimize.frontier
from optimizers import verify
from optimizers.problem import Limit, Problem
from optimizers.reoptimize.frontier import Point, at, frontier
from optimizers.result import Status
from optimizers.solve import solve

SMALL = settings(deadline=None, max_examples=examples(25), suppress_health_check=list(HealthCheck))


def faults(problem: Problem, limit_id: str, points: tuple[Point, ...]) -> list[str]:
    """What verify finds in the points, each held against its own problem."""
    return [
        fault
        for point in points
        for fault in verify.check(
            at(problem, limit_id, point.upper).to_json(), point.result.to_json()
        )
    ]


@pytest.fixture
def street(line: dict[str, object]) -> Problem:
    """The street of three villages within a budget."""
    cost = list(line["quantities"]["cost"])  # type: ignore[index]
    return Problem(**line, limits=(small._row("money", cost, upper=8),))  # type: ignore[arg-type]


def test_the_frontier_of_a_street_is_that_of_its_budgets_by_hand(street: Problem) -> None:
    """0, 5, 8 points as villages are reached one by one, then C by fibre for seven in all."""
    points = frontier(street, "money", (8, 0, 2, 3, 6, 7, 7), gap=0.0, effort=2)

    assert [0, 2, 3, 6, 7, 8] == [p.upper for p in points]
    assert [0, 5, 8, 8, 17, 17] == [p.value for p in points]
    assert [] == faults(street, "money", points)


@SMALL
@given(problem=small.problems(), uppers=st.lists(st.integers(0, 60), min_size=1, max_size=5))
def test_points_verify_and_enclose_the_best_plan(problem: Problem, uppers: list[int]) -> None:
    """Each point's plan and bound hold, and the true best value lies between them."""
    points = frontier(problem, "capex", uppers, gap=0.0)

    assert sorted(set(uppers)) == [p.upper for p in points]
    assert [] == faults(problem, "capex", points)
    for point in points:
        best = small.best_of_all(at(problem, "capex", point.upper))
        if best is None:
            assert point.result.status in (Status.INFEASIBLE, Status.UNKNOWN)  # looks no harder
            continue
        sign = 1 if problem.goals[0].sense == "max" else -1
        assert point.value is not None and point.certified_bound is not None
        assert sign * point.value <= best[0] <= sign * point.certified_bound


def spread(problem: Problem, limit_id: str, count: int) -> list[int]:
    """Budgets from half to twice the limit."""
    upper = next(r.upper for r in problem.limits if r.id == limit_id)
    assert upper is not None
    return [upper // 2 + upper * 3 * k // (2 * (count - 1)) for k in range(count)]


def test_a_frontier_reaches_its_gap_with_rising_values_and_bounds(land: Problem) -> None:
    """Every point is within the gap asked for; a richer one is never worth less; all verify."""
    limit_id = land.limits[0].id
    points = frontier(land, limit_id, spread(land, limit_id, 12), gap=0.02)
    feasible = [p for p in points if p.value is not None]

    assert [] == faults(land, limit_id, points)
    assert len(feasible) >= 6
    assert all(p.gap is not None and p.gap <= 0.02 for p in feasible)
    values = [p.value for p in feasible]
    bounds = [p.certified_bound for p in feasible]
    assert values == sorted(values)  # type: ignore[type-var]
    assert bounds == sorted(bounds)  # type: ignore[type-var]
    assert {Status.INFEASIBLE, Status.FEASIBLE, Status.CERTIFIED_OPTIMAL} >= {
        p.result.status for p in points
    }


def test_a_point_of_a_frontier_agrees_with_a_solve_from_nothing(land: Problem) -> None:
    """Neither the frontier's plan nor that of a fresh solve beats the other's certified bound."""
    limit_id = land.limits[0].id
    for point in frontier(land, limit_id, spread(land, limit_id, 5), gap=0.005):
        fresh = solve(at(land, limit_id, point.upper), effort=0)
        if fresh.objective is None:
            assert point.value is None
            continue
        assert point.value is not None and point.certified_bound is not None
        assert fresh.certified_bound is not None
        assert point.value <= fresh.certified_bound
        assert fresh.objective <= point.certified_bound


def test_the_same_frontier_twice_is_the_same(land: Problem) -> None:
    """Points, plans and certificates do not depend on the run."""
    limit_id = land.limits[0].id
    first, again = (
        [p.result.to_json() for p in frontier(land, limit_id, spread(land, limit_id, 6))]
        for _ in range(2)
    )

    assert first == again


def test_limits_may_change_together(land: Problem) -> None:
    """With all envelopes in proportion a point solves the problem with all of them scaled."""
    first, second = (r.id for r in land.limits[:2])
    upper = next(r.upper for r in land.limits if r.id == first)
    other = next(r.upper for r in land.limits if r.id == second)
    assert upper is not None and other is not None
    points = frontier(land, first, [upper, 2 * upper], scaled=(first, second))

    doubled = at(land, first, 2 * upper, (second,))
    assert other * 2 == doubled.limits[1].upper
    assert [] == verify.check(doubled.to_json(), points[1].result.to_json())
    assert (points[0].value or 0) < (points[1].value or 0)


def test_what_cannot_be_done_with_less_is_proven_so_for_all_smaller_budgets(
    line: dict[str, object],
) -> None:
    """With C required, nothing below 6 is enough; each such point carries its own refutation."""
    cost = list(line["quantities"]["cost"])  # type: ignore[index]
    asked = Problem(
        **line,  # type: ignore[arg-type]
        required={3: "law"},
        limits=(small._row("money", cost, upper=8),),
    )

    points = frontier(asked, "money", range(9), gap=0.0, effort=1)

    assert [Status.INFEASIBLE] * 6 == [p.result.status for p in points[:6]]
    assert all(p.result.stages[0].certificate is not None for p in points[:6])
    assert [5, 17, 17] == [p.value for p in points[6:]]
    assert [] == faults(asked, "money", points)


def test_an_interrupt_leaves_what_was_found(land: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after three points: their plans hold, and all points have a bound."""
    limit_id = land.limits[0].id
    follow, seen = optimizers.reoptimize.frontier.follow, []

    def stop_at_third(*given: object) -> None:
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt
        follow(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(optimizers.reoptimize.frontier, "follow", stop_at_third)
    uppers = spread(land, limit_id, 9)[3:]
    points = frontier(land, limit_id, uppers, gap=0.0)

    assert len(uppers) == len(points)
    assert [] == faults(land, limit_id, points)
    assert any(p.result.stages[0].stopped_by == "interrupt" for p in points)
    assert all(p.certified_bound is not None for p in points)
    assert points[-1].value is not None


@pytest.mark.parametrize(
    ("limit_id", "words"), [("gold", "no limit 'gold'"), ("floor", "has no upper side")]
)
def test_a_limit_that_cannot_vary_is_refused(street: Problem, limit_id: str, words: str) -> None:
    """A limit that is not there, or only a floor, is named in the error."""
    floor = Limit(id="floor", title="", unit="", arcs=(0,), coefficients=(1,), lower=0)
    problem = replace(street, limits=(*street.limits, floor))

    with pytest.raises(ValueError, match=words):
        frontier(problem, limit_id, [1])
