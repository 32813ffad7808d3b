"""What a site should have, what it has, and what closing the gap is worth.

The arithmetic of docs/technologies.md, section "Need and benefit". Every default lies in the
scenario with its source. One point is 100 weighted user-hours a week; benefits are counted in
thousandths of a point, so that 1 thousandth is a tenth of a weighted user-hour a week.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.candidates.benefit import (
    equity_factors,
    link_benefit,
    link_utility,
    offline_utility,
)
from planner.candidates.candidate import Need
from planner.candidates.present_links import latency_of, monthly_cap_gb
from planner.candidates.usage import (
    MONTHS,
    Use,
    sharing_of,
    target_mbps,
    use_of,
)
from planner.language.label import Label
from planner.language.labels import LABELS, filled
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.rationals import exact
from planner.scenario.settings import KindStandard, Scenario
from sites.site import SATELLITES, LinkType, Site, SiteKind


def needs_of(
    sites: Sequence[Site], scenario: Scenario, directives: Iterable[Directive] = ()
) -> dict[str, Need]:
    """Return the need of every site, by site id, in id order."""
    among = Among.of(sites, directives)
    return {site.id: among.need_of(site, scenario) for site in sorted(sites, key=lambda s: s.id)}


@dataclass(frozen=True, kw_only=True)
class Among:
    """What the needs of a site owe to the other sites and to the directives."""

    weights: tuple[Directive, ...]
    sharing: Mapping[tuple[str, str], int]
    with_dormitory: frozenset[str | None]

    @classmethod
    def of(cls, sites: Sequence[Site], directives: Iterable[Directive] = ()) -> Among:
        """Return what the sites count for each other."""
        return cls(
            weights=tuple(d for d in directives if d.kind is DirectiveKind.WEIGHT),
            sharing=Counter(sharing_of(s) for s in sites),
            with_dormitory=frozenset(s.parent_id for s in sites if s.kind is SiteKind.DORMITORY),
        )

    def need_of(self, site: Site, scenario: Scenario, people: float = 1.0) -> Need:
        """Return the need of one of the sites, see `need_of`.

        Of a programme of years it is that of the last year.
        """
        years = scenario.years
        last = None if years is None else years.count - 1
        return self.need_in(site, scenario, last, people)

    def need_in(
        self, site: Site, scenario: Scenario, year: int | None, people: float = 1.0
    ) -> Need:
        """Return the need of one of the sites in a year of a programme, counted from 0."""
        years = scenario.years
        more, target = 1.0, 1.0
        if years is not None and year is not None:
            more, target = years.growth_until(site.kind, site.aimag, year)
        return need_of(
            site,
            scenario,
            weights=[d for d in self.weights if d.target == site.id],
            sharing=self.sharing.get(sharing_of(site), 1),
            boarders_elsewhere=site.id in self.with_dormitory,
            people=people * more,
            target=target,
        )


def need_of(
    site: Site,
    scenario: Scenario,
    *,
    weights: Iterable[Directive] = (),
    sharing: int = 1,
    boarders_elsewhere: bool = False,
    people: float = 1.0,
    target: float = 1.0,
) -> Need:
    """Return what a site should have, what it has and what its gap is worth.

    `sharing` counts the institutions that share a soum's population, this one included;
    `boarders_elsewhere` says that a dormitory of its own in the tables counts a school's boarders;
    `people` multiplies everybody there, `target` what each of them asks of a link.
    """
    standard = scenario.standard_of(site.kind)
    use = use_of(site, scenario, sharing=sharing, boarders_elsewhere=boarders_elsewhere)
    use = use if people == 1.0 else use.times(people)
    link, equipment = present_link(site, scenario, use, target), site.equipment
    factors = equity_factors(site, scenario, weights)
    working, computers_note = working_computers(site, scenario)
    need = Need(
        site_id=site.id,
        user_hours_per_week=float(use.hours_per_week),
        kind_weight=standard.weight,
        equity_weight=math.prod(f for _, f in factors),
        equity_factors=factors,
        users=use.users,
        present_at_once=float(use.present_at_once),
        target_mbps=target_mbps(use.present_at_once, standard) * target,
        present_mbps=link.mbps,
        present_utility_thousandths=max(
            link.utility_thousandths, offline_utility(scenario) if equipment.content_server else 0
        ),
        link_gap_benefit=0,
        target_computers=math.ceil(use.present_at_once / exact(standard.users_per_computer)),
        working_computers=working,
        target_gb=use.users * scenario.gb_of_user(site.kind) * target,
        present_cap_gb=monthly_cap_gb(site, scenario),
        repairable_computers=repairable_computers(site, scenario),
        target_access_points=target_access_points(site, use, standard),
        access_points=equipment.access_points or 0,
        needs_lan=use.users > 0 and equipment.lan is not True,
        needs_ups=use.users > 0 and equipment.ups is not True,
        reliable_power=has_reliable_power(site, scenario),
        payer=site.link.payer or standard.payer,
        present_fee_per_year_minor=fee_per_year_minor(site),
        notes=(*use.notes, *link.notes, *computers_note, *_silences(site)),
    )
    return replace(need, link_gap_benefit=link_benefit(need, scenario, 1000))


# --- what it should have and has -------------------------------------------------------------


def present_mbps(site: Site, scenario: Scenario) -> tuple[float, tuple[Label, ...]]:
    """Return what the present link delivers in the busy hour, and a note where that is assumed."""
    link = site.link
    if link.type is LinkType.NONE:
        return 0.0, ()
    if link.measured_mbps is not None:
        return link.measured_mbps, ()
    share = scenario.demand.busy_hour_share
    if link.contract_mbps is not None:
        mbps = float(exact(link.contract_mbps) * exact(share))
        shared = site.contention is not None and link.type not in SATELLITES
        if site.contention is not None and shared and 1 / site.contention < share:
            note = filled("assumed.contention", contention=f"{site.contention:g}")
            return float(exact(link.contract_mbps) / exact(site.contention)), (note,)
        return mbps, (filled("assumed.speed", share=f"{share:g}"),)
    if link.exists:
        mbps = scenario.mbps_of_unknown_link(site.kind)
        return mbps, (filled("assumed.unknown_speed", mbps=f"{mbps:g}"),)
    return 0.0, (LABELS["assumed.no_speed"],)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentLink:
    """What the present link delivers in the busy hour, and how good that is for the site."""

    mbps: float
    utility_thousandths: int
    notes: tuple[Label, ...]


def present_link(site: Site, scenario: Scenario, use: Use, target: float = 1.0) -> PresentLink:
    """Return the worth of the present link, with the monthly volume assumed for its medium.

    `target` multiplies what each user asks of a link.
    """
    mbps, notes = present_mbps(site, scenario)
    utility = link_utility(
        scenario,
        delivered_mbps=mbps,
        target_mbps=target_mbps(use.present_at_once, scenario.standard_of(site.kind)) * target,
        latency=latency_of(site.link.type),
        monthly_cap_gb=monthly_cap_gb(site, scenario),
        target_gb=use.users * scenario.gb_of_user(site.kind) * target,
    )
    return PresentLink(mbps=mbps, utility_thousandths=utility, notes=notes)


def fee_per_year_minor(site: Site) -> int:
    """Return what the present link costs a year, 0 where there is none or no price is given."""
    if site.link.type is LinkType.NONE:
        return 0
    return (site.link.price_per_month_minor or 0) * MONTHS


def is_obsolete(site: Site, scenario: Scenario) -> bool:
    """Return whether a site's computers are older than the scenario lets count as working."""
    years, bought = scenario.procurement.obsolete_after_years, site.equipment.computers_year
    if years is None or bought is None or scenario.procurement.start_date is None:
        return False
    return int(scenario.procurement.start_date[:4]) - bought > years


def repairable_computers(site: Site, scenario: Scenario) -> int:
    """Return the broken computers of a site that are worth repairing: none of an obsolete lot."""
    if is_obsolete(site, scenario):
        return 0
    return site.equipment.computers_repairable or 0


def working_computers(site: Site, scenario: Scenario) -> tuple[int, tuple[Label, ...]]:
    """Return the computers that count as working, and a note where that is assumed or judged."""
    working, notes = _said_to_work(site)
    if working and is_obsolete(site, scenario):
        bought = site.equipment.computers_year
        return 0, (*notes, filled("assumed.obsolete", count=working, year=bought))
    return working, notes


def _said_to_work(site: Site) -> tuple[int, tuple[Label, ...]]:
    equipment = site.equipment
    if equipment.computers_working is not None:
        return equipment.computers_working, ()
    if equipment.computers is not None:
        return equipment.computers, (LABELS["assumed.all_work"],)
    return 0, (LABELS["assumed.no_computers"],)


def target_access_points(site: Site, use: Use, standard: KindStandard) -> int:
    """Return how many access points a site needs, by people present and by rooms."""
    if use.users == 0:
        return 0
    by_people = math.ceil(use.present_at_once / exact(standard.users_per_access_point))
    by_rooms = math.ceil((site.users.rooms or 0) / exact(standard.rooms_per_access_point))
    return max(1, by_people, by_rooms)


def has_reliable_power(site: Site, scenario: Scenario) -> bool:
    """Return whether electricity is there long enough each day.

    Where no hours are given, the grid counts as reliable and a generator, solar or no supply do
    not; where nothing at all is said, power is not doubted.
    """
    power = site.power
    if power.hours_per_day is not None:
        return power.hours_per_day >= scenario.reliable_power_hours
    return power.source is None or power.source == "grid"


def _silences(site: Site) -> tuple[Label, ...]:
    missing = [
        (site.equipment.lan is None, "lan"),
        (site.equipment.access_points is None, "access_points"),
        (site.equipment.ups is None, "ups"),
        (
            site.power.hours_per_day is None and site.power.source is None,
            "power",
        ),
    ]
    return tuple(LABELS[f"assumed.{what}"] for absent, what in missing if absent)


def keeper(named: str | None, needs: Mapping[str, Need]) -> str | None:
    """Return who keeps shared stretches: whoever is named, else the only payer of all sites."""
    if named is not None:
        return named
    payers = {n.payer for n in needs.values() if n.payer is not None}
    return next(iter(payers)) if len(payers) == 1 else None
