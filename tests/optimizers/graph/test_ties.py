"""Goals that amounts alone count in have their ties broken in programs of large problems."""

from __future__ import annotations

import pytest

from optimizers.exact import exact
from optimizers.exact.search import EFFORTS
from optimizers.graph import arrays
from optimizers.graph.arrays import arrays_of
from optimizers.problem import BENEFIT, Column, Goal, Limit, Problem
from optimizers.programs.workers import Inline

LEVEL = Goal(name="level", sense="max", quantity="level")


def _two_villages(*goals: Goal) -> Problem:
    """Two villages that a school or a larger school reach, for 1 or 2 of money 3, and their level.

    The level is what the lesser village receives; beside it the other village may have more.
    """
    ends = (1, 1, 2, 2)
    return Problem(
        node_ids=("root", "A", "B"), prize=(0, 6, 8), arc_ids=("a", "A", "b", "B"), tail=(0,) * 4,
        head=ends, loss=(2, 0, 4, 0), quantities={"level": (0,) * 4},
        columns=(Column(id="level", upper=10, quantities={"level": 1}),),
        limits=(
            Limit(id="money", title="", unit="", arcs=(0, 1, 2, 3), coefficients=(1, 2, 1, 2),
                  upper=3),
            Limit(id="of A", title="", unit="", arcs=(0, 1), coefficients=(4, 6), lower=0,
                  columns=(0,), column_coefficients=(-1,)),
            Limit(id="of B", title="", unit="", arcs=(2, 3), coefficients=(4, 8), lower=0,
                  columns=(0,), column_coefficients=(-1,)),
        ),
        goals=goals,
    )  # fmt: skip


def test_a_tie_is_less_than_one_unit_of_the_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Benefit is its measure, 1 over all nodes; a goal that arcs count in needs none."""
    monkeypatch.setattr(arrays, "TIED_ARCS", 0)
    level, benefit = (arrays_of(_two_villages(goal), 0, []) for goal in (LEVEL, BENEFIT))

    assert level.tie.tolist() == pytest.approx([4 / 14, 6 / 14, 4 / 14, 8 / 14])
    assert benefit.tie.tolist() == []


def test_small_problems_are_left_as_they_are() -> None:
    """Their programs are solved at once."""
    assert arrays_of(_two_villages(LEVEL), 0, []).tie.tolist() == []


def test_scaled_figures_of_both_objectives_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """One unit of the level is the same number in certificates with and without ties."""
    small = arrays_of(_two_villages(LEVEL), 0, [])
    monkeypatch.setattr(arrays, "TIED_ARCS", 0)
    tied = arrays_of(_two_villages(LEVEL), 0, []).with_ties

    assert tied.scale * int(tied.column_objective[0]) == small.scale
    assert tied.objective.sum() * tied.scale == pytest.approx(22 / 14 * small.scale, rel=1e-5)


def test_among_plans_of_one_level_the_better_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both villages get 4 at least; the money that is left goes where it helps most."""
    monkeypatch.setattr(arrays, "TIED_ARCS", 0)
    found = exact.search(
        arrays_of(_two_villages(LEVEL), 0, []),
        start=None, effort=EFFORTS[0], seed=1, gap=0.0, highs=Inline(), report=lambda *_: None,
    )  # fmt: skip

    assert found.value == 4
    assert found.ascent is not None
    assert 4 <= found.ascent.bound <= 5
