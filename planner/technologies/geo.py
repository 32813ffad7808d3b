"""GEO satellite: a dish on a geostationary satellite, with high latency.

Ignores mountains to the south, rain and how many terminals share a beam.
High latency lowers the utility of the link by the scenario's factor.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.prices.catalogue import LatencyClass, Role
from planner.candidates.nodes import ROOT
from planner.candidates.options import Options, Way, equipment_of, offered, same_medium
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology, setting
from sites.site import LinkType, Site


class Geo(Technology):
    """A geostationary satellite dish and contract."""

    id: ClassVar[str] = "geo"
    title: ClassVar[str] = "GEO satellite"
    needs_point: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False

    most_mbps: float = setting(
        50.0, "ITU Broadband Calculation Tool: satellite 50 Mbps", "delivered at most", ge=0
    )

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the GEO contracts; the sky is everywhere."""
        refused = same_medium(site, self.id, LinkType.GEO)
        if refused is not None:
            return refused
        way = Way(
            technology=self.id,
            link_type=LinkType.GEO,
            from_node=ROOT,
            equipment=equipment_of(
                area,
                LinkType.GEO,
                area.needs[site.id].payer,
                (Role.TERMINAL,),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            latency=LatencyClass.HIGH,
            most_mbps=self.most_mbps,
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, LinkType.GEO.value))
