"""Exact fractions of figures that people write, and rounding to whole units."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


def round_half_up(value: Fraction) -> int:
    """Return the whole number nearest to a value, halves upwards."""
    return halves_up(value.numerator, value.denominator)


def halves_up(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers rounded half up; the denominator is above zero."""
    return (2 * numerator + denominator) // (2 * denominator)


@lru_cache(maxsize=65536, typed=True)
def exact(number: float | str) -> Fraction:
    """Return a decimal figure of a scenario as the fraction it is written as, not as a float."""
    return Fraction(str(number))
