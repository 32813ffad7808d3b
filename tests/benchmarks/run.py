"""The whole benchmark table, each row in a process of its own, side by side in one run.

    python tests/benchmarks/run.py [--quick] [--seeds N] [--only WORD] [--json FILE]
                                   [--published FOLDER] [--project FOLDER] [--resume]

prints Markdown, and last the path of the JSON with all rows. Every answer is checked by `verify`
before it becomes a row. `seconds` is wall time of the solve alone: reading, generating and the
first-time compilation are done before, by a warm-up in the same process. `cpu_seconds` and
`peak_mb` count the whole process tree; memory counts everything, building the problem too.
A row over its wall limit is ended and says so. `gap` is the certified gap.
The JSON is written anew after each row; an interrupted run reports what it has, and `--resume`
measures only rows that the file does not hold yet.

--published FOLDER holds the instances of steiner.py (cologne1, jmp, stprbh below it); --project is
one more project folder for "value for money". What is not given is left out, and named.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rows import HERE, KINDS, Task  # type: ignore[import-not-found]
from usage import tree_usage  # type: ignore[import-not-found]
from works import tasks  # type: ignore[import-not-found]


def measured(task: Task) -> dict[str, Any]:
    """Run one task in a process group of its own, watched for memory and time."""
    command = [sys.executable, str(HERE / "run.py"), "--row", json.dumps(asdict(task))]
    peak, begun = 0.0, time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=out, stderr=said, start_new_session=True)
        try:
            while process.poll() is None:
                peak = max(peak, tree_usage(process.pid)[1])
                if time.monotonic() - begun > task.wall_s:
                    _end(process)
                    return _row(
                        task, peak, {"status": f"ended at the wall limit {task.wall_s:g} s"}
                    )
                time.sleep(0.2)
        except KeyboardInterrupt:
            _end(process)
            raise
        out.seek(0)
        said.seek(0)
        if process.returncode:
            fault = said.read().decode(errors="replace").strip().splitlines()
            return _row(task, peak, {"status": "FAILED: " + (fault or ["no message"])[-1]})
        return _row(task, peak, json.loads(out.read().decode().splitlines()[-1]))


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _row(task: Task, peak: float, found: dict[str, Any]) -> dict[str, Any]:
    empty = dict.fromkeys(("nodes", "seconds", "cpu_seconds", "objective", "bound", "gap"))
    row = {
        "work": task.work, "solver": task.solver, "effort": task.effort, "seed": task.seed,
        "sites": task.sites or None, "share": task.share or None, "task": asdict(task),
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
    """Return whether the aim was met in time: at the end, or at the stage that certified it."""
    if row["seconds"] is None or row["gap"] is None:
        return False
    closed = row["status"] in ("certified_optimal", "solver_optimal")
    small = closed or task.reach_gap is None or row["gap"] <= task.reach_gap
    if small and (task.reach_s is None or row["seconds"] <= task.reach_s):
        return True
    row["reached_after_s"] = certified_after(row.get("trace", ()), task.reach_gap)
    after = row["reached_after_s"]
    return after is not None and task.reach_s is not None and after <= task.reach_s


def certified_after(trace: Iterable[list[Any]], gap: float | None) -> float | None:
    """Return the seconds at which a stage first certified a gap, None when none did.

    A gap of 0 is reached, too, when the solver's bound is the plan's value.
    """
    for seconds, _, value, certified, *bound in trace:
        if gap is None or value is None or not certified:
            continue
        if gap == 0.0 and bound == [value]:
            return float(seconds)
        if abs(certified - value) <= gap * abs(certified):
            return float(seconds)
    return None


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
    absent = []
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
        f"Left out: {'; '.join(absent) or 'nothing'}.",
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
    parser.add_argument("--resume", action="store_true", help="keep the rows that the file holds")
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
    kept = _read(asked.json) if asked.resume else []
    rows = _measure(table, kept, asked.json)
    print(report(rows, asked))
    print(asked.json.resolve())
    failed = any(str(row["status"]).startswith("FAILED") for row in rows)
    return int(failed or len(rows) < len(table))


def _measure(table: list[Task], kept: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """Return a row for each task, the kept ones as they are; after Ctrl-C those there are."""
    rows = []
    try:
        for number, task in enumerate(table, 1):
            row = next((r for r in kept if r["task"] == asdict(task)), None)
            if row is None:
                row = measured(task)
                kept.append(row)
                _write(path, kept)
            rows.append(row)
            told = {k: row.get(k) for k in ("work", "sites", "solver", "seed", "seconds", "gap")}
            print(f"{number}/{len(table)} {told} {row['status']}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(
            f"Interrupted: {len(rows)} of {len(table)} rows. Go on with --resume.", file=sys.stderr
        )
    return rows


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return list(json.loads(path.read_text(encoding="utf-8"))["rows"])


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
