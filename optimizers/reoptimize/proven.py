"""What every plan at least as good as a known one has, and what none has: from a certificate alone.

A certificate bounds all plans; its reduced profits say by how much the bound drops for plans that
use an arc, or that leave a node out. Where the rest is below the value of the plan at hand, no plan
at least as good does so (reduced-cost fixing, G. B. Dantzig, D. R. Fulkerson and S. M. Johnson,
Solution of a large-scale traveling-salesman problem, Operations Research 2, 1954, read as a
statement instead of a cut). Ties count: a plan exactly as good is "at least as good".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizers.graph.arrays import HEADROOM, Arrays, Bools, Ints, nothing
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.graph.hop_layers import Layers
from optimizers.graph.raises import Raises
from optimizers.problem import Problem
from optimizers.result import Certificate

_FAR = 2**62  # loss of what no plan can do


@dataclass(frozen=True, kw_only=True)
class Proven:
    """Per arc and node of a problem, what is proven of all plans at least as good."""

    unused: Bools  # arcs that none of them uses
    entered: Bools  # nodes that all of them enter, whether or not the problem requires it


def proven(
    problem: Problem, goal: int, kept: Sequence[int], certificate: Certificate, value: int
) -> Proven | None:
    """Return what holds for every plan whose goal number `goal` is at least `value`.

    `kept` are the values of the earlier goals, which such a plan keeps; all in the sense of
    maximising. None where the certificate is of another scale than the problem, or bounds less than
    the value. Raises ValueError where the certificate names what the problem lacks.
    """
    layers = Layers.of(problem)
    arrays = layers.arrays(goal, list(kept))
    if certificate.scale != arrays.scale or certificate.objective_weight != 1:
        return None
    flows = None if arrays.flows is None else _flow_prices(arrays, certificate)
    start = _raises(certificate, arrays.nodes)
    ascent = ascend(arrays, certificate.prices, start=start, flows=flows)
    slack = ascent.bound_scaled - value * ascent.scale
    if slack < 0:
        return None  # the value is of no plan
    unused = _by_arc(problem, layers, ascent) > slack
    return Proven(unused=unused, entered=_by_node(problem, layers, arrays, ascent) > slack)


def _raises(certificate: Certificate, nodes: int) -> Raises | None:
    """Return the potentials of a certificate as raises, None where there are none."""
    if not certificate.potentials:
        return None
    terminal = _whole([t for t, _ in certificate.potentials], nodes)
    pointer = np.zeros(len(terminal) + 1, np.int64)
    np.cumsum([len(pots) for _, pots in certificate.potentials], out=pointer[1:])
    pairs = [pair for t, pots in certificate.potentials for pair in _own_first(t, pots)]
    node = _whole([v for v, _ in pairs], nodes)
    return terminal, pointer, node, _whole([p for _, p in pairs], HEADROOM)


def _own_first(terminal: int, pots: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return potentials with that of the terminal itself first, as raises have it."""
    return sorted(pots, key=lambda pair: (pair[0] != terminal, pair))


def _whole(values: Sequence[int], below: int) -> Ints:
    """Return whole numbers from 0 as an array; kernels do not look where they write."""
    if any(not 0 <= value < below for value in values):
        raise ValueError("the certificate names what the problem does not have")
    return np.array(values, np.int64)


def _flow_prices(arrays: Arrays, certificate: Certificate) -> Ints:
    assert arrays.flows is not None
    prices = np.zeros(arrays.flows.rows, np.int64)
    rows = _whole([row for row, _ in certificate.flows], arrays.flows.rows)
    prices[rows] = _whole([price for _, price in certificate.flows], HEADROOM)
    return prices


def _by_arc(problem: Problem, layers: Layers, ascent: Ascent) -> Ints:
    """Return per arc of the problem the least loss of using it, in any layer."""
    if layers.arc_of is None:
        return ascent.loss_of_use
    least = np.full(len(problem.arc_ids), _FAR, np.int64)
    drawn = layers.arc_of >= 0
    np.minimum.at(least, layers.arc_of[drawn], ascent.loss_of_use[drawn])
    return least


def _by_node(problem: Problem, layers: Layers, arrays: Arrays, ascent: Ascent) -> Ints:
    """Return per node of the problem the loss of not entering it; required nodes are far."""
    loss = np.where(arrays.required, _FAR, ascent.loss_of_absence)
    if layers.copy_of is None:
        return loss
    of = {name: v for v, name in enumerate(layers.drawn.node_ids)}
    places = [of.get(name, -1) for name in problem.node_ids]
    found = nothing() if not places else np.array(places, np.int64)
    return np.where(found >= 0, loss[found], -1)
