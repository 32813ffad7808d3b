"""CPU seconds of the everyday commands on a planned project, with and without its cache.

python tests/benchmarks/everyday.py [--project FOLDER] [--times N] [--json FILE]

Without a project the embedded example is made and planned twice, which takes some minutes. Every
answer is compared, byte for byte, with the one that the command gives when nothing is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

KHOLBOO = [str(Path(sys.executable).with_name("kholboo"))]
CACHE = ".kholboo"
AIMS = {
    "--help": 0.3,
    "check, first": None,
    "check": 2.5,
    "candidates --site, first": None,
    "candidates --site": 1.5,
    "explain SITE, first": 4.0,
    "explain SITE": 1.5,
    "compare, first": None,
    "compare": 1.5,
}
"""CPU seconds to stay within; "first" is with an empty cache."""


def used(arguments: Sequence[str], project: Path, switch: str = "on") -> tuple[float, str]:
    """Run a command, return CPU seconds of its whole process tree and what it printed."""
    environment = {**os.environ, "KHOLBOO_CACHE": switch}
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [*KHOLBOO, *arguments], cwd=project, stdout=told, stderr=told, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        text = told.read().decode()
    assert process.returncode in (0, 1), f"{arguments} ended with {process.returncode}: {text}"
    return usage.ru_utime + usage.ru_stime, text


def commands(project: Path) -> dict[str, list[str]]:
    """Return the everyday commands: about a site with a new link, and the newest two runs."""
    runs = sorted(p for p in (project / "runs").iterdir() if (p / "plan.json").exists())
    plan = json.loads((runs[0] / "plan.json").read_text("utf-8"))
    site = next(d["site_id"] for d in plan["deployments"] if d["technology"])
    return {
        "--help": ["--help"],
        "check": ["check"],
        "candidates --site": ["candidates", "--site", site],
        "explain SITE": ["explain", site, "--run", runs[0].name],
        "compare": ["compare", runs[0].name, runs[-1].name],
    }


def measured(project: Path, times: int) -> list[dict[str, Any]]:
    """Return a row for each command, first with an empty cache and then with what it kept.

    Raises AssertionError where an answer differs from the one without any cache.
    """
    rows = []
    for name, arguments in commands(project).items():
        _, answer = used(arguments, project, "off")
        shutil.rmtree(project / CACHE, ignore_errors=True)
        for label in (f"{name}, first", name) if f"{name}, first" in AIMS else (name,):
            seconds = []
            for _ in range(times):
                if label != name:
                    shutil.rmtree(project / CACHE, ignore_errors=True)
                cpu, told = used(arguments, project)
                assert told == answer, f"{label}: the answer differs from the one without a cache"
                seconds.append(cpu)
            rows.append(_row(label, seconds))
    return rows


def _row(label: str, seconds: Sequence[float]) -> dict[str, Any]:
    middle, aim = round(statistics.median(seconds), 2), AIMS[label]
    reached = "" if aim is None else "yes" if middle <= aim else "no"
    least, most = round(min(seconds), 2), round(max(seconds), 2)
    return {
        "command": label,
        "cpu_seconds": middle,
        "least": least,
        "largest": most,
        "aim": "" if aim is None else aim,
        "reached": reached,
    }


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as a Markdown table."""
    columns = list(rows[0])
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(str(row[c]) for c in columns) + " |" for row in rows]
    return "\n".join(lines)


def planned_example(folder: Path) -> Path:
    """Make the embedded example and plan it twice; return its folder."""
    used(["init", str(folder), "--template", "mongolia"], folder.parent)
    used(["plan"], folder)
    used(["plan", "--solver", "greedy", "--budget", "9.5e9"], folder)
    return folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, help="a project with runs; it is copied")
    parser.add_argument("--times", type=int, default=5, help="runs of each command")
    parser.add_argument("--json", type=Path, help="write the rows here too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = str(Path(scratch) / "state")
        folder = Path(scratch) / "project"
        if asked.project:
            shutil.copytree(asked.project, folder, ignore=shutil.ignore_patterns(CACHE))
        else:
            planned_example(folder)
        rows = measured(folder, asked.times)
    print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
