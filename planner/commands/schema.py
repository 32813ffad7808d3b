"""Print what tables and settings hold: schema."""

from __future__ import annotations

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("name", required=False, metavar="[TABLE]")
def schema(name: str | None) -> CommandResult:
    """Print the columns of a table or a scenario's settings.

    Without TABLE: lists what can be asked for. With --json: Table Schema or JSON Schema.

    Example:
      kholboo schema sites
    """
    from inventory.place_words import use_those_of
    from planner.project import schema as schemas

    use_those_of(console_options().folder / "kholboo.toml")
    if name is None:
        return CommandResult(
            lines=schemas.overview(console_options().language), data=schemas.names()
        )
    return CommandResult(
        lines=schemas.lines(name, console_options().language), data=schemas.to_json(name)
    )
