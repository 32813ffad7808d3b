"""What purchases cost in points, at the prices that a plan's certificate puts on its limits."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.risk.price_parts import counted
from planner.candidates.present_value import PresentValue
from planner.model.arcs import ArcKind
from planner.model.limit_meanings import LimitKind

if TYPE_CHECKING:
    from optimizers.problem import Problem
    from optimizers.result import Certificate, Result
    from planner.candidates.candidate import CostLine
    from planner.pipeline.prepare import Prepared

Path = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Priced:
    """Costs in thousandths of a point: of each arc, and of what leads to each node."""

    arcs: Sequence[float]
    access: Mapping[int, float]  # by node; what the plan builds for several is there
    alone: Mapping[str, float]  # by site: what the plan builds for it and no other
    tail_of: Mapping[str, int]  # by site: where its link of the plan starts
    of_limit: Mapping[str, float]  # by limit, for a unit of it
    capex: float  # of a unit of one-time money, 0 where no limit of it binds

    @classmethod
    def of(cls, prepared: Prepared, result: Result) -> Priced | None:
        """Return the costs at the prices of a plan's certificate, None where it has none."""
        certificate = result.stages[0].certificate
        if certificate is None or certificate.objective_weight == 0 or result.chosen is None:
            return None
        model, problem = prepared.model, prepared.model.problem
        of_limit = _of_limit(problem, certificate)
        arcs = _of_arcs(problem, of_limit)
        paths = _paths(problem, result.chosen)
        alone, tail_of = _alone(prepared, arcs, paths, result.chosen)
        kinds = model.limit_meanings
        return cls(
            arcs=arcs,
            access=_access(prepared, arcs, {problem.head[a] for a in result.chosen}),
            alone=alone,
            tail_of=tail_of,
            of_limit=of_limit,
            capex=sum(
                price
                for name, price in of_limit.items()
                if name in kinds and kinds[name].kind is LimitKind.CAPEX
            ),
        )

    def of_lines(self, prepared: Prepared, lines: Iterable[CostLine]) -> float:
        """Return what more lines of one purchase cost."""
        value = PresentValue.of(prepared.inputs.scenario)
        bought = tuple(lines)
        total = 0.0
        for name, price in self.of_limit.items():
            meaning = prepared.model.limit_meanings.get(name)
            counts = None if meaning is None else counted(meaning, value)
            if counts is not None:
                total += price * sum(counts(line) for line in bought)
        return total


def _of_limit(problem: Problem, certificate: Certificate) -> dict[str, float]:
    known = {row.id for row in problem.limits}
    prices = sorted(certificate.prices.items())
    return {name: price / certificate.scale for name, price in prices if price and name in known}


def _of_arcs(problem: Problem, of_limit: Mapping[str, float]) -> list[float]:
    cost = [0.0] * len(problem.arc_ids)
    for row in problem.limits:
        if price := of_limit.get(row.id):
            for a, k in zip(row.arcs, row.coefficients, strict=True):
                cost[a] += price * k
    return cost


def _paths(problem: Problem, chosen: Iterable[int]) -> dict[int, Path]:
    """Return by chosen arc the arcs that lead to its tail."""
    into = {problem.head[a]: a for a in chosen}
    found = {}
    for a in into.values():
        path, node = [], problem.tail[a]
        while node in into:
            path.append(into[node])
            node = problem.tail[into[node]]
        found[a] = tuple(path)
    return found


def _alone(
    prepared: Prepared, cost: Sequence[float], paths: Mapping[int, Path], chosen: Iterable[int]
) -> tuple[dict[str, float], dict[str, int]]:
    """Return by site with a new link what only it uses, and where that link starts."""
    arcs, problem = prepared.model.arcs, prepared.model.problem
    links = [a for a in chosen if arcs[a].kind is ArcKind.OPTION]
    users = Counter(b for a in links for b in paths[a])
    alone, tails = {}, {}
    for a in links:
        site = arcs[a].site_id or ""
        alone[site] = sum(cost[b] for b in paths[a] if users[b] == 1)
        tails[site] = problem.tail[a]
    return alone, tails


def _access(prepared: Prepared, cost: Sequence[float], there: set[int]) -> dict[int, float]:
    """Return by node what the cheapest way to it costs from what the plan builds (Dijkstra)."""
    problem = prepared.model.problem
    leaving: dict[int, list[tuple[int, float]]] = {}
    for a, arc in enumerate(prepared.model.arcs):
        if arc.kind is ArcKind.ASSET:
            leaving.setdefault(problem.tail[a], []).append((problem.head[a], max(0.0, cost[a])))
    found = dict.fromkeys([0, *sorted(there)], 0.0)
    queue = [(0.0, node) for node in found]
    while queue:
        far, node = heapq.heappop(queue)
        if far > found[node]:
            continue
        for head, more in leaving.get(node, ()):
            if far + more < found.get(head, float("inf")):
                found[head] = far + more
                heapq.heappush(queue, (far + more, head))
    return found
