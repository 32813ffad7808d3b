"""What lines are dug through: metres by soil and slope add up, rivers count once."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sites.digging.dug import NOTHING_KNOWN
from sites.digging.underground import Relief, Underground
from sites.network import River, Soil

EQUATOR_M = 111_194.93  # of a degree


def line(*metres: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Return a line through points east and north of 0, 0 in metres."""
    return tuple((x / EQUATOR_M, y / EQUATOR_M) for x, y in metres)


def area(west: float, east: float) -> Any:
    """Return a rectangle between two distances east in metres."""
    return shapely.box(west / EQUATOR_M, -1, east / EQUATOR_M, 1)


def river(*metres: tuple[float, float]) -> River:
    """Return a river through points in metres."""
    return River(name="r", coordinates=line(*metres))


ROAD = line((0, 0), (1_000, 0))


def test_nothing_is_looked_at_where_nothing_is_known() -> None:
    """Without soils, rivers and heights, and for what has no length, nothing is told."""
    assert Underground().along([ROAD], [1_000]) == [NOTHING_KNOWN]
    under = Underground(soils=(Soil(soil_class="rock", geometry=area(0, 1_000)),))
    assert under.along([ROAD[:1], ROAD], [0, 0]) == [NOTHING_KNOWN, NOTHING_KNOWN]


def test_the_first_soil_of_the_table_counts() -> None:
    """Where two areas overlap the first one does; the rest of a line is not known."""
    rock, sand = (
        Soil(soil_class="rock", geometry=area(200, 500)),
        Soil(soil_class="sand", geometry=area(300, 900)),
    )
    (dug,) = Underground(soils=(rock, sand)).along([ROAD], [1_000])
    assert dug.soils == (("rock", 300), ("sand", 400))
    (dug,) = Underground(soils=(sand, rock)).along([ROAD], [1_000])
    assert dug.soils == (("rock", 100), ("sand", 600))


def test_metres_of_a_crooked_trench_are_in_proportion() -> None:
    """A trench that is longer than its line has as much more in each soil."""
    (dug,) = Underground(soils=(Soil(soil_class="rock", geometry=area(0, 500)),)).along(
        [ROAD], [1_300]
    )
    assert dug.soils == (("rock", 650),)


@given(st.lists(st.integers(-200, 1_200), min_size=2, max_size=6), st.integers(1, 3_000))
def test_metres_never_exceed_the_length(cuts: list[int], length_m: int) -> None:
    """Soils that cover all of a line add up to its length, whatever the rounding."""
    bounds = sorted({-9_000, *cuts, 9_000})
    soils = tuple(
        Soil(soil_class=f"s{n % 3}", geometry=area(a, b))
        for n, (a, b) in enumerate(pairwise(bounds))
    )
    (dug,) = Underground(soils=soils).along([ROAD], [length_m])
    assert sum(m for _, m in dug.soils) == length_m


def test_slopes_fall_into_classes() -> None:
    """Level, 10 and 40 % by thirds; heights that are not known leave metres out."""

    def heights(points: Any) -> Any:
        east_m = points[:, 0] * EQUATOR_M
        return np.interp(east_m, [0, 400, 800, 1_200], [0, 0, 40, 200])

    long = line((0, 0), (1_200, 0))
    relief = Relief(heights=heights, classes=(8, 25), over_m=100)
    (dug,) = Underground(relief=relief).along([long], [1_200])
    assert dug.slopes == ((0, 400), (8, 400), (25, 400))

    def half_known(points: Any) -> Any:
        return np.where(points[:, 0] * EQUATOR_M > 601, np.nan, heights(points))

    relief = Relief(heights=half_known, classes=(8, 25), over_m=100)
    (dug,) = Underground(relief=relief).along([long], [1_200])
    assert dug.slopes == ((0, 400), (8, 200))


@pytest.mark.parametrize(
    ("rivers", "crossings"),
    [
        ((), 0),
        ((river((500, -100), (500, 100)),), 1),
        ((river((500, -100), (500, 100), (700, 100), (700, -100)),), 2),
        ((river((500, -100), (500, 0)), river((500, 0), (520, 100))), 1),  # two rows, one river
        ((river((300, 0), (600, 0)),), 1),  # along the road
        ((river((0, 0), (0, 100)),), 1),  # met at its end
        ((river((500, 1), (500, 100)),), 0),  # ends before the road
    ],
)
def test_rivers_are_counted_where_they_are_met(rivers: tuple[River, ...], crossings: int) -> None:
    """Each place counts once, however many rows draw the river there."""
    soils = (Soil(soil_class="rock", geometry=area(0, 1)),)
    (dug,) = Underground(soils=soils, rivers=rivers).along([ROAD], [1_000])
    assert dug.crossings == crossings


def test_a_river_between_two_stretches_is_crossed_once() -> None:
    """A river that two stretches meet at their common end is one crossing of the whole."""
    under = Underground(rivers=(river((500, -100), (500, 100)),))
    one, other = under.along([line((0, 0), (500, 0)), line((500, 0), (1_000, 0))], [500, 500])
    assert (one.crossings, other.crossings, (one + other).crossings) == (1, 1, 1)


def test_lines_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of few points give what one block gives."""
    soils = (Soil(soil_class="rock", geometry=area(100, 333)),)
    lines = [line((0, 40 * n), (1_000 + n, 40 * n)) for n in range(30)]
    lengths = [1_000 + n for n in range(30)]
    whole = Underground(soils=soils).along(lines, lengths)
    monkeypatch.setattr("sites.digging.underground._BLOCK_POINTS", 100)
    assert Underground(soils=soils).along(lines, lengths) == whole
