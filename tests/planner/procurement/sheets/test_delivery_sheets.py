"""Delivery on the sheets: lines of the goods' tender, a related service, and no arrival."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from small_records import an_item

from inventory.prices.catalogue import Catalogue, Category, Delivery, Item, Role, Timing
from planner.candidates.candidate import CostLine
from planner.candidates.delivery import Deliveries, with_delivery_items
from planner.exports.handover_sheets import sheets_of
from planner.language.label import Label, Language
from planner.language.labels import label
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Move, Package, Saving
from planner.procurement.notes import in_runs, notes_of
from planner.procurement.specification import description
from planner.procurement.tender import TenderLine, repriced
from planner.procurement.tender_plan import dossiers_of
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.settings import Scenario

EACH = 25_000  # to deliver a computer
SKU = "DELIVERY:PC:ANY"
MOVE = Move(
    sku="PC", quantity=2, origin_kind="depot", origin="Ховд", site_id="AR-1", transport_minor=40_000
)


def on_sale(lines: Iterable[CostLine]) -> Catalogue:
    """Return a catalogue of what lines buy, with delivery of computers and spares of 2 %."""
    rows = (Delivery(sku="PC", role="", aimag="", unit_cost_minor=EACH),)
    items = {line.sku: item_of(line) for line in lines}
    found = Catalogue(currency="MNT", items=tuple(items.values()), delivery=rows)
    return with_delivery_items(found, lambda code: Label(code, code))


def item_of(line: CostLine) -> Item:
    """Return the item that a line buys."""
    same = ("name_mn", "name_en", "category", "timing", "unit")
    given = {name: getattr(line, name) for name in same}
    spares = 0.02 if line.sku == "PC" else None
    role = Role(line.role)
    return an_item(line.sku, line.unit_price_minor, role=role, spares_share=spares, **given)


def saving(kind: str, sku: str, per_unit_minor: int) -> Saving:
    """Return what two computers save that come from a depot."""
    return Saving(
        id=f"depot:{sku}", kind=kind, sku=sku, quantity=2, per_unit_minor=per_unit_minor, text=kind
    )


SAVED = (saving("delivery", SKU, EACH), saving("depot", "PC", 1_450_000 - 20_000))


@pytest.fixture
def tenders(plan: Plan, context: ExportContext) -> Tenders:
    """Give the tenders of the small plan with its computers delivered and two of them moved."""
    catalogue = on_sale(line for _, line in plan.all_lines())
    brought = Deliveries(catalogue=catalogue).with_delivery
    deployments = tuple(replace(d, lines=brought(d.lines, "")) for d in plan.deployments)
    plan = replace(plan, deployments=deployments, savings=SAVED, moves=(MOVE,))
    once = [(at, li) for at, li in plan.all_lines() if li.timing is Timing.ONE_TIME]
    packages = (_package("P01", Category.GOODS, once), _package("P02", Category.WORKS, once))
    plan = replace(plan, packages=packages, capex_minor=sum(p.amount_minor for p in packages))
    inputs: Any = SimpleNamespace(
        sites=context.sites,
        scenario=Scenario(),
        procurement_rules=(),
        package_rules=(),
        entities=(),
        days_off=(),
        project=SimpleNamespace(country="MN"),
        catalogue=catalogue,
    )
    return Tenders(
        context=replace(context, plan=plan, catalogue=catalogue),
        settings=Scenario().tender,
        dossiers=dossiers_of(plan, inputs),
    )


def _package(name: str, category: Category, once: Sequence[tuple[str, CostLine]]) -> Package:
    return Package(
        id=name,
        entity="education_ministry",
        fund_id="budget",
        rulebook="national",
        category=category.value,
        year=2027,
        lines=tuple((at, li) for at, li in once if li.category is category),
        savings=SAVED if category is Category.GOODS else (),
        year_from="price_date",
    )


def rows(folder: Path, name: str, key: str) -> list[list[Any]]:
    """Return the cells of a sheet that are not empty, row by row."""
    page = openpyxl.load_workbook(folder / name)[label(f"sheet.{key}", "both", " ")]
    found = ([c for c in row if c is not None] for row in page.iter_rows(values_only=True))
    return [row for row in found if row]


def test_delivery_stands_in_the_tender_of_its_goods(tenders: Tenders, tmp_path: Path) -> None:
    """As many deliveries as bought computers, as a line to price and as a related service."""
    write_sheets(tenders, ["P01"], tmp_path)
    lines = {line.sku: line for line in tenders.dossiers[0].tender.lines}
    related = rows(tmp_path, "P01-bidder.xlsx", "tender_related")[-1]

    assert lines[SKU].quantity == lines["PC"].quantity > 0
    assert f"Line {lines[SKU].number} of the price schedule" in related[1]
    assert related[2] == lines[SKU].quantity


def test_a_delivery_line_is_named_by_what_it_brings(tenders: Tenders) -> None:
    """By goods and line, by lines alone where they are many, and by the aimag of its row."""
    line = next(li for li in tenders.dossiers[0].tender.lines if li.sku == SKU)
    (number, role, _, _), *_ = line.delivers
    many = tuple((n, role, "А", "A") for n in (1, 2, 4, 5))
    maker = ((1, "computer", "Dell", "Dell Latitude"),)
    local = replace(
        line, sku="DELIVERY:PC:065", name_mn="Хүргэлт: А (Архангай)", name_en="D: A (Arkhangai)"
    )

    def named(one: TenderLine, language: Language = "en") -> str:
        return description(one, language, neutral=False)

    assert named(line).endswith(f"(line {number})")
    assert named(replace(line, delivers=many)) == "Delivery of lines 1, 2, 4, 5"
    assert named(replace(local, delivers=many), "mn") == "Хүргэлт: 1, 2, 4, 5-р мөр, Архангай"
    assert named(replace(local, delivers=many)) == "Delivery of lines 1, 2, 4, 5, Arkhangai"
    assert "Dell" not in named(replace(line, delivers=maker))


def test_places_and_schedule_reconcile_without_the_delivery_of_what_moves(
    tenders: Tenders,
) -> None:
    """Nothing stays unplaced, and each place has a delivery for each computer it is sold."""
    dossier = tenders.dossiers[0]
    numbers = {line.sku: line.number for line in dossier.tender.lines}

    assert dossier.unplaced == {}
    for units in dossier.bought.values():
        assert units.get(numbers[SKU], 0) == units.get(numbers["PC"], 0)


def test_a_new_price_of_computers_leaves_delivery_as_it_is(tenders: Tenders) -> None:
    """The estimate of the sheet and the product agree: only bought computers cost more."""
    dossier = tenders.dossiers[0]
    bought = {line.sku: line.quantity for line in dossier.tender.lines}

    dearer = repriced(dossier.package, {"PC": 1_450_001})
    assert dearer.amount_minor - dossier.package.amount_minor == bought["PC"]


def test_the_buyer_is_told_of_delivery_spares_and_an_assumed_year(tenders: Tenders) -> None:
    """Lines are named; spares have their price; a year that only prices state is doubted."""
    dossier = tenders.dossiers[0]
    line = next(li for li in dossier.tender.lines if li.sku == SKU)
    said = "\n".join(notes_of(dossier, tenders.context.plan, "en"))

    assert f"delivering goods to the sites is priced in line {line.number}." in said
    assert "bought apart they would cost 1,450,000" in said
    assert "per package, which the plan does not have" in said
    assert "2027 is the year of the newest price" in said
    assert len(notes_of(dossier, tenders.context.plan, "both")) == len(said.split("\n"))


def test_delivery_is_no_arrival_on_a_handover_sheet(tenders: Tenders) -> None:
    """The school signs for what arrives, not for its carriage."""
    arrived = {a.sku for sheet in sheets_of(tenders.context) for a in sheet.arrivals}

    assert "PC" in arrived
    assert SKU not in arrived


def test_a_gift_names_its_giver_on_the_handover_sheet(tenders: Tenders) -> None:
    """The school knows whom to thank, and the giver finds his units."""
    giver = FundUse(
        fund_id="gift", name_mn="Операторын хандив", name_en="Operator", rulebook="",
        ceiling_minor=0, used_minor=0,
    )  # fmt: skip
    plan = replace(tenders.context.plan, funds=(giver,), moves=(replace(MOVE, fund_id="gift"),))
    sheets = sheets_of(replace(tenders.context, plan=plan, language="en"))
    origins = {a.origin for sheet in sheets for a in sheet.arrivals}

    assert "depot: Ховд (Operator)" in origins


def test_line_numbers_are_told_in_runs() -> None:
    """Twenty lines of delivery are one run, not a list."""
    assert in_runs([]) == ""
    assert in_runs([2]) == "2"
    assert in_runs([1, 3, 4, 5, 9]) == "1, 3–5, 9"
