"""Columns that the user names, and those that must be there and nobody found."""

from __future__ import annotations

from inventory.schema.column import Column, ValueType
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.importing.code_settings import ask_for_constant
from planner.project.importing.mapping import Found, missing
from planner.project.importing.questions import AnswerKind, Question
from planner.project.importing.reading import Reading


def take_columns(reading: Reading, found: Found) -> None:
    """Take columns that the user names: `--answer column.NAME@FILE=HEADER`."""
    for column in reading.table.columns:
        question = _question(reading, column)
        if question.id in reading.answers.given:
            _take(reading, question, column, found)


def _question(reading: Reading, column: Column) -> Question:
    headers = tuple(header for header in reading.look.headers if header)
    return Question(
        id=f"column.{column.name}@{reading.look.name}",
        text=filled(
            "import.ask.column",
            file=reading.look.name,
            column=column.name,
            meaning=Label(mn=column.mn, en=column.en),
        ),
        kind=AnswerKind.CHOICE,
        options=headers,
        file=reading.look.name,
    )


def _take(reading: Reading, question: Question, column: Column, found: Found) -> None:
    header = reading.ask(question)
    if header is not None:
        found.guess(column.name, header, filled("import.why.said"))


def ask_for_needed(reading: Reading, found: Found) -> None:
    """Ask for required columns that nobody found; shapes without attributes can have none."""
    given = {where[1]: None for where in reading.settings if where[0] == "constants"}
    of_layout = reading.layout.constants if reading.layout is not None else {}
    for column in missing(reading.table, found, given):
        if column.type is ValueType.CODE:
            ask_for_constant(reading, column, of_layout.get(column.name, ""))
        elif any(reading.look.headers):
            _take(reading, _question(reading, column), column, found)
