"""Bring files into a project, and take the last change back: import and undo."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands.terminal.answer import CommandResult, ExitCode
from planner.commands.terminal.console import ConsoleOptions, console_options
from planner.commands.terminal.errors import plain
from planner.commands.terminal.parameters import flag, project_folder
from planner.commands.terminal.shell import shell

if TYPE_CHECKING:
    from planner.project.importing.proposal import Import, Proposal
    from planner.project.importing.questions import Answers, Question


@shell.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--answer",
    "written",
    multiple=True,
    metavar="ID=ANSWER",
    help="Answer a question; may be given several times. --json lists the questions.",
)
@flag("--yes", help="Accept the guesses and write without asking.")
def import_files(files: Sequence[Path], written: Sequence[str], yes: bool) -> CommandResult:
    """Bring your files into a project.

    Looks at each file, says what it is and how it is read, asks what is open, shows ten rows and
    the difference of kholboo.toml, and writes after a yes. Your files are never changed.

    Example:
      kholboo import schools.csv roads.geojson pops.csv
    """
    from planner.project.importing.proposal import Import
    from planner.project.importing.questions import Answers

    talk = console_options()
    given = dict(_pair(text, talk) for text in written)
    work = Import(project_folder(), files, talk.spoken)
    answers = Answers(given, takes_guesses=yes)
    proposal = work.propose(answers)
    if _is_conversation(talk) and not yes:
        proposal, answers = _asked(work, proposal, answers, talk)
        _refuse_unknown(proposal, answers)
        return _written_after_yes(work, proposal, answers, talk)
    _refuse_unknown(proposal, answers)
    return _written_at_once(work, proposal, answers, talk) if yes else _shown(proposal, answers)


def _pair(text: str, talk: ConsoleOptions) -> tuple[str, str]:
    name, mark, answer = text.rpartition("=") if text.count("=") > 1 else text.partition("=")
    if not mark or not name.strip():
        raise click.UsageError(talk.words("import.answer.form", written=text))
    return name.strip(), answer


def _refuse_unknown(proposal: Proposal, answers: Answers) -> None:
    """Raise UsageError for answers that nobody asked for: a slip of the pen."""
    from planner.project.importing.questions import unknown_answers

    unknown = unknown_answers(answers.given, proposal.questions)
    if unknown:
        ids = ", ".join(unknown)
        raise click.UsageError(console_options().words("import.answer.nobody_asked", ids=ids))


def _is_conversation(talk: ConsoleOptions) -> bool:
    """Return whether somebody sits at the terminal and may be asked."""
    return not talk.as_json and sys.stdin.isatty() and sys.stderr.isatty()


# -- with somebody at the terminal ----------------------------------------------------------------


def _asked(
    work: Import, proposal: Proposal, answers: Answers, talk: ConsoleOptions
) -> tuple[Proposal, Answers]:
    """Ask what is open, one question after the other, as answers bring up others."""
    from planner.project.importing.questions import Answers
    from planner.project.importing.shown import file_lines

    told: set[str] = set()
    while True:
        for one in proposal.files:
            if one.look.name not in told and (one.entry is not None or one.trouble is not None):
                told.add(one.look.name)
                talk.say("\n".join(file_lines(one, talk.spoken)) + "\n")
        question = next(iter(proposal.open_questions(answers)), None)
        if question is None:
            return proposal, answers
        answer = _answer_of(question, talk)
        answers = Answers({**answers.given, question.id: answer})
        proposal = work.propose(answers)


def _answer_of(question: Question, talk: ConsoleOptions) -> str:
    """Ask one question until its answer fits; Enter takes the guess or leaves it open."""
    from planner.project.importing.questions import OPEN, AnswerError, AnswerKind, read_answer
    from planner.project.importing.shown import question_lines

    talk.say("\n".join(question_lines(question, talk.spoken)), loudness=-1)
    is_choice = question.kind is AnswerKind.CHOICE
    words = talk.words("import.prompt_choice" if is_choice else "import.prompt")
    default = question.guess or (None if question.is_needed else OPEN)
    while True:
        text: str = click.prompt(words, default=default, err=True)
        if text.strip() == OPEN and not question.is_needed:
            return OPEN
        try:
            return read_answer(question, text)
        except AnswerError as error:
            talk.say(error.told(talk.spoken), loudness=-1)


def _written_after_yes(
    work: Import, proposal: Proposal, answers: Answers, talk: ConsoleOptions
) -> CommandResult:
    from planner.project.importing.shown import as_data, change_lines

    data = {**as_data(proposal, answers, talk.spoken), "written": False}
    for line in change_lines(proposal, talk.spoken):
        talk.say(line, loudness=-1)
    if not proposal.contents:
        return CommandResult(data=data, **_troubles(proposal))
    if not click.confirm(talk.words("import.confirm"), err=True):
        return CommandResult(lines=[talk.words("import.not_written")], data=data)
    return _write(work, proposal, answers, talk)


# -- with nobody there ---------------------------------------------------------------------------


def _shown(proposal: Proposal, answers: Answers) -> CommandResult:
    """Return the proposal and its questions; nothing is written."""
    from planner.project.importing.shown import as_data, change_lines, file_lines, open_lines

    talk = console_options()
    lines = [line for one in proposal.files for line in (*file_lines(one, talk.spoken), "")]
    lines += change_lines(proposal, talk.spoken)
    lines += ["", *open_lines(proposal.open_questions(answers), talk.spoken)]
    return CommandResult(
        lines=lines,
        data={**as_data(proposal, answers, talk.spoken), "written": False},
        warnings=[talk.words("import.how_to_go_on")],
        **_troubles(proposal),
    )


def _written_at_once(
    work: Import, proposal: Proposal, answers: Answers, talk: ConsoleOptions
) -> CommandResult:
    """Write with the guesses, unless something must be answered first."""
    from planner.project.importing.shown import (
        as_data,
        change_lines,
        file_lines,
        open_lines,
        printable,
    )

    needed = [q for q in proposal.open_questions(answers) if q.is_needed]
    troubles = _troubles(proposal)
    if needed or troubles:
        ids = printable(", ".join(question.id for question in needed[:12]))
        lines = [line for one in proposal.files for line in (*file_lines(one, talk.spoken), "")]
        lines += open_lines(needed, talk.spoken)
        said = talk.words("import.still_open", ids=ids) if needed else None
        return CommandResult(
            lines=lines,
            data={**as_data(proposal, answers, talk.spoken), "written": False},
            warnings=[said or talk.words("import.not_written")],
            **(troubles or {"status": "questions", "code": ExitCode.USAGE}),
        )
    for one in proposal.files:
        talk.say("\n".join(file_lines(one, talk.spoken)) + "\n")
    for line in change_lines(proposal, talk.spoken):
        talk.say(line)
    return _write(work, proposal, answers, talk)


def _troubles(proposal: Proposal) -> dict[str, Any]:
    """Return how an answer ends where files could not be read, {} where all could."""
    found = [one.trouble for one in proposal.files if one.trouble is not None]
    if not found:
        return {}
    return {"status": "findings", "code": ExitCode.FINDINGS, "findings": plain(found)}


def _write(
    work: Import, proposal: Proposal, answers: Answers, talk: ConsoleOptions
) -> CommandResult:
    from planner.project.importing.shown import as_data, open_lines, printable
    from planner.project.journal import change_files

    data = as_data(proposal, answers, talk.spoken)
    if not proposal.contents:
        return CommandResult(lines=[talk.words("import.nothing")], data={**data, "written": False})
    change_files(work.folder, "kholboo import", proposal.contents, expected=proposal.expected)
    files = printable(", ".join(sorted(proposal.contents)))
    return CommandResult(
        lines=[
            talk.words("import.written", files=files),
            *open_lines(proposal.open_questions(answers), talk.spoken),
            talk.words("cli.next_check", command="kholboo check"),
        ],
        data={**data, "written": True},
    )


@shell.command()
def undo() -> CommandResult:
    """Take back the last change of the project file.

    Restores kholboo.toml as it was before Kholboo changed it, and removes the files that Kholboo
    made with it; runs and your own files are not touched. Refuses when one of these files was
    edited since. Run again, it takes back the change before.

    Example:
      kholboo undo
    """
    from planner.project.journal import take_back

    talk = console_options()
    entry = take_back(project_folder())
    restored = [change.path for change in entry.files if change.before is not None]
    removed = [change.path for change in entry.files if change.before is None]
    none = talk.words("journal.none")
    return CommandResult(
        lines=[
            talk.words(
                "journal.taken_back",
                command=entry.command,
                restored=", ".join(restored) or none,
                removed=", ".join(removed) or none,
            )
        ],
        data={"command": entry.command, "restored": restored, "removed": removed},
    )
