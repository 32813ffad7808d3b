"""What a limit keeps from a plan: the least that one more choice would need of it.

A plan is improved by a single choice: another entry into a node that is there, or an arc to a node
that is not, which the first goal gains by. A row with an upper side blocks the choices that need
more of it than is left. A row with a lower side blocks what takes away from it, whether that alone
gains or frees what would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizers.problem import Limit, Problem

Change = tuple[tuple[int, int], ...]  # arcs, each 1 where it is taken, -1 where it is left


@dataclass(frozen=True, kw_only=True, eq=False)
class Improvements:
    """The single choices that a plan leaves open."""

    problem: Problem
    chosen: Sequence[int]

    @cached_property
    def _entered_by(self) -> dict[int, int]:
        return {self.problem.head[a]: a for a in self.chosen}

    @cached_property
    def steps(self) -> tuple[Change, ...]:
        """Every single choice that the first goal gains by."""
        terms = self.problem.objective_terms(self.problem.goals[0])
        return tuple(
            step for step in self._changes() if sum(sign * terms[a] for a, sign in step) > 0
        )

    @cached_property
    def _backwards(self) -> tuple[Change, ...]:
        """Every single choice, and every arc at an end of the plan left out."""
        left = {self.problem.tail[a] for a in self.chosen}
        ends = (((a, -1),) for a in self.chosen if self.problem.head[a] not in left)
        return (*self._changes(), *ends)

    def _changes(self) -> Iterator[Change]:
        """Yield every arc that starts in the plan, with the one it would replace."""
        entered, taken = self._entered_by, set(self.chosen)
        root = 0
        for a, (tail, head) in enumerate(zip(self.problem.tail, self.problem.head, strict=True)):
            if a in taken or not (tail == root or tail in entered) or head == root:
                continue
            before = entered.get(head)
            yield ((a, 1),) if before is None else ((a, 1), (before, -1))

    def least_blocked(self, limit: Limit) -> int | None:
        """Return the least that a choice needs of a row, in the row's units; None without any.

        A row over amounts beside the tree alone, as a fund's, is asked for the one-time cost.
        """
        capex = self.problem.quantities.get("capex_minor", ())
        of_arc = (
            dict(zip(limit.arcs, limit.coefficients, strict=True))
            if limit.arcs
            else dict(enumerate(capex))
        )
        upper = limit.upper is not None
        steps = self.steps if upper else self._backwards
        needs = (sum(sign * of_arc.get(a, 0) for a, sign in step) for step in steps)
        return min((n if upper else -n for n in needs if (n > 0 if upper else n < 0)), default=None)
