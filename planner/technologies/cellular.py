"""Cellular: a router with a SIM card where a mobile signal of a broadband generation is received.

Coverage polygons decide where the inventory has them, else the distance to a tower. Ignores the
load of the cell, so the catalogue's busy-hour speed must be an honest one.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import NonNegativeFloat

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Reason
from planner.candidates.nodes import ROOT
from planner.candidates.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology, setting
from planner.language.labels import LABELS, filled
from sites.distance import Point
from sites.site import LinkType, Site


class Cellular(Technology):
    """A fixed router on the mobile network."""

    id: ClassVar[str] = "cellular"
    title: ClassVar[str] = "Cellular"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = False

    tower_reach_km: dict[str, NonNegativeFloat] = setting(
        {"3G": 5.0, "4G": 5.0, "5G": 2.0},
        "ITU Connectivity Planning Platform 2026: coverage_distance 5 km; 5G: assumption",
        "by radio generation, where no coverage polygon is given",
    )
    most_mbps: dict[str, NonNegativeFloat] = setting(
        {"3G": 2.0, "4G": 40.0, "5G": 100.0},
        "3G and 4G: unicef/actual (2022); 5G: assumption",
        "delivered at most, by radio generation; others are no broadband",
    )

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the cellular contracts where a signal is received."""
        refused = same_medium(site, self.id, LinkType.CELLULAR)
        if refused is not None:
            return refused
        if not area.network.coverage and not area.network.towers:
            detail = LABELS["detail.no_tower_or_coverage"]
            return reject(site, self.id, Reason.NO_TOWER, detail)
        signal = self.signal(site, area)
        if signal is None:
            return self._no_signal(site, area)
        radio, point, metres = signal
        way = Way(
            technology=self.id,
            link_type=LinkType.CELLULAR,
            from_node=ROOT,
            equipment=equipment_of(
                area,
                LinkType.CELLULAR,
                area.needs[site.id].payer,
                (Role.TERMINAL,),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            most_mbps=self.most_mbps[radio],
            length_m=metres,
            from_point=point,
            note=filled("detail.signal", radio=radio),
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, LinkType.CELLULAR.value))

    def signal(self, site: Site, area: Area) -> tuple[str, Point | None, int] | None:
        """Return the best radio received, and the tower and distance in metres where known."""
        if area.network.coverage:
            radios = area.radios_covering(site) & self.most_mbps.keys()
            best = max(radios, key=lambda r: (self.most_mbps[r], r), default=None)
            return None if best is None else (best, None, 0)
        reach_m = 1000 * max(self.tower_reach_km.values(), default=0.0)
        heard = [
            (self.most_mbps[tower.radio], -metres, tower)
            for tower, metres in area.towers_within(site, reach_m)
            if tower.radio in self.most_mbps
            and metres <= 1000 * self.tower_reach_km.get(tower.radio, 0.0)
        ]
        if not heard:
            return None
        _, minus_metres, tower = max(heard, key=lambda h: (h[0], h[1], h[2].id))
        return tower.radio, (tower.longitude, tower.latitude), round(-minus_metres)

    def _no_signal(self, site: Site, area: Area) -> Options:
        if area.network.coverage:
            detail = LABELS["detail.outside_coverage"]
        else:
            reach = f"{max(self.tower_reach_km.values(), default=0.0):g}"
            detail = filled("detail.no_broadband_tower", reach=reach)
        return reject(site, self.id, Reason.NO_COVERAGE, detail)
