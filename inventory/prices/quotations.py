"""Several prices of one item: the project says by which rule one of them is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inventory.findings import Finding
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import Item
from inventory.prices.price_cells import at
from inventory.records import Record
from inventory.settings.file_settings import QUOTATIONS
from inventory.values import shorten

_SAME = ("role", "timing", "unit", "pack_size", "link_type", "mbps", "monthly_cap_gb", "customers")
"""What rows of one SKU must agree in to be quotations of one item."""
_MOST_NAMED = 5


def taken(
    quoted: Mapping[str, Sequence[tuple[Record, Item]]], rule: str, findings: list[Finding]
) -> dict[str, Item]:
    """Return one item for each SKU: its only row, or the quotation that the rule takes.

    A row that is no quotation of what the first row sells is an error.
    """
    items = {}
    for sku, rows in quoted.items():
        first_record, first = rows[0]
        strange = [record for record, item in rows if not _is_same(item, first)]
        findings += [repeated(record, sku, first_record, rule) for record in strange]
        alike = [(record, item) for record, item in rows if _is_same(item, first)]
        record, items[sku] = _choice(alike, rule)
        if len(alike) > 1:
            findings.append(_told(record, sku, alike, rule))
    return items


def _is_same(item: Item, first: Item) -> bool:
    return all(getattr(item, name) == getattr(first, name) for name in _SAME)


def _choice(rows: Sequence[tuple[Record, Item]], rule: str) -> tuple[Record, Item]:
    """Return the row that a rule takes: equal ones by price, then by their order in the file."""
    by_price = sorted(rows, key=lambda row: row[1].unit_price_minor)
    if rule == "newest":
        newest = max(item.price_date for _, item in rows)
        return next(row for row in by_price if row[1].price_date == newest)
    return by_price[(len(by_price) - 1) // 2 if rule == "median" else 0]


def _told(record: Record, sku: str, rows: Sequence[tuple[Record, Item]], rule: str) -> Finding:
    prices = [item.listed_price for _, item in rows]
    more = f" and {len(prices) - _MOST_NAMED} more" if len(prices) > _MOST_NAMED else ""
    listed = ", ".join(prices[:_MOST_NAMED]) + more
    found = f"{len(rows)} quotations of {shorten(sku)}: {listed}; the {rule} is taken"
    expected = "the rule that the project states"
    todo = "nothing to do if that is the price to plan with"
    return at(price_rules.QUOTATION_TAKEN, record, "sku", found=found, expected=expected, todo=todo)


def repeated(record: Record, sku: str, first: Record, rule: str | None) -> Finding:
    """Return the finding of a SKU that an earlier row has already."""
    options = ", ".join(f'"{option}"' for option in QUOTATIONS)
    if rule is None:
        todo = f"give the item its own SKU, or write quotations = one of {options} under"
        todo += " [tables.catalogue]"
    else:
        todo = "give the item its own SKU: it is not what the first row sells"
    found = shorten(sku)
    expected = f"a SKU other than that of {first.file} row {first.row}"
    return at(price_rules.SKU_DUPLICATE, record, "sku", found=found, expected=expected, todo=todo)
