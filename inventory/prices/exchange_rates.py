"""Exchange rates: every row of their table, the newest of each currency, and those out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from inventory import rules
from inventory.findings import Finding
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import ExchangeRate, Item
from inventory.prices.price_cells import at, currency_of, no_source
from inventory.records import Record, TableRead

RATE_MAX_AGE_DAYS = 92
"""An exchange rate this much older than the newest price is told; source: assumption, a quarter."""


def newest_rates(
    table: TableRead | None, currency: str, findings: list[Finding]
) -> dict[str, ExchangeRate]:
    """Return the newest exchange rate of every currency."""
    newest: dict[str, tuple[ExchangeRate, Record]] = {}
    for record in table.records if table else ():
        rate = _rate(record, currency, findings)
        if rate is None:
            continue
        held = newest.get(rate.currency)
        if held is not None and held[0].date == rate.date:
            findings.append(_two_rates(record, rate, held[1]))
        elif held is None or held[0].date < rate.date:
            newest[rate.currency] = (rate, record)
    return {name: rate for name, (rate, _) in newest.items()}


def rates_of_every_day(
    table: TableRead, currency: str, findings: list[Finding]
) -> tuple[ExchangeRate, ...]:
    """Return every usable row of an exchange table, in order of currency and day."""
    read = (_rate(record, currency, findings) for record in table.records)
    return tuple(sorted((r for r in read if r), key=lambda r: (r.currency, r.date, r.rate)))


def _rate(record: Record, currency: str, findings: list[Finding]) -> ExchangeRate | None:
    """Return one row of the exchange table, None when it cannot be used."""
    name = currency_of(record, findings)
    rate, date = record.values["rate"], record.values["date"]
    if name is None or rate is None or date is None:
        return None
    if rate == 0 or (name == currency and rate != 1):
        expected = "1, as the plan is in this currency" if rate else "a rate above 0"
        todo = "correct the rate or the currency"
        findings.append(at(rules.NUMBER_OUT_OF_RANGE, record, "rate", expected=expected, todo=todo))
        return None
    source = record.values["source"] or ""
    if not source:
        findings.append(no_source(record, "name who published the rate, and where"))
    return ExchangeRate(currency=name, rate=f"{rate:f}", date=date, source=source)


def _two_rates(record: Record, rate: ExchangeRate, first: Record) -> Finding:
    """Return the finding of a second rate of the same day."""
    return at(
        price_rules.RATE_DUPLICATE,
        record,
        "currency",
        found=f"{rate.currency} again on {rate.date}",
        expected=f"one rate a day; row {first.row} has it already",
        todo="remove one of the two rows",
    )


def old_rates(
    items: Iterable[Item],
    rates: Mapping[str, ExchangeRate],
    currency: str,
    table: TableRead | None,
) -> list[Finding]:
    """Return the warnings of rates in use that are much older than the newest price."""
    priced = [item for item in items if item.price_date]
    if table is None or not priced:
        return []
    newest = dt.date.fromisoformat(max(item.price_date for item in priced))
    used = {item.listed_price.rsplit(" ", 1)[-1] for item in priced} - {currency}
    findings = []
    for name in sorted(used & set(rates)):
        age = (newest - dt.date.fromisoformat(rates[name].date)).days
        if age > RATE_MAX_AGE_DAYS:
            finding = price_rules.RATE_OLD.finding(
                table.path,
                found=f"{name} of {rates[name].date}, {age} days before the newest price",
                expected=f"at most {RATE_MAX_AGE_DAYS} days",
                todo="add the rate of a later day",
            )
            findings.append(finding)
    return findings
