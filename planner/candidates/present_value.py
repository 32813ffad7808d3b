"""Present value: what a purchase or a yearly fee costs over the whole horizon, exactly.

The net present cost of a line is

    amount x (1 + sum of (1 + r)^-(k x life) for k = 1, 2, ... while k x life < horizon)   once
    amount x (sum of (1 + r)^-t for t = 1 .. horizon)                                  every year

with r the discount rate and `life` the useful life of the item (no life: never replaced). Purchases
are made at the start, yearly fees are paid at the end of each year, a replacement in the last year
or later is not bought, and nothing is sold at the end. Fractions are exact; each line is rounded
half up once, so that every total is a sum of whole units that anybody can add up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.scenario.rationals import exact, halves_up
from planner.scenario.settings import Scenario


@dataclass(frozen=True, kw_only=True)
class PresentValue:
    """Discounting over a horizon of whole years at a rate a year, as an exact fraction."""

    horizon_years: int
    rate: Fraction

    @classmethod
    def of(cls, scenario: Scenario) -> PresentValue:
        """Return the discounting of a scenario."""
        return cls(horizon_years=scenario.horizon_years, rate=exact(scenario.discount_rate))

    @cached_property
    def annuity(self) -> Fraction:
        """Present value of 1 paid at the end of each year of the horizon."""
        return sum((self.discount(t) for t in range(1, self.horizon_years + 1)), Fraction(0))

    @cached_property
    def _replacements(self) -> tuple[Fraction, ...]:
        """Present value of 1 paid now and after each useful life, for lives of 1, 2, ... years."""
        horizon = max(self.horizon_years, 1)
        lives = (range(0, horizon, life) for life in range(1, horizon + 1))
        return tuple(sum(map(self.discount, years), Fraction(0)) for years in lives)

    def discount(self, year: int) -> Fraction:
        """Return the present value of 1 paid after some years."""
        return 1 / (1 + self.rate) ** year

    def replaced(self, useful_life_years: int | None) -> Fraction:
        """Return the present value of 1 paid now and again at the end of each useful life."""
        if useful_life_years is None:
            return Fraction(1)
        if useful_life_years < 1:
            raise ValueError(f"useful life is {useful_life_years} years, expected at least 1")
        lives = self._replacements
        return lives[useful_life_years - 1] if useful_life_years <= len(lives) else Fraction(1)

    def of_fee(self, fee_per_year_minor: int) -> int:
        """Return the present value of a yearly fee, in whole units of the plan currency."""
        return _of(fee_per_year_minor, self.annuity)

    def of_line(self, line: CostLine) -> int:
        """Return the net present cost of a purchase line, in whole units of the plan currency."""
        if line.timing is Timing.PER_YEAR:
            return self.of_fee(line.amount_minor)
        return _of(line.amount_minor, self.replaced(line.useful_life_years))


def _of(amount_minor: int, factor: Fraction) -> int:
    """Return an amount times a factor, rounded half up; no fraction is made on the way."""
    return halves_up(amount_minor * factor.numerator, factor.denominator)


def costs_of(lines: Iterable[CostLine]) -> tuple[int, int]:
    """Return what is paid every year for the lines, and what once, in whole currency units."""
    yearly = once = 0
    for line in lines:
        if line.timing is Timing.PER_YEAR:
            yearly += line.amount_minor
        else:
            once += line.amount_minor
    return yearly, once


def capex_of(lines: Iterable[CostLine]) -> int:
    """Return what is paid once for the lines, in whole units of the plan currency."""
    return costs_of(lines)[1]


def opex_of(lines: Iterable[CostLine]) -> int:
    """Return what is paid every year for the lines, in whole units of the plan currency."""
    return costs_of(lines)[0]
