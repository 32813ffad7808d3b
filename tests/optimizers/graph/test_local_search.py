"""Freeing a region of a plan keeps it a plan, and its best is never worse than what was there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import optimizers.exact.exact
from optimizers import verify
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import arrays_of
from optimizers.graph.local_search import ball_around, region_of
from optimizers.problem import Problem
from optimizers.solve import solve


@settings(deadline=None, max_examples=examples(200), suppress_health_check=list(HealthCheck))
@given(problem=small.problems(), seed=st.integers(0, 99))
def test_a_region_and_the_rest_make_the_plan(problem: Problem, seed: int) -> None:
    """A freed region holds the plan at hand, with its value and its use of every limit."""
    problem = replace(problem, hops=())  # a region is cut from a problem that is already drawn
    result = solve(problem, solver="greedy")
    if result.chosen is None or problem.columns:
        return
    arrays = arrays_of(problem, 0, ())
    chosen = np.zeros(arrays.arcs, np.bool_)
    chosen[list(result.chosen)] = True
    tree = tree_heuristics.tree_of(arrays, chosen)
    ball = np.random.default_rng(seed).random(arrays.nodes) < 0.5
    ball[0] = False

    region = region_of(arrays, tree, ball)

    assert region.whole(region.start).tolist() == tree.tolist()
    part = tree_heuristics.chosen_of(region.arrays, region.start)
    outside = sum(arrays.objective[region.fixed[region.fixed >= 0]].tolist())
    assert region.arrays.value(part) + outside == arrays.value(chosen)
    assert region.arrays.holds(part)


@settings(deadline=None, max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(problem=small.problems())
def test_large_plans_are_improved_by_regions(problem: Problem) -> None:
    """Solved region by region, a plan still holds, and never beats the proven best."""
    best = solve(problem, effort=2)
    for proof_arcs, whole_arcs in ((0, 1000), (0, 0)):
        with pytest.MonkeyPatch.context() as small_sizes:
            small_sizes.setattr(optimizers.exact.exact, "PROOF_ARCS", proof_arcs)
            small_sizes.setattr(optimizers.exact.exact, "WHOLE_ARCS", whole_arcs)
            small_sizes.setattr(optimizers.exact.exact, "TIED_WHOLE_ARCS", whole_arcs)
            small_sizes.setattr(optimizers.exact.exact, "BALL", 3)
            result = solve(problem, effort=1, workers=1)

        assert verify.check(problem.to_json(), result.to_json()) == []
        if result.objective is not None:
            assert best.objective is not None
            sign = 1 if best.stages[0].sense == "max" else -1
            assert sign * result.objective <= sign * best.objective


def test_a_ball_never_passes_the_root() -> None:
    """The nodes nearest to a node are counted without going through the root."""
    problem = Problem(
        node_ids=("root", "a", "b", "c"),
        prize=(0, 1, 1, 1),
        arc_ids=("ra", "ab", "rc"),
        tail=(0, 1, 0),
        head=(1, 2, 3),
        loss=(0, 0, 0),
    )

    ball = ball_around(arrays_of(problem, 0, ()), 2, 3, np.ones(3))

    assert ball.tolist() == [False, True, True, False]
