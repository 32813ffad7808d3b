"""The policy in the open: one scenario of the project file, every default with its source."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, NonNegativeInt, model_validator

from inventory.prices.catalogue import Role
from planner.scenario.division import Division
from planner.scenario.floor_settings import Coverage, Floor, MostForLeast
from planner.scenario.money_settings import by_inner_names
from planner.scenario.setting_fields import Day, DayOrNothing, Line, MonthDay, Open, sourced
from planner.scenario.uncertainty_settings import Uncertainty
from planner.scenario.upper_limits import AtMost, Keep, MediaShare, SecondLink
from planner.scenario.years_settings import Years
from sites.site import LinkType, SiteKind

VOLUME_SOURCE = "ITU ICT price baskets (2018 on): data-only mobile broadband basket of 2 GB a month"
POPULATION_SOURCE = "population is used only where asked"


class KindStandard(Open):
    """The service standard and weight of one kind of site."""

    mbps_floor: float = sourced(20.0, "ITU/Giga target: 20 Mbps per school", "least busy-hour Mbps")
    kbps_per_user: float = sourced(
        50.0, "ITU/Giga target: 50 kbps per student", "per person present at once"
    )
    users_per_computer: float = sourced(10.0, "assumption, to confirm", "present at once")
    users_per_access_point: float = sourced(60.0, "assumption, to confirm", "present at once")
    rooms_per_access_point: float = sourced(4.0, "assumption, to confirm", "rooms one reaches")
    gb_per_user_month: float | None = sourced(
        None, "as the scenario's own gb_per_user_month", "monthly volume of one user"
    )
    hours_per_week: float = sourced(30.0, "assumption, to confirm", "use of one person a week")
    weight: float = sourced(1.0, "assumption: kinds weigh alike", "policy weight of a user-hour")
    mbps_if_unknown: float | None = sourced(
        None, "that of demand", "in the busy hour, of a present link of unknown speed"
    )
    users_if_unknown: int | None = Field(
        default=None,
        ge=0,
        le=100_000,
        description="students, boarders or visitors a day of a site that names none; none: unknown",
        json_schema_extra={"source": "no users are assumed unless asked"},
    )
    population_radius_km: float | None = Field(
        default=None,
        gt=0,
        le=200,
        description="how far people come to a site that names no users",
        json_schema_extra={"source": POPULATION_SOURCE},
    )
    population_share: float | None = Field(
        default=None,
        gt=0,
        le=1,
        description="of the people within that radius, who are its students or visitors a day",
        json_schema_extra={"source": POPULATION_SOURCE},
    )
    population_most: int | None = Field(
        default=None,
        gt=0,
        le=1_000_000,
        description="students or visitors a day of one site by that radius",
        json_schema_extra={"source": "most_by_population of demand"},
    )
    payer: str | None = sourced(None, "to be named by the ministry", "pays recurrent costs")


class Demand(Open):
    """How users become weekly user-hours, people present at once and busy-hour speed."""

    evening_hours_per_week: float = sourced(
        14.0, "assumption, to confirm", "of one boarder, two hours an evening"
    )
    hours_per_visit: float = sourced(1.5, "assumption, to confirm", "of one visitor")
    open_hours_per_day: float = sourced(8.0, "assumption: one working day", "of a visited site")
    open_days_per_week: float = sourced(5.0, "assumption: working days", "of a visited site")
    visitor_peak_factor: float = sourced(
        2.0, "assumption, to confirm", "busiest hour over the average hour"
    )
    school_months_per_year: float = sourced(
        9.0, "Mongolian school year, September to May", "of sites with students or boarders"
    )
    visitors_share_of_population: float | None = sourced(
        None, POPULATION_SOURCE, "a day, where a site names no users"
    )
    students_share_of_population: float | None = sourced(
        None, POPULATION_SOURCE, "of the people of an area, where a school names no students"
    )
    most_by_population: int | None = sourced(
        1_000, "assumption, to confirm", "students or visitors a day of one site by population"
    )
    mbps_if_unknown: float = sourced(
        5.0, "assumption, to confirm", "in the busy hour, of a present link of unknown speed"
    )
    busy_hour_share: float = sourced(
        0.6, "assumption, to confirm", "of a contract's speed where no busy-hour speed is known"
    )
    tower_share: float = sourced(
        0.25,
        "assumption, to confirm",
        "of what a mobile tower, or the link behind a PoP, carries in the busy hour, for new links"
        " of all sites together",
    )


class Equity(Open):
    """Visible factors that multiply a site's user-hours."""

    remote_km: float = sourced(
        200.0,
        "assumption, to confirm",
        "from the centre of the smaller area to that of the larger",
    )
    remote_factor: float = sourced(1.2, "assumption, to confirm", "beyond remote_km")
    bagh_factor: float = sourced(
        1.3, "assumption, to confirm", "kinds `bagh_school` and `mobile_unit`"
    )
    aimag_factors: dict[str, float] = Field(
        default_factory=dict, description="by code of the largest area"
    )
    capital_factor: float = sourced(1.0, "assumption, to confirm", "sites in the capital")


class Shares(Open):
    """How a site's benefit divides over its needs; the four add up to one."""

    link: float = sourced(0.60, "assumption, to confirm", "share of the link")
    computers: float = sourced(0.25, "assumption, to confirm", "share of computers")
    lan: float = sourced(0.10, "assumption, to confirm", "share of LAN and Wi-Fi")
    ups: float = sourced(0.05, "assumption, to confirm", "share of backup power")
    recipes: float = sourced(
        0.0, "kits have no share unless asked", "share of the kits of the recipes table"
    )


Protection = Literal["medium", "speed", "volume", "latency"]


class PresentLinks(Open):
    """What a site that has a link keeps when it receives another one."""

    protect: list[Protection] = sourced(
        ["medium", "speed", "volume", "latency"],
        "nobody is made worse off unless asked",
        "no new link has less of these than the present one",
    )
    unprotected_kinds: list[SiteKind] = Field(
        default_factory=list, description="kinds of site whose present links may become worse"
    )
    unprotected_media: list[LinkType] = Field(
        default_factory=list, description="media whose links may be replaced by worse ones"
    )
    monthly_cap_gb: dict[LinkType, float] = sourced(
        {LinkType.CELLULAR: 100.0, LinkType.LEO: 50.0, LinkType.GEO: 60.0},
        "assumption, to confirm: smallest usual contracts of the medium",
        "GB a month of present links where the inventory does not say; media not named: no cap",
    )
    ending_months_due: int | None = Field(
        default=None,
        ge=0,
        description="monthly fees due at most when a contract ends early at no stated cost",
        json_schema_extra={
            "source": "assumption, to confirm: a contract is paid to its end",
        },
    )


class Limits(Open):
    """Envelopes in whole units of the plan currency; None means no limit."""

    capex_minor: int | None = Field(default=None, ge=0)
    opex_per_year_minor: int | None = Field(default=None, ge=0)
    opex_per_year_by_payer_minor: dict[str, int] = Field(default_factory=dict)
    total_cost_minor: int | None = Field(
        default=None,
        ge=0,
        description="all costs over the horizon, discounted, replacements included",
    )
    reserve: float = sourced(
        0.0, "all of the money may be planned", "part of each limit of money that is held back"
    )
    at_most: list[AtMost] = Field(default_factory=list)
    media: list[MediaShare] = Field(default_factory=list)
    mbps_by_medium: dict[LinkType, NonNegativeInt] = Field(
        default_factory=dict, description="of all sites together in the busy hour, by link type"
    )
    floors: list[Floor] = Field(default_factory=list)
    coverage: list[Coverage] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _by_either_name(cls, data: Any) -> Any:
        return by_inner_names("limits", data)


class Procurement(Open):
    """Who buys, when, and what stands in for buying: stock, spare machines, volume prices."""

    entity: str | None = sourced(
        None, "the payer of the site's yearly costs buys for it", "buys for every site"
    )
    shared_buyer: Literal["keeper", "none"] = sourced(
        "keeper",
        "who keeps new fibre buys it",
        "of stretches without upkeep of their own, as splices: keeper (technologies.fibre."
        "upkeep_payer, else the only payer of all sites) or none",
    )
    packages_by: Literal["entity", "entity_aimag"] = sourced(
        "entity",
        "few packages are few tenders",
        "one package per entity, or per entity and largest area",
    )
    rulebook: str = sourced(
        "national", "the country's procurement law", "of packages that no listed fund pays"
    )
    start_date: Day | None = sourced(
        None, "the newest price date stands for today", "tenders start, YYYY-MM-DD"
    )
    tender_days: int = sourced(60, "assumption, to confirm", "from the start to a contract")
    lead_days: int = sourced(
        60, "assumption, to confirm", "to deliver an item that states no lead time"
    )
    use_stock: bool = sourced(True, "public stock is used first", "depots supply sites")
    use_surplus: bool = sourced(
        True, "public stock is used first", "computers above a site's target go where they lack"
    )
    use_tiers: bool = sourced(True, "prices by quantity are taken", "price tiers count")
    tiers_over: Literal["plan", "entity"] = sourced(
        "entity", "assumption: each entity signs its own contract", "quantities a tier adds up"
    )
    obsolete_after_years: int | None = sourced(
        None, "age is not judged unless asked", "older computers do not count as working"
    )


class Tender(Open):
    """What tender documents say beyond the plan: seasons, durations, words on technology."""

    school_year_starts: MonthDay = sourced(
        "09-01", "Mongolia: schools open on 1 September", "MM-DD; dates are counted back from it"
    )
    ground_work_from: MonthDay = sourced(
        "05-01", "assumption, to confirm: about May to September", "MM-DD, the ground has thawed"
    )
    ground_work_to: MonthDay = sourced(
        "09-30", "assumption, to confirm: about May to September", "MM-DD, before it freezes"
    )
    bidding_days: int = sourced(
        30, "assumption, to confirm", "from invitation to opening; the rulebook sets the least"
    )
    installation_days: int = sourced(
        30, "assumption, to confirm", "to install at all sites, after the goods arrived"
    )
    works_days: int = sourced(90, "assumption, to confirm", "to build, within the season")
    handover_days: int = sourced(
        14, "assumption, to confirm", "acceptance tests before the school year"
    )
    technology_neutral: bool = sourced(
        False, "the plan's technologies are named", "ask for Mbps at the site, whatever carries it"
    )
    natural_suppliers: dict[Role, str] = Field(
        default_factory=dict, description="state-owned enterprise that could supply, by item role"
    )


_UNSTATED = "not stated"


class Decided(Open):
    """Who decided on the scenario, and on the plan made with it; an empty text is not stated."""

    by: Line = sourced("", _UNSTATED, "name of the person or body that decided")
    role: Line = sourced("", _UNSTATED, "in which role or office")
    document: Line = sourced("", _UNSTATED, "number of the order, decision or minutes")
    date: DayOrNothing = sourced("", _UNSTATED, "day of the decision, YYYY-MM-DD")


class Solve(Open):
    """How long and how exactly to look; limits are work, so that two runs agree."""

    solver: Literal["exact", "greedy", "ranked", "relay", "relay_weighted", "giga"] = "exact"
    seed: int = 1
    effort: int = Field(default=1, ge=0, le=3)
    workers: int | None = Field(default=None, ge=1)  # processes for large problems; None: the cores
    cluster: str | None = None  # address of a Dask scheduler, tcp://host:port, instead of processes
    gap: float = Field(default=0.0001, ge=0)  # certified gap at which the search ends
    next_money_minor: int | None = Field(
        default=None,
        description="added to the capital limit and priced; none: a round sum within 2 %, 0: none",
    )
    directives_priced: int = Field(default=20, ge=0)  # solved again without, the first by id

    @model_validator(mode="before")
    @classmethod
    def _by_either_name(cls, data: Any) -> Any:
        return by_inner_names("solve", data)


GoalName = Literal[
    "benefit", "least_cost", "sites_at_standard", "users_at_standard", "most_for_least"
]


class Scenario(Open):
    """One [scenarios.<name>] table of the project file."""

    title: str = ""
    extends: str | None = sourced(
        None, "nothing is taken over", "a scenario whose settings hold where none is written here"
    )
    goal: GoalName = sourced(
        "benefit",
        "the most for the money there is",
        "or the cheapest way to reach the floors, or the most sites or users with a link at"
        " standard, or the most for the groups with least, then benefit",
    )
    horizon_years: int = sourced(10, "ITU Connectivity Planning Platform default", "of the plan")
    discount_rate: float = sourced(
        0.09, "ITU Broadband Calculation Tool, Mongolia (about 2021)", "a year"
    )
    vat_rate: float = sourced(0.10, "Mongolia, VAT law: 10 %", "added where not included")
    price_basis: Literal["with_vat", "without_vat"] = "with_vat"
    prices_valid_days: int | None = sourced(
        None,
        "age is not judged unless asked",
        "prices older than that when tendering starts are told",
    )
    minimum_mbps: float = sourced(10.0, "assumption, to confirm", "counts as served")
    reliable_power_hours: float = sourced(20.0, "assumption, to confirm", "a day")
    utility_exponent: float = sourced(0.5, "assumption: concave", "of delivered / target")
    high_latency_factor: float = sourced(0.6, "assumption, to confirm", "of the link utility")
    offline_utility: float = sourced(0.15, "assumption, to confirm", "of an offline server")
    gb_per_user_month: float = sourced(
        2.0,
        VOLUME_SOURCE,
        "monthly volume that the standard asks for; kinds may ask for another",
    )
    kg_co2_per_kwh: float | None = sourced(
        None, "not stated", "emissions of the electricity at hand, for the footprint of a plan"
    )
    volume_counts: Literal["scarcer", "times"] = sourced(
        "scarcer",
        "the scarcer of two needs limits what a link can do",
        "the scarcer of speed and monthly volume decides, or they are multiplied",
    )
    allow_ending_present_links: bool = False
    allow_capex_without_payer: bool = False
    allow_household_contracts: bool = sourced(
        False, "terms of household plans exclude institutions", "offer them to institutions too"
    )
    share_in_buildings: bool = sourced(
        True,
        "institutions of one building need one line to it",
        "let sites of one building share a link, its terminal and its contract",
    )
    allow_links_without_way_inside: bool = sourced(
        False, "a link that stays at its socket reaches nobody", "with no router, Wi-Fi or LAN"
    )
    present_links: PresentLinks = PresentLinks()
    standard: dict[SiteKind, KindStandard] = Field(default_factory=dict)
    demand: Demand = Demand()
    equity: Equity = Equity()
    shares: Shares = Shares()
    limits: Limits = Limits()
    second_link: SecondLink = SecondLink()
    most_for_least: MostForLeast = MostForLeast()
    uncertainty: Uncertainty = Uncertainty()
    division: Division | None = None  # among aimags; none: by what each could gain
    years: Years | None = None  # a programme of several years; none: all is bought at the start
    keep: Keep = Keep()
    procurement: Procurement = Procurement()
    tender: Tender = Tender()
    decided: Decided = Decided()
    solve: Solve = Solve()
    technologies: dict[str, dict[str, Any]] = Field(default_factory=dict)

    def gb_of_user(self, kind: SiteKind) -> float:
        """Return the GB a month that the standard of a kind asks for one user."""
        own = self.standard_of(kind).gb_per_user_month
        return self.gb_per_user_month if own is None else own

    def mbps_of_unknown_link(self, kind: SiteKind) -> float:
        """Return the busy-hour Mbps that a present link of unknown speed counts for."""
        own = self.standard_of(kind).mbps_if_unknown
        return self.demand.mbps_if_unknown if own is None else own

    def population_radii_km(self) -> dict[SiteKind, float]:
        """Return how far people come to the kinds of site whose users are asked from population."""
        radii = {kind: own.population_radius_km for kind, own in self.standard.items()}
        return {kind: radius for kind, radius in radii.items() if radius is not None}

    def standard_of(self, kind: SiteKind) -> KindStandard:
        """Return the standard of a kind, or the default one."""
        return self.standard.get(kind, KindStandard())
