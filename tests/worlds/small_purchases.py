"""Schools that buy computers: E1 and E2 in aimag A, E3 in aimag B, E4 in A with more than it needs.

Each has a link and lacks computers. The entity that buys is the payer of the site.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from small_records import a_need, a_site, an_item, line_of

from inventory.prices.catalogue import Catalogue
from inventory.prices.funds import Fund, FundKind
from planner.candidates.candidate import KitStep, Need, Offers
from planner.candidates.delivery import Deliveries, with_delivery_items
from planner.language.label import Label
from planner.scenario.directives import Directive
from planner.scenario.settings import Scenario
from sites.network import Network
from sites.site import Equipment, LinkToday, LinkType, Site

PRICE, BARE = 110, 100  # of a computer, with and without VAT


@dataclass(frozen=True, kw_only=True)
class World:
    """What a plan is made from, by hand."""

    scenario: Scenario
    sites: tuple[Site, ...]
    catalogue: Catalogue
    offers: Offers
    directives: tuple[Directive, ...] = ()
    ground: None = None  # no elevation model
    network: Network = field(default_factory=Network)
    scenario_name: str = "base"
    name: str = "small"
    sources: tuple[Any, ...] = ()

    @property
    def project(self) -> World:
        """The world names itself."""
        return self


def school(name: str, aimag: str, owner: str) -> Site:
    """Return a school with a link."""
    return a_site(
        name,
        aimag=aimag,
        owner=owner,
        link=LinkToday(type=LinkType.COPPER, measured_mbps=20.0),
        equipment=Equipment(computers=5, computers_working=5),
    )


def need_of(name: str, payer: str, spare: int = 0) -> Need:
    """Return the need of a site; `spare` computers are above its target."""
    working = 5 + spare if spare else 0
    return a_need(name, target_computers=5, working_computers=working, payer=payer)


def aimag_of(name: str) -> str:
    """Return the aimag of a school."""
    return "B" if name == "E3" else "A"


def a_world(
    steps: dict[str, list[tuple[int, int]]],
    *,
    pack: int = 1,
    payers: dict[str, str] | None = None,
    spare: int = 0,
    capex: int | None = None,
    item: dict[str, Any] | None = None,
    **catalogue: Any,
) -> World:
    """Return the world in which sites may have steps of (units, benefit)."""
    paid = {"E1": "one", "E2": "one", "E3": "two", "E4": "one", **(payers or {})}
    given = {"pack_size": pack, "without_vat_minor": BARE, "price_date": "2026-01-15"}
    pc = an_item("PC", PRICE, **given, **(item or {}))
    line = line_of(pc)
    on_sale = with_delivery_items(
        Catalogue(currency="MNT", items=(pc,), **catalogue), lambda code: Label(code, code)
    )
    brought = Deliveries(catalogue=on_sale).with_delivery
    kit = [
        KitStep(
            site_id=name,
            chain="computers",
            step=number,
            benefit=benefit,
            lines=brought([replace(line, quantity=units)], aimag_of(name)),
        )
        for name, given in sorted(steps.items())
        for number, (units, benefit) in enumerate(given, 1)
    ]
    return World(
        scenario=Scenario(
            horizon_years=2,
            discount_rate=0.0,
            limits={"capex_minor": capex},  # type: ignore[arg-type]
        ),
        sites=tuple(school(name, aimag_of(name), f"owner-{paid[name]}") for name in paid),
        catalogue=on_sale,
        offers=Offers(
            needs={n: need_of(n, p, spare if n == "E4" else 0) for n, p in paid.items()},
            candidates=(),
            rejections=(),
            assets=(),
            kit=tuple(kit),
        ),
    )


def a_fund(name: str, **conditions: Any) -> Fund:
    """Return a fund."""
    return Fund(id=name, kind=FundKind.STATE, name_mn=name, name_en=name, rulebook="", **conditions)


ALL = {"E1": [(4, 90)], "E2": [(4, 80)], "E3": [(4, 70)]}
