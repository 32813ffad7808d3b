"""Settings of a table's file in kholboo.toml that say which of its rows and sheets are meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Wrong = Callable[[str, object, str], None]
"""Records a setting with a wrong value: its key, the value, what is expected."""

FILE_KEYS = ("sheet", "hidden_rows")
HIDDEN_ROWS = ("read", "skip")


def file_settings(entry: Mapping[str, Any], wrong: Wrong) -> dict[str, Any]:
    """Return the fields of a `FileSpec` that this module reads; wrong ones are left out."""
    return {
        "sheets": _sheets(entry.get("sheet"), wrong),
        "hidden_rows": _choice(entry, "hidden_rows", HIDDEN_ROWS, wrong),
    }


def _sheets(value: object, wrong: Wrong) -> tuple[str, ...]:
    """Return the names or patterns of sheets: one text, or a list of them."""
    if value is None:
        return ()
    names = value if isinstance(value, list) else [value]
    if names and all(isinstance(name, str) and name for name in names):
        return tuple(names)
    wrong("sheet", value, 'the name of a sheet, "*" for all, or a list of names')
    return ()


def _choice(
    entry: Mapping[str, Any], key: str, options: tuple[str, ...], wrong: Wrong
) -> str | None:
    """Return one of a few words."""
    value = entry.get(key)
    if value is None or value in options:
        return value
    wrong(key, value, "one of " + ", ".join(f'"{option}"' for option in options))
    return None
