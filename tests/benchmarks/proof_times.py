"""Measure how long verify.py takes at worst, and on honest plans of generated countries.

    python tests/benchmarks/proof_times.py [WORD]        only the rows whose name holds WORD

Each row checks in a process of its own; CPU seconds and peak memory are those of `check` with the
reading of its files left out. The hostile rows are files of 64 MiB in all, or smaller ones that
cost more, each made to spend what one part of the checker may take.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from optimizers import verify

MIB64 = 64 * 2**20
Case = tuple[dict[str, Any], dict[str, Any]]


def graph(tail: list[int], head: list[int], nodes: int, **more: Any) -> dict[str, Any]:
    """Return a problem without figures on a graph."""
    zeros = [0] * len(tail)
    return {
        "format": "kholboo-problem/1",
        "nodes": {"id": [f"{v:x}" for v in range(nodes)], "prize": [0] * nodes},
        "arcs": {
            "id": [f"{a:x}" for a in range(len(tail))],
            "tail": tail,
            "head": head,
            "loss": zeros,
        },
        "required": [],
        "limits": [],
        "goals": [{"name": "benefit", "sense": "max", "quantity": "benefit"}],
        **more,
    }  # fmt: skip


def answer(problem: dict[str, Any], chosen: list[int], **certificate: Any) -> dict[str, Any]:
    """Return a certified answer of value 0 for every goal of a problem."""
    proof = {"scale": 1, "objective_weight": 1, "prices": {}, "potentials": [], **certificate}
    return {
        "format": "kholboo-answer/1",
        "solver": "",
        "status": "certified_optimal",
        "chosen": chosen,
        "infeasible_limits": [],
        "stages": [
            {
                "name": goal["name"],
                "sense": goal["sense"],
                "value": 0,
                "bound": 0,
                "certified_bound": 0,
                "status": "certified_optimal",
                "stopped_by": None,
                "certificate": proof,
            }
            for goal in problem["goals"]
        ],
    }


def hops(count: int, arcs: list[int], most: int) -> list[dict[str, Any]]:
    """Return equal hop limits."""
    return [{"id": f"{k:x}", "title": "", "arcs": arcs, "most": most} for k in range(count)]


def star() -> Case:
    """Potentials on one node that half a million arcs enter, again and again."""
    many = 500_000
    problem = graph([0] * many, [1] * many, 2)
    return problem, answer(problem, [], potentials=[[1, [[1, 1]]]] * 2000)


def hard_to_copy() -> Case:
    """Copies without number, each with a hundred arcs that exceed the limit."""
    chain, fan = 1000, 100
    tail = [v for v in range(chain) for _ in range(2)] + [
        v for v in range(chain) for _ in range(fan)
    ]
    head = [v + 1 for v in range(chain) for _ in range(2)] + [chain] * (chain * fan)
    odd = list(range(1, 2 * chain, 2))
    dear = list(range(2 * chain, len(tail)))
    problem = graph(tail, head, chain + 1)
    problem["hops"] = [*hops(1, odd, chain), {"id": "dear", "title": "", "arcs": dear, "most": 0}]
    return problem, answer(problem, [])


def chain_with_hops(chain: int, kinds: int) -> dict[str, Any]:
    """Return a chain with two arcs a step, every second of them a hop of one of the kinds."""
    tail = [v for v in range(chain) for _ in range(2)]
    problem = graph(tail, [v + 1 for v in tail], chain + 1)
    problem["hops"] = [
        {
            "id": f"{k:x}",
            "title": "",
            "arcs": [a for a in range(2 * chain) if a % 2 and (a // 2) % kinds == k],
            "most": chain,
        }
        for k in range(kinds)
    ]
    return problem


def wide_copies() -> Case:
    """As many copies as may be stored, of a chain with many kinds of hops."""
    chain = 400
    problem = chain_with_hops(chain, kinds=12)
    return problem, answer(problem, [])


def many_limits() -> Case:
    """A long chain under as many hop limits as fit, all of which look over the whole graph."""
    chain = 200_000
    problem = graph(list(range(chain)), list(range(1, chain + 1)), chain + 1)
    problem["hops"] = hops(200, [chain - 1], 1)
    return problem, answer(problem, list(range(chain)))


def sixteen_goals() -> Case:
    """As many arcs as 64 MiB hold, for sixteen goals."""
    arcs, nodes = 2_200_000, 400_000
    tail, head = [0] * arcs, [1 + a % (nodes - 1) for a in range(arcs)]
    goals = [{"name": f"g{k}", "sense": "max", "quantity": "benefit"} for k in range(16)]
    problem = graph(tail, head, nodes, goals=goals)
    return problem, answer(problem, [])


def sixteen_flows() -> Case:
    """As many flow rows as may be drawn, for sixteen goals."""
    arcs, quantities = 60_000, 5
    tail = list(range(arcs))
    goals = [{"name": f"g{k}", "sense": "max", "quantity": "benefit"} for k in range(16)]
    problem = graph(tail, [v + 1 for v in tail], arcs + 1, goals=goals)
    for k in range(quantities):
        problem["arcs"][f"quantity:{k}"] = [1] * arcs
    problem["capacities"] = [
        {"id": f"{k}", "title": "", "unit": "", "arcs": [0], "quantity": f"{k}", "upper": 1}
        for k in range(quantities)
    ]
    return problem, answer(problem, [], flows=[[0, 0]])


def spread_rows() -> Case:
    """Thousands of limits over a few arcs that are drawn thousands of times."""
    chain = 300
    problem = chain_with_hops(chain, kinds=2)
    last = list(range(2 * chain - 4, 2 * chain))
    problem["limits"] = [
        {
            "id": f"{k:x}", "title": "", "unit": "", "arcs": last, "coefficients": [1] * 4,
            "lower": None, "upper": 9,
        }
        for k in range(20_000)
    ]  # fmt: skip
    return problem, answer(problem, [])


def country(sites: int) -> Case:
    """Return an honest plan of a generated country with 40 rows, at effort 0."""
    import generator  # a neighbour of this file

    from optimizers.solve import solve

    problem = generator.with_limits(generator.country(sites), 0.3)
    return problem.to_json(), solve(problem, effort=0).to_json()


ROWS: dict[str, Callable[[], Case]] = {
    "hostile: potentials at a star": star,
    "hostile: copies hard to make": hard_to_copy,
    "hostile: copies to store": wide_copies,
    "hostile: hop limits": many_limits,
    "hostile: sixteen goals": sixteen_goals,
    "hostile: sixteen times flow rows": sixteen_flows,
    "hostile: rows over copies": spread_rows,
    "honest: 3,000 sites": lambda: country(3000),
    "honest: 20,000 sites": lambda: country(20_000),
}


def measured(name: str) -> str:
    """Return a line of the table."""
    problem, given = ROWS[name]()
    size = len(json.dumps(problem)) + len(json.dumps(given))
    before = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.process_time()
    found = verify.check(problem, given)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ends = found[0][:60] if found else "holds"
    return (
        f"| {name} | {size / 2**20:.1f} | {seconds:.1f} | {before.ru_maxrss / 1024:.0f} |"
        f" {peak:.0f} | {ends} |"
    )


def main() -> None:
    """Print the table."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    print("| files | MiB | CPU s | MB before | MB at most | outcome |\n|---|---|---|---|---|---|")
    for name in ROWS:
        if word in name:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                if name.startswith("honest"):
                    print(measured(name), flush=True)  # the solver starts a process of its own
                else:
                    print(pool.apply(measured, (name,)), flush=True)


if __name__ == "__main__":
    main()
