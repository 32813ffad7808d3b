"""Stock, spare machines, price tiers and order sizes of a programme: amounts of each year.

What lies in stock, and what suppliers deliver in all, is there once for all years. An order is of
one year: a tier needs its quantity within it, and whole packs are filled within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit, Problem
from optimizers.years.programme import OrderLimit, YearColumn
from planner.model.arcs import Arc
from planner.model.build import Model
from planner.model.column_meaning import FundChosen, Meaning, OrderMade, Supply, TierTaken
from planner.model.limit_meanings import Row

YES_OR_NO = TierTaken | OrderMade | FundChosen  # anew in each year


def columns_of(supply: Supply, years: int) -> tuple[YearColumn, ...]:
    """Return the amounts of each year; all years together take no more than a plan of one could."""
    return tuple(
        YearColumn(
            id=column.id,
            title=column.title,
            upper=column.upper,
            total=_total(column.upper, meaning, years),
            money=column.quantities.get("capex_minor", 0),
            whole=column.whole,
        )
        for column, meaning in zip(supply.columns, supply.meanings, strict=True)
    )


def orders_of(supply: Supply, arcs: Sequence[Arc]) -> tuple[OrderLimit, ...]:
    """Return the rows of the amounts over what is built in a year, or in all years up to it."""
    return tuple(_order(row, arcs) for row in supply.rows)


def in_years(model: Model, years: int) -> Model:
    """Return the model of the end of a programme: its amounts are those of all years together.

    Each row is the sum of those of the years, see docs/years.md.
    """
    supply = model.supply
    if not supply.columns or years == 1:
        return model
    columns = tuple(
        replace(column, upper=_total(column.upper, meaning, years))
        for column, meaning in zip(supply.columns, supply.meanings, strict=True)
    )
    rows = tuple(replace(row, limit=_summed(row, years)) for row in supply.rows)
    by_id = {row.limit.id: row.limit for row in rows}
    problem = replace(
        model.problem,
        columns=(*columns, *model.problem.columns[len(columns) :]),
        limits=tuple(by_id.get(limit.id, limit) for limit in model.problem.limits),
    )
    return replace(model, problem=problem, supply=replace(supply, columns=columns, rows=rows))


def without_amounts(model: Model) -> Problem:
    """Return the problem of a model without amounts beside its arcs, and without their rows."""
    own = {row.limit.id for row in model.supply.rows}
    limits = tuple(
        replace(limit, columns=(), column_coefficients=())
        for limit in model.problem.limits
        if limit.id not in own
    )
    return replace(model.problem, columns=(), limits=limits)


def _total(upper: int, meaning: Meaning, years: int) -> int:
    return years * upper if isinstance(meaning, YES_OR_NO) else upper


def _order(row: Row, arcs: Sequence[Arc]) -> OrderLimit:
    limit = row.limit
    return OrderLimit(
        id=limit.id,
        title=limit.title,
        unit=limit.unit,
        amount={arcs[a].id: k for a, k in zip(limit.arcs, limit.coefficients, strict=True)},
        columns=dict(zip(limit.columns, limit.column_coefficients, strict=True)),
        lower=limit.lower,
        upper=limit.upper,
        over_all=row.over_years,
    )


def _summed(row: Row, years: int) -> Limit:
    """Return a row over all years together."""
    times = 1 if row.over_years else years
    low, high = (None if x is None else times * x for x in (row.limit.lower, row.limit.upper))
    return replace(row.limit, lower=low, upper=high)
