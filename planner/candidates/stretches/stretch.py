"""A stretch along which fibre could run, the ground it is laid in, the buildings it leads to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from sites.digging.dug import NOTHING_KNOWN, Dug
from sites.distance import Point, RoadClasses

if TYPE_CHECKING:
    from sites.digging.underground import Relief

EXISTING, TRENCH, DROP, SPLICE = "existing", "trench", "drop", "splice"
_NONE = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch along which fibre could run, not yet priced.

    Existing ones have no length, nor has a splice: it leads from lit fibre to a place on a cable.
    """

    kind: str
    from_node: str
    to_node: str
    two_way: bool
    length_m: int
    coordinates: tuple[Point, ...]
    classes: RoadClasses = ()  # of the roads that it follows
    dug: Dug = NOTHING_KNOWN  # what it is dug through

    @property
    def id(self) -> str:
        """Its two ends, which name it."""
        return f"{self.from_node}--{self.to_node}"

    def reversed(self) -> Stretch:
        """Return the same stretch seen from its other end."""
        return replace(
            self,
            from_node=self.to_node,
            to_node=self.from_node,
            coordinates=self.coordinates[::-1],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How far and how crookedly fibre is laid; lengths in metres."""

    road_reach_m: float
    mesh_reach_m: float
    mesh_neighbours: int
    longest_m: float
    detour: float
    unsurveyed_m: int  # least length to a building whose point is only its soum centre
    dearest_over_trench: Fraction = Fraction(1)  # dearest metre on any path over a trench metre
    dearest_over_drop: Fraction = Fraction(1)
    splice_fibres: int = 0  # of a cable that a splice takes
    optical_reach_m: float | None = None  # along a cable to a PoP; None: not looked at
    extra: Mapping[str, Fraction] = field(default_factory=dict)  # dearest metres, by road class
    soil_extra: Mapping[str, Fraction] = field(default_factory=dict)  # the same, by soil
    slope_extra: Mapping[int, Fraction] = field(default_factory=dict)  # by least percent
    crossing_extra: Fraction = Fraction(0)  # dearest metres that a river crossing costs
    splice_m: int | None = None  # dearest metres that a splice is worth at most; None: not on sale
    relief: Relief | None = None  # where slopes are priced and heights known

    @property
    def has_extras(self) -> bool:
        """Whether a metre may cost more here than there."""
        return bool(self.extra or self.soil_extra or self.slope_extra or self.crossing_extra)

    def worth_m(self, length_m: int, classes: RoadClasses, dug: Dug = NOTHING_KNOWN) -> int:
        """Return the dearest metres that a way costs at most, with the extras due along it."""
        return length_m + math.ceil(self._extras(classes, dug)) if self.has_extras else length_m

    def cost_of(self, stretch: Stretch) -> Fraction:
        """Return what a stretch costs in dearest metres; its metres where nothing has extras."""
        if not self.has_extras:
            return Fraction(stretch.length_m)
        over = self.dearest_over_drop if stretch.kind == DROP else self.dearest_over_trench
        return stretch.length_m / over + self._extras(stretch.classes, stretch.dug)

    def _extras(self, classes: RoadClasses, dug: Dug) -> Fraction:
        more = sum((m * self.extra.get(name, _NONE) for name, m in classes), _NONE)
        more += sum((m * self.soil_extra.get(name, _NONE) for name, m in dug.soils), _NONE)
        more += sum((m * self.slope_extra.get(least, _NONE) for least, m in dug.slopes), _NONE)
        return more + dug.crossings * self.crossing_extra


@dataclass(frozen=True, kw_only=True)
class Buildings:
    """The buildings that want fibre or have it, by site id."""

    wanting: Mapping[str, Point]
    lit: Mapping[str, Point]
    unsurveyed: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()  # of the wanting, those that ask for two ways

    @cached_property
    def points(self) -> dict[str, Point]:
        """Every building's point by site id."""
        return {**self.wanting, **self.lit}


def directed(stretches: Iterable[Stretch]) -> dict[tuple[str, str], int]:
    """Return the length of every way a stretch may be used, by (from, to)."""
    lengths: dict[tuple[str, str], int] = {}
    for s in stretches:
        ways = [(s.from_node, s.to_node)] + ([(s.to_node, s.from_node)] if s.two_way else [])
        for way in ways:
            lengths[way] = min(s.length_m, lengths.get(way, s.length_m))
    return lengths


def at_least(length_m: int, sites: list[str], buildings: Buildings, ground: Ground) -> int:
    """Lengthen a stretch to a building whose exact place is not known."""
    vague = any(s in buildings.unsurveyed for s in sites)
    return max(length_m, ground.unsurveyed_m) if vague else length_m
