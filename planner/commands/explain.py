"""Explain one site of a plan: explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, place_of_path
from planner.commands.terminal.parameters import flag, run_folder, run_option
from planner.commands.terminal.shell import shell
from planner.language.said import said

if TYPE_CHECKING:
    from inventory.kept import Kept


@shell.command()
@click.argument("site", required=False)
@click.option("--site", "named", metavar="ID", help="The site, as `kholboo candidates` takes it.")
@flag("--infeasible", help="Name the limits that cannot hold together.")
@flag("--profile", help="Draw the ground under its radio links: profile-SITE.svg.")
@run_option
def explain(
    site: str | None, named: str | None, infeasible: bool, profile: bool, run_name: str | None
) -> CommandResult:
    """Say what a site gets and why, and what else there was.

    With the next-best alternative and its price, or what it would take to be served.

    Example:
      kholboo explain MN-0001
      kholboo explain MN-0001 --profile
      kholboo explain --infeasible
    """
    from planner.analysis.explain import explain_site
    from planner.analysis.infeasibility import explain_infeasible
    from planner.project.kept_answers import kept_beside

    if (site is not None) + (named is not None) + infeasible != 1:
        raise click.UsageError(said("Name one site id, or ask with --infeasible; one of the two."))
    site = named if site is None else site
    if profile and site is None:
        raise click.UsageError(said("--profile draws the links of one site: name it."))
    run = run_folder(run_name)
    kept = kept_beside(run)
    if profile and site is not None:
        return _profiled(run, site, kept)
    found = explain_infeasible(run) if site is None else explain_site(run, site, kept=kept)
    lines = found.lines(console_options().language)
    return CommandResult(lines=lines, data=found.to_json(), folded=True)


def _profiled(run: Path, site: str, kept: Kept) -> CommandResult:
    """List the radio links of a site over the ground, and draw them into the project folder."""
    from planner.analysis.radio_profiles import radio_profiles
    from planner.files import put_bytes
    from planner.language.labels import sentence
    from planner.runs.run_folder import safe_name

    language = console_options().language
    found = radio_profiles(run, site, kept=kept)
    lines = found.lines(language)
    if found.links:
        target = console_options().folder / f"profile-{safe_name(site)}.svg"
        put_bytes(target, found.svg(language).encode())
        spoken = console_options().spoken
        lines.append(sentence("profile.written", spoken, path=place_of_path(target)))
    return CommandResult(lines=lines, data=found.to_json(), folded=True)
