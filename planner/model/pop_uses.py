"""What the links of a plan take of the ports and the backhaul of PoPs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizers.problem import Problem
from planner.candidates.nodes import pop_of
from planner.model.arcs import asset_id
from planner.model.hop_limits import LINKS
from planner.model.limit_meanings import LimitKind, LimitMeaning


@dataclass(frozen=True, slots=True, kw_only=True)
class PopUse:
    """How far a plan uses one limit of a PoP."""

    meaning: LimitMeaning
    title: str
    unit: str
    used: int
    upper: int
    quantity: str  # of the problem, that it counts
    nodes: frozenset[int]  # the PoP, and what of the plan is behind it


def pop_uses(problem: Problem, chosen: Sequence[int]) -> Iterator[PopUse]:
    """Yield each limit of a PoP with what is taken of it; one that the plan leaves out has 0.

    A PoP that is upgraded has the limits of its upgrade, one that is not those of today.
    """
    behind = _nodes_by_first(problem, chosen)
    entering = {problem.head[a]: a for a in chosen}
    ways = {capacity.arcs[0] for capacity in problem.capacities}
    free = {
        problem.head[a]: a
        for a in ways
        if problem.arc_ids[a] == asset_id(problem.node_ids[problem.head[a]])
    }
    for capacity in problem.capacities:
        node = problem.head[capacity.arcs[0]]
        pop_id = pop_of(problem.node_ids[node])
        if pop_id is None or capacity.arcs[0] != entering.get(node, free.get(node)):
            continue
        nodes, asked = behind.get(node, {node}), problem.quantities[capacity.quantity]
        quantity = "pop_links" if capacity.quantity == LINKS else "pop_mbps"
        yield PopUse(
            meaning=LimitMeaning(kind=LimitKind.LOAD, quantity=quantity, group=pop_id),
            title=capacity.title,
            unit=capacity.unit,
            used=sum(asked[a] for a in chosen if problem.tail[a] in nodes),
            upper=capacity.upper,
            quantity=capacity.quantity,
            nodes=frozenset(nodes),
        )


def _nodes_by_first(problem: Problem, chosen: Sequence[int]) -> dict[int, set[int]]:
    """Return the nodes of a plan by the first node after the root on the way to each."""
    before = {problem.head[a]: problem.tail[a] for a in chosen}
    found: dict[int, set[int]] = {}
    for node in before:
        first = node
        while before.get(first, 0) != 0:
            first = before[first]
        found.setdefault(first, set()).add(node)
    return found
