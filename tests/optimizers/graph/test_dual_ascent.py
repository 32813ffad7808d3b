"""A dual ascent led by the duals of a smaller LP stays a certificate on the whole graph."""

from __future__ import annotations

import numpy as np
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers import verify
from optimizers.graph.arrays import arrays_of
from optimizers.graph.dual_ascent import ascend, guided
from optimizers.problem import Problem


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=small.problems(), data=st.data())
def test_any_raises_to_follow_give_a_bound_that_holds(
    problem: Problem, data: st.DataObject
) -> None:
    """Whatever is to be followed, the bound is what verify derives, and no plan is worth more."""
    if problem.hops or problem.capacities or problem.goals[0].sense != "max":
        return
    arrays = arrays_of(problem, 0, [])
    nodes = range(1, arrays.nodes)
    terminals = data.draw(st.lists(st.sampled_from(nodes), max_size=4))
    sets = [sorted({t, *data.draw(st.sets(st.sampled_from(nodes)))}) for t in terminals]
    paid = {r.id: data.draw(st.integers(0, 2)) * arrays.scale for r in arrays.rows if r.upper}
    heights = [data.draw(st.integers(0, 20)) * arrays.scale for _ in terminals]
    start = (
        np.array(terminals, np.int64),
        np.cumsum([0, *(len(s) for s in sets)]),
        np.array([v for s in sets for v in s], np.int64),
        np.repeat(np.array(heights, np.int64), [len(s) for s in sets]),
    )

    ascent, _ = guided(arrays, paid, start)

    derived = verify.certified_bound(problem.to_json(), 0, [], ascent.certificate().to_json())
    best = small.best_of_all(problem)
    without_way = -(2**250)  # what nothing enters proves at once that no plan exists
    assert ascent.scale == derived[1]
    assert ascent.bound_scaled == derived[0] or max(ascent.bound_scaled, derived[0]) < without_way
    assert best is None or best[0] <= ascent.bound


def test_following_good_raises_beats_going_alone(line: dict[str, object]) -> None:
    """Led by its own raises, dual ascent finds its own bound again, and nothing is withheld."""
    budget = small._row("budget", list(line["quantities"]["cost"]), upper=6)  # type: ignore[index]
    arrays = arrays_of(Problem(**line, limits=(budget,)), 0, [])  # type: ignore[arg-type]
    prices = {"budget": 3 * arrays.scale // 2}
    alone = ascend(arrays, prices)
    raises = (alone.terminal, alone.pointer, alone.node, alone.potential)
    sets = [(t, inside, h) for t, inside, h in _levels(*raises)]
    start = (
        np.array([t for t, _, _ in sets], np.int64),
        np.cumsum([0, *(len(s) for _, s, _ in sets)]),
        np.concatenate([s for _, s, _ in sets]),
        np.concatenate([np.full(len(s), h, np.int64) for _, s, h in sets]),
    )

    led, withheld = guided(arrays, prices, start)

    assert led.bound_scaled == alone.bound_scaled
    assert not withheld.any()


def _levels(terminal, pointer, node, potential):  # type: ignore[no-untyped-def]
    """Yield each raise level by level: terminal, node set, height of the level."""
    for k, t in enumerate(terminal.tolist()):
        span = slice(int(pointer[k]), int(pointer[k + 1]))
        nodes, pots = node[span], potential[span]
        below = 0
        for level in np.unique(pots).tolist():
            yield t, nodes[pots >= level], level - below
            below = level
