"""A programme as arrays: rows of every year over what is built by its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizers.problem import Limit, Problem
from optimizers.years.programme import Programme, YearColumn

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NEVER = -1  # cost of an arc in a year in which it cannot be built


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """lower <= sum of coefficient x (arc is in place at the end of `year`) <= upper."""

    limit: str  # its id
    year: int
    arc: Ints
    coefficient: Ints
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """Sum of coefficient x (arc is built in a year) <= upper of that year."""

    arc: Ints
    coefficient: Ints
    upper: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridOrder:
    """lower <= what is built in a year and its amounts add up to <= upper, or that of all years."""

    arc: Ints
    coefficient: Ints
    column: Ints
    column_coefficient: Ints
    lower: tuple[int, ...] | None  # by year
    upper: tuple[int, ...] | None
    over_all: bool

    def sides(self, year: int) -> tuple[int | None, int | None]:
        """Return the sides of a year."""
        low, high = (None if x is None else x[year] for x in (self.lower, self.upper))
        return low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumns:
    """The amounts of each year beside the arcs: their most, and what a unit adds to the money."""

    upper: Ints
    total: Ints
    money: Ints
    whole: Bools

    @classmethod
    def of(cls, columns: Sequence[YearColumn]) -> GridColumns:
        """Return the columns of a programme as arrays."""
        return cls(
            upper=np.array([c.upper for c in columns], np.int64),
            total=np.array([c.total for c in columns], np.int64),
            money=np.array([c.money for c in columns], np.int64),
            whole=np.array([c.whole for c in columns], np.bool_),
        )


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The arcs of a programme with their ends, gains, costs and the rows of all years.

    Nodes are numbered over all years, the root is 0. Figures of present arcs are taken off those
    of the arcs that replace them, and off the sides of the rows.
    """

    years: int
    nodes: int
    tail: Ints
    head: Ints
    gain: Ints  # by year and arc: weight x benefit over what is in place today
    cost: Ints  # by year and arc, NEVER where it cannot be built
    money: tuple[int | None, ...]
    carries_over: bool
    given: Bools  # nodes in place from the start
    rows: tuple[GridRow, ...]
    required: tuple[tuple[int, ...], ...]  # per year, nodes that something built has to enter
    works: tuple[WorkRow, ...] = ()
    columns: GridColumns = field(default_factory=lambda: GridColumns.of(()))
    orders: tuple[GridOrder, ...] = ()

    def available(self, year: int) -> int | None:
        """Return the money of a year, or all money up to its end where it carries over."""
        money = self.money[year]
        if money is None or not self.carries_over:
            return money
        return sum(m or 0 for m in self.money[: year + 1])


def grid_of(programme: Programme) -> Grid:
    """Return a programme as arrays; raises KeyError for an arc that the last year does not have."""
    last, index = programme.problems[-1], programme.index[-1]
    number = {last.node_ids[0]: 0}
    for problem in programme.problems[::-1]:
        for node_id in problem.node_ids:
            number.setdefault(node_id, len(number))
    own = [index[arc_id] for arc_id in programme.arc_ids]
    ends = [
        np.array([number[last.node_ids[side[a]]] for a in own], np.int64)
        for side in (last.tail, last.head)
    ]
    given = np.zeros(len(number), np.bool_)
    given[0] = True
    first = programme.problems[0]
    for arc_id in programme.present:
        if arc_id in programme.index[0]:
            given[number[first.node_ids[first.head[programme.index[0][arc_id]]]]] = True
    years = range(len(programme.names))
    cost = [[NEVER if c is None else c for c in row] for row in programme.cost]
    frames = [_Frame.of(programme, t) for t in years]
    place = {arc_id: k for k, arc_id in enumerate(programme.arc_ids)}
    return Grid(
        years=len(years),
        nodes=len(number),
        tail=ends[0],
        head=ends[1],
        gain=np.array([f.gains(w) for f, w in zip(frames, programme.weights, strict=True)]),
        cost=np.array(cost, np.int64).reshape(len(years), len(own)),
        money=programme.money,
        carries_over=programme.carries_over,
        given=given,
        rows=tuple(row for frame in frames for row in frame.rows(programme.sums)),
        required=tuple(tuple(sorted(frame.required(number))) for frame in frames),
        works=tuple(
            WorkRow(
                arc=np.array([place[i] for i in work.amount], np.int64),
                coefficient=np.array(list(work.amount.values()), np.int64),
                upper=work.upper,
            )
            for work in programme.works
        ),
        columns=GridColumns.of(programme.columns),
        orders=tuple(
            GridOrder(
                arc=np.array([place[i] for i in order.amount], np.int64),
                coefficient=np.array(list(order.amount.values()), np.int64),
                column=np.array(list(order.columns), np.int64),
                column_coefficient=np.array(list(order.columns.values()), np.int64),
                lower=order.lower,
                upper=order.upper,
                over_all=order.over_all,
            )
            for order in programme.orders
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """One year's problem in the arcs of the programme."""

    year: int
    problem: Problem
    own: tuple[int | None, ...]  # per arc of the programme, its index in the problem
    stays: Mapping[int, int]  # present arc by the node that it enters

    @classmethod
    def of(cls, programme: Programme, year: int) -> _Frame:
        problem, index = programme.problems[year], programme.index[year]
        present = [index[i] for i in programme.present if i in index]
        return cls(
            year=year,
            problem=problem,
            own=tuple(index.get(arc_id) for arc_id in programme.arc_ids),
            stays={problem.head[a]: a for a in present},
        )

    def gains(self, weight: int) -> list[int]:
        """Return per arc what it adds to the value of the year over what is there today."""
        benefit = self.problem.benefit_of
        found = []
        for a in self.own:
            before = None if a is None else self.stays.get(self.problem.head[a])
            more = 0 if a is None else benefit(a) - (0 if before is None else benefit(before))
            found.append(weight * more)
        return found

    def required(self, number: Mapping[str, int]) -> Iterator[int]:
        """Yield the nodes that something built has to enter."""
        for v in self.problem.required:
            a = self.stays.get(v)
            if a is None or self.problem.tail[a] == v:  # it can no longer be in place
                yield number[self.problem.node_ids[v]]

    def rows(self, sums: frozenset[str]) -> Iterator[GridRow]:
        """Yield the limits of the year but those of sums over the years until then."""
        for limit in self.problem.limits:
            if limit.id not in sums:
                yield self._row(limit)

    def _row(self, limit: Limit) -> GridRow:
        by_arc = dict(zip(limit.arcs, limit.coefficients, strict=True))
        before = {v: by_arc.get(a, 0) for v, a in self.stays.items()}
        rest = sum(before.values())
        found: dict[int, int] = {}
        for k, a in enumerate(self.own):
            if a is not None:
                more = by_arc.get(a, 0) - before.get(self.problem.head[a], 0)
                if more:
                    found[k] = more
        return GridRow(
            limit=limit.id,
            year=self.year,
            arc=np.array(list(found), np.int64),
            coefficient=np.array(list(found.values()), np.int64),
            lower=None if limit.lower is None else limit.lower - rest,
            upper=None if limit.upper is None else limit.upper - rest,
        )
