"""Fields of one record that another one, or plain data, takes as they are."""

from __future__ import annotations

from typing import Any


def fields_of(record: object, *names: str) -> dict[str, Any]:
    """Return fields of a record by their names, in that order."""
    return {name: getattr(record, name) for name in names}
