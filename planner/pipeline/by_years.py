"""Solve a prepared problem, of one question or of a programme of years, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result
from optimizers.years.programme import YearsResult
from planner.errors import SettingsError
from planner.language.said import Said, said
from planner.model.limit_meanings import YEARLY, LimitKind
from planner.model.limit_names import LimitNames
from planner.pipeline.bounded import under_bound_of
from planner.pipeline.conflicts import demands_of, has_enough, least_needed
from planner.pipeline.prepare import Prepared
from planner.pipeline.progress import Progress
from planner.pipeline.solve import search
from planner.pipeline.start import Start
from planner.years.crews import work_meanings
from planner.years.programme import programme_of

_MOST_NAMED = 5  # limits that cannot hold together


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
        year = found.impossible
        clash = _clash(prepared, programme.problems[year], found.answers[year])
        raise SettingsError(
            said(
                "year {year}: no plan keeps its limits ({limits}); {remedy}",
                year=programme.names[year],
                limits=clash.limits or said("what must be served"),
                remedy=clash.remedy,
            )
        )
    if found.schedule is None and found.missed:
        raise SettingsError(
            said(
                "each year has a plan, but no schedule was found for all of them; the nearest is"
                " short of {limits}; ask for so much less",
                limits=_missed(prepared, found),
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


def _missed(prepared: Prepared, found: YearsResult) -> Said:
    """Return what the nearest schedule is short of: each limit, its year, what is asked and got."""
    names, told = LimitNames.of(prepared.inputs.sites, {}, {}), []
    for missed in found.missed[:_MOST_NAMED]:
        problem = found.programme.problems[missed.year]
        limit = next(limit for limit in problem.limits if limit.id == missed.limit)
        assert limit.lower is not None
        text = names.of_limit(prepared.model.limit_meanings.get(limit.id), limit.title)
        told.append(
            said(
                "{limit} by {year} ({asked} {unit} asked, {enough} can be had)",
                limit=Said(text.en, text.mn),
                year=found.programme.names[missed.year],
                asked=f"{limit.lower:,}",
                unit=limit.unit,
                enough=f"{limit.lower - missed.short:,}",
            )
        )
    return Said("; ".join(told), "; ".join(one.mongolian for one in told))


@dataclass(frozen=True, kw_only=True)
class Clash:
    """The limits of a year that cannot hold together, and what is short."""

    limits: Said | None
    kinds: frozenset[LimitKind]  # of those that are enough alone, else of all

    @property
    def remedy(self) -> Said:
        """What to change: whatever is short."""
        found = []
        if self.kinds & {LimitKind.CAPEX, LimitKind.TOTAL_COST, LimitKind.FUND}:
            found.append(said("raise the one-time money of the years up to that one"))
        if self.kinds & YEARLY:
            found.append(said("raise the yearly money of that year"))
        if LimitKind.CREWS in self.kinds:
            found.append(said("let crews do more in the years up to that one"))
        if not found:
            return said("ask for less by that year")
        together = found[0]
        for other in found[1:]:
            together = said("{one}, or {other}", one=together, other=other)
        return together


def _clash(prepared: Prepared, problem: Problem, answer: Result) -> Clash:
    """Return the limits of a year that cannot hold together, with what would be enough.

    What is enough of a limit keeps all others; it is told where there is such a plan.
    """
    meanings = {
        **prepared.model.limit_meanings,
        **prepared.model.required_meanings,
        **work_meanings(prepared.inputs),
    }
    rows, demands = {limit.id: limit for limit in problem.limits}, demands_of(problem, meanings)
    names, told = LimitNames.of(prepared.inputs.sites, {}, {}), []
    enough_alone: set[LimitKind] = set()  # of limits whose raising alone makes a plan
    for name in [d for d in answer.infeasible_limits if d in rows and d in demands][:_MOST_NAMED]:
        limit, meaning = rows[name], meanings.get(name)
        text = names.of_limit(meaning, limit.title)
        one = Said(text.en, text.mn)
        if limit.upper is not None and meaning is not None and has_enough(meaning):
            others = [d for d in demands if d != name]
            least, enough = least_needed(problem, meanings, others, limit)
            if least is not None and enough is not None:
                enough_alone.add(meaning.kind)
                one = said(
                    "{limit}: {upper}, at least {least} is needed, {enough} is enough",
                    limit=one,
                    upper=f"{limit.upper:,}",
                    least=f"{least:,}",
                    enough=f"{enough:,}",
                )
        told.append(one)
    kinds = enough_alone or {
        meanings[name].kind for name in answer.infeasible_limits if name in meanings
    }
    limits = Said("; ".join(told), "; ".join(one.mongolian for one in told)) if told else None
    return Clash(limits=limits, kinds=frozenset(kinds))


def _end_of(prepared: Prepared, found: YearsResult) -> Result:
    """Return what is in place in the end as an answer to the prepared problem.

    Its bound is that of the last year's problem; its cost is what it is, nothing is proven of it.
    """
    problem, programme = prepared.model.problem, found.programme
    assert found.schedule is not None
    chosen = programme.state(found.schedule.built, len(programme.names) - 1)
    amounts = [sum(of) for of in zip(*found.schedule.amounts, strict=True)]
    answer = found.answers[-1]
    same = replace(programme.problems[-1], goals=problem.goals).to_json() == problem.to_json()
    if not same:
        answer = _bounded(problem, prepared, chosen)
    return under_bound_of(answer, problem, chosen, amounts)


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
