"""What tables of settings are made of: no unknown keys, defaults with a source, days, lines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError


class Open(BaseModel):
    """Settings refuse unknown keys, so that a typing error is never a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _no_yes_for_a_number(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse true and false where the library would read them as 1 and 0."""
        if isinstance(value, bool) and not _takes_yes(cls.model_fields[str(info.field_name)]):
            raise PydanticCustomError(YES_NO, "no setting of yes and no")
        return value


YES_NO = "yes_no"


def _takes_yes(field: FieldInfo) -> bool:
    """Return whether true and false are values of a field; whatever takes anything takes them."""
    kinds = [field.annotation]
    while kinds:
        kind = kinds.pop()
        if kind in (bool, Any):
            return True
        kinds += get_args(kind)
    return False


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
