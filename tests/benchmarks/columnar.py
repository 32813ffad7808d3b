"""Problems too large for objects: arrays in, arrays out, and the same checks without Python lists.

`optimizers.problem.Problem` holds one Python number per figure, which is right at human scale. A
million sites are tens of millions of figures; here they stay columns from the first to the last.
What `verify.py` re-derives is re-derived here the same way, in whole numbers, in numpy: shape,
limits and value of the plan, and the certified bound from prices and potentials.

It stands with the benchmarks because no command reaches it: a project of ours is made of objects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from optimizers.exact.exact import search
from optimizers.exact.search import EFFORTS, Outcome
from optimizers.graph.arrays import Arrays, Bools, Ints, Row, graph_arrays, scale_for
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.raises import Raises
from optimizers.programs.highs import shared
from optimizers.programs.workers import crew_of

CHUNK = 1_000_000  # entries of potentials charged at once


def arrays_from(
    *, nodes: int, tail: Ints, head: Ints, objective: Ints, required: Bools, rows: Sequence[Row]
) -> Arrays:
    """Return columns over arcs as a problem with one goal, to be maximised; node 0 is the root.

    Raises ValueError when columns differ in length, name other nodes, or could overflow 64 bits.
    """
    if not len(tail) == len(head) == len(objective) or len(required) != nodes:
        raise ValueError("columns over arcs, or over nodes, differ in length")
    if len(tail) and not (0 <= min(tail.min(), head.min()) <= max(tail.max(), head.max()) < nodes):
        raise ValueError(f"an arc ends outside 0..{nodes - 1}")
    largest = np.zeros(nodes)
    np.maximum.at(largest, head, np.abs(objective.astype(np.float64)))
    return graph_arrays(
        tail,
        head,
        objective=objective,
        required=required,
        rows=tuple(rows),
        scale=scale_for(int(largest.sum() * (1.0 + 1e-9)) + 1),
    )


def search_arrays(
    arrays: Arrays,
    *,
    effort: int = 1,
    seed: int = 1,
    gap: float = 0.0,
    workers: int | None = None,
    cluster: str | None = None,
    report: Callable[[str, int | None, int | None, int | None], None] = lambda *_: None,
) -> Outcome:
    """Return the best plan found and its certificate, as `solve` does for a problem of one goal."""
    crew = crew_of(workers, cluster)
    try:
        return search(
            arrays, start=None, effort=EFFORTS[effort], seed=seed, gap=gap, highs=shared(),
            report=report, crew=crew,
        )  # fmt: skip
    finally:
        crew.close()


def faults_of(arrays: Arrays, outcome: Outcome) -> list[str]:
    """Return every difference between what an outcome claims and what can be re-derived."""
    faults = []
    if outcome.tree is not None:
        faults += _plan_faults(arrays, outcome.tree)
        value = _sum(arrays.objective[outcome.tree[outcome.tree >= 0]])
        if value != outcome.value:
            faults.append(f"value is {outcome.value}, the plan gives {value}")
    if outcome.ascent is not None:
        bound = bound_of(arrays, outcome.ascent)
        if bound != outcome.ascent.bound_scaled:
            faults.append(f"bound is {outcome.ascent.bound_scaled}, the certificate gives {bound}")
        elif outcome.value is not None and outcome.value * arrays.scale > bound:
            faults.append(f"value {outcome.value} is beyond the bound {outcome.ascent.bound}")
    return faults


def _plan_faults(arrays: Arrays, tree: Ints) -> list[str]:
    faults = []
    entered = np.flatnonzero(tree >= 0)
    arc = tree[entered]
    if tree[0] >= 0 or (arrays.head[arc] != entered).any():
        return ["an arc stands at a node that it does not enter"]
    above = np.arange(arrays.nodes)
    above[entered] = arrays.tail[arc]
    for _ in range(arrays.nodes.bit_length()):  # doubling: 2^k steps up after round k
        above = above[above]
    if above[entered].any():
        faults.append(f"{np.count_nonzero(above[entered])} nodes are not joined to the root")
    if (tree[arrays.required] < 0).any():
        faults.append("a required node is not entered")
    chosen = np.zeros(arrays.arcs, np.bool_)
    chosen[arc] = True
    for row in arrays.rows:
        used = _sum(row.coefficient[chosen[row.arc]])
        if (row.upper is not None and used > row.upper) or (
            row.lower is not None and used < row.lower
        ):
            faults.append(f"limit {row.id} uses {used}, outside {row.lower}..{row.upper}")
    return faults


def _sum(figures: Ints) -> int:
    """Return an exact sum: halves of 32 bits cannot overflow below 2^31 figures."""
    return (int((figures >> 32).sum()) << 32) + int((figures & 0xFFFFFFFF).sum())


def bound_of(arrays: Arrays, ascent: Ascent) -> int:
    """Return the bound, in multiples of 1 / scale, that prices and potentials prove.

    Raises ValueError when a figure leaves 64 bits or a potential is not one.
    """
    rough = arrays.objective * float(ascent.scale * ascent.weight)
    profit = arrays.objective * np.int64(ascent.scale * ascent.weight)
    total = 0
    for row in arrays.rows:
        price = ascent.prices.get(row.id, 0)
        if price == 0:
            continue
        side = row.upper if price > 0 else row.lower
        if side is None:
            raise ValueError(f"limit {row.id} is priced on a side it does not have")
        total += price * side
        rough[row.arc] -= row.coefficient * float(price)
        profit[row.arc] -= row.coefficient * np.int64(price)
    if (rough > 2.0**60).any():
        raise ValueError("prices are too large to be exact")
    profit[rough < -(2.0**60)] = -(2**60)  # higher than it is: the bound can only grow
    raises = ascent.terminal, ascent.pointer, ascent.node, ascent.potential
    if (ascent.potential < 0).any() or (ascent.node == 0).any():
        raise ValueError("a potential is negative, or stands at the root")
    _charge_all(arrays, raises, profit)
    best = np.full(arrays.nodes, -(2**62), np.int64)
    arc = np.flatnonzero(arrays.usable)
    np.maximum.at(best, arrays.head[arc], profit[arc])
    if (best[arrays.required] == -(2**62)).any():
        return -(2**256)
    best = np.where(arrays.required, best, np.maximum(best, 0))
    best[0] = 0
    return total + _sum(best)


def _charge_all(arrays: Arrays, raises: Raises, profit: Ints) -> None:
    """Move the charges of all potentials between the profits, some raises at a time."""
    terminal, pointer, node, potential = raises
    first = 0
    while first < len(terminal):
        last = int(np.searchsorted(pointer, pointer[first] + CHUNK, side="right")) - 1
        last = max(last, first + 1)
        span = slice(int(pointer[first]), int(pointer[last]))
        of = np.repeat(np.arange(last - first), np.diff(pointer[first : last + 1]))
        _charge_some(arrays, terminal[first:last], of, node[span], potential[span], profit)
        first = last


def _charge_some(
    arrays: Arrays, terminal: Ints, of: Ints, node: Ints, potential: Ints, profit: Ints
) -> None:
    key = of * arrays.nodes + node
    order = np.argsort(key, kind="stable")
    key, height = key[order], potential[order]
    if (key[1:] == key[:-1]).any():
        raise ValueError("a node has two potentials in one raise")
    many = arrays.in_pointer[node + 1] - arrays.in_pointer[node]
    entry = np.repeat(np.arange(len(node)), many)
    place = np.arange(len(entry)) - np.repeat(np.cumsum(many) - many, many)
    arc = arrays.in_arc[arrays.in_pointer[node[entry]] + place]
    below = of[entry] * arrays.nodes + arrays.tail[arc]
    at = np.minimum(np.searchsorted(key, below), len(key) - 1)
    climb = potential[entry] - np.where(key[at] == below, height[at], 0)
    rises = climb > 0
    np.add.at(profit, arc[rises], climb[rises])
    own = node[entry] == terminal[of[entry]]
    np.add.at(profit, arc[own], -potential[entry[own]])
