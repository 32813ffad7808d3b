"""The run folder: a plan with everything needed to check it, written whole or not at all.

`runs/<id>/` holds manifest.json (hashes of all inputs and outputs, versions, settings, what is
proven), plan.json, problem.json, certificate.json, verify.py, the inputs as they were read, and the
exports. Clock and host are named in the manifest's provenance block and nowhere else.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import IO, Any, Union, get_args, get_origin, get_type_hints

from planner.errors import BusyError, PlannerError
from planner.plan import Plan

MANIFEST_FORMAT = "kholboo-run/1"
PLAN_FORMAT = "kholboo-plan/1"
ANSWER_FORMAT = "kholboo-answer/1"
RUNS = "runs"
MANIFEST, PLAN, PROBLEM, ANSWER = "manifest.json", "plan.json", "problem.json", "certificate.json"
VERIFIER = "verify.py"
INPUTS = "inputs"
PROJECT_FILE = "kholboo.toml"
OUTSIDE = "outside"  # copies of inputs that lie outside the project folder
_VERSIONED = ("kholboo", "ortools", "numpy", "numba", "scipy", "networkx", "shapely")


class RunError(PlannerError):
    """A run cannot be written or read; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInput:
    """A file as it was read: where it lies in the project, and its copy in the run folder."""

    path: str  # as the project names it
    copy: str  # relative to the run folder
    table: str
    sha256: str
    rows: int


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


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything a run folder records, before it has a name."""

    plan: Plan
    problem: Mapping[str, Any]
    answer: Mapping[str, Any]
    project_folder: Path
    scenario: Mapping[str, Any]  # settings after overrides
    settings: Mapping[str, Any]  # what was asked for: scenario name, aimag, overrides
    seconds: Callable[[], Mapping[str, float]] = dict


# --- names and fingerprints ---------------------------------------------------------------------


def canonical(data: Any) -> bytes:
    """Return data as the bytes that hashes are taken of: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint_of(
    problem: Mapping[str, Any],
    answer: Mapping[str, Any],
    scenario: Mapping[str, Any],
    sources: Sequence[Mapping[str, str]],
) -> str:
    """Return 12 hexadecimal digits that stand for problem, plan, policy and the inputs' hashes.

    Who solved (`solve.workers`, `solve.cluster`) does not count: the plan is the same.
    """
    who = ("workers", "cluster")
    solve = {k: v for k, v in scenario.get("solve", {}).items() if k not in who}
    scenario = {**scenario, "solve": solve}
    inputs = sorted((s["table"], s["path"], s["sha256"]) for s in sources)
    decided = answer["chosen"]
    if answer.get("amounts"):
        decided = [decided, answer["amounts"]]
    parts = [
        hashlib.sha256(canonical(part)).hexdigest() for part in (problem, decided, scenario, inputs)
    ]
    return hashlib.sha256(canonical(parts)).hexdigest()[:12]


def free_run_id(runs: Path, stem: str) -> str:
    """Return the stem, or the stem with the first counter that no run has yet."""
    name, number = stem, 1
    while (runs / name).exists():
        number += 1
        name = f"{stem}-{number}"
    return name


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
        found.append((written, manifest.parent.name, manifest.parent))
    return [path for _, _, path in sorted(found)]


def find_run(folder: Path, name: str | None = None) -> Path:
    """Return a run folder by its id, by its path, or the newest of the project.

    A run stopped before it had an answer counts as the newest only where there is no other.
    Raises RunError when there is none.
    """
    if name is None:
        runs = list_runs(folder)
        if not runs:
            raise RunError(f"no run in {folder / RUNS}; make one with `kholboo plan`")
        return next((path for path in reversed(runs) if _has_answer(path)), runs[-1])
    for path in (folder / RUNS / name, Path(name)):
        if (path / MANIFEST).is_file():
            return path
    known = ", ".join(path.name for path in list_runs(folder)[-3:]) or "none"
    raise RunError(f"no run {name!r} in {folder / RUNS}; newest runs there: {known}")


def _has_answer(run_dir: Path) -> bool:
    """Return whether a run holds a plan, or the word that there is none."""
    try:
        return bool(read_json(run_dir / MANIFEST)["status"] != "unknown")
    except (RunError, KeyError, TypeError):
        return False


# --- the lock of a project ----------------------------------------------------------------------


@contextmanager
def project_lock(folder: Path) -> Iterator[None]:
    """Hold the project's plan lock; the system frees it when its process ends, however it ends.

    Raises BusyError while another process holds it, RunError where runs/ cannot be written.
    """
    runs = folder / RUNS
    with _trouble(runs):
        runs.mkdir(exist_ok=True)
        stream = (runs / ".lock").open("a+b")
    with stream:
        if not _try_lock(stream):
            stream.seek(0)
            holder = stream.read(40).decode("ascii", "replace").strip() or "unknown"
            raise BusyError(
                f"another plan is being made in this project (process {holder});"
                " wait until it ends, or plan in a copy of the folder"
            )
        with _trouble(runs):
            stream.truncate(0)
            stream.write(f"{os.getpid()}\n".encode())
            stream.flush()
        _remove_leftovers(runs)
        yield


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            stream.seek(1 << 20)  # past the text, which others may read
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise RunError(
            f"{stream.name}: this file system cannot lock files ({fault.strerror});"
            " copy the project to a local disk"
        ) from fault
    return True


def _remove_leftovers(runs: Path) -> None:
    """Remove half-written folders of processes that died; only the holder of the lock may."""
    for leftover in runs.glob(".tmp-*"):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _trouble(where: Path) -> Iterator[None]:
    """Turn a refusal of the file system into a sentence with the next step."""
    try:
        yield
    except OSError as fault:
        raise RunError(_in_words(where, fault)) from fault


def _in_words(where: Path, fault: OSError) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full: nothing was written to {where}; free some space and plan again"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{where} cannot be written ({fault.strerror}); make it writable, or copy the project"
            " to a folder of yours and plan there"
        )
    return f"{where}: {fault.strerror or fault}; nothing was written; put this right and plan again"


# --- writing ------------------------------------------------------------------------------------


def write_run(draft: Draft, export: Callable[[Plan, Path], Plan]) -> tuple[Plan, Path]:
    """Write a run folder and return the named plan with the folder.

    `export(plan, folder)` adds the sheets and maps and returns the plan to be recorded. The folder
    appears under its name only when complete. The caller holds the project's lock. Raises RunError
    and leaves nothing behind.
    """
    runs = draft.project_folder / RUNS
    sources = [_as_source(s) for s in draft.plan.sources]
    fingerprint = fingerprint_of(draft.problem, draft.answer, draft.scenario, sources)
    run_id = free_run_id(runs, f"{_safe(draft.plan.scenario)}-{fingerprint}")
    plan = replace(draft.plan, run_id=run_id, fingerprint=fingerprint)
    temporary = runs / f".tmp-{run_id}"
    try:
        with _trouble(runs):
            temporary.mkdir(parents=True)
            inputs = _copy_inputs(draft, temporary)
            plan = export(plan, temporary)
            _write_core(replace(draft, plan=plan), temporary)
            manifest = _manifest(replace(draft, plan=plan), inputs, temporary)
            _write_json(temporary / MANIFEST, manifest, indent=1)
            temporary.rename(runs / run_id)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return plan, runs / run_id


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name) or "run"


def _as_source(source: Any) -> dict[str, str]:
    return {"table": source.table, "path": source.path, "sha256": source.sha256}


def _write_core(draft: Draft, folder: Path) -> None:
    _write_json(folder / PLAN, plan_to_json(draft.plan), indent=1)
    _write_json(folder / PROBLEM, draft.problem)
    _write_json(folder / ANSWER, draft.answer)
    verifier = resources.files("optimizers").joinpath("verify.py").read_bytes()
    (folder / VERIFIER).write_bytes(verifier)


def _write_json(path: Path, data: Any, indent: int | None = None) -> None:
    separators = (",", ":") if indent is None else (",", ": ")
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        json.dump(
            data, stream, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False
        )
        stream.write("\n")


def _copy_inputs(draft: Draft, folder: Path) -> list[RecordedInput]:
    """Copy every file that was read; raises RunError when one has changed since."""
    recorded = []
    project_file = draft.project_folder / PROJECT_FILE
    wanted = [(PROJECT_FILE, "project", sha256_of(project_file), 0)]
    wanted += [(s.path, s.table, s.sha256, s.rows) for s in draft.plan.sources]
    copies: dict[str, str] = {}
    for path, table, sha256, rows in wanted:
        if path not in copies:
            copies[path] = f"{INPUTS}/{_place_of_copy(path, len(copies))}"
            target = folder / copies[path]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(draft.project_folder / path, target)
        if sha256_of(folder / copies[path]) != sha256:
            raise RunError(f"{path} changed while the plan was made; plan again")
        recorded.append(
            RecordedInput(path=path, copy=copies[path], table=table, sha256=sha256, rows=rows)
        )
    return recorded


def _place_of_copy(path: str, number: int) -> str:
    """Return where a copy lies below inputs/: the same place, or outside/<number>/<name>."""
    pure = PurePosixPath(Path(path).as_posix())
    if pure.is_absolute() or ".." in pure.parts or ":" in path:
        return f"{OUTSIDE}/{number}/{pure.name}"
    return str(pure)


def _manifest(draft: Draft, inputs: Sequence[RecordedInput], folder: Path) -> dict[str, Any]:
    plan = draft.plan
    manifest = {
        "format": MANIFEST_FORMAT,
        "run_id": plan.run_id,
        "fingerprint": plan.fingerprint,
        "project": plan.project,
        "settings": dict(draft.settings),
        "scenario": dict(draft.scenario),
        "solver": plan.solver,
        "seed": plan.seed,
        "status": plan.status,
        "stopped_by": plan.stopped_by,
        "infeasible_limits": list(plan.infeasible_limits),
        "objective": plan.objective,
        "bound": plan.bound,
        "certified_bound": plan.certified_bound,
        "gap": plan.gap,
        "solver_gap": plan.solver_gap,
        "currency": plan.currency,
        "price_date": plan.price_date,
        "exchange_rates": [list(rate) for rate in plan.exchange_rates],
        "inputs": [dataclasses.asdict(i) for i in inputs],
        "outputs": _outputs(folder),
        "versions": _versions(),
        "provenance": {
            "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "system": platform.platform(),
            "seconds": {k: round(v, 3) for k, v in draft.seconds().items()},
        },
    }
    return {**manifest, "checksum": checksum_of(manifest)}


def checksum_of(manifest: Mapping[str, Any]) -> str:
    """Return the hash of everything in a manifest but its own checksum."""
    rest = {k: v for k, v in manifest.items() if k != "checksum"}
    return hashlib.sha256(canonical(rest)).hexdigest()


def _outputs(folder: Path) -> list[dict[str, Any]]:
    """Return path, hash and size of every file written but the inputs and the manifest itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or name.startswith(f"{INPUTS}/"):
            continue
        found.append({"path": name, "sha256": sha256_of(path), "bytes": path.stat().st_size})
    return found


def _versions() -> dict[str, str | None]:
    """Return the versions that a result may depend on; None for what is not installed as such."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in _VERSIONED:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


# --- reading ------------------------------------------------------------------------------------


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raises RunError, in words, when that is not possible."""
    try:
        return json.loads(path.read_bytes())
    except OSError as fault:
        raise RunError(f"{path}: {fault.strerror}; is this a run folder?") from fault
    except ValueError as fault:
        raise RunError(f"{path}: not readable as JSON ({fault}); restore the run folder") from fault


def load_run(run_dir: Path) -> Run:
    """Return a recorded run; raises RunError when the folder is not one or is damaged."""
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != MANIFEST_FORMAT:
        raise RunError(f"{run_dir / MANIFEST}: not a manifest of the format {MANIFEST_FORMAT}")
    try:
        inputs = tuple(RecordedInput(**i) for i in manifest["inputs"])
        plan = plan_from_json(read_json(run_dir / PLAN))
    except (KeyError, TypeError, ValueError) as fault:
        raise RunError(
            f"{run_dir}: the run is damaged ({fault}); see `kholboo audit verify`"
        ) from fault
    return Run(folder=run_dir, plan=plan, manifest=manifest, inputs=inputs)


def recorded_project(run: Run, folder: Path) -> Path:
    """Lay the recorded inputs out as a project in an empty folder, and return that folder.

    Paths that led outside the project are pointed at their copies.
    """
    copies = run.folder / INPUTS
    shutil.copytree(copies, folder, dirs_exist_ok=True)
    text = (folder / PROJECT_FILE).read_text(encoding="utf-8-sig")
    for recorded in run.inputs:
        place = recorded.copy.removeprefix(f"{INPUTS}/")
        if place.startswith(f"{OUTSIDE}/"):
            for quote in ('"', "'"):
                text = text.replace(f"{quote}{recorded.path}{quote}", f'"{place}"')
    (folder / PROJECT_FILE).write_text(text, encoding="utf-8")
    return folder


# --- plan.json ----------------------------------------------------------------------------------


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data, the content of plan.json."""
    data: dict[str, Any] = _encode(plan)
    return {"format": PLAN_FORMAT, **data}


def plan_from_json(data: Mapping[str, Any]) -> Plan:
    """Return the plan that `plan_to_json` wrote, equal to the original.

    Raises ValueError where the data are not a plan.
    """
    if not isinstance(data, Mapping) or data.get("format") != PLAN_FORMAT:
        raise ValueError(f"plan.json is not of the format {PLAN_FORMAT}")
    plan = _decode(Plan, {k: v for k, v in data.items() if k != "format"}, "plan")
    if not isinstance(plan, Plan):
        raise ValueError("plan.json holds no plan")
    return plan


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_encode(v) for v in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a plan holds a {type(value).__name__}")


def _decode(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (kind,) = (k for k in get_args(kind) if k is not type(None))
        return _decode(kind, data, where)
    if origin is tuple:
        return _decode_tuple(get_args(kind), data, where)
    if dataclasses.is_dataclass(kind):
        return _decode_fields(kind, data, where)
    if issubclass(kind, StrEnum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise ValueError(f"{where} is {data!r}, expected {kind.__name__}")
    return data


def _decode_tuple(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{where} is {data!r}, expected a list")
    if kinds[-1] is Ellipsis:
        return tuple(_decode(kinds[0], v, f"{where}[{i}]") for i, v in enumerate(data))
    if len(kinds) != len(data):
        raise ValueError(f"{where} has {len(data)} values, expected {len(kinds)}")
    return tuple(_decode(k, v, where) for k, v in zip(kinds, data, strict=True))


_HINTS: dict[Any, dict[str, Any]] = {}


def _decode_fields(kind: Any, data: Any, where: str) -> Any:
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
    if not isinstance(data, dict):
        raise ValueError(f"{where} is {data!r}, expected fields")
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"{where} has unknown fields {unknown}")
    values = {k: _decode(hints[k], v, f"{where}.{k}") for k, v in data.items()}
    try:
        return kind(**values)
    except TypeError as fault:
        raise ValueError(f"{where}: {fault}") from fault
