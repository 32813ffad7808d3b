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

from planner.commands.answer import CommandResult, ExitCode
from planner.commands.console import ConsoleOptions

if TYPE_CHECKING:
    from inventory.findings import Finding
    from planner.pipeline.nobody import NobodyError
    from planner.scenario.inputs import Inputs


def message_of(error: Exception, words: Sequence[str], talk: ConsoleOptions) -> CommandResult:
    """Return the message and exit code of an error: the only place that decides them."""
    if isinstance(error, click.Abort):
        return _trouble("interrupted", ExitCode.INTERRUPTED, talk.words("cli.interrupted"))
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, click.ClickException):
        return _trouble("usage", ExitCode.USAGE, f"Error: {error.format_message()}")
    if isinstance(error, MemoryError):
        return _trouble(
            "no_memory",
            ExitCode.NO_PLAN,
            "Error: this machine ran out of memory. Close other programs, or plan one aimag at "
            "a time with --aimag.",
        )
    if isinstance(error, OSError):
        return _machine(error)
    return _ours(error, talk) or _bug(error, words)


def _trouble(status: str, code: ExitCode, *sentences: str) -> CommandResult:
    return CommandResult(status=status, code=code, warnings=sentences)


def _usage(error: click.UsageError) -> CommandResult:
    help_of = error.ctx.command_path if error.ctx else "kholboo"
    message = error.format_message()
    if not message.strip() or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return _trouble("usage", ExitCode.USAGE, message)
    return _trouble("usage", ExitCode.USAGE, f"Error: {message}", f"See: {help_of} --help")


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


def os_text(error: OSError) -> str:
    """Return what the operating system refused, in our words."""
    reason = {**_GAVE_OUT, **_MAY_NOT}.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {reason}" if error.filename else reason


def _machine(error: OSError) -> CommandResult:
    gave_out = error.errno in _GAVE_OUT
    return _trouble(
        "machine" if gave_out else "usage",
        ExitCode.NO_PLAN if gave_out else ExitCode.USAGE,
        f"Error: {os_text(error)}.",
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
        gave_out = isinstance(error.__cause__, OSError) and error.__cause__.errno in _GAVE_OUT
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


def _bug(error: Exception, words: Sequence[str]) -> CommandResult:
    return _trouble(
        "bug",
        ExitCode.BUG,
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


def stop_on_errors(inputs: Inputs) -> None:
    """Raise InputError when the input has errors."""
    from planner.errors import InputError

    if not inputs.ok:
        raise InputError(inputs.findings)


def _input_errors(findings: Sequence[Finding], talk: ConsoleOptions) -> CommandResult:
    """Return the answer of a command that errors in the input stopped."""
    from inventory.findings import condensed, total

    errors = condensed(f for f in findings if f.severity.value == "error")
    shown = [f.sentence() for f in errors[:5]]
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
