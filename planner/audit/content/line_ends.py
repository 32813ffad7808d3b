"""Files in which nothing but the line ends differs from what was recorded, as git makes them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planner.runs.canonical import sha256_of

LF, CRLF = b"\n", b"\r\n"


def only_line_ends_differ(path: Path, sha256: str) -> tuple[str, str] | None:
    """Return the recorded and the present line ends of a file that differs in them alone.

    None where anything else differs. With `core.autocrlf`, git writes CRLF for LF on Windows, and
    LF for CRLF when a file is committed.
    """
    for recorded, now in (LF, CRLF), (CRLF, LF):
        if _sha256_with(path, recorded) == sha256:
            return _name(recorded), _name(now)
    return None


@contextmanager
def line_ends_put_back(run_dir: Path, recorded: Mapping[str, str]) -> Iterator[Path]:
    """Yield the run, or a copy of it with the recorded line ends where nothing else differs.

    `recorded` is the SHA-256 of each file by its path in the run.
    """
    changed = {
        path: ends[0]
        for path, sha256 in recorded.items()
        if (run_dir / path).is_file()
        and sha256_of(run_dir / path) != sha256
        and (ends := only_line_ends_differ(run_dir / path, sha256))
    }
    if not changed:
        yield run_dir
        return
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        copy = Path(shutil.copytree(run_dir, Path(place) / run_dir.name))
        for path, recorded_ends in changed.items():
            line_end = CRLF if recorded_ends == _name(CRLF) else LF
            (copy / path).write_bytes(b"".join(_with(run_dir / path, line_end)))
        yield copy


def _with(path: Path, line_end: bytes) -> Iterator[bytes]:
    """Yield the lines of a file with one kind of line end; a last line without one has none."""
    with path.open("rb") as stream:
        for line in stream:
            yield line.removesuffix(LF).removesuffix(b"\r") + (
                line_end if line.endswith(LF) else b""
            )


def _sha256_with(path: Path, line_end: bytes) -> str:
    """Return the SHA-256 that a file would have with one kind of line end."""
    digest = hashlib.sha256()
    for part in _with(path, line_end):
        digest.update(part)
    return digest.hexdigest()


def _name(line_end: bytes) -> str:
    return "LF" if line_end == LF else "CRLF"
