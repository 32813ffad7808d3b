"""Corrupt small projects ten thousand times and feed two hundred hostile files: nothing breaks.

    python tests/fuzz/run.py [--corruptions N] [--hostile N] [--seed N] [--workers N] [--only WORD]

Each case is one `kholboo check` in a process of its own, followed by `kholboo candidates` where
nothing was found. A case fails with a traceback, an exit code outside the contract, more time or
memory than promised, or a file written anywhere. Prints the figures as Markdown; ends with 1 when
a case failed. Needs Linux: it forks and reads what each process took.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cli
from planner.commands.answer import ExitCode

sys.path.insert(0, str(Path(__file__).parent))

import cases
import corruptions
import hostile_files
import projects

OUTPUTS = ("README.md", "PROVENANCE.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One case: what it was, how it ended, what it took and what was wrong."""

    name: str
    code: int
    seconds: float
    most_bytes: int
    faults: tuple[str, ...]


def warm_up(project: Path) -> None:
    """Check a project here, so that every fork of this process has all imports behind it."""
    from click.testing import CliRunner

    done = CliRunner().invoke(cli.shell, ["-C", str(project), "check"])
    assert done.exit_code == ExitCode.OK, done.output


def targets(project: Path) -> list[Path]:
    """Return the files of a project that are read, in order."""
    found = sorted(p for p in (project / "data").iterdir() if p.name not in OUTPUTS)
    return [*found, project / "kholboo.toml"]


def corruption(seed: int, usual: Path, rare: Path) -> Verdict:
    """Corrupt one file of a project and check it; the seed says which and how."""
    chance = random.Random(seed)
    project = rare if chance.random() < 0.05 else usual
    options = targets(project)
    if project == rare:
        options = [p for p in options if p.suffix in (".xls", ".parquet")]
    path = chance.choice(options)
    good = path.read_bytes()
    path.write_bytes(corruptions.corrupted(chance, path))
    try:
        return judged(f"{seed} {path.name}", project)
    finally:
        path.write_bytes(good)


def judged(name: str, project: Path, most_bytes: int = cases.MOST_BYTES) -> Verdict:
    """Check a project, compute candidates when nothing was found, and judge both."""
    outcome = cases.run(["-C", str(project), "check"], project)
    faults = cases.faults(outcome, most_bytes)
    code, seconds, used = outcome.code, outcome.seconds, outcome.most_bytes
    if outcome.code == 0:
        more = ["-C", str(project), "candidates", "-q", "--technology", "fibre"]
        outcome = cases.run(more, project)
        faults += cases.faults(outcome, most_bytes)
        seconds, used = seconds + outcome.seconds, max(used, outcome.most_bytes)
    if faults:
        faults.append(outcome.told[-3000:])
    return Verdict(name=name, code=code, seconds=seconds, most_bytes=used, faults=tuple(faults))


def hostile(index: int, usual: Path) -> Verdict:
    """Put a hostile file into a copy of a project and check it."""
    found = hostile_files.all_files()[index]
    with tempfile.TemporaryDirectory(dir=usual.parent) as place:
        project = Path(shutil.copytree(usual, Path(place) / "төсөл"))
        hostile_files.place(found, project)
        return judged(f"{found.table}{found.ending}: {found.name}", project)


# -- many -----------------------------------------------------------------------------------------


def _start(within: str) -> None:
    """Give a worker copies of the projects of its own."""
    global USUAL, RARE
    place = Path(tempfile.mkdtemp(dir=within))
    USUAL = Path(shutil.copytree(Path(within) / "usual", place / "usual"))
    RARE = Path(shutil.copytree(Path(within) / "rare", place / "rare"))
    warm_up(USUAL)


USUAL, RARE = Path(), Path()


def _corruption(seed: int) -> Verdict:
    return corruption(seed, USUAL, RARE)


def _hostile(index: int) -> Verdict:
    return hostile(index, USUAL)


def figures(title: str, verdicts: list[Verdict], seconds: float) -> Iterator[str]:
    """Yield one row of the table of figures."""
    codes = Counter(v.code for v in verdicts)
    told = ", ".join(f"{code}: {count:,}" for code, count in sorted(codes.items()))
    slowest = max(verdicts, key=lambda v: v.seconds)
    largest = max(verdicts, key=lambda v: v.most_bytes)
    failed = sum(bool(v.faults) for v in verdicts)
    yield (
        f"| {title} | {len(verdicts):,} | {told} | {failed} | {slowest.seconds:.1f} s | "
        f"{largest.most_bytes / 2**20:,.0f} MiB | {seconds:,.0f} s |"
    )
    yield f"<!-- slowest: {slowest.name}; largest: {largest.name} -->"


def report(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield verdicts as they come, and print those that failed."""
    for verdict in verdicts:
        if verdict.faults:
            print(f"FAILED {verdict.name}: " + "\n  ".join(verdict.faults), file=sys.stderr)
        yield verdict


def main() -> int:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corruptions", type=int, default=10_000)
    parser.add_argument("--hostile", type=int, default=10_000, help="at most so many files")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="hostile files with this in their name")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    rows: list[str] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kholboo-fuzz-") as within:
        projects.make_projects(Path(within))
        pool = partial(ProcessPoolExecutor, mp_context=get_context("spawn"), initializer=_start)
        wanted = [i for i, f in enumerate(hostile_files.all_files()) if asked.only in str(f)]
        work = (
            ("hostile files", _hostile, wanted[: asked.hostile], 1),
            ("corruptions", _corruption, range(asked.seed, asked.seed + asked.corruptions), 20),
        )
        for title, function, items, chunk in work:
            if not items:
                continue
            start = time.monotonic()
            with pool(max_workers=asked.workers, initargs=(within,)) as workers:
                found = []
                for verdict in report(workers.map(function, items, chunksize=chunk)):
                    found.append(verdict)
                    if asked.verbose:
                        size = verdict.most_bytes >> 20
                        print(f"{verdict.code} {verdict.seconds:.1f} s {size} MiB {verdict.name}")
            failed += sum(bool(v.faults) for v in found)
            rows += figures(title, found, time.monotonic() - start)
    print("| cases | number | exit codes | failed | slowest | most memory | wall |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: |")
    print("\n".join(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
