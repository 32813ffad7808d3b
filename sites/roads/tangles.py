"""How much work a layer of roads may make where its lines lie close together, and where it is.

Two roads meet or do not, so a place where n lines lie side by side holds up to n squared questions.
Each kind of question is counted, and beyond its limit the layer is told to be a tangle: no graph is
made of it. At any of the limits the work takes seconds, and layers of roads stay far below them
(docs/benchmarks.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from sites.roads import rules as road_rules

if TYPE_CHECKING:
    from inventory.findings import Finding
    from sites.roads.mesh import Floats, RoadLines

_PLACE = 0.01  # degrees, about a kilometre: the square by which a busy place is found


class Work(Enum):
    """What is counted: the words of a finding, and whether a smaller snap_m makes less of it."""

    CROWD = ("vertices in one square of the snapping distance", True)
    NEAR = ("pairs of vertices that nearly meet", True)
    STEPS = ("pieces of road around near misses", True)
    CHAIN = ("snapping distances across one chain of near misses", True)
    BESIDE = ("ends beside other lines", True)
    BOXES = ("pairs of lines that may cross", False)
    CROSSINGS = ("crossings without a shared vertex", False)
    JOINED = ("crossings to be joined", False)

    def __init__(self, words: str, snapped: bool) -> None:
        self.words = words
        self.snapped = snapped


LIMITS: Mapping[Work, int] = {
    Work.CROWD: 1_000,
    Work.NEAR: 5_000_000,
    Work.STEPS: 20_000_000,
    Work.CHAIN: 50,
    Work.BESIDE: 2_000_000,
    Work.BOXES: 100_000_000,
    Work.CROSSINGS: 2_000_000,
    Work.JOINED: 500_000,
}
"""Most of each kind in a whole layer; CROWD holds for any one square, CHAIN for any one chain, as
all vertices of a chain become one point."""


class Tangled(Exception):  # noqa: N818 - it is a finding on its way, not a fault of ours
    """More work than a layer may make: of which kind, how much, and where most of it is."""

    def __init__(self, work: Work, count: int, limit: int, place: tuple[float, float]) -> None:
        super().__init__(f"{count:,} {work.words} at {place[0]:.5f}, {place[1]:.5f}")
        self.work, self.count, self.limit, self.place = work, count, limit, place


@dataclass(slots=True)
class Tally:
    """How much of each kind of work a layer has made, and how much it may make."""

    limits: Mapping[Work, int] = field(default_factory=lambda: LIMITS)
    used: Counter[Work] = field(default_factory=Counter)

    def add(self, work: Work, more: int, around: Floats | Callable[[], Floats]) -> None:
        """Count work around points (longitude, latitude); raises Tangled beyond the limit."""
        self.used[work] += more
        self._hold(work, around)

    def raise_to(self, work: Work, most: int, around: Floats) -> None:
        """Note the most of a kind at one place; raises Tangled beyond the limit."""
        self.used[work] = max(self.used[work], most)
        self._hold(work, around)

    def _hold(self, work: Work, around: Floats | Callable[[], Floats]) -> None:
        if self.used[work] > self.limits[work]:
            place = busiest(around() if callable(around) else around)
            raise Tangled(work, self.used[work], self.limits[work], place)


def busiest(points: Floats) -> tuple[float, float]:
    """Return a point where most of the points lie, to about a kilometre."""
    squares = np.floor(points / _PLACE).astype(np.int64)
    _, square, counts = np.unique(squares, axis=0, return_inverse=True, return_counts=True)
    x, y = points[np.flatnonzero(square.reshape(-1) == counts.argmax())].mean(axis=0).tolist()
    return x, y


def tangle_finding(tangled: Tangled, lines: RoadLines) -> Finding:
    """Return the finding of a layer that is no graph, at the line nearest to the place."""
    import shapely

    shapes = shapely.linestrings(lines.points, indices=lines.line_of)
    nearest = int(np.argmin(shapely.distance(shapes, shapely.Point(tangled.place))))
    file, row = lines.rows[nearest]
    x, y = tangled.place
    where = f"many at longitude {x:.5f}, latitude {y:.5f}"
    return road_rules.ROAD_TANGLED.finding(
        file,
        row,
        found=f"{tangled.count:,} {tangled.work.words}, {where}",
        expected=f"at most {tangled.limit:,}; no road is used",
        todo=_todo(tangled.work),
    )


def _todo(work: Work) -> str:
    if work.snapped:
        return "remove repeated or wrong lines there, or lower snap_m under [roads]"
    if work is Work.JOINED:
        return 'remove wrong lines there, or write join = "vertices" under [roads]'
    return "look at the layer there and remove lines that are no roads"
