"""Make a plan: plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import (
    console_options,
    counted_progress,
    quoted,
    show_progress,
    shown_path,
)
from planner.commands.terminal.parameters import (
    SOLVERS,
    asked_money,
    flag,
    input_file,
    money_option,
    parse_day,
    project_folder,
    region_option,
    scenario_option,
)
from planner.commands.terminal.shell import shell
from planner.language.said import said

if TYPE_CHECKING:
    from planner.analysis.risk.reserve import Judged, Reserve
    from planner.language.label import Language
    from planner.pipeline.prepare import Prepared
    from planner.plan.plan import Plan
    from planner.runs.run_folder import Run


@shell.command()
@scenario_option
@region_option("Plan within the share of one largest area (an aimag, a county), by code or name.")
@click.option(
    "--share-of",
    "divided",
    metavar="RUN",
    help="With --region: its share is what this plan of the country spends there.",
)
@money_option(
    "--budget",
    help='One-time money such as 2.5e9 or "1,000,000.50 USD", instead of the scenario\'s limit.',
)
@money_option("--yearly", help="Yearly money, instead of the limit there.")
@money_option(
    "--total-cost",
    help="Money over the whole horizon, discounted, replacements included, as one limit.",
)
@click.option(
    "--solver",
    type=click.Choice(SOLVERS),
    help="How to choose; exact also proves how good the plan is.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0, max=1),
    help="Certified gap to reach, 0.01 for 1 %; exit code 5 when it is not reached.",
)
@click.option(
    "--goal",
    type=click.Choice(
        ["benefit", "least_cost", "sites_at_standard", "users_at_standard", "most_for_least"]
    ),
    help="The most benefit, the cheapest way to keep the floors, the most sites or users at"
    " standard, or the most for the groups that have least.",
)
@click.option("--effort", type=click.IntRange(0, 3), help="How hard to look, 0 to 3.")
@flag(
    "--quick",
    "what_if",
    help="A what-if in seconds: least effort, no comparisons, the page only, not for signature.",
)
@click.option(
    "--from",
    "like",
    metavar="RUN",
    help="Begin with the plan and prices of a run: quicker where little has changed.",
)
@click.option(
    "--year",
    type=int,
    help="With --from, of a programme: keep what that run bought before this year, plan the rest.",
)
@input_file(
    "--deliveries",
    help="With --year: CSV table of what was awarded, ordered or delivered, with its dates.",
)
@click.option("--keep", metavar="RUN", help="Keep what a run promised to each site.")
@click.option(
    "--keep-share",
    metavar="SHARE",
    help="The part of its promises that is kept, such as 0.9; all of them unless said.",
)
@click.option(
    "--stay-within",
    type=click.FloatRange(min=0, max=1, min_open=True, max_open=True),
    metavar="CHANCE",
    help="Hold back the least part of each limit of money that keeps all of them with this chance"
    " at drawn prices, such as 0.9.",
)
@click.option("--seed", type=int, help="Another seed; the same seed gives the same plan.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes that share a large problem; one per core unless said.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Dask scheduler that shares a large problem instead, tcp://host:port.",
)
@click.option("--decided-by", metavar="NAME", help="Who decided on this plan; printed on sheets.")
@click.option("--decided-role", metavar="ROLE", help="In which role or office.")
@click.option("--decision-document", metavar="NUMBER", help="Number of the order or minutes.")
@click.option(
    "--decision-date",
    metavar="DATE",
    callback=parse_day,
    help="Day of the decision, YYYY-MM-DD.",
)
def plan(
    scenario: str | None,
    aimag: str | None,
    divided: str | None,
    gap: float | None,
    what_if: bool,
    like: str | None,
    year: int | None,
    deliveries: Path | None,
    stay_within: float | None,
    **asked: Any,
) -> CommandResult:
    """Choose who gets what, and prove how good that is.

    Writes runs/<id>/ with the plan, its certificate, its inputs and every export.

    Ctrl-C saves the best plan so far and ends with exit code 130.

    Example:
      kholboo plan --budget 2.5e9
      kholboo plan --region Khovd --share-of base-1a2b3c4d
      kholboo plan --from base-1a2b3c4d --year 2029
      kholboo plan --keep base-1a2b3c4d --budget 12e9
      kholboo plan --quick --from base-1a2b3c4d --budget 12e9
      kholboo plan --decided-by "D. Bold" --decided-role Minister --decision-document A/12
    """
    from planner.runs.run_folder import find_run
    from planner.scenario.decisions import as_overrides

    who = ("decided_by", "decided_role", "decision_document", "decision_date")
    decided = as_overrides(*(asked.pop(name) for name in who))
    for name in ("budget", "yearly", "total_cost"):
        if asked[name] is not None:
            asked[name] = asked_money(f"--{name.replace('_', '-')}", asked[name])
    names = {"budget": "capex", "yearly": "opex_per_year"}
    overrides = {names.get(k, k): v for k, v in asked.items() if v is not None} | decided
    if gap is not None:
        overrides["gap"] = gap
    if asked["keep"] is not None:
        overrides["keep"] = find_run(project_folder(), asked["keep"]).name
    if year is not None:
        overrides["years.done"] = _done_before(year, like, deliveries)
        like = None
    elif deliveries is not None:
        raise click.UsageError(said("--deliveries goes with --year: name the first year to plan."))
    if divided is not None:
        overrides["division"] = _division_of(divided, aimag)
    reserve = None
    if stay_within is not None:
        reserve = _reserve_for(stay_within, scenario=scenario, aimag=aimag, overrides=overrides)
        overrides |= {"limits.reserve": reserve.share, "uncertainty.stay_within": stay_within}
    return plan_answer(
        project_folder(),
        asked_gap=gap,
        reserve=reserve,
        scenario=scenario,
        aimag=aimag,
        overrides=overrides,
        what_if=what_if,
        like=None if like is None else find_run(project_folder(), like),
    )


def _done_before(year: int, name: str | None, deliveries: Path | None) -> dict[str, Any]:
    """Return what a run of a programme bought before a year, as settings."""
    from planner.pipeline.prepare import of_recorded
    from planner.runs.run_folder import find_run, load_run
    from planner.years.files import done_before

    if name is None:
        raise click.UsageError(said("--year goes with --from: name the run whose years are over."))
    folder = find_run(project_folder(), name)
    if deliveries is None:
        return done_before(folder, year)
    arcs = {arc.id: arc for arc in of_recorded(load_run(folder)).model.arcs}
    return done_before(folder, year, deliveries, arcs)


def _division_of(name: str, aimag: str | None) -> dict[str, Any]:
    """Return how a plan of the country divides limits, as settings."""
    from planner.analysis.delegation.divide import divided_plan
    from planner.project.kept_answers import kept_beside
    from planner.runs.run_folder import find_run, load_run

    if aimag is None:
        raise click.UsageError(said("--share-of goes with --region: name whose share is planned."))
    folder = find_run(project_folder(), name)
    division, _ = divided_plan(load_run(folder), kept=kept_beside(folder))
    return division.model_dump(mode="json")


def _reserve_for(chance: float, **asked: Any) -> Reserve:
    """Return the smallest reserve that keeps all limits of money with a chance."""
    from planner.analysis.risk.reserve import smallest_reserve
    from planner.analysis.sweep import prepared_for

    with show_progress(console_options()) as tell:
        prepared = prepared_for(project_folder(), **asked)
        return smallest_reserve(prepared, chance, tell=counted_progress("reserves", tell))


def plan_answer(
    folder: Path,
    *,
    asked_gap: float | None,
    like: Path | None = None,
    reserve: Reserve | None = None,
    **asked: Any,
) -> CommandResult:
    """Make a plan and return its summary, with the exit code that its outcome deserves."""
    from planner.language.messages.findings import with_severity
    from planner.pipeline.make_plan import make_plan
    from planner.reports.assumption_lines import assumed, assumption_lines
    from planner.reports.plan_summary import outcome_json, seconds_of, summary_lines
    from planner.runs.run_folder import load_run
    from planner.runs.seal import seal_of
    from planner.years.files import read_years
    from planner.years.text import years_lines

    talk = console_options()
    seen: list[Prepared] = []
    begun = None if like is None else load_run(like)
    with show_progress(talk, _seconds_last_time(folder)) as progress:
        made, run_dir = make_plan(
            folder, like=begun, progress=progress, tell_prepared=seen.append, **asked
        )
    inputs = seen[0].inputs
    status, code = _outcome(made, asked_gap)
    shown = shown_path(run_dir)
    files = sorted(
        path.name for path in run_dir.iterdir() if path.is_file() and path.name[0] != "."
    )
    years = read_years(run_dir)
    sealed = "" if made.what_if else seal_of(run_dir)
    judgement = None if reserve is None else _judged(seen[0], run_dir)
    return CommandResult(
        lines=[
            *assumption_lines(inputs, talk.language, made),
            *summary_lines(made, shown, talk.language, files, sealed, verbose=talk.loudness > 0),
            *(years_lines(years, made.currency, talk.language) if years else ()),
            *_against(made, begun),
            *_held_back(reserve, judgement, talk.language),
        ],
        folded=True,
        data={
            **outcome_json(made),
            "assumed": assumed(inputs, made) if talk.as_json else (),
            "seal": sealed or None,
            **({"years": years["figures"]} if years else {}),
            **({} if reserve is None else {"reserve": _reserve_json(reserve, judgement)}),
            "run_dir": shown,
            "seconds": seconds_of(run_dir),
        },
        status=status,
        code=code,
        warnings=[
            *(with_severity(found, talk.language) for found in seen[0].warnings),
            *_copied_from_outside(folder),
            *_advice(code, made, quoted(run_dir), asked_gap),
        ],
    )


def _judged(prepared: Prepared, run_dir: Path) -> Judged | None:
    """Return how often the plan of a run keeps all limits of money at drawn prices."""
    from optimizers.result import result_of
    from planner.analysis.risk.reserve import judged
    from planner.runs.layout import ANSWER, read_json

    return judged(prepared, result_of(read_json(run_dir / ANSWER)))


def _held_back(
    reserve: Reserve | None, judgement: Judged | None, language: Language
) -> Sequence[str]:
    if reserve is None:
        return ()
    from planner.analysis.risk.reserve import reserve_lines
    from planner.language.labels import spoken_on_terminal

    return reserve_lines(reserve, judgement, spoken_on_terminal(language))


def _reserve_json(reserve: Reserve, judgement: Judged | None) -> dict[str, Any]:
    found: dict[str, Any] = asdict(reserve)
    if judgement is not None:
        found |= {"chance": judgement.chance, "chance_95": list(judgement.ends)}
        found |= {"draws": judgement.draws, "draws_seed": judgement.seed}
    return found


def _seconds_last_time(folder: Path) -> dict[str, float]:
    """Return how long each step of the newest run took; nothing where there is none."""
    from planner.reports.plan_summary import seconds_of
    from planner.runs.layout import RunError
    from planner.runs.run_folder import find_run

    try:
        return seconds_of(find_run(folder))
    except (RunError, KeyError, TypeError):
        return {}


def _against(made: Plan, begun: Run | None) -> list[str]:
    """Return what the plan changes against the run that it began with, if there is one."""
    from planner.reports.plan_summary import against_line

    if begun is None:
        return []
    line = against_line(made, begun.plan, console_options().language)
    return [line] if line else []


def _copied_from_outside(folder: Path) -> list[str]:
    """Return a warning for each table that a run holds a copy of from outside its project."""
    from planner.language.messages.findings import with_severity
    from planner.project.load import outside_of_project

    return [
        with_severity(finding, console_options().language) for finding in outside_of_project(folder)
    ]


def _outcome(made: Plan, asked_gap: float | None) -> tuple[str, ExitCode]:
    """Return the status word and exit code of a plan."""
    if made.stopped_by == "interrupt":
        return "interrupted", ExitCode.INTERRUPTED
    if made.status == "infeasible":
        return "infeasible", ExitCode.INFEASIBLE
    if made.objective is None:
        return "no_plan", ExitCode.NO_PLAN
    if asked_gap is not None and (made.gap is None or made.gap > asked_gap):
        return "gap", ExitCode.GAP
    return "ok", ExitCode.OK


def _advice(code: ExitCode, made: Plan, run_dir: str, asked_gap: float | None) -> list[str]:
    """Return the next step when a plan is not simply done."""
    words = console_options().words
    match code:
        case ExitCode.INTERRUPTED if made.objective is None:
            return [words("cli.interrupted_early")]
        case ExitCode.INTERRUPTED:
            return [words("cli.interrupted_saved", run=run_dir)]
        case ExitCode.INFEASIBLE:
            return [words("cli.infeasible", run=run_dir)]
        case ExitCode.NO_PLAN if made.solver != "exact":
            return [words("cli.no_plan_simple", solver=made.solver)]
        case ExitCode.NO_PLAN:
            return [words("cli.no_plan")]
        case ExitCode.GAP:
            gap = "–" if made.gap is None else f"{100 * made.gap:.3g} %"
            return [words("cli.gap", gap=gap, asked=f"{100 * (asked_gap or 0):.3g}")]
        case _:
            return []
