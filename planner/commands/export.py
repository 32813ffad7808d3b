"""Write a recorded run again: export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.parameters import (
    FORMAT_ALIASES,
    FORMATS,
    MONEY_UNITS,
    choice,
    flag,
    output_folder,
    run_folder,
    run_option,
)
from planner.commands.terminal.shell import shell
from planner.language.said import said


@shell.command()
@click.argument("names", nargs=-1, metavar="[RUN]")
@click.option(
    "--to",
    "to",
    multiple=True,
    type=click.Choice([*FORMATS, *FORMAT_ALIASES]),
    metavar="FORMAT",
    help="What to write, once or several times: {choices}. The workbook, maps and page if absent.",
)
@run_option
@output_folder("Folder to write to, instead of exports/ in the run folder.")
@choice(
    "--money",
    "money_unit",
    among=list(MONEY_UNITS),
    default="1",
    help="Show money in whole, thousand or million units; nothing is rounded underneath.",
)
@click.option("--site", "sites", multiple=True, metavar="ID", help="Handover sheet of this site.")
@click.option(
    "--subregion",
    "--soum",
    "soums",
    multiple=True,
    metavar="AREA",
    help="Handover sheets of this area of the second level only.",
)
@click.option(
    "--region",
    "--aimag",
    "aimags",
    multiple=True,
    metavar="AREA",
    help="Handover sheets of this largest area only.",
)
@flag("--estimates", help="Show estimated costs, whatever the rules say.")
@click.option(
    "--ocid-prefix", metavar="PREFIX", help="Your registered OCDS prefix, such as ocds-a1b2c3."
)
def export(
    names: tuple[str, ...],
    to: tuple[str, ...],
    run_name: str | None,
    output: Path | None,
    money_unit: str,
    sites: tuple[str, ...],
    soums: tuple[str, ...],
    aimags: tuple[str, ...],
    ocid_prefix: str | None,
    estimates: bool,
) -> CommandResult:
    """Write a run for others: data, sheets, workbook, maps.

    RUN is a run id or folder, the newest run if absent.

    Example:
      kholboo export --to ocds --to pdf --aimag Ховд
    """
    from planner.pipeline.export_run import Wanted, export_run

    talk = console_options()
    formats = (*(n for n in names if n in FORMATS), *to)
    run = run_folder(_one_run([n for n in names if n not in FORMATS], run_name))
    wanted = Wanted(
        language=talk.language,
        money_unit=MONEY_UNITS[money_unit],
        sites=sites,
        soums=soums,
        aimags=aimags,
        ocid_prefix=ocid_prefix,
        estimates=estimates,
    )
    files = [shown_path(path) for path in export_run(run, formats, output, wanted)]
    return CommandResult(lines=files, data={"run": run.name, "files": files})


def _one_run(named: Sequence[str], option: str | None) -> str | None:
    """Return the one run that an export is of; raises UsageError for two, or for no such run."""
    from planner.runs.layout import RunError

    runs = [*named, *([] if option is None else [option])]
    if len(runs) > 1:
        raise click.UsageError(
            said(
                "{runs}: one run at a time, and {formats}",
                runs=", ".join(runs),
                formats=", ".join(FORMATS),
            )
        )
    try:
        return None if not runs else str(run_folder(runs[0]))
    except RunError as fault:
        if option is not None:
            raise
        raise click.UsageError(
            said(
                "{fault}; nor is it a format: {formats}",
                fault=fault.args[0],
                formats=", ".join(FORMATS),
            )
        ) from fault
