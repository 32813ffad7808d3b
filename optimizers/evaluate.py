"""Evaluate a plan exactly: what it uses of a quantity."""

from __future__ import annotations

from collections.abc import Sequence

from optimizers.problem import Problem


def quantity_of(
    problem: Problem, quantity: str, chosen: Sequence[int], amounts: Sequence[int]
) -> int:
    """Return what a plan uses of a quantity, arcs and columns together."""
    used = sum(problem.quantities[quantity][a] for a in chosen)
    if not amounts:
        return used
    return used + sum(
        column.quantities.get(quantity, 0) * amount
        for column, amount in zip(problem.columns, amounts, strict=True)
    )
