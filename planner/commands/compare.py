"""Compare two runs: compare."""

from __future__ import annotations

from pathlib import Path

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.parameters import output_file, run_folder
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("before", metavar="RUN")
@click.argument("after", metavar="RUN")
@output_file("Write a page with both plans on one map, and all that changed, to this HTML file.")
def compare(before: str, after: str, output: Path | None) -> CommandResult:
    """Say what moved between two runs, in inputs and outcome.

    With what each fund pays, savings, moves, repairs and packages; totals tie to both plans.

    Example:
      kholboo compare runs/1 runs/2
      kholboo compare runs/1 runs/2 -o moved.html
    """
    from planner.analysis.compare import compare_runs
    from planner.project.kept_answers import kept_beside

    old, new = run_folder(before), run_folder(after)
    found = compare_runs(old, new, kept=kept_beside(new))
    talk = console_options()
    lines = found.lines(talk.language)
    if output is not None:
        from planner.analysis.compare_page import write_page
        from planner.files import with_rename

        with_rename(output, lambda path: write_page(found, old, new, path, talk.language))
        lines.append(talk.words("cli.wrote", file=shown_path(output)))
    return CommandResult(lines=lines, data=found.to_json(), folded=True)
