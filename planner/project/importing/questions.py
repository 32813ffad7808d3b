"""Questions that a file or a project leaves open, and the answers that people may give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from inventory.money_text import MoneyError, has_two_readings, parse_money
from planner.language.label import Label
from planner.language.labels import filled
from planner.language.said import LabelledError

OPEN = "-"
"""The answer that leaves a question open which may be left open."""


class AnswerKind(StrEnum):
    """What an answer is."""

    CHOICE = "choice"  # one of the options
    MONEY = "money"  # whole units of the plan currency
    FRACTION = "fraction"  # 0 to 1, or a percentage
    NUMBER = "number"  # above 0
    WHOLE = "whole"  # 0 or more
    DAY = "day"  # MM-DD
    SYSTEM = "system"  # code of a coordinate system


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One open question; `guess` stands where nobody answers, "" for none."""

    id: str
    text: Label
    kind: AnswerKind
    options: tuple[str, ...] = ()
    guess: str = ""
    is_needed: bool = True  # False: may be left open, and `kholboo check` tells
    currency: str = ""  # of a sum of money
    file: str = ""  # that it is about

    def to_json(self, language: str) -> dict[str, Any]:
        """Return the question as plain data."""
        return {
            "id": self.id,
            "question": self.text.mn if language == "mn" else self.text.en,
            "answer": self.kind.value,
            "options": list(self.options),
            "guess": self.guess or None,
            "needed": self.is_needed,
            "file": self.file or None,
        }


class AnswerError(LabelledError):
    """An answer that does not fit its question, in both languages."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said so far, by the id of the question, and whether guesses are accepted."""

    given: Mapping[str, str]
    takes_guesses: bool = False

    def to(self, question: Question) -> str | None:
        """Return the answer that holds now: given, else the guess; None where there is none.

        Raises AnswerError for an answer that does not fit.
        """
        written = self.given.get(question.id)
        if written is None:
            return question.guess or None
        if written.strip() in ("", OPEN) and not question.is_needed:
            return None
        return read_answer(question, written)

    def is_open(self, question: Question) -> bool:
        """Return whether the question is still to be asked."""
        if question.id in self.given:
            return False
        return not (self.takes_guesses and question.guess)


def read_answer(question: Question, written: str) -> str:
    """Return an answer in its plain form; raises AnswerError when it does not fit."""
    text = written.strip()
    if question.kind is AnswerKind.CHOICE:
        return _chosen(question, text)
    read = _READERS[question.kind](text, question.currency)
    if read is None:
        example = _EXAMPLES[question.kind]
        raise AnswerError(
            filled("import.answer.wrong", id=question.id, written=text, example=example)
        )
    return read


def _chosen(question: Question, text: str) -> str:
    """Return an option by its word, or by its number as the terminal lists them."""
    by_word = {option.casefold(): option for option in question.options}
    if text.casefold() in by_word:
        return by_word[text.casefold()]
    if text.isdecimal() and 1 <= int(text) <= len(question.options):
        return question.options[int(text) - 1]
    options = ", ".join(question.options)
    raise AnswerError(filled("import.answer.choice", id=question.id, written=text, options=options))


def _money(text: str, currency: str) -> str | None:
    try:
        if has_two_readings(text, "MNT"):  # 650.000 may be thousands, whatever the currency
            return None
        amount = parse_money(text, currency)
    except MoneyError:
        return None
    return str(int(amount)) if amount >= 0 and amount == int(amount) else None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _fraction(text: str, _currency: str) -> str | None:
    is_percent = text.endswith("%")
    number = _decimal(text.removesuffix("%").strip())
    if number is None:
        return None
    share = number / 100 if is_percent else number
    return format(share.normalize(), "f") if 0 <= share <= 1 else None


def _number(text: str, _currency: str) -> str | None:
    number = _decimal(text)
    return format(number, "f") if number is not None and 0 < number < 10**9 else None


def _whole(text: str, _currency: str) -> str | None:
    return str(int(text)) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _day(text: str, _currency: str) -> str | None:
    found = re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{1,2})", text)
    if found is None:
        return None
    try:
        return date(2027, int(found[1]), int(found[2])).strftime("%m-%d")
    except ValueError:
        return None


def _system(text: str, _currency: str) -> str | None:
    from inventory.coordinate_systems import is_known_crs

    code = f"EPSG:{text}" if text.isdecimal() else text.upper()
    return code if is_known_crs(code) else None


_READERS: Mapping[AnswerKind, Callable[[str, str], str | None]] = {
    AnswerKind.MONEY: _money,
    AnswerKind.FRACTION: _fraction,
    AnswerKind.NUMBER: _number,
    AnswerKind.WHOLE: _whole,
    AnswerKind.DAY: _day,
    AnswerKind.SYSTEM: _system,
}
_EXAMPLES: Mapping[AnswerKind, str] = {
    AnswerKind.MONEY: "2500000, 2.5e6",
    AnswerKind.FRACTION: "0.16, 16 %",
    AnswerKind.NUMBER: "129.5",
    AnswerKind.WHOLE: "250",
    AnswerKind.DAY: "09-01",
    AnswerKind.SYSTEM: "EPSG:32647",
}


def unknown_answers(given: Mapping[str, str], asked: Sequence[Question]) -> list[str]:
    """Return the ids of answers to which there is no question, in order."""
    return sorted(set(given) - {question.id for question in asked})
