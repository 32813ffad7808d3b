"""Programmes small enough to try every schedule: none is beyond the bound by years."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from optimizers import verify_years
from optimizers.result import answer_json
from optimizers.years.programme import Programme
from optimizers.years.solve import solve_years

sys.path.insert(0, str(Path(__file__).parent))
import tiny_programmes

SEEDS = (0, 1, 2, 3, 4, 5)


def _checked(
    programme: Programme, more: tiny_programmes.Shop | tiny_programmes.Purses | None = None
) -> tuple[int | None, int | None, int | None]:
    """Return the value found, the bound and the best value, all of them checked."""
    found = solve_years(programme, effort=1, workers=1)
    best = tiny_programmes.best(programme, more)
    if found.schedule is None:
        return None, found.bound, best
    faults = verify_years.check(
        found.to_json(),
        [problem.to_json() for problem in programme.problems],
        [answer_json(answer) for answer in found.answers],
        exact=None if found.exact is None else answer_json(found.exact),
    )
    assert faults == []
    value = tiny_programmes.value(programme, dict(found.schedule.built), more)
    assert value == found.schedule.value
    return found.schedule.value, found.bound, best


@pytest.mark.parametrize("seed", SEEDS)
def test_no_schedule_is_beyond_the_bound(seed: int) -> None:
    """The best of all schedules is at most the bound; the one that is found keeps every rule."""
    value, bound, best = _checked(tiny_programmes.programme(seed, years=2 + seed % 2))

    if best is None:
        assert value is None
    else:
        assert bound is not None
        assert bound >= best
        assert value is None or value <= best


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("also", [tiny_programmes.with_loads, tiny_programmes.with_works])
def test_loads_stay_taken_and_works_are_limited_in_each_year(also: Any, seed: int) -> None:
    """What a tower and the way behind a PoP carry in a year is taken in all that follow.

    What crews leave in a year is lost; the bound lets them work for all years until then.
    """
    made = tiny_programmes.programme(seed, years=2 + seed % 2)
    value, bound, best = _checked(also(made, seed))

    assert value == best
    assert best is None or (bound is not None and bound >= best)


@pytest.mark.parametrize("seed", SEEDS)
def test_stock_is_shared_by_all_years_and_tiers_are_of_one(seed: int) -> None:
    """What one year takes from stock is gone; a tier needs its quantity within a year."""
    made = tiny_programmes.programme(seed, years=2 + seed % 2)
    made, shop = tiny_programmes.with_shop(
        tiny_programmes.with_money(made, (6,) * (2 + seed % 2)), seed
    )
    value, bound, best = _checked(made, shop)

    assert value == best
    assert best is None or (bound is not None and bound >= best)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_fund_pays_in_all_years_from_the_money_of_each(seed: int) -> None:
    """A purse whose money stays pays later; one whose money lapses pays in its year alone."""
    made = tiny_programmes.programme(seed, years=2 + seed % 2)
    made, purses = tiny_programmes.with_purses(made, seed)
    value, bound, best = _checked(made, purses)

    assert value == best
    assert best is None or (bound is not None and bound >= best)


def test_a_link_is_not_led_through_what_hangs_on_it() -> None:
    """A new way to a site over a place that only its present link leads to joins neither."""
    value, _, best = _checked(tiny_programmes.programme(184, nodes=5, years=2))

    assert value == best


def test_two_sites_on_a_tower_with_room_for_one() -> None:
    """Each year alone could serve either of two sites; the programme serves one, in all years."""
    made = tiny_programmes.on_one_tower()
    found = solve_years(made, effort=1, workers=1)

    assert found.schedule is not None
    assert list(found.schedule.built) == ["a0"]
    assert found.bound == found.schedule.value == tiny_programmes.best(made)


def test_all_years_as_one_decide_a_small_programme() -> None:
    """Where a year's money is a few lumps, the sum of the years is far off and this is not."""
    made = tiny_programmes.programme(0, years=2)
    found = solve_years(made, effort=1, workers=1)
    quick = solve_years(made, effort=0, workers=1)

    assert found.exact is not None
    assert quick.exact is None
    assert found.bound == tiny_programmes.best(made)
    assert quick.bound is not None
    assert quick.bound > found.bound
    assert found.to_json()["exact"] is True


def test_one_year_is_one_question() -> None:
    """With one year the schedule is the plan of its problem, and the bound is its bound."""
    programme = tiny_programmes.programme(3, years=1)
    found = solve_years(programme, effort=1, workers=1)

    assert found.schedule is not None
    assert found.schedule.value == programme.weights[0] * (found.answers[0].objective or 0)
    assert found.bound == programme.weights[0] * (found.answers[0].certified_bound or 0)


def test_money_moved_earlier_never_lowers_the_bound() -> None:
    """Each year's problem has all money up to its end, so earlier money only widens it.

    Of all years as one (effort 1) that is not so: money that does not carry over may come too soon.
    """
    later = tiny_programmes.with_money(tiny_programmes.programme(3, years=2), (4, 12))
    earlier = tiny_programmes.with_money(tiny_programmes.programme(3, years=2), (12, 4))
    bounds = [solve_years(p, effort=0, workers=1, compare=False).bound for p in (later, earlier)]

    assert None not in bounds
    assert bounds[1] >= bounds[0]  # type: ignore[operator]


def test_a_programme_refuses_lists_of_other_lengths() -> None:
    """Money of two years and problems of three are no programme."""
    whole = tiny_programmes.programme(0, years=2)

    with pytest.raises(ValueError, match="money are of 3 years, not 2"):
        tiny_programmes.with_money(whole, (1, 2, 3))
