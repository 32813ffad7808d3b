"""Parameters that commands share: money, whole numbers, days, scenario, run, project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click

from inventory.place_words import use_those_of
from planner.commands.console import console_options, place_of_path
from planner.language.said import Said, said

SOLVERS = ("exact", "greedy", "ranked", "relay", "relay_weighted", "giga")
FORMATS = (
    *("workbook", "geopackage", "geojson", "page", "ocds", "ofds", "ofds-geojson"),
    *("datapackage", "handover", "handover-workbook"),
    *("indicators", "indicators-workbook", "indicators-json"),
)
FORMAT_ALIASES = ("xlsx", "gpkg", "html", "pdf")
TEMPLATES = ("mongolia", "blank")
MONEY_UNITS: Mapping[str, Literal[1, 1000, 1000000]] = {"1": 1, "1000": 1000, "1000000": 1000000}


def parse_budgets(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Return the budgets of a range a:b:n, in whole units of the plan currency."""
    if value is None:
        return None
    from planner.analysis.sweep import spaced

    try:
        low, high, count = value.split(":")
        return spaced(parse_whole(low), parse_whole(high), int(count))
    except ValueError as error:
        raise click.BadParameter(
            said("{value!r} is not a range such as 1e9:5e9:5", value=value)
        ) from error


def parse_money(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """Return a whole sum of the plan currency: 2500000000, 2.5e9 or 2,500,000,000."""
    try:
        return None if value is None else parse_whole(value)
    except ValueError as error:
        raise click.BadParameter(
            said(
                "{value!r} is not a whole sum such as 2500000000 or 2.5e9{hint}",
                value=value,
                hint=_two_readings(value or ""),
            )
        ) from error


def _two_readings(text: str) -> Said | str:
    """Return what a sum with one mark and three digits may be, "" for another text."""
    from inventory.money_text import has_two_readings

    if not has_two_readings(text, "MNT"):
        return ""
    return said(
        ": it may be {thousands} or {units}; write the digits alone",
        thousands=re.sub("[.,]", "", text),
        units=text[:-4],
    )


def parse_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return a day written YYYY-MM-DD, as it was written."""
    from datetime import date

    try:
        if value is None or date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise click.BadParameter(said("{value!r} is not a day such as 2027-01-15", value=value))


def parse_whole(text: str) -> int:
    """Return a whole sum without a currency, exactly; raises ValueError.

    650.000 and 1,200 may be thousands, whatever the currency: they are refused.
    """
    from inventory.money_text import has_two_readings, whole_money

    if has_two_readings(text, "MNT"):
        raise ValueError(text)
    return whole_money(text, "")


def in_accounting_units(folder: Path, whole: int) -> int:
    """Return whole units of a project's currency in the units that the project accounts in."""
    from inventory.currencies import minor_in
    from inventory.project import load_project

    return whole * minor_in(load_project(folder).currency)


scenario_option = click.option(
    "--scenario", metavar="NAME", help="Which scenario of kholboo.toml; the default one if absent."
)
run_option = click.option(
    "--run", "run_name", metavar="RUN", help="A run id or folder; the newest run if absent."
)


def only_with(fits: bool, company: str, *names: str) -> None:
    """Raise UsageError for an option that was given where it would change nothing."""
    source = click.get_current_context().get_parameter_source
    given = [n for n in names if source(n) is click.core.ParameterSource.COMMANDLINE]
    if given and not fits:
        raise click.UsageError(
            said(
                "--{option} goes with {company}.",
                option=given[0].replace("_", "-"),
                company=company,
            )
        )


def project_folder() -> Path:
    """Return the project folder; raises click.UsageError when it is none."""
    folder = console_options().folder
    if not (folder / "kholboo.toml").is_file():
        raise click.UsageError(
            console_options().words("cli.no_project", place=place_of_path(folder))
        )
    use_those_of(folder / "kholboo.toml")
    return folder


def run_folder(name: str | None) -> Path:
    """Return the folder of a run, given by id or path; the newest run when not given."""
    from planner.runs.layout import RunError
    from planner.runs.run_folder import find_run

    try:
        return find_run(console_options().folder, name)
    except RunError:
        project_folder()  # where there is no project, that is what to say
        raise
