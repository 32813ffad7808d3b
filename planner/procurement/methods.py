"""Which procurement method a package needs: a dated table of rules, and no threshold of our own.

A method is named only by a confirmed row that is in force. An unconfirmed or superseded row, or
none at all, gives "confirm" with the place to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.fields import fields_of
from planner.plan.purchasing import Package
from planner.procurement.dividing import TenderPackage
from planner.procurement.yearly import NOT_TENDERED, tendered_category
from planner.scenario.buying.procurement_rules import (
    PRICE_ALONE,
    Criterion,
    OcdsMethod,
    PriceForm,
    ProcurementRule,
    RuleStatus,
)

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the table says of one package; `method` is None where somebody has to confirm."""

    method: str | None
    why: str  # code: "confirmed", "unconfirmed", "superseded", "no_rule"
    citation: str  # where it stands, or where to check
    estimate_shown: bool
    natural_supplier: bool
    price_schedules: PriceForm = PriceForm.ONE
    currencies: tuple[str, ...] = ()  # beside the plan's own, that bids may be in
    rate_source: str = ""  # who publishes the rates by which bids are compared
    criteria: tuple[tuple[Criterion, int], ...] = PRICE_ALONE  # with weights in per cent
    small_value: bool = False  # whether the row is the one for the smallest amounts
    ocds_method: OcdsMethod | None = None  # None where the method has to be confirmed
    evaluation_days: int | None = None
    standstill_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """Packages that each stay under a threshold which they exceed together."""

    entity: str  # "": of several entities
    category: str
    year: int | None  # None: of several years, or of none
    rulebook: str
    threshold_minor: int
    total_minor: int
    package_ids: tuple[str, ...]
    confirmed: bool  # whether the threshold stands in a confirmed row
    citation: str


def ruling(
    rules: Iterable[ProcurementRule], rulebook: str, category: str, amount_minor: int, day: str
) -> Ruling:
    """Return what the rules of a rulebook say of an amount on a day (YYYY-MM-DD).

    The estimate stays confidential unless a confirmed row shows it. Price schedules are a form, not
    a method: the row that fits names them before it is confirmed.
    """
    own = [r for r in rules if (r.rulebook, r.category) == (rulebook, category)]
    asks = any(r.natural_supplier for r in own)
    fitting = [r for r in own if r.covers(amount_minor)]
    for rule in fitting:
        if rule.status is RuleStatus.CONFIRMED and rule.holds_on(day):
            return Ruling(
                **fields_of(
                    rule,
                    *("method", "citation", "estimate_shown", "natural_supplier"),
                    *("price_schedules", "currencies", "rate_source", "criteria"),
                    *("ocds_method", "evaluation_days", "standstill_days"),
                ),
                why="confirmed",
                small_value=_is_smallest(rule),
            )
    best = next((r for r in fitting if r.status is RuleStatus.UNCONFIRMED), None)
    best = best or next(iter(fitting), None)
    return Ruling(
        method=None,
        why=_why(best),
        citation=best.citation if best else "",
        estimate_shown=False,
        natural_supplier=asks,
        price_schedules=best.price_schedules if best else PriceForm.ONE,
        currencies=best.currencies if best else (),
        rate_source=best.rate_source if best else "",
        criteria=best.criteria if best else PRICE_ALONE,
        small_value=best is not None and _is_smallest(best),
        evaluation_days=best.evaluation_days if best else None,
        standstill_days=best.standstill_days if best else None,
    )


def _is_smallest(rule: ProcurementRule) -> bool:
    """Return whether a row begins at nothing and ends: the method for small value."""
    return not rule.from_minor and rule.to_minor is not None


def _why(rule: ProcurementRule | None) -> str:
    """Return why a row names no method; a confirmed row outside its dates is superseded."""
    if rule is None:
        return "no_rule"
    return "unconfirmed" if rule.status is RuleStatus.UNCONFIRMED else "superseded"


def splittings(
    packages: Iterable[Package], rules: Sequence[ProcurementRule], day: str
) -> tuple[Splitting, ...]:
    """Return where packages of one category that each stay under a threshold exceed it together.

    Looked at are those of one buyer and year, then of one buyer in all years, of all buyers in one
    year, and all: a wider look tells only what no narrower one told. Yearly services count as
    services, as rules are looked up for them. Thresholds are both ends of the rows that are not
    superseded; only the packages under a rulebook are held against its thresholds. One warning
    stands for each threshold crossed.
    """
    tendered = [package for package in packages if package.category not in NOT_TENDERED]
    found: list[Splitting] = []
    told: set[tuple[str, str, int]] = set()
    for by_entity, by_year in ((True, True), (True, False), (False, True), (False, False)):
        groups: dict[tuple[str, str, int, str], list[Package]] = defaultdict(list)
        for package in tendered:
            entity = buyer_of(package) if by_entity else ""
            year = (package.year or 0) if by_year else 0
            groups[entity, tendered_category(package), year, package.rulebook].append(package)
        new = [
            replace(split, entity=key[0], year=key[2] or None)
            for key in sorted(groups)
            for split in _split(groups[key], rules, day)
            if (split.category, split.rulebook, split.threshold_minor) not in told
        ]
        told |= {(split.category, split.rulebook, split.threshold_minor) for split in new}
        found += new
    return tuple(found)


def buyer_of(package: Package) -> str:
    """Return who buys: the entity of the register, else the payer."""
    return (package.buyer if isinstance(package, TenderPackage) else "") or package.entity


def _split(
    group: Sequence[Package], rules: Sequence[ProcurementRule], day: str
) -> Iterator[Splitting]:
    first = group[0]
    for threshold, rule in sorted(_thresholds(first, rules, day).items()):
        under = [p for p in group if 0 < p.amount_minor < threshold]
        total = sum(p.amount_minor for p in under)
        if len(under) > 1 and total >= threshold:
            yield Splitting(
                entity=first.entity,
                category=tendered_category(first),
                year=first.year,
                rulebook=first.rulebook,
                threshold_minor=threshold,
                total_minor=total,
                package_ids=tuple(sorted(p.id for p in under)),
                confirmed=rule.status is RuleStatus.CONFIRMED,
                citation=rule.citation,
            )


def _thresholds(
    package: Package, rules: Sequence[ProcurementRule], day: str
) -> dict[int, ProcurementRule]:
    """Return the amounts at which another row begins or one ends; confirmed rows go first.

    The end of the last row is one too: beyond it something else holds, though no row says what.
    """
    found: dict[int, ProcurementRule] = {}
    for rule in rules:
        ours = (rule.rulebook, rule.category) == (package.rulebook, tendered_category(package))
        if not ours or not rule.holds_on(day) or rule.status is RuleStatus.SUPERSEDED:
            continue
        for amount in (rule.from_minor, rule.to_minor):
            known = found.get(amount or 0)
            if amount and (known is None or known.status is not RuleStatus.CONFIRMED):
                found[amount] = rule
    return found


def has_thresholds(package: Package, rules: Sequence[ProcurementRule], day: str) -> bool:
    """Return whether the table has any threshold that a package could be split under."""
    return bool(_thresholds(package, rules, day))
