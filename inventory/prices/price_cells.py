"""Prices as tables write them: amount, currency, date, VAT and source, brought to one currency."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from inventory import rules
from inventory.currencies import MOST_DIGITS, digits_of, minor_digits, minor_in
from inventory.findings import Finding, Rule
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import ExchangeRate
from inventory.records import Record
from inventory.values import LARGEST, fold, fold_all, shorten, suggestion

_TUGRIK = fold_all("₮", "төг", "төгрөг")


MOST_LOST = Fraction(1, 10)
"""Share of a price that rounding may take before it is an error; a tenth of that is a warning.

A price in the currency of the plan that loses any digit that is written is a warning as well.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """How prices become whole accounting units of the plan currency on the plan's price basis."""

    currency: str
    rates: Mapping[str, ExchangeRate]
    basis: Literal["with_vat", "without_vat"]
    vat: Fraction

    def of(
        self, record: Record, column: str, findings: list[Finding], times: int = 1
    ) -> Amounts | None:
        """Return the amount of a row, None with a finding when it cannot be read.

        `times` multiplies before rounding. A row says its currency, and whether VAT is included.
        """
        listed = currency_of(record, findings)
        factor = exchange(record, listed, self.currency, self.rates, findings)
        value, included = record.values[column], record.values.get("vat_included")
        if factor is None or value is None or included is None:
            return None
        exact = Fraction(value) * factor * times * minor_in(self.currency)
        on_basis = exact * vat_factor(self.basis, self.vat, included=included)
        amount = half_up(on_basis)
        bare = half_up(exact * vat_factor("without_vat", self.vat, included=included))
        if amount > LARGEST:
            findings.append(too_large(record, column, amount, self.currency))
            return None
        lost = abs(amount - on_basis) / on_basis if on_basis else Fraction(0)
        digits_lost = listed == self.currency and exact.denominator != 1
        if digits_lost or lost >= MOST_LOST / 10:
            findings.append(_rounded_away(record, column, on_basis, amount, self.currency))
        return Amounts(amount_minor=amount, without_vat_minor=min(bare, amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """A price on the plan's basis, and what a buyer exempt from VAT pays."""

    amount_minor: int
    without_vat_minor: int


def _rounded_away(
    record: Record, column: str, exact: Fraction, amount: int, currency: str
) -> Finding:
    """Return the finding of a price that whole units of the plan currency cannot hold."""
    lost, unit = abs(amount - exact) / exact, minor_in(currency)
    return at(
        price_rules.PRICE_LOST if lost >= MOST_LOST else price_rules.PRICE_ROUNDED,
        record,
        column,
        found=f"{float(exact / unit):.6g} {currency}, rounded to {Decimal(amount) / unit}",
        expected=_unit_that_holds(currency),
        todo=_finer(currency),
    )


def _unit_that_holds(currency: str) -> str:
    digits = digits_of(currency)
    if digits == 0:
        return f"a price that whole units of {currency} hold"
    return f"a price that {digits} decimals of {currency} hold"


def _finer(currency: str) -> str:
    """Return what to do where the accounting unit is too large for a price."""
    digits, usual = digits_of(currency), minor_digits(currency)
    if digits >= MOST_DIGITS:
        return "sell the item in larger units"
    if digits < usual:
        return f"set minor_digits = {usual} under [project] to account in {usual} decimals"
    if digits == 0:
        return "plan in a currency of smaller units, or sell the item in larger ones"
    return f"set minor_digits = {digits + 1} under [project], or sell the item in larger units"


def too_large(record: Record, column: str, amount: int, currency: str) -> Finding:
    """Return the finding of a price that no plan could hold."""
    found = f"{amount / minor_in(currency):.3e} in the plan currency"
    expected = f"at most {LARGEST:f}"
    todo = "correct the price or the exchange rate"
    return at(rules.NUMBER_OUT_OF_RANGE, record, column, found=found, expected=expected, todo=todo)


def at(
    rule: Rule, record: Record, column: str, *, found: str = "", expected: str, todo: str
) -> Finding:
    """Return a finding at a column of a record, under the header the file writes."""
    return rule.finding(
        *record.at(column),
        found=found or shorten(written(record, column)) or "nothing",
        expected=expected,
        todo=todo,
    )


def written(record: Record, column: str) -> str:
    """Return the text of a column as written, "" when the file lacks the column."""
    return record.raw.get(record.headers.get(column, ""), "").strip()


def no_source(record: Record, todo: str) -> Finding:
    """Return the warning of a price or rate without a source."""
    return at(price_rules.PRICE_NO_SOURCE, record, "source", expected="a source", todo=todo)


def vat_factor(
    basis: Literal["with_vat", "without_vat"], vat: Fraction, *, included: bool
) -> Fraction:
    """Return what a listed price is multiplied by to be on the plan's price basis."""
    if basis == "with_vat":
        return Fraction(1) if included else 1 + vat
    return 1 / (1 + vat) if included else Fraction(1)


def half_up(amount: Fraction) -> int:
    """Return the nearest whole number, halves upwards."""
    return math.floor(amount + Fraction(1, 2))


def currency_of(record: Record, findings: list[Finding]) -> str | None:
    """Return the currency code of a row, None with a fault when it has none."""
    given = record.values["currency"]
    if given is None:
        if "currency" not in record.headers or not written(record, "currency"):
            expected, todo = "a currency code such as MNT", "write the currency of the price"
            findings.append(
                at(price_rules.PRICE_NO_CURRENCY, record, "currency", expected=expected, todo=todo)
            )
        return None
    if fold(given) in _TUGRIK:
        return "MNT"
    code = str(given).upper()
    if re.fullmatch(r"[A-Z]{3}", code):
        return code
    findings.append(
        at(
            price_rules.CURRENCY_UNKNOWN,
            record,
            "currency",
            expected="a three-letter code such as MNT or USD",
            todo="write the ISO 4217 code",
        )
    )
    return None


def exchange(
    record: Record,
    listed: str | None,
    currency: str,
    rates: Mapping[str, ExchangeRate],
    findings: list[Finding],
) -> Fraction | None:
    """Return how many units of the plan currency one unit of the row's currency costs."""
    if listed is None:
        return None
    if listed == currency:
        return Fraction(1)
    if listed in rates:
        return Fraction(Decimal(rates[listed].rate))
    near = suggestion(listed, [currency, *sorted(rates)])
    expected = "one of " + ", ".join([currency, *sorted(rates)])
    todo = f"did you mean {near}?" if near else f"add {listed} to the exchange rates table"
    findings.append(at(price_rules.RATE_MISSING, record, "currency", expected=expected, todo=todo))
    return None


def undocumented(record: Record) -> list[Finding]:
    """Return the faults of a price without date, VAT basis or source."""
    checks = (
        (price_rules.PRICE_NO_DATE, "price_date", "the day of the price", "write it as 2026.03.31"),
        (
            price_rules.PRICE_NO_VAT,
            "vat_included",
            "yes or no",
            "say whether the price includes VAT",
        ),
    )
    found = [
        at(rule, record, column, expected=expected, todo=todo)
        for rule, column, expected, todo in checks
        if record.values[column] is None and not written(record, column)
    ]
    if not record.values["source"]:
        found.append(no_source(record, "name the supplier, contract or page"))
    return found


def origin_of(record: Record, column: str, currency: str) -> dict[str, Any]:
    """Return where the price in a column comes from, as fields of items and rows of prices."""
    values = record.values
    return {
        "listed_price": f"{values[column]:f} {currency}",
        "vat_included": values["vat_included"],
        "price_date": values["price_date"],
        "source": values["source"] or "",
        "file": record.file,
        "row": record.row,
    }
