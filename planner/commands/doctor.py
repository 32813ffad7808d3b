"""Diagnose the installation: doctor."""

from __future__ import annotations

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import console_options
from planner.commands.terminal.shell import shell


@shell.command()
def doctor() -> CommandResult:
    """Try what a plan needs on this machine.

    Example:
      kholboo doctor
    """
    from planner.doctor import Health, examine

    checks = examine(console_options().folder)
    failed = [c for c in checks if c.health is Health.FAIL]
    return CommandResult(
        lines=[c.line(console_options().spoken) for c in checks],
        data=[c.to_json() for c in checks],
        status="findings" if failed else "ok",
        code=ExitCode.FINDINGS if failed else ExitCode.OK,
    )
