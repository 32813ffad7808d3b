"""Offline content server: a library on a box with local Wi-Fi, refreshed by visits.

For places where no link is worth its price. Its utility is the scenario's `offline_utility`,
whatever the number of users; it never counts as service for a must-serve directive. A server that
the site has already has that utility today, and no second one is bought; who keeps it refreshed
today is not asked.
"""

from __future__ import annotations

from typing import ClassVar

from inventory.prices.catalogue import LatencyClass, Role
from planner.candidates.benefit import link_benefit, offline_utility
from planner.candidates.candidate import Candidate, CostLine, Reason, candidate_id
from planner.candidates.nodes import ROOT
from planner.candidates.options import Options, equipment_of, keeping, not_better, reject
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology
from planner.language.labels import LABELS, filled
from sites.site import LinkType, Site


class Content(Technology):
    """A server with content, and the yearly visits that refresh it."""

    id: ClassVar[str] = "content"
    title: ClassVar[str] = "Offline content server"
    needs_point: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False
    brings_wifi: ClassVar[bool] = True

    def offer(self, site: Site, area: Area) -> Options:
        """Offer a server where none is and the present link, if any, is worth less than one."""
        need, utility = area.needs[site.id], offline_utility(area.scenario)
        if site.equipment.content_server:
            detail = LABELS["detail.content_server"]
            return reject(site, self.id, Reason.ALREADY_THERE, detail)
        if need.present_utility_thousandths >= utility:
            mbps = f"{need.present_mbps:g}"
            detail = filled("detail.link_worth_more", mbps=mbps)
            return reject(site, self.id, Reason.LINK_BETTER, detail)
        buy = equipment_of(
            area, LinkType.NONE, need.payer, (Role.CONTENT_SERVER, Role.CONTENT_UPDATE)
        )
        lines = buy(0.0)
        if lines is None:
            detail = LABELS["detail.no_content_server"]
            return reject(site, self.id, Reason.NO_CONTRACT_ON_OFFER, detail)
        benefit = link_benefit(need, area.scenario, utility)
        option = self._candidate(site, utility, benefit, lines)
        if benefit <= 0:
            return not_better(site, area, self.id, [option])
        return keeping(site, area, self.id, [option])

    def _candidate(
        self, site: Site, utility: int, benefit: int, lines: tuple[CostLine, ...]
    ) -> Candidate:
        return Candidate(
            id=candidate_id(site.id, self.id, lines[0].sku),
            site_id=site.id,
            technology=self.id,
            link_type=LinkType.NONE.value,
            from_node=ROOT,
            delivered_mbps=0.0,
            latency=LatencyClass.OFFLINE,
            monthly_cap_gb=None,
            utility_thousandths=utility,
            benefit=benefit,
            lines=lines,
            reaches_minimum=False,
        )
