"""A country of roads from its file to the road graph: seconds, memory, and the answer it must have.

    python tests/benchmarks/roads.py [--side 501]

The country is a lattice of bent streets, `side` each way, stored as OpenStreetMap stores ways: a
way runs through several junctions and shares a vertex with what it meets. So the number of
junctions, of edges and every metre are known before: the lattice without its four corners, where
two streets meet and nothing else.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from inventory.records import read_table
from inventory.table_specs import FileSpec, TableSpec
from sites.distance import haversine_m
from sites.roads.read import read_roads
from sites.roads.tangles import Tally

POINTS = 6  # of every edge, its last left out
WAY = 9  # edges of a way
STEP = 0.01  # degrees between streets
MOST_CPU_SECONDS, MOST_MIB = 60, 4096
MOST_WORK = 0.1  # of the limit above which a layer is a tangle


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured, and what the answer must be."""

    lines: int
    junctions: int
    edges: int
    metres: int
    read_s: float
    graph_s: float
    peak_mib: int
    work: dict[str, float]  # share of the limit of each kind


def street(number: int, side: int, along: int) -> np.ndarray:
    """Return the points of a street: a bend between any two junctions, none at them."""
    steps = np.arange((side - 1) * POINTS + 1)
    bend = 0.1 * STEP * np.sin(np.pi * (steps % POINTS) / POINTS)
    run, across = steps * STEP / POINTS, number * STEP + bend
    columns = (run, across) if along == 0 else (across, run)
    return np.round(np.column_stack(columns) + np.asarray([100.0, 45.0]), 7)


def ways(side: int) -> list[np.ndarray]:
    """Return the ways of a lattice."""
    found = []
    for along in (0, 1):
        for number in range(side):
            points = street(number, side, along)
            cuts = [*range(0, len(points) - 1, WAY * POINTS), len(points) - 1]
            found += [points[a : b + 1] for a, b in pairwise(cuts)]
    return found


def drawn_m(side: int) -> float:
    """Return the length of all streets, measured point by point."""
    streets = [street(n, side, along).tolist() for along in (0, 1) for n in range(side)]
    return sum(haversine_m(tuple(a), tuple(b)) for line in streets for a, b in pairwise(line))


def write(side: int, path: Path) -> int:
    """Write the country as a GeoPackage and return how many ways it has."""
    lines = [shapely.LineString(points) for points in ways(side)]
    classes = np.asarray(["unclassified"] * len(lines), dtype=object)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(lines),
        [classes],
        ["highway"],
        geometry_type="LineString",
        crs="EPSG:4326",
    )
    return len(lines)


def measure(path: Path) -> Row:
    """Read a country of roads and return what it took; raises AssertionError for a finding."""
    start = time.process_time()
    spec = FileSpec(table="roads", path=path, label=path.name)
    table = read_table(TableSpec(name="roads", files=(spec,)))
    read = time.process_time()
    tally = Tally()
    graph, findings = read_roads(table.records, {}, tally=tally)
    end = time.process_time()
    assert [f.rule for f in (*table.findings, *findings)] == ["road.joins"], findings
    return Row(
        lines=table.rows,
        junctions=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        metres=sum(m for *_, m in graph.edges(data="length_m")),
        read_s=read - start,
        graph_s=end - read,
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        work={kind.name: n / tally.limits[kind] for kind, n in tally.used.items()},
    )


def faults(row: Row, side: int) -> list[str]:
    """Return what is wrong with the answer for a lattice."""
    wanted = {"junctions": side * side - 4, "edges": 2 * side * (side - 1) - 4}
    wrong = [
        f"{name}: {getattr(row, name):,} instead of {value:,}"
        for name, value in wanted.items()
        if getattr(row, name) != value
    ]
    drawn = drawn_m(side)
    if abs(row.metres - drawn) > 0.5 * row.edges:
        wrong.append(f"metres: {row.metres:,} instead of {drawn:,.0f}")
    return wrong + [f"{k}: {v:.0%} of the limit" for k, v in row.work.items() if v > MOST_WORK]


def main() -> None:
    """Measure one country and print its line of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=501)
    side = parser.parse_args().side
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roads.gpkg"
        write(side, path)
        row = measure(path)
    wrong = faults(row, side)
    cpu = row.read_s + row.graph_s
    if cpu > MOST_CPU_SECONDS or row.peak_mib > MOST_MIB:
        wrong.append(f"{cpu:.0f} CPU s and {row.peak_mib:,} MiB")
    print(
        f"| {row.lines:,} | {row.edges * POINTS:,} | {row.edges:,} | {row.junctions:,} |"
        f" {row.read_s:.1f} | {row.graph_s:.1f} | {cpu:.1f} | {row.peak_mib:,} |"
        f" {'; '.join(wrong) or 'as it must be'} |"
    )
    print("of what a layer may take:", ", ".join(f"{k} {v:.1%}" for k, v in row.work.items() if v))
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
