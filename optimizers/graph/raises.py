"""Raises of terminals: made one by one, followed from an earlier solution, charged to the arcs.

The kernels stand in one file: a compiled kernel is made anew when its own file changes, not when
one it calls does.
"""

from __future__ import annotations

import heapq

import numpy as np

from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.numba_cache import kernel

Raises = tuple[Ints, Ints, Ints, Ints]  # terminal, pointer, node, potential


def charge_raises(arrays: Arrays, profit: Ints, raises: Raises) -> None:
    """Move the charges of raises between the reduced profits of the arcs, in place."""
    _charge_twins(
        arrays.in_pointer, arrays.in_arc, arrays.tail, arrays.twin, *arrays.twins, profit, *raises
    )


def raised_of(arrays: Arrays, raises: Raises) -> Ints:
    """Return per node by how much its raises lowered its prize."""
    raised = np.zeros(arrays.nodes, dtype=np.int64)
    np.add.at(raised, raises[2][raises[1][:-1]], raises[3][raises[1][:-1]])
    return raised


def both_raises(first: Raises | None, second: Raises) -> Raises:
    """Return the raises of two solutions, one after the other."""
    if first is None:
        return second
    pointer = np.concatenate([first[1], second[1][1:] + first[1][-1]])
    terminal, node, potential = (np.concatenate([first[k], second[k]]) for k in (0, 2, 3))
    return terminal, pointer, node, potential


@kernel
def raise_terminals(
    in_pointer: Ints, in_arc: Ints, tail: Ints, slack: Ints, left: Ints, patience: float
) -> tuple[Ints, Ints, Ints, Ints]:
    """Raise terminals until each reaches the root over arcs of slack 0 or has nothing left.

    `slack` and `left` are changed in place. The first node of a raise is its terminal.
    """
    nodes = len(left)
    heap = [(np.int64(0), np.int64(0))]
    heap.pop()
    for v in range(1, nodes):
        if left[v] > 0:
            heap.append((in_pointer[v + 1] - in_pointer[v], np.int64(v)))
    heapq.heapify(heap)
    mark = np.zeros(nodes, np.int64)
    stamp = 0
    queue = np.empty(nodes, np.int64)
    cut = np.empty(len(slack) + 1, np.int64)
    gain = np.zeros(nodes + 1, np.int64)
    terminal = np.empty(1024, np.int64)
    pointer = np.zeros(1025, np.int64)
    node = np.empty(8192, np.int64)
    potential = np.empty(8192, np.int64)
    raises = 0
    entries = 0
    while len(heap) > 0:
        size, t = heapq.heappop(heap)
        if left[t] <= 0:
            continue
        stamp += 1
        mark[t] = stamp
        queue[0] = t
        tail_end = 1
        next_in = 0
        cut_size = 0
        joined = False
        lifted = 0  # nodes of the queue that took part in any raise
        while True:
            while next_in < tail_end and not joined:
                v = queue[next_in]
                next_in += 1
                for i in range(in_pointer[v], in_pointer[v + 1]):
                    a = in_arc[i]
                    u = tail[a]
                    if mark[u] == stamp:
                        continue
                    if slack[a] <= 0:
                        if u == 0:
                            joined = True
                            break
                        mark[u] = stamp
                        queue[tail_end] = u
                        tail_end += 1
                    else:
                        cut[cut_size] = a
                        cut_size += 1
            if joined:
                left[t] = 0
                break
            kept = 0
            least = np.int64(2**62)
            for j in range(cut_size):
                a = cut[j]
                if mark[tail[a]] != stamp:
                    cut[kept] = a
                    kept += 1
                    if slack[a] < least:
                        least = slack[a]
            cut_size = kept
            if len(heap) > 0 and cut_size > patience * heap[0][0] and cut_size > size:
                heapq.heappush(heap, (np.int64(cut_size), t))
                break
            step = min(least, left[t])
            left[t] -= step
            gain[tail_end] += step
            lifted = tail_end
            kept = 0
            for j in range(cut_size):
                a = cut[j]
                slack[a] -= step
                if slack[a] <= 0:
                    u = tail[a]
                    if u == 0:
                        joined = True
                    elif mark[u] != stamp:
                        mark[u] = stamp
                        queue[tail_end] = u
                        tail_end += 1
                else:
                    cut[kept] = a
                    kept += 1
            cut_size = kept
            if joined:
                left[t] = 0
            if left[t] <= 0:
                break
        if lifted > 0:
            if raises + 1 >= len(terminal):
                terminal = _longer(terminal)
                pointer = _longer(pointer)
            while entries + lifted > len(node):
                node = _longer(node)
                potential = _longer(potential)
            height = np.int64(0)
            for j in range(lifted - 1, -1, -1):
                height += gain[j + 1]
                gain[j + 1] = 0
                node[entries + j] = queue[j]
                potential[entries + j] = height
            terminal[raises] = t
            entries += lifted
            raises += 1
            pointer[raises] = entries
    return (
        terminal[:raises].copy(),
        pointer[: raises + 1].copy(),
        node[:entries].copy(),
        potential[:entries].copy(),
    )


@kernel
def _longer(array: Ints) -> Ints:
    longer = np.zeros(2 * len(array), np.int64)
    longer[: len(array)] = array
    return longer


@kernel
def follow(
    in_pointer: Ints, in_arc: Ints, tail: Ints, slack: Ints, left: Ints,
    terminal: Ints, pointer: Ints, node: Ints, height: Ints, passes: int, withheld: Ints,
) -> Ints:  # fmt: skip
    """Raise the sets of `start` by what their cuts can bear; change slack and left in place."""
    mark = np.full(len(in_pointer) - 1, -1, np.int64)
    given = np.zeros(len(terminal), np.int64)
    for turn in range(passes):
        for k in range(len(terminal)):
            t = terminal[k]
            wanted = height[k] - given[k]
            if turn < passes - 1:
                wanted = min(wanted, height[k] // passes)
            step = min(wanted, left[t])
            if step <= 0:
                continue
            stamp = turn * len(terminal) + k
            for i in range(pointer[k], pointer[k + 1]):
                mark[node[i]] = stamp
            scarce = -1
            for i in range(pointer[k], pointer[k + 1]):
                v = node[i]
                for j in range(in_pointer[v], in_pointer[v + 1]):
                    a = in_arc[j]
                    if mark[tail[a]] != stamp and slack[a] < step:
                        step = slack[a]
                        scarce = a
            if scarce >= 0 and turn == passes - 1:
                withheld[scarce] += wanted - step
            if step <= 0:
                continue
            for i in range(pointer[k], pointer[k + 1]):
                v = node[i]
                for j in range(in_pointer[v], in_pointer[v + 1]):
                    a = in_arc[j]
                    if mark[tail[a]] != stamp:
                        slack[a] -= step
            left[t] -= step
            given[k] += step
    return given


@kernel
def _charge_twins(
    in_pointer: Ints, in_arc: Ints, tail: Ints, twin: Ints, twin_pointer: Ints, alike: Ints,
    profit: Ints, terminal: Ints, pointer: Ints, node: Ints, potential: Ints,
) -> None:  # fmt: skip
    """Move the charges of raises between the reduced profits of the arcs, in place."""
    height = np.zeros(len(in_pointer) - 1, np.int64)
    for k in range(len(terminal)):
        for i in range(pointer[k], pointer[k + 1]):
            height[node[i]] = potential[i]
        for i in range(pointer[k], pointer[k + 1]):
            v = node[i]
            for j in range(in_pointer[v], in_pointer[v + 1]):
                a = in_arc[j]
                climb = height[v] - height[tail[a]]
                if climb > 0:
                    profit[a] += climb
        t = twin[terminal[k]]
        for i in range(twin_pointer[t], twin_pointer[t + 1]):
            v = alike[i]
            for j in range(in_pointer[v], in_pointer[v + 1]):
                profit[in_arc[j]] -= height[v]
        for i in range(pointer[k], pointer[k + 1]):
            height[node[i]] = 0
