"""The money up to the end of a year as one limit, which every schedule keeps by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit, Problem


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


def only_buildable(problem: Problem, allowed: frozenset[str]) -> Problem:
    """Return a problem in which only some arcs can be chosen; the others lead nowhere.

    Arcs keep their numbers: one that cannot be built becomes a loop, which is in no plan.
    """
    tail = tuple(
        t if arc_id in allowed else h
        for t, h, arc_id in zip(problem.tail, problem.head, problem.arc_ids, strict=True)
    )
    return replace(problem, tail=tail)
