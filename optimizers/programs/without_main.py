"""Spawn a process that does not load the script of this one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_main() -> Iterator[None]:
    """Let a child be spawned that leaves alone the script of this process, which it never needs.

    The console script loads all commands: a quarter of what a child takes to begin.
    """
    main = sys.modules["__main__"]
    spec, file = main.__spec__, vars(main).pop("__file__", None)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file
