"""Parameters that commands share: money, whole numbers, days, scenario, run, project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from inventory.place_words import use_those_of
from planner.commands.terminal.console import console_options, place_of_path
from planner.exports.registry import ALIASES, EXPORTS
from planner.language.said import said

Command = TypeVar("Command", bound=Callable[..., Any])
SOLVERS = ("exact", "greedy", "ranked", "relay", "relay_weighted", "giga")
FORMATS = tuple(EXPORTS)
FORMAT_ALIASES = tuple(ALIASES)
TEMPLATES = ("mongolia", "blank")
MONEY_UNITS: Mapping[str, Literal[1, 1000, 1000000]] = {"1": 1, "1000": 1000, "1000000": 1000000}


def asked_money(option: str, text: str) -> int:
    """Return a sum as people write it in whole accounting units of the project.

    Raises click.BadParameter, in the name of the option, for what is none.
    """
    return _sum_of(text, text, option)


def asked_budgets(option: str, text: str) -> tuple[int, ...]:
    """Return the budgets of a range a:b:n, in whole accounting units of the project.

    Between sums without cents lie sums without cents. Raises click.BadParameter.
    """
    from planner.analysis.sweep import spaced

    try:
        low, high, count = text.split(":")
        number = int(count)
    except ValueError as error:
        raise _no_range(option, text) from error
    ends = [_sum_of(end, text, option) for end in (low, high)]
    unit = _accounting_units_in_one()
    if any(end % unit for end in ends):
        unit = 1
    try:
        return tuple(unit * n for n in spaced(ends[0] // unit, ends[1] // unit, number))
    except ValueError as error:
        raise _no_range(option, text) from error


def _no_range(option: str, text: str) -> click.BadParameter:
    what = said("{value!r} is not a range such as 1e9:5e9:5", value=text)
    return click.BadParameter(what, param_hint=repr(option))


def _sum_of(text: str, whole: str, option: str) -> int:
    from inventory.money_text import MoneyError, whole_money
    from inventory.project import load_project
    from planner.language.messages.findings import as_phrase

    try:
        return whole_money(text, load_project(project_folder()).currency)
    except MoneyError as error:
        what = said("{value!r}: {why}", value=whole, why=as_phrase(str(error)))
        raise click.BadParameter(what, param_hint=repr(option)) from error


def _accounting_units_in_one() -> int:
    """Return how many accounting units are one unit of the project's currency."""
    from inventory.currencies import minor_in
    from inventory.project import load_project

    return minor_in(load_project(project_folder()).currency)


def parse_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return a day written YYYY-MM-DD, as it was written."""
    from datetime import date

    try:
        if value is None or date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise click.BadParameter(said("{value!r} is not a day such as 2027-01-15", value=value))


def flag(*names: str, **more: Any) -> Callable[[Command], Command]:
    """Return an option that is given or not."""
    return click.option(*names, is_flag=True, **more)


def money_option(*names: str, **more: Any) -> Callable[[Command], Command]:
    """Return an option that takes a sum as people write it."""
    return click.option(*names, metavar="MONEY", **more)


def choice(
    *names: str, among: Sequence[str], default: str, **more: Any
) -> Callable[[Command], Command]:
    """Return an option that takes one of some words, and shows which it takes unasked."""
    words = click.Choice(among)
    return click.option(*names, type=words, default=default, show_default=True, **more)


def input_file(*names: str, **more: Any) -> Callable[[Command], Command]:
    """Return an option that takes a file to read."""
    path = click.Path(path_type=Path, dir_okay=False, exists=True)
    return click.option(*names, type=path, **more)


def output_file(text: str) -> Callable[[Command], Command]:
    """Return the option of the file to write."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("-o", "--output", type=path, help=text)


def output_folder(text: str) -> Callable[[Command], Command]:
    """Return the option of the folder to write to."""
    path = click.Path(path_type=Path, file_okay=False)
    return click.option("-o", "--output", type=path, help=text)


def region_option(text: str) -> Callable[[Command], Command]:
    """Return the option of one largest area; its older name is Mongolia's."""
    return click.option("--region", "--aimag", "aimag", metavar="AREA", help=text)


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
