"""What all years up to one have together, as limits that every schedule keeps by its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Column, Limit, Problem
from optimizers.years.programme import OrderLimit, WorkLimit, YearColumn


def with_money_until(
    problem: Problem,
    *,
    money_row: str,
    arc_ids: Sequence[str],
    cost: Sequence[Sequence[int | None]],
    money: Sequence[int | None],
    present: Sequence[str] = (),
    columns: Sequence[YearColumn] = (),
) -> Problem:
    """Return a year's problem with all money up to its end, each arc at its least cost until then.

    `cost`, by year and arc, and `money` are of the years up to this one. What cannot be built by
    then costs nothing in the limit: no plan that a schedule leads to has it. A limit of the name is
    replaced; without money in some year there is none.
    """
    others = [row for row in problem.limits if row.id != money_row]
    stated = next((row for row in problem.limits if row.id == money_row), None)
    known = [m for m in money if m is not None]
    if len(known) < len(money):
        return replace(problem, limits=tuple(others))
    least: dict[str, int] = {}
    for row in cost:
        for arc_id, c in zip(arc_ids, row, strict=True):
            if c is not None:
                least[arc_id] = min(c, least.get(arc_id, c))
    paid = {
        a: least[arc_id]
        for a, arc_id in enumerate(problem.arc_ids)
        if least.get(arc_id) and arc_id not in present
    }
    begin = stated or Limit(id=money_row, title="money", unit="", arcs=(), coefficients=(), upper=0)
    saving = {c: column.money for c, column in enumerate(columns) if column.money}
    limit = replace(
        begin,
        arcs=tuple(paid),
        coefficients=tuple(paid.values()),
        lower=None,
        upper=sum(known),
        columns=tuple(saving),
        column_coefficients=tuple(saving.values()),
    )
    place = problem.limits.index(stated) if stated is not None else len(others)
    return replace(problem, limits=(*others[:place], limit, *others[place:]))


def with_works_until(problem: Problem, works: Sequence[WorkLimit], year: int) -> Problem:
    """Return a year's problem within the works of all years up to it, its own included."""
    index = {arc_id: a for a, arc_id in enumerate(problem.arc_ids)}
    rows = []
    for work in works:
        used = sorted((index[i], k) for i, k in work.amount.items() if i in index)
        rows.append(
            Limit(
                id=work.id,
                title=work.title,
                unit=work.unit,
                arcs=tuple(a for a, _ in used),
                coefficients=tuple(k for _, k in used),
                upper=sum(work.upper[: year + 1]),
            )
        )
    return replace(problem, limits=(*problem.limits, *rows)) if rows else problem


def with_orders_until(
    problem: Problem, columns: Sequence[YearColumn], orders: Sequence[OrderLimit], year: int
) -> Problem:
    """Return a year's problem with all amounts up to it, and the rows of orders added up.

    Every schedule keeps each row in every year, so it keeps their sum, with the sums of the sides.
    """
    index = {arc_id: a for a, arc_id in enumerate(problem.arc_ids)}
    rows = []
    for order in orders:
        used = sorted((index[i], k) for i, k in order.amount.items() if i in index)
        taken = sorted(order.columns.items())
        lower, upper = order.until(year)
        rows.append(
            Limit(
                id=order.id,
                title=order.title,
                unit=order.unit,
                arcs=tuple(a for a, _ in used),
                coefficients=tuple(k for _, k in used),
                lower=lower,
                upper=upper,
                columns=tuple(c for c, _ in taken),
                column_coefficients=tuple(k for _, k in taken),
            )
        )
    until = tuple(
        Column(
            id=column.id,
            upper=min(column.total, (year + 1) * column.upper),
            title=column.title,
            whole=column.whole,
        )
        for column in columns
    )
    return replace(problem, columns=until, limits=(*problem.limits, *rows))


def only_buildable(problem: Problem, allowed: frozenset[str]) -> Problem:
    """Return a problem in which only some arcs can be chosen; the others lead nowhere.

    Arcs keep their numbers: one that cannot be built becomes a loop, which is in no plan.
    """
    tail = tuple(
        t if arc_id in allowed else h
        for t, h, arc_id in zip(problem.tail, problem.head, problem.arc_ids, strict=True)
    )
    return replace(problem, tail=tail)
