"""Whatever program the wall guard ends, the stage that asked for it says `stopped_by: time`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from optimizers import stages
from optimizers.exact.parts import proven_in_parts
from optimizers.exact.search import EFFORTS, Search
from optimizers.graph.arrays import arrays_of
from optimizers.problem import BENEFIT, Column, Goal, Limit, Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Answer, Program
from optimizers.programs.master import next_prices
from optimizers.programs.side_columns import LAST_NODES, NODES
from optimizers.programs.workers import Inline
from optimizers.result import Result
from optimizers.solve import solve

TIME = Answer(
    status="limit", x=None, objective=None, bound=None, row_dual=None, column_dual=None,
    stopped_by="time",
)  # fmt: skip
STOCKED = Problem(
    node_ids=("root", "A"), prize=(0, 9), arc_ids=("rA",), tail=(0,), head=(1,), loss=(0,),
    quantities={"capex": (5,)},
    columns=(Column(id="stock", upper=2, quantities={"capex": -3}),),
    limits=(
        Limit(id="capex", title="", unit="", arcs=(0,), coefficients=(5,), upper=4,
              columns=(0,), column_coefficients=(-3,)),
        Limit(id="stock", title="", unit="", arcs=(0,), coefficients=(-1,), upper=0,
              columns=(0,), column_coefficients=(1,)),
    ),
    goals=(BENEFIT, Goal(name="cost", sense="min", quantity="capex")),
)  # fmt: skip


@dataclass
class Slow(Inline):
    """HiGHS in this process, whose guard ends the programs that `ends` names."""

    ends: Callable[[Program, int | None], bool] = lambda *_: True
    gaps: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def solve(self, program: Program, *, node_limit: int | None = None, **how: Any) -> Answer:
        """Solve, or end as the guard does."""
        self.gaps.append(program.gap)
        if self.ends(program, node_limit):
            return TIME
        return super().solve(program, node_limit=node_limit, **how)


def answered(monkeypatch: pytest.MonkeyPatch, slow: Slow, **how: Any) -> Result:
    """Return the answer to the problem with a stock, solved in this process."""
    monkeypatch.setattr(stages, "shared", lambda: slow)
    return solve(STOCKED, workers=1, **how)


def test_amounts_that_the_guard_ended_are_told() -> None:
    """No amounts were found in time: they are 0, and the search says why."""
    state = Search(
        arrays_of(STOCKED, 0, []),
        effort=EFFORTS[0], seed=1, gap=0.0, highs=Slow(), report=lambda *_: None,
    )  # fmt: skip

    assert state.amounts_for(np.array([5.0, -1.0]), {}).tolist() == [0]
    assert state.outcome().stopped_by == "time"


def test_amounts_are_solved_to_their_own_gap() -> None:
    """A quick plan ends other programs near their best: amounts are cheap to have whole."""
    slow = Slow(ends=lambda *_: False)
    state = Search(
        arrays_of(STOCKED, 0, []), effort=replace(EFFORTS[0], near=0.5), seed=1, gap=0.0,
        highs=slow, report=lambda *_: None,
    )  # fmt: skip
    state.amounts_for(np.array([5.0, -1.0]), {})

    assert slow.gaps == [pytest.approx(0.001)]


def test_prices_that_the_guard_ended_are_told() -> None:
    """The master gives no prices, and whoever asked knows that time ended it."""
    arrays = arrays_of(STOCKED, 0, [])
    columns = [[(9.0, np.array([5.0, -1.0]))]]
    programs = Guarded(Slow(), 60.0, 1)

    assert next_prices(arrays, columns, {}, programs) is None
    assert programs.stopped_by == "time"


@pytest.mark.parametrize(("nodes", "stage"), [(NODES, 0), (LAST_NODES, 1)])
def test_stages_tell_what_ended_their_amounts(
    monkeypatch: pytest.MonkeyPatch, nodes: int, stage: int
) -> None:
    """Amounts within a search are its own; those of the final tree belong to the last goal."""
    slow = Slow(ends=lambda _, limit: limit == nodes)
    free = Slow(ends=lambda *_: False)

    assert answered(monkeypatch, slow).stages[stage].stopped_by == "time"
    assert [s.stopped_by for s in answered(monkeypatch, free).stages] == [None, None]


def test_baselines_tell_what_ended_their_amounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan by greedy growth has amounts too."""
    found = answered(monkeypatch, Slow(), solver="greedy")

    assert found.stages[0].stopped_by == "time"


def test_a_proof_in_parts_tells_what_ended_it() -> None:
    """Programs of parts are guarded as those before them."""
    arrays = arrays_of(STOCKED, 0, [])
    how: dict[str, Any] = {"effort": EFFORTS[1], "seed": 1, "gap": 0.0, "report": lambda *_: None}
    state = Search(arrays, highs=Slow(ends=lambda *_: False), **how)
    state.offer(np.array([-1, -1]))

    found = proven_in_parts(
        arrays, state.outcome(), np.array(STOCKED.head), most=5, highs=Slow(), **how
    )

    assert found.stopped_by == "time"
