"""What places tell of an elevation model: gaps, feet, exchanged coordinates, lakes, wide cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inventory.findings import Finding
from sites.distance import EARTH_RADIUS_M, Point
from sites.terrain import rules
from sites.terrain.ground import Array, Ground

HIGHEST_PLACE_M = 5_300.0  # La Rinconada, the highest town, lies at 5,100 m
LOWEST_PLACE_M = -450.0  # the shore of the Dead Sea
_NAMED = 3
_AROUND = 2  # cells on each side that are looked at for water


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A site, PoP or tower by where its row stands."""

    id: str
    kind: str  # "site", "PoP" or "tower"
    point: Point


def check_ground(ground: Ground, places: Sequence[Placed]) -> list[Finding]:
    """Return what is wrong with elevation models, as the places of a project tell."""
    if not ground.rasters or not places:
        return []
    points = np.array([place.point for place in places], dtype=float)
    heights = ground.heights(points).ground_m.astype(float)
    swapped = _swapped(ground, points, heights)
    if swapped is not None:
        return [swapped]
    unit = _unit(ground, places, heights)
    if unit is not None:
        return [unit]
    return [
        *_elsewhere(ground, heights),
        *_missing(ground, places, heights),
        *_coarse(ground, points),
        *_water(ground, places, heights),
    ]


def _label(ground: Ground) -> str:
    return ground.rasters[0].label


def _swapped(ground: Ground, points: Array, heights: Array) -> Finding | None:
    """Return the finding of a model that would lie under sites with coordinates exchanged."""
    if np.isfinite(heights).any():
        return None
    turned = points[:, ::-1].copy()
    turned = turned[np.abs(turned[:, 1]) <= 90]
    there = np.isfinite(ground.heights(turned).ground_m).sum() if len(turned) else 0
    if there * 2 < len(points):
        return None
    return rules.TERRAIN_SWAPPED.finding(
        _label(ground),
        found=f"no place lies on it; {there} of {len(points)} would with both exchanged",
        expected="x is longitude, y is latitude",
        todo="write the file anew with longitude as x, or correct the coordinates of the sites",
    )


def _unit(ground: Ground, places: Sequence[Placed], heights: Array) -> Finding | None:
    wrong = [
        (place, height)
        for place, height in zip(places, heights, strict=True)
        if height > HIGHEST_PLACE_M or height < LOWEST_PLACE_M
    ]
    if not wrong:
        return None
    place, height = max(wrong, key=lambda pair: (abs(pair[1]), pair[0].id))
    return rules.TERRAIN_UNIT.finding(
        _label(ground),
        found=f"{height:.0f} m under {place.kind} {place.id}, and {len(wrong)} such places",
        expected=f"heights in metres, {LOWEST_PLACE_M:g} to {HIGHEST_PLACE_M:g} where people live",
        todo='write unit = "ft" under [tables.terrain] if they are feet, or another file',
    )


def _elsewhere(ground: Ground, heights: Array) -> Iterator[Finding]:
    if not np.isfinite(heights).any():
        yield rules.TERRAIN_ELSEWHERE.finding(
            _label(ground),
            found="no site, PoP or tower on any elevation model",
            expected="heights of the region planned for",
            todo="check its coordinate system and region; until then links go by distance",
        )


def _missing(ground: Ground, places: Sequence[Placed], heights: Array) -> Iterator[Finding]:
    gaps = [p for p, height in zip(places, heights, strict=True) if not np.isfinite(height)]
    if not gaps or len(gaps) == len(places):
        return
    yield rules.TERRAIN_MISSING.finding(
        _label(ground),
        found=f"no height under {len(gaps)} of {len(places)} places: {_listed(gaps)}",
        expected="heights under every site, PoP and tower",
        todo="add the files of that region; links there go by distance and say so",
    )


def _coarse(ground: Ground, points: Array) -> Iterator[Finding]:
    cell = ground.cell_m(points)
    wide = cell[np.isfinite(cell)]
    most = ground.settings.coarse_cell_m
    if wide.size and wide.max() > most:
        yield rules.TERRAIN_COARSE.finding(
            _label(ground),
            found=f"cells of {wide.max():.0f} m under {int((wide > most).sum())} places",
            expected=f"cells of at most {most:g} m, such as Copernicus GLO-30",
            todo="take a finer model before a mast is bought; links called clear are marked",
        )


def _water(ground: Ground, places: Sequence[Placed], heights: Array) -> Iterator[Finding]:
    """Yield one finding of towers and PoPs on a patch of 5 x 5 cells of one height."""
    asked = [
        (place, height)
        for place, height in zip(places, heights, strict=True)
        if place.kind != "site" and np.isfinite(height)
    ]
    if not asked:
        return
    points = np.array([place.point for place, _ in asked])
    cell = ground.cell_m(points)
    around = [
        (east, north)
        for east in range(-_AROUND, _AROUND + 1)
        for north in range(-_AROUND, _AROUND + 1)
    ]
    flat = np.ones(len(asked), dtype=bool)
    first = np.array([height for _, height in asked])
    for east, north in around:
        moved = _moved(points, east * cell, north * cell)
        flat &= ground.heights(moved).ground_m == first.astype(np.float32)
    wet = [place for (place, _), is_flat in zip(asked, flat, strict=True) if is_flat]
    if wet:
        yield rules.TERRAIN_WATER.finding(
            _label(ground),
            found=f"{len(wet)} on a patch of one height: {_listed(wet)}",
            expected="towers and PoPs on land",
            todo="check their coordinates on a map",
        )


def _moved(points: Array, east_m: Array, north_m: Array) -> Array:
    latitude = points[:, 1] + np.degrees(north_m / EARTH_RADIUS_M)
    shrink = np.cos(np.radians(points[:, 1]))
    return np.column_stack(
        [points[:, 0] + np.degrees(east_m / (EARTH_RADIUS_M * shrink)), latitude]
    )


def _listed(places: Sequence[Placed]) -> str:
    counts: Mapping[str, None] = dict.fromkeys(f"{p.kind} {p.id}" for p in places)
    names = list(counts)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
