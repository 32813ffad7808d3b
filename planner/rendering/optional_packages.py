"""Libraries that only some exports need: used when there, asked for in one line when not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from planner.errors import SettingsError
from planner.language.said import Said, said


def library(name: str, extra: str, what: Said) -> Any:
    """Return an optional library; raises SettingsError with the command that installs it."""
    try:
        return import_module(name)
    except ImportError as fault:
        raise SettingsError(
            said(
                "{what} needs the package {name}; install it with: pip install 'kholboo[{extra}]'",
                what=what,
                name=name,
                extra=extra,
            )
        ) from fault
