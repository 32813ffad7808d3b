"""Published Steiner instances: Cologne1 and JMP (net objective), STPRBH series B (budget and hops).

    python tests/benchmarks/steiner.py FOLDER [--family NAME] [--effort N] [--json FILE]

FOLDER holds the instances as published (DIMACS-11 challenge, `.stp`) with best_known.csv, or
instances.csv for STPRBH; they are not part of this project. A reached value is asserted never to be
better than the published optimum, and every answer is checked by `verify`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from optimizers import verify
from optimizers.problem import HopLimit, Limit, Problem
from optimizers.solve import solve


@dataclass(frozen=True, kw_only=True)
class Instance:
    """An undirected graph with prizes and a root; nodes are numbered from 1."""

    nodes: int
    edges: tuple[tuple[int, int, Decimal], ...]
    prizes: dict[int, Decimal]
    root: int | None


def read(path: Path) -> Instance:
    """Read an .stp file with the lines Nodes, E, Root or RootP, TP or PV, and T."""
    edges, prizes, root, nodes, fixed = [], {}, None, 0, []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        word = line.split()
        match word:
            case ["Nodes", count]:
                nodes = int(count)
            case ["E", u, v, cost]:
                edges.append((int(u), int(v), Decimal(cost)))
            case ["RootP" | "Root", node]:
                root = int(node)
            case ["TP" | "PV", node, prize]:
                prizes[int(node)] = Decimal(prize)
            case ["T", node]:
                fixed.append(int(node))
    for node in fixed:
        if node != root:
            raise ValueError(f"{path.name}: fixed terminal {node} is not read")
    return Instance(nodes=nodes, edges=tuple(edges), prizes=prizes, root=root)


def unit_of(figures: list[Decimal]) -> int:
    """Return the power of ten that makes every figure whole."""
    return 10 ** max(max(-int(f.normalize().as_tuple().exponent), 0) for f in figures)


def net_problem(instance: Instance) -> tuple[Problem, int, int]:
    """Return prizes minus costs as a problem, its unit, and the prizes' total in that unit.

    Without a root, an artificial one offers every prize node at the same charge, which is higher
    than all prizes together, so that exactly one is entered from it; the charge is given back by
    the caller through the total.
    """
    unit = unit_of([c for *_, c in instance.edges] + list(instance.prizes.values()))
    place = {instance.root: 0} if instance.root else {}
    for v in range(1, instance.nodes + 1):
        place.setdefault(v, len(place) + (0 if instance.root else 1))
    prize = [0] * (instance.nodes + (0 if instance.root else 1))
    for v, p in instance.prizes.items():
        if v != instance.root:
            prize[place[v]] = int(p * unit)
    tail, head, cost = [], [], []
    for u, v, c in instance.edges:
        tail += [place[u], place[v]]
        head += [place[v], place[u]]
        cost += [int(c * unit)] * 2
    limits = ()
    if not instance.root:
        starts = [place[v] for v in sorted(instance.prizes)]
        first = len(tail)
        tail += [0] * len(starts)
        head += starts
        cost += [0] * len(starts)
        arcs = tuple(range(first, len(tail)))
        limits = (
            Limit(id="start", title="", unit="", arcs=arcs, coefficients=(1,) * len(arcs), upper=1),
        )  # fmt: skip
    problem = Problem(
        node_ids=tuple(f"n{v}" for v in range(len(prize))),
        prize=tuple(prize),
        arc_ids=tuple(f"a{a}" for a in range(len(tail))),
        tail=tuple(tail),
        head=tuple(head),
        loss=tuple(cost),
        limits=limits,
    )
    return (
        problem,
        unit,
        sum(int(p * unit) for v, p in instance.prizes.items() if v != instance.root),
    )


def hop_problem(instance: Instance, budget: int, hops: int) -> tuple[Problem, int]:
    """Return the budgeted problem with at most `hops` edges from the root, and the root's prize."""
    assert instance.root is not None
    place = {instance.root: 0}
    for v in range(1, instance.nodes + 1):
        place.setdefault(v, len(place))
    ends = [(place[u], place[v], int(c)) for u, v, c in instance.edges]
    ends += [(v, u, c) for u, v, c in ends]
    prize = [0] * instance.nodes
    for v, p in instance.prizes.items():
        if v != instance.root:
            prize[place[v]] = int(p)
    arcs = tuple(range(len(ends)))
    cost = tuple(c for _, _, c in ends)
    problem = Problem(
        node_ids=tuple(f"n{v}" for v in range(instance.nodes)),
        prize=tuple(prize),
        arc_ids=tuple(f"a{a}" for a in arcs),
        tail=tuple(u for u, _, _ in ends),
        head=tuple(v for _, v, _ in ends),
        loss=(0,) * len(arcs),
        limits=(Limit(id="budget", title="", unit="", arcs=arcs, coefficients=cost, upper=budget),),
        hops=(HopLimit(id="hops", title="", arcs=arcs, most=hops),),
    )
    return problem, int(instance.prizes.get(instance.root, 0))


def answer(
    work: str, problem: Problem, effort: int, published: Decimal, back: Any
) -> dict[str, Any]:
    """Solve one instance and return its row; `back` turns an objective into the published one."""
    begun = time.monotonic()
    result = solve(problem, effort=effort)
    seconds = time.monotonic() - begun
    assert verify.check(problem.to_json(), result.to_json()) == [], work
    value, bound = back(result.objective), back(result.bound)
    sign = 1 if back(1) > back(0) else -1
    tolerance = Decimal("1e-6") * abs(published) + Decimal("1e-3")
    assert sign * (value - published) <= tolerance, f"{work}: {value} beats the optimum {published}"
    assert sign * (bound - published) >= -tolerance, f"{work}: bound {bound} is below {published}"
    return {
        "work": work,
        "nodes": len(problem.node_ids),
        "arcs": len(problem.arc_ids),
        "seconds": round(seconds, 2),
        "objective": str(value),
        "published": str(published),
        "reached": abs(value - published) <= tolerance,
        "status": result.status.value,
    }


def rows_of(folder: Path, family: str, effort: int) -> list[dict[str, Any]]:
    """Solve a family and return its rows, printing each as it comes."""
    rows = []
    for record in csv.DictReader(
        (folder / ("instances.csv" if family == "stprbh" else "best_known.csv")).open()
    ):
        if family == "stprbh":
            path = folder / f"{record['graph_file']}.stp"
            if not path.exists():
                continue
            problem, own = hop_problem(read(path), int(record["budget"]), int(record["hop_limit"]))
            back = lambda value, own=own: Decimal(value) + own  # noqa: E731
        else:
            path = folder / f"{record['instance']}.stp"
            if not path.exists():
                continue
            problem, unit, total = net_problem(read(path))
            back = lambda value, unit=unit, total=total: Decimal(total - value) / unit  # noqa: E731
        row = answer(record["instance"], problem, effort, Decimal(record["best_known"]), back)
        print(row, file=sys.stderr, flush=True)
        rows.append(row)
    return rows


def main() -> int:
    """Print a summary per family and write all rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--family", choices=("cologne1", "jmp", "stprbh"), required=True)
    parser.add_argument("--effort", type=int, default=2)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = rows_of(asked.folder, asked.family, asked.effort)
    proven = sum(r["status"] in ("certified_optimal", "solver_optimal") for r in rows)
    certified = sum(r["status"] == "certified_optimal" for r in rows)
    print(
        f"| {asked.family} | {len(rows)} instances | {sum(r['reached'] for r in rows)} reached"
        f" | {proven} proven, {certified} of them certified"
        f" | slowest {max(r['seconds'] for r in rows)} s |"
    )
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
