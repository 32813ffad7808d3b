"""Sums of money as people write them in settings: "2.5e9", "1,000,000.50 USD", "3 000 000 ₮"."""

from __future__ import annotations

import re
from decimal import Decimal

from inventory.currencies import currency_code, digits_of, minor_digits, minor_in

LARGEST = Decimal(10) ** 15
_SPACES = " \u00a0\u202f\u2009"
_AMOUNT = re.compile(
    rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?"
    rf"|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:\.[0-9]+)?"
    rf"|[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:[eE]\+?[0-9]{{1,2}})?"
)
_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")  # of a sum: 650.000, in no currency
_TWO_READINGS = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")


class MoneyError(ValueError):
    """A text that is no sum of money of the project, or one of two; says what to write."""


def has_two_readings(text: str, currency: str) -> bool:
    """Return whether a text is digits, one mark and three digits in a currency without decimals.

    650.000 and 1,200 may be thousands; in a currency with decimals they are written otherwise.
    """
    return minor_digits(currency) == 0 and _TWO_READINGS.fullmatch(text.strip()) is not None


def parse_money(text: str, currency: str) -> Decimal:
    """Return a sum in the project's currency, exactly; raises MoneyError.

    A currency beside it must be the project's: sums are never converted.
    """
    amount, named = _without_currency(text.strip())
    if named and currency_code(named) != currency:
        raise MoneyError(f"a sum in {named}; write it in the project's currency {currency}".strip())
    if has_two_readings(amount, currency):
        digits = re.sub(r"[.,]", "", amount)
        raise MoneyError(f"{amount} may be {digits} or {amount[:-4]}; write it without the mark")
    if not _AMOUNT.fullmatch(amount):
        raise MoneyError('not a sum such as 2500000, "2.5e9" or "1,000,000.50 USD"')
    number = Decimal(re.sub(rf"[,_{_SPACES}]", "", amount))
    if number >= LARGEST:
        raise MoneyError(f"a number of {LARGEST - 1:f} or less")
    return number


def whole_money(text: str, currency: str) -> int:
    """Return a sum in whole accounting units of a currency; raises MoneyError for a part of one."""
    amount, _ = _without_currency(text.strip())
    if _THREE_DECIMALS.fullmatch(amount) and minor_digits(currency) != 3:
        without, other = amount.replace(".", ""), amount.rstrip("0").rstrip(".")
        raise MoneyError(f"{amount} may be {without} or {other}; write it without the mark")
    number = parse_money(text, currency) * minor_in(currency)
    if number != number.to_integral_value():
        digits = digits_of(currency)
        what = f"write at most {digits} decimals" if digits else "write a whole sum"
        raise MoneyError(f"a part of a unit; {what}")
    return int(number)


def _without_currency(text: str) -> tuple[str, str]:
    """Return the amount and the currency written before or after it, "" when none is."""
    found = re.fullmatch(
        r"(?P<before>[^\W\d_]+|[^\w\s.,+-])?\s*(?P<amount>[0-9].*?)"
        r"\s*(?P<after>[^\W\d_]{2,}|[^\w\s.,+-])?",
        text,
    )
    if found is None or (found["before"] and found["after"]):
        return text, ""
    return found["amount"], found["before"] or found["after"] or ""
