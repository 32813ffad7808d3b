"""Words of a file for our codes: known ones, guesses, and those that somebody must translate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from inventory.schema.column import Column
from inventory.typed_cells import CellReader, cell_reader, plain_value
from inventory.values import Fault
from planner.project.importing.looking import Look
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
        return 2 * understood >= self.cells > 0 and not self.are_too_many

    @property
    def are_too_many(self) -> bool:
        """Whether there are more different words than anybody would translate."""
        return len(self.unknown) > 5 * MOST_WORDS

    @property
    def are_worth_asking(self) -> bool:
        """Whether something is understood, and the rest are few enough to be translated."""
        return bool(self.known or self.guesses) and not self.are_too_many

    @property
    def are_surely_codes(self) -> bool:
        """Whether nearly every cell is one of our codes, so that no header is needed."""
        return self.cells > 0 and 10 * self.known >= 9 * self.cells


def words_of(look: Look, header: str, column: Column) -> Words:
    """Return what the words of a column mean; kinds of site are guessed by parts of words."""
    counts = Counter(look.column(header))
    read = cell_reader(column, None, None, {})
    unknown = {w: n for w, n in counts.most_common() if isinstance(read(w), Fault)}
    guesses = {}
    for word in unknown:
        code = kind_by_words(word) if column.name == "kind" else _listed_code(read, word)
        if code is not None:
            guesses[word] = code
    cells = sum(counts.values())
    return Words(unknown=unknown, guesses=guesses, known=cells - sum(unknown.values()), cells=cells)


def _listed_code(read: CellReader, word: str) -> str | None:
    """Return the code of a list of one, as ["fibre"] of JSON, None for anything else."""
    listed = re.fullmatch(r"\[\s*\"?([^\"\[\],]+)\"?\s*\]", word)
    code = plain_value(read(listed[1])) if listed else None
    return code if isinstance(code, str) else None


def code_if_unknown(column: Column) -> str:
    """Return the code that stands for words nobody translates, "" where none can."""
    return _IF_UNKNOWN.get(column.name, "")
