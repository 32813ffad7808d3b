"""A known plan under the certificate of known prices: one dual ascent, no search and no program.

A small change of a problem leaves the prices of its limits nearly right. Where the certificate that
they give comes near enough to the plan at hand, nothing has to be searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizers.exact.exact import price_as_near
from optimizers.exact.search import EFFORTS, Search
from optimizers.graph.hop_layers import Layers
from optimizers.problem import Problem
from optimizers.programs.highs import shared
from optimizers.result import Result
from optimizers.stages import result_of, tree_from


def plan_at_prices(
    problem: Problem,
    chosen: Sequence[int],
    amounts: Sequence[int],
    prices: Mapping[str, float],
    *,
    gap: float,
    seed: int,
) -> Result | None:
    """Return a plan of the first goal and its bound by prices of limits, certified.

    `chosen` and `amounts` are the plan, `prices` in the objective per unit. None where the plan
    does not keep the problem's limits, or where the certified gap stays wider than `gap`.
    """
    layers = Layers.of(problem)
    arrays = layers.arrays(0, [])
    state = Search(
        arrays, effort=EFFORTS[0], seed=seed, gap=gap, highs=shared(), report=lambda *_: None
    )
    state.open_at(np.array(amounts, np.int64))
    state.offer(tree_from(arrays, layers.lift(chosen)))
    if state.value is None:
        return None
    price_as_near(state, prices)
    if not state.enough():
        return None
    return result_of(layers, problem.goals[0], arrays, state.outcome())
