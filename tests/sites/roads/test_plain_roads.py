"""A road graph made plain and back is the same graph, to the order of neighbours."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

from sites.roads import plain_roads
from sites.roads.plain_roads import roads_from_json, roads_to_json


def graph(roads: list[tuple[str, str, Any]]) -> nx.Graph[str]:
    """Return a graph of roads with classes."""
    found: nx.Graph[str] = nx.Graph()
    for place, name in enumerate(sorted({name for road in roads for name in road[:2]})):
        found.add_node(name, longitude=100.0 + place, latitude=47.5)
    for start, end, classes in roads:
        line = ((100.0, 47.5), (100.1, 47.5))
        found.add_edge(start, end, length_m=7, coordinates=line)
        if classes:
            found.edges[start, end]["classes"] = classes
    return found


def test_a_graph_comes_back_as_it_was() -> None:
    """Junctions, lines, metres, one class or several."""
    roads = graph([("a", "b", None), ("a", "c", "track"), ("b", "c", (("a", 3), ("b", 4)))])
    data = json.loads(json.dumps(roads_to_json(roads)))
    back = roads_from_json(data)

    assert repr(list(back.nodes.items())) == repr(list(roads.nodes.items()))
    for name in roads:
        assert repr(list(back.adj[name].items())) == repr(list(roads.adj[name].items()))


def test_another_order_is_not_kept() -> None:
    """Roads whose neighbours would come back in another order are read each time."""
    assert roads_to_json(graph([("b", "c", None), ("a", "c", None), ("a", "b", None)])) is None


def test_many_roads_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph beyond the bound is no entry."""
    monkeypatch.setattr(plain_roads, "MOST_ROADS", 1)

    assert roads_to_json(graph([("a", "b", None), ("b", "c", None)])) is None
