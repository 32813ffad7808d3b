"""Amounts beside the tree are whole, hold every row exactly, and are worth choosing anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizers import verify
from optimizers.graph.arrays import arrays_of
from optimizers.problem import Column, Goal, Limit, Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Answer, Program
from optimizers.programs.side_columns import best_amounts, opened, repaired
from optimizers.programs.workers import Inline
from optimizers.result import Status
from optimizers.solve import solve


def _street(line: dict[str, Any], units: int = 0) -> Problem:
    """The street under a budget of 6, which each of so many units from a depot raises by 1."""
    cost = line["quantities"]["cost"]
    budget = Limit(
        id="budget",
        title="budget",
        unit="",
        arcs=tuple(range(len(cost))),
        coefficients=tuple(cost),
        upper=6,
    )
    if not units:
        return Problem(**line, limits=(budget,))
    shared = replace(budget, columns=(0,), column_coefficients=(-1,))
    return Problem(**line, limits=(shared,), columns=(Column(id="depot", upper=units),))


@pytest.fixture
def stocked(line: dict[str, Any]) -> Problem:
    """The street with one length of cable in a depot: B needs one, and it saves 1 of the budget."""
    bare = _street(line, units=2)
    stock = Limit(
        id="stock",
        title="cable from the depot goes where it is needed",
        unit="",
        arcs=(1,),
        coefficients=(-1,),
        upper=0,
        columns=(0,),
        column_coefficients=(1,),
    )
    return replace(bare, limits=(*bare.limits, stock))


def test_stock_makes_a_plan_fit_that_the_budget_alone_refuses(
    line: dict[str, Any], stocked: Problem
) -> None:
    """With a unit from the depot the whole street fits a budget of 6; without, C goes without."""
    without, with_stock = solve(_street(line), effort=2), solve(stocked, effort=2)

    assert (8, 17) == (without.objective, with_stock.objective)
    assert (1,) == with_stock.amounts
    assert with_stock.status in (Status.CERTIFIED_OPTIMAL, Status.SOLVER_OPTIMAL)
    assert verify.check(stocked.to_json(), with_stock.to_json()) == []


def test_an_amount_beyond_its_need_is_refused(stocked: Problem) -> None:
    """Verify refuses two units from the depot where one is needed, and an amount out of range."""
    answer = solve(stocked, effort=2).to_json()

    for amounts in ([2], [3], [-1], [1.0], []):
        assert verify.check(stocked.to_json(), {**answer, "amounts": amounts}) != []


def test_every_solver_keeps_rows_with_amounts(stocked: Problem) -> None:
    """The baselines plan around side columns, and what they return holds."""
    for solver in ("greedy", "ranked"):
        result = solve(stocked, solver=solver)

        assert result.chosen is not None
        assert verify.check(stocked.to_json(), result.to_json()) == []


def test_opening_at_amounts_shifts_limits(stocked: Problem) -> None:
    """One unit from the depot leaves 7 to spend, and asks that its need is there."""
    at_one = opened(arrays_of(stocked, 0, []), np.array([1]))
    budget, stock = at_one.arrays.rows

    assert (7, None) == (budget.upper, budget.lower)
    assert (None, 1) == (stock.upper, stock.lower)
    assert {"stock": -2.0, "budget": 3.0} == at_one.prices({"stock": 2.0, "budget": 3.0})


def test_amounts_are_mended_or_given_up(stocked: Problem) -> None:
    """Two units where one is needed become one; what no amount can hold gives nothing."""
    arrays = arrays_of(stocked, 0, [])

    mended = repaired(arrays, [7, -1], np.array([2]))
    assert mended is not None
    assert [1] == mended.tolist()
    assert repaired(arrays, [8, -1], np.array([0])) is None


def test_columns_are_checked(line: dict[str, Any]) -> None:
    """A column that counts as benefit, a negative side, or an unknown column is a clear error."""
    with pytest.raises(ValueError, match="may not count as benefit"):
        replace(_street(line), columns=(Column(id="c", upper=1, quantities={"benefit": 1}),))
    with pytest.raises(ValueError, match="upper of column c"):
        replace(_street(line), columns=(Column(id="c", upper=-1),))
    with pytest.raises(ValueError, match="a column twice or outside"):
        replace(_street(line, units=1), columns=())


def test_problems_with_columns_survive_json(stocked: Problem) -> None:
    """Columns and their rows are read back as written."""
    assert stocked == Problem.from_json(stocked.to_json())


class _Counted(Inline):
    """HiGHS in this process, that counts its programs."""

    asked = 0

    def solve(self, program: Program, **how: Any) -> Answer:
        """Solve, and count."""
        self.asked += 1
        return super().solve(program, **how)


def test_amounts_hold_while_a_fund_that_could_pay_is_not_chosen(line: dict[str, Any]) -> None:
    """Room for rounding a payment is no reason to miss the row that says: nothing if not chosen.

    One program is enough; the fund that is dear to choose stays unchosen, and pays nothing.
    """
    bare = _street(line)
    most = 30_000_000
    pays = Limit(
        id="pays",
        title="the fund pays only when it is chosen",
        unit="",
        arcs=(),
        coefficients=(),
        upper=0,
        columns=(0, 1),
        column_coefficients=(-most, 1),
    )
    cost = Column(id="chosen", upper=1, quantities={"cost": 5})
    paid = Column(id="paid", upper=most, whole=False)
    problem = replace(
        bare,
        limits=(*bare.limits, pays),
        columns=(cost, paid),
        goals=(Goal(name="cost", sense="min", quantity="cost"),),
    )
    arrays, highs = arrays_of(problem, 0, []), _Counted()

    amounts = best_amounts(arrays, np.zeros(len(arrays.rows)), {}, Guarded(highs, 60.0, 1))

    assert amounts.tolist() == [0, 0]
    assert highs.asked == 1
