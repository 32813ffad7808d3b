"""A changed problem says the same as the change that auditors apply to the written problem."""

from __future__ import annotations

from typing import Any

import pytest

from planner.pipeline.changed_problem import changed
from planner.pipeline.prepare import prepare
from planner.runs.comparisons import Change, ChangeKind, for_benefit


@pytest.fixture
def problem(project: Any, world: Any, directive: Any) -> Any:
    """Return a problem with a money limit and a node that must be served."""
    assert project  # its offers stand in for those of tables
    told = [directive("must_serve", "B", name="D-1")]
    return prepare(world.under(limits={"capex_minor": 2500}).told(*told)).model.problem


def _changes(problem: Any) -> list[Change]:
    node = problem.node_ids[next(iter(problem.required))]
    limit = next(row for row in problem.limits if row.upper is not None)
    ids = tuple(row.id for row in problem.limits)
    return [
        Change(kind=ChangeKind.NOT_REQUIRED, id=node),
        Change(kind=ChangeKind.NO_LIMIT, id=limit.id),
        Change(kind=ChangeKind.NO_LIMITS, ids=ids),
        Change(kind=ChangeKind.LIMIT_UPPER, id=limit.id, upper=limit.upper + 1),
    ]


@pytest.mark.parametrize("number", range(4))
def test_the_written_problem_changes_alike(problem: Any, number: int) -> None:
    """For benefit, as comparisons are judged, both are equal to the byte."""
    change = _changes(problem)[number]
    written = change.applied(problem.to_json())

    assert written is not None
    assert for_benefit(changed(problem, change).to_json()) == for_benefit(written)
    assert for_benefit(written) != for_benefit(problem.to_json())


def test_what_only_the_inputs_give_is_refused(problem: Any) -> None:
    """A problem that is built again is no small change."""
    with pytest.raises(ValueError, match="inputs"):
        changed(problem, Change(kind=ChangeKind.REBUILT))
