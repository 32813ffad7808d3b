"""Steps of long work and how long each takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Progress = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the work for the progress line, told like the solver's own events."""

    stage: str
    seconds: float
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    certified_bound: int | None = None


class Stopwatch:
    """Seconds of each step of a run; they go into the provenance block only."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._began = time.perf_counter()
        self._steps: dict[str, tuple[float, float | None]] = {}  # start, end

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step, and tell that it begins."""
        self.tell(name)
        start = time.perf_counter()
        self._steps[name] = start, None
        try:
            yield
        finally:
            self._steps[name] = start, time.perf_counter()

    def tell(self, stage: str) -> None:
        """Tell what is being done, to whoever listens."""
        if self._progress is not None:
            self._progress(Step(stage=stage, seconds=time.perf_counter() - self._began))

    def so_far(self) -> dict[str, float]:
        """Return the seconds of each step, the one that is going on included."""
        now = time.perf_counter()
        return {name: (end or now) - start for name, (start, end) in self._steps.items()}
