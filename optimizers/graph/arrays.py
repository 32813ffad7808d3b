"""A problem and one of its goals as arrays: what the kernels and the programs work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizers.graph.numba_cache import kernel
from optimizers.problem import BENEFIT, Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

UNLIMITED = 2**62  # stands for the capacity of an arc that has none
TIED_ARCS = 40_000  # above this many arcs a goal that no arc counts in has its ties broken
TIE_PARTS = 2**24  # of one unit of the objective, in which ties are counted
HEADROOM = 2**55  # every scaled figure stays below this, so that no int64 sum of two overflows


def nothing() -> Ints:
    """Return an empty array of whole numbers."""
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """lower <= coefficient . x[arc] + column_coefficient . amount[column] <= upper."""

    id: str
    arc: Ints
    coefficient: Ints
    lower: int | None
    upper: int | None
    column: Ints = field(default_factory=nothing)
    column_coefficient: Ints = field(default_factory=nothing)

    def spent(self, amounts: Ints) -> int:
        """Return what the amounts use of the row, exactly."""
        total = 0
        for c, k in zip(self.column.tolist(), self.column_coefficient.tolist(), strict=True):
            total += k * int(amounts[c])
        return total


@dataclass(frozen=True, kw_only=True)
class Load:
    """Per arc what it asks for of one quantity, and what it may carry for itself and all below."""

    asked: Ints
    room: Ints


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Rows  value . x[arc] + flow_value . flow >= 0  that all plans keep, as entries by row."""

    rows: int
    upper: Ints  # per flow
    carrier: Ints  # per flow, the arc whose load it is
    room_row: Ints  # per flow, the row that keeps it within the room of that arc
    row: Ints
    arc: Ints
    value: Ints
    flow_row: Ints
    flow: Ints
    flow_value: Ints


@dataclass(frozen=True, kw_only=True)
class Arrays:
    """One goal of a problem; the objective is to be maximised.

    Arcs that no plan can use (into the root, from a node to itself) are in no list of arcs.
    """

    nodes: int
    arcs: int
    tail: Ints
    head: Ints
    usable: Bools
    in_pointer: Ints
    in_arc: Ints
    out_pointer: Ints
    out_arc: Ints
    objective: Ints
    required: Bools
    rows: tuple[Row, ...]
    scale: int
    tie: Floats = field(default_factory=lambda: np.zeros(0))  # per arc, for programs: see `_tie`
    column_upper: Ints = field(default_factory=nothing)  # side columns
    column_least: Ints = field(default_factory=nothing)  # their lower sides; none: 0
    column_objective: Ints = field(default_factory=nothing)
    column_whole: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    copy_of: Ints = field(default_factory=nothing)  # per node, when drawn in layers: see `twin`
    arc_of: Ints = field(default_factory=nothing)  # per arc, the arc that it is drawn from, or -1
    loads: tuple[Load, ...] = ()
    flows: Flows | None = None

    @property
    def extended(self) -> bool:
        """Whether nodes are drawn in layers or loads flow: more than arcs, limits and amounts."""
        return bool(len(self.copy_of)) or self.flows is not None

    @cached_property
    def twin(self) -> Ints:
        """Return per node the first of those of which at most one is entered: mostly itself."""
        return self.copy_of if len(self.copy_of) else np.arange(self.nodes)

    @cached_property
    def twins(self) -> tuple[Ints, Ints]:
        """Return pointer and nodes: those that share a first node, by that node."""
        order = np.argsort(self.twin, kind="stable")
        pointer = np.zeros(self.nodes + 1, np.int64)
        np.cumsum(np.bincount(self.twin, minlength=self.nodes), out=pointer[1:])
        return pointer, order

    @cached_property
    def with_ties(self) -> Arrays:
        """The same arrays with what breaks ties in the objective; scaled figures stay alike."""
        parts = min(TIE_PARTS, self.scale)
        return replace(
            self,
            objective=self.objective * parts + np.rint(self.tie * parts).astype(np.int64),
            column_objective=self.column_objective * parts,
            scale=self.scale // parts,
        )

    def entering(self, node: int) -> Ints:
        """Return the usable arcs that enter a node."""
        return self.in_arc[self.in_pointer[node] : self.in_pointer[node + 1]]

    def use(self, row: Row, chosen: Bools) -> int:
        """Return what the chosen arcs (a mask) use of a row, exactly."""
        return sum(row.coefficient[chosen[row.arc]].tolist())

    def value(self, chosen: Bools, amounts: Ints | None = None) -> int:
        """Return the objective of the chosen arcs (a mask) and the amounts, exactly."""
        value: int = sum(self.objective[chosen].tolist())
        return value if amounts is None else value + self.worth_of(amounts)

    def worth_of(self, amounts: Ints) -> int:
        """Return what the amounts add to the objective, exactly."""
        pairs = zip(self.column_objective.tolist(), amounts.tolist(), strict=True)
        return sum(o * y for o, y in pairs)

    def holds(self, chosen: Bools) -> bool:
        """Return whether the chosen arcs (a mask) keep every row, all amounts being 0."""
        used = use_of_rows(self, chosen)
        return all(_within(u, row) for u, row in zip(used, self.rows, strict=True))

    @cached_property
    def by_row(self) -> tuple[Ints, Ints, Ints]:
        """Return pointer, arc and coefficient of all rows, one after another."""
        pointer = np.zeros(len(self.rows) + 1, np.int64)
        np.cumsum([len(r.arc) for r in self.rows], out=pointer[1:])
        arc = np.concatenate([r.arc for r in self.rows] or [nothing()])
        coefficient = np.concatenate([r.coefficient for r in self.rows] or [nothing()])
        return pointer, arc, coefficient

    @cached_property
    def entry_order(self) -> tuple[Ints, Ints, Ints]:
        """Return pointer by arc, row number, and place in `by_row`: the rows that name each arc."""
        pointer_of_rows, arc, _ = self.by_row
        row = np.repeat(np.arange(len(self.rows)), np.diff(pointer_of_rows))
        order = np.argsort(arc, kind="stable")
        pointer = np.zeros(self.arcs + 1, np.int64)
        np.cumsum(np.bincount(arc, minlength=self.arcs), out=pointer[1:])
        return pointer, row[order].astype(np.int64), order

    @cached_property
    def by_arc(self) -> tuple[Ints, Ints, Ints]:
        """Return pointer, row number and coefficient: what entering over each arc uses."""
        pointer, row, order = self.entry_order
        return pointer, row, self.by_row[2][order]

    @cached_property
    def sums_fit(self) -> bool:
        """Return whether no sum of a row's coefficients can leave 64 bits."""
        return all(
            float(np.abs(r.coefficient.astype(np.float64)).sum()) < 2.0**62 for r in self.rows
        )

    def with_entries_of(self, other: Arrays) -> Arrays:
        """Return these arrays, knowing the order of entries of others with the same rows.

        Sides may differ, and signs of whole rows.
        """
        known = {"entry_order": other.entry_order, "sums_fit": other.sums_fit}
        vars(self).update(known)
        return self


def use_of_rows(arrays: Arrays, chosen: Bools) -> list[int]:
    """Return per row what the chosen arcs (a mask) use of it, exactly, without the amounts."""
    if not arrays.sums_fit:
        return [arrays.use(row, chosen) for row in arrays.rows]
    used: list[int] = _use(*arrays.by_arc, np.flatnonzero(chosen), len(arrays.rows)).tolist()
    return used


def priced(arrays: Arrays, prices: Mapping[str, float]) -> Floats:
    """Return per arc what it uses of the limits, at the given prices."""
    of_rows = np.array([prices.get(row.id, 0.0) for row in arrays.rows], np.float64)
    cost: Floats = _priced(*arrays.by_row, of_rows, arrays.arcs)
    return cost


@kernel
def _priced(pointer: Ints, arc: Ints, coefficient: Ints, price: Floats, arcs: int) -> Floats:
    cost = np.zeros(arcs)
    for r in range(len(price)):
        if price[r] != 0.0:
            for i in range(pointer[r], pointer[r + 1]):
                cost[arc[i]] += coefficient[i] * price[r]
    return cost


@kernel
def _use(pointer: Ints, row: Ints, coefficient: Ints, arcs: Ints, rows: int) -> Ints:
    used = np.zeros(rows, np.int64)
    for a in arcs:
        for i in range(pointer[a], pointer[a + 1]):
            used[row[i]] += coefficient[i]
    return used


def arrays_of(
    problem: Problem,
    goal: int,
    kept: Sequence[int],
    copy_of: Ints | None = None,
    arc_of: Ints | None = None,
) -> Arrays:
    """Return goal number `goal` as arrays, with the earlier goals kept at the values `kept`.

    `copy_of` and `arc_of` tell what nodes and arcs of a problem drawn in layers are drawn from;
    a problem with hop limits is refused with a ValueError.

    `kept` are in the sense of maximising. Raises ValueError when a sum could overflow 64 bits.
    """
    if problem.hops:
        raise ValueError("hop limits are drawn in layers first (optimizers.graph.hop_layers)")
    required = np.zeros(len(problem.node_ids), dtype=np.bool_)
    required[list(problem.required)] = True
    objective = problem.objective_terms(problem.goals[goal])
    return graph_arrays(
        np.array(problem.tail, dtype=np.int64),
        np.array(problem.head, dtype=np.int64),
        objective=np.array(objective, dtype=np.int64),
        required=required,
        rows=_rows(problem, goal, kept),
        scale=_scale(objective, problem.head),
        tie=_tie(problem, objective),
        column_upper=np.array([c.upper for c in problem.columns], dtype=np.int64),
        column_objective=np.array(problem.column_terms(problem.goals[goal]), dtype=np.int64),
        column_whole=np.array([c.whole for c in problem.columns], dtype=np.bool_),
        copy_of=nothing() if copy_of is None else copy_of,
        arc_of=nothing() if arc_of is None else arc_of,
        loads=_loads(problem),
    )


def graph_arrays(
    tail: Ints,
    head: Ints,
    *,
    objective: Ints,
    required: Bools,
    rows: tuple[Row, ...],
    scale: int,
    **more: Any,
) -> Arrays:
    """Return arcs and what they are worth as arrays, with the lists of arcs by their ends.

    `required` runs over the nodes; `more` are the fields of `Arrays` that may be left out.
    """
    usable = (head != 0) & (tail != head)
    in_pointer, in_arc = lists_of(head, usable, len(required))
    out_pointer, out_arc = lists_of(tail, usable, len(required))
    return Arrays(
        nodes=len(required),
        arcs=len(tail),
        tail=tail,
        head=head,
        usable=usable,
        in_pointer=in_pointer,
        in_arc=in_arc,
        out_pointer=out_pointer,
        out_arc=out_arc,
        objective=objective,
        required=required,
        rows=rows,
        scale=scale,
        **more,
    )


def _loads(problem: Problem) -> tuple[Load, ...]:
    """Return the capacities by the quantity that they limit."""
    found = []
    for quantity in sorted({c.quantity for c in problem.capacities}):
        room = np.full(len(problem.tail), UNLIMITED, np.int64)
        for capacity in problem.capacities:
            if capacity.quantity == quantity:
                arcs = list(capacity.arcs)
                room[arcs] = np.minimum(room[arcs], capacity.upper)
        asked = np.array(problem.quantities[quantity], dtype=np.int64)
        found.append(Load(asked=asked, room=room))
    return tuple(found)


def _rows(problem: Problem, goal: int, kept: Sequence[int]) -> tuple[Row, ...]:
    rows = [
        Row(
            id=r.id,
            arc=np.array(r.arcs, dtype=np.int64),
            coefficient=np.array(r.coefficients, dtype=np.int64),
            lower=r.lower,
            upper=r.upper,
            column=np.array(r.columns, dtype=np.int64),
            column_coefficient=np.array(r.column_coefficients, dtype=np.int64),
        )
        for r in problem.limits
    ]
    for earlier, value in zip(problem.goals[:goal], kept, strict=True):
        terms = np.array(problem.objective_terms(earlier), dtype=np.int64)
        used = np.flatnonzero(terms)
        extra = np.array(problem.column_terms(earlier), dtype=np.int64)
        columns = np.flatnonzero(extra)
        rows.append(
            Row(
                id="goal:" + earlier.name,
                arc=used,
                coefficient=terms[used],
                lower=value,
                upper=None,
                column=columns,
                column_coefficient=extra[columns],
            )
        )
    return tuple(rows)


def _tie(problem: Problem, objective: Sequence[int]) -> Floats:
    """Return what programs add to the objective of each arc; nothing where that is not needed.

    A goal that amounts alone count in, such as the level of a fair share, leaves a linear program
    with as many equal solutions as there are plans, and the simplex method slow: 30 CPU s at 4,824
    sites, 4 where the benefit of each arc, 1 in all, is added. A bound of such a program is at most
    1 too high, and never too low.
    """
    if len(objective) <= TIED_ARCS or any(objective):
        return np.zeros(0)
    worth = problem.objective_terms(BENEFIT)
    return np.maximum(np.array(worth, np.float64), 0.0) / max(_largest_sum(worth, problem.head), 1)


def _scale(objective: Sequence[int], head: Sequence[int]) -> int:
    """Return the largest power of two that leaves headroom for the largest possible sum."""
    return scale_for(_largest_sum(objective, head) + 1)


def _largest_sum(terms: Sequence[int], head: Sequence[int]) -> int:
    """Return what one term for each node that arcs lead to adds up to at most, signs left out."""
    largest: dict[int, int] = {}
    for term, v in zip(terms, head, strict=True):
        largest[v] = max(largest.get(v, 0), abs(term))
    return sum(largest.values())


def scale_for(total: int) -> int:
    """Return the largest power of two that leaves headroom for a sum; ValueError when none does."""
    if 2 * total > HEADROOM:
        raise ValueError(f"the objective adds up to {total}, at most {HEADROOM // 2} is exact")
    return max(1, min(2**45, 1 << (HEADROOM // (2 * total)).bit_length() - 1))


def lists_of(ends: Ints, usable: Bools, nodes: int) -> tuple[Ints, Ints]:
    """Return pointer and arcs: the usable arcs by the node at one of their ends."""
    arc = np.flatnonzero(usable)
    order = arc[np.argsort(ends[arc], kind="stable")]
    pointer = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends[order], minlength=nodes), out=pointer[1:])
    return pointer, order


def _within(used: int, row: Row) -> bool:
    return (row.lower is None or used >= row.lower) and (row.upper is None or used <= row.upper)
