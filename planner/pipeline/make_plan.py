"""From a project folder to a written run: read, offer, model, solve, check, assemble, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.kept import only_keeping
from planner.pipeline.by_years import Solved, solved
from planner.pipeline.nobody import refuse_plan_for_nobody
from planner.pipeline.paid_in_order import paid_in_order
from planner.pipeline.prepare import (
    EXPORTS,
    BaseFloors,
    Prepared,
    before_floors,
    floors_of_run,
    read_project,
    with_base_floors,
    with_fair_floors,
)
from planner.pipeline.progress import Progress, Stopwatch
from planner.pipeline.solve import checked_answer
from planner.pipeline.start import start_of_run, write_start
from planner.pipeline.what_if import with_comparisons, with_figures
from planner.pipeline.write_exports import write_exports
from planner.plan.assemble import assemble
from planner.plan.packages import packages_by_year
from planner.plan.plan import Plan
from planner.plan.programme_facts import ProgrammeFacts
from planner.project.kept_answers import kept_of
from planner.runs.comparisons import Comparison, write_comparisons
from planner.runs.floors import write_floors
from planner.runs.lock import project_lock
from planner.runs.manifest import Draft
from planner.runs.run_folder import Run, write_run
from planner.scenario.aimags import aimag_code
from planner.scenario.decisions import decisions_of
from planner.years.figures import figures_of
from planner.years.files import facts_of_run, write_years

if TYPE_CHECKING:
    from optimizers.result import Result

QUICK_EXPORTS = ("page",)
QUICKLY = {"effort": 0}  # settings of a quick answer, where no others are asked for


@dataclass(frozen=True, kw_only=True)
class Joining:
    """The plans of parts of a country that one plan is joined of."""

    country: Run  # whose problem is answered, and whose bound holds
    runs: tuple[str, ...]  # ids
    answer: Callable[[Prepared], Result]


def make_plan(
    folder: Path,
    *,
    scenario: str | None = None,
    aimag: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    floors: BaseFloors | None = None,
    progress: Progress | None = None,
    exports: Sequence[str] = EXPORTS,
    what_if: bool = False,
    like: Run | None = None,
    joining: Joining | None = None,
    tell_prepared: Callable[[Prepared], None] | None = None,
) -> tuple[Plan, Path]:
    """Plan a project and write the run; return the plan and its run folder.

    `aimag`, given by code or name, plans within that aimag's share of every limit.

    `overrides` are settings of the scenario by name (`solve.effort`, or short: solver, effort,
    gap, seed, capex, opex, next_money). An interrupt during the search, also for the fair level,
    ends it with the best plan so far, which is still checked and written, with `stopped_by`
    "interrupt". Limits that cannot hold together give a plan of status "infeasible" without
    deployments, also written. `floors` are those of another
    plan, whose amounts hold here too; without them the fair level is found anew.
    What is read and offered is kept for the commands that follow; only a what-if and the fair level
    take from what was kept. `tell_prepared` is called with what the plan is made from, before
    anything is solved.

    `what_if` asks for a quick answer: the least effort, no comparisons, the page alone, and a run
    that nobody can seal. `like` is a run whose plan and prices the search begins with,
    and whose amounts of floors hold; the run keeps them. `joining` answers in place of a search:
    the run names the runs that it joins, and no comparisons are made.

    Raises InputError when the input has errors, SettingsError for what does not exist, BusyError
    while another plan is made in the project, NobodyError when no site can gain anything, RunError
    when the run cannot be written.
    """
    watch = Stopwatch(progress)
    if what_if:
        overrides, exports = {**QUICKLY, **(overrides or {})}, QUICK_EXPORTS
    begin = None if like is None else start_of_run(like, what_if=what_if)
    answers = kept_of(folder)
    kept = answers if what_if else only_keeping(answers)
    with watch.step("read"):
        inputs = read_project(folder, scenario, overrides, kept=kept)
        if aimag is not None:
            aimag = aimag_code(aimag, inputs.sites, inputs.network.places)
    with project_lock(folder):
        with watch.step("candidates"):
            base = like if joining is None else joining.country
            if floors is None and base is not None:
                floors = floors_of_run(base, inputs, aimag)
            if floors is None:
                prepared = before_floors(inputs, aimag, kept=kept)
            else:
                prepared = with_base_floors(inputs, aimag, floors, kept)
            refuse_plan_for_nobody(prepared)
        with watch.step("floors"):
            if floors is None:
                prepared = with_fair_floors(prepared, overrides, answers, best_so_far=True)
        if tell_prepared is not None:
            tell_prepared(prepared)
        with watch.step("solve"):
            if joining is not None:
                found = Solved(result=joining.answer(prepared))
            else:
                found = solved(prepared, progress, begin, watch.tell, what_if=what_if)
            # years of a programme have money of their own, and no stage that orders it
            result = found.result
            if found.years is None:
                result = paid_in_order(prepared.model, result)
            answer = checked_answer(prepared.model.problem, result)
        with watch.step("compare"):
            plan = assemble(prepared.inputs, prepared.offers, prepared.model, result)
            if found.years is not None:
                figures = figures_of(prepared.inputs, prepared.model, found.years)
                facts = ProgrammeFacts.of_figures(figures.to_json())
                plan = replace(plan, packages=packages_by_year(plan.packages, facts))
            decisions = decisions_of(prepared.inputs, overrides)
            plan = replace(plan, aimag=aimag, decisions=decisions, what_if=what_if)
            compared: Sequence[Comparison] = ()
            if what_if or joining is not None:
                plan = with_figures(plan, prepared, result, compared)
            else:
                plan, compared = with_comparisons(plan, prepared, result, watch.tell)
        draft = Draft(
            plan=plan,
            problem=prepared.model.problem.to_json(),
            answer=answer,
            project_folder=folder,
            scenario=prepared.inputs.scenario.model_dump(mode="json"),
            settings={
                "scenario": inputs.scenario_name,
                "aimag": aimag,
                "overrides": {k: v for k, v in sorted((overrides or {}).items()) if v is not None},
                **({"what_if": True} if what_if else {}),
                **({} if joining is None else {"joined": list(joining.runs)}),
            },
            seconds=watch.so_far,
        )
        formats = exports if result.chosen is not None else ()

        def write_beside(named: Plan, place: Path) -> Plan:
            if result.chosen is not None:
                write_comparisons(place, compared)
            if begin is not None:
                write_start(place, begin)
            if prepared.floors is not None:
                write_floors(place, prepared.floors)
            if found.years is not None:
                write_years(place, named, prepared.inputs, prepared.model, found.years)
            programme = facts_of_run(place)
            return write_exports(named, prepared.inputs, formats, place, programme)

        with watch.step("write"):
            return write_run(draft, write_beside)
