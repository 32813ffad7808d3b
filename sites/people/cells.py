"""Cells of a raster of people around points, as points that each stand for some people.

A cell's people stand at its centre. Cells finer than a fiftieth of the radius are added up in
squares of that size, so that a wide reach over a fine raster takes no more work.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from inventory.settings.rasters import A_KM2
from sites.distance import EARTH_RADIUS_M, METRES_PER_DEGREE
from sites.terrain.ground import on_tiles
from sites.terrain.rasters import Mosaic, Windows

Array = np.ndarray[Any, Any]
CELLS_A_RADIUS = 50
_SIDE = 1_000  # cells of a block's side, about: 8 MB as float64
_BEARINGS = 16
_BEYOND = 1.03  # of the radius, so that a polygon of 16 corners holds the circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """People of one part of a raster."""

    points: Array  # longitude, latitude of those cells in which anybody lives
    people: Array  # float64, one a point
    negative: int  # cells below 0
    least: float  # the lowest cell, 0 where none is below
    densest: float  # people a square kilometre, about


def around(points: Array, radius_m: float) -> Array:
    """Return points on circles: point x bearing x 2, in degrees."""
    bearing = np.arange(_BEARINGS) * (2 * math.pi / _BEARINGS)
    up = np.degrees(radius_m / EARTH_RADIUS_M)
    latitude = np.clip(points[:, 1, None] + up * np.cos(bearing), -89.999, 89.999)
    shrink = np.maximum(np.cos(np.radians(latitude)), 1e-5)
    longitude = points[:, 0, None] + up * np.sin(bearing) / shrink
    return np.stack([longitude, latitude], axis=-1)


def is_on(mosaic: Mosaic, points: Array) -> Array:
    """Return whether points lie on a raster, whatever its cells there hold."""
    flat = points.reshape(-1, 2)
    column, row = mosaic.cells(flat[:, 0], flat[:, 1])
    finite = np.isfinite(column) & np.isfinite(row)
    on = on_tiles(mosaic, np.where(finite, column, -9e9), np.where(finite, row, -9e9))
    return np.asarray(on.reshape(points.shape[:-1]))


def blocks_of(mosaic: Mosaic, points: Array, radius_m: float) -> Iterator[Block]:
    """Yield the cells within reach of points, and some around them, in blocks of bounded memory.

    Raises DamagedRasterError where a file cannot be read there.
    """
    step = _step(mosaic, points, radius_m)
    side = step * max(1, _SIDE // step)
    with Windows() as windows:
        for across, down in sorted(_numbers(mosaic, points, radius_m, side)):
            yield _block(windows, mosaic, (across * side, down * side, side), step)


def _step(mosaic: Mosaic, points: Array, radius_m: float) -> int:
    """Return how many cells a side are added up."""
    middle = np.median(points, axis=0)
    cell = mosaic.cell_m(float(middle[0]), float(middle[1]))
    return max(1, int(radius_m / CELLS_A_RADIUS / cell)) if cell > 0 else 1


def _numbers(mosaic: Mosaic, points: Array, radius_m: float, side: int) -> set[tuple[int, int]]:
    """Return the blocks, by their numbers across and down, that circles around points touch."""
    ring = around(points, radius_m * _BEYOND)
    column, row = mosaic.cells(ring[..., 0].ravel(), ring[..., 1].ravel())
    column, row = column.reshape(ring.shape[:2]), row.reshape(ring.shape[:2])
    usable = np.isfinite(column).all(axis=1) & np.isfinite(row).all(axis=1)
    left = min(tile.column for tile in mosaic.tiles)
    right = max(tile.end_column for tile in mosaic.tiles) - 1
    top, bottom = (
        min(tile.row for tile in mosaic.tiles),
        max(tile.end_row for tile in mosaic.tiles) - 1,
    )
    found: set[tuple[int, int]] = set()
    for columns, rows in zip(column[usable], row[usable], strict=True):
        first, last = max(left, int(columns.min()) - 1), min(right, int(columns.max()) + 1)
        high, low = max(top, int(rows.min()) - 1), min(bottom, int(rows.max()) + 1)
        if first <= last and high <= low:
            found |= {
                (across, down)
                for across in range(first // side, last // side + 1)
                for down in range(high // side, low // side + 1)
            }
    return found


def _block(windows: Windows, mosaic: Mosaic, where: tuple[int, int, int], step: int) -> Block:
    left, top, side = where
    cells = windows.read(mosaic, left, top, side, side).astype(np.float64)
    negative = cells < 0
    least = float(cells[negative].min()) if negative.any() else 0.0
    people = np.where(np.isfinite(cells) & ~negative, cells, 0.0)
    area = _km2(mosaic, left, top, side)
    if mosaic.first.unit == A_KM2:
        people = people * area[:, None]
    densest = float((people.max(axis=1) / area).max())
    count = side // step
    summed = people.reshape(count, step, count, step).sum(axis=(1, 3))
    row, column = np.nonzero(summed)
    middle = (step - 1) / 2
    return Block(
        points=_degrees(mosaic, left + column * step + middle, top + row * step + middle),
        people=summed[row, column],
        negative=int(negative.sum()),
        least=least,
        densest=densest,
    )


def _km2(mosaic: Mosaic, left: int, top: int, side: int) -> Array:
    """Return the area of a cell in each row of a block, in square kilometres."""
    first = mosaic.first
    if mosaic.transformer is None:
        latitude = first.north - (top + np.arange(side) + 0.5) * first.cell_y
        width = (
            first.cell_x * METRES_PER_DEGREE * np.cos(np.radians(np.clip(latitude, -89.9, 89.9)))
        )
        return np.asarray(np.maximum(width * first.cell_y * METRES_PER_DEGREE / 1e6, 1e-12))
    row = float(min(max(top + side / 2, 0), first.height))
    column = float(min(max(left + side / 2, 0), first.width))
    corner = _degrees(mosaic, np.array([column, column + 1, column]), np.array([row, row, row + 1]))
    flat = np.radians(corner - corner[0]) * EARTH_RADIUS_M
    flat[:, 0] *= np.cos(np.radians(corner[0, 1]))
    area = abs(flat[1, 0] * flat[2, 1] - flat[1, 1] * flat[2, 0]) / 1e6
    return np.full(side, max(float(area), 1e-12) if math.isfinite(area) else 1e-12)


def _degrees(mosaic: Mosaic, column: Array, row: Array) -> Array:
    """Return longitude and latitude of places given in cells; whole numbers are centres."""
    first = mosaic.first
    x = first.west + (column + 0.5) * first.cell_x
    y = first.north - (row + 0.5) * first.cell_y
    if mosaic.transformer is not None:
        x, y = mosaic.transformer.transform(x, y, direction="INVERSE")
    return np.column_stack([x, y]).reshape(-1, 2)
