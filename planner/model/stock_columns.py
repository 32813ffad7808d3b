"""Columns of stock and spare machines: units moved, packs spared, supply ceilings and orders."""

from __future__ import annotations

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
        ledger.row(name, title, "units", {}, columns, upper=origins[origin_id].quantity)


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
            ledger.row(name, title, "units", units, saved, meaning=meaning, upper=most)
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
