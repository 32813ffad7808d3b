"""Limits in use, proven stages, and what directives cost and the next money buys."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.limit_meanings import LimitMeaning


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """How far a limit is used; `dual` is the certificate's price, benefit per unit."""

    id: str
    title: str  # in the user's words
    unit: str  # "MNT", "MNT/year", "thousandths of a point", ...
    used: int
    lower: int | None
    upper: int | None
    binding: bool
    dual: float | None
    meaning: LimitMeaning | None = None  # None in what other programs wrote without it

    @property
    def slack(self) -> int | None:
        """What is left of a limit, in its unit: the nearer of its sides; None without any."""
        sides = [
            *([] if self.upper is None else [self.upper - self.used]),
            *([] if self.lower is None else [self.used - self.lower]),
        ]
        return min(sides, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What was optimised in turn, and what is proven about it."""

    name: str  # "benefit", "cost"
    sense: str  # "max", "min"
    value: int | None
    bound: int | None  # the solver's claim
    certified_bound: int | None  # re-derivable without a solver
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveCost:
    """What a forced row costs in benefit: the difference of two plans and its proven interval."""

    directive_id: str
    text: str  # kind, site or group, value
    reason: str
    authority: str
    document: str
    date: str
    benefit_cost: int | None  # thousandths of a point; None when not computed
    at_least: int | None
    at_most: int | None
    text_mn: str = ""  # the same in Mongolian
    verifiable: bool = False  # the figures carry a certificate in comparisons.json


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCost:
    """What a floor of the scenario costs in benefit, as of a directive, and the level it rests on.

    Levels are ten-thousandths of what groups could attain; None where none was looked for.
    """

    floor_id: str  # "floors.1", "coverage.2": its place in the scenario
    text: str
    text_mn: str
    least_level: int | None
    most_level: int | None
    benefit_cost: int | None  # thousandths of a point; None when not computed
    at_least: int | None
    at_most: int | None
    verifiable: bool = False  # the figures carry a certificate in comparisons.json


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMoney:
    """What a larger budget would buy: a re-solve, with its proven interval."""

    extra_minor: int
    benefit_gain: int
    at_least: int
    at_most: int
    sites_gained: int
    users_gained: int
    verifiable: bool = False  # the figures carry a certificate in comparisons.json
