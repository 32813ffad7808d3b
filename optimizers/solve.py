"""One door to every solver: a problem in, a result out, the claims re-derived before they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from optimizers.problem import Problem
from optimizers.result import Proven, Result

SOLVERS = ("exact", "greedy", "ranked", "relay", "relay_weighted", "giga")


def solve(
    problem: Problem,
    *,
    solver: str = "exact",
    effort: int = 1,
    seed: int = 1,
    gap: float = 0.0,
    progress: Callable[..., None] | None = None,
    start: Sequence[int] | None = None,
    start_amounts: Sequence[int] | None = None,
    start_prices: Mapping[str, float] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    in_parts: bool = True,
    near: float = 0.0,
    later: Mapping[str, Proven] | None = None,
) -> Result:
    """Return the best plan found for every goal in turn, with what is proven about it.

    effort 0 is quickest and 3 most exact; `gap` is the certified gap at which to stop early;
    `start` are the arcs of a plan to begin with, which need not fit, and `start_amounts` its
    amounts by column. `start_prices` are duals of the limits from a near problem (`Result.duals`):
    the search then begins with their certificate. Ctrl-C returns the best plan. Without `in_parts`
    a plan is not proven in parts, which takes most of the time of small problems; that there is no
    plan still is.
    Integer programs end at the relative gap `near`. `later` is what is proven of goals after the
    first in a near problem: such a goal is left alone where that proves as much here.
    Large problems are shared among `workers` processes (None: one per core) or the workers of a
    Dask scheduler at the address `cluster`, with the same answer. Raises ValueError on an unknown
    solver or effort, a cluster that does not answer, or figures too large to be exact.
    """
    if solver not in SOLVERS:
        raise ValueError(f"solver is {solver!r}, expected one of {', '.join(SOLVERS)}")
    if effort not in range(4):
        raise ValueError(f"effort is {effort!r}, expected 0, 1, 2 or 3")
    from optimizers.stages import run_stages  # numba and numpy load here, not with the shell

    return run_stages(
        problem, solver=solver, effort=effort, seed=seed, gap=gap, progress=progress, start=start,
        start_amounts=start_amounts, start_prices=start_prices, workers=workers, cluster=cluster,
        in_parts=in_parts, near=near, later=later,
    )  # fmt: skip
