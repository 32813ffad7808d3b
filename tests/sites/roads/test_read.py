"""The road graph holds whole metres between placed junctions."""

from __future__ import annotations

import shapely

from sites.distance import haversine_m
from sites.roads.graph import point_name
from sites.roads.read import line_length_m


def roads(world):
    """Return the road graph of the world."""
    return world.read().network.roads


def test_given_lengths_are_kept_in_whole_metres(world):
    """A length of the table is rounded to the metre, halves up."""
    world.row("roads", "101")["length_m"] = 31_000.5

    assert roads(world).edges["101", "P1"]["length_m"] == 31_001


def test_straight_roads_without_length_take_the_detour_factor(world):
    """Without a length the straight line times 1.3 stands in, and one note says so."""
    world.row("roads", "101")["length_m"] = None

    expected = round(haversine_m((104.0, 48.0), (104.4, 48.0)) * 1.3)

    assert roads(world).edges["101", "P1"]["length_m"] == expected
    assert [f.found for f in world.findings("road.length_assumed")] == ["1 road without a length"]


def test_drawn_roads_are_measured_along_their_line(world):
    """A line of several points is measured without any factor."""
    line = [(104.0, 48.0), (104.2, 48.2), (104.4, 48.0)]
    world.row("roads", "101").update(length_m=None, geometry=shapely.LineString(line))

    edge = roads(world).edges["101", "P1"]

    assert edge["length_m"] == round(line_length_m(line))
    assert edge["coordinates"] == tuple(line)
    assert "road.length_assumed" not in world.found()


def test_lines_without_node_names_meet_at_equal_points(world):
    """Roads drawn without junction names are joined where their ends are the same point."""
    meet = (104.2, 48.0)
    ends = [(104.0, 48.0), (104.4, 48.0), (104.2, 48.3)]
    world.tables["roads"] = [
        {
            "from_node": None,
            "to_node": None,
            "length_m": None,
            "geometry": shapely.LineString([meet, end]),
        }
        for end in ends
    ]

    graph = roads(world)

    assert set(graph) == {point_name(end) for end in ends} | {"104.20000,48.00000"}
    assert graph.degree("104.20000,48.00000") == 3


def test_each_part_of_a_drawn_collection_is_a_road(world):
    """A multi-line without junction names is as many roads as it has parts."""
    parts = shapely.MultiLineString(
        [[(104.0, 48.0), (104.2, 48.0)], [(104.2, 48.1), (104.4, 48.0)]]
    )
    world.tables["roads"] = [
        {"from_node": None, "to_node": None, "length_m": None, "geometry": parts}
    ]

    assert roads(world).number_of_edges() == 2


def test_nodes_named_only_are_placed_by_pops_and_places(world):
    """A road between two known ids needs no coordinates of its own."""
    world.tables["roads"] = [{"from_node": "101", "to_node": "P1", "length_m": 31_000.0}]

    graph = roads(world)

    assert graph.nodes["101"] == {"longitude": 104.0, "latitude": 48.0}
    assert graph.edges["101", "P1"]["coordinates"] == ((104.0, 48.0), (104.4, 48.0))


def test_of_two_roads_the_shorter_is_used(world):
    """Parallel roads are one edge with the lesser length, in whichever order they come."""
    world.add("roads", "101", length_m=30_500.0)
    assert roads(world).edges["101", "P1"]["length_m"] == 30_500

    world.tables["roads"].reverse()
    assert roads(world).edges["101", "P1"]["length_m"] == 30_500


def test_unusable_rows_leave_no_edge(world):
    """Loops, roads of no length and roads to nowhere are left out of the graph."""
    before = roads(world).number_of_edges()
    nowhere = {"from_longitude": None, "from_latitude": None}
    world.add("roads", "101", to_node="101")
    world.add("roads", "101", to_node="x", length_m=0.0)
    world.add("roads", "101", to_node="y", **nowhere)

    assert roads(world).number_of_edges() == before


def test_the_order_of_rows_does_not_matter(world):
    """The graph lists nodes and edges in id order, however the table is sorted."""
    before = list(roads(world).edges(data="length_m"))
    world.tables["roads"].reverse()

    assert before == list(roads(world).edges(data="length_m"))
    assert list(roads(world)) == sorted(roads(world))


def classed(world, *lines):
    """Return the road graph of drawn lines with a class each."""
    world.tables["roads"] = [
        {
            "from_node": None, "to_node": None, "length_m": None, "highway": name,
            "geometry": shapely.LineString(line),
        }
        for name, line in lines
    ]  # fmt: skip
    return roads(world)


def test_an_edge_says_which_classes_it_follows(world):
    """Two ways of two classes with no junction between them are one edge; metres add up."""
    west, middle, east = (104.0, 48.0), (104.1, 48.0), (104.4, 48.0)
    ahead = classed(world, ("primary", [west, middle]), ("track", [middle, east]))
    back = classed(world, ("track", [east, middle]), ("primary", [middle, west]))
    ((start, end, edge),) = ahead.edges(data=True)

    names = [name for name, _ in edge["classes"]]
    metres = [m for _, m in edge["classes"]]
    assert (min(start, end), names) == (point_name(west), ["primary", "track"])
    assert sum(metres) == edge["length_m"]
    assert abs(metres[0] - haversine_m(west, middle)) < 1.5
    assert [e["classes"] for *_, e in back.edges(data=True)] == [edge["classes"]]


def test_an_edge_of_one_class_names_it_alone(world):
    """One class is one name; where the layer has no classes edges say nothing of them."""
    line = [(104.0, 48.0), (104.2, 48.1), (104.4, 48.0)]

    assert [e["classes"] for *_, e in classed(world, ("tertiary", line)).edges(data=True)] == [
        "tertiary"
    ]
    assert all("classes" not in e for *_, e in classed(world, (None, line)).edges(data=True))
    half = classed(world, ("tertiary", line), (None, [(104.4, 48.0), (104.5, 48.0)]))
    ((*_, edge),) = half.edges(data=True)
    assert [name for name, _ in edge["classes"]] == ["tertiary", ""]
