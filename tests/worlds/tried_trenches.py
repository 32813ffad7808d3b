"""Ground that trenches are tried on, and the cheapest network found by trying every one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from hypothesis import strategies as st

from planner.candidates.nodes import ROOT
from planner.candidates.stretches.stretch import Ground, Stretch, directed
from sites.distance import least_lengths

REACH = {"road_reach_m": 2_000, "mesh_reach_m": 1_500, "longest_m": 50_000, "unsurveyed_m": 500}
GROUND = Ground(**REACH, mesh_neighbours=2, detour=1.0)
ROADS = st.lists(
    st.sampled_from(["00-10", "10-20", "10-11", "11-20", "00-11"]), max_size=3, unique=True
)


def places(most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Draw up to so many places along a road of two kilometres, in metres east and north."""
    east, north = st.sampled_from([0, 500, 1_000, 1_600, 2_000]), st.sampled_from([-300, 0, 200])
    return st.lists(st.tuples(east, north), min_size=1, max_size=most, unique=True)


def cheapest(
    stretches: Sequence[Stretch], wanted: Sequence[str], worth: Callable[[Stretch], int]
) -> int | None:
    """Return the least worth in metres that reaches all wanted nodes, by trying every set."""
    costly = [(s, worth(s)) for s in stretches if worth(s)]
    free = [s for s in stretches if not worth(s)]
    best: int | None = None
    for count in range(len(costly) + 1):
        for chosen in combinations(costly, count):
            metres = sum(m for _, m in chosen)
            if best is not None and metres >= best:
                continue
            reached = least_lengths(ROOT, directed([*free, *(s for s, _ in chosen)]))
            if all(node in reached for node in wanted):
                best = metres
    return best
