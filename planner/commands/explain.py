"""Explain one site of a plan: explain."""

from __future__ import annotations

import click

from planner.commands.answer import CommandResult
from planner.commands.console import console_options
from planner.commands.parameters import run_folder, run_option
from planner.commands.shell import shell


@shell.command()
@click.argument("site", required=False)
@click.option("--site", "named", metavar="ID", help="The site, as `kholboo candidates` takes it.")
@click.option("--infeasible", is_flag=True, help="Name the limits that cannot hold together.")
@run_option
def explain(
    site: str | None, named: str | None, infeasible: bool, run_name: str | None
) -> CommandResult:
    """Say what a site gets and why, and what else there was.

    With the next-best alternative and its price, or what it would take to be served.

    Example:
      kholboo explain MN-0001
      kholboo explain --infeasible
    """
    from planner.analysis.explain import explain_site
    from planner.analysis.infeasibility import explain_infeasible
    from planner.project.kept_answers import kept_beside

    if (site is not None) + (named is not None) + infeasible != 1:
        raise click.UsageError("Name one site id, or ask with --infeasible; one of the two.")
    site = named if site is None else site
    run = run_folder(run_name)
    kept = kept_beside(run)
    found = explain_infeasible(run) if site is None else explain_site(run, site, kept=kept)
    lines = found.lines(console_options().language)
    return CommandResult(lines=lines, data=found.to_json(), folded=True)
