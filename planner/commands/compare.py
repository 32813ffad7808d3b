"""Compare two runs: compare."""

from __future__ import annotations

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options
from planner.commands.terminal.parameters import run_folder
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("before", metavar="RUN")
@click.argument("after", metavar="RUN")
def compare(before: str, after: str) -> CommandResult:
    """Say what moved between two runs, in inputs and outcome.

    With what each fund pays, savings, moves, repairs and packages; totals tie to both plans.

    Example:
      kholboo compare runs/1 runs/2
    """
    from planner.analysis.compare import compare_runs
    from planner.project.kept_answers import kept_beside

    old, new = run_folder(before), run_folder(after)
    found = compare_runs(old, new, kept=kept_beside(new))
    lines = found.lines(console_options().language)
    return CommandResult(lines=lines, data=found.to_json(), folded=True)
