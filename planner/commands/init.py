"""Start a project: init and demo."""

from __future__ import annotations

from pathlib import Path

import click

from planner.commands.plan import plan_answer
from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, quoted, shown_path
from planner.commands.terminal.errors import stop_on_errors
from planner.commands.terminal.parameters import TEMPLATES, choice
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@choice(
    "--template",
    among=TEMPLATES,
    default="blank",
    help="mongolia: a whole synthetic country to try things on; blank: headers for your own data.",
)
@click.option(
    "--country",
    metavar="CODE",
    help="Two letters of ISO 3166-1, such as KE: its currency, words and open questions. [MN]",
)
def init(folder: Path, template: str, country: str | None) -> CommandResult:
    """Make a project folder with settings and tables.

    Example:
      kholboo init my-country --country KE
    """
    from planner.project.country.countries import OURS, country_of
    from planner.project.init import init_project

    files = init_project(folder, template, country)
    shown = [shown_path(path) for path in files]
    chosen = country_of(country or OURS)
    talk = console_options()
    return CommandResult(
        lines=[
            *shown,
            *([talk.words("cli.country_ours")] if country is None and template == "blank" else []),
            talk.words("cli.next_import", command=f"kholboo import -C {quoted(folder)} FILE..."),
            talk.words("cli.next_check", command=f"kholboo check -C {quoted(folder)}"),
        ],
        data={
            "folder": str(folder),
            "template": template,
            "files": shown,
            "country": chosen.code,
            "currency": chosen.currency,
            "digits": chosen.digits,
            "levels": list(chosen.words),
        },
    )


@shell.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def demo(folder: Path) -> CommandResult:
    """Plan the embedded example and sum it up in ten lines.

    Makes the project when DIR is new, checks it, plans it, and writes every export.

    Example:
      kholboo demo trial
    """
    from planner.project.init import init_project
    from planner.project.load import load_inputs

    talk = console_options()
    if not (folder / "kholboo.toml").exists():
        init_project(folder, "mongolia")
        talk.say(talk.words("cli.example_made", folder=shown_path(folder)))
    stop_on_errors(load_inputs(folder))
    talk.say(talk.words("cli.example_checked"))
    return plan_answer(folder, asked_gap=None)
