"""The schedule of some arcs as a linear or integer program: one column per arc and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizers.programs.highs import Program
from optimizers.years.grid import NEVER, Bools, Grid, Ints

Floats = NDArray[np.float64]
MISSED = 10.0  # what a whole floor missed weighs, against all gains
Entry = tuple[list[int], list[float], float, float]  # columns, coefficients, sides


@dataclass(frozen=True, kw_only=True)
class ScheduleProgram:
    """Column i x years + t is 1 when arc i of `arcs` is in place by the end of year t.

    The amounts of the years follow, those first that have to be whole.
    """

    grid: Grid
    arcs: Ints
    program: Program
    floors: tuple[int, ...] = ()  # rows of the grid that may be missed; what by stands last

    def years_of(self, x: Floats) -> Ints:
        """Return the year of every arc of the grid in a whole solution."""
        y = np.rint(self._of_arcs(x)).astype(np.int64)
        year = np.full(len(self.grid.tail), self.grid.years, np.int64)
        year[self.arcs] = self.grid.years - y.sum(axis=1)
        return year

    def expected(self, x: Floats) -> Floats:
        """Return the expected year of every arc of the grid; what is in no part comes last."""
        y = self._of_arcs(x)
        found = np.full(len(self.grid.tail), float(self.grid.years))
        found[self.arcs] = self.grid.years - y.sum(axis=1)
        return found

    def hint(self, year: Ints, amounts: Ints) -> Floats:
        """Return a schedule, with its amounts by year and column, as values of the columns."""
        t = np.arange(self.grid.years)
        of_arcs = (year[self.arcs][:, None] <= t[None, :]).astype(np.float64).ravel()
        of_columns = np.zeros(amounts.size)
        places = _Amounts.of(self.grid, len(of_arcs))
        for s in range(self.grid.years):
            of_columns[places.at(s) - len(of_arcs)] = amounts[s] / places.unit
        return np.concatenate([of_arcs, of_columns])

    def amounts_of(self, x: Floats) -> Ints:
        """Return the amounts of a solution, rounded, by year and column."""
        places = _Amounts.of(self.grid, len(self.arcs) * self.grid.years)
        found = [np.rint(x[places.at(t)] * places.unit) for t in range(self.grid.years)]
        return np.array(found).astype(np.int64).reshape(self.grid.years, -1)

    def year_of_columns(self) -> Ints:
        """Return the year, from 0, that each column belongs to."""
        years = np.arange(self.grid.years)
        amounts = len(self.grid.columns.upper)
        missed = np.array([self.grid.rows[row].year for row in self.floors], np.int64)
        return np.concatenate([np.tile(years, len(self.arcs) + amounts), missed])

    def whole_columns(self) -> Bools:
        """Return which columns a schedule has whole."""
        whole = np.ones(len(self.program.objective), np.bool_)
        whole[len(whole) - self.program.continuous :] = False
        return whole

    def _of_arcs(self, x: Floats) -> Floats:
        count = len(self.arcs) * self.grid.years
        return x[:count].reshape(len(self.arcs), self.grid.years)


def schedule_program(
    grid: Grid, arcs: Ints, *, allowed: Bools | None = None, may_miss: bool = False
) -> ScheduleProgram:
    """Return the program over some arcs, whose tails and heads form no circle.

    `allowed` says, by year and arc of the grid, where an arc may be built, besides what it costs.
    Lower sides of the years' limits are missed by as little as may be with `may_miss`.
    """
    places = _Amounts.of(grid, len(arcs) * grid.years)
    open_ = grid.cost[:, arcs] != NEVER
    if allowed is not None:
        open_ &= allowed[:, arcs]
    floors = tuple(n for n, row in enumerate(grid.rows) if may_miss and (row.lower or 0) > 0)
    missed = {row: places.first + places.count + n for n, row in enumerate(floors)}
    entries = [*_entries(grid, arcs, open_, places, missed), *_orders(grid, arcs, places)]
    sizes = [len(entry[0]) for entry in entries]
    gain = grid.gain[:, arcs].T.astype(np.float64).ravel()
    scale = max(float(np.abs(gain).max(initial=1.0)), 1.0) / 1000.0
    missing = np.full(len(floors), -MISSED * max(float(np.abs(gain).sum()) / scale, 1.0))
    upper = np.logical_or.accumulate(open_, axis=0).T.astype(np.float64).ravel()
    return ScheduleProgram(
        grid=grid,
        arcs=arcs,
        floors=floors,
        program=Program(
            objective=np.concatenate([gain / scale, np.zeros(places.count), missing]),
            lower=np.zeros(len(gain) + places.count + len(floors)),
            upper=np.concatenate([upper, places.upper(grid), np.ones(len(floors))]),
            continuous=places.loose * grid.years + len(floors),
            pointer=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            column=np.array([c for entry in entries for c in entry[0]], np.int64),
            value=np.array([k for entry in entries for k in entry[1]], np.float64),
            row_lower=np.array([entry[2] for entry in entries]),
            row_upper=np.array([entry[3] for entry in entries]),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Amounts:
    """Where the amounts of the years stand in a program, and in which units."""

    first: int  # place of the first
    years: int
    rank: Ints  # per column: whole ones first
    unit: Floats  # money is counted in large round units
    loose: int  # columns that need not be whole

    @classmethod
    def of(cls, grid: Grid, first: int) -> _Amounts:
        """Return the places of the amounts behind so many columns of arcs."""
        whole, upper = grid.columns.whole, grid.columns.upper
        rank = np.empty(len(whole), np.int64)
        rank[np.argsort(~whole, kind="stable")] = np.arange(len(whole))
        size = np.maximum(upper.astype(np.float64), 1.0)
        large = 10.0 ** np.maximum(np.floor(np.log10(size)) - 3.0, 0.0)
        return cls(
            first=first,
            years=grid.years,
            rank=rank,
            unit=np.where(whole, 1.0, large),
            loose=int((~whole).sum()),
        )

    @property
    def count(self) -> int:
        """How many amounts there are, over all years."""
        return len(self.rank) * self.years

    def at(self, year: int) -> Ints:
        """Return the place of each column's amount of a year."""
        return self.first + self.rank * self.years + year

    def upper(self, grid: Grid) -> Floats:
        """Return the most of each amount, in order of the places."""
        found = np.empty(self.count)
        for t in range(self.years):
            most = np.minimum(grid.columns.upper, grid.columns.total)
            found[self.at(t) - self.first] = most / self.unit
        return found


def _entries(
    grid: Grid, arcs: Ints, open_: Bools, places: _Amounts, missed: Mapping[int, int]
) -> Iterator[Entry]:
    """Yield the rows: once built stays, entered once, its tail is there, money, limits."""
    years, into = grid.years, dict[int, list[int]]()
    for i, v in enumerate(grid.head[arcs].tolist()):
        into.setdefault(v, []).append(i)
    for i, u in enumerate(grid.tail[arcs].tolist()):
        for t in range(years):
            if t:
                low = -1.0 if open_[t, i] else 0.0
                yield [i * years + t - 1, i * years + t], [1.0, -1.0], low, 0.0
            if not grid.given[u]:
                before = into.get(u, [])
                columns = [i * years + t, *(j * years + t for j in before)]
                yield columns, [1.0] + [-1.0] * len(before), -np.inf, 0.0
    for inside in into.values():
        if len(inside) > 1:
            yield [j * years + years - 1 for j in inside], [1.0] * len(inside), -np.inf, 1.0
    for t, nodes in enumerate(grid.required):
        for v in nodes:
            inside = into.get(v, [])
            yield [j * years + t for j in inside], [1.0] * len(inside), 1.0, np.inf
    yield from _money(grid, arcs, places)
    yield from _limits(grid, arcs, missed)
    yield from _works(grid, arcs)


def _money(grid: Grid, arcs: Ints, places: _Amounts) -> Iterator[Entry]:
    for t in range(grid.years):
        money = grid.available(t)
        if money is None:
            continue
        parts: dict[int, float] = {}
        for s in range(t + 1) if grid.carries_over else (t,):
            for i, c in enumerate(grid.cost[s, arcs].tolist()):
                if c > 0:
                    parts[i * grid.years + s] = parts.get(i * grid.years + s, 0.0) + c
                    if s:
                        before = i * grid.years + s - 1
                        parts[before] = parts.get(before, 0.0) - c
            saved = grid.columns.money * places.unit
            parts |= dict(zip(places.at(s).tolist(), saved.tolist(), strict=True))
        used = {c: k for c, k in parts.items() if k}
        if not used:
            continue
        scale = max(map(abs, used.values()))
        yield list(used), [k / scale for k in used.values()], -np.inf, money / scale


def _works(grid: Grid, arcs: Ints) -> Iterator[Entry]:
    place = _places(grid, arcs)
    for work in grid.works:
        inside = place[work.arc] >= 0
        columns, amounts = place[work.arc[inside]] * grid.years, work.coefficient[inside]
        scale = max(float(amounts.max(initial=1)), 1.0)
        for t, upper in enumerate(work.upper if len(columns) else ()):
            now, k = (columns + t).tolist(), (amounts / scale).tolist()
            before = (columns + t - 1).tolist() if t else []
            yield now + before, k + [-x for x in k[: len(before)]], -np.inf, upper / scale


def _orders(grid: Grid, arcs: Ints, places: _Amounts) -> Iterator[Entry]:
    """Yield the rows of orders, of each year or of all up to it, and the totals of columns."""
    place, years = _places(grid, arcs), grid.years
    for order in grid.orders:
        inside = place[order.arc] >= 0
        own, k = place[order.arc[inside]] * years, order.coefficient[inside].astype(np.float64)
        taken = order.column_coefficient * places.unit[order.column]
        scale = max(float(np.abs(np.concatenate([k, taken])).max(initial=1.0)), 1.0)
        for t in range(years):
            low = -np.inf if order.lower is None else order.lower[t] / scale
            high = np.inf if order.upper is None else order.upper[t] / scale
            columns, values = (own + t).tolist(), (k / scale).tolist()
            if t and not order.over_all:
                columns += (own + t - 1).tolist()
                values += (-k / scale).tolist()
            for s in range(t + 1) if order.over_all else (t,):
                columns += places.at(s)[order.column].tolist()
                values += (taken / scale).tolist()
            yield columns, values, low, high
    columns_of = grid.columns
    for c in np.flatnonzero(columns_of.total < years * columns_of.upper).tolist():
        every = [int(places.at(t)[c]) for t in range(years)]
        yield every, [1.0] * years, -np.inf, float(columns_of.total[c] / places.unit[c])


def _places(grid: Grid, arcs: Ints) -> Ints:
    """Return per arc of the grid its place among some arcs, -1 where it is none of them."""
    place = np.full(len(grid.tail), -1, np.int64)
    place[arcs] = np.arange(len(arcs))
    return place


def _limits(grid: Grid, arcs: Ints, missed: Mapping[int, int]) -> Iterator[Entry]:
    """Yield the limits of the years; `missed` has the column of what a row is missed by."""
    place = _places(grid, arcs)
    for number, row in enumerate(grid.rows):
        inside = place[row.arc] >= 0
        columns = (place[row.arc[inside]] * grid.years + row.year).tolist()
        k = row.coefficient[inside].astype(np.float64)
        scale = max(float(np.abs(k).max(initial=0.0)), 1.0)
        low = -np.inf if row.lower is None else row.lower / scale
        high = np.inf if row.upper is None else row.upper / scale
        values = (k / scale).tolist()
        if number in missed:
            columns.append(missed[number])
            values.append(low)
        if columns:
            yield columns, values, low, high
        elif low > 0:
            yield [], [], 1.0, 1.0  # nothing here can reach it
