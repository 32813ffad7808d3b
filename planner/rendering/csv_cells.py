"""Text that no spreadsheet takes for a formula, in CSV files and in sheets."""

from __future__ import annotations

# What a program may take for the start of a formula, in full width too, as some keyboards write it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def opens_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula."""
    return text.startswith(FORMULA_STARTS)


def harmless(value: object) -> object:
    """Return a value for a CSV cell; text that would start a formula gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str) and opens_formula(value):
        return "'" + value
    return value
