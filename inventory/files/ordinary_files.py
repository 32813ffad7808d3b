"""Opening files that others put there: ordinary ones, never a device or a pipe that waits."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path

_PIECE_BYTES = 1 << 20


def open_ordinary(path: Path) -> BufferedReader:
    """Open a file for reading bytes.

    A pipe without a writer would wait forever and a device never end, so both are refused, also
    behind a link. Raises OSError for them and for what cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not _is_ordinary(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    handle = os.open(path, flags)
    if not _is_ordinary(os.fstat(handle).st_mode):  # exchanged since it was looked at
        os.close(handle)
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return os.fdopen(handle, "rb")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of an ordinary file; raises OSError as `open_ordinary` does.

    `hashlib.file_digest` never ends where nothing is ready to be read, as in /proc/kmsg.
    """
    digest = hashlib.sha256()
    with open_ordinary(path) as stream:
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def hashed(files: Iterable[tuple[str, Path]]) -> tuple[tuple[str, str], ...]:
    """Return names with the SHA-256 of their files, in order, without those that cannot be read."""
    found = []
    for name, path in files:
        try:
            found.append((name, sha256_of(path)))
        except (OSError, ValueError):
            continue  # that it cannot be read is a finding already
    return tuple(sorted(found))


def _is_ordinary(mode: int) -> bool:
    """Return whether a file may be opened; folders raise the system's own error when opened."""
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
