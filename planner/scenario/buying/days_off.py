"""Dated days that a government adds to the public holidays, or makes working days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """One dated day: off, or worked though it would be off."""

    day: str  # YYYY-MM-DD
    working: bool
    name: str = ""
    file: str = ""
    row: int = 0
