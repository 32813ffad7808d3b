"""Two paths from one node to another that use no arc twice and cost least together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ortools.graph.python import min_cost_flow

_TIMES = 2


class FlowArc(NamedTuple):
    """An arc that so many of the two paths may use, each at a cost of at least 0."""

    tail: int
    head: int
    capacity: int
    cost: int


class TwoPaths:
    """A network in which two paths are sought from one source to one sink after another.

    They are a flow of two units of least cost (Suurballe 1974): the cheapest path and the best of
    what is left would miss pairs that are found together.
    """

    def __init__(self, arcs: Sequence[FlowArc], source: int) -> None:
        """Build the network; nodes are whole numbers from 0."""
        self._flow = min_cost_flow.SimpleMinCostFlow()
        for arc in arcs:
            self._flow.add_arc_with_capacity_and_unit_cost(*arc)
        self._arcs, self._source = len(arcs), source

    def to(self, sink: int) -> list[int]:
        """Return the arcs that two paths to a sink use, in order; none where there are no two."""
        self._flow.set_node_supply(self._source, _TIMES)
        self._flow.set_node_supply(sink, -_TIMES)
        ended = self._flow.solve()
        self._flow.set_node_supply(sink, 0)
        if ended != self._flow.OPTIMAL:
            return []
        return [arc for arc in range(self._arcs) if self._flow.flow(arc)]
