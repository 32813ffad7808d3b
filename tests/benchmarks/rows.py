"""One row of the table: a task, how it is measured, and the checks its answer must pass."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from usage import tree_usage  # type: ignore[import-not-found]

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, kw_only=True)
class Task:
    """One row to be measured."""

    work: str
    kind: str  # a key of KINDS
    solver: str = "exact"
    effort: int = 1
    seed: int = 1
    sites: int = 0
    share: float = 0.0
    folder: str | None = None
    wall_s: float = 300.0
    reach_gap: float | None = None  # certified gap to be reached
    reach_s: float | None = None  # wall seconds to reach it in
    options: dict[str, Any] = field(default_factory=dict)


def _generated(task: Task) -> Any:
    import generator

    land = generator.country(task.sites, task.seed, task.options.get("pops", 20.0))
    if task.options.get("rows"):
        return generator.with_limits(land, task.share)
    return generator.with_budget(land, task.share)


def _plain(task: Task) -> Any:
    import generator

    return generator.plain(task.sites, task.share, task.seed)


def _example(task: Task) -> Any:
    """The embedded example, or the project of `folder`: its own limits, or one budget."""
    import generator
    import numpy as np

    from optimizers.problem import Limit
    from planner.model.build import build_problem
    from planner.offers.build import build_offers
    from planner.project.init import init_project
    from planner.project.load import load_inputs

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(task.folder) if task.folder else Path(scratch) / "project"
        if not task.folder:
            init_project(folder, "mongolia")
        inputs = load_inputs(folder)
        problem = build_problem(inputs, build_offers(inputs)).problem
    problem = replace(problem, goals=problem.goals[:1])
    if task.options.get("rows"):
        return problem
    problem = replace(problem, limits=(), columns=())  # list prices, one budget
    npc = np.array(problem.quantities["npc_minor"], np.int64)
    graph = replace(problem, hops=(), capacities=())
    upper = generator.envelope(generator.whole_cost(graph, {"npc": npc})["npc"], task.share)
    used = np.flatnonzero(npc)
    budget = Limit(
        id="npc", title="net present cost", unit="MNT", arcs=tuple(used.tolist()),
        coefficients=tuple(npc[used].tolist()), upper=upper,
    )  # fmt: skip
    return replace(problem, limits=(budget,))


def _warm(solver: str) -> None:
    """Compile or load every kernel, and start the HiGHS process."""
    import generator

    from optimizers.solve import solve

    for problem in (generator.plain(60, 0.3), generator.with_budget(generator.country(10), 0.3)):
        solve(problem, solver=solver, effort=2)


def _solved(build: Callable[[Task], Any]) -> Callable[[Task], dict[str, Any]]:
    def row(task: Task) -> dict[str, Any]:
        from optimizers import verify
        from optimizers.solve import solve

        problem = build(task)
        _warm(task.solver)
        trace: list[list[Any]] = []
        begun, cpu = time.monotonic(), tree_usage(os.getpid())[0]
        result = solve(
            problem, solver=task.solver, effort=task.effort, seed=task.seed,
            progress=lambda e: trace.append(
                [round(e.seconds, 2), e.stage, e.value, e.certified_bound, e.bound]
            ),
        )  # fmt: skip
        seconds, cpu = time.monotonic() - begun, tree_usage(os.getpid())[0] - cpu
        data = problem.to_json()
        faults = verify.check(data, result.to_json())
        assert faults == [], faults
        spent = None
        if result.chosen is not None and problem.limits:
            spent = verify.limit_use(data, list(result.chosen), list(result.amounts))[0]
        return {
            "nodes": len(problem.node_ids),
            "arcs": len(problem.arc_ids),
            "rows": len(problem.limits),
            "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu, 2),
            "objective": result.objective,
            "bound": result.certified_bound,
            "gap": result.gap,
            "solver_gap": result.solver_gap,
            "status": result.status.value,
            "stopped_by": result.stages[0].stopped_by,
            "spent": spent,
            "budget": problem.limits[0].upper if problem.limits else None,
            "trace": trace,
        }

    return row


def _columns(task: Task) -> dict[str, Any]:
    """Solve a country that stays columns from first to last, and check it in whole numbers."""
    import generator
    from columnar import faults_of, search_arrays

    from optimizers.result import relative_gap

    for sites in (40, 7_000):  # the second one by regions
        search_arrays(generator.columns(generator.country(sites), 0.3), effort=0)
    arrays = generator.columns(generator.country(task.sites, task.seed), task.share)
    trace: list[list[Any]] = []
    begun, cpu = time.monotonic(), tree_usage(os.getpid())[0]
    outcome = search_arrays(
        arrays, effort=task.effort, seed=task.seed,
        report=lambda stage, value, bound, certified: trace.append(
            [round(time.monotonic() - begun, 2), stage, value, certified, bound]
        ),
    )  # fmt: skip
    seconds, cpu = time.monotonic() - begun, tree_usage(os.getpid())[0] - cpu
    faults = faults_of(arrays, outcome)
    assert faults == [], faults
    assert outcome.ascent is not None
    return {
        "nodes": arrays.nodes,
        "arcs": arrays.arcs,
        "rows": len(arrays.rows),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "checked_seconds": round(time.monotonic() - begun - seconds, 2),
        "objective": outcome.value,
        "bound": outcome.ascent.bound,
        "gap": relative_gap(outcome.value, outcome.ascent.bound),
        "status": "feasible" if outcome.value is not None else "unknown",
        "stopped_by": outcome.stopped_by,
        "trace": trace,
    }


def _infeasible(task: Task) -> dict[str, Any]:
    """Ask for one per cent more benefit than the certified bound allows; time the refusal."""
    from optimizers import verify
    from optimizers.problem import Limit
    from optimizers.solve import solve

    problem = _example(task)
    bound = solve(problem).certified_bound
    assert bound is not None
    terms = problem.objective_terms(problem.goals[0])
    used = [a for a, t in enumerate(terms) if t]
    ask = Limit(
        id="asked", title="more than there is", unit="", arcs=tuple(used),
        coefficients=tuple(terms[a] for a in used), lower=bound + bound // 100,
    )  # fmt: skip
    impossible = replace(problem, limits=(*problem.limits, ask))
    begun, cpu = time.monotonic(), tree_usage(os.getpid())[0]
    result = solve(impossible, effort=task.effort)
    seconds, cpu = time.monotonic() - begun, tree_usage(os.getpid())[0] - cpu
    assert verify.check(impossible.to_json(), result.to_json()) == []
    proven = result.status.value == "infeasible" and result.stages[0].certificate is not None
    return {
        "nodes": len(problem.node_ids),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "status": result.status.value + (", certified" if proven else ""),
        "reached": proven and seconds <= (task.reach_s or 1e9),
    }


def _certificates(task: Task) -> dict[str, Any]:
    """Time verify.py alone, without site packages, on a plan of a generated country."""
    from optimizers import verify
    from optimizers.solve import solve

    problem = _generated(task)
    result = solve(problem, effort=task.effort)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "problem.json").write_text(json.dumps(problem.to_json()), "utf-8")
        (folder / "certificate.json").write_text(json.dumps(result.to_json()), "utf-8")
        begun = time.monotonic()
        command = [sys.executable, "-I", "-S", str(verify.__file__), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - begun
    assert done.returncode in (verify.HOLDS, verify.CLAIMED), done.stdout
    return {
        "nodes": len(problem.node_ids), "arcs": len(problem.arc_ids),
        "seconds": round(seconds, 2), "objective": result.objective, "gap": result.gap,
        "bound": result.certified_bound, "status": "verified",
        "reached": seconds <= (task.reach_s or 1e9),
    }  # fmt: skip


def _tampering(task: Task) -> dict[str, Any]:
    """Change one figure of an answer at a time, at random; verify must refuse every one."""
    import copy

    from optimizers import verify
    from optimizers.solve import solve

    problem = _generated(task)
    data, answer = problem.to_json(), solve(problem, effort=1).to_json()
    draw = random.Random(task.seed)
    begun = time.monotonic()
    refused, tries = 0, task.options["tries"]
    for _ in range(tries):
        forged = copy.deepcopy(answer)
        tamper(forged, len(problem.arc_ids), draw)
        refused += verify.check(data, forged) != []
    assert refused == tries, f"{tries - refused} of {tries} tamperings were not seen"
    return {
        "nodes": len(problem.node_ids), "seconds": round(time.monotonic() - begun, 2),
        "status": f"{refused} of {tries} refused", "reached": True,
    }  # fmt: skip


def tamper(answer: dict[str, Any], arcs: int, draw: random.Random) -> None:
    """Change one figure of the plan or of what is claimed about it."""
    stage = draw.choice(answer["stages"])
    chosen = answer["chosen"]
    match draw.randrange(6):
        case 0:
            chosen.remove(draw.choice(chosen))
        case 1:
            present = set(chosen)
            chosen.append(draw.choice([a for a in range(arcs) if a not in present]))
            chosen.sort()
        case 2:
            stage["value"] += draw.choice((-1, 1)) * draw.randint(1, 10**6)
        case 3:
            stage["certified_bound"] += draw.choice((-1, 1)) * draw.randint(1, 10**6)
        case 4:
            stage["certificate"]["scale"] *= draw.randint(2, 9)
        case 5:
            price = draw.choice(sorted(stage["certificate"]["prices"]))
            stage["certificate"]["prices"][price] *= -1


def _exhaustive(task: Task) -> dict[str, Any]:
    """Run the exhaustive-search tests with so many problems."""
    begun = time.monotonic()
    environment = os.environ | {"KHOLBOO_EXHAUSTIVE_CASES": str(task.options["cases"])}
    name = "test_the_exact_solver_agrees_with_exhaustive_search"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", name]
    target = str(HERE.parent / "optimizers" / "test_exhaustive.py")
    done = subprocess.run(
        [*command, target], env=environment, capture_output=True, text=True, check=False,
        cwd=HERE.parent.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    return {
        "seconds": round(time.monotonic() - begun, 2),
        "status": f"{task.options['cases']} agree", "reached": True,
    }  # fmt: skip


def _generation(task: Task) -> dict[str, Any]:
    """Generate a country and make it a problem; nothing is solved."""
    import generator

    begun = time.monotonic()
    land = generator.country(task.sites, task.seed)
    columns = time.monotonic() - begun
    problem = generator.problem_of(land)
    seconds = time.monotonic() - begun
    return {
        "nodes": len(problem.node_ids), "arcs": len(problem.arc_ids),
        "seconds": round(seconds, 2), "columns_seconds": round(columns, 2), "status": "generated",
    }  # fmt: skip


def _published(task: Task) -> dict[str, Any]:
    """Solve a family of published instances; each answer is held against its optimum."""
    import steiner

    family = task.options["family"]
    _warm("exact")
    begun = time.monotonic()
    rows = steiner.rows_of(Path(str(task.folder)), family, task.effort)
    proven = sum(r["status"] in ("certified_optimal", "solver_optimal") for r in rows)
    reached = sum(bool(r["reached"]) for r in rows)
    slowest = max(r["seconds"] for r in rows)
    need = {"stprbh": 140 / 144, "cologne1": 0.9, "jmp": 0.9}[family]
    return {
        "seconds": round(time.monotonic() - begun, 2),
        "status": f"{reached} of {len(rows)} reached, {proven} proven, slowest {slowest} s",
        "reached": reached == len(rows) and proven >= need * len(rows),
        "instances": rows,
    }


def _frontier(task: Task) -> dict[str, Any]:
    """A budget frontier of the example."""
    import sweeps

    row: dict[str, Any] = sweeps.frontier_row(
        task.options["points"], task.reach_gap or 1e-3, task.folder
    )
    return row


def _draws(task: Task) -> dict[str, Any]:
    """Re-solves of the example under drawn prices."""
    import sweeps

    row: dict[str, Any] = sweeps.draws_row(task.options["draws"], 2, task.folder)
    return row


def _cheapest(task: Task) -> dict[str, Any]:
    """The cheapest way to stated coverage on the example."""
    import sweeps

    row: dict[str, Any] = sweeps.cheapest_row(task.effort, task.options["served"], task.folder)
    return row


KINDS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "generated": _solved(_generated),
    "plain": _solved(_plain),
    "example": _solved(_example),
    "columns": _columns,
    "infeasible": _infeasible,
    "certificates": _certificates,
    "tampering": _tampering,
    "exhaustive": _exhaustive,
    "generation": _generation,
    "published": _published,
    "frontier": _frontier,
    "draws": _draws,
    "cheapest": _cheapest,
}
