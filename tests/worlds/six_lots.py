"""A tender in six lots and bids for some of them.

Aimags 1 to 6 get 10, 20 ... 60 pieces of A at 1,000, and aimags 2 and 5 four of B at 5,000 each.
Seven pieces of A come from a depot and have no place yet, at 100 each for transport.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from printed_plan import site
from small_records import a_line, a_package, an_item, of_tenders

from inventory.prices.catalogue import Catalogue
from planner.bids.bid import Bid
from planner.bids.compare import Comparison, compare_bids
from planner.bids.price_limits import weighed
from planner.bids.read import read_bids
from planner.candidates.candidate import CostLine
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Saving
from planner.plan.repricing import PriceFacts
from planner.procurement.tender_plan import Dossier, dossiers_of
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.entities import Entity
from planner.scenario.buying.package_rules import LotsBy, PackageRule
from planner.scenario.buying.procurement_rules import ProcurementRule
from sites.site import SiteKind

PRICES = {"A": 1_000, "B": 5_000}
LOTS = range(1, 7)
FUND = FundUse(
    fund_id="loan", name_mn="", name_en="", rulebook="bank", ceiling_minor=300_000,
    used_minor=243_700,
)  # fmt: skip
FACTS = PriceFacts(vat_rate=Fraction(1, 10), vat={}, tiers={}, exempt=frozenset())


def point(lot: int) -> str:
    """Return the one site of a lot."""
    return f"AR-{lot}0"


def cost_line(sku: str, units: int) -> CostLine:
    """Return a purchase line of goods."""
    return a_line(sku, units, PRICES[sku])


def tenders_of(
    plan: Plan,
    context: ExportContext,
    lots: LotsBy = LotsBy.AIMAG,
    most: int | None = None,
    entities: tuple[Entity, ...] = (),
    rules: tuple[ProcurementRule, ...] = (),
) -> Tenders:
    """Return the tender of the drawing above, under a rule for its lots."""
    sites = tuple(
        replace(
            site(point(n), f"School {n}", SiteKind.SCHOOL), aimag=f"{n:02}", aimag_name=f"Aimag {n}"
        )
        for n in LOTS
    )
    lines = [(point(n), cost_line("A", 10 * n)) for n in LOTS]
    lines += [(point(n), cost_line("B", 4)) for n in (2, 5)]
    depot = Saving(
        id="depot:A", kind="depot", sku="A", quantity=7, per_unit_minor=900, text="stock"
    )
    package = a_package(*lines, fund_id="loan", rulebook="bank", savings=(depot,))
    assert package.amount_minor == 210_000 + 40_000 - 6_300
    found = replace(plan, packages=(package,), capex_minor=package.amount_minor, funds=(FUND,))
    items = tuple(an_item(sku, price) for sku, price in PRICES.items())
    inputs = of_tenders(
        (*context.sites, *sites),
        *rules,
        package_rules=(PackageRule(group="all", lots=lots, lots_per_bidder=most),),
        entities=entities,
        catalogue=Catalogue(currency="MNT", items=items),
        funds=(),
    )
    return Tenders(
        context=replace(context, plan=found, language="en", sites=inputs.sites),
        settings=inputs.scenario.tender,
        dossiers=dossiers_of(found, inputs),
    )


@pytest.fixture
def without_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the plan have neither tiers nor VAT."""
    monkeypatch.setattr(PriceFacts, "of_inputs", classmethod(lambda *_: FACTS))


@pytest.fixture
def tenders(plan: Plan, context: ExportContext, without_prices: None) -> Tenders:
    """Give the tender in six lots, of which one bidder may win all."""
    return tenders_of(plan, context)


def only(tenders: Tenders) -> Dossier:
    """Return the tender in lots."""
    return next(d for d in tenders.dossiers if d.package.id == "P01")


Offer = Mapping[int, int]  # lot -> price of A; that of B is five times as much
_SENT: dict[object, bytes] = {}


def a_bid(
    tenders: Tenders,
    out: Path,
    offer: Offer,
    name: str,
    discounts: tuple[tuple[object, ...], ...] = (),
    change: Callable[[Any], None] | None = None,
) -> Path:
    """Return a bid for some lots; its discounts are per cent, amount, lots, least number."""
    key = only(tenders).lots_per_bidder, len(only(tenders).lots)
    if key not in _SENT:
        write_sheets(tenders, ["P01"], out)
        _SENT[key] = (out / "P01-bidder.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(_SENT[key]))
    form, sheet, spec = book["Bid form"], book["Prices"], book["Specification"]
    form["B5"], form["B9"], form["B10"] = f"{name} LLC", dt.date(2027, 4, 1), dt.date(2028, 8, 1)
    for row, line in enumerate(only(tenders).tender.lines, 5):
        if line.lot in offer:
            sheet.cell(row, 7).value, sheet.cell(row, 8).value = "MN", "MX-1"
            sheet.cell(row, 9).value = offer[line.lot] * (1 if line.sku == "A" else 5)
            spec.cell(row, 6).value = "as asked"
    for row, cells in enumerate(discounts, 5):
        for column, value in enumerate(cells, 2):
            book["Discounts"].cell(row, column).value = value
    if change is not None:
        change(book)
    book.save(out / f"{name}.xlsx")
    return out / f"{name}.xlsx"


def read(tenders: Tenders, *paths: Path) -> list[Bid]:
    """Return bids as the command reads them."""
    return weighed(read_bids(paths, tenders), tenders)


def compared(tenders: Tenders, *paths: Path) -> Comparison:
    """Return the comparison of bids."""
    (found,) = compare_bids(read(tenders, *paths), tenders)
    return found
