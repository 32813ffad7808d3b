"""List what each site could receive: candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.errors import stop_on_errors
from planner.commands.terminal.parameters import (
    choice,
    project_folder,
    region_option,
    scenario_option,
)
from planner.commands.terminal.shell import shell

if TYPE_CHECKING:
    from planner.reports.candidate_map import CandidateMap


@shell.command()
@scenario_option
@click.option("--site", metavar="ID", help="Only this site, with the cost lines of each offer.")
@region_option("Only the sites of this largest area, by code or name.")
@click.option("--technology", metavar="NAME", help="Only this technology.")
@click.option("--reason", metavar="CODE", help="Only rejections for this reason.")
@click.option(
    "--map",
    "map_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw them as a page (.html), or as a drawing alone (.svg), with the reasons against.",
)
@choice("--format", "as_format", among=["text", "csv"], default="text", help="How to list them.")
def candidates(as_format: str, map_file: Path | None, **wanted: str | None) -> CommandResult:
    """List what each technology would cost at each site, or why not.

    Example:
      kholboo candidates --site MN-0001
      kholboo candidates --region MN-083 --map links.html
    """
    from planner.offers.build import build_offers
    from planner.project.kept_answers import kept_of
    from planner.project.load import load_inputs
    from planner.reports.candidate_list import as_csv, as_lines, choose, offers_for
    from planner.reports.candidate_map import CandidateMap

    kept = kept_of(project_folder())
    inputs = load_inputs(project_folder(), wanted.pop("scenario"), kept=kept)
    stop_on_errors(inputs)
    offers = build_offers(inputs) if map_file else offers_for(inputs, kept, **wanted)
    rows = choose(inputs, offers, **wanted)
    if map_file is not None:
        technology = wanted["technology"]
        found = CandidateMap(inputs=inputs, offers=offers, rows=rows, technology=technology)
        return _drawn(found, map_file)
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


def _drawn(found: CandidateMap, target: Path) -> CommandResult:
    """Write the map of candidate links as a page, or as a drawing where the name ends so."""
    from planner.files import put_bytes, with_rename

    language = console_options().language
    is_drawing = target.suffix.casefold() == ".svg"
    text = found.drawing(language).svg + "\n" if is_drawing else found.page(language)
    with_rename(target, lambda path: put_bytes(path, text.encode()))
    told = console_options().words("cli.wrote", file=shown_path(target))
    return CommandResult(lines=[told], data={"file": shown_path(target)})
