"""What having some of what is needed is worth."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.candidates.benefit import share_utility


@pytest.mark.parametrize(
    ("has", "needs", "utility"),
    [(0, 0, 1), (3, 0, 1), (0, 4, 0), (1, 4, Fraction(1, 2)), (4, 4, 1), (9, 4, 1)],
)
def test_who_needs_nothing_lacks_nothing(has: int, needs: int, utility: Fraction) -> None:
    """Of nothing needed all is there; of 4 pieces 1 is worth half at an exponent of a half."""
    assert share_utility(has, needs, 0.5) == utility
