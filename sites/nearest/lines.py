"""The nearest place on many lines, asked of many points or other lines at once.

Candidates are found on a Mercator map, which keeps angles: near a point every direction is drawn to
one scale, so that the nearest segment there is the nearest on the ground. Long segments are cut
first, for a straight line on the map is not quite straight between longitudes and latitudes. The
place itself is found as `sites.distance.project` finds it, and its distance on the sphere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sites.distance import EARTH_RADIUS_M, Point

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

LONGEST_PIECE_DEGREES = 0.05  # a longer segment is cut: it bends by less than a metre on the map
_MOST_LATITUDE = 89.0  # the map ends short of the poles
_PLACES = 7  # decimals of a place, about a centimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLine:
    """The place on a line that is nearest to a point."""

    line: str  # its id
    along_m: int  # from the start of the line
    distance_m: float  # from the point
    place: Point


class LineIndex:
    """Named lines that can be asked for the nearest place on any of them."""

    def __init__(
        self,
        lines: Mapping[str, Sequence[Point]],
        within: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        """Hold lines by id, each as longitudes and latitudes.

        A line of one point has no place, nor has one that lies off the globe, as metres would.
        `within` says up to how many metres from its start, and from how many on, a line has
        places; a line that it does not name has them everywhere.
        """
        self._within = within or {}
        self.ids = tuple(sorted(i for i, line in lines.items() if on_globe(line)))
        self._lines = [lines[i] for i in self.ids]

    def __bool__(self) -> bool:
        """Return whether there is any line."""
        return bool(self.ids)

    def nearest(self, points: Sequence[Point], reach_m: float) -> list[OnLine | None]:
        """Return the nearest place within reach of each point, of equals that of the first id."""
        import numpy as np

        found: list[OnLine | None] = [None] * len(points)
        if not self.ids or not points:
            return found
        import shapely

        at = np.asarray(points, dtype=float)
        asked, pieces = self._near(shapely.points(on_map(at)), at[:, 1], reach_m)
        places, share = feet(self._starts[pieces], self._ends[pieces], at[asked])
        metres = distances(at[asked], places)
        along = self._begin_m[pieces] + share * self._length_m[pieces]
        order = np.lexsort((pieces, np.round(metres, 3), asked))
        for n in order[::-1].tolist():  # the nearest, of equals the first, is written last
            line = self.ids[int(self._of_line[pieces[n]])]
            up_to, from_on = self._within.get(line, (math.inf, 0.0))
            if metres[n] <= reach_m and (along[n] <= up_to or along[n] >= from_on):
                x, y = places[n].tolist()
                found[int(asked[n])] = OnLine(
                    line=line,
                    along_m=round(float(along[n])),
                    distance_m=float(metres[n]),
                    place=(round(x, _PLACES), round(y, _PLACES)),
                )
        return found

    def meetings(self, others: Sequence[Sequence[Point]], reach_m: float) -> list[Point | None]:
        """Return the place on each other line that is nearest to any line here, within reach."""
        import numpy as np

        found: list[Point | None] = [None] * len(others)
        if not self.ids or not others:
            return found
        import shapely

        sound = [n for n, line in enumerate(others) if on_globe(line)]
        if not sound:
            return found
        corners, of_line = cut(*flat([others[n] for n in sound]))
        shapes = np.asarray(shapely.linestrings(on_map(corners), indices=of_line))
        north = np.zeros(len(sound))
        np.maximum.at(north, of_line, np.abs(corners[:, 1]))
        asked, pieces = self._near(shapes, north, reach_m)
        first = np.unique(asked, return_index=True)[1]
        asked, pieces = asked[first], pieces[first]
        ways = shapely.shortest_line(shapes[asked], self._shapes[pieces])
        places = from_map(shapely.get_coordinates(ways)[::2])
        for n, place in zip(asked.tolist(), places.tolist(), strict=True):
            found[sound[n]] = (place[0], place[1])
        return found

    def _near(self, shapes: Any, latitudes: Array, reach_m: float) -> tuple[Array, Array]:
        """Return the number of each shape with that of each nearest piece within reach of it."""
        import numpy as np

        scale = np.cos(np.radians(np.minimum(np.abs(latitudes).max(), _MOST_LATITUDE)))
        on_paper = 1.01 * (reach_m + 1.0) / (EARTH_RADIUS_M * float(scale))
        found = self._tree.query_nearest(shapes, max_distance=on_paper)
        asked, pieces = found
        return asked, pieces

    @cached_property
    def _pieces(self) -> tuple[Array, Array, Array, Array, Array]:
        """Starts, ends, line numbers, metres from the line's start and lengths of all pieces."""
        import numpy as np

        corners, of_line = cut(*flat(self._lines))
        inside = of_line[1:] == of_line[:-1]
        starts, ends, lines = corners[:-1][inside], corners[1:][inside], of_line[1:][inside]
        length_m = distances(starts, ends)
        total = np.concatenate([[0.0], np.cumsum(length_m)])[:-1]
        first = np.searchsorted(lines, lines)  # the first piece of each piece's line
        return starts, ends, lines, total - total[first], length_m

    @cached_property
    def _starts(self) -> Array:
        return self._pieces[0]

    @cached_property
    def _ends(self) -> Array:
        return self._pieces[1]

    @cached_property
    def _of_line(self) -> Array:
        return self._pieces[2]

    @cached_property
    def _begin_m(self) -> Array:
        return self._pieces[3]

    @cached_property
    def _length_m(self) -> Array:
        return self._pieces[4]

    @cached_property
    def _shapes(self) -> Array:
        import numpy as np
        import shapely

        pieces = np.stack([on_map(self._starts), on_map(self._ends)], axis=1)
        return np.asarray(shapely.linestrings(pieces))

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree(self._shapes)


def on_globe(line: Sequence[Point]) -> bool:
    """Return whether a line has two points and all of them are longitudes and latitudes."""
    return len(line) > 1 and all(-360 <= x <= 360 and -90 <= y <= 90 for x, y in line)


def flat(lines: Sequence[Sequence[Point]]) -> tuple[Array, Array]:
    """Return the corners of all lines one after another, with the number of each one's line."""
    import numpy as np

    corners = np.asarray([corner for line in lines for corner in line], dtype=float)
    of_line = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return corners.reshape(-1, 2), of_line


def cut(corners: Array, of_line: Array) -> tuple[Array, Array]:
    """Return the corners of lines with more of them, evenly, where two are far apart."""
    import numpy as np

    step = np.diff(corners, axis=0)
    step[of_line[1:] != of_line[:-1]] = 0.0  # from one line to the next nothing is cut
    parts = np.maximum(1, np.ceil(np.abs(step).max(axis=1) / LONGEST_PIECE_DEGREES)).astype(int)
    if (parts == 1).all():
        return corners, of_line
    begin = np.repeat(np.arange(len(parts)), parts)
    number = np.arange(len(begin)) - np.repeat(np.cumsum(parts) - parts, parts)
    made = corners[begin] + step[begin] * (number / parts[begin])[:, None]
    return np.concatenate([made, corners[-1:]]), np.concatenate([of_line[begin], of_line[-1:]])


def on_map(degrees: Array) -> Array:
    """Return places on a Mercator map of the unit sphere."""
    import numpy as np

    lat = np.radians(np.clip(degrees[:, 1], -_MOST_LATITUDE, _MOST_LATITUDE))
    return np.column_stack([np.radians(degrees[:, 0]), np.arcsinh(np.tan(lat))])


def from_map(paper: Array) -> Array:
    """Return the longitudes and latitudes of places on the map."""
    import numpy as np

    degrees: Array = np.degrees(np.column_stack([paper[:, 0], np.arctan(np.sinh(paper[:, 1]))]))
    return degrees


def feet(starts: Array, ends: Array, points: Array) -> tuple[Array, Array]:
    """Return the place on each segment that is nearest to its point, and its share (0..1)."""
    import numpy as np

    shrink = np.column_stack([np.cos(np.radians(points[:, 1])), np.ones(len(points))])
    step = (ends - starts) * shrink
    squared = np.einsum("ij,ij->i", step, step)
    away = (points - starts) * shrink
    share = np.einsum("ij,ij->i", away, step) / np.where(squared > 0, squared, 1.0)
    share = np.clip(share, 0.0, 1.0)
    return starts + share[:, None] * (ends - starts), share


def distances(one: Array, other: Array) -> Array:
    """Return the great-circle distances between two rows of places, in metres."""
    import numpy as np

    half = (np.radians(other) - np.radians(one)) / 2
    lat = np.cos(np.radians(one[:, 1])) * np.cos(np.radians(other[:, 1]))
    chord = np.sin(half[:, 1]) ** 2 + lat * np.sin(half[:, 0]) ** 2
    metres: Array = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return metres
