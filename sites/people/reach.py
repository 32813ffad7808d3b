"""People within reach of sites, each person shared among the sites of a kind that reach them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from sites.distance import chord_of, unit_vectors

Array = np.ndarray[Any, Any]
MOST_PAIRS = 2_000_000
"""Pairs of people's point and site that are looked at together: about 100 MB."""


def shared(sites: Array, radius_m: float, counted: Iterable[tuple[Array, Array]]) -> Array:
    """Return how many people fall to each site, of points of people given in blocks.

    The people of a point are shared alike by the sites within `radius_m` of it, great circles;
    who lives farther from every site falls to none. Points are longitude and latitude in degrees.
    """
    from scipy.spatial import KDTree

    found = np.zeros(len(sites))
    if not len(sites):
        return found
    tree, chord = KDTree(unit_vectors(sites)), chord_of(radius_m)
    for points, people in counted:
        vectors = unit_vectors(points) if len(points) else np.empty((0, 3))
        for part in _parts(tree, vectors, chord):
            pairs = KDTree(vectors[part]).sparse_distance_matrix(tree, chord, output_type="ndarray")
            reached_by = np.bincount(pairs["i"], minlength=len(part))
            each = people[part] / np.maximum(reached_by, 1)
            found += np.bincount(pairs["j"], weights=each[pairs["i"]], minlength=len(sites))
    return found


def _parts(tree: Any, vectors: Array, chord: float) -> Iterable[Array]:
    """Yield the points that any site reaches, in parts of a bounded number of pairs."""
    if not len(vectors):
        return
    reached_by = tree.query_ball_point(vectors, chord, return_length=True)
    there = np.flatnonzero(reached_by)
    if not len(there):
        return
    number = np.cumsum(reached_by[there]) // MOST_PAIRS
    yield from np.split(there, np.flatnonzero(np.diff(number)) + 1)
