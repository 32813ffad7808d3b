"""LEO satellite: a self-aligning terminal under the open sky, with low latency.

Ignores how many terminals one beam can feed, obstructions of the sky, and licences.
The catalogue's busy-hour speed and the scenario answer for those.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.prices.catalogue import LatencyClass, Role
from planner.candidates.nodes import ROOT
from planner.candidates.options import Options, Way, equipment_of, offered, same_medium
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology, setting
from sites.site import LinkType, Site


class Leo(Technology):
    """A low-orbit satellite terminal and contract."""

    id: ClassVar[str] = "leo"
    title: ClassVar[str] = "LEO satellite"
    needs_point: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False

    most_mbps: float = setting(
        150.0, "unicef/actual (2022): satellite 150 Mbps", "delivered at most", ge=0
    )

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the LEO contracts; the sky is everywhere."""
        refused = same_medium(site, self.id, LinkType.LEO)
        if refused is not None:
            return refused
        way = Way(
            technology=self.id,
            link_type=LinkType.LEO,
            from_node=ROOT,
            equipment=equipment_of(
                area,
                LinkType.LEO,
                area.needs[site.id].payer,
                (Role.TERMINAL,),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            latency=LatencyClass.LOW,
            most_mbps=self.most_mbps,
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, LinkType.LEO.value))
