"""Plan at several budgets or drawn prices: sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import (
    console_options,
    counted_progress,
    show_progress,
    shown_path,
)
from planner.commands.terminal.parameters import (
    asked_budgets,
    choice,
    flag,
    only_with,
    output_folder,
    project_folder,
    region_option,
    scenario_option,
)
from planner.commands.terminal.shell import shell
from planner.language.said import said

if TYPE_CHECKING:
    from planner.pipeline.prepare import BaseFloors


@shell.command()
@click.option(
    "--budget",
    metavar="A:B:N",
    help="Budgets from a to b, n of them, such as 1e9:5e9:5.",
)
@flag(
    "--quick", help="The proven value of each budget in seconds, with a picture; no runs are saved."
)
@flag("--together", help="With --quick: yearly limits change in the same proportion.")
@click.option(
    "--draws", type=click.IntRange(min=1), help="Plan under so many draws of all prices instead."
)
@click.option(
    "--fairness",
    type=click.IntRange(min=2, max=200),
    help="What raising the share of those with least costs everybody: a curve of so many points.",
)
@choice(
    "--by",
    among=["aimag", "kind"],
    default="aimag",
    help="With --fairness: between the largest areas or between kinds of site.",
)
@click.option(
    "--spread",
    type=click.FloatRange(0, 2),
    help="With --draws: how far prices vary, 0.2 keeps two of three within 82 to 122 %; the "
    "scenario's item_sd if absent.",
)
@flag(
    "--figures", help="With --draws: users, speeds of links and hours of power are drawn as well."
)
@click.option("--seed", type=int, default=1, show_default=True, help="With --draws: other draws.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    help="With --draws: processes; the answer is the same.",
)  # fmt: skip
@flag(
    "--refit-floors",
    help="With --budget: floors by the fair level of each budget, not of the scenario's own.",
)
@output_folder("Folder for tables and pictures; sweeps/ in the project if absent.")
@scenario_option
@region_option("Plan within the share of one largest area (an aimag, a county), by code or name.")
def sweep(
    budget: str | None,
    quick: bool,
    draws: int | None,
    fairness: int | None,
    **asked: Any,
) -> CommandResult:
    """Plan at several budgets, drawn prices or degrees of fairness.

    Every budget becomes a saved run; an interrupted sweep goes on where it was when it is run
    again. With --quick only the value of each budget and its proven bound are found, a hundred in
    seconds, drawn as a picture; nothing is saved that could be exported or audited.

    Floors of the fair level keep the amounts that the scenario's own plan has, so that budgets are
    compared by the same promise; --refit-floors finds them anew for each.

    With --draws all prices are drawn anew many times: which sites are safe choices, how far the
    benefit ranges, what today's plan would cost. With --figures so are the users, speeds and hours
    of power of the sites, as far as [uncertainty] of the scenario says.

    With --fairness the least share of any area is raised step by step, from the plan of most
    benefit as far as one plan can: what each step costs everybody, proven.

    Example:
      kholboo sweep --budget 1e9:5e9:5
      kholboo sweep --budget 1e9:20e9:100 --quick
      kholboo sweep --draws 1000 --spread 0.2
      kholboo sweep --fairness 10
    """
    if sum(one is not None for one in (budget, draws, fairness)) != 1:
        raise click.UsageError(
            said("Name budgets with --budget a:b:n, --draws N or --fairness N; one of the three.")
        )
    only_with(fairness is not None, "--fairness", "by")
    only_with(draws is not None, "--draws", "spread", "seed", "workers", "figures")
    only_with(budget is not None, said("--budget; --draws saves no runs anyway"), "quick")
    only_with(quick, "--quick", "together")
    only_with(not quick and budget is not None, said("--budget and saved runs"), "refit_floors")
    only_with(
        quick or budget is None,
        said("--quick, --draws and --fairness; a full sweep saves runs"),
        "output",
    )
    if draws is not None:
        return _draws_answer(draws, asked)
    if fairness is not None:
        return _fairness_answer(fairness, asked)
    assert budget is not None
    budgets = asked_budgets("--budget", budget)
    distinct = tuple(dict.fromkeys(budgets))
    notes = []
    if len(distinct) < len(budgets):
        counts = {"asked": len(budgets), "distinct": len(distinct)}
        notes = [console_options().words("sweep.merged", **counts)]
    if quick:
        return _frontier_answer(distinct, asked, notes)
    return _sweep_answer(distinct, asked, notes)


def _swept(
    sweep: Callable[..., tuple[Any, Sequence[Path]]],
    points: int | tuple[int, ...],
    asked: Mapping[str, Any],
    names: Sequence[str],
    counted: str,
) -> tuple[Any, BaseFloors | None, list[str]]:
    """Return what a sweep found, the floors that held, and the files it wrote."""
    with show_progress(console_options()) as tell:
        floors, progress = _base_floors(asked), counted_progress(counted, tell)
        given = {k: asked[k] for k in names}
        found, written = sweep(project_folder(), points, **given, floors=floors, progress=progress)
    return found, floors, [shown_path(path) for path in written]


def _draws_answer(count: int, asked: Mapping[str, Any]) -> CommandResult:
    from planner.analysis import sweep as sweeps
    from planner.analysis.floors_that_stay import floor_lines
    from planner.analysis.risk import price_risk_text

    names = ("spread", "seed", "workers", "figures", "output", "scenario", "aimag")
    found, floors, files = _swept(sweeps.drawn_sweep, count, asked, names, "cli.draws")
    told = price_risk_text.lines(found, console_options().spoken)
    told += floor_lines(floors, console_options().spoken, can_refit=False)
    data = {**found.to_json(), "files": files, "floors": _amounts(floors)}
    return CommandResult(folded=True, lines=[*told, "", *files], data=data)


def _fairness_answer(count: int, asked: Mapping[str, Any]) -> CommandResult:
    from planner.analysis import sweep as sweeps
    from planner.analysis.curves.fairness import share_told, table

    names = ("by", "output", "scenario", "aimag")
    curve, _, files = _swept(sweeps.fairness_sweep, count, asked, names, "points")
    told = table(curve, console_options().spoken)
    if curve.least_bound is not None:
        told.append(console_options().words("fairness.most", share=share_told(curve.least_bound)))
    return CommandResult(
        folded=True, lines=[*told, "", *files], data={**curve.to_json(), "files": files}
    )


def _frontier_answer(
    budgets: tuple[int, ...], asked: Mapping[str, Any], notes: Sequence[str]
) -> CommandResult:
    from planner.analysis import sweep as sweeps
    from planner.analysis.curves import frontier
    from planner.analysis.floors_that_stay import floor_lines

    names = ("together", "output", "scenario", "aimag")
    rows, floors, files = _swept(sweeps.quick_sweep, budgets, asked, names, "cli.budgets")
    talk, spoken = console_options(), console_options().spoken
    hints = [talk.words(f"sweep.{key}") for key in ("list_prices", "no_run")]
    hints += floor_lines(floors, spoken, can_refit=False)
    open_rows = sum(row.status == "unknown" for row in rows)
    broken = talk.words("sweep.answered", done=len(rows) - open_rows, asked=len(rows))
    return CommandResult(
        folded=True,
        lines=[*frontier.table(rows, spoken), "", *files, *hints],
        data={
            "rows": [row.to_json() for row in rows],
            "files": files,
            "floors": _amounts(floors),
        },
        status="interrupted" if open_rows else "ok",
        code=ExitCode.INTERRUPTED if open_rows else ExitCode.OK,
        warnings=[*notes, *([broken] if open_rows else [])],
    )


def _base_floors(asked: Mapping[str, Any]) -> BaseFloors | None:
    """Return the floors that hold for every budget, None where each has its own."""
    from planner.analysis.sweep import base_floors

    if asked["refit_floors"]:
        return None
    return base_floors(project_folder(), scenario=asked["scenario"], aimag=asked["aimag"])


def _amounts(floors: BaseFloors | None) -> list[dict[str, int]]:
    """Return the amounts of each floor as plain data."""
    return [] if floors is None else [dict(sorted(f.amounts.items())) for f in floors.floors]


def _sweep_answer(
    budgets: tuple[int, ...], asked: Mapping[str, Any], notes: Sequence[str]
) -> CommandResult:
    from inventory.project import load_project
    from planner.analysis import sweep as sweeps
    from planner.analysis.floors_that_stay import floor_lines

    talk, rows = console_options(), []
    spoken = talk.spoken
    floors = _base_floors(asked)
    where = {"scenario": asked["scenario"], "aimag": asked["aimag"]}
    try:
        for row in sweeps.sweep(project_folder(), budgets, **where, floors=floors):
            rows.append(row)
            said = {"done": len(rows), "total": len(budgets), "row": row.line(spoken)}
            talk.say(talk.words("sweep.progress", **said))
    except KeyboardInterrupt:
        status, code = "interrupted", ExitCode.INTERRUPTED
        notes = [*notes, sweeps.kept(rows, len(budgets), spoken)]
    else:
        status, code = "ok", ExitCode.OK
    told = [*sweeps.table(rows, spoken), *floor_lines(floors, spoken)] if rows else []
    if rows:
        title = load_project(project_folder()).name
        written = sweeps.write_budgets(project_folder(), rows, title)
        told += ["", *(shown_path(path) for path in written)]
    return CommandResult(
        folded=True,
        lines=told,
        data=[row.to_json() for row in rows],
        status=status,
        code=code,
        warnings=notes,
    )
