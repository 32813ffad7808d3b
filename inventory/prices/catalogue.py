"""What may be bought: items, their prices in the plan currency, and the stock in depots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from inventory.prices.funds import Fund


class Category(StrEnum):
    """What a tender buys: goods, works or services."""

    GOODS = "goods"
    WORKS = "works"
    SERVICES = "services"


class Timing(StrEnum):
    """Whether a price is paid once or every year."""

    ONE_TIME = "one_time"
    PER_YEAR = "per_year"


class Role(StrEnum):
    """What an item is for; technologies look items up by role, never by SKU."""

    CONTRACT = "contract"  # a recurrent internet contract of a link type and speed
    TRENCH = "trench"  # fibre in the ground, per metre
    TRENCH_UPKEEP = "trench_upkeep"  # yearly upkeep of new fibre, per metre
    TRENCH_EXTRA = "trench_extra"  # on top of the trench by road, soil or slope, per metre
    RIVER_CROSSING = "river_crossing"  # of a trench, each place where one meets a river
    DROP = "drop"  # last metres from the road to the building, per metre
    SPLICE = "splice"  # joining new fibre to a lit cable between its ends, one piece each
    TERMINAL = "terminal"  # equipment at the site's end of a link, by link type
    HEADEND = "headend"  # equipment at the network's end of a link, by link type
    INSTALLATION = "installation"  # skilled work to put a link in service, by link type
    LICENCE = "licence"  # yearly spectrum or operating licence, by link type
    MAST = "mast"  # carries relay equipment at a building, with foundation and earthing
    TOWER_UPGRADE = "tower_upgrade"  # more radio and backhaul of a mobile tower
    POP_UPGRADE = "pop_upgrade"  # more ports or backhaul of a point of presence
    NEW_TOWER = "new_tower"  # a mobile tower with its radio and the link behind it
    BRIDGE = "bridge"  # radio or cable pair that shares a neighbour's link
    CONTENT_SERVER = "content_server"  # offline library with local Wi-Fi
    CONTENT_UPDATE = "content_update"  # yearly visits that refresh the offline library
    POWER_KIT = "power_kit"  # solar and battery for the link equipment
    GENERATOR = "generator"  # where the panels of kits would be too large
    GENERATOR_FUEL = "generator_fuel"  # yearly, per kWh
    UPS = "ups"
    ROUTER = "router"
    ACCESS_POINT = "access_point"
    SWITCH = "switch"
    CABLING = "cabling"  # per room
    COMPUTER = "computer"
    DEVICE_UPKEEP = "device_upkeep"  # yearly support of one computer
    REPAIR = "repair"  # making a broken computer work again
    PRINTER = "printer"
    PROJECTOR = "projector"  # or interactive display
    TABLET = "tablet"
    ACCESSIBLE_WORKSTATION = "accessible_workstation"  # for users with disabilities
    RACK = "rack"
    CONTRACT_ENDING = "contract_ending"  # of a present contract, early; from the sites table
    DELIVERY = "delivery"  # of goods to an aimag; made from the delivery table, see `Delivery`


class LatencyClass(StrEnum):
    """How long a round trip takes in the busy hour."""

    LOW = "low"  # below about 100 ms: video lessons work both ways
    HIGH = "high"  # geostationary: about 600 ms
    OFFLINE = "offline"  # no link: content comes by visit


class Customers(StrEnum):
    """Whom a contract is sold to."""

    HOUSEHOLD = "household"
    INSTITUTION = "institution"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing the catalogue sells, priced in whole units of the plan currency."""

    sku: str
    role: Role
    name_mn: str
    name_en: str
    category: Category
    timing: Timing
    unit: str  # UN/CEFACT: C62 piece, MTR metre, ANN year
    pack_size: int  # units sold together; prices are per unit
    unit_price_minor: int  # plan currency, with or without VAT as the scenario says
    link_type: str | None = None  # sites.site.LinkType value; None when not tied to one
    mbps: float | None = None  # contract speed sold
    busy_hour_mbps: float | None = None  # what it delivers in the busy hour
    road_class: str | None = None  # along which an extra of trenches is due
    soil_class: str | None = None  # in which an extra of trenches is due
    slope_percent: int | None = None  # from which on an extra of trenches is due
    ports: int | None = None  # for links of sites, that an upgrade of a PoP adds
    monthly_cap_gb: float | None = None  # None: no cap
    customers: Customers = Customers.BOTH  # whom a contract is sold to
    latency: LatencyClass | None = None
    useful_life_years: int | None = None
    power_w: float | None = None
    panel_w: float | None = None  # peak, of a power kit
    battery_wh: float | None = None  # of a power kit
    unspsc: str = ""  # United Nations Standard Products and Services Code, 8 digits
    cpv: str = ""  # Common Procurement Vocabulary of the European Union
    lead_time_days: int | None = None  # from contract to delivery
    warranty_months: int | None = None
    spares_share: float | None = None  # units on top, asked for in the tender at no extra price
    price_low: float | None = None  # a tenth of quotations lie below, per unit as listed
    price_high: float | None = None  # a tenth lie above
    listed_unit_price: float | None = None  # what the two are compared with; None: made by us
    import_share: float | None = None  # of the price, that follows the exchange rate
    min_order: int | None = None  # units that one order has at least
    supply_ceiling: int | None = None  # units that suppliers can deliver in all
    end_of_sale: str | None = None  # YYYY-MM-DD after which it is no longer sold
    tendered_as: str = ""  # of installation, by who installs; "": in a tender of its own
    requires: str | None = None  # SKU bought with every unit, as a switch its rack
    serves: int = 1  # units of what requires it that one of it serves
    performance_mn: str = ""  # minimum requirement of a tender, separated by semicolons
    performance_en: str = ""
    without_vat_minor: int | None = None  # what one unit costs a buyer who is exempt from VAT
    listed_price: str = ""  # amount and currency as written in the file
    vat_included: bool = False
    price_date: str = ""  # YYYY-MM-DD
    source: str = ""
    file: str = ""
    row: int = 0

    def __hash__(self) -> int:
        """Hash the two fields that tell items apart: a country looks up millions."""
        return hash((self.sku, self.unit_price_minor))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Units of an item that lie in a depot."""

    sku: str
    depot: str
    quantity: int
    fund_id: str | None = None  # giver in kind, whose conditions hold
    file: str = ""
    row: int = 0


class TierKind(StrEnum):
    """What a lower price holds for once a quantity is reached."""

    ALL_UNITS = "all_units"  # every unit of the order
    INCREMENTAL = "incremental"  # the units from the threshold on


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTier:
    """A lower price of an item from a quantity on, in whole units of the plan currency."""

    sku: str
    kind: TierKind
    from_quantity: int  # units
    unit_price_minor: int
    without_vat_minor: int | None = None
    price_date: str = ""
    source: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """One item of a kit: so many units for each room, person, square metre or site."""

    recipe: str
    site_kinds: tuple[str, ...]  # () for all
    sku: str
    quantity: str  # decimal text, exact
    per: str  # "site", "room", "user", "m2"
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """What it costs to move one unit; empty places and SKUs stand for any."""

    sku: str  # "" for any item
    origin: str  # depot, or code or name of an aimag; "" for any
    aimag: str  # where it goes, code or name; "" for any
    unit_cost_minor: int
    file: str = ""
    row: int = 0


ORIGIN_OF_PRICE = ("listed_price", "vat_included", "price_date", "source", "file", "row")
"""Fields of items and of rows of prices that say where a price comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What delivering one bought unit to an aimag costs; empty fields stand for any."""

    sku: str  # of the item delivered; "" for any of the role
    role: str  # of the item delivered; "" for any item
    aimag: str  # where it goes, code or name; "" for any
    unit_cost_minor: int
    without_vat_minor: int | None = None
    listed_price: str = ""  # amount and currency as written in the file
    vat_included: bool = False
    price_date: str = ""  # YYYY-MM-DD
    source: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """How many units of the plan currency one unit of a currency costs on a date."""

    currency: str
    rate: str  # decimal text, exact
    date: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All items on offer, in SKU order."""

    currency: str
    items: tuple[Item, ...]
    stock: tuple[Stock, ...] = ()
    exchange_rates: tuple[ExchangeRate, ...] = ()
    tiers: tuple[PriceTier, ...] = ()  # in order of SKU and quantity
    transport: tuple[Transport, ...] = ()
    delivery: tuple[Delivery, ...] = ()  # of what is bought, in order of item, role and aimag
    recipes: tuple[Ingredient, ...] = ()  # in order of recipe and row
    funds: tuple[Fund, ...] = ()  # who pays; none: one budget pays everything

    @cached_property
    def by_sku(self) -> dict[str, Item]:
        """Items by SKU."""
        return {item.sku: item for item in self.items}

    def of(self, role: Role, link_type: str | None = None) -> tuple[Item, ...]:
        """Return the items of a role (and link type), slowest and cheapest first."""
        return self._by_use.get((role, link_type), ())

    @cached_property
    def _by_use(self) -> Mapping[tuple[Role, str | None], tuple[Item, ...]]:
        """Items by role and link type, slowest and cheapest first."""
        found: dict[tuple[Role, str | None], list[Item]] = {}
        for item in sorted(self.items, key=lambda i: (i.mbps or 0.0, i.unit_price_minor, i.sku)):
            found.setdefault((item.role, item.link_type), []).append(item)
        return {use: tuple(items) for use, items in found.items()}

    def first(self, role: Role, link_type: str | None = None) -> Item | None:
        """Return the cheapest item of a role, or None when the catalogue has none."""
        found = self.of(role, link_type)
        return min(found, key=lambda i: (i.unit_price_minor, i.sku)) if found else None


def sorted_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items in SKU order, the order every output uses."""
    return tuple(sorted(items, key=lambda i: i.sku))
