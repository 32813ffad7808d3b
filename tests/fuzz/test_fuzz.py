"""A cut of `make fuzz-inputs`: corruptions in this process, hostile files in others."""

from __future__ import annotations

import importlib.util
import random
import shutil
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from examples import LONG

import cli
from planner.commands.terminal.answer import ExitCode

CASES, PER_TEST = 500 if LONG else 100, 50
HOSTILE = (
    *("a far cell <c r='XFD1048576'>", "OpenDocument as XLSX", "9000 files", "entities"),
    *("one text of 3145728 in 50000 cells", "XLS to row 4294967295", "pipe .csv", "pipe .gpkg"),
    *("1000000 columns of b'a,'", "an endless gpkg_contents", "an endless view beside"),
    *("100000 times [", "parquet 1000000 rows of 1000000", "parquet 100000 deep"),
    *("link to /dev/zero .xlsx", "a column of zeroblob(900000000)", "link to /proc/kmsg .csv"),
    *("a bomb that says 33554432", "a bomb that says 0", "two files in one"),
    *("a block packed in way 7", "400000 points in heaps"),
    *("one shape a million times", "points 268435456", "pipe .prj", "a grid that is a pipe"),
    "a coordinate system that names a pipe",
)

Made = tuple[Path, Path, Path, Path]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and pipes")


def _module(name: str, file: str | None = None) -> ModuleType:
    """Import a file of this folder by its own name, once."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(
        name, Path(__file__).with_name(f"{file or name}.py")
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


cases, corruptions, hostile_files, projects = map(
    _module, ("cases", "corruptions", "hostile_files", "projects")
)
run = _module("fuzz_run", "run")  # the benchmarks have a module of that name, too


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The four small projects that are corrupted and restored."""
    return projects.make_projects(tmp_path_factory.mktemp("fuzz"))  # type: ignore[no-any-return]


@pytest.mark.slow
def test_the_projects_are_valid_before_they_are_corrupted(made: Made) -> None:
    """The projects, with all ten kinds of files, are without an error."""
    for project in made:
        result = CliRunner().invoke(cli.shell, ["-C", str(project), "check"])
        assert result.exit_code == ExitCode.OK, result.output


def _drawn(chance: random.Random, made: Made, number: int) -> tuple[Path, Path]:
    """Return a project and the file of it that is corrupted; dear kinds of files are rare."""
    usual, rare, layers, newer = made
    if number == 0:
        return rare, chance.choice(run.of_kinds(rare, ".xls", ".parquet"))
    if number % 25 == 1:
        return layers, chance.choice(run.of_kinds(layers, *run.LAYER_ENDINGS))
    if number % 5 == 2:
        return newer, chance.choice([p for p in run.targets(newer) if p.name in run.NEWER_FILES])
    return usual, chance.choice(run.targets(usual))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, CASES, PER_TEST))
def test_corrupted_inputs_end_as_findings(made: Made, start: int) -> None:
    """Whatever is done to a file, check ends with a code of the contract and changes nothing."""
    for seed in range(start, start + PER_TEST):
        chance = random.Random(seed)
        _corrupt(chance, *_drawn(chance, made, seed % PER_TEST), f"seed {seed}")


@pytest.mark.slow
def test_corrupted_records_end_as_findings(tmp_path: Path) -> None:
    """So do registers of devices, records in JSON, files of a pattern and quotations."""
    project = projects.make_records(tmp_path)
    named = [p for p in run.targets(project) if p.name in run.RECORD_FILES]
    assert CliRunner().invoke(cli.shell, ["-C", str(project), "check"]).exit_code == ExitCode.OK
    for seed in range(CASES // 2):
        _corrupt(random.Random(seed), project, named[seed % len(named)], f"seed {seed}")


def _corrupt(chance: random.Random, project: Path, path: Path, told: str) -> None:
    """Corrupt a file of a project, look at the answer of check, and restore the file."""
    good = path.read_bytes()
    path.write_bytes(corruptions.corrupted(chance, path))
    before = cases.state(project)
    try:
        result = CliRunner().invoke(cli.shell, ["-C", str(project), "check", "-q"])
    finally:
        after = cases.state(project)
        path.write_bytes(good)
    told = f"{told}, {path.name}: {result.output[-1000:]}"
    assert result.exit_code in (0, 1, 2), told
    assert "Traceback" not in result.output, told
    assert after == before, told


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE if LONG else HOSTILE[::3])
def test_hostile_files_end_as_findings(made: Made, name: str, tmp_path: Path) -> None:
    """A file made to stop the computer is answered in time, in memory, and nothing is written."""
    found = next(h for h in hostile_files.all_files() if h.name == name)
    project = Path(shutil.copytree(made[0], tmp_path / "төсөл"))
    hostile_files.place(found, project)
    start = time.monotonic()
    outcome = cases.run(["-C", str(project), "check"], project)

    assert cases.faults(outcome) == [], outcome.told[-2000:]
    assert outcome.code == (0 if "view beside" in name else 1)
    assert time.monotonic() - start < cases.MOST_SECONDS


def test_there_are_five_hundred_hostile_files() -> None:
    """Every way of this list is tried by the make target, and each has a name of its own."""
    found = hostile_files.all_files()

    assert len(found) >= 500
    assert len({(f.table, f.ending, f.name) for f in found}) == len(found)
