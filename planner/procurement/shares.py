"""Amounts divided in whole units that add up to them exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def divided_by(amount: int, parts: Sequence[Fraction | int]) -> list[int]:
    """Return an amount divided by parts, in whole units that add up to it exactly."""
    whole, found, reached = sum(map(Fraction, parts), Fraction(0)), [], Fraction(0)
    given = 0
    for part in parts:
        reached += part
        upto = half_up(amount * reached / whole) if whole else 0
        found.append(upto - given)
        given = upto
    return found


def half_up(amount: Fraction) -> int:
    """Return an amount rounded to whole units, halves up."""
    return int((2 * amount + 1) // 2)
