"""A plan: who receives what, over which links, paid by whom, and how good that is proven to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from inventory.currencies import Currency
from planner.candidates.candidate import (
    CostLine,
    Reason,
    RoadMetres,
    SlopeMetres,
    SoilMetres,
)
from planner.language.hash_forms import printed_form, short_form
from planner.model.limit_meanings import QUIET, LimitMeaning
from planner.plan.outcome import DirectiveCost, FloorCost, LimitUse, NextMoney, Stage
from planner.plan.purchasing import FundUse, Move, Package, Saving
from planner.scenario.decisions import Decision
from planner.scenario.inputs import Source

# what a trench and a drop are called that one site buys for a second way of its own
SECOND_KINDS = {"trench": "second_trench", "drop": "second_drop"}


class SiteStatus(StrEnum):
    """What becomes of a site; exactly one holds."""

    DEPLOYED = "deployed"  # receives anything
    ADEQUATE = "adequate"  # at standard in every need already
    UNSERVED = "unserved"  # below standard and receives nothing


class Assurance(StrEnum):
    """What is proven of a site's link, of every plan at least as good as this one; ties count."""

    SAME = "same"  # every such plan gives the site just this link, or keeps it likewise
    LINK = "link"  # every such plan gives it a new link, this one or another
    NONE = "none"  # no such plan gives it a link
    OPEN = "open"  # not proven: another plan as good may do otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBest:
    """What else a site could have, with the stretches that the plan does not build."""

    technology: str
    mbps: float
    cap_gb: float | None  # GB a month; None: no cap
    benefit: int  # thousandths of a point
    capex_minor: int
    opex_per_year_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStandard:
    """The cheapest service that would bring a site's link to its standard."""

    option: NextBest
    blocked_by: tuple[str, ...]  # ids of limits that have too little left for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What one site receives, or why it receives nothing."""

    site_id: str
    status: SiteStatus
    reason: Reason
    reason_text: str  # one plain sentence
    technology: str | None  # of a new link; None when the present one stays
    candidate_id: str | None
    mbps_before: float
    mbps_after: float
    target_mbps: float
    computers_before: int
    computers_added: int
    benefit: int  # thousandths of a point
    users_gaining: int
    lines: tuple[CostLine, ...]  # the site's own purchases
    kept_fee_per_year_minor: int = 0  # of the present link, when it stays
    kept_fee_payer: str | None = None
    reason_text_mn: str = ""  # the same sentence in Mongolian
    cap_gb_before: float | None = None  # GB a month; None: no cap, or no link
    cap_gb_after: float | None = None
    target_gb: float | None = None  # GB a month of all users together; None in older runs
    users: int | None = field(default=None, metadata=QUIET)  # who use it, gain or not
    # how good its link is for it, in thousandths of the standard, by the scenario's utility
    link_before_thousandths: int | None = field(default=None, metadata=QUIET)
    link_after_thousandths: int | None = field(default=None, metadata=QUIET)
    # None: the site has no choice, no benefit is pursued, or the plan has no certificate
    proven: Assurance | None = field(default=None, metadata=QUIET)
    next_best: NextBest | None = field(default=None, metadata=QUIET)  # None in older runs too
    # None where the link is at standard, and where nothing in reach would bring it there
    to_standard: ToStandard | None = field(default=None, metadata=QUIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltLink:
    """A link to build: a shared trench, a drop, a radio hop or a bridge to a neighbour."""

    id: str
    kind: str  # "trench", "drop", "microwave", "bridge", ...
    from_node: str
    to_node: str
    length_m: int
    coordinates: tuple[tuple[float, float], ...]
    lines: tuple[CostLine, ...]  # of the asset; empty when the lines are the site's own
    serves: tuple[str, ...]  # site ids downstream
    carried_mbps: int | None = None  # of a shared radio hop
    asked_mbps: int | None = None  # of it, by the sites behind it
    # metres by the class of road that a trench follows; what is missing to length_m follows none
    roads: tuple[RoadMetres, ...] = field(default=(), metadata=QUIET)
    # metres by soil and by slope; what is missing to length_m is not known
    soils: tuple[SoilMetres, ...] = field(default=(), metadata=QUIET)
    slopes: tuple[SlopeMetres, ...] = field(default=(), metadata=QUIET)
    crossings: int = field(default=0, metadata=QUIET)  # of rivers
    part: int | None = field(default=None, metadata=QUIET)  # of a second way, from 1 on


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A limit or a required node of a problem without a plan, and what it means."""

    id: str
    meaning: LimitMeaning


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole answer, in site id order; every total is a sum of its lines."""

    run_id: str
    fingerprint: str  # 64 hexadecimal digits; 12 in runs of the first format
    project: str
    scenario: str
    solver: str
    seed: int
    status: str  # certified_optimal, solver_optimal, feasible, infeasible, unknown
    stages: tuple[Stage, ...]
    objective: int | None
    bound: int | None
    certified_bound: int | None
    gap: float | None
    solver_gap: float | None
    limits: tuple[LimitUse, ...]
    currency: str
    capex_minor: int
    opex_per_year_minor: int  # of everything the plan pays yearly, present fees that stay included
    npc_minor: int
    price_date: str  # the newest price used
    price_basis: str  # "with_vat" or "without_vat"
    exchange_rates: tuple[tuple[str, str, str, str], ...]  # currency, rate, date, source
    deployments: tuple[Deployment, ...]
    links: tuple[BuiltLink, ...]
    directives: tuple[DirectiveCost, ...]
    next_money: NextMoney | None
    policy: tuple[tuple[str, str, str], ...]  # setting, value, source
    sources: tuple[Source, ...]
    kept_fee_per_year_minor: int = 0  # present fees that stay, part of opex_per_year_minor
    stopped_by: str | None = None  # "work", "time", "interrupt"; None when it ended by itself
    infeasible_limits: tuple[str, ...] = ()  # ids that cannot hold together, when there is no plan
    demands: tuple[Demand, ...] = ()  # every limit and required node, when there is no plan
    stock: tuple[tuple[str, str, int], ...] = ()  # SKU bought, depot, quantity there; not deducted
    aimag: str | None = None  # code, when the plan is for one aimag's share
    savings: tuple[Saving, ...] = ()  # capex = sum of one-time lines less these
    moves: tuple[Move, ...] = ()
    funds: tuple[FundUse, ...] = ()
    packages: tuple[Package, ...] = ()  # every one-time line is in exactly one
    decisions: tuple[Decision, ...] = ()  # the plan's own first
    floors: tuple[FloorCost, ...] = ()  # of the scenario, in its order
    what_if: bool = False  # a quick answer: no comparisons, few sheets, nothing to sign
    minor_digits: int = 0  # decimals of the accounting unit that every amount counts

    def __post_init__(self) -> None:
        """Let the currency say in which unit amounts are: recorded plans keep it as a code."""
        object.__setattr__(self, "currency", Currency(self.currency, self.minor_digits))

    @property
    def printed_fingerprint(self) -> str:
        """The fingerprint as sheets and pages print it: 32 digits, and 12 to read aloud."""
        return printed_form(self.fingerprint)

    @property
    def short_fingerprint(self) -> str:
        """The first 12 digits of the fingerprint in groups, to read aloud."""
        return short_form(self.fingerprint)

    @property
    def decided(self) -> Decision | None:
        """Who decided the plan itself; None in runs of the first format."""
        return next((d for d in self.decisions if d.kind == "plan"), None)

    @property
    def goal(self) -> str:
        """What was pursued first: "benefit", or "cost" for the cheapest way to reach the floors."""
        return self.stages[0].name if self.stages else "benefit"

    @property
    def benefit(self) -> int | None:
        """Points gained, in thousandths, whatever was pursued first; None without a plan."""
        if self.goal == "benefit" or self.objective is None:
            return self.objective
        return sum(d.benefit for d in self.deployments)

    @property
    def benefit_bound(self) -> int | None:
        """The certified bound on benefit, in thousandths of a point; None where none is proven.

        It is one among the plans that are as good in what was pursued before it.
        """
        return next((s.certified_bound for s in self.stages if s.name == "benefit"), None)

    @property
    def users_gaining(self) -> int:
        """People who use a site that gains."""
        return sum(d.users_gaining for d in self.deployments)

    @property
    def listed_minor(self) -> int:
        """What all one-time lines come to at list prices: capital before savings."""
        return self.capex_minor + sum(saving.amount_minor for saving in self.savings)

    def counts(self) -> dict[str, int]:
        """Return sites in total, deployed, adequate and unserved."""
        by = {s.value: 0 for s in SiteStatus}
        for d in self.deployments:
            by[d.status.value] += 1
        return {"total": len(self.deployments), **by}

    def all_lines(self) -> list[tuple[str, CostLine]]:
        """Return every purchase with its delivery point: a site id or a link id."""
        lines = [(d.site_id, line) for d in self.deployments for line in d.lines]
        lines += [(link.id, line) for link in self.links for line in link.lines]
        return lines


class PlanFaultError(AssertionError):
    """The plan does not add up: a fault of the program, never of the input."""
