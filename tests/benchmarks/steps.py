"""Time and memory of every command on a project, each in a process of its own.

python tests/benchmarks/steps.py [--project FOLDER] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

KHOLBOO = [str(Path(sys.executable).with_name("kholboo"))]


def measured(step: str, arguments: list[str], folder: Path, expected: set[int]) -> dict[str, Any]:
    """Run a command and return what it used; raises AssertionError on another exit code."""
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [*KHOLBOO, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in expected, f"{step} ended with {code}: {said[-2000:]}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "step": step,
        "seconds": round(time.monotonic() - begun, 2),
        "cpu_seconds": round(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2
        ),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def steps(project: Path) -> list[dict[str, Any]]:
    """Run the whole job on a copy of a project and return a row per step."""
    rows = [
        measured("check", ["check"], project, {0, 1}),
        measured("inventory report", ["inventory", "report"], project, {0}),
        measured("candidates", ["candidates"], project, {0}),
        measured("plan", ["plan"], project, {0}),
        measured("plan, again", ["plan"], project, {0}),
    ]
    run = max((project / "runs").iterdir(), key=lambda p: p.name).name
    site = json.loads((project / "runs" / run / "plan.json").read_text("utf-8"))
    target = next(d["site_id"] for d in site["deployments"] if d["status"] == "unserved")
    rows += [
        measured("explain SITE", ["explain", target], project, {0}),
        measured("export workbook", ["export", "workbook", "--run", run], project, {0}),
        measured("audit verify", ["audit", "verify", run], project, {0}),
        measured("audit rederive", ["audit", "rederive", run], project, {0}),
    ]
    return rows


def table(title: str, rows: list[dict[str, Any]]) -> str:
    """Return rows as a Markdown table."""
    columns = list(rows[0])
    lines = [f"### {title}", "", "| " + " | ".join(columns) + " |"]
    lines.append("|" + " --- |" * len(columns))
    lines += ["| " + " | ".join(str(row[c]) for c in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure the embedded example, or a copy of the project that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        if asked.project is None:
            rows = [measured("init", ["init", str(project), "--template", "mongolia"],
                             Path(scratch), {0})]  # fmt: skip
        else:
            shutil.copytree(asked.project, project, ignore=shutil.ignore_patterns("runs"))
            rows = []
        rows += steps(project)
    print(table(f"steps on {asked.project.name if asked.project else 'the example'}", rows))
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
