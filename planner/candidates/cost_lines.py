"""From a catalogue item to the line that buys it: whole packs, the cheapest item of a role."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from inventory.prices.catalogue import Catalogue, Item, Role, Timing
from planner.candidates.candidate import CostLine
from planner.candidates.kit.present_equipment import Present
from planner.fields import fields_of


def whole_packs(item: Item, quantity: int) -> int:
    """Return the least number of units, in whole packs, that covers a quantity."""
    if item.pack_size <= 1:
        return quantity
    return math.ceil(quantity / item.pack_size) * item.pack_size


@lru_cache(maxsize=1 << 14)
def line(item: Item, quantity: int = 1, payer: str | None = None) -> CostLine:
    """Return the line that buys a quantity of an item, rounded up to whole packs.

    A yearly line names its payer; a purchase has none. Alike purchases share one line: sites have
    millions.
    """
    return CostLine(
        **fields_of(
            item,
            *("sku", "name_mn", "name_en", "category", "timing", "unit", "unit_price_minor"),
            *("useful_life_years",),
        ),
        role=item.role.value,
        quantity=whole_packs(item, quantity),
        payer=payer if item.timing is Timing.PER_YEAR else None,
        tendered_as=item.tendered_as,
    )


def completed(
    lines: Iterable[CostLine], catalogue: Catalogue, present: Present | None = None
) -> tuple[CostLine, ...]:
    """Return lines with what their items require; each requirement once a line.

    One of what is required is bought for as many units as it serves: a rack for what it holds.
    What is present at the site is not bought again. A requirement that is not on sale is left out:
    `check` has told that the catalogue lacks it.
    """
    found = []
    for entry in lines:
        found.append(entry)
        seen, item, missing = {entry.sku}, catalogue.by_sku.get(entry.sku), entry.quantity
        while item is not None and item.requires is not None and item.requires not in seen:
            seen.add(item.requires)
            item = catalogue.by_sku.get(item.requires)
            missing = missing if item is None else math.ceil(missing / item.serves)
            if item is not None and present is not None:
                missing = present.missing(item.role, missing)
            if item is None or missing == 0:
                break
            found.append(line(item, missing, entry.payer))
    return tuple(found)


def cheapest(items: Iterable[Item], quantity: int = 1) -> Item | None:
    """Return the item whose whole packs cover a quantity for the least money, ties by SKU."""
    return min(
        items,
        key=lambda i: (whole_packs(i, quantity) * i.unit_price_minor, i.sku),
        default=None,
    )


def items_for(catalogue: Catalogue, role: Role, link_type: str) -> tuple[Item, ...]:
    """Return the items of a role made for a link type, else those that suit any."""
    return catalogue.of(role, link_type) or catalogue.of(role, None)


def carrying(items: Iterable[Item], mbps: float) -> list[Item]:
    """Return the items that carry a speed; an item without a stated speed carries any."""
    return [i for i in items if i.mbps is None or i.mbps >= mbps]
