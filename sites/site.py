"""A site: a place that needs service, as the inventory describes it today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SiteKind(StrEnum):
    """What a site is; standards and weights are given by kind."""

    SCHOOL = "school"
    BAGH_SCHOOL = "bagh_school"
    DORMITORY = "dormitory"
    KINDERGARTEN = "kindergarten"
    TVET = "tvet"
    LIFELONG_LEARNING_CENTRE = "lifelong_learning_centre"
    LIBRARY = "library"
    COMMUNITY_CENTRE = "community_centre"  # community or cultural centre
    MOBILE_UNIT = "mobile_unit"
    OTHER = "other"


class LinkType(StrEnum):
    """The medium of a site's link."""

    NONE = "none"
    UNKNOWN = "unknown"
    FIBRE = "fibre"
    COPPER = "copper"
    MICROWAVE = "microwave"
    WIRELESS = "wireless"  # shared from a neighbour or a local operator
    CELLULAR = "cellular"
    LEO = "leo"
    GEO = "geo"


SATELLITES = frozenset({LinkType.LEO, LinkType.GEO})
"""Media that leave no settlement by its backhaul."""


class CoordinateQuality(StrEnum):
    """Where a site's point comes from."""

    SURVEYED = "surveyed"  # given in the table
    SOUM_CENTRE = "soum_centre"  # the table names only the soum
    NONE = "none"  # neither coordinates nor a known soum


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToday:
    """The link a site has now; absent figures are None, never zero."""

    type: LinkType = LinkType.UNKNOWN
    connected: bool | None = None  # what the table says where it says no more than yes or no
    contract_mbps: float | None = None
    measured_mbps: float | None = None
    contradicted: bool = False  # the table says both that there is a link and that there is none
    speed_doubted: bool = False  # a speed was given that cannot be true; it is absent here
    cap_gb: float | None = None  # a month; 0 where it is said that there is no limit
    price_per_month_minor: int | None = None  # plan currency
    payer: str | None = None  # a payer code of the scenario
    start_date: str | None = None  # YYYY-MM-DD
    end_date: str | None = None  # YYYY-MM-DD
    end_cost_minor: int | None = None  # of ending the contract before that day, plan currency

    @property
    def exists(self) -> bool:
        """Whether the table says that there is a link, by its type or by a yes."""
        if self.type is LinkType.UNKNOWN:
            return self.connected is True
        return self.type is not LinkType.NONE

    @property
    def is_silent(self) -> bool:
        """Whether the table says nothing of a link: neither that there is one nor that none is."""
        figures = (self.contract_mbps, self.measured_mbps)
        return self.type is LinkType.UNKNOWN and self.connected is None and figures == (None, None)

    @property
    def speed_unknown(self) -> bool:
        """Whether there is a link and nothing tells how fast it is."""
        return self.exists and self.contract_mbps is None and self.measured_mbps is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Computers, network and other equipment at the site now; counts are of what works."""

    computers: int | None = None
    computers_working: int | None = None
    computers_repairable: int | None = None  # broken, and worth repairing
    computers_year: int | None = None
    routers: int | None = None
    access_points: int | None = None
    lan: bool | None = None
    ups: bool | None = None
    content_server: bool | None = None
    printers: int | None = None
    projectors: int | None = None
    tablets: int | None = None
    switches: int | None = None
    racks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Electricity at the site now."""

    source: str | None = None  # grid, solar, generator, none
    hours_per_day: float | None = None
    outages_per_month: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """Who uses the site and when."""

    students: int | None = None
    shifts: int | None = None
    boarders: int | None = None
    staff: int | None = None
    visitors_per_day: float | None = None
    at_once: float | None = None  # people online at once, as ITU counts number_of_users
    open_hours_per_week: float | None = None
    open_months_per_year: float | None = None
    rooms: int | None = None
    floor_area_m2: float | None = None

    @property
    def is_counted(self) -> bool:
        """Whether anybody but staff is counted."""
        counts = (self.students, self.boarders, self.visitors_per_day, self.at_once)
        return any(count is not None for count in counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that needs service."""

    id: str
    name: str
    name_latin: str = ""
    kind: SiteKind
    longitude: float | None  # WGS 84, degrees east; None only when nothing places it
    latitude: float | None
    coordinate_quality: CoordinateQuality
    aimag: str  # code of the aimag, as in the places table
    aimag_name: str
    soum: str  # code of the soum or düüreg
    soum_name: str
    bagh: str = ""
    users: Users = Users()
    link: LinkToday = LinkToday()
    equipment: Equipment = Equipment()
    power: Power = Power()
    owner: str = ""
    owner_register: str = ""
    contact: str = ""
    access_season: str = ""  # when vehicles reach it, as the table writes it; sites.season reads it
    parent_id: str | None = None
    building_id: str = ""  # of the building it shares with other sites, "" when none is named
    population: int | None = None  # of the soum, from the places table
    contention: float | None = None  # contracts that share the speed of one, from that table too
    people_near: float | None = None  # who fall to it of those within the radius of its kind
    need_index: float | None = None  # how much in need its people are, as the table counts it
    remoteness_km: float | None = None  # from the soum centre to its aimag centre
    corrected: bool = False  # its position is that of the table of corrections
    stated_position: tuple[float, float] | None = None  # of its own row, where that is corrected
    file: str = ""
    row: int = 0
