"""Where roads nearly meet, and where they cross without a vertex in common.

Two vertices at most the tolerance apart are one, and an end that near a segment meets it, unless
they are joined already along less than ten times the tolerance of road.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sites.distance import EARTH_RADIUS_M, METRES_PER_DEGREE, unit_vectors
from sites.road_mesh import MICRO, Bools, Cuts, Floats, Ints, Mesh, grid_keys, metres_between

_ROUND_M = 10  # a near miss is none where a road this many tolerances long joins the two
_BLOCK = 250_000  # segments looked at in one go
_PAIRS = 20_000_000  # about as many pairs in one go, to bound memory
_SAMPLE = 1_000
_SCRIBBLE = 100  # points in a square of the tolerance: no road, and pairs without end
_HAIR = 1e-9  # of a segment's length: crossing points at an end are found in spite of rounding


class _Ways:
    """The mesh as ways out of a vertex, for short walks along roads."""

    def __init__(self, mesh: Mesh) -> None:
        """Sort the segments by their ends."""
        tails = np.r_[mesh.ends[:, 0], mesh.ends[:, 1]]
        order = np.argsort(tails, kind="stable")
        self._heads = np.r_[mesh.ends[:, 1], mesh.ends[:, 0]][order]
        self._lengths = np.r_[mesh.length_um, mesh.length_um][order]
        self._first = np.searchsorted(tails[order], np.arange(len(mesh.xy) + 1))

    def within(self, start: int, limit_um: int) -> set[int]:
        """Return every vertex that a road no longer than a limit joins to a vertex."""
        best, heap = {start: 0}, [(0, start)]
        while heap:
            far, vertex = heapq.heappop(heap)
            if far > best[vertex]:
                continue
            ways = slice(int(self._first[vertex]), int(self._first[vertex + 1]))
            for head, length in zip(
                self._heads[ways].tolist(), self._lengths[ways].tolist(), strict=True
            ):
                reached = far + length
                if reached <= limit_um and reached < best.get(head, limit_um + 1):
                    best[head] = reached
                    heapq.heappush(heap, (reached, head))
        return set(best)


def near_vertices(mesh: Mesh, tolerance_m: float) -> Ints:
    """Return pairs of vertices that nearly meet."""
    from scipy.spatial import KDTree

    used = np.unique(mesh.ends)
    if tolerance_m <= 0 or len(used) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    used = used[_is_sparse(mesh.xy[used], tolerance_m)]
    points = unit_vectors(mesh.xy[used]) * EARTH_RADIUS_M
    tree = KDTree(points, balanced_tree=False, compact_nodes=False)
    found: Any = tree.query_pairs(tolerance_m, output_type="ndarray")
    pairs = used[found.reshape(-1, 2)]
    pairs = pairs[~_adjacent(mesh, pairs)]
    pairs = pairs[_may_meet(mesh, pairs)]
    return _not_joined(mesh, pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))], tolerance_m)


def _is_sparse(xy: Floats, tolerance_m: float) -> Bools:
    """Return which points do not lie among a hundred others in a square of the tolerance."""
    side = tolerance_m / METRES_PER_DEGREE
    shrink = np.cos(np.radians(np.floor(xy[:, 1])))
    cells = np.floor(np.column_stack([xy[:, 0] * shrink, xy[:, 1]]) / side).astype(np.int64)
    key = cells[:, 0] * np.int64(2**31) + cells[:, 1]
    _, place, counts = np.unique(key, return_inverse=True, return_counts=True)
    found: Bools = counts[place.reshape(-1)] <= _SCRIBBLE
    return found


def _adjacent(mesh: Mesh, pairs: Ints) -> Bools:
    """Return which pairs are the two ends of a segment."""
    count = len(mesh.xy)
    low, high = pairs.min(axis=1, initial=count), pairs.max(axis=1, initial=0)
    return np.isin(low * count + high, mesh.ends[:, 0] * count + mesh.ends[:, 1])


def _may_meet(mesh: Mesh, pairs: Ints) -> Bools:
    """Return which pairs lie on one level, or are the end of a road."""
    low, high = np.full(len(mesh.xy), 127), np.full(len(mesh.xy), -127)
    for side in (0, 1):
        np.minimum.at(low, mesh.ends[:, side], mesh.level)
        np.maximum.at(high, mesh.ends[:, side], mesh.level)
    a, b = pairs[:, 0], pairs[:, 1]
    is_end = mesh.degree == 1
    apart = (low[a] > high[b]) | (low[b] > high[a])
    found: Bools = ~apart | is_end[a] | is_end[b]
    return found


def _not_joined(mesh: Mesh, pairs: Ints, tolerance_m: float) -> Ints:
    ways, limit_um = _Ways(mesh), round(tolerance_m * _ROUND_M * MICRO)
    kept, start, near = [], -1, set[int]()
    for a, b in pairs.tolist():
        if a != start:
            start, near = a, ways.within(a, limit_um)
        if b not in near:
            kept.append((a, b))
    return np.asarray(kept, dtype=np.int64).reshape(-1, 2)


# --- segments --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """Where segments meet without a vertex: places, and what is cut if they are to be joined."""

    mesh: Mesh  # with the vertices that cuts need
    ends: Cuts  # ends of roads at segments that they nearly reach
    crossings: Cuts  # places where two segments of one level cross
    crossing_places: int
    bridges: int  # places where segments of two levels cross


def meetings(mesh: Mesh, tolerance_m: float) -> Meetings:
    """Return where ends nearly reach segments, and where segments cross."""
    import shapely

    drawn = np.flatnonzero(mesh.drawn)
    lines: Any = shapely.linestrings(mesh.xy[mesh.ends[drawn]])
    tree = shapely.STRtree(lines)
    ends = _ends_at_segments(mesh, tree, drawn, tolerance_m)
    found = [
        _crossings(mesh, drawn[block[0]], drawn[block[1]], ends)
        for block in _near_pairs(tree, lines)
    ]
    pairs = np.vstack([p for p, _ in found]) if found else np.zeros((0, 2), dtype=np.int64)
    places = np.vstack([p for _, p in found]) if found else np.zeros((0, 2))
    level = mesh.level[pairs[:, 0]] == mesh.level[pairs[:, 1]]
    bridges = len(np.unique(grid_keys(places[~level])))
    mesh, crossings, count = _cuts_at(mesh, pairs[level], places[level])
    return Meetings(
        mesh=mesh, ends=ends, crossings=crossings, crossing_places=count, bridges=bridges
    )


def _near_pairs(tree: Any, lines: Any) -> Iterator[Ints]:
    """Yield pairs of segments whose boxes overlap, block by block."""
    sample = lines[:: max(1, len(lines) // _SAMPLE)]
    each = tree.query(sample).shape[1] / max(1, len(sample))
    block = int(min(_BLOCK, max(100, _PAIRS / max(1.0, each))))
    for first in range(0, len(lines), block):
        found = tree.query(lines[first : first + block])
        found[0] += first
        yield found[:, found[0] < found[1]]


def _plane(mesh: Mesh, segments: Ints, origin: Floats) -> tuple[Floats, Floats]:
    """Return the ends of segments in metres around origins, one for each segment."""
    shrink = np.column_stack([np.cos(np.radians(origin[:, 1])), np.ones(len(origin))])
    scale = shrink * METRES_PER_DEGREE
    ends = mesh.ends[segments]
    return (mesh.xy[ends[:, 0]] - origin) * scale, (mesh.xy[ends[:, 1]] - origin) * scale


def _ends_at_segments(mesh: Mesh, tree: Any, drawn: Ints, tolerance_m: float) -> Cuts:
    """Return the cuts at which ends of roads meet the segments that they nearly reach."""
    import shapely

    loose = np.flatnonzero(mesh.degree == 1)
    loose = loose[np.isin(loose, mesh.ends[drawn])]
    nothing = Cuts(segment=loose[:0], share=np.zeros(0), vertex=loose[:0])
    if tolerance_m <= 0 or not len(loose):
        return nothing
    at = mesh.xy[loose]
    reach = np.full(len(loose), tolerance_m / METRES_PER_DEGREE)
    wide = reach / np.maximum(0.01, np.cos(np.radians(at[:, 1])))
    boxes = shapely.box(at[:, 0] - wide, at[:, 1] - reach, at[:, 0] + wide, at[:, 1] + reach)
    found = tree.query(boxes)
    end, segment = loose[found[0]], drawn[found[1]]
    tail, head = _plane(mesh, segment, mesh.xy[end])
    step = head - tail
    squared = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(-(tail * step).sum(axis=1) / squared, 0.0, 1.0)
    away = np.hypot(*(tail + share[:, None] * step).T)
    near = (away <= tolerance_m) & (mesh.ends[segment] != end[:, None]).all(axis=1)
    order = np.flatnonzero(near)[np.lexsort((segment[near], away[near], end[near]))]
    return _first_far(mesh, end[order], segment[order], share[order], tolerance_m)


def _first_far(mesh: Mesh, end: Ints, segment: Ints, share: Floats, tolerance_m: float) -> Cuts:
    """Return, for each end, the nearest segment that no short road joins to it."""
    ways, limit_um = _Ways(mesh), round(tolerance_m * _ROUND_M * MICRO)
    chosen: dict[int, int] = {}
    for i, (vertex, one) in enumerate(zip(end.tolist(), segment.tolist(), strict=True)):
        if vertex not in chosen and ways.within(vertex, limit_um).isdisjoint(
            mesh.ends[one].tolist()
        ):
            chosen[vertex] = i
    index = np.asarray(list(chosen.values()), dtype=np.int64)
    return Cuts(segment=segment[index], share=share[index], vertex=end[index])


def _crossings(mesh: Mesh, one: Ints, other: Ints, ends: Cuts) -> tuple[Ints, Floats]:
    """Return the pairs of segments that cross, and where; not those that share a vertex."""
    a, b = mesh.ends[one], mesh.ends[other]
    apart = (a[:, :, None] != b[:, None, :]).all(axis=(1, 2))
    one, other = one[apart], other[apart]
    origin = mesh.xy[mesh.ends[one, 0]]
    p, p2 = _plane(mesh, one, origin)
    q, q2 = _plane(mesh, other, origin)
    r, s = p2 - p, q2 - q
    turn = _cross(r, s)
    with np.errstate(divide="ignore", invalid="ignore"):
        t, u = _cross(q - p, s) / turn, _cross(q - p, r) / turn
    low, high = -_HAIR, 1 + _HAIR
    hit = (turn != 0) & (t >= low) & (t <= high) & (u >= low) & (u <= high)
    hit &= ~_snapped(mesh, one, other, ends)
    one, other, t = one[hit], other[hit], t[hit]
    start, end = mesh.xy[mesh.ends[one, 0]], mesh.xy[mesh.ends[one, 1]]
    return np.column_stack([one, other]), start + t[:, None] * (end - start)


def _cross(a: Floats, b: Floats) -> Floats:
    found: Floats = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return found


def _snapped(mesh: Mesh, one: Ints, other: Ints, ends: Cuts) -> Bools:
    """Return which pairs meet already because the end of one is snapped to the other."""
    count = len(mesh.xy)
    known = ends.segment * count + ends.vertex
    found = np.zeros(len(one), dtype=bool)
    for cut_one, by in ((one, other), (other, one)):
        for side in (0, 1):
            found |= np.isin(cut_one * count + mesh.ends[by, side], known)
    return found


def _cuts_at(mesh: Mesh, pairs: Ints, places: Floats) -> tuple[Mesh, Cuts, int]:
    """Return the cuts that join segments at the places where they cross."""
    keys, first, place = np.unique(grid_keys(places), return_index=True, return_inverse=True)
    place = place.reshape(-1)
    spots = np.round(places[first], 7)
    vertex = len(mesh.xy) + np.arange(len(keys))
    known, where = np.unique(grid_keys(mesh.xy), return_index=True)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    vertex = np.where(known[at] == keys, where[at], vertex) if len(known) else vertex
    segment, spot = np.r_[pairs[:, 0], pairs[:, 1]], np.r_[place, place]
    joint = vertex[spot]
    inner = (mesh.ends[segment] != joint[:, None]).all(axis=1)
    segment, spot, joint = segment[inner], spot[inner], joint[inner]
    _, once = np.unique(segment * (len(mesh.xy) + len(keys)) + joint, return_index=True)
    segment, spot, joint = segment[once], spot[once], joint[once]
    start, end = mesh.xy[mesh.ends[segment, 0]], mesh.xy[mesh.ends[segment, 1]]
    whole = np.maximum(metres_between(start, end), 1e-9)
    share = np.clip(metres_between(start, spots[spot]) / whole, 0.0, 1.0)
    grown = replace(mesh, xy=np.vstack([mesh.xy, spots]))
    return grown, Cuts(segment=segment, share=share, vertex=joint), len(keys)
