"""Parts of the road graph that do not meet, joined across the country where that is asked for."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from sites.distance import haversine_m
from sites.roads.mesh import Floats, Ints, groups

if TYPE_CHECKING:
    from sites.roads.settings import RoadSettings

CROSS_COUNTRY = "cross_country"  # the class of a way that joins two parts
_ALL_PAIRS = 60  # nodes; more are joined along a triangulation


def join_parts(roads: nx.Graph[str], settings: RoadSettings) -> list[int]:
    """Join parts of a graph by the shortest ways between their nodes, the nearest parts first.

    A way is at most `bridge_km` long, straight, and counts `cross_country_factor` times its length.
    Parts become one where a chain of such ways leads from one to another, by the least metres (a
    shortest tree, whose ways are sides of a triangulation of the nodes). Return the metres of each.
    """
    if settings.bridge_km is None:
        return []
    names = sorted(roads)
    index = {name: i for i, name in enumerate(names)}
    points = [(roads.nodes[n]["longitude"], roads.nodes[n]["latitude"]) for n in names]
    ends = np.asarray([(index[u], index[v]) for u, v in roads.edges], dtype=np.int64)
    part = groups(len(names), ends.reshape(-1, 2))
    ways = _sides(np.asarray(points, dtype=float).reshape(-1, 2))
    ways = ways[part[ways[:, 0]] != part[ways[:, 1]]]
    lengths = sorted((haversine_m(points[a], points[b]), a, b) for a, b in ways.tolist())
    joined = nx.utils.UnionFind(range(int(part.max(initial=-1)) + 1))
    made = []
    for metres, a, b in lengths:
        if metres > 1000 * settings.bridge_km:
            break
        one, other = int(part[a]), int(part[b])
        if joined[one] == joined[other]:
            continue
        joined.union(one, other)
        length_m = max(1, round(metres * settings.cross_country_factor))
        line = (points[a], points[b])
        roads.add_edge(names[a], names[b], length_m=length_m, coordinates=line)
        roads.edges[names[a], names[b]]["classes"] = CROSS_COUNTRY
        made.append(length_m)
    return made


def _sides(points: Floats) -> Ints:
    """Return pairs of points among which the shortest tree lies, the lesser number first."""
    if len(points) <= _ALL_PAIRS:
        return np.asarray(list(combinations(range(len(points)), 2)), dtype=np.int64).reshape(-1, 2)
    from scipy.spatial import Delaunay

    shrink = math.cos(math.radians(float(np.median(points[:, 1]))))
    corners = Delaunay(points * (shrink, 1.0), qhull_options="QJ Pp").simplices
    sides = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    found: Ints = np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)
    return found
