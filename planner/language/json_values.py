"""Answers for programs: dataclasses as plain values, sentences in English whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from planner.language.label import Label


def in_english(value: Any) -> Any:
    """Return a value as dicts, lists and plain values; a label becomes its English text."""
    if isinstance(value, Label):
        return value.en
    if is_dataclass(value):
        return {f.name: in_english(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: in_english(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [in_english(one) for one in value]
    return value
