"""A text in Mongolian and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["mn", "en", "both"]


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
