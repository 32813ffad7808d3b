"""GEO satellite: a dish on a geostationary satellite, with high latency.

Ignores mountains to the south, rain and how many terminals share a beam.
High latency lowers the utility of the link by the scenario's factor.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.prices.catalogue import LatencyClass
from planner.candidates.options import Options
from planner.candidates.satellites import satellite_options
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
        return satellite_options(site, area, LinkType.GEO, LatencyClass.HIGH, self.most_mbps)
