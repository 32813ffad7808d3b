"""A problem refuses what it cannot hold, with the value in the message."""

from __future__ import annotations

from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"limits": (_limit(arcs=(9,)),)}, "outside 0..6"),
        ({"limits": (_limit(), _limit())}, "limit ids are not unique"),
        ({"required": {0: "why"}}, "required node 0"),
        ({"loss": (-1,) * 7}, "loss holds -1"),
        ({"quantities": {"benefit": (1,) * 7}}, "may not be called 'benefit'"),
        ({"columns": ()}, "names a column"),
        ({"goals": ()}, "at least one goal"),
    ],
)
def test_what_is_new_in_a_varied_problem_is_checked(
    line: dict[str, Any], changes: dict[str, Any], message: str
) -> None:
    """Rows that stay are not checked again, unless what they name is no longer there."""
    row = _limit(id="beside", columns=(0,), column_coefficients=(1,))
    problem = Problem(**line, limits=(row,), columns=(Column(id="more", upper=1),))

    with pytest.raises(ValueError) as refused:
        problem.varied(**changes)

    assert message in str(refused.value)


def test_a_varied_problem_is_the_problem_made_anew(line: dict[str, Any]) -> None:
    """How it was made is no part of it."""
    problem = Problem(**line, limits=(_limit(),))

    assert problem.varied(limits=(_limit(upper=2),)) == Problem(**line, limits=(_limit(upper=2),))
