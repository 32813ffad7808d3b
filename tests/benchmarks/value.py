"""What the same money does: exact, greedy and ranked at five budgets on the embedded example.

    python tests/benchmarks/value.py [--project FOLDER] [--json FILE]

The budget is the one-time limit; the yearly limits, floors and directives of the scenario stay.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from optimizers import verify
from optimizers.problem import Problem
from optimizers.solve import SOLVERS, solve
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.project.init import init_project
from planner.project.load import load_inputs

SHARES = (0.05, 0.1, 0.3, 0.6, 1.0)  # of the largest one-time cost worth paying


def with_money(problem: Problem, capex_minor: int, floors: bool) -> Problem:
    """Return the problem with another one-time budget, with or without its floors."""
    limits = [
        dataclasses.replace(row, upper=capex_minor) if row.id == "capex" else row
        for row in problem.limits
        if floors or row.lower is None
    ]
    return dataclasses.replace(problem, limits=tuple(limits))


def rows_of(problem: Problem, floors: bool) -> list[dict[str, Any]]:
    """Solve five budgets by every solver; asserts that each answer holds and exact is best."""
    capex = next(row for row in problem.limits if row.id == "capex")
    free = solve(with_money(problem, 10**15, floors), effort=0)
    assert free.chosen is not None
    chosen = set(free.chosen)
    largest = sum(k for a, k in zip(capex.arcs, capex.coefficients, strict=True) if a in chosen)
    rows = []
    for share in SHARES:
        asked = with_money(problem, int(largest * share), floors)
        answers = {}
        for solver in SOLVERS:
            begun = time.monotonic()
            result = solve(asked, solver=solver)
            seconds = round(time.monotonic() - begun, 2)
            assert verify.check(asked.to_json(), result.to_json()) == []
            answers[solver] = result
            rows.append(
                {
                    "work": "example" + (", floors" if floors else ""),
                    "budget_minor": int(largest * share),
                    "solver": solver,
                    "seconds": seconds,
                    "status": result.status.value,
                    "objective": result.objective,
                    "certified_gap": None if result.gap is None else round(result.gap, 6),
                }
            )
        best = answers["exact"].objective
        for row, solver in zip(rows[-len(SOLVERS) :], SOLVERS, strict=True):
            value = answers[solver].objective
            assert value is None or (best is not None and value <= best)
            row["percent_of_exact"] = (
                None if not best or value is None else round(100 * value / best, 2)
            )
    return rows


def main() -> int:
    """Print the table and write the rows."""
    from steps import table  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.project
        if folder is None:
            folder = Path(scratch) / "project"
            init_project(folder, "mongolia")
        inputs = load_inputs(folder)
        problem = build_problem(inputs, build_offers(inputs)).problem
    problem = dataclasses.replace(problem, goals=problem.goals[:1])
    rows = rows_of(problem, floors=False) + rows_of(problem, floors=True)
    print(table("value for money", rows))
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
