"""Quantities at new prices, added up in one's head and against a count unit by unit."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from inventory.prices.catalogue import Category, PriceTier, TierKind, Timing
from planner.candidates.candidate import CostLine
from planner.plan.purchasing import Package, Saving
from planner.plan.repricing import PriceFacts, bought_units, repriced_packages

ALL, MORE = TierKind.ALL_UNITS, TierKind.INCREMENTAL


def line(sku: str, quantity: int, price: int) -> CostLine:
    """Return a line of goods."""
    return CostLine(
        sku=sku, role="computer", name_mn=sku, name_en=sku, category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", quantity=quantity, unit_price_minor=price,
    )  # fmt: skip


def package(name: str, fund: str, *lines: CostLine, entity: str = "ministry") -> Package:
    """Return a package without savings."""
    return Package(
        id=name, entity=entity, fund_id=fund, rulebook="n", category="goods", year=2027,
        lines=tuple((f"S{n}", entry) for n, entry in enumerate(lines)),
    )  # fmt: skip


def tier(sku: str, kind: TierKind, start: int, price: int) -> PriceTier:
    """Return a tier whose price holds 10 % of VAT."""
    bare = int(Fraction(price, 1) / Fraction(11, 10) + Fraction(1, 2))
    return PriceTier(
        sku=sku, kind=kind, from_quantity=start, unit_price_minor=price, without_vat_minor=bare
    )


def facts(*tiers: PriceTier, vat: dict[str, int] | None = None) -> PriceFacts:
    """Return facts with 10 % of VAT and the fund "loan" exempt of it."""
    by_sku: dict[str, tuple[PriceTier, ...]] = {}
    for one in tiers:
        by_sku[one.sku] = (*by_sku.get(one.sku, ()), one)
    return PriceFacts(
        vat_rate=Fraction(1, 10), vat=vat or {}, tiers=by_sku, exempt=frozenset({"loan"})
    )


@pytest.mark.parametrize(
    ("price", "total"),
    [(100, 10 * 90), (95, 10 * 90), (90, 10 * 90), (80, 10 * 80), (120, 10 * 90)],
)
def test_a_tier_dearer_than_the_new_price_falls_away(price: int, total: int) -> None:
    """Ten at 90 from ten on, whatever the list price, but never more than the list price."""
    packages = (package("P01", "state", line("A", 10, 100)),)
    (found,) = repriced_packages(packages, {"A": price}, facts(tier("A", ALL, 10, 90)))

    assert found.amount_minor == total


@pytest.mark.parametrize(
    ("price", "total"),
    [(100, 4 * 100 + 3 * 90 + 3 * 70), (80, 7 * 80 + 3 * 70), (70, 700), (60, 600)],
)
def test_the_units_beyond_a_quantity_have_its_price(price: int, total: int) -> None:
    """From the fifth unit on 90, from the eighth on 70."""
    packages = (package("P01", "state", line("A", 10, 100)),)
    own = facts(tier("A", MORE, 5, 90), tier("A", MORE, 8, 70))
    (found,) = repriced_packages(packages, {"A": price}, own)

    assert found.amount_minor == total


def test_units_from_stock_save_as_much_more_as_the_price_rises() -> None:
    """Two of ten come from a depot for 5 each: 8 are bought, at any price."""
    depot = Saving(id="d", kind="depot", sku="A", quantity=2, per_unit_minor=95, text="")
    packages = (package("P01", "state", line("A", 10, 100)),)
    held = (Package(**{**_fields(packages[0]), "savings": (depot,)}),)
    (found,) = repriced_packages(held, {"A": 130}, facts())

    assert found.amount_minor == 8 * 130 + 2 * 5
    assert bought_units(held[0]) == {"A": 8}


def _fields(one: Package) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_an_exempt_fund_pays_no_vat_of_what_is_paid() -> None:
    """110 with VAT is 100 without; at 121 it is 110, and at a tier of 99 it is 90."""
    packages = (package("P01", "loan", line("A", 10, 110)),)
    plain, lower = facts(vat={"A": 10}), facts(tier("A", ALL, 10, 99), vat={"A": 10})

    assert repriced_packages(packages, {}, plain)[0].amount_minor == 1_000
    assert repriced_packages(packages, {"A": 121}, plain)[0].amount_minor == 1_100
    assert repriced_packages(packages, {"A": 121}, lower)[0].amount_minor == 900
    assert repriced_packages(packages, {"A": 88}, lower)[0].amount_minor == 800


def test_orders_are_those_of_an_entity_or_of_the_plan() -> None:
    """Six and six reach ten only when the whole plan orders together."""
    packages = (
        package("P01", "state", line("A", 6, 100), entity="one"),
        package("P02", "state", line("A", 6, 100), entity="two"),
    )
    own = facts(tier("A", ALL, 10, 90))
    together = PriceFacts(
        vat_rate=own.vat_rate, tiers=own.tiers, exempt=own.exempt, tiers_over_plan=True
    )

    assert sum(p.amount_minor for p in repriced_packages(packages, {}, own)) == 1_200
    assert sum(p.amount_minor for p in repriced_packages(packages, {}, together)) == 1_080


def paid_unit_by_unit(quantity: int, price: int, tiers: list[PriceTier]) -> int:
    """Return what an order costs, one unit after the other."""
    reached = [t for t in tiers if t.from_quantity <= quantity]
    if not reached:
        return quantity * price
    if reached[0].kind is ALL:
        return quantity * min([price, *(t.unit_price_minor for t in reached)])
    return sum(
        min([price, *(t.unit_price_minor for t in tiers if t.from_quantity <= unit)])
        for unit in range(1, quantity + 1)
    )


@pytest.mark.parametrize("seed", range(60))
def test_any_prices_cost_what_a_count_unit_by_unit_costs(seed: int) -> None:
    """Random tiers, packages and prices: the packages of an entity add up to its order."""
    chance = random.Random(seed)
    kind = chance.choice([ALL, MORE])
    starts = sorted(chance.sample(range(2, 30), 3))
    prices = sorted(chance.sample(range(10, 100), 3), reverse=True)
    tiers = [tier("A", kind, start, price) for start, price in zip(starts, prices, strict=True)]
    packages = tuple(
        package(f"P{n:02d}", "state", line("A", chance.randint(1, 15), 100)) for n in range(3)
    )
    new = chance.randint(5, 140)
    found = repriced_packages(packages, {"A": new}, facts(*tiers))
    again = repriced_packages(found, {"A": 100}, facts(*tiers))

    whole = sum(bought_units(p)["A"] for p in packages)
    assert sum(p.amount_minor for p in found) == paid_unit_by_unit(whole, new, tiers)
    assert sum(p.amount_minor for p in again) == paid_unit_by_unit(whole, 100, tiers)
