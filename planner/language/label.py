"""A text in Mongolian and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

Language = Literal["mn", "en", "both"]


class TextInBoth(str):
    """An English text that knows its Mongolian; to programs it is that text."""

    mongolian: str

    def __new__(cls, english: str, mongolian: str) -> Self:
        """Make a text in both languages."""
        made = super().__new__(cls, english)
        made.mongolian = mongolian
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Return what makes a copy, as texts are copied between processes and kept."""
        return type(self), (str(self), self.mongolian)


@dataclass(frozen=True, slots=True)
class Label:
    """A heading or a word of the field in both languages."""

    mn: str
    en: str

    def text(self, language: Language, separator: str = " · ") -> str:
        """Return the label in one language, or in both with a separator between.

        Raises ValueError for a language that is none of mn, en and both.
        """
        if language == "mn":
            return self.mn
        if language == "en":
            return self.en
        if language == "both":
            return self.mn if self.mn == self.en else f"{self.mn}{separator}{self.en}"
        raise ValueError(f"language {language!r} is none of mn, en, both")
