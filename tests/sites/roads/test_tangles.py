"""A layer of lines that lie too close together ends in one finding, at any size."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pytest
import shapely
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.findings import Finding
from inventory.records import Record
from sites.distance import METRES_PER_DEGREE
from sites.roads.boxes import BoxCounts, overlaps
from sites.roads.read import read_roads
from sites.roads.settings import RoadSettings
from sites.roads.tangles import LIMITS, Tally, Work

METRE = 1 / METRES_PER_DEGREE  # in degrees of latitude
AT = (104.0, 48.0)
Line = list[tuple[float, float]]


def rows(lines: Iterable[Any], **values: Any) -> list[Record]:
    """Return lines as rows of the roads table, numbered from 1."""
    shapes = [x if isinstance(x, shapely.Geometry) else shapely.LineString(x) for x in lines]
    return [
        Record(file="r.gpkg", row=n, values=values, raw={}, headers={}, geometry=shape)
        for n, shape in enumerate(shapes, start=1)
    ]


def read(
    lines: Iterable[Any], tally: Tally | None = None, **options: Any
) -> tuple[nx.Graph[str], list[Finding]]:
    """Return the graph of lines and its findings."""
    return read_roads(rows(lines), {}, RoadSettings(**options), tally)


def held(**limits: int) -> Tally:
    """Return a tally with a few limits lower than usual."""
    return Tally({**LIMITS, **{Work[name]: most for name, most in limits.items()}})


def rays(count: int, near_m: float, far: float = 0.3) -> list[Line]:
    """Return lines that begin around one point, at a distance each its own, and run away."""
    turns = [i * 2 * math.pi / count for i in range(count)]
    away = [near_m * METRE * (0.2 + 0.8 * (i * 37 % 101) / 101) for i in range(count)]
    return [
        [(AT[0] + r * math.cos(t), AT[1] + r * math.sin(t)) for r in (start, far)]
        for t, start in zip(turns, away, strict=True)
    ]


def chords(count: int) -> list[Line]:
    """Return straight lines across one circle, nearly all of which cross each other."""
    draw = random.Random(5)
    turns = [
        (t := draw.uniform(0, math.pi), t + math.pi + draw.uniform(-1, 1)) for _ in range(count)
    ]
    return [[(AT[0] + math.cos(t) / 2, AT[1] + math.sin(t) / 2) for t in chord] for chord in turns]


def spokes(count: int) -> list[Line]:
    """Return lines from one point, each with a vertex a few metres from it."""
    return [[AT, *line] for line in rays(count, 3)]


def beside(count: int) -> list[Line]:
    """Return parallel lines a centimetre apart whose ends lie beside each other's middles."""
    return [
        [(AT[0] + i / 90 * METRE, AT[1] + (i + far) * 3 * METRE) for far in (0, 400)]
        for i in range(count)
    ]


TANGLES: dict[Work, tuple[list[Line], dict[str, int], dict[str, Any]]] = {
    Work.CROWD: (rays(600, 0.5), {"CROWD": 100}, {}),
    Work.NEAR: (rays(300, 0.9), {"NEAR": 1_000}, {}),
    Work.STEPS: (spokes(300), {"STEPS": 10_000}, {}),
    Work.CHAIN: ([[(104, 48 + i * 8e-6), (104.2, 48 + i * 8e-6)] for i in range(80)], {}, {}),
    Work.BESIDE: (beside(60), {"BESIDE": 100}, {}),
    Work.BOXES: (chords(100), {"BOXES": 1_000}, {}),
    Work.CROSSINGS: (chords(100), {"CROSSINGS": 1_000}, {}),
    Work.JOINED: (chords(100), {"JOINED": 1_000}, {"join": "crossings"}),
}


@pytest.mark.parametrize("work", Work)
def test_a_tangle_is_one_error_with_its_place_and_no_road(work):
    """Each kind of tangle leaves an empty graph, and says where it is, how much and the limit."""
    lines, limits, options = TANGLES[work]
    far_away = [[(106.0, 47.0), (106.1, 47.1)], [(106.1, 47.1), (106.3, 47.0)]]

    graph, findings = read([*far_away, *lines], held(**limits), **options)
    (finding,) = findings

    assert (len(graph), finding.rule, finding.severity) == (0, "road.tangled", "error")
    assert work.words in finding.found and finding.row is not None and finding.row > 2
    assert finding.expected == f"at most {limits.get(work.name, LIMITS[work]):,}; no road is used"
    assert int(finding.found.split()[0].replace(",", "")) > limits.get(work.name, LIMITS[work])
    x, y = (
        float(word.strip(","))
        for word in finding.found.split()
        if word[:3] in ("103", "104", "48.", "47.")
    )
    assert abs(x - AT[0]) < 0.6 and abs(y - AT[1]) < 0.6


@pytest.mark.parametrize("work", Work)
def test_below_its_limit_a_layer_is_a_graph(work):
    """The same layers are graphs where their work is allowed."""
    lines, _, options = TANGLES[work]

    graph, findings = read(lines, held(**dict.fromkeys((w.name for w in Work), 10**9)), **options)

    assert len(graph) >= 2
    assert "road.tangled" not in {f.rule for f in findings}


def test_thousands_of_lines_across_each_other_are_one_finding():
    """Millions of crossings are not looked for to the end: the usual limit ends the search."""
    tally = Tally()

    graph, findings = read(chords(3_000), tally)

    assert (len(graph), [f.rule for f in findings]) == (0, ["road.tangled"])
    assert LIMITS[Work.CROSSINGS] < tally.used[Work.CROSSINGS] < 2 * LIMITS[Work.CROSSINGS]


# lines that are no lines

COLLAPSED: dict[str, list[Any]] = {
    "one point twice": [[AT, AT]],
    "points that are one vertex": [[AT, (AT[0], AT[1] + 1e-9)]] * 10,
    "rings of one vertex": [[AT, (AT[0] + 1e-9, AT[1]), (AT[0], AT[1] - 1e-9), AT]],
    "points and empty lines": [[AT, AT], shapely.LineString(), shapely.MultiLineString()],
    "empty lines": [shapely.LineString()] * 3,
    "empty collections": [shapely.MultiLineString([]), shapely.GeometryCollection()],
    "parts of one point": [shapely.MultiLineString([[AT, AT], [(105, 47), (105, 47)]])],
}


@pytest.mark.parametrize("name", COLLAPSED)
@pytest.mark.parametrize("options", [{}, {"snap_m": 0}, {"join": "crossings"}, {"snap_m": 100}])
def test_lines_of_no_length_are_no_graph_and_are_told(name, options):
    """Lines that fall into points, and empty ones, leave an empty graph and findings."""
    graph, findings = read(COLLAPSED[name], **options)

    assert len(graph) == 0
    assert findings[-1].rule == "road.none"
    assert {f.rule for f in findings[:-1]} <= {"road.self_loop", "road.node_unplaced"}
    assert len(findings) >= 2


@pytest.mark.parametrize("snap_m", [1, 100])
def test_lines_that_all_meet_in_one_point_are_no_graph(snap_m):
    """Where every line is shorter than what is snapped, no road is left, and that is told."""
    draw = random.Random(3)

    def near() -> tuple[float, float]:
        return (104 + draw.uniform(0, 0.5) * METRE, 48 + draw.uniform(0, 0.5) * METRE)

    graph, findings = read([[near(), near()] for _ in range(40)], snap_m=snap_m)

    assert len(graph) == 0
    assert [f.found for f in findings] == ["lines that fall into single points"]


def test_lines_of_one_point_are_listed_a_hundred_times_and_then_counted():
    """A layer of points named lines is a short list, and the rest is counted."""
    _, findings = read([[AT, AT]] * 250 + [[AT, (104.5, 48.0)]])
    told = [f for f in findings if f.rule == "road.self_loop"]

    assert [f.row for f in told] == [*range(1, 101), None]
    assert told[-1].found == "150 more lines of one point"


def test_a_line_drawn_a_thousand_times_is_one_road():
    """Duplicates add nothing, in whichever direction they run."""
    line = [AT, (104.1, 48.05), (104.3, 48.0)]

    once, often = read([line])[0], read([line, line[::-1]] * 500)[0]

    assert list(once.edges(data=True)) == list(often.edges(data=True))
    assert once.number_of_edges() == 1


@pytest.mark.parametrize("length_m", [1e9, 1e15, 1e300])
def test_a_length_longer_than_the_equator_is_an_error(length_m):
    """A length that no road has does not end the reading, and the row is not used."""
    graph, findings = read_roads(rows([[AT, (104.5, 48.0)]], length_m=length_m), {})

    assert len(graph) == 0
    assert [(f.rule, f.expected) for f in findings[:-1]] == [
        ("road.length", "less than the way round the Earth")
    ]


def test_two_levels_that_pass_at_every_vertex_stay_apart():
    """A deck of streets above another, with every vertex in common, joins nowhere."""
    below = rows([[(104 + x / 100, 48 + y / 100) for x in range(12)] for y in range(1, 11)])
    above = rows(
        ([(104 + x / 100, 48 + y / 100) for y in range(12)] for x in range(1, 11)), layer="1"
    )

    graph, findings = read_roads([*below, *above], {})

    assert nx.number_connected_components(graph) == 20
    assert [f.found for f in findings if f.rule == "road.bridges"] == [
        "100 crossings at different levels"
    ]


# any layer


@st.composite
def crowded(draw: st.DrawFn) -> list[Line]:
    """Draw lines between few places, with points beside them, repeated and turned back."""
    offset = st.sampled_from([0, 0, 1e-9, 0.01, 0.4, 0.9, 3, 30])
    spot = st.tuples(st.integers(0, 3), st.integers(0, 3), offset, offset)
    lines = draw(st.lists(st.lists(spot, min_size=2, max_size=6), min_size=1, max_size=9))
    return [
        [(104 + x / 500 + a * METRE, 48 + y / 500 + b * METRE) for x, y, a, b in line]
        for line in lines
    ]


def recut(lines: list[Line], draw: random.Random) -> list[Line]:
    """Return the same lines cut at vertices, turned, in another order, and some twice."""
    pieces = []
    for line in lines:
        inner = range(1, len(line) - 1)
        bounds = [0, *sorted(draw.sample(inner, draw.randint(0, len(inner)))), len(line) - 1]
        pieces += [line[a : b + 1][:: draw.choice([1, -1])] for a, b in pairwise(bounds)]
    pieces += draw.sample(pieces, len(pieces) // 2)
    draw.shuffle(pieces)
    return pieces


def described(graph: nx.Graph[str]) -> Any:
    """Return everything a plan reads of a road graph."""
    return list(graph.nodes(data=True)), list(graph.edges(data=True))


@settings(max_examples=examples(150), deadline=None)
@given(
    crowded(),
    st.randoms(use_true_random=False),
    st.sampled_from([0.001, 1, 20, 100]),
    st.sampled_from([None, "crossings"]),
    st.sampled_from([10**9, 40, 5, 0]),
)
def test_graph_and_tangle_do_not_depend_on_order_or_cuts(lines, draw, snap_m, join, most):
    """Any small layer is the same graph, or the same tangle, in whichever way it is stored."""
    told = []
    for some in (lines, recut(lines, draw)):
        tally = held(**dict.fromkeys((w.name for w in Work), most))
        graph, findings = read(some, tally, snap_m=snap_m, join=join)
        tangles = [(f.found, f.expected) for f in findings if f.rule == "road.tangled"]
        told.append((described(graph), tangles, +tally.used))
        assert not tangles or len(graph) == 0
        assert all(d["length_m"] >= 1 for *_, d in graph.edges(data=True))

    assert told[0] == told[1]


# boxes


def drawn_boxes(spread: Callable[[np.random.Generator, int], Any], seed: int, n: int) -> Any:
    """Return boxes of west, south, east, north around drawn points."""
    draw = np.random.default_rng(seed)
    at, half = spread(draw, n), draw.exponential(0.02, (n, 2)) * draw.integers(0, 2, (n, 1))
    return np.hstack([at - half, at + half])


SPREADS: list[Callable[[np.random.Generator, int], Any]] = [
    lambda draw, n: draw.uniform(0, 1, (n, 2)),
    lambda draw, n: draw.normal(0, 1e-3, (n, 2)),
    lambda draw, n: np.repeat(draw.uniform(0, 1, (n, 1)), 2, axis=1),
    lambda draw, n: draw.integers(0, 3, (n, 2)).astype(float),
    lambda _, n: np.zeros((n, 2)),
]


@pytest.mark.parametrize("spread", SPREADS)
@pytest.mark.parametrize("n", [1, 2, 37, 3_000])
def test_boxes_never_overlap_more_than_they_are_counted(spread, n):
    """The bound is not below the overlaps, and every overlap is yielded once, in small blocks."""
    boxes, asked = drawn_boxes(spread, 1, n), drawn_boxes(spread, 2, 50)
    shapes, queries = shapely.box(*boxes.T), shapely.box(*asked.T)
    tree, counts = shapely.STRtree(shapes), BoxCounts(boxes)
    true = tree.query(queries)

    blocks = list(overlaps(tree, counts, queries, asked))

    assert (counts.most(asked) >= np.bincount(true[0], minlength=50)).all()
    assert (counts.most(asked) <= n).all()
    assert {tuple(p) for p in np.hstack(blocks).T.tolist()} == {tuple(p) for p in true.T.tolist()}
    assert sum(block.shape[1] for block in blocks) == true.shape[1]


def test_the_bound_of_spread_boxes_is_close():
    """Where boxes lie apart, the bound is a few for each, not all of them."""
    boxes = drawn_boxes(SPREADS[0], 4, 50_000)
    boxes[:, 2:] = boxes[:, :2] + 1e-4

    assert BoxCounts(boxes).most(boxes).mean() < 4
