"""What indicators are made of: of each site its people, its groups and its service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.candidates.usage import BAGH_KINDS, CAPITAL_NAMES
from planner.language.collation import named_first
from planner.language.labels import LABELS
from planner.language.said import LabelledError
from sites.site import SiteKind

if TYPE_CHECKING:
    from planner.plan.plan import Deployment
    from planner.plan.programme_facts import ProgrammeFacts
    from planner.rendering.context import ExportContext
    from sites.site import Site

FULL = 1000  # thousandths of the standard of a link
UNDERSERVED_BELOW = 500  # thousandths of a soum's people at standard today


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The service of a site at one time."""

    connected: bool  # whether any link carries anything
    link_thousandths: int  # of the standard, by the scenario's utility
    computers: int  # that work

    @property
    def at_standard(self) -> bool:
        """Whether speed, monthly volume and latency of the link meet the standard."""
        return self.link_thousandths >= FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """A site as indicators see it."""

    site_id: str
    people: int  # who use it
    aimag: str  # name; "" where it has none
    soum: tuple[str, str]  # codes of aimag and soum
    kind: SiteKind
    settlement: str  # "capital", "aimag_centre", "soum", "bagh"
    before: State
    after: State

    @property
    def need(self) -> str:
        """The band of need: how good its link is for it today."""
        has = self.before.link_thousandths
        if has >= FULL:
            return "met"
        return "most" if 2 * has >= FULL else "some" if has else "nothing"


Groups = Mapping[str, Sequence[SiteFacts]]
SETTLEMENTS = ("capital", "aimag_centre", "soum", "bagh")
NEEDS = ("nothing", "some", "most", "met")
GROUPINGS: Mapping[str, Callable[[SiteFacts], str]] = MappingProxyType(
    {
        "aimag": lambda fact: fact.aimag,
        "kind": lambda fact: fact.kind.value,
        "settlement": lambda fact: fact.settlement,
        "need": lambda fact: fact.need,
    }
)
_ORDER: Mapping[str, Sequence[str]] = MappingProxyType(
    {"kind": [kind.value for kind in SiteKind], "settlement": SETTLEMENTS, "need": NEEDS}
)


def facts_of(context: ExportContext) -> tuple[SiteFacts, ...]:
    """Return every site of a plan as indicators see it, by aimag, soum and id.

    Raises LabelledError for a run recorded before plans told who uses a site.
    """
    return tuple(_facts(site, deployment) for deployment, site in context.deployments)


def _facts(site: Site, deployment: Deployment) -> SiteFacts:
    users, before = deployment.users, deployment.link_before_thousandths
    after = deployment.link_after_thousandths
    if users is None or before is None or after is None:
        raise LabelledError(LABELS["indicators.older_run"])
    computers = deployment.computers_before
    return SiteFacts(
        site_id=site.id,
        people=users,
        aimag=site.aimag_name,
        soum=(site.aimag, site.soum),
        kind=site.kind,
        settlement=settlement_of(site),
        before=State(
            connected=deployment.mbps_before > 0, link_thousandths=before, computers=computers
        ),
        after=State(
            connected=deployment.mbps_after > 0,
            link_thousandths=after,
            computers=computers + deployment.computers_added,
        ),
    )


def facts_by_year(
    facts: Sequence[SiteFacts], programme: ProgrammeFacts | None
) -> dict[int, tuple[SiteFacts, ...]]:
    """Return the sites with what each has at the end of each year as its later state.

    A site keeps its link of today until its new one comes. Nothing without a programme.
    """
    if programme is None:
        return {}
    return {
        year: tuple(_at_end_of(fact, programme, t) for fact in facts)
        for t, year in enumerate(programme.years)
    }


def _at_end_of(fact: SiteFacts, programme: ProgrammeFacts, t: int) -> SiteFacts:
    comes, added = programme.link_years.get(fact.site_id), programme.computers.get(fact.site_id)
    link = fact.before if comes is not None and comes > programme.years[t] else fact.after
    computers = fact.before.computers + (0 if added is None else added[t])
    return replace(fact, after=replace(link, computers=computers))


def settlement_of(site: Site) -> str:
    """Return where a site lies: in the capital, an aimag centre, a soum centre or a bagh."""
    if site.aimag_name.casefold() in CAPITAL_NAMES:
        return "capital"
    if site.kind in BAGH_KINDS:
        return "bagh"
    return "aimag_centre" if site.remoteness_km == 0 else "soum"


def grouped(facts: Iterable[SiteFacts], by: str) -> dict[str, list[SiteFacts]]:
    """Return sites by aimag, kind, settlement or need, in the order people expect."""
    found: dict[str, list[SiteFacts]] = {}
    for fact in facts:
        found.setdefault(GROUPINGS[by](fact), []).append(fact)
    order = _ORDER.get(by)
    names = sorted(found, key=named_first) if order is None else sorted(found, key=order.index)
    return {name: found[name] for name in names}


def underserved(facts: Iterable[SiteFacts]) -> frozenset[tuple[str, str]]:
    """Return the soums in which less than half of the people have a link at standard today."""
    everybody: Counter[tuple[str, str]] = Counter()
    served: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        everybody[fact.soum] += fact.people
        served[fact.soum] += fact.people * fact.before.at_standard
    return frozenset(
        soum
        for soum, count in everybody.items()
        if count and served[soum] * FULL < count * UNDERSERVED_BELOW
    )
