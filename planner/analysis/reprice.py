"""A plan's quantities at new prices: what each package, fund and limit then comes to.

Quantities, places and benefit stay those of the plan. Whether another plan would now be better is a
question of its own: the problem is built again at the new prices, and solved from the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inventory.findings import Finding, has_errors
from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.errors import InputError
from planner.model.limit_meanings import MONEY, LimitKind
from planner.pipeline.prepare import before_floors
from planner.pipeline.solve import checked_answer, quick_search
from planner.pipeline.start import start_of_run
from planner.plan.packages import parts_of
from planner.plan.plan import Plan
from planner.plan.purchasing import Package, sharing
from planner.plan.repricing import (
    PriceFacts,
    bought_units,
    prices_of,
    repriced_packages,
    tier_uses,
)
from planner.project.new_prices import NewPrices, catalogue_at, read_new_prices, tiers_with
from planner.project.recorded_inputs import recorded_settings
from planner.runs.run_folder import Run, load_run
from planner.scenario.inputs import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One sum in the plan and at new prices, in whole units of the plan currency."""

    id: str
    before_minor: int
    after_minor: int
    most_minor: int | None = None  # what it may come to; None: no limit

    @property
    def over_minor(self) -> int:
        """What it is above its limit at new prices, 0 where it fits."""
        return 0 if self.most_minor is None else max(0, self.after_minor - self.most_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem:
    """An item of the plan whose price changes."""

    sku: str
    name_mn: str
    name_en: str
    before_minor: int  # unit price, in the plan
    after_minor: int
    quantity: int  # needed at all places
    yearly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortOrder:
    """An order below the least that is sold."""

    sku: str
    entity: str  # "" for the whole plan
    quantity: int
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """What the best plan at the new prices is worth, in thousandths of a point of benefit."""

    plan: int  # of the plan at hand
    at_least: int  # of the best plan, proven by one
    at_most: int  # of the best plan, by its certificate


@dataclass(frozen=True, kw_only=True)
class Repriced:
    """A plan at new prices."""

    run_id: str
    currency: str
    items: tuple[PricedItem, ...]
    capex: Amount
    opex: Amount
    packages: tuple[Amount, ...]
    funds: tuple[Amount, ...]
    limits: tuple[Amount, ...]  # capital, yearly cost and payers, where limited
    tiers_lost: tuple[tuple[str, int], ...]  # item, quantity from which the tier held
    short_orders: tuple[ShortOrder, ...]
    dearer_moves: tuple[str, ...]  # items that cost more to move than to buy
    unused: tuple[str, ...]  # items of the file that the plan does not buy
    other_plan: OtherPlan | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether every fund, limit and order still holds."""
        sums = (*self.funds, *self.limits)
        return not any(amount.over_minor for amount in sums) and not self.short_orders


def reprice(run_dir: Path, prices: Path, *, replan: bool = True) -> Repriced:
    """Return a recorded plan at the prices of a file.

    Raises InputError when the file has errors: nothing is computed from half of it.
    """
    run = load_run(run_dir)
    inputs = recorded_settings(run)
    asked = read_new_prices(prices, inputs)
    if has_errors(asked.findings):
        raise InputError(list(asked.findings))
    found = repriced(run.plan, inputs, asked)
    if not replan or run.plan.goal != "benefit" or run.plan.objective is None:
        return found
    return replace(found, other_plan=_other_plan(run, inputs, asked))


def repriced(plan: Plan, inputs: Inputs, asked: NewPrices) -> Repriced:
    """Return a plan at new prices; nothing is solved."""
    facts = PriceFacts.of_inputs(inputs)
    new_facts = replace(facts, tiers=tiers_with(facts.tiers, asked.tiers))
    once = prices_of(plan.packages)
    new = asked.prices
    packages = repriced_packages(plan.packages, new, new_facts)
    capex = sum(p.amount_minor for p in packages)
    yearly = _yearly_rise(plan, new)
    items = _items(plan, new)
    return Repriced(
        run_id=plan.run_id,
        currency=plan.currency,
        items=items,
        capex=Amount(id="capex", before_minor=plan.capex_minor, after_minor=capex),
        opex=Amount(
            id="opex",
            before_minor=plan.opex_per_year_minor,
            after_minor=plan.opex_per_year_minor + sum(yearly.values()),
        ),
        packages=tuple(
            Amount(id=old.id, before_minor=old.amount_minor, after_minor=now.amount_minor)
            for old, now in zip(plan.packages, packages, strict=True)
        ),
        funds=_funds(plan, packages),
        limits=_limits(plan, capex, yearly),
        tiers_lost=_tiers_lost(plan.packages, once, new, facts, new_facts),
        short_orders=_short_orders(plan.packages, inputs, asked),
        dearer_moves=_dearer_moves(packages),
        unused=tuple(sorted(set(new) - {item.sku for item in items} - _all_skus(plan))),
        findings=asked.findings,
    )


def _all_skus(plan: Plan) -> set[str]:
    return {line.sku for _, line in plan.all_lines()}


def _items(plan: Plan, new: Mapping[str, int]) -> tuple[PricedItem, ...]:
    units: dict[str, int] = defaultdict(int)
    first: dict[str, CostLine] = {}
    for _, line in plan.all_lines():
        if line.sign > 0 and line.sku in new:
            units[line.sku] += line.quantity
            first.setdefault(line.sku, line)
    return tuple(
        PricedItem(
            sku=sku,
            name_mn=line.name_mn,
            name_en=line.name_en,
            before_minor=line.unit_price_minor,
            after_minor=new[sku],
            quantity=units[sku],
            yearly=line.timing is Timing.PER_YEAR,
        )
        for sku, line in sorted(first.items())
        if line.unit_price_minor != new[sku]
    )


def _yearly_rise(plan: Plan, new: Mapping[str, int]) -> dict[str, int]:
    """Return by payer how much more is paid every year."""
    found: dict[str, int] = defaultdict(int)
    for _, line in plan.all_lines():
        if line.timing is Timing.PER_YEAR and line.sign > 0 and line.sku in new:
            found[line.payer or ""] += line.quantity * (new[line.sku] - line.unit_price_minor)
    return dict(found)


def _funds(plan: Plan, packages: Sequence[Package]) -> tuple[Amount, ...]:
    """Return what each fund pays, with the share that it adds to others' packages."""
    by_id = {fund.fund_id: fund for fund in plan.funds}
    paid: dict[str, int] = dict.fromkeys(by_id, 0)
    for package in packages:
        fund = by_id.get(package.fund_id)
        share, other = ("", None) if fund is None else (fund.cofinance_share, fund.cofinancer)
        for fund_id, amount in parts_of(package, share, other or None):
            paid[fund_id] = paid.get(fund_id, 0) + amount
    together = {f.fund_id: sharing(plan.funds, f) for f in plan.funds}
    return tuple(
        Amount(
            id=fund.fund_id,
            before_minor=sum(one.used_minor for one in together[fund.fund_id]),
            after_minor=sum(paid[one.fund_id] for one in together[fund.fund_id]),
            most_minor=fund.ceiling_minor,
        )
        for fund in plan.funds
    )


def _limits(plan: Plan, capex: int, yearly: Mapping[str, int]) -> tuple[Amount, ...]:
    found = []
    for limit in plan.limits:
        meaning = limit.meaning
        if meaning is None or meaning.kind not in MONEY or limit.upper is None:
            continue
        after = {
            LimitKind.CAPEX: limit.used + capex - plan.capex_minor,
            LimitKind.OPEX: limit.used + sum(yearly.values()),
            LimitKind.PAYER: limit.used + yearly.get(meaning.payer, 0),
        }[meaning.kind]
        found.append(
            Amount(id=limit.id, before_minor=limit.used, after_minor=after, most_minor=limit.upper)
        )
    return tuple(found)


def _tiers_lost(
    packages: Sequence[Package],
    old: Mapping[str, int],
    new: Mapping[str, int],
    facts: PriceFacts,
    new_facts: PriceFacts,
) -> tuple[tuple[str, int], ...]:
    """Return the tiers that counted in the plan and do not at the new prices."""

    def counted(prices: Mapping[str, int], of: PriceFacts) -> set[tuple[str, int]]:
        uses = tier_uses(packages, prices, of).values()
        return {(use.sku, use.tier.from_quantity) for own in uses for use in own}

    return tuple(sorted(counted(old, facts) - counted({**old, **new}, new_facts)))


def _short_orders(
    packages: Sequence[Package], inputs: Inputs, asked: NewPrices
) -> tuple[ShortOrder, ...]:
    """Return orders below the least that the file says is sold."""
    whole = inputs.scenario.procurement.tiers_over == "plan"
    found = []
    for sku, least in sorted(asked.least_orders.items()):
        orders: dict[str, int] = defaultdict(int)
        for package in packages:
            orders["" if whole else package.entity] += bought_units(package).get(sku, 0)
        found += [
            ShortOrder(sku=sku, entity=entity, quantity=units, least=least)
            for entity, units in sorted(orders.items())
            if 0 < units < least
        ]
    return tuple(found)


def _dearer_moves(packages: Sequence[Package]) -> tuple[str, ...]:
    """Return items whose move from stock or another site costs more than buying them."""
    return tuple(
        sorted(
            {
                s.sku
                for p in packages
                for s in p.savings
                if s.kind in ("depot", "move") and s.per_unit_minor < 0
            }
        )
    )


# -- another plan ---------------------------------------------------------------------------------


def _other_plan(run: Run, inputs: Inputs, asked: NewPrices) -> OtherPlan | None:
    """Return what the best plan at the new prices is worth; None when nothing is proven."""
    changed = replace(inputs, catalogue=catalogue_at(inputs, asked))
    prepared = before_floors(changed, run.manifest["settings"]["aimag"])
    problem = prepared.model.problem
    found = quick_search(problem, prepared.inputs.scenario, start_of_run(run))
    if found.objective is None or found.certified_bound is None or run.plan.objective is None:
        return None
    checked_answer(replace(problem, goals=problem.goals[:1]), found)
    return OtherPlan(
        plan=run.plan.objective, at_least=found.objective, at_most=found.certified_bound
    )
