"""A schedule in the user's terms: money, sites and people by year, and each site's years.

Yearly costs are those of a full year of what is in place at its end, present fees included, as the
limits count them. Replacements are due when the useful life of what was bought ends; no limit of
the programme counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from inventory.prices.catalogue import Timing
from optimizers.years.programme import Programme, Schedule, YearsResult
from planner.candidates.candidate import Asset, Candidate
from planner.candidates.present_value import opex_of
from planner.model.arcs import Arc, ArcKind
from planner.model.build import Model
from planner.model.limits import yearly_of_payer
from planner.plan.deployments import MACHINES
from planner.plan.savings import savings_of
from planner.scenario.inputs import Inputs
from planner.scenario.years_settings import Years
from planner.years.programme import needs_in
from planner.years.purchases import Purchases

NOBODY = ""  # stands for the payer where none is named


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """One year of a schedule; counts and benefit are of all that is in place at its end."""

    year: int
    benefit: int  # thousandths of a point, of a full year
    new_sites: int  # that receive anything for the first time
    sites: int  # that have received anything
    links: int  # new links
    users: int  # people at sites with a new link
    capex_minor: int  # paid in the year, at its prices
    capex_limit_minor: int | None  # money of the year, what carried over included
    capex_by_category_minor: Mapping[str, int]
    opex_minor: int
    opex_limit_minor: int | None
    opex_by_payer_minor: Mapping[str, int]
    opex_limit_by_payer_minor: Mapping[str, int]
    replacements_minor: int  # due in the year, at its prices
    saved_minor: int = 0  # of the year's purchases: from stock, by a tier


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteYears:
    """When a site receives what: its new link, and its equipment."""

    site_id: str
    link_year: int | None  # None: no new link
    technology: str | None
    equipment_years: tuple[int, ...]
    computers: tuple[int, ...]  # that it has received by the end of each year
    benefits: tuple[int, ...]  # of what it has by then, thousandths of a point
    capex_minor: int  # of its own purchases, at the prices of their years
    benefit: int  # in the end, thousandths of a point


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The schedule of the plan by year and by site, and by year the one made year by year."""

    years: tuple[YearFigures, ...]
    sites: tuple[SiteYears, ...]
    value: int
    bound: int | None
    weight: int  # of all years together: value / weight is a mean benefit
    purchases: tuple[tuple[str, str, int, int, int], ...]
    """Site or link, SKU, year from 0, quantity, and amount at the prices of that year."""
    replacements: tuple[tuple[str, int, int], ...]  # site or link, year from 0, amount
    works: tuple[tuple[str, int, int, int], ...] = ()
    """Of what crews do: limit, year from 0, what is done, and the most that can be."""
    savings: tuple[tuple[str, str, str, str, int, int, int], ...] = ()
    """Entity, category and region of a package, saving, its unit price, year from 0, quantity."""
    exact: bool = False  # whether the bound is that of all years as one problem
    compared: tuple[YearFigures, ...] = ()  # of the schedule made year by year; empty without one
    compared_value: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain data; what came later only where there is any."""
        newer = {"works", "exact", "savings"}
        found = {k: v for k, v in asdict(self).items() if v or k not in newer}
        for year in (*found["years"], *found["compared"]):
            if not year["saved_minor"]:
                del year["saved_minor"]
        return found


def figures_of(inputs: Inputs, model: Model, found: YearsResult) -> Figures:
    """Return the figures of the schedule that was found; raises ValueError where there is none."""
    if found.schedule is None:
        raise ValueError("no schedule was found, so it has no figures")
    settings = inputs.scenario.years
    assert settings is not None
    view = _View(
        inputs=inputs,
        model=model,
        programme=found.programme,
        settings=settings,
        purchases=Purchases(inputs=inputs, done={}),
    )
    other = next(iter(found.others), None)
    return Figures(
        years=tuple(view.of_years(found.schedule)),
        sites=tuple(view.of_sites(found.schedule)),
        value=found.schedule.value,
        bound=found.bound,
        weight=sum(found.programme.weights),
        purchases=tuple(view.of_purchases(found.schedule)),
        replacements=tuple(view.of_replacements(found.schedule)),
        works=tuple(view.of_works(found.schedule)),
        savings=tuple(view.of_savings(found.schedule)),
        exact=found.exact is not None,
        compared=() if other is None else tuple(view.of_years(other)),
        compared_value=None if other is None else other.value,
    )


@dataclass(frozen=True, kw_only=True)
class _View:
    """What schedules of a programme are told with."""

    inputs: Inputs
    model: Model
    programme: Programme
    settings: Years
    purchases: Purchases

    def _built(self, schedule: Schedule) -> list[tuple[Arc, int]]:
        index = self.model.arc_index()
        return [(self.model.arcs[index[i]], t) for i, t in sorted(schedule.built.items())]

    def of_years(self, schedule: Schedule) -> Iterator[YearFigures]:
        """Yield the figures of every year."""
        built, spent = self._built(schedule), self._spent(schedule)
        saved = self._spent(replace(schedule, amounts=()))
        carried, seen, replaced = 0, set[str](), Counter[int]()
        for _, t, amount in self.of_replacements(schedule):
            replaced[t] += amount
        for t, year in enumerate(self.settings.names):
            there = [arc for arc, when in built if when <= t]
            sites = {arc.site_id for arc in there if arc.site_id is not None and arc.lines}
            links = [arc for arc in there if isinstance(arc.subject, Candidate)]
            money = self.programme.money[t]
            limit = None if money is None else money + carried
            if self.settings.carries_over and limit is not None:
                carried = limit - spent[t]
            state = self._state(schedule, t)
            payers = self._payers(state)
            yield YearFigures(
                year=year,
                benefit=self.programme.benefit(schedule.built, t),
                new_sites=len(sites - seen),
                sites=len(sites),
                links=len(links),
                users=sum(self._users[t].get(a.site_id or "", 0) for a in links),
                capex_minor=spent[t],
                capex_limit_minor=limit,
                capex_by_category_minor=self._by_category(built, t),
                opex_minor=sum(payers.values()),
                opex_limit_minor=self.settings.opex_of(t),
                opex_by_payer_minor=payers,
                opex_limit_by_payer_minor=self.settings.opex_by_payer_of(t),
                replacements_minor=replaced[t],
                saved_minor=saved[t] - spent[t],
            )
            seen |= sites

    def _spent(self, schedule: Schedule) -> list[int]:
        return self.programme.spent(schedule.built, schedule.amounts)

    def of_savings(self, schedule: Schedule) -> Iterator[tuple[str, str, str, str, int, int, int]]:
        """Yield what each year saves: package, saving, its price, year and quantity."""
        index = self.model.arc_index()
        for t, amounts in enumerate(schedule.amounts):
            built = [index[i] for i, when in sorted(schedule.built.items()) if when == t]
            found: Counter[tuple[str, str, str, str, int]] = Counter()
            for bundle, savings in savings_of(self.model, built, amounts)[1].items():
                for s in savings:
                    key = bundle.entity, bundle.category, bundle.aimag, s.id, s.per_unit_minor
                    found[key] += s.quantity
            yield from ((*key, t, quantity) for key, quantity in sorted(found.items()))

    @cached_property
    def _users(self) -> list[Mapping[str, int]]:
        """People by site in each year."""
        if not self.settings.growth:
            return [self.model.policy.users] * self.settings.count
        each = (needs_in(self.inputs, t) for t in range(self.settings.count))
        return [{site_id: need.users for site_id, need in needs.items()} for needs in each]

    def _worth(self, arc: Arc, t: int) -> int:
        """Return what an arc earns in a full year, under the needs of that year."""
        if not self.settings.growth:
            return arc.benefit
        return self.programme.problems[t].benefit_of(self.programme.index[t][arc.id])

    def _state(self, schedule: Schedule, t: int) -> list[Arc]:
        """Return what is in place at the end of a year, present links that stay included.

        A slow present link of a site that is served later is no arc of the last problem, and is
        told by the first year's problem alone: its fee counts until it is replaced.
        """
        index = self.model.arc_index()
        ids = [
            self.programme.problems[t].arc_ids[a] for a in self.programme.state(schedule.built, t)
        ]
        return [self.model.arcs[index[i]] for i in ids if i in index]

    def _payers(self, state: list[Arc]) -> dict[str, int]:
        payers = {p for arc in state for p in _payers_of(arc)}
        found = {p: sum(yearly_of_payer(arc, p) for arc in state) for p in sorted(payers)}
        rest = sum(opex_of(arc.lines) + arc.fee_per_year_minor for arc in state)
        rest -= sum(found.values())
        return {**found, **({NOBODY: rest} if rest else {})}

    def _by_category(self, built: list[tuple[Arc, int]], t: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for arc, when in built:
            for line in arc.lines:
                if when == t and line.timing is Timing.ONE_TIME:
                    cost = self.purchases.amount(line, t, arc.site_id)
                    found[line.category.value] = found.get(line.category.value, 0) + cost
        return dict(sorted(found.items()))

    def of_purchases(self, schedule: Schedule) -> Iterator[tuple[str, str, int, int, int]]:
        """Yield what is bought where and in which year, by place, SKU and year."""
        quantities, amounts = Counter[tuple[str, str, int]](), Counter[tuple[str, str, int]]()
        for arc, t in self._built(schedule):
            for line in arc.lines:
                key = place_of(arc), line.sku, t
                quantities[key] += line.quantity
                amounts[key] += self.purchases.amount(line, t, arc.site_id)
        yield from ((*key, n, amounts[key]) for key, n in sorted(quantities.items()))

    def of_works(self, schedule: Schedule) -> Iterator[tuple[str, int, int, int]]:
        """Yield what crews do in each year, by limit, with the most that they can."""
        for work in self.programme.works:
            for t, upper in enumerate(work.upper):
                done = sum(work.amount.get(i, 0) for i, w in schedule.built.items() if w == t)
                yield work.id, t, done, upper

    def of_replacements(self, schedule: Schedule) -> Iterator[tuple[str, int, int]]:
        """Yield what is due again within the programme, by place and year."""
        found: Counter[tuple[str, int]] = Counter()
        for arc, when in self._built(schedule):
            for line in arc.lines:
                life = line.useful_life_years
                if line.timing is Timing.ONE_TIME and life:
                    for t in range(when + life, self.settings.count, life):
                        found[place_of(arc), t] += self.purchases.amount(line, t, arc.site_id)
        yield from ((*key, amount) for key, amount in sorted(found.items()))

    def of_sites(self, schedule: Schedule) -> Iterator[SiteYears]:
        """Yield each site that receives anything, in order of its first year and id."""
        by_site: dict[str, list[tuple[Arc, int]]] = {}
        for arc, t in self._built(schedule):
            if arc.site_id is not None:
                by_site.setdefault(arc.site_id, []).append((arc, t))
        at = {arc_id: k for k, arc_id in enumerate(self.programme.arc_ids)}
        rows = []
        for site_id, own in sorted(by_site.items()):
            link = next(((a, t) for a, t in own if isinstance(a.subject, Candidate)), None)
            first = self.settings.first
            kits = {first + t for arc, t in own if arc.kind in (ArcKind.KIT, ArcKind.KEEP)}
            row = SiteYears(
                site_id=site_id,
                link_year=None if link is None else first + link[1],
                technology=None if link is None else _technology(link[0]),
                equipment_years=tuple(sorted(kits)),
                computers=tuple(_machines(own, t) for t in range(self.settings.count)),
                benefits=tuple(
                    sum(self._worth(arc, t) for arc, when in own if when <= t)
                    for t in range(self.settings.count)
                ),
                capex_minor=sum(self.programme.cost[t][at[arc.id]] or 0 for arc, t in own),
                benefit=sum(arc.benefit for arc, _ in own),
            )
            if row.link_year is not None or row.equipment_years:
                rows.append((min(t for _, t in own), site_id, row))
        yield from (row for _, _, row in sorted(rows, key=lambda r: r[:2]))


def place_of(arc: Arc) -> str:
    """Return where a purchase is delivered: its site, or the stretch that belongs to none."""
    if arc.site_id is None and isinstance(arc.subject, Asset):
        return arc.subject.id
    return str(arc.site_id)


def _machines(own: Iterable[tuple[Arc, int]], year: int) -> int:
    """Return the working computers that what is bought by the end of a year adds."""
    lines = (line for arc, when in own if when <= year for line in arc.lines)
    return sum(line.quantity for line in lines if line.role in MACHINES)


def _technology(arc: Arc) -> str | None:
    return arc.subject.technology if isinstance(arc.subject, Candidate) else None


def _payers_of(arc: Arc) -> Iterator[str]:
    """Yield who pays yearly costs of an arc."""
    for line in arc.lines:
        if line.timing is Timing.PER_YEAR and line.payer is not None:
            yield line.payer
    if arc.fee_payer is not None and arc.fee_per_year_minor:
        yield arc.fee_payer
