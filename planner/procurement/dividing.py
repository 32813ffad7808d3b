"""Packages of a plan divided into tenders that suppliers exist for, with sums that tie.

A plan's package is what one fund pays for one entity in one category. Computers, radio links and
solar kits in one tender find no bidder; each group of the package rules is therefore a tender of
its own, numbered under its package: P08-1, P08-2. Groups that are small join the largest of their
kind. What a package saves, its VAT and what a co-financer adds are divided with it, to the unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from inventory.prices.catalogue import Catalogue
from planner.candidates.candidate import CostLine
from planner.plan.purchasing import FundUse, Package, Saving
from planner.plan.repricing import (
    VAT,
    PriceFacts,
    TierUse,
    prices_of,
    repriced_packages,
    tier_uses,
    vat_saving,
)
from planner.procurement.shares import divided_by
from planner.rendering.places import Area
from planner.resources.cofinancing import shared as shared_part
from planner.resources.funds import NEVER_TENDERED
from planner.scenario.buying.package_rules import (
    SMALLEST_SHARE,
    PackageRule,
    best_rules,
    largest_of,
)

OTHER = "other"
_LINKS = frozenset({"satellite", "radio", "cable"})  # groups that the same suppliers may join


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderPackage(Package):
    """A tender that is part of a package of the plan."""

    group: str = ""  # of the package rules
    part_of: str = ""  # id of the package
    joined: tuple[str, ...] = ()  # small groups that are in it too
    cofinanced_minor: int = 0  # what the co-financer adds
    buyer: str = ""  # id of the procuring entity, where the register has it


def plan_package(package: Package) -> str:
    """Return the id of the plan's package that a tender is, or is a part of."""
    return package.part_of if isinstance(package, TenderPackage) else package.id


def divided(
    packages: Sequence[Package],
    rules: Sequence[PackageRule],
    catalogue: Catalogue,
    facts: PriceFacts,
    funds: Sequence[FundUse] = (),
    buyers: Buyers | None = None,
    areas: Mapping[str, Area] | None = None,
) -> tuple[Package, ...]:
    """Return the tenders of packages, in their order; a package of one group stays as it is.

    Each tender has one buyer: places of several entities of the register are tendered apart.
    `areas` are the aimags of delivery points, for rules that name any, and for groups above their
    largest amount, which are divided by aimags.

    Without rules nothing is divided, nor where the plan's savings cannot be given again by its
    prices.
    """
    bought = sum(p.amount_minor for p in packages if p.category not in NEVER_TENDERED)
    again = repriced_packages(packages, {}, facts)
    found: list[Package] = []
    uses = tier_uses(packages, prices_of(packages), facts)
    for place, (package, other) in enumerate(zip(packages, again, strict=True)):
        exact = package.amount_minor == other.amount_minor
        joined: dict[_Key, tuple[_Lines, tuple[str, ...]]] = {}
        if package.category not in NEVER_TENDERED:
            joined = _by_buyer(package, rules, catalogue, bought, buyers, areas or {})
        if len(joined) < 2 or not exact:
            found.append(package)
            continue
        fund = next((f for f in funds if f.fund_id == package.fund_id), None)
        found += _parts(package, joined, uses[place], facts, fund)
    return tuple(found)


_Lines = list[tuple[str, CostLine]]
_Key = tuple[str, str, int]  # buyer, group, and part of it from 0


class Buyers(Protocol):
    """Who buys for a payer at a delivery point: the id of an entity, "" for nobody named."""

    def __call__(self, payer: str, point: str) -> str:
        """Return the id of the entity."""


def _by_buyer(
    package: Package,
    rules: Sequence[PackageRule],
    catalogue: Catalogue,
    bought: int,
    buyers: Buyers | None,
    areas: Mapping[str, Area],
) -> dict[_Key, tuple[_Lines, tuple[str, ...]]]:
    """Return the groups of each buyer, small ones joined to others of the same, largest first."""
    of_buyer: dict[str, _Lines] = defaultdict(list)
    for point, line in package.lines:
        buyer = "" if buyers is None else buyers(package.entity, point)
        of_buyer[buyer].append((point, line))
    found: dict[_Key, tuple[_Lines, tuple[str, ...]]] = {}
    size: dict[_Key, int] = {}
    for (buyer, lines), savings in zip(
        of_buyer.items(), _savings_of(package.savings, [*of_buyer.values()]), strict=True
    ):
        own = replace(package, lines=tuple(lines), savings=savings)
        parts = _groups(own, rules, catalogue, areas)
        saved = _saved(own, parts)
        for group, (whole, joined) in _joined(parts, _paid(parts, saved), rules, bought).items():
            part_savings = [s for name in (group, *joined) for s in saved[name]]
            divided_up = _by_amount(whole, part_savings, largest_of(rules, group), areas)
            for number, (part, amount) in enumerate(divided_up):
                found[buyer, group, number] = (part, joined)
                size[buyer, group, number] = amount
    return {key: found[key] for key in sorted(found, key=lambda key: (-size[key], key))}


def _by_amount(
    lines: _Lines, savings: Sequence[Saving], most: int | None, areas: Mapping[str, Area]
) -> list[tuple[_Lines, int]]:
    """Return the lines of a group in parts of whole aimags, and what is paid for each before VAT.

    A part is above the largest amount only where one aimag alone is.
    """
    by_area: dict[tuple[str, str], _Lines] = defaultdict(list)
    for point, line in lines:
        area = areas.get(point)
        by_area["" if area is None else area.code, "" if area is None else area.name].append(
            (point, line)
        )
    order = [by_area[area] for area in sorted(by_area)]
    parts: list[tuple[_Lines, int]] = []
    for part, own in zip(order, _savings_of(savings, order), strict=True):
        amount = sum(line.amount_minor for _, line in part) - sum(s.amount_minor for s in own)
        if parts and (most is None or parts[-1][1] + amount <= most):
            parts[-1] = ([*parts[-1][0], *part], parts[-1][1] + amount)
        else:
            parts.append((part, amount))
    return parts


def _savings_of(savings: Iterable[Saving], parts: Sequence[_Lines]) -> list[tuple[Saving, ...]]:
    """Return savings, but VAT, by part of what they are of; their units add up to the whole.

    Units of an item that several parts hold are divided by what each of them receives.
    """
    received = _received(parts)
    found: list[list[Saving]] = [[] for _ in parts]
    for saving in savings:
        if saving.kind == VAT:
            continue
        for own, units in zip(found, _units_of(saving.sku, saving.quantity, received), strict=True):
            if units:
                own.append(replace(saving, quantity=units))
    return [tuple(own) for own in found]


def _uses_of(uses: Sequence[TierUse], parts: Sequence[_Lines]) -> list[list[TierUse]]:
    """Return the tiers that the units of each part reach, divided as savings are."""
    received = _received(parts)
    found: list[list[TierUse]] = [[] for _ in parts]
    for use in uses:
        for own, units in zip(found, _units_of(use.sku, use.quantity, received), strict=True):
            if units:
                own.append(replace(use, quantity=units))
    return found


def _received(parts: Sequence[_Lines]) -> list[dict[str, int]]:
    """Return the units of each item that each part receives."""
    found: list[dict[str, int]] = [defaultdict(int) for _ in parts]
    for units, lines in zip(found, parts, strict=True):
        for _, line in lines:
            units[line.sku] += line.quantity
    return found


def _units_of(sku: str, quantity: int, received: Sequence[Mapping[str, int]]) -> list[int]:
    """Return units of an item by part, divided by what each of them receives."""
    return divided_by(quantity, [units.get(sku, 0) for units in received])


def group_rule(
    package: Package,
    rules: Sequence[PackageRule],
    catalogue: Catalogue,
    areas: Mapping[str, Area],
) -> PackageRule | None:
    """Return a rule of the group that a tender is of, the most exact one; None without rules.

    A package that was not divided is of the group that it pays most for.
    """
    if isinstance(package, TenderPackage):
        group = package.group
    else:
        parts = _groups(package, rules, catalogue, areas)
        paid = _paid(parts, _saved(package, parts))
        group = min(paid, key=lambda name: (-paid[name], name), default=OTHER)
    own = [
        rule
        for rule in rules
        if rule.group == group
        and rule.entity in ("", package.entity)
        and rule.fund in ("", package.fund_id)
    ]
    said = [rule for rule in own if rule.lots or rule.lots_per_bidder]
    return max(said or own, key=lambda rule: (rule.weight, -rule.row), default=None)


def _groups(
    package: Package,
    rules: Sequence[PackageRule],
    catalogue: Catalogue,
    areas: Mapping[str, Area],
) -> dict[str, _Lines]:
    """Return the lines of a package by group; delivery goes with the goods that it brings."""
    groups: dict[tuple[str, Area | None], str] = {}
    found: dict[str, _Lines] = defaultdict(list)
    for point, line in package.lines:
        key = line.delivers or line.sku, areas.get(point)
        if key not in groups:
            item = catalogue.by_sku.get(key[0])
            place = frozenset() if key[1] is None else key[1].folded
            best = best_rules(rules, item, package.entity, package.fund_id, place) if item else []
            groups[key] = best[0].group if best else OTHER
        found[groups[key]].append((point, line))
    return dict(found)


def _saved(package: Package, groups: Mapping[str, _Lines]) -> dict[str, tuple[Saving, ...]]:
    """Return the savings of each group of a package, but VAT."""
    return dict(zip(groups, _savings_of(package.savings, [*groups.values()]), strict=True))


def _paid(groups: Mapping[str, _Lines], saved: Mapping[str, Sequence[Saving]]) -> dict[str, int]:
    """Return what is paid for each group, before VAT: what comes from stock is not bought."""
    return {
        name: sum(line.amount_minor for _, line in lines)
        - sum(saving.amount_minor for saving in saved[name])
        for name, lines in groups.items()
    }


def _joined(
    groups: Mapping[str, _Lines],
    paid: Mapping[str, int],
    rules: Sequence[PackageRule],
    bought: int,
) -> dict[str, tuple[_Lines, tuple[str, ...]]]:
    """Return groups with the small ones joined to others, and the names of those, largest first.

    A small group joins the largest of its kind, links or equipment, else the largest of all.
    """
    least = {r.group: r.smallest_minor for r in rules if r.smallest_minor is not None}
    order = sorted(groups, key=lambda name: (-paid[name], name))
    small = [
        name for name in order[1:] if paid[name] < least.get(name, -(-bought // SMALLEST_SHARE))
    ]
    kept = [name for name in order if name not in small]
    into = {
        name: next((k for k in kept if (k in _LINKS) == (name in _LINKS)), kept[0])
        for name in small
    }
    found: dict[str, tuple[_Lines, tuple[str, ...]]] = {}
    for name in kept:
        extra = sorted(one for one, other in into.items() if other == name)
        lines = [pair for part in (name, *extra) for pair in groups[part]]
        found[name] = (lines, tuple(extra))
    return found


def _parts(
    package: Package,
    groups: Mapping[_Key, tuple[_Lines, tuple[str, ...]]],
    uses: Sequence[TierUse],
    facts: PriceFacts,
    fund: FundUse | None,
) -> list[TenderPackage]:
    """Return the tenders of a package; their amounts and shares add up to its own."""
    base = {f.name: getattr(package, f.name) for f in fields(Package)}
    prices = prices_of([package])
    found, reached, shared = [], 0, 0
    shared_uses = _uses_of(uses, [lines for lines, _ in groups.values()])
    of_vat = [s for s in package.savings if s.kind == VAT]
    savings = _savings_of(package.savings, [lines for lines, _ in groups.values()])
    for number, ((buyer, group, _), (lines, joined)) in enumerate(groups.items(), 1):
        own = savings[number - 1]
        made = TenderPackage(
            **{
                **base,
                "id": f"{package.id}-{number}",
                "lines": tuple(sorted(lines, key=lambda pair: pair[0])),
                "savings": own,
            },
            group=group,
            part_of=package.id,
            joined=joined,
            buyer=buyer,
        )
        at_tiers = shared_uses[number - 1]
        taxes = vat_saving(replace(made, savings=(*own, *of_vat)), at_tiers, prices, prices, facts)
        made = replace(made, savings=(*own, *taxes))
        reached += made.amount_minor
        upto = shared_part(reached, fund.cofinance_share) if fund and fund.cofinancer else 0
        found.append(replace(made, cofinanced_minor=upto - shared))
        shared = upto
    if reached != package.amount_minor:
        raise ValueError(f"package {package.id}: its tenders come to {reached}")
    return found
