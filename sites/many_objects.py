"""Making millions of small objects without Python looking through all of them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Let objects be made of which none refers back to another.

    It takes a fifth of the time of a large layer, and a fifteenth of the offers of many sites.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
