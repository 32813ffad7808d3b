"""The process that makes quick plans says what the command says, and is stopped as one is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from four_places import write_project
from patience import until

import cli
from planner.runs.layout import MANIFEST
from planner.serve.jobs import Job, Jobs
from planner.serve.standing import Turn

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere each plan is a process")


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    """Give the commands of a small project."""
    found = Jobs(folder=write_project(tmp_path / "served"))
    yield found
    found.stop_all()
    found.wait(60)
    found.close()


def planned(jobs: Jobs, *options: str) -> Job:
    """Make a quick plan to its end."""
    job = jobs.start_plan("quick", ["--quick", *options])
    until(lambda: not job.running)
    return job


def typed(folder: Path, *options: str) -> dict[str, Any]:
    """Make the same plan in a process that remembers nothing, and return what was printed."""
    done = CliRunner().invoke(cli.shell, ["plan", "--quick", "-C", str(folder), "--json", *options])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def content(run: Path) -> dict[str, bytes]:
    """Return the files of a run without what names the moment and the seal over it."""
    files = {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in sorted(run.rglob("*"))
        if path.is_file()
    }
    manifest = json.loads(files[MANIFEST])
    del manifest["provenance"], manifest["checksum"], files["seal.json"]
    return {**files, MANIFEST: json.dumps(manifest).encode()}


def test_it_makes_the_plans_that_the_command_makes(jobs: Jobs, tmp_path: Path) -> None:
    """Plan after plan, while limits, directives and tables change: byte for byte the same runs."""
    folder, other = jobs.folder, tmp_path / "typed"
    shutil.copytree(folder, other)
    changes = [
        ("kholboo.toml", "capex_minor = 12_000_000", "capex_minor = 12_000_000"),
        ("kholboo.toml", "capex_minor = 12_000_000", "capex_minor = 9_000_000"),
        ("directives.csv", "D-5,must_not,L-2", "D-5,must_not,L-1"),
        ("kholboo.toml", "remote_factor = 1.1", "remote_factor = 1.3"),
        ("sites.csv", ",120,", ",150,"),
        ("directives.csv", "D-1,must_serve,S-2", "D-1,must_serve,S-3"),
    ]
    before: list[str] = []
    for name, old, new in changes:
        for place in (folder, other):
            text = (place / name).read_text("utf-8")
            assert text.count(old) == 1
            (place / name).write_text(text.replace(old, new), "utf-8")
        options = ["--from", before[-1]] if before else []

        job, said = planned(jobs, *options), typed(other, *options)

        run = job.state()["run"]
        assert run == said["data"]["run_id"] and run not in before
        assert content(folder / "runs" / run) == content(other / "runs" / run)
        before.append(run)


def test_what_a_command_says_goes_into_its_own_files(jobs: Jobs) -> None:
    """Answer and progress of each plan stand apart, also of one that cannot be made."""
    good = planned(jobs)
    bad = planned(jobs, "--scenario", "none")

    assert good.state()["code"] == 0 and len(good.steps()) > 5
    assert bad.state()["code"] != 0 and bad.state()["run"] is None
    assert [step["stage"] for step in bad.steps()] == ["read"]
    assert bad.state()["findings"] == 1


def test_a_plan_is_stopped_and_the_next_one_made(jobs: Jobs) -> None:
    """Stop is Ctrl-C, also before the command has begun; the process goes on to the next."""
    jobs.keeps_ready = True
    jobs.prepare(None)
    stopped = jobs.start_plan("quick", ["--quick"])
    stopped.stop()
    until(lambda: not stopped.running)
    after = planned(jobs)

    assert stopped.state()["code"] == 130
    assert after.state()["code"] == 0


def test_a_process_that_dies_takes_one_plan_along(jobs: Jobs) -> None:
    """A killed process ends its plan with the signal; the next plan has a new process."""
    job = jobs.start_plan("quick", ["--quick"])
    until(lambda: job.progress.stat().st_size)
    assert isinstance(job.process, Turn)
    job.process.process.started.kill()
    until(lambda: not job.running)

    assert job.state()["code"] == -signal.SIGKILL
    assert planned(jobs).state()["code"] == 0


def test_it_outlives_its_server_until_the_plan_is_saved(tmp_path: Path) -> None:
    """When the server is killed the plan goes on, and its process ends with it."""
    folder = write_project(tmp_path / "served")
    code = (
        "import os, signal, sys, time\n"
        "from pathlib import Path\n"
        "from planner.serve.jobs import Jobs\n"
        "job = Jobs(folder=Path(sys.argv[1])).start_plan('quick', ['--quick'])\n"
        "while not job.progress.stat().st_size: time.sleep(0.02)\n"
        "print(job.output, job.process.process.started.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    output, worker = done.stdout.rsplit(maxsplit=1)

    said = json.loads(until(lambda: Path(output).read_bytes()))
    assert (folder / "runs" / said["data"]["run_id"] / "plan.json").is_file()
    until(lambda: not Path(f"/proc/{worker}").exists() or not _runs(int(worker)))


def _runs(pid: int) -> bool:
    """Return whether a process is there and not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
