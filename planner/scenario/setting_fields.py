"""What every table of settings is made of: no unknown keys, and defaults with a source."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Open(BaseModel):
    """Settings refuse unknown keys, so that a typing error is never a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def sourced(default: Any, source: str, text: str) -> Any:
    """Return a field whose default carries the source printed in reports."""
    return Field(default=default, description=text, json_schema_extra={"source": source})
