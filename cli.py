"""The shell of Kholboo: click only, everything else lives in planner.

Commands return an Answer. One place (`Shell.main`) prints answers, turns every error into a
message with its next step, and chooses the exit code. Planner modules are imported inside the
commands, so that `kholboo --help` stays instant.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import inspect
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

if TYPE_CHECKING:
    from planner.audit.difference import Difference
    from planner.audit.notes import Note
    from planner.errors import Finding
    from planner.inputs import Inputs
    from planner.plan import Plan

SOLVERS = ("exact", "greedy", "ranked", "relay", "relay_weighted", "giga")
SCHEMA_VERSION = "1"
FORMATS = (
    *("workbook", "geopackage", "geojson", "page", "ocds", "ofds", "ofds-geojson"),
    *("datapackage", "handover", "handover-workbook"),
)
FORMAT_ALIASES = ("xlsx", "gpkg", "html", "pdf")
TEMPLATES = ("mongolia", "blank")
MONEY_UNITS: Mapping[str, Literal[1, 1000, 1000000]] = {"1": 1, "1000": 1000, "1000000": 1000000}


class Code(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    FINDINGS = 1  # the input has errors, or an audit found a difference
    USAGE = 2  # the command line, the configuration or a file that cannot be used
    INFEASIBLE = 3  # the limits cannot hold together
    NO_PLAN = 4  # stopped before there was a plan
    GAP = 5  # a plan, but not within the gap that was asked for
    BUG = 70  # our mistake
    INTERRUPTED = 130  # Ctrl-C; the best plan so far is saved


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command hands back: people read `lines`, programs read the rest."""

    lines: Iterable[str] = ()  # to stdout
    data: Any = None
    status: str = "ok"
    code: Code = Code.OK
    findings: Sequence[Mapping[str, Any]] = ()
    warnings: Sequence[str] = ()  # to stderr, with --json inside the object
    more: Mapping[str, Any] = field(default_factory=dict)  # with --json beside the data


@dataclass(kw_only=True)
class Talk:
    """How this call wants to be spoken to; options may stand before or after the command."""

    command: str = ""  # such as "audit verify"
    folder: Path = field(default_factory=Path)
    as_json: bool = False
    language: Literal["mn", "en", "both"] = "both"
    loudness: int = 0  # -1 quiet, 0 normal, 1 and more verbose
    color: bool | None = None  # None: when the stream is a terminal
    log_json: bool = False

    def say(self, text: str, *, loudness: int = 0) -> None:
        """Print a line for people on stderr, unless asked to be quieter than that."""
        if self.loudness >= loudness:
            click.echo(text, err=True, color=self.color)

    @property
    def spoken(self) -> Literal["mn", "en", "both"]:
        """The one language in which results are told here: "both" is English."""
        from planner.labels import spoken_on_terminal

        return spoken_on_terminal(self.language)

    def words(self, key: str, **values: object) -> str:
        """Return a sentence of the shell; "both" speaks English, as everywhere on a terminal."""
        from planner.labels import sentence

        return sentence(key, self.spoken, " · ", **values)


def _talk() -> Talk:
    talk = click.get_current_context().find_root().obj
    assert isinstance(talk, Talk)
    return talk


# ---------------------------------------------------------------- options of every command


def _into_talk(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return a callback that stores an option in the Talk, wherever it stood on the line."""

    def store(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        talk = ctx.find_root().obj
        if value is not None and isinstance(talk, Talk):
            setattr(talk, name, value)

    return store


def _shared_options() -> list[click.Option]:
    def option(*names: str, stores: str, **more: Any) -> click.Option:
        return click.Option(names, expose_value=False, callback=_into_talk(stores), **more)

    def flag(*names: str, stores: str, value: Any, text: str) -> click.Option:
        return option(
            *names, stores=stores, is_flag=True, flag_value=value, default=None, help=text
        )

    return [
        option(
            "-C",
            "--project",
            stores="folder",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="The project folder, when it is not the current one.",
        ),
        flag("--json", stores="as_json", value=True, text="Print one JSON object on stdout."),
        option(
            "--lang",
            stores="language",
            type=click.Choice(["mn", "en", "both"]),
            help="Language of what people read; on a terminal, both is English.",
        ),
        flag("-q", "--quiet", stores="loudness", value=-1, text="Say nothing but errors."),
        flag("-v", "--verbose", stores="loudness", value=1, text="Say more about each step."),
        flag("--no-color", stores="color", value=False, text="No colour, as with NO_COLOR."),
        flag("--log-json", stores="log_json", value=True, text="Progress as JSON lines on stderr."),
    ]


def split_example(text: str) -> tuple[str, list[str]]:
    """Return the description of a command and the lines of its example."""
    words, _, example = inspect.cleandoc(text).partition("Example:\n")
    return words.strip(), [line.strip() for line in example.splitlines() if line.strip()]


class _Helpful(click.Command):
    """Takes the options of every command, and shows its example and own options first in help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared = _shared_options()
        self.params.extend(self.shared)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note which command this is, then read its options."""
        talk = ctx.find_root().obj
        if isinstance(talk, Talk):
            talk.command = ctx.command_path.partition(" ")[2]
        return super().parse_args(ctx, args)

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, and the example line by line as it would be typed."""
        words, example = split_example(self.help or "")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(words)
        with formatter.section("Example"):
            for line in example:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of this command, then those that every command takes."""
        ours = [p for p in self.get_params(ctx) if p not in self.shared]
        for title, params in (("Options", ours), ("Options of every command", self.shared)):
            options = (p for p in params if isinstance(p, click.Option))
            records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


class Verb(_Helpful):
    """One command, such as `kholboo plan`."""


class Group(_Helpful, click.Group):
    """A family of verbs, such as `kholboo audit`."""

    command_class = Verb

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work, not of the alphabet."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs of this group, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)


# ---------------------------------------------------------------- the one place for errors


class Shell(Group):
    """The whole command: runs a verb, prints its answer, explains its errors, sets the code."""

    group_class = Group

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "kholboo",
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - we always exit by ourselves
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command line and exit with its code; nothing else in Kholboo exits."""
        words = list(sys.argv[1:] if args is None else args)
        talk = Talk(as_json="--json" in words, color=False if os.environ.get("NO_COLOR") else None)
        try:
            answer = super().main(
                args,
                prog_name,
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                obj=talk,
                **extra,
            )
        except Exception as error:  # the one catch-all: everything gets a message and a code
            answer = _explain(error, words, talk)
        if isinstance(answer, Answer):
            sys.exit(_deliver(answer, talk))
        sys.exit(answer or 0)  # click's own, such as --help


def _deliver(answer: Answer, talk: Talk) -> int:
    """Print an answer on the right streams and return the exit code."""
    try:
        if talk.as_json:
            click.echo(_as_json(answer, talk.command))
        else:
            for line in answer.lines:
                click.echo(line, color=talk.color)
            quiet = talk.loudness < 0 and answer.code is Code.OK
            for warning in () if quiet else answer.warnings:
                click.echo(warning, err=True, color=talk.color)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        with contextlib.suppress(OSError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
    except OSError as error:
        click.echo(f"Cannot print the answer: {_os_text(error)}.", err=True)
        return Code.NO_PLAN
    return answer.code


def _as_json(answer: Answer, command: str) -> str:
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "command": command,
            "status": answer.status,
            "data": answer.data,
            "findings": list(answer.findings),
            "warnings": list(answer.warnings),
            **answer.more,
        },
        ensure_ascii=False,
        indent=1,
    )


def _explain(error: Exception, words: Sequence[str], talk: Talk) -> Answer:
    """Return the message and exit code of an error: the only place that decides them."""
    if isinstance(error, click.Abort):
        return _trouble("interrupted", Code.INTERRUPTED, talk.words("cli.interrupted"))
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, click.ClickException):
        return _trouble("usage", Code.USAGE, f"Error: {error.format_message()}")
    if isinstance(error, MemoryError):
        return _trouble(
            "no_memory",
            Code.NO_PLAN,
            "Error: this machine ran out of memory. Close other programs, or plan one aimag at "
            "a time with --aimag.",
        )
    if isinstance(error, OSError):
        return _machine(error)
    return _ours(error, talk) or _bug(error, words)


def _trouble(status: str, code: Code, *sentences: str) -> Answer:
    return Answer(status=status, code=code, warnings=sentences)


def _usage(error: click.UsageError) -> Answer:
    help_of = error.ctx.command_path if error.ctx else "kholboo"
    message = error.format_message()
    if not message.strip() or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return _trouble("usage", Code.USAGE, message)
    return _trouble("usage", Code.USAGE, f"Error: {message}", f"See: {help_of} --help")


_GAVE_OUT = {
    errno.ENOSPC: "the disk is full. Free some space and run the same command again",
    errno.EDQUOT: "your share of the disk is full. Free some space and run the same command again",
    errno.EFBIG: "the file would be larger than this machine allows",
    errno.EIO: "the disk reports a fault",
    errno.ENOMEM: "this machine ran out of memory",
    errno.EMFILE: "too many files are open",
}
_MAY_NOT = {
    errno.ENOENT: "no such file or folder. Check the path",
    errno.EACCES: "this may not be read or written by you. Check the permissions",
    errno.EPERM: "this may not be read or written by you. Check the permissions",
    errno.EROFS: "this folder is read-only. Copy the project to a folder you can write to",
    errno.EEXIST: "this exists already. Name another place",
    errno.ENOTDIR: "this is not a folder. Check the path",
    errno.EISDIR: "this is a folder, a file was expected. Check the path",
}


def _os_text(error: OSError) -> str:
    reason = {**_GAVE_OUT, **_MAY_NOT}.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {reason}" if error.filename else reason


def _machine(error: OSError) -> Answer:
    gave_out = error.errno in _GAVE_OUT
    return _trouble(
        "machine" if gave_out else "usage",
        Code.NO_PLAN if gave_out else Code.USAGE,
        f"Error: {_os_text(error)}.",
    )


def _ours(error: Exception, talk: Talk) -> Answer | None:
    """Return the answer for trouble that the planner names, None for anything else."""
    if "planner.errors" not in sys.modules:
        return None
    from planner.errors import InputError, PlannerError

    if isinstance(error, InputError):
        return _input_errors(error.findings, talk)
    if isinstance(error, PlannerError):
        gave_out = isinstance(error.__cause__, OSError) and error.__cause__.errno in _GAVE_OUT
        code = Code.NO_PLAN if gave_out else Code.USAGE
        told = talk.words("cli.error", text=error.told(talk.spoken))
        return _trouble("machine" if gave_out else "usage", code, told)
    return None


def _bug(error: Exception, words: Sequence[str]) -> Answer:
    return _trouble(
        "bug",
        Code.BUG,
        f"Kholboo made a mistake ({type(error).__name__}). This is our fault, not yours; your "
        "input was not changed.",
        f"{_write_log(error, words)} Please send it to the maintainers; CONTRIBUTING.md says how.",
    )


def _write_log(error: Exception, words: Sequence[str]) -> str:
    text = "".join(traceback.format_exception(error))
    try:
        handle, name = tempfile.mkstemp(prefix="kholboo-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.write(f"kholboo {_version()}, Python {sys.version}, {sys.platform}\n")
            log.write(f"arguments: {words}\n{text}")
    except OSError:
        return f"No log could be written; it happened at: {text.splitlines()[-3].strip()}."
    return f"The details are in {name}."


def _version() -> str:
    from importlib.metadata import version

    return version("kholboo")


# ---------------------------------------------------------------- the commands


@click.group(cls=Shell, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kholboo", prog_name="kholboo")
def shell() -> None:
    """Decide where the next tögrög for digital access does the most good.

    Kholboo reads an inventory of schools, libraries and community centres, what links and
    equipment cost, and the limits on money. It says which sites get what, proves how near that
    is to the best possible, and writes the sheets and maps that people need.

    Example:
      kholboo demo trial
    """


def _budgets(
    _ctx: click.Context, _param: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Return the budgets of a range a:b:n, in whole units of the plan currency."""
    if value is None:
        return None
    from planner.sweep import spaced

    try:
        low, high, count = value.split(":")
        return spaced(_whole(low), _whole(high), int(count))
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a range such as 1e9:5e9:5") from error


def _money(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """Return a whole sum of the plan currency, written 2500000000 or 2.5e9; nothing is rounded."""
    try:
        return None if value is None else _whole(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is not a whole sum such as 2500000000 or 2.5e9"
        ) from error


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return a day written YYYY-MM-DD, as it was written."""
    from datetime import date

    try:
        if value is None or date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is not a day such as 2027-01-15")


def _whole(text: str) -> int:
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(text.replace("_", ""))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 <= amount < 10**15:
        raise ValueError(text)
    return int(amount)


scenario_option = click.option(
    "--scenario", metavar="NAME", help="Which scenario of kholboo.toml; the default one if absent."
)
run_option = click.option(
    "--run", "run_name", metavar="RUN", help="A run id or folder; the newest run if absent."
)


@shell.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    default="blank",
    show_default=True,
    help="mongolia: a whole synthetic country to try things on; blank: headers for your own data.",
)
def init(folder: Path, template: str) -> Answer:
    """Make a project folder with settings and tables.

    Example:
      kholboo init my-country --template blank
    """
    from planner.template import init_project

    files = init_project(folder, template)
    shown = [_shown(path) for path in files]
    return Answer(
        lines=[
            *shown,
            _talk().words("cli.next_check", command=f"kholboo check -C {_quoted(folder)}"),
        ],
        data={"folder": str(folder), "template": template, "files": shown},
    )


@shell.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def demo(folder: Path) -> Answer:
    """Plan the embedded example and sum it up in ten lines.

    Makes the project when DIR is new, checks it, plans it, and writes every export.

    Example:
      kholboo demo trial
    """
    from planner.inputs import load_inputs
    from planner.template import init_project

    talk = _talk()
    if not (folder / "kholboo.toml").exists():
        init_project(folder, "mongolia")
        talk.say(talk.words("cli.example_made", folder=_shown(folder)))
    _stop_on_errors(load_inputs(folder))
    talk.say(talk.words("cli.example_checked"))
    return _plan_answer(folder, asked_gap=None)


@shell.command()
@scenario_option
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "csv", "html"]),
    default="text",
    show_default=True,
    help="How to list the findings; html is one file that opens anywhere.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of the terminal.",
)
@click.option("--strict", is_flag=True, help="Let warnings, too, end with exit code 1.")
@click.option("--explain", "rule", metavar="RULE", help="Say what a rule looks for and why.")
def check(
    scenario: str | None, as_format: str, output: Path | None, strict: bool, rule: str | None
) -> Answer:
    """Look for every fault of the input.

    Errors stop a plan and end with exit code 1; warnings and notes do not.

    Example:
      kholboo check --format html -o findings.html
    """
    from planner import findings_report
    from planner.floor_checks import with_floors_checked
    from planner.inputs import load_inputs
    from planner.kept_answers import kept_of

    if rule is not None:
        told = findings_report.explain(rule)
        return Answer(lines=[told], data=told)
    kept = kept_of(_project())
    inputs = with_floors_checked(load_inputs(_project(), scenario, kept=kept), kept=kept)
    spoken = _talk().spoken
    text = str(findings_report.render(inputs.findings, as_format, spoken))
    notes = () if as_format == "text" else (findings_report.counted(inputs.findings, spoken),)
    lines = [text.removesuffix("\n")]
    if output is not None:
        from planner.files import with_rename

        def write(path: Path) -> None:
            path.write_bytes(text.encode())

        with_rename(output, write)
        lines = [_talk().words("cli.wrote", file=_shown(output))]
    elif _talk().loudness < 0 and as_format == "text":
        lines = findings_report.stopping_lines(inputs.findings, spoken, strict=strict)
    return _findings_answer(inputs, lines, notes, strict=strict)


@shell.group()
def inventory() -> None:
    """Show what the sites have today.

    Example:
      kholboo inventory report
    """


@inventory.command()
@scenario_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the report; reports/ in the project if absent.",
)
def report(scenario: str | None, output: Path | None) -> Answer:
    """Write the auditor's inventory report, as XLSX and HTML.

    Sites and equipment by place, kind, condition and owner; gaps against the standard; data
    quality; the sources with their sha256. Its totals tie to the tables.

    Example:
      kholboo inventory report -o reports
    """
    from planner.candidates import build_offers
    from planner.inputs import load_inputs
    from planner.inventory_report import write

    inputs = load_inputs(_project(), scenario)
    _stop_on_errors(inputs)
    talk = _talk()
    folder = output or talk.folder / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    written = write(inputs, build_offers(inputs), folder, talk.language)
    files = [_shown(path) for path in written]
    return Answer(lines=files, data={"files": files})


@shell.command()
@scenario_option
@click.option("--site", metavar="ID", help="Only this site, with the cost lines of each offer.")
@click.option("--aimag", metavar="AIMAG", help="Only the sites of this aimag, by code or name.")
@click.option("--technology", metavar="NAME", help="Only this technology.")
@click.option("--reason", metavar="CODE", help="Only rejections for this reason.")
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="How to list them.",
)
def candidates(as_format: str, **wanted: str | None) -> Answer:
    """List what each technology would cost at each site, or why not.

    Example:
      kholboo candidates --site MN-0001
    """
    from planner.candidate_list import as_csv, as_lines, choose, offers_for
    from planner.inputs import load_inputs
    from planner.kept_answers import kept_of

    kept = kept_of(_project())
    inputs = load_inputs(_project(), wanted.pop("scenario"), kept=kept)
    _stop_on_errors(inputs)
    rows = choose(inputs, offers_for(inputs, kept, **wanted), **wanted)
    spoken, detailed = _talk().spoken, bool(wanted["site"])
    lines = (
        as_csv(rows, spoken) if as_format == "csv" else as_lines(rows, spoken, detailed=detailed)
    )
    return Answer(lines=lines, data=[row.to_json() for row in rows])


@shell.command()
@scenario_option
@click.option(
    "--aimag", metavar="AIMAG", help="Plan within the share of one aimag, by code or name."
)
@click.option(
    "--budget",
    metavar="MONEY",
    callback=_money,
    help="One-time money such as 2.5e9, instead of the scenario's limit.",
)
@click.option(
    "--yearly", metavar="MONEY", callback=_money, help="Yearly money, instead of the limit there."
)
@click.option(
    "--solver",
    type=click.Choice(SOLVERS),
    help="How to choose; exact also proves how good the plan is.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0, max=1),
    help="Certified gap to reach, 0.01 for 1 %; exit code 5 when it is not reached.",
)
@click.option(
    "--goal",
    type=click.Choice(["benefit", "least_cost"]),
    help="The most benefit within the limits, or the cheapest way to keep the floors.",
)
@click.option("--effort", type=click.IntRange(0, 3), help="How hard to look, 0 to 3.")
@click.option("--seed", type=int, help="Another seed; the same seed gives the same plan.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes that share a large problem; one per core unless said.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Dask scheduler that shares a large problem instead, tcp://host:port.",
)
@click.option("--decided-by", metavar="NAME", help="Who decided on this plan; printed on sheets.")
@click.option("--decided-role", metavar="ROLE", help="In which role or office.")
@click.option("--decision-document", metavar="NUMBER", help="Number of the order or minutes.")
@click.option(
    "--decision-date",
    metavar="DATE",
    callback=_day,
    help="Day of the decision, YYYY-MM-DD.",
)
def plan(scenario: str | None, aimag: str | None, gap: float | None, **asked: Any) -> Answer:
    """Choose who gets what, and prove how good that is.

    Writes runs/<id>/ with the plan, its certificate, its inputs and every export.

    Ctrl-C saves the best plan so far and ends with exit code 130.

    Example:
      kholboo plan --budget 2.5e9
      kholboo plan --decided-by "D. Bold" --decided-role Minister --decision-document A/12
    """
    from planner.decisions import as_overrides

    who = ("decided_by", "decided_role", "decision_document", "decision_date")
    decided = as_overrides(*(asked.pop(name) for name in who))
    names = {"budget": "capex", "yearly": "opex_per_year"}
    overrides = {names.get(k, k): v for k, v in asked.items() if v is not None} | decided
    if gap is not None:
        overrides["gap"] = gap
    return _plan_answer(
        _project(), asked_gap=gap, scenario=scenario, aimag=aimag, overrides=overrides
    )


@shell.command()
@click.argument("site", required=False)
@click.option("--site", "named", metavar="ID", help="The site, as `kholboo candidates` takes it.")
@click.option("--infeasible", is_flag=True, help="Name the limits that cannot hold together.")
@run_option
def explain(site: str | None, named: str | None, infeasible: bool, run_name: str | None) -> Answer:
    """Say what a site gets and why, and what else there was.

    With the next-best alternative and its price, or what it would take to be served.

    Example:
      kholboo explain MN-0001
      kholboo explain --infeasible
    """
    from planner.explain import explain_infeasible, explain_site
    from planner.kept_answers import kept_beside

    if (site is not None) + (named is not None) + infeasible != 1:
        raise click.UsageError("Name one site id, or ask with --infeasible; one of the two.")
    site = named if site is None else site
    run = _run(run_name)
    kept = kept_beside(run)
    found = explain_infeasible(run) if site is None else explain_site(run, site, kept=kept)
    return Answer(lines=found.lines(_talk().language), data=found.to_json())


@shell.command()
@click.argument("before", metavar="RUN")
@click.argument("after", metavar="RUN")
def compare(before: str, after: str) -> Answer:
    """Say what moved between two runs, in inputs and outcome.

    With what each fund pays, savings, moves, repairs and packages; totals tie to both plans.

    Example:
      kholboo compare runs/1 runs/2
    """
    from planner.compare import compare_runs
    from planner.kept_answers import kept_beside

    old, new = _run(before), _run(after)
    found = compare_runs(old, new, kept=kept_beside(new))
    return Answer(lines=found.lines(_talk().language), data=found.to_json())


@shell.command()
@click.option(
    "--budget",
    "budgets",
    metavar="A:B:N",
    callback=_budgets,
    help="Budgets from a to b, n of them, such as 1e9:5e9:5.",
)
@click.option(
    "--quick",
    is_flag=True,
    help="The proven value of each budget in seconds, with a picture; no runs are saved.",
)
@click.option(
    "--together", is_flag=True, help="With --quick: yearly limits change in the same proportion."
)
@click.option(
    "--draws", type=click.IntRange(min=1), help="Plan under so many draws of all prices instead."
)
@click.option(
    "--spread",
    type=click.FloatRange(0, 2),
    default=0.2,
    show_default=True,
    help="With --draws: how far prices vary; 0.2 keeps two of three within 82 to 122 %.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="With --draws: other draws.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    help="With --draws: processes; the answer is the same.",
)  # fmt: skip
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for tables and pictures; sweeps/ in the project if absent.",
)
@scenario_option
@click.option(
    "--aimag", metavar="AIMAG", help="Plan within the share of one aimag, by code or name."
)
def sweep(budgets: tuple[int, ...] | None, quick: bool, draws: int | None, **asked: Any) -> Answer:
    """Plan at several budgets, or under drawn prices.

    Every budget becomes a saved run; an interrupted sweep goes on where it was when it is run
    again. With --quick only the value of each budget and its proven bound are found, a hundred in
    seconds, drawn as a picture; nothing is saved that could be exported or audited.

    With --draws all prices are drawn anew many times: which sites are safe choices, how far the
    benefit ranges, what today's plan would cost.

    Example:
      kholboo sweep --budget 1e9:5e9:5
      kholboo sweep --budget 1e9:20e9:100 --quick
      kholboo sweep --draws 1000 --spread 0.2
    """
    if (budgets is None) == (draws is None):
        raise click.UsageError("Name budgets with --budget a:b:n, or --draws N; one of the two.")
    _only_with(draws is not None, "--draws", "spread", "seed", "workers")
    _only_with(budgets is not None, "--budget; --draws saves no runs anyway", "quick")
    _only_with(quick, "--quick", "together")
    _only_with(quick or draws is not None, "--quick and --draws; a full sweep saves runs", "output")
    if draws is not None:
        return _draws_answer(draws, asked)
    assert budgets is not None
    distinct = tuple(dict.fromkeys(budgets))
    notes = []
    if len(distinct) < len(budgets):
        counts = {"asked": len(budgets), "distinct": len(distinct)}
        notes = [_talk().words("sweep.merged", **counts)]
    if quick:
        return _frontier_answer(distinct, asked, notes)
    return _sweep_answer(distinct, asked["scenario"], asked["aimag"], notes)


def _only_with(fits: bool, company: str, *names: str) -> None:
    """Raise UsageError for an option that was given where it would change nothing."""
    source = click.get_current_context().get_parameter_source
    given = [n for n in names if source(n) is click.core.ParameterSource.COMMANDLINE]
    if given and not fits:
        raise click.UsageError(f"--{given[0]} goes with {company}.")


def _draws_answer(count: int, asked: Mapping[str, Any]) -> Answer:
    from planner import draws
    from planner import sweep as sweeps

    names = ("spread", "seed", "workers", "output", "scenario", "aimag")
    with _progress(_talk()) as tell:
        found, written = sweeps.drawn_sweep(
            _project(), count, **{k: asked[k] for k in names}, progress=_counted("draws", tell)
        )
    files = [_shown(path) for path in written]
    told = draws.lines(found, _talk().spoken)
    return Answer(lines=[*told, "", *files], data={**found.to_json(), "files": files})


def _frontier_answer(
    budgets: tuple[int, ...], asked: Mapping[str, Any], notes: Sequence[str]
) -> Answer:
    from planner import frontier
    from planner import sweep as sweeps

    names = ("together", "output", "scenario", "aimag")
    with _progress(_talk()) as tell:
        rows, written = sweeps.quick_sweep(
            _project(), budgets, **{k: asked[k] for k in names}, progress=_counted("budgets", tell)
        )
    files = [_shown(path) for path in written]
    talk, spoken = _talk(), _talk().spoken
    hints = [talk.words(f"sweep.{key}") for key in ("list_prices", "no_run")]
    open_rows = sum(row.status == "unknown" for row in rows)
    broken = talk.words("sweep.answered", done=len(rows) - open_rows, asked=len(rows))
    return Answer(
        lines=[*frontier.table(rows, spoken), "", *files, *hints],
        data={"rows": [row.to_json() for row in rows], "files": files},
        status="interrupted" if open_rows else "ok",
        code=Code.INTERRUPTED if open_rows else Code.OK,
        warnings=[*notes, *([broken] if open_rows else [])],
    )


def _counted(what: str, tell: Callable[[Any], None] | None) -> Callable[[int, int], None] | None:
    """Return what tells progress as so many of so many."""
    from planner.run import Step

    if tell is None:
        return None
    begun = time.monotonic()

    def told(done: int, of: int) -> None:
        tell(Step(stage=f"{what}: {done} of {of}", seconds=time.monotonic() - begun))

    return told


def _sweep_answer(
    budgets: tuple[int, ...], scenario: str | None, aimag: str | None, notes: Sequence[str]
) -> Answer:
    from planner import sweep as sweeps

    talk, rows = _talk(), []
    spoken = talk.spoken
    try:
        for row in sweeps.sweep(_project(), budgets, scenario=scenario, aimag=aimag):
            rows.append(row)
            said = {"done": len(rows), "total": len(budgets), "row": row.line(spoken)}
            talk.say(talk.words("sweep.progress", **said))
    except KeyboardInterrupt:
        status, code = "interrupted", Code.INTERRUPTED
        notes = [*notes, sweeps.kept(rows, len(budgets), spoken)]
    else:
        status, code = "ok", Code.OK
    return Answer(
        lines=sweeps.table(rows, spoken) if rows else (),
        data=[row.to_json() for row in rows],
        status=status,
        code=code,
        warnings=notes,
    )


@shell.command()
@click.argument("names", nargs=-1, metavar="[RUN]")
@click.option(
    "--to",
    "to",
    multiple=True,
    type=click.Choice([*FORMATS, *FORMAT_ALIASES]),
    metavar="FORMAT",
    help="What to write, once or several times; the workbook, maps and page if absent.",
)
@run_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to, instead of exports/ in the run folder.",
)
@click.option(
    "--money",
    "money_unit",
    type=click.Choice(list(MONEY_UNITS)),
    default="1",
    show_default=True,
    help="Show money in whole, thousand or million units; nothing is rounded underneath.",
)
@click.option("--site", "sites", multiple=True, metavar="ID", help="Handover sheet of this site.")
@click.option("--soum", "soums", multiple=True, help="Handover sheets of this soum only.")
@click.option("--aimag", "aimags", multiple=True, help="Handover sheets of this aimag only.")
@click.option("--estimates", is_flag=True, help="Show estimated costs, whatever the rules say.")
@click.option(
    "--ocid-prefix", metavar="PREFIX", help="Your registered OCDS prefix, such as ocds-a1b2c3."
)
def export(
    names: tuple[str, ...],
    to: tuple[str, ...],
    run_name: str | None,
    output: Path | None,
    money_unit: str,
    sites: tuple[str, ...],
    soums: tuple[str, ...],
    aimags: tuple[str, ...],
    ocid_prefix: str | None,
    estimates: bool,
) -> Answer:
    """Write a run for others: data, sheets, workbook, maps.

    RUN is a run id or folder, the newest run if absent.

    FORMAT is workbook (or xlsx), geopackage (gpkg), geojson, page (html), ocds, ofds,
    ofds-geojson, datapackage, handover (pdf) or handover-workbook.

    Example:
      kholboo export --to ocds --to pdf --aimag Ховд
    """
    from planner.reprint import Wanted, export_run

    talk = _talk()
    formats = (*(n for n in names if n in FORMATS), *to)
    run = _run(_one_run([n for n in names if n not in FORMATS], run_name))
    wanted = Wanted(
        language=talk.language,
        money_unit=MONEY_UNITS[money_unit],
        sites=sites,
        soums=soums,
        aimags=aimags,
        ocid_prefix=ocid_prefix,
        estimates=estimates,
    )
    files = [_shown(path) for path in export_run(run, formats, output, wanted)]
    return Answer(lines=files, data={"run": run.name, "files": files})


def _one_run(named: Sequence[str], option: str | None) -> str | None:
    """Return the one run that an export is of; raises UsageError for two, or for no such run."""
    from planner.runs.layout import RunError

    runs = [*named, *([] if option is None else [option])]
    if len(runs) > 1:
        raise click.UsageError(f"{' and '.join(runs)}: one run at a time, and {', '.join(FORMATS)}")
    try:
        return None if not runs else str(_run(runs[0]))
    except RunError as fault:
        if option is not None:
            raise
        raise click.UsageError(f"{fault}; nor is it a format: {', '.join(FORMATS)}") from fault


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
def packages(run_name: str | None) -> Answer:
    """List what is tendered together, by when and how.

    With what has to be settled before each is published. A method is named only where a confirmed
    row of the procurement rules gives one.

    Example:
      kholboo procure packages
    """
    from planner.procure import load_tenders, package_lines, packages_json

    tenders = load_tenders(_run(run_name), _talk().language)
    return Answer(lines=package_lines(tenders), data=packages_json(tenders))


@procure.command()
@click.argument("names", metavar="[PACKAGE]...", nargs=-1)
@run_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; exports/ in the project, by run, if absent.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Fill a copy of this workbook of yours instead, by its kholboo_ names.",
)
def sheets(
    names: tuple[str, ...], run_name: str | None, output: Path | None, template: Path | None
) -> Answer:
    """Write tender sheets for bidders and for the buyer.

    PACKAGE is an id such as P01; all of them if absent. The bidders' copy tells no price; the
    buyer's has the estimate with live formulas.

    Example:
      kholboo procure sheets P01 --lang mn -o tender
      kholboo procure sheets P01 --template our-form.xlsx
    """
    from planner.procure import fill_templates, load_tenders, write_sheets

    talk, run = _talk(), _run(run_name)
    folder = output or talk.folder / "exports" / run.name / "procurement"
    tenders = load_tenders(run, talk.language)
    findings: list[Finding] = []
    if template is None:
        written = write_sheets(tenders, names, folder)
    else:
        written, findings = fill_templates(tenders, names, template, folder)
    files = [_shown(path) for path in written]
    return Answer(
        lines=files,
        data={"run": run.name, "files": files},
        status="findings" if findings else "ok",
        code=_code_of([f for f in findings if f.severity.value == "error"]),
        findings=_plain(findings),
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
@click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="How to show the comparison.",
)
def read_bid(files: tuple[Path, ...], run_name: str | None, as_format: str) -> Answer:
    """Read filled bids, find what is wrong, compare.

    Missing, text, negative and other-currency prices, changed quantities and locked cells are
    findings. Totals are computed again. Which complete bid is lowest is arithmetic: evaluation
    and award are the committee's.

    Without --run: the run that the bids say they belong to.

    Example:
      kholboo procure read-bid bids/one.xlsx bids/two.xlsx --format csv
    """
    from planner import bid_comparison as telling
    from planner.bids import read_bids, run_of
    from planner.finding_words import with_severity
    from planner.procure import load_tenders
    from planner.runs.run_folder import list_runs

    named = run_of(files) if run_name is None else None
    known = {path.name for path in list_runs(_talk().folder)}
    tenders = load_tenders(_run(named if named in known else run_name))
    bids = read_bids(files, tenders)
    compared = telling.compare_bids(bids, tenders)
    findings = [finding for bid in bids for finding in bid.findings]
    spoken = _talk().language
    lines = [
        line for comparison in compared for line in telling.comparison_lines(comparison, spoken)
    ]
    if as_format == "csv":
        lines = [telling.comparison_csv(compared).removesuffix("\n")]
    return Answer(
        lines=lines,
        data=[telling.comparison_json(comparison) for comparison in compared],
        status="findings" if findings else "ok",
        code=_code_of([f for f in findings if f.severity.value == "error"]),
        findings=_plain(findings),
        warnings=[with_severity(f, spoken) for f in findings],
    )


@shell.group()
def audit() -> None:
    """Let anyone check a plan.

    Example:
      kholboo audit verify
    """


key_file = click.Path(path_type=Path, dir_okay=False)


@audit.command()
@click.argument("run_name", required=False, metavar="[RUN]")
@click.option(
    "--expect",
    metavar="SEAL",
    help="The seal you were told, or at least its first 32 digits; spaces do not count.",
)
@click.option(
    "--key",
    "public_key",
    type=key_file,
    metavar="FILE",
    help="Public key of who should have signed; needs the extra [sign].",
)
def verify(run_name: str | None, expect: str | None, public_key: Path | None) -> Answer:
    """Check a run again, without any solver.

    Hashes, totals, limits, connectivity, benefit and the certified bound. With --expect or --key
    also that it is the run you were promised; else it says that nobody vouches for that.

    Example:
      kholboo audit verify runs/1
      kholboo audit verify runs/1 --key ministry.pub
    """
    from planner.audit.check_seal import check_seal, line_end_warnings
    from planner.audit.notes import notes_of_run
    from planner.audit.verify_run import verify_run

    run, spoken = _run(run_name), _talk().spoken
    sealed = check_seal(run, expected=expect, key_file=public_key)
    found = [*verify_run(run), *sealed.differences]
    checked = _audit_answer(found, "audit.whole", notes_of_run(run))
    return replace(
        checked,
        lines=[*checked.lines, *sealed.lines(spoken)],
        warnings=[*checked.warnings, *line_end_warnings(found, spoken), *sealed.warnings(spoken)],
        more={"seal": sealed.to_json()},
    )


passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="File whose first line is the passphrase, instead of being asked.",
)


@audit.command()
@click.argument("run_name", required=False, metavar="[RUN]")
@click.option(
    "--key", "private_key", type=key_file, metavar="FILE", help="Private key to sign with."
)
@passphrase_option
def seal(run_name: str | None, private_key: Path | None, passphrase_file: Path | None) -> Answer:
    """Sign a run, and print its seal for paper.

    The run is checked first; one in which anything differs is not sealed. Without --key nothing is
    signed: the seal, told by another way than the folder, is what the receiver compares.

    Example:
      kholboo audit seal runs/1 --key ~/keys/ministry
    """
    from planner.audit import seal_run as sealing

    run, spoken = _run(run_name), _talk().spoken
    passphrase = _passphrase(private_key, passphrase_file)
    report, differences = sealing.seal_run(run, private_key, passphrase)
    if report is None:
        refused = _audit_answer(differences, "audit.whole")
        return replace(refused, warnings=[_talk().words("seal.refused")])
    return Answer(
        lines=sealing.seal_lines(report, _quoted(run), private_key is not None, spoken),
        data=report.to_json(),
    )


def _passphrase(private_key: Path | None, file: Path | None) -> str | None:
    """Return the passphrase of a key: from a file, or typed where a locked key asks for it."""
    from planner.audit import keys

    if file is not None:
        return keys.passphrase_in(file)
    if private_key is not None and keys.is_locked(private_key) and sys.stdin.isatty():
        asked = click.prompt(_talk().words("key.passphrase"), hide_input=True, err=True)
        return str(asked)
    return None


@audit.command()
@click.argument("file", type=key_file)
@click.option("--passphrase", "ask", is_flag=True, help="Ask for a passphrase that locks the key.")
@passphrase_option
def keygen(file: Path, ask: bool, passphrase_file: Path | None) -> Answer:
    """Make a pair of keys to seal runs with.

    FILE is the private key, which only you may read; FILE.pub is for everybody who checks. Neither
    is overwritten, and a private key is not made inside a project folder. Needs the extra [sign].

    Example:
      kholboo audit keygen ~/keys/ministry --passphrase
    """
    from planner.audit import keys

    words = _talk().words
    passphrase = None if passphrase_file is None else keys.passphrase_in(passphrase_file)
    if ask and passphrase is None:
        passphrase = click.prompt(
            words("key.passphrase"), hide_input=True, confirmation_prompt=True, err=True
        )
    made = keys.make_key_pair(file, passphrase)
    return Answer(
        lines=[
            words("key.made", private=made.private),
            words("key.public", public=made.public),
            words("key.id", key_id=made.key_id),
        ],
        data={"private": str(made.private), "public": str(made.public), "key_id": made.key_id},
    )


@audit.command()
def log() -> Answer:
    """List the runs of a project, oldest first.

    With fingerprint, seal, who signed and who decided, and what changed against the run before.

    Example:
      kholboo audit log
    """
    from planner.audit.run_log import log_lines, run_log

    _project()
    rows = run_log(_talk().folder)
    return Answer(lines=log_lines(rows, _talk().spoken), data=[row.to_json() for row in rows])


@audit.command()
@click.argument("run_name", required=False, metavar="[RUN]")
@click.option("--solve", is_flag=True, help="Repeat the solver's own bound, too; takes longer.")
def rederive(run_name: str | None, solve: bool) -> Answer:
    """Derive a run again from its recorded inputs.

    Scenario, problem, plan, figures, sheets and maps: names the first difference of each.

    Example:
      kholboo audit rederive runs/1
    """
    from planner.audit.rederive_run import rederive as derive_again

    found = derive_again(_run(run_name), solve=solve)
    return _audit_answer(found.differences, "audit.same", found.notes)


@shell.command()
@click.argument("name", required=False, metavar="[TABLE]")
def schema(name: str | None) -> Answer:
    """Print the columns of a table or a scenario's settings.

    Without TABLE: lists what can be asked for. With --json: Table Schema or JSON Schema.

    Example:
      kholboo schema sites
    """
    from planner import schema as schemas

    if name is None:
        return Answer(lines=schemas.overview(_talk().language), data=schemas.names())
    return Answer(lines=schemas.lines(name, _talk().language), data=schemas.to_json(name))


@shell.command()
def doctor() -> Answer:
    """Try what a plan needs on this machine.

    Example:
      kholboo doctor
    """
    from planner.doctor import Health, examine

    checks = examine(_talk().folder)
    failed = [c for c in checks if c.health is Health.FAIL]
    return Answer(
        lines=[c.line() for c in checks],
        data=[c.to_json() for c in checks],
        status="findings" if failed else "ok",
        code=Code.FINDINGS if failed else Code.OK,
    )


# ---------------------------------------------------------------- shared by the commands


def _project() -> Path:
    """Return the project folder; raises click.UsageError when it is none."""
    folder = _talk().folder
    if not (folder / "kholboo.toml").is_file():
        raise click.UsageError(_talk().words("cli.no_project", place=_place(folder)))
    return folder


def _run(name: str | None) -> Path:
    """Return the folder of a run, given by id or path; the newest run when not given."""
    from planner.runs.layout import RunError
    from planner.runs.run_folder import find_run

    try:
        return find_run(_talk().folder, name)
    except RunError:
        _project()  # where there is no project, that is what to say
        raise


def _shown(path: Path) -> str:
    """Return a path as a person here would write it."""
    with contextlib.suppress(ValueError, OSError):
        return str(path.resolve().relative_to(Path.cwd())) or "."
    return str(path)


def _place(folder: Path) -> str:
    shown = _shown(folder)
    return _talk().words("cli.this_folder") if shown == "." else shown


def _quoted(path: Path) -> str:
    text = _shown(path)
    return f'"{text}"' if " " in text else text


def _stop_on_errors(inputs: Inputs) -> None:
    """Raise InputError when the input has errors."""
    from planner.errors import InputError

    if not inputs.ok:
        raise InputError(inputs.findings)


def _input_errors(findings: Sequence[Finding], talk: Talk) -> Answer:
    """Return the answer of a command that errors in the input stopped."""
    errors = [f for f in findings if f.severity.value == "error"]
    shown = [f.sentence() for f in errors[:5]]
    more = talk.words("cli.more_errors", count=len(errors) - 5) if len(errors) > 5 else ""
    return Answer(
        status="findings",
        code=_code_of(errors),
        findings=_plain(findings),
        warnings=[
            talk.words("cli.input_errors", count=len(errors)),
            *shown,
            *([more] if more else []),
            talk.words("cli.see_check"),
        ],
    )


def _code_of(errors: Sequence[Finding]) -> Code:
    """Return the exit code of errors: a faulty kholboo.toml is a matter of configuration."""
    if not errors:
        return Code.OK
    return Code.USAGE if all(f.file == "kholboo.toml" for f in errors) else Code.FINDINGS


def _findings_answer(
    inputs: Inputs, lines: Sequence[str], notes: Sequence[str], *, strict: bool
) -> Answer:
    """Return the counts, findings and exit code of a check."""
    levels = [f.severity.value for f in inputs.findings]
    code = _code_of([f for f in inputs.findings if f.severity.value == "error"])
    if strict and code is Code.OK and "warning" in levels:
        code = Code.FINDINGS
    return Answer(
        lines=lines,
        data={
            "sites": len(inputs.sites),
            **{f"{level}s": levels.count(level) for level in ("error", "warning", "note")},
        },
        status="ok" if code is Code.OK else "findings",
        code=code,
        findings=_plain(inputs.findings),
        warnings=notes,
    )


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    from planner.findings_report import render

    return list(render(findings, "json"))


def _audit_answer(
    differences: Sequence[Difference], good: str, notes: Sequence[Note] = ()
) -> Answer:
    spoken = _talk().spoken
    told = [note.line(spoken) for note in notes]
    if not differences:
        return Answer(lines=[_talk().words(good)], data=[], warnings=told)
    return Answer(
        warnings=told,
        lines=[d.line(spoken) for d in differences],
        data=[d.to_json() for d in differences],
        status="findings",
        code=Code.FINDINGS,
    )


# ---------------------------------------------------------------- planning, with progress


def _plan_answer(folder: Path, *, asked_gap: float | None, **asked: Any) -> Answer:
    """Make a plan and return its summary, with the exit code that its outcome deserves."""
    from planner.run import make_plan
    from planner.runs.seal import seal_of
    from planner.summary import outcome_json, seconds_of, summary_lines

    talk = _talk()
    with _progress(talk) as progress:
        made, run_dir = make_plan(folder, progress=progress, **asked)
    status, code = _outcome(made, asked_gap)
    shown = _shown(run_dir)
    files = sorted(
        path.name for path in run_dir.iterdir() if path.is_file() and path.name[0] != "."
    )
    sealed = seal_of(run_dir)
    return Answer(
        lines=summary_lines(made, shown, talk.language, files, sealed),
        data={
            **outcome_json(made),
            "seal": sealed,
            "run_dir": shown,
            "seconds": seconds_of(run_dir),
        },
        status=status,
        code=code,
        warnings=[*_copied_from_outside(folder), *_advice(code, made, _quoted(run_dir), asked_gap)],
    )


def _copied_from_outside(folder: Path) -> list[str]:
    """Return a warning for each table that a run holds a copy of from outside its project."""
    from planner.finding_words import with_severity
    from planner.inputs import outside_of_project

    return [with_severity(finding, _talk().language) for finding in outside_of_project(folder)]


def _outcome(made: Plan, asked_gap: float | None) -> tuple[str, Code]:
    """Return the status word and exit code of a plan."""
    if made.stopped_by == "interrupt":
        return "interrupted", Code.INTERRUPTED
    if made.status == "infeasible":
        return "infeasible", Code.INFEASIBLE
    if made.objective is None:
        return "no_plan", Code.NO_PLAN
    if asked_gap is not None and (made.gap is None or made.gap > asked_gap):
        return "gap", Code.GAP
    return "ok", Code.OK


def _advice(code: Code, made: Plan, run_dir: str, asked_gap: float | None) -> list[str]:
    """Return the next step when a plan is not simply done."""
    words = _talk().words
    match code:
        case Code.INTERRUPTED if made.objective is None:
            return [words("cli.interrupted_early")]
        case Code.INTERRUPTED:
            return [words("cli.interrupted_saved", run=run_dir)]
        case Code.INFEASIBLE:
            return [words("cli.infeasible", run=run_dir)]
        case Code.NO_PLAN if made.solver != "exact":
            return [words("cli.no_plan_simple", solver=made.solver)]
        case Code.NO_PLAN:
            return [words("cli.no_plan")]
        case Code.GAP:
            gap = "–" if made.gap is None else f"{100 * made.gap:.3g} %"
            return [words("cli.gap", gap=gap, asked=f"{100 * (asked_gap or 0):.3g}")]
        case _:
            return []


@contextlib.contextmanager
def _progress(talk: Talk) -> Iterator[Callable[[Any], None] | None]:
    """Yield what the planner calls as it goes on: a moving line, JSON lines, or nothing."""
    clock = time.monotonic()

    def told(event: Any) -> str:
        return _event_text(event, time.monotonic() - clock, talk)

    if talk.log_json:
        yield _log_event
    elif talk.loudness >= 1:
        yield lambda event: talk.say(told(event), loudness=1)
    elif talk.loudness == 0 and sys.stderr.isatty():
        from rich.console import Console

        console = Console(stderr=True, no_color=talk.color is False)
        with console.status(talk.words("cli.stage.read")) as status:
            yield lambda event: status.update(told(event))
    else:
        yield None


def _log_event(event: Any) -> None:
    names = ("stage", "value", "bound", "certified_bound", "gap", "seconds")
    facts = {k: getattr(event, k) for k in names}
    click.echo(json.dumps(facts, ensure_ascii=False), err=True)


_STAGES = ("read", "candidates", "solve", "benefit", "cost", "compare", "write")


def _event_text(event: Any, seconds: float, talk: Talk) -> str:
    """Return an event of the planner as one line for people."""
    stage, _, step = event.stage.partition(": ")
    words = talk.words(f"cli.stage.{stage}") if stage in _STAGES else stage
    parts = [f"{seconds:5.1f} s  {words}: {step}" if step else f"{seconds:5.1f} s  {words}"]
    if event.value is not None:
        in_points = stage == "benefit"
        shown = f"{event.value / 1000:,.1f}" if in_points else f"{event.value:,}"
        parts.append(talk.words("cli.points", points=shown) if in_points else shown)
    if event.gap is not None:
        tiny = 0 < event.gap < 0.0001
        shown = "< 0.01" if tiny else f"{100 * event.gap:,.2f}"
        parts.append(talk.words("cli.gap_now", gap=shown))
    return ", ".join(parts)


def _in_utf8() -> None:
    """Start this command again in UTF-8 where Python was told to read file names as ASCII.

    Libraries for maps and databases take names as UTF-8 and find no folder called өгөгдөл else.
    """
    if os.name == "posix" and not sys.flags.utf8_mode and sys.getfilesystemencoding() != "utf-8":
        words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, words, {**os.environ, "PYTHONUTF8": "1"})


def main() -> NoReturn:
    """Run the kholboo command."""
    _in_utf8()
    gc.set_threshold(50_000, 20, 50)  # tables are many small objects: fewer looks for circles
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles and pipes know no ₮
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        shell.main()
    except KeyboardInterrupt:  # while the answer was being printed
        sys.exit(Code.INTERRUPTED)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to interrupt
