"""Loss by air, rain and multipath of a fixed link: ITU-R P.525, P.676, P.838-3 and P.530-18.

Lengths in km, frequencies in GHz, losses in dB, times in percent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

# ITU-R P.676-12 line by line at 1,013.25 hPa, 15 °C and 7.5 g/m3 of vapour: GHz, dB/km
_GASES = np.array(
    [
        (1.0, 0.0054), (2.0, 0.0069), (4.0, 0.0081), (6.0, 0.0095), (7.5, 0.0109), (10.0, 0.0142),
        (13.0, 0.0210), (15.0, 0.0291), (18.0, 0.0575), (23.0, 0.1943), (26.0, 0.1250),
        (28.0, 0.1018), (32.0, 0.0936), (38.0, 0.1166), (42.0, 0.1503), (60.0, 14.778),
        (71.0, 0.4567), (80.0, 0.3424), (86.0, 0.3590),
    ]
)  # fmt: skip
# ITU-R P.838-3, tables 1 to 4: rows of a, b, c; then m and c of the line
_K = {
    "horizontal": (
        ((-5.33980, -0.10008, 1.13098), (-0.35351, 1.26970, 0.45400),
         (-0.23789, 0.86036, 0.15354), (-0.94158, 0.64552, 0.16817)),
        -0.18961, 0.71147,
    ),
    "vertical": (
        ((-3.80595, 0.56934, 0.81061), (-3.44965, -0.22911, 0.51059),
         (-0.39902, 0.73042, 0.11899), (0.50167, 1.07319, 0.27195)),
        -0.16398, 0.63297,
    ),
}  # fmt: skip
_ALPHA = {
    "horizontal": (
        ((-0.14318, 1.82442, -0.55187), (0.29591, 0.77564, 0.19822), (0.32177, 0.63773, 0.13164),
         (-5.37610, -0.96230, 1.47828), (16.1721, -3.29980, 3.43990)),
        0.67849, -1.95537,
    ),
    "vertical": (
        ((-0.07771, 2.33840, -0.76284), (0.56727, 0.95545, 0.54039), (-0.20238, 1.14520, 0.26809),
         (-48.2991, 0.791669, 0.116226), (48.5833, 0.791459, 0.116479)),
        -0.053739, 0.83433,
    ),
}  # fmt: skip


def free_space_db(length_km: Array, frequency_ghz: float) -> Array:
    """Return the loss of free space: 92.45 + 20 log f + 20 log d, ITU-R P.525-4."""
    return np.asarray(
        92.45 + 20.0 * np.log10(frequency_ghz) + 20.0 * np.log10(np.maximum(length_km, 1e-3))
    )


def gas_db(length_km: Array, frequency_ghz: float) -> Array:
    """Return the loss by oxygen and vapour, between the values of ITU-R P.676-12 at sea level.

    Between 42 and 71 GHz the line of oxygen is only sketched.
    """
    return np.asarray(length_km * np.interp(frequency_ghz, _GASES[:, 0], _GASES[:, 1]))


def rain_coefficients(frequency_ghz: float, polarisation: str) -> tuple[float, float]:
    """Return k and alpha of the specific attenuation k R^alpha, ITU-R P.838-3 (2) and (3)."""
    log_f = float(np.log10(frequency_ghz))

    def fitted(table: Any) -> float:
        rows, slope, constant = table
        bells = sum(a * np.exp(-(((log_f - b) / c) ** 2)) for a, b, c in rows)
        return float(bells + slope * log_f + constant)

    return 10.0 ** fitted(_K[polarisation]), fitted(_ALPHA[polarisation])


def rain_exceeded_db(
    length_km: Array, frequency_ghz: float, polarisation: str, rain_mm_h: float, percent: float
) -> Array:
    """Return the loss by rain exceeded for a share of an average year, ITU-R P.530-18, 2.4.1.

    `rain_mm_h` is exceeded for 0.01 % of a year; `percent` lies between 0.001 and 1.
    """
    if rain_mm_h <= 0:
        return np.zeros_like(np.asarray(length_km, dtype=float))
    k, alpha = rain_coefficients(frequency_ghz, polarisation)
    length = np.maximum(np.asarray(length_km, dtype=float), 1e-3)
    divisor = 0.477 * length**0.633 * rain_mm_h ** (0.073 * alpha) * frequency_ghz**0.123
    divisor = divisor - 10.579 * (1.0 - np.exp(-0.024 * length))
    effective = length * np.where(divisor > 0.4, 1.0 / np.maximum(divisor, 0.4), 2.5)
    at_hundredth = k * rain_mm_h**alpha * effective
    c0 = 0.12 + (0.4 * np.log10(frequency_ghz / 10.0) ** 0.8 if frequency_ghz >= 10 else 0.0)
    c1 = 0.07**c0 * 0.12 ** (1.0 - c0)
    c2 = 0.855 * c0 + 0.546 * (1.0 - c0)
    c3 = 0.139 * c0 + 0.043 * (1.0 - c0)
    return np.asarray(at_hundredth * c1 * percent ** -(c2 + c3 * np.log10(percent)))


def fade_exceeded_db(
    length_km: Array,
    frequency_ghz: float,
    lower_m: Array,
    tilt_mrad: Array,
    latitude: Array,
    gradient: float,
    percent: float,
) -> Array:
    """Return the multipath fade exceeded for a share of an average year, ITU-R P.530-17, 2.3.

    For quick planning, without the roughness of the ground: K = 10^(-4.6 - 0.0027 dN1), brought
    from the worst month to the year by 2.3.4. `lower_m` is the lower antenna above sea level.
    Never less than 0.
    """
    factor = 10.0 ** (-4.6 - 0.0027 * gradient)
    length, tilt = np.maximum(length_km, 1e-3), 1.0 + np.abs(tilt_mrad)
    occurrence = factor * length**3.1 * tilt**-1.29 * frequency_ghz**0.8
    occurrence = occurrence * 10.0 ** (-0.00089 * np.maximum(lower_m, 0.0))
    turn = np.abs(np.cos(np.radians(2.0 * latitude))) ** 0.7
    turn = 1.1 + np.where(np.abs(latitude) <= 45.0, turn, -turn)
    year_db = 10.5 - 5.6 * np.log10(turn) - 2.7 * np.log10(length) + 1.7 * np.log10(tilt)
    occurrence = occurrence * 10.0 ** (-np.minimum(year_db, 10.8) / 10.0)
    return np.asarray(np.maximum(10.0 * np.log10(np.maximum(occurrence, 1e-12) / percent), 0.0))
