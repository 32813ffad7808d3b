"""Bound a programme by its years, and find a schedule for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from optimizers import verify
from optimizers.problem import Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import shared
from optimizers.result import Result, Status, answer_json
from optimizers.solve import solve
from optimizers.years.grid import Ints, grid_of
from optimizers.years.programme import Amounts, Programme, Schedule, YearsResult
from optimizers.years.search import EFFORTS, GUARD_S, Search
from optimizers.years.year_by_year import year_by_year
from optimizers.years_as_one import DrawnArc, drawn

GAP = 1e-4  # certified gap at which the search of one year ends
EXACT_EFFORT = 2  # least effort for a small programme drawn as one problem
YEAR_BY_YEAR = "year_by_year"


def solve_years(
    programme: Programme,
    *,
    effort: int = 1,
    bound_effort: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    compare: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> YearsResult:
    """Return the best schedule found with the bound by years.

    The problem of every year is solved by itself at `bound_effort` (that of the schedule unless
    given) and certified. With `compare` the plan made year by year is found too; it is the answer
    where nothing better is. Raises KeyboardInterrupt when it is interrupted.
    """
    answers: list[Result] = []
    at = effort if bound_effort is None else bound_effort
    for t, name in enumerate(programme.names):
        tell(f"bound: {name}")
        answers.append(_bounded(programme, t, answers, at, seed, workers))
        if answers[-1].status is Status.INFEASIBLE:
            return YearsResult(
                programme=programme, answers=tuple(answers), schedule=None, impossible=t
            )
    grid = grid_of(programme)
    myopic = None
    if compare and len(programme.names) > 1:
        tell("year by year")
        myopic = year_by_year(programme, effort=0, seed=seed, workers=workers)
    search = Search(programme, grid, EFFORTS[effort], Guarded(shared(), GUARD_S, seed))
    exact = None
    if myopic is not None:
        search.offer(search.as_years(myopic.built), search.as_amounts(myopic.amounts))
    if len(programme.names) == 1:
        if answers[0].chosen is not None:
            only = search.as_years(_only_year(programme, answers[0]))
            search.offer(only, search.as_amounts((answers[0].amounts,)))
    else:
        tell("schedule")
        search.run([_tree(programme, t, a) for t, a in enumerate(answers)])
        exact = _as_one(programme, tuple(answers), search, effort, seed, workers, tell)
    others: tuple[Schedule, ...] = ()
    if myopic is not None and search.holds(
        search.as_years(myopic.built), search.as_amounts(myopic.amounts)
    ):
        value = programme.value(myopic.built)
        others = (
            Schedule(name=YEAR_BY_YEAR, built=myopic.built, value=value, amounts=myopic.amounts),
        )
    return YearsResult(
        programme=programme,
        answers=tuple(answers),
        schedule=search.schedule(),
        others=others,
        exact=exact,
        missed=search.missed,
    )


def _as_one(
    programme: Programme,
    answers: tuple[Result, ...],
    search: Search,
    effort: int,
    seed: int,
    workers: int | None,
    tell: Callable[[str], None],
) -> Result | None:
    """Return the answer to a small programme drawn as one problem, and offer its schedule.

    None for larger ones, and where its bound is not below that of the years.
    """
    data = {**programme.to_json(), "schedules": [], "bound": 0}
    drawing = drawn(data, [p.to_json() for p in programme.problems])
    problem = Problem.from_json(drawing.problem)
    if len(problem.arc_ids) > EFFORTS[effort].most_expanded:
        return None
    tell("schedule, all years as one")
    best = search.schedule()
    begins = best is not None and not programme.columns  # what it begins with has no amounts
    start = _start(programme, drawing.arcs, best.built) if best is not None and begins else None
    found = _solved(problem, max(effort, EXACT_EFFORT), seed, workers, start)
    if verify.check(problem.to_json(), answer_json(found)):
        return None
    built: dict[str, int] = {}
    for a in found.chosen or ():
        year, arc, _ = drawing.arcs[a]
        if arc is not None:
            built.setdefault(programme.arc_ids[arc], year)
    if found.chosen is not None:
        search.improved(search.as_years(built), search.as_amounts(_by_year(programme, found)))
    if found.certified_bound is None:
        return None
    of_years = YearsResult(programme=programme, answers=answers, schedule=None)
    both = replace(of_years, exact=found)
    assert of_years.bound is not None
    assert both.bound is not None
    return found if both.bound < of_years.bound else None


def _by_year(programme: Programme, found: Result) -> Amounts:
    """Return the amounts of the programme drawn as one problem, by year and column."""
    count, years = len(programme.columns), range(len(programme.names))
    return tuple(found.amounts[t * count : (t + 1) * count] for t in years) if count else ()


def _start(programme: Programme, arcs: Sequence[DrawnArc], built: Mapping[str, int]) -> list[int]:
    """Return a schedule as a plan of the programme drawn as one problem."""
    when = [built.get(arc_id) for arc_id in programme.arc_ids]
    since = {
        arc.node: arc.year for arc in arcs if arc.arc is not None and when[arc.arc] == arc.year
    }
    return [
        a
        for a, arc in enumerate(arcs)
        if (
            since.get(arc.node, arc.year) < arc.year
            if arc.arc is None
            else when[arc.arc] == arc.year
        )
    ]


def _bounded(
    programme: Programme, t: int, before: list[Result], effort: int, seed: int, workers: int | None
) -> Result:
    """Return the answer of a year's problem; its search begins with the plan of the year before."""
    problem, start = programme.problems[t], None
    if before and before[-1].chosen is not None:
        index = programme.index[t]
        ids = (programme.problems[t - 1].arc_ids[a] for a in before[-1].chosen)
        start = sorted(index[i] for i in ids if i in index)
    found = _solved(problem, effort, seed, workers, start)
    for more in range(effort + 1, 4):
        if found.certified_bound is not None or found.status is Status.INFEASIBLE:
            break
        found = _solved(problem, more, seed, workers, start)
    broken = verify.check(problem.to_json(), answer_json(found))
    if broken:
        raise RuntimeError(f"year {programme.names[t]} does not verify: {broken[0]}")
    return found


def _solved(
    problem: Problem, effort: int, seed: int, workers: int | None, start: list[int] | None
) -> Result:
    found = solve(problem, effort=effort, seed=seed, gap=GAP, workers=workers, start=start)
    if any(stage.stopped_by == "interrupt" for stage in found.stages):
        raise KeyboardInterrupt
    return found


def _only_year(programme: Programme, answer: Result) -> dict[str, int]:
    ids = (programme.problems[0].arc_ids[a] for a in answer.chosen or ())
    return dict.fromkeys(set(ids) & set(programme.arc_ids), 0)


def _tree(programme: Programme, t: int, answer: Result) -> Ints:
    """Return the arcs of a year's own plan, numbered as those of the programme."""
    number = {arc_id: k for k, arc_id in enumerate(programme.arc_ids)}
    ids = (programme.problems[t].arc_ids[a] for a in answer.chosen or ())
    return np.array(sorted(number[i] for i in ids if i in number), np.int64)
