"""What a technology sees of a site's surroundings: the network near by, prices, needs, trenches."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from inventory.prices.catalogue import Catalogue
from planner.candidates.candidate import Carrier, Need
from planner.candidates.nodes import ROOT, pop_node
from planner.candidates.relay_masts import Masts
from planner.candidates.sightlines import Sightlines
from planner.candidates.trenches import Trenches
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.distance import Point
from sites.nearest.points import PointIndex
from sites.network import Network, Pop, Tower, on_fibre_by_pop
from sites.site import SATELLITES, CoordinateQuality, LinkType, Site

_OVER_LAND = "settlement"  # the part of a settlement that contracts over land load


def point_of(site: Site) -> Point | None:
    """Return where a site is, or None when nothing places it."""
    if site.coordinate_quality is CoordinateQuality.NONE:
        return None
    if site.longitude is None or site.latitude is None:
        return None
    return (site.longitude, site.latitude)


def place_of(site: Site) -> Point:
    """Return where a site is; raises ValueError when nothing places it."""
    point = point_of(site)
    if point is None:
        raise ValueError(f"site {site.id} has no coordinates")
    return point


def middle_latitude(sites: Iterable[Site]) -> float | None:
    """Return the median latitude of sites that have a position; None where none has."""
    known = sorted(p[1] for site in sites if (p := point_of(site)) is not None)
    return known[len(known) // 2] if known else None


@dataclass(frozen=True, kw_only=True)
class Area:
    """The surroundings of every site, looked up lazily and never pair by pair."""

    scenario: Scenario
    catalogue: Catalogue
    network: Network
    sites: Mapping[str, Site]
    needs: Mapping[str, Need]
    trenches: Trenches
    excluded: frozenset[str] = frozenset()  # sites a directive forbids
    masts: Masts = field(default_factory=Masts)
    start: dt.date | None = None  # the day tendering starts: contracts run from then
    can_power: bool = True  # whether equipment without reliable electricity can be powered
    prepared: Mapping[str, Any] = field(default_factory=dict)  # by technology: what it laid out
    sightlines: Sightlines | None = None  # None: the ground is not known, links go by distance

    @cached_property
    def remembered(self) -> dict[Hashable, Any]:
        """What is alike at many sites and worked out once, by everything that it depends on."""
        return {}

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Everyone named to pay some site's recurrent costs, in order."""
        return tuple(sorted({n.payer for n in self.needs.values() if n.payer is not None}))

    @cached_property
    def middle_latitude(self) -> float | None:
        """The median latitude of the sites, for what nothing places; None where nothing is."""
        return middle_latitude(self.sites.values())

    @cached_property
    def _pops(self) -> PointIndex:
        return PointIndex.of({p.id: (p.longitude, p.latitude) for p in self.network.pops})

    @cached_property
    def _pops_by_id(self) -> dict[str, Pop]:
        return {p.id: p for p in self.network.pops}

    @cached_property
    def _towers(self) -> PointIndex:
        return PointIndex.of({t.id: (t.longitude, t.latitude) for t in self.network.towers})

    @cached_property
    def _towers_by_id(self) -> dict[str, Tower]:
        return {t.id: t for t in self.network.towers}

    @cached_property
    def _located(self) -> PointIndex:
        points = {i: point_of(s) for i, s in self.sites.items()}
        return PointIndex.of({i: p for i, p in points.items() if p is not None})

    @cached_property
    def _coverage(self) -> tuple[Any, tuple[str, ...]]:
        """A search tree of the coverage polygons, and the radio of each."""
        import shapely

        areas = self.network.coverage
        return shapely.STRtree([a.geometry for a in areas]), tuple(a.radio for a in areas)

    def look_ahead_to_network(self) -> None:
        """Look for the PoP and the tower nearest to every site at once."""
        self._pops.look_ahead(self._located.points, count=1)
        self._towers.look_ahead(self._located.points, count=1)

    def look_ahead_to_towers(self, reach_m: float) -> None:
        """Look for the towers within reach of every site at once."""
        self._towers.look_ahead(self._located.points, reach_m)

    def look_ahead_to_sites(self, reach_m: float) -> None:
        """Look for the sites within reach of every site at once."""
        self._located.look_ahead(self._located.points, reach_m)

    def nearest_pop(self, site: Site) -> tuple[Pop, float] | None:
        """Return the nearest PoP and its distance in metres."""
        found = self._pops.nearest(place_of(site))
        return None if found is None else (self._pops_by_id[found[0]], found[1])

    def pops_within(self, site: Site, reach_m: float) -> list[tuple[Pop, float]]:
        """Return the PoPs within reach with their distance in metres, nearest first."""
        return [(self._pops_by_id[i], m) for i, m in self._pops.within(place_of(site), reach_m)]

    def nearest_tower(self, site: Site) -> tuple[Tower, float] | None:
        """Return the nearest tower of any radio and its distance in metres."""
        found = self._towers.nearest(place_of(site))
        return None if found is None else (self._towers_by_id[found[0]], found[1])

    def pop(self, pop_id: str) -> Pop | None:
        """Return a PoP by its id, None for what is none."""
        return self._pops_by_id.get(pop_id)

    def node_of(self, start: str) -> str:
        """Return the node that a hop from a PoP or tower starts from."""
        pop = None if start in self._towers_by_id else self.pop(start)
        return ROOT if pop is None or not pop.is_limited else pop_node(pop.id)

    @cached_property
    def _on_fibre_by_pop(self) -> dict[str, list[Site]]:
        return on_fibre_by_pop(self.network, self.sites.values())

    def free_ports(self, pop: Pop) -> int | None:
        """Return the ports that today's links leave free, None where nobody counts them."""
        today = len(self._on_fibre_by_pop.get(pop.id, ()))
        return None if pop.ports is None else max(0, pop.ports - today)

    def towers_within(self, site: Site, reach_m: float) -> list[tuple[Tower, float]]:
        """Return the towers within reach with their distance in metres, nearest first."""
        return [(self._towers_by_id[i], m) for i, m in self._towers.within(place_of(site), reach_m)]

    def tower(self, tower_id: str) -> Tower | None:
        """Return a tower by its id, None for what is none."""
        return self._towers_by_id.get(tower_id)

    def backhaul_of(self, tower: Tower) -> tuple[Carrier, ...]:
        """Return what the link behind a tower carries for new links, nothing where none knows."""
        return self._carrier("backhaul", tower, tower.backhaul_mbps)

    @cached_property
    def _settlements(self) -> dict[tuple[str, str], Carrier]:
        """What places carry for new contracts, by part and code, where it is stated."""
        found: dict[tuple[str, str], Carrier] = {}
        for place in self.network.places:
            of_sky = ((LinkType.LEO, place.leo_mbps), (LinkType.GEO, place.geo_mbps))
            stated = [(medium.value, math.floor(m)) for medium, m in of_sky if m is not None]
            if place.backhaul_mbps is not None:
                stated.append((_OVER_LAND, self.for_new_links(place.backhaul_mbps)))
            for part, carries in stated:
                carrier = Carrier(part=part, name=place.code, carries=carries)
                found[part, place.code] = carrier
        return found

    def settlements_of(self, site: Site, link_type: str) -> tuple[Carrier, ...]:
        """Return what the contracts of a site share with others of its settlement and area.

        Contracts over land share its backhaul, satellites what beams and licences leave there.
        Nothing where nobody states it.
        """
        if not self._settlements:
            return ()
        part = link_type if link_type in SATELLITES else _OVER_LAND
        codes = dict.fromkeys((site.soum, site.aimag))
        found = (self._settlements.get((part, code)) for code in codes)
        return tuple(carrier for carrier in found if carrier is not None)

    def radio_of(self, tower: Tower, sector_mbps: float) -> tuple[Carrier, ...]:
        """Return what the sectors of a tower carry for new links, nothing where none knows."""
        total = None if tower.sectors is None else tower.sectors * sector_mbps
        return self._carrier("radio", tower, total)

    def _carrier(self, part: str, tower: Tower, mbps: float | None) -> tuple[Carrier, ...]:
        if mbps is None:
            return ()
        carries = self.for_new_links(mbps)
        return (Carrier(part=part, name=tower.id, carries=carries),)

    def for_new_links(self, mbps: float) -> int:
        """Return the whole Mbps that new links may have of what a tower or a PoP carries."""
        return math.floor(exact(mbps) * exact(self.scenario.demand.tower_share))

    def sites_within(self, site: Site, reach_m: float) -> list[tuple[Site, float]]:
        """Return the other sites within reach with their distance in metres, nearest first."""
        found = self._located.within(place_of(site), reach_m)
        return [(self.sites[i], m) for i, m in found if i != site.id]

    def radios_covering(self, site: Site) -> frozenset[str]:
        """Return the radio generations whose coverage polygons hold a site."""
        import shapely

        tree, radios = self._coverage
        hits = tree.query(shapely.Point(place_of(site)), predicate="intersects")
        return frozenset(radios[int(i)] for i in hits)
