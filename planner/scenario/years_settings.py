"""A programme of several years: when money comes, what prices become, when sites can be reached.

`[scenarios.<name>.years]` of the project file. Lists hold one figure for each year, first year
first. docs/years.md says what each setting means.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pydantic import Field, model_validator

from inventory.prices.catalogue import Category
from planner.scenario.floor_settings import Floor
from planner.scenario.money_settings import by_inner_names
from planner.scenario.rationals import exact, round_half_up
from planner.scenario.setting_fields import Open, sourced
from sites.site import SiteKind

MOST_YEARS = 10
WEIGHT = 10_000  # a weight of 1, in the whole numbers of the problem
MONTHS = 12


class Done(Open):
    """What an earlier run bought in the years that are over: it stays, and is not bought again."""

    run: str = Field(description="id of the run")
    before: int = Field(description="the first year that is planned again")
    built: dict[str, int] = Field(description="year, from 0, of each purchase before it, by its id")


class Growth(Open):
    """How users, and what each asks of a link, grow a year at some sites; 0.02 is 2 % a year."""

    kinds: list[SiteKind] = Field(default_factory=list, description="of sites; empty: all")
    aimags: list[str] = Field(default_factory=list, description="codes of regions; empty: all")
    users: float = sourced(0.0, "no growth unless asked", "of everybody there, a year")
    target: float = sourced(0.0, "no growth unless asked", "of Mbps and GB for each, a year")

    def holds(self, kind: SiteKind, aimag: str) -> bool:
        """Return whether sites of a kind and region grow so."""
        return (not self.kinds or kind in self.kinds) and (not self.aimags or aimag in self.aimags)


class Crews(Open):
    """What crews dig and install in each year; what they leave undone is not made up for."""

    trench_m: list[int] = Field(default_factory=list, description="metres of trench and drops")
    installations: list[int] = Field(default_factory=list, description="new links")
    trench_m_by_aimag: dict[str, list[int]] = Field(default_factory=dict)
    installations_by_aimag: dict[str, list[int]] = Field(default_factory=dict)


class Years(Open):
    """Money, prices, weights and dates of a programme by year."""

    first: int = Field(ge=2000, le=2100, description="the first year of the programme")
    count: int = Field(ge=1, le=MOST_YEARS, description="how many years it has")
    service_from_month: int = Field(
        default=1,
        ge=1,
        le=MONTHS,
        description="what is built in a year serves from this month of it on",
        json_schema_extra={"source": "the whole year counts unless asked"},
    )
    weights: list[float] = sourced([], "all years weigh alike", "of the benefit of each year")
    discount_rate: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="a year, instead of weights: the first year weighs 1",
        json_schema_extra={"source": "benefit is not discounted unless asked"},
    )
    carries_over: bool = sourced(
        False, "public money lapses at the end of its year", "unspent one-time money stays"
    )
    without_funds: bool = sourced(
        False, "funds pay unless asked", "one budget a year pays, the table of funds is left aside"
    )
    capex_minor: list[int] = Field(default_factory=list)  # one-time money of each year
    capex_by_fund_minor: dict[str, list[int]] = Field(
        default_factory=dict, description="what each fund has in each year, by its id"
    )
    carries_over_of_funds: list[str] = Field(
        default_factory=list,
        description="ids of funds whose unspent money stays",
        json_schema_extra={"source": "public money lapses at the end of its year"},
    )
    opex_per_year_minor: list[int] = Field(default_factory=list)  # present fees included
    opex_per_year_by_payer_minor: dict[str, list[int]] = Field(default_factory=dict)
    floors_part: list[float] = sourced(
        [], "floors are asked of the last year alone", "part of each floor asked in each year"
    )
    price_index: dict[Category, list[float]] = Field(
        default_factory=dict,
        description="of one-time prices by category, 1 for the catalogue's",
        json_schema_extra={"source": "prices do not rise unless asked"},
    )
    earliest: dict[str, int] = Field(
        default_factory=dict, description="year before which a site receives nothing, by its id"
    )
    latest: dict[str, int] = Field(
        default_factory=dict, description="year after which a site receives nothing more, by its id"
    )
    growth: list[Growth] = Field(
        default_factory=list,
        description="of users and targets; of a site all that hold are multiplied",
    )
    contracts_run_out: bool = sourced(
        False,
        "ending a contract costs what it does when the plan starts",
        "it costs what is left of it in the year in which the new link begins",
    )
    order_from_month: int | None = Field(
        default=None,
        ge=1,
        le=MONTHS,
        description="of the first year, orders are given; lead times and seasons follow",
        json_schema_extra={"source": "lead times and seasons are not looked at unless asked"},
    )
    crews: Crews | None = Field(default=None, description="what crews can do in each year")
    done: Done | None = None  # `kholboo plan --from RUN --year N` fills it in

    @model_validator(mode="before")
    @classmethod
    def _by_either_name(cls, data: Any) -> Any:
        return by_inner_names("years", data)

    @property
    def names(self) -> tuple[int, ...]:
        """The years of the programme."""
        return tuple(range(self.first, self.first + self.count))

    @property
    def has_index(self) -> bool:
        """Whether any price of any year is not the catalogue's."""
        return any(value != 1 for values in self.price_index.values() for value in values)

    @property
    def is_programme(self) -> bool:
        """Whether there is more to decide than today's one question."""
        asked = (self.has_index, self.contracts_run_out, self.crews, self.order_from_month)
        return self.count > 1 or any(asked)

    def growth_until(self, kind: SiteKind, aimag: str, year: int) -> tuple[float, float]:
        """Return the factors on users and on targets in a year, counted from 0: (1 + rate)^year."""
        users = target = Fraction(1)
        for growth in self.growth:
            if growth.holds(kind, aimag):
                users *= (1 + exact(growth.users)) ** year
                target *= (1 + exact(growth.target)) ** year
        return float(users), float(target)

    def weights_of_years(self) -> tuple[int, ...]:
        """Return what the benefit of each full year weighs, in ten-thousandths.

        With a discount rate r year t, counted from 0, weighs 1 / (1 + r)^t, rounded half up.
        """
        if self.weights:
            return tuple(round_half_up(exact(w) * WEIGHT) for w in self.weights)
        rate = exact(self.discount_rate or 0.0)
        return tuple(round_half_up(WEIGHT / (1 + rate) ** t) for t in range(self.count))

    def weights_of_states(self) -> tuple[int, ...]:
        """Return what the benefit in place at the end of each year adds, in twelfths of those.

        What stands at the end of year t serves in the months of year t after service began, and
        in the months of year t + 1 before what that year adds begins: (13 - m) w(t) +
        (m - 1) w(t + 1). So the value is that of every month, exactly.
        """
        weights = (*self.weights_of_years(), 0)
        served = MONTHS + 1 - self.service_from_month
        return tuple(
            served * now + (MONTHS - served) * then for now, then in itertools.pairwise(weights)
        )

    def money_until(self, year: int) -> int | None:
        """Return all one-time money up to the end of a year, counted from 0; None: no limit."""
        return sum(self.capex_minor[: year + 1]) if self.capex_minor else None

    def floors_in(self, year: int, floors: Sequence[Floor]) -> list[Floor]:
        """Return what a year, counted from 0, asks for of the floors; amounts are rounded down."""
        part = exact(self.floors_part[year]) if self.floors_part else Fraction(0)
        return [
            floor.model_copy(
                update={
                    "share": str(part * exact(floor.share)),
                    "amounts": {g: int(part * n) for g, n in floor.amounts.items()},
                }
            )
            for floor in floors
            if part
        ]

    def index_of(self, category: Category, year: int) -> Fraction:
        """Return the factor on the one-time prices of a category in a year, counted from 0."""
        values = self.price_index.get(category)
        return Fraction(1) if not values else exact(values[year])

    @property
    def least_index(self) -> Fraction:
        """The least factor on any price in any year."""
        years = range(self.count)
        return min(self.index_of(category, t) for category in Category for t in years)

    def opex_of(self, year: int) -> int | None:
        """Return the yearly money of a year, counted from 0; None: no limit."""
        return _at(self.opex_per_year_minor, year)

    def opex_by_payer_of(self, year: int) -> dict[str, int]:
        """Return the yearly money of each payer who has a limit in a year, counted from 0."""
        return {p: v[year] for p, v in sorted(self.opex_per_year_by_payer_minor.items())}


def _at(values: Sequence[int], year: int) -> int | None:
    return values[year] if values else None
