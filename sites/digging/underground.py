"""The ground that trenches are dug in: soils, rivers and heights, asked along many lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sites.digging.dug import NOTHING_KNOWN, Dug
from sites.distance import METRES_PER_DEGREE, Point
from sites.network import River, Soil

Array = np.ndarray[Any, Any]
Heights = Callable[[Array], Array]
"""Gives the heights of points of longitude and latitude in metres, NaN where not known."""

SOIL_STEP_M = 25.0
"""Soil is looked at once in so many metres of a trench, or oftener."""
_MOST_PIECES = 4_000  # of one line: longer steps where it is longer than 100 km
_BLOCK_POINTS = 400_000
_SAME_PLACE = 6  # decimals of a degree: two rivers met within 0.1 m are one crossing


@dataclass(frozen=True, kw_only=True)
class Relief:
    """Heights, and the classes of slope that make a difference."""

    heights: Heights
    classes: tuple[int, ...]  # least percent of each class, ascending; below the first is class 0
    over_m: float  # along which a slope is taken


@dataclass(frozen=True, kw_only=True)
class Underground:
    """What is known of the ground that trenches are dug in."""

    soils: tuple[Soil, ...] = ()  # the first that holds a place counts
    rivers: tuple[River, ...] = ()
    relief: Relief | None = None

    def along(self, lines: Sequence[Sequence[Point]], lengths_m: Sequence[int]) -> list[Dug]:
        """Return what trenches along lines are dug through, in whole metres of their lengths.

        A line of a single point, or without length, is dug through nothing.
        """
        if not (self.soils or self.rivers or self.relief):
            return [NOTHING_KNOWN] * len(lines)
        dug = [n for n, line in enumerate(lines) if len(line) > 1 and lengths_m[n] > 0]
        flat = _Flat.of([lines[n] for n in dug])
        metres = [lengths_m[n] for n in dug]
        soils = self._soils(flat, metres) if self.soils else [()] * len(dug)
        slopes = self._slopes(flat, metres) if self.relief else [()] * len(dug)
        halves = self._half_crossings([lines[n] for n in dug])
        found = [NOTHING_KNOWN] * len(lines)
        for n, soil, slope, half in zip(dug, soils, slopes, halves, strict=True):
            found[n] = Dug(soils=soil, slopes=slope, half_crossings=half)
        return found

    # --- soils ---------------------------------------------------------------------------------

    @cached_property
    def _soil_tree(self) -> Any:
        import shapely

        return shapely.STRtree([soil.geometry for soil in self.soils])

    def soil_at(self, points: Array) -> Array:
        """Return the first soil of the table that holds each point, -1 where none does."""
        import shapely

        place, soil = self._soil_tree.query(shapely.points(points), predicate="intersects")
        first = np.full(len(points), len(self.soils), dtype=np.int64)
        np.minimum.at(first, place, soil)
        return np.where(first < len(self.soils), first, -1)

    def _soils(self, flat: _Flat, metres: Sequence[int]) -> list[tuple[tuple[str, int], ...]]:
        names = sorted({soil.soil_class for soil in self.soils})
        number = {name: k for k, name in enumerate(names)}
        of_area = np.array([number[soil.soil_class] for soil in self.soils] + [-1])
        kinds, pieces = [np.empty(0, dtype=np.int64)], flat.pieces(SOIL_STEP_M)
        for rows in flat.blocks(pieces):
            kinds.append(of_area[self.soil_at(flat.points(rows, pieces, middles=True))])
        shares = _metres_by_kind(np.concatenate(kinds), pieces, metres, len(names))
        return [
            tuple((names[k], int(m)) for k, m in enumerate(row) if m > 0) for row in shares.tolist()
        ]

    # --- slopes --------------------------------------------------------------------------------

    def _slopes(self, flat: _Flat, metres: Sequence[int]) -> list[tuple[tuple[int, int], ...]]:
        relief = self.relief
        if relief is None:
            return [()] * len(metres)
        bounds = sorted({0, *relief.classes})
        kinds, pieces = [np.empty(0, dtype=np.int64)], flat.pieces(relief.over_m)
        for rows in flat.blocks(pieces):
            heights = relief.heights(flat.points(rows, pieces, middles=False))
            last = np.cumsum(pieces[rows] + 1) - 1
            rise = np.delete(np.abs(np.diff(heights, append=np.nan)), last)
            run = np.repeat(flat.length_m[rows] / pieces[rows], pieces[rows])
            percent = 100 * rise / np.where(run > 0, run, np.inf)
            found = np.searchsorted(bounds, percent, side="right") - 1
            kinds.append(np.where(np.isnan(percent), -1, found))
        shares = _metres_by_kind(np.concatenate(kinds), pieces, metres, len(bounds))
        return [
            tuple((bounds[k], int(m)) for k, m in enumerate(row) if m > 0)
            for row in shares.tolist()
        ]

    # --- rivers --------------------------------------------------------------------------------

    def _half_crossings(self, lines: Sequence[Sequence[Point]]) -> list[int]:
        """Return twice the places where each line meets a river; at its ends they count once."""
        counts = [0] * len(lines)
        if not self.rivers or not lines:
            return counts
        import shapely

        rivers = [shapely.LineString(r.coordinates) for r in self.rivers]
        shapes = [shapely.LineString(line) for line in lines]
        which, river = shapely.STRtree(rivers).query(shapes, predicate="intersects")
        seen: set[tuple[int, float, float]] = set()
        for n, r in sorted(zip(which.tolist(), river.tolist(), strict=True)):
            met = shapely.intersection(shapes[n], rivers[r])
            for part in shapely.get_parts(met):
                x, y = _place(part)
                if (n, x, y) not in seen:
                    seen.add((n, x, y))
                    ends = {_rounded(lines[n][0]), _rounded(lines[n][-1])}
                    counts[n] += 1 if (x, y) in ends else 2
        return counts


def _place(part: Any) -> Point:
    """Return the middle of a place where a line meets a river, rounded."""
    middle = part if part.geom_type == "Point" else part.interpolate(0.5, normalized=True)
    return _rounded((float(middle.x), float(middle.y)))


def _rounded(point: Point) -> Point:
    return round(point[0], _SAME_PLACE), round(point[1], _SAME_PLACE)


def _metres_by_kind(
    kinds: Array, pieces: Array, metres: Sequence[int], count: int
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the whole metres of each kind of each line: kinds of its equal pieces, -1 unknown.

    They add up to the line's length with what is not known, as each is the difference of two sums.
    """
    line = np.repeat(np.arange(len(pieces)), pieces)
    tally = np.zeros((len(pieces), count + 1), dtype=np.int64)
    np.add.at(tally, (line, kinds), 1)  # -1 counts in the last column
    up_to = np.cumsum(tally, axis=1)
    length = np.asarray(metres, dtype=np.int64)
    rounded = np.floor(up_to / np.maximum(pieces, 1)[:, None] * length[:, None] + 0.5)
    whole = np.diff(rounded.astype(np.int64), axis=1, prepend=0)
    return np.asarray(whole[:, :count], dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class _Flat:
    """Lines laid flat, longitude shrunk by the cosine of the latitude where each begins."""

    shapes: Array  # shapely lines
    shrink: Array
    length_m: Array

    @classmethod
    def of(cls, lines: Sequence[Sequence[Point]]) -> _Flat:
        """Lay lines of two points and more flat."""
        import shapely

        counts = np.array([len(line) for line in lines], dtype=np.int64)
        points = np.array([p for line in lines for p in line], dtype=float).reshape(-1, 2)
        starts = np.cumsum(counts) - counts
        shrink = np.cos(np.radians(points[starts, 1])) if len(lines) else np.empty(0)
        of_line = np.repeat(np.arange(len(lines)), counts)
        points[:, 0] *= shrink[of_line]
        shapes = shapely.linestrings(points, indices=of_line) if len(lines) else np.empty(0, object)
        flat = np.asarray(shapes)
        length_m = np.asarray(shapely.length(flat)) * METRES_PER_DEGREE
        return cls(shapes=flat, shrink=shrink, length_m=length_m)

    def pieces(self, step_m: float) -> Array:
        """Return into how many equal pieces each line is cut, none longer than a step."""
        return np.clip(np.ceil(self.length_m / step_m), 1, _MOST_PIECES).astype(np.int64)

    def blocks(self, pieces: Array) -> list[Array]:
        """Return the lines in blocks of few enough points."""
        block = np.cumsum(pieces + 1) // _BLOCK_POINTS
        return np.split(np.arange(len(pieces)), np.flatnonzero(np.diff(block)) + 1)

    def points(self, rows: Array, pieces: Array, *, middles: bool) -> Array:
        """Return the middles, or the ends, of the pieces of lines: longitude and latitude."""
        import shapely

        counts = pieces[rows] + (0 if middles else 1)
        line = np.repeat(rows, counts)
        within = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
        share = (within + (0.5 if middles else 0.0)) / pieces[line]
        found = shapely.line_interpolate_point(self.shapes[line], share, normalized=True)
        degrees = shapely.get_coordinates(found)
        degrees[:, 0] /= self.shrink[line]
        return np.asarray(degrees)
