"""Findings of filled bids in both languages.

Findings are data for programs, in English. Each of their texts is a value from a file, which stays
what it is in every language, or a `phrase` of the table below, which knows its Mongolian. A phrase
that the table lacks cannot be made.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from inventory.findings import Finding
from inventory.place_words import PlaceWords, current, in_words
from planner.language.label import Language, TextInBoth
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.language.messages.phrases.files import PHRASES_OF_FILES
from planner.language.messages.phrases.floors import PHRASES_OF_FLOORS
from planner.language.messages.survey import PHRASES_OF_SURVEYS
from planner.language.messages.tenders.bids import PHRASES_OF_BIDS
from planner.language.messages.tenders.evaluation import PHRASES_OF_EVALUATIONS
from planner.language.messages.tenders.lots import PHRASES_OF_LOTS
from planner.language.messages.years import PHRASES_OF_YEARS
from planner.language.words import Phrases

_PHRASES_OF_BIDS: tuple[str, ...] = (
    "nothing",
    "blanks",
    "no name",
    "a date",
    "a price",
    "a unit price",
    "the bidder",
    "the price of one unit",
    "the price for 12 months",
    "a number such as 1450000",
    "a number from 0 to 100",
    "an amount, 0 where none was paid",
    "0 or more",
    "less",
    "{one} of {all}",
    "{day} or before",
    "line {number}: {what}",
    "line {number} without a price",
    "line {number} has prices in {cells}",
    "line {number} is priced elsewhere, with amounts in {cells}",
    "the amounts of a line beside its price",
    "line {number} with {amount} for transport",
    "nothing; delivery is priced in its own lines",
    "one price schedule for each line",
    "one bid of each bidder",
    "each file once",
    "the same file again: {files}",
    "nothing; it was read once",
    "{bidder}, also in {files}",
    "package {package} of {run}",
    "{what}, {copy} copy",
    "a bidders' copy of {run} ({fingerprint})",
    "the bidders' copy, filled in and saved as XLSX",
    "a file that is not a workbook",
    "an OpenDocument file, such as .ods",
    "a damaged workbook ({cause})",
    "a form of another version of Kholboo ({form})",
    "a workbook without the hidden sheet of a bidders' copy",
    "no sheet {name}",
    # what to do
    "ask the bidder",
    "ask the bidder; nothing is assumed",
    "ask the bidder to write the number alone",
    "ask the bidder which of them holds; the line is not counted",
    "ask the bidder what they are for",
    "ask the bidder what the amount is for",
    "ask the bidder for prices in {currency}",
    "ask the bidder for the XLSX file",
    "ask the bidder to fill in the file as it was sent",
    "ask whether it is meant",
    "ask whether it is the price of the pack of {size}",
    "ask whether it is the price of one month",
    "ask which one holds and read that alone",
    "ask who sent it",
    "ask for the whole file",
    "let the committee decide",
    "name the run of the bid with --run",
    *PHRASES_OF_BIDS,
    *PHRASES_OF_LOTS,
    *PHRASES_OF_EVALUATIONS,
    *PHRASES_OF_SURVEYS,
)
_PHRASES_OF_CHECKS: tuple[str, ...] = (*PHRASES_OF_FILES, *PHRASES_OF_FLOORS, *PHRASES_OF_YEARS)

PHRASES = Phrases("finding", _PHRASES_OF_BIDS, _PHRASES_OF_CHECKS)
"""Mongolian by English phrase; a blank stands for a value from the file."""


# Three words of English in a row: a blank that holds them would make nonsense of two languages.
_BLANK, _WORD = re.compile(r"\{\w+\}"), re.compile(r"[a-z]+")
_SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]{2,}\b")
NUMBERS = frozenset({"most", "one", "all", "day", "number", "amount", "size", "count"})
"""Blanks that hold figures and dates only."""


class Phrase(TextInBoth):
    """A text of a finding in both languages."""


def phrase(text: str, **values: object) -> Phrase:
    """Return a phrase with its blanks filled, in both languages; values may be phrases too.

    Raises KeyError where a phrase has no Mongolian, or a blank no value.
    """
    said = {k: v.mongolian if isinstance(v, Phrase) else v for k, v in values.items()}
    return Phrase(in_words(text).format(**values), in_words(PHRASES[text], "mn").format(**said))


def as_phrase(text: str) -> Phrase:
    """Return a text about a file as a phrase, with the Mongolian that the table has for it."""
    return Phrase(text, _mongolian_of_files(text))


def with_severity(finding: Finding, language: Language) -> str:
    """Return a finding as one line of text after severity and rule; "both" speaks English."""
    spoken = spoken_on_terminal(language)
    severity = label(f"severity.{finding.severity.value}", spoken)
    return f"{severity} [{finding.rule}]: {told(finding, spoken)}"


def told(finding: Finding, language: Language) -> str:
    """Return a finding as one line of text; "both" speaks English."""
    if spoken_on_terminal(language) == "en":
        return finding.sentence()
    where = finding.file
    if finding.row is not None:
        where = sentence("finding.row", "mn", file=where, row=finding.row)
    if finding.site:
        where += f" ({finding.site})"
    if finding.column is not None:
        named = finding.column.startswith("bid_")  # a field of the bid form, else as in the file
        where += f", {label(finding.column, 'mn') if named else finding.column}"
    parts = [where]
    for key in ("found", "expected"):
        text = getattr(finding, key)
        if text:
            parts.append(sentence(f"finding.{key}", "mn", text=mongolian_text(text, finding.rule)))
    if finding.examples:
        examples = (
            e
            if e.found == finding.found
            else replace(e, found=mongolian_text(e.found, finding.rule))
            for e in finding.examples
        )
        like = ", ".join(e.text(finding, "{row}-р мөр") for e in examples)
        parts.insert(2, sentence("finding.times", "mn", count=f"{finding.count:,}", list=like))
    if finding.todo:
        parts.append(mongolian_text(finding.todo, finding.rule))
    return "; ".join(parts)


def mongolian_text(text: str, rule: str) -> str:
    """Return a text of a finding in Mongolian; a value from a file stays what it is.

    Findings of bids and of files have their Mongolian; others are English but for fixed phrases.
    """
    if isinstance(text, Phrase):
        return text.mongolian
    return text if rule.startswith("bid.") else _mongolian_of_files(text)


def _mongolian_of_files(text: str) -> str:
    """Return a text about a file in Mongolian; one that is not in the table stays English."""
    if text in PHRASES:
        return PHRASES[text]
    for pattern, said, is_loose in _patterns(current()):
        found = pattern.fullmatch(text)
        if found is None or (is_loose and any(map(_SENTENCE.search, found.groups()))):
            continue
        return said.format(**found.groupdict())
    return text


@cache
def _patterns(_areas: PlaceWords) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return the phrases with blanks as patterns, those with most words first.

    The last says whether little but blanks is in it, such as `write {near}`: those hold names and
    figures. Areas are in the words of the project, which are the argument.
    """
    with_blanks = sorted({p for p in _PHRASES_OF_CHECKS if "{" in p}, key=lambda p: (-len(p), p))
    return tuple(
        (
            _pattern(in_words(p)),
            in_words(PHRASES[p], "mn"),
            len(_WORD.findall(_BLANK.sub("", p))) < 3,
        )
        for p in with_blanks
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", phrase)
    made = [re.escape(p) if i % 2 == 0 else _blank(p) for i, p in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


def _blank(name: str) -> str:
    return f"(?P<{name}>{'[0-9.,e+-]+' if name in NUMBERS else '.+?'})"
