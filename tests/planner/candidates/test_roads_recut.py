"""A country whose roads are lines, and the same country cut by hand, are one problem."""

from __future__ import annotations

import csv
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.pipeline.prepare import prepare
from planner.project.load import load_inputs

Line = list[tuple[float, float]]


def drawn_ways(folder: Path, seed: int) -> list[Line]:
    """Return the project's roads as bent lines, walked on from row to row as far as they go."""
    draw = random.Random(seed)
    with (folder / "data" / "roads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ways: dict[tuple[float, float], list[Line]] = {}
    for row in rows:
        a, b = (
            (float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"]))
            for end in ("from", "to")
        )
        bend = (round((a[0] + b[0]) / 2 + draw.uniform(-2, 2) / 1000, 7), (a[1] + b[1]) / 2)
        ways.setdefault(a, []).append([a, bend, b])
    found: list[Line] = []
    while ways:
        start = min(ways)
        way = [start]
        while way[-1] in ways:
            way += ways[way[-1]].pop(0)[1:]
            ways = {point: lines for point, lines in ways.items() if lines}
        found.append(way)
    return found


def recut(ways: list[Line], draw: random.Random) -> list[Line]:
    """Return the same lines cut at random vertices, some turned, some twice, in another order."""
    found: list[Line] = []
    for way in ways:
        inner = range(1, len(way) - 1)
        cuts = sorted(draw.sample(inner, draw.randint(0, len(inner))))
        found += [way[a : b + 1] for a, b in pairwise([0, *cuts, len(way) - 1])]
    found = [line[::-1] if draw.random() < 0.5 else line for line in found]
    found += draw.sample(found, len(found) // 4)
    draw.shuffle(found)
    return found


def problem(folder: Path, lines: list[Line]) -> Any:
    """Return the problem of a project with these roads, and how many trenches it has."""
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for line in lines
    ]
    layer = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "data" / "roads.geojson").write_text(layer, encoding="utf-8")
    inputs = load_inputs(folder)
    assert inputs.ok
    return prepare(inputs).model.problem.to_json()


@pytest.mark.parametrize("seed", [2])
def test_roads_cut_by_hand_give_the_same_problem(small: Path, seed: int) -> None:
    """Every arc, metre and price is the same, so the plan is the same to the unit."""
    config = small / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    assert 'path = "data/roads.csv"' in text
    config.write_text(text.replace("data/roads.csv", "data/roads.geojson"), encoding="utf-8")
    ways = drawn_ways(small, seed)

    whole = problem(small, ways)
    cut = problem(small, recut(ways, random.Random(seed)))

    assert sum(len(way) - 1 for way in ways) > 2 * len(ways)
    assert "road:" in json.dumps(whole)
    assert whole == cut
