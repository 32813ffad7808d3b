"""Each year planned by itself with its own money, as most programmes are: the plan to compare with.

What was built in earlier years stays and costs nothing more; every year is as good as it can be by
itself. What later years need is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from optimizers.problem import Column, Limit, Problem
from optimizers.solve import solve
from optimizers.years.programme import Amounts, Programme


@dataclass(frozen=True, kw_only=True)
class Myopic:
    """What is built in each year, by its id, and the amounts of each year beside it."""

    built: dict[str, int]
    amounts: Amounts


def year_by_year(
    programme: Programme, *, effort: int, seed: int, workers: int | None
) -> Myopic | None:
    """Return in which year each arc is built; None where some year has no plan this way."""
    built: dict[str, int] = {}
    taken: list[tuple[int, ...]] = []
    carried = 0
    for t, money in enumerate(programme.money):
        problem = _rest(programme, t, built, None if money is None else money + carried)
        problem = _ordered(programme, problem, t, built, taken)
        found = solve(problem, effort=effort, seed=seed, gap=1e-4, workers=workers)
        if found.chosen is None:
            return None
        may = dict(zip(programme.arc_ids, programme.cost[t], strict=True))
        chosen = [problem.arc_ids[a] for a in found.chosen]
        new = [i for i in chosen if i not in built and may.get(i) is not None]
        built |= dict.fromkeys(new, t)
        taken.append(found.amounts)
        if programme.carries_over and money is not None:
            more = sum(c.money * y for c, y in zip(programme.columns, found.amounts, strict=True))
            carried += money - more - sum(may[i] or 0 for i in new)
    return Myopic(built=built, amounts=tuple(taken) if programme.columns else ())


def _ordered(
    programme: Programme,
    problem: Problem,
    year: int,
    built: Mapping[str, int],
    taken: Sequence[Sequence[int]],
) -> Problem:
    """Return the problem of a year with its own orders, of what it builds alone.

    Earlier years count in orders over all years, and in what is left of a column.
    """
    before = [sum(of) for of in zip(*taken, strict=True)] or [0] * len(programme.columns)
    left = tuple(
        Column(id=c.id, upper=min(c.upper, c.total - b), title=c.title, whole=c.whole)
        for c, b in zip(programme.columns, before, strict=True)
    )
    rows = []
    for order in programme.orders:
        used = 0
        if order.over_all:
            used = sum(k for i, k in order.amount.items() if i in built)
            used += sum(k * before[c] for c, k in order.columns.items())
        new = [
            (a, order.amount[i])
            for a, i in enumerate(problem.arc_ids)
            if i in order.amount and i not in built
        ]
        rows.append(
            Limit(
                id=order.id,
                title=order.title,
                unit=order.unit,
                arcs=tuple(a for a, _ in new),
                coefficients=tuple(k for _, k in new),
                lower=None if order.lower is None else order.lower[year] - used,
                upper=None if order.upper is None else order.upper[year] - used,
                columns=tuple(order.columns),
                column_coefficients=tuple(order.columns.values()),
            )
        )
    return replace(problem, columns=left, limits=(*problem.limits, *rows))


def _rest(programme: Programme, year: int, built: dict[str, int], money: int | None) -> Problem:
    """Return the problem of a year in which what was built stays and only new arcs cost money."""
    problem = programme.problems[year]
    cost = dict(zip(programme.arc_ids, programme.cost[year], strict=True))
    present = set(programme.present)
    stays = {problem.head[a]: a for a, i in enumerate(problem.arc_ids) if i in built}
    kept = [
        a
        for a, i in enumerate(problem.arc_ids)
        if (i in built or problem.head[a] not in stays)
        and (i in built or i in present or cost.get(i) is not None)
    ]
    number = {a: k for k, a in enumerate(kept)}
    paid = {
        k: cost.get(problem.arc_ids[a]) or 0
        for a, k in number.items()
        if problem.arc_ids[a] not in built
    }
    arcs = tuple(k for k in sorted(paid) if paid[k])
    limits = [_of(row, number) for row in problem.limits if row.id not in programme.sums]
    for work in programme.works:
        new = {
            k: work.amount[i]
            for a, k in number.items()
            if (i := problem.arc_ids[a]) in work.amount and i not in built
        }
        limits.append(
            Limit(
                id=work.id,
                title=work.title,
                unit=work.unit,
                arcs=tuple(sorted(new)),
                coefficients=tuple(new[k] for k in sorted(new)),
                upper=work.upper[year],
            )
        )
    if money is not None:
        limits.append(
            Limit(
                id=programme.money_row,
                title="money of the year",
                unit="",
                arcs=arcs,
                coefficients=tuple(paid[k] for k in arcs),
                upper=money,
                columns=tuple(c for c, column in enumerate(programme.columns) if column.money),
                column_coefficients=tuple(c.money for c in programme.columns if c.money),
            )
        )
    return replace(
        problem,
        arc_ids=tuple(problem.arc_ids[a] for a in kept),
        tail=tuple(problem.tail[a] for a in kept),
        head=tuple(problem.head[a] for a in kept),
        loss=tuple(problem.loss[a] for a in kept),
        quantities={q: tuple(v[a] for a in kept) for q, v in problem.quantities.items()},
        required=dict(problem.required) | dict.fromkeys(stays, "built in an earlier year"),
        limits=tuple(limits),
        hops=tuple(
            replace(h, arcs=tuple(number[a] for a in h.arcs if a in number)) for h in problem.hops
        ),
        capacities=tuple(
            replace(c, arcs=tuple(number[a] for a in c.arcs if a in number))
            for c in problem.capacities
        ),
    )


def _of(row: Limit, number: dict[int, int]) -> Limit:
    """Return a limit over the arcs that are left."""
    pairs = [(number[a], k) for a, k in zip(row.arcs, row.coefficients, strict=True) if a in number]
    return replace(row, arcs=tuple(a for a, _ in pairs), coefficients=tuple(k for _, k in pairs))
