"""Roads meet where they are drawn to meet, however their lines are cut."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
import shapely
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.findings import Finding
from inventory.records import Record
from sites.distance import METRES_PER_DEGREE, RoadIndex
from sites.roads.read import line_length_m, read_roads
from sites.roads.settings import RoadSettings

Line = list[tuple[float, float]]
METRE = 1 / METRES_PER_DEGREE  # in degrees of latitude
W, J, E, S = (104.0, 48.0), (104.1, 48.0), (104.3, 48.0), (104.1, 48.1)


def road(line: Any, **values: Any) -> Record:
    """Return a row of the roads table with a drawn line."""
    shape = line if isinstance(line, shapely.Geometry) else shapely.LineString(line)
    return Record(file="r.gpkg", row=1, values=values, raw={}, headers={}, geometry=shape)


def read(*roads: Any, **settings: Any) -> tuple[nx.Graph[str], list[Finding]]:
    """Return the graph of lines or rows, and the findings."""
    rows = [r if isinstance(r, Record) else road(r) for r in roads]
    return read_roads(rows, {}, RoadSettings(**settings))


def found(findings: list[Finding], rule: str) -> list[str]:
    """Return what the findings of a rule found."""
    return [f.found for f in findings if f.rule == rule]


def parts(graph: nx.Graph[str]) -> int:
    """Return how many parts the roads fall into."""
    return nx.number_connected_components(graph)


def way_m(graph: nx.Graph[str], start: tuple[float, float], end: tuple[float, float]) -> int:
    """Return the length of the shortest way between two nodes, by their points."""
    names = [f"{x:.5f},{y:.5f}" for x, y in (start, end)]
    return int(nx.shortest_path_length(graph, *names, weight="length_m"))


def described(graph: nx.Graph[str]) -> Any:
    """Return everything a plan reads of a road graph."""
    return list(graph.nodes(data=True)), list(graph.edges(data=True))


# vertices


def test_a_side_road_joins_at_a_vertex_inside_a_line():
    """A main road drawn as one line is joined by the road that begins at its vertex."""
    graph, findings = read([W, J, E], [J, S])

    assert sorted(dict(graph.degree).values()) == [1, 1, 1, 3]
    assert way_m(graph, W, S) == round(line_length_m([W, J])) + round(line_length_m([J, S]))
    assert found(findings, "road.joins") == ["1 of 1 junctions inside a line"]


def test_a_road_cut_by_hand_is_the_same_graph():
    """Main and side road cut at their vertex give node by node the graph of whole lines."""
    whole, cut = read([W, J, E], [J, S])[0], read([W, J], [E, J], [S, J], [J, S])[0]

    assert described(whole) == described(cut)


def test_metres_are_rounded_once_between_junctions():
    """Ten pieces of 100.4 m are 1,004 m, not ten times 100 m."""
    step = 100.4 * METRE
    points = [(104.0, 48.0 + i * step) for i in range(11)]

    graph, _ = read(*([a, b] for a, b in pairwise(points)))

    assert [d["length_m"] for _, _, d in graph.edges(data=True)] == [1004]


def test_a_drawn_line_is_as_long_as_it_is_drawn():
    """A line of two points is measured like any other: no factor depends on where it is cut."""
    graph, findings = read([W, J])

    assert [d["length_m"] for *_, d in graph.edges(data=True)] == [round(line_length_m([W, J]))]
    assert found(findings, "road.length_assumed") == []


def test_roads_drawn_as_straight_lines_are_a_warning():
    """Where most of the length is straight over 2 km, roads are a sketch, and that is told."""
    assert found(read([W, J, E], [J, S])[1], "road.sketched") == [
        "100% of the length drawn straight over 2 km and more"
    ]
    bends = [(104.0 + i / 100, 48.0 + (i % 2) / 1000) for i in range(11)]
    assert found(read(bends)[1], "road.sketched") == []


# several ways between two junctions


def test_two_roads_between_two_junctions_are_both_kept():
    """The longer of two roads has a node on its way, and both keep their length."""
    upper = [J, (104.15, 48.05), (104.2, 48.05), E]
    lower = [J, (104.2, 47.99), E]

    graph, _ = read([W, J], upper, lower, [E, (104.4, 48.0)])

    total = sum(d["length_m"] for *_, d in graph.edges(data=True))
    wanted = [[W, J], upper, lower, [E, (104.4, 48.0)]]
    assert total == sum(round(line_length_m(line)) for line in wanted)
    assert way_m(graph, J, E) == round(line_length_m(lower))


def test_a_loop_is_kept_whole():
    """A ring that begins and ends at one junction is three edges with its whole length."""
    ring = [J, (104.11, 48.02), (104.12, 48.02), (104.13, 48.01), J]

    graph, _ = read([W, J], ring)

    loop_m = sum(d["length_m"] for *_, d in graph.edges(data=True)) - way_m(graph, W, J)
    assert graph.number_of_edges() == 4
    assert loop_m == round(line_length_m(ring))


def test_a_ring_without_a_junction_is_a_road():
    """A closed line alone is no fault: sites tap it."""
    ring = [J, (104.11, 48.02), (104.13, 48.01), (104.12, 47.99), J]

    graph, findings = read(ring)

    assert sum(d["length_m"] for *_, d in graph.edges(data=True)) == round(line_length_m(ring))
    assert found(findings, "road.self_loop") == []


# near misses


@pytest.mark.parametrize(("off_m", "joined"), [(0.6, True), (0.99, True), (1.5, False)])
@pytest.mark.parametrize("at", [J, (104.05, 48.0)])
def test_an_end_beside_a_road_meets_it_within_the_tolerance(off_m, joined, at):
    """An end up to 1 m from a vertex, or from the line between two, is joined and told."""
    end = (at[0], at[1] + off_m * METRE)

    graph, findings = read([W, J, E], [end, S])

    assert parts(graph) == (1 if joined else 2)
    assert found(findings, "road.snapped") == (["1 near misses of at most 1 m"] if joined else [])


def test_the_tolerance_is_a_setting():
    """snap_m = 5 joins what lies 3 m apart, snap_m = 0 joins nothing that is not drawn joined."""
    apart = (J[0], J[1] + 3 * METRE)

    assert parts(read([W, J, E], [apart, S], snap_m=5)[0]) == 1
    assert parts(read([W, J, E], [(J[0], J[1] + 0.1 * METRE), S], snap_m=0)[0]) == 2


def test_dense_points_of_one_line_are_no_near_misses():
    """A line with a point every 30 cm keeps its points and its length."""
    line = [(104.0, 48.0 + i * 0.3 * METRE) for i in range(100)]

    graph, findings = read(line)

    assert [len(d["coordinates"]) for *_, d in graph.edges(data=True)] == [100]
    assert found(findings, "road.snapped") == []


def test_roads_that_part_at_a_sharp_angle_are_no_near_miss():
    """Vertices up to ten tolerances after a fork may be close to each other."""
    left = [J, (104.1, 48.0 + 4 * METRE), S]
    right = [J, (104.1 + 0.5 * METRE, 48.0 + 4 * METRE), E]

    assert found(read(left, right)[1], "road.snapped") == []


# crossings and levels

ACROSS = [(104.05, 47.95), (104.05, 48.05)]


def test_a_crossing_without_a_vertex_does_not_join_and_is_told():
    """Two lines that only cross stay apart; a note counts them."""
    graph, findings = read([W, J], ACROSS)

    assert parts(graph) == 2
    assert found(findings, "road.crossings") == ["1 crossings without a shared vertex, not joined"]


def test_crossings_join_when_the_project_says_so():
    """join = "crossings" makes a junction where two lines of one level cross."""
    graph, findings = read([W, J], ACROSS, join="crossings")

    assert parts(graph) == 1
    assert max(dict(graph.degree).values()) == 4
    assert way_m(graph, W, J) == round(line_length_m([W, (104.05, 48.0)])) + round(
        line_length_m([(104.05, 48.0), J])
    )
    assert found(findings, "road.crossings_joined") == ["1 crossings without a shared vertex"]


@pytest.mark.parametrize(
    "tags",
    [
        {"bridge": "yes"},
        {"bridge": "viaduct", "layer": "2"},
        {"tunnel": "T"},
        {"layer": "-1"},
        {"other_tags": '"layer"=>"1","bridge"=>"yes"'},
    ],
)
@pytest.mark.parametrize("join", ["vertices", "crossings"])
@pytest.mark.parametrize("through", [[], [(104.05, 48.0)]])
def test_roads_at_two_levels_never_join_where_they_pass(tags, join, through):
    """A bridge does not join the road below, even where both have a vertex at one point."""
    over = [ACROSS[0], *through, ACROSS[1]]

    graph, findings = read([W, *through, J], road(over, **tags), join=join)

    assert parts(graph) == 2
    assert found(findings, "road.bridges") == ["1 crossings at different levels"]
    assert not found(findings, "road.joins")  # a bridge is no junction inside a line
    assert found(findings, "road.crossings") == []


def test_a_bridge_joins_the_roads_at_its_ends():
    """A bridge begins and ends at vertices of roads on the ground."""
    start, end = (104.05, 47.999), (104.05, 48.001)
    lines = [[W, J], [ACROSS[0], start], road([start, end], bridge="yes"), [end, ACROSS[1]]]

    graph, _ = read(*lines)

    assert parts(graph) == 2
    assert way_m(graph, *ACROSS) == round(line_length_m(ACROSS))


@pytest.mark.parametrize("value", ["no", "F", ""])
def test_words_for_no_are_no_bridge(value):
    """bridge=no and Geofabrik's F are roads on the ground."""
    assert parts(read([W, J], road(ACROSS, bridge=value), join="crossings")[0]) == 1


def grid(size: int) -> list[Line]:
    """Return streets east and north that cross without a vertex."""
    low, high = -0.5, size - 0.5

    def at(x: float, y: float) -> tuple[float, float]:
        return 104 + x / 100, 48 + y / 100

    east = [[at(low, i), at(high, i)] for i in range(size)]
    return east + [[at(i, low), at(i, high)] for i in range(size)]


def test_many_crossings_are_a_question_until_it_is_answered():
    """A street grid without vertices asks whether its 25 crossings are junctions."""
    graph, findings = read(*grid(5))
    (question,) = [f for f in findings if f.rule == "road.crossings_many"]

    assert question.found == "25 crossings without a shared vertex, not joined, and 0 junctions"
    assert parts(graph) == 10
    assert "crossings_many" not in str(read(*grid(5), join="vertices")[1])
    assert parts(read(*grid(5), join="crossings")[0]) == 1


# classes


def test_only_lines_for_vehicles_are_roads():
    """Paths, plans, ferries and rivers are left out by class, and counted."""
    left_out = [
        road([W, J], highway="footway"),
        road([W, J], highway="construction"),
        road([W, J], route="ferry"),
        road([W, J], other_tags='"waterway"=>"river"'),
    ]

    graph, findings = read([J, E], road([J, S], highway="track"), *left_out)

    assert graph.number_of_edges() == 1
    assert found(findings, "road.class_left_out") == [
        "lines left out: 1 construction, 1 ferry, 1 footway, 1 waterway=river"
    ]


def test_tracks_and_ferries_are_settings():
    """tracks = false leaves tracks out, ferries = true takes ferries in."""
    rows = [road([W, J], highway="track_grade3"), road([J, E], route="ferry")]

    assert read(*rows, tracks=False, ferries=True)[0].number_of_edges() == 1
    assert list(read(*rows)[0].edges) != list(read(*rows, tracks=False, ferries=True)[0].edges)
    assert not read(*rows, tracks=False)[0]
    assert found(read(*rows, tracks=False)[1], "road.none") == ["no line that can be used"]


def test_classes_of_another_register_are_used_and_told():
    """A ministry's own classes are used unless the project lists others."""
    row = road([W, J], highway="Улсын чанартай")

    assert found(read(row)[1], "road.class_unknown") == [
        "lines used all the same: 1 улсын чанартай"
    ]
    listed = read(row, classes=["улсын чанартай"])
    assert listed[0].number_of_edges() == 1
    assert found(listed[1], "road.class_unknown") == []


def test_a_line_off_the_globe_is_not_used():
    """Metres where degrees belong are an error of the row, and no road."""
    graph, findings = read([W, J], [(500_000, 5_300_000), (501_000, 5_300_000)])

    assert graph.number_of_edges() == 1
    assert [f.rule for f in findings if f.severity == "error"] == ["position.impossible"]


# any way of cutting


@st.composite
def countries(draw: st.DrawFn) -> list[Line]:
    """Draw lines between points of a coarse grid, so that many vertices are shared."""
    point = st.tuples(st.integers(0, 6), st.integers(0, 6))
    lines = draw(st.lists(st.lists(point, min_size=2, max_size=7), min_size=1, max_size=7))
    return [[(104 + x / 37, 48 + y / 41) for x, y in line] for line in lines]


@st.composite
def recut(draw: st.DrawFn, lines: list[Line]) -> list[Line]:
    """Draw the same lines cut, merged, reversed, repeated and in another order."""
    pieces: list[Line] = []
    for line in lines:
        cuts = [i for i in range(1, len(line) - 1) if draw(st.booleans())]
        bounds = zip([0, *cuts], [*cuts, len(line) - 1], strict=True)
        pieces += [line[a : b + 1] for a, b in bounds]
    pieces = draw(st.permutations(pieces))
    merged: list[Line] = []
    for piece in pieces:
        if merged and merged[-1][-1] == piece[0] and draw(st.booleans()):
            merged[-1] = merged[-1] + piece[1:]
        else:
            merged.append(piece)
    turned = [line[::-1] if draw(st.booleans()) else line for line in merged]
    return turned + [line for line in turned if draw(st.booleans())]


@settings(max_examples=examples(120), deadline=None)
@given(st.data(), st.sampled_from([None, "crossings"]))
def test_the_graph_does_not_depend_on_how_lines_are_cut(data, join):
    """Cutting, merging, reversing and repeating lines gives the same graph to the metre."""
    lines = data.draw(countries())

    whole, cut = read(*lines, join=join)[0], read(*data.draw(recut(lines)), join=join)[0]

    assert described(whole) == described(cut)


@settings(max_examples=examples(120), deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([None, "crossings"]))
def test_near_misses_and_levels_do_not_depend_on_cuts(draw, join):
    """Lines that nearly meet, at three levels, give the same graph however they are cut."""

    def near(steps: int) -> float:
        return draw.randint(0, steps) * 200 * METRE + draw.choice([0, 0, 0, 0.4, 0.7, 0.9]) * METRE

    points = [(104 + near(5), 48 + near(5)) for _ in range(14)]
    lines = [
        (
            [draw.choice(points) for _ in range(draw.randint(2, 6))],
            draw.choice(["0", "0", "1", "-1"]),
        )
        for _ in range(draw.randint(2, 7))
    ]
    cut = []
    for line, layer in lines:
        inner = range(1, len(line) - 1)
        bounds = [0, *sorted(draw.sample(inner, draw.randint(0, len(inner)))), len(line) - 1]
        cut += [(line[a : b + 1][:: draw.choice([1, -1])], layer) for a, b in pairwise(bounds)]
    cut += draw.sample(cut, len(cut) // 3)
    draw.shuffle(cut)

    whole, pieces = (
        read(*(road(line, layer=layer) for line, layer in some), join=join)[0]
        for some in (lines, cut)
    )

    assert described(whole) == described(pieces)


def test_points_standing_still_do_not_break_the_road():
    """Hundreds of points in a square metre, as of a receiver that stood still, are passed."""
    still = [(104 + (i * 37 % 89) * 1e-7, 48 + (i * 53 % 83) * 1e-7) for i in range(600)]

    graph, _ = read([W, *still, J])

    assert way_m(graph, W, J) >= round(line_length_m([W, J]))


@settings(max_examples=examples(100), deadline=None)
@given(countries())
def test_the_graph_has_every_metre_of_the_lines(lines):
    """Edges are as long as the distinct segments drawn, rounded once each; none is lost."""
    segments = {tuple(sorted(pair)) for line in lines for pair in pairwise(line)}
    drawn_m = sum(line_length_m(pair) for pair in segments)

    graph, _ = read(*lines, snap_m=0)

    edges = [d["length_m"] for *_, d in graph.edges(data=True)]
    assert abs(sum(edges) - drawn_m) <= 0.5 * len(edges) + 0.02 * len(segments)
    assert len(RoadIndex(graph).edges) == len(edges)
