"""CPU seconds and memory of check and candidates for a country of 40,000 sites.

python tests/benchmarks/many_sites.py [--sites N] [--radius-km R]

The sites of the embedded example are repeated within a few kilometres of where they stand, with
ids, names and points of their own; everything else is the example's, under its scenario without
limits and floors, and without directives: whether floors can be kept together is a question that
`check` answers with a linear program. With a radius, sites of every
kind name no users and take them from a raster of people in cells of 100 m. Each command runs in a
process of its own with an empty cache.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KHOLBOO = (sys.executable, "-P", "-c", "import cli; cli.main()")
SPREAD_DEGREES = 0.05
AIMS = {"check": (10, 1024), "candidates": (40, 1024)}
"""CPU seconds and MiB to stay within."""


def make(folder: Path, sites: int) -> Path:
    """Write the project: the example with its sites repeated."""
    subprocess.run([*KHOLBOO, "init", str(folder), "--template", "mongolia", "-q"], check=True)
    config = folder / "kholboo.toml"
    without = re.sub(
        r"(?m)^\[tables\.directives\]\n(.+\n)+", "", config.read_text(encoding="utf-8")
    )
    config.write_text(without, encoding="utf-8")
    path = folder / "data/sites.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chance = random.Random(1)
    made = []
    for n in range(sites):
        turn, row = n // len(rows), dict(rows[n % len(rows)])
        if turn:
            row["site_id"] += f"-{turn}"
            row["name"] += f" {turn}"
            row["parent_id"] = row["parent_id"] and f"{row['parent_id']}-{turn}"
            for axis in ("longitude", "latitude") if row["longitude"] else ():
                moved = float(row[axis]) + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES)
                row[axis] = f"{moved:.5f}"
        made.append(row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(made)
    return folder


def with_people(project: Path, radius_km: float) -> None:
    """Let every site take its users from a raster of 100 m around it."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    path = project / "data/sites.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["students"] = row["boarders"] = row["visitors_per_day"] = ""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    cell, west, north, width, height = 1 / 1200, 87.0, 52.5, 39_600, 13_200
    with rasterio.open(
        project / "data/people.tif", "w", driver="GTiff", width=width, height=height, count=1,
        dtype="float32", crs="EPSG:4326", nodata=-99999, compress="deflate", tiled=True,
        transform=from_origin(west, north, cell, cell),
    ) as file:  # fmt: skip
        chance = np.random.default_rng(1)
        row = chance.integers(0, 9, width).astype("float32") / 8
        for top in range(0, height, 256):
            rows_left = min(256, height - top)
            part = np.broadcast_to(np.roll(row, top), (rows_left, width))
            file.write(part, 1, window=((top, top + rows_left), (0, width)))
    kinds = sorted({row["kind"] for row in rows})
    asked = f"{{ population_radius_km = {radius_km}, population_share = 0.1 }}"
    with (project / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write('\n[tables.population]\npath = "data/people.tif"\n')
        config.write('\n[scenarios.asked]\nextends = "common"\n[scenarios.asked.standard]\n')
        config.writelines(f"{kind} = {asked}\n" for kind in kinds)


def used(project: Path, *words: str) -> tuple[float, float]:
    """Return CPU seconds and MiB of a command; raises RuntimeError where it fails."""
    shutil.rmtree(project / ".kholboo", ignore_errors=True)
    with tempfile.TemporaryFile() as told:
        child = subprocess.Popen(
            [*KHOLBOO, "-C", str(project), *words],
            stdout=told,
            stderr=told,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        _, status, usage = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status):
            told.seek(0)
            raise RuntimeError(told.read().decode(errors="replace")[-2000:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    """Measure and print; end with 1 where an aim was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sites", type=int, default=40_000)
    parser.add_argument("--only", choices=sorted(AIMS), help="one of the two commands")
    parser.add_argument("--radius-km", type=float, help="users from people within this radius")
    asked = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory(prefix="kholboo-many-") as place:
        project = make(Path(place) / "country", asked.sites)
        if asked.radius_km is not None:
            with_people(project, asked.radius_km)
        scenario = "common" if asked.radius_km is None else "asked"
        print(f"| {asked.sites:,} sites | CPU s | aim | MiB | aim |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for name, words in (("check", ("check", "-q")), ("candidates", ("candidates", "-q"))):
            if asked.only not in (None, name):
                continue
            seconds, mib = used(project, *words, "--scenario", scenario)
            most_seconds, most_mib = AIMS[name]
            missed |= seconds > most_seconds or mib > most_mib
            print(f"| {name} | {seconds:.1f} | {most_seconds} | {mib:,.0f} | {most_mib:,} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
