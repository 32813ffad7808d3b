"""A problem refuses what it cannot hold, with the value in the message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizers import problem as problem_module
from optimizers.problem import LARGEST, Column, Goal, Limit, Problem


def _limit(**changes: Any) -> Limit:
    return Limit(
        **{"id": "c", "title": "", "unit": "", "arcs": (0,), "coefficients": (1,), "upper": 1}
        | changes
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prize": (0, 5, 3)}, "prize has 3 values, expected 4"),
        ({"prize": (0, 5, 3, -1)}, "prize holds -1"),
        ({"prize": (0, 5, 3, 2.5)}, "prize holds 2.5, expected a whole number"),
        ({"prize": (0, 5, 3, True)}, "prize holds True"),
        ({"prize": (4, 5, 3, 9)}, "the root earns nothing"),
        ({"prize": (0, 5, 3, LARGEST + 1)}, "outside 0"),
        ({"head": (1, 2, 3, 0, 1, 2, 4)}, "head holds a node outside 0..3"),
        ({"node_ids": ("root", "A", "A", "C")}, "node ids are not unique: ['A']"),
        ({"quantities": {"cost": (-1,) * 7}}, "cost holds -1"),
        ({"quantities": {"benefit": (1,) * 7}}, "may not be called 'benefit'"),
        ({"required": {0: "why"}}, "required node 0"),
        ({"goals": ()}, "at least one goal"),
        ({"goals": (Goal(name="g", sense="up", quantity="benefit"),)}, "sense 'up'"),
        ({"goals": (Goal(name="g", sense="min", quantity="gold"),)}, "no quantity 'gold'"),
        ({"limits": (_limit(upper=None),)}, "neither a lower nor an upper side"),
        ({"limits": (_limit(arcs=(9,)),)}, "outside 0..6"),
        ({"limits": (_limit(), _limit())}, "limit ids are not unique"),
    ],
)
def test_a_problem_refuses_what_it_cannot_hold(
    line: dict[str, Any], changes: dict[str, Any], message: str
) -> None:
    """Every fault raises ValueError, and the message names the fault."""
    with pytest.raises(ValueError) as refused:
        Problem(**line | changes)

    assert message in str(refused.value)


def test_a_problem_survives_writing_and_reading(line: dict[str, Any]) -> None:
    """What is written as JSON reads back as the same problem."""
    problem = Problem(**line, limits=(_limit(),), required={1: "law"})

    assert Problem.from_json(problem.to_json()) == problem


def test_rows_that_were_looked_at_are_not_looked_at_again(
    line: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one row more, only that row is looked at; other arcs or columns ask all of them."""
    asked: list[str] = []
    check = problem_module._check_limit
    monkeypatch.setattr(
        problem_module, "_check_limit", lambda row, *more: (asked.append(row.id), check(row, *more))
    )
    one, two = _limit(id="one"), _limit(id="two")
    first = Problem(**line, limits=(one,))
    second = replace(first, limits=(one, two))
    replace(second, columns=(Column(id="stock", upper=1),))

    assert asked == ["one", "two", "one", "two"]


def test_what_is_new_beside_known_parts_is_still_refused(line: dict[str, Any]) -> None:
    """A wrong row, a row twice, a figure, a required node and a list that may have changed."""
    one = _limit(id="one")
    first = Problem(**line, limits=(one,))
    arcs = [0]
    loose = replace(first, limits=(_limit(id="loose", arcs=arcs),))
    arcs[0] = 9
    short = tuple(line["loss"])[:-1]

    for changes, message in (
        ({"limits": (one, one)}, "limit ids are not unique"),
        ({"limits": (one, _limit(id="two", arcs=(9,)))}, "outside 0..6"),
        ({"limits": loose.limits}, "outside 0..6"),
        ({"required": {9: "why"}}, "required node 9"),
        ({"loss": short}, "loss has 6 values"),
        ({"quantities": {"cost": (-1,) * 7}}, "cost holds -1"),
    ):
        with pytest.raises(ValueError, match=message):
            replace(first, **changes)
