"""What a scenario assumes of sites where the inventory is silent or cannot be true, counted.

How much of the benefit rests on an assumption is an estimate for ranking alone: what everything
together is worth at its sites, or what a link is worth there where a link is assumed, over the same
of all sites. Sites without known users would be worth something if they were known: they are taken
as the mean of the sites with users, of their kind where there are any.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.candidates.benefit import equity_factors
from planner.candidates.kit.lan import is_silent
from planner.candidates.present_links import monthly_cap_gb
from planner.candidates.usage import UsersFrom, users_from, uses_of
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.settings import Scenario
from sites.site import Site, SiteKind


class AssumptionKind(StrEnum):
    """What is assumed, in the order in which those of equal weight are told."""

    USERS_UNKNOWN = "users_unknown"  # nobody is counted: no benefit
    USERS_OF_PEOPLE_NEAR = "users_of_people_near"  # a share of those within a radius
    USERS_OF_KIND = "users_of_kind"  # users_if_unknown
    USERS_OF_POPULATION = "users_of_population"
    USERS_AT_ONCE = "users_at_once"  # people online at once are all
    STAFF_ONLY = "staff_only"
    LINK_UNKNOWN = "link_unknown"  # silence about a link: planned as if there were none
    SPEED_UNKNOWN = "speed_unknown"  # a link of mbps_if_unknown
    VOLUME_UNKNOWN = "volume_unknown"  # the GB a month of a capped medium
    INSIDE_UNKNOWN = "inside_unknown"  # silence about router, Wi-Fi and LAN
    SPEED_DOUBTED = "speed_doubted"  # a figure that cannot be true counts as unknown
    LINK_CONTRADICTED = "link_contradicted"  # no beside a link type: no link


_OF_USERS = {
    UsersFrom.NOWHERE: AssumptionKind.USERS_UNKNOWN,
    UsersFrom.NEAR: AssumptionKind.USERS_OF_PEOPLE_NEAR,
    UsersFrom.KIND: AssumptionKind.USERS_OF_KIND,
    UsersFrom.POPULATION: AssumptionKind.USERS_OF_POPULATION,
    UsersFrom.PEAK: AssumptionKind.USERS_AT_ONCE,
    UsersFrom.STAFF: AssumptionKind.STAFF_ONLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One thing that is assumed of some sites, for example a link of 5 Mbps."""

    kind: AssumptionKind
    values: tuple[str, ...]  # the figures assumed, each once in order, as "5" Mbps or "300" people
    site_ids: tuple[str, ...]  # in id order
    share: float = 0.0  # of the benefit of everything at all sites, 0 to 1, about


def assumptions(
    sites: Sequence[Site],
    scenario: Scenario,
    directives: Iterable[Directive] = (),
) -> tuple[Assumption, ...]:
    """Return what is assumed of sites, each kind once, that with most of the benefit first.

    Directives may weigh sites.
    """
    found: dict[AssumptionKind, dict[str, float | None]] = {}
    for site in sites:
        for kind, value in _of_site(site, scenario):
            found.setdefault(kind, {})[site.id] = value
    if not found:
        return ()
    worth = _worths(sites, scenario, directives)
    all_of_it = sum(worth.values())
    told = []
    for kind, values in found.items():
        part = sum(worth[site_id] for site_id in sorted(values)) / all_of_it
        if kind not in _OF_USERS.values():
            part *= scenario.shares.link
        told.append(_joined(kind, values, round(part, 3)))
    order = list(AssumptionKind)
    return tuple(sorted(told, key=lambda one: (-one.share, order.index(one.kind))))


def _joined(kind: AssumptionKind, of_sites: Mapping[str, float | None], share: float) -> Assumption:
    values = sorted({value for value in of_sites.values() if value is not None})
    return Assumption(
        kind=kind,
        values=tuple(f"{value:g}" for value in values),
        site_ids=tuple(sorted(of_sites)),
        share=share,
    )


def _worths(
    sites: Sequence[Site], scenario: Scenario, directives: Iterable[Directive]
) -> dict[str, float]:
    """Return what everything together is about worth at each site; sites alike if none is known."""
    in_order = sorted(sites, key=lambda site: site.id)
    uses, weights = uses_of(in_order, scenario), _weights(directives)
    known = {
        site.id: float(uses[site.id].hours_per_week)
        * scenario.standard_of(site.kind).weight
        * math.prod(f for _, f in equity_factors(site, scenario, weights.get(site.id, ())))
        for site in in_order
        if uses[site.id].users > 0
    }
    of_kinds: dict[SiteKind, list[float]] = defaultdict(list)
    for site in in_order:
        if site.id in known:
            of_kinds[site.kind].append(known[site.id])
    means = {kind: sum(found) / len(found) for kind, found in of_kinds.items()}
    mean = sum(known.values()) / len(known) if known else 1.0
    worths = {site.id: known.get(site.id, means.get(site.kind, mean)) for site in in_order}
    return worths if any(worths.values()) else dict.fromkeys(worths, 1.0)


def _weights(directives: Iterable[Directive]) -> dict[str, list[Directive]]:
    found: dict[str, list[Directive]] = defaultdict(list)
    for directive in directives:
        if directive.kind is DirectiveKind.WEIGHT and _is_number(directive.value):
            found[directive.target].append(directive)
    return found


def _is_number(text: str) -> bool:
    """Return whether a directive's value can weigh anything; in a table with errors it may not."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _of_site(site: Site, scenario: Scenario) -> Iterator[tuple[AssumptionKind, float | None]]:
    """Yield what is assumed of one site, with the figure where there is one."""
    source = users_from(site, scenario)
    if source in _OF_USERS:
        standard = scenario.standard_of(site.kind)
        stated = {
            UsersFrom.KIND: standard.users_if_unknown,
            UsersFrom.NEAR: standard.population_radius_km,
        }
        yield _OF_USERS[source], stated.get(source)
    if site.link.is_silent:
        yield AssumptionKind.LINK_UNKNOWN, None
    if site.link.speed_unknown:
        yield AssumptionKind.SPEED_UNKNOWN, scenario.mbps_of_unknown_link(site.kind)
    volume_gb = monthly_cap_gb(site, scenario)
    if site.link.cap_gb is None and volume_gb is not None:
        yield AssumptionKind.VOLUME_UNKNOWN, volume_gb
    if is_silent(site) and not scenario.allow_links_without_way_inside:
        yield AssumptionKind.INSIDE_UNKNOWN, None
    if site.link.speed_doubted:
        yield AssumptionKind.SPEED_DOUBTED, None
    if site.link.contradicted:
        yield AssumptionKind.LINK_CONTRADICTED, None
