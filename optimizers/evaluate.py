"""Evaluate a plan exactly: what it uses of a quantity, and whether every row holds."""

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


def holds(problem: Problem, chosen: Sequence[int], amounts: Sequence[int]) -> bool:
    """Return whether every row and bound holds in whole numbers."""
    taken = set(chosen)
    if any(not 0 <= n <= c.upper for n, c in zip(amounts, problem.columns, strict=True)):
        return False
    for row in problem.limits:
        if not row.columns:
            continue
        used = sum(k for a, k in zip(row.arcs, row.coefficients, strict=True) if a in taken)
        pairs = zip(row.columns, row.column_coefficients, strict=True)
        used += sum(k * amounts[c] for c, k in pairs)
        if row.upper is not None and used > row.upper:
            return False
        if row.lower is not None and used < row.lower:
            return False
    return True
