"""Plans to set beside today's: what is proven and no more, and what five separate years make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizers.reoptimize.proven import proven
from optimizers.years.programme import Programme
from optimizers.years.year_by_year import year_by_year as planned_by_year
from planner.model.arcs import ArcKind
from planner.model.limit_meanings import LimitKind
from planner.plan.assurance import assurances
from planner.plan.plan import Assurance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optimizers.problem import Problem
    from optimizers.result import Result
    from planner.model.build import Model
    from planner.pipeline.prepare import Prepared

YEARS = 5  # of a plan made year by year, unless the scenario has years


def proven_only(model: Model, problem: Problem, today: Result) -> tuple[int, ...] | None:
    """Return what of a plan every plan at least as good has; other links stay as they are.

    None without a plan and a certificate. It need not keep the floors.
    """
    certificate, value = today.stages[0].certificate, today.stages[0].value
    if today.chosen is None or certificate is None or value is None:
        return None
    found = proven(problem, 0, [], certificate, value)
    if found is None:
        return None
    told = assurances(replace(model, problem=problem), today)
    keeps = {problem.head[a]: a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.KEEP}
    links, packs, stretches = [], [], {}
    for a in today.chosen:
        arc, head = model.arcs[a], problem.head[a]
        if arc.kind is ArcKind.ASSET:
            stretches[head] = a
        elif arc.kind is ArcKind.KIT:
            packs += [a] if found.entered[head] else []
        elif arc.kind is ArcKind.KEEP or _is_proven(told.get(arc.site_id or ""), head, problem):
            links.append(a)
        elif head in keeps:
            links.append(keeps[head])
    return tuple(
        sorted({*links, *_leading(problem, links, stretches), *_behind(problem, links, packs)})
    )


def _is_proven(told: Assurance | None, head: int, problem: Problem) -> bool:
    """Return whether a new link stays: proven, or the only way to what must be there."""
    return told in (Assurance.SAME, Assurance.LINK) or (told is None and head in problem.required)


def _leading(problem: Problem, links: Iterable[int], stretches: dict[int, int]) -> set[int]:
    """Return the stretches that lead to links."""
    found: set[int] = set()
    for a in links:
        node = problem.tail[a]
        while node in stretches and stretches[node] not in found:
            found.add(stretches[node])
            node = problem.tail[stretches[node]]
    return found


def _behind(problem: Problem, links: Iterable[int], packs: Iterable[int]) -> list[int]:
    """Return the packs that hang on what is entered, in whatever order they are given."""
    entered = {0, *(problem.head[a] for a in links)}
    left, found = list(packs), []
    while ready := [a for a in left if problem.tail[a] in entered]:
        found += ready
        entered |= {problem.head[a] for a in ready}
        left = [a for a in left if a not in ready]
    return found


def year_by_year(prepared: Prepared, problem: Problem) -> tuple[int, ...] | None:
    """Return what is there after equal parts of one-time money were planned one after the other.

    What was bought stays; each part is planned without looking ahead. Floors are asked for in the
    last alone, and where that has no plan then, not at all. None where no one-time money is
    limited, or a part has no plan.
    """
    return _by_year(prepared, problem) or _by_year(prepared, _without_floors(problem))


def _by_year(prepared: Prepared, problem: Problem) -> tuple[int, ...] | None:
    model, years = prepared.model, prepared.inputs.scenario.years
    count = years.count if years is not None and years.is_programme else YEARS
    meanings = model.limit_meanings
    money = next((r for r in problem.limits if meanings[r.id].kind is LimitKind.CAPEX), None)
    if money is None or money.upper is None:
        return None
    sums = [money.upper * t // count for t in range(1, count + 1)]
    cost = tuple(problem.quantities["capex_minor"])
    programme = Programme(
        names=tuple(str(t) for t in range(count)),
        problems=(_without_floors(problem),) * (count - 1) + (problem,),
        weights=(1,) * count,
        arc_ids=problem.arc_ids,
        cost=(cost,) * count,
        money=tuple(b - a for a, b in zip([0, *sums], sums, strict=False)),
        carries_over=True,
        present=tuple(arc.id for arc in model.arcs if arc.kind is ArcKind.KEEP),
        money_row=money.id,
    )
    found = planned_by_year(
        programme, effort=0, seed=prepared.inputs.scenario.solve.seed, workers=None
    )
    return None if found is None else programme.state(found.built, count - 1)


def _without_floors(problem: Problem) -> Problem:
    return replace(problem, limits=tuple(row for row in problem.limits if row.lower is None))
