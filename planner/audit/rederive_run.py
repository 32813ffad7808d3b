"""Derive a run again from its recorded inputs and name the first difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.audit.difference import Difference, differs, first_difference
from planner.errors import InputError, PlannerError
from planner.runs.layout import ANSWER, INPUTS, PLAN, PROBLEM
from planner.runs.plan_json import plan_to_json
from planner.runs.run_folder import Run, load_run


def rederive_run(run_dir: Path) -> list[Difference]:
    """Return the first difference between the recorded problem and the one its inputs give now.

    When the problems agree, the plan is put together again too: the first differing field of
    plan.json is named. Raises RunError when the folder is no run.
    """
    from planner.run import of_recorded

    run = load_run(run_dir)
    try:
        prepared = of_recorded(run)
    except InputError as fault:
        return [differs(INPUTS, "findings", "no errors", fault.findings[0].sentence())]
    except PlannerError as fault:
        return [differs(INPUTS, "inputs", "readable", str(fault))]
    recorded = run.read_json(PROBLEM)
    found = first_difference(recorded, prepared.model.problem.to_json())
    if found is not None:
        where, old, new = found
        return [differs(PROBLEM, _named(where, recorded), old, new)]
    return _plan_rederived(run, prepared)


def _plan_rederived(run: Run, prepared: Any) -> list[Difference]:
    """Return the first field of the plan that its own answer and inputs do not give."""
    from planner.assemble import assemble
    from planner.run import result_of

    result = result_of(run.read_json(ANSWER))
    again = assemble(prepared.inputs, prepared.offers, prepared.model, result)
    kept = (
        "run_id",
        "fingerprint",
        "aimag",
        "directives",
        "next_money",
        "sources",
        "stopped_by",
    )
    again = replace(again, **{name: getattr(run.plan, name) for name in kept})
    found = first_difference(plan_to_json(run.plan), plan_to_json(again))
    return [] if found is None else [differs(PLAN, *found)]


def _named(where: str, problem: Mapping[str, Any]) -> str:
    """Return a path of problem.json with the id of the arc or node that it points at."""
    for group in ("arcs", "nodes"):
        if where.startswith(f"{group}.") and where.endswith("]"):
            ids, number = problem[group]["id"], int(where.rsplit("[", 1)[1][:-1])
            if number < len(ids):
                return f"{where} ({ids[number]})"
    return where
