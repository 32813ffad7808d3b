"""How far things are: great circles, roads that sites tap, least trench lengths.

Distances are metres on a sphere of 6,371 km, the one of ITU's published Ibiza case; against the
WGS 84 ellipsoid that is at most about half a percent off. Nothing here compares all pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

EARTH_RADIUS_M = 6_371_000.0  # mean radius, as in ITU's published oracle
METRES_PER_DEGREE = EARTH_RADIUS_M * math.pi / 180.0

Point = tuple[float, float]  # longitude, latitude in degrees, WGS 84
RoadClasses = tuple[tuple[str, int], ...]  # classes of roads with the whole metres of each


def haversine_m(start: Point, end: Point) -> float:
    """Return the great-circle distance between two points, in metres."""
    (lon1, lat1), (lon2, lat2) = start, end
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def unit_vectors(points: Sequence[Point] | np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the points as rows of a matrix of 3-D unit vectors."""
    import numpy as np

    degrees = np.asarray(points, dtype=float).reshape(-1, 2)
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def chord_of(distance_m: float) -> float:
    """Return the straight chord, on the unit sphere, of a great-circle distance."""
    return 2 * math.sin(min(distance_m / EARTH_RADIUS_M, math.pi) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """Where a point meets the road graph: a place on an edge, or one of its ends."""

    start: str  # of the edge, the smaller node id
    end: str
    along_m: int  # from start, in metres of the edge's own length
    offset_m: int  # straight from the point to the road
    foot: Point  # the place on the road


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPiece:
    """A stretch of road between two junctions, in whole metres."""

    start: str
    end: str
    length_m: int
    coordinates: tuple[Point, ...]
    classes: RoadClasses = ()  # in its order, nothing where lines name none


def edge_line(roads: nx.Graph[str], start: str, end: str) -> tuple[Point, ...]:
    """Return the line of a road edge, running from `start` to `end`."""
    ends = [(roads.nodes[n]["longitude"], roads.nodes[n]["latitude"]) for n in (start, end)]
    line = tuple((float(x), float(y)) for x, y in roads.edges[start, end].get("coordinates") or ())
    if len(line) < 2:
        return tuple(ends)
    ahead = haversine_m(line[0], ends[0]) + haversine_m(line[-1], ends[1])
    back = haversine_m(line[-1], ends[0]) + haversine_m(line[0], ends[1])
    return line if ahead <= back else line[::-1]


class RoadIndex:
    """The road graph, asked where a point meets it."""

    def __init__(self, roads: nx.Graph[str]) -> None:
        """Index the edges of a road graph whose edges carry `length_m` and `coordinates`."""
        self.roads = roads
        self.edges = sorted((min(u, v), max(u, v)) for u, v in roads.edges if u != v)
        self.lines = [edge_line(roads, u, v) for u, v in self.edges]

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree([shapely.LineString(line) for line in self.lines])

    def tap(self, point: Point, reach_m: float) -> Tap | None:
        """Return where a point meets the nearest road within reach, or None."""
        return self.taps([point], reach_m)[0]

    def taps(self, points: Sequence[Point], reach_m: float) -> list[Tap | None]:
        """Return where each point meets the nearest road within reach, or None."""
        found: list[Tap | None] = [None] * len(points)
        left: Sequence[int] = range(len(points))
        for within_m in (reach_m / 10, reach_m):  # most points are close to a road
            near = self._edges_near([points[i] for i in left], within_m)
            for i, edges in zip(left, near, strict=True):
                feet = (self._foot_on(edge, points[i]) for edge in edges)
                nearest = min((foot for foot in feet if foot[0] <= within_m), default=None)
                found[i] = None if nearest is None else self._tap_on(*nearest)
            left = [i for i in left if found[i] is None]
        return found

    def _edges_near(self, points: Sequence[Point], reach_m: float) -> list[list[int]]:
        """Return the edges whose bounding box comes within reach of each point."""
        import shapely

        near: list[list[int]] = [[] for _ in points]
        if not self.edges or not points:
            return near
        lat_deg = reach_m / METRES_PER_DEGREE
        boxes = []
        for lon, lat in points:
            lon_deg = lat_deg / max(0.01, math.cos(math.radians(lat)))
            boxes.append((lon - lon_deg, lat - lat_deg, lon + lon_deg, lat + lat_deg))
        west, south, east, north = (list(side) for side in zip(*boxes, strict=True))
        asked, edges = self._tree.query(shapely.box(west, south, east, north))
        for i, edge in zip(asked.tolist(), edges.tolist(), strict=True):
            near[i].append(edge)
        return near

    def _foot_on(self, edge: int, point: Point) -> tuple[int, int, float, Point]:
        """Return the metres from a point to an edge, the edge, and share and place of the foot.

        Edges stand in the order of their ends, so that the smallest is the nearest, ties by ends.
        """
        share, foot = project(self.lines[edge], point)
        return round(haversine_m(point, foot)), edge, share, foot

    def _tap_on(self, offset_m: int, edge: int, share: float, foot: Point) -> Tap:
        start, end = self.edges[edge]
        length_m = int(self.roads.edges[start, end]["length_m"])
        along_m = round(share * length_m)
        return Tap(start=start, end=end, along_m=along_m, offset_m=offset_m, foot=foot)


def project(line: Sequence[Point], point: Point) -> tuple[float, Point]:
    """Return the share (0..1) of a line's length at which it is nearest to a point, and the place.

    Plane geometry with longitude shrunk by the cosine of the point's latitude, which is exact
    enough over the few kilometres that matter here.
    """
    shrink = math.cos(math.radians(point[1]))
    if len(line) == 2:
        return _project_on_segment(line[0], line[1], point, shrink)
    import numpy as np  # here for start-up time: most roads are drawn as one segment

    xy = (np.asarray(line, dtype=float) - np.asarray(point)) * (shrink, 1.0)
    step = np.diff(xy, axis=0)
    squared = np.einsum("ij,ij->i", step, step)
    along = -np.einsum("ij,ij->i", xy[:-1], step) / np.where(squared > 0, squared, 1.0)
    along = np.clip(along, 0.0, 1.0)
    feet = xy[:-1] + along[:, None] * step
    best = int(np.argmin(np.einsum("ij,ij->i", feet, feet)))
    lengths = np.sqrt(squared)
    total = float(lengths.sum())
    done = float(lengths[:best].sum() + along[best] * lengths[best])
    foot = (float(feet[best][0] / shrink + point[0]), float(feet[best][1] + point[1]))
    return (done / total if total > 0 else 0.0), foot


def _project_on_segment(
    start: Point, end: Point, point: Point, shrink: float
) -> tuple[float, Point]:
    """Return what `project` returns of a line of one segment, step by step the same."""
    x, y = (start[0] - point[0]) * shrink, start[1] - point[1]
    step_x = (end[0] - point[0]) * shrink - x
    step_y = end[1] - point[1] - y
    squared = step_x * step_x + step_y * step_y
    share = -(x * step_x + y * step_y) / (squared if squared > 0 else 1.0)
    share, length = min(max(share, 0.0), 1.0), math.sqrt(squared)
    foot = ((x + share * step_x) / shrink + point[0], y + share * step_y + point[1])
    return (share * length / length if length > 0 else 0.0), foot


def junction_of(tap: Tap, length_m: int) -> str:
    """Return the id of the junction at a tap: a road node at an end, else edge and metres."""
    if tap.along_m <= 0:
        return tap.start
    if tap.along_m >= length_m:
        return tap.end
    return f"{tap.start}~{tap.end}@{tap.along_m}"


def cut_roads(index: RoadIndex, taps: Iterable[Tap]) -> list[RoadPiece]:
    """Return the road graph cut at every tap; the pieces of an edge add up to its length."""
    by_edge: dict[tuple[str, str], dict[int, Tap]] = defaultdict(dict)
    for tap in taps:
        by_edge[tap.start, tap.end].setdefault(tap.along_m, tap)
    pieces: list[RoadPiece] = []
    for edge, line in zip(index.edges, index.lines, strict=True):
        length_m = int(index.roads.edges[edge]["length_m"])
        cuts = [t for m, t in sorted(by_edge[edge].items()) if 0 < m < length_m]
        found = index.roads.edges[edge].get("classes", "")
        classes = ((found, length_m),) if found and isinstance(found, str) else found or ()
        pieces += _pieces(edge, line, length_m, cuts, classes)
    return pieces


def _between(classes: RoadClasses, start_m: int, end_m: int) -> RoadClasses:
    """Return the classes of a road between two of its metres."""
    found, at = [], 0
    for name, metres in classes:
        inside = min(at + metres, end_m) - max(at, start_m)
        at += metres
        if inside > 0:
            found.append((name, inside))
    return tuple(found)


def _pieces(
    edge: tuple[str, str],
    line: tuple[Point, ...],
    length_m: int,
    cuts: list[Tap],
    classes: RoadClasses,
) -> list[RoadPiece]:
    metres = [0, *(t.along_m for t in cuts), length_m]
    names = [edge[0], *(junction_of(t, length_m) for t in cuts), edge[1]]
    lines = _split_line(line, [m / length_m for m in metres[1:-1]])
    return [
        RoadPiece(
            start=a,
            end=b,
            length_m=m2 - m1,
            coordinates=part,
            classes=_between(classes, m1, m2) if cuts else classes,
        )
        for (a, b), (m1, m2), part in zip(pairwise(names), pairwise(metres), lines, strict=True)
    ]


def _split_line(line: tuple[Point, ...], shares: Sequence[float]) -> list[tuple[Point, ...]]:
    """Return a line cut at ascending shares of its length."""
    if not shares:
        return [line]
    lengths = [haversine_m(a, b) for a, b in pairwise(line)]
    at = [0.0, *accumulate(lengths)]
    total = at[-1] or 1.0
    parts: list[list[Point]] = [[line[0]]]
    cuts = [share * total for share in shares]
    for (a, b), (from_m, to_m) in zip(pairwise(line), pairwise(at), strict=True):
        while cuts and cuts[0] <= to_m:
            t = (cuts.pop(0) - from_m) / (to_m - from_m) if to_m > from_m else 0.0
            place = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
            parts[-1].append(place)
            parts.append([place])
        parts[-1].append(b)
    for _ in cuts:  # a cut at the very end, lost to rounding
        parts.append([line[-1], line[-1]])
    return [tuple(part) for part in parts]


def least_lengths(
    source: str, lengths_m: Mapping[tuple[str, str], int], limit_m: float = math.inf
) -> dict[str, int]:
    """Return the least length, in whole metres, from `source` to every node within a limit.

    `lengths_m` holds one-way stretches by (from, to); a zero length is a free stretch.
    """
    import numpy as np
    from scipy.sparse import csgraph, csr_matrix

    nodes = sorted({n for ends in lengths_m for n in ends} | {source})
    index = {n: i for i, n in enumerate(nodes)}
    tails = [index[a] for a, _ in lengths_m]
    heads = [index[b] for _, b in lengths_m]
    # a sparse matrix may lose zeros: a free stretch weighs a hair, far less than a metre in sum
    hair = 1e-3 / (len(nodes) + 1)
    weights = np.maximum(np.asarray(list(lengths_m.values()), dtype=float), hair)
    graph = csr_matrix((weights, (tails, heads)), shape=(len(nodes), len(nodes)))
    shortest: Any = csgraph.dijkstra  # its stubs do not know sparse input with one source
    found = shortest(graph, indices=index[source], limit=limit_m + 0.5)
    return {n: int(found[i]) for n, i in index.items() if math.isfinite(found[i])}
