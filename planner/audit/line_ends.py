"""Files in which nothing but the line ends differs from what was recorded, as git makes them."""

from __future__ import annotations

import hashlib
from pathlib import Path

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


def _sha256_with(path: Path, line_end: bytes) -> str:
    """Return the SHA-256 that a file would have with one kind of line end."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for line in stream:
            digest.update(line.removesuffix(LF).removesuffix(b"\r"))
            digest.update(line_end if line.endswith(LF) else b"")
    return digest.hexdigest()


def _name(line_end: bytes) -> str:
    return "LF" if line_end == LF else "CRLF"
