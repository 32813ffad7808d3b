"""Check that the files of a run are those that its manifest lists, byte for byte."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from planner.audit.content.line_ends import only_line_ends_differ
from planner.audit.difference import LINE_ENDS, Difference, compare, differs
from planner.audit.seals.signatures import is_signature_file
from planner.runs.canonical import sha256_of
from planner.runs.later_exports import FOLDER, faults_of_list, hashes_of_additions
from planner.runs.layout import MANIFEST, PROJECT_FILE, SEAL, RunError
from planner.runs.manifest import FIRST_FORMAT, READABLE, checksum_of
from planner.runs.seal import seal_bytes

_ADDITIONS = f"{FOLDER}/{MANIFEST}"


def seal_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where the manifest is not the one that was written, or not the one that is sealed."""
    if manifest.get("format") not in READABLE:
        yield differs(MANIFEST, "format", manifest.get("format"), " or ".join(READABLE))
    yield from compare(MANIFEST, {"checksum": (manifest.get("checksum"), checksum_of(manifest))})
    if b"\r\n" in (run_dir / MANIFEST).read_bytes():
        yield _line_ends(MANIFEST, "LF", "CRLF")
    file = run_dir / SEAL
    if not file.is_file():
        if manifest.get("format") != FIRST_FORMAT:
            yield differs(SEAL, "file", "present", "missing")
        return
    content, right = file.read_bytes(), seal_bytes(run_dir)
    if content == right:
        return
    if content.replace(b"\r\n", b"\n") == right:
        yield _line_ends(SEAL, "LF", "CRLF")
    else:
        yield differs(SEAL, "seal", content[:500].decode("utf-8", "replace"), right.decode())


def file_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield files that are missing, altered or not listed; later exports have their own list."""
    recorded = recorded_hashes(manifest)
    later = yield from _additions(run_dir, manifest)
    for path in sorted(later.keys() & recorded.keys()):
        yield differs(_ADDITIONS, "file of the run itself", "not in this list", path)
    for path, sha256 in sorted({**later, **recorded}.items()):
        yield from _file_difference(run_dir, path, sha256)
    known = {*recorded, *later, MANIFEST, SEAL, _ADDITIONS}
    for file in sorted(run_dir.rglob("*")):
        name = file.relative_to(run_dir).as_posix()
        if file.is_file() and name not in known and not is_signature_file(name):
            yield differs(name, "file", "not part of the run", "present")


def recorded_hashes(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of every output and every copy of an input by its path in the run."""
    recorded = {str(o["path"]): str(o["sha256"]) for o in manifest["outputs"]}
    return recorded | {str(i["copy"]): str(i["sha256"]) for i in manifest["inputs"]}


def _additions(
    run_dir: Path, manifest: Mapping[str, Any]
) -> Generator[Difference, None, dict[str, str]]:
    """Yield what is wrong with the list of later exports, and return their hashes by path."""
    try:
        for fault in faults_of_list(run_dir, str(manifest.get("fingerprint"))):
            yield differs(_ADDITIONS, *fault)
        return hashes_of_additions(run_dir)
    except (RunError, AttributeError) as fault:
        yield differs(_ADDITIONS, "readable content", "a list of files", str(fault))
        return {}


def _file_difference(run_dir: Path, path: str, sha256: str) -> Iterator[Difference]:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        yield differs(path, "path", "inside the run folder", "outside of it")
        return
    file = run_dir / path
    if not file.is_file():
        yield differs(path, "file", "present", "missing")
        return
    yield from _content(path, file, sha256, "sha256")


def _content(name: str, file: Path, sha256: str, field: str) -> Iterator[Difference]:
    """Yield whether a file is another one than was recorded, or differs in its line ends alone."""
    now = sha256_of(file)
    if now == sha256:
        return
    ends = only_line_ends_differ(file, sha256)
    yield differs(name, field, sha256, now) if ends is None else _line_ends(name, *ends)


def _line_ends(name: str, recorded: str, now: str) -> Difference:
    text = f"{now}: only line ends differ, {recorded} became {now}; git does this"
    return differs(name, LINE_ENDS, recorded, text)


def project_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the files of the project around the run that are not those it was made from."""
    project = run_dir.resolve().parent.parent
    if run_dir.resolve().parent.name != "runs" or not (project / PROJECT_FILE).is_file():
        return
    for recorded in manifest["inputs"]:
        path, field = project / str(recorded["path"]), "sha256 since the run"
        name = f"project file {recorded['path']}"
        if not path.is_file():
            yield differs(name, field, recorded["sha256"], "missing")
        else:
            yield from _content(name, path, str(recorded["sha256"]), field)
