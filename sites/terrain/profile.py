"""The profile of one link as it is drawn: ground over the bent Earth, ray and Fresnel zone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sites.terrain.diffraction import bulge_m, fresnel_radius_m, wavelength_m
from sites.terrain.ground import Array, Ground
from sites.terrain.sight import Link, criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """What a drawing shows, sample by sample; all in metres, heights above sea level."""

    along_m: tuple[float, ...]
    ground_m: tuple[float, ...]  # raised by the bulge of the Earth and by clutter; NaN: not known
    ray_m: tuple[float, ...]
    zone_low_m: tuple[float, ...]  # of the first Fresnel zone
    zone_high_m: tuple[float, ...]
    free_m: tuple[float, ...]  # what must stay above the ground


def profile_line(ground: Ground, link: Link) -> ProfileLine:
    """Return the profile of a link over an Earth of the first k that it is judged by."""
    settings = ground.settings
    rule = criteria(settings, is_backbone=link.is_backbone)[0]
    (block,) = ground.profiles([link.start], [link.end])
    length, share, heights = float(block.length_m[0]), block.share, block.ground_m[0]
    along, left = share * length, (1 - share) * length
    raised = heights + bulge_m(rule.k_factor, along, left)
    raised[1:-1] += settings.clutter_m
    start, end = heights[0] + link.start_m, heights[-1] + link.end_m
    ray = start * (1 - share) + end * share
    radius = fresnel_radius_m(wavelength_m(settings.frequency_ghz), along, left)
    return ProfileLine(
        along_m=_plain(along),
        ground_m=_plain(raised),
        ray_m=_plain(ray),
        zone_low_m=_plain(ray - radius),
        zone_high_m=_plain(ray + radius),
        free_m=_plain(ray - rule.share * radius),
    )


def _plain(values: Array) -> tuple[float, ...]:
    return tuple(float(v) for v in np.round(values, 2))
