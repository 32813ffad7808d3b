"""The limits of a plan divided among its largest areas: divide."""

from __future__ import annotations

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options
from planner.commands.terminal.parameters import run_folder
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("run_name", metavar="RUN", required=False)
def divide(run_name: str | None) -> CommandResult:
    """Divide the limits of a plan among areas.

    Each has what the plan spends there. Parts are whole units and add up to the limits. `plan
    --region AREA --share-of RUN` plans within one of them, `merge` joins the plans that come
    back.

    Example:
      kholboo divide base-1a2b3c4d
    """
    from planner.analysis.delegation.divide import divided_plan
    from planner.analysis.delegation.text import divided_lines
    from planner.project.kept_answers import kept_beside
    from planner.runs.run_folder import load_run

    folder = run_folder(run_name)
    run = load_run(folder)
    division, budgets = divided_plan(run, kept=kept_beside(folder))
    return CommandResult(
        lines=divided_lines(
            run.plan.run_id, budgets, run.plan.currency, console_options().language
        ),
        data={
            "run_id": run.plan.run_id,
            "division": division.model_dump(mode="json"),
            "budgets": [one.to_json() for one in budgets],
        },
    )
