"""The cheapest way from the network to each node."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from optimizers.problem import Problem


def ways_to(
    problem: Problem, shared: Iterable[int], chosen: Sequence[int], *, spare: int = 0
) -> dict[int, tuple[int, ...]]:
    """Return per node the shared stretches still to build to reach it from what a plan builds.

    `shared` are the arcs that are shared stretches. The ways are the cheapest over the horizon
    that leave `spare` radio hops; what the plan has built is free.
    """
    costs = problem.quantities["npc_minor"]
    hops = [0] * len(problem.arc_ids)
    for a in (a for limit in problem.hops for a in limit.arcs):
        hops[a] = 1
    most = min((limit.most for limit in problem.hops), default=0) - spare
    after: dict[int, list[int]] = {}
    for a in shared:
        after.setdefault(problem.tail[a], []).append(a)
    built = hops_to(problem, chosen, hops)
    best = {(v, count): 0 for v, count in built.items() if not problem.hops or count <= most}
    ways: dict[int, tuple[int, ...]] = {}
    heap: list[tuple[int, int, int, tuple[int, ...]]] = [(0, v, n, ()) for v, n in sorted(best)]
    while heap:
        cost, v, count, way = heapq.heappop(heap)
        ways.setdefault(v, way)
        for a in after.get(v, ()):
            onward, reached = cost + costs[a], (problem.head[a], count + hops[a])
            if hops[a] and reached[1] > most:
                continue
            if onward < best.get(reached, onward + 1):
                best[reached] = onward
                heapq.heappush(heap, (onward, *reached, (*way, a)))
    return ways


def hops_to(problem: Problem, chosen: Sequence[int], hops: Sequence[int]) -> dict[int, int]:
    """Return per node that a plan enters, and the root, the hops on the way to it."""
    entering = {problem.head[a]: a for a in chosen}
    found = {0: 0}
    for end in entering:
        way, v = [], end
        while v not in found and v in entering:
            way.append(v)
            v = problem.tail[entering[v]]
        for u in reversed(way):
            found[u] = found.get(problem.tail[entering[u]], 0) + hops[entering[u]]
    return found
