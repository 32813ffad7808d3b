"""Lots of a tender: its places by aimag, so that bidders may bid for one, several or all.

Works, installation and yearly services are tendered in a lot for each aimag, goods in one piece,
unless the package rules say otherwise. Every place of a tender is in exactly one lot; what serves
places of several aimags is a lot of its own. Units that are not bought are taken off the lot of
the place that they go to, and those without a place yet off every lot by what it buys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.plan.purchasing import Move, Package
from planner.procurement.shares import divided_by
from planner.procurement.tender import NOT_BOUGHT
from planner.rendering.parcels import parcels
from planner.rendering.places import Area
from planner.scenario.buying.package_rules import LotsBy

_IN_ONE = ("goods", "contract_ending")  # categories that are not divided by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part of a tender that is priced and awarded by itself."""

    number: int  # from 1
    area: Area  # without a name: what serves places of several aimags
    points: frozenset[str]  # delivery points

    @property
    def code(self) -> str:
        """The id of the lot in published data."""
        return f"lot:{self.area.code or self.area.name or 'several'}"


def lots_of(
    package: Package, lots_by: LotsBy, places: Mapping[str, Area], least_minor: int = 0
) -> tuple[Lot, ...]:
    """Return the lots of a tender, by code of the aimag; none where it is tendered in one.

    Below `least_minor` it is divided only where the rules name the lots.
    """
    small = package.category in _IN_ONE or package.amount_minor < least_minor
    if lots_by is LotsBy.ONE or (lots_by is LotsBy.CATEGORY and small):
        return ()
    points: dict[Area, set[str]] = defaultdict(set)
    for point, _ in package.lines:
        points[places[point]].add(point)
    if len(points) < 2:
        return ()
    order = sorted(points, key=lambda area: (not area.name, area))
    return tuple(
        Lot(number=number, area=area, points=frozenset(points[area]))
        for number, area in enumerate(order, 1)
    )


def lot_of_point(lots: Iterable[Lot]) -> dict[str, int]:
    """Return the number of the lot of each place."""
    return {point: lot.number for lot in lots for point in lot.points}


def not_bought_by_lot(
    package: Package, lots: Sequence[Lot], moves: Iterable[Move]
) -> dict[tuple[int, str], int]:
    """Return units that are not bought, by lot and SKU; they add up to those of the package."""
    spared: dict[str, int] = defaultdict(int)
    for saving in package.savings:
        if saving.kind in NOT_BOUGHT:
            spared[saving.sku] += saving.quantity
    lot_of = lot_of_point(lots)
    given: dict[tuple[int, str], int] = defaultdict(int)
    left: dict[tuple[int, str], int] = defaultdict(int)
    lines = ((package.id, point, line) for point, line in package.lines)
    for parcel in parcels(lines, moves, spared):
        key = lot_of[parcel.point], parcel.line.sku
        given[key] += parcel.given
        left[key] += parcel.bought
    for sku, units in sorted(spared.items()):
        keys = [key for key in sorted(left) if key[1] == sku]
        rest = units - sum(given[key] for key in keys)
        for key, part in zip(keys, divided_by(rest, [left[k] for k in keys]), strict=True):
            given[key] += part
    return dict(given)
