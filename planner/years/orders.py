"""Stock, spare machines, price tiers, order sizes and funds of a programme: amounts of each year.

What lies in stock, and what suppliers deliver in all, is there once for all years. An order is of
one year: a tier needs its quantity within it, and whole packs are filled within it. One fund pays a
bundle in all years, what the bundle costs in each, from its money of that year.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit, Problem
from optimizers.years.programme import OrderLimit, YearColumn
from planner.model.arcs import Arc
from planner.model.build import Model
from planner.model.column_meaning import Meaning, OrderMade, Supply, TierTaken
from planner.model.limit_meanings import LimitKind, Row
from planner.scenario.years_settings import Years

YES_OR_NO = TierTaken | OrderMade  # anew in each year


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


def orders_of(supply: Supply, arcs: Sequence[Arc], years: Years) -> tuple[OrderLimit, ...]:
    """Return the rows of the amounts over what is built in a year, or in all years up to it."""
    return tuple(_order(supply, row, arcs, years) for row in supply.rows)


def in_years(model: Model, years: Years) -> Model:
    """Return the model of the end of a programme: its amounts are those of all years together.

    Each row is the sum of those of the years, see docs/years.md.
    """
    supply = model.supply
    if not supply.columns or years.count == 1:
        return model
    columns = tuple(
        replace(column, upper=_total(column.upper, meaning, years.count))
        for column, meaning in zip(supply.columns, supply.meanings, strict=True)
    )
    rows = tuple(
        replace(row, limit=_summed(row, order, years.count - 1))
        for row, order in zip(supply.rows, orders_of(supply, model.arcs, years), strict=True)
    )
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


def _order(supply: Supply, row: Row, arcs: Sequence[Arc], years: Years) -> OrderLimit:
    limit, over_all = row.limit, row.over_years
    lower, upper = (None if x is None else (x,) * years.count for x in (limit.lower, limit.upper))
    if row.meaning.kind is LimitKind.FUND and limit.upper is not None:
        upper, over_all = _money_of(supply, row.meaning.fund_id, limit.upper, years)
    return OrderLimit(
        id=limit.id,
        title=limit.title,
        unit=limit.unit,
        amount={arcs[a].id: k for a, k in zip(limit.arcs, limit.coefficients, strict=True)},
        columns=dict(zip(limit.columns, limit.column_coefficients, strict=True)),
        lower=lower,
        upper=upper,
        over_all=over_all,
    )


def _money_of(
    supply: Supply, fund_id: str, upper: int, years: Years
) -> tuple[tuple[int, ...], bool]:
    """Return what a fund pays at most in each year, or until each year where that carries over.

    What the table says of a fund without money by year is for all years together. A co-financer's
    share is rounded once a package and year: that room is taken off each year.
    """
    ceiling = supply.grouping.funds.by_id[fund_id].ceiling_minor or 0
    rounding, money = ceiling - upper, years.capex_by_fund_minor.get(fund_id)
    if money is None:
        return (max(0, ceiling - years.count * rounding),) * years.count, True
    if fund_id not in years.carries_over_of_funds:
        return tuple(max(0, m - rounding) for m in money), False
    until = itertools.accumulate(money)
    return tuple(max(0, m - (t + 1) * rounding) for t, m in enumerate(until)), True


def _summed(row: Row, order: OrderLimit, last: int) -> Limit:
    """Return a row over all years together."""
    lower, upper = order.until(last)
    return replace(row.limit, lower=lower, upper=upper)
