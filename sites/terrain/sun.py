"""Sun on a tilted panel by latitude and month, under a clear sky: computed, no table of places.

Beam through a clear atmosphere by Hottel (1976), diffuse light by Liu and Jordan (1960), the light
on a panel that faces the equator by their isotropic model (Duffie and Beckman, Solar Engineering of
Thermal Processes, 4th edition, 1.6, 2.8 and 2.15). Clouds and dust are not in it.
"""

from __future__ import annotations

import math
from functools import lru_cache

SOLAR_W_M2 = 1_367.0  # World Radiation Center
GROUND_REFLECTS = 0.2  # snow, which reflects more, is not counted on
_MEAN_DAYS = (17, 47, 75, 105, 135, 162, 198, 228, 258, 288, 318, 344)  # of months, Klein 1977
_STEPS_AN_HOUR = 12
_STEP = 1 / _STEPS_AN_HOUR  # hours
MONTHS = tuple(range(1, 13))


@lru_cache(maxsize=4096)
def clear_sky_kwh_m2(latitude: float, month: int, tilt: float, altitude_km: float = 0.0) -> float:
    """Return the kWh on a square metre of panel on the mean day of a month, 1 to 12.

    Latitude and tilt are in degrees; a panel of tilt 0 lies flat. Hottel's formula holds to 2.5 km.
    """
    outside = SOLAR_W_M2 * (1 + 0.033 * math.cos(2 * math.pi * _MEAN_DAYS[month - 1] / 365))
    place, slope = math.radians(abs(latitude)), math.radians(tilt)
    turns, high = _day(month, latitude < 0)
    a0, a1, k = _air(min(altitude_km, 2.5))
    upright, level = math.cos(place), math.sin(place) * high
    leaning, ahead = math.cos(place - slope), math.sin(place - slope) * high
    sky, ground = (1 + math.cos(slope)) / 2, (1 - math.cos(slope)) / 2
    watts = 0.0
    for turn in turns:  # calls nothing but exp: a country asks this very often
        above = upright * turn + level  # cosine of the zenith angle
        if above <= 0.01:  # below half a degree the formula of the air has no meaning
            continue
        facing = leaning * turn + ahead
        beam = a0 + a1 * math.exp(-k / above)
        on_level = outside * above
        scattered = 0.271 - 0.294 * beam
        diffuse = on_level * scattered if scattered > 0.0 else 0.0
        direct = outside * facing * beam if facing > 0.0 else 0.0
        flat = on_level * beam + diffuse
        watts += direct + diffuse * sky + flat * GROUND_REFLECTS * ground
    return watts * _STEP / 1000


@lru_cache(maxsize=24)
def _day(month: int, is_south: bool) -> tuple[tuple[float, ...], float]:
    """Return the sun of a month's mean day: how far it is turned in every step, and how high."""
    declination = math.radians(23.45) * math.sin(2 * math.pi * (284 + _MEAN_DAYS[month - 1]) / 365)
    declination *= -1 if is_south else 1
    hours = (-12 + _STEP * (k + 0.5) for k in range(24 * _STEPS_AN_HOUR))
    turns = tuple(math.cos(declination) * math.cos(math.radians(15 * h)) for h in hours)
    return turns, math.sin(declination)


def _air(altitude_km: float) -> tuple[float, float, float]:
    """Return a0, a1, k: a clear atmosphere lets a0 + a1 exp(-k / cosine of the zenith angle) pass.

    Visibility 23 km.
    """
    a0 = 0.4237 - 0.00821 * (6 - altitude_km) ** 2
    a1 = 0.5055 + 0.00595 * (6.5 - altitude_km) ** 2
    return a0, a1, 0.2711 + 0.01858 * (2.5 - altitude_km) ** 2
