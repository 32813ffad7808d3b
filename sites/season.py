"""When vehicles reach a site: months, all year, or the words of those who know the road."""

from __future__ import annotations

import re

from inventory.values import fold

Months = tuple[int, int]
ALL_YEAR: Months = (1, 12)

_ALL_YEAR = frozenset(
    fold(words)
    for words in ("all year", "all year round", "year-round", "жилийн турш", "бүх жил", "жил бүтэн")
)
_MONTH = r"([0-9]{1,2})\s*(?:-?\s*р)?\s*(?:сар)?"
_RANGE = re.compile(rf"(?:months?\s+)?{_MONTH}\s*[-–—]\s*{_MONTH}", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[A-Za-z]{3}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
)


def months_of(text: str) -> Months | None:
    """Return the first and last month of a season, None where it is told in other words.

    "5-9" and "5-9-р сар" are (5, 9), "11-3" runs over the new year, "all year" is (1, 12).
    """
    if fold(text) in _ALL_YEAR:
        return ALL_YEAR
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2])
    return (first, last) if 1 <= first <= 12 and 1 <= last <= 12 else None


def is_doubtful(text: str) -> bool:
    """Return whether a season names a month that is none, or became a date in a spreadsheet."""
    if _DATE.fullmatch(text.strip()):
        return True
    return bool(_RANGE.fullmatch(text.strip())) and months_of(text) is None
