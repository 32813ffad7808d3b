"""What a search knows already is not looked for again."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizers.exact.search import EFFORTS, Search
from optimizers.graph.arrays import arrays_of
from optimizers.problem import Column, Limit, Problem
from optimizers.programs.highs import Answer, Program
from optimizers.programs.workers import Inline


class Counted(Inline):
    """HiGHS in this process, with the number of programs it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.programs = 0

    def solve(self, program: Program, **more: Any) -> Answer:
        """Count the program and solve it."""
        self.programs += 1
        return super().solve(program, **more)


def test_amounts_for_the_same_use_of_rows_are_solved_once() -> None:
    """Units from a stock of 2 save 3 each where an arc needs them; the answer is asked for thrice.

    root --5-- A      A needs one unit: it is taken from the stock
    """
    problem = Problem(
        node_ids=("root", "A"), prize=(0, 9), arc_ids=("rA",), tail=(0,), head=(1,), loss=(0,),
        quantities={"capex": (5,)},
        columns=(Column(id="stock", upper=2),),
        limits=(
            Limit(id="capex", title="", unit="", arcs=(0,), coefficients=(5,), upper=4,
                  columns=(0,), column_coefficients=(-3,)),
            Limit(id="stock", title="", unit="", arcs=(0,), coefficients=(-1,), upper=0,
                  columns=(0,), column_coefficients=(1,)),
        ),
    )  # fmt: skip
    highs = Counted()
    state = Search(
        arrays_of(problem, 0, []),
        effort=EFFORTS[0], seed=1, gap=0.0, highs=highs, report=lambda *_: None,
    )  # fmt: skip
    used = np.array([5.0, -1.0])

    first = state.amounts_for(used, {"capex": 1.0})
    first[0] += 7  # whoever gets an answer may change it
    again = state.amounts_for(used, {"capex": 1.0})
    asked = highs.programs
    state.amounts_for(used, {"capex": 2.0})
    state.amounts_for(np.array([0.0, 0.0]), {"capex": 1.0})

    assert again.tolist() == [1]
    assert asked == 1
    assert highs.programs == 3
