"""Numbers, points, money and percentages as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from inventory.currencies import digits_of, minor_in
from planner.language.label import Label, Language
from planner.language.labels import currency_sign, filled, label


def number(value: float | Decimal, decimals: int = 0) -> str:
    """Return a number with thousands apart and a decimal point: 12,345.6."""
    return f"{value:,.{decimals}f}"


def points(thousandths: int) -> str:
    """Return a benefit in points, from thousandths of a point."""
    if abs(thousandths) >= 1_000_000:
        return number(Decimal(thousandths) / 1000)
    return number(Decimal(thousandths) / 1000, 3).rstrip("0").rstrip(".")


def plain_money(amount_minor: int, currency: str) -> str:
    """Return an amount in units of its currency, with the decimals accounted in: 29,800.00."""
    digits = digits_of(currency)
    return number(Decimal(amount_minor).scaleb(-digits), digits)


def money(amount_minor: int, currency: str, unit: int, language: Language) -> str:
    """Return an amount as people read it, in whole, thousand or million units of the currency."""
    sign = currency_sign(currency)
    if unit == 1:
        return f"{plain_money(amount_minor, currency)} {sign}"
    shown = (Decimal(amount_minor) / minor_in(currency) / unit).quantize(
        Decimal("0.1"), ROUND_HALF_EVEN
    )
    return f"{number(shown, 1)} {_unit_word(unit, language)} {sign}"


def _unit_word(unit: int, language: Language) -> str:
    """Return the word for thousand, million and so on; "both" is Mongolian here."""
    return label(f"money_word.{unit}", "en" if language == "en" else "mn")


_LARGE = (10**12, 10**9, 10**6)


def rounded_money(amount_minor: int, currency: str, language: Language) -> str:
    """Return an amount in the size people speak of, 6.2 billion ₮; below a million in full."""
    whole = Decimal(amount_minor) / minor_in(currency)
    for unit in _LARGE:
        if abs(whole) >= unit:
            shown = (whole / unit).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
            text = number(shown, 1).removesuffix(".0")
            return f"{text} {_unit_word(unit, language)} {currency_sign(currency)}"
    return money(amount_minor, currency, 1, language)


def amount(amount_minor: int, unit: int, currency: str) -> str:
    """Return an amount without its currency, for tables that name unit and currency once."""
    if unit == 1:
        return plain_money(amount_minor, currency)
    return number(Decimal(amount_minor) / minor_in(currency) / unit, 1)


def percent(share: float) -> str:
    """Return a share in percent; one that is not zero never reads as zero."""
    if share == 0:
        return "0 %"
    return f"{share:.2%}".replace("%", " %") if share >= 0.00005 else "< 0.01 %"


def service(mbps: float, cap_gb: float | None) -> Label:
    """Return the busy-hour speed of a link, with its GB a month where it has a cap."""
    if cap_gb is None:
        return filled("told.speed", mbps=f"{mbps:g}")
    return filled("told.speed_and_volume", mbps=f"{mbps:g}", gb=f"{cap_gb:g}")


def first_few(texts: Sequence[str], most: int = 6) -> str:
    """Return texts one after another; of many the first and how many more there are."""
    more = [f"+{number(len(texts) - most)}"] if len(texts) > most else []
    return "; ".join([*texts[:most], *more])
