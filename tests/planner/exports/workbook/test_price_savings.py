"""A new price in the workbook gives what repricing gives, to the unit; LibreOffice is the judge."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from inventory.prices.catalogue import Category, PriceTier, TierKind, Timing
from planner.exports.registry import export
from planner.language.labels import label
from planner.plan.plan import Plan
from planner.plan.purchasing import Package, added
from planner.plan.repricing import PriceFacts, prices_of, repriced_packages
from planner.rendering.context import ExportContext

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
VAT = Fraction(1, 10)


def bare(price: int) -> int:
    """Return a price without its VAT."""
    return int(price / (1 + VAT) + Fraction(1, 2))


def tier(sku: str, kind: TierKind, start: int, price: int) -> PriceTier:
    """Return a tier of the small plan."""
    return PriceTier(
        sku=sku, kind=kind, from_quantity=start, unit_price_minor=price,
        without_vat_minor=bare(price),
    )  # fmt: skip


def facts_of(plan: Plan) -> PriceFacts:
    """Return 10 % of VAT in every price, and tiers of computers and trenches."""
    prices = {line.sku: line.unit_price_minor for _, line in plan.all_lines()}
    return PriceFacts(
        vat_rate=VAT,
        vat={sku: price - bare(price) for sku, price in prices.items()},
        tiers={
            "PC": (
                tier("PC", TierKind.INCREMENTAL, 3, 1_300_007),
                tier("PC", TierKind.INCREMENTAL, 9, 1_200_003),
            ),
            "TRENCH": (tier("TRENCH", TierKind.ALL_UNITS, 100, 11_111),),
        },
        exempt=frozenset({"loan"}),
    )


@pytest.fixture
def priced(plan: Plan) -> tuple[Plan, PriceFacts]:
    """Give the small plan with goods of an exempt fund, works of another, tiers and VAT."""
    once = [(p, li) for p, li in plan.all_lines() if li.timing is Timing.ONE_TIME]
    found = []
    for name, fund, category in (
        ("P01", "loan", Category.GOODS), ("P02", "state", Category.WORKS),
    ):  # fmt: skip
        lines = tuple(pair for pair in once if pair[1].category is category)
        found.append(
            Package(
                id=name,
                entity="ministry",
                fund_id=fund,
                rulebook="n",
                category=category.value,
                year=2027,
                lines=lines,
            )
        )
    facts = facts_of(plan)
    packages = repriced_packages(found, {}, facts)
    savings = added(s for p in packages for s in p.savings)
    capex = sum(p.amount_minor for p in packages)
    made = replace(plan, packages=packages, capex_minor=capex, moves=(), savings=savings, funds=())
    return made, facts


def test_random_prices_come_to_what_repricing_says(
    priced: tuple[Plan, PriceFacts], context: ExportContext, tmp_path: Path
) -> None:
    """Tiers that fall away, VAT of an exempt fund, and prices just above and below a tier."""
    if shutil.which("soffice") is None:
        pytest.skip("LIBREOFFICE IS MISSING: nobody has recalculated the change-price sheet.")
    plan, facts = priced
    path = export("workbook", replace(context, plan=plan, prices=facts), tmp_path)
    chance, expected = random.Random(14), {}
    edges = {"PC": [1_300_006, 1_300_007, 1_300_008, 1_200_003], "TRENCH": [11_110, 11_112]}
    for number in range(6):
        new = {
            sku: chance.choice([price * chance.randint(60, 160) // 100, *edges.get(sku, [])])
            for sku, price in prices_of(plan.packages).items()
            if number
        }
        book = openpyxl.load_workbook(path)
        sheet = book[label("sheet.prices", "both", " ")]
        for row in range(5, 12):
            if sheet.cell(row, 2).value in new:
                sheet.cell(row, 8).value = new[sheet.cell(row, 2).value]
        book.save(tmp_path / f"new{number}.xlsx")
        found = repriced_packages(plan.packages, new, facts)
        expected[f"new{number}.xlsx"] = sum(p.amount_minor for p in found)

    profile = tmp_path / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE)
    home = f"-env:UserInstallation={profile.parent.as_uri()}"
    out = tmp_path / "recalculated"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    paths = [str(tmp_path / name) for name in expected]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=500)

    assert expected["new0.xlsx"] == plan.capex_minor
    assert len(set(expected.values())) > 3
    assert {name: paid_once(out / name) for name in expected} == expected


def paid_once(path: Path) -> int:
    """Return the one-time cost at the foot of the bill."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book[label("sheet.bill", "both", " ")]
    wanted = label("total_one_time", "both")
    return next(
        int(row[8]) for row in sheet.iter_rows(min_row=5, values_only=True) if row[2] == wanted
    )


def test_without_the_catalogue_savings_stay_those_of_the_plan(
    priced: tuple[Plan, PriceFacts], context: ExportContext, tmp_path: Path
) -> None:
    """Where tiers and VAT are not at hand, no formula pretends to know them."""
    plan, _ = priced
    path = export("workbook", replace(context, plan=plan, prices=None), tmp_path)
    sheet = openpyxl.load_workbook(path)[label("sheet.prices", "both", " ")]
    said = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)

    assert label("prices.listed", "en") in said
    assert label("title.price_savings", "en") not in said
