"""Proof in parts: small problems of every kind are decided, and none rests on the solver."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
import verify_worlds as worlds

from optimizers import verify
from optimizers.exact import parts
from optimizers.problem import Column, Goal, Limit, Problem
from optimizers.result import Result, Split, answer_json, result_of
from optimizers.solve import solve

HARD = (2009, 2027, 2197, 2395, 2492, 2497, 2553, 2604, 2695)  # open before flows were closed off


def _world(number: int) -> dict[str, object]:
    return worlds.problem(worlds.Draw(f"proofs {number}"))


def _is_proven(result: Result) -> bool:
    return all(
        s.status == "certified_optimal"
        or (s.status == "infeasible" and (s.certificate is not None or bool(s.tree)))
        for s in result.stages
    )


@pytest.mark.parametrize("number", [*range(3000, 3040), *HARD])
def test_small_problems_are_decided_with_a_certificate(number: int) -> None:
    """Hop limits, loads, columns and several goals: the best of all plans, certified."""
    made = _world(number)
    result = solve(Problem.from_json(made), effort=0)

    assert _is_proven(result), [(s.status, s.value, s.certified_bound) for s in result.stages]
    assert verify.check(made, answer_json(result)) == []
    best = worlds.best(made, 0, [])
    sign = worlds.signs(made)[0]
    assert result.objective == (None if best is None else sign * best)


def test_parts_are_used_where_one_certificate_is_not_enough() -> None:
    """Some answer has splits; without them its bound does not hold, and they survive a file."""
    found = 0
    for number in range(3000, 3040):
        made = _world(number)
        answer = answer_json(solve(Problem.from_json(made), effort=0))
        parted = [stage for stage in answer["stages"] if "tree" in stage]
        if not parted or answer["chosen"] is None:
            continue
        found += 1
        assert answer["format"] == "kholboo-answer/2"
        assert result_of(answer).certified_bound == answer["stages"][0]["certified_bound"]
        for stage in parted:
            del stage["tree"]
        assert verify.check(made, answer) != []
    assert found >= 3


def test_an_interrupt_keeps_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between two parts ends the proof, and what is known stays certified."""
    made = next(m for m in map(_world, range(3000, 3040)) if solve(_of(m), effort=0).stages[0].tree)
    looked = 0
    look_at = parts._Tree._look_at

    def interrupted(self: parts._Tree, *given: object) -> None:
        nonlocal looked
        looked += 1
        if looked == 2:
            raise KeyboardInterrupt
        look_at(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(parts._Tree, "_look_at", interrupted)
    result = solve(_of(made), effort=0)

    assert result.chosen is not None
    assert result.stages[0].stopped_by == "interrupt"
    assert verify.check(made, answer_json(result)) == []


def _of(made: dict[str, object]) -> Problem:
    return Problem.from_json(made)


def test_large_problems_are_left_to_one_certificate() -> None:
    """Parts are as many as the effort allows, and none where each would take long."""
    for effort, most in enumerate(parts.MOST_ARCS):
        assert parts.most_parts(effort, _sized(most)) == parts.PARTS[effort]
        assert parts.most_parts(effort, _sized(most + 1)) == 0


def test_large_problems_with_amounts_are_split_to_a_tenth_of_a_percent() -> None:
    """Tiers and funds are split in larger problems too, until what is left is small."""
    for effort, most in enumerate(parts.MOST_ARCS):
        large = _sized(most + 1, whole=True)
        assert parts.most_parts(effort, large) == parts.SWITCHED_PARTS[effort]
        assert parts.gap_of_parts(effort, large, 0.0) == parts.NEAR
        assert parts.gap_of_parts(effort, _sized(most), 0.0) == 0.0
        assert parts.most_parts(effort, _sized(parts.SWITCHED_ARCS + 1, whole=True)) == 0


def _sized(arcs: int, whole: bool = False) -> parts.Arrays:
    class Sized:
        pass

    sized = Sized()
    sized.arcs = arcs  # type: ignore[attr-defined]
    sized.column_whole = np.full(1, whole)  # type: ignore[attr-defined]
    return sized  # type: ignore[return-value]


def _hard() -> Problem:
    """Return four shops of equal worth, of which the money buys one and a half."""
    return Problem(
        node_ids=("root", *(f"shop {k}" for k in range(4))),
        prize=(0, 10, 10, 10, 10),
        arc_ids=tuple(f"to {k}" for k in range(4)),
        tail=(0,) * 4,
        head=(1, 2, 3, 4),
        loss=(0,) * 4,
        quantities={"money": (2,) * 4},
        limits=(
            Limit(
                id="money",
                title="",
                unit="",
                arcs=(0, 1, 2, 3),
                coefficients=(2,) * 4,
                lower=None,
                upper=3,
            ),
        ),
        goals=(Goal(name="benefit", sense="max", quantity="benefit"),),
    )


def test_no_part_is_looked_at_once_the_gap_asked_for_is_reached() -> None:
    """A third above the plan: one certificate; asked for the optimum: parts."""
    sure = solve(_hard(), effort=0, gap=0.0).stages[0]
    near = solve(_hard(), effort=0, gap=0.4).stages[0]

    assert (sure.value, sure.certified_bound, bool(sure.tree)) == (10, 10, True)
    assert (near.value, near.tree) == (10, ())


def test_a_discount_had_in_part_is_split_before_arcs() -> None:
    """A tier that the order is too small for is had in part: amounts are split, no arc is."""
    bought = 6
    land = Problem(
        node_ids=("root", *(f"shop {k}" for k in range(bought))),
        prize=(0, *(10,) * bought),
        arc_ids=tuple(f"to {k}" for k in range(bought)),
        tail=(0,) * bought,
        head=tuple(range(1, bought + 1)),
        loss=(0,) * bought,
        quantities={"money": (10,) * bought},
        limits=(
            _row("money", (10,) * bought, {1: -4}, upper=20),
            _row("order", (-1,) * bought, {0: 5}, upper=0),
            _row("price", (), {0: -bought, 1: 1}, upper=0),
            _row("bought", (-1,) * bought, {1: 1}, upper=0),
        ),
        goals=(Goal(name="benefit", sense="max", quantity="benefit"),),
        columns=(
            Column(id="tier", title="", upper=1, quantities={}),
            Column(id="units", title="", upper=bought, quantities={}),
        ),
    )
    stage = solve(land, effort=0).stages[0]
    kinds = {entry.kind for entry in stage.tree if isinstance(entry, Split)}

    assert (stage.status, stage.value) == ("certified_optimal", 20)
    assert kinds == {"column"}


def _row(name: str, coefficients: tuple[int, ...], columns: dict[int, int], upper: int) -> Limit:
    return Limit(
        id=name,
        title="",
        unit="",
        arcs=tuple(range(len(coefficients))),
        coefficients=coefficients,
        lower=None,
        upper=upper,
        columns=tuple(columns),
        column_coefficients=tuple(columns.values()),
    )


def test_a_split_is_written_as_verify_reads_it() -> None:
    """A column has an amount, arcs and nodes have none."""
    assert Split("arc", 3).to_json() == ["arc", 3]
    assert Split("column", 0, 2).to_json() == ["column", 0, 2]
