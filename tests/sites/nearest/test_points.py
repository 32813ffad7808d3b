"""The points nearest to a point, whether looked at one by one, in a tree or many at once."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sites.distance import haversine_m
from sites.nearest.points import MOST_SCANS, PointIndex

POINTS = st.tuples(st.floats(88, 120), st.floats(41, 52))


@settings(deadline=None)  # the first tree imports scipy
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), POINTS, max_size=12), POINTS)
def test_the_nearest_point_is_the_nearest_of_all(points: dict, place: tuple) -> None:
    """The index finds what measuring every distance finds."""
    index = PointIndex.of(points)
    best = min(((haversine_m(place, p), i) for i, p in points.items()), default=None)

    for _ in range(MOST_SCANS + 1):  # the last by the tree
        found = index.nearest(place)
        assert (found is None) == (best is None)
        if found is not None and best is not None:
            assert found == (best[1], best[0])


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), POINTS, max_size=12),
    POINTS,
    st.floats(0, 2_000_000),
    st.integers(0, 5),
)
def test_few_within_reach_are_the_first_of_all_within_reach(
    points: dict, place: tuple, reach_m: float, count: int
) -> None:
    """Nearest-few is the head of the sorted list of everything within reach."""
    index = PointIndex.of(points)
    every = sorted(((haversine_m(place, p), i) for i, p in points.items()))
    within = [(i, m) for m, i in every if m <= reach_m]

    for _ in range(MOST_SCANS + 1):  # the last by the tree
        assert index.within(place, reach_m) == within
        assert index.nearest_few(place, count, reach_m) == within[:count]


def test_points_at_one_place_come_in_id_order() -> None:
    """Ties are broken by id, whatever order the points were given in."""
    index = PointIndex.of({"b": (105, 47), "a": (105, 47), "c": (105, 47)})

    for _ in range(MOST_SCANS + 1):  # the last by the tree
        assert index.nearest((105, 47)) == ("a", 0.0)
        assert [i for i, _ in index.nearest_few((105, 47), 2, 10)] == ["a", "b"]


def test_a_point_on_the_far_side_of_the_globe_has_a_nearest_one() -> None:
    """The last digits of a chord are metres there: the only point is found all the same."""
    chance = random.Random(1)
    for _ in range(200):
        lon, lat = chance.uniform(-180, 0), chance.uniform(-89, 89)
        index = PointIndex.of({"a": (lon, lat)})
        far = (lon + 180 + chance.uniform(-1e-4, 1e-4), -lat)
        for _ in range(MOST_SCANS + 1):
            index.nearest((0.0, 0.0))

        found = index.nearest(far)
        assert found is not None and found[0] == "a"
        assert [name for name, _ in index.nearest_few(far, 1, 3e7)] == ["a"]


def test_degrees_that_are_none_have_a_nearest_point_all_the_same() -> None:
    """A tree of unit vectors loses all digits of such a longitude; looking at each does not."""
    index = PointIndex.of({"a": (105.0, 47.0), "b": (106.0, 48.0)})
    for _ in range(MOST_SCANS + 1):
        index.nearest((0.0, 0.0))

    found = index.nearest((-999_999_999_999_999.0, 47.0))
    assert found is not None and found[0] in {"a", "b"}


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), POINTS, max_size=12),
    st.lists(POINTS, min_size=MOST_SCANS + 1, max_size=12, unique=True),
    st.floats(0, 2_000_000),
    st.integers(1, 5),
)
def test_looking_ahead_changes_no_answer(
    points: dict, places: list, reach_m: float, count: int
) -> None:
    """Asked at once and one by one, also of a place that was not looked at and another reach."""
    ahead, plain = PointIndex.of(points), PointIndex.of(points)
    ahead.look_ahead(places[1:], reach_m)
    ahead.look_ahead(places[1:], reach_m, count)
    ahead.look_ahead(places[1:], count=1)
    for place in [*places, *places]:
        for reach in (reach_m, reach_m / 2):
            assert ahead.within(place, reach) == plain.within(place, reach)
            assert ahead.nearest_few(place, count, reach) == plain.nearest_few(place, count, reach)
        assert ahead.nearest(place) == plain.nearest(place)


def test_what_was_looked_at_ahead_is_not_asked_of_the_tree_again() -> None:
    """The tree is taken away: only answers that stand ready are given."""
    points = {str(n): (105 + n * n / 100, 47.0) for n in range(10)}  # none as far as another
    index = PointIndex.of(points)
    for place in points.values():
        index.nearest(place)
    index.look_ahead(points.values(), 1_000)
    index.look_ahead(points.values(), 1_000, 2)
    index.__dict__["_tree"] = None

    for name, place in points.items():
        assert index.within(place, 1_000)[0] == (name, 0.0)
        assert index.nearest_few(place, 2, 1_000)[0] == (name, 0.0)
