"""Solve a prepared problem within its time, and check the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizers import verify
from optimizers.problem import BENEFIT, Goal, Problem
from optimizers.result import ClusterError, ClusterFault, Result, Status, answer_json
from planner.errors import SettingsError
from planner.fields import fields_of
from planner.language.said import said
from planner.pipeline.fair_level import plan_as_it_is
from planner.pipeline.prepare import Prepared
from planner.pipeline.progress import Progress
from planner.pipeline.start import Start
from planner.plan.plan import PlanFaultError
from planner.scenario.settings import Scenario

CLOSE_ENOUGH = 2e-4  # certified gap at which a comparison ends: its interval is printed
QUICK = 0  # effort of the re-solves that only compare
MANY_ARCS = 10_000  # above so many a plan is compared by its prices first: a search takes seconds
NEAR = 5e-5  # gap at which an integer program of a what-if ends: less than a cut LP leaves open


def search(
    prepared: Prepared,
    progress: Progress | None = None,
    begin: Start | None = None,
    *,
    what_if: bool = False,
) -> Result:
    """Return the solver's answer under the scenario's settings, found from a plan if one is given.

    Without one, the exact search begins with the links of the plan of the fair level, which keeps
    every floor; its amounts beside the tree are asked for only where no plan is found without them,
    because they would hold the first steps to what suits the least groups. Where the level was
    interrupted, its plan is the answer. Raises SettingsError
    when the cluster named there cannot be used.
    """
    fair = prepared.fair
    if fair is not None and fair.interrupted and fair.levels:
        return plan_as_it_is(prepared.model.problem, fair.chosen, fair.amounts)
    try:
        if begin is not None:
            arcs, amounts = begin.plan_in(prepared.model.problem)
            return _searched(prepared, progress, what_if, arcs, amounts, begin)
        if prepared.inputs.scenario.solve.solver != "exact" or fair is None or not fair.levels:
            return _searched(prepared, progress, what_if)
        found = _searched(prepared, progress, what_if, fair.chosen)
        if found.chosen is None and found.status is not Status.INFEASIBLE:
            return _searched(prepared, progress, what_if, fair.chosen, fair.amounts)
        return found
    except ClusterError as fault:
        raise _without_cluster(fault) from fault


def _without_cluster(error: ClusterError) -> SettingsError:
    """Return what is wrong with a cluster, and what to do about it."""
    if error.fault is ClusterFault.NOT_INSTALLED:
        return SettingsError(
            said(
                "solve.cluster: a cluster needs Dask distributed; install Kholboo with its extra"
                " `cluster`: {command}",
                command="pip install 'kholboo[cluster]'",
            )
        )
    if error.fault is ClusterFault.NO_SCHEDULER:
        return SettingsError(
            said(
                "solve.cluster: no Dask scheduler answers at {address!r}; start one with"
                " {scheduler}, workers with {worker}, and name its address, tcp://host:port",
                address=error.address,
                scheduler="`dask scheduler`",
                worker="`dask worker ADDRESS`",
            )
        )
    return SettingsError(
        said(
            "solve.cluster: the scheduler at {address} has no worker; start one with {worker}",
            address=error.address,
            worker=f"`dask worker {error.address}`",
        )
    )


def _searched(
    prepared: Prepared,
    progress: Progress | None,
    what_if: bool,
    start: Sequence[int] | None = None,
    amounts: Sequence[int] | None = None,
    begin: Start | None = None,
) -> Result:
    from optimizers.solve import solve

    settings = prepared.inputs.scenario.solve
    return solve(
        prepared.model.problem,
        start=start,
        start_amounts=amounts,
        start_prices=None if begin is None else begin.prices,
        later=None if begin is None else begin.later,
        near=NEAR if what_if else 0.0,
        **fields_of(settings, "solver", "effort", "seed", "gap", "workers", "cluster"),
        progress=progress,
    )


def quick_search(
    problem: Problem,
    scenario: Scenario,
    begin: Start | None = None,
    goals: tuple[Goal, ...] = (BENEFIT,),
) -> Result:
    """Return the answer of a re-solve that only compares: benefit alone, at the least effort.

    With the `goals` of the scenario it is, among plans of that benefit, one of little cost.
    Raises KeyboardInterrupt when it is interrupted: half a comparison compares nothing.
    """
    from optimizers.solve import solve

    settings = scenario.solve
    arcs, amounts = (None, None) if begin is None else begin.plan_in(problem)
    answer = solve(
        problem.varied(goals=goals),
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


def compared_answer(problem: Problem, scenario: Scenario, begin: Start) -> dict[str, Any] | None:
    """Return the answer of a problem near to that of a plan, None when nothing is proven.

    In a large problem it is the plan itself, where a certificate at its prices comes near enough.
    Its bound is the one that `verify` derives already, so that the plan alone is left to check.
    Else an answer is searched for and checked as a whole. Raises PlanFaultError when the answer
    does not verify, KeyboardInterrupt when interrupted.
    """
    of_benefit = problem.varied(goals=(BENEFIT,))
    found = _at_prices(of_benefit, scenario, begin)
    if found is not None:
        plan = list(found.chosen or ()), found.amounts
        _raise_faults(verify.plan_faults(of_benefit.to_json(), *plan))
        return answer_json(found)
    found = quick_search(problem, scenario, begin)
    if found.objective is None or found.certified_bound is None:
        return None
    return checked_answer(of_benefit, found)


def _at_prices(problem: Problem, scenario: Scenario, begin: Start) -> Result | None:
    from optimizers.reoptimize.at_prices import plan_at_prices

    settings = scenario.solve
    if settings.solver != "exact" or len(problem.arc_ids) <= MANY_ARCS:
        return None
    arcs, amounts = begin.plan_in(problem)
    gap = max(settings.gap, CLOSE_ENOUGH)
    return plan_at_prices(problem, arcs, amounts, begin.prices, gap=gap, seed=settings.seed)


def checked_answer(problem: Problem, result: Result) -> dict[str, Any]:
    """Return the content of certificate.json; raises PlanFaultError when it does not verify."""
    answer = answer_json(result)
    _raise_faults(verify.check(problem.to_json(), answer))
    return answer


def _raise_faults(faults: Sequence[str]) -> None:
    if faults:
        raise PlanFaultError("the solver's answer does not verify: " + "; ".join(faults[:5]))
