"""`.ci/mutants.py` on a module of four lines: what it changes, what it lists, where it goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MUTANTS = Path(__file__).parents[1] / ".ci" / "mutants.py"
MODULE = """\
def largest(values):
    return max(0, *values) if values else 0
"""
CHECK = """\
import pathlib, module
log = pathlib.Path({log!r})
log.write_text(log.read_text() + "x")
assert module.largest([3, 5]) == 5 and module.largest([]) == 0
"""
SURVIVING = "largest: +1: 0", "largest: -1: 0"  # no test has a value below 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder that git knows, with a module and a check that counts its runs."""
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "log").write_text("")
    (folder / "module.py").write_text(MODULE)
    (folder / "check.py").write_text(CHECK.format(log=str(tmp_path / "log")))
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def run(project: Path, *options: str, module: str = "module.py") -> tuple[int, list[str], int]:
    """Return the exit code, the lines, and how often the check was run."""
    log = project.parent / "log"
    log.write_text("")
    command = [sys.executable, MUTANTS, module, "--jobs", "1", *options, "--"]
    ended = subprocess.run(
        [*command, sys.executable, "-S", "check.py"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.stderr == ""
    return ended.returncode, ended.stdout.splitlines(), len(log.read_text())


def listing(project: Path, *names: str) -> str:
    """Write a list of changes with a reason; return its path."""
    path = project.parent / "listed.toml"
    path.write_text(f'[[equivalent]]\nreason = "no value is below 2"\nchanges = {list(names)}\n')
    return str(path)


def test_survivors_are_named_and_may_be_listed(project: Path) -> None:
    """A change that no check notices fails the run until it stands in the list with a reason."""
    code, lines, runs = run(project)
    counted = next(line for line in lines if "noticed" in line)

    assert code == 1
    assert [x for x in lines if x.startswith("survives")] == [
        f"survives and is not listed: line 2: {name}" for name in SURVIVING
    ]
    assert int(counted.split(" changes")[0]) == runs - 1  # the first run is of the module as it is
    assert run(project, "--listed", listing(project, *SURVIVING))[0] == 0


def test_a_list_that_says_too_much_fails(project: Path) -> None:
    """A listed change that is noticed, or that does not exist, is a fault of the list."""
    noticed = "largest: always the last: max(0, *values) if values else 0"
    code, lines, _ = run(project, "--listed", listing(project, *SURVIVING, noticed, "gone: 1"))

    assert code == 1
    assert f"listed as equivalent, and noticed: {noticed}" in lines
    assert "listed and unknown: gone: 1" in lines


def test_a_stopped_run_goes_on(project: Path) -> None:
    """What was noticed is not tried again; what survived, or was not reached, is."""
    results = project.parent / "results"
    _, first, _ = run(project, "--results", str(results))
    kept = results.read_text().splitlines()
    results.write_text("\n".join(kept[1:]) + "\n")
    _, second, runs = run(project, "--results", str(results))

    assert second == first
    assert runs == 1 + len(SURVIVING) + 1


def test_a_room_is_sampled_the_same_every_time(project: Path) -> None:
    """A seed draws the same changes of a folder again; each is tried alone, in its own file."""
    results = project.parent / "results"
    options = ("--sample", "8", "--seed", "3", "--results", str(results))
    (project / "other.py").write_text(MODULE)  # nothing checks it
    code, lines, runs = run(project, *options, module=".")
    kept = results.read_text().splitlines()
    results.unlink()
    again = run(project, *options, module=".")

    assert code == 1
    assert again == (code, lines, runs)
    assert results.read_text().splitlines() == kept
    assert runs <= 1 + 8  # a check that is changed may not come to count
    assert len(kept) == 8
    ends = {(" other.py:" in line, line.split(" ")[1]) for line in kept if "check.py" not in line}
    assert ends >= {(True, "passed"), (False, "noticed")}
    assert (True, "noticed") not in ends
    assert (project / "module.py").read_text() == MODULE
