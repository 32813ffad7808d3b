"""A run folder is written whole or not at all, one at a time, and reads back as it was."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.errors import BusyError
from planner.pipeline.make_plan import make_plan
from planner.runs import run_folder
from planner.runs.layout import RunError
from planner.runs.lock import project_lock
from planner.runs.plan_json import plan_from_json, plan_to_json
from planner.runs.run_folder import find_run, list_runs, load_run, recorded_files


def test_a_plan_reads_back_as_it_was_written(project: Any) -> None:
    """Write, read, equal."""
    plan, run_dir = make_plan(project(), exports=())

    assert load_run(run_dir).plan == plan
    assert plan_from_json(plan_to_json(plan)) == plan


def test_a_plan_with_a_wrong_or_unknown_field_is_refused(project: Any) -> None:
    """The message names the field."""
    plan, _ = make_plan(project(), exports=())
    data = plan_to_json(plan)

    with pytest.raises(ValueError, match=r"plan\.capex_minor is '5'"):
        plan_from_json({**data, "capex_minor": "5"})
    with pytest.raises(ValueError, match="unknown fields \\['colour'\\]"):
        plan_from_json({**data, "colour": "red"})
    with pytest.raises(ValueError, match="format"):
        plan_from_json({})


def test_a_second_plan_in_the_same_project_is_turned_away(project: Any) -> None:
    """While one process holds the lock, another gets a clear message."""
    folder = project()
    code = (
        "import sys; from pathlib import Path; from planner.runs.lock import project_lock\n"
        "with project_lock(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(run_folder.__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid}"), project_lock(folder):
            pass
        holder.stdin.close()
    with project_lock(folder):
        pass


def test_the_lock_of_a_dead_process_is_taken_over(project: Any) -> None:
    """What a killed process left behind, lock and half-written folder, is no obstacle."""
    folder = project()
    (folder / "runs" / ".tmp-base-1").mkdir(parents=True)
    (folder / "runs" / ".tmp-base-1" / "plan.json").write_text("{", encoding="utf-8")
    (folder / "runs" / ".lock").write_text("999999\n", encoding="utf-8")

    with project_lock(folder):
        assert (folder / "runs" / ".lock").read_text("utf-8") == f"{os.getpid()}\n"
        assert not (folder / "runs" / ".tmp-base-1").exists()


def test_a_runs_folder_that_cannot_be_written_is_said_in_words(project: Any) -> None:
    """A file stands where the folder should be."""
    folder = project()
    (folder / "runs").write_text("", encoding="utf-8")

    with pytest.raises(RunError, match=r"runs: .*exists"):
        make_plan(folder, exports=())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "make it writable"),
        (errno.EIO, "put this right"),
    ],
)
def test_nothing_half_written_stays_when_the_disk_gives_out(
    project: Any, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """The message has the next step, the temporary folder is gone, the inputs are untouched."""
    folder = project()
    before = (folder / "data" / "sites.csv").read_bytes()

    def fails(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(run_folder, "_write_json", fails)
    with pytest.raises(RunError, match=words):
        make_plan(folder, exports=())
    assert [p.name for p in (folder / "runs").iterdir()] == [".lock"]
    assert (folder / "data" / "sites.csv").read_bytes() == before


def test_an_interrupt_while_writing_leaves_nothing(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two files removes what was written so far."""
    folder = project()

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_folder, "manifest_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make_plan(folder, exports=())
    assert [p.name for p in (folder / "runs").iterdir()] == [".lock"]


def test_inputs_that_change_while_planning_stop_the_run(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recorded inputs are those that were read, or there is no run."""
    folder = project()
    real = run_folder.write_run

    def later(*given: Any) -> Any:
        (folder / "data" / "sites.csv").write_text("site_id\nZ\n", encoding="utf-8")
        return real(*given)

    monkeypatch.setattr("planner.pipeline.make_plan.write_run", later)
    with pytest.raises(RunError, match=r"sites\.csv changed"):
        make_plan(folder, exports=())


def test_a_run_stopped_without_an_answer_is_not_taken_for_the_newest(project: Any) -> None:
    """The newest run with an answer is found by itself; without any other, the empty one is."""
    folder = project()
    _, run_dir = make_plan(folder, exports=())
    empty = folder / "runs" / "zz-stopped"
    empty.mkdir()
    manifest = json.loads((run_dir / "manifest.json").read_text(encoding="utf-8"))
    manifest["status"] = "unknown"
    manifest["provenance"]["written_at"] = "9999"
    (empty / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert list_runs(folder)[-1] == empty
    assert find_run(folder) == run_dir
    shutil.rmtree(run_dir)
    assert find_run(folder) == empty


def test_runs_are_found_by_id_by_path_or_as_the_newest(project: Any) -> None:
    """An unknown name lists those that exist."""
    folder = project()
    with pytest.raises(RunError, match="kholboo plan"):
        find_run(folder)
    _, one = make_plan(folder, exports=())
    _, two = make_plan(folder, exports=())

    assert find_run(folder, one.name) == one
    assert find_run(folder, str(one)) == one
    assert set(list_runs(folder)) == {one, two}
    assert find_run(folder) in {one, two}
    with pytest.raises(RunError, match=one.name):
        find_run(folder, "nothing")


def test_a_damaged_run_is_refused_in_words(project: Any) -> None:
    """The message points to the audit."""
    _, run_dir = make_plan(project(), exports=())
    (run_dir / "plan.json").write_text("{", encoding="utf-8")

    with pytest.raises(RunError, match=r"plan\.json: not readable as JSON"):
        load_run(run_dir)
    with pytest.raises(RunError, match="manifest"):
        load_run(run_dir / "inputs")


def test_inputs_from_outside_the_project_are_copied_and_found_again(
    project: Any, tmp_path: Path
) -> None:
    """A path that leads outside is recorded as it was, and its copy is what is read later."""
    folder = project()
    outside = tmp_path / "shared.csv"
    outside.write_text("x\n", encoding="utf-8")
    (folder / "data" / "sites.csv").unlink()
    (folder / "data" / "sites.csv").symlink_to(outside)
    assert run_folder._place_of_copy("../shared.csv", 3) == "outside/3/shared.csv"
    assert run_folder._place_of_copy("data/sites.csv", 3) == "data/sites.csv"
    _, run_dir = make_plan(folder, exports=())

    copies = recorded_files(load_run(run_dir))
    assert copies["data/sites.csv"].read_text("utf-8") == "x\n"
    assert not copies["data/sites.csv"].is_symlink()


def test_a_copy_outside_the_run_is_refused(project: Any) -> None:
    """A manifest that points at today's file is damaged, whatever the file holds."""
    folder = project()
    _, run_dir = make_plan(folder, exports=())
    text = (run_dir / "manifest.json").read_text("utf-8")
    forged = text.replace('"inputs/data/sites.csv"', '"../../data/sites.csv"')
    (run_dir / "manifest.json").write_text(forged, encoding="utf-8")

    with pytest.raises(RunError, match=r"copy of data/sites\.csv lies outside inputs/"):
        recorded_files(load_run(run_dir))
