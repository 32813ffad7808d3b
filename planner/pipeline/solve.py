"""Solve a prepared problem within its time, and check the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from optimizers import verify
from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result, answer_json
from planner.errors import SettingsError
from planner.pipeline.prepare import Prepared
from planner.pipeline.progress import Progress
from planner.pipeline.start import Start
from planner.plan.plan import PlanFaultError
from planner.scenario.settings import Scenario

CLOSE_ENOUGH = 2e-4  # certified gap at which a comparison ends: its interval is printed
QUICK = 0  # effort of the re-solves that only compare


def search(
    prepared: Prepared, progress: Progress | None = None, begin: Start | None = None
) -> Result:
    """Return the solver's answer under the scenario's settings, found from a plan if one is given.

    Raises SettingsError when the cluster named there cannot be used.
    """
    from optimizers.result import ClusterError
    from optimizers.solve import solve

    settings = prepared.inputs.scenario.solve
    arcs, amounts = (None, None) if begin is None else begin.plan_in(prepared.model.problem)
    try:
        return solve(
            prepared.model.problem,
            solver=settings.solver,
            effort=settings.effort,
            seed=settings.seed,
            gap=settings.gap,
            progress=progress,
            workers=settings.workers,
            cluster=settings.cluster,
            start=arcs,
            start_amounts=amounts,
            start_prices=None if begin is None else begin.prices,
        )
    except ClusterError as fault:
        raise SettingsError(f"solve.cluster: {fault}") from fault


def quick_search(
    problem: Problem,
    scenario: Scenario,
    begin: Start | None = None,
) -> Result:
    """Return the answer of a re-solve that only compares: benefit alone, at the least effort.

    Raises KeyboardInterrupt when it is interrupted: half a comparison compares nothing.
    """
    from optimizers.solve import solve

    settings = scenario.solve
    arcs, amounts = (None, None) if begin is None else begin.plan_in(problem)
    answer = solve(
        replace(problem, goals=(BENEFIT,)),
        solver=settings.solver,
        effort=QUICK,
        seed=settings.seed,
        gap=max(settings.gap, CLOSE_ENOUGH),
        start=arcs,
        start_amounts=amounts,
        start_prices=None if begin is None else begin.prices,
    )
    if any(stage.stopped_by == "interrupt" for stage in answer.stages):
        raise KeyboardInterrupt
    return answer


def checked_answer(problem: Problem, result: Result) -> dict[str, Any]:
    """Return the content of certificate.json; raises PlanFaultError when it does not verify."""
    answer = answer_json(result)
    faults = verify.check(problem.to_json(), answer)
    if faults:
        raise PlanFaultError("the solver's answer does not verify: " + "; ".join(faults[:5]))
    return answer
