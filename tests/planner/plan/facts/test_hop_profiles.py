"""Profiles of links in few samples: the ground that matters most is always among them."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest
from printed_plan import context, plan

from planner.language.label import Label
from planner.plan.facts.hop_profiles import SAMPLES, _short, hop_profiles
from planner.rendering.context import ExportContext

__all__ = ["context", "plan"]
TOLD = Label("чөлөөтэй", "clear")


def line(ground: list[float]) -> Any:
    """Return a profile of a ray at 500 m over so many samples, 10 m apart."""
    count = len(ground)
    return SimpleNamespace(
        along_m=tuple(10.0 * i for i in range(count)),
        ground_m=tuple(ground),
        ray_m=(500.0,) * count,
        zone_high_m=(520.0,) * count,
    )


@pytest.mark.parametrize("peak", [1, 7, 500, 998])
def test_the_highest_ground_is_kept(peak: int) -> None:
    """However narrow, it is a sample, in its place; both ends are, too."""
    ground = [100.0] * 1000
    ground[peak] = 480.0
    found = _short(line(ground), TOLD)

    assert found.ground_m[found.along_m.index(10 * peak)] == 480
    assert (found.along_m[0], found.along_m[-1]) == (0, 9_990)
    assert len(found.along_m) <= SAMPLES + 1 and list(found.along_m) == sorted(found.along_m)
    assert (found.start_m, found.end_m, found.zone_m) == (500, 500, 20)


def test_ground_that_is_not_known_is_told_as_such() -> None:
    """A gap in the heights is None, not sea level, and never hides what is known beside it."""
    ground = [math.nan] * 40 + [300.0] + [math.nan] * 39 + [200.0] * 120
    found = _short(line(ground), TOLD)

    assert 300 in found.ground_m and None in found.ground_m


def test_without_heights_there_are_none(context: ExportContext) -> None:
    """A project without an elevation model has no profiles, and its page no column of them."""
    from planner.exports.page.page_data import page_data

    assert hop_profiles(context.plan, SimpleNamespace(ground=None)) == {}  # type: ignore[arg-type]
    assert "profile" not in page_data(context)["links"]
