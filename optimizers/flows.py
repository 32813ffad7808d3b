"""Capacities in a program: one flow column for every arc that carries the load of others.

Load flows from the root to the arcs that ask for it. A carrier is an arc at or below which a
capacity counts and below which something is asked for; its flow covers what it asks for itself and
what flows on from its head, and is at most its room while the arc is chosen, else nothing. An arc
that nothing hangs below needs no column: it carries what it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizers.arrays import UNLIMITED, Arrays, Bools, Floats, Ints, Load


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Continuous columns 0..upper, and rows  value . columns >= 0  that tie them to the arcs."""

    upper: Floats
    row: Ints  # per entry
    column: Ints
    value: Floats

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.row.max(initial=-1)) + 1


def flows_of(arrays: Arrays, arc: Ints, first: int) -> Flows:
    """Return the flows over the arcs at hand; their columns begin at number `first`."""
    parts = []
    row = 0
    for load in arrays.loads:
        part = _flows(arrays, load, arc, first, row)
        first, row = first + len(part.upper), row + part.rows
        parts.append(part)
    none = np.zeros(0, np.int64)
    return Flows(
        upper=np.concatenate([p.upper for p in parts] or [np.zeros(0)]),
        row=np.concatenate([p.row for p in parts] or [none]),
        column=np.concatenate([p.column for p in parts] or [none]),
        value=np.concatenate([p.value for p in parts] or [np.zeros(0)]),
    )


def _flows(arrays: Arrays, load: Load, arc: Ints, first: int, row: int) -> Flows:
    tail, head, asked = arrays.tail[arc], arrays.head[arc], load.asked[arc]
    limited = load.room[arc] < UNLIMITED
    asks = _upstream(arrays, tail, head, asked > 0)
    below = limited | _downstream(arrays, tail, head, limited)[tail]
    carrier = below & asks[head]
    most = float(asked.sum())
    room = np.minimum(load.room[arc], int(most) + 1).astype(np.float64)
    flow = np.full(len(arc), -1, np.int64)
    flow[carrier] = first + np.arange(int(carrier.sum()))
    entries: list[tuple[Ints, Ints, Floats]] = []

    def add(rows: Ints, columns: Ints, values: Floats) -> None:
        entries.append((rows, columns, values))

    own = np.flatnonzero(carrier)
    numbers = row + np.arange(len(own))
    add(numbers, own, room[own])  # at most its room, and nothing when it is not chosen
    add(numbers, flow[own], np.full(len(own), -1.0))
    numbers = numbers + len(own)
    add(numbers, flow[own], np.ones(len(own)))  # at least what it asks for itself
    add(numbers, own, -asked[own].astype(np.float64))
    row += 2 * len(own)
    full = np.flatnonzero(below & ~carrier & (asked > load.room[arc]))  # can never be chosen
    add(row + np.arange(len(full)), full, np.full(len(full), -1.0))
    row += len(full)
    nodes = np.unique(head[own])  # what flows in, less what is asked for, covers what flows on
    number = np.full(arrays.nodes, -1, np.int64)
    number[nodes] = row + np.arange(len(nodes))
    add(number[head[own]], flow[own], np.ones(len(own)))
    add(number[head[own]], own, -asked[own].astype(np.float64))
    other = np.flatnonzero(~carrier & (number[head] >= 0))
    add(number[head[other]], other, np.full(len(other), most))
    onward = np.flatnonzero(carrier & (number[tail] >= 0))
    add(number[tail[onward]], flow[onward], np.full(len(onward), -1.0))
    leaf = np.flatnonzero(~carrier & (asked > 0) & (number[tail] >= 0))
    add(number[tail[leaf]], leaf, -asked[leaf].astype(np.float64))
    rows, columns, values = (np.concatenate([e[k] for e in entries]) for k in range(3))
    return Flows(upper=room[own], row=rows, column=columns, value=values)


def _upstream(arrays: Arrays, tail: Ints, head: Ints, wanted: Bools) -> Bools:
    """Return the nodes that one of the wanted arcs leaves or can be reached from."""
    found = np.zeros(arrays.nodes, np.bool_)
    found[tail[wanted]] = True
    while True:
        more = found.copy()
        more[tail[found[head]]] = True
        if np.array_equal(more, found):
            return found
        found = more


def _downstream(arrays: Arrays, tail: Ints, head: Ints, wanted: Bools) -> Bools:
    """Return the nodes that one of the wanted arcs enters or leads to."""
    found = np.zeros(arrays.nodes, np.bool_)
    found[head[wanted]] = True
    while True:
        more = found.copy()
        more[head[found[tail]]] = True
        if np.array_equal(more, found):
            return found
        found = more
