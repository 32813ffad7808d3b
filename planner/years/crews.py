"""What crews can dig and install in a year, as limits of the programme.

Metres are those of trench and drop lines, bought ones alone; an installation is a new link. A
shared stretch belongs to the region of the site nearest to its middle. What crews leave undone in a
year is not made up for in the next: neither are their seasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from inventory.prices.catalogue import Timing
from optimizers.years.programme import WorkLimit
from planner.candidates.candidate import Asset
from planner.model.arcs import Arc, ArcKind
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.model.rows.policy import group_name
from planner.scenario.inputs import Inputs
from planner.scenario.years_settings import Crews
from planner.years.purchases import DUG
from sites.nearest.points import PointIndex
from sites.site import Site

TRENCH_M, INSTALLATIONS = "trench_m", "installations"
_UNITS = {TRENCH_M: "m", INSTALLATIONS: "links"}
_TITLES = {
    TRENCH_M: "metres of trench that crews dig in",
    INSTALLATIONS: "new links that crews install in",
}


def work_limits(inputs: Inputs, bought: Sequence[Arc]) -> tuple[WorkLimit, ...]:
    """Return the limits of the crews over what can be bought; those of nothing are left out."""
    years = inputs.scenario.years
    if years is None or years.crews is None:
        return ()
    sites = {site.id: site for site in inputs.sites}
    region, found = _region_of(inputs), []
    for meaning, upper in _asked(years.crews):
        amount = {
            arc.id: used
            for arc in bought
            if (used := _used(arc, meaning.quantity)) and meaning.group in ("", region(arc))
        }
        if amount:
            found.append(
                WorkLimit(
                    id=meaning.limit_id(),
                    title=title_of(meaning, sites),
                    unit=_UNITS[meaning.quantity],
                    amount=amount,
                    upper=tuple(upper),
                )
            )
    return tuple(found)


def title_of(meaning: LimitMeaning, sites: Mapping[str, Site]) -> str:
    """Return what a limit of crews is called in English."""
    where = group_name(sites, "aimag", meaning.group) if meaning.group else "the country"
    return f"{_TITLES[meaning.quantity]} {where}"


def work_meanings(inputs: Inputs) -> Mapping[str, LimitMeaning]:
    """Return what each limit of the crews means, by its id."""
    years = inputs.scenario.years
    asked = () if years is None or years.crews is None else _asked(years.crews)
    return {meaning.limit_id(): meaning for meaning, _ in asked}


def _asked(crews: Crews) -> Iterator[tuple[LimitMeaning, Sequence[int]]]:
    for quantity in _UNITS:
        if values := getattr(crews, quantity):
            yield _meaning(quantity, "country", ""), values
        for group, values in sorted(getattr(crews, f"{quantity}_by_aimag").items()):
            yield _meaning(quantity, "aimag", group), values


def _meaning(quantity: str, by: str, group: str) -> LimitMeaning:
    return LimitMeaning(kind=LimitKind.CREWS, by=by, group=group, quantity=quantity)


def _used(arc: Arc, quantity: str) -> int:
    if quantity == INSTALLATIONS:
        return int(arc.kind is ArcKind.OPTION)
    dug = (x for x in arc.lines if x.role in DUG and x.timing is Timing.ONE_TIME)
    return sum(line.quantity for line in dug)


def _region_of(inputs: Inputs) -> Callable[[Arc], str | None]:
    """Return what tells the region of an arc; None where nothing places it."""
    regions = {site.id: site.aimag for site in inputs.sites}
    points = {
        s.id: (s.longitude, s.latitude)
        for s in inputs.sites
        if s.longitude is not None and s.latitude is not None
    }
    index = PointIndex.of(points)

    def of(arc: Arc) -> str | None:
        if arc.site_id is not None:
            return regions[arc.site_id]
        if not isinstance(arc.subject, Asset) or not arc.subject.coordinates:
            return None
        line = arc.subject.coordinates
        near = index.nearest(line[len(line) // 2])
        return None if near is None else regions[near[0]]

    return of
