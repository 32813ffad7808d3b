"""Which boxes overlap, block by block, so that a block never has more pairs than memory holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sites.roads.mesh import Floats, Ints

_STRIPES = 1_024  # columns and rows of the grid on which boxes are counted
_PAIRS = 1_000_000  # of a block, by the bound
_BLOCK = 100_000  # boxes of a block


class BoxCounts:
    """A bound on how many boxes a box overlaps, from how many lie wholly beside it.

    Boxes are counted on a grid whose columns, and whose rows, begin as many boxes each. A box that
    lies beside another on the grid does so in truth, so that the bound is never too low.
    """

    def __init__(self, boxes: Floats) -> None:
        """Count boxes of west, south, east, north."""
        self._count = len(boxes)
        self._edges = [_quantiles(boxes[:, 0]), _quantiles(boxes[:, 1])]
        west, south, east, north = self._stripes(boxes)
        shape = (len(self._edges[0]) + 1, len(self._edges[1]) + 1)
        self._east_north = _below(east, north, shape)
        self._east_south = _below(east, south, shape)
        self._west_north = _below(west, north, shape)
        self._west_south = _below(west, south, shape)

    def _stripes(self, boxes: Floats) -> list[Ints]:
        """Return column or row of every side of boxes."""
        return [np.searchsorted(self._edges[i % 2], boxes[:, i], side="right") for i in range(4)]

    def most(self, boxes: Floats) -> Ints:
        """Return, for each box of a query, a number not below that of the boxes it overlaps."""
        west, south, east, north = self._stripes(boxes)
        east, north = east + 1, north + 1
        count = self._count
        beside = self._east_north[west, -1] + count - self._west_south[east, -1]
        beside += self._east_north[-1, south] + count - self._west_south[-1, north]
        corners = self._east_north[west, south]
        corners = corners + self._east_south[west, -1] - self._east_south[west, north]
        corners += self._west_north[-1, south] - self._west_north[east, south]
        corners += count - self._west_south[east, -1] - self._west_south[-1, north]
        found: Ints = count - beside + corners + self._west_south[east, north]
        return found


def _quantiles(values: Floats) -> Floats:
    """Return limits between which about as many values lie each."""
    ordered = np.sort(values)
    return np.unique(ordered[:: max(1, len(ordered) // _STRIPES)])


def _below(columns: Ints, rows: Ints, shape: tuple[int, int]) -> Ints:
    """Return how many points lie in columns and in rows before each, one more of both than are."""
    counts = np.bincount(columns * shape[1] + rows, minlength=shape[0] * shape[1])
    found = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int64)
    found[1:, 1:] = counts.reshape(shape).cumsum(axis=0).cumsum(axis=1)
    return found


def overlaps(tree: Any, counts: BoxCounts, queries: Any, boxes: Floats) -> Iterator[Ints]:
    """Yield the overlaps of shapes with those of a tree: rows of indexes, block by block.

    `boxes` are those of the queries. A block has at most a million overlaps, or those of one shape.
    """
    last = np.cumsum(counts.most(boxes))
    first = done = 0
    while first < len(boxes):
        stop = int(np.searchsorted(last, done + _PAIRS, side="right"))
        stop = min(max(stop, first + 1), first + _BLOCK)
        found: Ints = tree.query(queries[first:stop])
        found[0] += first
        yield found
        first, done = stop, int(last[stop - 1])
