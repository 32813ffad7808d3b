"""100,000 profiles of 100 samples over a rough country: seconds, memory, answers that must hold.

    python tests/benchmarks/terrain.py [--links 100000]

The country is written as tiles of a GeoTIFF of three arc-seconds. A plain of one height lies in its
south: there every margin is known by a formula, and is asserted.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "worlds"))

from mountains import mountains, write_dem

from inventory.table_specs import RasterSpec
from sites.distance import haversine_m
from sites.terrain.ground import Ground
from sites.terrain.rasters import read_rasters
from sites.terrain.settings import TerrainSettings
from sites.terrain.sight import Link, criteria, judge, sights

CELL = 1 / 1200  # three arc-seconds
TILE = 1200  # cells of a side: a degree
WEST, NORTH, ACROSS, DOWN = 102.0, 49.0, 3, 2
PLAIN_BELOW, PLAIN_M = 47.5, 1300.0
MOST_CPU_SECONDS, MOST_MIB = 10.0, 400.0  # 5 s on two idle cores


def country(x: Any, y: Any) -> Any:
    """Return mountains, and a plain in the south."""
    return np.where(y > PLAIN_BELOW, mountains()(x, y), PLAIN_M)


def write_tiles(folder: Path) -> list[RasterSpec]:
    """Write the country in tiles of a degree."""
    specs = []
    for number in range(ACROSS * DOWN):
        west, north = WEST + number % ACROSS, NORTH - number // ACROSS
        path = write_dem(
            folder / f"{number}.tif",
            country,
            west=west,
            north=north,
            columns=TILE,
            rows=TILE,
            cell=CELL,
        )
        specs.append(RasterSpec(path=path, label=path.name))
    return specs


def drawn_links(count: int, seed: int = 1) -> tuple[Any, Any]:
    """Return starts and ends of links of 5 to 9 km: 55 to 100 cells."""
    random = np.random.default_rng(seed)
    low, high = (WEST + 0.2, NORTH - DOWN + 0.2), (WEST + ACROSS - 0.2, NORTH - 0.2)
    starts = random.uniform(low, high, (count, 2))
    turn, far = random.uniform(0, 2 * np.pi, count), random.uniform(5, 9, count) / 111.195
    shrink = np.cos(np.radians(starts[:, 1]))
    steps = np.column_stack([np.sin(turn) / shrink, np.cos(turn)])
    return starts, starts + far[:, None] * steps


def main() -> None:
    """Print the row of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=100_000)
    links = parser.parse_args().links
    with tempfile.TemporaryDirectory() as folder:
        rasters, findings = read_rasters(write_tiles(Path(folder)))
        assert not findings, findings
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ground = Ground(rasters=rasters, settings=TerrainSettings(relief_margin=0.0))
        starts, ends = drawn_links(links)
        rules = criteria(ground.settings, is_backbone=False)
        margins, samples = np.full(links, np.nan), 0
        cpu, wall = time.process_time(), time.perf_counter()
        for block in ground.profiles(starts, ends):
            heights = np.broadcast_to([40.0, 20.0], (len(block.index), 2))
            margins[block.index] = judge(block, heights, ground.settings, rules).margin_m
            samples += block.ground_m.size
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        check(ground, starts, ends, margins)
        print(
            f"| {links:,} | {samples / links:.0f} | {cpu:.1f} | {wall:.1f} | {before:.0f} |"
            f" {peak:.0f} | {np.mean(margins >= 0):.1%} |"
        )


def check(ground: Ground, starts: Any, ends: Any, margins: Any) -> None:
    """Assert that nothing is unknown, that the plain has its formula, and both ways agree."""
    assert np.isfinite(margins).all()
    flat = (starts[:, 1] < PLAIN_BELOW - 0.01) & (ends[:, 1] < PLAIN_BELOW - 0.01)
    for i in np.flatnonzero(flat)[:50]:
        length = haversine_m(tuple(starts[i]), tuple(ends[i]))
        share = np.linspace(0, 1, 20_001)[1:-1]
        along, left = share * length, (1 - share) * length
        zone = 0.6 * np.sqrt(299_792_458 / 7.5e9 * along * left / length)
        ray = PLAIN_M + 40 * (1 - share) + 20 * share
        formula = (ray - PLAIN_M - along * left / (2 * 4 / 3 * 6_371_000) - zone).min()
        assert abs(margins[i] - formula) < 0.05, (margins[i], formula)
    some = range(0, len(starts), max(1, len(starts) // 200))
    links = [
        Link(start=tuple(starts[i]), end=tuple(ends[i]), start_m=40.0, end_m=20.0) for i in some
    ]
    for i, answer in zip(some, sights(ground, links), strict=True):
        assert answer.margin_m is not None and abs(answer.margin_m - margins[i]) < 1e-6


if __name__ == "__main__":
    main()
