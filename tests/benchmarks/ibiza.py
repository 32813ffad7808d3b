"""ITU's public run of Ibiza again: its fibre forests, its assignment, and every row of its costs.

    python tests/benchmarks/ibiza.py --data FOLDER

The folder holds the public example of ITU's planner (github.com/FNS-Division/inframapdatabase at
ccdf715, MIT): schools, fibre nodes, 4G polygons, what its line of sight saw, its workbook of costs
and its own outputs for fibre of 1 and 5 km between two schools. None of it is in this repository.
Without the folder nothing is run, and that is said.

The forest and the choice are those of the `relay` baseline; visibility is taken as ITU found it,
as no elevation model comes with the example. Costs are ITU's formulas, which charge transit for
fibre and microwave alone, at the prices of its workbook.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyogrio
import shapely

from optimizers.baselines.fixed_forest import fixed_forest
from optimizers.baselines.itu import relay_tree
from optimizers.graph.arrays import arrays_of
from optimizers.problem import Limit, Problem
from sites.distance import haversine_m

DISTANCES_KM = (1, 5)
NAMES = {
    "fiber": "Fiber",
    "p2mp": "Existing cellular",
    "p2p": "Additional P2P microwave",
    "satellite": "Satellite",
}
SHEETS = {"Fiber": "fiber", "Existing cellular": "p2mp", "Additional P2P microwave": "p2p",
          "Satellite": "satellite"}  # fmt: skip
RANK = {name: len(NAMES) - place for place, name in enumerate(NAMES)}  # ITU's order of preference
COLUMNS = {"central": 2, "lower bound": 3, "upper bound": 4}  # of the workbook
SLACK = 1.1  # fibre is longer than the straight line
CLOSE = 1e-9
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school of the example: where it is, and what reaches it without fibre."""

    id: str
    point: Point
    is_covered: bool
    is_visible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The technology of each school, and the kilometres of fibre."""

    of: Mapping[str, str]
    km: float


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def point(row: Mapping[str, str]) -> Point:
    """Return longitude and latitude of a row."""
    return float(row["lon"]), float(row["lat"])


def schools_of(folder: Path) -> list[School]:
    """Return the schools; coverage is found anew from the polygons."""
    _, _, shapes, _ = pyogrio.raw.read(folder / "mobilecoverage.gpkg")
    covered = shapely.union_all(shapely.make_valid(shapely.from_wkb(shapes)))
    visible = {r["poi_id"]: r["is_visible"] == "True" for r in read_rows(folder / "visibility.csv")}
    return [
        School(
            id=row["poi_id"],
            point=point(row),
            is_covered=bool(shapely.intersects(covered, shapely.Point(point(row)))),
            is_visible=visible[row["poi_id"]],
        )
        for row in sorted(read_rows(folder / "pointsofinterest.csv"), key=lambda r: r["poi_id"])
    ]


def problem_of(schools: list[School], lit: list[Point], most_km: float) -> Problem:
    """Return the choice as a neutral problem: straight fibre between places, four ways to link."""
    nodes = ["root", *(f"premises:{s.id}" for s in schools), *(f"service:{s.id}" for s in schools)]
    index = {name: v for v, name in enumerate(nodes)}
    arcs: list[tuple[str, int, int, int, int]] = []  # id, tail, head, worth, millimetres
    for school in schools:
        premises = index[f"premises:{school.id}"]
        metres = min(haversine_m(place, school.point) for place in lit)
        ends = [("root", 0, metres)]
        ends += [
            (other.id, index[f"premises:{other.id}"], haversine_m(other.point, school.point))
            for other in schools
            if other is not school
        ]
        arcs += [
            (f"{name}--{school.id}", tail, premises, 0, max(1, round(1000 * length)))
            for name, tail, length in ends
            if length <= 1000 * most_km
        ]
        ways = {"fiber": premises, "satellite": 0}
        ways |= {"p2mp": 0} if school.is_covered else {}
        ways |= {"p2p": 0} if school.is_visible else {}
        service = index[f"service:{school.id}"]
        arcs += [(f"{school.id}/{way}", tail, service, RANK[way], 0) for way, tail in ways.items()]
    best = max(RANK.values())
    prize = [best if name.startswith("service:") else 0 for name in nodes]
    length = tuple(a[4] for a in arcs)
    used = tuple(i for i, mm in enumerate(length) if mm)
    row = Limit(
        id="fibre", title="millimetres of fibre", unit="mm", arcs=used,
        coefficients=tuple(length[i] for i in used), upper=sum(length),
    )  # fmt: skip
    return Problem(
        node_ids=tuple(nodes),
        prize=tuple(prize),
        arc_ids=tuple(a[0] for a in arcs),
        tail=tuple(a[1] for a in arcs),
        head=tuple(a[2] for a in arcs),
        loss=tuple(prize[a[2]] - a[3] for a in arcs),
        limits=(row,),
    )


def assigned(schools: list[School], lit: list[Point], most_km: float) -> Assigned:
    """Return what the `relay` baseline gives every school, and how long its forest is."""
    problem = problem_of(schools, lit, most_km)
    arrays = arrays_of(problem, 0, [])
    tree = relay_tree(arrays)
    forest = fixed_forest(arrays)
    chosen = [problem.arc_ids[a] for a in tree[tree >= 0].tolist()]
    of = dict(name.rsplit("/", 1) for name in chosen if "/" in name)
    places = {f"premises:{s.id}": s.point for s in schools}
    millimetres = 0  # ITU cuts each way off there
    for v, name in enumerate(problem.node_ids):
        if name in places and forest.parent[v] >= 0:
            start = problem.node_ids[problem.tail[int(forest.parent[v])]]
            starts = lit if start == "root" else [places[start]]
            millimetres += int(1000 * min(haversine_m(at, places[name]) for at in starts))
    return Assigned(of=of, km=millimetres / 1e6)


def prices_of(folder: Path, estimate: str) -> dict[str, dict[str, float]]:
    """Return the prices of an estimate by technology; periods and years are the central ones."""
    book = openpyxl.load_workbook(folder / "costs.xlsx", data_only=True, read_only=True)
    found: dict[str, dict[str, float]] = {}
    for title, technology in SHEETS.items():
        rows = [r for r in book[title].iter_rows(min_row=2, values_only=True) if r[1]]
        found[technology] = {
            str(r[1]).rsplit("_", 1)[0]: float(str(r[2 if r[5] == "Years" else COLUMNS[estimate]]))
            for r in rows
        }
    return found


def costs(technology: str, sites: int, km: float, price: Mapping[str, float]) -> dict[str, float]:
    """Return ITU's cost row of a technology: once, a year, and over the planning period."""
    hardware, once, yearly = sites * price["hw_setup_cost"], 0.0, 0.0
    again = math.floor(price["pp"] / price["reinv_period"])
    maintained = price["an_hw_maint_and_repl"]
    transit = sites * price["an_traffic_fees_one_mbps"] * price["ch_throughput"]
    if technology == "fiber":
        once = SLACK * km * price["focl_constr_cost"]
        yearly = maintained * (hardware + once) + transit
    elif technology == "p2p":
        mhz = price["access_link_bandwidth"]
        link = sites * price["access_link_setup"]
        once = link + sites * price["one_time_license_fee_1mhz"] * mhz
        yearly = maintained * (hardware + link) + transit
        yearly += sites * price["an_license_fee_1mhz"] * mhz
        hardware, once = hardware + link, once - link
    else:
        yearly = maintained * hardware
    first = hardware + once
    capex = first + again * hardware
    total = capex + price["pp"] * yearly
    return {"init_capex": first, "pp_capex": capex, "an_opex": yearly, "pp_coo": total}


def cost_faults(folder: Path, found: Mapping[int, Assigned]) -> Iterator[str]:
    """Yield every figure of ITU's cost rows that does not come out."""
    for row in read_rows(folder / "expected_costs_1km_5km.csv"):
        plan = found[int(row["max_dist_km"])]
        sites = sum(t == row["technology"] for t in plan.of.values())
        name = f"{row['max_dist_km']} km, {row['technology']}, {row['estimate']}"
        if sites != int(row["number_poi"]):
            yield f"{name}: {sites} schools instead of {row['number_poi']}"
            continue
        price = prices_of(folder, row["estimate"])[row["technology"]]
        got = costs(row["technology"], sites, plan.km, price)
        got |= {f"{k}_per_poi": got[k] / sites if sites else 0.0 for k in
                ("pp_coo", "init_capex", "an_opex")}  # fmt: skip
        for key, value in got.items():
            wanted = float(row[key])
            if abs(value - wanted) > CLOSE * max(1.0, abs(wanted)):
                yield f"{name}: {key} {value!r} instead of {wanted!r}"


def faults(folder: Path) -> Iterator[str]:
    """Yield everything in which this run is not ITU's; prints a line for each distance."""
    schools = schools_of(folder)
    lit = [point(r) for r in read_rows(folder / "transmissionnodes.csv")]
    expected = {r["poi_id"]: r for r in read_rows(folder / "expected_assignment_1km_5km.csv")}
    wrong = [s.id for s in schools if s.is_covered != (expected[s.id]["4G_coverage"] == "1.0")]
    yield from (f"{school}: another coverage" for school in wrong)
    found = {km: assigned(schools, lit, km) for km in DISTANCES_KM}
    for km, plan in found.items():
        itu = sum(
            float(r[f"fiber_length_{km}km"])
            for r in expected.values()
            if r[f"mst_solution_{km}km"] == "1.0"
        )
        same = sum(
            NAMES[plan.of.get(i, "satellite")] == r[f"technology_{km}km"]
            for i, r in expected.items()
        )
        counts = [sum(t == name for t in plan.of.values()) for name in NAMES]
        print(f"| {km} | {' / '.join(map(str, counts))} | {same} of {len(expected)} |"
              f" {plan.km:.6f} | {itu:.6f} |")  # fmt: skip
        if same < len(expected):
            yield f"{km} km: {len(expected) - same} schools have another technology"
        if abs(plan.km - itu) > CLOSE * itu:
            yield f"{km} km: {plan.km:.6f} km of fibre instead of {itu:.6f}"
    yield from cost_faults(folder, found)


def main() -> int:
    """Run the example again; 0 when all of it comes out, or when it is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    folder = parser.parse_args().data
    if folder is None or not (folder / "costs.xlsx").is_file():
        print("ITU'S RUN OF IBIZA WAS NOT REPEATED: name its folder with --data", file=sys.stderr)
        return 0
    print("| km | fibre / mobile / microwave / satellite | as ITU | km of fibre | ITU's |")
    print("|---|---|---|---|---|")
    wrong = list(faults(folder))
    rows = len(read_rows(folder / "expected_costs_1km_5km.csv"))
    print(f"{rows} cost rows: {'; '.join(wrong) or 'every figure to 1e-9'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
