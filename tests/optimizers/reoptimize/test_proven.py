"""What is proven of all plans at least as good is never contradicted by trying every plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers.problem import Limit, Problem
from optimizers.reoptimize.proven import proven
from optimizers.result import Certificate, Result
from optimizers.solve import solve

settings.register_profile("proofs", deadline=None, suppress_health_check=list(HealthCheck))


def kept_values(problem: Problem, result: Result) -> list[int]:
    """Return the values of all goals, in the sense of maximising."""
    pairs = zip(problem.goals, result.stages, strict=True)
    return [s.value if g.sense == "max" else -s.value for g, s in pairs if s.value is not None]


@pytest.mark.slow
@settings(settings.get_profile("proofs"), max_examples=examples(250))
@given(problem=st.one_of(small.problems(), small.problems(radio=True)), effort=st.integers(0, 2))
def test_no_plan_contradicts(problem: Problem, effort: int) -> None:
    """Every plan at least as good in a goal, and in those before it, has what is proven of it."""
    result = solve(problem, effort=effort)
    if result.chosen is None:
        return
    values = kept_values(problem, result)
    plans = list(small.every_plan(problem))
    for goal, stage in enumerate(result.stages):
        if stage.certificate is None:
            continue
        found = proven(problem, goal, values[:goal], stage.certificate, values[goal])
        if found is None:
            continue
        for chosen, worth in plans:
            before = all(w >= v for w, v in zip(worth[:goal], values[:goal], strict=True))
            if not before or worth[goal] < values[goal]:
                continue
            entered = {problem.head[a] for a in chosen}
            assert not found.unused[chosen].any()
            assert {v for v, sure in enumerate(found.entered) if sure and v != 0} <= entered


def street(line: dict[str, Any], budget: int) -> Problem:
    """Return the street of the tests with a budget."""
    limits = (small._row("cost", list(line["quantities"]["cost"]), upper=budget),)
    return Problem(**line, limits=limits)


def certificate_of(result: Result) -> Certificate:
    """Return the certificate of the first goal."""
    found = result.stages[0].certificate
    assert found is not None
    return found


def test_what_is_proven_of_a_street(line: dict[str, Any]) -> None:
    """With money for everything, whatever is worth its way is in every plan as good."""
    problem = street(line, 1000)
    result = solve(problem, effort=2)
    assert result.objective is not None
    found = proven(problem, 0, [], certificate_of(result), result.objective)

    assert found is not None
    best = {tuple(chosen) for chosen, (v,) in small.every_plan(problem) if v >= result.objective}
    entered = set.intersection(*({problem.head[a] for a in chosen} for chosen in best))
    assert entered == {1, 2, 3}
    assert entered <= set(found.entered.nonzero()[0].tolist())


def test_a_worse_plan_proves_less(line: dict[str, Any]) -> None:
    """The further a value is from the bound, the less is proven of plans at least as good."""
    problem = street(line, 6)
    result = solve(problem, effort=2)
    assert result.objective is not None
    certificate = certificate_of(result)
    counts = []
    for value in range(result.objective, -1, -1):
        found = proven(problem, 0, [], certificate, value)
        assert found is not None
        counts.append(int(found.unused.sum()))

    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0]


def test_what_proves_nothing_is_none(line: dict[str, Any]) -> None:
    """A value above the bound, another scale, a proof that there is no plan."""
    problem = street(line, 6)
    result = solve(problem, effort=2)
    certificate = certificate_of(result)

    assert proven(problem, 0, [], certificate, 1000) is None
    assert proven(problem, 0, [], replace(certificate, scale=7), 1) is None
    assert proven(problem, 0, [], replace(certificate, objective_weight=0), 1) is None


def test_limits_are_named(line: dict[str, Any]) -> None:
    """A price of a side that a limit does not have is an error, not a proof."""
    problem = street(line, 6)
    certificate = certificate_of(solve(problem, effort=2))
    row: Limit = problem.limits[0]
    floor = replace(problem, limits=(replace(row, upper=None, lower=0),))

    with pytest.raises(ValueError):
        proven(floor, 0, [], certificate, 0)


@pytest.mark.parametrize("pots", [((9, 1),), ((1, -1),), ((1, 2**70),), ((-1, 1),)])
def test_potentials_of_no_node_are_refused(line: dict[str, Any], pots: Any) -> None:
    """A kernel never writes outside its arrays, whatever a certificate from elsewhere says."""
    problem = street(line, 6)
    certificate = certificate_of(solve(problem, effort=2))

    with pytest.raises(ValueError, match="does not have"):
        proven(problem, 0, [], replace(certificate, potentials=((1, pots),)), 0)
