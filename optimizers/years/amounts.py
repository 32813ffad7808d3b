"""Amounts beside the arcs of a schedule: the cheapest for what is built in each year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizers.graph.arrays import Arrays, Row, graph_arrays, nothing
from optimizers.programs.guarded import Guarded
from optimizers.programs.side_columns import cheapest_amounts
from optimizers.programs.tight_amounts import as_rows_require
from optimizers.years.grid import Grid, Ints


def no_amounts(grid: Grid) -> Ints:
    """Return amounts of 0, by year and column."""
    return np.zeros((grid.years, len(grid.columns.upper)), np.int64)


def cheapest_of(grid: Grid, year: Ints, programs: Guarded) -> Ints | None:
    """Return amounts by year and column for a schedule, paid least for; None where none are found.

    Every row of money and orders holds with them, in whole numbers.
    """
    if not len(grid.columns.upper):
        return no_amounts(grid)
    arrays, use = _rows_of(grid, year)
    amounts = cheapest_amounts(arrays, np.array(use, np.float64), programs)
    exact = None if amounts is None else as_rows_require(arrays, use, amounts)
    return None if exact is None else exact.reshape(grid.years, -1)


def amounts_near(grid: Grid, year: Ints, amounts: Ints) -> Ints | None:
    """Return the amounts with those that need not be whole as the rows of the schedule require.

    None where that fails; every row of money and orders holds with them, in whole numbers.
    """
    if not len(grid.columns.upper):
        return no_amounts(grid)
    arrays, use = _rows_of(grid, year)
    exact = as_rows_require(arrays, use, amounts.ravel())
    return None if exact is None else exact.reshape(grid.years, -1)


def _rows_of(grid: Grid, year: Ints) -> tuple[Arrays, list[int]]:
    """Return the amounts of all years as arrays, and what a schedule uses of each of their rows."""
    columns = grid.columns
    found = [*_money(grid, year), *_orders(grid, year), *_totals(grid)]
    arrays = graph_arrays(
        nothing(),
        nothing(),
        objective=nothing(),
        required=np.zeros(1, np.bool_),
        rows=tuple(row for row, _ in found),
        scale=1,
        column_upper=np.tile(np.minimum(columns.upper, columns.total), grid.years),
        column_objective=np.tile(-columns.money, grid.years),
        column_whole=np.tile(columns.whole, grid.years),
    )
    return arrays, [used for _, used in found]


def _money(grid: Grid, year: Ints) -> Iterator[tuple[Row, int]]:
    """Yield the row of each year's money over the amounts, with what is built is paid."""
    places = np.flatnonzero(grid.columns.money)
    for t in range(grid.years):
        money = grid.available(t)
        if money is None:
            continue
        paid = range(t + 1) if grid.carries_over else (t,)
        spent = sum(sum(grid.cost[s, year == s].tolist()) for s in paid)
        yield _row(grid, f"{t}:money", places, grid.columns.money[places], paid, None, money), spent


def _orders(grid: Grid, year: Ints) -> Iterator[tuple[Row, int]]:
    for number, order in enumerate(grid.orders):
        for t in range(grid.years):
            counted = range(t + 1) if order.over_all else (t,)
            used = sum(order.coefficient[np.isin(year[order.arc], counted)].tolist())
            sides = order.sides(t)
            name = f"{t}:{number}"
            yield _row(grid, name, order.column, order.column_coefficient, counted, *sides), used


def _totals(grid: Grid) -> Iterator[tuple[Row, int]]:
    columns, every = grid.columns, range(grid.years)
    for c in np.flatnonzero(columns.total < grid.years * columns.upper).tolist():
        one = np.array([c]), np.ones(1, np.int64)
        yield _row(grid, f"total:{c}", *one, every, None, int(columns.total[c])), 0


def _row(
    grid: Grid,
    name: str,
    column: Ints,
    coefficient: Ints,
    years: range | tuple[int, ...],
    lower: int | None,
    upper: int | None,
) -> Row:
    """Return a row over the amounts of some years."""
    count = len(grid.columns.upper)
    places = [t * count + column for t in years]
    return Row(
        id=name,
        arc=nothing(),
        coefficient=nothing(),
        lower=lower,
        upper=upper,
        column=np.concatenate(places) if places else nothing(),
        column_coefficient=np.tile(coefficient, len(places)),
    )
