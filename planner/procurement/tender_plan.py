"""Everything a procurement officer needs about each tender of a plan, before it is written out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.packages import parts_of
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Move, Package
from planner.plan.repricing import PriceFacts
from planner.procurement.dividing import TenderPackage, divided, group_rule
from planner.procurement.lots import Lot, lot_of_point, lots_of, not_bought_by_lot
from planner.procurement.methods import Ruling, Splitting, has_thresholds, ruling, splittings
from planner.procurement.milestones import Milestones, lead_days, milestones
from planner.procurement.requirements import needs_of
from planner.procurement.tender import (
    Tender,
    before_vat,
    bought_points,
    natural_suppliers,
    tender_of,
)
from planner.procurement.working_days import WorkingDays
from planner.procurement.yearly import NOT_TENDERED, tendered_category, yearly_packages
from planner.rendering.places import Area, area_by_point, soum_by_point
from planner.scenario.buying.entities import Entity, buyer_at
from planner.scenario.buying.package_rules import SMALLEST_SHARE, PackageRule, largest_of
from planner.scenario.buying.procurement_rules import PriceForm, ProcurementRule

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs
    from planner.scenario.settings import Scenario


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One tender with its ruling, its days and what is to be settled before it is published."""

    tender: Tender
    ruling: Ruling
    days: Milestones
    splittings: tuple[Splitting, ...]  # warnings that this package is part of
    thresholds: bool  # whether the rules have any threshold for it
    suppliers: tuple[tuple[str, str], ...]  # item role, state-owned enterprise
    fund: FundUse | None
    moves: tuple[Move, ...]  # equipment from elsewhere to places of this package
    bought: Mapping[str, Mapping[int, int]]  # what the contract delivers to each place
    unplaced: Mapping[int, int]  # from stock, without a place yet
    lots: tuple[Lot, ...] = ()  # parts that are priced and awarded by themselves; (): one piece
    lots_per_bidder: int | None = None  # that one bidder may win; None: all
    buyer: Entity | None = None  # of the register; None: it names nobody for the payer
    holidays_known: bool = True  # whether the country's public holidays are
    above_largest: bool = False  # than its rule allows: one aimag alone is
    small: bool = False  # so little that the method for small value is meant for it

    @property
    def package(self) -> Package:
        """The package that is tendered."""
        return self.tender.package

    @property
    def served(self) -> tuple[str, ...]:
        """Delivery points to which the contract delivers anything."""
        return tuple(point for point, units in self.bought.items() if any(units.values()))

    @property
    def by_origin(self) -> bool:
        """Whether its rulebook asks for three price schedules, by the origin of the goods."""
        form = self.ruling.price_schedules
        return form is PriceForm.BY_ORIGIN and self.package.category == "goods"

    @property
    def tendered(self) -> bool:
        """Whether bids are invited for it.

        Fees to a regulator and the early end of contracts are paid and tendered by nobody.
        """
        return _is_tendered(self.package)

    @property
    def paid_by(self) -> tuple[tuple[str, int], ...]:
        """Each fund that pays for it and its part: its own fund, then one that adds a share."""
        if self.fund is None:
            return ((self.package.fund_id, self.package.amount_minor),)
        if isinstance(self.package, TenderPackage) and self.fund.cofinancer:
            added = self.package.cofinanced_minor
            own = self.package.fund_id, self.package.amount_minor - added
            return own, (self.fund.cofinancer, added)
        return parts_of(self.package, self.fund.cofinance_share, self.fund.cofinancer or None)

    @property
    def without_vat(self) -> bool:
        """Whether bids come without VAT: exempt, or taxes have a column of their own."""
        return self.tender.without_vat or self.by_origin


class _Buyers:
    """Who buys for a payer at each delivery point of a plan."""

    def __init__(self, plan: Plan, inputs: Inputs) -> None:
        self.entities = inputs.entities
        self.areas = area_by_point(plan.links, inputs.sites)
        self.soums = soum_by_point(plan.links, inputs.sites)
        self.known: dict[tuple[str, Area, tuple[str, str]], Entity | None] = {}

    def at(self, payer: str, point: str) -> Entity | None:
        """Return the entity that buys for a payer at a point."""
        key = payer, self.areas[point], self.soums[point]
        if key not in self.known:
            aimag, soum = ({text.casefold() for text in texts} - {""} for texts in
                           ((key[1].code, key[1].name), key[2]))  # fmt: skip
            found = buyer_at(self.entities, payer, frozenset(aimag), frozenset(soum))
            self.known[key] = found
        return self.known[key]

    def id_at(self, payer: str, point: str) -> str:
        """Return the id of the entity that buys for a payer at a point, "" for none."""
        found = self.at(payer, point)
        return "" if found is None else found.id

    def of(self, package: Package) -> Entity | None:
        """Return the entity that buys all of a package, None where there is none or several."""
        found = {self.id_at(package.entity, point) for point, _ in package.lines}
        ids = {one.id: one for one in self.entities}
        return ids.get(found.pop()) if len(found) == 1 else None


def _is_tendered(package: Package) -> bool:
    return package.category not in NOT_TENDERED


def dossiers_of(plan: Plan, inputs: Inputs) -> tuple[Dossier, ...]:
    """Return the tenders of a plan, one-time packages before yearly ones.

    Raises ValueError when the packages do not add up to the plan's one-time cost, or the yearly
    ones to its new yearly cost.
    """
    once, yearly = plan.packages, yearly_packages(plan)
    places = area_by_point(plan.links, inputs.sites) if inputs.package_rules else {}
    if inputs.package_rules:
        facts = PriceFacts.of_inputs(inputs)
        rules, catalogue = inputs.package_rules, inputs.catalogue
        buyers = _Buyers(plan, inputs).id_at if inputs.entities else None
        once = divided(once, rules, catalogue, facts, plan.funds, buyers, places)
        yearly = divided(yearly, rules, catalogue, facts, (), buyers, places)
    _check(plan, once, yearly)
    day = _today(plan, inputs.scenario).isoformat()
    split = splittings((*once, *yearly), inputs.procurement_rules, day)
    moves = _moves_by_sku(plan)
    needs = needs_of(plan, inputs)
    working = WorkingDays(inputs.project.country or "", inputs.days_off)
    of_register = _Buyers(plan, inputs) if inputs.entities else None
    return tuple(
        _dossier(
            package, plan, inputs, split, moves, needs, places, _least(part), of_register, working
        )
        for part in (once, yearly)
        for package in part
    )


def _least(packages: Sequence[Package]) -> int:
    """Return what a tender has to come to before it is divided into lots by itself."""
    bought = sum(p.amount_minor for p in packages if _is_tendered(p))
    return -(-bought // SMALLEST_SHARE)


def _check(plan: Plan, once: Sequence[Package], yearly: Sequence[Package]) -> None:
    total = sum(p.amount_minor for p in once)
    if total != plan.capex_minor:
        raise ValueError(
            f"packages come to {total}, the plan's one-time cost is {plan.capex_minor}"
        )
    new = plan.opex_per_year_minor - plan.kept_fee_per_year_minor
    total = sum(p.amount_minor for p in yearly)
    if total != new:
        raise ValueError(f"yearly packages come to {total}, the plan's new yearly cost is {new}")


def _today(plan: Plan, scenario: Scenario) -> dt.date:
    """Return the day tendering starts: as set, else the newest price date of the plan."""
    return dt.date.fromisoformat(scenario.procurement.start_date or plan.price_date)


def _moves_by_sku(plan: Plan) -> dict[str, list[Move]]:
    found: dict[str, list[Move]] = defaultdict(list)
    for move in plan.moves:
        found[move.sku].append(move)
    return found


def _dossier(
    package: Package,
    plan: Plan,
    inputs: Inputs,
    split: Sequence[Splitting],
    moves: Mapping[str, Sequence[Move]],
    needs: Mapping[str, tuple[tuple[str, float], ...]],
    places: Mapping[str, Area],
    least: int,
    buyers: _Buyers | None,
    working: WorkingDays,
) -> Dossier:
    scenario, rules = inputs.scenario, inputs.procurement_rules
    start = _today(plan, scenario)
    points = {point for point, _ in package.lines}
    own = tuple(
        move
        for _, sku in sorted({(line.role, line.sku) for _, line in package.lines})
        for move in moves.get(sku, ())
        if move.site_id in points
    )
    rule = group_rule(package, inputs.package_rules, inputs.catalogue, places)
    lots = lots_of(package, rule.lots, places, least) if rule and _is_tendered(package) else ()
    tender = tender_of(
        package,
        inputs.catalogue,
        needs,
        lot_of_point(lots),
        not_bought_by_lot(package, lots, own) if lots else None,
    )
    bought, unplaced = bought_points(tender, own)
    found = _ruling(package, rules, start)
    return Dossier(
        tender=tender,
        ruling=found,
        days=milestones(
            tender,
            scenario.tender,
            start=start,
            tender_days=_tender_days(scenario, found),
            lead_days=lead_days(tender, scenario.procurement.lead_days),
            working=working,
        ),
        splittings=tuple(s for s in split if package.id in s.package_ids),
        thresholds=has_thresholds(package, rules, start.isoformat()),
        suppliers=natural_suppliers(tender, scenario.tender.natural_suppliers),
        fund=next((f for f in plan.funds if f.fund_id == package.fund_id), None),
        moves=tuple(sorted(own, key=lambda m: tender.line_at(m.site_id, m.sku).number)),
        bought=bought,
        unplaced=unplaced,
        lots=lots,
        lots_per_bidder=rule.lots_per_bidder if rule and lots else None,
        buyer=None if buyers is None else buyers.of(package),
        holidays_known=working.known,
        above_largest=_above_largest(package, rule, inputs.package_rules),
        small=_is_tendered(package) and 0 < package.amount_minor < least,
    )


def _above_largest(
    package: Package, rule: PackageRule | None, rules: Sequence[PackageRule]
) -> bool:
    """Return whether a tender is above the largest amount of its group: one aimag alone is."""
    most = None if rule is None else largest_of(rules, rule.group)
    return most is not None and _is_tendered(package) and before_vat(package) > most


def _tender_days(scenario: Scenario, found: Ruling) -> int:
    """Return the days from invitation to contract; evaluation and standstill have their time."""
    asked = (found.evaluation_days or 0) + (found.standstill_days or 0)
    return max(scenario.procurement.tender_days, scenario.tender.bidding_days + asked)


def _ruling(package: Package, rules: Sequence[ProcurementRule], start: dt.date) -> Ruling:
    category = tendered_category(package)
    return ruling(rules, package.rulebook, category, package.amount_minor, start.isoformat())
