"""Amounts for a final tree are exact to the last unit, however large the figures are."""

from __future__ import annotations

import random

import numpy as np
import pytest

from optimizers.graph.arrays import Arrays, arrays_of
from optimizers.problem import Column, Goal, Limit, Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import shared
from optimizers.programs.tight_amounts import tightened

PLAIN, EXEMPT = range(2)  # funds; the second pays no tax, the first has a third from a partner
CHOSEN, PAID, TAX, SHARE = 0, 2, 4, 5  # first columns of their kind


def row(
    name: str,
    columns: dict[int, int],
    *,
    arc: int = 0,
    lower: int | None = None,
    upper: int | None = 0,
) -> Limit:
    """Return a row over columns and, where `arc` counts, the one arc."""
    return Limit(
        id=name,
        title=name,
        unit="",
        arcs=(0,) if arc else (),
        coefficients=(arc,) if arc else (),
        lower=lower,
        upper=upper,
        columns=tuple(columns),
        column_coefficients=tuple(columns.values()),
    )


def purchase(cost: int, tax: int, ceilings: tuple[int, int]) -> Arrays:
    """Return the second goal of a problem in which one of two funds pays for one arc."""
    most = cost * 4
    columns = [Column(id=f"chosen {f}", upper=1) for f in (PLAIN, EXEMPT)]
    columns += [Column(id=f"paid {f}", upper=most, whole=False) for f in (PLAIN, EXEMPT)]
    columns += [
        Column(id="tax", upper=tax, quantities={"cost": -1}, whole=False),
        Column(id="share", upper=most, whole=False),
    ]
    limits = [
        row("one fund", {CHOSEN: 1, CHOSEN + 1: 1}, upper=1),
        *(
            row(f"tie {f}", {PAID + f: 1, CHOSEN + f: -min(most, ceilings[f])})
            for f in (PLAIN, EXEMPT)
        ),
        row("exempt", {TAX: 10, PAID + EXEMPT: -2}),
        row("all tax", {TAX: 1}, upper=tax),
        row("paid", {PAID: -1, PAID + 1: -1, TAX: -1}, arc=cost),
        row("share", {SHARE: 3, PAID + PLAIN: -1}, lower=0, upper=2),
    ]
    problem = Problem(
        node_ids=("root", "A"),
        prize=(0, 1),
        arc_ids=("a",),
        tail=(0,),
        head=(1,),
        loss=(0,),
        quantities={"cost": (cost,)},
        limits=tuple(limits),
        columns=tuple(columns),
        goals=(
            Goal(name="benefit", sense="max", quantity="benefit"),
            Goal(name="cost", sense="min", quantity="cost"),
        ),
    )
    return arrays_of(problem, 1, [1])


@pytest.mark.parametrize("seed", range(20))
def test_payments_tax_and_shares_are_exact(seed: int) -> None:
    """From slack payments of the dearer fund to the cheaper one, where its ceiling allows."""
    chance = random.Random(seed)
    cost = chance.randint(10**11, 10**12)
    tax = cost // chance.randint(10, 20)
    enough = chance.choice([0, 1])
    arrays = purchase(cost, tax, (cost * 2, cost - tax - 1 + enough))
    slack = np.array([1, 0, cost * 2, 0, 0, -(-cost * 2 // 3)], np.int64)
    found = tightened(arrays, np.ones(1, np.bool_), slack, Guarded(shared(), 60.0, 1)).tolist()

    if enough:
        assert found == [0, 1, 0, cost - tax, tax, 0]
    else:
        assert found == [1, 0, cost, 0, 0, -(-cost // 3)]


def test_amounts_that_no_range_settles_stay() -> None:
    """Where the given whole columns leave a row missed, nothing is changed for the worse."""
    arrays = purchase(1000, 0, (900, 900))
    given = np.array([1, 0, 1000, 0, 0, 334], np.int64)

    found = tightened(arrays, np.ones(1, np.bool_), given, Guarded(shared(), 60.0, 1))

    assert found.tolist() == given.tolist()
