"""Trouble of audits and seals, told in both languages."""

from __future__ import annotations

from typing import Any

from planner.errors import PlannerError
from planner.language.labels import LABELS


class AuditError(PlannerError):
    """An audit or a seal that cannot go on; the sentence is found by its key."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key, self.values = key, values
        super().__init__(LABELS[key].en.format(**values))

    def told(self, language: str) -> str:
        """Return the sentence in Mongolian, or in English."""
        found = LABELS[self.key]
        return (found.mn if language == "mn" else found.en).format(**self.values)
