"""Solve a prepared problem, of one question or of a programme of years, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result, StageResult, Status
from optimizers.years.programme import YearsResult
from planner.errors import SettingsError
from planner.language.said import said
from planner.pipeline.prepare import Prepared
from planner.pipeline.progress import Progress
from planner.pipeline.solve import search
from planner.pipeline.start import Start
from planner.years.programme import programme_of


@dataclass(frozen=True, kw_only=True)
class Solved:
    """The answer to the prepared problem, with the programme that it is the end of, if any."""

    result: Result
    years: YearsResult | None = None


def solved(
    prepared: Prepared,
    progress: Progress | None = None,
    begin: Start | None = None,
    tell: Callable[[str], None] = lambda _: None,
    *,
    what_if: bool = False,
) -> Solved:
    """Return the solver's answer; of a programme, what its schedule has in place in the end.

    `tell` is called with each step of a programme.

    Raises SettingsError where a year of the programme has no plan, where no schedule was found,
    and where its search should begin with another run or use another solver than the exact one;
    KeyboardInterrupt when the search of a programme is interrupted.
    """
    scenario = prepared.inputs.scenario
    if scenario.years is None or not scenario.years.is_programme:
        return Solved(result=search(prepared, progress, begin, what_if=what_if))
    if begin is not None:
        raise SettingsError(
            said("a programme of years begins with no other run; plan without --from")
        )
    if scenario.solve.solver != "exact":
        raise SettingsError(
            said(
                "solver {solver}: a programme of years asks for exact", solver=scenario.solve.solver
            )
        )
    return _of_programme(prepared, tell)


def _of_programme(prepared: Prepared, tell: Callable[[str], None]) -> Solved:
    from optimizers.years.solve import solve_years

    settings = prepared.inputs.scenario.solve
    programme = programme_of(prepared.inputs, prepared.offers, prepared.model)
    found = solve_years(
        programme,
        effort=settings.effort,
        bound_effort=max(settings.effort - 1, 0),
        seed=settings.seed,
        workers=settings.workers,
        tell=lambda step: tell(f"solve: {step}"),
    )
    if found.impossible is not None:
        clash = ", ".join(found.answers[found.impossible].infeasible_limits[:5])
        raise SettingsError(
            said(
                "year {year}: no plan keeps its limits ({limits}); raise the money of that year",
                year=programme.names[found.impossible],
                limits=clash or said("what must be served"),
            )
        )
    if found.schedule is None:
        raise SettingsError(
            said(
                "no schedule was found that keeps every year's limits; raise solve.effort, or"
                " let money carry over"
            )
        )
    return Solved(result=_end_of(prepared, found), years=found)


def _end_of(prepared: Prepared, found: YearsResult) -> Result:
    """Return what is in place in the end as an answer to the prepared problem.

    Its bound is that of the last year's problem; its cost is what it is, nothing is proven of it.
    """
    problem, programme = prepared.model.problem, found.programme
    assert found.schedule is not None
    chosen = programme.state(found.schedule.built, len(programme.names) - 1)
    answer = found.answers[-1]
    same = replace(programme.problems[-1], goals=problem.goals).to_json() == problem.to_json()
    if not same:
        answer = _bounded(problem, prepared, chosen)
    stages = [_first_stage(problem, answer.stages[0], chosen)]
    for goal in problem.goals[1:]:
        value = sum(problem.quantities[goal.quantity][a] for a in chosen)
        stages.append(
            StageResult(
                name=goal.name, sense=goal.sense, value=value, bound=None, certified_bound=None,
                status=Status.FEASIBLE,
            )
        )  # fmt: skip
    return Result(
        solver=answer.solver,
        status=stages[0].status,
        chosen=chosen,
        stages=tuple(stages),
        duals=answer.duals,
    )


def _bounded(problem: Problem, prepared: Prepared, chosen: tuple[int, ...]) -> Result:
    """Bound what could be in place in the end at the catalogue's prices."""
    from optimizers.solve import solve

    settings = prepared.inputs.scenario.solve
    return solve(
        replace(problem, goals=(BENEFIT,)),
        effort=max(settings.effort - 1, 0),
        seed=settings.seed,
        gap=settings.gap,
        start=chosen,
        workers=settings.workers,
    )


def _first_stage(problem: Problem, bounded: StageResult, chosen: tuple[int, ...]) -> StageResult:
    """Return the stage of the benefit in the end, under the bound of its year."""
    value = sum(map(problem.benefit_of, chosen))
    certified = bounded.certified_bound
    bound = None if bounded.bound is None else max(bounded.bound, value)
    status = Status.FEASIBLE
    if value == certified:
        status = Status.CERTIFIED_OPTIMAL
    elif value == bound:
        status = Status.SOLVER_OPTIMAL
    return replace(bounded, value=value, bound=bound, status=status)
