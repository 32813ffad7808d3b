"""Columns of price tiers: which tier an order takes, and the units at its price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inventory.prices.catalogue import Catalogue, PriceTier, TierKind
from planner.candidates.prices import vat_of
from planner.model.column_ledger import Ledger
from planner.model.column_meaning import TierTaken, UnitsAtTier
from planner.model.limit_meanings import TECHNICAL
from planner.model.purchases import Key, Purchases


def tiers_of(catalogue: Catalogue) -> dict[str, tuple[PriceTier, ...]]:
    """Return the tiers of each item that are below its price, in order of quantity."""
    found: dict[str, list[PriceTier]] = {}
    for tier in catalogue.tiers:
        item = catalogue.by_sku.get(tier.sku)
        if item is not None and tier.unit_price_minor < item.unit_price_minor:
            found.setdefault(tier.sku, []).append(tier)
    return {sku: tuple(found[sku]) for sku in sorted(found)}


def price_tiers(buying: Purchases, ledger: Ledger) -> None:
    """Take a tier's price only when the order reaches its quantity."""
    for sku, of_item in tiers_of(buying.catalogue).items():
        if not any(name == sku for name, _ in buying.bought):
            continue
        for scope in buying.scopes(sku):
            keys = buying.keys(sku, scope)
            most = buying.most(buying.units(keys))
            tiers = tuple(t for t in of_item if t.from_quantity <= most)
            if not tiers:
                continue
            order = TierOrder(
                buying=buying, ledger=ledger, sku=sku, scope=scope, keys=keys, most=most
            )
            if tiers[0].kind is TierKind.ALL_UNITS:
                all_units(order, tiers)
            else:
                incremental(order, tiers)


@dataclass(frozen=True, kw_only=True)
class TierOrder:
    """Purchases of an item that reach its tiers together: those of an entity, or of the plan."""

    buying: Purchases
    ledger: Ledger
    sku: str
    scope: str
    keys: Sequence[Key]
    most: int  # units in any plan

    @property
    def name(self) -> str:
        """Begins the ids of its rows."""
        return f"{TECHNICAL}tier:{self.sku}:{self.scope}"

    @property
    def bought(self) -> dict[int, int]:
        """Units by arc, negative, as they stand in a row that they bound from above."""
        return {a: -n for a, n in self.buying.units(self.keys).items()}

    def taken_first(self, name: str, units: Mapping[Key, int], switch: int) -> None:
        """Give units a tier's price only when the tier is taken."""
        columns = dict.fromkeys(units.values(), 1) | {switch: -self.most}
        title = f"units of {self.sku} have a price only when its tier is taken"
        self.ledger.row(name, title, "units", {}, columns, upper=0)

    def within_bought(self, name: str, tiers: Sequence[Mapping[Key, int]]) -> None:
        """Give no more units of a bundle a lower price than are bought."""
        for place, key in enumerate(self.keys, 1):
            columns = {units[key]: 1 for units in tiers} | self.ledger.unbought.get(key, {})
            arcs = {a: -n for a, n in self.buying.bought[key].items()}
            title = f"units of {self.sku} at a lower price are bought"
            self.ledger.row(f"{name}:bought:{place}", title, "units", arcs, columns, upper=0)


def _tier_columns(
    order: TierOrder, tiers: Sequence[PriceTier]
) -> tuple[list[int], list[dict[Key, int]]]:
    """Add a switch per tier, and the units at its price per tier and bundle."""
    sku, scope, ledger = order.sku, order.scope, order.ledger
    item = order.buying.catalogue.by_sku[sku]
    switches, units = [], []
    price, vat = item.unit_price_minor, vat_of(item)
    for number, tier in enumerate(tiers, 1):
        title = f"{sku} bought from {tier.from_quantity} units on"
        meaning = TierTaken(sku=sku, scope=scope, tier=tier)
        switches.append(ledger.column(f"tier:{sku}:{scope}:{number}", 1, title, meaning))
        made = {}
        for place, key in enumerate(order.keys, 1):
            made[key] = ledger.column(
                f"units:{sku}:{scope}:{number}:{place}",
                order.buying.most(order.buying.bought[key]),
                f"units of {sku} at the price from {tier.from_quantity} on",
                UnitsAtTier(
                    sku=sku,
                    bundle=key[1],
                    scope=scope,
                    tier=tier,
                    saves_minor=price - tier.unit_price_minor,
                    vat_minor=vat - _vat_at(tier),
                ),
            )
        units.append(made)
        if tier.kind is TierKind.INCREMENTAL:
            price, vat = tier.unit_price_minor, _vat_at(tier)
    return switches, units


def _vat_at(tier: PriceTier) -> int:
    """Return the VAT in a tier's price, 0 where it states no price without it."""
    bare = tier.without_vat_minor
    return 0 if bare is None else tier.unit_price_minor - bare


def all_units(order: TierOrder, tiers: Sequence[PriceTier]) -> None:
    """Give every unit of an order the price of one tier that its quantity reaches."""
    switches, units = _tier_columns(order, tiers)
    least = {z: t.from_quantity for z, t in zip(switches, tiers, strict=True)}
    reached = {**order.ledger.less_bought(order.keys), **least}
    title = f"{order.sku} reaches the quantity of its tier"
    order.ledger.row(order.name, title, "units", order.bought, reached, upper=0)
    title, one = f"{order.sku} is bought at one tier", dict.fromkeys(switches, 1)
    order.ledger.row(f"{order.name}:one", title, "tiers", {}, one, upper=1)
    for number, (z, made) in enumerate(zip(switches, units, strict=True), 1):
        order.taken_first(f"{order.name}:{number}", made, z)
    order.within_bought(order.name, units)


def incremental(order: TierOrder, tiers: Sequence[PriceTier]) -> None:
    """Give the units of an order from each tier's quantity on the tier's price."""
    switches, units = _tier_columns(order, tiers)
    saved = order.ledger.less_bought(order.keys)
    for number, (z, made) in enumerate(zip(switches, units, strict=True), 1):
        before, name = tiers[number - 1].from_quantity - 1, f"{order.name}:{number}"
        beyond = {**saved, **dict.fromkeys(made.values(), 1), z: before}
        title = f"units of {order.sku} beyond {before} have the lower price"
        order.ledger.row(name, title, "units", order.bought, beyond, upper=0)
        order.taken_first(f"{name}:taken", made, z)
        order.within_bought(name, [made])
