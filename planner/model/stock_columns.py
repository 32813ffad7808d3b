"""Columns of stock and spare machines: units moved, packs spared, supply ceilings and orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

from inventory.prices.catalogue import Item
from planner.candidates.prices import pack_of, vat_of
from planner.model.column_ledger import Ledger
from planner.model.column_meaning import DemandCell, OrderMade, PacksSpared, UnitsMoved
from planner.model.limit_meanings import TECHNICAL, LimitKind, LimitMeaning
from planner.model.purchases import Key, Purchases
from planner.resources.existing_equipment import Origin


def moving(buying: Purchases, ledger: Ledger) -> None:
    """Move no more than an origin has, and no more to a cell than its sites need."""
    leaving: dict[str, dict[int, int]] = {}
    origins = {o.id: o for o in buying.moves.origins}
    for number, cell in enumerate(sorted(buying.cells), 1):
        arriving = {}
        for origin_id in cell.origins:
            c = _move(buying, ledger, number, cell, origins[origin_id])
            arriving[c] = 1
            leaving.setdefault(origin_id, {})[c] = 1
        need = {a: -units for a, units in buying.cells[cell].items()}
        title = f"{cell.sku} moved to aimag {cell.aimag} and its like is needed there"
        name = f"{TECHNICAL}need:{cell.sku}:{number}"
        ledger.row(name, title, "units", need, arriving, upper=0)
    for origin_id, columns in sorted(leaving.items()):
        name = f"{TECHNICAL}stock:{origin_id}"
        title = f"no more than {origin_id} has"
        most = origins[origin_id].quantity
        ledger.row(name, title, "units", {}, columns, upper=most, over_years=True)


def _move(buying: Purchases, ledger: Ledger, number: int, cell: DemandCell, origin: Origin) -> int:
    """Add the column of the units that go from an origin to a cell."""
    way = buying.moves.way(origin, cell.sku, cell.aimag)
    if way is None:
        raise ValueError(f"{origin.id} has no way to aimag {cell.aimag}")
    item = buying.catalogue.by_sku[cell.sku]
    single = pack_of(item) == 1
    price = item.unit_price_minor
    kept = way.saves_minor - (0 if single else price)  # a pack saves its price itself
    meaning = UnitsMoved(
        cell=cell,
        origin=origin,
        way=way,
        saves_minor=kept,
        vat_minor=vat_of(way.delivery) + (vat_of(item) if single else 0),
    )
    c = ledger.column(
        f"move:{number}:{origin.id}",
        min(origin.quantity, buying.most(buying.cells[cell])),
        f"units of {cell.sku} moved from {origin.name} to aimag {cell.aimag} and its like",
        meaning,
        npc_minor=-way.saves_npc_minor if single else price - way.saves_npc_minor,
    )
    if single:
        ledger.unbought.setdefault((cell.sku, cell.bundle), {})[c] = 1
    return c


def whole_packs(buying: Purchases, ledger: Ledger) -> None:
    """Buy whole packs: units moved stand in for packs only when they fill them."""
    moved: dict[Key, dict[int, int]] = {}
    for c, meaning in enumerate(ledger.meanings):
        if isinstance(meaning, UnitsMoved) and pack_of(buying.catalogue.by_sku[meaning.sku]) > 1:
            moved.setdefault((meaning.sku, meaning.bundle), {})[c] = -1
    for number, (key, columns) in enumerate(sorted(moved.items()), 1):
        sku, bundle = key
        item = buying.catalogue.by_sku[sku]
        pack = pack_of(item)
        c = ledger.column(
            f"packs:{number}:{sku}",
            sum(ledger.columns[m].upper for m in columns) // pack,
            f"packs of {sku} that need not be bought",
            PacksSpared(
                sku=sku,
                bundle=bundle,
                saves_minor=pack * item.unit_price_minor,
                vat_minor=pack * vat_of(item),
            ),
        )
        ledger.unbought.setdefault(key, {})[c] = pack
        name, title = f"{TECHNICAL}packs:{sku}:{number}", f"whole packs of {sku}"
        least = 0 if buying.catalogue.delivery else None  # none saves its delivery alone
        ledger.row(name, title, "units", {}, {**columns, c: pack}, lower=least, upper=0)


def packs_from_stock(ledger: Ledger) -> None:
    """Spare no more whole packs than what their origins have fills, all bundles taken together.

    That follows from the rows above and from packs being whole; a relaxation does not see it.
    """
    sources = _sources(ledger)
    number = 0
    for together in _fed_together(sources):
        origins = {o.id: o for c in together for o in sources[c]}
        units = sum(o.quantity for o in origins.values())
        sizes = {c: _pack_spared(ledger, c) for c in together}
        common = gcd(*sizes.values())
        if units % common == 0:
            continue  # what is left over fills a pack: the rows above say as much
        number += 1
        packs = {c: size // common for c, size in sizes.items()}
        name, title = f"{TECHNICAL}whole:{number}", f"whole packs from {len(origins)} origins"
        ledger.row(name, title, "packs", {}, packs, upper=units // common, over_years=True)


def _sources(ledger: Ledger) -> dict[int, list[Origin]]:
    """Return per column of packs the origins of the units that may stand in for them."""
    packs = {
        (meaning.sku, meaning.bundle): c
        for c, meaning in enumerate(ledger.meanings)
        if isinstance(meaning, PacksSpared)
    }
    found: dict[int, list[Origin]] = {c: [] for c in packs.values()}
    for meaning in ledger.meanings:
        if isinstance(meaning, UnitsMoved) and (meaning.sku, meaning.bundle) in packs:
            found[packs[meaning.sku, meaning.bundle]].append(meaning.origin)
    return found


def _fed_together(sources: Mapping[int, Sequence[Origin]]) -> list[tuple[int, ...]]:
    """Return sets of two columns and more: those fed only by origins that feed one of them."""
    fed_by = {c: {o.id for o in origins} for c, origins in sources.items()}
    found = {tuple(c for c in sorted(fed_by) if fed_by[c] <= wide) for wide in fed_by.values()}
    found.add(tuple(sorted(fed_by)))
    return sorted(together for together in found if len(together) > 1)


def _pack_spared(ledger: Ledger, c: int) -> int:
    """Return how many units a pack has that column `c` spares."""
    meaning = ledger.meanings[c]
    assert isinstance(meaning, PacksSpared)
    return ledger.unbought[meaning.sku, meaning.bundle][c]


def ceilings_and_orders(buying: Purchases, ledger: Ledger) -> None:
    """Buy no more than suppliers can deliver, and nothing below a minimum order."""
    for sku in sorted({sku for sku, _ in buying.bought}):
        item = buying.catalogue.by_sku.get(sku)
        if item is None:
            continue
        if item.supply_ceiling is not None:
            keys = buying.keys(sku, "")
            meaning = LimitMeaning(kind=LimitKind.CEILING, sku=sku)
            name, title = meaning.limit_id(), f"suppliers deliver no more {sku}"
            units, most = buying.units(keys), item.supply_ceiling
            saved = {c: -k for c, k in ledger.less_bought(keys).items()}
            ledger.row(
                name, title, "units", units, saved, meaning=meaning, upper=most, over_years=True
            )
        if item.min_order is not None and item.min_order > 1:
            for scope in buying.scopes(sku):
                _order(buying, ledger, item, item.min_order, scope)


def _order(buying: Purchases, ledger: Ledger, item: Item, least: int, scope: str) -> None:
    """Add the order of an entity: nothing, or at least the minimum."""
    keys = buying.keys(item.sku, scope)
    units = buying.units(keys)
    c = ledger.column(
        f"order:{item.sku}:{scope}",
        1,
        f"whether {item.sku} is ordered at all",
        OrderMade(sku=item.sku, scope=scope),
    )
    saved = {m: -k for m, k in ledger.less_bought(keys).items()}
    name = f"{TECHNICAL}order:{item.sku}:{scope}"
    title = f"{item.sku} is ordered, or not"
    ledger.row(name, title, "units", units, {**saved, c: -buying.most(units)}, upper=0)
    meaning = LimitMeaning(kind=LimitKind.ORDER, sku=item.sku, entity=scope)
    name, title = meaning.limit_id(), f"an order of {item.sku} has at least {least}"
    ledger.row(name, title, "units", units, {**saved, c: -least}, meaning=meaning, lower=0)
