"""Report on the inventory: inventory report."""

from __future__ import annotations

from pathlib import Path

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.errors import stop_on_errors
from planner.commands.terminal.parameters import project_folder, scenario_option
from planner.commands.terminal.shell import shell


@shell.group()
def inventory() -> None:
    """Show what the sites have today.

    Example:
      kholboo inventory report
    """


@inventory.command()
@scenario_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the report; reports/ in the project if absent.",
)
def report(scenario: str | None, output: Path | None) -> CommandResult:
    """Write the auditor's inventory report, as XLSX and HTML.

    Sites and equipment by place, kind, condition and owner; gaps against the standard; data
    quality; the sources with their sha256. Its totals tie to the tables.

    Example:
      kholboo inventory report -o reports
    """
    from planner.offers.build import build_offers
    from planner.project.load import load_inputs
    from planner.reports.inventory_report import write

    inputs = load_inputs(project_folder(), scenario)
    stop_on_errors(inputs)
    talk = console_options()
    folder = output or talk.folder / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    written = write(inputs, build_offers(inputs), folder, talk.language)
    files = [shown_path(path) for path in written]
    return CommandResult(lines=files, data={"files": files})
