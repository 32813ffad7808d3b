"""Losses by obstacles agree with exact integrals and with published values."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.special import fresnel

from sites.distance import EARTH_RADIUS_M
from sites.terrain.diffraction import (
    bulge_m,
    bullington_db,
    fresnel_radius_m,
    knife_edge_db,
    wavelength_m,
)

WAVE = wavelength_m(7.5)
FLAT = np.zeros((1, 101))
SHARE = np.linspace(0, 1, 101)


def exact_db(nu: float) -> float:
    """Return the loss of a knife edge by Fresnel's integrals, ITU-R P.526-15 (30)."""
    sine, cosine = fresnel(nu)
    field = np.sqrt((1 - cosine - sine) ** 2 + (cosine - sine) ** 2) / 2
    return float(-20 * np.log10(field))


def loss(surface: Any, start: float, end: float, length: float = 20_000, k: float = 1e9) -> float:
    """Return the loss over one profile, the Earth flat unless `k` is given."""
    surface = np.atleast_2d(np.asarray(surface, dtype=float))
    share = np.linspace(0, 1, surface.shape[1])
    ends = (np.array([start]), np.array([end]))
    return float(bullington_db(share, np.array([length]), surface, *ends, WAVE, k)[0])


@pytest.mark.parametrize("nu", [-0.7, -0.5, 0.0, 0.5, 1.0, 2.0, 5.0, 10.0])
def test_a_knife_edge_agrees_with_fresnels_integrals(nu: float) -> None:
    """To 0.32 dB; the recommendation calls its formula an approximation."""
    assert float(knife_edge_db(np.array(nu))) == pytest.approx(exact_db(nu), abs=0.32)


@pytest.mark.parametrize(("nu", "db"), [(0.0, 6.03), (1.0, 13.93), (2.0, 19.04)])
def test_a_knife_edge_has_the_values_of_the_recommendation(nu: float, db: float) -> None:
    """Values of P.526-15 (31); below -0.78 nothing is lost."""
    assert float(knife_edge_db(np.array(nu))) == pytest.approx(db, abs=0.006)
    assert float(knife_edge_db(np.array(-0.8))) == 0


def test_the_first_fresnel_zone_of_a_known_link() -> None:
    """10 km at 10 GHz, half-way: sqrt(0.02998 x 5000 x 5000 / 10000) = 8.657 m."""
    half = np.array(5_000.0)

    assert float(fresnel_radius_m(wavelength_m(10), half, half)) == pytest.approx(8.657, abs=0.001)


def test_the_bulge_of_a_known_link() -> None:
    """50 km, half-way, 4/3 of the radius: 625 / (2 x 4/3 x 6,371) km = 36.79 m."""
    half = np.array(25_000.0)

    assert float(bulge_m(4 / 3, half, half)) == pytest.approx(36.787, abs=0.001)


def test_one_hill_is_one_edge_with_the_correction_of_bullington() -> None:
    """A single edge half-way: J(nu) + (1 - exp(-J / 6)) (10 + 0.02 d)."""
    surface = FLAT.copy()
    surface[0, 50] = 60.0
    nu = 30.0 * np.sqrt(2 * 20_000 / (WAVE * 10_000 * 10_000))
    edge = float(knife_edge_db(np.array(nu)))

    assert loss(surface, 30, 30) == pytest.approx(
        edge + (1 - np.exp(-edge / 6)) * (10 + 0.02 * 20), abs=1e-7
    )


def test_two_hills_meet_where_the_horizons_do() -> None:
    """Equal hills at a quarter and three quarters act as one edge half-way, where lines meet."""
    surface = FLAT.copy()
    surface[0, [25, 75]] = 80.0  # seen from 30 m: 50 m in 5 km, so 100 m above the ends half-way
    nu = 100.0 * np.sqrt(2 * 20_000 / (WAVE * 10_000 * 10_000))
    edge = float(knife_edge_db(np.array(nu)))

    assert loss(surface, 30, 30) == pytest.approx(
        edge + (1 - np.exp(-edge / 6)) * (10 + 0.02 * 20), abs=1e-7
    )


def test_nothing_is_lost_where_the_zone_is_free() -> None:
    """On a plain with tall masts there is no edge."""
    assert loss(FLAT, 60, 60) == 0


def rough(seed: int) -> Any:
    """Return a rough profile of 101 samples."""
    random = np.random.default_rng(seed)
    return 1000 + np.cumsum(random.normal(0, 12, 101))


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_lose_the_same(seed: int) -> None:
    """Reciprocity, to a millionth of a dB."""
    surface = rough(seed)
    ahead = loss(surface, surface[0] + 30, surface[-1] + 15, k=4 / 3)
    back = loss(surface[::-1], surface[-1] + 15, surface[0] + 30, k=4 / 3)

    assert ahead == pytest.approx(back, abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_a_taller_mast_never_loses_more_where_it_is_hidden(seed: int) -> None:
    """Loss falls with the height of an antenna."""
    surface = rough(seed)
    losses = [
        loss(surface, surface[0] + 10, surface[-1] + height, k=4 / 3) for height in range(5, 200, 5)
    ]
    hidden = [x for x in losses if x > 20]

    assert all(a >= b - 1e-9 for a, b in pairwise(hidden))


def test_the_radius_of_the_earth_is_that_of_all_distances() -> None:
    """One sphere for lengths, bulges and profiles."""
    assert EARTH_RADIUS_M == 6_371_000


def test_the_worked_example_of_study_group_3() -> None:
    """Profile "b2iseac rural land 10 km" at 95.3 MHz: 28.49554 dB, its horizon at 6.5 km.

    From the validation results that ITU-R Study Group 3 publishes for P.1812 (Ld50, with the
    median radius of the Earth), in the repository eeveetza/Py1812; wavelength there 0.2998 / f.
    """
    radius_km, length_km = 8930.776786, 10.0
    surface = np.zeros((1, 201))
    surface[0, 130] = 556.3 + 10.0  # ground and ground cover at its one horizon
    found = bullington_db(
        np.linspace(0, 1, 201),
        np.array([length_km * 1000]),
        surface,
        np.array([814.4]),
        np.array([257.3]),
        wavelength_m(0.0953),
        radius_km * 1000 / EARTH_RADIUS_M,
    )

    assert float(found[0]) == pytest.approx(28.49554, abs=5e-4)
