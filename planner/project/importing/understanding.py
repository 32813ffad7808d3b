"""One file understood: which table it is, how it is read, what stays open, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.schema.column import ValueType
from inventory.schema.tables import TABLES
from planner.language.labels import filled
from planner.project.importing.code_settings import guess_columns, settle_kind, settle_words
from planner.project.importing.column_settings import ask_for_needed, take_columns
from planner.project.importing.doubted import guess_sums, is_projected, missing_codes
from planner.project.importing.format_settings import ask_for_rows, ask_for_system, settle_formats
from planner.project.importing.looking import Look
from planner.project.importing.mapping import Found, mapping_of
from planner.project.importing.questions import AnswerKind, Answers, Question
from planner.project.importing.ranking import Ranking, ranked
from planner.project.importing.reading import Reading, Surroundings, Understood, read_entry

SKIP = "skip"
OFFERED = ("sites", "roads", "pops", "towers", "spans", "coverage", "places", "catalogue")
"""Tables that a file may be said to be where nothing is recognised."""


def understand(look: Look, around: Surroundings, answers: Answers) -> Understood:
    """Return what a file is and how it is read, as far as the answers go."""
    if look.trouble is not None:
        nothing = Ranking(tables=(), is_clear=False, layout=None)
        return Understood(look=look, ranking=nothing, trouble=look.trouble)
    told = Understood(look=look, ranking=ranked(look))
    table = _table(told, answers)
    if table is None or table == SKIP:
        return told
    told.table = table
    _settle(Reading.of(told, around, answers))
    return told


def _table(told: Understood, answers: Answers) -> str | None:
    """Return which table a file is: clear, or asked; None while nobody says."""
    tables, name = told.ranking.tables, told.look.name
    options = tuple(dict.fromkeys((*tables[:5], *OFFERED, SKIP)))
    guess = tables[0] if told.ranking.is_clear else ""
    question = Question(
        id=f"table@{name}",
        text=filled("import.ask.table", file=name),
        kind=AnswerKind.CHOICE,
        options=options,
        guess=guess,
        file=name,
    )
    if not guess or question.id in answers.given:
        told.questions.append(question)
    return answers.to(question)


def _settle(reading: Reading) -> None:
    """Fill in how a file is read, its questions, and what the file then says."""
    look, table, told = reading.look, reading.table, reading.told
    _settle_part(reading)
    found = told.found = mapping_of(look, table.name, told.ranking.layout, reading.around.levels)
    guess_sums(table, look, found)
    take_columns(reading, found)
    settle_kind(reading, found)
    guess_columns(reading, found)
    for column in table.columns:
        if column.type is ValueType.CODE and column.name != "kind":
            settle_words(reading, column, found)
    ask_for_needed(reading, found)
    for name, header in found.guessed.items():
        reading.set(("columns", name), header, found.why[name])
    _settle_missing(reading, found)
    if is_projected(look, found):
        ask_for_system(reading)
    settle_formats(reading)
    ask_for_rows(reading)
    told.entry = reading.entry()
    told.read, told.faults = read_entry(told.entry, reading.around)


def _settle_part(reading: Reading) -> None:
    """Settle which layer, sheets and rows of a file are the table, as far as its layout says."""
    look, layout = reading.look, reading.layout
    if look.layer:
        reading.set(("layer",), look.layer)
    if look.sheet or look.says_sheets:
        names = look.sheets
        reading.set(("sheet",), names[0] if len(names) == 1 else names)
    condition = layout.where(look) if layout is not None and layout.where is not None else None
    if condition:
        reading.set(("where",), condition, filled("import.why.where"))


def _settle_missing(reading: Reading, found: Found) -> None:
    """Settle which figures stand for "missing": by the layout, and those that are negative."""
    table = reading.table
    of_layout = reading.layout.values if reading.layout is not None else {}
    for name, words in of_layout.items():
        if table.by_name[name].type is not ValueType.CODE and found.of(name):
            for word, meant in words.items():
                reading.set(("values", name, word), meant, filled("import.why.no_count"))
    for name, text, count in missing_codes(table, reading.look, found):
        reading.set(("values", name, text), "", filled("import.why.missing", count=count))


def columns_found(told: Understood) -> Iterator[str]:
    """Yield the columns that were found, or are not read by a guess, in the dictionary's order."""
    if told.table is None:
        return
    for column in TABLES[told.table].columns:
        if told.found.of(column.name) or column.name in told.found.guessed:
            yield column.name


def shown_header(value: str | tuple[str, ...]) -> str:
    """Return a header, or those joined, as people read them."""
    return value if isinstance(value, str) else " + ".join(value)
