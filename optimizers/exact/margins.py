"""How sure a relaxation and a certificate are of each arc, to leave only the doubtful ones open.

A cut LP whose limits are shared by many sites is nearly whole: most arcs are at 0 or 1, and both
the LP and the certificate say by how much. What is fixed here makes no claim: it narrows where an
integer program looks for plans, as in Berthold, "RENS", Mathematical Programming Computation 6
(2014), with the reduced costs of the certificate as the order.
"""

from __future__ import annotations

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.paths import distances

WHOLE = 1e-6  # from 0 or 1 within which an arc of an LP is whole


def margins(arrays: Arrays, ascent: Ascent, x: Floats) -> Floats:
    """Return per arc what the certificate loses, scaled, when the arc is not as the LP has it.

    For an arc at 0: its use, with the way to it. For an arc at 1: the cheapest other way into its
    head, or leaving the head out. Below 0 where the LP is not whole; infinite for unusable arcs.
    """
    use = ascent.loss_of_use.astype(np.float64)
    one = x > 1.0 - WHOLE
    least, second, cheapest = _entries(arrays, use)
    other = np.where(cheapest[arrays.head] == np.arange(arrays.arcs), second, least)
    absence = np.abs(ascent.loss_of_absence.astype(np.float64))
    absence[arrays.required] = np.inf
    need = distances(arrays, ascent.loss_of_use).astype(np.float64)
    margin = np.where(one, np.minimum(other, absence[arrays.head]), need)
    margin[(x > WHOLE) & ~one] = -1.0
    margin[~arrays.usable] = np.inf
    return margin


def _entries(arrays: Arrays, use: Floats) -> tuple[Floats, Floats, Ints]:
    """Return per arc the least and second least loss of arcs into its head, and per node the arc.

    Infinite, and -1, where there are fewer than two, or none.
    """
    usable = np.flatnonzero(arrays.usable)
    order = usable[np.lexsort((use[usable], arrays.head[usable]))]
    head = arrays.head[order]
    starts = np.flatnonzero(np.diff(head, prepend=-1))
    least, second = np.full(arrays.nodes, np.inf), np.full(arrays.nodes, np.inf)
    cheapest = np.full(arrays.nodes, -1, np.int64)
    least[head[starts]], cheapest[head[starts]] = use[order[starts]], order[starts]
    after = starts[starts + 1 < len(order)]
    after = after[head[after + 1] == head[after]]
    second[head[after]] = use[order[after + 1]]
    return least[arrays.head], second[arrays.head], cheapest


def doubtful(margin: Floats, most: int) -> Bools:
    """Return the `most` arcs of least margin, ties by number."""
    order = np.argsort(margin, kind="stable")[:most]
    chosen = np.zeros(len(margin), np.bool_)
    chosen[order] = True
    return chosen & np.isfinite(margin)
