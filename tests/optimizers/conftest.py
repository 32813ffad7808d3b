"""What every test of the optimizers may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import generator
import pytest
from small_problems import best_of_all

from optimizers.problem import Problem


@pytest.fixture
def everything() -> Callable[[Problem], list[int] | None]:
    """The oracle: the best values by exhaustive search."""
    return best_of_all


@pytest.fixture
def line() -> dict[str, Any]:
    r"""A street of three villages; prizes 5, 3, 9 and metres between them:

    root --2-- A --1-- B --4-- C        C also by satellite from the root: cost 6, loss 4
    """
    tail, head = (0, 1, 2, 1, 2, 3, 0), (1, 2, 3, 0, 1, 2, 3)
    cost = (2, 1, 4, 2, 1, 4, 6)
    return {
        "node_ids": ("root", "A", "B", "C"),
        "prize": (0, 5, 3, 9),
        "arc_ids": tuple(
            f"{'rABC'[u]}{'rABC'[v]}{k}" for k, (u, v) in enumerate(zip(tail, head, strict=True))
        ),
        "tail": tail,
        "head": head,
        "loss": (0, 0, 0, 0, 0, 0, 4),
        "quantities": {"cost": cost},
    }


@pytest.fixture(scope="session")
def land() -> Problem:
    """A generated country of 80 sites with capital, recurrent and payer limits."""
    problem: Problem = generator.with_limits(generator.country(80, 5), 0.3)
    return replace(problem, limits=tuple(r for r in problem.limits if r.upper is not None))
