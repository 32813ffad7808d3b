"""Columns of codes: what kind of site each row is, and the words that stand for our codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from inventory.schema.column import Column
from inventory.typed_cells import cell_reader
from inventory.values import Fault, shorten
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.importing.looking import Look
from planner.project.importing.mapping import Found
from planner.project.importing.questions import AnswerKind, Question
from planner.project.importing.reading import Reading
from planner.project.importing.vocabulary import kind_by_words

MOST_WORDS = 12
"""A column with five times as many unknown words holds no codes."""
_IF_UNKNOWN: Mapping[str, str] = {"kind": "other", "link_type": "unknown", "power_source": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a column of codes that the dictionary does not know, with their counts."""

    unknown: Mapping[str, int]
    guesses: Mapping[str, str]  # of some unknown ones: our code
    known: int  # cells that are understood, or empty
    cells: int

    @property
    def are_codes(self) -> bool:
        """Whether the column holds codes at all: something in it is understood."""
        understood = self.known + sum(self.unknown[word] for word in self.guesses)
        return 2 * understood >= self.cells > 0 and len(self.unknown) <= 5 * MOST_WORDS


def words_of(look: Look, header: str, column: Column) -> Words:
    """Return what the words of a column mean; kinds of site are guessed by parts of words."""
    counts = Counter(look.column(header))
    read = cell_reader(column, None, None, {})
    unknown = {w: n for w, n in counts.most_common() if isinstance(read(w), Fault)}
    guesses = {}
    if column.name == "kind":
        found = {word: kind_by_words(word) for word in unknown}
        guesses = {word: kind for word, kind in found.items() if kind is not None}
    cells = sum(counts.values())
    return Words(unknown=unknown, guesses=guesses, known=cells - sum(unknown.values()), cells=cells)


def code_if_unknown(column: Column) -> str:
    """Return the code that stands for words nobody translates, "" where none can."""
    return _IF_UNKNOWN.get(column.name, "")


def settle_kind(reading: Reading, found: Found) -> None:
    """Settle what kind of site each row is: by a column of words, or one kind for all."""
    column = reading.table.by_name.get("kind")
    if column is None:
        return
    header = found.header("kind")
    if header is not None and header in reading.look.headers:
        words = words_of(reading.look, header, column)
        of_layout = reading.layout is not None and "kind" in reading.layout.columns
        if words.are_codes or of_layout:
            settle_words(reading, column, found)
            return
        found.drop("kind")
    guess = reading.layout.constants.get("kind", "") if reading.layout else ""
    ask_for_constant(reading, column, guess or _kind_of_all(reading))


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
                meaning=Label(mn=column.mn, en=column.en),
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
    of_layout = reading.layout.values.get(column.name, {}) if reading.layout else {}
    if column.name in found.guessed and words.unknown and not words.are_codes:
        found.drop(column.name)
        return
    if column.name != "kind" and not column.required and not words.are_codes and words.unknown:
        why = filled("import.why.no_codes", header=shorten(header, 40))
        found.guess(column.name, "", why)
        return
    for word, count in words.unknown.items():
        guess = of_layout.get(word, words.guesses.get(word))
        if guess is None and _is_left_out(reading, word):
            continue
        where = ("values", column.name, word)
        if guess is None:
            code = reading.ask(_word_question(reading, column, word, count))
            if code is not None:
                reading.set(where, code)
        else:
            reading.set(where, guess, filled("import.why.value", count=count))


def _is_left_out(reading: Reading, word: str) -> bool:
    """Return whether the condition on rows leaves out the rows with a word."""
    condition = reading.settings.get(("where",), "")
    return " in (" in condition and f"'{word}'" not in condition


def _word_question(reading: Reading, column: Column, word: str, count: int) -> Question:
    return Question(
        id=f"value.{column.name}.{word}@{reading.look.name}",
        text=filled(
            "import.ask.value",
            file=reading.look.name,
            word=shorten(word, 40),
            count=count,
            meaning=Label(mn=column.mn, en=column.en),
        ),
        kind=AnswerKind.CHOICE,
        options=tuple(code.code for code in column.codes),
        guess=code_if_unknown(column),
        file=reading.look.name,
    )
