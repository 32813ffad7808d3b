"""List what each site could receive: candidates."""

from __future__ import annotations

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options
from planner.commands.terminal.errors import stop_on_errors
from planner.commands.terminal.parameters import (
    choice,
    project_folder,
    region_option,
    scenario_option,
)
from planner.commands.terminal.shell import shell


@shell.command()
@scenario_option
@click.option("--site", metavar="ID", help="Only this site, with the cost lines of each offer.")
@region_option("Only the sites of this largest area, by code or name.")
@click.option("--technology", metavar="NAME", help="Only this technology.")
@click.option("--reason", metavar="CODE", help="Only rejections for this reason.")
@choice("--format", "as_format", among=["text", "csv"], default="text", help="How to list them.")
def candidates(as_format: str, **wanted: str | None) -> CommandResult:
    """List what each technology would cost at each site, or why not.

    Example:
      kholboo candidates --site MN-0001
    """
    from planner.project.kept_answers import kept_of
    from planner.project.load import load_inputs
    from planner.reports.candidate_list import as_csv, as_lines, choose, offers_for

    kept = kept_of(project_folder())
    inputs = load_inputs(project_folder(), wanted.pop("scenario"), kept=kept)
    stop_on_errors(inputs)
    rows = choose(inputs, offers_for(inputs, kept, **wanted), **wanted)
    spoken, detailed = console_options().spoken, bool(wanted["site"])
    currency = inputs.project.currency
    lines = (
        as_csv(rows, spoken)
        if as_format == "csv"
        else as_lines(rows, spoken, currency, detailed=detailed)
    )
    if not console_options().as_json:  # a country's rows as data take a gigabyte
        return CommandResult(lines=lines, folded=as_format != "csv")
    return CommandResult(data=[row.to_json() for row in rows])
