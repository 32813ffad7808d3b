"""What a setting expects and what stands there, in our words instead of the library's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from inventory.values import shorten
from planner.language.messages.findings import Phrase, phrase

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

KEY = "[key]"  # ends the path of a wrong key of a table
MISSING, UNKNOWN_KEY, MONTH_AND_DAY, DAY = "missing", "extra_forbidden", "month_and_day", "day"
ONE_LINE, YES_NO = "one_line", "yes_no"
_NUMBER = "a number without quotation marks"
_WHOLE = "a whole number without quotation marks"
_YES_NO = "true or false without quotation marks"
_TABLE = "a table of settings, as name = value"
_FITTING = "a value that this setting takes"

EXPECTED: Mapping[str, str] = {
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "dict_type": _TABLE,
    "enum": "one of {options}",
    "finite_number": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": "a number greater than {gt}",
    "greater_than_equal": "a number of {ge} or more",
    "int_from_float": "a whole number, without a fraction",
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "invalid_key": "a name in text",
    "less_than_equal": "a number of {le} or less",
    "list_type": "a list in square brackets",
    "literal_error": "one of {options}",
    ONE_LINE: "one line of text of at most 200 letters",
    MISSING: "a value; it has to be written",
    "model_type": _TABLE,
    YES_NO: "a value that this setting takes, not true or false",
    "tuple_type": "a list in square brackets",
    "string_type": "text in quotation marks",
    UNKNOWN_KEY: "a setting of a known name",
    MONTH_AND_DAY: "a day of every year, MM-DD, such as 09-01",
    DAY: "a day, such as 2027-01-15",
}
"""What a setting expects, by the type of the fault."""

CORRECT = "correct the setting"
CORRECT_TECHNOLOGY = "correct the value; docs/technologies.md lists the settings"


def expected(model: type[BaseModel], error: ErrorDetails) -> Phrase:
    """Return what the setting of a fault expects, in both languages."""
    words = EXPECTED.get(error["type"], _FITTING)
    found = error.get("ctx", {}).items()
    values = {k: f"{v:g}" if isinstance(v, float) else v for k, v in found}
    if "{options}" in words:
        options = options_at(model, error["loc"])
        words = words if options else _FITTING
        values = {"options": ", ".join(options)}
    return phrase(words, **values)


def found(error: ErrorDetails) -> str:
    """Return what was written, as the project file writes it."""
    if error["type"] == MISSING:
        return phrase("nothing")
    return as_written(error["input"])


def as_written(value: Any) -> str:
    """Return a value as the project file writes it, shortened to one line."""
    if value is None:
        return phrase("nothing")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, Mapping):
        pairs = (f"{name} = {as_written(inner)}" for name, inner in value.items())
        return shorten(f"{{ {', '.join(pairs)} }}")
    if isinstance(value, list):
        return shorten(f"[{', '.join(map(as_written, value))}]")
    return shorten(str(value))


def options_at(model: type[BaseModel], where: Sequence[int | str]) -> tuple[str, ...]:
    """Return the values that a setting, or a key of a table, may have; () where any may be."""
    at: Any = model
    for place, part in enumerate(where):
        if place + 1 < len(where) and where[place + 1] == KEY:
            at = get_args(_plain(at))[0] if get_origin(_plain(at)) is dict else None
            break
        at = _within(_plain(at), part)
    at = _plain(at)
    if get_origin(at) is Literal:
        return tuple(map(str, get_args(at)))
    if isinstance(at, type) and issubclass(at, Enum):
        return tuple(str(member.value) for member in at)
    return ()


def _within(kind: Any, part: int | str) -> Any:
    """Return the type of a part of a type: a field, or a value of a table or list."""
    fields = getattr(kind, "model_fields", {})
    if part in fields:
        return fields[part].annotation
    return get_args(kind)[-1] if get_origin(kind) in (dict, list) else None


def _plain(kind: Any) -> Any:
    """Return a type without `| None`: a setting that may be absent."""
    if get_origin(kind) in (None, Literal, dict, list):
        return kind
    inner = [one for one in get_args(kind) if one is not type(None)]
    return inner[0] if inner else kind
