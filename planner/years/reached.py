"""Sites that no purchase can reach within the years in which they may receive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inventory.findings import Finding
from planner.language.messages.findings import phrase
from planner.model.arcs import Arc, ArcKind
from planner.project.checks.years_rules import YEARS_UNREACHED
from planner.project.config_text import ConfigText
from planner.scenario.inputs import Inputs
from planner.years.purchases import Purchases


def unreached(inputs: Inputs, arcs: Sequence[Arc]) -> Iterator[Finding]:
    """Yield each site to which nothing on offer can come in time, by its id.

    Tender, lead times and seasons count where orders have a month (`order_from_month`); nothing is
    yielded for a site that receives nothing for other reasons, or that an earlier run served.
    """
    years = inputs.scenario.years
    if years is None or not years.is_programme:
        return
    buying = Purchases(inputs=inputs, done={} if years.done is None else years.done.built)
    first: dict[str, int] = {}  # in which anything could be in place, by site
    in_time: set[str] = set()
    for arc in arcs:
        if arc.site_id is None or arc.kind is ArcKind.ASSET or not arc.lines:
            continue
        begin, end = buying.between(arc)
        first[arc.site_id] = min(begin, first.get(arc.site_id, begin))
        if begin <= min(end, years.names[-1]):
            in_time.add(arc.site_id)
    text = ConfigText.of(inputs.project.folder)
    base = ("scenarios", inputs.scenario_name, "years")
    for site_id in sorted(first.keys() - in_time):
        latest = years.latest.get(site_id)
        where = ("order_from_month",) if latest is None else ("latest", site_id)
        yield text.finding(
            YEARS_UNREACHED,
            (*base, *where),
            found=phrase(
                "{site}: in {year} at the latest, in place in {first} at the earliest",
                site=site_id,
                year=years.names[-1] if latest is None else latest,
                first=first[site_id],
            ),
            expected=phrase("a site that something reaches in time"),
            todo=phrase("order from an earlier month, or let it receive later")
            if latest is None or first[site_id] > years.names[-1]
            else phrase(
                "write {first} or later, or order from an earlier month", first=first[site_id]
            ),
        )
