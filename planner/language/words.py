"""Tables of messages in English that give each one in both languages when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from inventory.place_words import current, in_words
from planner.language.catalogue import mongolian, mongolian_of_many
from planner.language.label import Label

Found = TypeVar("Found", covariant=True)


class Plural(NamedTuple):
    """A message in the two forms of English; {count} is its number where it names it."""

    one: str
    many: str


class _Table(Mapping[str, Found]):
    """A table of English texts; whether it has one is told without looking into the catalogue."""

    english: Mapping[str, object]

    def __contains__(self, key: object) -> bool:
        return key in self.english

    def __iter__(self) -> Iterator[str]:
        return iter(self.english)

    def __len__(self) -> int:
        return len(self.english)


class Words(_Table[Label]):
    """Messages by key, which is the context of the message in the catalogue."""

    def __init__(self, *tables: Mapping[str, str] | Mapping[str, str | Plural]) -> None:
        """Join tables of English by key; raises ValueError for a key that two of them have."""
        self.english: dict[str, str | Plural] = {}
        for table in tables:
            twice = self.english.keys() & table.keys()
            if twice:
                raise ValueError(f"two tables of messages have the same key: {min(twice)}")
            self.english.update(table)
        self._found: dict[str, Label] = {}
        self._areas = current()

    def __getitem__(self, key: str) -> Label:
        """Return a message, of one with two forms that of many.

        Raises KeyError without a message and CatalogueError without its Mongolian.
        """
        if self._areas is not current():
            self._found, self._areas = {}, current()
        if key not in self._found:
            english = self.english[key]
            if isinstance(english, Plural):
                return self.of(key, 0)
            self._found[key] = _in_words(mongolian(key, english), english)
        return self._found[key]

    def of(self, key: str, number: int) -> Label:
        """Return a message with two forms as it is said of so many; raises as `[key]` does."""
        english = self.english[key]
        if not isinstance(english, Plural):
            raise TypeError(f"message {key} has one form only")
        said = english.one if number == 1 else english.many
        return _in_words(mongolian_of_many(key, *english, number), said)


def _in_words(in_mongolian: str, english: str) -> Label:
    """Return a message with its areas in the words of the project."""
    return Label(in_words(in_mongolian, "mn"), in_words(english))


class Phrases(_Table[str]):
    """The Mongolian of English phrases that all stand in one context of the catalogue."""

    def __init__(self, context: str, *tables: Iterable[str]) -> None:
        """Join lists of English phrases; the same phrase may stand in two of them."""
        self.context = context
        self.english = dict.fromkeys(text for table in tables for text in table)
        self._found: dict[str, str] = {}

    def __getitem__(self, english: str) -> str:
        """Return the Mongolian; raises KeyError for a phrase that is none."""
        if english not in self._found:
            if english not in self.english:
                raise KeyError(english)
            self._found[english] = mongolian(self.context, english)
        return self._found[english]
