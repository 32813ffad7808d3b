"""Radio in the neutral problem: hops drawn in layers, loads kept, and both checked on the plan."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings

from optimizers import verify
from optimizers.graph.hop_layers import Layers
from optimizers.problem import Capacity, HopLimit, Limit, Problem
from optimizers.result import Status
from optimizers.solve import SOLVERS, solve


def chain(**more: Any) -> Problem:
    r"""Return a chain of masts to three villages; hops cost 1 each, but the one to B costs 3.

    root --> A --> B --> C        prizes 5, 4, 9; the villages ask for 4, 5 and 6 Mbps
              \---------->/       a hop from A to C costs 6
    """
    given_: dict[str, Any] = {
        "node_ids": ("root", "A", "B", "C"),
        "prize": (0, 5, 4, 9),
        "arc_ids": ("rA", "AB", "BC", "AC"),
        "tail": (0, 1, 2, 1),
        "head": (1, 2, 3, 3),
        "loss": (0, 0, 0, 0),
        "quantities": {"cost": (1, 3, 1, 6), "mbps": (4, 5, 6, 6)},
        "limits": (
            Limit(
                id="cost", title="", unit="", arcs=(0, 1, 2, 3), coefficients=(1, 3, 1, 6), upper=9
            ),
        ),
    }
    return Problem(**{**given_, **more})


def hops(most: int) -> tuple[HopLimit, ...]:
    """Return the limit on hops along the chain."""
    return (HopLimit(id="hops", title="hops", arcs=(0, 1, 2, 3), most=most),)


def capacity(upper: int, *arcs: int) -> tuple[Capacity, ...]:
    """Return a capacity of the given arcs of the chain."""
    return (Capacity(id="A", title="", unit="Mbps", arcs=arcs, quantity="mbps", upper=upper),)


@pytest.mark.parametrize(
    ("most", "value", "chosen"), [(3, 18, (0, 1, 2)), (2, 14, (0, 3)), (1, 5, (0,)), (0, 0, ())]
)
def test_a_way_has_at_most_so_many_hops(most: int, value: int, chosen: tuple[int, ...]) -> None:
    """Three hops reach everything for 5; with two C needs its dear hop, which leaves B out."""
    result = solve(chain(hops=hops(most)))

    assert (value, chosen) == (result.objective, result.chosen)
    assert result.status in (Status.CERTIFIED_OPTIMAL, Status.SOLVER_OPTIMAL)
    assert verify.check(chain(hops=hops(most)).to_json(), result.to_json()) == []


@pytest.mark.parametrize(("mbps", "value"), [(15, 18), (14, 14), (10, 14), (9, 9), (4, 5), (3, 0)])
def test_an_arc_carries_what_is_below_it(mbps: int, value: int) -> None:
    """The hop to A carries A's 4, B's 5 and C's 6 Mbps; the least worthy goes first."""
    problem = chain(capacities=capacity(mbps, 0))

    result = solve(problem)

    assert result.objective == value
    assert result.status is not Status.FEASIBLE
    assert verify.check(problem.to_json(), result.to_json()) == []


@settings(deadline=None, max_examples=examples(200), suppress_health_check=list(HealthCheck))
@given(problem=small.problems(radio=True))
def test_radio_problems_agree_with_exhaustive_search(problem: Problem) -> None:
    """Problems with hop limits or capacities are solved to the best plan that there is."""
    small.solved_as_searched(problem)


@settings(deadline=None, max_examples=examples(50), suppress_health_check=list(HealthCheck))
@given(problem=small.problems(radio=True))
def test_every_solver_keeps_hops_and_loads(problem: Problem) -> None:
    """Whatever a solver answers, hop limits and capacities hold; it says unknown otherwise."""
    for solver in SOLVERS:
        result = solve(problem, solver=solver)

        assert verify.check(problem.to_json(), result.to_json()) == []


@settings(deadline=None, max_examples=examples(80), suppress_health_check=list(HealthCheck))
@given(problem=small.problems(radio=True))
def test_drawn_and_asked_have_the_same_plans(problem: Problem) -> None:
    """A plan lifts into the layers and comes back as it was, with its worth and its use."""
    result = solve(problem)
    if result.chosen is None:
        return
    layers = Layers.of(problem)

    lifted = layers.lift(result.chosen)

    assert layers.back(lifted) == result.chosen
    assert verify.plan_faults(layers.data, lifted, result.amounts) == []
    for goal, drawn in zip(problem.goals, layers.drawn.goals, strict=True):
        asked, terms = problem.objective_terms(goal), layers.drawn.objective_terms(drawn)
        assert sum(asked[a] for a in result.chosen) == sum(terms[a] for a in lifted)


def test_a_plan_to_begin_with_is_lifted() -> None:
    """A start of one hop too many is cut, and the search goes on from the rest."""
    result = solve(chain(hops=hops(2)), effort=0, start=(0, 1, 2))

    assert (14, (0, 3)) == (result.objective, result.chosen)


def test_hops_and_loads_of_a_forged_plan_are_refused() -> None:
    """`verify` counts hops and adds up loads by itself."""
    far, full = chain(hops=hops(2)).to_json(), chain(capacities=capacity(10, 0, 1)).to_json()

    assert verify.plan_faults(far, [0, 1, 2]) == [
        "hop limit hops: 3 hops on the way to node C, at most 2"
    ]
    assert verify.plan_faults(full, [0, 1, 2]) == [
        "capacity A: rA carries 15, above 10",
        "capacity A: AB carries 11, above 10",
    ]
    assert verify.plan_faults(full, [0, 3]) == []


def test_a_looser_hop_limit_breaks_the_certificate() -> None:
    """The bound belongs to the limit that it was made for."""
    result = solve(chain(hops=hops(2))).to_json()

    assert verify.check(chain(hops=hops(2)).to_json(), result) == []
    assert verify.check(chain(hops=hops(3)).to_json(), result) != []


def test_the_certificate_knows_the_capacities() -> None:
    """With 12 Mbps and money enough B and C are too much together; the proof says so by flows."""
    rich = Limit(
        id="cost", title="", unit="", arcs=(0, 1, 2, 3), coefficients=(1, 3, 1, 6), upper=99
    )
    problem = chain(limits=(rich,), capacities=capacity(12, 0, 1))

    result = solve(problem)

    assert (14, (0, 3)) == (result.objective, result.chosen)
    assert result.certified_bound is not None and result.certified_bound < 18
    assert verify.check(problem.to_json(), result.to_json()) == []


@pytest.mark.parametrize("forged", [[[0, -1]], [[99, 1]], [[0, 0.5]], [[0, 10**15]]])
def test_forged_prices_of_flows_are_refused(forged: list[list[Any]]) -> None:
    """A negative, unknown or fractional price is no proof; another price gives another bound."""
    problem = chain(capacities=capacity(9, 0))
    answer = solve(problem).to_json()
    for stage in answer["stages"]:
        for proof in (stage["certificate"], *stage.get("tree", [])):
            if isinstance(proof, dict):
                proof["flows"] = forged

    assert verify.check(problem.to_json(), answer) != []


def test_without_radio_a_problem_is_written_as_before() -> None:
    """Hop limits and capacities leave no trace where there are none, and survive a round trip."""
    plain = chain()
    radio = chain(hops=hops(2), capacities=capacity(10, 0))

    assert not {"hops", "capacities"} & plain.to_json().keys()
    assert verify.layered(plain.to_json()) == plain.to_json()
    for problem in (plain, radio):
        assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"hops": hops(-1)}, "most of hop limit hops holds -1"),
        ({"hops": (replace(hops(1)[0], arcs=(0, 9)),)}, "hop limit hops names an arc twice or"),
        ({"hops": hops(1) * 2}, "hop limit ids are not unique"),
        ({"capacities": capacity(-1, 0)}, "upper of capacity A holds -1"),
        ({"capacities": capacity(1, 0, 0)}, "capacity A names an arc twice or outside 0..3"),
        ({"capacities": capacity(1, 0) * 2}, "capacity ids are not unique"),
        (
            {"capacities": (replace(capacity(1, 0)[0], quantity="lux"),)},
            "capacity A: no quantity 'lux'",
        ),
    ],
)
def test_radio_limits_are_checked(more: dict[str, Any], message: str) -> None:
    """What is not as promised is named with its value."""
    with pytest.raises(ValueError, match=message):
        chain(**more)
