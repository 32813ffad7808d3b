"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def with_rename(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a temporary file beside the target, then move it into place.

    The temporary name keeps the ending, which some writers read. Nothing is left behind on
    failure. Raises OSError with the target's name when the disk refuses.
    """
    temporary = target.with_name(f".{os.getpid()}-{target.name}")
    try:
        write(temporary)
        with temporary.open("r+b") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    except OSError as error:
        why = error.strerror or str(error)
        raise OSError(error.errno, f"cannot be written: {why}", target.name) from error
    finally:
        for left in target.parent.glob(f"{temporary.name}*"):
            left.unlink(missing_ok=True)


def put_bytes(target: Path, content: bytes) -> None:
    """Write a file of these bytes, whole or not at all; raises OSError as `with_rename` does."""

    def write(path: Path) -> None:
        path.write_bytes(content)

    with_rename(target, write)
