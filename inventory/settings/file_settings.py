"""Settings of a table's file in kholboo.toml that say which of its rows and sheets are meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inventory.coordinate_systems import is_known_crs
from inventory.expressions import ExpressionError, Kind, parse

Wrong = Callable[[str, object, str], None]
"""Records a setting with a wrong value: its key, the value, what is expected."""

FILE_KEYS = (
    *("sheet", "hidden_rows", "id_prefix", "where", "equal_rows", "crs", "separator"),
    "quotations",
)
HIDDEN_ROWS = ("read", "skip")
EQUAL_ROWS = ("once", "all")
QUOTATIONS = ("lowest", "newest", "median")


def file_settings(entry: Mapping[str, Any], wrong: Wrong) -> dict[str, Any]:
    """Return the fields of a `FileSpec` that this module reads; wrong ones are left out."""
    return {
        "sheets": _sheets(entry.get("sheet"), wrong),
        "hidden_rows": _choice(entry, "hidden_rows", HIDDEN_ROWS, wrong),
        "where": _condition(entry.get("where"), wrong),
        "equal_rows": _choice(entry, "equal_rows", EQUAL_ROWS, wrong),
        "quotations": _choice(entry, "quotations", QUOTATIONS, wrong),
        "crs": _crs(entry.get("crs"), wrong),
        "separator": _separator(entry.get("separator"), wrong),
        "id_prefix": _text(entry, "id_prefix", wrong) or "",
    }


def is_names(value: object) -> bool:
    """Return whether a value is a list of texts."""
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and v for v in value)


def _sheets(value: object, wrong: Wrong) -> tuple[str, ...]:
    """Return the names or patterns of sheets: one text, or a list of them."""
    if value is None:
        return ()
    names = value if isinstance(value, list) else [value]
    if is_names(names):
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


def _text(entry: Mapping[str, Any], key: str, wrong: Wrong) -> str | None:
    """Return a text."""
    value = entry.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    wrong(key, value, "a text in quotation marks")
    return None


def _condition(value: object, wrong: Wrong) -> str | None:
    """Return a condition on rows that can be understood."""
    if value is None:
        return None
    try:
        if isinstance(value, str) and parse(value).kind is not Kind.FIGURE:
            return value
        expected = "a condition such as \"status != 'closed'\""
    except ExpressionError as error:
        expected = f"a condition such as \"status != 'closed'\"; here {error}"
    wrong("where", value, expected)
    return None


def _crs(value: object, wrong: Wrong) -> str | None:
    """Return the code of a coordinate system; other notations may name files to open."""
    if value is None:
        return None
    if isinstance(value, str) and is_known_crs(value.strip()):
        return value.strip()
    wrong("crs", value, 'the code of a coordinate system such as "EPSG:32647"')
    return None


def _separator(value: object, wrong: Wrong) -> str | None:
    """Return the sign between the columns of a text table."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) == 1 and value not in '"\r\n\0':
        return value
    wrong("separator", value, 'one sign such as "|" or "^"')
    return None
