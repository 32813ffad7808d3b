"""A matrix is sent to the child process once, and a program without it is still the same one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from grid_country import country

from optimizers.graph.arrays import Arrays, arrays_of
from optimizers.graph.cuts import CutPool, separate
from optimizers.graph.dual_ascent import ascend
from optimizers.programs.cut_model import CutModel, cut_model, elastic
from optimizers.programs.highs import Answer, Highs, Program, solve_here
from optimizers.programs.sent_matrices import MOST, Parts, SentMatrices, matrix_of


@pytest.fixture
def highs() -> Iterator[Highs]:
    """Return a child process of its own."""
    child = Highs()
    yield child
    child.stop()


def pooled(side: int, seed: int) -> tuple[Arrays, CutPool]:
    """Return a small country with the cuts that a dual ascent finds."""
    arrays = arrays_of(country(side, seed), 0, [])
    pool = CutPool(arrays)
    pool.add(ascend(arrays, {"money": 0}).cuts())
    return arrays, pool


def model_of(arrays: Arrays, pool: CutPool, like: CutModel | None = None) -> CutModel:
    """Return the cut LP with all cuts of the pool."""
    return cut_model(arrays, pool, np.arange(len(pool)), arrays.usable, like=like)


def narrowed(program: Program, arcs: int) -> Program:
    """Return the program with its first arcs closed."""
    upper = program.upper.copy()
    upper[:arcs] = 0.0
    return replace(program, upper=upper)


def is_same(one: Answer, other: Answer) -> bool:
    """Return whether two answers are equal in every figure."""
    assert one.x is not None and other.x is not None
    assert one.row_dual is not None and other.row_dual is not None
    figures = one.objective == other.objective and bool((one.x == other.x).all())
    return figures and bool((one.row_dual == other.row_dual).all())


def test_answers_are_those_of_the_whole_program(
    highs: Highs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other sides, another program between, and its matrix again: each is solved as if alone."""
    programs = [model_of(*pooled(5, seed)).program for seed in range(MOST + 1)]
    first = programs[0]
    asked = [first, narrowed(first, 4), programs[1], first, *programs[1:], narrowed(first, 8)]
    places = []
    place_of = SentMatrices.place_of

    def noted(self: SentMatrices, parts: Parts) -> int | None:
        places.append(place_of(self, parts))
        return places[-1]

    monkeypatch.setattr(SentMatrices, "place_of", noted)
    for program in asked:
        assert is_same(highs.solve(program, guard_s=60.0), solve_here(program, 60.0, None, 1, None))
    assert places == [None, 0, None, 1, 0, None, None]


def test_a_new_child_is_sent_everything(highs: Highs) -> None:
    """After a stop, and after a program that failed, no matrix counts as sent."""
    program = model_of(*pooled(4, 1)).program
    expected = solve_here(program, 60.0, None, 1, None)
    highs.solve(program, guard_s=60.0)
    highs.stop()
    assert is_same(highs.solve(program, guard_s=60.0), expected)
    broken = replace(program, column=program.column + 10**6)
    with pytest.raises(RuntimeError):
        highs.solve(broken, guard_s=60.0)
    assert is_same(highs.solve(program, guard_s=60.0), expected)


def test_rows_are_read_by_rising_column() -> None:
    """The order of entries within a row does not count."""
    pointer = np.array([0, 2, 3])
    parts = pointer, np.array([1, 0, 2]), np.array([5.0, 4.0, 6.0])
    matrix = matrix_of(parts, 3)
    assert list(matrix.row_ids) == [0, 0, 1]
    assert list(matrix.column_ids) == [0, 1, 2]
    assert list(matrix.coefficients) == [4.0, 5.0, 6.0]


def test_a_model_like_another_is_the_one_made_anew() -> None:
    """Limits that are taken over are those that would be made, whatever cuts there are."""
    arrays, pool = pooled(5, 3)
    before = model_of(arrays, pool)
    pool.add(separate(arrays, np.full(arrays.arcs, 0.1)))
    found, expected = model_of(arrays, pool, before), model_of(arrays, pool)
    assert len(expected.cut) > len(before.cut)
    for name in ("pointer", "column", "value", "row_lower", "row_upper"):
        one, other = getattr(found.program, name), getattr(expected.program, name)
        assert (one == other).all()
    assert (found.row_unit == expected.row_unit).all()


def test_elastic_programs_of_one_model_share_a_matrix() -> None:
    """Another penalty changes the objective alone, and slack stands in the rows of limits."""
    model = model_of(*pooled(4, 2))
    one, other = elastic(model, 1.0).program, elastic(model, 2.0).program
    assert all(a is b for a, b in zip(one.matrix, other.matrix, strict=True))
    assert not (one.objective == other.objective).all()
    columns, rows = len(model.program.objective), len(model.program.row_lower)
    entries = np.repeat(np.arange(rows), np.diff(one.pointer))
    slack = one.column >= columns
    assert set(entries[slack].tolist()) == {rows - 1}
    assert sorted(one.value[slack].tolist()) == [-1.0, 1.0]
    assert (one.column[~slack] == model.program.column).all()
