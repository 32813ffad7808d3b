"""What each purchase costs in which year, and from which year on it can be in place.

A contract that is ended early is paid for as long as it still runs when the new link begins to
serve. With `order_from_month` a purchase is in place in the year in which it can be delivered, dug
and reached: orders of the first year are given from that month on, then tender, lead time of the
items, works within the ground season and the season in which vehicles reach the site follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from inventory.prices.catalogue import Role, Timing
from planner.candidates.candidate import CostLine
from planner.candidates.present_links import ENDING_SKU, ending_cost_minor
from planner.model.arcs import Arc, ArcKind
from planner.scenario.calendar import Calendar, start_date
from planner.scenario.inputs import Inputs
from planner.scenario.years_settings import Years
from sites.season import ALL_YEAR, months_of
from sites.site import Site

DUG = frozenset({Role.TRENCH.value, Role.DROP.value})


@dataclass(frozen=True, kw_only=True)
class Purchases:
    """Prices and dates of a programme's purchases."""

    inputs: Inputs
    done: Mapping[str, int]  # year, from 0, of what an earlier run bought, by its id

    @property
    def years(self) -> Years:
        """Return the settings of the programme."""
        years = self.inputs.scenario.years
        assert years is not None
        return years

    def costs(self, arc: Arc) -> list[int | None]:
        """Return what an arc costs once in each year, None where it cannot be bought then."""
        first, last = (year - self.years.first for year in self.between(arc))
        once = [line for line in arc.lines if line.timing is Timing.ONE_TIME]
        return [
            sum(self.amount(line, t, arc.site_id) for line in once) if first <= t <= last else None
            for t in range(self.years.count)
        ]

    def amount(self, line: CostLine, year: int, site_id: str | None) -> int:
        """Return what a line costs in a year, from 0, rounded up; yearly costs have no index."""
        if line.timing is not Timing.ONE_TIME:
            return line.amount_minor
        if line.sku == ENDING_SKU and self.years.contracts_run_out and site_id is not None:
            return ending_cost_minor(self._sites[site_id], self.inputs.scenario, self._ends(year))
        return int(-((-line.amount_minor * self.years.index_of(line.category, year)) // 1))

    def between(self, arc: Arc) -> tuple[int, int]:
        """Return the first and the last year in which an arc can be bought; last may be earlier."""
        years = self.years
        first, last = years.first, years.names[-1]
        if years.order_from_month is not None:
            first = max(first, self._in_place(arc, years.order_from_month).year)
        if arc.site_id is not None and arc.kind is not ArcKind.ASSET:
            first = max(first, years.earliest.get(arc.site_id, first))
            last = years.latest.get(arc.site_id, last)
        if years.done is not None:
            when = self.done.get(arc.id)
            first = max(first, years.done.before) if when is None else years.first + when
            last = last if when is None else first
        return first, last

    def _in_place(self, arc: Arc, month: int) -> dt.date:
        """Return the first day on which what is ordered at the start can be in place."""
        calendar, ordered = self._calendar, dt.date(self.years.first, month, 1)
        lines = [line for line in arc.lines if line.sku != ENDING_SKU]
        if not lines:
            return ordered
        contract = ordered + dt.timedelta(days=calendar.tender_days)
        leads = (calendar.lead_of.get(line.sku, calendar.lead_days) for line in lines)
        day = contract + dt.timedelta(days=max(leads))
        if any(line.role in DUG for line in lines):
            day = max(day, self._dug(contract))
        return day if arc.site_id is None else _reached(self._sites[arc.site_id], day)

    def _dug(self, contract: dt.date) -> dt.date:
        """Return the day on which works are finished within a ground season."""
        tender = self.inputs.scenario.tender
        for year in (contract.year, contract.year + 1):
            begin, end = (
                dt.date.fromisoformat(f"{year}-{day}")
                for day in (tender.ground_work_from, tender.ground_work_to)
            )
            finished = max(begin, contract) + dt.timedelta(days=tender.works_days)
            if finished <= end:
                return finished
        return end  # works longer than a season: it takes all of the next

    def _ends(self, year: int) -> dt.date:
        """Return the day on which contracts are ended by what is bought in a year."""
        day = dt.date(self.years.first + year, self.years.service_from_month, 1)
        start = start_date(self.inputs.scenario, self.inputs.catalogue)
        return day if start is None else max(day, start)

    @cached_property
    def _sites(self) -> dict[str, Site]:
        return {site.id: site for site in self.inputs.sites}

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar.of(self.inputs.scenario, self.inputs.catalogue)


def ended_at_most(inputs: Inputs) -> int:
    """Return what ending all contracts costs on the day the plan starts, more than in any year."""
    start = start_date(inputs.scenario, inputs.catalogue)
    return sum(ending_cost_minor(site, inputs.scenario, start) for site in inputs.sites)


def _reached(site: Site, day: dt.date) -> dt.date:
    """Return the first day, from one on, on which vehicles reach a site."""
    first, last = months_of(site.access_season) or ALL_YEAR
    while not (first <= day.month <= last or (first > last and not last < day.month < first)):
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return day
