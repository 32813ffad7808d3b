"""What a scenario assumes of sites where the inventory is silent or cannot be true, counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.candidates.present_links import monthly_cap_gb
from planner.candidates.usage import UsersFrom, users_from
from planner.scenario.settings import Scenario
from sites.site import Site


class AssumptionKind(StrEnum):
    """What is assumed, in the order of how much of a plan usually rests on it."""

    USERS_UNKNOWN = "users_unknown"  # nobody is counted: no benefit
    USERS_OF_KIND = "users_of_kind"  # users_if_unknown
    USERS_OF_POPULATION = "users_of_population"
    USERS_AT_ONCE = "users_at_once"  # people online at once are all
    STAFF_ONLY = "staff_only"
    SPEED_UNKNOWN = "speed_unknown"  # a link of mbps_if_unknown
    VOLUME_UNKNOWN = "volume_unknown"  # the GB a month of a capped medium
    SPEED_DOUBTED = "speed_doubted"  # a figure that cannot be true counts as unknown
    LINK_CONTRADICTED = "link_contradicted"  # no beside a link type: no link


_OF_USERS = {
    UsersFrom.NOWHERE: AssumptionKind.USERS_UNKNOWN,
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


def assumptions(sites: Sequence[Site], scenario: Scenario) -> tuple[Assumption, ...]:
    """Return what is assumed of sites, each kind once with the sites and figures it concerns."""
    found: dict[AssumptionKind, list[tuple[str, float | None]]] = {}
    for site in sites:
        for kind, value in _of_site(site, scenario):
            found.setdefault(kind, []).append((site.id, value))
    return tuple(_joined(kind, found[kind]) for kind in AssumptionKind if kind in found)


def _joined(kind: AssumptionKind, of_sites: Iterable[tuple[str, float | None]]) -> Assumption:
    pairs = sorted(of_sites, key=lambda pair: pair[0])
    values = sorted({value for _, value in pairs if value is not None})
    return Assumption(
        kind=kind,
        values=tuple(f"{value:g}" for value in values),
        site_ids=tuple(site_id for site_id, _ in pairs),
    )


def _of_site(site: Site, scenario: Scenario) -> Iterator[tuple[AssumptionKind, float | None]]:
    """Yield what is assumed of one site, with the figure where there is one."""
    source = users_from(site, scenario)
    if source in _OF_USERS:
        stated = scenario.standard_of(site.kind).users_if_unknown
        yield _OF_USERS[source], stated if source is UsersFrom.KIND else None
    if site.link.speed_unknown:
        yield AssumptionKind.SPEED_UNKNOWN, scenario.mbps_of_unknown_link(site.kind)
    volume_gb = monthly_cap_gb(site, scenario)
    if volume_gb is not None:
        yield AssumptionKind.VOLUME_UNKNOWN, volume_gb
    if site.link.speed_doubted:
        yield AssumptionKind.SPEED_DOUBTED, None
    if site.link.contradicted:
        yield AssumptionKind.LINK_CONTRADICTED, None
