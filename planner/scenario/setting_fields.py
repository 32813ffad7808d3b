"""What tables of settings are made of: no unknown keys, defaults with a source, days, lines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Open(BaseModel):
    """Settings refuse unknown keys, so that a typing error is never a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def sourced(default: Any, source: str, text: str) -> Any:
    """Return a field whose default carries the source printed in reports."""
    return Field(default=default, description=text, json_schema_extra={"source": source})


def _is_day(text: str) -> bool:
    """Return whether a text is a day written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _month_and_day(text: str) -> str:
    """Return a day of every year written MM-DD; any other text is a fault of its own type."""
    if not _is_day(f"2027-{text}"):
        raise PydanticCustomError("month_and_day", "not a day of every year")
    return text


MonthDay = Annotated[str, AfterValidator(_month_and_day)]


def _whole_day(text: str) -> str:
    """Return a day written YYYY-MM-DD; any other text is a fault of its own type."""
    if not _is_day(text):
        raise PydanticCustomError("day", "not a day")
    return text


Day = Annotated[str, AfterValidator(_whole_day)]


def _day_or_nothing(text: str) -> str:
    """Return a day, or an empty text."""
    return _whole_day(text) if text else text


DayOrNothing = Annotated[str, AfterValidator(_day_or_nothing)]


def _one_line(text: str) -> str:
    """Return a text of one line without blanks around it; any other is a fault of its own type."""
    if len(text) > 200 or any(not c.isprintable() for c in text):
        raise PydanticCustomError("one_line", "not one line of at most 200 letters")
    return text.strip()


Line = Annotated[str, AfterValidator(_one_line)]
