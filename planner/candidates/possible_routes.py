"""Where trenches and masts could lead, as far as offers at single sites look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from planner.candidates.nodes import premises
from planner.candidates.relay_masts import Masts, Relay
from planner.candidates.stretches.two_ways import TwoWays
from planner.candidates.trenches import Trenches


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Trenches and masts without the stretches and hops that plans are built from.

    Both depend on all sites. What is offered at one site looks only at the least length to a
    building, at who is on fibre today, and at the masts that a site could be reached from.
    """

    trenches: Trenches
    masts: Masts

    def ways_to(self, site_id: str) -> tuple[object, ...]:
        """Return how trenches and masts come to a site: what is offered there rests on no other."""
        least_m = self.trenches.least_to(site_id)
        masts = self.masts.points.get(site_id), self.masts.relays.get(site_id)
        return least_m, *masts, self.trenches.two_ways.get(site_id)

    def to_json(self) -> dict[str, Any]:
        """Return where trenches and masts lead as plain data."""
        return {
            "least_m": dict(self.trenches.least_m),
            "longest_m": self.trenches.longest_m,
            "lit": sorted(self.trenches.lit),
            "two_ways": {site: ways.to_json() for site, ways in self.trenches.two_ways.items()},
            "masts": {place: list(point) for place, point in self.masts.points.items()},
            "relays": {
                site: [list(astuple(relay)) for relay in relays]
                for site, relays in self.masts.relays.items()
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Laid:
        """Return what `to_json` made plain."""
        trenches = Trenches(
            least_m=data["least_m"],
            longest_m=data["longest_m"],
            lit=frozenset(data["lit"]),
            two_ways={site: TwoWays.from_json(ways) for site, ways in data["two_ways"].items()},
        )
        masts = Masts(
            points={place: (x, y) for place, (x, y) in data["masts"].items()},
            relays={site: tuple(map(_relay, found)) for site, found in data["relays"].items()},
        )
        return cls(trenches=trenches, masts=masts)


def _relay(fields: list[Any]) -> Relay:
    place, (x, y), metres, hops = fields
    return Relay(place=place, point=(x, y), metres=metres, hops=hops)


def laid_of(trenches: Trenches, masts: Masts, sites: Mapping[str, Any]) -> Laid:
    """Return trenches and masts as far as offers at single sites look at them."""
    buildings = {premises(site_id) for site_id in sites}
    return Laid(
        trenches=Trenches(
            least_m={node: m for node, m in trenches.least_m.items() if node in buildings},
            longest_m=trenches.longest_m,
            lit=trenches.lit,
            two_ways=trenches.two_ways,
        ),
        masts=Masts(points=masts.points, relays=masts.relays),
    )
