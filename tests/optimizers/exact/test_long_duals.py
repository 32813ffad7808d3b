"""Certificates in long whole numbers say what `verify` derives, and as much as the program did."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
import verify_worlds as worlds

from optimizers import verify
from optimizers.exact.long_duals import Duals, LongDuals
from optimizers.exact.relaxation import certificates_of
from optimizers.graph.arrays import Arrays, arrays_of
from optimizers.graph.cuts import CutPool
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.hop_layers import Layers
from optimizers.problem import Goal, Problem
from optimizers.programs.cut_model import CutModel, cut_model
from optimizers.programs.highs import Answer, shared


def _relaxed(arrays: Arrays) -> tuple[CutPool, CutModel, Answer]:
    """Return the cut LP with the cuts of single arcs, and its answer."""
    pool = CutPool(arrays)
    cuts = pool.numbers(pool.tails(arrays.usable))
    model = cut_model(arrays, pool, cuts, arrays.usable)
    return pool, model, shared().solve(model.program, guard_s=60.0)


@pytest.mark.parametrize("number", range(5000, 5030))
def test_a_long_certificate_is_the_one_that_verify_derives(number: int) -> None:
    """With hops, loads and columns: the same bound to the last digit, and that of the program."""
    problem = Problem.from_json(worlds.problem(worlds.Draw(f"proofs {number}")))
    layers = Layers.of(problem)
    arrays = layers.arrays(0, [])
    pool, model, answer = _relaxed(arrays)
    if answer.row_dual is None or answer.status != "optimal":
        return
    found = LongDuals(arrays).certificate(arrays, pool, Duals.of(model, answer.row_dual))

    short = LongDuals(arrays).ascent(arrays, pool, Duals.of(model, answer.row_dual))
    known = certificates_of(arrays, pool, model, answer)[-1]

    assert short is not None and short.certificate() == known.certificate()
    assert found is not None and answer.objective is not None
    derived = verify.certified_bound(layers.data, 0, [], found.certificate().to_json())
    assert derived == (found.bound_scaled, found.scale)
    if arrays.flows is None:
        relaxed = model.value(answer.objective)
        assert found.bound_scaled / found.scale == pytest.approx(relaxed, abs=1e-6)


def _dear() -> Problem:
    """Return a shop with two ways in: one point more costs a thousand times as much."""
    return Problem(
        node_ids=("root", "shop"),
        prize=(0, 1_000_001),
        arc_ids=("cheap", "dear"),
        tail=(0, 0),
        head=(1, 1),
        loss=(1, 0),
        quantities={"cost": (10**9, 10**12)},
        goals=(
            Goal(name="benefit", sense="max", quantity="benefit"),
            Goal(name="cost", sense="min", quantity="cost"),
        ),
    )


def test_an_earlier_goal_that_is_dear_to_keep_leaves_no_gap() -> None:
    """A point costs 10**12 here: 64 bits cannot charge that to an arc of a million points."""
    problem = _dear()
    arrays = arrays_of(problem, 1, [1_000_001])
    pool, model, answer = _relaxed(arrays)
    assert answer.row_dual is not None
    long = LongDuals(arrays).certificate(arrays, pool, Duals.of(model, answer.row_dual))
    short = certificates_of(arrays, pool, model, answer)

    assert long is not None
    assert long.bound == -(10**12)
    assert min(found.bound for found in short) > -(10**12)


def test_sides_that_a_program_lacks_have_no_price() -> None:
    """A dual of the wrong sign, by a trifle, is none: `verify` would refuse its price."""
    arrays = arrays_of(_dear(), 1, [1_000_001])
    pool, model, answer = _relaxed(arrays)
    assert answer.row_dual is not None
    answer.row_dual[-1] = 1e-3
    found = LongDuals(arrays).certificate(arrays, pool, Duals.of(model, answer.row_dual))

    assert isinstance(found, Ascent)
    assert found.prices == {}


def test_duals_without_end_give_no_certificate() -> None:
    """What no price of `verify` can hold is left out, and the part keeps what bounded it."""
    arrays = arrays_of(_dear(), 1, [1_000_001])
    pool, model, answer = _relaxed(arrays)
    assert answer.row_dual is not None
    answer.row_dual[-1] = -np.inf

    duals = Duals.of(model, answer.row_dual)

    assert LongDuals(arrays).certificate(arrays, pool, duals) is None
    assert LongDuals(arrays).ascent(arrays, pool, duals) is None
