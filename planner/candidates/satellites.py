"""What satellites of any orbit have in common: a dish at the site, a contract, the open sky."""

from __future__ import annotations

from inventory.prices.catalogue import LatencyClass, Role
from planner.candidates.candidate import Reason
from planner.candidates.nodes import ROOT
from planner.candidates.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.candidates.surroundings import Area
from planner.language.labels import filled
from sites.site import LinkType, Site


def satellite_options(
    site: Site, area: Area, medium: LinkType, latency: LatencyClass, most_mbps: float
) -> Options:
    """Offer the contracts of a satellite medium, whose technology is called like it.

    Nothing shared is built; a terminal must be on sale, installation and licence where they are.
    """
    refused = same_medium(site, medium.value, medium)
    if refused is not None:
        return refused
    closed = [c.name for c in area.settlements_of(site, medium) if c.carries == 0]
    if closed:
        detail = filled("detail.no_satellite_in", place=closed[0])
        return reject(site, medium.value, Reason.NO_COVERAGE, detail)
    payer = area.needs[site.id].payer
    with_it = (Role.INSTALLATION, Role.LICENCE)
    way = Way(
        technology=medium.value,
        link_type=medium,
        from_node=ROOT,
        equipment=equipment_of(area, medium, payer, (Role.TERMINAL,), with_it),
        latency=latency,
        most_mbps=most_mbps,
    )
    return offered(site, area, way, area.catalogue.of(Role.CONTRACT, medium.value))
