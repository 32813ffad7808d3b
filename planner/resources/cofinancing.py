"""How the cost of a bundle is shared between a fund and its co-financing payer."""

from __future__ import annotations

from fractions import Fraction

from planner.scenario.rationals import exact


def shared(amount: int, share: str) -> int:
    """Return a co-financer's share of an amount, rounded up to whole units."""
    return -int(-Fraction(exact(share or "0")) * amount // 1)
