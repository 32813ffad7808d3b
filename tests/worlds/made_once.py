"""Folders that are dear to make: one process of the test session makes them for all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MOST_SECONDS = 1200.0


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` filled, in this process or in another one of the session.

    Nobody may change it: work on a copy. A folder whose maker failed is made again.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
    with _alone(shared / f"once-{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file; raises TimeoutError when another process does not let it go."""
    ends = time.monotonic() + MOST_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > ends:
                raise TimeoutError(f"{lock} is held by a process that seems to be gone") from None
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.unlink()
