"""Members of published JSON: without empty ones, coordinates to 0.1 m."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DECIMALS = 6  # of a degree: about 0.1 m


def filled(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members that say something: not None, no empty text, list or object."""
    return {k: v for k, v in members.items() if v is not None and v != "" and v != [] and v != {}}


def rounded(at: tuple[float, float]) -> list[float]:
    """Return a point, longitude first, to about 0.1 m."""
    return [round(at[0], DECIMALS), round(at[1], DECIMALS)]
