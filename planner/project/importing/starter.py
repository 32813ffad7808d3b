"""The starter catalogue: assumed prices to begin with, and the rate that brings them home."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

CURRENCY = "USD"
CATALOGUE_PATH = "data/starter_catalogue.csv"
RATES_PATH = "data/starter_exchange_rates.csv"
EXAMPLE_RATE = {"MNT": "3600"}
"""Units of a currency for a dollar that the example assumes."""


def catalogue_bytes() -> bytes:
    """Return the starter catalogue (`planner/templates/build_starter.py` says what it is)."""
    return (files("planner") / "templates" / "starter" / "catalogue.csv").read_bytes()


def newest_date() -> str:
    """Return the newest day of its prices, YYYY-MM-DD."""
    rows = csv.DictReader(catalogue_bytes().decode().splitlines())
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
