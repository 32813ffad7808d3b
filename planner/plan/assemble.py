"""From the solver's answer to a plan: every site, every link, and a check that the sums tie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from inventory.currencies import digits_of
from optimizers.evaluate import quantity_of
from optimizers.result import Result, Status
from planner.candidates.candidate import CostLine, Offers
from planner.candidates.present_value import PresentValue, capex_of, opex_of
from planner.fields import fields_of
from planner.model.build import Model
from planner.plan.deployments import deployments_of
from planner.plan.facts.idle_money import paid_bundles, with_idle_money
from planner.plan.limit_uses import fund_uses, limit_uses, stages_of
from planner.plan.links import built_links
from planner.plan.packages import packages_of
from planner.plan.plan import Demand, Plan, PlanFaultError
from planner.plan.policy_table import policy_rows
from planner.plan.savings import settlement
from planner.plan.transfers import proposed_moves
from planner.resources.bundles import Grouping
from planner.scenario.inputs import Source as PlanSource

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs
    from planner.scenario.settings import Scenario


def assemble(inputs: Inputs, offers: Offers, model: Model, result: Result) -> Plan:
    """Return the plan of a solver's answer, not yet named: `run_id` and `fingerprint` are empty.

    Without a plan (infeasible, unknown) deployments and links are empty and all totals are 0.
    Raises PlanFaultError when the sums of the lines, of the arcs and of the plan differ.
    """
    chosen = result.chosen or ()
    deployments = deployments_of(inputs, offers, model, result)
    links = built_links(inputs, model, chosen)
    lines = [line for d in deployments for line in d.lines]
    lines += [line for link in links for line in link.lines]
    fees = [d.kept_fee_per_year_minor for d in deployments]
    places = {d.site_id: d.lines for d in deployments} | {link.id: link.lines for link in links}
    grouping = Grouping.of(inputs, offers.needs)
    found = settlement(model, result)
    packages = packages_of(grouping, places, found.fund_of, found.savings)
    funds = fund_uses(grouping, packages)
    if inputs.catalogue.funds and chosen and not _is_programme(inputs.scenario):
        paid = paid_bundles(grouping, places, found, packages)
        funds = with_idle_money(funds, paid, grouping.funds, model.supply.spent_on(chosen))
    value = PresentValue.of(inputs.scenario)
    plan = Plan(
        run_id="",
        fingerprint="",
        project=inputs.project.name,
        scenario=inputs.scenario_name,
        **fields_of(
            result,
            *("solver", "objective", "bound", "certified_bound", "gap", "solver_gap"),
            *("infeasible_limits",),
        ),
        seed=inputs.scenario.solve.seed,
        status=result.status.value,
        stages=stages_of(result),
        limits=limit_uses(model, result, funds) if result.chosen is not None else (),
        currency=inputs.catalogue.currency,
        capex_minor=capex_of(lines) - found.capex_minor,
        opex_per_year_minor=opex_of(lines) + sum(fees),
        npc_minor=sum(map(value.of_line, lines)) + sum(map(value.of_fee, fees)) - found.npc_minor,
        price_date=newest_price_date(inputs, lines),
        price_basis=inputs.scenario.price_basis,
        exchange_rates=tuple(
            (r.currency, r.rate, r.date, r.source) for r in inputs.catalogue.exchange_rates
        ),
        deployments=deployments,
        links=links,
        directives=(),
        next_money=None,
        policy=policy_rows(
            inputs.scenario,
            {site.kind for site in inputs.sites},
            digits_of(inputs.catalogue.currency),
        ),
        sources=tuple(
            PlanSource(path=s.path, table=s.table, sha256=s.sha256, rows=s.rows)
            for s in inputs.sources
        ),
        kept_fee_per_year_minor=sum(fees),
        stock=stock_of(inputs, lines),
        stopped_by=next((s.stopped_by for s in result.stages if s.stopped_by), None),
        demands=demands_of(model) if result.status is Status.INFEASIBLE else (),
        savings=found.all_savings,
        moves=(*found.moves, *proposed_moves(model, result, found.moves)),
        funds=funds,
        packages=packages,
        minor_digits=digits_of(inputs.catalogue.currency),
    )
    if result.chosen is not None:
        check_totals(plan, model, result)
    return plan


def _is_programme(scenario: Scenario) -> bool:
    """Return whether purchases are planned by year: their packages and money are of years."""
    return scenario.years is not None and scenario.years.is_programme


def check_totals(plan: Plan, model: Model, result: Result) -> None:
    """Raise PlanFaultError unless the plan's totals are those of the chosen arcs and amounts."""
    chosen = result.chosen or ()
    found = {
        "capex_minor": plan.capex_minor,
        "opex_per_year_minor": plan.opex_per_year_minor,
        "npc_minor": plan.npc_minor,
    }
    for name, total in found.items():
        expected = quantity_of(model.problem, name, chosen, result.amounts)
        if total != expected:
            raise PlanFaultError(f"{name}: the lines add up to {total}, the arcs to {expected}")
    packaged = sum(package.amount_minor for package in plan.packages)
    if packaged != plan.capex_minor:
        raise PlanFaultError(f"packages add up to {packaged}, capital to {plan.capex_minor}")
    gained = sum(d.benefit for d in plan.deployments) + sum(model.kept_worth.values())
    if plan.goal == "benefit" and gained != plan.objective:
        raise PlanFaultError(
            f"benefit: the sites add up to {gained}, the solver says {plan.objective}"
        )
    if plan.goal == "cost" and plan.npc_minor != plan.objective:
        raise PlanFaultError(
            f"cost: the lines add up to {plan.npc_minor}, the solver says {plan.objective}"
        )


def demands_of(model: Model) -> tuple[Demand, ...]:
    """Return every limit and required node of a problem with its meaning, in id order."""
    meanings = {**model.limit_meanings, **model.required_meanings}
    return tuple(Demand(id=name, meaning=meanings[name]) for name in sorted(meanings))


def newest_price_date(inputs: Inputs, lines: Iterable[CostLine]) -> str:
    """Return the newest date among the prices of the lines, or of the catalogue without lines."""
    items = inputs.catalogue.by_sku
    used = [items[line.sku].price_date for line in lines if line.sku in items]
    return max(used or [item.price_date for item in items.values()], default="")


def stock_of(inputs: Inputs, lines: Iterable[CostLine]) -> tuple[tuple[str, str, int], ...]:
    """Return what depots hold of the items bought: SKU, depot and quantity, added up.

    It is all that there is; what the plan takes of it is among its moves and savings.
    """
    bought = {line.sku for line in lines}
    found: dict[tuple[str, str], int] = {}
    for stock in inputs.catalogue.stock:
        if stock.sku in bought:
            place = stock.sku, stock.depot
            found[place] = found.get(place, 0) + stock.quantity
    return tuple((sku, depot, quantity) for (sku, depot), quantity in sorted(found.items()))
