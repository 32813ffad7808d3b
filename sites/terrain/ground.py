"""Heights of the ground at points and along great circles, in blocks of bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sites.distance import EARTH_RADIUS_M, Point, unit_vectors
from sites.terrain.rasters import Mosaic, Raster, Windows, mosaics_of
from sites.terrain.settings import TerrainSettings

Array = np.ndarray[Any, Any]
MOST_WINDOW_CELLS = 6_000_000
"""Cells of one window: 24 MB of heights; points that need more are split."""
BLOCK_SAMPLES = 400_000
"""Samples of one block of profiles: each array of a block has 3.2 MB."""
MOST_SAMPLES = 4_000
"""Samples of one profile: 100 km in steps of 25 m; longer ones step farther and say so."""
_LONGEST_STEP = 1.25  # sample counts are rounded up to powers of it, so that blocks are few


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Heights of the ground at points, each array with one value a point."""

    ground_m: Array  # float32, NaN where not known
    relief_m: Array  # float32, between the four cells around a point


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """Great circles with equally many samples each: arrays of profile x sample."""

    index: Array  # of the asked links that the rows are
    length_m: Array  # one a profile
    ground_m: Array  # float64, NaN where not known; the first and last are the ends
    relief_m: Array
    cell_m: Array  # one a profile: the longer side of a cell at its middle, NaN where none is
    latitude: Array  # one a profile, of its middle

    @property
    def share(self) -> Array:
        """How far along each sample lies, 0 to 1."""
        return np.linspace(0.0, 1.0, self.ground_m.shape[1])


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The elevation models of a project and how radio paths over them are judged."""

    rasters: tuple[Raster, ...]
    settings: TerrainSettings = field(default_factory=TerrainSettings)

    @cached_property
    def mosaics(self) -> tuple[Mosaic, ...]:
        """The rasters by grid, the finest first: a point is read in the first that knows it."""
        return mosaics_of(self.rasters)

    def heights(self, points: Sequence[Point] | Array) -> Heights:
        """Return the heights at points of longitude and latitude in degrees.

        Between four cells heights are bilinear. A cell without a height counts as the one that
        the point lies in; where that has none, the height is not known.
        """
        degrees = np.asarray(points, dtype=float).reshape(-1, 2)
        with Windows() as windows:
            return self._heights(windows, degrees[:, 0], degrees[:, 1])

    def _heights(self, windows: Windows, longitude: Array, latitude: Array) -> Heights:
        ground = np.full(len(longitude), np.nan, dtype=np.float32)
        relief = np.zeros(len(longitude), dtype=np.float32)
        for mosaic in self.mosaics:
            left = np.flatnonzero(np.isnan(ground))
            if left.size == 0:
                break
            column, row = mosaic.cells(longitude[left], latitude[left])
            finite = np.isfinite(column) & np.isfinite(row)
            on = on_tiles(mosaic, np.where(finite, column, -9e9), np.where(finite, row, -9e9))
            left, column, row = left[on], column[on], row[on]
            for part in _parts(column, row):
                there = left[part]
                ground[there], relief[there] = _bilinear(windows, mosaic, column[part], row[part])
        return Heights(ground_m=ground, relief_m=relief)

    def cell_m(self, points: Array) -> Array:
        """Return the longer side of the cells that points lie in, in metres, NaN where in none."""
        found = np.full(len(points), np.nan)
        for mosaic in self.mosaics:
            left = np.flatnonzero(np.isnan(found))
            if left.size == 0:
                break
            column, row = mosaic.cells(points[left, 0], points[left, 1])
            finite = np.isfinite(column) & np.isfinite(row)
            on = on_tiles(mosaic, np.where(finite, column, -9e9), np.where(finite, row, -9e9))
            known: dict[tuple[int, int], float] = {}  # cells change slowly: once a quarter degree
            for k in left[on]:
                x, y = (float(v) for v in points[k])
                key = (round(x * 4), round(y * 4))
                if key not in known:
                    known[key] = mosaic.cell_m(key[0] / 4, key[1] / 4)
                found[k] = known[key]
        return found

    def profiles(
        self, starts: Sequence[Point] | Array, ends: Sequence[Point] | Array
    ) -> Iterator[Profiles]:
        """Yield the profiles of links in blocks, near ones together.

        Steps are no longer than a cell; where no cell is known, a link has the ends alone.
        """
        one, other = unit_vectors(starts), unit_vectors(ends)
        if not len(one):
            return
        angle = 2 * np.arcsin(np.clip(np.linalg.norm(one - other, axis=1) / 2, 0.0, 1.0))
        length = angle * EARTH_RADIUS_M
        middle = degrees_of(along_circle(one, other, angle, np.array([0.5]))[:, 0])
        cell = self.cell_m(middle)
        samples = _sample_counts(length, cell)
        with Windows() as windows:
            for rows in _blocks(one + other, samples):
                count = int(samples[rows[0]])
                share = np.linspace(0.0, 1.0, count)
                way = along_circle(one[rows], other[rows], angle[rows], share)
                degrees = degrees_of(way.reshape(-1, 3))
                found = self._heights(windows, degrees[:, 0], degrees[:, 1])
                yield Profiles(
                    index=rows,
                    length_m=length[rows],
                    ground_m=found.ground_m.astype(float).reshape(-1, count),
                    relief_m=found.relief_m.astype(float).reshape(-1, count),
                    cell_m=cell[rows],
                    latitude=middle[rows, 1],
                )

    def highest_near(self, points: Sequence[Point], reach_m: float) -> list[Point]:
        """Return for each point the centre of the highest cell within reach, ties to the nearest.

        A point that no elevation model covers stays where it is.
        """
        return [self._highest(point, reach_m) for point in points]

    def _highest(self, point: Point, reach_m: float) -> Point:
        cell = float(self.cell_m(np.array([point]))[0])
        if not np.isfinite(cell) or reach_m < cell:
            return point
        steps = int(min(reach_m / cell, 200))
        east, north = (v.ravel() for v in np.mgrid[-steps : steps + 1, -steps : steps + 1])
        away = np.hypot(east, north) * cell
        order = np.lexsort((north, east, away))
        order = order[away[order] <= reach_m]
        lat = point[1] + np.degrees(north[order] * cell / EARTH_RADIUS_M)
        lon = point[0] + np.degrees(
            east[order] * cell / (EARTH_RADIUS_M * np.cos(np.radians(point[1])))
        )
        heights = self.heights(np.column_stack([lon, lat])).ground_m
        if np.isnan(heights[0]):
            return point
        best = int(np.nanargmax(heights))  # the first of equals, which is the nearest
        return (round(float(lon[best]), 7), round(float(lat[best]), 7))


def on_tiles(mosaic: Mosaic, column: Array, row: Array) -> Array:
    """Return whether points lie in a cell of some tile."""
    on = np.zeros(len(column), dtype=bool)
    for tile in mosaic.tiles:
        on |= (
            (column >= tile.column - 0.5)
            & (column < tile.end_column - 0.5)
            & (row >= tile.row - 0.5)
            & (row < tile.end_row - 0.5)
        )
    return on


def _parts(column: Array, row: Array) -> Iterator[Array]:
    """Yield the points in parts whose windows are small enough, each split at its median."""
    waiting = [np.arange(len(column))] if len(column) else []
    while waiting:
        part = waiting.pop()
        wide, high = np.ptp(column[part]) + 3, np.ptp(row[part]) + 3
        if wide * high <= MOST_WINDOW_CELLS or len(part) == 1:
            yield part
            continue
        along = column[part] if wide >= high else row[part]
        middle = len(part) // 2
        order = np.argpartition(along, middle)
        waiting += [part[order[middle:]], part[order[:middle]]]


def _bilinear(windows: Windows, mosaic: Mosaic, column: Array, row: Array) -> tuple[Array, Array]:
    """Return heights between cells, and the relief of the four cells around each point."""
    left, top = int(np.floor(column.min())), int(np.floor(row.min()))
    width, height = int(column.max()) - left + 3, int(row.max()) - top + 3
    cells = windows.read(mosaic, left, top, width, height)
    x, y = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
    to_east, to_south = (column - x).astype(np.float32), (row - y).astype(np.float32)
    at = (y - top) * width + (x - left)
    flat = cells.ravel()
    nw, ne, sw, se = (flat.take(at + step) for step in (0, 1, width, width + 1))
    if np.isnan(cells).any():
        own = flat.take(at + width * (to_south >= 0.5) + (to_east >= 0.5))
        nw, ne, sw, se = (np.where(np.isnan(corner), own, corner) for corner in (nw, ne, sw, se))
    relief = np.maximum(np.maximum(nw, ne), np.maximum(sw, se))
    relief -= np.minimum(np.minimum(nw, ne), np.minimum(sw, se))
    north = nw + (ne - nw) * to_east
    south = sw + (se - sw) * to_east
    return north + (south - north) * to_south, np.nan_to_num(relief, copy=False)


def _sample_counts(length: Array, cell: Array) -> Array:
    """Return how many samples each profile has, both ends included; few different numbers."""
    steps = np.where(np.isfinite(cell), np.ceil(length / np.where(cell > 0, cell, 1.0)), 1.0)
    steps = np.clip(steps, 1, MOST_SAMPLES)
    power = np.ceil(np.log(np.maximum(steps, 8)) / np.log(_LONGEST_STEP) - 1e-9)
    rounded = np.ceil(_LONGEST_STEP**power)
    return (np.where(np.isfinite(cell), rounded, 1) + 1).astype(np.int64)


def _blocks(middles: Array, samples: Array) -> Iterator[Array]:
    """Yield rows of equally many samples, near each other, in blocks of bounded size."""
    place = degrees_of(middles)
    across = np.floor(place[:, 0] * 2).astype(np.int64)
    up = np.floor(place[:, 1] * 2).astype(np.int64)
    order = np.lexsort((np.arange(len(samples)), across, up, samples))
    start = 0
    while start < len(order):
        count = int(samples[order[start]])
        most = max(1, BLOCK_SAMPLES // count)
        same = int(np.searchsorted(samples[order], count, side="right"))
        end = min(start + most, same)
        yield order[start:end]
        start = end


def along_circle(one: Array, other: Array, angle: Array, share: Array) -> Array:
    """Return unit vectors at shares of great circles: profile x share x 3."""
    safe = np.where(angle > 1e-12, angle, 1.0)[:, None]
    first = np.sin((1 - share)[None, :] * safe) / np.sin(safe)
    second = np.sin(share[None, :] * safe) / np.sin(safe)
    return np.asarray(first[..., None] * one[:, None, :] + second[..., None] * other[:, None, :])


def degrees_of(vectors: Array) -> Array:
    """Return longitude and latitude of vectors, in degrees."""
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    radians = np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=-1)
    return np.asarray(np.degrees(radians))
