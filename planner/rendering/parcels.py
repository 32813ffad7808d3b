"""What each package buys where: the lines of the plan less what comes from stock or elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Timing

if TYPE_CHECKING:
    from planner.candidates.candidate import CostLine
    from planner.plan.plan import Plan
    from planner.plan.purchasing import Move

_Key = tuple[str, str]  # delivery point, SKU
_Lines = list[tuple[str, str, "CostLine"]]  # package, delivery point, line
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

    plan: Plan
    all: tuple[Parcel, ...]

    @cached_property
    def by_point(self) -> Mapping[str, tuple[Parcel, ...]]:
        """Parcels by delivery point."""
        return _grouped((p.point, p) for p in self.all)


def _grouped(pairs: Iterable[tuple[str, Parcel]]) -> dict[str, tuple[Parcel, ...]]:
    found: dict[str, list[Parcel]] = defaultdict(list)
    for key, parcel in pairs:
        found[key].append(parcel)
    return {key: tuple(parcels) for key, parcels in found.items()}


def parcels_of(plan: Plan) -> Parcels:
    """Return every one-time purchase of a plan, from its packages or, without any, its lines.

    Equal items at one point of one package are added up. Moves that count are taken off the
    purchases of their site, and off the delivery of these, so that nothing is bought that comes
    from elsewhere.
    """
    lines = _lines(plan)
    added = _added(lines)
    given = _parts(added, _given(plan.moves), _deliveries(lines))
    found = [
        Parcel(point=point, line=line, given=given[_exact(package, point, line)], package=package)
        for package, point, line in added
    ]
    return Parcels(plan=plan, all=tuple(found))


def _exact(package: str, point: str, line: CostLine) -> _Exact:
    return package, point, line.sku, line.unit_price_minor


def _deliveries(lines: _Lines) -> dict[tuple[str, str, str], _Exact]:
    """Return the delivery line of each item of a package at each point that has one."""
    return {(p, at, line.delivers): _exact(p, at, line) for p, at, line in lines if line.delivers}


def _parts(
    added: _Lines, given: dict[_Key, int], brings: Mapping[tuple[str, str, str], _Exact]
) -> dict[_Exact, int]:
    """Return the units of each line that are not bought, and need no delivery."""
    found: dict[_Exact, int] = defaultdict(int)
    for package, point, line in added:
        part = min(given.get((point, line.sku), 0), line.quantity)
        if part:
            given[point, line.sku] -= part
            found[_exact(package, point, line)] += part
            delivery = brings.get((package, point, line.sku))
            if delivery is not None:
                found[delivery] += part
    return found


def _lines(plan: Plan) -> _Lines:
    if plan.packages:
        return [(p.id, point, line) for p in plan.packages for point, line in p.lines]
    once = (
        (point, line)
        for point, line in plan.all_lines()
        if line.timing is Timing.ONE_TIME and line.sign > 0
    )
    return [("", point, line) for point, line in once]


def _added(lines: _Lines) -> _Lines:
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
