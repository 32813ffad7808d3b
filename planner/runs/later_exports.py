"""Files added to a run after it was recorded: `exports/` with a list of its own.

The manifest of a run never changes. What is exported later lies in `exports/`, each file with its
SHA-256 in `exports/manifest.json`, so that an audit still knows every byte of the folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.files import with_rename
from planner.language.said import said
from planner.runs.canonical import sha256_of
from planner.runs.layout import MANIFEST, RunError, read_json
from planner.runs.manifest import checksum_of
from planner.runs.run_folder import Run

FOLDER = "exports"
FORMAT = "kholboo-exports/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How an export was made, so that it can be made again."""

    format: str
    wanted: Mapping[str, Any]  # language, money unit, selection and what else was asked for
    versions: Mapping[str, str | None]  # of the libraries that wrote it


_UNKNOWN: Mapping[str, Made] = MappingProxyType({})


def add_to_run(run: Run, files: Iterable[Path], made: Mapping[str, Made] = _UNKNOWN) -> None:
    """List files of the run's exports folder; one listed before is replaced.

    `made` tells by file name how a file was made. Raises RunError when the present list cannot be
    read, OSError when it cannot be written.
    """
    folder = run.folder / FOLDER
    listed = {entry["path"]: entry for entry in entries_of(run.folder)}
    for file in files:
        entry = {"path": file.name, "sha256": sha256_of(file), "bytes": file.stat().st_size}
        if file.name in made:
            entry["made"] = asdict(made[file.name])
        listed[file.name] = entry
    content = {
        "format": FORMAT,
        "run_id": run.plan.run_id,
        "fingerprint": run.plan.fingerprint,
        "files": [listed[name] for name in sorted(listed)],
    }
    whole = {**content, "checksum": checksum_of(content)}
    with_rename(folder / MANIFEST, lambda path: _write(path, whole))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    from planner.files import write_json

    write_json(path, content)


def made_of(entry: Mapping[str, Any]) -> Made | None:
    """Return how a listed file was made; None where that was not recorded in a known way."""
    try:
        return Made(**entry["made"])
    except (KeyError, TypeError):
        return None


def entries_of(run_dir: Path) -> list[dict[str, Any]]:
    """Return what the list of additions says of each file; nothing where there is no list.

    Raises RunError when the list cannot be read.
    """
    path = run_dir / FOLDER / MANIFEST
    if not path.is_file():
        return []
    found = read_json(path)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RunError(
            said(
                "{path}: not a list of the format {format}; remove it and export again",
                path=path,
                format=FORMAT,
            )
        )
    return list(found["files"])


def hashes_of_additions(run_dir: Path) -> dict[str, str]:
    """Return the SHA-256 of every added file by its path in the run, the list itself apart.

    Raises RunError when the list cannot be read.
    """
    try:
        return {f"{FOLDER}/{e['path']}": str(e["sha256"]) for e in entries_of(run_dir)}
    except (KeyError, TypeError) as fault:
        raise RunError(
            said("{path}: damaged ({fault})", path=run_dir / FOLDER / MANIFEST, fault=fault)
        ) from fault


def faults_of_list(run_dir: Path, fingerprint: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, recorded and recomputed value where the list of additions does not hold."""
    path = run_dir / FOLDER / MANIFEST
    if path.is_file():
        found = read_json(path)
        yield from (
            (field, str(recorded), str(now))
            for field, recorded, now in (
                ("checksum", found.get("checksum"), checksum_of(found)),
                ("fingerprint", found.get("fingerprint"), fingerprint),
            )
            if recorded != now
        )
