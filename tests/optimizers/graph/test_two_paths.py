"""Two paths that use no arc twice: as cheap together as any two that counting finds."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from optimizers.graph.two_paths import FlowArc, TwoPaths


def paths(arcs: list[FlowArc], sink: int) -> list[frozenset[int]]:
    """Return every path from 0 that enters no node twice, as its arcs."""
    found, stack = [], [(0, frozenset[int](), frozenset([0]))]
    while stack:
        node, used, seen = stack.pop()
        if node == sink:
            found.append(used)
            continue
        for number, arc in enumerate(arcs):
            if arc.tail == node and arc.head not in seen:
                stack.append((arc.head, used | {number}, seen | {arc.head}))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_no_pair_costs_less(seed: int) -> None:
    """Of every pair that shares no arc the cheapest is found, or that there is none."""
    drawn = random.Random(seed)
    nodes = drawn.randint(3, 7)
    ends = [(drawn.randrange(nodes), drawn.randrange(1, nodes)) for _ in range(3 * nodes)]
    arcs = [FlowArc(a, b, 1, drawn.randint(1, 30)) for a, b in ends if a != b]
    network = TwoPaths(arcs, 0)

    for sink in range(1, nodes):
        pairs = [a | b for a, b in combinations(paths(arcs, sink), 2) if not a & b]
        cost = min((sum(arcs[n].cost for n in pair) for pair in pairs), default=None)
        found = network.to(sink)

        assert sum(arcs[n].cost for n in found) == (cost or 0)
        assert bool(found) == (cost is not None)


def test_the_cheapest_path_may_be_of_neither_pair() -> None:
    """The way of 1 + 1 + 1 takes an arc of each of the two that are apart (Suurballe's trap)."""
    arcs = [
        FlowArc(0, 1, 1, 1),
        FlowArc(1, 2, 1, 1),
        FlowArc(2, 3, 1, 1),
        FlowArc(0, 2, 1, 5),
        FlowArc(1, 3, 1, 5),
    ]

    assert TwoPaths(arcs, 0).to(3) == [0, 2, 3, 4]
