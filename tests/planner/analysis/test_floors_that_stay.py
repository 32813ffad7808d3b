"""Floors that stay in a sweep are told by names."""

from __future__ import annotations

from typing import Any

import pytest

from planner.analysis.floors_that_stay import floor_lines
from planner.pipeline.prepare import BaseFloors
from planner.scenario.floor_settings import Floor


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("Khovd", "library")), ("mn", ("Khovd", "номын сан"))]
)
def test_floors_that_stay_are_told_by_names(language: Any, names: tuple[str, str]) -> None:
    """Areas as their sites call them, kinds by their word; a code stands where no name is known."""
    floors = (
        Floor(by="aimag", amounts={"MN-043": 1_500, "MN-099": 2_000}),
        Floor(by="kind", amounts={"library": 75_000}),
    )
    nothing: Any = None
    base = BaseFloors(floors=floors, record=nothing, fair=nothing, aimags={"MN-043": "Khovd"})
    told = floor_lines(base, language)

    assert f"{names[0]} 1.5, MN-099 2" in told[1]
    assert f"{names[1]} 75" in told[2]
