"""Many nearly equal problems on the embedded example: budgets, drawn prices, the cheapest way.

All at list prices (no columns of stock, tiers and funds), under the example's own limits, floors
and directives.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from usage import tree_usage  # type: ignore[import-not-found]

BUDGETS = (1_000_000_000, 20_000_000_000)  # of one-time money, first and last


def prepared(folder: str | None) -> Any:
    """Return the embedded example, or the project in a folder, made ready to solve."""
    from planner.pipeline.prepare import prepare, read_project
    from planner.project.init import init_project

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(folder) if folder else Path(scratch) / "project"
        if not folder:
            init_project(place, "mongolia")
        return prepare(read_project(place, None, {"capex": BUDGETS[1] // 2}))


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what some work gives, its wall seconds and the CPU seconds of all processes."""
    begun, cpu = time.monotonic(), tree_usage(os.getpid())[0]
    found = work()
    return found, round(time.monotonic() - begun, 2), round(tree_usage(os.getpid())[0] - cpu, 2)


def frontier_row(points: int, gap: float, folder: str | None = None) -> dict[str, Any]:
    """Measure a frontier over one-time money; every point is checked by `verify`."""
    from optimizers import verify
    from optimizers.reoptimize.frontier import at, frontier
    from planner.analysis.curves.frontier import at_list_prices

    problem = at_list_prices(prepared(folder).model)
    low, high = BUDGETS
    uppers = [low + (high - low) * k // (points - 1) for k in range(points)]
    frontier(problem, "capex", uppers[::-1][:2], gap=gap)  # kernels are compiled, HiGHS is there
    found, seconds, cpu = timed(lambda: frontier(problem, "capex", uppers, gap=gap))
    for point in found:
        data = at(problem, "capex", point.upper).to_json()
        assert verify.check(data, point.result.to_json()) == [], point.upper
    values = [point.value for point in found]
    assert None not in values and values == sorted(values)
    worst = max(point.gap for point in found)
    mean = sum(point.gap for point in found) / len(found)
    return {
        "nodes": len(problem.node_ids), "arcs": len(problem.arc_ids), "rows": len(problem.limits),
        "seconds": seconds, "cpu_seconds": cpu, "gap": worst, "mean_gap": mean,
        "objective": found[-1].value, "bound": found[-1].certified_bound,
        "status": f"{len(found)} points, mean gap {100 * mean:.3f} %",
    }  # fmt: skip


def draws_row(count: int, workers: int, folder: str | None = None) -> dict[str, Any]:
    """Measure re-solves under drawn prices; the first ten are rebuilt and checked by `verify`."""
    from optimizers import verify
    from optimizers.reoptimize.price_draws import Task, redrawn
    from planner.analysis.curves.frontier import at_list_prices
    from planner.analysis.risk.price_risk import price_parts
    from planner.analysis.risk.price_spread import spreads_of

    ready = prepared(folder)
    problem = at_list_prices(ready.model)
    parts = price_parts(problem, ready.model, ready.inputs.scenario)
    spreads = spreads_of(ready.inputs, {part.group for part in parts}, 0.2)
    Task.of(problem, parts, spreads=spreads).draw(0)

    def all_draws() -> list[Any]:
        return list(Task.of(problem, parts, spreads=spreads).run(count, workers))

    found, seconds, cpu = timed(all_draws)
    task = Task.of(problem, parts, spreads=spreads)
    for draw in found[:10]:
        result = task.solved(draw.ratios)
        data = redrawn(problem, parts, draw.ratios).to_json()
        assert verify.check(data, result.to_json()) == [], draw.number
        assert result.objective == draw.value
    gaps = [draw.gap for draw in found if draw.gap is not None]
    return {
        "nodes": len(problem.node_ids), "arcs": len(problem.arc_ids), "rows": len(problem.limits),
        "seconds": seconds, "cpu_seconds": cpu, "gap": max(gaps),
        "status": f"{len(gaps)} of {count} have a plan, mean gap "
        f"{100 * sum(gaps) / len(gaps):.3f} %, {workers} workers",
    }  # fmt: skip


def cheapest_row(effort: int, served: int, folder: str | None = None) -> dict[str, Any]:
    """Measure the cheapest way to so many served sites, ten in each aimag at the least."""
    from optimizers import verify
    from optimizers.solve import solve
    from planner.analysis.curves.frontier import at_list_prices
    from planner.model.build import build_problem
    from planner.scenario.overrides import with_overrides

    ready = prepared(folder)
    floors = [
        {"quantity": "served", "least": served},
        {"quantity": "served", "by": "aimag", "least": 10},
    ]
    asked = {"goal": "least_cost", "limits.coverage": floors, "limits.capex_minor": None}
    scenario = with_overrides(ready.inputs.scenario, asked)
    model = build_problem(replace(ready.inputs, scenario=scenario), ready.offers)
    problem = at_list_prices(model)
    solve(replace(problem, limits=problem.limits[:1]), effort=0)
    result, seconds, cpu = timed(lambda: solve(problem, effort=effort, gap=1e-4))
    assert verify.check(problem.to_json(), result.to_json()) == []
    return {
        "nodes": len(problem.node_ids), "arcs": len(problem.arc_ids), "rows": len(problem.limits),
        "seconds": seconds, "cpu_seconds": cpu, "gap": result.gap, "solver_gap": result.solver_gap,
        "objective": result.objective, "bound": result.certified_bound,
        "status": result.status.value,
    }  # fmt: skip
