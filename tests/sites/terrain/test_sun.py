"""Sun on a panel: against measured and published figures, and what geometry says."""

from __future__ import annotations

import math

import pytest

from sites.terrain.sun import MONTHS, SOLAR_W_M2, clear_sky_kwh_m2

GOBI = 46.4  # Sümber, Gobisümber


def a_year(latitude: float, tilt: float, altitude_km: float) -> float:
    """Return the kWh/m2 of a year of clear days."""
    return sum(365 / 12 * clear_sky_kwh_m2(latitude, m, tilt, altitude_km) for m in MONTHS)


def test_a_year_agrees_with_a_plant_that_stands() -> None:
    """The solar plant of Sümber, 10 MW, gave 17.1 GWh a year: 1,710 kWh of each kW of panels.

    Clear days alone, less a quarter for heat, wires and snow, are within a tenth of that.
    """
    assert 0.75 * a_year(GOBI, 45.0, 1.2) == pytest.approx(1_710, rel=0.1)


def test_noon_of_a_worked_example() -> None:
    """Hottel's beam at Madison, 22 August, 11:30, altitude 0.27 km: 0.62 in Duffie and Beckman.

    Example 2.8.1: the zenith angle has the cosine 0.846.
    """
    from sites.terrain.sun import _air

    a0, a1, k = _air(0.27)

    assert (a0 + a1 * math.exp(-k / 0.846)) * 0.97 == pytest.approx(0.62, abs=0.02)  # 0.97: summer


@pytest.mark.parametrize("month", MONTHS)
def test_less_arrives_than_comes_from_the_sun(month: int) -> None:
    """A flat panel gets less than there is above the air, which is integrated in closed form."""
    day = (17, 47, 75, 105, 135, 162, 198, 228, 258, 288, 318, 344)[month - 1]
    tilt = math.radians(23.45) * math.sin(2 * math.pi * (284 + day) / 365)
    place = math.radians(GOBI)
    sunset = math.acos(-math.tan(place) * math.tan(tilt))
    above = math.cos(place) * math.cos(tilt) * math.sin(sunset)
    above += sunset * math.sin(place) * math.sin(tilt)
    outside = 24 / math.pi * SOLAR_W_M2 * (1 + 0.033 * math.cos(2 * math.pi * day / 365)) * above

    share = clear_sky_kwh_m2(GOBI, month, 0.0) / (outside / 1000)
    assert 0.35 < share < 0.8


def test_winter_wants_a_steep_panel() -> None:
    """In December a panel of 60 degrees gathers more than twice what a flat one does."""
    flat, steep = (clear_sky_kwh_m2(GOBI, 12, tilt, 1.2) for tilt in (0.0, 60.0))

    assert steep > 2 * flat


def test_the_south_has_the_months_of_the_north_half_a_year_later() -> None:
    """At the equator nothing leans; at 30 degrees south June is the month with least sun."""
    june, december = (clear_sky_kwh_m2(-30.0, month, 45.0) for month in (6, 12))
    north = clear_sky_kwh_m2(30.0, 12, 45.0)

    assert min(MONTHS, key=lambda m: clear_sky_kwh_m2(-30.0, m, 0.0)) == 6
    assert june == pytest.approx(north, rel=0.08)  # the Earth is nearer the sun in December
    assert december > 0


def test_polar_night_has_no_sun() -> None:
    """Beyond the polar circle December gives nothing."""
    assert clear_sky_kwh_m2(75.0, 12, 75.0) == 0.0


@pytest.mark.parametrize("altitude_km", [0.5, 1.3, 2.5])
def test_higher_air_is_clearer(altitude_km: float) -> None:
    """Every step up gives more sun; above 2.5 km the formula is held."""
    low = clear_sky_kwh_m2(GOBI, 1, 60.0, altitude_km - 0.5)

    assert clear_sky_kwh_m2(GOBI, 1, 60.0, altitude_km) > low
    assert clear_sky_kwh_m2(GOBI, 1, 60.0, 4.0) == clear_sky_kwh_m2(GOBI, 1, 60.0, 2.5)
