"""Records of small worlds: every field that a test does not care about has a plain value."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from inventory.prices.catalogue import Catalogue, Category, Item, Role, Timing
from inventory.prices.funds import Fund, FundKind
from planner.candidates.candidate import CostLine, Need
from planner.plan.plan import BuiltLink
from planner.plan.purchasing import Package
from planner.scenario.buying.procurement_rules import ProcurementRule, RuleStatus
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.settings import Scenario
from sites.network import Place
from sites.site import CoordinateQuality, Site, SiteKind


def an_item(sku: str, price: int = 1, **more: Any) -> Item:
    """Return a thing to buy once, one at a time: a computer."""
    given: dict[str, Any] = {
        "role": Role.COMPUTER,
        "name_mn": sku,
        "name_en": sku,
        "category": Category.GOODS,
        "timing": Timing.ONE_TIME,
        "unit": "C62",
        "pack_size": 1,
    }
    return Item(sku=sku, unit_price_minor=price, **{**given, **more})


def line_of(item: Item, quantity: int = 1, **more: Any) -> CostLine:
    """Return the line that buys so many of an item, whole packs or not."""
    same = ("sku", "name_mn", "name_en", "category", "timing", "unit", "unit_price_minor")
    given = {name: getattr(item, name) for name in same} | {"role": item.role.value}
    return CostLine(quantity=quantity, **{**given, **more})


def a_line(sku: str, quantity: int, price: int, **more: Any) -> CostLine:
    """Return the line that buys so many computers at a price."""
    return line_of(an_item(sku, price), quantity, **more)


def a_site(site_id: str, **more: Any) -> Site:
    """Return a surveyed school in aimag A of which nothing is known."""
    given: dict[str, Any] = {
        "name": site_id,
        "kind": SiteKind.SCHOOL,
        "longitude": 100.0,
        "latitude": 47.0,
        "coordinate_quality": CoordinateQuality.SURVEYED,
        "aimag": "A",
        "aimag_name": more.get("aimag", "A"),
        "soum": "",
        "soum_name": "",
    }
    return Site(id=site_id, **{**given, **more})


def a_place(code: str, name: str, **more: Any) -> Place:
    """Return an aimag without a centre."""
    given: dict[str, Any] = {
        "other_codes": (),
        "level": "aimag",
        "parent": "",
        "name_latin": "",
        "longitude": None,
        "latitude": None,
    }
    return Place(code=code, name=name, **{**given, **more})


def a_need(site_id: str, **more: Any) -> Need:
    """Return a need of ten users that has no gap."""
    given: dict[str, Any] = {
        "user_hours_per_week": 100.0,
        "kind_weight": 1.0,
        "equity_weight": 1.0,
        "equity_factors": (),
        "users": 10,
        "present_at_once": 10.0,
        "target_mbps": 20.0,
        "present_mbps": 20.0,
        "present_utility_thousandths": 1000,
        "link_gap_benefit": 0,
        "target_computers": 0,
        "working_computers": 0,
        "target_access_points": 0,
        "access_points": 0,
        "needs_lan": False,
        "needs_ups": False,
        "reliable_power": True,
        "payer": "ministry",
        "present_fee_per_year_minor": 0,
    }
    return Need(site_id=site_id, **{**given, **more})


def a_directive(
    kind: DirectiveKind | str, target: str, value: str = "", name: str = "D-1", **more: Any
) -> Directive:
    """Return a directive of the cabinet."""
    given = {"reason": "because", "authority": "Cabinet", "document": "1", "date": "2026-01-01"}
    kind = DirectiveKind(kind)
    return Directive(id=name, kind=kind, target=target, value=value, **{**given, **more})


def a_fund(fund_id: str, **more: Any) -> Fund:
    """Return a fund of the state without conditions."""
    given = {"kind": FundKind.STATE, "name_mn": fund_id, "name_en": fund_id, "rulebook": ""}
    return Fund(id=fund_id, **{**given, **more})


def a_link(link_id: str, **more: Any) -> BuiltLink:
    """Return a link from the root that nothing was bought for."""
    given: dict[str, Any] = {"from_node": "root", "lines": ()}
    return BuiltLink(id=link_id, **{**given, **more})


def a_stage(name: str, **more: Any) -> dict[str, Any]:
    """Return the fields of a stage, of which nothing is proven."""
    given = {"sense": "max", "bound": None, "certified_bound": None, "status": "feasible"}
    return {"name": name, **given, **more}


def a_rule(method: str, **more: Any) -> ProcurementRule:
    """Return a confirmed rule for goods of any amount that holds for ever."""
    given: dict[str, Any] = {
        "rulebook": "national",
        "category": "goods",
        "from_minor": None,
        "to_minor": None,
        "valid_from": "",
        "valid_to": "",
        "citation": "Law, article 1",
        "status": RuleStatus.CONFIRMED,
    }
    return ProcurementRule(method=method, **{**given, **more})


def a_package(*lines: tuple[str, CostLine], **more: Any) -> Package:
    """Return the package of goods that buys lines for sites."""
    given: dict[str, Any] = {
        "id": "P01",
        "entity": "education_ministry",
        "fund_id": "budget",
        "rulebook": "national",
        "category": "goods",
        "year": 2027,
    }
    return Package(lines=lines, **{**given, **more})


def of_tenders(sites: tuple[Site, ...], *rules: ProcurementRule, **more: Any) -> Any:
    """Return what dossiers look at: sites, procurement rules, and the given of a project."""
    given: dict[str, Any] = {
        "scenario": Scenario(),
        "package_rules": (),
        "entities": (),
        "days_off": (),
        "project": SimpleNamespace(country="MN"),
        "catalogue": Catalogue(currency="MNT", items=()),
    }
    return SimpleNamespace(sites=sites, procurement_rules=rules, **{**given, **more})
