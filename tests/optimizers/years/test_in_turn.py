"""Schedules whose years are decided one after another, where placing in order finds none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from optimizers import verify_years
from optimizers.result import answer_json
from optimizers.years.programme import Missed, Programme, YearsResult
from optimizers.years.solve import solve_years

sys.path.insert(0, str(Path(__file__).parent))
import tiny_programmes


def _faults(programme: Programme, found: YearsResult) -> list[str]:
    problems = [problem.to_json() for problem in programme.problems]
    answers = [answer_json(answer) for answer in found.answers]
    return list(verify_years.check(found.to_json(), problems, answers))


@pytest.mark.parametrize("number", [32, 44])
def test_schedules_are_found_where_purchases_placed_in_order_miss_a_floor(number: int) -> None:
    """Both have a floor that the purchases worth most leave no money for."""
    programme = tiny_programmes.programme(number, nodes=4 + number % 3, years=2)
    found = solve_years(programme, effort=0, workers=1, compare=False)
    assert found.schedule is not None
    assert found.schedule.value == tiny_programmes.best(programme, None)
    assert _faults(programme, found) == []


@pytest.mark.parametrize("number", [46, 54])
def test_schedules_with_amounts_are_found_year_after_year(number: int) -> None:
    """One has purses that pay, the other a stock and a tier."""
    programme = tiny_programmes.programme(number, nodes=4 + number % 3, years=2)
    more = (tiny_programmes.with_shop, tiny_programmes.with_purses)[number % 3]
    programme, rules = more(programme, number)
    found = solve_years(programme, effort=0, workers=1, compare=False)
    assert found.schedule is not None
    assert found.schedule.value <= (tiny_programmes.best(programme, rules) or 0)
    assert _faults(programme, found) == []


def test_a_floor_that_no_schedule_keeps_is_missed_by_least() -> None:
    """Each year has a plan, and none of all schedules has them together."""
    programme = tiny_programmes.programme(37, nodes=5, years=2)
    assert tiny_programmes.best(programme, None) is None
    found = solve_years(programme, effort=0, workers=1)

    assert found.impossible is None
    assert found.schedule is None
    assert found.missed == (Missed(limit="floor", year=1, short=1),)
