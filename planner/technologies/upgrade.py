"""Upgrade of the present link: a larger contract on the line that is there.

Where the link delivers far less than its contract, the equipment at the site is suspected and
replaced with it. Ignores whether the operator can sell more on this line: capacity behind the
line is not modelled.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import NonNegativeFloat

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Reason
from planner.candidates.nodes import ROOT
from planner.candidates.options import (
    Equipment,
    Options,
    Way,
    equipment_of,
    no_equipment,
    offered,
    reject,
)
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology, setting
from planner.language.labels import LABELS
from planner.scenario.rationals import exact
from sites.site import SATELLITES, LinkType, Site


class Upgrade(Technology):
    """Contract steps on the present link, with new equipment where the old one fails."""

    id: ClassVar[str] = "upgrade"
    title: ClassVar[str] = "Upgrade of the present link"
    needs_point: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False
    keeps_contract: ClassVar[bool] = True

    swap_below_share: float = setting(
        0.5,
        "assumption, to confirm",
        "measured over due speed, below which equipment is replaced",
        ge=0,
    )
    most_mbps: dict[str, NonNegativeFloat] = setting(
        {"copper": 24.0, "cellular": 40.0, "microwave": 400.0, "geo": 50.0},
        "copper: ADSL2+ (ITU-T G.992.5); cellular: 4G in unicef/actual (2022); microwave: ITU"
        " Connectivity Planning Platform 2026; geo: ITU Broadband Calculation Tool",
        "delivered at most, by link type",
    )

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the contracts sold for the present link's medium."""
        link = site.link.type
        if link is LinkType.NONE:
            detail = LABELS["detail.no_link_to_upgrade"]
            return reject(site, self.id, Reason.NO_PRESENT_LINK, detail)
        if link is LinkType.UNKNOWN:
            detail = LABELS["detail.link_unknown"]
            return reject(site, self.id, Reason.NO_PRESENT_LINK, detail)
        swap = self.equipment_fails(site, area)
        way = Way(
            technology=self.id,
            link_type=link,
            from_node=ROOT,
            equipment=self._equipment(site, area) if swap else no_equipment,
            most_mbps=self.most_mbps.get(link.value),
            note=LABELS["detail.equipment_replaced"] if swap else None,
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, link.value))

    def equipment_fails(self, site: Site, area: Area) -> bool:
        """Return whether the link delivers far too little of its contract."""
        measured, contract = site.link.measured_mbps, site.link.contract_mbps
        if measured is None or contract is None:
            return False
        due = exact(contract) * exact(area.scenario.demand.busy_hour_share)
        if site.contention is not None and site.link.type not in SATELLITES:
            due = min(due, exact(contract) / exact(site.contention))
        return exact(measured) < due * exact(self.swap_below_share)

    def _equipment(self, site: Site, area: Area) -> Equipment:
        payer = area.needs[site.id].payer
        roles = (Role.TERMINAL,), (Role.INSTALLATION,)
        return equipment_of(area, site.link.type, payer, *roles)
