"""Tender sheets and bids: procure."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.errors import code_of, plain
from planner.commands.terminal.parameters import (
    choice,
    input_file,
    output_folder,
    parse_day,
    project_folder,
    run_folder,
    run_option,
)
from planner.commands.terminal.shell import shell
from planner.language.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inventory.findings import Finding


@shell.group()
def procure() -> None:
    """Write tender sheets, and read the bids that come back.

    Example:
      kholboo procure packages
      kholboo procure sheets
      kholboo procure read-bid bids/one.xlsx bids/two.xlsx
    """


@procure.command()
@run_option
def packages(run_name: str | None) -> CommandResult:
    """List what is tendered together, by when and how.

    With what has to be settled before each is published. A method is named only where a confirmed
    row of the procurement rules gives one.

    Example:
      kholboo procure packages
    """
    from planner.procurement.tenders import load_tenders, package_lines, packages_json

    tenders = load_tenders(run_folder(run_name), console_options().language)
    return CommandResult(folded=True, lines=package_lines(tenders), data=packages_json(tenders))


@procure.command()
@click.argument("names", metavar="[PACKAGE]...", nargs=-1)
@run_option
@output_folder("Folder to write to; exports/ in the project, by run, if absent.")
@input_file(
    "--template", help="Fill a copy of this workbook of yours instead, by its kholboo_ names."
)
def sheets(
    names: tuple[str, ...], run_name: str | None, output: Path | None, template: Path | None
) -> CommandResult:
    """Write tender sheets for bidders and for the buyer.

    PACKAGE is an id such as P01; all of them if absent. The bidders' copy tells no price; the
    buyer's has the estimate with live formulas.

    Example:
      kholboo procure sheets P01 --lang mn -o tender
      kholboo procure sheets P01 --template our-form.xlsx
    """
    from planner.procurement.tenders import fill_templates, load_tenders, write_sheets

    talk, run = console_options(), run_folder(run_name)
    folder = output or talk.folder / "exports" / run.name / "procurement"
    tenders = load_tenders(run, talk.language)
    findings: list[Finding] = []
    if template is None:
        written = write_sheets(tenders, names, folder)
    else:
        written, findings = fill_templates(tenders, names, template, folder)
    files = [shown_path(path) for path in written]
    return CommandResult(
        lines=files,
        data={"run": run.name, "files": files},
        status="findings" if findings else "ok",
        code=code_of([f for f in findings if f.severity.value == "error"]),
        findings=plain(findings),
        warnings=[f"{f.severity.value}: {f.sentence()}" for f in findings],
    )


@procure.command("read-bid")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
)
@run_option
@choice(
    "--format",
    "as_format",
    among=["text", "csv"],
    default="text",
    help="How to show the comparison.",
)
@input_file(
    "--rates",
    help="Table of exchange rates with that of the day of opening, for bids in other currencies.",
)
@click.option(
    "--evaluation",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the committee's evaluation workbooks, one for each package.",
)
def read_bid(
    files: tuple[Path, ...],
    run_name: str | None,
    as_format: str,
    rates: Path | None,
    evaluation: Path | None,
) -> CommandResult:
    """Read filled bids, find what is wrong, compare.

    Missing, text and negative prices, prices far from the estimate or the other bids, changed
    quantities, rows and locked cells, added sheets and discounts are findings. Totals are computed
    again; bids in a currency that the rules allow are compared at the rate of the day of opening.
    Which complete bid is lowest is arithmetic: evaluation and award are the committee's.

    Without --run: the run that the bids say they belong to.

    Example:
      kholboo procure read-bid bids/one.xlsx bids/two.xlsx --format csv
      kholboo procure read-bid bids/*.xlsx --rates rates.csv
      kholboo procure read-bid bids/*.xlsx --evaluation evaluation
    """
    from planner.bids import compare as telling
    from planner.bids import compare_data as data_of
    from planner.bids.evaluation.workbook import write_evaluations
    from planner.bids.price_limits import weighed
    from planner.bids.rates import read_rates
    from planner.bids.read import read_bids, run_of
    from planner.language.labels import sentence, spoken_on_terminal
    from planner.language.messages.findings import with_severity
    from planner.procurement.tenders import load_tenders
    from planner.runs.run_folder import list_runs

    named = run_of(files) if run_name is None else None
    known = {path.name for path in list_runs(console_options().folder)}
    tenders = load_tenders(run_folder(named if named in known else run_name))
    currency = tenders.context.plan.currency
    known_rates, findings = ((), []) if rates is None else read_rates(rates, currency)
    bids = weighed(read_bids(files, tenders, known_rates), tenders)
    compared = telling.compare_bids(bids, tenders)
    findings += [finding for bid in bids for finding in bid.findings]
    spoken = console_options().language
    lines = [
        line for comparison in compared for line in telling.comparison_lines(comparison, spoken)
    ]
    written = () if evaluation is None else write_evaluations(compared, tenders, evaluation)
    lines += [sentence("evaluation.written", spoken_on_terminal(spoken), file=f) for f in written]
    if as_format == "csv":
        lines = [data_of.comparison_csv(compared).removesuffix("\n")]
    return CommandResult(
        lines=lines,
        data=[data_of.comparison_json(comparison) for comparison in compared],
        status="findings" if findings else "ok",
        code=code_of([f for f in findings if f.severity.value == "error"]),
        findings=plain(findings),
        warnings=[with_severity(f, spoken) for f in findings],
    )


_day_option = click.option(
    "--date", "day", callback=parse_day, required=True, help="Day of the decision, YYYY-MM-DD."
)
_reason_option = click.option("--reason", required=True, help="Why, as the decision says.")


@procure.command()
@click.argument("package")
@input_file("--bid", help="The filled bid that wins.", required=True)
@click.option(
    "--lot",
    "lots",
    type=int,
    multiple=True,
    help="A lot of the bid that is awarded; again for each of them.",
)
@input_file(
    "--evaluation",
    help="The committee's workbook that decides it: its lots and corrections are taken.",
)
@_day_option
@_reason_option
@input_file("--rates", help="Table of exchange rates with that of the day of opening.")
@run_option
def award(
    package: str,
    bid: Path,
    lots: tuple[int, ...],
    evaluation: Path | None,
    day: str,
    reason: str,
    rates: Path | None,
    run_name: str | None,
) -> CommandResult:
    """Record that the committee awards a package to a bid.

    The record is added to awards.jsonl of the project and never erased. A bid with errors, a
    package that is awarded already and an award above its fund are refused. A tender in lots is
    awarded lot by lot; the discounts that the bid states for exactly these lots are taken off.

    Example:
      kholboo procure award P01 --bid bids/one.xlsx --date 2027-03-20 --reason "Lowest evaluated"
      kholboo procure award P13-1 --bid bids/one.xlsx --lot 2 --date 2027-03-20 --reason "Lowest"
    """
    from planner.bids.awards import Award, add_record, award_of, of_plan, read_awards
    from planner.bids.awards_text import award_line, awards_json, fund_lines
    from planner.bids.evaluation.awarding import evaluated
    from planner.bids.evaluation.reading import read_evaluation
    from planner.bids.price_limits import weighed
    from planner.bids.rates import read_rates
    from planner.bids.read import read_bids, run_of
    from planner.language.messages.findings import with_severity
    from planner.procurement.tenders import load_tenders

    folder, spoken = project_folder(), console_options().language
    tenders = load_tenders(run_folder(run_name or run_of([bid])))
    (dossier,) = tenders.chosen([package])
    currency = tenders.context.plan.currency
    known, findings = ((), []) if rates is None else read_rates(rates, currency)
    (read,) = weighed(read_bids([bid], tenders, known), tenders)
    if read.package_id not in ("", dossier.package.id):
        raise click.UsageError(
            said(
                "{name} is a bid for {package_id}, not for {package}.",
                name=bid.name,
                package_id=read.package_id,
                package=package,
            )
        )
    content, added = bid.read_bytes(), None
    if evaluation is not None:
        judged = read_evaluation(evaluation.read_bytes(), evaluation.name, tenders)
        lots, added, faults = evaluated(judged, read, lots)
        findings += faults
        if added is None:
            return _refused([*findings, *read.findings])
    records = read_awards(folder)
    made, against = award_of(
        read, content, tenders, records, day=day, reason=reason, lots=lots, evaluated=added
    )
    findings += [*read.findings, *against]
    if made is None or against or any(f.severity.value == "error" for f in findings):
        return _refused(findings)
    add_record(folder, made)
    after: list[Award] = [*of_plan([*records, made], tenders)]
    return CommandResult(
        lines=[award_line(made, currency, spoken), *fund_lines(tenders, after, spoken)],
        data=awards_json(tenders, [*records, made]),
        findings=plain(findings),
        warnings=[with_severity(f, spoken) for f in findings],
    )


def _refused(findings: Sequence[Finding]) -> CommandResult:
    """Return that nothing was recorded, and why."""
    from planner.language.messages.findings import with_severity

    spoken = console_options().language
    return CommandResult(
        status="findings",
        code=code_of([f for f in findings if f.severity.value == "error"]),
        findings=plain(findings),
        warnings=[with_severity(f, spoken) for f in findings],
    )


@procure.command()
@click.argument("name", metavar="AWARD")
@_day_option
@_reason_option
def revoke(name: str, day: str, reason: str) -> CommandResult:
    """Record that an award no longer stands.

    The award itself stays on record; its package may be awarded again.

    Example:
      kholboo procure revoke A001 --date 2027-04-02 --reason "Complaint upheld"
    """
    from planner.bids.awards import Revocation, add_record, read_awards, standing
    from planner.bids.awards_text import revoked_line
    from planner.errors import SettingsError

    folder = project_folder()
    held = standing(read_awards(folder))
    found = held.get(name.strip().upper())
    if found is None:
        there = ", ".join(held) or said("none")
        raise SettingsError(
            said("no award {name!r} stands; those that do: {there}", name=name, there=there)
        )
    if day < found.date:
        raise SettingsError(
            said(
                "{id} is of {date}; it cannot be revoked on {day}",
                id=found.id,
                date=found.date,
                day=day,
            )
        )
    made = Revocation(of=found.id, date=day, reason=reason)
    add_record(folder, made)
    lines = [revoked_line(made, console_options().language)]
    return CommandResult(lines=lines, data={"of": found.id, "date": day, "reason": reason})


@procure.command()
@run_option
def awards(run_name: str | None) -> CommandResult:
    """List the awards of a plan, and what is left of each fund.

    An awarded package costs its bid and what no bid holds; any other its estimate.

    Example:
      kholboo procure awards
    """
    from planner.bids.awards import of_plan, read_awards
    from planner.bids.awards_text import award_lines, awards_json, fund_lines
    from planner.procurement.tenders import load_tenders

    folder, spoken = project_folder(), console_options().language
    tenders = load_tenders(run_folder(run_name))
    records = read_awards(folder)
    held = [*of_plan(records, tenders)]
    lines = [*award_lines(records, tenders, spoken), *fund_lines(tenders, held, spoken)]
    return CommandResult(lines=lines, data=awards_json(tenders, records))


@procure.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Table of prices to write, as data/awarded.csv.",
)
@run_option
def prices(output: Path, run_name: str | None) -> CommandResult:
    """Write what a unit costs by the awards of a plan.

    For reprice, and as the table new_prices of a project for its next plan. Nothing is written
    where no award stands.

    Example:
      kholboo procure prices -o data/awarded.csv
    """
    from planner.bids.award_prices import awarded_prices, write_prices
    from planner.bids.awards import of_plan, read_awards
    from planner.bids.awards_text import price_lines
    from planner.procurement.tenders import load_tenders

    tenders = load_tenders(run_folder(run_name))
    held = of_plan(read_awards(project_folder()), tenders)
    found = awarded_prices(tenders, held)
    if found:
        write_prices(tenders, found, output)
    told = price_lines(found, output, tenders.context.plan.currency, console_options().language)
    return CommandResult(lines=[*told], data=[asdict(price) for price in found])
