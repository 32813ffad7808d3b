"""What each package buys where: the lines of the plan less what comes from stock or elsewhere.

Units of an item at a place have two shapes: a `Parcel` here, as tenders buy it, and a `Delivery`,
as the bill distributes it at list prices with who pays every year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Timing

if TYPE_CHECKING:
    from planner.candidates.candidate import CostLine
    from planner.plan.plan import Plan
    from planner.plan.purchasing import Move

_Key = tuple[str, str]  # delivery point, SKU
Line = tuple[str, str, "CostLine"]  # package, delivery point, line
_Exact = tuple[str, str, str, int]  # package, delivery point, SKU, unit price


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One item at one delivery point: how many are bought, and how many come for nothing."""

    point: str  # site id or link id
    line: CostLine  # quantity: all that arrive
    given: int  # of these, from a depot or another site, by moves that count
    package: str  # id; "" when the plan has no packages

    @property
    def bought(self) -> int:
        """Units to be bought."""
        return self.line.quantity - self.given

    @property
    def amount_minor(self) -> int:
        """List price of the units to be bought, in whole units of the plan currency."""
        return self.bought * self.line.unit_price_minor


@dataclass(frozen=True, kw_only=True)
class Parcels:
    """Every one-time purchase of a plan, by package, delivery point and SKU."""

    all: tuple[Parcel, ...]

    @cached_property
    def by_point(self) -> Mapping[str, list[Parcel]]:
        """Parcels by delivery point."""
        found: dict[str, list[Parcel]] = defaultdict(list)
        for parcel in self.all:
            found[parcel.point].append(parcel)
        return found


def parcels_of(plan: Plan) -> Parcels:
    """Return every one-time purchase of a plan, from its packages or, without any, its lines."""
    return Parcels(all=parcels(_lines(plan), plan.moves))


def parcels(
    lines: Iterable[Line], moves: Iterable[Move], spared: Mapping[str, int] | None = None
) -> tuple[Parcel, ...]:
    """Return lines as parcels, by package, delivery point, SKU and price, equal ones added up.

    Moves that count are taken off the purchases of their site, and off the delivery of these, so
    that nothing is bought that comes from elsewhere. `spared` are units that are not bought at
    all, by SKU; None: as many as are moved.
    """
    added = _added(lines)
    given = _parts(added, _given(moves), spared)
    return tuple(
        Parcel(point=point, line=line, given=given[_exact(package, point, line)], package=package)
        for package, point, line in added
    )


def _exact(package: str, point: str, line: CostLine) -> _Exact:
    return package, point, line.sku, line.unit_price_minor


def _parts(
    added: Sequence[Line], given: dict[_Key, int], spared: Mapping[str, int] | None
) -> dict[_Exact, int]:
    """Return the units of each line that are not bought, and need no delivery."""
    brings = {(p, at, line.delivers): line for p, at, line in added if line.delivers}
    left = None if spared is None else dict(spared)
    found: dict[_Exact, int] = defaultdict(int)
    for package, point, line in added:
        most = line.quantity if left is None else min(line.quantity, left.get(line.sku, 0))
        part = min(given.get((point, line.sku), 0), most)
        if part:
            given[point, line.sku] -= part
            for each in (line, brings.get((package, point, line.sku))):
                if each is not None and (left is None or each.sku in left):
                    found[_exact(package, point, each)] += part
                    if left is not None:
                        left[each.sku] -= part
    return found


def _lines(plan: Plan) -> list[Line]:
    if plan.packages:
        return [(p.id, point, line) for p in plan.packages for point, line in p.lines]
    once = (
        (point, line)
        for point, line in plan.all_lines()
        if line.timing is Timing.ONE_TIME and line.sign > 0
    )
    return [("", point, line) for point, line in once]


def _added(lines: Iterable[Line]) -> list[Line]:
    """Return lines in order, those of one package, point, SKU and price added up."""
    found: dict[_Exact, CostLine] = {}
    for package, point, line in lines:
        if line.quantity:
            key = _exact(package, point, line)
            held = found.get(key)
            more = held.quantity if held is not None else 0
            found[key] = replace(line, quantity=line.quantity + more)
    return [(key[0], key[1], found[key]) for key in sorted(found)]


def _given(moves: Iterable[Move]) -> dict[_Key, int]:
    found: dict[_Key, int] = defaultdict(int)
    for move in moves:
        if move.counted:
            found[move.site_id, move.sku] += move.quantity
    return found
