"""What a certificate loses when an arc is not as the LP has it bounds every such plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers.exact.margins import doubtful, margins
from optimizers.graph.arrays import arrays_of
from optimizers.graph.dual_ascent import ascend
from optimizers.problem import Limit, Problem


@settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=small.problems(), data=st.data())
def test_plans_that_differ_at_an_arc_lose_its_margin(problem: Problem, data: st.DataObject) -> None:
    """By trying every plan: with an arc that the LP leaves out, or without one that it uses."""
    if problem.hops or problem.capacities or problem.goals[0].sense != "max":
        return
    arrays = arrays_of(problem, 0, [])
    paid = {r.id: data.draw(st.integers(0, 2)) * arrays.scale for r in arrays.rows if r.upper}
    ascent = ascend(arrays, paid)
    x = np.array([data.draw(st.sampled_from((0.0, 1.0))) for _ in range(arrays.arcs)])

    found = margins(arrays, ascent, x)

    for arc in np.flatnonzero(arrays.usable).tolist():
        other = 1 - int(x[arc])
        forced = Limit(
            id="forced", title="", unit="", arcs=(arc,), coefficients=(1,), lower=other, upper=other
        )
        best = small.best_of_all(replace(problem, limits=(*problem.limits, forced)))
        if best is not None:
            assert best[0] * arrays.scale <= ascent.bound_scaled - found[arc]


def test_what_is_fractional_comes_first_and_what_is_unusable_never(
    line: dict[str, object],
) -> None:
    """The half-used arc has a margin below 0; ties go to the lower number."""
    budget = small._row("budget", list(line["quantities"]["cost"]), upper=6)  # type: ignore[index]
    arrays = arrays_of(Problem(**line, limits=(budget,)), 0, [])  # type: ignore[arg-type]
    x = np.ones(arrays.arcs)
    x[-1] = 0.5

    margin = margins(arrays, ascend(arrays, {"budget": arrays.scale}), x)

    assert margin[-1] == -1.0
    assert doubtful(margin, 1).tolist() == [False] * (arrays.arcs - 1) + [True]
    assert doubtful(np.array([2.0, 1.0, 1.0, np.inf]), 2).tolist() == [False, True, True, False]
    assert doubtful(np.array([np.inf, 1.0]), 2).tolist() == [False, True]
