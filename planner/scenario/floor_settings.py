"""The least that groups of sites receive: floors by amount or share, and coverage."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.scenario.setting_fields import Open


class Floor(Open):
    """The least that each group receives of a quantity, as an amount or as a share of the plan.

    `fair`: `share` times the fair level times what the group could attain, rounded down. The fair
    level is the largest part of it that all groups have at once in one plan within the limits.
    `amounts`: what is stated for each group. `plan`: `share` times the group's proportional part of
    what the plan gives, which holds the others down when the group cannot follow.
    """

    by: Literal["aimag", "kind"]
    quantity: Literal["benefit", "capex", "users", "sites"] = "benefit"
    share: str = "0.5"  # decimal text, exact
    only: list[str] = Field(default_factory=list)  # group codes; empty: all groups
    of: Literal["fair", "amounts", "plan"] = "fair"
    amounts: dict[str, int] = Field(  # by group code
        default_factory=dict, description="thousandths of a point, people, sites or money"
    )

    @property
    def is_open(self) -> bool:
        """Whether its amounts are still to be found by the fair level."""
        return self.of == "fair" and not self.amounts


class Coverage(Open):
    """At least so much, absolutely: served or newly linked sites, their people, or points.

    `served` counts sites with at least the scenario's minimum service, over a new link or the
    present one; `sites` and `users` count new links alone. The country as one, or each group.
    """

    quantity: Literal["served", "served_users", "sites", "users", "benefit"] = "served"
    least: int = Field(ge=0)  # sites, people, or whole points
    by: Literal["country", "aimag", "kind"] = "country"
    only: list[str] = Field(default_factory=list)  # group codes; empty: all groups, each


class MostForLeast(Open):
    """Whose least shares the goal `most_for_least` raises, of what, and how many of them.

    A share is what a group receives of what it could attain, money aside.
    """

    by: Literal["aimag", "kind"] = "aimag"
    quantity: Literal["benefit", "users", "sites"] = "benefit"
    levels: int = Field(default=3, ge=1, le=3)  # the least share, the two least, the three least
