"""One building, several institutions: one link, one terminal and one contract for all of them.

Sites of one `building_id`, or of one surveyed point, are one building. The institution on fibre, or
else the one that gains most, is the host of a link that all may use: it is laid out for the need of
all together, its terminal and contract are bought once and paid by the host's payer, and every
other institution needs cabling to it alone. Whether a link is shared, and by whom, is for the
optimizer: what the institutions are given of it in the same hours may not exceed what it delivers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inventory.prices.catalogue import LatencyClass, Role
from planner.candidates.benefit import link_benefit, link_utility
from planner.candidates.candidate import (
    Asset,
    Candidate,
    CostLine,
    Need,
    Period,
    Rejection,
    candidate_id,
)
from planner.candidates.cost_lines import cheapest, completed, line
from planner.candidates.nodes import SharedLink, shared_link
from planner.candidates.present_links import latency_of, worse_than_today
from planner.candidates.surroundings import Area, place_of, point_of
from planner.candidates.technology import Technology
from planner.language.labels import filled
from sites.distance import haversine_m
from sites.site import CoordinateQuality, LinkType, Site, SiteKind

BUILDING = "building"  # the kind of the asset, and begins the step of its options
GUEST = "neighbour"  # the technology of whoever uses the link of another institution
FAR_M = 300.0  # surveyed points of one building lie nearer to each other; assumption, to confirm
MOST_AT_ONE_POINT = 4  # more sites of one point are told as doubtful (`position.shared`)
_EVENING_KINDS = frozenset({SiteKind.DORMITORY})
_OPEN_LATE = frozenset({SiteKind.LIBRARY, SiteKind.COMMUNITY_CENTRE, SiteKind.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """The institutions of one building that could share a link, in id order, and their host."""

    members: tuple[Site, ...]
    host: Site


def periods_of(site: Site) -> tuple[Period, ...]:
    """Return when a site loads a link: dormitories in the evening, schools by day.

    A school with boarders studies in the evening, too; what is open to everybody, and what is of
    no known kind, counts in both. Assumptions, to confirm.
    """
    if site.kind in _EVENING_KINDS:
        return (Period.EVENING,)
    late = site.kind in _OPEN_LATE or (site.users.boarders or 0) > 0
    return (Period.DAY, Period.EVENING) if late else (Period.DAY,)


def sites_by_building(sites: Iterable[Site]) -> Iterator[tuple[Site, ...]]:
    """Yield the sites of each building with several, by `building_id` or by their one point."""
    named: dict[str, list[Site]] = defaultdict(list)
    placed: dict[tuple[float, float], list[Site]] = defaultdict(list)
    for site in sorted(sites, key=lambda s: s.id):
        if site.kind is SiteKind.MOBILE_UNIT:
            continue
        point = point_of(site)
        if site.building_id:
            named[site.building_id].append(site)
        elif point is not None and site.coordinate_quality is CoordinateQuality.SURVEYED:
            placed[point].append(site)
    yield from (tuple(found) for _, found in sorted(named.items()) if len(found) > 1)
    for _, found in sorted(placed.items()):
        if 1 < len(found) <= MOST_AT_ONE_POINT:
            yield tuple(found)


def are_apart(sites: Sequence[Site]) -> bool:
    """Return whether the surveyed points of sites are too far from each other for one building."""
    points = [
        place_of(site) for site in sites if site.coordinate_quality is CoordinateQuality.SURVEYED
    ]
    return any(haversine_m(one, other) > FAR_M for one in points for other in points)


def buildings_of(area: Area, asked: Collection[str]) -> list[Building]:
    """Return the buildings with some of the sites asked for, where a link could be shared."""
    found = []
    for sites in sites_by_building(area.sites.values()):
        if are_apart(sites) or not any(site.id in asked for site in sites):
            continue
        members = tuple(s for s in sites if _may_share(s, area))
        hosts = [s for s in members if _is_paid(area.needs[s.id], area)]
        gains = {s.id: area.needs[s.id].link_gap_benefit for s in members}
        if len(members) > 1 and hosts and any(gains.values()):
            on_fibre = {s.id: s.link.type is LinkType.FIBRE for s in hosts}
            host = max(hosts, key=lambda s: (on_fibre[s.id], gains[s.id], s.id))
            found.append(Building(members=members, host=host))
    return found


def _may_share(site: Site, area: Area) -> bool:
    """Return whether a site could gain by a link, or has fibre that others could gain by."""
    gains = area.needs[site.id].link_gap_benefit > 0
    has_fibre = site.link.type is LinkType.FIBRE and area.needs[site.id].users > 0
    return site.id not in area.excluded and (gains or has_fibre)


def _is_paid(need: Need, area: Area) -> bool:
    return need.payer is not None or area.scenario.allow_capex_without_payer


def together(building: Building, needs: Mapping[str, Need]) -> Need:
    """Return the need of all institutions of a building, as its host asks for a link.

    Mbps add up over those that use the link in the same hours; GB of a month over all.
    """
    members = [needs[site.id] for site in building.members]
    return replace(
        needs[building.host.id],
        user_hours_per_week=sum(need.user_hours_per_week for need in members),
        users=sum(need.users for need in members),
        target_mbps=max(asked_together(building, needs).values()),
        target_gb=sum(need.target_gb for need in members),
        link_gap_benefit=sum(need.link_gap_benefit for need in members),
        present_utility_thousandths=0,
    )


def _asks(need: Need) -> float:
    """Return the Mbps that a site should have: its target, and never less than it has today."""
    return max(need.target_mbps, need.present_mbps)


def asked_together(building: Building, needs: Mapping[str, Need]) -> dict[Period, float]:
    """Return the Mbps that the institutions of a building should have together, by period."""
    asked: dict[Period, float] = defaultdict(float)
    for site in building.members:
        for period in periods_of(site):
            asked[period] += _asks(needs[site.id])
    return dict(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The links that institutions of one building may share, and what each could have of them."""

    assets: tuple[Asset, ...] = ()
    candidates: tuple[Candidate, ...] = ()


Ask = Callable[[Site, Technology, Area], tuple[Candidate, ...] | Rejection]


def shared_links(
    area: Area, asked: Collection[str], technologies: Iterable[Technology], ask: Ask
) -> Shared:
    """Return the links that could be shared in the buildings of the sites asked for.

    `ask` returns what a technology offers a site, powered and paid. Nothing is shared where the
    catalogue sells no cabling.
    """
    if not area.scenario.share_in_buildings:
        return Shared()
    cabling = cheapest(area.catalogue.of(Role.CABLING))
    buildings = buildings_of(area, asked) if cabling is not None else []
    if cabling is None or not buildings:
        return Shared()
    needs = {b.host.id: together(b, area.needs) for b in buildings}
    widened = replace(area, needs={**area.needs, **needs})
    technologies = list(technologies)
    assets: list[Asset] = []
    candidates: list[Candidate] = []
    for building in buildings:
        answers = [ask(building.host, technology, widened) for technology in technologies]
        options = [c for found in answers if not isinstance(found, Rejection) for c in found]
        for number, option in enumerate(sorted(options, key=lambda c: c.id), start=1):
            place = SharedLink(site_id=building.host.id, number=number)
            behind = list(_behind(option, place, building, area, line(cabling)))
            if len({c.site_id for c in behind}) > 1:
                assets.append(_asset(option, place, building.host, area))
                candidates += behind
    return Shared(assets=tuple(assets), candidates=tuple(candidates))


def _asset(option: Candidate, place: SharedLink, host: Site, area: Area) -> Asset:
    """Return the link itself: terminal, installation and contract, once."""
    point, mbps = point_of(host), math.floor(option.delivered_mbps)
    return Asset(
        id=f"{option.from_node}--{shared_link(place)}",
        kind=BUILDING,
        from_node=option.from_node,
        to_node=shared_link(place),
        two_way=False,
        length_m=0,
        lines=completed(option.lines, area.catalogue),
        coordinates=() if point is None else (point,),
        site_id=host.id,
        shared_mbps=mbps,
        carriers=area.settlements_of(host, option.link_type),
        takes=mbps,
    )


def _behind(
    option: Candidate, place: SharedLink, building: Building, area: Area, cabling: CostLine
) -> Iterator[Candidate]:
    """Yield what each institution could have of a link.

    That is all it needs, its part of the whole, or what is left when all others have their need.
    """
    most_mbps = math.floor(option.delivered_mbps)
    if most_mbps < 1 or option.latency is LatencyClass.OFFLINE:
        return
    asked = asked_together(building, area.needs)
    all_gb = sum(area.needs[site.id].target_gb for site in building.members)
    for site in building.members:
        need = area.needs[site.id]
        busiest = max(asked[period] for period in periods_of(site))
        part = math.floor(most_mbps * _asks(need) / busiest) if busiest > 0 else most_mbps
        whole = min(most_mbps, math.ceil(_asks(need)))
        left = max(0, most_mbps - _beside(site, building, area.needs))
        cap_gb = option.monthly_cap_gb
        if cap_gb is not None and all_gb > 0:
            cap_gb = math.floor(cap_gb * need.target_gb / all_gb)
        lines = () if site.id == building.host.id else (cabling,)
        for mbps in sorted({whole, min(whole, part), min(whole, left)} - {0}):
            found = _part(option, place, site, need, area, mbps, cap_gb, lines)
            lost = worse_than_today(found, site, need, area.scenario, latency_of(site.link.type))
            stays = need.link_gap_benefit == 0 and found.benefit == 0  # at standard, and still so
            if (found.benefit > 0 or stays) and lost is None:
                yield found


def _beside(site: Site, building: Building, needs: Mapping[str, Need]) -> int:
    """Return the whole Mbps that all others need in the busiest hours of a site."""
    others = [other for other in building.members if other.id != site.id]
    return max(
        sum(math.ceil(_asks(needs[o.id])) for o in others if period in periods_of(o))
        for period in periods_of(site)
    )


def _part(
    option: Candidate,
    place: SharedLink,
    site: Site,
    need: Need,
    area: Area,
    mbps: int,
    cap_gb: float | None,
    lines: tuple[CostLine, ...],
) -> Candidate:
    """Return the option of an institution to have so many Mbps of a shared link."""
    utility = link_utility(
        area.scenario,
        delivered_mbps=mbps,
        target_mbps=need.target_mbps,
        latency=option.latency,
        monthly_cap_gb=cap_gb,
        target_gb=need.target_gb,
    )
    host = area.sites[place.site_id]
    technology = option.technology if site.id == host.id else GUEST
    step = f"{BUILDING}/{place.site_id}@{place.number}/{mbps}"
    return replace(
        option,
        id=candidate_id(site.id, technology, step),
        site_id=site.id,
        technology=technology,
        from_node=shared_link(place),
        delivered_mbps=float(mbps),
        monthly_cap_gb=cap_gb,
        utility_thousandths=utility,
        benefit=link_benefit(need, area.scenario, utility),
        lines=lines,
        reaches_minimum=mbps >= area.scenario.minimum_mbps,
        length_m=0,
        from_point=None,
        note=filled(
            "detail.shared_link",
            host=f"{host.name} ({host.id})",
            mbps=mbps,
            most=math.floor(option.delivered_mbps),
        ),
        periods=periods_of(site),
    )
