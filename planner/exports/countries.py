"""Coarse outlines of countries, coasts included, for maps of projects without boundaries.

Source: Natural Earth 4.1.0, Admin 0 countries, 1:50,000,000, public domain; `.ci/` has the program
that simplified them. Borders are de facto ones, as Natural Earth draws them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import accumulate

STEP = 1_000
"""Of the grid that outlines lie on, in hundred-thousandths of a degree."""


def outline(country: str) -> list[list[int]]:
    """Return the rings of a country by its ISO 3166-1 alpha-2 code, [] for one that is unknown.

    A ring is the longitude and latitude of its first point on the grid, then the steps from each
    point to the next, the last of which is the first.
    """
    return _outlines().get(country.upper(), [])


def in_degrees(ring: list[int]) -> list[tuple[float, float]]:
    """Return the points of a ring in degrees, longitude first."""
    xs, ys = (accumulate(ring[k::2]) for k in (0, 1))
    per_degree = 100_000 / STEP
    return [(x / per_degree, y / per_degree) for x, y in zip(xs, ys, strict=True)]


@cache
def _outlines() -> dict[str, list[list[int]]]:
    text = files(__package__).joinpath("countries.json").read_text(encoding="utf-8")
    found: dict[str, list[list[int]]] = json.loads(text)
    return found
