"""Waiting for what happens by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(condition: Callable[[], Any], seconds: float = 120.0) -> Any:
    """Wait until a condition holds, and return what it came to."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it never held"
        time.sleep(0.02)
    return found
