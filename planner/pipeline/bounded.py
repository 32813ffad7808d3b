"""A plan under what is proven of its problem, whatever found either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from optimizers.evaluate import quantity_of
from optimizers.problem import BENEFIT, Goal, Problem
from optimizers.result import Result, StageResult, Status, answer_json
from planner.runs.comparisons import Change, ChangeKind


def under_bound_of(
    answer: Result, problem: Problem, chosen: tuple[int, ...], amounts: Sequence[int] = ()
) -> Result:
    """Return a plan as the answer to a problem, under the bound that another answer proves.

    What is proven holds for the first goal alone: later ones are what they are.
    """
    values = [_value(problem, goal, chosen, amounts) for goal in problem.goals]
    first = _first_stage(answer.stages[0], values[0])
    later = (
        StageResult(
            name=goal.name, sense=goal.sense, value=value, bound=None, certified_bound=None,
            status=Status.FEASIBLE,
        )
        for goal, value in zip(problem.goals[1:], values[1:], strict=True)
    )  # fmt: skip
    return Result(
        solver=answer.solver,
        status=first.status,
        chosen=chosen,
        stages=(first, *later),
        duals=answer.duals,
        amounts=tuple(amounts),
    )


def unpriced_answer(result: Result, change: Change) -> dict[str, Any] | None:
    """Return the plan itself as the answer without limits that have no price; None where they have.

    None also where the change is of another kind, or holds shares of the plan.
    """
    gone = {change.id, *change.ids} - {""}
    if change.kind not in (ChangeKind.NO_LIMIT, ChangeKind.NO_LIMITS) or change.fixed:
        return None
    certificate = result.stages[0].certificate
    if result.stages[0].tree:  # its parts may rest on the limits, whatever the whole does
        return None
    if certificate is None or any(certificate.prices.get(name) for name in gone):
        return None
    prices = {k: v for k, v in certificate.prices.items() if k not in gone}
    stage = replace(result.stages[0], certificate=replace(certificate, prices=prices))
    duals = {k: v for k, v in result.duals.items() if k not in gone}
    return answer_json(replace(result, stages=(stage,), duals=duals))


def _value(problem: Problem, goal: Goal, chosen: Sequence[int], amounts: Sequence[int]) -> int:
    if goal.quantity == BENEFIT.quantity:
        return sum(map(problem.benefit_of, chosen))
    return quantity_of(problem, goal.quantity, chosen, amounts)


def _first_stage(bounded: StageResult, value: int) -> StageResult:
    """Return the stage of the first goal with the value of the plan."""
    certified, bound = bounded.certified_bound, bounded.bound
    if bound is not None:
        bound = max(bound, value) if bounded.sense == "max" else min(bound, value)
    status = Status.FEASIBLE
    if value == certified:
        status = Status.CERTIFIED_OPTIMAL
    elif value == bound:
        status = Status.SOLVER_OPTIMAL
    return replace(bounded, value=value, bound=bound, status=status)
