"""A comparison changes one row where a row says it, and builds again where only the inputs do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizers.solve import solve
from planner.pipeline.prepare import prepare
from planner.pipeline.what_if import framed_problem
from planner.runs.comparisons import ChangeKind

MUST_SERVE, MUST_NOT = ("must_serve", "B"), ("must_not", "A")


@pytest.mark.parametrize(
    ("directives", "kind"),
    [
        ([MUST_SERVE, MUST_NOT], ChangeKind.NOT_REQUIRED),
        ([MUST_SERVE, MUST_SERVE, MUST_NOT], ChangeKind.REBUILT),  # the other one still asks for it
        ([MUST_NOT], ChangeKind.REBUILT),
    ],
)
def test_a_row_less_is_what_building_again_gives(
    project: Any, world: Any, directive: Any, directives: list[tuple[str, str]], kind: ChangeKind
) -> None:
    """The best benefit without the directive is the same by either way."""
    assert project  # its offers stand in for those of tables
    told = [directive(*d, name=f"D-{n}") for n, d in enumerate(directives, 1)]
    prepared = prepare(world.under(limits={"capex_minor": 2500}).told(*told))
    result = solve(prepared.model.problem)

    derived = framed_problem(prepared, result, told[0])
    rebuilt = framed_problem(prepared, result, told[0], rebuilt=True)

    assert derived is not None and rebuilt is not None
    assert derived[0].change.kind is kind
    assert rebuilt[0] == replace(derived[0], change=rebuilt[0].change)
    assert solve(derived[1]).objective == solve(rebuilt[1]).objective
