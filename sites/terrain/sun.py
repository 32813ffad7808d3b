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
MONTHS = tuple(range(1, 13))


@lru_cache(maxsize=4096)
def clear_sky_kwh_m2(latitude: float, month: int, tilt: float, altitude_km: float = 0.0) -> float:
    """Return the kWh on a square metre of panel on the mean day of a month, 1 to 12.

    Latitude and tilt are in degrees; a panel of tilt 0 lies flat. Hottel's formula holds to 2.5 km.
    """
    day = _MEAN_DAYS[month - 1]
    declination = math.radians(23.45) * math.sin(2 * math.pi * (284 + day) / 365)
    outside = SOLAR_W_M2 * (1 + 0.033 * math.cos(2 * math.pi * day / 365))
    place, slope = math.radians(abs(latitude)), math.radians(tilt)
    declination *= -1 if latitude < 0 else 1
    step = 1 / _STEPS_AN_HOUR
    hours = [-12 + step * (k + 0.5) for k in range(24 * _STEPS_AN_HOUR)]
    watts = (_on_panel(outside, place, declination, slope, h, altitude_km) for h in hours)
    return sum(watts) * step / 1000


def _on_panel(
    outside: float, place: float, declination: float, slope: float, hour: float, altitude_km: float
) -> float:
    """Return the W/m2 on a panel at so many hours from noon."""
    turned = math.cos(declination) * math.cos(math.radians(15 * hour))
    high = math.sin(declination)
    above = math.cos(place) * turned + math.sin(place) * high  # cosine of the zenith angle
    if above <= 0.01:  # below half a degree the formula of the air has no meaning
        return 0.0
    facing = max(math.cos(place - slope) * turned + math.sin(place - slope) * high, 0.0)
    beam = _beam(above, min(altitude_km, 2.5))
    diffuse = outside * above * max(0.271 - 0.294 * beam, 0.0)
    flat = outside * above * beam + diffuse
    sky, ground = (1 + math.cos(slope)) / 2, (1 - math.cos(slope)) / 2
    return outside * facing * beam + diffuse * sky + flat * GROUND_REFLECTS * ground


def _beam(above: float, altitude_km: float) -> float:
    """Return the part of the beam that a clear atmosphere lets through, 23 km visibility."""
    a0 = 0.4237 - 0.00821 * (6 - altitude_km) ** 2
    a1 = 0.5055 + 0.00595 * (6.5 - altitude_km) ** 2
    k = 0.2711 + 0.01858 * (2.5 - altitude_km) ** 2
    return a0 + a1 * math.exp(-k / above)
