"""Settings of a table of kholboo.toml that this room reads: each default with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Settings(BaseModel):
    """Settings refuse unknown keys, so that a typing error is never a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Chosen = TypeVar("Chosen", bound=Settings)


def sourced(default: Any, source: str, text: str, **limits: Any) -> Any:
    """Return a field whose default carries the source printed in reports."""
    return Field(default=default, description=text, json_schema_extra={"source": source}, **limits)


def read_settings(
    settings: type[Chosen], given: Mapping[str, Any]
) -> tuple[Chosen, list[ErrorDetails]]:
    """Return the settings given and every fault of them, as the library tells it.

    Settings with a fault are replaced by the defaults, so that the rest of the input can still be
    looked at; the fault stops a plan.
    """
    try:
        return settings.model_validate(dict(given)), []
    except ValidationError as error:
        return settings(), error.errors(include_url=False)
