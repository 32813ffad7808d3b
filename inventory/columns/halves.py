"""Headers that count women and men apart, with no column for both: a sum to be declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from inventory import rules
from inventory.files.file_findings import FileFindings
from inventory.schema.column import Table
from inventory.values import fold

_PAIRS = (
    ("male", "female"),
    ("boys", "girls"),
    ("boy", "girl"),
    ("men", "women"),
    ("m", "f"),
    ("эрэгтэй", "эмэгтэй"),
    ("хөвгүүд", "охид"),
    ("хүү", "охин"),
    ("эр", "эм"),
)
_PAIRED: Mapping[str, str] = {
    fold(word): fold(other) for pair in _PAIRS for word, other in (pair, pair[::-1])
}
_FIRST = frozenset(fold(one) for one, _ in _PAIRS)
_MEANT = (  # words of a header -> the column that the sum would be
    ("staff", ("teacher", "staff", "employee", "багш", "ажилтан", "ажиллагч")),
    ("boarders", ("board", "дотуур")),
    ("students", ("student", "pupil", "enrol", "boy", "сурагч", "суралцагч", "хүүхэд", "хүү")),
)


def tell_halves(
    table: Table,
    headers: Sequence[str],
    unread: Iterable[int],
    known: set[str],
    row: int | None,
    findings: FileFindings,
) -> None:
    """Warn of two unread headers that are halves of a column which the file lacks.

    `known` are the columns that are read; a column is told once, with its first two halves.
    """
    names = [headers[i] for i in unread if headers[i]]
    for first, second, column in halves(table, names, known):
        found = f"{first} and {second} apart, and no {column}"
        expected = f"{column} of both"
        todo = f'set columns = {{ {column} = "{sum_of(first, second)}" }} in kholboo.toml'
        findings.add(rules.COLUMN_HALVES, row, first, found=found, expected=expected, todo=todo)


def halves(
    table: Table, names: Sequence[str], known: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield two headers and the column whose halves they are; a column once, none that is known."""
    told = set(known)
    for first, second in _halves(names):
        column = _column_of(first)
        if column is not None and column not in told and column in table.by_name:
            told.add(column)
            yield first, second, column


def sum_of(first: str, second: str) -> str:
    """Return the sum of two headers as a computed column writes it."""
    return f"{_term(first)} + {_term(second)}"


def _halves(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield the pairs of headers that differ in the word for women and for men alone."""
    by_words = {tuple(fold(name).split()): name for name in reversed(names)}
    for name in names:
        words = fold(name).split()
        for place, word in enumerate(words):
            if word not in _FIRST:
                continue
            other = by_words.get((*words[:place], _PAIRED[word], *words[place + 1 :]))
            if other is not None:
                yield name, other


def _column_of(header: str) -> str | None:
    """Return the column that a half belongs to, None when its words do not tell."""
    folded = fold(header)
    return next((c for c, words in _MEANT if any(fold(word) in folded for word in words)), None)


def _term(header: str) -> str:
    """Return a header as an expression writes it."""
    return header if re.fullmatch(r"[^\W\d]\w*", header) else f"`{header}`"
