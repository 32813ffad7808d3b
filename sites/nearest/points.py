"""The points nearest to a point: of PoPs, towers, sites, places.

Distances are those of `sites.distance`. Nothing here compares all pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sites.distance import EARTH_RADIUS_M, Point, chord_of, haversine_m, unit_vectors

MOST_SCANS = 3  # questions of a point index before it builds its tree

Point3 = tuple[float, float, float]  # on the unit sphere


def _ball(reach_m: float) -> float:
    """Return the chord that surely holds a reach: the true distance decides afterwards.

    It is rounded outward by a centimetre, past 2 on the far side of the globe, where unit vectors
    are a digit too long.
    """
    return chord_of(reach_m + 0.01) + 1e-12


def _unit_vector(point: Point) -> Point3:
    """Return one point as a 3-D unit vector."""
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _reach_of(chord: float) -> float:
    """Return the metres that a chord spans, rounded outward by more than its last digits are worth.

    On the far side of the globe the last digits of chord and distance are worth many metres.
    """
    slack_m = 0.01 if chord < 1.9 else 1000.0
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, chord / 2)) + slack_m


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """What the tree said of many points at once, by their rows."""

    rows: Mapping[Point, int]
    found: Any


class PointIndex:
    """Named points that can be asked for the nearest ones.

    The first few questions are answered by looking at every point, all others by a KD-tree on unit
    vectors. The answers are the same, and a command about one site needs no tree.
    """

    def __init__(self, *, ids: tuple[str, ...], points: tuple[Point, ...]) -> None:
        """Hold points by id, in the order of the ids."""
        self.ids = ids
        self.points = points
        self._asked = 0
        self._ahead: dict[tuple[float, int | None], _Ahead] = {}

    @classmethod
    def of(cls, located: Mapping[str, Point]) -> PointIndex:
        """Return an index of points by id."""
        ids = tuple(sorted(located))
        return cls(ids=ids, points=tuple(located[i] for i in ids))

    @cached_property
    def by_id(self) -> dict[str, Point]:
        """The points by their ids."""
        return dict(zip(self.ids, self.points, strict=True))

    @cached_property
    def _tree(self) -> Any:
        from scipy.spatial import cKDTree  # without the checks of KDTree, dear for one point

        return cKDTree(unit_vectors(self.points))

    def look_ahead(
        self, points: Iterable[Point], reach_m: float = math.inf, count: int | None = None
    ) -> None:
        """Ask the tree once about many points that will be asked for one by one; no answer changes.

        With `count` as `nearest_few` is asked (1 and no reach: `nearest`), without as `within` is.
        """
        asked = list(dict.fromkeys(points))
        if not self.ids or len(asked) <= MOST_SCANS:
            return
        vectors, ball = [_unit_vector(point) for point in asked], _ball(reach_m)
        rows = {point: row for row, point in enumerate(asked)}
        if count is None:
            found = self._tree.query_ball_point(vectors, ball)
        else:
            found = self._tree.query(vectors, k=count + 1, distance_upper_bound=ball)
        self._ahead[reach_m, count] = _Ahead(rows=rows, found=found)

    def neighboured(self, reach_m: float) -> set[Point]:
        """Return at least the points that have another point of the index within reach."""
        if not self.ids:
            return set()
        return {self.points[i] for pair in self._tree.query_pairs(_ball(reach_m)) for i in pair}

    def nearest(self, point: Point) -> tuple[str, float] | None:
        """Return the nearest id and its distance in metres, or None when there are no points."""
        if not self.ids:
            return None
        if self._is_scanned():
            return self._scan(point, math.inf)[0]
        # degrees that are none, such as a longitude of 1e15, lose all their digits in the tree
        found = self._few(point, 1, math.inf) or self._scan(point, math.inf)
        return found[0]

    def within(self, point: Point, reach_m: float) -> list[tuple[str, float]]:
        """Return every id within reach with its distance in metres, nearest first, ties by id."""
        if not self.ids:
            return []
        if self._is_scanned():
            return self._scan(point, reach_m)
        ahead = self._ahead.get((reach_m, None))
        row = None if ahead is None else ahead.rows.get(point)
        if ahead is None or row is None:
            hits = self._tree.query_ball_point(_unit_vector(point), _ball(reach_m))
        else:
            hits = ahead.found[row]
        return self._sorted(point, reach_m, hits)

    def nearest_few(self, point: Point, count: int, reach_m: float) -> list[tuple[str, float]]:
        """Return at most `count` ids within reach, nearest first, ties by id."""
        if not self.ids or count < 1:
            return []
        if self._is_scanned():
            return self._scan(point, reach_m)[:count]
        return self._few(point, count, reach_m)

    def _few(self, point: Point, count: int, reach_m: float) -> list[tuple[str, float]]:
        """Return what `nearest_few` does, from the tree: one more is asked for than is wanted.

        Where that one is clearly farther nobody else can be as near as the last one wanted.
        """
        chords, hits = self._chords(point, count, reach_m)
        farthest = min(reach_m, _reach_of(chords[count - 1]))
        if chords[count] > _ball(farthest) or chords[count - 1] == math.inf:
            inside = (hit for hit in hits[:count] if hit < len(self.ids))
            return self._sorted(point, farthest, inside)
        return self.within(point, farthest)[:count]

    def _chords(self, point: Point, count: int, reach_m: float) -> tuple[list[float], list[int]]:
        """Return the chords to one more than `count` points, nearest first, and which they are."""
        ahead = self._ahead.get((reach_m, count))
        row = None if ahead is None else ahead.rows.get(point)
        if ahead is None or row is None:
            chords, hits = self._tree.query(
                _unit_vector(point), k=count + 1, distance_upper_bound=_ball(reach_m)
            )
        else:
            chords, hits = (part[row] for part in ahead.found)
        return chords.tolist(), hits.tolist()

    def _is_scanned(self) -> bool:
        """Return whether a question is answered by looking at every point: the first few are."""
        self._asked += 1
        return self._asked <= MOST_SCANS

    def _scan(self, point: Point, reach_m: float) -> list[tuple[str, float]]:
        return self._sorted(point, reach_m, range(len(self.ids)))

    def _sorted(
        self, point: Point, reach_m: float, indices: Iterable[int]
    ) -> list[tuple[str, float]]:
        found = ((self.ids[i], haversine_m(point, self.points[i])) for i in indices)
        return sorted((f for f in found if f[1] <= reach_m), key=lambda f: (f[1], f[0]))
