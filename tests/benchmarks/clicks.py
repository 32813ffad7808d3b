"""From a click to the new map: what-ifs of `kholboo serve` on the example, beside other ways.

    python tests/benchmarks/clicks.py [PROJECT]

Without a project the example is planned first. A click writes one change, waits as a reader of its
difference would, asks for a quick plan that begins with the run before, and ends when the data of
the new map have arrived. Each plan must keep what `verify` asks of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "worlds")]
SITE = "MN-043-09-S1"
READING_S = 3.0  # between a change and the click on Quick plan
ABOUT = {"reason": "benchmark", "authority": "benchmark", "document": "1", "date": "2026-11-30"}
CHANGES: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("nothing", None),
    ("a limit", {"what": "setting", "setting": "limits.capex_minor", "value": "10.1e9"}),
    ("a site forbidden", {"what": "directive", "kind": "must_not", "site": SITE, **ABOUT}),
    ("a weight", {"what": "setting", "setting": "standard.school.weight", "value": "1.1"}),
)


def main() -> None:
    """Print a row for each click."""
    from local_page import local_page

    from optimizers import verify
    from planner.runs.layout import ANSWER, PROBLEM, read_json

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], folder)
        else:
            words = [sys.executable, "-c", "import cli; cli.main()", "demo", str(folder)]
            subprocess.run(words, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        print("| change | click to map, s | solve and write, s | points |")
        print("| --- | ---: | ---: | ---: |")
        with local_page(folder) as page:
            run = page.ask("/state").json["runs"][0]["id"]
            page.desk.jobs.keeps_ready = True
            page.send("/check", {"scenario": "base"})  # as the page does when it opens
            _ended(page, "check")
            for name, change in CHANGES:
                if change is not None:
                    _write(page, change)
                time.sleep(READING_S)
                begun = time.monotonic()
                sent = page.send("/plan", {"kind": "quick", "from": run})
                assert sent.status == 200, sent.json
                job = _ended(page)
                planned = time.monotonic() - begun
                run = job["run"]
                assert page.ask(f"/map?run={run}").status == 200
                took = time.monotonic() - begun
                problem, answer = (read_json(folder / "runs" / run / f) for f in (PROBLEM, ANSWER))
                assert verify.check(problem, answer) == []
                points = answer["stages"][0]["value"] / 1000
                print(f"| {name} | {took:.1f} | {planned:.1f} | {points:,.3f} |", flush=True)


def _write(page: Any, change: dict[str, Any]) -> None:
    reply = page.send("/propose", {"source": "benchmark", "scenario": "base", **change})
    assert reply.status == 200 and not reply.json["errors"], reply.json
    reply = page.send("/write", {"number": reply.json["number"]})
    assert reply.status == 200, reply.json
    page.send("/check", {"scenario": "base"})  # as the page does after every change


def _ended(page: Any, name: str = "plan") -> Any:
    while True:
        job = page.ask("/state").json[name]
        if job and not job["running"]:
            assert job["code"] in (0, 1), job
            return job
        time.sleep(0.05)


if __name__ == "__main__":
    main()
