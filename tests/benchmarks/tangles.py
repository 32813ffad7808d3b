"""Layers of roads made to stop the computer: seconds and memory of each, and how it must end.

    python tests/benchmarks/tangles.py [NAME...]

Each layer is read by a process of its own, from rows in memory to the graph or the finding. A
layer may not take more than 60 CPU s or 1.5 GiB, nor end in a traceback.
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from inventory.records import Record
from sites.distance import METRES_PER_DEGREE
from sites.roads.read import read_roads
from sites.roads.settings import RoadSettings
from sites.roads.tangles import Tally

METRE = 1 / METRES_PER_DEGREE
AT = np.asarray([104.0, 48.0])
MOST_CPU_SECONDS, MOST_MIB = 60, 1536
DRAW = np.random.default_rng(1)


def _lines(*points: Any) -> Any:
    """Return one line for each row of the arrays of points."""
    return shapely.linestrings(np.stack(points, axis=1))


def _turned(turns: Any, away: Any) -> Any:
    """Return points around the place, each at its direction and distance in degrees."""
    return AT + np.column_stack([np.cos(turns), np.sin(turns)]) * np.reshape(away, (-1, 1))


def chords(count: int) -> Any:
    """Return lines across one circle."""
    turns = DRAW.uniform(0, 2 * math.pi, (2, count))
    return _lines(_turned(turns[0], 0.5), _turned(turns[1], 0.5))


def hidden(count: int, others: int) -> Any:
    """Return a tangle among many short roads that are none."""
    at = np.column_stack(
        [100 + np.arange(others) % 1000 / 500, 45 + np.arange(others) // 1000 / 500]
    )
    return np.r_[chords(count), _lines(at, at + 0.001)]


def ends(count: int) -> Any:
    """Return lines that begin within a metre of one point."""
    near = AT + DRAW.uniform(-0.7, 0.7, (count, 2)) * METRE
    return _lines(near, _turned(DRAW.uniform(0, 2 * math.pi, count), 0.5))


def spokes(count: int) -> Any:
    """Return lines from one point, each with a vertex a few metres from it."""
    turns = np.arange(count) * 2 * math.pi / count
    near = _turned(turns, DRAW.uniform(2, 9.9, count) * METRE)
    return _lines(np.tile(AT, (count, 1)), near, _turned(turns, 0.5))


def rays(count: int) -> Any:
    """Return lines from one point."""
    return _lines(np.tile(AT, (count, 1)), _turned(DRAW.uniform(0, 2 * math.pi, count), 0.5))


def within_a_metre(count: int) -> Any:
    """Return lines that begin and end within one metre."""
    return _lines(*(AT + DRAW.uniform(-0.5, 0.5, (count, 2)) * METRE for _ in range(2)))


def crowd(count: int, in_a_square: float, length_m: float) -> Any:
    """Return lines with so many beginnings in each square metre."""
    near = AT + DRAW.uniform(0, math.sqrt(count / in_a_square) * METRE, (count, 2))
    return _lines(near, near + DRAW.uniform(-length_m, length_m, (count, 2)) * METRE)


def traces(count: int, points: int) -> Any:
    """Return one road as receivers draw it again and again, a point a metre."""
    along = np.arange(points) * METRE
    east = 104 + along + DRAW.normal(0, 0.2, (count, points)) * METRE
    north = 48 + (DRAW.normal(0, 3, (count, 1)) + DRAW.normal(0, 0.5, (count, points))) * METRE
    return shapely.linestrings(np.stack([east, north], axis=2))


def streets(count: int) -> Any:
    """Return a grid of long streets that share no vertex."""
    at = np.arange(count) * 0.0005
    low, high = np.full(count, -0.001), np.full(count, count * 0.0005)
    east = _lines(AT + np.column_stack([low, at]), AT + np.column_stack([high, at]))
    return np.r_[east, _lines(AT + np.column_stack([at, low]), AT + np.column_stack([at, high]))]


def scribble(points: int) -> Any:
    """Return one line that wanders over itself."""
    walk = np.cumsum(DRAW.normal(0, 20, (points, 2)), axis=0) * METRE
    return [shapely.LineString(AT + walk % 1.0)]


def points(count: int, span: float) -> Any:
    """Return lines from one point to itself, or to another too near to be told apart."""
    return _lines(np.tile(AT, (count, 1)), np.tile(AT + span, (count, 1)))


LAYERS: dict[str, tuple[Callable[[], Any], str, dict[str, Any]]] = {
    "20,000 chords of a circle": (lambda: chords(20_000), "road.tangled", {}),
    "the same among 500,000 roads": (lambda: hidden(20_000, 500_000), "road.tangled", {}),
    "900 chords, joined": (lambda: chords(900), "", {"join": "crossings"}),
    "20,000 ends within a metre": (lambda: ends(20_000), "road.tangled", {}),
    "3,000 ends within a metre": (lambda: ends(3_000), "", {}),
    "20,000 bent roads from a point": (lambda: spokes(20_000), "road.tangled", {}),
    "20,000 straight roads from a point": (lambda: rays(20_000), "road.tangled", {}),
    "10,000 straight roads from a point": (lambda: rays(10_000), "", {}),
    "100,000 lines within a metre": (lambda: within_a_metre(100_000), "road.tangled", {}),
    "1,000,000 ends, nine a square": (lambda: crowd(1_000_000, 9, 5), "road.tangled", {}),
    "300,000 ends, two a square": (lambda: crowd(300_000, 2, 100), "road.tangled", {}),
    "a road traced 20 times": (lambda: traces(20, 5_000), "road.tangled", {}),
    "a road traced 200 times": (lambda: traces(200, 5_000), "road.tangled", {}),
    "1,400 by 1,400 streets": (lambda: streets(1_400), "", {}),
    "1,500 by 1,500 streets": (lambda: streets(1_500), "road.tangled", {}),
    "700 by 700 streets, joined": (lambda: streets(700), "", {"join": "crossings"}),
    "a line of 1,000,000 points": (lambda: scribble(1_000_000), "road.tangled", {}),
    "1,000,000 lines of no length": (lambda: points(1_000_000, 0), "road.none", {}),
    "1,000,000 lines of a nanodegree": (lambda: points(1_000_000, 1e-9), "road.none", {}),
    "1,000,000 times one line": (lambda: points(1_000_000, 0.1), "", {}),
}


def measure(name: str) -> None:
    """Read one layer and print its line; ends with 1 where it is not as it must be."""
    layer, rule, options = LAYERS[name]
    records = [
        Record(file="r.gpkg", row=n, values={}, raw={}, headers={}, geometry=line)
        for n, line in enumerate(layer(), start=1)
    ]
    start, tally = time.process_time(), Tally()
    graph, findings = read_roads(records, {}, RoadSettings(**options), tally)
    cpu = time.process_time() - start
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = [f for f in findings if f.rule in ("road.tangled", "road.none")]
    end = told[0].found if told else f"{graph.number_of_edges():,} edges"
    print(f"| {name} | {len(records):,} | {cpu:.1f} | {peak_mib:,} | {end} |", flush=True)
    as_told = (told[0].rule if told else "") == rule and bool(told) != bool(len(graph))
    if not as_told or cpu > MOST_CPU_SECONDS or peak_mib > MOST_MIB:
        raise SystemExit(f"{name}: not as it must be")


def main() -> None:
    """Measure the layers that are named, or all, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args().names
    if len(names) == 1:
        measure(names[0])
        return
    codes = [subprocess.run([sys.executable, *sys.argv[:1], n]).returncode for n in names or LAYERS]
    if any(codes):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
