"""A problem with one small change, as a comparison solves it.

`planner.runs.comparisons.Change.applied` states the same changes over the written problem, for
auditors who trust no object of ours; a test holds the two against each other.
"""

from __future__ import annotations

from dataclasses import replace

from optimizers.problem import BENEFIT, Problem
from planner.pipeline.fixed_shares import with_fixed
from planner.runs.comparisons import Change, ChangeKind


def changed(problem: Problem, change: Change) -> Problem:
    """Return the problem with a limit raised or left out, or a node no longer required.

    Shares that the change holds fixed become amounts. Without the limits of a floor, benefit alone
    is sought. Raises ValueError for a change that only the inputs give.
    """
    if change.kind is ChangeKind.REBUILT:
        raise ValueError("only the inputs give a problem that is built again")
    return with_fixed(_relaxed(problem, change), change.fixed)


def _relaxed(problem: Problem, change: Change) -> Problem:
    if change.kind is ChangeKind.NOT_REQUIRED:
        left = {v: why for v, why in problem.required.items() if problem.node_ids[v] != change.id}
        return problem.varied(required=left)
    if change.kind is ChangeKind.LIMIT_UPPER:
        rows = (replace(x, upper=change.upper) if x.id == change.id else x for x in problem.limits)
        return problem.varied(limits=tuple(rows))
    gone = set(change.ids) if change.kind is ChangeKind.NO_LIMITS else {change.id}
    limits = tuple(row for row in problem.limits if row.id not in gone)
    goals = (BENEFIT,) if change.kind is ChangeKind.NO_LIMITS else problem.goals
    return problem.varied(limits=limits, goals=goals)
