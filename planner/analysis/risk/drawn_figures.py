"""Draws of what nobody knows of the sites: users, speeds of links, hours of power.

The packs and links on offer stay those of today; what they are worth, and which kits of power they
need, is what changes.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.risk.price_parts import counted, one_time
from planner.analysis.risk.site_worth import arcs_by_site, options, power_lines
from planner.analysis.risk.unknowns import Figure, Unknown, need_under, unknowns_of
from planner.candidates.needs import Among
from planner.candidates.present_value import PresentValue

if TYPE_CHECKING:
    from optimizers.problem import Problem
    from optimizers.reoptimize.price_draws import Change, Part
    from planner.model.site_worth import SiteArcs
    from planner.pipeline.prepare import Prepared
    from sites.site import Site

POWER = "power:"  # begins the group of a site's kits
AS_TODAY, TWICE, WITHOUT = 1000, 2000, 0  # ratios in thousandths: of kits to be bought, and bought


@dataclass(frozen=True, kw_only=True)
class DrawnFigures:
    """The sites whose figures vary, and what that changes in a problem."""

    prepared: Prepared
    seed: int
    sites: Mapping[str, tuple[Site, tuple[Unknown, ...], SiteArcs]]
    parts: tuple[Part, ...]  # of the kits of power, a group for each site
    among: Among

    @classmethod
    def of(cls, prepared: Prepared, problem: Problem, seed: int) -> DrawnFigures:
        """Return what may vary in a problem made of that of the scenario."""
        scenario, by_site = prepared.inputs.scenario, arcs_by_site(prepared)
        found = {
            site.id: (site, unknowns, by_site[site.id])
            for site in prepared.inputs.sites
            if site.id in by_site and (unknowns := unknowns_of(site, scenario))
        }
        doubted = {
            name
            for name, (_, unknowns, _) in found.items()
            if any(one.figure is Figure.POWER_HOURS for one in unknowns)
        }
        return cls(
            prepared=prepared,
            seed=seed,
            sites=found,
            parts=tuple(_power_parts(prepared, problem, by_site, doubted)),
            among=Among.of(prepared.inputs.sites, prepared.inputs.directives),
        )

    def change(self, number: int) -> Change:
        """Return what draw number `number` changes; each site and figure has its own stream."""
        from optimizers.reoptimize.price_draws import Change

        common = {figure: self._normal(number, f"factor/{figure}") for figure in Figure}
        worth: dict[int, int] = {}
        ratios = {part.group: AS_TODAY for part in self.parts}
        for site, unknowns, of in self.sites.values():
            deviations = {
                one.figure: one.common * common[one.figure]
                + one.own * self._normal(number, f"site/{site.id}/{one.figure}")
                for one in unknowns
            }
            need = need_under(site, self.prepared.inputs.scenario, self.among, deviations)
            worth |= of.worth(need, self.prepared.inputs.scenario)
            group = f"{POWER}{site.id}"
            if group in ratios and need.reliable_power != of.need.reliable_power:
                ratios[group] = TWICE if of.need.reliable_power else WITHOUT
        return Change(ratios=ratios, worth=worth)

    def _normal(self, number: int, stream: str) -> float:
        return random.Random(f"{self.seed}/{number}/{stream}").gauss(0.0, 1.0)


def _power_parts(
    prepared: Prepared, problem: Problem, by_site: Mapping[str, SiteArcs], doubted: set[str]
) -> Iterator[Part]:
    """Yield what the kits of each doubted site add to every row that counts their money."""
    from optimizers.reoptimize.price_draws import Part

    value, kits = PresentValue.of(prepared.inputs.scenario), power_lines(prepared)
    bought = {
        name: {a: kits(name, arc.lines)[1] for a, arc in options(by_site[name])}
        for name in sorted(doubted)
    }
    rows = []
    for row in problem.limits:
        counts = counted(prepared.model.limit_meanings[row.id], value)
        if counts is not None and row.upper is not None:
            rows.append((row.id, None, set(row.arcs), counts))
    every = set(range(len(problem.arc_ids)))
    for limit, quantity, arcs, counts in (*rows, (None, "capex_minor", every, one_time)):
        for name, of in bought.items():
            amounts: Counter[int] = Counter()
            for a, lines in of.items():
                if a in arcs:
                    amounts[a] += sum(counts(line) for line in lines)
            costs = {a: amount for a, amount in sorted(amounts.items()) if amount}
            if costs:
                yield Part(
                    group=f"{POWER}{name}",
                    limit=limit,
                    quantity=quantity,
                    arcs=tuple(costs),
                    coefficients=tuple(costs.values()),
                )
