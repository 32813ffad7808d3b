"""Settings of radio paths over terrain: the [terrain] table of kholboo.toml, each with a source."""

from __future__ import annotations

from typing import Literal

from sites.settings import Settings, sourced

_RADIO = "assumption, to confirm by the data sheet of the radio"


class TerrainSettings(Settings):
    """How radio paths are judged over terrain; nothing of it counts without [tables.terrain]."""

    frequency_ghz: float = sourced(
        7.5,
        "ITU-R F.385: the 7 GHz band (7 110-7 900 MHz) of fixed links",
        "of microwave hops",
        ge=1,
        le=86,
    )
    bridge_ghz: float = sourced(
        5.5,
        "ETSI EN 301 893: 5 GHz WAS/RLAN, 5.470-5.725 GHz",
        "of bridges between neighbours",
        ge=1,
        le=86,
    )
    cellular_ghz: float = sourced(
        0.8,
        "3GPP TS 36.101: bands 20 and 28, 703-862 MHz, carry 4G far out",
        "of mobile towers",
        ge=0.4,
        le=6,
    )
    cellular_shadow_db: float = sourced(
        15.0,
        "assumption, to confirm: what a cell has to spare half-way to its edge",
        "of loss by the ground; a tower that has more is not received",
        ge=0,
        le=60,
    )
    polarisation: Literal["horizontal", "vertical"] = sourced(
        "vertical", "ITU-R P.838-3: rain weakens horizontal polarisation more", "of the waves"
    )
    k_factor: float = sourced(
        4 / 3,
        "ITU-R P.530-18, 2.2: the median where none is known",
        "of the Earth's radius",
        gt=0.3,
    )
    k_effective: float = sourced(
        0.6,
        "assumption, to confirm: the least value of ITU-R P.530-18, figure 2 (paths of 20 km;"
        " longer paths have larger ones)",
        "of the Earth's radius, exceeded for about 99.9 % of the worst month",
        gt=0.3,
    )
    clearance: float = sourced(
        0.6,
        "ITU-R P.526-15, 3.2: no diffraction loss with 0.6 of the first Fresnel zone free",
        "of the first Fresnel zone kept free, of hops to sites",
        ge=0,
        le=3,
    )
    backbone_clearance: float = sourced(
        1.0,
        "ITU-R P.530-18, 2.2.2.1: 1.0 F1 at the median k",
        "of the first Fresnel zone kept free, of hops to masts, at k_factor",
        ge=0,
        le=3,
    )
    backbone_clearance_effective: float = sourced(
        0.3,
        "ITU-R P.530-18, 2.2.2.1: 0.3 F1 at the effective k, extended obstructions",
        "of the first Fresnel zone kept free, of hops to masts, at k_effective",
        ge=0,
        le=3,
    )
    relief_margin: float = sourced(
        0.5,
        "measured: half leaves 0.5 % of links falsely clear of 4.4 % where cells are twice too"
        " wide",
        "of the relief between neighbouring cells, added to the ground",
        ge=0,
        le=2,
    )
    coarse_cell_m: float = sourced(
        250.0,
        "measured: cells of 30, 60 and 120 arc-seconds in place of 15 call 4.4, 9.7 and 16.1 % of"
        " all links clear that are not",
        "cells wider than that never call a link clear without a warning",
        gt=0,
    )
    clutter_m: float = sourced(
        0.0,
        "no forest or buildings are assumed unless asked",
        "height of trees and buildings on the ground between both ends",
        ge=0,
        le=100,
    )
    building_height_m: float = sourced(
        8.0, "assumption, to confirm: a roof of two floors", "of an antenna at a site", gt=0, le=200
    )
    pop_height_m: float = sourced(
        30.0,
        "assumption, to confirm: the mast of a small town",
        "of an antenna at a PoP",
        gt=0,
        le=350,
    )
    tower_height_m: float = sourced(
        30.0,
        "assumption, to confirm",
        "of an antenna at a tower of which the table states no height",
        gt=0,
        le=350,
    )
    mast_height_m: float = sourced(
        30.0, "assumption, to confirm by the catalogue", "of the mast on sale", gt=0, le=150
    )
    tallest_mast_m: float = sourced(
        80.0, "assumption, to confirm: taller ones are towers", "named in a reason", gt=0, le=350
    )
    move_masts_m: float = sourced(
        2_000.0,
        "assumption, to confirm: as far as a track is cheap",
        "a mast on open ground moves to the highest cell within that distance",
        ge=0,
        le=20_000,
    )
    slope_over_m: float = sourced(
        100.0,
        "assumption, to confirm: over less, the noise of an elevation model counts as slope",
        "metres of a trench over which its slope is taken, where the catalogue prices slopes",
        ge=10,
        le=5_000,
    )
    transmit_dbm: float = sourced(27.0, _RADIO, "power at the antenna", ge=-10, le=50)
    antenna_gain_dbi: float = sourced(
        37.0, f"{_RADIO}: a dish of 1.2 m at 7.5 GHz", "of each antenna", ge=0, le=60
    )
    threshold_dbm: float = sourced(
        -68.0, f"{_RADIO}: 128-QAM in 56 MHz", "received at least", ge=-110, le=-20
    )
    availability: float = sourced(
        0.9995,
        "assumption, to confirm: 4.4 hours a year without link",
        "of a hop",
        ge=0.9,
        le=0.99999,
    )
    rain_mm_h: float = sourced(
        42.0,
        "ITU-R PN.837-1, zone K, until your place is known; ITU-R P.837-7 has 10.6 (Ölgii) to 20.5"
        " in Mongolia",
        "rain rate exceeded for 0.01 % of a year",
        ge=0,
        le=250,
    )
    refractivity_gradient: float = sourced(
        -400.0,
        "assumption, to confirm by the map of ITU-R P.453 (dN1)",
        "N-units per km in the lowest 65 m, not exceeded for 1 % of a year",
        ge=-1000,
        le=0,
    )
