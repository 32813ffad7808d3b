"""Whether two antennas see each other: clearance, loss, the mast that would do, and a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from sites.distance import Point, unit_vectors
from sites.terrain.attenuation import fade_exceeded_db, free_space_db, gas_db, rain_exceeded_db
from sites.terrain.diffraction import bulge_m, bullington_db, fresnel_radius_m, wavelength_m
from sites.terrain.ground import Ground, Profiles, along_circle, degrees_of
from sites.terrain.settings import TerrainSettings

Array = np.ndarray[Any, Any]


class Verdict(StrEnum):
    """What the ground says of a link."""

    CLEAR = "clear"
    MAST = "mast"  # clear with a mast of so many metres at the far end
    BLOCKED = "blocked"
    UNKNOWN = "unknown"  # the ground is not known along the link


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A radio path asked about; heights are of antennas above the ground."""

    start: Point
    end: Point
    start_m: float
    end_m: float
    is_backbone: bool = False  # a hop to a mast, which others hang on
    frequency_ghz: float | None = None  # None: that of the settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The answer for one link."""

    verdict: Verdict
    length_m: float
    margin_m: float | None = None  # ray above what must be free, at the worst place; None: unknown
    at_m: float | None = None  # from the start to the worst place
    at: Point | None = None
    loss_db: float | None = None  # by obstacles, median
    spare_db: float | None = None  # received above what the availability needs; negative: short
    far_mast_m: float | None = None  # least antenna height at the end that clears the way
    cell_m: float | None = None
    is_coarse: bool = False  # cells too wide to call anything clear without a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """So much of the first Fresnel zone is free over an Earth of so many times its radius."""

    k_factor: float
    share: float


def criteria(settings: TerrainSettings, *, is_backbone: bool) -> tuple[Criterion, ...]:
    """Return what a link has to keep free."""
    if not is_backbone:
        return (Criterion(k_factor=settings.k_factor, share=settings.clearance),)
    return (
        Criterion(k_factor=settings.k_factor, share=settings.backbone_clearance),
        Criterion(k_factor=settings.k_effective, share=settings.backbone_clearance_effective),
    )


def sights(ground: Ground, links: Sequence[Link], tallest_m: float | None = None) -> list[Sight]:
    """Return the answers for links, in their order.

    A link is clear when every sample of the ground, with clutter and with the margin for coarse
    cells, stays out of the part of the Fresnel zone that must be free, and the received power is
    enough for the availability. Where a taller antenna at the end would do, its height is in
    `far_mast_m`, and the verdict is `MAST` up to `tallest_m` (`settings.mast_height_m` if None).
    """
    most = ground.settings.mast_height_m if tallest_m is None else tallest_m
    answers: list[Sight | None] = [None] * len(links)
    kinds = dict.fromkeys((link.is_backbone, link.frequency_ghz) for link in links)
    for is_backbone, frequency in kinds:
        alike = (is_backbone, frequency)
        chosen = [i for i, x in enumerate(links) if (x.is_backbone, x.frequency_ghz) == alike]
        settings = ground.settings
        if frequency is not None:
            settings = settings.model_copy(update={"frequency_ghz": frequency})
        starts = [links[i].start for i in chosen]
        ends = [links[i].end for i in chosen]
        for block in ground.profiles(starts, ends):
            asked = [chosen[int(i)] for i in block.index]
            heights = np.array([(links[i].start_m, links[i].end_m) for i in asked])
            found = judge(block, heights, settings, criteria(settings, is_backbone=is_backbone))
            for row, i in enumerate(asked):
                answers[i] = _answer(links[i], block, found, row, settings, most)
    return [answer for answer in answers if answer is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Figures of a block of profiles, one a profile."""

    margin_m: Array
    worst: Array  # the sample with the least margin
    far_m: Array  # least height at the end, infinite where none will do
    loss_db: Array
    spare_db: Array


def judge(
    block: Profiles, heights_m: Array, settings: TerrainSettings, rules: Sequence[Criterion]
) -> Judged:
    """Return clearance, loss and link budget of profiles; NaN where the ground is not known.

    `heights_m` are the antennas at both ends above the ground, profile x 2.
    """
    share = block.share
    inner = share[1:-1]
    ground, length = block.ground_m, np.maximum(block.length_m, 1.0)
    along = inner[None, :] * length[:, None]
    left = length[:, None] - along
    start = ground[:, 0] + heights_m[:, 0]
    end = ground[:, -1] + heights_m[:, 1]
    line = start[:, None] * (1.0 - inner) + end[:, None] * inner
    wave = wavelength_m(settings.frequency_ghz)
    radius = fresnel_radius_m(wave, along, left)
    surface = ground.copy()
    surface[:, 1:-1] += settings.clutter_m
    # close to an antenna the ground is known relative to it: the margin grows over two cells, and
    # of a link within two cells the model knows no more than a plane
    two_cells = np.maximum(2.0 * block.cell_m, 1e-9)[:, None]
    grown = np.where(length[:, None] < two_cells, 0.0, np.minimum(along, left) / two_cells)
    margin = settings.relief_margin * block.relief_m[:, 1:-1] * np.minimum(grown, 1.0)
    lacking = np.full(ground[:, 1:-1].shape, -np.inf)
    for rule in rules:
        need = bulge_m(rule.k_factor, along, left) + rule.share * radius
        lacking = np.maximum(lacking, surface[:, 1:-1] + margin + need - line)
    if ground.shape[1] < 3:  # shorter than a step: both ends are all there is
        lacking = np.where(np.isnan(start + end), np.nan, -heights_m.min(axis=1))[:, None]
        inner = np.array([0.5])
    worst = np.argmax(np.where(np.isnan(lacking), np.inf, lacking), axis=1)
    far = heights_m[:, 1] + np.maximum((lacking / inner[None, :]).max(axis=1), 0.0)
    loss = np.zeros(len(length))
    if ground.shape[1] > 2:
        loss = bullington_db(share, length, surface, start, end, wave, settings.k_factor)
    return Judged(
        margin_m=-lacking.max(axis=1),
        worst=worst + 1,
        far_m=far,
        loss_db=loss,
        spare_db=budget_db(settings, length, start, end, block.latitude) - loss,
    )


def budget_db(
    settings: TerrainSettings, length_m: Array, start_m: Array, end_m: Array, latitude: Array
) -> Array:
    """Return the received power above what the availability needs, over free ground, in dB.

    Of the time without link half may be rain and half multipath; the worse of the two decides, as
    they do not come together (ITU-R P.530-18, 2.4.7). `start_m` and `end_m` are above sea level.
    """
    length = np.maximum(length_m / 1000.0, 1e-3)
    frequency = settings.frequency_ghz
    radiated = settings.transmit_dbm + 2 * settings.antenna_gain_dbi
    received = radiated - free_space_db(length, frequency) - gas_db(length, frequency)
    percent = 100.0 * (1.0 - settings.availability) / 2.0
    rain = rain_exceeded_db(
        length,
        frequency,
        settings.polarisation,
        settings.rain_mm_h,
        float(np.clip(percent, 0.001, 1.0)),
    )
    lower, tilt = np.minimum(start_m, end_m), np.abs(start_m - end_m) / length
    fade = fade_exceeded_db(
        length,
        frequency,
        lower,
        tilt,
        latitude,
        settings.refractivity_gradient,
        percent,
    )
    return np.asarray(received - settings.threshold_dbm - np.maximum(rain, fade))


def _answer(
    link: Link, block: Profiles, found: Judged, row: int, settings: TerrainSettings, most: float
) -> Sight:
    length, margin = float(block.length_m[row]), float(found.margin_m[row])
    if not math.isfinite(margin):
        return Sight(verdict=Verdict.UNKNOWN, length_m=length)
    cell = float(block.cell_m[row])
    spare = float(found.spare_db[row])
    share = float(block.share[int(found.worst[row])])
    taller = math.ceil(float(found.far_m[row]) - 1e-6)
    return Sight(
        verdict=_verdict(margin, spare, float(found.loss_db[row]), taller, most),
        length_m=length,
        margin_m=margin,
        at_m=share * length,
        at=_between(link.start, link.end, share),
        loss_db=float(found.loss_db[row]),
        spare_db=spare,
        far_mast_m=float(taller) if margin < 0 else None,
        cell_m=cell,
        is_coarse=cell > settings.coarse_cell_m,
    )


def _verdict(margin: float, spare: float, loss: float, taller: float, most: float) -> Verdict:
    if margin >= 0 and spare >= 0:
        return Verdict.CLEAR
    if margin < 0 and taller <= most and spare + loss >= 0:
        return Verdict.MAST
    return Verdict.BLOCKED


def _between(start: Point, end: Point, share: float) -> Point:
    one, other = unit_vectors([start]), unit_vectors([end])
    angle = 2 * np.arcsin(np.clip(np.linalg.norm(one - other, axis=1) / 2, 0.0, 1.0))
    longitude, latitude = degrees_of(along_circle(one, other, angle, np.array([share]))[0, 0])
    return (round(float(longitude), 5), round(float(latitude), 5))
