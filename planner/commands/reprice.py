"""A plan's quantities at new prices: reprice."""

from __future__ import annotations

from pathlib import Path

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import console_options
from planner.commands.terminal.errors import plain
from planner.commands.terminal.parameters import input_file, run_folder
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("run_name", metavar="RUN", required=False)
@input_file(
    "--prices",
    help="Table of new prices: sku, unit_price, currency, vat_included, price_date, source.",
    required=True,
)
@click.option(
    "--replan/--no-replan",
    default=True,
    show_default=True,
    help="Whether to find out if another plan would now be better; takes about a minute.",
)
def reprice(run_name: str | None, prices: Path, replan: bool) -> CommandResult:
    """Reckon a plan at new prices, to the unit.

    Quantities stay those of the plan; tiers, VAT exemption, stock, funds and co-financing follow
    the prices. What no longer fits is told, with what the best plan would now be worth.

    Example:
      kholboo reprice runs/1 --prices quotes.csv
    """
    from planner.analysis.reprice import reprice as reprice_run
    from planner.analysis.reprice_text import repriced_json, repriced_lines
    from planner.language.messages.findings import with_severity

    spoken = console_options().language
    found = reprice_run(run_folder(run_name), prices, replan=replan)
    return CommandResult(
        lines=repriced_lines(found, spoken),
        data=repriced_json(found),
        status="ok" if found.fits else "over",
        code=ExitCode.OK if found.fits else ExitCode.FINDINGS,
        findings=plain(list(found.findings)),
        warnings=[with_severity(f, spoken) for f in found.findings],
    )
