"""Lists in few letters: codes instead of repeated values, differences instead of coordinates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise

from planner.language.label import Label

SCALE = 100_000  # whole hundred-thousandths of a degree, about 1 m
NOTHING = -1  # the code of what is absent

LonLat = tuple[float, float]


class Codes:
    """Numbers the values of a list in the order in which they first occur."""

    def __init__(self, row: Callable[..., list[object]]) -> None:
        self._row = row
        self._numbers: dict[Hashable, int] = {}
        self.rows: list[list[object]] = []

    def of(self, value: Hashable | None) -> int:
        """Return the number of a value, `NOTHING` for None."""
        if value is None:
            return NOTHING
        if value not in self._numbers:
            self._numbers[value] = len(self.rows)
            self.rows.append(self._row(value))
        return self._numbers[value]


def spoken(label: Label, language: str) -> list[object]:
    """Return a label in Mongolian and English, or twice in the one language of the page."""
    if language == "both":
        return [label.mn, label.en]
    return [label.text("mn" if language == "mn" else "en")] * 2


def differences(values: Iterable[int | None]) -> list[int | None]:
    """Return each number less the one before it; None stays."""
    found: list[int | None] = []
    last = 0
    for value in values:
        found.append(None if value is None else value - last)
        last = last if value is None else value
    return found


def degrees(value: float | None) -> int | None:
    """Return a coordinate in whole hundred-thousandths of a degree."""
    return None if value is None else round(value * SCALE)


def runs(numbers: Iterable[int]) -> list[int]:
    """Return sorted numbers as stretches: where each begins after the last, and how long it is."""
    found: list[int] = []
    end = 0
    for number in sorted(set(numbers)):
        if found and number == end:
            found[-1] += 1
        else:
            found += [number - end, 1]
        end = number + 1
    return found


def line(coordinates: Sequence[LonLat], step: int = 1) -> list[int]:
    """Return a line on a grid of so many hundred-thousandths, as differences; [] for a point."""
    grid = [(round(x * SCALE / step), round(y * SCALE / step)) for x, y in coordinates]
    kept = [grid[0], *(b for a, b in pairwise(grid) if a != b)] if grid else []
    return steps(kept) if len(kept) > 1 else []


def steps(points: Sequence[tuple[int, int]]) -> list[int]:
    """Return the points of a line one after another, each as differences from the one before."""
    xs, ys = (differences(values) for values in zip(*points, strict=True))
    return [int(v or 0) for pair in zip(xs, ys, strict=True) for v in pair]


def coarse_lines(
    lines: Sequence[Sequence[LonLat]], most_points: int, step: int = 200
) -> tuple[int, list[list[int]]]:
    """Return lines on the finest grid that keeps them within so many points, and its step.

    A line begins at a difference from where the line before it begins. Lines that shrink to a point
    and lines that repeat another one are left out.
    """
    while True:
        found = list(dict.fromkeys(tuple(line(one, step)) for one in lines))
        kept = [list(one) for one in found if one]
        if sum(len(one) for one in kept) <= 2 * most_points or step >= SCALE:
            return step, chained(kept)
        step *= 2


def chained(lines: Iterable[list[int]]) -> list[list[int]]:
    """Return lines each of which begins at a difference from where the one before it begins."""
    last = (0, 0)
    found = []
    for one in lines:
        found.append([one[0] - last[0], one[1] - last[1], *one[2:]])
        last = (one[0], one[1])
    return found
