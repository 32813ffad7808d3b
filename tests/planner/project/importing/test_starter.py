"""The starter catalogue says of every price that it is assumed, and where it comes from."""

from __future__ import annotations

import csv
from decimal import Decimal

from planner.project.importing.starter import (
    Home,
    catalogue_bytes,
    catalogue_for,
    newest_date,
    rates_bytes,
)
from planner.templates.build_starter import starter_catalogue


def items() -> dict[str, dict[str, str]]:
    """Return the items of the starter catalogue by their SKU."""
    return {row["sku"]: row for row in csv.DictReader(catalogue_bytes().decode().splitlines())}


def test_the_file_is_what_its_builder_makes() -> None:
    """`python -m planner.templates.build_starter` writes it from the example."""
    assert catalogue_bytes().decode() == starter_catalogue()


def test_every_item_is_marked_in_names_and_source() -> None:
    """Names stand on every screen and sheet, so the mark stands in the name."""
    for item in items().values():
        assert item["name_en"].endswith(" (assumed price)")
        assert item["name_mn"].endswith(" (таамаг үнэ)")
        assert item["source"].startswith("assumed: example for Mongolia: ")
        assert item["currency"] == "USD"
        assert item["price_date"] <= newest_date() == "2026-10-01"


def test_prices_are_the_examples_in_dollars() -> None:
    """95,000 tögrög with 10 % VAT are 23.99 dollars without, at 3,600; dollars stay dollars."""
    found = items()

    fibre = found["CON-FIBRE-10"]
    assert (fibre["unit_price"], fibre["vat_included"]) == ("23.99", "no")
    assert Decimal("95000") / Decimal("1.1") / 3600 - Decimal("23.99") < Decimal("0.005")
    assert "95000 MNT" in fibre["source"]
    assert found["TRN-M"]["unit_price"] == "8.00"
    assert found["CON-LEO-50-40G"]["unit_price"] == "69.65"  # 5,900 BTN at 42.5 and 3,600
    assert "42.5 MNT for 1 BTN" in found["CON-LEO-50-40G"]["source"]


def test_the_rate_is_of_the_day_of_the_prices() -> None:
    """One rate, as it was stated, with its source."""
    assert rates_bytes("129.5", "said") == (
        b"currency,rate,date,source\nUSD,129.5,2026-10-01,said\n"
    )


def test_prices_too_small_for_whole_units_are_set_or_left_out() -> None:
    """3.79 USD at 0.92 and 21 % VAT are 4.22 EUR, held well; 0.10 USD are 0.11 EUR and go.

    At 12 cedi and 20 % VAT 0.10 USD are 1.44 cedi: the price is set to what one cedi is, and says
    so; at 130 shilling nothing changes.
    """

    def read(currency: str, rate: str, vat: str) -> tuple[dict[str, dict[str, str]], list[str]]:
        home = Home(currency=currency, rate=Decimal(rate), vat=Decimal(vat))
        text, left = catalogue_for(home)
        return {row["sku"]: row for row in csv.DictReader(text.decode().splitlines())}, left

    euro, left = read("EUR", "0.92", "0.21")
    assert left == ["TRN-UPKEEP-M"]
    assert euro["DRP-M"] == items()["DRP-M"]
    cedi, left = read("GHS", "12", "0.20")
    assert left == []
    upkeep = cedi["TRN-UPKEEP-M"]
    assert upkeep["unit_price"] == "0.0694"
    assert upkeep["source"].endswith("; 0.10 USD set to what 1 GHS a unit are")
    shilling, left = read("KES", "130", "0.16")
    assert (shilling, left) == (items(), [])
    cents = Home(currency="EUR", rate=Decimal("0.92"), vat=Decimal("0.21"), digits=2)
    assert catalogue_for(cents)[1] == []  # 0.11 EUR are 11 cents
