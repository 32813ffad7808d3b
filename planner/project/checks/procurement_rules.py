"""Read the procurement rules of a project and judge them: ranges, overlaps, confirmation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from inventory.currencies import currency_code
from inventory.findings import (
    Finding,
    at,
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)
from inventory.values import shorten, suggestion
from planner.scenario.buying.procurement_rules import (
    PRICE_ALONE,
    OcdsMethod,
    PriceForm,
    ProcurementRule,
    RuleStatus,
    criteria_of,
)
from sites import cells

if TYPE_CHECKING:
    from inventory.prices.funds import Fund
    from inventory.records import Record


RULE_RANGE = error_rule(
    "procurement.range",
    "A procurement rule ends before it begins, in amount or in date",
    "Such a row can never hold, and a package would silently fall to another one.",
)
RULE_OVERLAP = error_rule(
    "procurement.overlap",
    "Two confirmed procurement rules hold for the same amount on the same day",
    "A package has one method; which of the two is meant only the procurement officer knows.",
)
RULE_NOTHING_CONFIRMED = note_rule(
    "procurement.nothing_confirmed",
    "No row of a rulebook is confirmed",
    "Every package under it prints confirm instead of a method until somebody has checked.",
)
RULE_CURRENCY = error_rule(
    "procurement.currency",
    "A procurement rule names a currency that is none, or no source of its rate",
    "Bids in other currencies are compared by a published rate of one day, or not at all.",
)
RULE_CRITERIA = error_rule(
    "procurement.criteria",
    "The criteria of a procurement rule are not clear, or their weights do not come to 100",
    "Bids are ranked by them; a weight that is guessed would decide who wins.",
)
RULE_RULEBOOK = warning_rule(
    "procurement.rulebook",
    "A fund follows a rulebook of which the table of procurement rules has no row",
    "Its packages have neither method nor thresholds, and are not checked against splitting.",
)
RULES = rules_in(globals())
"""Every rule about the table of procurement rules, in id order."""


def read_procurement_rules(
    records: Sequence[Record], minor_digits: int = 0
) -> tuple[tuple[ProcurementRule, ...], list[Finding]]:
    """Return the rules in order of rulebook, category, amount and date, and every fault.

    `minor_digits` are the decimals that the project accounts in.
    """
    read = ((record, _rule(record, minor_digits)) for record in records)
    found = [(record, rule) for record, rule in read if rule is not None]
    findings = [f for record, rule in found for f in _faults(record, rule)]
    rules = tuple(sorted((rule for _, rule in found), key=_order))
    findings += _overlaps([rule for rule in rules if rule.status is RuleStatus.CONFIRMED])
    findings += _unconfirmed(rules)
    return rules, findings


def unknown_rulebooks(rules: Sequence[ProcurementRule], funds: Iterable[Fund]) -> Iterator[Finding]:
    """Yield the funds whose rulebook no row is of; nothing where a project has no rules at all."""
    known = sorted({rule.rulebook for rule in rules})
    for fund in funds:
        if not known or not fund.rulebook or fund.rulebook in known:
            continue
        near = suggestion(fund.rulebook, known)
        yield RULE_RULEBOOK.finding(
            *at(fund, "rulebook"),
            found=f"{shorten(fund.id)}: {shorten(fund.rulebook)}",
            expected=f"one of {', '.join(known)}",
            todo=f"did you mean {near}?" if near else "add its rows to procurement_rules",
        )


def _order(rule: ProcurementRule) -> tuple[str, str, int, str, int]:
    return rule.rulebook, rule.category, rule.from_minor or 0, rule.valid_from, rule.row


def _rule(record: Record, minor_digits: int) -> ProcurementRule | None:
    """Return the rule of a row, None when something required is missing (an error elsewhere)."""
    texts = {n: cells.text(record, n) for n in ("rulebook", "category", "method", "status")}
    if not all(texts.values()):
        return None
    return ProcurementRule(
        rulebook=texts["rulebook"],
        category=texts["category"],
        method=texts["method"],
        from_minor=cells.money_minor(record, "from_minor", minor_digits),
        to_minor=cells.money_minor(record, "to_minor", minor_digits),
        valid_from=cells.day(record, "valid_from") or "",
        valid_to=cells.day(record, "valid_to") or "",
        citation=cells.text(record, "citation"),
        status=RuleStatus(texts["status"]),
        estimate_shown=cells.text(record, "estimate") == "shown",
        natural_supplier=cells.yes(record, "natural_supplier") is True,
        price_schedules=PriceForm(cells.text(record, "price_schedules") or PriceForm.ONE),
        currencies=_currencies(record),
        rate_source=cells.text(record, "rate_source"),
        ocds_method=OcdsMethod(method) if (method := cells.text(record, "ocds_method")) else None,
        evaluation_days=cells.whole(record, "evaluation_days"),
        standstill_days=cells.whole(record, "standstill_days"),
        criteria=criteria_of(cells.text(record, "criteria")) or PRICE_ALONE,
        file=record.file,
        row=record.row,
    )


def _words(record: Record) -> list[str]:
    return [word for word in re.split(r"[\s,;|/]+", cells.text(record, "currencies")) if word]


def _currencies(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for word in _words(record) if (c := currency_code(word))))


def _faults(record: Record, rule: ProcurementRule) -> Iterator[Finding]:
    written = _words(record)
    if wrong := [word for word in written if currency_code(word) is None]:
        yield RULE_CURRENCY.finding(
            *record.at("currencies"),
            found=wrong[0],
            expected="codes of ISO 4217, as USD EUR",
            todo="write the three letters of each currency, with blanks between",
        )
    elif written and not rule.rate_source:
        yield RULE_CURRENCY.finding(
            *record.at("rate_source"),
            found="nothing",
            expected="who publishes the rates by which bids are compared",
            todo="name the central bank or whoever the rulebook names",
        )
    if criteria_of(cells.text(record, "criteria")) is None:
        yield RULE_CRITERIA.finding(
            *record.at("criteria"),
            found=shorten(cells.text(record, "criteria")),
            expected="criteria with whole weights that come to 100, as price 70, delivery 30",
            todo="use price, delivery, life_cycle and performance, each once",
        )
    if rule.to_minor is not None and rule.to_minor <= (rule.from_minor or 0):
        found = cells.raw(record, "to_minor")
        expected = f"more than {cells.raw(record, 'from_minor') or 0}"
        todo = "correct the two amounts; `to_minor` itself belongs to the next row"
        yield RULE_RANGE.finding(*record.at("to_minor"), found=found, expected=expected, todo=todo)
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        found = rule.valid_to
        expected = f"{rule.valid_from} or later"
        todo = "correct the two dates"
        yield RULE_RANGE.finding(*record.at("valid_to"), found=found, expected=expected, todo=todo)


def _overlaps(rules: Sequence[ProcurementRule]) -> Iterator[Finding]:
    for place, one in enumerate(rules):
        for other in rules[place + 1 :]:
            if (one.rulebook, one.category) != (other.rulebook, other.category):
                break
            if _meet(one, other):
                yield RULE_OVERLAP.finding(
                    *at(other, "from_minor"),
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
