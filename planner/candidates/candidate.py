"""What could be: an option or a rejection for every site and technology, and missing kit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, LatencyClass, Timing
from planner.language.label import Label

if TYPE_CHECKING:
    from planner.candidates.possible_routes import Laid
    from sites.terrain.sight import Link

SECOND = "second_"  # begins the chain of a second link, the medium follows
INSIDE = "inside"  # the chain of what brings the present link to people: it goes with that link


class Reason(StrEnum):
    """Why a technology is not offered at a site, or a site receives nothing."""

    NO_COORDINATES = "no_coordinates"
    NO_FIXED_PLACE = "no_fixed_place"  # a mobile unit moves: no fixed link is led to it
    NO_PRESENT_LINK = "no_present_link"  # nothing to upgrade
    NOT_BETTER = "not_better"  # does not improve on the present link
    WORSE_THAN_TODAY = "worse_than_today"  # takes away something that the present link has
    NO_CONTRACT_ON_OFFER = "no_contract_on_offer"  # the catalogue sells none
    NO_NEIGHBOUR = "no_neighbour"  # no site with, or in reach of, fibre near enough
    TOO_FAR = "too_far"
    NO_LINE_OF_SIGHT = "no_line_of_sight"  # the ground is in the way, or the radio too weak
    NO_ROAD = "no_road"  # no road component with lit fibre reaches the site
    NO_TOWER = "no_tower"
    NO_COVERAGE = "no_coverage"
    NO_PAYER = "no_payer"  # nobody is named to pay the recurrent cost
    NO_WAY_INSIDE = "no_way_inside"  # nothing inside the building, and nothing on sale for it
    NO_POWER_KIT = "no_power_kit"  # power is unreliable and the catalogue sells no remedy
    ALREADY_THERE = "already_there"  # the site has one, and no second is bought
    LINK_BETTER = "link_better"  # a present link is worth more than this
    EXCLUDED = "excluded"  # a must-not row of the directives
    ALREADY_AT_STANDARD = "already_at_standard"
    NO_USERS = "no_users"  # nobody is known to use the site, so nothing there has a benefit
    SWITCHED_OFF = "switched_off"  # the scenario does not use this technology
    # reasons of the plan, not of a technology
    WITHIN_LIMITS_NOT_CHOSEN = "within_limits_not_chosen"
    CHOSEN = "chosen"
    MUST_SERVE = "must_serve"
    NO_OPTION = "no_option"  # every technology is rejected


class Period(StrEnum):
    """A part of the day in which a site loads the link that it shares."""

    DAY = "day"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioLink:
    """A radio path that a technology would lead to a site, to be looked at and drawn."""

    start: str  # the PoP, tower or place of a mast that it starts from
    link: Link
    may_raise: bool  # whether a mast may be bought at the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What is there and has room for so much more, which several sites share."""

    # "radio" or "backhaul" of a tower, "settlement", "leo", "geo" of a place, in Mbps; "fibres"
    part: str
    name: str  # of the tower or the span, or code of the place
    carries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadMetres:
    """Metres of new trench along roads of one class, as the roads table names it."""

    road_class: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilMetres:
    """Metres of new trench in one soil, as the soils table names it."""

    soil_class: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeMetres:
    """Metres of new trench of one class of slope."""

    from_percent: int  # the least of the class; 0: below every class that the catalogue prices
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """A priced quantity of one catalogue item: amount = quantity x unit price, exactly."""

    sku: str
    role: str
    name_mn: str
    name_en: str
    category: Category
    timing: Timing
    unit: str
    quantity: int
    unit_price_minor: int
    useful_life_years: int | None = None
    payer: str | None = None  # of a recurrent line
    sign: int = 1  # -1 for a present fee that ends because a new link replaces it
    delivers: str = ""  # SKU of the goods that a delivery line brings
    # of installation, by who installs; "": in a tender of its own. Left out of files where it is ""
    tendered_as: str = field(default="", metadata={"quiet": True})

    @property
    def amount_minor(self) -> int:
        """Quantity times unit price, in whole units of the plan currency."""
        return self.sign * self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A stretch to build that several sites may share: it is paid once."""

    id: str
    kind: str  # "trench"
    from_node: str  # "root", "road:<id>" or "premises:<site id>"
    to_node: str
    two_way: bool
    length_m: int
    lines: tuple[CostLine, ...]
    coordinates: tuple[tuple[float, float], ...] = ()  # longitude, latitude
    carried_mbps: int | None = None  # of a hop, an upgraded tower or a PoP, by all behind it
    carried_links: int | None = None  # of a PoP: the free ports, for all behind it
    site_id: str | None = None  # that buys it and has it, None for what belongs to no site
    shared_mbps: int | None = None  # of a link that institutions of one building share
    carriers: tuple[Carrier, ...] = ()  # of which it takes `takes`
    takes: int = 0
    roads: tuple[RoadMetres, ...] = ()  # along which it is laid; the rest follows no road
    soils: tuple[SoilMetres, ...] = ()  # in which it is dug; of the rest no soil is known
    slopes: tuple[SlopeMetres, ...] = ()  # where slopes are priced; the rest is not known
    crossings: int = 0  # of rivers
    needs_power: bool = False  # whether its far end is powered where electricity is not reliable


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A service a site could receive, with everything bought for this site alone.

    `from_node` is where the service starts: "root" (nothing shared needs building),
    "premises:<site id>" (fibre must reach that building first).
    """

    id: str  # "<site id>/<technology>/<step>"
    site_id: str
    technology: str
    link_type: str
    from_node: str
    delivered_mbps: float  # in the busy hour
    latency: LatencyClass
    monthly_cap_gb: float | None
    utility_thousandths: int  # of the link utility, 0..1000
    benefit: int  # thousandths of a point gained over today
    lines: tuple[CostLine, ...]
    reaches_minimum: bool  # counts as service for a must-serve row
    length_m: int = 0
    from_point: tuple[float, float] | None = None  # where a radio hop or bridge starts
    note: Label | None = None
    periods: tuple[Period, ...] = ()  # in which it loads the link that it shares in its building
    carriers: tuple[Carrier, ...] = ()  # parts of towers that it loads


def candidate_id(site_id: str, technology: str, step: str) -> str:
    """Return the id of an option; steps tell those of one technology at one site apart."""
    return f"{site_id}/{technology}/{step}"


def step_of(option: str, site_id: str, technology: str) -> str:
    """Return the step in an option's id, or the whole id where it is of something else."""
    return option.removeprefix(candidate_id(site_id, technology, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A technology that is not offered at a site, and why."""

    site_id: str
    technology: str
    reason: Reason
    detail: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A stretch of a second way of fibre, which one site buys for itself."""

    kind: str  # as of an asset: "trench", "drop", "splice", "existing"
    from_node: str
    to_node: str
    length_m: int
    coordinates: tuple[tuple[float, float], ...]  # longitude, latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondWay:
    """What a second way to a building buys, and the first way that it goes with."""

    lines: tuple[CostLine, ...]
    first_way: tuple[str, ...]  # nodes, from the network to the building
    legs: tuple[Leg, ...]  # from the network to the building
    meets: tuple[tuple[float, float], ...]  # places that both ways pass


@dataclass(frozen=True, slots=True, kw_only=True)
class KitStep:
    """One more pack of equipment at a site; step n can only follow step n - 1 of its chain.

    The chain `INSIDE` has one step: it comes with the present link, as new links bring their own.
    """

    site_id: str
    chain: str  # "lan", "inside", "computers", "ups", "second_leo"
    step: int  # from 1
    benefit: int  # thousandths of a point, never more than the step before unless that repairs
    lines: tuple[CostLine, ...]
    delivered_mbps: float = 0.0  # of a second link
    # of a second link over a way of its own, where the first one comes over `first_way`
    first_way: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    meets: tuple[tuple[float, float], ...] = ()


def second_chain(medium: str) -> str:
    """Return the chain of a second link by a medium."""
    return f"{SECOND}{medium}"


def second_medium(chain: str) -> str | None:
    """Return the medium of a chain that is a second link, None for other equipment."""
    return chain.removeprefix(SECOND) if chain.startswith(SECOND) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a site should have, what it has and what its gap is worth.

    Benefits are in thousandths of a point: user-hours a week x kind weight x equity weight.
    """

    site_id: str
    user_hours_per_week: float
    kind_weight: float
    equity_weight: float
    equity_factors: tuple[tuple[str, float], ...]
    users: int  # people who gain when the site gains
    present_at_once: float  # peak users, for the bandwidth target
    target_mbps: float
    present_mbps: float  # delivered in the busy hour today, 0 when none
    present_utility_thousandths: int
    link_gap_benefit: int  # all that a perfect link would add
    target_computers: int
    working_computers: int
    target_access_points: int
    access_points: int
    needs_lan: bool
    needs_ups: bool
    reliable_power: bool
    payer: str | None  # who pays this site's recurrent costs
    present_fee_per_year_minor: int
    target_gb: float = 0.0  # a month, of all users together
    present_cap_gb: float | None = None  # a month, of the present link; None: no cap
    repairable_computers: int = 0  # broken, and worth repairing before any is bought
    notes: tuple[Label, ...] = ()  # what was assumed because the inventory is silent

    @property
    def adequate(self) -> bool:
        """Whether the site is at standard in every need already; unknown without known users."""
        return (
            self.users > 0
            and self.link_gap_benefit == 0
            and self.working_computers >= self.target_computers
            and self.access_points >= self.target_access_points
            and not self.needs_lan
            and not self.needs_ups
        )


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Everything on offer, sorted by site, technology and step."""

    needs: dict[str, Need]
    candidates: tuple[Candidate, ...]
    rejections: tuple[Rejection, ...]
    assets: tuple[Asset, ...]
    kit: tuple[KitStep, ...]
    laid: Laid | None = field(default=None, compare=False, repr=False)  # what all of it rests on
