"""What the sites have, and which to visit: inventory report, inventory survey."""

from __future__ import annotations

from pathlib import Path

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.errors import code_of, plain, stop_on_errors
from planner.commands.terminal.parameters import (
    input_file,
    output_folder,
    project_folder,
    scenario_option,
)
from planner.commands.terminal.shell import shell


@shell.group()
def inventory() -> None:
    """Show what the sites have today.

    Example:
      kholboo inventory report
    """


@inventory.command()
@scenario_option
@output_folder("Folder for the report; reports/ in the project if absent.")
def report(scenario: str | None, output: Path | None) -> CommandResult:
    """Write the auditor's inventory report, as XLSX and HTML.

    Sites and equipment by place, kind, condition and owner; gaps against the standard; data
    quality; the sources with their sha256. Its totals tie to the tables.

    Example:
      kholboo inventory report -o reports
    """
    from planner.offers.build import build_offers
    from planner.project.load import load_inputs
    from planner.reports.inventory_report import write

    inputs = load_inputs(project_folder(), scenario)
    stop_on_errors(inputs)
    talk = console_options()
    folder = output or talk.folder / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    written = write(inputs, build_offers(inputs), folder, talk.language)
    files = [shown_path(path) for path in written]
    return CommandResult(lines=files, data={"files": files})


@inventory.command()
@scenario_option
@input_file(
    "--read",
    "filled",
    help="A collection sheet that was filled in: its positions and figures become tables.",
)
@output_folder("Folder for sheet and tables; surveys/ in the project if absent.")
def survey(scenario: str | None, filled: Path | None, output: Path | None) -> CommandResult:
    """List the sites to visit first, and write the sheet that surveyors fill in.

    A visit is worth what knowing the users, the speed of the link and the hours of power of a site
    would change, at the prices of the plan: the expected value of perfect information, in points
    and in money, beside the cost of a visit that the scenario states. How far the figures vary is
    in [uncertainty] of the scenario.

    With --read, a sheet that was filled in becomes a table of corrected positions and a table of
    figures; a row with a fault is told and left out.

    Example:
      kholboo inventory survey
      kholboo inventory survey --read surveys/survey.xlsx
    """
    folder = output or console_options().folder / "surveys"
    if filled is not None:
        return _survey_read(filled, folder)
    return _survey_written(scenario, folder)


def _survey_written(scenario: str | None, folder: Path) -> CommandResult:
    from planner.analysis.survey.text import survey_lines
    from planner.analysis.survey.value import survey_found
    from planner.bids.survey.sheet import write_survey
    from planner.reports.inventory_figures import stamp_of

    talk = console_options()
    found, inputs = survey_found(project_folder(), scenario)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "survey.xlsx"
    write_survey(found, stamp_of(inputs), path, talk.language)
    files = [shown_path(path)]
    return CommandResult(
        lines=[*survey_lines(found, talk.spoken), "", *files],
        data={**found.to_json(), "files": files},
    )


def _survey_read(filled: Path, folder: Path) -> CommandResult:
    from planner.bids.survey.reading import CORRECTED, MEASURED, as_csv, read_survey
    from planner.files import put_bytes
    from planner.language.messages.findings import with_severity
    from planner.project.load import load_inputs

    talk = console_options()
    known = [site.id for site in load_inputs(project_folder(), None).sites]
    found = read_survey(filled.read_bytes(), filled.name, known)
    folder.mkdir(parents=True, exist_ok=True)
    lines, files = [], []
    tables = (
        ("corrections.csv", CORRECTED, found.corrections, "survey.corrected"),
        ("figures.csv", MEASURED, found.figures, "survey.figures"),
    )
    for name, columns, rows, key in tables:
        if rows:
            put_bytes(folder / name, as_csv(columns, rows).encode())
            files.append(shown_path(folder / name))
            lines += [talk.words(key, count=len(rows)), files[-1]]
    findings = [*found.findings]
    return CommandResult(
        lines=lines,
        data={"corrections": [*found.corrections], "figures": [*found.figures], "files": files},
        status="findings" if findings else "ok",
        code=code_of(findings),
        findings=plain(findings),
        warnings=[with_severity(f, talk.language) for f in findings],
    )
