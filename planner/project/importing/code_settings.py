"""Columns of codes: what kind of site each row is, and the words that stand for our codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from inventory.schema.column import Column, ValueType
from inventory.values import Fault, fold, read_yes_no, shorten
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.importing.looking import Look
from planner.project.importing.mapping import Found
from planner.project.importing.questions import AnswerKind, Question
from planner.project.importing.reading import Reading
from planner.project.importing.vocabulary import kind_by_words, synonyms
from planner.project.importing.words import MOST_WORDS, Words, code_if_unknown, words_of


def guess_columns(reading: Reading, found: Found) -> None:
    """Note columns of codes by their values, where no header tells them."""
    for column in reading.table.columns:
        if column.type is not ValueType.CODE or column.name == "kind" or found.of(column.name):
            continue
        for header in unread(reading.look, found):
            words = words_of(reading.look, header, column)
            if words.are_surely_codes and not _all_are_no(reading.look, header):
                found.guess(column.name, header, filled("import.why.codes"))
                break


def unread(look: Look, found: Found) -> list[str]:
    """Return the headers that no column is read from."""
    used = found.used()
    return [header for header in look.headers if header and fold(header) not in used]


def _all_are_no(look: Look, header: str) -> bool:
    """Return whether a column holds yes and no alone, which are codes of no kind."""
    return not any(isinstance(read_yes_no(word), Fault) for word in set(look.column(header)))


def settle_kind(reading: Reading, found: Found) -> None:
    """Settle what kind of site each row is: by a column of words, or one kind for all."""
    column = reading.table.by_name.get("kind")
    if column is None:
        return
    of_layout = reading.layout is not None and "kind" in reading.layout.columns
    for header in _kind_headers(reading, column, found):
        if of_layout or words_of(reading.look, header, column).are_codes:
            if header != found.header("kind"):
                found.guess("kind", header, filled("import.why.codes"))
            settle_words(reading, column, found)
            return
    found.drop("kind")
    guess = reading.layout.constants.get("kind", "") if reading.layout else ""
    ask_for_constant(reading, column, guess or _kind_of_all(reading))


def _kind_headers(reading: Reading, column: Column, found: Found) -> Iterator[str]:
    """Yield the headers that may hold kinds: the one found, others by their words, by values."""
    there = {fold(header): header for header in reading.look.headers if header}
    known = found.header("kind")
    if known in reading.look.headers:
        yield str(known)
    free = unread(reading.look, found)
    yield from (there[w] for w in synonyms("sites")["kind"] if w in there and there[w] in free)
    yield from (h for h in free if words_of(reading.look, h, column).are_surely_codes)


def _kind_of_all(reading: Reading) -> str:
    """Return the kind that the name of the file or a header speaks of, "" for none."""
    of_file = kind_by_words(PurePosixPath(reading.look.name).stem)
    of_headers = (kind_by_words(header) for header in reading.look.headers)
    return of_file or next((kind for kind in of_headers if kind), "") or ""


def ask_for_constant(reading: Reading, column: Column, guess: str) -> None:
    """Ask which code holds for every row of a file that has no column for it."""
    code = reading.ask(
        Question(
            id=f"{column.name}@{reading.look.name}",
            text=filled(
                "import.ask.constant",
                file=reading.look.name,
                meaning=Label(mn=column.meaning("mn"), en=column.meaning()),
            ),
            kind=AnswerKind.CHOICE,
            options=tuple(code.code for code in column.codes),
            guess=guess,
            file=reading.look.name,
        )
    )
    if code is not None:
        said = f"{column.name}@{reading.look.name}" in reading.answers.given
        why = None if said else filled("import.why.all_rows")
        reading.set(("constants", column.name), code, why)


def settle_words(reading: Reading, column: Column, found: Found) -> None:
    """Translate the words of a column of codes: known ones need nothing, others are asked."""
    header = found.header(column.name)
    if header is None or header not in reading.look.headers:
        return
    if column.many and column.name in found.known:
        return
    words = words_of(reading.look, header, column)
    if column.name in found.guessed and words.unknown and not words.are_codes:
        found.drop(column.name)
        return
    is_optional = column.name != "kind" and not column.required
    if is_optional and words.unknown and not words.are_worth_asking:
        why = filled("import.why.no_codes", header=shorten(header, 40))
        found.guess(column.name, "", why)
        return
    _translate(reading, column, words)


def _translate(reading: Reading, column: Column, words: Words) -> None:
    """Translate the words that are not known: by the layout, by a guess, by asking."""
    of_layout = reading.layout.values.get(column.name, {}) if reading.layout else {}
    asked = 0
    for word, count in words.unknown.items():
        guess = of_layout.get(word, words.guesses.get(word))
        if guess is None and _is_left_out(reading, word):
            continue
        where, why = ("values", column.name, word), filled("import.why.value", count=count)
        if guess is None:
            asked += 1
            question = _word_question(reading, column, word, count, is_many=asked > MOST_WORDS)
            code = reading.ask(question)
            if code is not None:
                is_said = question.id in reading.answers.given
                reading.set(where, code, None if is_said else why)
        else:
            reading.set(where, guess, why)


def _is_left_out(reading: Reading, word: str) -> bool:
    """Return whether the condition on rows leaves out the rows with a word."""
    condition = reading.settings.get(("where",), "")
    return " in (" in condition and f"'{word}'" not in condition


def _word_question(
    reading: Reading, column: Column, word: str, count: int, *, is_many: bool
) -> Question:
    """Return what a word means; a kind of site is guessed only where very many words are asked."""
    return Question(
        id=f"value.{column.name}.{word}@{reading.look.name}",
        text=filled(
            "import.ask.value",
            file=reading.look.name,
            word=shorten(word, 40),
            count=count,
            meaning=Label(mn=column.meaning("mn"), en=column.meaning()),
        ),
        kind=AnswerKind.CHOICE,
        options=tuple(code.code for code in column.codes),
        guess=code_if_unknown(column) if is_many or column.name != "kind" else "",
        file=reading.look.name,
    )
