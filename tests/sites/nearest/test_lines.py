"""The nearest place on many lines is the nearest of all, however far lines are drawn."""

from __future__ import annotations

import math
import random

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.distance import METRES_PER_DEGREE, Point, haversine_m, project
from sites.nearest.lines import LONGEST_PIECE_DEGREES, LineIndex, cut, distances, flat

METRE = 1 / METRES_PER_DEGREE  # degrees of latitude in a metre
POINTS = st.tuples(st.floats(99, 101), st.floats(46, 48))
LINES = st.dictionaries(
    st.text("abc", min_size=1, max_size=2), st.lists(POINTS, min_size=2, max_size=4), max_size=4
)


def test_a_place_on_a_long_line_with_its_metres() -> None:
    """Half way along a cable of two degrees, 300 m north of it."""
    lines = {"F1": ((105.0, 47.0), (107.0, 47.0))}
    (found,) = LineIndex(lines).nearest([(106.0, 47.0 + 300 * METRE)], 5_000)

    assert found is not None
    assert found.line == "F1"
    assert found.distance_m == pytest.approx(300, abs=0.01)
    assert found.place == (106.0, 47.0)
    assert found.along_m == pytest.approx(haversine_m((105, 47), (106, 47)), abs=20)


def test_beyond_reach_is_none() -> None:
    """A place 301 m away is not within 300 m; without lines there is no place at all."""
    point = (106.0, 47.0 + 301 * METRE)
    assert LineIndex({"F1": ((105.0, 47.0), (107.0, 47.0))}).nearest([point], 300) == [None]
    assert LineIndex({}).nearest([point], 300) == [None]
    assert LineIndex({"dot": ((106.0, 47.0),)}).nearest([point], 3_000) == [None]
    assert LineIndex({"F1": ((105.0, 47.0), (107.0, 47.0))}).nearest([], 300) == []


def test_of_equally_near_lines_the_first_id_is_taken() -> None:
    """Two cables in one duct: the answer does not depend on the order of the table."""
    line = ((105.0, 47.0), (105.01, 47.0))
    for ids in ("ba", "ab"):
        (found,) = LineIndex(dict.fromkeys(ids, line)).nearest([(105.005, 47.001)], 500)
        assert found is not None and found.line == "a"


def test_a_line_of_one_place_is_that_place() -> None:
    """A cable whose ends coincide has no length, and is found all the same."""
    (found,) = LineIndex({"F": ((105.0, 47.0), (105.0, 47.0))}).nearest([(105.0, 47.001)], 500)
    assert found is not None and found.along_m == 0 and found.place == (105.0, 47.0)


def test_near_the_pole_and_with_wild_latitudes_nothing_breaks() -> None:
    """Coordinates in the wrong order or beyond the globe give no traceback."""
    lines = {"F": ((47.0, 105.0), (47.5, 106.0)), "G": ((10.0, 89.9), (20.0, 89.9))}
    assert LineIndex(lines).nearest([(105.0, 47.0)], 1_000) == [None]
    (found,) = LineIndex(lines).nearest([(15.0, 89.9)], 1_000)
    assert found is None or found.line == "G"


def test_lines_off_the_globe_are_no_lines() -> None:
    """Metres taken for degrees, infinities and nothing at all cost neither time nor memory."""
    wild = [((500_000.0, 5_300_000.0), (510_000.0, 5_300_000.0)), ((math.inf, 0.0), (1.0, 1.0))]
    wild += [((math.nan, 47.0), (1e300, 47.0)), ()]
    index = LineIndex({f"F{n}": line for n, line in enumerate(wild)})
    assert not index and index.nearest([(105.0, 47.0)], 1_000) == [None]
    good = ((105.0, 47.0), (105.1, 47.0))
    met = LineIndex({"F": good}).meetings([*wild, good], 1_000)
    assert met[:-1] == [None] * 4 and met[-1] is not None


@settings(deadline=None, max_examples=examples(60))
@given(LINES, st.lists(POINTS, min_size=1, max_size=3))
def test_the_nearest_place_is_the_nearest_of_all(
    lines: dict[str, list[Point]], points: list[Point]
) -> None:
    """Looking at every line one by one finds none that is nearer by a metre in a thousand."""
    found = LineIndex(lines).nearest(points, 500_000)
    for point, on in zip(points, found, strict=True):
        each = [haversine_m(point, project(line, point)[1]) for line in lines.values()]
        best = min(each, default=math.inf)
        assert (on is None) == (best > 500_000)
        if on is not None:
            assert on.distance_m <= best * 1.03 + 1
            assert on.distance_m >= best * 0.97 - 1
            assert haversine_m(point, on.place) == pytest.approx(on.distance_m, abs=0.1)


def test_within_a_few_kilometres_the_answer_is_exact() -> None:
    """Within reach of a drop the place is that of `project`, to a metre."""
    random.seed(7)
    lines = {
        f"F{n}": [(x, y), (x + random.uniform(-1, 1), y + random.uniform(-1, 1))]
        for n, (x, y) in enumerate(
            (random.uniform(98, 102), random.uniform(46, 50)) for _ in "x" * 60
        )
    }
    points = [(random.uniform(98, 102), random.uniform(46, 50)) for _ in range(500)]
    found = LineIndex(lines).nearest(points, 5_000)
    assert 50 < sum(on is not None for on in found) < 500
    for point, on in zip(points, found, strict=True):
        best = min(haversine_m(point, project(line, point)[1]) for line in lines.values())
        if on is None:
            assert best > 5_000 * 0.999
        else:
            assert on.distance_m == pytest.approx(best, abs=1.0)


def test_roads_and_cables_meet_where_they_cross() -> None:
    """A road of 60 km crosses a cable at a third of its way; another passes at 2 km."""
    cables = LineIndex({"F": ((105.0, 47.0), (105.0, 48.0))})
    crossing = ((104.8, 47.5), (105.4, 47.5))
    passing = ((105.0 + 2_000 * METRE / math.cos(math.radians(47.2)), 47.2), (105.9, 47.2))
    far = ((106.0, 47.0), (106.0, 48.0))
    met = cables.meetings([crossing, passing, far], 10_000)

    assert met[0] == pytest.approx((105.0, 47.5), abs=1e-5)
    assert met[1] == pytest.approx(passing[0], abs=1e-5)
    assert met[2] is None
    assert LineIndex({}).meetings([crossing], 10_000) == [None]
    assert cables.meetings([], 10_000) == []


def test_cutting_keeps_corners_and_lines_apart() -> None:
    """Long segments get corners in between; nothing is put between two lines."""
    corners, of_line = cut(*flat([((0.0, 0.0), (0.12, 0.0)), ((5.0, 5.0), (5.01, 5.0))]))

    assert corners[:, 0].tolist() == pytest.approx([0.0, 0.04, 0.08, 0.12, 5.0, 5.01])
    assert of_line.tolist() == [0, 0, 0, 0, 1, 1]
    assert LONGEST_PIECE_DEGREES == 0.05
    assert distances(corners[:1], corners[1:2])[0] == pytest.approx(0.04 * METRES_PER_DEGREE)
