"""CPU seconds and memory of the whole main job for a country with stock, tiers, funds and floors.

    python tests/benchmarks/whole_country.py [--times N] [--keep FOLDER]

The embedded example N times: 4 are 4,824 sites, 17 are 20,502. Copies of its sites, PoPs, roads,
towers and cables are moved together, the numbers of people are drawn anew, and money and stock are
N times as much. `kholboo plan` runs in a process of its own with an empty cache and writes
everything. The plan must hold by `verify`, and every file must be there.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from many_sites import KHOLBOO, ROOT, used

sys.path.insert(0, str(ROOT))

PEOPLE = ("students", "visitors_per_day", "staff")
FILES = ("plan.xlsx", "plan.gpkg", "plan.geojson", "plan.html", "problem.json", "certificate.json")
AIMS = {4: (60, 1024), 17: (300, 3072)}  # CPU seconds and MiB
GAPS = {"benefit": 0.0002, "cost": 0.005}
Row = dict[str, str]
Move = tuple[float, float]


def make(folder: Path, times: int) -> Path:
    """Write the project."""
    words = ["init", str(folder), "--template", "mongolia", "-q"]
    subprocess.run([*KHOLBOO, *words], check=True, cwd=ROOT)
    chance, data = random.Random(1), folder / "data"
    moves = [(0.0, 0.0)]
    moves += [(chance.uniform(-0.35, 0.35), chance.uniform(-0.22, 0.22)) for _ in range(times - 1)]

    def people(row: Row) -> None:
        for name in PEOPLE:
            if row[name]:
                row[name] = str(max(1, int(float(row[name]) * chance.uniform(0.7, 1.3))))

    at = [("longitude", "latitude")]
    ends = [("from_longitude", "from_latitude"), ("to_longitude", "to_latitude")]
    _repeat(data / "sites.csv", moves, ("site_id", "parent_id"), at, people)
    _repeat(data / "pops.csv", moves, ("pop_id",), at)
    _repeat(data / "roads.csv", moves, ("from_node", "to_node"), ends)
    _repeat_towers(data / "towers.xlsx", moves)
    _repeat_cables(data / "spans.geojson", moves)
    _multiply(data / "funds.csv", "ceiling", times, ",")
    _multiply(data / "stock.csv", "Тоо ширхэг", times, ";")
    config = folder / "kholboo.toml"
    more = re.sub(
        r"(?m)^(?:capex|opex_per_year)\w* = .*$",
        lambda line: re.sub(r"\d[\d_]{5,}", lambda n: str(_whole(n[0]) * times), line[0]),
        config.read_text(encoding="utf-8"),
    )
    config.write_text(more, encoding="utf-8")
    return folder


def _whole(text: str) -> int:
    return int(text.replace("_", ""))


def _read(path: Path, between: str = ",") -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=between))


def _write(path: Path, rows: Sequence[Row], between: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=between)
        writer.writeheader()
        writer.writerows(rows)


def _repeat(
    path: Path,
    moves: Sequence[Move],
    ids: Sequence[str],
    points: Sequence[tuple[str, str]],
    drawn: Callable[[Row], None] = lambda _: None,
) -> None:
    """Write the rows of a table once for each move, with ids of their own."""
    rows, made = _read(path), []
    for copy, move in enumerate(moves):
        for row in (dict(row) for row in rows):
            if copy:
                row |= {name: f"{row[name]}-K{copy}" for name in ids if row[name]}
                for pair in points:
                    for axis, by in zip(pair, move, strict=True):
                        row[axis] = f"{float(row[axis]) + by:.5f}" if row[axis] else ""
                drawn(row)
            made.append(row)
    _write(path, made)


def _repeat_towers(path: Path, moves: Sequence[Move]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    for copy, (east, north) in enumerate(moves[1:], 1):
        for name, longitude, latitude, *rest in rows:
            sheet.append([f"{name}-K{copy}", longitude + east, latitude + north, *rest])
    book.save(path)


def _repeat_cables(path: Path, moves: Sequence[Move]) -> None:
    layer = json.loads(path.read_text(encoding="utf-8"))
    made = []
    for copy, (east, north) in enumerate(moves):
        for feature in json.loads(json.dumps(layer["features"])):
            if copy:
                named = feature["properties"]
                named |= {k: f"{named[k]}-K{copy}" for k in ("span_id", "from_id", "to_id")}
                shape = feature["geometry"]
                shape["coordinates"] = [[x + east, y + north] for x, y in shape["coordinates"]]
            made.append(feature)
    path.write_text(json.dumps({**layer, "features": made}, ensure_ascii=False), encoding="utf-8")


def _multiply(path: Path, column: str, times: int, between: str) -> None:
    rows = _read(path, between)
    for row in rows:
        row[column] = str(int(row[column]) * times) if row[column] else ""
    _write(path, rows, between)


def gaps_of(run: Path) -> dict[str, float]:
    """Return the certified gap of each goal; raises AssertionError where the run does not hold."""
    from optimizers import verify

    problem, answer = (json.loads((run / name).read_text(encoding="utf-8")) for name in FILES[-2:])
    assert verify.check(problem, answer) == []
    assert all((run / name).is_file() for name in FILES)
    stages: list[dict[str, Any]] = answer["stages"]
    return {s["name"]: abs(s["certified_bound"] / s["value"] - 1.0) for s in stages}


def main() -> int:
    """Measure and print; end with 1 where an aim was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="make the project there and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        project = make(asked.keep or Path(place) / "country", asked.times)
        seconds, memory = used(project, "plan", "-q")
        (run,) = (project / "runs").iterdir()
        gaps = gaps_of(run)
    most_s, most_mib = AIMS.get(asked.times, (float("inf"), float("inf")))
    print("| times | CPU s (aim) | MiB of the largest process (aim) | gap of benefit | of cost |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    told = " | ".join(f"{gaps[name]:.4%}" for name in GAPS)
    print(f"| {asked.times} | {seconds:.0f} ({most_s}) | {memory:.0f} ({most_mib}) | {told} |")
    near = all(gaps[name] <= most for name, most in GAPS.items())
    return 0 if near and seconds <= most_s and memory <= most_mib else 1


if __name__ == "__main__":
    sys.exit(main())
