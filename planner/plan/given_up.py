"""What a site gives up for what it receives: its present link, speed, volume and contract."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.prices.catalogue import Role
from planner.language.formats import service
from planner.language.label import Label
from planner.language.labels import filled, joined, word
from planner.plan.plan import Deployment
from sites.site import Site

_GOES_ON = "upgrade"  # the technology that sells more on the link that is there


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A present link that ends because of a plan."""

    link_type: str
    mbps: float  # in the busy hour
    cap_gb: float | None  # a month; None: no cap
    contract_end: str | None  # YYYY-MM-DD; None: not stated
    ending_cost_minor: int  # paid once in the plan, 0 where ending costs nothing

    def told(self, currency: str) -> Label:
        """Return the link with its speed, its contract and what ending that costs."""
        link = joined(" ", (word("link_type", self.link_type), service(self.mbps, self.cap_gb)))
        if self.contract_end is None and not self.ending_cost_minor:
            return link
        if not self.ending_cost_minor:
            return filled("given_up.contract", link=link, day=self.contract_end)
        cost = f"{self.ending_cost_minor:,} {currency}"
        if self.contract_end is None:
            return filled("given_up.cost", link=link, cost=cost)
        return filled("given_up.contract_cost", link=link, day=self.contract_end, cost=cost)


def given_up(deployment: Deployment, site: Site) -> GivenUp | None:
    """Return the present link that a site loses, None where it has none, keeps or upgrades it."""
    ends = deployment.technology not in (None, _GOES_ON) or (
        deployment.mbps_before > 0 and deployment.mbps_after == 0
    )
    if not site.link.exists or not ends:
        return None
    return GivenUp(
        link_type=site.link.type.value,
        mbps=deployment.mbps_before,
        cap_gb=deployment.cap_gb_before,
        contract_end=site.link.end_date,
        ending_cost_minor=sum(
            line.amount_minor
            for line in deployment.lines
            if line.role == Role.CONTRACT_ENDING.value
        ),
    )
