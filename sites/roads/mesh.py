"""Lines as a mesh of vertices and segments: a function of what is drawn, not of how it is cut.

Points are one vertex when they agree to seven decimals (a centimetre, the precision of
OpenStreetMap). Lengths are whole micrometres, so that sums do not depend on their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sites.distance import EARTH_RADIUS_M, Point

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

MICRO = 1_000_000  # micrometres of a metre
GRID = 1e7  # points of a degree that are told apart
_LEVELS = 256  # more than there are levels, -100 to 100


@dataclass(frozen=True, kw_only=True)
class RoadLines:
    """Lines before they meet: points of all lines in one array, and one entry a line."""

    points: Floats  # (points, 2) longitude, latitude
    line_of: Ints  # line of every point, ascending
    start: Ints  # index of the name of the first point, -1 without
    end: Ints
    given_um: Ints  # length that the table gives, -1 without
    level: Ints
    road_class: Ints  # index of the name of its class
    classes: Sequence[str]  # names of classes; "" for lines that name none
    drawn: Bools  # False: a straight stand-in for a road that nobody drew
    names: Sequence[str]
    places: Mapping[str, Point]  # of every name
    rows: Sequence[tuple[str, int]]  # file and row of every line


@dataclass(frozen=True, kw_only=True)
class Mesh:
    """Vertices, and straight segments between two of them; the lesser vertex comes first."""

    xy: Floats
    ends: Ints  # (segments, 2)
    length_um: Ints
    level: Ints
    road_class: Ints
    drawn: Bools
    names: Mapping[int, str] = field(default_factory=dict)  # of vertices that the table names

    @property
    def degree(self) -> Ints:
        """How many segments end at each vertex."""
        return np.bincount(self.ends.ravel(), minlength=len(self.xy))


def grid_keys(xy: Floats) -> NDArray[np.uint64]:
    """Return one whole number for each point, equal for points that are one vertex."""
    cells = np.round(xy * GRID).astype(np.int64)
    lon = (cells[:, 0] + np.int64(180 * GRID)).astype(np.uint64)
    lat = (cells[:, 1] + np.int64(90 * GRID)).astype(np.uint64)
    return (lon << np.uint64(32)) | lat


def metres_between(start: Floats, end: Floats) -> Floats:
    """Return the great-circle distances between points, pair by pair, in metres."""
    a, b = np.radians(start), np.radians(end)
    half = np.sin((b - a) / 2) ** 2
    chord = half[:, 1] + np.cos(a[:, 1]) * np.cos(b[:, 1]) * half[:, 0]
    found: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return found


def mesh_of(lines: RoadLines, detour_tenths: int) -> Mesh:
    """Return the mesh of lines, joined at every vertex that they share."""
    on_grid = np.round(lines.points * GRID) / GRID
    keys, first, vertex = np.unique(grid_keys(on_grid), return_index=True, return_inverse=True)
    xy = on_grid[first]
    named = np.asarray([lines.places[n] for n in lines.names], dtype=float).reshape(-1, 2)
    vertex = _named_vertices(vertex.reshape(-1), keys, named, lines)
    inner = lines.line_of[1:] == lines.line_of[:-1]
    tails, heads = np.flatnonzero(inner), np.flatnonzero(inner) + 1
    line = lines.line_of[tails]
    lengths = _lengths(metres_between(on_grid[tails], on_grid[heads]), line, lines, detour_tenths)
    mesh = Mesh(
        xy=np.vstack([xy, named]),
        ends=np.column_stack([vertex[tails], vertex[heads]]),
        length_um=lengths,
        level=lines.level[line],
        road_class=lines.road_class[line],
        drawn=lines.drawn[line],
        names={len(keys) + i: name for i, name in enumerate(lines.names)},
    )
    return without_repeats(mesh)


def _named_vertices(
    vertex: Ints, keys: NDArray[np.uint64], named: Floats, lines: RoadLines
) -> Ints:
    """Return the vertex of every point, with ends of named lines at their named vertices."""
    if not lines.names:
        return vertex
    count = len(keys)
    place = np.searchsorted(keys, grid_keys(named))
    stands = np.arange(count)
    for number in reversed(range(len(lines.names))):  # of equal places the first name stays
        at = int(place[number])
        if at < count and keys[at] == grid_keys(named[number : number + 1])[0]:
            stands[at] = count + number
    vertex = stands[vertex]
    firsts = np.flatnonzero(np.r_[True, lines.line_of[1:] != lines.line_of[:-1]])
    lasts = np.r_[firsts[1:], len(vertex)] - 1
    for points, names in ((firsts, lines.start), (lasts, lines.end)):
        has = names >= 0
        vertex[points[has]] = count + names[has]
    return vertex


def _lengths(metres: Floats, line: Ints, lines: RoadLines, detour_tenths: int) -> Ints:
    """Return the lengths of segments in micrometres; those of a line add up to what it is given."""
    measured: Ints = np.round(metres * MICRO).astype(np.int64)
    plain = ~lines.drawn & (lines.given_um < 0)
    stretched = plain[line]
    measured[stretched] = (measured[stretched] * detour_tenths + 5) // 10
    given = lines.given_um[line]
    scaled = given >= 0
    if not scaled.any():
        return measured
    total = np.bincount(line, measured, len(lines.level)).astype(np.int64)
    count = np.bincount(line, minlength=len(lines.level))
    share = np.where(total[line] > 0, measured / np.maximum(total[line], 1), 1 / count[line])
    found = np.where(scaled, np.round(given * share).astype(np.int64), measured)
    missing = np.where(lines.given_um >= 0, lines.given_um, 0)
    missing -= np.bincount(line[scaled], found[scaled], len(lines.level)).astype(np.int64)
    order = np.lexsort((found, line))
    longest = order[np.r_[line[order][1:] != line[order][:-1], True]]
    found[longest] += np.where(scaled[longest], missing[line[longest]], 0)
    return found


def joints_inside(lines: RoadLines, mesh: Mesh) -> int:
    """Return how many junctions lie inside a line, not only at ends of lines."""
    firsts = np.r_[True, lines.line_of[1:] != lines.line_of[:-1]]
    lasts = np.r_[firsts[1:], True]
    inner = grid_keys(lines.points[~(firsts | lasts)])
    return int(np.isin(grid_keys(mesh.xy[mesh.degree >= 3]), inner).sum())


def straight_share(mesh: Mesh, least_m: float) -> float:
    """Return the share of the drawn length that is straight from junction to junction.

    Only segments of a least length count: short streets are straight.
    """
    through = mesh.degree == 2
    through[list(mesh.names)] = False
    straight = mesh.drawn & ~through[mesh.ends].any(axis=1) & (mesh.length_um >= least_m * MICRO)
    drawn_um = mesh.length_um[mesh.drawn].sum(dtype=float)
    return float(mesh.length_um[straight].sum(dtype=float) / drawn_um) if drawn_um else 0.0


# --- changing a mesh -------------------------------------------------------------------------


def without_repeats(mesh: Mesh) -> Mesh:
    """Return a mesh in which every pair of vertices has one segment: of several the shortest."""
    ends = np.sort(mesh.ends, axis=1)
    pair = ends[:, 0] * len(mesh.xy) + ends[:, 1]
    order = np.argsort(pair, kind="stable")
    order = order[ends[order, 0] != ends[order, 1]]
    same = pair[order][1:] == pair[order][:-1]
    if same.any():
        several = np.r_[same, False] | np.r_[False, same]
        some = order[several]
        level = mesh.level[some]
        least = mesh.road_class[some]  # of equals, so that the order of rows decides nothing
        keys = (least, mesh.drawn[some], level, np.abs(level), mesh.length_um[some], pair[some])
        by_length = np.lexsort(keys)
        order[several] = some[by_length]
    return _kept(replace(mesh, ends=ends), order[np.r_[True, ~same][: len(order)]])


def _kept(mesh: Mesh, segments: Ints) -> Mesh:
    return replace(
        mesh,
        ends=mesh.ends[segments],
        length_um=mesh.length_um[segments],
        level=mesh.level[segments],
        road_class=mesh.road_class[segments],
        drawn=mesh.drawn[segments],
    )


def groups(count: int, pairs: Ints) -> Ints:
    """Return, for each of so many vertices, the number of the group that pairs put it in."""
    from scipy.sparse import coo_matrix, csgraph

    ones = np.ones(len(pairs), dtype=np.int8)
    links = coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    components: Any = csgraph.connected_components(links, directed=False)
    found: Ints = components[1].astype(np.int64)
    return found


def merged(mesh: Mesh, pairs: Ints) -> Mesh:
    """Return a mesh in which the vertices of each pair, and of pairs that touch, are one.

    A name stays, else the vertex where most segments meet, else the one farthest south-west.
    """
    if not len(pairs):
        return mesh
    count = len(mesh.xy)
    label = groups(count, pairs)
    named = np.zeros(count, dtype=bool)
    named[list(mesh.names)] = True
    order = np.lexsort((np.arange(count), -mesh.degree, ~named, label))
    chosen = order[np.r_[True, label[order][1:] != label[order][:-1]]]
    return without_repeats(replace(mesh, ends=chosen[label][mesh.ends]))


@dataclass(frozen=True, kw_only=True)
class Cuts:
    """Places at which segments get a vertex: one entry a cut."""

    segment: Ints
    share: Floats  # of the segment's length from its first vertex
    vertex: Ints


def together(cuts: Sequence[Cuts]) -> Cuts:
    """Return several lists of cuts as one."""
    return Cuts(
        segment=np.concatenate([c.segment for c in cuts]),
        share=np.concatenate([c.share for c in cuts]),
        vertex=np.concatenate([c.vertex for c in cuts]),
    )


def cut(mesh: Mesh, cuts: Cuts) -> Mesh:
    """Return a mesh whose segments are cut; the pieces add up to the segment."""
    if not len(cuts.segment):
        return mesh
    whole = np.unique(cuts.segment)
    zeros, ones = np.zeros(len(whole)), np.ones(len(whole))
    segment = np.concatenate([whole, cuts.segment, whole])
    share = np.concatenate([zeros, cuts.share, ones])
    vertex = np.concatenate([mesh.ends[whole, 0], cuts.vertex, mesh.ends[whole, 1]])
    order = np.lexsort((vertex, share, segment))
    segment, share, vertex = segment[order], share[order], vertex[order]
    at_um = np.round(share * mesh.length_um[segment]).astype(np.int64)
    piece = np.flatnonzero(segment[1:] == segment[:-1])
    source = segment[piece]
    others = np.ones(len(mesh.ends), dtype=bool)
    others[whole] = False
    pieces = np.column_stack([vertex[piece], vertex[piece + 1]])
    return without_repeats(
        replace(
            mesh,
            ends=np.vstack([mesh.ends[others], pieces]),
            length_um=np.r_[mesh.length_um[others], at_um[piece + 1] - at_um[piece]],
            level=np.r_[mesh.level[others], mesh.level[source]],
            road_class=np.r_[mesh.road_class[others], mesh.road_class[source]],
            drawn=np.r_[mesh.drawn[others], mesh.drawn[source]],
        )
    )


def levels_apart(mesh: Mesh) -> tuple[Mesh, int]:
    """Return a mesh in which roads of two levels that pass each other at a vertex do not meet.

    A level passes a vertex where two of its segments meet there. A bridge that ends at a vertex
    does not pass it, and is joined. Also return at how many vertices roads pass each other.
    """
    if not mesh.level.any():
        return mesh, 0
    vertex, level = mesh.ends.ravel(), np.repeat(mesh.level, 2)
    key, counts = np.unique(vertex * _LEVELS + level + _LEVELS // 2, return_counts=True)
    passing = key[counts > 1]
    at, times = np.unique(passing // _LEVELS, return_counts=True)
    crossed = at[times > 1]
    crossed = crossed[~np.isin(crossed, list(mesh.names))]
    if not len(crossed):
        return mesh, 0
    return _with_copies(mesh, passing[np.isin(passing // _LEVELS, crossed)]), len(crossed)


def _with_copies(mesh: Mesh, passing: Ints) -> Mesh:
    """Return a mesh in which every level but the one nearest the ground has its own vertex.

    `passing` are vertices and the levels that pass there, as one number each, ascending.
    """
    here, level = passing // _LEVELS, passing % _LEVELS - _LEVELS // 2
    order = np.lexsort((level, np.abs(level), here))
    others = order[np.r_[False, here[order][1:] == here[order][:-1]]]
    moved = np.sort(passing[others])
    ends = mesh.ends * _LEVELS + mesh.level[:, None] + _LEVELS // 2
    at = np.minimum(np.searchsorted(moved, ends), len(moved) - 1)
    ends = np.where(moved[at] == ends, len(mesh.xy) + at, mesh.ends)
    return replace(mesh, ends=ends, xy=np.vstack([mesh.xy, mesh.xy[moved // _LEVELS]]))
