"""Outlines of countries: closed rings at the right place, none for a code that is unknown."""

from __future__ import annotations

import pytest
from shapely import Point, Polygon

from planner.exports.countries import STEP, in_degrees, outline


@pytest.mark.parametrize(
    ("country", "capital", "square_degrees"),
    [  # area of the country in km2 over that of a square degree at its latitude
        ("MN", (106.92, 47.92), 1_564_116 / 111.2**2 / 0.68),
        ("KE", (36.82, -1.29), 580_367 / 111.2**2),
        ("st", (6.73, 0.34), 964 / 111.2**2),
    ],
)
def test_an_outline_holds_the_capital_and_the_area(
    country: str, capital: tuple[float, float], square_degrees: float
) -> None:
    """Rings are closed; codes are read in either case; areas are those of the country."""
    rings = [in_degrees(ring) for ring in outline(country)]

    assert STEP == 1_000 and all(ring[0] == ring[-1] for ring in rings)
    assert any(Polygon(ring).contains(Point(capital)) for ring in rings)
    assert sum(Polygon(ring).area for ring in rings) == pytest.approx(square_degrees, rel=0.1)


def test_a_country_that_is_unknown_has_no_outline() -> None:
    """No guess, no error: the map is drawn without."""
    assert outline("XX") == outline("") == []
