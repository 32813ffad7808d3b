"""LEO satellite: a self-aligning terminal under the open sky, with low latency.

Ignores obstructions of the sky. How many links a beam and licences leave, places may state.
The catalogue's busy-hour speed answers for what users of a beam share.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.prices.catalogue import LatencyClass
from planner.candidates.options import Options
from planner.candidates.satellites import satellite_options
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
        return satellite_options(site, area, LinkType.LEO, LatencyClass.LOW, self.most_mbps)
