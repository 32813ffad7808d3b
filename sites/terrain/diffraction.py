"""Loss by obstacles on a radio path: knife edge and Bullington, ITU-R P.526-15.

All arrays are floats; heights in metres above sea level, lengths in metres, losses in dB.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sites.distance import EARTH_RADIUS_M

Array = np.ndarray[Any, Any]
SPEED_OF_LIGHT = 299_792_458.0  # metres a second


def wavelength_m(frequency_ghz: float) -> float:
    """Return the wavelength of a frequency."""
    return SPEED_OF_LIGHT / (frequency_ghz * 1e9)


def fresnel_radius_m(wavelength: float, from_start_m: Array, from_end_m: Array) -> Array:
    """Return the first Fresnel radius, sqrt(wavelength d1 d2 / (d1 + d2)): P.526-15 (2)."""
    total = np.maximum(from_start_m + from_end_m, 1e-9)
    return np.asarray(np.sqrt(np.maximum(wavelength * from_start_m * from_end_m / total, 0.0)))


def bulge_m(k_factor: float, from_start_m: Array, from_end_m: Array) -> Array:
    """Return how far the Earth of k times its radius rises above the chord: d1 d2 / (2 k R)."""
    return from_start_m * from_end_m / (2.0 * k_factor * EARTH_RADIUS_M)


def knife_edge_db(nu: Array) -> Array:
    """Return the loss of a knife edge of parameter nu: P.526-15 (31), 0 below nu = -0.78."""
    above = np.maximum(nu, -0.78) - 0.1
    loss = 6.9 + 20.0 * np.log10(np.sqrt(above * above + 1.0) + above)
    return np.where(nu > -0.78, np.maximum(loss, 0.0), 0.0)


def bullington_db(
    share: Array,
    length_m: Array,
    surface_m: Array,
    start_m: Array,
    end_m: Array,
    wavelength: float,
    k_factor: float,
) -> Array:
    """Return the loss of the Bullington part of P.526-15, 4.5.1, one a profile.

    `share` are the samples' places, 0 to 1; `surface_m` the ground with what stands on it, profile
    x sample; `start_m` and `end_m` the antennas above sea level. The first and the last sample do
    not count, as they lie under the antennas.
    """
    inner = share[None, 1:-1]
    along = inner * length_m[:, None]
    left = length_m[:, None] - along
    raised = surface_m[:, 1:-1] + bulge_m(k_factor, along, left)
    line = start_m[:, None] * (1.0 - inner) + end_m[:, None] * inner
    from_start = ((raised - start_m[:, None]) / along).max(axis=1)
    from_end = ((raised - end_m[:, None]) / left).max(axis=1)
    # seen: the sample that reaches farthest into the zone is the edge
    nu = ((raised - line) * np.sqrt(2.0 * length_m[:, None] / (wavelength * along * left))).max(
        axis=1
    )
    # hidden: the edge lies where the steepest lines from both ends meet
    hidden = from_start >= (end_m - start_m) / length_m
    slopes = np.where(hidden, from_start + from_end, 1.0)
    at = (end_m - start_m + from_end * length_m) / np.where(slopes > 0, slopes, 1.0)
    at = np.clip(at, 1e-3 * length_m, (1 - 1e-3) * length_m)
    top = start_m + from_start * at
    chord = (start_m * (length_m - at) + end_m * at) / length_m
    nu_top = (top - chord) * np.sqrt(2.0 * length_m / (wavelength * at * (length_m - at)))
    edge = knife_edge_db(np.where(hidden, nu_top, nu))
    more = (1.0 - np.exp(-edge / 6.0)) * (10.0 + 0.02 * length_m / 1000.0)
    return np.asarray(edge + more)
