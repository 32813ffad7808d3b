"""What an answer says: as lines of text, and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.language.json_values import in_english
from planner.language.label import Label, Language
from planner.language.labels import spoken_on_terminal


class Told:
    """An answer, a dataclass, that is told line by line."""

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data, sentences in English."""
        found: dict[str, Any] = in_english(self)
        return found

    def lines(self, language: Language = "en") -> list[str]:
        """Return the answer as lines of text; "both" speaks English."""
        spoken = spoken_on_terminal(language)
        return [line.text(spoken) for line in self._told()]

    def _told(self) -> Iterator[Label]:
        """Yield the lines in both languages."""
        raise NotImplementedError
