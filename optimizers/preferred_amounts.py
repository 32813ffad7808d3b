"""A last stage over amounts alone: with arcs and goals fixed, what is preferred comes first.

Plans of equal worth differ in amounts that no goal counts, such as which fund pays. Here the arcs,
every other amount and the value of every goal stay as they are; the free amounts are chosen again
in whole numbers, so that one sum after another is as large as it can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from optimizers.problem import Limit, Problem

_EFFORT = 20.0  # of one search, in the solver's own units, which no clock changes
_EXACT = 2**62  # sums of a row have to stay below it


@dataclass(frozen=True, kw_only=True)
class Preference:
    """Which amounts may change, and what comes first among plans of equal worth."""

    free: frozenset[int]  # columns
    most: Mapping[int, int]  # of a free column, where it is less than its upper end
    full: frozenset[str]  # limits that hold with equality at their upper end
    sums: tuple[Mapping[int, int], ...]  # column -> weight; each is made as large as it can be


def preferred(
    problem: Problem, chosen: Sequence[int], amounts: Sequence[int], wanted: Preference
) -> tuple[int, ...]:
    """Return amounts of equal worth that hold every limit and make the sums large, in turn.

    The same amounts where the solver finds none, or numbers are too large for it.
    """
    if not wanted.free or not wanted.sums:
        return tuple(amounts)
    search = _Search(problem, chosen, amounts, wanted)
    if not search.is_exact:
        return tuple(amounts)
    for weights in wanted.sums:
        search.enlarge(weights)
    return tuple(search.amounts)


class _Search:
    """The free columns as a model in whole numbers; sums are fixed from stage to stage."""

    def __init__(
        self,
        problem: Problem,
        chosen: Sequence[int],
        amounts: Sequence[int],
        wanted: Preference,
    ) -> None:
        from ortools.sat.python import cp_model

        self.model: Any = cp_model.CpModel()
        self.amounts = list(amounts)
        self.is_exact = True
        self.wanted = wanted
        self.upper = {
            c: max(
                amounts[c],
                min(problem.columns[c].upper, wanted.most.get(c, problem.columns[c].upper)),
            )
            for c in sorted(wanted.free)
        }
        self.free = {c: self.model.new_int_var(0, most, f"{c}") for c, most in self.upper.items()}
        arcs = frozenset(chosen)
        for limit in problem.limits:
            if not wanted.free.isdisjoint(limit.columns):
                self._limit(limit, arcs)
        for goal in problem.goals:
            terms = problem.column_terms(goal)
            own = {c: terms[c] for c in self.free if terms[c]}
            if own:
                value = sum(weight * amounts[c] for c, weight in own.items())
                self._row(own, value, value)

    def _limit(self, limit: Limit, chosen: frozenset[int]) -> None:
        """Add a limit over the free columns, less what is fixed of it."""
        used = sum(k for a, k in zip(limit.arcs, limit.coefficients, strict=True) if a in chosen)
        own: dict[int, int] = {}
        for c, k in zip(limit.columns, limit.column_coefficients, strict=True):
            if c in self.free:
                own[c] = own.get(c, 0) + k
            else:
                used += k * self.amounts[c]
        upper = None if limit.upper is None else limit.upper - used
        lower = None if limit.lower is None else limit.lower - used
        self._row(own, upper if limit.id in self.wanted.full else lower, upper)

    def _row(self, terms: Mapping[int, int], lower: int | None, upper: int | None) -> None:
        """Add a row, or find that its sums are too large to be exact."""
        reach = sum(abs(k) * self.upper[c] for c, k in terms.items())
        if reach + max(abs(lower or 0), abs(upper or 0)) >= _EXACT:
            self.is_exact = False
            return
        total = sum(k * self.free[c] for c, k in terms.items())
        if lower is not None:
            self.model.add(total >= lower)
        if upper is not None:
            self.model.add(total <= upper)

    def enlarge(self, weights: Mapping[int, int]) -> None:
        """Make a sum as large as it can be, and hold it from now on."""
        from ortools.sat.python import cp_model

        own = {c: k for c, k in weights.items() if c in self.free and k}
        if not own or sum(abs(k) * self.upper[c] for c, k in own.items()) >= _EXACT:
            return
        total = sum(k * self.free[c] for c, k in own.items())
        self.model.maximize(total)
        self.model.clear_hints()
        for c, x in self.free.items():
            self.model.add_hint(x, self.amounts[c])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = _EFFORT
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        for c, x in self.free.items():
            self.amounts[c] = int(solver.value(x))
        self.model.add(total >= sum(k * self.amounts[c] for c, k in own.items()))
