"""Line ends that git changed are told as just that."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from planner.audit.content.line_ends import line_ends_put_back, only_line_ends_differ
from planner.audit.difference import line_end_warnings
from planner.audit.rederive_run import rederive_run
from planner.audit.seals.check_seal import check_seal
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.runs.seal import seal_of


@pytest.mark.parametrize(
    ("recorded", "now", "found"),
    [
        (b"a\nb\n", b"a\r\nb\r\n", ("LF", "CRLF")),
        (b"a\r\nb\r\n", b"a\nb\n", ("CRLF", "LF")),
        (b"a\nb", b"a\r\nb", ("LF", "CRLF")),
        (b"a\nb", b"a\r\nb\r", ("LF", "CRLF")),  # as `sed` ends a last line that has no end
        (b"a\nb\n", b"a\r\nc\r\n", None),
        (b"a\nb\n", b"a\r\n\r\nb\r\n", None),
        (b"a\r\nb\n", b"a\nb\n", None),  # mixed: not what git makes
        (b"a\nb\n", b"a\r\r\nb\n", None),
    ],
)
def test_a_file_that_differs_in_line_ends_alone_is_recognised(
    tmp_path: Path, recorded: bytes, now: bytes, found: Any
) -> None:
    """Anything else that differs is a change."""
    (tmp_path / "f").write_bytes(now)

    assert only_line_ends_differ(tmp_path / "f", hashlib.sha256(recorded).hexdigest()) == found


@pytest.mark.parametrize("now", [b"a\r\n</html>", b"a\r\n</html>\r"])
def test_line_ends_are_put_back_as_they_are_recognised(tmp_path: Path, now: bytes) -> None:
    """An end without a line break stays without, also where a program put half of one there."""
    run, recorded = tmp_path / "run", b"a\n</html>"
    run.mkdir()
    (run / "plan.html").write_bytes(now)

    with line_ends_put_back(run, {"plan.html": hashlib.sha256(recorded).hexdigest()}) as copy:
        assert (copy / "plan.html").read_bytes() == recorded


def test_a_run_with_other_line_ends_is_told_as_that_and_no_more(project: Any) -> None:
    """Every text file became CRLF: contents and seal hold, and the audit still differs."""
    _, run_dir = make_plan(project(), exports=())
    seal = seal_of(run_dir)
    files = [p for p in run_dir.rglob("*") if p.is_file()]
    for path in files:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = verify_run(run_dir)

    assert {d.field for d in found} == {"line ends"}
    assert {d.file for d in found} == {p.relative_to(run_dir).as_posix() for p in files}
    assert "only line ends differ, LF became CRLF; git does this" in found[0].line()
    assert rederive_run(run_dir) == []
    assert check_seal(run_dir, expected=seal).differences == ()
    (told,) = line_end_warnings(found, "en")
    assert f"Only the line ends of {len(files)} files differ (manifest.json, seal.json, " in told
    assert list(line_end_warnings([], "en")) == []


def test_the_command_tells_line_ends_once_and_a_change_by_itself(project: Any) -> None:
    """Twenty lines that say the same would hide the one that matters; --json has each."""
    folder = project()
    _, run_dir = make_plan(folder, exports=())
    for path in run_dir.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (run_dir / "inputs" / "data" / "prices.csv").write_bytes(b"another\n")
    words = ["audit", "verify", str(run_dir), "-C", str(folder), "--lang", "en"]
    told = CliRunner().invoke(cli.shell, words)
    listed = json.loads(CliRunner().invoke(cli.shell, [*words, "--json"]).stdout)["data"]

    assert "inputs/data/prices.csv: sha256: recorded" in told.output
    assert told.output.count("line ends") == 1
    assert len([d for d in listed if d["field"] == "line ends"]) > 3


def test_a_change_hidden_among_line_ends_is_found(project: Any) -> None:
    """One price more among converted files is no matter of line ends."""
    _, run_dir = make_plan(project(), exports=())
    file = run_dir / "inputs" / "data" / "prices.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").replace(b"TRENCH,1", b"TRENCH,2"))

    assert [(d.file, d.field) for d in verify_run(run_dir)] == [
        ("inputs/data/prices.csv", "sha256")
    ]


def test_a_project_table_with_other_line_ends_is_told_as_that(project: Any) -> None:
    """The tables around the run are git's, too."""
    folder = project()
    _, run_dir = make_plan(folder, exports=())
    file = folder / "data" / "prices.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert [(d.file, d.field) for d in verify_run(run_dir)] == [
        ("project file data/prices.csv", "line ends")
    ]


def test_git_leaves_a_run_alone(project: Any, tmp_path: Path) -> None:
    """Committed and checked out as on Windows, the run is whole: it says so to git itself."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    _, run_dir = make_plan(project(), exports=())
    home = tmp_path / "kept"
    home.mkdir()
    shutil.copytree(run_dir, home / "run")
    (home / "other.txt").write_bytes(b"a\n")

    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=true"]
        subprocess.run(["git", *who, *words], cwd=home, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "run")
    for path in [p for p in home.rglob("*") if p.is_file() and ".git" not in p.parts[:-1]]:
        if (home / ".git") not in path.parents:
            path.unlink()
    git("checkout", "-q", "--", ".")

    assert (home / "other.txt").read_bytes() == b"a\r\n"  # what git does elsewhere
    assert verify_run(home / "run") == []
