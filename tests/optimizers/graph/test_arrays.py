"""Arrays of a problem: prices and uses of rows, whatever the rows are made from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizers.graph.arrays import Arrays, Row, graph_arrays, priced, use_of_rows
from optimizers.programs.side_columns import opened

ARCS = 60


@pytest.fixture
def arrays() -> Arrays:
    """Give arrays with rows of every side, some that only an amount opens."""
    drawn = np.random.default_rng(1)

    def row(number: int) -> Row:
        arc = np.sort(drawn.choice(ARCS, size=int(drawn.integers(0, 40)), replace=False))
        coefficient = drawn.integers(-5, 10**9, len(arc))
        if number % 3 == 0:
            coefficient = -np.abs(coefficient)
        return Row(
            id=f"row {number}",
            arc=arc,
            coefficient=coefficient,
            lower=-(10**10) if number % 3 == 1 else None,
            upper=10**11,
            column=np.array([number % 2]),
            column_coefficient=np.array([7]),
        )

    head = np.arange(1, ARCS + 1)
    made = graph_arrays(
        np.zeros(ARCS, np.int64),
        head,
        objective=drawn.integers(0, 100, ARCS),
        required=np.zeros(ARCS + 1, np.bool_),
        rows=tuple(row(number) for number in range(12)),
        scale=1,
    )
    return replace(
        made,
        column_upper=np.array([5, 9]),
        column_objective=np.zeros(2, np.int64),
        column_whole=np.ones(2, np.bool_),
    )


def test_arcs_are_priced_row_by_row(arrays: Arrays) -> None:
    """To the last digit what a sum over rows in turn gives; rows without a price add nothing."""
    prices = {f"row {number}": (number - 4) / 7e5 for number in range(0, 12, 2)}
    cost = np.zeros(ARCS)
    for row in arrays.rows:
        cost[row.arc] += row.coefficient * prices.get(row.id, 0.0)

    assert priced(arrays, prices).tobytes() == cost.tobytes()


def test_amounts_leave_what_arcs_use_of_rows(arrays: Arrays) -> None:
    """Rows that an amount turns round are used the other way round, all others as before."""
    chosen = np.arange(ARCS) % 3 != 1
    before = opened(arrays, np.array([2, 3]))
    again = replace(before.arrays)  # knows nothing of the entries of others

    assert before.flipped
    assert use_of_rows(before.arrays, chosen) == use_of_rows(again, chosen)
    for name in ("by_arc", "by_row"):
        for one, other in zip(getattr(before.arrays, name), getattr(again, name), strict=True):
            assert one.tolist() == other.tolist()
