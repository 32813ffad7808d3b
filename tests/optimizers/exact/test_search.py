"""What a search knows already is not looked for again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizers.exact import exact, parts
from optimizers.exact.decide import decide
from optimizers.exact.search import EFFORTS, Outcome, Relaxation, Search, guard_s, is_decided
from optimizers.graph.arrays import arrays_of
from optimizers.graph.dual_ascent import ascend
from optimizers.problem import Column, Limit, Problem
from optimizers.programs.highs import Answer, Program
from optimizers.programs.workers import Inline


class Counted(Inline):
    """HiGHS in this process, with the number of programs it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.programs = 0
        self.started: list[bool] = []  # of each linear program, whether from a basis

    def solve(self, program: Program, **more: Any) -> Answer:
        """Count the program and solve it."""
        self.programs += 1
        if not program.integer:
            self.started.append(program.start is not None)
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


def _shops() -> Problem:
    """Six shops of equal worth; three at once have a discount, and the money buys three then.

    One more, that has to be served, can be entered in one way only.
    """
    shops, served = range(6), range(1, 7)
    last = 6
    return Problem(
        node_ids=("root", *(f"shop {k}" for k in shops), "office"),
        prize=(0, *(10,) * 6, 0),
        arc_ids=tuple(f"to {k}" for k in range(7)),
        tail=(0,) * 7,
        head=(*served, last + 1),
        loss=(0,) * 7,
        required={last + 1: "it has to be"},
        limits=(
            Limit(id="money", title="", unit="", arcs=tuple(shops), coefficients=(10,) * 6,
                  upper=20, columns=(1,), column_coefficients=(-4,)),
            Limit(id="order", title="", unit="", arcs=tuple(shops), coefficients=(-1,) * 6,
                  upper=0, columns=(0,), column_coefficients=(5,)),
            Limit(id="price", title="", unit="", arcs=(), coefficients=(), upper=0,
                  columns=(0, 1), column_coefficients=(-6, 1)),
            Limit(id="bought", title="", unit="", arcs=tuple(shops), coefficients=(-1,) * 6,
                  upper=0, columns=(1,), column_coefficients=(1,)),
        ),
        columns=(Column(id="tier", upper=1), Column(id="units", upper=6)),
    )  # fmt: skip


def _after_the_lp() -> tuple[Search, Counted]:
    """Return the search for the shops when its cut LP is solved and what it left open decided."""
    highs = Counted()
    arrays = arrays_of(_shops(), 0, [])
    state = Search(arrays, effort=EFFORTS[1], seed=1, gap=0.0, highs=highs, report=lambda *_: None)
    exact._start(state, None, None)
    exact._first_plan(state)
    exact._price(state)
    exact.relax(state)
    return state, highs


def test_a_program_over_the_same_arcs_is_not_solved_again() -> None:
    """All arcs were open and the optimum was found: the core program would say the same."""
    state, highs = _after_the_lp()
    asked = highs.programs
    exact._core(state)

    assert (state.value, is_decided(state), highs.programs) == (20, True, asked)
    state.decided[2] = False  # an arc that no program was asked about
    exact._core(state)
    assert highs.programs > asked


def test_what_a_program_over_all_arcs_proved_is_not_asked_again() -> None:
    """Five shops for 6, 5, 5, 4 and 3 are worth 10, 8, 8, 6 and 4, and there is money for 12."""
    cost, worth = (6, 5, 5, 4, 3), (10, 8, 8, 6, 4)
    problem = Problem(
        node_ids=("root", *"ABCDE"), prize=(0, *worth), arc_ids=tuple("abcde"), tail=(0,) * 5,
        head=(1, 2, 3, 4, 5), loss=(0,) * 5,
        limits=(Limit(id="money", title="", unit="", arcs=(0, 1, 2, 3, 4), coefficients=cost,
                      upper=12),),
    )  # fmt: skip
    highs = Counted()
    state = Search(
        arrays_of(problem, 0, []),
        effort=EFFORTS[1], seed=1, gap=0.0, highs=highs, report=lambda *_: None,
    )  # fmt: skip
    state.learn(ascend(state.arrays, {}))
    decide(state, np.ones(5, np.bool_), nodes=60, proof=False)
    asked = highs.programs
    exact._prove(state)

    assert (state.value, state.solver_bound, highs.programs) == (18, 18, asked)
    state.decided[0], state.solver_bound = False, None  # an arc that no program was asked about
    exact._prove(state)
    assert (state.solver_bound, highs.programs > asked) == (18, True)


def test_regions_that_gain_nothing_beside_amounts_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Amounts stay as they are in a region: after six in vain the others are not tried."""
    state, _ = _after_the_lp()
    tried: list[int] = []
    monkeypatch.setattr(state, "done", lambda: False)
    monkeypatch.setattr(exact, "_improve_in", lambda _, ball: tried.append(int(ball.sum())))
    exact._regions(state)
    assert len(tried) == exact.IN_VAIN < state.effort.regions

    state.amounts = state.amounts[:0]
    tried.clear()
    exact._regions(state)
    assert len(tried) == state.effort.regions


def test_large_problems_have_longer_guards() -> None:
    """What nodes measure is not ended by a clock because the problem is large."""
    assert guard_s(EFFORTS[0], 0) == guard_s(EFFORTS[0], 10_000) == 120.0
    assert guard_s(EFFORTS[0], 250_000) == 3_000.0


def test_what_was_agreed_on_decides_nothing() -> None:
    """A shop that has to be bought narrows the plans; the office's only way in does not."""
    state, _ = _after_the_lp()
    every = np.ones(state.arrays.arcs, np.bool_)
    for arc, decided in ((0, False), (6, True)):
        state.decided = np.zeros_like(every)
        agreed = np.zeros(state.arrays.arcs, np.bool_)
        agreed[arc] = True
        decide(state, every, nodes=30, proof=False, agreed=agreed)
        assert is_decided(state) == decided


def test_parts_go_on_where_the_cut_lp_ended() -> None:
    """The program of the whole starts from the last basis; without one it begins anew."""
    state, highs = _after_the_lp()
    known = state.outcome()
    assert known.relaxation is not None and known.relaxation.basis is not None
    for relaxation in (known.relaxation, None):
        highs.started.clear()
        found = _in_parts(state, highs, known, relaxation)
        assert highs.started[0] == (relaxation is not None)
        assert found.tree is not None and found.value == 20


def _in_parts(
    state: Search, highs: Counted, known: Outcome, relaxation: Relaxation | None
) -> Outcome:
    return parts.proven_in_parts(
        state.arrays,
        replace(known, relaxation=relaxation),
        state.arrays.head,
        most=50,
        effort=state.effort,
        seed=1,
        gap=0.0,
        highs=highs,
        report=lambda *_: None,
    )
