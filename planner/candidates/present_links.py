"""What a site has today and may not lose: medium, speed, monthly volume, latency of its link.

A new link replaces the present one. Without a rule the optimizer trades a fast link for a cheaper
and worse one wherever that pays for something else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from inventory.prices.catalogue import Category, LatencyClass, Role, Timing
from planner.candidates.candidate import Candidate, CostLine, Need
from planner.language.label import Label
from planner.language.labels import LABELS, filled
from planner.scenario.settings import Protection, Scenario
from sites.site import LinkType, Site

MEDIUM_CLASS: Mapping[LinkType, int] = {
    LinkType.FIBRE: 3,
    LinkType.COPPER: 2,
    LinkType.MICROWAVE: 2,
    LinkType.WIRELESS: 2,
    LinkType.CELLULAR: 2,
    LinkType.LEO: 2,
    LinkType.GEO: 1,
    LinkType.UNKNOWN: 0,
    LinkType.NONE: 0,
}
"""Media by what they can grow into; assumption, to confirm. Speed and volume are judged apart."""
ENDING_SKU = "CONTRACT:ENDING"
"""One unit of money paid to end a present contract early, so that all of them share a price."""
_LATENCY_ORDER = {LatencyClass.OFFLINE: 0, LatencyClass.HIGH: 1, LatencyClass.LOW: 2}


def is_linked(site: Site, need: Need) -> bool:
    """Return whether a site has a link today: a medium, a speed or a fee is known."""
    return site.link.exists or need.present_mbps > 0 or need.present_fee_per_year_minor > 0


def months_left(start: dt.date, end: dt.date) -> int:
    """Return the monthly fees still to come of a contract: months begun from a day to its end."""
    if end <= start:
        return 0
    months = 12 * (end.year - start.year) + end.month - start.month
    return months + (end.day > start.day)


def ending_cost_minor(site: Site, scenario: Scenario, start: dt.date | None) -> int:
    """Return what ending the present contract on the day the plan starts costs, plan currency.

    As the sites table states; else the fees of the months left until the contract's end, at most
    `present_links.ending_months_due` of them. A contract that has ended, or of which the table
    gives neither end nor cost, ends for nothing.
    """
    link = site.link
    end = None if link.end_date is None else dt.date.fromisoformat(link.end_date)
    if not link.exists or (start is not None and end is not None and end <= start):
        return 0
    if link.end_cost_minor is not None:
        return link.end_cost_minor
    if start is None or end is None:
        return 0
    most = scenario.present_links.ending_months_due
    months = months_left(start, end)
    return (link.price_per_month_minor or 0) * (months if most is None else min(months, most))


def ending_line(amount_minor: int) -> CostLine:
    """Return the line that pays for the early end of a contract: so many units of money."""
    return CostLine(
        sku=ENDING_SKU,
        role=Role.CONTRACT_ENDING.value,
        name_mn=LABELS["item.contract_ending"].mn,
        name_en=LABELS["item.contract_ending"].en,
        category=Category.SERVICES,
        timing=Timing.ONE_TIME,
        unit="C62",
        quantity=amount_minor,
        unit_price_minor=1,
    )


def latency_of(link: LinkType) -> LatencyClass:
    """Return the latency class of a medium."""
    return LatencyClass.HIGH if link is LinkType.GEO else LatencyClass.LOW


def monthly_cap_gb(site: Site, scenario: Scenario) -> float | None:
    """Return the GB a month of the present link, else the scenario's default for its medium.

    None means no cap.
    """
    if site.link.cap_gb is not None:
        return site.link.cap_gb or None
    return scenario.present_links.monthly_cap_gb.get(site.link.type)


def worse_than_today(
    candidate: Candidate, site: Site, need: Need, scenario: Scenario, latency: LatencyClass
) -> Label | None:
    """Return what a site would lose with an option, None when it loses nothing that is protected.

    `latency` is that of the present link. A site without a link, or whose link carries nothing,
    has nothing to lose.
    """
    rules = scenario.present_links
    if site.link.type is LinkType.NONE or need.present_mbps <= 0:
        return None
    if site.kind in rules.unprotected_kinds or site.link.type in rules.unprotected_media:
        return None
    return next(iter(_losses(candidate, site, need, rules.protect, latency)), None)


def _losses(
    candidate: Candidate,
    site: Site,
    need: Need,
    protect: Iterable[Protection],
    latency: LatencyClass,
) -> Iterable[Label]:
    """Yield what an option takes away of what is protected, gravest first."""
    medium, today = LinkType(candidate.link_type), site.link.type
    if "medium" in protect and MEDIUM_CLASS[medium] < MEDIUM_CLASS[today]:
        yield filled("detail.worse_medium", new=_name(medium), today=_name(today))
    if "speed" in protect and candidate.delivered_mbps < need.present_mbps:
        yield filled(
            "detail.worse_speed",
            new=f"{candidate.delivered_mbps:g}",
            today=f"{need.present_mbps:g}",
        )
    if "volume" in protect and _is_tighter(candidate.monthly_cap_gb, need.present_cap_gb):
        yield filled("detail.worse_volume", new=f"{candidate.monthly_cap_gb:g}", today=_gb(need))
    if "latency" in protect and _LATENCY_ORDER[candidate.latency] < _LATENCY_ORDER[latency]:
        yield LABELS["detail.worse_latency"]


def _is_tighter(cap_gb: float | None, today_gb: float | None) -> bool:
    return cap_gb is not None and (today_gb is None or cap_gb < today_gb)


def _name(medium: LinkType) -> Label:
    return LABELS[f"link_type.{medium.value}"]


def _gb(need: Need) -> Label:
    if need.present_cap_gb is None:
        return LABELS["word.no_cap"]
    return filled("detail.volume", gb=f"{need.present_cap_gb:g}")
