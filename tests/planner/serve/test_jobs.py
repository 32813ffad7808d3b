"""Plans from the page are the terminal's own commands: told, stopped, and lost to nobody."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from four_places import write_project
from local_page import LocalPage, local_page
from patience import until

import cli
from planner.exports.page.packing import TYPE, data_of
from planner.runs.lock import project_lock
from planner.serve.jobs import Job


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPage]:
    """Give a server of a small project without a plan."""
    with local_page(write_project(tmp_path_factory.mktemp("jobs"))) as found:
        yield found


def ended(page: LocalPage, name: str = "plan") -> Any:
    """Wait until a command ended, and return its state."""
    return until(lambda: (job := page.ask("/state").json[name]) and not job["running"] and job)


def test_plans_by_hand_from_the_inventory_to_a_full_run(
    page: LocalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quick plan is a run of the project, shown on the map; a full one begins with it.

    The command shown is the one that ran.
    """
    folder = page.desk.view.folder
    empty = data_of(_page_of(page.ask("/map").body))
    assert empty["statuses"][0][:2] == ["deployed", "хамрагдсан"]
    assert {empty["statuses"][k][2] for k in empty["sites"]["status"]} == {"Not planned yet"}

    shown = page.send("/plan", {"kind": "quick", "scenario": "base"}).json
    again = page.send("/plan", {"kind": "quick"})
    first = ended(page)

    assert shown["command"] == shlex.join(
        ["kholboo", "plan", "--quick", "--scenario", "base", "-C", str(folder)]
    )
    assert again.status == 409 and "A plan is being made" in again.json["error"][1]
    assert (first["code"], first["status"]) == (0, "ok")
    assert (folder / "runs" / first["run"] / "plan.json").is_file()
    runs = page.ask("/state").json["runs"]
    assert [(r["id"], r["quick"], r["scenario"]) for r in runs] == [(first["run"], True, "base")]
    served = data_of(_page_of(page.ask(f"/map?run={first['run']}").body))
    assert served["plan"]["run"] == first["run"]

    told = "import json, sys; print(json.dumps({'data': {'run_id': ' '.join(sys.argv[1:])}}))"
    monkeypatch.setattr("planner.serve.jobs._RUN_CLI", told)
    page.send("/plan", {"kind": "full", "scenario": "base", "from": first["run"]})
    second = ended(page)
    words = ["plan", "--scenario", "base", "--from", first["run"], "-C", str(folder)]
    assert second["run"] == " ".join([*words, "--json", "--log-json"])
    assert shlex.split(second["command"]) == ["kholboo", *words]


def _page_of(block: bytes) -> str:
    """Return a page around a data block, as the reader of pages takes them."""
    return f'<script type="{TYPE}" id="plan-data">{block.decode()}</script>'


def test_findings_are_those_of_the_check(page: LocalPage) -> None:
    """The page lists what `kholboo check --json` prints, with the sites they are about."""
    page.send("/check", {"scenario": "base"})
    state = ended(page, "check")
    found = page.ask("/findings").json

    words = shlex.split(state["command"])[1:]
    done = CliRunner().invoke(cli.shell, [*words, "--json"])
    told = json.loads(done.stdout)
    texts = ("title", "found", "expected", "todo")
    english = [
        {k: v[1] if k in texts else v for k, v in f.items() if k != "site_id"}
        for f in found["findings"]
    ]
    assert english == told["findings"]
    assert all(re.search("[а-яөү]", f["title"][0]) for f in found["findings"])
    assert found["counts"] == told["data"]
    assert all(f["site"].startswith(f["site_id"]) for f in found["findings"] if f["site_id"])


def test_a_plan_of_somebody_else_is_told(page: LocalPage) -> None:
    """While another process plans in this project, ours ends with the reason."""
    with project_lock(page.desk.view.folder):
        page.send("/plan", {"kind": "quick"})
        job = ended(page)

    assert job["code"] == 2 and job["run"] is None
    assert any("another plan is being made" in line for line in job["warnings"])


def test_only_scenarios_and_runs_of_the_project_reach_a_command(page: LocalPage) -> None:
    """Nothing that the page sends becomes an option of a command."""
    for sent in ({"scenario": "--port"}, {"from": "../x"}, {"from": "-v"}, {"scenario": "; ls"}):
        assert page.send("/plan", {"kind": "quick", **sent}).status == 409
    assert page.send("/stop").status == 409


class _Waits:
    """A command that runs until it is interrupted, as a long plan does."""

    CODE = (
        "import sys, json, signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "print(json.dumps({'stage': 'benefit: cut LP', 'gap': 0.5}), file=sys.stderr, flush=True)\n"
        "try: time.sleep(60)\n"
        "except KeyboardInterrupt:\n"
        " print(json.dumps({'status': 'interrupted', 'data': {'run_id': 'base-1'}}))\n"
        " sys.exit(130)\n"
    )


def test_stop_is_ctrl_c_and_keeps_what_there_is(
    page: LocalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that is stopped ends as with Ctrl-C, and its answer is read; progress was told."""
    monkeypatch.setattr("planner.serve.jobs._RUN_CLI", _Waits.CODE)

    page.send("/plan", {"kind": "full"})
    steps = until(lambda: page.ask("/state").json["plan"]["steps"])
    stopping = page.send("/stop").json
    job = ended(page)

    assert steps == [{"stage": "benefit: cut LP", "gap": 0.5}]
    assert stopping["stopping"]
    assert (job["code"], job["status"], job["run"]) == (130, "interrupted", "base-1")


def test_an_unreadable_answer_is_no_answer(page: LocalPage, monkeypatch: Any) -> None:
    """A command that died without a word is told by its code."""
    monkeypatch.setattr("planner.serve.jobs._RUN_CLI", "print('{'); raise SystemExit(9)")

    page.send("/plan", {"kind": "full"})
    job = ended(page)

    assert (job["code"], job["status"], job["run"]) == (9, "bug", None)


# -- the command itself ---------------------------------------------------------------------------


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start `kholboo serve` in a process, and return it with its address."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", "import cli; cli.main()", "serve", "-C", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while True:
        line = process.stderr.readline()
        if found := re.search(r"http://127\.0\.0\.1:[0-9]+/\?token=\S+", line):
            return process, found[0]
        assert line, "the server ended before it told its address"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    """An interrupt ends the server with code 0, a sentence and no traceback."""
    process, address = started(write_project(tmp_path))
    if number == signal.SIGINT:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=300) as reply:
            assert b"data-key" in reply.read()

    process.send_signal(number)
    out, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert out == "The page is closed.\n"
    assert "Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_killed_server_loses_no_plan(page: LocalPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command runs apart from its server and writes into files: it ends well without it."""
    folder = page.desk.view.folder
    code = (
        "import sys; sys.path.insert(0, {place!r})\n"
        "from pathlib import Path\n"
        "from planner.serve.jobs import Jobs\n"
        "import planner.serve.jobs as jobs\n"
        'jobs._RUN_CLI = "import time; time.sleep(1); print(\'{{\\"status\\": \\"ok\\"}}\')"\n'
        "job = Jobs(folder=Path({folder!r})).start_plan('full', [])\n"
        "print(job.output, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    place = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-c", code.format(place=place, folder=str(folder))],
        capture_output=True,
        text=True,
        check=False,
    )

    output = Path(done.stdout.strip())
    assert done.returncode == -signal.SIGKILL
    assert until(lambda: output.read_bytes()) == b'{"status": "ok"}\n'


def test_words_of_a_command_are_quoted(tmp_path: Path) -> None:
    """The command shown can be pasted, whatever the folder is called."""
    job = Job(
        number=1,
        kind="quick",
        words=["plan", "-C", "/a b/төсөл'; ls"],
        process=None,  # type: ignore[arg-type]
        output=tmp_path,
        progress=tmp_path,
    )

    assert shlex.split(job.command) == ["kholboo", "plan", "-C", "/a b/төсөл'; ls"]
