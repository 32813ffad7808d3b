"""What a visit to each site is worth: the value of perfect information, in points and in money.

At the prices of the plan's certificate each site is a small decision of its own: which link, and
which equipment. Knowing its figures before deciding is worth the mean of the best decisions less
the best decision on the mean (the expected value of perfect information). It is exact while those
prices stay, and no visit can be worth more.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizers.problem import BENEFIT
from planner.analysis.risk.site_worth import arcs_by_site, options, power_lines
from planner.analysis.risk.unknowns import Figure, Unknown, need_under, unknowns_of
from planner.analysis.survey.prices import Priced
from planner.analysis.sweep import prepared_for
from planner.bids.survey.rows import SurveyList, SurveyRow
from planner.candidates.candidate import Candidate, KitStep
from planner.candidates.needs import Among
from planner.candidates.usage import UsersFrom, users_from
from planner.language.labels import LABELS
from planner.language.said import LabelledError
from planner.model.arcs import ArcKind
from planner.model.site_worth import SiteArcs
from planner.pipeline.solve import quick_search

if TYPE_CHECKING:
    from pathlib import Path

    from optimizers.result import Result
    from planner.candidates.candidate import Need
    from planner.pipeline.prepare import Prepared
    from planner.scenario.inputs import Inputs
    from sites.site import Site

LEVELS = (-1.463366, -0.598798, 0.0, 0.598798, 1.463366)
"""Five equally likely values of mean 0 and deviation 1: the 10, 30, 50, 70 and 90 % points of a
normal distribution, moved apart until their deviation is 1."""
Gain = tuple[float, ...]  # of the ways to decide, one after the other


def survey_found(folder: Path, scenario: str | None = None) -> tuple[SurveyList, Inputs]:
    """Return what visits are worth under a plan at the least effort, and the inputs.

    Raises what reading raises, LabelledError where no certificate puts a price on the limits.
    """
    prepared = prepared_for(folder, scenario, None, {})
    found = None
    if prepared.model.problem.goals[0] == BENEFIT:
        found = survey_list(
            prepared, quick_search(prepared.model.problem, prepared.inputs.scenario)
        )
    if found is None:
        raise LabelledError(LABELS["survey.no_prices"])
    return found, prepared.inputs


def survey_list(prepared: Prepared, result: Result) -> SurveyList | None:
    """Return what each visit is worth at a plan's prices, None without a certificate of benefit."""
    priced = Priced.of(prepared, result)
    if priced is None:
        return None
    scenario, desk = prepared.inputs.scenario, _Desk.of(prepared, priced)
    uncertain, rows = 0, []
    for site in prepared.inputs.sites:
        unknowns = unknowns_of(site, scenario)
        uncertain += bool(unknowns)
        if unknowns and site.id in desk.arcs and (row := desk.row(site, unknowns)) is not None:
            rows.append(row)
    nobody = (users_from(site, scenario) is UsersFrom.NOWHERE for site in prepared.inputs.sites)
    return SurveyList(
        currency=prepared.inputs.catalogue.currency,
        rows=tuple(sorted(rows, key=lambda row: (-row.value, row.site_id))),
        uncertain=uncertain,
        nobody_known=sum(nobody),
    )


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """The small decisions of all sites at one set of prices."""

    prepared: Prepared
    priced: Priced
    arcs: Mapping[str, SiteArcs]
    among: Among
    power: Mapping[tuple[str, int], float]  # by site and arc: the cost of its kits, with its sign

    @classmethod
    def of(cls, prepared: Prepared, priced: Priced) -> _Desk:
        arcs, kits = arcs_by_site(prepared), power_lines(prepared)
        power = {}
        for site_id, of in arcs.items():
            for a, arc in options(of):
                sign, lines = kits(site_id, arc.lines)
                power[site_id, a] = sign * priced.of_lines(prepared, lines)
        among = Among.of(prepared.inputs.sites, prepared.inputs.directives)
        return cls(prepared=prepared, priced=priced, arcs=arcs, among=among, power=power)

    def row(self, site: Site, unknowns: Sequence[Unknown]) -> SurveyRow | None:
        """Return what a visit is worth, None where it changes nothing."""
        value = self.value(site, unknowns)
        if value < 1:
            return None
        alone = {one.figure: self.value(site, [one]) for one in unknowns}
        figures = sorted(alone, key=lambda figure: (-alone[figure], figure))
        money = math.floor(value / self.priced.capex) if self.priced.capex > 0 else None
        visit = self._visit_minor(site)
        return SurveyRow(
            site_id=site.id,
            name=site.name,
            aimag=site.aimag_name,
            soum=site.soum_name,
            kind=site.kind.value,
            unknown=tuple(figure.value for figure in figures),
            value=math.floor(value),
            value_minor=money,
            visit_minor=visit,
            pays=None if money is None or visit is None else money > visit,
        )

    def _visit_minor(self, site: Site) -> int | None:
        asked = self.prepared.inputs.scenario.uncertainty
        if asked.visit_cost_minor is None:
            return None
        km = math.ceil(site.remoteness_km or 0.0)
        return asked.visit_cost_minor + km * asked.visit_cost_per_km_minor

    def value(self, site: Site, unknowns: Sequence[Unknown]) -> float:
        """Return the mean of the best decisions less the best decision on the mean."""
        gains = list(self._gains(site, unknowns))
        ways = [column[0] for column in gains]
        mean = [math.fsum(column) / len(gains) for column in zip(*ways, strict=True)]
        packs = [column[1] for column in gains]
        chains = [_mean(chain) for chain in zip(*packs, strict=True)]
        required = self._must_serve(site)
        known = math.fsum(_best(w, p, required=required) for w, p in gains) / len(gains)
        return max(0.0, known - _best(tuple(mean), tuple(chains), required=required))

    def _must_serve(self, site: Site) -> bool:
        problem = self.prepared.model.problem
        return any(
            problem.head[a] in problem.required
            for a, arc in self.arcs[site.id].arcs
            if arc.kind is not ArcKind.KIT
        )

    def _gains(
        self, site: Site, unknowns: Sequence[Unknown]
    ) -> Iterator[tuple[Gain, tuple[Gain, ...]]]:
        """Yield for each equally likely state what every link gains, and every length of chain."""
        scenario, of = self.prepared.inputs.scenario, self.arcs[site.id]
        for levels in itertools.product(LEVELS, repeat=len(unknowns)):
            pairs = zip(unknowns, levels, strict=True)
            deviations: dict[Figure, float] = {one.figure: one.sd * z for one, z in pairs}
            need = need_under(site, scenario, self.among, deviations)
            worth = of.worth(need, scenario)
            yield self._links(site, of, need, worth), self._chains(of, worth)

    def _links(self, site: Site, of: SiteArcs, need: Need, worth: Mapping[int, int]) -> Gain:
        found = []
        for a, arc in of.arcs:
            if arc.kind is ArcKind.KIT:
                continue
            gain = worth[a] - self.priced.arcs[a]
            if isinstance(arc.subject, Candidate):
                gain -= self._access(site, a)
                if need.reliable_power != of.need.reliable_power:
                    gain -= self.power[site.id, a]
            found.append(gain)
        return tuple(found)

    def _access(self, site: Site, a: int) -> float:
        """Return what leads to a link: all of it where the plan builds it for this site alone."""
        tail = self.prepared.model.problem.tail[a]
        more = self.priced.alone[site.id] if self.priced.tail_of.get(site.id) == tail else 0.0
        return self.priced.access.get(tail, math.inf) + more

    def _chains(self, of: SiteArcs, worth: Mapping[int, int]) -> tuple[Gain, ...]:
        """Return for each chain of equipment what it gains up to each of its packs."""
        chains: dict[str, list[tuple[int, float]]] = {}
        for a, arc in of.arcs:
            if arc.kind is ArcKind.KIT and isinstance(arc.subject, KitStep):
                step = (arc.subject.step, worth[a] - self.priced.arcs[a])
                chains.setdefault(arc.subject.chain, []).append(step)
        sums = (itertools.accumulate(gain for _, gain in sorted(c)) for c in chains.values())
        return tuple(tuple(one) for one in sums)


def _mean(states: Sequence[Gain]) -> Gain:
    return tuple(math.fsum(column) / len(states) for column in zip(*states, strict=True))


def _best(links: Gain, chains: tuple[Gain, ...], *, required: bool) -> float:
    """Return the best decision: a link with equipment behind it, or nothing where that may be."""
    best = max(links, default=-math.inf) + math.fsum(max(0.0, *chain) for chain in chains)
    return best if required and best > -math.inf else max(0.0, best)
