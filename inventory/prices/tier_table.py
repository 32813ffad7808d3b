"""Reading prices by quantity and the cost of moving equipment, with every fault of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from inventory.currencies import digits_of
from inventory.findings import Finding
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import Item, PriceTier, TierKind, Timing, Transport
from inventory.prices.price_cells import Money, at, undocumented
from inventory.records import Record, TableRead
from inventory.values import suggestion

_Rows = list[tuple[Record, PriceTier]]


def read_tiers(
    table: TableRead | None,
    items: Mapping[str, Item],
    known: Mapping[str, Record],
    money: Money,
    findings: list[Finding],
) -> tuple[PriceTier, ...]:
    """Return the price tiers in order of SKU and quantity; faulty rows are left out, and told.

    `items` are those that can be used, `known` the rows of all SKUs the catalogue lists.
    """
    by_sku: dict[str, _Rows] = {}
    for record in table.records if table else ():
        tier = _tier(record, known, money, findings)
        if tier is not None and tier.sku in items:
            by_sku.setdefault(tier.sku, []).append((record, tier))
    kept: list[PriceTier] = []
    for sku in sorted(by_sku):
        rows = sorted(by_sku[sku], key=lambda pair: (pair[1].from_quantity, pair[0].row))
        faults = _faults(items[sku], rows, money.currency)
        findings += faults
        kept += [] if faults else [tier for _, tier in rows]
    return tuple(kept)


def _tier(
    record: Record, known: Mapping[str, Record], money: Money, findings: list[Finding]
) -> PriceTier | None:
    """Return one row of the table, None when it cannot be used."""
    values = record.values
    amounts = money.of(record, "unit_price", findings)
    faults = undocumented(record)
    findings += faults
    sku = values["sku"]
    if sku is not None and sku not in known:
        findings.append(unknown_sku(record, sku, known))
        return None
    needed = (sku, values["kind"], values["from_quantity"], values["price_date"], amounts)
    if None in needed or amounts is None:
        return None
    return PriceTier(
        sku=sku,
        kind=TierKind(values["kind"]),
        from_quantity=values["from_quantity"],
        unit_price_minor=amounts.amount_minor,
        without_vat_minor=amounts.without_vat_minor,
        price_date=values["price_date"],
        source=values["source"] or "",
        file=record.file,
        row=record.row,
    )


def unknown_sku(record: Record, sku: str, known: Mapping[str, Record]) -> Finding:
    """Return the finding of a row about an item that the catalogue lacks."""
    near = suggestion(sku, known)
    expected = "a SKU of the catalogue"
    todo = f"did you mean {near}?" if near else "add the item to the catalogue"
    return at(price_rules.TIER_UNKNOWN_ITEM, record, "sku", expected=expected, todo=todo)


def _shown(amount_minor: int, currency: str) -> str:
    digits = digits_of(currency)
    return f"{Decimal(amount_minor).scaleb(-digits):,.{digits}f}"


def _faults(item: Item, rows: _Rows, currency: str) -> list[Finding]:
    """Return what is wrong between the tiers of one item; they are ordered by quantity."""
    found = []
    if item.timing is not Timing.ONE_TIME:
        expected = "an item that is bought once"
        todo = "remove the tier; a yearly price by speed is a contract of its own"
        found.append(at(price_rules.TIER_YEARLY, rows[0][0], "sku", expected=expected, todo=todo))
    for (_, before), (record, tier) in pairwise(rows):
        if tier.kind is not before.kind:
            expected = f"{before.kind.value}, as in row {before.row}"
            todo = "give all tiers of an item one kind"
            found.append(at(price_rules.TIER_KINDS, record, "kind", expected=expected, todo=todo))
        if tier.from_quantity == before.from_quantity:
            expected = f"another quantity than row {before.row}"
            todo = "remove one of the two, or correct the quantity"
            found.append(
                at(price_rules.TIER_OVERLAP, record, "from_quantity", expected=expected, todo=todo)
            )
    held = item.unit_price_minor
    for record, tier in rows:
        if tier.unit_price_minor >= held:
            expected = f"less than {_shown(held, currency)}, the price of a smaller quantity"
            todo = "correct the price or the quantity; the list price is in the catalogue"
            found.append(
                at(price_rules.TIER_RISES, record, "unit_price", expected=expected, todo=todo)
            )
        held = min(held, tier.unit_price_minor)
    return found


def read_transport(
    table: TableRead | None, known: Mapping[str, Record], money: Money, findings: list[Finding]
) -> tuple[Transport, ...]:
    """Return what moving one unit costs, in order of SKU, origin and aimag."""
    found: dict[tuple[str, str, str], tuple[Record, Transport]] = {}
    for record in table.records if table else ():
        values = record.values
        amounts = money.of(record, "unit_cost", findings)
        findings += undocumented(record)
        if values["sku"] is not None and values["sku"] not in known:
            findings.append(unknown_sku(record, values["sku"], known))
            continue
        if amounts is None:
            continue
        row = Transport(
            sku=values["sku"] or "",
            origin=values["origin"] or "",
            aimag=values["aimag"] or "",
            unit_cost_minor=amounts.amount_minor,
            file=record.file,
            row=record.row,
        )
        first, _ = found.setdefault((row.sku, row.origin, row.aimag), (record, row))
        if first is not record:
            findings.append(_twice(record, first))
    return tuple(found[key][1] for key in sorted(found))


def _twice(record: Record, first: Record) -> Finding:
    expected = f"one cost for a way; row {first.row} has it already"
    todo = "remove one of the two rows"
    return at(price_rules.TRANSPORT_DUPLICATE, record, "unit_cost", expected=expected, todo=todo)
