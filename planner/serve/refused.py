"""What the page asked for and cannot have."""

from __future__ import annotations

from planner.errors import SettingsError
from planner.language.label import Label


class RefusedError(SettingsError):
    """A request of the page that cannot be done, in both languages."""

    def __init__(self, said: Label) -> None:
        self.label = said
        super().__init__(said.en)

    def told(self, language: str) -> str:
        """Return the message in a language."""
        return self.label.mn if language == "mn" else self.label.en
