"""Quantities of a works tender by what it is dug through: road class, soil, slope, rivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from inventory.prices.catalogue import Role
from planner.plan.plan import BuiltLink
from planner.procurement.routes import Route

_DUG = frozenset({Role.TRENCH, Role.DROP})


class Underfoot(StrEnum):
    """By what metres of trench are told apart."""

    ROAD = "road_class"
    SOIL = "soil"
    SLOPE = "slope"
    RIVER = "river_crossings"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """Metres of trench of one class, or river crossings."""

    kind: Underfoot
    lot: int  # 0: the tender has none
    name: str  # class of road or soil; "" for what follows none, is not known, or has no class
    from_percent: int = -1  # least of a class of slope; -1: not known, or no slope
    quantity: int


def parts_of(link: BuiltLink, lot: int = 0) -> Iterator[Part]:
    """Yield what a link is dug through by class; of each kind the metres add up to its length.

    A kind that is not known of the link at all is left out.
    """
    roads = [(r.road_class, -1, r.metres) for r in link.roads]
    soils = [(s.soil_class, -1, s.metres) for s in link.soils]
    slopes = [("", s.from_percent, s.metres) for s in link.slopes]
    by_kind = ((Underfoot.ROAD, roads), (Underfoot.SOIL, soils), (Underfoot.SLOPE, slopes))
    for kind, classes in by_kind:
        rest = link.length_m - sum(metres for _, _, metres in classes)
        whole = [*classes, *([("", -1, rest)] if rest else [])]
        for name, percent, metres in whole if classes else ():
            yield Part(kind=kind, lot=lot, name=name, from_percent=percent, quantity=metres)
    if link.crossings:
        yield Part(kind=Underfoot.RIVER, lot=lot, name="", quantity=link.crossings)


def quantities_of(routes: Iterable[Route]) -> tuple[Part, ...]:
    """Return the metres that routes dig by class and lot, and the rivers that they cross.

    The metres of each kind that any route knows add up to those of all routes that dig.
    """
    dug = [r for r in routes if any(line.role in _DUG for line, _ in r.units)]
    known = {part.kind for route in dug for part in parts_of(route.link)}
    totals: dict[tuple[Underfoot, int, str, int], int] = defaultdict(int)
    for route in dug:
        found = list(parts_of(route.link, route.lot))
        for part in found:
            totals[part.kind, part.lot, part.name, part.from_percent] += part.quantity
        for kind in known - {part.kind for part in found} - {Underfoot.RIVER}:
            totals[kind, route.lot, "", -1] += route.link.length_m
    order = list(Underfoot)
    return tuple(
        Part(kind=kind, lot=lot, name=name, from_percent=percent, quantity=quantity)
        for (kind, lot, name, percent), quantity in sorted(
            totals.items(), key=lambda entry: (order.index(entry[0][0]), entry[0][1:])
        )
        if quantity
    )
