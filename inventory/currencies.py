"""How many decimals currencies are used with: our own table, by what people write and pay.

ISO 4217 lists two decimals for many currencies whose coins are long gone (MNT, IDR, LAK); prices
in them have none, and "650.000" is six hundred and fifty thousand. Codes that are not listed have
two. The table is an assumption from general knowledge, to confirm for each currency: it was not
copied from a source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from inventory.values import fold

_NONE = (
    "AMD BIF CLP COP CRC DJF GNF HUF IDR IQD IRR ISK JPY KHR KMF KRW LAK LBP MGA MMK MNT PYG RWF"
    " SOS SYP TWD TZS UGX UZS VND VUV XAF XOF XPF YER"
)
_THREE = "BHD JOD KWD LYD OMR TND"
DIGITS: Mapping[str, int] = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
}
"""Decimals of currencies that are not used with two."""

_SIGNS: Mapping[str, str] = {
    **{fold(word): "MNT" for word in ("₮", "төг", "төгрөг", "tugrik", "tögrög")},
    "$": "USD",
    "€": "EUR",
    "₽": "RUB",
    "£": "GBP",
    "₸": "KZT",
}


MOST_DIGITS = 4
"""Decimals that a project may account in at most: a hundredth of a cent."""


class Currency(str):
    """An ISO 4217 code with the decimals that a project accounts in: 2 for cents, 0 for none.

    Every amount of the project named `*_minor` is a whole number of that accounting unit. It is a
    text like any code, so that it prints, compares and is recorded as one.
    """

    minor_digits: int

    def __new__(cls, code: str, minor_digits: int = 0) -> Currency:
        """Make the currency of a code."""
        made = super().__new__(cls, code)
        made.minor_digits = minor_digits
        return made


def digits_of(currency: str) -> int:
    """Return the decimals of the accounting unit: 0 for a code of which nothing is said."""
    return currency.minor_digits if isinstance(currency, Currency) else 0


def minor_in(currency: str) -> int:
    """Return how many accounting units are one unit of the currency: 100 cents in a dollar."""
    return int(10 ** digits_of(currency))


def minor_digits(currency: str) -> int:
    """Return the decimals that amounts of a currency are written with."""
    return DIGITS.get(currency.upper(), 2)


def currency_code(written: str) -> str | None:
    """Return the ISO 4217 code that a text means, None when it is neither code nor known sign."""
    text = written.strip()
    if fold(text) in _SIGNS or text in _SIGNS:
        return _SIGNS.get(fold(text)) or _SIGNS[text]
    return text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else None
