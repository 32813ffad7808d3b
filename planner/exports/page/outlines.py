"""Boundaries of aimags and soums as the page draws them: what two share once, and simplified.

Whole numbers alone decide what is left out, so that every machine leaves out the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from planner.exports.map_svg import KM_PER_DEGREE
from planner.exports.page.coding import SCALE, chained, steps
from sites.places import AIMAG, SOUM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sites.network import Boundary

MOST_POINTS = 6_000
STEPS = (
    *(100_000, 50_000, 20_000, 10_000, 6_000, 4_000, 2_500, 1_500),
    *(1_000, 600, 400, 250, 150, 100, 60, 40, 20),
)
"""Grids that may be drawn on, in hundred-thousandths of a degree."""
_NEAR = 2  # steps of the grid that a point may lie from a line without being seen

Cell = tuple[int, int]
Segment = tuple[Cell, Cell]  # the smaller end first
Graph = dict[Cell, dict[Cell, bool]]  # what a point leads to, and whether an aimag ends there


def outlines(
    areas: Sequence[Boundary], most_points: int = MOST_POINTS
) -> tuple[int, list[list[int]], list[list[int]]]:
    """Return a grid's step, and the lines on it of aimags and of soums inside them.

    The grid is the finest before one on which there would be too many points. A line begins at a
    difference from where the line before it begins.
    """
    rings = {level: _rings(a for a in areas if a.level == level) for level in (AIMAG, SOUM)}
    found: tuple[int, list[list[Cell]], list[list[Cell]]] = STEPS[0], [], []
    for step in STEPS:
        aimags, soums = (_segments(rings[level], step) for level in (AIMAG, SOUM))
        lines = _simplified(aimags, soums - aimags)
        if step < STEPS[0] and sum(map(len, chain(*lines))) > most_points:
            break
        found = step, *lines
    return found[0], chained(map(steps, found[1])), chained(map(steps, found[2]))


def true_to_km(step: int) -> float:
    """Return how far from the given outline a drawn one may lie, in tenths of a kilometre."""
    return ceil((_NEAR + sqrt(0.5)) * step / SCALE * KM_PER_DEGREE * 10) / 10


def _rings(areas: Iterable[Boundary]) -> list[NDArray[np.float64]]:
    """Return the outer and inner outlines of areas, in hundred-thousandths of a degree."""
    import shapely

    rings = (r for a in areas for r in shapely.get_rings(shapely.get_parts(a.geometry)))
    return [shapely.get_coordinates(ring) * SCALE for ring in rings]


def _segments(rings: Iterable[NDArray[np.float64]], step: int) -> set[Segment]:
    """Return the segments of outlines on a grid, each once whatever shares it."""
    found: set[Segment] = set()
    for ring in rings:
        grid = np.rint(ring / step).astype(np.int64)
        moved = np.append(True, (grid[1:] != grid[:-1]).any(axis=1))
        cells = [(x, y) for x, y in grid[moved].tolist()]
        found.update((min(a, b), max(a, b)) for a, b in pairwise(cells))
    return found


def _simplified(
    aimags: set[Segment], soums: set[Segment]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the lines of both levels without the points that lie near what is left."""
    graph: Graph = defaultdict(dict)
    for segments, is_aimag in ((aimags, True), (soums, False)):
        for a, b in segments:
            graph[a][b] = graph[b][a] = is_aimag
    kept: dict[bool, Graph] = {True: defaultdict(dict), False: defaultdict(dict)}
    for is_aimag, line in _stretches(graph):
        few = _fewer(line)
        for a, b in pairwise(few if few[0] != few[1] else ()):
            kept[is_aimag][a][b] = kept[is_aimag][b][a] = is_aimag
    return _trails(kept[True]), _trails(kept[False])


def _stretches(graph: Graph) -> Iterator[tuple[bool, list[Cell]]]:
    """Yield each line between two points where lines meet or change level, and each lone ring."""
    through = {p for p, next_ in graph.items() if len(next_) == 2 and len(set(next_.values())) == 1}
    done: set[Segment] = set()
    for first in (*sorted(graph.keys() - through), *sorted(through)):
        for second in sorted(graph[first]):
            line = [first, second]
            if (min(line), max(line)) in done:
                continue
            while line[-1] in through and line[-1] != first:
                line.append(next(p for p in graph[line[-1]] if p != line[-2]))
            done.update((min(a, b), max(a, b)) for a, b in pairwise(line))
            yield graph[first][second], line


def _fewer(line: list[Cell]) -> list[Cell]:
    """Return a line without the points that lie near what is left of it (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        low, high = todo.pop()
        between = range(low + 1, high)
        away, n = max(((_away(line[n], line[low], line[high]), n) for n in between), default=(0, 0))
        if away > _NEAR**2 * (_square(line[low], line[high]) or 1):
            keep.add(n)
            todo += [(low, n), (n, high)]
    return [line[n] for n in sorted(keep)]


def _away(p: Cell, a: Cell, b: Cell) -> int:
    """Return the square of a point's distance from the line of a segment, times its length's.

    Where the segment is one point, it is the square of the distance from that.
    """
    if a == b:
        return _square(a, p)
    return int(((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) ** 2)


def _square(a: Cell, b: Cell) -> int:
    return int((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def _trails(graph: Graph) -> list[list[Cell]]:
    """Return lines that take every segment of a graph once, and few points twice."""
    found = []
    odd = sorted(p for p, next_ in graph.items() if len(next_) % 2)
    for first in (*odd, *sorted(graph)):
        while graph[first]:
            line = [first]
            while graph[line[-1]]:
                here, after = line[-1], min(graph[line[-1]])
                del graph[here][after], graph[after][here]
                line.append(after)
            found.append(line)
    return found
