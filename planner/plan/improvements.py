"""What a limit keeps from a plan: the least that one more choice would need of it.

A single choice is another entry into a node that is there, an arc to a node that is not, or an arc
at an end of the plan that is left out. It is an improvement that a limit blocks when it gains at
the certificate's prices of all *other* limits: what it then needs of this one is what stops it.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizers.problem import Limit, Problem

FEW = 500  # arcs of a row that is of a site or a small group
Change = tuple[tuple[int, int], ...]  # arcs, each 1 where it is taken, -1 where it is left


@dataclass(frozen=True, kw_only=True, eq=False)
class Improvements:
    """The single choices that a plan leaves open, and what they gain at given prices."""

    problem: Problem
    chosen: Sequence[int]
    prices: Mapping[str, float]  # of limits by id, positive for upper sides, negative for lower

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return (*self._entries(), *self._ends())

    def _entries(self) -> Iterator[Change]:
        """Yield every arc that starts in the plan, with the one it would replace."""
        entered, taken = {self.problem.head[a]: a for a in self.chosen}, set(self.chosen)
        root = 0
        for a, (tail, head) in enumerate(zip(self.problem.tail, self.problem.head, strict=True)):
            if a in taken or not (tail == root or tail in entered) or head == root:
                continue
            before = entered.get(head)
            yield ((a, 1),) if before is None else ((a, 1), (before, -1))

    def _ends(self) -> Iterator[Change]:
        """Yield every arc of the plan behind which there is none, left out."""
        passed = {self.problem.tail[a] for a in self.chosen}
        kept = set(self.problem.required)
        for a in self.chosen:
            if self.problem.head[a] not in passed | kept:
                yield ((a, -1),)

    @cached_property
    def _of_arc(self) -> dict[int, list[Change]]:
        """The choices that each arc takes part in."""
        found: dict[int, list[Change]] = {}
        for change in self._changes:
            for a, _ in change:
                found.setdefault(a, []).append(change)
        return found

    def _touching(self, of_arc: Mapping[int, int]) -> Iterable[Change]:
        """Return the choices that use a row; of a short row without looking at all of them."""
        if len(of_arc) > FEW:
            return self._changes
        return dict.fromkeys(x for a in of_arc for x in self._of_arc.get(a, ()))

    @cached_property
    def _worth(self) -> list[float]:
        """What each arc is worth: the first goal, less what it uses of limits at their prices."""
        worth = [float(term) for term in self.problem.objective_terms(self.problem.goals[0])]
        for limit in self.problem.limits:
            price = self.prices.get(limit.id, 0.0)
            if price:
                for a, used in zip(limit.arcs, limit.coefficients, strict=True):
                    worth[a] -= price * used
        return worth

    def blocked_by(self, limit: Limit, room: int) -> bool:
        """Return whether a limit of which so much is left keeps an improvement from the plan.

        Of an upper side less is left than the cheapest improvement needs: one that fits is stopped
        by another limit. Of a least some improvement takes away more than there is to spare: one
        that fits is what the search left open.
        """
        needs = self.needs(limit)
        if not needs:
            return False
        return room < (min(needs) if limit.upper is not None else max(needs))

    def needs(self, limit: Limit) -> tuple[int, ...]:
        """Return what each improvement needs of a row, in its units.

        Of an upper side that is what the choice uses more, of a least what it takes away from the
        group. A row over amounts beside the tree alone, as a fund's, is asked for one-time cost.
        """
        of_arc = _uses(limit, self.problem)
        price = self.prices.get(limit.id, 0.0) if limit.arcs else 0.0
        found = (
            (x, _need(x, of_arc, upper=limit.upper is not None)) for x in self._touching(of_arc)
        )
        return tuple(
            need
            for change, need in found
            if need > 0
            and sum(sign * (self._worth[a] + price * of_arc.get(a, 0)) for a, sign in change) > 0
        )

    def link_needs(self, nodes: Collection[int], asked: Sequence[int]) -> tuple[int, ...]:
        """Return what each link that gains needs more of a quantity that is shared at some nodes.

        Such a link starts at one of the nodes, or is led on from there over stretches that the
        plan does not have, at the prices of all limits.
        """
        entered, taken = {self.problem.head[a]: a for a in self.chosen}, set(self.chosen)
        price = self._prices_from(nodes)
        needs = []
        for a, (tail, head) in enumerate(zip(self.problem.tail, self.problem.head, strict=True)):
            if a in taken or not asked[a] or tail not in price:
                continue
            before = entered.get(head)
            gained, more = self._worth[a] - price[tail], asked[a]
            if before is not None:
                gained -= self._worth[before]
                more -= asked[before] if self.problem.tail[before] in nodes else 0
            if gained > 0 and more > 0:
                needs.append(more)
        return tuple(needs)

    def _prices_from(self, nodes: Collection[int]) -> dict[int, float]:
        """Return the least that leading on from some nodes costs, by node that earns nothing."""
        arcs: dict[int, list[int]] = {}
        for a, tail in enumerate(self.problem.tail):
            if not self.problem.prize[self.problem.head[a]]:
                arcs.setdefault(tail, []).append(a)
        found: dict[int, float] = {}
        open_nodes = [(0.0, node) for node in sorted(nodes)]
        while open_nodes:
            price, node = heapq.heappop(open_nodes)
            if node in found:
                continue
            found[node] = price
            for a in arcs.get(node, ()):
                more = price + max(0.0, -self._worth[a])
                heapq.heappush(open_nodes, (more, self.problem.head[a]))
        return found


def _need(change: Change, of_arc: Mapping[int, int], *, upper: bool) -> int:
    """Return what a choice needs of a row, 0 or less where the row cannot block it."""
    used = sum(sign * of_arc.get(a, 0) for a, sign in change)
    if upper:
        return used
    own = sum(sign * max(0, of_arc.get(a, 0)) for a, sign in change)
    return -used if own < 0 else 0


def _uses(limit: Limit, problem: Problem) -> dict[int, int]:
    """Return what each arc uses of a row."""
    if limit.arcs:
        return dict(zip(limit.arcs, limit.coefficients, strict=True))
    return dict(enumerate(problem.quantities.get("capex_minor", ())))
