"""What all years up to one have together, as limits that every schedule keeps by its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit, Problem
from optimizers.years.programme import WorkLimit


def with_money_until(
    problem: Problem,
    *,
    money_row: str,
    arc_ids: Sequence[str],
    cost: Sequence[Sequence[int | None]],
    money: Sequence[int | None],
    present: Sequence[str] = (),
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
    limit = replace(
        begin, arcs=tuple(paid), coefficients=tuple(paid.values()), lower=None, upper=sum(known)
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


def only_buildable(problem: Problem, allowed: frozenset[str]) -> Problem:
    """Return a problem in which only some arcs can be chosen; the others lead nowhere.

    Arcs keep their numbers: one that cannot be built becomes a loop, which is in no plan.
    """
    tail = tuple(
        t if arc_id in allowed else h
        for t, h, arc_id in zip(problem.tail, problem.head, problem.arc_ids, strict=True)
    )
    return replace(problem, tail=tail)
