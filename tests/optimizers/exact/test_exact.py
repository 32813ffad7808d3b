"""A search that begins with the prices of a near problem proves and plans as one that does not."""

from __future__ import annotations

from dataclasses import replace

import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers import verify
from optimizers.certify import certify
from optimizers.problem import Problem
from optimizers.solve import solve


@settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=small.problems(), data=st.data())
def test_prices_of_another_problem_never_prove_what_is_false(
    problem: Problem, data: st.DataObject
) -> None:
    """Whatever the prices, of either sign: the answer verifies and encloses the best plan."""
    rows = (*(limit.id for limit in problem.limits), "no such limit")
    prices = {row: data.draw(st.sampled_from((-3.0, 0.0, 0.4, 2.0))) for row in rows}
    expected = small.best_of_all(problem)

    result = solve(problem, effort=0, start_prices=prices)

    assert verify.check(problem.to_json(), result.to_json()) == []
    if expected is not None:
        first = result.stages[0]
        sign = 1 if first.sense == "max" else -1
        assert first.certified_bound is not None and expected[0] <= sign * first.certified_bound
        assert first.value is None or sign * first.value <= expected[0]


def test_own_prices_prove_the_plan_at_once(line: dict[str, object]) -> None:
    """The plan and prices of an answer are enough: the first bound is the last one."""
    budget = small._row("budget", list(line["quantities"]["cost"]), upper=6)  # type: ignore[index]
    problem = Problem(**line, limits=(budget,))  # type: ignore[arg-type]
    first = solve(replace(problem, goals=problem.goals[:1]))
    told: list[tuple[str, int | None]] = []

    again = solve(
        problem,
        start=first.chosen,
        start_prices=first.duals,
        gap=1.0,
        progress=lambda event: told.append((event.stage, event.certified_bound)),
    )

    certificate = first.stages[0].certificate
    assert certificate is not None
    assert told[1][1] == certify(problem.to_json(), 0, [], certificate)
    assert again.objective == first.objective
    assert len([stage for stage, _ in told if stage.endswith("cut LP")]) == 0
