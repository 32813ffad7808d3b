"""The limits of a plan divided among aimags by what the plan spends in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from inventory.kept import NOTHING_KEPT, Kept
from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.candidates.present_value import PresentValue
from planner.errors import SettingsError
from planner.language.said import said
from planner.plan.plan import Plan
from planner.project.recorded_inputs import recorded_settings
from planner.runs.run_folder import Run
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.division import Division, divided
from planner.scenario.inputs import Inputs


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The parts of an aimag, in whole units; None where there is no limit to divide."""

    aimag: str  # code; "" for sites of none
    name: str
    sites: int
    capex_minor: int | None
    opex_per_year_minor: int | None
    opex_per_year_by_payer_minor: Mapping[str, int]
    total_cost_minor: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the parts as plain data."""
        return asdict(self)


def divided_plan(run: Run, *, kept: Kept = NOTHING_KEPT) -> tuple[Division, tuple[Budget, ...]]:
    """Return the division by a plan of the whole country, and what it gives each aimag.

    Raises SettingsError for a run that is none.
    """
    if run.plan.objective is None or run.plan.aimag is not None or run.plan.what_if:
        raise SettingsError(
            said(
                "{run} is no plan of the whole country; `kholboo plan` makes one",
                run=run.plan.run_id,
            )
        )
    inputs = recorded_settings(run, kept=kept)
    division = division_of(run.plan, inputs)
    return division, tuple(_budgets(inputs, division))


def division_of(plan: Plan, inputs: Inputs) -> Division:
    """Return weights by what a plan spends in each aimag, at list prices, present fees included.

    What is shared counts where the sites behind it lie, by their number.
    """
    aimag_of = {site.id: site.aimag for site in inputs.sites}
    value = PresentValue.of(inputs.scenario)
    capex, opex, total = (Counter(dict.fromkeys(aimag_of.values(), 0)) for _ in range(3))
    by_payer: dict[str, Counter[str]] = {}
    for lines, fee, payer, sites in _spent(plan):
        behind = Counter(aimag_of[site_id] for site_id in sites if site_id in aimag_of)
        for line in lines:
            once = line.timing is Timing.ONE_TIME
            (capex if once else opex).update(divided(line.amount_minor, behind))
            total.update(divided(value.of_line(line), behind))
            if not once and line.payer is not None:
                part = divided(line.amount_minor, behind)
                by_payer.setdefault(line.payer, Counter()).update(part)
        for found, amount in ((opex, fee), (total, value.of_fee(fee))):
            found.update(divided(amount, behind))
        if payer is not None:
            by_payer.setdefault(payer, Counter()).update(divided(fee, behind))
    many = Counter(aimag_of.values())

    def weights(own: Mapping[str, int]) -> dict[str, int]:
        """Return the weights; what the plan pays nothing of is divided as the rest is."""
        return dict(sorted(next(w for w in (own, capex, opex, many) if any(w.values())).items()))

    return Division(
        run=plan.run_id,
        capex=weights(capex),
        opex_per_year=weights(opex),
        opex_per_year_by_payer={
            payer: weights(by_payer.get(payer, {}))
            for payer in sorted(inputs.scenario.limits.opex_per_year_by_payer_minor)
        },
        total_cost=weights(total),
        least_points={d.id: _points(plan, inputs, d) for d in _for_groups(inputs)},
    )


def _for_groups(inputs: Inputs) -> Iterator[Directive]:
    return (d for d in inputs.directives if d.kind is DirectiveKind.LEAST_POINTS)


def _points(plan: Plan, inputs: Inputs, directive: Directive) -> dict[str, int]:
    """Return what a plan gives the group of a directive in each aimag, thousandths of a point."""
    found = dict.fromkeys(sorted({site.aimag for site in inputs.sites}), 0)
    members = {s.id: s.aimag for s in inputs.sites if directive.target in (s.aimag, s.kind.value)}
    for d in plan.deployments:
        if d.site_id in members:
            found[members[d.site_id]] += max(d.benefit, 0)
    return found


def _spent(
    plan: Plan,
) -> Iterator[tuple[Sequence[CostLine], int, str | None, Sequence[str]]]:
    """Yield purchases and fees with who pays the fee, and the sites that they are for."""
    for d in plan.deployments:
        yield d.lines, d.kept_fee_per_year_minor, d.kept_fee_payer, (d.site_id,)
    for link in plan.links:
        yield link.lines, 0, None, link.serves


def _budgets(inputs: Inputs, division: Division) -> Iterator[Budget]:
    limits = inputs.scenario.limits
    names = {site.aimag: site.aimag_name for site in inputs.sites}
    sites = Counter(site.aimag for site in inputs.sites)

    def parts(limit: int | None, weights: Mapping[str, int]) -> Mapping[str, int | None]:
        return dict.fromkeys(names) if limit is None else divided(limit, weights)

    capex = parts(limits.capex_minor, division.capex)
    opex = parts(limits.opex_per_year_minor, division.opex_per_year)
    total = parts(limits.total_cost_minor, division.total_cost)
    payers = {
        payer: divided(limit, division.opex_per_year_by_payer[payer])
        for payer, limit in sorted(limits.opex_per_year_by_payer_minor.items())
    }
    for aimag in sorted(names):
        yield Budget(
            aimag=aimag,
            name=names[aimag],
            sites=sites[aimag],
            capex_minor=capex[aimag],
            opex_per_year_minor=opex[aimag],
            opex_per_year_by_payer_minor={p: part.get(aimag, 0) for p, part in payers.items()},
            total_cost_minor=total[aimag],
        )
