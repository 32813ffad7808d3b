"""One plan at a time per project: a lock that the system frees when its process ends."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from planner.errors import BusyError
from planner.language.said import Said, said
from planner.runs.layout import RUNS, RunError, file_trouble


@contextmanager
def project_lock(folder: Path) -> Iterator[None]:
    """Hold the project's plan lock; the system frees it when its process ends, however it ends.

    Raises BusyError while another process holds it, RunError where runs/ cannot be written.
    """
    runs = folder / RUNS
    with file_trouble(runs):
        runs.mkdir(exist_ok=True)
    with held_lock(runs / ".lock", _another_plan):
        _remove_leftovers(runs)
        yield


def _another_plan(holder: str) -> Said:
    return said(
        "another plan is being made in this project (process {holder}); wait until it ends, or plan"
        " in a copy of the folder",
        holder=holder,
    )


@contextmanager
def held_lock(path: Path, busy: Callable[[str], str]) -> Iterator[None]:
    """Hold a lock file; the system frees it when its process ends, however it ends.

    Raises BusyError, with what `busy` says of the process that holds it, while another one does,
    RunError where the file cannot be written.
    """
    with file_trouble(path.parent):
        stream = path.open("a+b")
    with stream:
        if not _try_lock(stream):
            stream.seek(0)
            raise BusyError(busy(stream.read(40).decode("ascii", "replace").strip() or "unknown"))
        with file_trouble(path.parent):
            stream.truncate(0)
            stream.write(f"{os.getpid()}\n".encode())
            stream.flush()
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
            said(
                "{name}: this file system cannot lock files ({strerror}); copy the project to"
                " a local disk",
                name=stream.name,
                strerror=fault.strerror,
            )
        ) from fault
    return True


def _remove_leftovers(runs: Path) -> None:
    """Remove half-written folders of processes that died; only the holder of the lock may."""
    for leftover in runs.glob(".tmp-*"):
        shutil.rmtree(leftover, ignore_errors=True)
