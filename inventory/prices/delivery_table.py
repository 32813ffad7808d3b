"""Reading what it costs to deliver what is bought to an aimag, with every fault of the rows."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.findings import Finding
from inventory.place_words import in_words
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import Category, Delivery
from inventory.prices.price_cells import Money, at, currency_of, origin_of, undocumented, written
from inventory.prices.tier_table import unknown_sku
from inventory.records import Record, TableRead


def read_delivery(
    table: TableRead | None, known: Mapping[str, Record], money: Money, findings: list[Finding]
) -> tuple[Delivery, ...]:
    """Return the costs of delivery in order of item, role and aimag; faulty rows are told.

    `known` are the rows of all SKUs that the catalogue lists.
    """
    found: dict[tuple[str, str, str], tuple[Record, Delivery]] = {}
    for record in table.records if table else ():
        row = _row(record, known, money, findings)
        if row is None:
            continue
        first, _ = found.setdefault((row.sku, row.role, row.aimag), (record, row))
        if first is not record:
            findings.append(_twice(record, first.row))
    return tuple(found[key][1] for key in sorted(found))


def _row(
    record: Record, known: Mapping[str, Record], money: Money, findings: list[Finding]
) -> Delivery | None:
    """Return one row of the table, None when it cannot be used."""
    values = record.values
    amounts = money.of(record, "unit_cost", findings)
    findings += undocumented(record)
    sku, role = values["sku"], values["role"]
    faults = _faults(record, sku, role, known)
    findings += faults
    unread = role is None and written(record, "role")
    if amounts is None or faults or unread or values["price_date"] is None:
        return None
    return Delivery(
        sku=sku or "",
        role=role or "",
        aimag=values["aimag"] or "",
        unit_cost_minor=amounts.amount_minor,
        without_vat_minor=amounts.without_vat_minor,
        **origin_of(record, "unit_cost", currency_of(record, []) or ""),
    )


def _faults(
    record: Record, sku: str | None, role: str | None, known: Mapping[str, Record]
) -> list[Finding]:
    """Return what is wrong with what a row is for."""
    if sku is not None and role is not None:
        expected, todo = "a SKU or a role, not both", "empty one of the two cells"
        return [at(price_rules.DELIVERY_FOR, record, "role", expected=expected, todo=todo)]
    if sku is not None and sku not in known:
        return [unknown_sku(record, sku, known)]
    if not _is_delivered(sku, role, known):
        column = "sku" if sku is not None else "role"
        expected = "goods that are bought; works and services are priced where they are done"
        todo = "remove the row, or correct the category in the catalogue"
        return [at(price_rules.DELIVERY_FOR, record, column, expected=expected, todo=todo)]
    return []


def _is_delivered(sku: str | None, role: str | None, known: Mapping[str, Record]) -> bool:
    """Return whether a row is for anything that may be goods; a category not read may be."""
    may_be = (Category.GOODS.value, None)
    if sku is not None:
        return known[sku].values["category"] in may_be
    if role is None:
        return True
    of_role = [r for r in known.values() if r.values["role"] == role]
    return not of_role or any(r.values["category"] in may_be for r in of_role)


def _twice(record: Record, first: int) -> Finding:
    """Return the finding of a second cost of one delivery."""
    expected = in_words("one cost for an item and {region}; row ") + f"{first} has it already"
    todo = "remove one of the two rows"
    return at(price_rules.DELIVERY_DUPLICATE, record, "unit_cost", expected=expected, todo=todo)
