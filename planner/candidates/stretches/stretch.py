"""A stretch along which fibre could run, the ground it is laid in, the buildings it leads to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from sites.distance import Point, RoadClasses

EXISTING, TRENCH, DROP, SPLICE = "existing", "trench", "drop", "splice"


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
    splice_m: int | None = None  # dearest metres that a splice is worth at most; None: not on sale

    def worth_m(self, length_m: int, classes: RoadClasses) -> int:
        """Return the dearest metres that a way costs at most, with extras of its roads."""
        if not self.extra:
            return length_m
        return length_m + math.ceil(sum(m * self.extra.get(name, 0) for name, m in classes))


@dataclass(frozen=True, kw_only=True)
class Buildings:
    """The buildings that want fibre or have it, by site id."""

    wanting: Mapping[str, Point]
    lit: Mapping[str, Point]
    unsurveyed: frozenset[str] = frozenset()

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
