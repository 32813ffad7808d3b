"""Three villages on one road, with numbers you can add up in your head."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pytest
import small_records
from small_records import a_directive

from inventory.prices.catalogue import (
    Catalogue,
    Item,
    LatencyClass,
    Role,
    Timing,
    sorted_items,
)
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.settings import Demand, KindStandard, Scenario
from sites.distance import METRES_PER_DEGREE
from sites.network import Network, Pop, Tower
from sites.site import (
    CoordinateQuality,
    Equipment,
    LinkToday,
    LinkType,
    Power,
    Site,
    SiteKind,
    Users,
)

ORIGIN = (105.0, 47.0)
MINISTRY = "ministry"


def at(east_m: float, north_m: float = 0.0) -> tuple[float, float]:
    """Return the point so many metres east and north of the PoP."""
    latitude = ORIGIN[1] + north_m / METRES_PER_DEGREE
    shrink = math.cos(math.radians(ORIGIN[1]))
    return ORIGIN[0] + east_m / (METRES_PER_DEGREE * shrink), latitude


def a_site(site_id: str, kind: SiteKind, east_m: float, north_m: float, **more: Any) -> Site:
    """Return a site so many metres east and north of the PoP, powered and wired."""
    longitude, latitude = at(east_m, north_m)
    given: dict[str, Any] = {
        "kind": kind,
        "longitude": longitude,
        "latitude": latitude,
        "aimag_name": "Аймаг",
        "soum": "A1",
        "soum_name": "Сум",
        "power": Power(source="grid", hours_per_day=24.0),
        "equipment": Equipment(
            computers=0, computers_working=0, routers=1, access_points=0, lan=True, ups=True
        ),
    }
    return small_records.a_site(site_id, **{**given, **more})


def an_item(sku: str, role: Role, price: int, **more: Any) -> Item:
    """Return a catalogue item at a price, yearly where its role is."""
    yearly = {
        Role.CONTRACT,
        Role.TRENCH_UPKEEP,
        Role.LICENCE,
        Role.CONTENT_UPDATE,
        Role.DEVICE_UPKEEP,
    }
    timing = Timing.PER_YEAR if role in yearly else Timing.ONE_TIME
    return small_records.an_item(sku, price, **{"role": role, "timing": timing, **more})


def contract(link: LinkType, mbps: float, per_year: int, **more: Any) -> Item:
    """Return a contract that delivers what it says, at a price a year."""
    sku = f"{link.value.upper()}-{mbps:g}"
    return an_item(
        sku,
        Role.CONTRACT,
        per_year,
        link_type=link.value,
        mbps=mbps,
        busy_hour_mbps=mbps,
        **more,
    )


def villages() -> tuple[Site, ...]:
    """Return the five sites."""
    near, middle = 1_000, 2_000
    return (
        a_site(
            "S1",
            SiteKind.SCHOOL,
            near,
            100,
            users=Users(students=400, shifts=2, staff=20, rooms=16),
            link=LinkToday(type=LinkType.COPPER, contract_mbps=10, measured_mbps=5),
            equipment=Equipment(
                computers=12, computers_working=10, routers=0, access_points=2, lan=False, ups=False
            ),
        ),
        a_site(
            "L1",
            SiteKind.LIBRARY,
            near,
            -200,
            users=Users(visitors_per_day=40.0, staff=0),
            link=LinkToday(type=LinkType.NONE),
        ),
        a_site(
            "S2",
            SiteKind.SCHOOL,
            middle,
            0,
            users=Users(students=180, shifts=1, staff=20),
            link=LinkToday(
                type=LinkType.FIBRE, contract_mbps=5, measured_mbps=5, price_per_month_minor=10
            ),
        ),
        a_site(
            "B1",
            SiteKind.BAGH_SCHOOL,
            62_000,
            0,
            users=Users(students=36, staff=4),
            link=LinkToday(type=LinkType.NONE),
            power=Power(source="solar", hours_per_day=12.0),
        ),
        a_site(
            "M1",
            SiteKind.MOBILE_UNIT,
            0,
            0,
            longitude=None,
            latitude=None,
            coordinate_quality=CoordinateQuality.NONE,
            users=Users(visitors_per_day=20.0),
            link=LinkToday(type=LinkType.NONE),
        ),
    )


def the_network() -> Network:
    """Return one PoP, one tower and one road."""
    roads: nx.Graph[str] = nx.Graph()
    for name, east in (("p", 0), ("q", 2_000), ("r", 62_000)):
        longitude, latitude = at(east)
        roads.add_node(name, longitude=longitude, latitude=latitude)
    roads.add_edge("p", "q", length_m=2_000, coordinates=(at(0), at(2_000)))
    roads.add_edge("q", "r", length_m=60_000, coordinates=(at(2_000), at(62_000)))
    pop, tower = at(0), at(1_000)
    return Network(
        pops=(Pop(id="PoP", name="PoP", longitude=pop[0], latitude=pop[1]),),
        towers=(Tower(id="T", longitude=tower[0], latitude=tower[1], radio="4G"),),
        roads=roads,
    )


def the_catalogue() -> Catalogue:
    """Return what is on sale."""
    far = {"latency": LatencyClass.HIGH}
    items = [
        contract(LinkType.COPPER, 10, 600),
        contract(LinkType.FIBRE, 5, 500),
        contract(LinkType.FIBRE, 20, 1_000),
        contract(LinkType.FIBRE, 100, 3_000),
        contract(LinkType.WIRELESS, 10, 400),
        contract(LinkType.MICROWAVE, 20, 2_000),
        contract(LinkType.CELLULAR, 10, 800, monthly_cap_gb=20.0),
        contract(LinkType.LEO, 50, 4_000),
        contract(LinkType.GEO, 5, 3_000, **far),
        an_item("TRENCH", Role.TRENCH, 20),
        an_item("DROP", Role.DROP, 10),
        an_item("UPKEEP", Role.TRENCH_UPKEEP, 1),
        an_item("BRIDGE", Role.BRIDGE, 700),
        an_item("SERVER", Role.CONTENT_SERVER, 900, power_w=20.0),
        an_item("VISITS", Role.CONTENT_UPDATE, 100),
        an_item("SOLAR", Role.POWER_KIT, 2_000, power_w=50.0),
        an_item("HEAD", Role.HEADEND, 5_000, link_type="microwave"),
        an_item("LICENCE", Role.LICENCE, 300, link_type="microwave"),
        an_item("WORK", Role.INSTALLATION, 50),
        an_item("PC", Role.COMPUTER, 100, pack_size=5),
        an_item("PC-CARE", Role.DEVICE_UPKEEP, 10),
        an_item("ROUTER", Role.ROUTER, 60),
        an_item("WAP", Role.ACCESS_POINT, 40),
        an_item("SWITCH", Role.SWITCH, 80),
        an_item("CABLE", Role.CABLING, 15),
        an_item("UPS", Role.UPS, 90),
    ]
    for link in (LinkType.COPPER, LinkType.FIBRE, LinkType.MICROWAVE, LinkType.CELLULAR):
        items.append(an_item(f"T-{link}", Role.TERMINAL, 200, link_type=link.value))
    for link in (LinkType.LEO, LinkType.GEO):
        items.append(an_item(f"T-{link}", Role.TERMINAL, 1_500, link_type=link.value, power_w=75.0))
    return Catalogue(currency="MNT", items=sorted_items(items))


def the_scenario(**more: Any) -> Scenario:
    """Return the default policy with a payer everywhere and round numbers for visits."""
    payer = KindStandard(payer=MINISTRY)
    given: dict[str, Any] = {
        "standard": dict.fromkeys(SiteKind, payer),
        "demand": Demand(hours_per_visit=2.0, school_months_per_year=12.0),
    }
    return Scenario(**{**given, **more})


@dataclass(frozen=True, kw_only=True)
class World:
    """The inputs of a plan, made by hand: what `planner.scenario.inputs.Inputs` holds of them."""

    scenario: Scenario
    sites: tuple[Site, ...]
    network: Network
    catalogue: Catalogue
    directives: tuple[Directive, ...] = ()
    ground: Any = None  # no elevation model

    def changed(self, **more: Any) -> World:
        """Return the same world with some inputs replaced."""
        return replace(self, **more)

    def with_site(self, site_id: str, **more: Any) -> World:
        """Return the same world with one site changed."""
        sites = (replace(s, **more) if s.id == site_id else s for s in self.sites)
        return replace(self, sites=tuple(sites))

    def without_items(self, *roles: Role) -> World:
        """Return the same world with a catalogue that lacks roles."""
        items = tuple(i for i in self.catalogue.items if i.role not in roles)
        return replace(self, catalogue=replace(self.catalogue, items=items))

    def with_policy(self, **more: Any) -> World:
        """Return the same world with settings of the scenario replaced."""
        return replace(self, scenario=self.scenario.model_copy(update=more))

    def directed(self, kind: DirectiveKind, target: str, value: str = "") -> World:
        """Return the same world with one more directive."""
        row = a_directive(kind, target, value, f"D{len(self.directives) + 1}")
        return replace(self, directives=(*self.directives, row))


@pytest.fixture(scope="session")
def three_villages() -> World:
    """Five sites in three villages; every length in metres, every price in tögrög.

    ::

         PoP      T tower
          o=======+========+=====================================+
          p       |        q                                     r
               S1 . 100 m  S2 on the road, fibre today           B1 solar, no link
                  |
               L1 . 200 m

          0     1,000    2,000                                62,000    metres east

    S1 is a school of 400 pupils in two shifts and 20 staff, with copper of 5 Mbps. L1 is a
    library of 40 visitors a day without a link. S2 is a school of 180 pupils and 20 staff with
    fibre of 5 Mbps. B1 is a bagh school of 36 pupils and 4 staff. M1 is a mobile unit that
    nothing places. A trench costs 20 a metre and 1 a year, a drop 10 a metre.
    """
    return World(
        scenario=the_scenario(),
        sites=villages(),
        network=the_network(),
        catalogue=the_catalogue(),
    )


@pytest.fixture(scope="session")
def make_item() -> Callable[..., Item]:
    """Make a catalogue item from SKU, role and price."""
    return an_item


@pytest.fixture(scope="session")
def make_site() -> Callable[..., Site]:
    """Make a site from id, kind and metres east and north of the PoP."""
    return a_site


@pytest.fixture(scope="session")
def point_at() -> Callable[..., tuple[float, float]]:
    """Return the point so many metres east and north of the PoP."""
    return at


class _Locks(HTMLParser):
    """Collects what a content security policy speaks of: the policy, inline texts, attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.order: list[str] = []
        self.inline: dict[str, list[str]] = {"style": [], "script": []}
        self.policy = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep tags in order; no attribute may carry style or code."""
        found = dict(attrs)
        data = tag == "script" and "type" in found  # a browser neither runs nor hashes it
        self.order.append("data" if data else tag)
        assert not [name for name in found if name == "style" or name.startswith("on")]
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
            assert "style" not in self.order and "script" not in self.order

    def handle_data(self, data: str) -> None:
        """Keep the texts of style sheets and scripts as a browser hashes them."""
        if self.order and self.order[-1] in self.inline:
            self.inline[self.order[-1]].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close the text of a style sheet or script."""
        self.order.append(f"/{tag}")


@pytest.fixture(scope="session")
def locked() -> Callable[[str], None]:
    """Asserts that a page allows its own style and script by their hashes, and nothing else."""

    def check(page: str) -> None:
        found = _Locks(page)
        rules = dict(rule.split(" ", 1) for rule in found.policy.split("; "))
        expected = {
            f"{kind}-src": f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
            for kind, texts in found.inline.items()
            if (text := "".join(texts))
        }
        fixed = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
        assert "style-src" in expected
        assert rules == {**fixed, **expected}

    return check
