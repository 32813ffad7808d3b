"""How a file is to be read, as the project file would say it, with the reason of every guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.language.label import Label

Where = tuple[str, ...]
"""The keys that lead to a setting of an entry: ("columns", "site_id")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a table: its settings but the path, and why those were guessed that were."""

    table: str
    path: str
    settings: Mapping[Where, Any] = field(default_factory=dict)
    why: Mapping[Where, Label] = field(default_factory=dict)  # no reason: the user said so

    def ordered(self) -> list[tuple[Where, Any]]:
        """Return the settings in the order of the file's format."""
        return sorted(self.settings.items(), key=lambda item: _ORDER.index(item[0][0]))

    def as_config(self) -> dict[str, Any]:
        """Return the entry as plain settings."""
        config: dict[str, Any] = {"path": self.path}
        for where, value in self.ordered():
            inner = config
            for key in where[:-1]:
                inner = inner.setdefault(key, {})
            inner[where[-1]] = list(value) if isinstance(value, tuple) else value
        return config


_ORDER = (
    *("layer", "sheet", "number_format", "date_format", "crs", "where"),
    *("columns", "values", "constants"),
)
