"""Verify, seal, list and derive runs: audit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import console_options, quoted
from planner.commands.terminal.parameters import flag, input_file, project_folder, run_folder
from planner.commands.terminal.shell import shell

if TYPE_CHECKING:
    from planner.audit.difference import Difference
    from planner.audit.notes import Note


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
def verify(run_name: str | None, expect: str | None, public_key: Path | None) -> CommandResult:
    """Check a run again, without any solver.

    Hashes, totals, limits, connectivity, benefit and the certified bound. With --expect or --key
    also that it is the run you were promised; else it says that nobody vouches for that.

    Example:
      kholboo audit verify runs/1
      kholboo audit verify runs/1 --key ministry.pub
    """
    from planner.audit.notes import notes_of_run
    from planner.audit.seals.check_seal import check_seal
    from planner.audit.verify_run import verify_run

    run, spoken = run_folder(run_name), console_options().spoken
    sealed = check_seal(run, expected=expect, key_file=public_key)
    found = [*verify_run(run), *sealed.differences]
    checked = _audit_answer(found, "audit.whole", notes_of_run(run))
    return replace(
        checked,
        lines=[*checked.lines, *sealed.lines(spoken)],
        warnings=[*checked.warnings, *sealed.warnings(spoken)],
        more={"seal": sealed.to_json()},
    )


passphrase_option = input_file(
    "--passphrase-file",
    metavar="FILE",
    help="File whose first line is the passphrase, instead of being asked.",
)


@audit.command()
@click.argument("run_name", required=False, metavar="[RUN]")
@click.option(
    "--key", "private_key", type=key_file, metavar="FILE", help="Private key to sign with."
)
@passphrase_option
def seal(
    run_name: str | None, private_key: Path | None, passphrase_file: Path | None
) -> CommandResult:
    """Sign a run, and print its seal for paper.

    The run is checked first; one in which anything differs is not sealed. Without --key nothing is
    signed: the seal, told by another way than the folder, is what the receiver compares.

    Example:
      kholboo audit seal runs/1 --key ~/keys/ministry
    """
    from planner.audit.seals import seal_run as sealing

    run, spoken = run_folder(run_name), console_options().spoken
    passphrase = _passphrase(private_key, passphrase_file)
    report, differences = sealing.seal_run(run, private_key, passphrase)
    if report is None:
        refused = _audit_answer(differences, "audit.whole")
        told = [*refused.warnings, console_options().words("seal.refused")]
        return replace(refused, warnings=told)
    return CommandResult(
        folded=True,
        lines=sealing.seal_lines(report, quoted(run), private_key is not None, spoken),
        data=report.to_json(),
    )


def _passphrase(private_key: Path | None, file: Path | None) -> str | None:
    """Return the passphrase of a key: from a file, or typed where a locked key asks for it."""
    from planner.audit.seals import keys

    if file is not None:
        return keys.passphrase_in(file)
    if private_key is not None and keys.is_locked(private_key) and sys.stdin.isatty():
        asked = click.prompt(console_options().words("key.passphrase"), hide_input=True, err=True)
        return str(asked)
    return None


@audit.command()
@click.argument("file", type=key_file)
@flag("--passphrase", "ask", help="Ask for a passphrase that locks the key.")
@passphrase_option
def keygen(file: Path, ask: bool, passphrase_file: Path | None) -> CommandResult:
    """Make a pair of keys to seal runs with.

    FILE is the private key, which only you may read; FILE.pub is for everybody who checks. Neither
    is overwritten, and a private key is not made inside a project folder. Needs the extra [sign].

    Example:
      kholboo audit keygen ~/keys/ministry --passphrase
    """
    from planner.audit.seals import keys

    words = console_options().words
    passphrase = None if passphrase_file is None else keys.passphrase_in(passphrase_file)
    if ask and passphrase is None:
        passphrase = click.prompt(
            words("key.passphrase"), hide_input=True, confirmation_prompt=True, err=True
        )
    made = keys.make_key_pair(file, passphrase)
    return CommandResult(
        folded=True,
        lines=[
            words("key.made", private=made.private),
            words("key.public", public=made.public),
            words("key.id", key_id=made.key_id),
        ],
        data={"private": str(made.private), "public": str(made.public), "key_id": made.key_id},
    )


@audit.command()
def log() -> CommandResult:
    """List the runs of a project, oldest first.

    With fingerprint, seal, who signed and who decided, and what changed against the run before.

    Example:
      kholboo audit log
    """
    from planner.audit.run_log import log_lines, run_log

    project_folder()
    rows = run_log(console_options().folder)
    return CommandResult(
        folded=True,
        lines=log_lines(rows, console_options().spoken),
        data=[row.to_json() for row in rows],
    )


@audit.command()
@click.argument("run_name", required=False, metavar="[RUN]")
@flag("--solve", help="Repeat the solver's own bound, too; takes longer.")
def rederive(run_name: str | None, solve: bool) -> CommandResult:
    """Derive a run again from its recorded inputs.

    Scenario, problem, plan, figures, sheets and maps: names the first difference of each.

    Example:
      kholboo audit rederive runs/1
    """
    from planner.audit.rederive_run import rederive as derive_again

    found = derive_again(run_folder(run_name), solve=solve)
    return _audit_answer(found.differences, "audit.same", found.notes)


def _audit_answer(
    differences: Sequence[Difference], good: str, notes: Sequence[Note] = ()
) -> CommandResult:
    spoken = console_options().spoken
    told = [note.line(spoken) for note in notes]
    if not differences:
        return CommandResult(
            folded=True, lines=[console_options().words(good)], data=[], warnings=told
        )
    from planner.audit.difference import LINE_ENDS, line_end_warnings

    return CommandResult(
        folded=True,
        warnings=[*told, *line_end_warnings(differences, spoken)],
        lines=[d.line(spoken) for d in differences if d.field != LINE_ENDS],
        data=[d.to_json() for d in differences],
        status="findings",
        code=ExitCode.FINDINGS,
    )
