"""Whether required nodes can be reached: only where one cannot is a certificate asked for it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
import verify_worlds as worlds

from optimizers.exact.part import Part, restricted
from optimizers.graph.arrays import Arrays
from optimizers.graph.dual_ascent import ascend
from optimizers.graph.hop_layers import Layers
from optimizers.graph.paths import reaches_required
from optimizers.problem import Problem


def _reached(arrays: Arrays) -> set[int]:
    """Return the nodes, each by the first of its twins, that open ways lead to."""
    reached, before = {0}, 0
    while len(reached) > before:
        before = len(reached)
        arcs = np.flatnonzero(arrays.usable)
        ends = zip(arrays.tail[arcs].tolist(), arrays.head[arcs].tolist(), strict=True)
        reached |= {v for u, v in ends if u in reached}
    return set(arrays.twin[sorted(reached)].tolist())


def test_required_nodes_are_reached_where_open_ways_lead_to_them() -> None:
    """As a plain walk has it; a certificate that says otherwise is of a node that is cut off."""
    answers = set()
    for number in range(3000, 3040):
        problem = Problem.from_json(worlds.problem(worlds.Draw(f"proofs {number}")))
        whole = Layers.of(problem).arrays(0, [])
        part = Part.whole(whole, ascend(whole, {}))
        part.closed[:: number % 5 + 2] = True
        part.entered[whole.twin[whole.head[number % whole.arcs]]] = True
        for arrays in (whole, restricted(whole, part)):
            found = reaches_required(arrays)
            wanted = set(arrays.twin[arrays.required].tolist())
            assert found == (wanted <= _reached(arrays))
            assert not found or ascend(arrays, {}, weight=0).bound_scaled >= 0
            answers.add(found)
    assert answers == {True, False}
