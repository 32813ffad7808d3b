"""At most so much for each site, building, owner or group, and promises that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from inventory.prices.catalogue import Role
from planner.scenario.setting_fields import Open, sourced
from sites.site import LinkType, SiteKind

SUFFIX = "_minor"
SUMS = ("capex", "opex_per_year", "budget", "per_user")
"""Settings of an upper limit that hold money, as a person writes them."""

GroupedBy = Literal["site", "building", "owner", "aimag", "kind", "country"]


class AtMost(Open):
    """At most so much for each group: units, one-time money, yearly money, or both over years.

    One of `units`, `capex`, `opex_per_year` and `budget` is stated. A budget is one-time money and
    `years` times the yearly money, present fees that go on included. `per_user` raises a limit of
    money to so much for each person, where that is more. `item` or `role` count those lines alone.
    """

    by: GroupedBy
    units: int | None = Field(default=None, ge=0, description="of the item or role, each")
    capex_minor: int | None = Field(default=None, ge=0, description="one-time money, each")
    opex_per_year_minor: int | None = Field(default=None, ge=0, description="yearly money, each")
    budget_minor: int | None = Field(
        default=None, ge=0, description="one-time money and years times the yearly money, each"
    )
    years: int = Field(
        default=5,
        ge=1,
        le=50,
        description="of a budget",
        json_schema_extra={"source": "E-Rate category two budgets, 47 CFR 54.502: five years"},
    )
    per_user_minor: int | None = Field(
        default=None, ge=0, description="for each person, where that is more"
    )
    item: str = ""  # SKU; "": any
    role: Role | None = None  # of items; None: any
    only: list[str] = Field(default_factory=list)  # codes of groups; empty: all, each
    kinds: list[SiteKind] = Field(default_factory=list)  # of sites that count; empty: all

    @model_validator(mode="before")
    @classmethod
    def _by_either_name(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        new = {name: name + SUFFIX for name in SUMS if name + SUFFIX not in data}
        return {new.get(key, key): value for key, value in data.items()}

    @property
    def stated(self) -> dict[str, int]:
        """What is limited, by the name of its quantity: one entry where the settings are right."""
        sides = {
            "units": self.units,
            "capex": self.capex_minor,
            "opex_per_year": self.opex_per_year_minor,
            "budget": self.budget_minor,
        }
        return {name: side for name, side in sides.items() if side is not None}

    @property
    def is_partial(self) -> bool:
        """Whether it counts some items alone."""
        return bool(self.item) or self.role is not None


class MediaShare(Open):
    """So great a part of all sites, or of their users, is to have one of these media, or at most.

    Present links that stay count as new ones do. The part is one of all sites of the group, served
    or not, so that it is an amount: nobody else has to go without for it.
    """

    media: list[LinkType]
    least: str | None = None  # decimal text, a fraction
    most: str | None = None
    quantity: Literal["sites", "users"] = "sites"
    by: Literal["country", "aimag", "kind"] = "country"
    only: list[str] = Field(default_factory=list)  # group codes; empty: all groups, each


class SecondLink(Open):
    """Sites that are to have a second link of another medium, which works when the first fails."""

    kinds: list[SiteKind] = Field(default_factory=list)
    sites: list[str] = Field(default_factory=list, description="ids of sites, whatever their kind")
    share: float = sourced(
        0.05, "assumption, to confirm", "of what a link is worth that a second one adds"
    )
    required: bool = sourced(
        False, "a second link is weighed like anything else", "no new link without a second one"
    )

    @property
    def is_asked(self) -> bool:
        """Whether any site is to have a second link."""
        return bool(self.kinds or self.sites)

    def asks(self, site_id: str, kind: SiteKind) -> bool:
        """Return whether a site is to have a second link."""
        return kind in self.kinds or site_id in self.sites


class Keep(Open):
    """Keep what an earlier run promised: to each site so much of the benefit that it gave."""

    run: str = sourced("", "no promise is kept unless asked", "id of the run that promised")
    share: str = sourced("1", "a promise is kept in full", "of what it gave each site")
    without: list[str] = Field(
        default_factory=list, description="ids of sites whose promise falls away"
    )
    promises: dict[str, int] | None = Field(
        default=None, description="thousandths of a point by site, as found in the run"
    )
