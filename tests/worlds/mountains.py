"""Small elevation models that tests write: a plain, one hill, a mountain country."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

WEST, NORTH = 105.0, 48.0
CELL = 1 / 400  # degrees: 278 m northward
Shape = Callable[[Any, Any], Any]  # longitude, latitude -> metres


def write_dem(
    path: Path,
    shape: Shape,
    *,
    west: float = WEST,
    north: float = NORTH,
    columns: int = 400,
    rows: int = 200,
    cell: float = CELL,
    crs: str | None = "EPSG:4326",
    dtype: str = "float32",
    holes: Callable[[Any, Any], Any] | None = None,
    unit: str | None = None,
) -> Path:
    """Write a GeoTIFF of heights `shape(longitude, latitude)` at the centres of its cells."""
    import rasterio
    from rasterio.transform import from_origin

    x = west + (np.arange(columns) + 0.5) * cell
    y = north - (np.arange(rows) + 0.5) * cell
    heights = np.asarray(shape(*np.meshgrid(x, y)), dtype=float)
    if holes is not None:
        heights[holes(*np.meshgrid(x, y))] = -32768
    path.parent.mkdir(parents=True, exist_ok=True)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype=dtype,
        crs=crs,
        transform=from_origin(west, north, cell, cell),
        nodata=-32768,
        tiled=True,
        blockxsize=64,
        blockysize=64,
    ) as file:
        file.write(heights.astype(dtype), 1)
        if unit is not None:
            file.units = (unit,)
    return path


def plain(height_m: float = 1300.0) -> Shape:
    """Return flat ground."""
    return lambda x, _: np.full_like(x, height_m)


def ridge(longitude: float, top_m: float, width: float = 0.01, foot_m: float = 1300.0) -> Shape:
    """Return a ridge from north to south on a plain, as wide as a bell."""
    return lambda x, _: foot_m + (top_m - foot_m) * np.exp(-(((x - longitude) / width) ** 2))


def mountains(seed: int = 7) -> Shape:
    """Return a rough country: waves of ten lengths in ten directions, the same for a seed."""
    random = np.random.default_rng(seed)
    waves = [
        (random.uniform(0, 2 * np.pi), random.uniform(0, 2 * np.pi), 0.02 * 1.6**n)
        for n in range(10)
    ]

    def height(x: Any, y: Any) -> Any:
        total = np.full_like(x, 1500.0)
        for direction, phase, length in waves:
            along = (x * np.cos(direction) + y * np.sin(direction)) / length
            total = total + 700 * length**0.8 * np.sin(2 * np.pi * along + phase)
        return total

    return height
