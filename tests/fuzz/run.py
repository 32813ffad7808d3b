"""Corrupt small projects ten thousand times and feed five hundred hostile files: nothing breaks.

    python tests/fuzz/run.py [--corruptions N] [--hostile N] [--seed N] [--workers N] [--only WORD]
                             [--resume FILE] [--newer] [--records] [--file NAME]

Each case is one `kholboo check` in a process of its own, followed by `kholboo candidates` where
nothing was found. A case fails with a traceback, an exit code outside the contract, more time or
memory than promised, or a file written anywhere. Prints the figures as Markdown; ends with 1 when
a case failed. With --resume every verdict goes to a file, and cases that are in it are not tried
again. Needs Linux: it forks and reads what each process took.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cli
from planner.commands.terminal.answer import ExitCode

sys.path.insert(0, str(Path(__file__).parent))

import cases
import corruptions
import hostile_files
import projects

RARE_SHARE, LAYERS_SHARE, NEWER_SHARE = 0.05, 0.12, 0.2  # the dearer kinds of files
NEWER_FILES = ("heights.tif", "people.tif", "corrections.csv", "kholboo.toml")
RECORD_FILES = ("devices.csv", "pops.json", "sites-1.csv", "catalogue.csv")
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


def drawn(chance: random.Random, made: Sequence[Path]) -> tuple[Path, Path]:
    """Return one of the four projects, and the file of it that is corrupted.

    Of one project alone, a file that only it has is corrupted, or the one asked for.
    """
    if len(made) == 1:
        own = RECORD_FILES if made[0].name == "records" else NEWER_FILES
        named = [p for p in targets(made[0]) if p.name in (ONLY_FILES or own)]
        return made[0], chance.choice(named)
    usual, rare, layers, newer = made
    share = chance.random()
    if share < RARE_SHARE:
        return rare, chance.choice(of_kinds(rare, ".xls", ".parquet"))
    if share < RARE_SHARE + LAYERS_SHARE:
        return layers, chance.choice(of_kinds(layers, *LAYER_ENDINGS))
    if share < RARE_SHARE + LAYERS_SHARE + NEWER_SHARE:
        return newer, chance.choice([p for p in targets(newer) if p.name in NEWER_FILES])
    return usual, chance.choice(targets(usual))


LAYER_ENDINGS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".pbf")


def of_kinds(project: Path, *endings: str) -> list[Path]:
    """Return the files of a project with one of these endings; roads count as often as the rest."""
    found = [p for p in targets(project) if p.suffix in endings]
    return found + [p for p in found if p.suffix == ".pbf"] * 4


def corruption(seed: int, made: Sequence[Path]) -> Verdict:
    """Corrupt one file of a project and check it; the seed says which and how."""
    chance = random.Random(seed)
    project, path = drawn(chance, made)
    good = path.read_bytes()
    path.write_bytes(corruptions.corrupted(chance, path))
    try:
        if path.suffix in LAYER_ENDINGS:
            limits = (cases.MOST_ROAD_BYTES, cases.MOST_LAYER_SECONDS)
            return judged(f"{seed} {path.name}", project, *limits)
        return judged(f"{seed} {path.name}", project)
    finally:
        path.write_bytes(good)


def judged(
    name: str,
    project: Path,
    most_bytes: int = cases.MOST_BYTES,
    most_seconds: int = cases.MOST_SECONDS,
) -> Verdict:
    """Check a project, compute candidates when nothing was found, and judge both."""
    outcome = cases.run(["-C", str(project), "check"], project)
    faults = cases.faults(outcome, most_bytes, most_seconds)
    code, seconds, used = outcome.code, outcome.seconds, outcome.most_bytes
    if outcome.code == 0:
        more = ["-C", str(project), "candidates", "-q", "--technology", "fibre"]
        outcome = cases.run(more, project)
        faults += cases.faults(outcome, most_bytes, most_seconds)
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
        of_layer = found.ending in (".shp", ".osm.pbf")
        return judged(
            f"{found.table}{found.ending}: {found.name}",
            project,
            cases.MOST_ROAD_BYTES if found.table == "roads" else cases.MOST_BYTES,
            cases.MOST_LAYER_SECONDS if of_layer else cases.MOST_SECONDS,
        )


# -- many -----------------------------------------------------------------------------------------


def _start(within: str, names: Sequence[str], only_file: str) -> None:
    """Give a worker copies of the projects of its own."""
    ONLY_FILES.extend(filter(None, [only_file]))
    place = Path(tempfile.mkdtemp(dir=within))
    for name in names:
        MADE.append(Path(shutil.copytree(Path(within) / name, place / name)))
        warm_up(MADE[-1])


MADE: list[Path] = []
ONLY_FILES: list[str] = []  # the file to corrupt, where one is asked for


def _corruption(seed: int) -> Verdict:
    return corruption(seed, MADE)


def _hostile(index: int) -> Verdict:
    return hostile(index, MADE[0])


def figures(title: str, verdicts: list[Verdict], seconds: float) -> Iterator[str]:
    """Yield one row of the table of figures."""
    codes = Counter(v.code for v in verdicts)
    told = ", ".join(f"{code}: {count:,}" for code, count in sorted(codes.items()))
    slowest = max(verdicts, key=lambda v: v.seconds)
    largest = max(verdicts, key=lambda v: v.most_bytes)
    failed = sum(bool(v.faults) for v in verdicts)
    yield (
        f"| {title} | {len(verdicts):,} | {told} | {failed} | {slowest.seconds:.1f} s | "
        f"{largest.most_bytes / 2**20:,.0f} MiB | {sum(v.seconds for v in verdicts):,.0f} s | "
        f"{seconds:,.0f} s |"
    )
    yield f"<!-- slowest: {slowest.name}; largest: {largest.name} -->"


def report(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield verdicts as they come, and print those that failed."""
    for verdict in verdicts:
        if verdict.faults:
            print(f"FAILED {verdict.name}: " + "\n  ".join(verdict.faults), file=sys.stderr)
        yield verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Verdicts by their work and case, kept in a file of JSON lines when there is one."""

    path: Path | None
    verdicts: dict[tuple[str, int], Verdict]

    @classmethod
    def of(cls, path: Path | None) -> Known:
        """Return what a file holds; an interrupted last line is left out."""
        found: dict[tuple[str, int], Verdict] = {}
        lines = path.read_text().split("\n")[:-1] if path is not None and path.exists() else []
        for title, case, verdict in map(json.loads, lines):
            faults = tuple(verdict.pop("faults"))
            found[title, case] = Verdict(**verdict, faults=faults)
        return cls(path=path, verdicts=found)

    def add(self, title: str, case: int, verdict: Verdict) -> None:
        """Keep a verdict."""
        self.verdicts[title, case] = verdict
        if self.path is not None:
            with self.path.open("a") as file:
                file.write(json.dumps([title, case, dataclasses.asdict(verdict)]) + "\n")


def main() -> int:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corruptions", type=int, default=10_000)
    parser.add_argument("--hostile", type=int, default=10_000, help="at most so many files")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--newer", action="store_true", help="files of the newer readers alone")
    parser.add_argument("--records", action="store_true", help="devices, JSON, patterns alone")
    parser.add_argument("--file", default="", help="of those files this one alone")
    parser.add_argument("--only", default="", help="hostile files with this in their name")
    parser.add_argument("--resume", type=Path, help="file of verdicts to go on with")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    known = Known.of(asked.resume)
    rows: list[str] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kholboo-fuzz-") as within:
        if asked.records:
            projects.make_records(Path(within))
        else:
            projects.make_projects(Path(within))
        pool = partial(ProcessPoolExecutor, mp_context=get_context("spawn"), initializer=_start)
        names = ("newer",) if asked.newer else ("usual", "rare", "layers", "newer")
        if asked.records:
            names = ("records",)
        wanted = [i for i, f in enumerate(hostile_files.all_files()) if asked.only in str(f)]
        work = (
            ("hostile files", _hostile, wanted[: asked.hostile], 1),
            (
                names[0] if len(names) == 1 else "corruptions",
                _corruption,
                range(asked.seed, asked.seed + asked.corruptions),
                20,
            ),
        )
        for title, function, items, chunk in work:
            if not items:
                continue
            start = time.monotonic()
            left = [item for item in items if (title, item) not in known.verdicts]
            with pool(max_workers=asked.workers, initargs=(within, names, asked.file)) as workers:
                verdicts = report(workers.map(function, left, chunksize=chunk))
                for item, verdict in zip(left, verdicts, strict=True):
                    known.add(title, item, verdict)
                    if asked.verbose:
                        size = verdict.most_bytes >> 20
                        print(f"{verdict.code} {verdict.seconds:.1f} s {size} MiB {verdict.name}")
            found = [known.verdicts[title, item] for item in items]
            failed += sum(bool(v.faults) for v in found)
            rows += figures(title, found, time.monotonic() - start)
    print("| cases | number | exit codes | failed | slowest | most memory | CPU | wall |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    print("\n".join(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
