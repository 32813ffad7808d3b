"""Point-to-point microwave: one licensed hop from the nearest PoP or tower to the site.

Only distance is looked at here: terrain, the Fresnel zone, rain and the load of a tower are not.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.catalogue import Role
from planner.area import Area
from planner.offers import Reason
from planner.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.technology import Technology, setting
from planner.trenches import ROOT
from sites.distance import Point
from sites.site import LinkType, Site


class Microwave(Technology):
    """A radio hop with a head end, a terminal and a licence."""

    id: ClassVar[str] = "microwave"
    title: ClassVar[str] = "Microwave hop"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = True

    longest_hop_km: float = setting(
        40.0,
        "between 30 km (ITU Connectivity Planning Platform 2026, search_radius) and 50 km (ITU"
        " Broadband Calculation Tool)",
        "straight distance",
        ge=0,
    )
    most_mbps: float = setting(
        400.0,
        "ITU Connectivity Planning Platform 2026: max_throughput P2P",
        "delivered at most",
        ge=0,
    )
    from_towers: bool = setting(
        True,
        "ITU Connectivity Planning Platform 2026: hops start at cell sites",
        "may start a hop, not only PoPs",
    )

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the microwave contracts over one hop from the nearest lit point."""
        refused = same_medium(site, self.id, LinkType.MICROWAVE)
        if refused is not None:
            return refused
        start = self.start_of_hop(site, area)
        if start is None:
            return reject(site, self.id, Reason.NO_TOWER, "no PoP or tower is known")
        name, point, metres = start
        if metres > self.longest_hop_km * 1000:
            detail = f"{metres / 1000:.1f} km to {name}, more than {self.longest_hop_km:g} km"
            return reject(site, self.id, Reason.TOO_FAR, detail)
        way = Way(
            technology=self.id,
            link_type=LinkType.MICROWAVE,
            from_node=ROOT,
            equipment=equipment_of(
                area,
                LinkType.MICROWAVE,
                area.needs[site.id].payer,
                (Role.HEADEND, Role.TERMINAL),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            most_mbps=self.most_mbps,
            length_m=round(metres),
            from_point=point,
            note=f"hop of {round(metres)} m from {name}",
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, LinkType.MICROWAVE.value))

    def start_of_hop(self, site: Site, area: Area) -> tuple[str, Point, float] | None:
        """Return the name, place and distance in metres of the nearest PoP or tower."""
        starts: list[tuple[float, str, Point]] = []
        pop, tower = area.nearest_pop(site), area.nearest_tower(site)
        if pop is not None:
            starts.append((pop[1], pop[0].id, (pop[0].longitude, pop[0].latitude)))
        if tower is not None and self.from_towers:
            starts.append((tower[1], tower[0].id, (tower[0].longitude, tower[0].latitude)))
        if not starts:
            return None
        metres, name, point = min(starts)
        return name, point, metres
