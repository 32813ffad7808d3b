"""The problems of the years of a programme, made of today's model.

Each year's problem is today's, with the limits of that year and all one-time money up to its end
at the least price that each purchase had until then, and what it earns under the needs of that
year: whatever is in place at the end of that year under any schedule is a plan of it. What has to
hold only in the end (coverage, shares of media, promises, orders to serve, floors but for their
part of each year) is asked of the last year alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from inventory.findings import Finding
from optimizers.problem import BENEFIT, Problem
from optimizers.reoptimize.price_draws import earning
from optimizers.years.programme import Programme
from optimizers.years.relaxation import (
    only_buildable,
    with_money_until,
    with_orders_until,
    with_works_until,
)
from planner.candidates.candidate import Need, Offers
from planner.candidates.needs import Among
from planner.candidates.nodes import service_node
from planner.errors import InputError, SettingsError
from planner.language.messages.findings import phrase
from planner.language.said import said
from planner.model.arcs import Arc, ArcKind
from planner.model.build import Model, build_problem
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.model.side_columns import build_supply
from planner.model.site_worth import site_arcs
from planner.project.checks.years_rules import YEARS_OUTSIDE
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import Inputs
from planner.scenario.upper_limits import Keep
from planner.scenario.years_settings import Years
from planner.years.crews import work_limits
from planner.years.orders import columns_of, orders_of, without_amounts
from planner.years.purchases import Purchases

CAPEX = LimitMeaning(kind=LimitKind.CAPEX).limit_id(None)
CONFIG = "kholboo.toml"


def programme_of(inputs: Inputs, offers: Offers, model: Model) -> Programme:
    """Return the programme of prepared inputs: `model` is that of the end of the last year.

    Raises InputError where prices by year, or what an earlier run bought, stand beside stock, tiers
    or order sizes.
    """
    years = inputs.scenario.years
    assert years is not None
    if model.problem.columns and (years.has_index or years.done is not None):
        raise InputError([_columns_found()])
    supply = build_supply(inputs, offers.needs, model.arcs)
    columns, orders = columns_of(supply, years.count), orders_of(supply, model.arcs, years)
    models = [_of_year(inputs, offers, years, t) for t in range(years.count - 1)]
    first = models[0] if models else model
    present = {arc.id for m in (first, model) for arc in m.arcs if _stays(arc)}
    bought = [arc for arc in model.arcs if arc.id not in present]
    done = _done(years, bought)
    purchases = Purchases(inputs=inputs, done=done)
    costs = [purchases.costs(arc) for arc in bought]
    cost = [[of[t] for of in costs] for t in range(years.count)]
    ids, money = [arc.id for arc in bought], tuple(years.capex_minor) or (None,) * years.count
    problems, works = [], work_limits(inputs, bought)
    for t, m in enumerate((*models, model)):
        own = replace(without_amounts(m), goals=(BENEFIT,))
        until = with_money_until(
            with_orders_until(own, columns, orders, t),
            money_row=CAPEX,
            arc_ids=ids,
            cost=cost[: t + 1],
            money=money[: t + 1],
            present=tuple(present),
            columns=columns,
        )
        until = with_works_until(until, works, t)
        can = {i for row in cost[: t + 1] for i, c in zip(ids, row, strict=True) if c is not None}
        entered = {arc.head for arc in bought if done.get(arc.id, t + 1) <= t}
        gone = {arc.id for arc in m.arcs if arc.id in present and arc.head in entered}
        problems.append(
            _with_entered(only_buildable(until, frozenset(can | present - gone)), entered)
        )
    return Programme(
        names=tuple(str(year) for year in years.names),
        problems=tuple(problems),
        weights=years.weights_of_states(),
        arc_ids=tuple(ids),
        cost=tuple(tuple(row) for row in cost),
        money=money,
        carries_over=years.carries_over,
        present=tuple(sorted(present)),
        money_row=CAPEX,
        works=works,
        columns=columns,
        orders=orders,
    )


def _done(years: Years, bought: Sequence[Arc]) -> Mapping[str, int]:
    """Return the year, from 0, of each purchase that an earlier run made in years that are over.

    Raises SettingsError for one that is not on offer any more.
    """
    if years.done is None:
        return {}
    gone = sorted(set(years.done.built) - {arc.id for arc in bought})
    if gone:
        raise SettingsError(
            said(
                "{run} bought {count} things before {year} that are not on offer today ({first});"
                " enter them as what the sites have, and plan without --from",
                run=years.done.run,
                count=len(gone),
                year=years.done.before,
                first=", ".join(gone[:3]),
            )
        )
    return years.done.built


def _with_entered(problem: Problem, nodes: Collection[str]) -> Problem:
    """Return a year's problem in which what was bought by then must be in place."""
    why = dict.fromkeys((v for v, n in enumerate(problem.node_ids) if n in nodes), "bought before")
    return replace(problem, required={**problem.required, **why}) if why else problem


def _stays(arc: Arc) -> bool:
    """Return whether an arc is a present link as it is, which nobody buys."""
    return arc.kind is ArcKind.KEEP and not arc.lines


def _of_year(inputs: Inputs, offers: Offers, years: Years, year: int) -> Model:
    """Return the model of a year before the last: its limits, and nothing that is for the end."""
    limits = inputs.scenario.limits.model_copy(
        update={
            "capex_minor": years.money_until(year),
            "opex_per_year_minor": inputs.scenario.limits.opex_per_year_minor
            if years.opex_of(year) is None
            else years.opex_of(year),
            "opex_per_year_by_payer_minor": inputs.scenario.limits.opex_per_year_by_payer_minor
            | years.opex_by_payer_of(year),
            "floors": years.floors_in(year, inputs.scenario.limits.floors),
            "coverage": [],
            "media": [],
        }
    )
    scenario = inputs.scenario.model_copy(update={"limits": limits, "keep": Keep()})
    later = (DirectiveKind.MUST_SERVE, DirectiveKind.FLOOR)
    served = {d.target for d in inputs.directives if d.kind is DirectiveKind.MUST_SERVE}
    model = build_problem(
        replace(
            inputs,
            scenario=scenario,
            directives=tuple(d for d in inputs.directives if d.kind not in later),
        ),
        offers,
        (BENEFIT,),
        kept_nodes=frozenset(service_node(s) for s in served if s in offers.needs),
    )
    if not years.growth:
        return model
    needs, worth = needs_in(inputs, year), dict[int, int]()
    for site_id, of in site_arcs(model.arcs, offers.needs).items():
        worth |= of.worth(needs[site_id], inputs.scenario)
    return replace(model, problem=earning(model.problem, worth))


def needs_in(inputs: Inputs, year: int) -> dict[str, Need]:
    """Return the need of every site in a year of the programme, counted from 0."""
    among = Among.of(inputs.sites, inputs.directives)
    return {site.id: among.need_in(site, inputs.scenario, year) for site in inputs.sites}


def _columns_found() -> Finding:
    return YEARS_OUTSIDE.finding(
        CONFIG,
        None,
        "years",
        found=phrase(
            "stock, volume prices, order sizes or funds, at prices by year or after --from"
        ),
        expected=phrase("what can be planned by year"),
        todo=phrase("plan without stock, spare machines, volume prices, order sizes and funds"),
    )
