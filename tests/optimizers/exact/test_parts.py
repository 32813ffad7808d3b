"""Proof in parts: small problems of every kind are decided, and none rests on the solver."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
import verify_worlds as worlds

from optimizers import verify
from optimizers.exact import parts
from optimizers.problem import Problem
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


def _sized(arcs: int) -> parts.Arrays:
    class Sized:
        pass

    sized = Sized()
    sized.arcs = arcs  # type: ignore[attr-defined]
    return sized  # type: ignore[return-value]


def test_a_split_is_written_as_verify_reads_it() -> None:
    """A column has an amount, arcs and nodes have none."""
    assert Split("arc", 3).to_json() == ["arc", 3]
    assert Split("column", 0, 2).to_json() == ["column", 0, 2]
