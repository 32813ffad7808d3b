"""Distances, road taps and least trench lengths."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.distance import (
    EARTH_RADIUS_M,
    METRES_PER_DEGREE,
    Point,
    RoadIndex,
    Tap,
    cut_roads,
    haversine_m,
    junction_of,
    least_lengths,
    project,
)

POINTS = st.tuples(st.floats(88, 120), st.floats(41, 52))
METRE = 1 / METRES_PER_DEGREE  # degrees of latitude in a metre


def a_road(*lengths_m: int, start: float = 47.0) -> nx.Graph[str]:
    """Return a road straight north: nodes a, b, c ... so many metres apart."""
    roads: nx.Graph[str] = nx.Graph()
    latitude = start
    names = "abcdefgh"
    roads.add_node("a", longitude=105.0, latitude=latitude)
    for (one, other), length_m in zip(pairwise(names), lengths_m, strict=False):
        line = ((105.0, latitude), (105.0, latitude + length_m * METRE))
        latitude = line[1][1]
        roads.add_node(other, longitude=105.0, latitude=latitude)
        roads.add_edge(one, other, length_m=length_m, coordinates=line)
    return roads


def test_a_degree_of_latitude_is_111_km() -> None:
    """A degree along a meridian is the sphere's circumference over 360."""
    assert haversine_m((105, 47), (105, 48)) == pytest.approx(111_194.93, abs=0.01)


def test_a_quarter_of_the_globe() -> None:
    """From the equator to the pole is a quarter of the circumference."""
    quarter = EARTH_RADIUS_M * math.pi / 2
    assert haversine_m((0, 0), (13, 90)) == pytest.approx(quarter)


def test_a_point_beside_a_road_taps_it_at_its_foot() -> None:
    """300 m north of a and 40 m east taps 300 m along, 40 m off."""
    index = RoadIndex(a_road(1_000))
    east = 40 * METRE / math.cos(math.radians(47))
    tap = index.tap((105 + east, 47 + 300 * METRE), 100)

    assert tap is not None
    assert (tap.start, tap.end, tap.along_m, tap.offset_m) == ("a", "b", 300, 40)


def test_a_point_beyond_reach_taps_nothing() -> None:
    """A road 40 m away is not within 39 m, and no road is within anything."""
    east = 40 * METRE / math.cos(math.radians(47))

    assert RoadIndex(a_road(1_000)).tap((105 + east, 47.001), 39) is None
    assert RoadIndex(nx.Graph()).tap((105, 47), 1e6) is None


def test_the_declared_length_of_a_road_counts_not_its_drawing() -> None:
    """Half way along a line drawn straight is half of the winding road's length."""
    roads = a_road(1_000)
    roads.edges["a", "b"]["length_m"] = 1_600
    tap = RoadIndex(roads).tap((105, 47 + 500 * METRE), 10)

    assert tap is not None
    assert tap.along_m == 800


def test_a_line_drawn_backwards_is_turned_round() -> None:
    """Metres run from the smaller node id, whichever way the line was digitised."""
    roads = a_road(1_000)
    roads.edges["a", "b"]["coordinates"] = roads.edges["a", "b"]["coordinates"][::-1]
    tap = RoadIndex(roads).tap((105, 47 + 300 * METRE), 10)

    assert tap is not None
    assert tap.along_m == 300


def test_a_tap_at_an_end_is_the_road_node() -> None:
    """No junction is made where there is one."""
    at_ends = [Tap(start="a", end="b", along_m=m, offset_m=0, foot=(0, 0)) for m in (0, 10, 4)]

    assert [junction_of(t, 10) for t in at_ends] == ["a", "b", "a~b@4"]


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=4),
    st.lists(st.floats(0, 2_000), max_size=6),
)
def test_cut_pieces_add_up_to_the_road(lengths_m: list[int], places: list[float]) -> None:
    """However often a road is tapped, no metre is lost or gained, and no piece is empty."""
    roads = a_road(*lengths_m)
    index = RoadIndex(roads)
    taps = [index.tap((105, 47 + m * METRE), 1e4) for m in places]
    pieces = cut_roads(index, [t for t in taps if t is not None])

    assert sum(p.length_m for p in pieces) == sum(lengths_m)
    assert all(p.length_m >= 1 and len(p.coordinates) >= 2 for p in pieces)
    graph = nx.Graph([(p.start, p.end) for p in pieces])
    assert nx.is_connected(graph)
    for tap in taps:
        assert tap is not None
        assert junction_of(tap, roads.edges[tap.start, tap.end]["length_m"]) in graph
    drawn = sum(haversine_m(a, b) for p in pieces for a, b in pairwise(p.coordinates))
    assert drawn == pytest.approx(sum(lengths_m), rel=1e-6)


def test_projecting_on_a_bent_line_finds_the_nearest_leg() -> None:
    """On an L of two equal legs, a point by the second leg's middle is at three quarters."""
    line = ((105.0, 0.0), (105.0, 0.01), (105.01, 0.01))
    share, foot = project(line, (105.005, 0.011))

    assert share == pytest.approx(0.75, abs=1e-6)
    assert foot == pytest.approx((105.005, 0.01))


def test_a_line_of_one_place_is_projected_on_that_place() -> None:
    """A road whose ends coincide does not divide by zero."""
    assert project(((105.0, 47.0), (105.0, 47.0)), (105.1, 47.0)) == (0.0, (105.0, 47.0))


@given(POINTS, POINTS, POINTS)
def test_one_segment_is_projected_like_any_line(start: Point, end: Point, place: Point) -> None:
    """The short way for a line of two points gives what the long way gives, to the last bit."""
    assert project((start, end), place) == project((start, start, end), place)


STRETCHES = st.dictionaries(
    st.tuples(st.sampled_from("rabcde"), st.sampled_from("rabcde")), st.integers(0, 9), max_size=14
)


@settings(deadline=None)  # the first one imports networkx and scipy
@given(STRETCHES)
def test_least_lengths_are_shortest_paths(lengths: dict[tuple[str, str], int]) -> None:
    """Least lengths agree with networkx, free stretches included, unreachable nodes left out."""
    graph = nx.DiGraph()
    graph.add_node("r")
    for (start, end), length in lengths.items():
        graph.add_edge(start, end, weight=length)

    assert least_lengths("r", lengths) == dict(nx.single_source_dijkstra_path_length(graph, "r"))


def test_nothing_beyond_the_limit_is_looked_at() -> None:
    """A node at the limit is reached, one a metre further is not."""
    assert least_lengths("r", {("r", "a"): 5, ("a", "b"): 1}, limit_m=5) == {"r": 0, "a": 5}


def test_taps_of_many_points_are_those_of_each() -> None:
    """Points near a road, far from it and out of reach, asked at once and one by one."""
    index = RoadIndex(a_road(1_000, 2_000))
    chance = random.Random(1)
    points = [(105 + chance.uniform(-0.05, 0.05), 47 + chance.uniform(0, 0.03)) for _ in range(50)]
    taps = index.taps(points, 2_000)

    assert taps == [RoadIndex(index.roads).tap(point, 2_000) for point in points]
    assert None in taps
    assert index.taps([], 2_000) == []
