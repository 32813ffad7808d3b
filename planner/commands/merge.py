"""The plans of areas joined to one plan of the country: merge."""

from __future__ import annotations

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import console_options, show_progress, shown_path
from planner.commands.terminal.parameters import project_folder, run_folder
from planner.commands.terminal.shell import shell


@shell.command()
@click.argument("country", metavar="RUN")
@click.argument("returned", metavar="AREA_RUN...", nargs=-1, required=True)
def merge(country: str, returned: tuple[str, ...]) -> CommandResult:
    """Join the plans of areas to one.

    It says what planning apart cost, proven. RUN is the plan of the country that was divided;
    its limits hold. Areas without a plan have what RUN gives them. Stretches planned twice,
    limits gone beyond and stock asked for too often are named, and the joined plan is saved as
    a run.

    Example:
      kholboo merge base-1a2b3c4d base-5e6f7a8b base-9c0d1e2f
    """
    from planner.analysis.delegation.merge import merge as merge_runs
    from planner.analysis.delegation.text import merged_json, merged_lines
    from planner.reports.plan_summary import summary_lines
    from planner.runs.run_folder import load_run

    talk = console_options()
    folder = project_folder()
    runs = [load_run(run_folder(name)) for name in (country, *returned)]
    with show_progress(talk) as progress:
        found = merge_runs(folder, runs[0], runs[1:], progress)
    lines = merged_lines(found, talk.language)
    if found.plan is None or found.run_dir is None:
        code = ExitCode.INFEASIBLE
        return CommandResult(lines=lines, data=merged_json(found), status="infeasible", code=code)
    shown = shown_path(found.run_dir)
    files = sorted(
        path.name for path in found.run_dir.iterdir() if path.is_file() and path.name[0] != "."
    )
    return CommandResult(
        lines=[*summary_lines(found.plan, shown, talk.language, files), *lines],
        data={**merged_json(found), "run_dir": shown},
        folded=True,
    )
