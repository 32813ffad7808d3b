"""Delivery of what is bought: a priced line beside each line of goods, by item and aimag.

A row of the delivery table is an item of its own, `DELIVERY:<item or role>:<aimag>`, one unit of
which is one unit delivered. Its line stands in the tender of the goods it delivers, so that who
may pay for the goods pays for their delivery. Works and services are priced where they are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from inventory.prices.catalogue import (
    ORIGIN_OF_PRICE,
    Catalogue,
    Category,
    Delivery,
    Item,
    Role,
    Timing,
    sorted_items,
)
from inventory.schema.codes import ROLES
from planner.candidates.candidate import CostLine
from planner.candidates.cost_lines import line
from planner.language.label import Label
from planner.language.labels import LABELS, filled, plain

ANY = "ANY"  # in a SKU: whatever is delivered, or wherever to
FREIGHT_UNSPSC = "78101802"  # regional or national trucking services
FREIGHT_CPV = "60100000"  # road transport services
_ROLE_NAMES = {code.code: Label(mn=code.mn, en=code.en) for code in ROLES}


def role_name(role: Role) -> Label:
    """Return what items of a role are called."""
    return _ROLE_NAMES[role.value]


def sku_of(row: Delivery) -> str:
    """Return the SKU of the item that a row of the delivery table is."""
    return ":".join(("DELIVERY", row.sku or row.role or ANY, row.aimag or ANY))


def with_delivery_items(catalogue: Catalogue, aimag_name: Callable[[str], Label]) -> Catalogue:
    """Return the catalogue with an item for each row of the delivery table, aimags by code."""
    if not catalogue.delivery:
        return catalogue
    made = (_item(row, catalogue, aimag_name) for row in catalogue.delivery)
    return replace(catalogue, items=sorted_items((*catalogue.items, *made)))


def _item(row: Delivery, catalogue: Catalogue, aimag_name: Callable[[str], Label]) -> Item:
    """Return the item that one row is: the delivery of one unit."""
    what = _what(row, catalogue)
    name = filled("item.delivery", what=what)
    if row.aimag:
        name = filled("item.delivery_to", what=what, aimag=aimag_name(row.aimag))
    return Item(
        sku=sku_of(row),
        role=Role.DELIVERY,
        name_mn=name.mn,
        name_en=name.en,
        category=Category.GOODS,
        timing=Timing.ONE_TIME,
        unit="C62",
        pack_size=1,
        unit_price_minor=row.unit_cost_minor,
        without_vat_minor=row.without_vat_minor,
        unspsc=FREIGHT_UNSPSC,
        cpv=FREIGHT_CPV,
        **{name: getattr(row, name) for name in ORIGIN_OF_PRICE},
    )


def _what(row: Delivery, catalogue: Catalogue) -> Label:
    """Return what a row delivers, in words."""
    if row.sku in catalogue.by_sku:
        item = catalogue.by_sku[row.sku]
        return Label(mn=item.name_mn, en=item.name_en)
    return _ROLE_NAMES.get(row.role, plain(row.sku) if row.sku else LABELS["item.goods"])


@dataclass(kw_only=True, eq=False)
class Deliveries:
    """Looks up, and remembers, what delivering an item to an aimag costs in a catalogue."""

    catalogue: Catalogue
    _found: dict[tuple[str, str], Item | None] = field(default_factory=dict, init=False, repr=False)
    _lines: dict[tuple[str, int, str, int | None], CostLine] = field(
        default_factory=dict, init=False, repr=False
    )

    def item(self, sku: str, aimag: str) -> Item | None:
        """Return the item that delivers one unit, None where delivery is free or not priced."""
        key = sku, aimag
        if key not in self._found:
            self._found[key] = self._look_up(sku, aimag)
        return self._found[key]

    def _look_up(self, sku: str, aimag: str) -> Item | None:
        goods = self.catalogue.by_sku.get(sku)
        if goods is None or not is_delivered(goods):
            return None
        row = most_exact(self.catalogue.delivery, goods, aimag)
        found = None if row is None else self.catalogue.by_sku[sku_of(row)]
        return found if found is not None and found.unit_price_minor else None

    def with_delivery(self, lines: Iterable[CostLine], aimag: str) -> tuple[CostLine, ...]:
        """Return lines, each line of goods with the line of its delivery to an aimag after it.

        What is delivered again at the end of its life pays for delivery again.
        """
        found = []
        for entry in lines:
            found.append(entry)
            delivery = self.item(entry.sku, aimag) if entry.quantity > 0 < entry.sign else None
            if delivery is not None:
                found.append(self._line(delivery, entry))
        return tuple(found)

    def _line(self, delivery: Item, goods: CostLine) -> CostLine:
        """Return the line that delivers a line of goods; alike deliveries share one."""
        key = delivery.sku, goods.quantity, goods.sku, goods.useful_life_years
        if key not in self._lines:
            made, life = line(delivery, goods.quantity), goods.useful_life_years
            self._lines[key] = replace(made, delivers=goods.sku, useful_life_years=life)
        return self._lines[key]


def is_delivered(item: Item) -> bool:
    """Return whether an item is goods that are bought once, and so brought to the site."""
    once = item.timing is Timing.ONE_TIME and item.category is Category.GOODS
    return once and item.role is not Role.DELIVERY


def most_exact(rows: Sequence[Delivery], item: Item, aimag: str) -> Delivery | None:
    """Return the row that counts for an item: SKU before role before any, then the aimag."""
    best: tuple[int, Delivery] | None = None
    for row in rows:
        asked = ((row.sku, item.sku, 4), (row.role, item.role.value, 2), (row.aimag, aimag, 1))
        if all(said in ("", found) for said, found, _ in asked):
            score = sum(points for said, _, points in asked if said)
            if best is None or score > best[0]:
                best = score, row
    return None if best is None else best[1]
