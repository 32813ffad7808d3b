"""How limits are divided among aimags: by what each could gain, or by weights that somebody states.

`[scenarios.<name>.division]` of the project file; `kholboo divide` makes one of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from planner.scenario.setting_fields import Open

Weights = dict[str, Annotated[int, Field(ge=0)]]


class Division(Open):
    """Weights by aimag code for each limit; without any, what each could gain weighs."""

    run: str = Field(default="", description="id of the plan that the weights come from")
    capex: Weights = Field(
        default_factory=dict, description="of one-time money, and of funds and stock"
    )
    opex_per_year: Weights = Field(default_factory=dict, description="of yearly money")
    opex_per_year_by_payer: dict[str, Weights] = Field(
        default_factory=dict, description="of the yearly money of each payer"
    )
    total_cost: Weights = Field(
        default_factory=dict, description="of the money over the whole horizon"
    )
    least_points: dict[str, Weights] = Field(
        default_factory=dict, description="of what a directive gives a group, by its id"
    )

    def tables(self) -> Iterator[tuple[tuple[str, ...], Weights]]:
        """Yield the weights of each limit under the path of their setting."""
        for name in ("capex", "opex_per_year", "total_cost"):
            yield (name,), getattr(self, name)
        for name in ("opex_per_year_by_payer", "least_points"):
            for key, weights in sorted(getattr(self, name).items()):
                yield (name, key), weights


def divided(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Return whole parts in proportion to weights that add up to the amount.

    What rounding down leaves goes to the largest remainders, ties by key. Nobody has anything where
    all weights are 0.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {key: amount * weight // whole for key, weight in weights.items()}
    order = sorted(weights, key=lambda key: (-(amount * weights[key] % whole), key))
    for key in order[: amount - sum(parts.values())]:
        parts[key] += 1
    return parts
