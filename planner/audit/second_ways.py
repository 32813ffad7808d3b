"""Whether a second way of fibre shares no trench with the first, from the plan and its problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from optimizers.problem import Problem
from planner.audit.difference import Difference, compare
from planner.candidates.nodes import premises
from planner.model.arcs import stretch_of
from planner.plan.plan import SECOND_KINDS, BuiltLink, Plan
from planner.runs.layout import PLAN
from sites.distance import Point

_Piece = frozenset[Point]


def second_way_differences(
    plan: Plan, problem: Problem, chosen: Sequence[int]
) -> Iterator[Difference]:
    """Yield second ways with a gap, and those with a piece of trench that the first has too.

    A drop to the building at the end of both may be the same line: it is laid twice.
    """
    legs: dict[str, list[BuiltLink]] = {}
    for link in plan.links:
        if link.kind in SECOND_KINDS.values():
            for site_id in link.serves:
                legs.setdefault(site_id, []).append(link)
    if not legs:
        return
    built = {link.id: link for link in plan.links}
    entering = {problem.node_ids[problem.head[a]]: a for a in chosen}
    for site_id, way in sorted(legs.items()):
        steps = sorted(way, key=lambda link: link.part or 0)
        ends = [(one.to_node, other.from_node) for one, other in pairwise(steps)]
        gaps = sum(end != start for end, start in (*ends, (steps[-1].to_node, premises(site_id))))
        first = _first_way(problem, entering, premises(site_id))
        laid = [built[name] for name in first if name in built]
        own = (_pieces(link) for link in steps if link.kind != SECOND_KINDS["drop"])
        both = _union(own) & _union(map(_pieces, laid))
        yield from compare(
            PLAN,
            {
                f"site {site_id}, gaps of its second way": (gaps, 0),
                f"site {site_id}, pieces of trench that both ways have": (len(both), 0),
                f"site {site_id}, a first way beside the second": (bool(first), True),
            },
        )


def _first_way(problem: Problem, entering: dict[str, int], node: str) -> list[str]:
    """Return the stretches by which chosen arcs come to a node, the last first."""
    found = []
    while node in entering:
        a = entering[node]
        found.append(stretch_of(problem.arc_ids[a]))
        node = problem.node_ids[problem.tail[a]]
    return found


def _pieces(link: BuiltLink) -> set[_Piece]:
    return {frozenset(pair) for pair in pairwise(link.coordinates)}


def _union(sets: Iterable[set[_Piece]]) -> set[_Piece]:
    return set().union(*sets)
