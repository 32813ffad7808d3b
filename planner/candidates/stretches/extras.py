"""What a trench costs on top of its metres: by road, soil and slope, and for rivers it crosses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from inventory.prices.catalogue import Catalogue, Item, Role
from planner.candidates.candidate import CostLine, RoadMetres, SlopeMetres, SoilMetres
from planner.candidates.cost_lines import cheapest, line
from planner.candidates.stretches.stretch import Stretch

_Key = TypeVar("_Key", str, int)


@dataclass(frozen=True, kw_only=True)
class Extras:
    """The items that trenches buy on top, the cheapest of each class."""

    by_road: Mapping[str, Item]
    by_soil: Mapping[str, Item]
    by_slope: Mapping[int, Item]  # by the least percent of its class
    crossing: Item | None

    @classmethod
    def of(cls, catalogue: Catalogue) -> Extras:
        """Return the extras that a catalogue sells."""
        items = catalogue.of(Role.TRENCH_EXTRA)
        return cls(
            by_road=_cheapest((i.road_class, i) for i in items),
            by_soil=_cheapest((i.soil_class, i) for i in items),
            by_slope=_cheapest((i.slope_percent, i) for i in items),
            crossing=cheapest(catalogue.of(Role.RIVER_CROSSING)),
        )

    def lines(self, stretch: Stretch) -> tuple[CostLine, ...]:
        """Return what a stretch buys on top of its metres."""
        due = [(self.by_road.get(r.road_class), r.metres) for r in roads_of(stretch)]
        due += [(self.by_soil.get(s.soil_class), s.metres) for s in soils_of(stretch)]
        due += [(self.by_slope.get(s.from_percent), s.metres) for s in slopes_of(stretch)]
        due += [(self.crossing, stretch.dug.crossings)]
        return tuple(line(item, units) for item, units in due if item is not None and units)


def _cheapest(items: Iterable[tuple[_Key | None, Item]]) -> dict[_Key, Item]:
    found: dict[_Key, list[Item]] = {}
    for key, item in items:
        if key is not None:
            found.setdefault(key, []).append(item)
    cheap = {key: cheapest(several) for key, several in found.items()}
    return {key: item for key, item in cheap.items() if item is not None}


def worth(items: Mapping[_Key, Item], dearest: int) -> dict[_Key, Fraction]:
    """Return what a metre of each class costs more, in metres at the dearest price."""
    return {key: Fraction(item.unit_price_minor, max(1, dearest)) for key, item in items.items()}


def roads_of(stretch: Stretch) -> tuple[RoadMetres, ...]:
    """Return the metres of a stretch by the class of road that it follows, in order of classes."""
    found = _metres(stretch.classes)
    return tuple(RoadMetres(road_class=name, metres=m) for name, m in found if name)


def soils_of(stretch: Stretch) -> tuple[SoilMetres, ...]:
    """Return the metres of a stretch by soil, in order of classes."""
    return tuple(SoilMetres(soil_class=n, metres=m) for n, m in _metres(stretch.dug.soils))


def slopes_of(stretch: Stretch) -> tuple[SlopeMetres, ...]:
    """Return the metres of a stretch by slope, the gentlest first."""
    return tuple(SlopeMetres(from_percent=p, metres=m) for p, m in _metres(stretch.dug.slopes))


def _metres(parts: Iterable[tuple[_Key, int]]) -> list[tuple[_Key, int]]:
    totals: dict[_Key, int] = {}
    for key, metres in parts:
        totals[key] = totals.get(key, 0) + metres
    return sorted(totals.items())
