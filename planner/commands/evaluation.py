"""The committee's evaluation read back: procure read-evaluation."""

from __future__ import annotations

from pathlib import Path

import click

from planner.commands.procure import procure
from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options
from planner.commands.terminal.errors import code_of, plain
from planner.commands.terminal.parameters import run_folder, run_option


@procure.command("read-evaluation")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@run_option
def read_evaluation(file: Path, run_name: str | None) -> CommandResult:
    """Read the committee's evaluation workbook back.

    The ranking is reckoned again from checks, corrections and figures; no formula is trusted. An
    award of a bid that failed a check, has open checks, or is not ranked first without a reason is
    a finding. Nothing is recorded: `award --evaluation` does that.

    Example:
      kholboo procure read-evaluation evaluation/P01-evaluation.xlsx
    """
    from planner.bids.evaluation.reading import read_evaluation as read
    from planner.bids.evaluation.text import evaluation_json, evaluation_lines
    from planner.bids.read import run_of
    from planner.language.messages.findings import with_severity
    from planner.procurement.tenders import load_tenders

    tenders = load_tenders(run_folder(run_name or run_of([file])))
    found = read(file.read_bytes(), file.name, tenders)
    spoken, findings = console_options().language, [*found.findings]
    currency = tenders.context.plan.currency
    return CommandResult(
        lines=[*evaluation_lines(found, currency, spoken)],
        data=evaluation_json(found),
        status="findings" if findings else "ok",
        code=code_of([f for f in findings if f.severity.value == "error"]),
        findings=plain(findings),
        warnings=[with_severity(f, spoken) for f in findings],
    )
