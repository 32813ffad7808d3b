"""The whole benchmark table, each row in a process of its own, side by side in one run.

    python tests/benchmarks/run.py [--quick] [--seeds N] [--only WORD] [--json FILE]
                                   [--published FOLDER] [--project FOLDER]

prints Markdown, and last the path of the JSON with all rows. Every answer is checked by `verify`
before it becomes a row. `seconds` is wall time of the solve alone: reading, generating and the
first-time compilation are done before, by a warm-up in the same process. `cpu_seconds` and
`peak_mb` count the whole process tree; memory counts everything, building the problem too.
A row over its wall limit is ended and says so. `gap` is the certified gap.

--published FOLDER holds the instances of steiner.py (cologne1, jmp, stprbh below it); --project is
one more project folder for "value for money". What is not given is left out, and named.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FAMILIES = {"cologne1": "rpcst_cologne1", "jmp": "pcspg_jmp", "stprbh": "stprbh"}


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


# ----------------------------------------------------------------------------- problems


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
    from planner.candidates import build_offers
    from planner.inputs import load_inputs
    from planner.model import build_problem
    from planner.template import init_project

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(task.folder) if task.folder else Path(scratch) / "project"
        if not task.folder:
            init_project(folder, "mongolia")
        inputs = load_inputs(folder)
        problem = build_problem(inputs, build_offers(inputs)).problem
    problem = replace(problem, goals=problem.goals[:1])
    if task.options.get("rows"):
        return problem
    npc = np.array(problem.quantities["npc_minor"], np.int64)
    upper = generator.envelope(generator.whole_cost(problem, {"npc": npc})["npc"], task.share)
    used = np.flatnonzero(npc)
    budget = Limit(
        id="npc", title="net present cost", unit="MNT", arcs=tuple(used.tolist()),
        coefficients=tuple(npc[used].tolist()), upper=upper,
    )  # fmt: skip
    return replace(problem, limits=(budget,))


# ----------------------------------------------------------------------------- one row, in a child


def _warm(solver: str) -> None:
    """Compile or load every kernel, and start the HiGHS process."""
    import generator

    from optimizers.solve import solve

    for problem in (generator.plain(60, 0.3), generator.with_limits(generator.country(40), 0.3)):
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
            progress=lambda e: trace.append([round(e.seconds, 2), e.stage, e.value, e.bound]),
        )  # fmt: skip
        seconds, cpu = time.monotonic() - begun, tree_usage(os.getpid())[0] - cpu
        data = problem.to_json()
        faults = verify.check(data, result.to_json())
        assert faults == [], faults
        spent = None
        if result.chosen is not None and problem.limits:
            spent = verify.limit_use(data, list(result.chosen))[0]
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
    assert done.returncode == 0, done.stdout
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


KINDS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "generated": _solved(_generated),
    "plain": _solved(_plain),
    "example": _solved(_example),
    "infeasible": _infeasible,
    "certificates": _certificates,
    "tampering": _tampering,
    "exhaustive": _exhaustive,
    "generation": _generation,
    "published": _published,
}


# ----------------------------------------------------------------------------- processes


def tree_usage(pid: int) -> tuple[float, float]:
    """Return CPU seconds and resident megabytes of a process and all below it (Linux; else 0)."""
    try:
        parents = {int(p.name): _stat(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    except OSError:
        return 0.0, 0.0
    wanted, grew = {pid}, True
    while grew:
        more = {p for p, s in parents.items() if s is not None and s[0] in wanted} - wanted
        wanted, grew = wanted | more, bool(more)
    found = [s for p in wanted if (s := parents.get(p)) is not None]
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    return sum(s[1] for s in found) / tick, sum(s[2] for s in found) * page / 2**20


def _stat(process: Path) -> tuple[int, int, int] | None:
    """Return parent, clock ticks (ended children included) and resident pages."""
    try:
        word = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(word[1]), sum(int(t) for t in word[11:15]), int(word[21])


def measured(task: Task) -> dict[str, Any]:
    """Run one task in a process group of its own, watched for memory and time."""
    command = [sys.executable, str(HERE / "run.py"), "--row", json.dumps(asdict(task))]
    peak, begun = 0.0, time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=out, stderr=said, start_new_session=True)
        while process.poll() is None:
            peak = max(peak, tree_usage(process.pid)[1])
            if time.monotonic() - begun > task.wall_s:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return _row(task, peak, {"status": f"ended at the wall limit {task.wall_s:g} s"})
            time.sleep(0.2)
        out.seek(0)
        said.seek(0)
        if process.returncode:
            fault = said.read().decode(errors="replace").strip().splitlines()
            return _row(task, peak, {"status": "FAILED: " + (fault or ["no message"])[-1]})
        return _row(task, peak, json.loads(out.read().decode().splitlines()[-1]))


def _row(task: Task, peak: float, found: dict[str, Any]) -> dict[str, Any]:
    empty = dict.fromkeys(("nodes", "seconds", "cpu_seconds", "objective", "bound", "gap"))
    row = {
        "work": task.work, "solver": task.solver, "effort": task.effort, "seed": task.seed,
        "sites": task.sites or None, "share": task.share or None,
    } | empty | found | {"peak_mb": round(peak)}  # fmt: skip
    row["reach"] = _reach(task)
    if "reached" not in found and row["reach"] is not None:
        row["reached"] = _reached(task, row)
    return row


def _reach(task: Task) -> str | None:
    words = []
    if task.reach_gap is not None:
        words.append(f"gap <= {100 * task.reach_gap:g} %")
    if task.reach_s is not None:
        words.append(f"in {task.reach_s:g} s")
    return " ".join(words) or None


def _reached(task: Task, row: dict[str, Any]) -> bool:
    if row["seconds"] is None or row["gap"] is None:
        return False
    closed = row["status"] in ("certified_optimal", "solver_optimal")
    small = closed or task.reach_gap is None or row["gap"] <= task.reach_gap
    return bool(small and (task.reach_s is None or row["seconds"] <= task.reach_s))


# ----------------------------------------------------------------------------- the table


def example_tasks(quick: bool) -> Iterator[Task]:
    """One budget; then all rows of the example's own scenario; then an impossible set."""
    for share in (0.1, 0.3, 0.6):
        work = f"example, one budget, {share:.0%}"
        yield Task(work=work, kind="example", share=share, reach_gap=1e-3, reach_s=3)
        if not quick:
            yield Task(work=work, kind="example", share=share, effort=2, reach_gap=5e-5, reach_s=60)
    rows = {"rows": True}
    work = "example, its own limits and floors"
    yield Task(work=work, kind="example", options=rows, reach_gap=3e-3, reach_s=10)
    if not quick:
        yield Task(work=work, kind="example", options=rows, effort=2, reach_gap=5e-4, reach_s=60)
    yield Task(work=work + ", impossible", kind="infeasible", options=rows, reach_s=5)


def generated_tasks(quick: bool, seeds: Iterable[int]) -> Iterator[Task]:
    """Countries of 3,000 and 20,000 sites at three budgets, and one with 40 rows."""
    sizes = {
        3000: (("5", 1, 5, (1e-3, 5e-3, 1.5e-2)), ("60", 2, 60, (2e-4, 5e-4, 2e-3))),
        20000: (("60", 1, 60, (5e-3, 1e-2, 2e-2)), ("600", 2, 600, (1e-3, 2e-3, 5e-3))),
    }
    for sites, aims in list(sizes.items())[: 1 if quick else 2]:
        for _, effort, within, gaps in aims[: 1 if quick else 2]:
            for share, gap in zip((0.1, 0.3, 0.6), gaps, strict=True):
                for seed in seeds:
                    yield Task(
                        work=f"generated, {share:.0%}", kind="generated", sites=sites, share=share,
                        seed=seed, effort=effort, reach_gap=gap, reach_s=within,
                        wall_s=max(120.0, 4.0 * within),
                    )  # fmt: skip
    for seed in list(seeds)[: 1 if quick else None]:
        yield Task(
            work="generated, 40 rows, 30%", kind="generated", sites=1000 if quick else 3000,
            share=0.3, seed=seed, options={"rows": True}, reach_gap=3e-3, reach_s=10,
        )  # fmt: skip


def growth_tasks(quick: bool) -> Iterator[Task]:
    """One budget of 30 % at the least effort, over sizes; and what generation alone takes."""
    sizes = (1000, 3000, 10000) if quick else (1000, 3000, 10000, 30000, 70000, 150000)
    for sites in sizes:
        last = sites == 150000
        yield Task(
            work="growth, 30%", kind="generated", sites=sites, share=0.3, effort=0,
            wall_s=1800 if sites > 30000 else 300, reach_gap=1e-2 if last else None,
            reach_s=900 if last else None,
        )  # fmt: skip
    for sites in (150000,) if quick else (150000, 1000000):
        yield Task(work="generation alone", kind="generation", sites=sites, wall_s=900)


def plain_tasks(quick: bool, seeds: Iterable[int]) -> Iterator[Task]:
    """Plain instances; to be reached are the figures of the prototype at equal CPU time."""
    aims = {
        1000: ((0.2, 0.0, 4.3), (0.5, 0.0, 7.6)),
        5000: ((0.2, 0.0, 22.7), (0.5, 0.0, 68.0)),
        20000: ((0.2, 5.3e-3, 104.0), (0.5, 3.7e-3, 108.0)),
    }
    for nodes, of_shares in list(aims.items())[: 1 if quick else 3]:
        for share, gap, within in of_shares:
            for seed in seeds:
                yield Task(
                    work=f"plain, {nodes} nodes, {share:.0%}", kind="plain", sites=nodes,
                    share=share, seed=seed, effort=1 if nodes == 20000 else 2, reach_gap=gap,
                    reach_s=within, wall_s=600,
                )  # fmt: skip


def value_tasks(quick: bool, project: str | None) -> Iterator[Task]:
    """Every solver on the same money: the example, another project, a generated country."""
    from optimizers.solve import SOLVERS

    shares = (0.1, 0.6) if quick else (0.05, 0.1, 0.3, 0.6, 1.0)
    solvers = [s for s in SOLVERS if not (quick and s == "relay_weighted")]
    for share in shares:
        for solver in solvers:
            yield Task(
                work=f"value: generated, {share:.0%}", kind="generated", sites=1000, share=share,
                solver=solver, wall_s=600,
            )  # fmt: skip
        for name, folder in (("example", None), ("project", project)):
            if folder is None and name == "project":
                continue
            for solver in [s for s in solvers if not (quick and s == "relay")]:
                yield Task(
                    work=f"value: {name}, {share:.0%}", kind="example", share=share,
                    solver=solver, folder=folder, wall_s=600,
                )  # fmt: skip


def proof_tasks(quick: bool, published: str | None) -> Iterator[Task]:
    """Certificates, tamperings, exhaustive search, published optima."""
    sites = 3000 if quick else 20000
    yield Task(work="verify alone", kind="certificates", sites=sites, share=0.3, effort=0,
               reach_s=60, wall_s=900)  # fmt: skip
    yield Task(work="tampering", kind="tampering", sites=60, share=0.3, wall_s=900,
               options={"tries": 200 if quick else 1000})  # fmt: skip
    yield Task(work="exhaustive search", kind="exhaustive", wall_s=1800,
               options={"cases": 200 if quick else 2000})  # fmt: skip
    for family, folder in FAMILIES.items():
        if published is not None and not (quick and family == "stprbh"):
            yield Task(
                work=f"published: {family}", kind="published", effort=1 if quick else 2,
                folder=str(Path(published) / folder), options={"family": family},
                wall_s=150 if quick else 7200,
            )  # fmt: skip


def tasks(quick: bool, seeds: int, published: str | None, project: str | None) -> list[Task]:
    """Return the table, or its ten-minute cut."""
    drawn = range(1, seeds + 1)
    return [
        *example_tasks(quick),
        *generated_tasks(quick, drawn),
        *growth_tasks(quick),
        *plain_tasks(quick, drawn),
        *value_tasks(quick, project),
        *proof_tasks(quick, published),
    ]


# ----------------------------------------------------------------------------- words


def spread(values: Iterable[float | None], form: Callable[[float], str]) -> str:
    """Return the median, and least and largest where they differ; a dash without values."""
    known = sorted(v for v in values if v is not None)
    if not known:
        return "-"
    middle = form(statistics.median(known))
    ends = form(known[0]), form(known[-1])
    return middle if ends[0] == ends[1] else f"{middle} ({ends[0]} to {ends[1]})"


def percent(value: float) -> str:
    """Return a share in per cent with the digits that matter."""
    return "0 %" if value == 0 else f"{100 * value:.2g} %"


def summary(rows: list[dict[str, Any]]) -> str:
    """Return the rows but those of "value for money", one line for all seeds of a work."""
    lines = [
        "| work | sites | nodes | solver, effort | seeds | seconds | CPU s | peak MB"
        " | certified gap | solver's gap | status | to reach | reached |",
        "|" + " --- |" * 13,
    ]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if not row["work"].startswith("value: "):
            key = (row["work"], row["sites"], row["solver"], row["effort"])
            groups.setdefault(key, []).append(row)
    for (work, sites, solver, effort), group in groups.items():
        judged = [r["reached"] for r in group if "reached" in r]
        cells = [
            work, f"{sites:,}" if sites else "-",
            spread((r["nodes"] for r in group), lambda v: f"{v:,.0f}"),
            f"{solver}, {effort}", str(len(group)),
            spread((r["seconds"] for r in group), lambda v: f"{v:.3g}"),
            spread((r["cpu_seconds"] for r in group), lambda v: f"{v:.3g}"),
            str(max(r["peak_mb"] for r in group)),
            spread((r["gap"] for r in group), percent),
            spread((r.get("solver_gap") for r in group), percent),
            ", ".join(sorted({str(r.get("status")) for r in group})),
            group[0]["reach"] or "-", f"{sum(judged)} of {len(judged)}" if judged else "-",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def value_table(rows: list[dict[str, Any]]) -> str:
    """Return benefit of every solver as a share of the exact one's, and points per million."""
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        if row["work"].startswith("value: "):
            groups.setdefault(row["work"], {})[row["solver"]] = row
    if not groups:
        return ""
    solvers = list(dict.fromkeys(s for group in groups.values() for s in group))
    lines = ["| money |" + "".join(f" {s} |" for s in solvers), "|" + " --- |" * (1 + len(solvers))]
    for work, group in groups.items():
        best = group["exact"]["objective"]
        cells = []
        for solver in solvers:
            row = group.get(solver)
            value = row["objective"] if row else None
            if not row or value is None or not best:
                cells.append(str(row["status"]) if row else "left out")
                continue
            assert value <= group["exact"]["bound"], f"{work}: {solver} beats the certified bound"
            per_million = value / 1000 / (row["spent"] / 1e6) if row["spent"] else 0.0
            cells.append(f"{100 * value / best:.2f} % ({per_million:.3g})")
        lines.append(f"| {work.removeprefix('value: ')} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def growth(rows: list[dict[str, Any]]) -> str:
    """Return the exponents of time and memory, fitted through the rows of "growth"."""
    import numpy as np

    known = [r for r in rows if r["work"].startswith("growth") and r["seconds"]]
    if len(known) < 2:
        return ""
    sites = np.log([r["sites"] for r in known])
    told = []
    for column in ("seconds", "cpu_seconds", "peak_mb"):
        slope = np.polyfit(sites, np.log([max(r[column], 1e-2) for r in known]), 1)[0]
        told.append(f"{column} {slope:.2f}")
    ends = f"{known[0]['sites']:,} to {known[-1]['sites']:,} sites"
    return f"Exponents of growth from {ends}: " + ", ".join(told) + " (to reach: 1.15)."


def report(rows: list[dict[str, Any]], asked: argparse.Namespace) -> str:
    """Return everything as Markdown."""
    absent = ["budget frontier and re-solves under drawn prices", "solves by regions"]
    if asked.published is None:
        absent.append("published instances (no --published folder)")
    if asked.project is None:
        absent.append("value for money on a further project (no --project folder)")
    parts = [
        "### Works",
        summary(rows),
        growth(rows),
        "### Value for money",
        "Benefit as a share of the exact solver's; in brackets points of benefit per million MNT"
        " of net present cost spent.",
        value_table(rows),
        "Left out: " + "; ".join(absent) + ".",
        "Seconds exclude first-time compilation, reading and generating; peak memory is the whole"
        f" process tree, building included. {os.cpu_count()} cores.",
    ]
    return "\n\n".join(p for p in parts if p)


def main() -> int:
    """Measure the table, or one row of it when started as a child."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a cut of about ten minutes")
    parser.add_argument("--seeds", type=int, help="default 5, quick 2")
    parser.add_argument("--only", default="", help="works whose name holds this")
    parser.add_argument("--published", help="folder of the published instances")
    parser.add_argument("--project", help="one more project for value for money")
    parser.add_argument("--json", type=Path, default=Path("build/benchmarks.json"))
    parser.add_argument("--row", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.row:
        task = Task(**json.loads(asked.row))
        print(json.dumps(KINDS[task.kind](task)))
        return 0
    seeds = asked.seeds or (2 if asked.quick else 5)
    table = [
        t for t in tasks(asked.quick, seeds, asked.published, asked.project) if asked.only in t.work
    ]
    rows = []
    for number, task in enumerate(table, 1):
        rows.append(measured(task))
        told = {k: rows[-1].get(k) for k in ("work", "sites", "solver", "seed", "seconds", "gap")}
        print(f"{number}/{len(table)} {told} {rows[-1]['status']}", file=sys.stderr, flush=True)
    print(report(rows, asked))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    print(asked.json.resolve())
    return int(any(str(row["status"]).startswith("FAILED") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
