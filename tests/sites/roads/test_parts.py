"""Parts of the roads are joined by the shortest ways, where the project asks for it."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse.csgraph import minimum_spanning_tree

from sites.distance import haversine_m
from sites.roads.parts import CROSS_COUNTRY, join_parts
from sites.roads.settings import RoadSettings

KM = 0.00899  # degrees of latitude


def roads_of(*lines: tuple[str, str], **places: tuple[float, float]) -> nx.Graph[str]:
    """Return a graph of roads between places given in kilometres."""
    graph: nx.Graph[str] = nx.Graph()
    for name, (east, north) in places.items():
        graph.add_node(name, longitude=104 + east * KM / 0.669, latitude=48 + north * KM)
    for start, end in lines:
        graph.add_edge(start, end, length_m=1_000)
    return graph


def three_parts() -> nx.Graph[str]:
    """Return three roads north of each other: gaps of 2 and 3 km, of 5 from the first to last."""
    return roads_of(
        ("a", "b"), ("c", "d"), ("e", "f"),
        a=(0, 0), b=(1, 0), c=(1, 2), d=(3, 2), e=(3, 5), f=(4, 5),
    )  # fmt: skip


def test_nothing_is_joined_unless_asked() -> None:
    """Without bridge_km the parts stay apart."""
    roads = three_parts()

    assert join_parts(roads, RoadSettings()) == []
    assert nx.number_connected_components(roads) == 3


@pytest.mark.parametrize(("bridge_km", "parts"), [(1.0, 3), (2.5, 2), (3.5, 1)])
def test_parts_near_enough_are_joined_where_they_come_nearest(bridge_km: float, parts: int) -> None:
    """b and c are 2 km apart, d and e 3 km; each way counts the factor and names its class."""
    roads = three_parts()
    made = join_parts(roads, RoadSettings(bridge_km=bridge_km, cross_country_factor=2.0))

    assert nx.number_connected_components(roads) == parts
    ways = {e[:2]: e[2] for e in roads.edges(data=True) if e[2].get("classes") == CROSS_COUNTRY}
    assert {tuple(sorted(ends)) for ends in ways} == set([("b", "c"), ("d", "e")][: 3 - parts])
    assert len(made) == len(ways) == 3 - parts
    if made:
        assert made[0] == pytest.approx(2 * 2_000, rel=0.01)


def test_many_parts_become_one_by_the_least_metres() -> None:
    """200 places in no order: the ways add up to the shortest tree over all pairs."""
    draw = np.random.default_rng(7)
    places: Any = {f"p{n:03d}": tuple(draw.uniform(0, 50, 2)) for n in range(200)}
    roads = roads_of(**places)
    made = join_parts(roads, RoadSettings(bridge_km=100.0, cross_country_factor=1.0))
    points = [(d["longitude"], d["latitude"]) for _, d in sorted(roads.nodes(data=True))]
    every = np.asarray([[haversine_m(a, b) for b in points] for a in points])

    assert nx.is_tree(roads)
    assert sum(made) == pytest.approx(minimum_spanning_tree(every).sum(), rel=1e-3)


def test_roads_on_one_line_are_joined_too() -> None:
    """A hundred places in a row have no triangle."""
    roads = roads_of(**{f"p{n:03d}": (n, 0.0) for n in range(100)})

    assert len(join_parts(roads, RoadSettings(bridge_km=1.5))) == 99


def test_a_road_that_joined_parts_is_told(world: Any) -> None:
    """One note says how many ways were made, and how long they are together."""
    import shapely

    lines = [[(104.0, 48.0), (104.1, 48.0)], [(104.11, 48.0), (104.2, 48.0)]]
    world.tables["roads"] = [
        {"from_node": None, "to_node": None, "length_m": None, "geometry": shapely.LineString(line)}
        for line in lines
    ]
    assert "road.parts_joined" not in world.found()

    world.road_settings = RoadSettings(bridge_km=2.0)
    (told,) = world.findings("road.parts_joined")

    assert told.found == "1 ways across the country, 1.1 km"
    assert nx.number_connected_components(world.read().network.roads) == 1
