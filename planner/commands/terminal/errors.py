"""Every error as a message with its next step and one exit code."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import ConsoleOptions

if TYPE_CHECKING:
    from inventory.findings import Finding
    from planner.pipeline.nobody import NobodyError
    from planner.scenario.inputs import Inputs


def message_of(error: Exception, words: Sequence[str], talk: ConsoleOptions) -> CommandResult:
    """Return the message and exit code of an error: the only place that decides them."""
    if isinstance(error, click.Abort):
        return _trouble("interrupted", ExitCode.INTERRUPTED, talk.words("cli.interrupted"))
    if isinstance(error, click.UsageError):
        return _usage(error, talk)
    if isinstance(error, click.ClickException):
        told = _heard(error, talk)
        return _trouble("usage", ExitCode.USAGE, talk.words("cli.error", text=told))
    if isinstance(error, MemoryError):
        return _trouble("no_memory", ExitCode.NO_PLAN, talk.words("cli.no_memory"))
    if isinstance(error, OSError):
        return _machine(error, talk)
    return _ours(error, talk) or _bug(error, words, talk)


def _trouble(status: str, code: ExitCode, *sentences: str) -> CommandResult:
    return CommandResult(status=status, code=code, warnings=sentences)


def _heard(error: click.ClickException, talk: ConsoleOptions) -> str:
    """Return the message of a faulty command line in the language of the reader."""
    if talk.spoken == "mn":
        vars(error)["message"] = getattr(error.message, "mongolian", error.message)
    return error.format_message()


def _usage(error: click.UsageError, talk: ConsoleOptions) -> CommandResult:
    help_of = error.ctx.command_path if error.ctx else "kholboo"
    message = _heard(error, talk)
    if not message.strip() or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return _trouble("usage", ExitCode.USAGE, message)
    see = talk.words("cli.see_help", command=f"{help_of} --help")
    return _trouble("usage", ExitCode.USAGE, talk.words("cli.error", text=message), see)


_GAVE_OUT = ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "ENOMEM", "EMFILE")
_MAY_NOT = ("ENOENT", "EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR", "EISDIR")


def _name_of(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "")


def os_text(error: OSError, talk: ConsoleOptions) -> str:
    """Return what the operating system refused, in our words."""
    name = _name_of(error)
    known = name in (*_GAVE_OUT, *_MAY_NOT)
    reason = talk.words(f"os.{name}") if known else error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _machine(error: OSError, talk: ConsoleOptions) -> CommandResult:
    gave_out = _name_of(error) in _GAVE_OUT
    return _trouble(
        "machine" if gave_out else "usage",
        ExitCode.NO_PLAN if gave_out else ExitCode.USAGE,
        talk.words("cli.error", text=f"{os_text(error, talk)}."),
    )


def _ours(error: Exception, talk: ConsoleOptions) -> CommandResult | None:
    """Return the answer for trouble that the planner names, None for anything else."""
    if "planner.errors" not in sys.modules:
        return None
    from planner.errors import InputError, PlannerError

    if isinstance(error, InputError):
        return _input_errors(error.findings, talk)
    if "planner.pipeline.nobody" in sys.modules:
        from planner.pipeline.nobody import NobodyError

        if isinstance(error, NobodyError):
            return _nobody(error, talk)
    if isinstance(error, PlannerError):
        cause = error.__cause__
        gave_out = isinstance(cause, OSError) and _name_of(cause) in _GAVE_OUT
        code = ExitCode.NO_PLAN if gave_out else ExitCode.USAGE
        told = talk.words("cli.error", text=error.told(talk.spoken))
        return _trouble("machine" if gave_out else "usage", code, told)
    return None


def _nobody(error: NobodyError, talk: ConsoleOptions) -> CommandResult:
    """Return the reason why nothing was planned, after what was assumed."""
    from planner.reports.assumption_lines import assumed, assumption_lines

    inputs = error.prepared.inputs
    return CommandResult(
        lines=assumption_lines(inputs, talk.spoken),
        data={"sites": dict(error.reasons), "assumed": assumed(inputs)},
        status="nobody",
        code=ExitCode.NOBODY,
        warnings=[error.told(talk.spoken)],
    )


def _bug(error: Exception, words: Sequence[str], talk: ConsoleOptions) -> CommandResult:
    mistake = talk.words("cli.bug", kind=type(error).__name__)
    log = talk.words("cli.bug_send", log=_write_log(error, words, talk))
    return _trouble("bug", ExitCode.BUG, mistake, log)


def _write_log(error: Exception, words: Sequence[str], talk: ConsoleOptions) -> str:
    text = "".join(traceback.format_exception(error))
    try:
        handle, name = tempfile.mkstemp(prefix="kholboo-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.write(f"kholboo {_version()}, Python {sys.version}, {sys.platform}\n")
            log.write(f"arguments: {words}\n{text}")
    except OSError:
        return talk.words("cli.bug_no_log", place=text.splitlines()[-3].strip())
    return talk.words("cli.bug_log", file=name)


def _version() -> str:
    from importlib.metadata import version

    return version("kholboo")


def stop_on_errors(inputs: Inputs) -> None:
    """Raise InputError when the input has errors."""
    from planner.errors import InputError

    if not inputs.ok:
        raise InputError(inputs.findings)


def _input_errors(findings: Sequence[Finding], talk: ConsoleOptions) -> CommandResult:
    """Return the answer of a command that errors in the input stopped."""
    from inventory.findings import condensed, total
    from planner.language.messages.findings import told

    errors = condensed(f for f in findings if f.severity.value == "error")
    shown = [told(f, talk.spoken) for f in errors[:5]]
    more = talk.words("cli.more_errors", count=total(errors[5:])) if len(errors) > 5 else ""
    return CommandResult(
        status="findings",
        code=code_of(errors),
        findings=plain(findings),
        warnings=[
            talk.words("cli.input_errors", count=total(errors)),
            *shown,
            *([more] if more else []),
            talk.words("cli.see_check"),
        ],
    )


def code_of(errors: Sequence[Finding]) -> ExitCode:
    """Return the exit code of errors: a faulty kholboo.toml is a matter of configuration."""
    if not errors:
        return ExitCode.OK
    return ExitCode.USAGE if all(f.file == "kholboo.toml" for f in errors) else ExitCode.FINDINGS


def plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data for `--json`."""
    from planner.reports.findings_report import render

    return list(render(findings, "json"))
