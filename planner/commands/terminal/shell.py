"""The shell: parse, run a command, print its answer, choose the exit code.

Commands return a CommandResult. One place (`Shell.main`) prints results, turns every error into a
message with its next step, and chooses the exit code. Modules of the planner are imported inside
the commands, so that `kholboo --help` stays instant.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import WIDEST, ConsoleOptions, folded
from planner.commands.terminal.errors import message_of, os_text
from planner.commands.terminal.help_texts import (
    LANGUAGES,
    VARIABLE,
    description,
    heading,
    heard_option,
    language_asked,
    speak,
    split_example,
    with_names,
)

SCHEMA_VERSION = "1"
LINES_AT_ONCE = 500  # written together: an answer may have a million


def into_console_options(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return a callback that stores an option of the console, wherever it stood on the line."""

    def store(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        talk = ctx.find_root().obj
        if value is not None and isinstance(talk, ConsoleOptions):
            setattr(talk, name, value)

    return store


def _shared_options() -> list[click.Option]:
    def option(*names: str, stores: str, **more: Any) -> click.Option:
        return click.Option(
            names, expose_value=False, callback=into_console_options(stores), **more
        )

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
            type=click.Choice(LANGUAGES),
            envvar=VARIABLE,
            help="Language of what people read; on a terminal, both is English."
            " KHOLBOO_LANG in the environment says it for all commands.",
        ),
        flag("-q", "--quiet", stores="loudness", value=-1, text="Say nothing but errors."),
        flag("-v", "--verbose", stores="loudness", value=1, text="Say more about each step."),
        flag("--no-color", stores="color", value=False, text="No colour, as with NO_COLOR."),
        flag("--log-json", stores="log_json", value=True, text="Progress as JSON lines on stderr."),
    ]


class _Helpful(click.Command):
    """Takes the options of every command, and shows its example and own options first in help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared = _shared_options()
        self.params.extend(self.shared)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note which command this is, then read its options."""
        talk = ctx.find_root().obj
        if isinstance(talk, ConsoleOptions):
            talk.command = ctx.command_path.partition(" ")[2]
        return super().parse_args(ctx, args)

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, and the example line by line as it would be typed."""
        example = split_example(self.help or "")[1]
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(description(self))
        with formatter.section(heading("Example")):
            for line in example:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line; names of values are in the reader's language."""
        return [with_names(piece, self) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the description, as the list of commands shows it."""
        shown = copy.copy(self)
        shown.help = description(self)
        return click.Command.get_short_help_str(shown, limit)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of this command, then those that every command takes."""
        ours = [p for p in self.get_params(ctx) if p not in self.shared]
        for title, params in (("Options", ours), ("Options of every command", self.shared)):
            options = (heard_option(p, self) for p in params if isinstance(p, click.Option))
            records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
            if records:
                with formatter.section(heading(title)):
                    formatter.write_dl(records)


class Command(_Helpful):
    """One command, such as `kholboo plan`."""


class Group(_Helpful, click.Group):
    """A family of verbs, such as `kholboo audit`."""

    command_class = Command

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work, not of the alphabet."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs of this group, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)


_ORDER = (
    *(
        "init",
        "demo",
        "import",
        "undo",
        "check",
        "inventory",
        "candidates",
        "plan",
        "serve",
        "explain",
        "compare",
        "sweep",
    ),
    *("reprice", "export", "procure", "audit", "schema", "doctor"),
)


class Shell(Group):
    """The command line: run a command, print its answer, explain errors, set the exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work; those not listed come last."""
        last = len(_ORDER)
        known = {name: number for number, name in enumerate(_ORDER)}
        return sorted(self.commands, key=lambda name: (known.get(name, last), name))

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
        language = language_asked(words, os.environ)
        speak(language)
        talk = ConsoleOptions(
            as_json="--json" in words,
            language=language,
            color=False if os.environ.get("NO_COLOR") else None,
        )
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
            answer = message_of(error, words, talk)
        if isinstance(answer, CommandResult):
            sys.exit(_deliver(answer, talk))
        sys.exit(answer or 0)  # click's own, such as --help


def _deliver(answer: CommandResult, talk: ConsoleOptions) -> int:
    """Print an answer on the right streams and return the exit code."""
    try:
        if talk.as_json:
            click.echo(_as_json(answer, talk.command))
        else:
            shown = iter(_as_shown(answer))
            while part := list(islice(shown, LINES_AT_ONCE)):
                click.echo("\n".join(part), color=talk.color)
            quiet = talk.loudness < 0 and answer.code is ExitCode.OK
            for warning in () if quiet else answer.warnings:
                click.echo(warning, err=True, color=talk.color)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        with contextlib.suppress(OSError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
    except OSError as error:
        click.echo(talk.words("cli.cannot_print", reason=os_text(error, talk)), err=True)
        return ExitCode.NO_PLAN
    return answer.code


def _as_shown(answer: CommandResult) -> Iterable[str]:
    """Return the lines of an answer; on a terminal its sentences fit, whatever its width."""
    if not (answer.folded and _on_terminal()):
        return answer.lines
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return [part for line in answer.lines for part in folded(line, width)]


def _on_terminal() -> bool:
    """Return whether somebody reads the answer as it is printed."""
    return sys.stdout.isatty()


def _as_json(answer: CommandResult, command: str) -> str:
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
