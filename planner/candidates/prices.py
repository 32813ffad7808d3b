"""Prices of items as a scenario sets them: overrides by directives, packs, VAT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from inventory.currencies import minor_in
from inventory.prices.catalogue import Catalogue, Item, Timing
from planner.scenario.calendar import start_date
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.rationals import round_half_up
from planner.scenario.settings import Scenario


def sold_at_start(catalogue: Catalogue, scenario: Scenario) -> Catalogue:
    """Return the catalogue without items that are no longer sold when tendering starts."""
    if not any(item.end_of_sale for item in catalogue.items):
        return catalogue
    start = start_date(scenario, catalogue)
    day = "" if start is None else start.isoformat()
    kept = tuple(i for i in catalogue.items if not i.end_of_sale or i.end_of_sale >= day)
    return replace(catalogue, items=kept)


def with_overrides(catalogue: Catalogue, directives: Iterable[Directive]) -> Catalogue:
    """Return the catalogue at the prices that directives set; the last id of a SKU counts."""
    rows = [d for d in directives if d.kind is DirectiveKind.PRICE_OVERRIDE]
    unit = minor_in(catalogue.currency)
    prices = {d.target: price_of(d, unit) for d in sorted(rows, key=lambda d: d.id)}
    return replace(catalogue, items=tuple(_at(item, prices) for item in catalogue.items))


def _at(item: Item, prices: dict[str, int]) -> Item:
    if item.sku not in prices:
        return item
    return replace(item, unit_price_minor=prices[item.sku], without_vat_minor=None)


def price_of(directive: Directive, unit: int = 1) -> int:
    """Return the unit price of a price override in accounting units, `unit` of which are one.

    Raises ValueError with the row when the value is not a price.
    """
    try:
        price = Decimal(directive.value)
    except InvalidOperation:
        price = Decimal(-1)
    if not price.is_finite() or price < 0:
        raise ValueError(f"directive {directive.id}: {directive.value!r} is not a price")
    return round_half_up(Fraction(price) * unit)


def pack_of(item: Item) -> int:
    """Return how many units are sold together."""
    return max(1, item.pack_size)


def vat_of(item: Item | None) -> int:
    """Return the VAT in a unit price, 0 where it is not known."""
    if item is None or item.without_vat_minor is None or item.timing is not Timing.ONE_TIME:
        return 0
    return max(0, item.unit_price_minor - item.without_vat_minor)
