"""Connectivity rows of an arborescence: kept in a pool, written as rows, separated by maximum flow.

A cut (t, W), t in W, root outside: if t is entered, some chosen arc enters W. Without the arcs
that enter t from outside, which stand on both sides, the row reads
    sum of x over arcs into W that do not end in t  -  sum of x over arcs into t from W  >=  0.
The row "an arc needs another arc that enters its tail" is the cut with W = {tail, head}.
Where at most one of several nodes is entered (`Arrays.twin`), "t" stands for all of them in W.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.numba_cache import kernel


class CutPool:
    """Distinct cuts in the order they were found."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._known: dict[tuple[int, bytes], int] = {}
        self.terminals: list[int] = []
        self.sets: list[Ints] = []

    def __len__(self) -> int:
        return len(self.terminals)

    def add(self, cuts: Iterable[tuple[int, Ints]]) -> int:
        """Take cuts (terminal, sorted node set) that are new; return how many were."""
        before = len(self.terminals)
        self.numbers(cuts)
        return len(self.terminals) - before

    def numbers(self, cuts: Iterable[tuple[int, Ints]]) -> Ints:
        """Take cuts (terminal, sorted node set); return the number of each, new or known."""
        found = []
        for terminal, inside in cuts:
            key = (terminal, inside.tobytes())
            if key not in self._known:
                self._known[key] = len(self.terminals)
                self.terminals.append(terminal)
                self.sets.append(inside)
            found.append(self._known[key])
        return np.array(found, np.int64)

    def add_tails(self, kept: Bools) -> int:
        """Take the cut {tail, head} of every kept arc that does not leave the root."""
        return self.add(self.tails(kept))

    def tails(self, kept: Bools) -> Iterator[tuple[int, Ints]]:
        """Yield the cut {tail, head} of every kept arc that does not leave the root."""
        arcs = np.flatnonzero(kept & (self._arrays.tail != 0))
        twin, (pointer, alike) = self._arrays.twin, self._arrays.twins
        pairs = np.stack([self._arrays.tail[arcs], twin[self._arrays.head[arcs]]], axis=1)
        for tail, head in np.unique(pairs, axis=0).tolist():
            copies = alike[pointer[head] : pointer[head + 1]]
            yield head, np.array(sorted((tail, *copies)), np.int64)

    def rows(self, chosen: Ints, column: Ints) -> tuple[Ints, Ints, Floats]:
        """Return pointer, column and value of the rows of the cuts numbered `chosen`.

        `column[a]` is the column of arc a, or -1 where the arc is not in the program.
        """
        pointer = np.zeros(len(chosen) + 1, np.int64)
        np.cumsum([len(self.sets[k]) for k in chosen], out=pointer[1:])
        inside = np.concatenate([self.sets[k] for k in chosen] or [np.zeros(0, np.int64)])
        terminal = np.array([self.terminals[k] for k in chosen], np.int64)
        arrays = self._arrays
        return _rows(
            arrays.in_pointer, arrays.in_arc, arrays.tail, arrays.twin,
            column, terminal, pointer, inside,
        )  # fmt: skip


@kernel
def _rows(
    in_pointer: Ints, in_arc: Ints, tail: Ints, twin: Ints,
    column: Ints, terminal: Ints, pointer: Ints, inside: Ints,
) -> tuple[Ints, Ints, Floats]:  # fmt: skip
    mark = np.full(len(in_pointer) - 1, -1, np.int64)
    row_pointer = np.zeros(len(terminal) + 1, np.int64)
    size = 1024
    columns = np.empty(size, np.int64)
    values = np.empty(size, np.float64)
    end = 0
    for k in range(len(terminal)):
        t = twin[terminal[k]]
        for i in range(pointer[k], pointer[k + 1]):
            mark[inside[i]] = k
        for i in range(pointer[k], pointer[k + 1]):
            v = inside[i]
            for j in range(in_pointer[v], in_pointer[v + 1]):
                a = in_arc[j]
                within = mark[tail[a]] == k
                if column[a] < 0 or within != (twin[v] == t):
                    continue
                if end == size:
                    size *= 2
                    columns = np.append(columns, np.empty(end, np.int64))
                    values = np.append(values, np.empty(end, np.float64))
                columns[end] = column[a]
                values[end] = -1.0 if within else 1.0
                end += 1
        row_pointer[k + 1] = end
    return row_pointer, columns[:end].copy(), values[:end].copy()


def separate(arrays: Arrays, x: Floats, tolerance: float = 1e-4) -> list[tuple[int, Ints]]:
    """Return cuts that the fractional arcs `x` violate by more than the tolerance, by terminal.

    A flow from the root to each entered node is sought in the network of capacities x (Edmonds and
    Karp's augmenting paths); where it falls short, the nodes that still reach the terminal are W.
    """
    entered = np.zeros(arrays.nodes)
    np.add.at(entered, arrays.twin[arrays.head], x)
    terminal, pointer, inside = _separate(
        arrays.in_pointer, arrays.in_arc, arrays.out_pointer, arrays.out_arc,
        arrays.tail, arrays.head, arrays.twin, *arrays.twins, x, entered, tolerance,
    )  # fmt: skip
    return [
        (int(t), np.sort(inside[pointer[k] : pointer[k + 1]]))
        for k, t in enumerate(terminal.tolist())
    ]


@kernel
def _separate(
    in_pointer: Ints, in_arc: Ints, out_pointer: Ints, out_arc: Ints,
    tail: Ints, head: Ints, twin: Ints, twin_pointer: Ints, alike: Ints,
    x: Floats, entered: Floats, tolerance: float,
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    nodes = len(entered)
    flow = np.zeros(len(x))
    touched = np.empty(len(x) + 1, np.int64)
    mark = np.full(nodes, -1, np.int64)
    via = np.empty(nodes, np.int64)  # arc to the next node towards the terminal; ~arc backwards
    queue = np.empty(nodes, np.int64)
    terminal = np.empty(nodes, np.int64)
    pointer = np.zeros(nodes + 1, np.int64)
    inside = np.empty(4096, np.int64)
    found = 0
    end = 0
    stamp = -1
    for t in range(1, nodes):
        if entered[t] <= tolerance:
            continue
        sent = 0.0
        count = 0
        while sent < entered[t] - tolerance:
            stamp += 1
            length = 0
            for i in range(twin_pointer[t], twin_pointer[t + 1]):
                queue[length] = alike[i]
                mark[alike[i]] = stamp
                length += 1
            at = 0
            while at < length and mark[0] != stamp:
                v = queue[at]
                at += 1
                for i in range(in_pointer[v], in_pointer[v + 1]):
                    a = in_arc[i]
                    u = tail[a]
                    if mark[u] != stamp and x[a] - flow[a] > 1e-9:
                        mark[u] = stamp
                        via[u] = a
                        queue[length] = u
                        length += 1
                for i in range(out_pointer[v], out_pointer[v + 1]):
                    a = out_arc[i]
                    u = head[a]
                    if mark[u] != stamp and flow[a] > 1e-9:
                        mark[u] = stamp
                        via[u] = ~a
                        queue[length] = u
                        length += 1
            if mark[0] != stamp:
                while end + length > len(inside):
                    inside = np.append(inside, np.empty(len(inside), np.int64))
                inside[end : end + length] = queue[:length]
                end += length
                terminal[found] = t
                found += 1
                pointer[found] = end
                break
            push = entered[t] - sent
            u = np.int64(0)
            while twin[u] != t:
                a = via[u]
                if a >= 0:
                    push = min(push, x[a] - flow[a])
                    u = head[a]
                else:
                    push = min(push, flow[~a])
                    u = tail[~a]
            u = np.int64(0)
            while twin[u] != t:
                a = via[u]
                if a >= 0:
                    if flow[a] == 0.0 and count < len(touched):
                        touched[count] = a
                        count += 1
                    flow[a] += push
                    u = head[a]
                else:
                    flow[~a] -= push
                    u = tail[~a]
            sent += push
        if count >= len(touched):
            flow[:] = 0.0
        for i in range(count):
            flow[touched[i]] = 0.0
    return terminal[:found].copy(), pointer[: found + 1].copy(), inside[:end].copy()
