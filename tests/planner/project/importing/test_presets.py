"""Catalogues of published prices: what their figures give, marked, beside the starter's."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from planner.project.importing.starter import (
    Home,
    catalogue_bytes,
    catalogue_for,
    presets,
    source_bytes,
)
from planner.templates.build_presets import preset_catalogue
from planner.templates.build_presets import presets as stated

STARTER = {row["sku"]: row for row in csv.DictReader(catalogue_bytes().decode().splitlines())}


def items(preset: str) -> dict[str, dict[str, str]]:
    """Return the items of a preset by their SKU."""
    text = catalogue_bytes(preset).decode()
    return {row["sku"]: row for row in csv.DictReader(text.splitlines())}


def test_the_files_are_what_their_builder_makes() -> None:
    """`python -m planner.templates.build_presets` writes them."""
    made = {name: preset_catalogue(preset) for name, preset in stated().items()}

    assert {name: catalogue_bytes(name).decode() for name in presets()} == made
    assert set(presets()) == {
        "giga-brazil",
        "giga-rwanda",
        "giga-sierra-leone",
        "itu-cpp-2026",
        "itu-ibiza-2024",
    }


@pytest.mark.parametrize(
    ("preset", "sku", "usd"),
    [
        ("itu-cpp-2026", "TRN-M", "20"),  # 20,000 a kilometre
        ("itu-cpp-2026", "CON-FIBRE-20", "11.25"),  # (5.5 x 20 + 0.05 x 500) / 12
        ("itu-cpp-2026", "CON-LEO-50", "33.33"),  # (6.4 x 50 + 0.10 x 800) / 12
        ("itu-cpp-2026", "LIC-MICROWAVE", "600"),  # 15 x 40 MHz
        ("itu-ibiza-2024", "CON-FIBRE-50", "186.67"),  # (43.8 x 50 + 50) / 12
        ("itu-ibiza-2024", "HED-MICROWAVE", "831.59"),
        ("giga-rwanda", "TRN-M", "7.5"),
        ("giga-brazil", "CON-CELLULAR-10", "106.67"),  # 128 x 10 / 12
        ("giga-sierra-leone", "TRM-LEO", "600"),
    ],
)
def test_prices_are_the_published_ones(preset: str, sku: str, usd: str) -> None:
    """Each by hand, marked as assumed, with the source and its arithmetic."""
    item = items(preset)[sku]

    assert item["unit_price"] == usd
    assert item["source"].startswith(f"assumed: {stated()[preset].said}: ")
    assert item["price_date"] == stated()[preset].date
    assert item["name_en"].endswith(" (assumed price)")


@pytest.mark.parametrize("preset", presets())
def test_what_a_source_does_not_price_stays(preset: str) -> None:
    """The rest is the starter's to the letter; no contract that is priced has a cap."""
    found, said = items(preset), stated()[preset].said
    priced = {sku for sku, item in found.items() if said in item["source"]}

    assert all(found[sku] == STARTER[sku] for sku in found.keys() - priced)
    assert {"PC-5", "RTR-SITE", "CON-COPPER-10", "CON-GEO-10-60G"} <= found.keys() - priced
    assert not [sku for sku in priced if found[sku]["monthly_cap_gb"] or found[sku]["customers"]]
    assert "INS-LEO" not in found
    text = source_bytes(preset).decode()
    assert stated()[preset].title in text and "Warnings:" in text


def test_small_prices_are_held_in_the_plan_currency() -> None:
    """0.10 dollars of upkeep are 360 tögrög and stay."""
    text, left = catalogue_for(
        Home(currency="MNT", rate=Decimal(3600), vat=Decimal("0.1")), "giga-rwanda"
    )

    assert (text, left) == (catalogue_bytes("giga-rwanda"), [])
