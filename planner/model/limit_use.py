"""How much of a limit a solution uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizers.problem import Limit, Problem
from planner.model.limit_meanings import LimitMeaning

SHARE_DENOMINATOR = 10_000  # floors are rounded down to a ten-thousandth of the plan's total


@dataclass(frozen=True, slots=True, kw_only=True)
class RowUse:
    """How far a row is used, in the units of its title."""

    used: int
    lower: int | None
    upper: int | None


def row_use(
    problem: Problem,
    limit: Limit,
    meaning: LimitMeaning,
    chosen: Sequence[int],
    amounts: Sequence[int] = (),
) -> RowUse:
    """Return what a plan uses of a row; for a floor the group's sum and the least it needs.

    `amounts` are those of the columns; without them all are 0.

    A floor's row is  denominator x group - numerator x all >= 0,  which says that the group's sum
    is at least numerator x all / denominator rounded up; those two numbers are returned.
    """
    taken, activity = set(chosen), activity_of(limit, chosen, amounts)
    quantity = meaning.shared_quantity
    if quantity is None:
        return RowUse(used=activity, lower=limit.lower, upper=limit.upper)
    members = [a for a, k in zip(limit.arcs, limit.coefficients, strict=True) if k > 0]
    group = sum(quantity_of(problem, quantity, a) for a in members if a in taken)
    return RowUse(used=group, lower=group - activity // SHARE_DENOMINATOR, upper=None)


def activity_of(limit: Limit, chosen: Sequence[int], amounts: Sequence[int] = ()) -> int:
    """Return what arcs and amounts of columns add up to in a row; without amounts these are 0."""
    taken = set(chosen)
    activity = sum(k for a, k in zip(limit.arcs, limit.coefficients, strict=True) if a in taken)
    if amounts:
        used = zip(limit.columns, limit.column_coefficients, strict=True)
        activity += sum(k * amounts[c] for c, k in used)
    return activity


def quantity_of(problem: Problem, quantity: str, arc: int) -> int:
    """Return what an arc counts for in a floor's quantity."""
    if quantity == "benefit":
        return problem.benefit_of(arc)
    return problem.quantities["capex_minor" if quantity == "capex" else quantity][arc]
