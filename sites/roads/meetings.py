"""Where roads nearly meet, and where they cross without a vertex in common.

Two vertices at most the tolerance apart are one, and an end that near a segment meets it, unless
they are joined already along less than ten times the tolerance of road.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from sites.distance import EARTH_RADIUS_M, METRES_PER_DEGREE, unit_vectors
from sites.roads.boxes import BoxCounts, overlaps
from sites.roads.mesh import (
    MICRO,
    Bools,
    Cuts,
    Floats,
    Ints,
    Mesh,
    grid_keys,
    groups,
    metres_between,
    together,
)
from sites.roads.tangles import Tally, Work

_ROUND_M = 10  # a near miss is none where a road this many tolerances long joins the two
_SCRIBBLE = 100  # points in a square of the tolerance: a receiver that stood still
_FINEST_M = 0.01  # points are told apart to about a centimetre
_HAIR = 1e-9  # of a segment's length: crossing points at an end are found in spite of rounding


class _Ways:
    """The mesh as ways out of a vertex, for short walks along roads."""

    def __init__(self, mesh: Mesh) -> None:
        """Sort the segments by their ends."""
        tails = np.r_[mesh.ends[:, 0], mesh.ends[:, 1]]
        order = np.argsort(tails, kind="stable")
        self._heads = np.r_[mesh.ends[:, 1], mesh.ends[:, 0]][order]
        self._lengths = np.r_[mesh.length_um, mesh.length_um][order]
        self._xy = mesh.xy
        self._first = np.searchsorted(tails[order], np.arange(len(mesh.xy) + 1))

    def reached(self, start: int, limit_um: int, wanted: Iterable[int], tally: Tally) -> set[int]:
        """Return which of the wanted vertices a road no longer than a limit joins to a vertex."""
        missing, joined = set(wanted), set[int]()
        best, heap, steps = {start: 0}, [(0, start)], 0
        while heap and missing:
            far, vertex = heapq.heappop(heap)
            if far > best[vertex]:
                continue
            if vertex in missing:
                missing.discard(vertex)
                joined.add(vertex)
            ways = slice(int(self._first[vertex]), int(self._first[vertex + 1]))
            steps += ways.stop - ways.start
            for head, length in zip(
                self._heads[ways].tolist(), self._lengths[ways].tolist(), strict=True
            ):
                reached = far + length
                if reached <= limit_um and reached < best.get(head, limit_um + 1):
                    best[head] = reached
                    heapq.heappush(heap, (reached, head))
        tally.add(Work.STEPS, steps, self._xy[start : start + 1])
        return joined


def near_vertices(mesh: Mesh, tolerance_m: float, tally: Tally) -> Ints:
    """Return pairs of vertices that nearly meet; raises Tangled where too many do."""
    from scipy.spatial import KDTree

    used = np.unique(mesh.ends)
    if tolerance_m <= 0 or len(used) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    used = _few_in_a_square(mesh, used, tolerance_m, tally)
    points = unit_vectors(mesh.xy[used]) * EARTH_RADIUS_M
    tree = KDTree(points, balanced_tree=False, compact_nodes=False)
    found: Any = tree.query_pairs(tolerance_m, output_type="ndarray")
    pairs = used[found.reshape(-1, 2)]
    pairs = pairs[~_adjacent(mesh, pairs)]
    pairs = pairs[_may_meet(mesh, pairs)]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    pairs = _not_joined(mesh, pairs, tolerance_m, tally)
    _hold_chains(mesh, pairs, tolerance_m, tally)
    return pairs


def _hold_chains(mesh: Mesh, pairs: Ints, tolerance_m: float, tally: Tally) -> None:
    """Note how far the longest chain of pairs reaches: all its vertices will be one."""
    vertices, label = np.unique(pairs, return_inverse=True)
    if not len(vertices):
        return
    group = groups(len(vertices), label.reshape(-1, 2))
    order = np.argsort(group, kind="stable")
    firsts = np.flatnonzero(np.r_[True, np.diff(group[order]) > 0])
    xy = mesh.xy[vertices[order]]
    low, high = np.minimum.reduceat(xy, firsts), np.maximum.reduceat(xy, firsts)
    across = np.floor(metres_between(low, high) / tolerance_m).astype(np.int64)
    longest = int(across.argmax())
    tally.raise_to(Work.CHAIN, int(across[longest]), (low + high)[longest : longest + 1] / 2)


def _few_in_a_square(mesh: Mesh, used: Ints, tolerance_m: float, tally: Tally) -> Ints:
    """Return the vertices that may meet others, and count the pairs that squares of them hold.

    Points of a receiver that stood still are left out: inner points of lines among a hundred others
    in a square of the tolerance.
    """
    degree = mesh.degree
    degree[list(mesh.names)] = 0
    square, counts = _squares(mesh.xy[used], tolerance_m)
    kept: Ints = used[(degree[used] != 2) | (counts[square] <= _SCRIBBLE)]
    square, counts = _squares(mesh.xy[kept], tolerance_m)
    if len(kept):
        fullest = mesh.xy[kept[square == counts.argmax()]]
        tally.raise_to(Work.CROWD, int(counts.max()), fullest)
        several = counts[square] > 1
        around = mesh.xy[kept[several]] if several.any() else fullest
        tally.add(Work.NEAR, int((counts * (counts - 1) // 2).sum()), around)
    return kept


def _squares(xy: Floats, tolerance_m: float) -> tuple[Ints, Ints]:
    """Return the square of the tolerance in which each point lies, and how many lie in each."""
    side = max(tolerance_m, _FINEST_M) / METRES_PER_DEGREE
    shrink = np.cos(np.radians(np.floor(xy[:, 1])))
    cells = np.floor(np.column_stack([xy[:, 0] * shrink, xy[:, 1]]) / side).astype(np.int64)
    key = cells[:, 0] * np.int64(2**31) + cells[:, 1]
    _, place, counts = np.unique(key, return_inverse=True, return_counts=True)
    square: Ints = place.reshape(-1)
    return square, counts


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


def _not_joined(mesh: Mesh, pairs: Ints, tolerance_m: float, tally: Tally) -> Ints:
    """Return the pairs, sorted, that no short road joins."""
    ways, limit_um = _Ways(mesh), round(tolerance_m * _ROUND_M * MICRO)
    kept = np.ones(len(pairs), dtype=bool)
    for first, stop in _runs(pairs[:, 0]):
        others = pairs[first:stop, 1].tolist()
        joined = ways.reached(int(pairs[first, 0]), limit_um, others, tally)
        kept[first:stop] = [other not in joined for other in others]
    return pairs[kept]


def _runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Yield the first and the last index, plus one, of each run of one value."""
    bounds = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return pairwise(bounds) if len(values) else iter(())


# --- segments --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """Where segments meet without a vertex: places, and what is cut if they are to be joined."""

    mesh: Mesh  # with the vertices that cuts need
    ends: Cuts  # ends of roads at segments that they nearly reach
    crossings: Cuts  # places where two segments of one level cross
    crossing_places: int
    bridges: int  # places where segments of two levels cross


def meetings(mesh: Mesh, tolerance_m: float, joins: bool, tally: Tally) -> Meetings:
    """Return where ends nearly reach segments, and where segments cross.

    `joins` tells whether crossings are to be joined. Raises Tangled where there are too many.
    """
    import shapely

    drawn = np.flatnonzero(mesh.drawn)
    lines: Any = shapely.linestrings(mesh.xy[mesh.ends[drawn]])
    boxes: Floats = shapely.bounds(lines).reshape(-1, 4)
    tree, counts = shapely.STRtree(lines), BoxCounts(boxes)
    near = _near_ends(mesh, tree, counts, drawn, tolerance_m, tally)
    ends = _first_far(mesh, near, tolerance_m, tally)
    found = [(np.zeros((0, 2), dtype=np.int64), np.zeros((0, 2)))]
    for block in overlaps(tree, counts, lines, boxes):
        one, other = block[:, block[0] < block[1]]
        tally.add(Work.BOXES, len(one), partial(_middles, boxes, one, other))
        crossed, at = _crossings(mesh, drawn[one], drawn[other], ends)
        level = mesh.level[crossed[:, 0]] == mesh.level[crossed[:, 1]]
        tally.add(Work.CROSSINGS, len(at), at)
        tally.add(Work.JOINED, int(level.sum()) if joins else 0, at)
        found.append((crossed, at))
    pairs, places = (np.vstack(each) for each in zip(*found, strict=True))
    level = mesh.level[pairs[:, 0]] == mesh.level[pairs[:, 1]]
    bridges = len(np.unique(grid_keys(places[~level])))
    mesh, crossings, count = _cuts_at(mesh, pairs[level], places[level])
    return Meetings(
        mesh=mesh, ends=ends, crossings=crossings, crossing_places=count, bridges=bridges
    )


def _middles(boxes: Floats, one: Ints, other: Ints) -> Floats:
    """Return the middles of what pairs of boxes have in common."""
    low, high = np.maximum(boxes[one], boxes[other]), np.minimum(boxes[one], boxes[other])
    found: Floats = (low[:, :2] + high[:, 2:]) / 2
    return found


def _plane(mesh: Mesh, segments: Ints, origin: Floats) -> tuple[Floats, Floats]:
    """Return the ends of segments in metres around origins, one for each segment."""
    shrink = np.column_stack([np.cos(np.radians(origin[:, 1])), np.ones(len(origin))])
    scale = shrink * METRES_PER_DEGREE
    ends = mesh.ends[segments]
    return (mesh.xy[ends[:, 0]] - origin) * scale, (mesh.xy[ends[:, 1]] - origin) * scale


def _near_ends(
    mesh: Mesh, tree: Any, counts: BoxCounts, drawn: Ints, tolerance_m: float, tally: Tally
) -> Cuts:
    """Return the cuts that could join ends of roads to the segments that they nearly reach."""
    import shapely

    loose = np.flatnonzero(mesh.degree == 1)
    loose = loose[np.isin(loose, mesh.ends[drawn])]
    found = [Cuts(segment=loose[:0], share=np.zeros(0), vertex=loose[:0])]
    if tolerance_m <= 0 or not len(loose):
        return found[0]
    boxes = _around(mesh.xy[loose], tolerance_m)
    for block in overlaps(tree, counts, shapely.box(*boxes.T), boxes):
        near = _reached(mesh, loose[block[0]], drawn[block[1]], tolerance_m)
        tally.add(Work.BOXES, len(block[0]), mesh.xy[loose[block[0]]])
        tally.add(Work.BESIDE, len(near.vertex), mesh.xy[near.vertex])
        found.append(near)
    return together(found)


def _around(xy: Floats, tolerance_m: float) -> Floats:
    """Return boxes around points: west, south, east, north."""
    reach = np.full(len(xy), tolerance_m / METRES_PER_DEGREE)
    wide = reach / np.maximum(0.01, np.cos(np.radians(xy[:, 1])))
    half = np.column_stack([wide, reach])
    return np.hstack([xy - half, xy + half])


def _reached(mesh: Mesh, end: Ints, segment: Ints, tolerance_m: float) -> Cuts:
    """Return the cuts where ends lie within the tolerance of segments, the nearest first."""
    tail, head = _plane(mesh, segment, mesh.xy[end])
    step = head - tail
    squared = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(-(tail * step).sum(axis=1) / squared, 0.0, 1.0)
    away = np.hypot(*(tail + share[:, None] * step).T)
    near = (away <= tolerance_m) & (mesh.ends[segment] != end[:, None]).all(axis=1)
    order = np.flatnonzero(near)[np.lexsort((segment[near], away[near], end[near]))]
    return Cuts(segment=segment[order], share=share[order], vertex=end[order])


def _first_far(mesh: Mesh, near: Cuts, tolerance_m: float, tally: Tally) -> Cuts:
    """Return, for each end, the nearest segment that no short road joins to it."""
    ways, limit_um = _Ways(mesh), round(tolerance_m * _ROUND_M * MICRO)
    vertex = near.vertex
    chosen = list[int]()
    for first, stop in _runs(vertex):
        ends = mesh.ends[near.segment[first:stop]].tolist()
        wanted = (v for both in ends for v in both)
        joined = ways.reached(int(vertex[first]), limit_um, wanted, tally)
        chosen += [i for i, both in enumerate(ends, first) if joined.isdisjoint(both)][:1]
    index = np.asarray(chosen, dtype=np.int64)
    return Cuts(segment=near.segment[index], share=near.share[index], vertex=vertex[index])


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
