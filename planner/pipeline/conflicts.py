"""Demands that cannot hold together, and the least that each limit of money would need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from optimizers.problem import Goal, Limit, Problem
from optimizers.result import Status
from planner.model.limit_meanings import LimitKind, LimitMeaning

KEEP_ALL = "present links"
MOST_SOLVES = 60  # of the search for limits that cannot hold together
ANY_PLAN = 1e6  # a gap that any plan is within: the question is only whether there is one
NEAR_ENOUGH = 0.001  # of the least that a limit needs

Meanings = Mapping[str, LimitMeaning]  # by id of a limit or of a required node


def conflict(problem: Problem, meanings: Meanings, named: Sequence[str]) -> tuple[list[str], bool]:
    """Return demands that cannot hold together, and whether each was shown to be needed.

    Begins with the demands that the solver named, when they alone are impossible already. Demands
    are left out in blocks, then in smaller ones, at last one by one.
    """
    everything = demands_of(problem, meanings)
    kept = list(named) if named and _impossible(problem, meanings, named) else everything
    solves, size = 0, max(len(kept) // 2, 1)
    while True:
        for block in [kept[i : i + size] for i in range(0, len(kept), size)]:
            if solves >= MOST_SOLVES:
                return kept, False
            rest = [d for d in kept if d not in block]
            solves += 1
            if _impossible(problem, meanings, rest):
                kept = rest
        if size == 1:
            return kept, True
        size = max(size // 2, 1)


def only(problem: Problem, meanings: Meanings, demands: Iterable[str]) -> Problem:
    """Return the problem with these demands alone."""
    wanted = set(demands)
    required = {
        v: why
        for v, why in problem.required.items()
        if demand_at(problem.node_ids[v], meanings) in wanted
    }
    gone = {limit.id for limit in problem.limits} - wanted
    funds_gone = {meanings[name].fund_id for name in gone if _is_of_fund(meanings.get(name))}
    limits = tuple(
        limit
        for limit in problem.limits
        if _holds(limit.id, meanings.get(limit.id), wanted, funds_gone)
    )
    return replace(problem, limits=limits, required=required)


def _is_of_fund(meaning: LimitMeaning | None) -> bool:
    return meaning is not None and meaning.kind is LimitKind.FUND


def _holds(
    limit_id: str, meaning: LimitMeaning | None, wanted: set[str], funds_gone: set[str]
) -> bool:
    """Return whether a row still holds when only some demands are wanted.

    The rows that tie payments to a fund fall away with its ceiling, because they know it too.
    """
    if meaning is None or not meaning.technical:
        return limit_id in wanted
    return meaning.kind is not LimitKind.PAYMENT or meaning.fund_id not in funds_gone


def _impossible(problem: Problem, meanings: Meanings, demands: Iterable[str]) -> bool:
    from optimizers.solve import solve

    asked = replace(only(problem, meanings, demands), goals=problem.goals[:1])
    answer = solve(asked, effort=0, gap=ANY_PLAN)
    return answer.status is Status.INFEASIBLE


def demands_of(problem: Problem, meanings: Meanings) -> list[str]:
    """Return every demand by id: limits, directives on sites, and the present links as one.

    Rows that only say what an amount beside the tree means are no demands: they always hold.
    """
    limits = [limit.id for limit in problem.limits if not _is_technical(limit, meanings)]
    nodes = {demand_at(problem.node_ids[v], meanings) for v in problem.required}
    return sorted({*limits, *nodes})


def _is_technical(limit: Limit, meanings: Meanings) -> bool:
    meaning = meanings.get(limit.id)
    return meaning is not None and meaning.technical


def demand_at(node: str, meanings: Meanings) -> str:
    """Return the demand that a required node belongs to: the present links are one together."""
    meaning = meanings.get(node)
    return KEEP_ALL if meaning and meaning.kind is LimitKind.PRESENT_LINK else node


def has_enough(meaning: LimitMeaning) -> bool:
    """Return whether it helps to know how much of a limit would be enough."""
    return meaning.counts_money or meaning.kind in (LimitKind.AT_MOST, LimitKind.CREWS)


def least_needed(
    problem: Problem, meanings: Meanings, demands: Iterable[str], limit: Limit
) -> tuple[int | None, int | None]:
    """Return the proven least that a row adds up to when only these demands hold, and a way.

    The least is never below what was just proven to be impossible; the second figure is that of a
    plan that was found.
    """
    from optimizers.solve import solve

    used = [0] * len(problem.arc_ids)
    for a, k in zip(limit.arcs, limit.coefficients, strict=True):
        used[a] = k
    saved = dict(zip(limit.columns, limit.column_coefficients, strict=True))
    smaller = replace(
        only(problem, meanings, demands),
        quantities={**problem.quantities, "asked": tuple(used)},
        columns=tuple(
            replace(column, quantities={**column.quantities, "asked": saved.get(c, 0)})
            for c, column in enumerate(problem.columns)
        ),
        goals=(Goal(name="asked", sense="min", quantity="asked"),),
    )
    answer = solve(smaller, effort=1, gap=NEAR_ENOUGH)
    proven = None if limit.upper is None else limit.upper + 1
    if answer.certified_bound is not None and proven is not None:
        proven = max(proven, answer.certified_bound)
    return proven, answer.objective
