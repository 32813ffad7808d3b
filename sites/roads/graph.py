"""The mesh as a graph of junctions: chains of segments become edges in whole metres.

A vertex where two segments meet is no junction. A road is measured between junctions and rounded
once, so that no metre depends on how a line was cut. The graph has one edge between two junctions:
of several roads all but the shortest get a node of their own on the way, a loop gets two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count, pairwise
from typing import TypeAlias

import networkx as nx
import numpy as np

from sites.distance import RoadClasses
from sites.roads.mesh import MICRO, Bools, Ints, Mesh

_SHORTEST_LOOP_M = 3  # three pieces of at least a metre


_Along: TypeAlias = int | tuple[tuple[int, int], ...] | None
"""One class by number, or classes with the metres of each; None where lines name none."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A road between two vertices."""

    vertices: Sequence[int]
    length_m: int
    classes: _Along  # that it follows, from its first vertex


@dataclass(frozen=True, slots=True)
class _Chain:
    """Segments between two junctions: the vertices along them, and the length of each."""

    vertices: list[int]
    along_um: list[int]
    classes: list[int]  # of the segments, [] where lines name none

    @property
    def ends(self) -> tuple[int, int]:
        """Its two ends, the lesser first."""
        first, last = self.vertices[0], self.vertices[-1]
        return min(first, last), max(first, last)


def graph_of(mesh: Mesh, classes: Sequence[str] = ("",)) -> nx.Graph[str]:
    """Return the road graph: nodes with `longitude` and `latitude`, edges with `length_m`.

    Where lines name classes, edges carry `classes`, from their first end by name: one name, or
    names with the metres of each.
    """
    edges = list(_simple(_chains(mesh, has_classes=any(classes))))
    nodes = {v for edge in edges for v in (edge.vertices[0], edge.vertices[-1])}
    names = _names(mesh, nodes)
    roads: nx.Graph[str] = nx.Graph()
    points = mesh.xy[list(names)].tolist()
    for name, (x, y) in sorted(zip(names.values(), points, strict=True)):
        roads.add_node(name, longitude=x, latitude=y)
    del nodes, points
    at = list(zip(mesh.xy[:, 0].tolist(), mesh.xy[:, 1].tolist(), strict=True))
    rows = []
    while edges:  # each gives its place to its row: a large layer has no room for both
        edge = edges.pop()
        line = tuple([at[v] for v in edge.vertices])
        start, end = names[edge.vertices[0]], names[edge.vertices[-1]]
        found = _named(edge.classes, classes)
        if start > end:
            start, end, line = end, start, line[::-1]
            found = found if isinstance(found, str) else found[::-1]
        rows.append((start, end, edge.length_m, line, found))
    del at
    rows.sort(key=lambda row: row[:2], reverse=True)
    while rows:
        start, end, length_m, line, found = rows.pop()
        roads.add_edge(start, end, length_m=length_m, coordinates=line)
        if found:
            roads.edges[start, end]["classes"] = found
    return roads


def _named(along: _Along, classes: Sequence[str]) -> str | RoadClasses:
    """Return the class of a road, or its classes with the metres of each; "" where it has none."""
    if along is None:
        return ""
    if isinstance(along, int):
        return classes[along]
    return tuple((classes[number], metres) for number, metres in along)


def _along(kinds: Sequence[int], along_um: Sequence[int], length_m: int) -> _Along:
    """Return the classes that segments follow, in whole metres that add up to a length."""
    if not kinds:
        return None
    if len(set(kinds)) == 1:
        return kinds[0]
    total_um, done_um, done_m = max(1, sum(along_um)), 0, 0
    runs: list[tuple[int, int]] = []
    for number, um in zip(kinds, along_um, strict=True):
        done_um += um
        up_to_m = (2 * done_um * length_m + total_um) // (2 * total_um)
        metres, done_m = up_to_m - done_m, up_to_m
        if runs and runs[-1][0] == number:
            runs[-1] = (number, runs[-1][1] + metres)
        else:
            runs.append((number, metres))
    return tuple(run for run in runs if run[1])


def _chains(mesh: Mesh, *, has_classes: bool) -> list[_Chain]:
    """Return every chain of segments between junctions, ends and named nodes.

    Every segment can be walked two ways. Each way looks for the first of its chain by jumping
    twice as far back in every round, so that the work grows with the logarithm of the longest.
    """
    inner = mesh.degree == 2
    inner[list(mesh.names)] = False
    before, first, steps = _back_to_first(mesh, inner)
    rings = _ring_starts(mesh, before, first)
    if rings:
        inner[rings] = False
        before, first, steps = _back_to_first(mesh, inner)
    count = len(mesh.ends)
    order = np.argsort(first * (int(steps.max(initial=0)) + 1) + steps, kind="stable")
    starts = np.flatnonzero(np.r_[True, first[order][1:] != first[order][:-1]][: len(order)])
    stops = np.r_[starts[1:], len(order)]
    other_way = (order[stops - 1] + count) % (2 * count) if count else order[:0]
    once = np.flatnonzero(first[order[starts]] < other_way)
    begins, counts = starts[once], stops[once] - starts[once]
    ends = np.cumsum(counts)
    used = order[np.repeat(begins - ends + counts, counts) + np.arange(int(counts.sum()))]
    tail = np.r_[mesh.ends[:, 0], mesh.ends[:, 1]][used].tolist()
    head = np.r_[mesh.ends[:, 1], mesh.ends[:, 0]][order[stops[once] - 1]].tolist()
    along = np.r_[mesh.length_um, mesh.length_um][used].tolist()
    kinds = np.r_[mesh.road_class, mesh.road_class][used].tolist() if has_classes else []
    pieces = list(zip(head, ends.tolist(), counts.tolist(), strict=True))
    del before, first, steps, inner, order, starts, stops, other_way, once, begins, used
    return [
        _Chain([*tail[b - n : b], last], along[b - n : b], kinds[b - n : b])
        for last, b, n in pieces
    ]


def _back_to_first(mesh: Mesh, inner: Bools) -> tuple[Ints, Ints, Ints]:
    """Return, for each way along a segment, the way before it, the first one, and steps to it.

    The ways of segment i are i, from its first vertex, and i plus the count of segments, back.
    """
    count = len(mesh.ends)
    tails = np.r_[mesh.ends[:, 0], mesh.ends[:, 1]]
    before = np.arange(2 * count)
    out = np.flatnonzero(inner[tails])
    both = out[np.argsort(tails[out], kind="stable")].reshape(-1, 2)  # ways out of one vertex
    before[both[:, 0]] = (both[:, 1] + count) % (2 * count)
    before[both[:, 1]] = (both[:, 0] + count) % (2 * count)
    first, steps = before.copy(), (before != np.arange(2 * count)).astype(np.int64)
    for _ in range(int(2 * count + 1).bit_length()):
        further = first[first]
        if (further == first).all():
            break
        steps += steps[first]
        first = further
    return before, first, steps


def _ring_starts(mesh: Mesh, before: Ints, first: Ints) -> list[int]:
    """Return the least vertex of every ring without a junction: ways that never find a first."""
    lost = np.flatnonzero(before[first] != first)
    tails = np.r_[mesh.ends[:, 0], mesh.ends[:, 1]]
    seen: set[int] = set()
    starts = []
    for way in lost.tolist():
        ring = [way]
        while way not in seen:
            seen.add(way)
            way = int(before[way])
            ring.append(way)
        if len(ring) > 1:
            starts.append(int(tails[ring].min()))
    return sorted(set(starts))


def whole_metres(length_um: int) -> int:
    """Return micrometres as whole metres, halves up, at least one."""
    return max(1, (length_um + MICRO // 2) // MICRO)


def _simple(chains: Iterable[_Chain]) -> Iterator[_Edge]:
    """Yield the chains as edges of which no two have the same ends."""
    among: dict[tuple[int, int], list[_Chain]] = defaultdict(list)
    for one in chains:
        among[one.ends].append(one)
    del chains
    for start, end in list(among):
        found = among.pop((start, end))  # let go: a large layer has no room for both
        if start == end:
            for loop in found:
                yield from _pieces(loop, 3)
            continue
        if len(found) > 1:
            found.sort(key=lambda one: (sum(one.along_um), _one_way(one).vertices))
        for rank, road in enumerate(found):
            yield from _pieces(road, 2 if rank else 1)


def _one_way(chain: _Chain) -> _Chain:
    """Return a chain in the direction whose vertices come first."""
    if chain.vertices <= chain.vertices[::-1]:
        return chain
    return _Chain(chain.vertices[::-1], chain.along_um[::-1], chain.classes[::-1])


def _pieces(chain: _Chain, parts: int) -> Iterator[_Edge]:
    """Yield a chain cut into pieces at vertices; nothing where it is too short for that."""
    total_m = whole_metres(sum(chain.along_um))
    if parts == 1:
        yield _Edge(chain.vertices, total_m, _along(chain.classes, chain.along_um, total_m))
        return
    if total_m < _SHORTEST_LOOP_M or len(chain.vertices) <= parts:
        return
    chain = _one_way(chain)
    places = _cut_places(chain.along_um, parts)
    metres = [0]
    for number, place in enumerate(places[1:], start=1):
        wanted = whole_metres(sum(chain.along_um[:place]))
        metres.append(min(max(wanted, metres[-1] + 1), total_m - parts + number))
    for (first, last), (start_m, end_m) in zip(pairwise(places), pairwise(metres), strict=True):
        along = _along(chain.classes[first:last], chain.along_um[first:last], end_m - start_m)
        yield _Edge(chain.vertices[first : last + 1], end_m - start_m, along)


def _cut_places(along: Sequence[int], parts: int) -> list[int]:
    """Return the indexes of vertices that cut a chain into about equal pieces, ends included."""
    done_um = list(accumulate(along, initial=0))
    places = [0]
    for number in range(1, parts):
        free = range(places[-1] + 1, len(along) - parts + number + 1)
        goal = done_um[-1] * number // parts
        places.append(min(free, key=lambda i: (abs(done_um[i] - goal), i)))
    return [*places, len(along)]


def _names(mesh: Mesh, nodes: set[int]) -> dict[int, str]:
    """Return the id of every node: its name, else its point to five decimals, or to seven."""
    names = {v: mesh.names[v] for v in nodes & mesh.names.keys()}
    taken = set(mesh.names.values())
    unnamed = sorted(nodes - names.keys())
    points = dict(zip(unnamed, mesh.xy[unnamed].tolist(), strict=True))
    short = {v: point_name((x, y)) for v, (x, y) in points.items()}
    times = Counter(short.values())
    for vertex, name in short.items():
        if times[name] > 1 or name in taken:
            name = "{:.7f},{:.7f}".format(*points[vertex])
        spellings = chain([name], (f"{name}^{copy}" for copy in count(1)))
        names[vertex] = next(one for one in spellings if one not in taken)
        taken.add(names[vertex])
    return names


def point_name(point: tuple[float, float]) -> str:
    """Return the id of a road node that has none: its point, to about a metre."""
    return f"{point[0]:.5f},{point[1]:.5f}"
