"""What is drawn in layers here is what `verify.layered` draws, whatever was drawn before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings

from optimizers import verify
from optimizers.graph import hop_layers
from optimizers.graph.hop_layers import Layers
from optimizers.problem import Capacity, HopLimit, Limit, Problem


def as_verify_draws(problem: Problem) -> Any:
    """Return plain data and problem as `verify` draws them."""
    data = verify.layered(problem.to_json())
    return data, Problem.from_json(data)


def changed(problem: Problem) -> list[Problem]:
    """Return problems that differ from one in rows, in what is required, or in nothing."""
    found = [problem, replace(problem, limits=problem.limits[1:])]
    for limit in problem.limits[:1]:
        upper = (limit.upper or 0) + 5
        found.append(replace(problem, limits=(replace(limit, upper=upper), *problem.limits[1:])))
    for most in (0, 2):
        rows = tuple(replace(h, most=most) for h in problem.hops)
        found.append(replace(problem, hops=rows))
    if len(problem.node_ids) > 1:
        found.append(replace(problem, required={1: "asked"}))
    found.append(replace(problem, loss=(*problem.loss,), capacities=()))
    return [*found, problem]


@settings(deadline=None, max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(problem=small.problems(radio=True))
def test_problems_in_turn_are_drawn_as_verify_draws_them(problem: Problem) -> None:
    """Rows may come, change and go, and hop limits and required nodes may change."""
    for one in changed(problem):
        layers = Layers.of(one)

        data, drawn = as_verify_draws(one)
        assert layers.data == data
        assert list(layers.data) == list(data)
        assert layers.drawn == (drawn if one.hops else one)


def chain(limit: Limit) -> Problem:
    """Return three masts in a row, at most two hops, under one limit and one capacity."""
    return Problem(
        node_ids=("root", "A", "B"),
        prize=(0, 5, 4),
        arc_ids=("rA", "AB", "rB"),
        tail=(0, 1, 0),
        head=(1, 2, 2),
        loss=(0, 0, 0),
        quantities={"cost": (1, 3, 9)},
        limits=(limit,),
        hops=(HopLimit(id="hops", title="", arcs=(0, 1), most=2),),
        capacities=(Capacity(id="A", title="", unit="", arcs=(1,), quantity="cost", upper=3),),
    )


def test_nodes_and_rows_that_stay_are_drawn_once() -> None:
    """A question about the same graph draws the row that changed, and nothing else."""
    cost = Limit(id="cost", title="", unit="", arcs=(0, 1), coefficients=(1, 3), upper=9)
    problem = chain(cost)
    Layers.of(problem)
    drawing = hop_layers._last[0]
    more = replace(cost, id="more", upper=12)
    layers = Layers.of(replace(problem, limits=(cost, more)))

    assert hop_layers._last == [drawing]
    assert layers.drawn.limits[0] is Layers.of(problem).drawn.limits[0]
    Layers.of(chain(cost))
    assert hop_layers._last != [drawing]
