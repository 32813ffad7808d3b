"""Losses by air, rain and multipath have the values that their recommendations publish."""

from __future__ import annotations

import numpy as np
import pytest

from sites.terrain.attenuation import (
    fade_exceeded_db,
    free_space_db,
    gas_db,
    rain_coefficients,
    rain_exceeded_db,
)

# ITU-R P.838-3, table 5: GHz, k and alpha horizontal, k and alpha vertical
TABLE_5 = [
    (1, 0.0000259, 0.9691, 0.0000308, 0.8592),
    (6, 0.0007056, 1.5900, 0.0004878, 1.5728),
    (7, 0.001915, 1.4810, 0.001425, 1.4745),
    (10, 0.01217, 1.2571, 0.01129, 1.2156),
    (20, 0.09164, 1.0568, 0.09611, 0.9847),
    (80, 1.1704, 0.7115, 1.1668, 0.7021),
]


@pytest.mark.parametrize("row", TABLE_5, ids=lambda row: f"{row[0]} GHz")
def test_rain_has_the_coefficients_of_the_table(row: tuple[float, ...]) -> None:
    """k and alpha of P.838-3, to the digits printed."""
    frequency, kh, ah, kv, av = row

    assert rain_coefficients(frequency, "horizontal") == pytest.approx((kh, ah), rel=6e-4)
    assert rain_coefficients(frequency, "vertical") == pytest.approx((kv, av), rel=6e-4)


@pytest.mark.parametrize(
    ("km", "ghz", "rate", "percent", "db"),
    [  # by `itur` 0.4.0, ITU-R P.530-17, vertical polarisation
        (30, 7.5, 20, 0.01, 2.79903),
        (30, 7.5, 20, 0.001, 5.72120),
        (10, 18, 20, 0.1, 4.23854),
        (5, 38, 40, 0.01, 31.99884),
        (5, 38, 40, 1, 3.13715),
    ],
)
def test_rain_on_a_link_is_that_of_another_implementation(
    km: float, ghz: float, rate: float, percent: float, db: float
) -> None:
    """Attenuation exceeded for a share of the year."""
    found = rain_exceeded_db(np.array(km), ghz, "vertical", rate, percent)

    assert float(found) == pytest.approx(db, rel=1e-4)


def test_free_space_has_its_known_value() -> None:
    """1 km at 1 GHz lose 92.45 dB; ten times the length 20 dB more."""
    assert free_space_db(np.array([1.0, 10.0]), 1.0) == pytest.approx([92.45, 112.45])


def test_air_takes_most_at_60_ghz() -> None:
    """Oxygen's line; at 7.5 GHz a hop of 40 km loses less than half a dB."""
    assert float(gas_db(np.array(1.0), 60.0)) == pytest.approx(14.78, abs=0.01)
    assert float(gas_db(np.array(40.0), 7.5)) < 0.5


def test_multipath_grows_with_length_and_frequency_and_falls_with_tilt() -> None:
    """By 31 and 8 dB a decade, less what P.530 takes off for the year."""
    km = np.array([20.0, 40.0])
    zeros = np.zeros(2)
    fade = fade_exceeded_db(km, 7.5, zeros, zeros, np.full(2, 47.0), -400, 0.01)
    twice = fade_exceeded_db(km, 15.0, zeros, zeros, np.full(2, 47.0), -400, 0.01)
    tilted = fade_exceeded_db(km, 7.5, zeros, zeros + 10, np.full(2, 47.0), -400, 0.01)

    assert fade[1] - fade[0] == pytest.approx(33.7 * np.log10(2), abs=1e-9)
    assert twice - fade == pytest.approx(8 * np.log10(2), abs=1e-9)
    assert (tilted < fade - 14).all()


def test_dry_air_and_short_links_lose_nothing_more() -> None:
    """Without rain nothing; a fade is never a gain."""
    assert float(rain_exceeded_db(np.array(10.0), 18, "vertical", 0, 0.01)) == 0
    short = (np.array(0.1), 7.5, np.array(1e3), np.array(0.0), np.array(47.0))
    assert float(fade_exceeded_db(*short, -400, 0.01)) == 0
