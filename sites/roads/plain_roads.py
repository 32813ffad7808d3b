"""A road graph as plain data and back, with the order of its junctions and of their neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

MOST_ROADS = 50_000  # a larger graph takes too much room to be kept

_CLASSES = "classes"


def roads_to_json(roads: nx.Graph[str]) -> dict[str, Any] | None:
    """Return a road graph as plain data; None where it is too large or would come back another."""
    if roads.number_of_edges() > MOST_ROADS:
        return None
    places = {name: place for place, name in enumerate(roads)}
    data = {
        "junctions": [[name, at["longitude"], at["latitude"]] for name, at in roads.nodes.items()],
        "roads": [
            [places[start], places[end], road["length_m"], road["coordinates"], road.get(_CLASSES)]
            for start, end, road in roads.edges(data=True)
        ],
    }
    return data if _are_same(roads, roads_from_json(data)) else None


def roads_from_json(data: Mapping[str, Any]) -> nx.Graph[str]:
    """Return the road graph that `roads_to_json` made plain."""
    roads: nx.Graph[str] = nx.Graph()
    for name, longitude, latitude in data["junctions"]:
        roads.add_node(name, longitude=longitude, latitude=latitude)
    names = list(roads)
    for start, end, length_m, line, classes in data["roads"]:
        kept = {} if classes is None else {_CLASSES: _classes(classes)}
        roads.add_edge(
            names[start],
            names[end],
            length_m=length_m,
            coordinates=tuple([(x, y) for x, y in line]),
            **kept,
        )
    return roads


def _classes(kept: Any) -> Any:
    return kept if isinstance(kept, str) else tuple((name, metres) for name, metres in kept)


def _are_same(one: nx.Graph[str], other: nx.Graph[str]) -> bool:
    """Return whether two graphs have the same figures in the same order."""
    if list(one.nodes.items()) != list(other.nodes.items()):
        return False
    return all(
        list(near.items()) == list(far.items())
        for near, far in zip(one.adj.values(), other.adj.values(), strict=True)
    )
