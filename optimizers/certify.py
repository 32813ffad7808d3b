"""Certify the bound of a stage, and state an answer without a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizers import verify
from optimizers.problem import Problem
from optimizers.result import Certificate, Result, Split, StageResult, Status


def certify(
    data: dict[str, Any], number: int, kept: list[int], certificate: Certificate
) -> int | None:
    """Return the bound that `verify` derives from a certificate, None when it proves no plan."""
    total, scale = verify.certified_bound(data, number, kept, certificate.to_json())
    if certificate.objective_weight == 0:
        return None
    return total // scale


def certify_tree(
    data: dict[str, Any], number: int, kept: list[int], tree: Sequence[Split | Certificate]
) -> int | None:
    """Return the bound that `verify` derives from a proof in parts, None when no part has a plan.

    `data` is the problem as it is written, not drawn in layers.
    """
    return verify.tree_bound(data, number, kept, [entry.to_json() for entry in tree])


def no_answer(solver: str, problem: Problem, status: Status) -> Result:
    """Return a result without a plan and without a proof."""
    goal = problem.goals[0]
    stage = StageResult(
        name=goal.name, sense=goal.sense, value=None, bound=None, certified_bound=None,
        status=status,
    )  # fmt: skip
    return Result(solver=solver, status=status, chosen=None, stages=(stage,))
