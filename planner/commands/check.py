"""Judge a project: check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.errors import code_of, plain
from planner.commands.terminal.parameters import (
    choice,
    flag,
    output_file,
    project_folder,
    scenario_option,
)
from planner.commands.terminal.shell import shell

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


@shell.command()
@scenario_option
@choice(
    "--format",
    "as_format",
    among=["text", "csv", "html"],
    default="text",
    help="How to list the findings; html is one file that opens anywhere.",
)
@output_file("Write to this file instead of the terminal.")
@flag("--strict", help="Let warnings, too, end with exit code 1.")
@click.option("--explain", "rule", metavar="RULE", help="Say what a rule looks for and why.")
def check(
    scenario: str | None, as_format: str, output: Path | None, strict: bool, rule: str | None
) -> CommandResult:
    """Look for every fault of the input.

    Errors stop a plan and end with exit code 1; warnings and notes do not.

    Example:
      kholboo check --format html -o findings.html
    """
    from planner.project.checks.buildings import with_buildings_checked
    from planner.project.checks.cables import with_cables_checked
    from planner.project.checks.floors import with_floors_checked
    from planner.project.kept_answers import kept_of
    from planner.project.load import load_inputs
    from planner.reports import findings_report
    from planner.reports.assumption_lines import assumption_lines

    if rule is not None:
        told = findings_report.explain(rule, console_options().spoken)
        return CommandResult(lines=[told], data=told)
    kept = kept_of(project_folder())
    inputs = with_floors_checked(load_inputs(project_folder(), scenario, kept=kept), kept=kept)
    inputs = with_buildings_checked(with_cables_checked(inputs, kept=kept))
    spoken = console_options().spoken
    language = console_options().language if as_format == "html" else spoken
    text = str(findings_report.render(inputs.findings, as_format, language))
    notes = () if as_format == "text" else (findings_report.counted(inputs.findings, spoken),)
    lines = [text.removesuffix("\n")]
    options = console_options()
    if as_format == "text" and options.loudness >= 0 and not options.as_json:
        lines += assumption_lines(inputs, spoken)
    if output is not None:
        from planner.files import with_rename

        def write(path: Path) -> None:
            path.write_bytes(text.encode())

        with_rename(output, write)
        lines = [console_options().words("cli.wrote", file=shown_path(output))]
    elif console_options().loudness < 0 and as_format == "text":
        lines = findings_report.stopping_lines(inputs.findings, spoken, strict=strict)
    return _findings_answer(inputs, lines, notes, strict=strict)


def _findings_answer(
    inputs: Inputs, lines: Sequence[str], notes: Sequence[str], *, strict: bool
) -> CommandResult:
    """Return the counts, findings, assumptions and exit code of a check."""
    from inventory.findings import total
    from planner.reports.assumption_lines import assumed

    code = code_of([f for f in inputs.findings if f.severity.value == "error"])
    counts = {
        level: total(f for f in inputs.findings if f.severity.value == level)
        for level in ("error", "warning", "note")
    }
    if strict and code is ExitCode.OK and counts["warning"]:
        code = ExitCode.FINDINGS
    return CommandResult(
        lines=lines,
        folded=True,
        data={
            "sites": len(inputs.sites),
            **{f"{level}s": count for level, count in counts.items()},
            "assumed": assumed(inputs) if console_options().as_json else (),
        },
        status="ok" if code is ExitCode.OK else "findings",
        code=code,
        findings=plain(inputs.findings),
        warnings=notes,
    )
