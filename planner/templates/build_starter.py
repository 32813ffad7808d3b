"""Build the starter catalogue: the example's prices in US dollars, each marked as assumed.

`python -m planner.templates.build_starter` writes `starter/catalogue.csv`; a test keeps it current.
Every price is one of the example for Mongolia with its date. A price that the example has in US
dollars stays what it is. A price in another currency is brought to dollars by the example's own
rates, which are assumptions; one in tögrög that includes Mongolia's VAT of 10 % is brought to a
price without VAT first. None is a price of the country it is used in. What a tender would ask for
(columns performance) is left out: it was written for Mongolia's winter and radio bands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from pathlib import Path

_VAT = Decimal("1.1")  # of Mongolia, in prices that include it
_CENT = Decimal("0.01")
_DOLLAR = "USD"


def starter_catalogue() -> str:
    """Return the text of the starter catalogue."""
    data = files("planner") / "templates" / "mongolia" / "data"
    items = _rows((data / "catalogue.csv").read_text(encoding="utf-8"))
    rates = {
        row["currency"]: row
        for row in _rows((data / "exchange_rates.csv").read_text(encoding="utf-8"))
    }
    text = io.StringIO()
    writer = csv.DictWriter(text, list(items[0]), lineterminator="\n")
    writer.writeheader()
    for item in items:
        writer.writerow(_assumed(item, rates))
    return text.getvalue()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def _assumed(item: Mapping[str, str], rates: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return an item in dollars, marked as assumed in its names and its source."""
    said = item["source"]
    price, vat = Decimal(item["unit_price"]), item["vat_included"]
    currency = item["currency"]
    if currency != _DOLLAR:
        said = f"{item['unit_price']} {currency}, {said}"
        if currency == "MNT" and vat == "yes":
            price, vat = price / _VAT, "no"
            said += "; without 10 % VAT"
        own = "1" if currency == "MNT" else rates[currency]["rate"]
        tugrik = price * Decimal(own)
        price = (tugrik / Decimal(rates[_DOLLAR]["rate"])).quantize(_CENT, ROUND_HALF_UP)
        said += f"; at the example's assumed rate of {rates[_DOLLAR]['rate']} MNT for 1 USD"
        said += "" if currency == "MNT" else f" and {own} MNT for 1 {currency}"
    return {
        **item,
        "name_mn": f"{item['name_mn']} (таамаг үнэ)",
        "name_en": f"{item['name_en']} (assumed price)",
        "unit_price": str(price),
        "currency": _DOLLAR,
        "vat_included": vat,
        "source": f"assumed: example for Mongolia: {said}",
        "performance_mn": "",
        "performance_en": "",
    }


if __name__ == "__main__":
    place = Path(__file__).parent / "starter" / "catalogue.csv"
    place.parent.mkdir(exist_ok=True)
    place.write_text(starter_catalogue(), encoding="utf-8", newline="\n")
