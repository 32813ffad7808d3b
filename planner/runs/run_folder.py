"""The run folder: a plan with everything needed to check it, written whole or not at all.

`runs/<id>/` holds manifest.json (hashes of all inputs and outputs, versions, settings, what is
proven), plan.json, problem.json, certificate.json, verify.py, the inputs as they were read, and the
exports. Clock and host are named in the manifest's provenance block and nowhere else.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

from inventory.place_words import use_those_of
from planner.language.said import said
from planner.plan.plan import Plan
from planner.runs.canonical import sha256_of
from planner.runs.fingerprint import fingerprint_of, fingerprint_parts
from planner.runs.layout import (
    ANSWER,
    INPUTS,
    LINE_ENDS,
    MANIFEST,
    OUTSIDE,
    PLAN,
    PROBLEM,
    PROJECT_FILE,
    RUNS,
    VERIFIER,
    RunError,
    file_trouble,
    read_json,
)
from planner.runs.manifest import READABLE, Draft, RecordedInput, manifest_of, versions
from planner.runs.plan_json import plan_from_json, plan_to_json
from planner.runs.seal import write_seal

_SHORTEST, _WHOLE, _STEP = 12, 64, 4  # digits of a fingerprint in a run id
_KEEP_LINE_ENDS = b"# Every byte of a run is sealed: git must leave line ends alone.\n* -text\n"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A recorded run, as its files say."""

    folder: Path
    plan: Plan
    manifest: Mapping[str, Any]
    inputs: tuple[RecordedInput, ...]

    def read_json(self, name: str) -> Any:
        """Return the content of a JSON file of the run; raises RunError when it cannot be read."""
        return read_json(self.folder / name)


def free_run_id(runs: Path, scenario: str, fingerprint: str) -> str:
    """Return a run id that no run has yet: scenario, first digits of the fingerprint, a counter.

    A counter is given only to another run of the same plan. Where a different plan has the same
    first digits, more digits are taken.
    """
    for digits in range(_SHORTEST, _WHOLE + 1, _STEP):
        stem = f"{safe_name(scenario)}-{fingerprint[:digits]}"
        name, number = stem, 1
        while (runs / name).exists() and _fingerprint_in(runs / name) == fingerprint:
            number += 1
            name = f"{stem}-{number}"
        if not (runs / name).exists():
            return name
    raise RunError(
        said("{path}: not the run that its name says; move it elsewhere", path=runs / name)
    )


def names_run(run_id: str, scenario: str, fingerprint: str) -> bool:
    """Return whether a run of this scenario and fingerprint may bear the id."""
    stem = re.escape(safe_name(scenario))
    found = re.fullmatch(rf"{stem}-([0-9a-f]{{{_SHORTEST},}})(-[1-9][0-9]*)?", run_id)
    return found is not None and fingerprint.startswith(found[1])


def _fingerprint_in(run_dir: Path) -> str | None:
    """Return the fingerprint that a run records, None where it cannot be read."""
    try:
        return str(read_json(run_dir / MANIFEST)["fingerprint"])
    except (RunError, KeyError, TypeError):
        return None


def list_runs(folder: Path) -> list[Path]:
    """Return the run folders of a project, oldest first by their provenance."""
    found = []
    for manifest in (folder / RUNS).glob(f"*/{MANIFEST}"):
        if manifest.parent.name.startswith("."):
            continue
        try:
            written = str(read_json(manifest)["provenance"]["written_at"])
        except (RunError, KeyError, TypeError):
            written = ""
        changed = manifest.stat().st_mtime_ns  # tells runs of one second apart
        found.append((written, changed, manifest.parent.name, manifest.parent))
    return [path for _, _, _, path in sorted(found)]


def find_run(folder: Path, name: str | None = None) -> Path:
    """Return a run folder by its id, by its path, or the newest of the project.

    A run stopped before it had an answer counts as the newest only where there is no other.
    Raises RunError when there is none.
    """
    if name is None:
        runs = list_runs(folder)
        if not runs:
            raise RunError(
                said("no run in {path}; make one with `kholboo plan`", path=folder / RUNS)
            )
        return next((path for path in reversed(runs) if _has_answer(path)), runs[-1])
    for path in (folder / RUNS / name, Path(name)):
        if (path / MANIFEST).is_file():
            return path
    known = ", ".join(path.name for path in list_runs(folder)[-3:]) or said("none")
    raise RunError(
        said(
            "no run {name!r} in {path}; newest runs there: {known}",
            name=name,
            path=folder / RUNS,
            known=known,
        )
    )


def _has_answer(run_dir: Path) -> bool:
    """Return whether a run holds a plan, or the word that there is none."""
    try:
        return bool(read_json(run_dir / MANIFEST)["status"] != "unknown")
    except (RunError, KeyError, TypeError):
        return False


def write_run(draft: Draft, export: Callable[[Plan, Path], Plan]) -> tuple[Plan, Path]:
    """Write a run folder and return the named plan with the folder.

    `export(plan, folder)` adds the sheets and maps, which print the fingerprint, and returns the
    plan, marked where an interrupt left any of them out: the plan handed back is marked, the one
    recorded is the one that was printed. The folder appears under its name only when complete. The
    caller holds the project's lock. Raises RunError and leaves nothing behind.
    """
    runs = draft.project_folder / RUNS
    parts = fingerprint_parts(draft.plan, draft.problem, draft.answer, draft.scenario, versions())
    fingerprint = fingerprint_of(parts)
    run_id = free_run_id(runs, draft.plan.scenario, fingerprint)
    named = replace(draft, plan=replace(draft.plan, run_id=run_id, fingerprint=fingerprint))
    temporary = runs / f".tmp-{run_id}"
    try:
        with file_trouble(runs):
            temporary.mkdir(parents=True)
            inputs = _copy_inputs(draft, temporary)
            exported = export(named.plan, temporary)
            _write_core(named, temporary)
            stopped = exported != named.plan
            manifest = manifest_of(named, inputs, temporary, parts, exports_stopped=stopped)
            _write_json(temporary / MANIFEST, manifest, indent=1)
            write_seal(temporary)
            temporary.rename(runs / run_id)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return exported, runs / run_id


def safe_name(name: str) -> str:
    """Return a name with what a folder may not hold replaced by dashes."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name) or "run"


def _write_core(draft: Draft, folder: Path) -> None:
    _write_json(folder / PLAN, plan_to_json(draft.plan), indent=1)
    _write_json(folder / PROBLEM, draft.problem)
    _write_json(folder / ANSWER, draft.answer)
    verifier = resources.files("optimizers").joinpath("verify.py").read_bytes()
    (folder / VERIFIER).write_bytes(verifier)
    (folder / LINE_ENDS).write_bytes(_KEEP_LINE_ENDS)


def _write_json(path: Path, data: Any, indent: int | None = None) -> None:
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(  # in one piece: written bit by bit, it takes ten times as long
        data, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False
    )
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text + "\n")


def _copy_inputs(draft: Draft, folder: Path) -> list[RecordedInput]:
    """Copy every file that was read; raises RunError when one has changed since."""
    recorded = []
    project_file = draft.project_folder / PROJECT_FILE
    wanted = [(PROJECT_FILE, "project", sha256_of(project_file), 0)]
    wanted += [(s.path, s.table, s.sha256, s.rows) for s in draft.plan.sources]
    copies: dict[str, str] = {}
    for path, table, sha256, rows in wanted:
        if path not in copies:
            copies[path] = f"{INPUTS}/{_place_of_copy(path, _number_of_copy(path, copies))}"
            target = folder / copies[path]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(draft.project_folder / path, target)
        if sha256_of(folder / copies[path]) != sha256:
            raise RunError(said("{path} changed while the plan was made; plan again", path=path))
        recorded.append(
            RecordedInput(path=path, copy=copies[path], table=table, sha256=sha256, rows=rows)
        )
    return recorded


def _number_of_copy(path: str, copies: Mapping[str, str]) -> int:
    """Return the number of a copy; parts of one shapefile share it, so that they lie together."""
    pure = PurePosixPath(Path(path).as_posix())
    others = (PurePosixPath(Path(other).as_posix()) for other in copies)
    same = (
        number
        for number, other in enumerate(others)
        if (other.parent, other.stem) == (pure.parent, pure.stem)
    )
    return next(same, len(copies))


def _place_of_copy(path: str, number: int) -> str:
    """Return where a copy lies below inputs/: the same place, or outside/<number>/<name>."""
    pure = PurePosixPath(Path(path).as_posix())
    if pure.is_absolute() or ".." in pure.parts or ":" in path:
        return f"{OUTSIDE}/{number}/{pure.name}"
    return str(pure)


def load_run(run_dir: Path) -> Run:
    """Return a recorded run; raises RunError when the folder is not one or is damaged."""
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") not in READABLE:
        raise RunError(
            said(
                "{path}: not a manifest of the formats {formats}; a newer Kholboo may have made it",
                path=run_dir / MANIFEST,
                formats=", ".join(READABLE),
            )
        )
    try:
        inputs = tuple(RecordedInput(**i) for i in manifest["inputs"])
        plan = plan_from_json(read_json(run_dir / PLAN))
        use_those_of(run_dir / INPUTS / PROJECT_FILE)
    except (KeyError, TypeError, ValueError) as fault:
        raise RunError(
            said(
                "{run_dir}: the run is damaged ({fault}); see `kholboo audit verify`",
                run_dir=run_dir,
                fault=fault,
            )
        ) from fault
    return Run(folder=run_dir, plan=plan, manifest=manifest, inputs=inputs)


def recorded_files(run: Run) -> dict[str, Path]:
    """Return the copies of the tables by the path that the project names them with.

    Raises RunError for a copy that does not lie below inputs/ of the run: nothing else was
    recorded.
    """
    inside = (run.folder / INPUTS).resolve()
    copies = {i.path: run.folder / i.copy for i in run.inputs if i.table != "project"}
    for path, copy in copies.items():
        if not copy.resolve().is_relative_to(inside):
            raise RunError(
                said(
                    "{path}: the copy of {table} lies outside {inputs}/ of the run; the run is"
                    " damaged, see `kholboo audit verify`",
                    path=run.folder / MANIFEST,
                    table=path,
                    inputs=INPUTS,
                )
            )
    return copies
