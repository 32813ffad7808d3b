"""What the purchases on offer at a site are worth, were its need another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.candidates.benefit import link_benefit, link_utility
from planner.candidates.candidate import Candidate, KitStep, Need
from planner.candidates.kit.equipment import computers_worth
from planner.model.arcs import Arc, ArcKind
from planner.scenario.rationals import exact, round_half_up
from planner.scenario.settings import Scenario

COMPUTERS = "computers"  # the chain of packs whose worth hangs on how many people share them


@dataclass(frozen=True, kw_only=True)
class SiteArcs:
    """What is on offer at a site, by number of its arc, and the need that it is made for."""

    need: Need
    arcs: tuple[tuple[int, Arc], ...]
    may_end: bool = False  # whether its present link may end: what keeps a link earns its worth

    def worth(self, need: Need, scenario: Scenario) -> dict[int, int]:
        """Return what each arc earns under another need, in thousandths of a point.

        Links are valued anew, computers by how many share them; of all other equipment the
        quantities stay and count for the hours of use.
        """
        hours = exact(self.need.user_hours_per_week)
        ratio = exact(need.user_hours_per_week) / hours if hours else Fraction(0)
        computers = self._computers(need, scenario)
        stays = -link_benefit(need, scenario, 0) if self.may_end else 0
        found = {}
        for a, arc in self.arcs:
            if isinstance(arc.subject, Candidate):
                found[a] = _link_worth(arc, self.need, need, scenario, ratio) + stays
            elif a in computers:
                found[a] = computers[a]
            else:
                found[a] = round_half_up(arc.benefit * ratio)
                found[a] += stays if arc.kind is ArcKind.KEEP else 0
        return found

    def _computers(self, need: Need, scenario: Scenario) -> dict[int, int]:
        """Return what each pack of computers adds to those before it."""
        packs = sorted(
            (arc.subject.step, a, arc.lines[0].quantity)
            for a, arc in self.arcs
            if isinstance(arc.subject, KitStep)
            and arc.subject.chain == COMPUTERS
            and arc.kind is ArcKind.KIT
        )
        has, found = need.working_computers, {}
        level = computers_worth(need, scenario, has)
        for _, a, quantity in packs:
            has += quantity
            reached = computers_worth(need, scenario, has)
            found[a], level = reached - level, reached
        return found


def _link_worth(arc: Arc, today: Need, need: Need, scenario: Scenario, ratio: Fraction) -> int:
    """Return what a new link gains, and the way inside that it brings by the hours of use."""
    link = arc.subject
    assert isinstance(link, Candidate)
    beside = arc.benefit - link_benefit(today, scenario, link.utility_thousandths)
    utility = link_utility(
        scenario,
        delivered_mbps=link.delivered_mbps,
        target_mbps=need.target_mbps,
        latency=link.latency,
        monthly_cap_gb=link.monthly_cap_gb,
        target_gb=need.target_gb,
    )
    return link_benefit(need, scenario, utility) + round_half_up(beside * ratio)


def site_arcs(
    arcs: Sequence[Arc], needs: Mapping[str, Need], may_end: frozenset[str] = frozenset()
) -> dict[str, SiteArcs]:
    """Return what is on offer at each site; shared stretches belong to none."""
    found: dict[str, list[tuple[int, Arc]]] = {}
    for a, arc in enumerate(arcs):
        if arc.site_id is not None and arc.kind is not ArcKind.ASSET:
            found.setdefault(arc.site_id, []).append((a, arc))
    return {
        site: SiteArcs(need=needs[site], arcs=tuple(of), may_end=site in may_end)
        for site, of in found.items()
    }
