"""Which procurement method a package needs: a dated table of rules, and no threshold of our own.

A method is named only by a confirmed row that is in force. An unconfirmed or superseded row, or
none at all, gives "confirm" with the place to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from inventory.findings import Finding, Rule, Severity
from planner.plan import Package
from sites import cells

if TYPE_CHECKING:
    from inventory.records import Record


class RuleStatus(StrEnum):
    """Whether somebody has checked a row against the law."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    SUPERSEDED = "superseded"


class PriceForm(StrEnum):
    """Which price schedules bidders of goods fill in."""

    ONE = "one"  # one for all lines
    BY_ORIGIN = "by_origin"  # three: to be imported, already imported, made in the country


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementRule:
    """A method for an amount: from `from_minor` on, below `to_minor`, on the days it is in force.

    Amounts are whole units of the plan currency; None is open, and so is an empty date.
    """

    rulebook: str
    category: str  # goods, works, services, installation
    method: str  # in the rulebook's own words
    from_minor: int | None
    to_minor: int | None
    valid_from: str  # YYYY-MM-DD
    valid_to: str  # YYYY-MM-DD, the last day
    citation: str
    status: RuleStatus
    estimate_shown: bool = False
    natural_supplier: bool = False  # asks to name a state-owned enterprise that could supply
    price_schedules: PriceForm = PriceForm.ONE  # for goods
    file: str = ""
    row: int = 0

    def holds_on(self, day: str) -> bool:
        """Return whether the row is in force on a day written YYYY-MM-DD."""
        return (not self.valid_from or self.valid_from <= day) and (
            not self.valid_to or day <= self.valid_to
        )

    def covers(self, amount_minor: int) -> bool:
        """Return whether an estimated cost lies in the row's range."""
        low = self.from_minor is None or self.from_minor <= amount_minor
        return low and (self.to_minor is None or amount_minor < self.to_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the table says of one package; `method` is None where somebody has to confirm."""

    method: str | None
    why: str  # code: "confirmed", "unconfirmed", "superseded", "no_rule"
    citation: str  # where it stands, or where to check
    estimate_shown: bool
    natural_supplier: bool
    price_schedules: PriceForm = PriceForm.ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """Packages that each stay under a threshold which they exceed together."""

    entity: str
    category: str
    year: int | None
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
                method=rule.method,
                why="confirmed",
                citation=rule.citation,
                estimate_shown=rule.estimate_shown,
                natural_supplier=rule.natural_supplier,
                price_schedules=rule.price_schedules,
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
    )


def _why(rule: ProcurementRule | None) -> str:
    """Return why a row names no method; a confirmed row outside its dates is superseded."""
    if rule is None:
        return "no_rule"
    return "unconfirmed" if rule.status is RuleStatus.UNCONFIRMED else "superseded"


def splittings(
    packages: Iterable[Package], rules: Sequence[ProcurementRule], day: str
) -> tuple[Splitting, ...]:
    """Return where packages of one entity, category and year together exceed a threshold.

    Thresholds are the lower ends of the rows that are not superseded; only the packages under a
    rulebook are held against its thresholds. One warning stands for each threshold crossed.
    """
    groups: dict[tuple[str, str, int, str], list[Package]] = defaultdict(list)
    for package in packages:
        key = (package.entity, package.category, package.year or 0, package.rulebook)
        groups[key].append(package)
    return tuple(found for key in sorted(groups) for found in _split(groups[key], rules, day))


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
                category=first.category,
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
    """Return the amounts at which a stricter row begins; a confirmed row goes before others."""
    found: dict[int, ProcurementRule] = {}
    for rule in rules:
        ours = (rule.rulebook, rule.category) == (package.rulebook, package.category)
        if not (ours and rule.from_minor and rule.holds_on(day)):
            continue
        if rule.status is RuleStatus.SUPERSEDED:
            continue
        known = found.get(rule.from_minor)
        if known is None or known.status is not RuleStatus.CONFIRMED:
            found[rule.from_minor] = rule
    return found


def has_thresholds(package: Package, rules: Sequence[ProcurementRule], day: str) -> bool:
    """Return whether the table has any threshold that a package could be split under."""
    return bool(_thresholds(package, rules, day))


# -- reading ------------------------------------------------------------------------------------

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE
RULE_RANGE = Rule(
    id="procurement.range",
    severity=_ERROR,
    title="A procurement rule ends before it begins, in amount or in date",
    why="Such a row can never hold, and a package would silently fall to another one.",
)
RULE_OVERLAP = Rule(
    id="procurement.overlap",
    severity=_ERROR,
    title="Two confirmed procurement rules hold for the same amount on the same day",
    why="A package has one method; which of the two is meant only the procurement officer knows.",
)
RULE_NOTHING_CONFIRMED = Rule(
    id="procurement.nothing_confirmed",
    severity=_NOTE,
    title="No row of a rulebook is confirmed",
    why="Every package under it prints confirm instead of a method until somebody has checked.",
)
RULES: tuple[Rule, ...] = (RULE_NOTHING_CONFIRMED, RULE_OVERLAP, RULE_RANGE)
"""Every rule about the table of procurement rules, in id order."""


def read_procurement_rules(
    records: Sequence[Record],
) -> tuple[tuple[ProcurementRule, ...], list[Finding]]:
    """Return the rules in order of rulebook, category, amount and date, and every fault."""
    found = [(record, rule) for record in records if (rule := _rule(record)) is not None]
    findings = [f for record, rule in found for f in _faults(record, rule)]
    rules = tuple(sorted((rule for _, rule in found), key=_order))
    findings += _overlaps([rule for rule in rules if rule.status is RuleStatus.CONFIRMED])
    findings += _unconfirmed(rules)
    return rules, findings


def _order(rule: ProcurementRule) -> tuple[str, str, int, str, int]:
    return rule.rulebook, rule.category, rule.from_minor or 0, rule.valid_from, rule.row


def _rule(record: Record) -> ProcurementRule | None:
    """Return the rule of a row, None when something required is missing (an error elsewhere)."""
    texts = {n: cells.text(record, n) for n in ("rulebook", "category", "method", "status")}
    if not all(texts.values()):
        return None
    return ProcurementRule(
        rulebook=texts["rulebook"],
        category=texts["category"],
        method=texts["method"],
        from_minor=cells.money_minor(record, "from_minor"),
        to_minor=cells.money_minor(record, "to_minor"),
        valid_from=cells.day(record, "valid_from") or "",
        valid_to=cells.day(record, "valid_to") or "",
        citation=cells.text(record, "citation"),
        status=RuleStatus(texts["status"]),
        estimate_shown=cells.text(record, "estimate") == "shown",
        natural_supplier=cells.yes(record, "natural_supplier") is True,
        price_schedules=PriceForm(cells.text(record, "price_schedules") or PriceForm.ONE),
        file=record.file,
        row=record.row,
    )


def _faults(record: Record, rule: ProcurementRule) -> Iterator[Finding]:
    if rule.to_minor is not None and rule.to_minor <= (rule.from_minor or 0):
        yield RULE_RANGE.finding(
            record.file,
            record.row,
            cells.header(record, "to_minor"),
            found=f"{rule.to_minor:,}",
            expected=f"more than {rule.from_minor or 0:,}",
            todo="correct the two amounts; `to_minor` itself belongs to the next row",
        )
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield RULE_RANGE.finding(
            record.file,
            record.row,
            cells.header(record, "valid_to"),
            found=rule.valid_to,
            expected=f"{rule.valid_from} or later",
            todo="correct the two dates",
        )


def _overlaps(rules: Sequence[ProcurementRule]) -> Iterator[Finding]:
    for place, one in enumerate(rules):
        for other in rules[place + 1 :]:
            if (one.rulebook, one.category) != (other.rulebook, other.category):
                break
            if _meet(one, other):
                yield RULE_OVERLAP.finding(
                    other.file,
                    other.row,
                    "from_minor",
                    found=f"{other.method}, beside {one.method} of row {one.row}",
                    expected="one method for each amount and day",
                    todo="end one row where the other begins, or mark one of them superseded",
                )


def _meet(one: ProcurementRule, other: ProcurementRule) -> bool:
    """Return whether two rows hold together for some amount on some day."""
    amounts = (one.from_minor or 0) < _end(other) and (other.from_minor or 0) < _end(one)
    days = (one.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (
        one.valid_to or "9"
    )
    return amounts and days


def _end(rule: ProcurementRule) -> int:
    """Return where a row's range ends, above every amount when it is open."""
    return 10**18 if rule.to_minor is None else rule.to_minor


def _unconfirmed(rules: Sequence[ProcurementRule]) -> Iterator[Finding]:
    for rulebook in sorted({rule.rulebook for rule in rules}):
        own = [rule for rule in rules if rule.rulebook == rulebook]
        if not any(rule.status is RuleStatus.CONFIRMED for rule in own):
            yield RULE_NOTHING_CONFIRMED.finding(
                own[0].file,
                min(rule.row for rule in own),
                "status",
                found=f"{len(own)} rows of {rulebook}, none confirmed",
                expected="rows that somebody has checked against the law",
                todo="check the citations, fill in amounts and dates, set status to confirmed",
            )
