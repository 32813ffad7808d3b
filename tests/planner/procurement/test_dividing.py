"""Packages divided into tenders: every line in one of them, every sum tied to the unit."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from inventory.prices.catalogue import (
    Catalogue,
    Category,
    Item,
    PriceTier,
    Role,
    TierKind,
    Timing,
)
from planner.candidates.candidate import CostLine
from planner.plan.purchasing import FundUse, Package, Saving
from planner.plan.repricing import PriceFacts, bought_units, repriced_packages
from planner.procurement.dividing import TenderPackage, divided
from planner.procurement.tender import before_vat
from planner.rendering.places import Area
from planner.resources.cofinancing import shared
from planner.scenario.buying.package_rules import DEFAULT_RULES, PackageRule, best_rules

ROLES = {
    "PC": (Role.COMPUTER, None),
    "WAP": (Role.ACCESS_POINT, None),
    "UPS": (Role.UPS, None),
    "DISH": (Role.TERMINAL, "leo"),
    "RADIO": (Role.TERMINAL, "microwave"),
    "DISH-UP": (Role.INSTALLATION, "leo"),
}


def item(sku: str, price: int = 110) -> Item:
    """Return an item of the small catalogue."""
    role, link = ROLES[sku]
    return Item(
        sku=sku, role=role, name_mn=sku, name_en=sku, category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", pack_size=1, unit_price_minor=price, link_type=link,
        without_vat_minor=price * 10 // 11,
    )  # fmt: skip


CATALOGUE = Catalogue(currency="MNT", items=tuple(item(sku) for sku in sorted(ROLES)))
TIER = PriceTier(
    sku="PC", kind=TierKind.INCREMENTAL, from_quantity=50, unit_price_minor=99,
    without_vat_minor=90,
)  # fmt: skip
FACTS = PriceFacts(
    vat_rate=Fraction(1, 10),
    vat=dict.fromkeys(ROLES, 10),
    tiers={"PC": (TIER,)},
    exempt=frozenset({"loan"}),
)
LOAN = FundUse(
    fund_id="loan", name_mn="", name_en="", rulebook="bank", ceiling_minor=None, used_minor=0,
    cofinance_share="0.1", cofinancer="state",
)  # fmt: skip


def line(sku: str, quantity: int) -> CostLine:
    """Return a line of goods."""
    return CostLine(
        sku=sku, role=ROLES[sku][0].value, name_mn=sku, name_en=sku, category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", quantity=quantity, unit_price_minor=110,
    )  # fmt: skip


def package(*lines: CostLine, fund: str = "loan", **more: object) -> Package:
    """Return a package with the tiers and VAT that its lines have."""
    bare = Package(
        id="P01", entity="ministry", fund_id=fund, rulebook="bank", category="goods", year=2027,
        lines=tuple((f"S{n}", entry) for n, entry in enumerate(lines)), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    (priced,) = repriced_packages([bare], {}, FACTS)
    return priced


def test_kinds_of_goods_are_tenders_of_their_own() -> None:
    """Computers, network and satellite kits, the last with their installation."""
    whole = package(line("PC", 100), line("WAP", 50), line("DISH", 40), line("DISH-UP", 40))
    found = divided([whole], DEFAULT_RULES, CATALOGUE, FACTS, [LOAN])

    assert [p.id for p in found] == ["P01-1", "P01-2", "P01-3"]
    groups = {p.group: {li.sku for _, li in p.lines} for p in found if isinstance(p, TenderPackage)}
    assert groups == {"computing": {"PC"}, "satellite": {"DISH", "DISH-UP"}, "network": {"WAP"}}
    assert sum(p.amount_minor for p in found) == whole.amount_minor


def test_a_package_of_one_group_stays_itself() -> None:
    """Nothing to divide: its id, and so every document, stays."""
    whole = package(line("PC", 100))

    assert divided([whole], DEFAULT_RULES, CATALOGUE, FACTS) == (whole,)
    assert divided([whole], (), CATALOGUE, FACTS) == (whole,)


def test_crumbs_join_their_kind() -> None:
    """One dish in ten thousand pieces joins the radio links, one UPS the computers."""
    whole = package(line("PC", 9_000), line("RADIO", 1_000), line("DISH", 1), line("UPS", 1))
    found = divided([whole], DEFAULT_RULES, CATALOGUE, FACTS)
    joined = {p.group: p.joined for p in found if isinstance(p, TenderPackage)}

    assert joined == {"computing": ("power",), "radio": ("satellite",)}


AREAS = {f"S{n}": Area(code=f"A{n % 3}", name=f"Aimag {n % 3}") for n in range(9)}


def units_by_area(tender: Package) -> dict[str, int]:
    """Return the pieces of a tender by code of the aimag that receives them."""
    found: Counter[str] = Counter()
    for point, entry in tender.lines:
        found[AREAS[point].code] += entry.quantity
    return dict(found)


def test_a_zone_is_tendered_by_itself() -> None:
    """Computers of two aimags are one tender, those of the third go with the rest.

    What comes from stock is taken off both by what they receive, so that the larger stays first.
    """
    zone = PackageRule(group="west", role="computer", aimags=frozenset({"a0", "aimag 2"}))
    stock = Saving(id="depot:PC", kind="depot", sku="PC", quantity=400, per_unit_minor=100, text="")
    whole = package(*(line("PC", 100 + n) for n in range(9)), savings=(stock,))
    found = divided([whole], (zone, *DEFAULT_RULES), CATALOGUE, FACTS, [LOAN], areas=AREAS)

    assert [p.group for p in found if isinstance(p, TenderPackage)] == ["west", "computing"]
    assert [units_by_area(p) for p in found] == [{"A0": 309, "A2": 315}, {"A1": 312}]
    assert sum(p.amount_minor for p in found) == whole.amount_minor
    assert found[0].amount_minor > found[1].amount_minor


@pytest.mark.parametrize(
    ("most", "parts"),
    [
        (None, 1),
        (10**9, 1),
        (70_000, 2),
        (40_000, 3),
        (1, 3),  # an aimag is never divided
    ],
)
def test_a_group_above_its_largest_amount_is_divided_by_aimags(
    most: int | None, parts: int
) -> None:
    """Every aimag is in one part; parts add up, with what comes from stock and tiers."""
    rules = (PackageRule(group="computing", role="computer", largest_minor=most),)
    stock = Saving(id="depot:PC", kind="depot", sku="PC", quantity=30, per_unit_minor=100, text="")
    whole = package(*(line("PC", 100 + n) for n in range(9)), savings=(stock,))
    found = divided([whole], rules, CATALOGUE, FACTS, [LOAN], areas=AREAS)

    assert len(found) == parts
    assert sum(p.amount_minor for p in found) == whole.amount_minor
    assert sorted(code for p in found for code in units_by_area(p)) == ["A0", "A1", "A2"]
    assert sum(bought_units(p)["PC"] for p in found) == bought_units(whole)["PC"]
    if most is not None:
        over = [p for p in found if before_vat(p) > most]
        assert all(len(units_by_area(p)) == 1 for p in over)


def test_rules_of_a_project_divide_otherwise() -> None:
    """An item by itself counts more than its role; a stated least keeps a small group apart."""
    rules = (
        PackageRule(group="all"),
        PackageRule(group="mine", sku="UPS", smallest_minor=0),
        PackageRule(group="roles", role="ups"),
    )
    found = divided([package(line("PC", 900), line("UPS", 1))], rules, CATALOGUE, FACTS)

    assert [p.group for p in found if isinstance(p, TenderPackage)] == ["all", "mine"]


@pytest.mark.parametrize("role", list(Role))
def test_the_defaults_take_every_item_once(role: Role) -> None:
    """Whatever its role and medium, an item stands in exactly one group."""
    for link in ("", "fibre", "copper", "wireless", "microwave", "cellular", "leo", "geo"):
        one = Item(
            sku="X", role=role, name_mn="", name_en="", category=Category.GOODS,
            timing=Timing.ONE_TIME, unit="C62", pack_size=1, unit_price_minor=1,
            link_type=link or None,
        )  # fmt: skip
        assert len(best_rules(DEFAULT_RULES, one)) == 1


@pytest.mark.parametrize("seed", range(40))
def test_lines_savings_and_shares_add_up(seed: int) -> None:
    """Random packages with stock, tiers, VAT and a co-financer: nothing is lost or doubled."""
    chance = random.Random(seed)
    lines = [line(chance.choice(list(ROLES)), chance.randint(1, 90)) for _ in range(12)]
    held = Counter({entry.sku: 0 for entry in lines})
    for entry in lines:
        held[entry.sku] += entry.quantity
    depots = tuple(
        Saving(
            id=f"depot:{sku}", kind="depot", sku=sku, quantity=chance.randint(0, held[sku]),
            per_unit_minor=100, text="",
        )
        for sku in sorted(held)
    )  # fmt: skip
    whole = package(*lines, fund=chance.choice(["loan", "state"]), savings=depots)
    buyers = chance.choice([None, lambda payer, point: f"{payer} {int(point[1:]) % 3}"])
    found = divided([whole], DEFAULT_RULES, CATALOGUE, FACTS, [LOAN], buyers)

    assert Counter(pair for p in found for pair in p.lines) == Counter(whole.lines)
    if buyers is not None:  # every tender has one buyer, and buys for its places alone
        for part in found:
            assert isinstance(part, TenderPackage)
            assert {buyers(part.entity, point) for point, _ in part.lines} == {part.buyer}
            bought_units(part)  # nothing comes from stock twice
    assert sum(p.amount_minor for p in found) == whole.amount_minor
    saved = Counter[str]()
    for part in found:
        for saving in part.savings:
            saved[saving.id] += saving.amount_minor
    assert +saved == +Counter({s.id: s.amount_minor for s in whole.savings})
    shares = [p.cofinanced_minor for p in found if isinstance(p, TenderPackage)]
    if shares and whole.fund_id == "loan":
        assert sum(shares) == shared(whole.amount_minor, "0.1")
