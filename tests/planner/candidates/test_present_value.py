"""Present value is exact, and rounded once a line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from inventory.prices.catalogue import Category, Timing
from planner.candidates.candidate import CostLine
from planner.candidates.present_value import PresentValue
from planner.scenario.rationals import exact, round_half_up
from planner.scenario.settings import Scenario


def _line(amount: int, timing: Timing, life: int | None = None) -> CostLine:
    return CostLine(
        sku="X",
        role="terminal",
        name_mn="x",
        name_en="x",
        category=Category.GOODS,
        timing=timing,
        unit="C62",
        quantity=1,
        unit_price_minor=amount,
        useful_life_years=life,
    )


def test_a_yearly_fee_is_discounted_from_the_end_of_each_year() -> None:
    """1,100 at the end of year 1 and 1,210 worth at year 2 are 1,000 each today at 10 %."""
    value = PresentValue(horizon_years=2, rate=Fraction(1, 10))

    assert value.of_fee(1210) == 1100 + 1000
    assert value.of_line(_line(1210, Timing.PER_YEAR)) == 2100


def test_a_purchase_is_replaced_at_the_end_of_its_life_within_the_horizon() -> None:
    """A life of 4 years in a horizon of 10 means purchases now, in year 4 and in year 8."""
    value = PresentValue(horizon_years=10, rate=Fraction(0))

    assert value.of_line(_line(100, Timing.ONE_TIME, 4)) == 300
    assert value.of_line(_line(100, Timing.ONE_TIME, 5)) == 200
    assert value.of_line(_line(100, Timing.ONE_TIME, 10)) == 100
    assert value.of_line(_line(100, Timing.ONE_TIME, None)) == 100


def test_the_rate_of_the_scenario_is_taken_as_written() -> None:
    """0.09 is nine hundredths, not the nearest binary number."""
    value = PresentValue.of(Scenario(discount_rate=0.09, horizon_years=1))

    assert value.rate == Fraction(9, 100)
    assert value.annuity == Fraction(100, 109)
    assert exact(0.1) == Fraction(1, 10)


def test_halves_are_rounded_up() -> None:
    """Half a unit becomes a whole one."""
    assert [round_half_up(Fraction(n, 2)) for n in (1, 2, 3, -1)] == [1, 1, 2, 0]


def test_a_useful_life_of_no_years_is_refused() -> None:
    """Nothing can be replaced at once."""
    with pytest.raises(ValueError, match="expected at least 1"):
        PresentValue(horizon_years=3, rate=Fraction(0)).replaced(0)
