"""Files that are written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from glob import escape
from pathlib import Path
from typing import Any

_LEFTOVER_SECONDS = 3600  # after which an unfinished file is nobody's


def with_rename(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a temporary file beside the target, then move it into place.

    The temporary name begins with a dot, so that no listing shows it, and keeps the ending, which
    some writers read. Nothing is left behind on failure; what a killed process left of the same
    target is removed. Raises OSError with the target's name when the disk refuses.
    """
    _remove_leftovers(target)
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


def _remove_leftovers(target: Path) -> None:
    """Remove what processes that were killed left beside a target: files nobody touches any more.

    A file that another process is writing now is younger than an hour and stays.
    """
    old = time.time() - _LEFTOVER_SECONDS
    for left in target.parent.glob(f".*-{escape(target.name)}*"):
        if re.match(r"\.[0-9]+-", left.name) and left.is_file() and left.stat().st_mtime < old:
            left.unlink(missing_ok=True)


def put_bytes(target: Path, content: bytes) -> None:
    """Write a file of these bytes, whole or not at all; raises OSError as `with_rename` does."""

    def write(path: Path) -> None:
        path.write_bytes(content)

    with_rename(target, write)


_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: a clock would change the bytes


def as_json(data: Any) -> str:
    """Return data as JSON text, one member a line, ending with a line break.

    Raises ValueError for numbers that JSON cannot hold.
    """
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write_json(path: Path, data: Any) -> None:
    """Write data as JSON; raises OSError when the file cannot be written."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(as_json(data))


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a zip, in the order given; equal files give equal bytes.

    Raises OSError when the zip cannot be written.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
