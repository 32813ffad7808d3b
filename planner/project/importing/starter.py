"""Catalogues of assumed prices to begin with, and the rate that brings them home.

The starter catalogue is the example's; presets have published prices of one source in its place.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files

CURRENCY = "USD"
CATALOGUE_PATH = "data/starter_catalogue.csv"
SOURCE_PATH = "data/starter_catalogue_source.md"
RATES_PATH = "data/starter_exchange_rates.csv"
_LARGEST_CHANGE = Decimal("0.09")  # by rounding; a check refuses a tenth
EXAMPLE_RATE = {"MNT": "3600"}
"""Units of a currency for a dollar that the example assumes."""


STARTER = "starter"


def presets() -> tuple[str, ...]:
    """Return the names of catalogues of published prices (`planner/templates/build_presets`)."""
    folders = (files("planner") / "templates" / "presets").iterdir()
    return tuple(sorted(f.name for f in folders if (f / "catalogue.csv").is_file()))


def catalogue_bytes(preset: str = STARTER) -> bytes:
    """Return a catalogue (`planner/templates/build_starter.py` says what the starter is)."""
    templates = files("planner") / "templates"
    folder = templates / STARTER if preset == STARTER else templates / "presets" / preset
    return (folder / "catalogue.csv").read_bytes()


def source_bytes(preset: str) -> bytes:
    """Return where the prices of a preset come from, and what they leave out."""
    return (files("planner") / "templates" / "presets" / preset / "SOURCE.md").read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What brings a price in dollars home: the currency, its rate, and VAT that prices get."""

    currency: str
    rate: Decimal  # units of the currency for a dollar
    vat: Decimal  # added to prices without VAT, 0 where plans are without
    digits: int = 0  # decimals of the unit that the plan accounts in


def catalogue_for(home: Home, preset: str = STARTER) -> tuple[bytes, list[str]]:
    """Return a catalogue for a currency, and the SKUs that are left out of it.

    Plans count in whole accounting units, and a price that rounding changes by a tenth is an error.
    An assumed price is set to what a whole unit holds, and its source says so; one below half a
    unit cannot be held and is left out.
    """
    rows = list(csv.DictReader(catalogue_bytes(preset).decode().splitlines()))
    kept, left = [], []
    for row in rows:
        item = _held(row, home)
        kept += [item] if item else []
        left += [] if item else [row["sku"]]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    return text.getvalue().encode(), left


def _held(row: dict[str, str], home: Home) -> dict[str, str] | None:
    """Return an item at a price that whole accounting units hold, None where none does."""
    factor = home.rate * (12 if row["timing"] == "per_month" else 1)
    factor *= 1 + home.vat if row["vat_included"] == "no" else 1
    price = Decimal(row["unit_price"])
    unit = Decimal(1).scaleb(-home.digits)
    whole = (price * factor).quantize(unit, ROUND_HALF_UP)
    if whole == 0:
        return None
    if abs(whole - price * factor) < _LARGEST_CHANGE * price * factor:
        return row
    said = f"{row['source']}; {price} USD set to what {whole} {home.currency} a unit are"
    return {**row, "unit_price": f"{whole / factor:.4f}", "source": said}


def newest_date(preset: str = STARTER) -> str:
    """Return the newest day of the prices of a catalogue, YYYY-MM-DD."""
    rows = csv.DictReader(catalogue_bytes(preset).decode().splitlines())
    return max(row["price_date"] for row in rows)


def rates_bytes(rate: str, source: str) -> bytes:
    """Return the table of exchange rates with one rate: units of the plan currency for a dollar.

    Its day is that of the newest price, for which it is taken to hold.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["currency", "rate", "date", "source"])
    writer.writerow([CURRENCY, rate, newest_date(), source])
    return text.getvalue().encode()
