"""One tender in numbers: what a package buys, for which places, by when, and what it should cost.

A package holds what is paid once. What is paid every year is tendered too: `yearly_packages` groups
it by payer, for one year. Quantities to buy are what the places receive less what comes from
depots, other sites and repair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from inventory.prices.catalogue import Catalogue, Role
from inventory.prices.catalogue import Item as CatalogueItem
from planner.candidates.candidate import CostLine
from planner.fields import fields_of
from planner.plan.plan import Plan
from planner.plan.purchasing import Move, Package, Saving
from planner.procurement.makers import names_a_make
from planner.rendering.parcels import Parcel, parcels

IN_THE_GROUND = frozenset(
    {Role.TRENCH, Role.TRENCH_EXTRA, Role.RIVER_CROSSING, Role.DROP, Role.SPLICE}
)  # built only while the ground is thawed
VAT = "vat"  # the saving of a fund that pays no VAT
NOT_BOUGHT = frozenset({"depot", "move", "repair", "delivery"})  # savings of what is not bought


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderLine:
    """One line of a schedule: an item, how many the places receive and how many are bought."""

    number: int  # from 1
    sku: str
    role: str
    name_mn: str
    name_en: str
    unit: str
    unit_price_minor: int  # list price
    distributed: int  # to the places of the distribution list
    not_bought: int  # of these from depots, other sites and repair
    item: CatalogueItem | None  # None when the catalogue no longer has it
    fits: tuple[tuple[str, str], ...] = ()  # names in both languages of what it works with
    lot: int = 0  # number of its lot; 0: the tender has none
    needs: tuple[tuple[str, float], ...] = ()  # what the plan asks of it, as ("carries", 100 Mbps)
    brought: int = 0  # of what is distributed, by delivery lines of the same package
    delivers: tuple[tuple[int, str, str, str], ...] = ()  # line number, role and names it brings

    @property
    def quantity(self) -> int:
        """Units to buy."""
        return self.distributed - self.not_bought

    @property
    def is_service(self) -> bool:
        """Whether it goes with goods and has no origin: delivery, or installation by a supplier."""
        return self.role in (Role.DELIVERY, Role.INSTALLATION)

    @property
    def asks_transport(self) -> bool:
        """Whether its transport is priced in the line itself: no delivery line brings all of it."""
        return not self.is_service and self.brought < self.distributed


@dataclass(frozen=True, kw_only=True)
class Tender:
    """A package as its documents show it."""

    package: Package
    lines: tuple[TenderLine, ...]  # what is bought, then what is not; by lot, role and SKU
    lot_of: Mapping[str, int] = field(default_factory=dict)  # of each place, where there are lots

    @cached_property
    def _numbers(self) -> Mapping[tuple[int, str], int]:
        return {(line.lot, line.sku): line.number for line in self.lines}

    def line_at(self, point: str, sku: str) -> TenderLine:
        """Return the line that buys an item for a place; raises KeyError when none does."""
        return self.lines[self._numbers[self.lot_of.get(point, 0), sku] - 1]

    @cached_property
    def points(self) -> frozenset[str]:
        """Delivery points that receive anything, bought or not."""
        return frozenset(point for point, _ in self.package.lines)

    @property
    def without_vat(self) -> bool:
        """Whether the fund that pays is exempt from VAT, so that bids come without it."""
        return any(s.kind == VAT for s in self.package.savings)

    @property
    def in_the_ground(self) -> bool:
        """Whether any of it is built in the ground."""
        return any(line.role in IN_THE_GROUND for line in self.lines)

    @property
    def makes_named(self) -> tuple[str, ...]:
        """SKUs whose name in the catalogue names a maker."""
        named = (line for line in self.lines if names_a_make(line.name_mn, line.name_en))
        return tuple(line.sku for line in named)

    @property
    def makes_required(self) -> tuple[str, ...]:
        """SKUs whose minimum requirement in the catalogue names a maker."""
        items = ((line.sku, line.item) for line in self.lines if line.item is not None)
        return tuple(sku for sku, i in items if names_a_make(i.performance_mn, i.performance_en))


def tender_of(
    package: Package,
    catalogue: Catalogue,
    needs: Mapping[str, tuple[tuple[str, float], ...]] | None = None,
    lot_of: Mapping[str, int] | None = None,
    not_bought: Mapping[tuple[int, str], int] | None = None,
) -> Tender:
    """Return the tender of a package; `needs` are what the plan asks of items, by SKU.

    `lot_of` divides its places into lots, `not_bought` are units from elsewhere by lot and SKU.
    Raises ValueError when one item has two prices, or more comes from stock than is distributed.
    """
    lots = lot_of or {}
    same: dict[tuple[int, str], list[CostLine]] = defaultdict(list)
    brought: dict[tuple[int, str], int] = defaultdict(int)
    for point, line in package.lines:
        same[lots.get(point, 0), line.sku].append(line)
        brought[lots.get(point, 0), line.delivers] += line.quantity
    spared = _spared(package) if not_bought is None else not_bought
    bought = {line.sku: None for _, line in package.lines}
    asked = needs or {}
    found = (
        replace(
            _line(lines, package, catalogue, spared.get(key, 0)),
            lot=key[0],
            fits=_fits(key[1], bought, catalogue),
            needs=asked.get(key[1], ()),
            brought=brought.get(key, 0),
        )
        for key, lines in same.items()
    )
    # What stock covers whole comes last, so that the schedules of bidders have no gaps.
    order = sorted(found, key=lambda line: (not line.quantity, line.lot, line.role, line.sku))
    lines = tuple(replace(line, number=number) for number, line in enumerate(order, 1))
    return Tender(package=package, lines=_naming_goods(lines, package, lots), lot_of=lots)


def _spared(package: Package) -> dict[tuple[int, str], int]:
    """Return units of each SKU that are not bought, of a tender without lots."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    for saving in package.savings:
        if saving.kind in NOT_BOUGHT:
            found[0, saving.sku] += saving.quantity
    return dict(found)


def _naming_goods(
    lines: Sequence[TenderLine], package: Package, lot_of: Mapping[str, int]
) -> tuple[TenderLine, ...]:
    """Return lines, those of delivery with the bought goods that they bring."""
    brings = {
        (lot_of.get(point, 0), line.sku, line.delivers)
        for point, line in package.lines
        if line.delivers
    }
    return tuple(
        replace(
            line,
            delivers=tuple(
                (goods.number, goods.role, goods.name_mn, goods.name_en)
                for goods in lines
                if goods.quantity
                and goods.lot == line.lot
                and (line.lot, line.sku, goods.sku) in brings
            ),
        )
        for line in lines
    )


def _fits(
    sku: str, bought: Mapping[str, object], catalogue: Catalogue
) -> tuple[tuple[str, str], ...]:
    """Return the names of what is bought with an item or needs it; makers' names are left out."""
    item = catalogue.by_sku.get(sku)
    partners = {item.requires} if item is not None and item.requires else set()
    partners |= {other.sku for other in catalogue.items if other.requires == sku}
    found = (catalogue.by_sku[name] for name in sorted(partners & set(bought)))
    named = ((other.name_mn, other.name_en) for other in found)
    return tuple(names for names in named if not names_a_make(*names))


def _line(
    same: Sequence[CostLine], package: Package, catalogue: Catalogue, spared: int
) -> TenderLine:
    """Return the line of one item, not yet numbered."""
    first = same[0]
    prices = {line.unit_price_minor for line in same}
    if len(prices) > 1:
        raise ValueError(f"package {package.id}: {first.sku!r} has the prices {sorted(prices)}")
    distributed = sum(line.quantity for line in same)
    if spared > distributed:
        raise ValueError(
            f"package {package.id}: {spared} of {first.sku!r} come from stock, but only "
            f"{distributed} are distributed"
        )
    return TenderLine(
        number=0,
        **fields_of(first, "sku", "role", "name_mn", "name_en", "unit", "unit_price_minor"),
        distributed=distributed,
        not_bought=spared,
        item=catalogue.by_sku.get(first.sku),
    )


def plan_setting(plan: Plan, name: str) -> str:
    """Return a setting that a plan was made under, "" when it does not name it."""
    return next((value for setting, value, _ in plan.policy if setting == name), "")


def repriced(package: Package, prices: Mapping[str, int]) -> Package:
    """Return a package at other list prices by SKU, in whole units of the plan currency.

    What is not bought saves as much more as the price rises: its transport costs the same.
    Discounts by quantity stay what they are per unit; VAT follows what is paid, halves up.
    """
    old = {line.sku: line.unit_price_minor for _, line in package.lines}

    def saved(saving: Saving) -> Saving:
        if saving.kind not in NOT_BOUGHT or saving.sku not in prices:
            return saving
        rise = prices[saving.sku] - old[saving.sku]
        return replace(saving, per_unit_minor=saving.per_unit_minor + rise)

    lines = tuple(
        (point, replace(line, unit_price_minor=prices.get(line.sku, line.unit_price_minor)))
        for point, line in package.lines
    )
    new = replace(package, lines=lines, savings=tuple(saved(s) for s in package.savings))
    before, after = before_vat(package), before_vat(new)
    savings = tuple(
        replace(s, quantity=(2 * s.quantity * after + before) // (2 * before))
        if s.kind == VAT and before
        else s
        for s in new.savings
    )
    return replace(new, savings=savings)


def before_vat(package: Package) -> int:
    """Return what a package costs before the VAT that its fund does not pay."""
    return package.amount_minor + sum(s.amount_minor for s in package.savings if s.kind == VAT)


def tendered_parcels(tender: Tender, moves: Iterable[Move]) -> tuple[Parcel, ...]:
    """Return what each place receives of a package, by place and number of the line.

    Equipment that the plan moves to a place is not delivered there by the contract.
    """
    package = tender.package
    spared: dict[str, int] = defaultdict(int)
    for line in tender.lines:
        if line.not_bought:
            spared[line.sku] += line.not_bought
    found = parcels(((package.id, point, line) for point, line in package.lines), moves, spared)
    return tuple(sorted(found, key=lambda p: (p.point, tender.line_at(p.point, p.line.sku).number)))


def bought_points(
    tender: Tender, moves: Iterable[Move]
) -> tuple[dict[str, dict[int, int]], dict[int, int]]:
    """Return units that the contract delivers to each place, and of stock without a place yet.

    Both are told by number of the line.
    """
    points: dict[str, dict[int, int]] = defaultdict(dict)
    left = {line.number: line.not_bought for line in tender.lines}
    for parcel in tendered_parcels(tender, moves):
        number = tender.line_at(parcel.point, parcel.line.sku).number
        points[parcel.point][number] = parcel.bought
        left[number] -= parcel.given
    return dict(points), {number: units for number, units in left.items() if units}


def natural_suppliers(tender: Tender, named: Mapping[Role, str]) -> tuple[tuple[str, str], ...]:
    """Return item roles of a tender with the state-owned enterprise that could supply them."""
    roles = {line.role for line in tender.lines}
    return tuple((role.value, named[role]) for role in sorted(named) if role.value in roles)
