"""Tender sheets tie to the plan, tell bidders no price, and come back through read-bid."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from libre_office import recalculated
from openpyxl.workbook.defined_name import DefinedName
from small_records import a_rule, an_item, of_tenders

from inventory.prices.catalogue import Catalogue, Category, LatencyClass, Role, Timing
from planner.bids.bid import Bid
from planner.bids.compare import compare_bids, comparison_lines
from planner.bids.compare_data import comparison_csv, comparison_json
from planner.bids.read import read_bids, run_of
from planner.bids.rules import QUESTIONS
from planner.candidates.candidate import CostLine, RoadMetres, SlopeMetres, SoilMetres
from planner.language.label import Language
from planner.language.labels import LABELS, label
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Move, Package, Saving
from planner.procurement.estimate import Estimate, estimate_of
from planner.procurement.makers import names_a_make
from planner.procurement.notes import method_text, notes_of
from planner.procurement.requirements import needs_of
from planner.procurement.sheets.buyer_template import filled, filling_of, names_of
from planner.procurement.sheets.distribution import PLACES
from planner.procurement.sheets.price_schedules import single
from planner.procurement.sheets.routes import KNOWN, ROUTES
from planner.procurement.specification import performs, specification
from planner.procurement.tender import TenderLine, bought_points, repriced, tender_of
from planner.procurement.tender_plan import Dossier, dossiers_of
from planner.procurement.tenders import (
    Tenders,
    fill_templates,
    package_lines,
    packages_json,
    write_sheets,
)
from planner.procurement.units import price_for
from planner.procurement.yearly import yearly_packages
from planner.rendering.context import ExportContext
from planner.scenario.settings import Scenario

Change = Callable[[Any], None]


def _nothing(book: Any) -> None:
    """Change nothing."""


NEW_PRICES = {"PC": 1_600_003, "ONT": 0, "+BRIDGE": 700_000}
Inputs = Any


CATALOGUE = Catalogue(
    currency="MNT",
    items=(
        an_item("+BRIDGE", role=Role.BRIDGE, lead_time_days=30),
        an_item(
            "NET-100*",
            role=Role.CONTRACT,
            mbps=100.0,
            busy_hour_mbps=60.0,
            latency=LatencyClass.LOW,
        ),
        an_item("ONT", role=Role.TERMINAL, power_w=12.0, lead_time_days=75),
        an_item(
            "PC", useful_life_years=5, warranty_months=36, spares_share=0.05, unspsc="43211507"
        ),
        an_item("TRENCH", role=Role.TRENCH),
    ),
)
DEPOT = Saving(
    id="depot:PC:Ховд",
    kind="depot",
    sku="PC",
    quantity=3,
    per_unit_minor=1_430_000,  # list price less 20,000 of transport
    text="=3 from the depot",
    text_mn="Агуулахаас 3",
)
TIER = Saving(
    id="tier:PC:10",
    kind="tier",
    sku="PC",
    quantity=12,
    per_unit_minor=50_000,
    text="12 at the price from 10 on",
)
MOVE = Move(
    sku="PC",
    quantity=2,
    origin_kind="depot",
    origin="Ховд",
    site_id="AR-1",
    transport_minor=40_000,
)
OPEN = a_rule("open tender", natural_supplier=True)


def packages_of(plan: Plan) -> tuple[Package, ...]:
    """Return goods with savings, and works, of everything that a plan buys once."""
    lines = [(p, li) for p, li in plan.all_lines() if li.timing is Timing.ONE_TIME]
    start = {"entity": "education_ministry", "fund_id": "budget", "rulebook": "national"}
    goods = tuple(pair for pair in lines if pair[1].category is Category.GOODS)
    works = tuple(pair for pair in lines if pair[1].category is Category.WORKS)
    return (
        Package(id="P01", category="goods", year=2026, lines=goods, savings=(DEPOT, TIER), **start),
        Package(id="P02", category="works", year=None, lines=works, **start),
    )


@pytest.fixture
def inputs(context: ExportContext) -> Inputs:
    """Give what dossiers look at: sites, scenario, rules and catalogue."""
    return of_tenders(context.sites, OPEN, catalogue=CATALOGUE)


@pytest.fixture
def tendered(plan: Plan) -> Plan:
    """Give the small plan with two packages, money saved and equipment moved."""
    packages = packages_of(plan)
    policy = (*plan.policy, ("procurement.rulebook", "national", "test"))
    return replace(
        plan,
        packages=packages,
        capex_minor=sum(p.amount_minor for p in packages),
        moves=(MOVE, replace(MOVE, quantity=1, counted=False, site_id="BO-1")),
        savings=(DEPOT, TIER),
        policy=policy,
    )


@pytest.fixture
def tenders(tendered: Plan, context: ExportContext, inputs: Inputs) -> Tenders:
    """Give the tenders of the small plan."""
    return Tenders(
        context=replace(context, plan=tendered),
        settings=inputs.scenario.tender,
        dossiers=dossiers_of(tendered, inputs),
    )


_WRITTEN: dict[str, bytes] = {}  # equal plans give equal bytes, as a test below shows


@pytest.fixture
def folder(tenders: Tenders, tmp_path: Path) -> Path:
    """Give the folder with the sheets of all packages, written once for all tests."""
    out = tmp_path / "out"
    if not _WRITTEN:
        _WRITTEN.update({path.name: path.read_bytes() for path in write_sheets(tenders, [], out)})
    out.mkdir(exist_ok=True)
    for name, content in _WRITTEN.items():
        (out / name).write_bytes(content)
    return out


def sheet(book: Any, key: str) -> Any:
    """Return a sheet by the key of its name."""
    return book[label(f"sheet.{key}", "both", " ")]


def texts(book: Any) -> list[str]:
    """Return every text of a workbook."""
    return [
        cell.value
        for page in book
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]


def numbers(book: Any) -> set[float]:
    """Return every number of a workbook."""
    return {
        cell.value
        for page in book
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


# --- in numbers ----------------------------------------------------------------------------------


def test_quantities_to_buy_are_what_is_distributed_less_what_is_not_bought(
    tenders: Tenders,
) -> None:
    """15 computers are distributed, 3 come from the depot, 12 are bought."""
    lines = {line.sku: line for line in tenders.dossiers[0].tender.lines}

    assert (lines["PC"].distributed, lines["PC"].not_bought, lines["PC"].quantity) == (15, 3, 12)
    assert lines["+BRIDGE"].quantity == 2


def test_moved_equipment_is_not_delivered_by_the_contract(tenders: Tenders) -> None:
    """Two of three units have a place; a move that is only proposed changes nothing."""
    dossier = tenders.dossiers[0]
    number = next(line.number for line in dossier.tender.lines if line.sku == "PC")

    assert dossier.bought["AR-1"][number] == 13
    assert dossier.unplaced == {number: 1}
    points, left = bought_points(dossier.tender, ())
    assert points["AR-1"][number] == 15
    assert left == {number: 3}


def test_schedules_number_what_is_bought_without_gaps(tendered: Plan) -> None:
    """An item that stock covers whole stands last and is in no schedule."""
    covered = replace(DEPOT, id="depot:BRIDGE", sku="+BRIDGE", quantity=2)
    tender = tender_of(replace(tendered.packages[0], savings=(covered,)), CATALOGUE)

    assert [(line.number, line.sku, line.quantity) for line in tender.lines] == [
        (1, "PC", 15),
        (2, "ONT", 1),
        (3, "+BRIDGE", 0),
    ]


def test_more_from_stock_than_is_distributed_is_refused(tendered: Plan) -> None:
    """Stock cannot supply what no place receives."""
    package = replace(tendered.packages[0], savings=(replace(DEPOT, quantity=16),))

    with pytest.raises(ValueError, match="16 of 'PC' come from stock, but only 15"):
        tender_of(package, CATALOGUE)


def test_packages_that_do_not_add_up_are_refused(tendered: Plan, inputs: Inputs) -> None:
    """No sheet is written when packages and plan disagree by one tögrög."""
    with pytest.raises(ValueError, match="packages come to"):
        dossiers_of(replace(tendered, capex_minor=tendered.capex_minor + 1), inputs)


def test_yearly_services_are_tendered_by_payer_and_tie(tendered: Plan) -> None:
    """Contracts and upkeep have packages of their own, and fees that end are in none."""
    packages = yearly_packages(tendered)

    new = tendered.opex_per_year_minor - tendered.kept_fee_per_year_minor
    assert sum(p.amount_minor for p in packages) == new
    assert [(p.id, p.entity, p.category) for p in packages] == [
        ("Y01", "ministry", "yearly_internet"),
        ("Y02", "ministry", "yearly_upkeep"),
        ("Y03", "soum", "yearly_internet"),
        ("Y04", "unnamed", "yearly_internet"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MikroTik hEX", True),
        ("Terminal (Starlink)", True),
        ("TP-Link/Cisco switch", True),
        ("Laptop, Dell.", True),
        ("Сурагчийн компьютер", False),
        ("Modell 5 display", False),
    ],
)
def test_makers_are_found_as_whole_words(text: str, named: bool) -> None:
    """A name is a maker's only as a word of its own."""
    assert names_a_make(text) is named


# --- days ----------------------------------------------------------------------------------------


def test_days_count_back_from_the_school_year(tenders: Tenders) -> None:
    """Goods are there 30 + 14 days before 1 September, after the longest lead time of 75 days."""
    days = tenders.dossiers[0].days

    assert days.latest == dt.date(2027, 9, 1) - dt.timedelta(days=14 + 30)
    assert days.contract == days.latest - dt.timedelta(days=75)
    assert days.invitation == dt.date(2027, 3, 5)  # the Friday before the 60th day, a Saturday
    assert days.opening == dt.date(2027, 4, 5)
    assert days.other_year  # money of 2026


def test_works_stay_within_the_ground_season(tendered: Plan, inputs: Inputs) -> None:
    """Work begins after the thaw, and ends before frost and before the hand-over."""
    inputs.scenario = Scenario(tender={"ground_work_from": "06-01", "ground_work_to": "07-20"})
    days = dossiers_of(tendered, inputs)[1].days

    first = dt.date(2027, 6, 2)  # 1 June is a public holiday
    assert (days.earliest, days.latest) == (first, dt.date(2027, 7, 20))
    assert not days.other_year


def test_work_indoors_does_not_wait_for_the_ground(tendered: Plan, inputs: Inputs) -> None:
    """Cabling is works, but begins whenever it is in time for the school year."""
    inputs.scenario = Scenario(tender={"ground_work_from": "08-01", "works_days": 90})
    works = tendered.packages[1]
    lines = tuple((point, replace(line, role="cabling")) for point, line in works.lines)
    plan = replace(tendered, packages=(tendered.packages[0], replace(works, lines=lines)))

    outdoors, indoors = (dossiers_of(p, inputs)[1].days for p in (tendered, plan))

    assert outdoors.earliest == dt.date(2027, 8, 2)  # 1 August is a Sunday
    assert indoors.earliest == dt.date(2027, 5, 21)  # 90 days before is a public holiday


def test_a_tender_that_would_be_late_takes_the_next_year(tendered: Plan, inputs: Inputs) -> None:
    """An invitation never lies before the day tendering starts."""
    inputs.scenario = Scenario(procurement={"start_date": "2027-05-01"})
    found = dossiers_of(tendered, inputs)

    assert all(d.days.invitation >= dt.date(2027, 5, 1) for d in found)
    assert found[0].days.latest.year == 2028


# --- what is to be settled -----------------------------------------------------------------------


def test_a_method_is_told_only_when_confirmed(tendered: Plan, inputs: Inputs) -> None:
    """Goods have a confirmed row; works have none and say CONFIRM."""
    goods, works, *_ = dossiers_of(tendered, inputs)

    assert method_text(goods, "en") == "open tender"
    assert method_text(works, "en").startswith("CONFIRM")
    assert method_text(works, "mn").startswith("ТОДРУУЛНА")


def test_state_owned_suppliers_are_named_where_the_rulebook_asks(
    tendered: Plan, inputs: Inputs
) -> None:
    """With a name in the scenario the supplier is told, without one the question is."""
    told = "\n".join(notes_of(dossiers_of(tendered, inputs)[0], tendered, "en"))
    inputs.scenario = Scenario(tender={"natural_suppliers": {"terminal": "Төрийн сүлжээ ХХК"}})
    named = "\n".join(notes_of(dossiers_of(tendered, inputs)[0], tendered, "en"))

    assert "the scenario names none" in told
    assert "Төрийн сүлжээ ХХК (terminal)" in named


def test_a_fund_that_ends_before_delivery_is_told(tendered: Plan, inputs: Inputs) -> None:
    """The deadline of the fund stands beside the delivery."""
    fund = FundUse(
        fund_id="budget",
        name_mn="Төсөв",
        name_en="Budget",
        rulebook="national",
        ceiling_minor=None,
        used_minor=1,
        deadline="2026-12-31",
    )
    plan = replace(tendered, funds=(fund,))

    notes = notes_of(dossiers_of(plan, inputs)[0], plan, "en")
    later = replace(tendered, funds=(replace(fund, deadline="2028-06-30"),))

    assert any("2026.12.31" in note for note in notes)
    told = notes_of(dossiers_of(later, inputs)[0], later, "en")
    assert not any("too late" in note for note in told)
    assert any("Money of 2026 is delivered in 2027, and the fund ends on 2028" in n for n in told)
    assert any("Money of 2026" in n for n in notes_of(dossiers_of(tendered, inputs)[0], plan, "en"))


def test_a_contract_before_the_year_of_its_money_is_told(tenders: Tenders) -> None:
    """Long lead times put the contract into the year before; the buyer has to ask."""
    (dossier, *_), plan = tenders.dossiers, tenders.context.plan
    year = dossier.days.latest.year
    package = replace(dossier.package, year=year)
    dossier = replace(dossier, tender=replace(dossier.tender, package=package))
    early = replace(dossier, days=replace(dossier.days, contract=dt.date(year - 1, 11, 30)))

    said = "\n".join(notes_of(early, plan, "en"))
    assert f"due on {year - 1}.11.30, before {year}, the year of its money" in said
    assert not any("year of its money" in note for note in notes_of(dossier, plan, "en"))


def test_suppliers_are_named_by_roles_that_exist() -> None:
    """A misspelt role of the setting is refused, not ignored."""
    with pytest.raises(ValueError, match="terminals"):
        Scenario(tender={"natural_suppliers": {"terminals": "X"}})


def test_packages_are_listed_for_people_and_programs(tenders: Tenders) -> None:
    """Each package is one line with its estimate; a note names the packages it concerns."""
    lines = package_lines(tenders)
    data = packages_json(tenders)

    assert [line[:3] for line in lines[:6]] == ["P01", "P02", "Y01", "Y02", "Y03", "Y04"]
    amount = tenders.dossiers[0].package.amount_minor
    assert f"{amount:,}" in lines[0]
    assert any(line.startswith("Y04: No procuring entity") for line in lines)
    assert data[0]["estimate_minor"] == amount
    assert (data[0]["method"], data[1]["method"]) == ("open tender", None)


# --- the workbooks -------------------------------------------------------------------------------


def test_every_package_has_two_copies_and_all_have_one_index(folder: Path) -> None:
    """Files are named after packages; works that build links have their routes too."""
    names = sorted(path.name for path in folder.iterdir())

    copies = [
        f"{p}-{c}.xlsx"
        for p in ("P01", "P02", "Y01", "Y02", "Y03", "Y04")
        for c in ("bidder", "buyer")
    ]
    routes = ["P02-routes.geojson", "P02-routes.svg"]
    assert names == sorted([*copies, *routes, "packages.xlsx"])


def test_the_bidders_copy_tells_no_price_sku_or_saving(folder: Path, tenders: Tenders) -> None:
    """No number of the bidders' copy is a price, an amount or a saving; no text is a SKU."""
    for dossier in tenders.dossiers:
        book = openpyxl.load_workbook(folder / f"{dossier.package.id}-bidder.xlsx")
        lines = dossier.tender.lines
        secret = {line.unit_price_minor for line in lines}
        secret |= {line.unit_price_minor * line.quantity for line in lines}
        secret |= {s.per_unit_minor for s in dossier.package.savings}
        secret.add(dossier.package.amount_minor)

        assert numbers(book) & secret == set()
        said = " ".join(texts(book))
        assert f"{dossier.package.amount_minor:,}" not in said
        assert [line.sku for line in lines if line.sku in said.split()] == []


def test_an_estimate_is_shown_to_bidders_where_the_rulebook_says_so(
    tenders: Tenders, tendered: Plan, inputs: Inputs, tmp_path: Path
) -> None:
    """A confirmed row that shows the estimate puts it on the bidders' cover."""
    inputs.procurement_rules = (replace(OPEN, estimate_shown=True),)
    shown = replace(tenders, dossiers=dossiers_of(tendered, inputs))
    write_sheets(shown, ["P01"], tmp_path)

    said = texts(openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx"))

    assert f"{tendered.packages[0].amount_minor:,} ₮" in said


def unlocked(page: Any) -> set[str]:
    """Return the cells of a sheet that may be typed into."""
    cells = (cell for row in page.iter_rows() for cell in row)
    return {cell.coordinate for cell in cells if not cell.protection.locked}


def test_only_the_yellow_cells_are_unlocked(folder: Path) -> None:
    """Every sheet is protected, and what may be typed into is exactly what a bidder fills in."""
    book = openpyxl.load_workbook(folder / "P01-bidder.xlsx")
    open_cells = {page.title: unlocked(page) for page in book}

    assert all(page.protection.sheet for page in book)
    assert open_cells.pop(label("sheet.tender_form", "both", " ")) == {
        f"B{row}" for row in range(5, 12)
    }
    assert open_cells.pop(label("sheet.tender_schedule", "both", " ")) == {"I5", "I6", "I7"}
    prices = {f"{column}{row}" for column in "GHIJ" for row in (5, 6, 7)}
    assert open_cells.pop(label("sheet.tender_prices", "both", " ")) == prices
    assert open_cells.pop(label("sheet.tender_spec", "both", " ")) == {"F5", "F6", "F7"}
    assert set().union(*open_cells.values()) == set()
    assert book["_meta"].sheet_state == "veryHidden"


def test_cells_to_fill_in_are_validated(folder: Path) -> None:
    """Prices are numbers from zero, dates are dates, and the currency is the plan's."""
    book = openpyxl.load_workbook(folder / "P01-bidder.xlsx")
    rules = sheet(book, "tender_prices").data_validations.dataValidation
    form = sheet(book, "tender_form").data_validations.dataValidation

    prices = {(rule.type, rule.formula1, str(rule.sqref)) for rule in rules}
    assert prices == {("decimal", "0", "I5:I7"), ("decimal", "0", "J5:J7")}
    assert {(rule.type, str(rule.sqref)) for rule in form} == {
        ("date", "B9"),
        ("date", "B10"),
        ("list", "B11"),
    }


def test_pages_are_set_up_for_print(folder: Path) -> None:
    """Tables repeat their heading, fit one page across, count pages and keep heads in view."""
    book = openpyxl.load_workbook(folder / "P01-bidder.xlsx")
    for key in ("tender_schedule", "tender_prices", "tender_spec", "tender_sites"):
        page = sheet(book, key)
        assert page.page_setup.orientation == "landscape"
        if key == "tender_sites":  # at its own scale
            continue
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert page.print_title_rows in ("1:4", "$1:$4")
        assert "&P" in page.oddFooter.right.text
        assert page.freeze_panes
        assert page.auto_filter.ref


def test_the_distribution_list_prints_on_a4_at_eight_points(folder: Path) -> None:
    """Pages stand side by side, each with number and id of its places; 40 rows fit one.

    A column is as wide as its digits in Arial 10: 5.56 points each, and 3.75 around them.
    """
    page = sheet(openpyxl.load_workbook(folder / "P01-bidder.xlsx"), "tender_sites")
    scale, margins = (page.page_setup.scale or 0) / 100, page.page_margins
    (cut,) = [found.id for found in page.col_breaks.brk]
    wide = [5.56 * c.width + 3.75 for c in PLACES]
    room = (842 - 72 * (margins.left + margins.right)) / scale
    high = (595 - 72 * (margins.top + margins.bottom)) / scale - (
        page.row_dimensions[4].height or 0
    )

    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (9 * scale >= 8, page.page_setup.pageOrder) == (True, "overThenDown")
    assert (page.print_title_rows, page.print_title_cols) == ("$4:$4", "$A:$B")
    assert PLACES[cut].called == "owner_with_register"
    assert sum(wide[:cut]) <= room
    assert sum(wide[:2]) + sum(wide[cut:]) <= room
    assert high / (page.sheet_format.defaultRowHeight or 99) >= 40


def test_sums_over_places_are_the_schedule(folder: Path, tenders: Tenders) -> None:
    """In each package the distribution list closes: its sums less loose stock are the schedule."""
    for dossier in tenders.dossiers:
        book = openpyxl.load_workbook(folder / f"{dossier.package.id}-bidder.xlsx", data_only=True)
        schedule, places = sheet(book, "tender_schedule"), sheet(book, "tender_sites")
        rows = list(places.iter_rows(min_row=5, values_only=True))
        listed = [row for row in rows if isinstance(row[0], int)]
        totals = dict(zip(("total", "loose", "asked", "gap"), rows[-4:], strict=True))
        for column, line in enumerate(dossier.tender.lines, 11):
            added = sum(row[column] or 0 for row in listed)
            assert totals["total"][column] == added
            assert totals["asked"][column] == line.quantity
            assert schedule.cell(4 + line.number, 3).value == line.quantity
            assert added + totals["loose"][column] - line.quantity == totals["gap"][column] == 0


def test_distribution_names_contact_owner_and_season(folder: Path) -> None:
    """A place stands with whom to call, who owns it and when it can be worked at."""
    rows = list(
        sheet(openpyxl.load_workbook(folder / "P01-bidder.xlsx"), "tender_sites").iter_rows(
            min_row=5, values_only=True
        )
    )
    works = list(
        sheet(openpyxl.load_workbook(folder / "P02-bidder.xlsx"), "tender_sites").iter_rows(
            min_row=5, values_only=True
        )
    )

    assert rows[0][1:5] == ("AR-1", "1-р дотуур байр", "Архангай", "Цэцэрлэг")
    assert rows[0][7:9] == ("+976 1142-0000", "Боловсролын яам, 0099887")
    assert not rows[0][9]  # not known: left to be filled in
    assert works[0][1] == "T1"
    assert "05.01–09.30" in works[0][9]


def test_distribution_says_when_vehicles_reach_a_site(tenders: Tenders, tmp_path: Path) -> None:
    """Months and words of the inventory come before the season of the work itself."""
    said = {"AR-1": "5-10", "BO-1": "=1+1"}
    sites = tuple(replace(s, access_season=said.get(s.id, "")) for s in tenders.context.sites)
    context = replace(tenders.context, sites=sites)
    paths = write_sheets(replace(tenders, context=context), [], tmp_path)
    seasons: dict[str, set[str]] = {}
    for path in paths:
        if path.name.endswith("-bidder.xlsx"):
            page = sheet(openpyxl.load_workbook(path), "tender_sites")
            for row in page.iter_rows(min_row=5, values_only=True):
                seasons.setdefault(row[1], set()).add(row[9])

    assert seasons["AR-1"] == {"5–10-р сар\nmonths 5–10"}
    assert seasons["BO-1"] >= {"=1+1"}
    assert all(text.startswith("=1+1") for text in seasons["BO-1"])


def test_a_tender_above_the_largest_amount_of_its_group_says_so(tenders: Tenders) -> None:
    """One aimag alone is above it: the buyer reads why it was not divided."""
    plan, dossier = tenders.context.plan, tenders.dossiers[0]
    more = {*notes_of(replace(dossier, above_largest=True), plan, "en")}
    (told,) = more - {*notes_of(dossier, plan, "en")}

    assert "above the largest amount" in told
    assert "one aimag" in told


def test_makers_names_give_way_to_the_use(tenders: Tenders, tmp_path: Path) -> None:
    """An item whose name is a maker's is called by its role, and the buyer is told."""
    dossier = tenders.dossiers[0]
    line = replace(dossier.tender.lines[1], name_mn="Cisco чиглүүлэгч", name_en="Cisco router")
    lines = (dossier.tender.lines[0], line, *dossier.tender.lines[2:])
    renamed = replace(dossier, tender=replace(dossier.tender, lines=lines))
    write_sheets(replace(tenders, dossiers=(renamed,)), [], tmp_path)

    bidder = " ".join(texts(openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx")))
    buyer = " ".join(texts(openpyxl.load_workbook(tmp_path / "P01-buyer.xlsx")))

    assert "Cisco" not in bidder
    assert f"names a maker, so these are called by their use: {line.sku}." in buyer


def test_specification_states_performance_or_who_writes_it(folder: Path) -> None:
    """Spares are whole units on top, and a line without performance says who has to write it."""
    page = sheet(openpyxl.load_workbook(folder / "P01-bidder.xlsx"), "tender_spec")
    by_line = {row[1]: row for row in page.iter_rows(min_row=5, values_only=True)}
    computer = by_line["Компьютер / Computer"]

    assert "Warranty of at least 36 months" in computer[2]
    assert "1 spare units at no extra price" in computer[2]
    assert "TO BE WRITTEN BY THE BUYER" in computer[2]
    assert "Or equivalent" in computer[2]
    assert computer[3] == "43211507"


def specified(tenders: Tenders, sku: str, language: str = "en", **more: object) -> str:
    """Return the specification of a line whose catalogue item has these fields too."""
    line = next(li for d in tenders.dossiers for li in d.tender.lines if li.sku == sku)
    assert line.item is not None
    item = replace(line.item, **more)  # type: ignore[arg-type]
    return specification(replace(line, item=item), language, neutral=False)  # type: ignore[arg-type]


def test_a_minimum_requirement_of_the_catalogue_stands_point_by_point(tenders: Tenders) -> None:
    """With performance in the catalogue nothing is left to the buyer, in either language."""
    mn, en = "8 ГБ санах ой; SSD 256 ГБ", "8 GB of memory; SSD of 256 GB"
    texts = {
        spoken: specified(tenders, "PC", spoken, performance_mn=mn, performance_en=en)
        for spoken in ("mn", "en", "both")
    }

    assert "Minimum requirement:\n• 8 GB of memory\n• SSD of 256 GB" in texts["en"]
    assert "Доод шаардлага:\n• 8 ГБ санах ой\n• SSD 256 ГБ" in texts["mn"]
    assert "• 8 ГБ санах ой · 8 GB of memory\n• SSD 256 ГБ · SSD of 256 GB" in texts["both"]
    uneven = specified(tenders, "PC", "both", performance_mn="8 ГБ", performance_en="a; b")
    assert "• 8 ГБ\n• a\n• b" in uneven
    assert not any("BUYER" in text or "ЗАХИАЛАГЧ БИЧНЭ" in text for text in texts.values())
    assert all("256" in text for text in texts.values())


def test_a_requirement_that_names_a_maker_is_left_out(tenders: Tenders) -> None:
    """The buyer is asked instead, and told which item it is."""
    text = specified(tenders, "PC", performance_en="As Lenovo ThinkPad", performance_mn="Lenovo")
    dossier = tenders.dossiers[0]
    lines = tuple(
        replace(li, item=replace(li.item, performance_en="Intel; 8 GB")) if li.sku == "PC" else li
        for li in dossier.tender.lines
        if li.item is not None
    )
    named = replace(dossier, tender=replace(dossier.tender, lines=lines))

    assert "Lenovo" not in text
    assert "TO BE WRITTEN BY THE BUYER" in text
    said = notes_of(named, tenders.context.plan, "en")
    assert "The performance in the catalogue names a maker and was left out: PC." in said


def test_what_the_plan_knows_stands_where_the_catalogue_is_silent(
    tendered: Plan, inputs: Inputs
) -> None:
    """A terminal carries the fastest contract of its places; only ports are left to the buyer."""
    named = {
        i.sku: replace(i, name_mn=i.sku.lower(), name_en=i.sku.lower()) for i in CATALOGUE.items
    }
    named["ONT"] = replace(named["ONT"], requires="PC")
    inputs.catalogue = replace(CATALOGUE, items=tuple(named.values()))
    goods = dossiers_of(tendered, inputs)[0].tender
    by_sku = {line.sku: specification(line, "en", neutral=False) for line in goods.lines}

    assert "Carries at least 100 Mbps, the fastest contract at these places" in by_sku["ONT"]
    assert "hands it to the local network" in by_sku["ONT"]
    assert (
        "TO BE WRITTEN BY THE BUYER (the catalogue states no performance): ports" in (by_sku["ONT"])
    )
    assert "Works together with: pc" in by_sku["ONT"]
    assert "Works together with: ont" in by_sku["PC"]
    assert "Draws at most 12 W" in by_sku["ONT"]
    assert "Delivered to the places of the distribution list" in by_sku["ONT"]


def test_access_points_and_switches_are_asked_for_by_people_and_rooms(
    tendered: Plan, inputs: Inputs
) -> None:
    """Standards of the sites and the rule of the kit become requirements."""
    first = tendered.deployments[0]
    roles = {"W": Role.ACCESS_POINT, "S": Role.SWITCH}
    bought = tuple(replace(first.lines[0], sku=sku, role=role) for sku, role in roles.items())
    plan = replace(tendered, deployments=(replace(first, lines=bought),), links=())

    assert needs_of(plan, inputs) == {
        "S": (("cabled_rooms", 16),),
        "W": (("people", 60.0), ("rooms", 4.0)),
    }


def test_proposed_moves_stand_apart_from_what_is_not_bought(folder: Path) -> None:
    """Moves that count come first; a line says that the package buys what is only proposed."""
    book = openpyxl.load_workbook(folder / "P01-buyer.xlsx")
    page = sheet(book, "tender_moves")
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=5)]
    line = next(i for i, row in enumerate(rows) if row[0] == label("tender_proposed", "both"))
    counted = [row[-1] for row in rows[:line] if isinstance(row[0], int)]
    proposed = [row[-1] for row in rows[line + 1 :] if isinstance(row[0], int)]

    assert (counted, proposed) == ([label("yes", "both")], [label("no", "both")])


def test_the_example_leaves_no_line_to_the_buyer() -> None:
    """Every item of the example's catalogue has a requirement in both languages, and no maker."""
    from importlib.resources import files

    from planner.project.load import load_inputs

    place = Path(str(files("planner") / "templates" / "mongolia"))
    items = load_inputs(place, "base").catalogue.items
    blank = TenderLine(
        number=1, sku="", role="", name_mn="", name_en="", unit="C62", unit_price_minor=1,
        distributed=1, not_bought=0, item=None,
    )  # fmt: skip

    assert len(items) > 50
    for one in items:
        line = replace(blank, sku=one.sku, role=one.role, item=one)
        for language in ("mn", "en", "both"):
            assert performs(line, language), one.sku  # type: ignore[arg-type]
        assert not names_a_make(one.performance_mn, one.performance_en), one.sku
        assert bool(one.performance_mn) == bool(one.performance_en)
        mn, en = (text.count(";") for text in (one.performance_mn, one.performance_en))
        assert mn == en, one.sku


def test_every_role_says_what_it_does_and_what_is_left_open() -> None:
    """A new role of the catalogue cannot be forgotten in specifications."""
    silent = {Role.DELIVERY, Role.LICENCE, Role.CONTRACT_ENDING}

    for role in Role:
        assert f"tender.function.{role}" in LABELS or role in silent, role
        assert f"tender.open.{role}" in LABELS or role in silent, role


def test_connectivity_is_asked_for_as_mbps_at_the_site(tenders: Tenders, tmp_path: Path) -> None:
    """With the setting on, a contract is a speed at the site and names no technology."""
    neutral = replace(tenders, settings=Scenario(tender={"technology_neutral": True}).tender)
    write_sheets(neutral, ["Y01"], tmp_path)

    page = sheet(openpyxl.load_workbook(tmp_path / "Y01-bidder.xlsx"), "tender_schedule")

    assert "at least 60 Mbps delivered at the site (any technology)" in page["B5"].value
    asked = sheet(openpyxl.load_workbook(tmp_path / "Y01-bidder.xlsx"), "tender_spec")["C5"].value
    assert "Accepted by measurement: at least 60 Mbps at the site, wired" in asked


OUR_FORMULA = r"=(?:SUM|IF|ISNUMBER|ROWS|COUNTIF|COUNT|ROUND|'[^'|]+'!|[$A-Z0-9(),:+*/=-])+"


def test_no_text_can_run_as_a_formula(folder: Path) -> None:
    """Names that begin like formulas are text in every copy; formulas are ours alone."""
    risky = 0
    for path in sorted(folder.glob("*.xlsx")):
        for page in openpyxl.load_workbook(path):
            for row in page.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert re.fullmatch(OUR_FORMULA, cell.value), cell.value
                    elif isinstance(cell.value, str) and cell.value.startswith(
                        ("=", "+", "-", "@")
                    ):
                        risky += 1
                        assert cell.data_type == "s"
                        assert cell.quotePrefix
    assert risky > 10


def test_equal_plans_give_equal_bytes(tenders: Tenders, tmp_path: Path) -> None:
    """Two writings agree to the byte, in each language."""
    for language in ("mn", "both"):
        spoken = replace(tenders, context=replace(tenders.context, language=language))
        one = write_sheets(spoken, ["P01", "Y01"], tmp_path / language / "1")
        two = write_sheets(spoken, ["P01", "Y01"], tmp_path / language / "2")

        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_sums_by_fund_tie_to_the_plan_with_what_another_fund_adds(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Index and buyer's copy say which part a co-financer pays; with it every fund ties."""
    packages = [d.package for d in tenders.dossiers if d.package.fund_id]
    budget = FundUse(
        fund_id="budget", name_mn="Төсөв", name_en="Budget", rulebook="national",
        ceiling_minor=None, used_minor=0, cofinance_share="0.3", cofinancer="operator",
    )  # fmt: skip
    parts = [-(-3 * package.amount_minor // 10) for package in packages]
    own = sum(package.amount_minor for package in packages) - sum(parts)
    funds = (
        replace(budget, used_minor=own),
        replace(budget, fund_id="operator", name_mn="Оператор", name_en="Operator",
                cofinance_share="", cofinancer="", used_minor=sum(parts)),
    )  # fmt: skip
    dossiers = tuple(
        replace(d, fund=funds[0]) if d.package.fund_id else d for d in tenders.dossiers
    )
    context = replace(tenders.context, plan=replace(tenders.context.plan, funds=funds))
    write_sheets(replace(tenders, context=context, dossiers=dossiers), ["P01"], tmp_path)
    index = openpyxl.load_workbook(tmp_path / "packages.xlsx", data_only=True)
    buyer = openpyxl.load_workbook(tmp_path / "P01-buyer.xlsx", data_only=True)
    rows = list(sheet(index, "tender_index").iter_rows(min_row=5, values_only=True))
    by_fund = list(sheet(index, "tender_funds").iter_rows(min_row=5, values_only=True))
    said = [text for text in texts(buyer) if f"{parts[0]:,}" in text]

    assert {package.fund_id for package in packages} == {"budget"}
    assert [row[10] for row in rows[: len(packages)]] == parts
    assert all("Operator" in row[9] for row in rows[: len(packages)])
    assert rows[-1][10] == sum(parts)
    assert [row[2:7] for row in by_fund] == [
        (own, 0, own, own, 0),
        (0, sum(parts), sum(parts), sum(parts), 0),
    ]
    assert any(
        "Operator" in text and f"{packages[0].amount_minor - parts[0]:,}" in text for text in said
    )


def test_what_is_not_tendered_has_the_buyers_record_alone(tenders: Tenders, tmp_path: Path) -> None:
    """Fees to a regulator invite nobody: no bidders' copy, no dates of bids, and the reason."""
    yearly = next(d for d in tenders.dossiers if d.package.id == "Y01")
    package = replace(yearly.package, category="yearly_fees")
    fees = replace(yearly, tender=replace(yearly.tender, package=package))
    chosen = replace(tenders, dossiers=(fees,))
    names = [path.name for path in write_sheets(chosen, ["Y01"], tmp_path)]
    record = texts(openpyxl.load_workbook(tmp_path / "Y01-buyer.xlsx"))
    index = openpyxl.load_workbook(tmp_path / "packages.xlsx", data_only=True)
    (row,) = (
        row
        for row in sheet(index, "tender_yearly").iter_rows(min_row=5, values_only=True)
        if row[0] == "Y01"
    )

    assert names == ["packages.xlsx", "Y01-buyer.xlsx"]
    assert any("paid to the regulator; they are not tendered" in text for text in record)
    assert not any("Invitation" in text or "equivalent" in text for text in record)
    assert "Not tendered" in row[11]
    assert row[12:15] == (None, None, None)
    assert not any("Confirm" in note for note in notes_of(fees, tenders.context.plan, "en"))


@pytest.mark.parametrize(("package", "what"), [("P01", "Delivery of"), ("Y01", "Service")])
def test_days_on_the_cover_say_of_what(folder: Path, package: str, what: str) -> None:
    """Earliest and latest are of a delivery, of work or of a service."""
    said = texts(openpyxl.load_workbook(folder / f"{package}-bidder.xlsx"))

    assert any(what in text and "at the earliest" in text for text in said)
    assert any(what in text and "at the latest" in text for text in said)
    assert "Эхлэх (эртдээ)\nEarliest" not in said


def test_index_ties_to_the_plan(folder: Path, tendered: Plan) -> None:
    """The packages come to the one-time cost, the yearly ones to the new yearly cost."""
    book = openpyxl.load_workbook(folder / "packages.xlsx", data_only=True)
    new = tendered.opex_per_year_minor - tendered.kept_fee_per_year_minor

    for key, total in (("tender_index", tendered.capex_minor), ("tender_yearly", new)):
        rows = list(sheet(book, key).iter_rows(min_row=5, values_only=True))
        assert rows[-1][8] == sum(row[8] for row in rows[:-1]) == total


def test_every_reservation_has_its_words() -> None:
    """Whatever puts a lowest bid in question can be said beside its name."""
    assert {f"bid.doubt.{rule.id.removeprefix('bid.')}" for rule in QUESTIONS} == {
        key for key in LABELS if key.startswith("bid.doubt.")
    }


def test_words_of_tenders_exist_in_both_languages() -> None:
    """Every label of tender documents has a Mongolian and an English text with equal blanks."""
    from planner.language.messages.tenders.procurement import WORDS

    assert set(WORDS) <= set(LABELS)
    for key in WORDS:
        mn, en = LABELS[key].mn, LABELS[key].en
        assert mn and en, key
        assert set(re.findall(r"{\w+}", mn)) == set(re.findall(r"{\w+}", en)), key
    assert len(max((label(k, "both", " ") for k in WORDS if k.startswith("sheet.")), key=len)) < 32


# --- units and packs -----------------------------------------------------------------------------


def in_packs(tendered: Plan, inputs: Inputs, size: int) -> tuple[Dossier, ...]:
    """Return the tenders of a plan whose computers are sold in packs."""
    items = tuple(replace(i, pack_size=size) if i.sku == "PC" else i for i in CATALOGUE.items)
    inputs.catalogue = replace(CATALOGUE, items=items)
    return dossiers_of(tendered, inputs)


@pytest.mark.parametrize(
    ("size", "packed", "price_is_for"),
    [
        (1, "–", "1 pc (C62)"),
        (4, "3 × 4", "1 pc (C62), not the pack of 4"),
        (5, "2 × 5 + 2", "1 pc (C62), not the pack of 5"),
    ],
)
def test_pieces_and_packs_stand_beside_what_one_price_is_for(
    tenders: Tenders,
    tendered: Plan,
    inputs: Inputs,
    tmp_path: Path,
    size: int,
    packed: str,
    price_is_for: str,
) -> None:
    """12 computers are 12 pieces and 3 packs of 4, and a price is that of one piece."""
    packs = replace(tenders, dossiers=in_packs(tendered, inputs, size))
    write_sheets(packs, ["P01"], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx")

    for key in ("tender_schedule", "tender_prices"):
        rows = sheet(book, key).iter_rows(min_row=5, max_row=7, values_only=True)
        row = next(row for row in rows if row[1] == "Компьютер / Computer")
        assert (row[2], row[3], row[4]) == (12, "ш/pc (C62)", packed)
    computer = next(li for li in packs.dossiers[0].tender.lines if li.sku == "PC")
    assert row[5] == price_for(computer, tendered.packages[0], "both")
    assert price_for(computer, tendered.packages[0], "en") == price_is_for


def test_yearly_prices_are_for_a_year(tenders: Tenders) -> None:
    """Upkeep of a metre is for 12 months, a contract for 12 months at one place."""
    yearly = tenders.dossiers[2]
    contract = yearly.tender.lines[0]
    line = replace(contract, role=Role.TRENCH)

    said = {u: price_for(replace(line, unit=u), yearly.package, "en") for u in ("MTR", "ANN")}
    assert said == {"MTR": "1 m (MTR): for 12 months", "ANN": "1 year (ANN): for 12 months"}
    english, mongolian = "1 year (ANN): for 12 months at one place", "1 жил (ANN): нэг цэгт 12 сар"
    assert (contract.role, contract.unit) == (Role.CONTRACT, "ANN")
    assert price_for(contract, yearly.package, "both") == f"{mongolian}\n{english}"


def test_the_price_of_a_month_is_asked_about(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """A twelfth of the list price, or near it, is told for yearly services, and for them alone."""
    assert tenders.dossiers[2].package.id == "Y01"
    listed = [line.unit_price_minor for line in tenders.dossiers[2].tender.lines]
    rules = {}
    for part, package in ((1, "Y01"), (2, "Y01"), (10, "Y01"), (12, "Y01"), (200, "Y01")):
        prices = tuple(price / part for price in listed)
        bid = bid_in(folder, tmp_path, f"{part}.xlsx", prices, package=package)
        (found,) = read_bids([bid], tenders)
        rules[part] = {f.rule for f in found.findings}
        assert found.responsive
    once = tuple(li.unit_price_minor / 12 for li in tenders.dossiers[0].tender.lines)
    (goods,) = read_bids([bid_in(folder, tmp_path, "goods.xlsx", once)], tenders)
    monthly, yearly = (tmp_path / f"{part}.xlsx" for part in (12, 1))
    (compared,) = compare_bids(read_bids([monthly, yearly], tenders), tenders)

    month = {"bid.price_of_month"}
    assert rules == {1: set(), 2: set(), 10: month, 12: month, 200: set()}
    assert goods.findings == ()
    assert "a price looks like that of a month, not of a year" in comparison_lines(compared)[-1]


def test_the_price_of_a_pack_is_asked_about(
    folder: Path, tenders: Tenders, tendered: Plan, inputs: Inputs, tmp_path: Path
) -> None:
    """Four times the list price of a computer sold by four is told; twice is merely dear."""
    packs = replace(tenders, dossiers=in_packs(tendered, inputs, 4))
    write_sheets(packs, ["P01"], tmp_path / "packs")
    place = next(n for n, li in enumerate(packs.dossiers[0].tender.lines) if li.sku == "PC")
    rules = {}
    for price in (1_450_000 * 4, 1_450_000 * 2):
        prices = tuple(price if n == place else 1000 for n in range(3))
        bid = bid_in(tmp_path / "packs", tmp_path, f"{price}.xlsx", prices)
        (found,) = read_bids([bid], packs)
        rules[price] = [f.rule for f in found.findings]
        assert found.responsive

    assert rules == {5_800_000: ["bid.price_of_pack"], 2_900_000: []}


# --- LibreOffice ---------------------------------------------------------------------------------


def test_libreoffice_agrees_with_the_plan_with_new_prices_and_with_a_bid(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """Recalculated, the estimate is the plan's and the re-priced plan's, and a bid reads back."""
    package = tenders.dossiers[0].package
    changed = openpyxl.load_workbook(folder / "P01-buyer.xlsx")
    page = sheet(changed, "tender_estimate")
    for row in range(5, 8):
        page.cell(row, 9).value = NEW_PRICES[page.cell(row, 2).value]
    changed.save(tmp_path / "changed.xlsx")
    same = openpyxl.load_workbook(folder / "P01-buyer.xlsx")
    same.save(tmp_path / "same.xlsx")  # openpyxl keeps no cached values: all are computed anew
    bid_in(folder, tmp_path, "bid.xlsx", prices=(10, 20.5, 30))

    paths = [tmp_path / name for name in ("changed.xlsx", "same.xlsx", "bid.xlsx")]
    new, old, bid = recalculated(paths, tmp_path, "the tender sheets")

    assert estimate_total(new) == repriced(package, NEW_PRICES).amount_minor
    assert estimate_total(old) == package.amount_minor
    (found,) = read_bids([bid], tenders)
    assert found.findings == ()
    form = sheet(openpyxl.load_workbook(bid, data_only=True), "tender_form")
    assert form["B12"].value == float(found.total or 0)
    assert form["B13"].value == 0


def bid_of_one_language(tenders: Tenders, language: Language, folder: Path) -> Path:
    """Return a complete bid in the sheets of one language, saved by openpyxl."""
    spoken = replace(tenders, context=replace(tenders.context, language=language))
    write_sheets(spoken, ["P01"], folder / language)
    book = openpyxl.load_workbook(folder / language / "P01-bidder.xlsx")
    form, prices = (book[label(f"sheet.tender_{key}", language)] for key in ("form", "prices"))
    form["B5"], form["B9"], form["B10"] = "Алтай ХХК", dt.date(2027, 4, 1), dt.date(2027, 8, 1)
    for row, price in enumerate((10, 20.5, 30), 5):
        prices.cell(row, 7).value, prices.cell(row, 8).value = "Монгол", "MX-1"
        prices.cell(row, 9).value = price
        book[label("sheet.tender_spec", language)].cell(row, 6).value = "16 GB"
    book.save(folder / f"{language}.xlsx")
    return folder / f"{language}.xlsx"


def test_bids_of_one_language_come_back_from_libreoffice(tenders: Tenders, tmp_path: Path) -> None:
    """It leaves out quotation marks round names of sheets; only real changes are findings."""
    sent = [bid_of_one_language(tenders, spoken, tmp_path) for spoken in ("mn", "en")]
    saved = recalculated(sent, tmp_path, "the tender sheets")

    unquoted = openpyxl.load_workbook(saved[1])["Bid form"]["B12"].value
    assert unquoted == "=Prices!$K$8"
    assert [bid.findings for bid in read_bids(saved[:1], tenders)] == [()]
    assert [bid.findings for bid in read_bids(saved[1:], tenders)] == [()]


@pytest.mark.parametrize("language", ["mn", "en"])
def test_formulas_without_quotation_marks_are_those_that_were_sent(
    tenders: Tenders, tmp_path: Path, language: Language
) -> None:
    """A program may write =Prices!K8 for ='Prices'!K8; a formula of another cell is a change."""
    path = bid_of_one_language(tenders, language, tmp_path)
    book = openpyxl.load_workbook(path)
    cells = [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]
    quoted = [cell for cell in cells if re.search(r"'\w+'!", cell.value)]
    for cell in quoted:
        cell.value = re.sub(r"'(\w+)'!", r"\1!", cell.value)
    book.save(path)
    (same,) = read_bids([path], tenders)
    quoted[0].value = re.sub(r"\d+$", "99", quoted[0].value)
    book.save(path)
    (changed,) = read_bids([path], tenders)

    assert quoted[0].value.endswith("99")
    assert same.findings == ()
    assert [f.rule for f in changed.findings] == ["bid.cell_changed"]


def estimate_total(path: Path) -> int:
    """Return the total of the estimate by its name."""
    book = openpyxl.load_workbook(path, data_only=True)
    ((title, cell),) = book.defined_names["kholboo_estimate_total"].destinations
    return round(book[title][cell.replace("$", "")].value)


def test_repricing_by_hand() -> None:
    """12 bought at the new price less their discount; 3 from the depot cost their transport."""
    pc = CostLine(
        sku="PC", role="computer", name_mn="", name_en="", category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", quantity=15, unit_price_minor=1_450_000,
    )  # fmt: skip
    package = Package(
        id="P", entity="", fund_id="", rulebook="", category="goods", year=None,
        lines=(("AR-1", pc),), savings=(DEPOT, TIER),
    )  # fmt: skip

    assert package.amount_minor == 12 * (1_450_000 - 50_000) + 3 * 20_000
    assert repriced(package, {"PC": 2_000_000}).amount_minor == 12 * 1_950_000 + 3 * 20_000


def test_vat_that_is_not_paid_follows_the_price(
    tendered: Plan, tenders: Tenders, inputs: Inputs, tmp_path: Path
) -> None:
    """An exempt package asks for prices without VAT, and its saving scales with what is paid."""
    vat = Saving(
        id="vat:loan", kind="vat", sku="", quantity=1_000_001, per_unit_minor=1, text="VAT"
    )
    package = replace(tendered.packages[0], savings=(vat, DEPOT, TIER))
    plan = replace(
        tendered,
        packages=(package, tendered.packages[1]),
        capex_minor=package.amount_minor + tendered.packages[1].amount_minor,
    )
    exempt = replace(
        tenders, context=replace(tenders.context, plan=plan), dossiers=dossiers_of(plan, inputs)
    )
    write_sheets(exempt, ["P01"], tmp_path)
    bidder = " ".join(texts(openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx")))
    changed = openpyxl.load_workbook(tmp_path / "P01-buyer.xlsx")
    page = sheet(changed, "tender_estimate")
    for row in range(5, 8):
        page.cell(row, 9).value = NEW_PRICES[page.cell(row, 2).value]
    changed.save(tmp_path / "changed.xlsx")

    (new,) = recalculated([tmp_path / "changed.xlsx"], tmp_path, "the tender sheets")

    before = package.amount_minor + 1_000_001
    after = repriced(replace(package, savings=(DEPOT, TIER)), NEW_PRICES).amount_minor
    assert "VAT not included" in bidder
    assert repriced(package, {}).amount_minor == package.amount_minor
    assert estimate_total(new) == repriced(package, NEW_PRICES).amount_minor
    assert estimate_total(new) == after - round(1_000_001 * after / before)


# --- bids ----------------------------------------------------------------------------------------


def test_works_ask_for_routes_and_not_for_origin_or_model(
    folder: Path, tenders: Tenders, context: ExportContext
) -> None:
    """Metres by route add up to the schedule, with room for road class and soil; no price in it."""
    book = openpyxl.load_workbook(folder / "P02-bidder.xlsx")
    heads = [cell.value for cell in sheet(book, "tender_prices")[4]]
    page = sheet(book, "tender_routes")
    columns = {name: ROUTES.place(name) for name in (c.called for c in ROUTES)}
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=5) if row[0].value]
    trench = next(line for line in tenders.chosen(["P02"])[0].tender.lines if line.sku == "TRENCH")
    own = [row for row in rows if row[columns["tender_line"]] == trench.number]
    data = json.loads((folder / "P02-routes.geojson").read_text("utf-8"))
    built = [f for f in data["features"] if f["properties"]["kind"] != "site"]
    drawing = ElementTree.fromstring((folder / "P02-routes.svg").read_text("utf-8"))
    texts = [str(element.text) for element in drawing.iter() if element.tag.endswith("}text")]

    for heading in ("country_of_origin", "make_offered", "bid_transport"):
        assert label(heading, "both", "\n") in [
            c.value for c in sheet(openpyxl.load_workbook(folder / "P01-bidder.xlsx"),
                                   "tender_prices")[4]
        ]  # fmt: skip
        assert label(heading, "both", "\n") not in heads
    assert len(own) > 1
    assert sum(row[columns["quantity"]] for row in own) == trench.quantity
    assert [page.cell(5, columns[c] + 1).protection.locked for c in ("road_class", "soil")] == [
        False,
        False,
    ]
    assert [f["id"] for f in built] == [row[columns["link_id"]] for row in own]
    for feature in built:
        assert feature["geometry"]["coordinates"] == [
            [round(x, 6), round(y, 6)] for x, y in context.link_by_id[feature["id"]].coordinates
        ]
    assert {len([t for t in texts if f["id"] in t]) for f in built} == {1}
    for path in folder.glob("P02-routes*"):
        assert str(trench.unit_price_minor) not in path.read_text("utf-8")


def test_works_tell_what_they_are_dug_through(
    tenders: Tenders, tendered: Plan, inputs: Inputs, tmp_path: Path
) -> None:
    """Routes are filled in where the plan knows the ground, and a sheet adds it up by class."""
    known = replace(
        tendered.links[0],
        roads=(RoadMetres(road_class="track", metres=1_500),),
        soils=(SoilMetres(soil_class="rock", metres=600),),
        slopes=(SlopeMetres(from_percent=15, metres=1_500),),
        crossings=2,
    )
    plan = replace(tendered, links=(known, *tendered.links[1:]))
    told = replace(
        tenders,
        context=replace(tenders.context, plan=plan),
        dossiers=dossiers_of(plan, inputs),
    )
    write_sheets(told, ["P02"], tmp_path / "dug")
    book = openpyxl.load_workbook(tmp_path / "dug" / "P02-bidder.xlsx")
    page, cells = sheet(book, "tender_routes"), KNOWN.place("soil") + 1
    quantities = [[c.value for c in row] for row in sheet(book, "tender_ground").iter_rows(5)]
    rows = [(row[2], row[3]) for row in quantities if row[2]]
    (first, *_) = json.loads((tmp_path / "dug" / "P02-routes.geojson").read_text("utf-8"))[
        "features"
    ]

    assert page.cell(5, cells).value.startswith("rock 600 m; ")
    assert page.cell(5, KNOWN.place("river_crossings") + 1).value == "2"
    assert not page.cell(5, cells).protection.locked
    assert ("track", 1_500) in rows
    assert ("rock", 600) in rows
    assert sum(metres for _, metres in rows) == 3 * 1_900  # of roads, soils and slopes
    assert first["properties"]["soil"] == [{"class": "rock", "metres": 600}]
    assert first["properties"]["river_crossings"] == 2


def bid_in(
    folder: Path,
    out: Path,
    name: str,
    prices: tuple[object, ...] = (100, 200, 300),
    change: Change = _nothing,
    bidder: str | None = "Алтай ХХК",
    package: str = "P01",
) -> Path:
    """Fill a bidders' copy as a bidder would, and return the file."""
    book = openpyxl.load_workbook(folder / f"{package}-bidder.xlsx")
    form = sheet(book, "tender_form")
    form["B5"], form["B9"], form["B10"] = bidder, dt.date(2027, 4, 1), dt.date(2027, 8, 1)
    form = single("goods" if package == "P01" else "services")
    for row, price in enumerate(prices, 5):
        sheet(book, "tender_prices").cell(row, form.place("bid_price") + 1).value = price
        if package == "P01":
            sheet(book, "tender_prices").cell(row, 7).value = "Монгол"
            sheet(book, "tender_prices").cell(row, 8).value = "MX-1"
        sheet(book, "tender_spec").cell(row, 6).value = "16 GB"
    change(book)
    out.mkdir(exist_ok=True)
    book.save(out / name)
    return out / name


def test_a_complete_bid_has_no_finding_and_an_exact_total(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """Totals are quantity times price and transport, computed here from the plan's quantities."""

    def transport(book: Any) -> None:
        sheet(book, "tender_prices")["J6"] = 7

    (bid,) = read_bids([bid_in(folder, tmp_path, "b.xlsx", (0.1, 200, 300), transport)], tenders)
    quantities = [line.quantity for line in tenders.dossiers[0].tender.lines]

    assert (bid.findings, bid.responsive, bid.bidder) == ((), True, "Алтай ХХК")
    exact = quantities[0] * Decimal("0.1") + quantities[1] * 200 + 7 + quantities[2] * 300
    assert bid.total == exact


def _set(key: str, cell: str, value: object) -> Change:
    return lambda book: sheet(book, key).__setitem__(cell, value)


def _without(key: str) -> Change:
    return lambda book: book.remove(sheet(book, key))


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (_set("tender_prices", "I5", None), {"bid.price_missing"}),
        (_set("tender_prices", "I5", "1 450 000"), {"bid.price_text"}),
        (_set("tender_prices", "I5", "1.450.000 ₮"), {"bid.price_text"}),
        (_set("tender_prices", "I5", "$450"), {"bid.price_text"}),
        (_set("tender_prices", "I5", "=2*3"), {"bid.price_text"}),
        (_set("tender_prices", "I5", True), {"bid.price_text"}),
        (_set("tender_prices", "I5", dt.date(2027, 1, 1)), {"bid.price_text"}),
        (_set("tender_prices", "I5", -1), {"bid.price_negative"}),
        (_set("tender_prices", "J5", -1), {"bid.price_negative"}),
        (_set("tender_prices", "J5", "free"), {"bid.price_text"}),
        (_set("tender_form", "B11", "USD"), {"bid.currency"}),
        (_set("tender_form", "B11", None), {"bid.currency"}),
        (_set("tender_prices", "C5", 1), {"bid.quantity_changed"}),
        (_set("tender_schedule", "C6", 99), {"bid.quantity_changed"}),
        (_set("tender_prices", "B5", "Something else"), {"bid.cell_changed"}),
        (_set("tender_schedule", "H5", dt.date(2029, 1, 1)), {"bid.cell_changed"}),
        (_set("tender_sites", "L5", 77), {"bid.cell_changed"}),
        (_set("tender_prices", "K20", "extra"), {"bid.cell_changed"}),
        (_set("tender_form", "B5", "  "), {"bid.bidder_missing"}),
        (_without("tender_schedule"), {"bid.sheet_missing"}),
        (_without("tender_prices"), {"bid.sheet_missing"}),
    ],
)
def test_what_makes_a_bid_incomplete_is_told(
    folder: Path, tenders: Tenders, tmp_path: Path, change: Change, rules: set[str]
) -> None:
    """Each fault is one kind of finding, an error that keeps the bid out of the ranking."""
    (bid,) = read_bids([bid_in(folder, tmp_path, "b.xlsx", change=change)], tenders)

    assert {f.rule for f in bid.findings} == rules
    assert not bid.responsive


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (_set("tender_prices", "I5", 0), {"bid.price_zero"}),
        (_set("tender_prices", "K5", 1), {"bid.total_changed"}),
        (_set("tender_form", "B10", "soon"), {"bid.date"}),
        (_set("tender_schedule", "I5", "next year"), {"bid.date"}),
        (_set("tender_schedule", "I5", dt.date(2029, 1, 1)), {"bid.late"}),
        (_set("tender_spec", "C5", "16 GB of memory, or equivalent"), {"bid.text_changed"}),
        (_set("tender_prices", "G5", "Монгол"), set()),
        (_set("tender_schedule", "I5", dt.date(2027, 1, 1)), set()),
    ],
)
def test_what_a_committee_judges_does_not_exclude(
    folder: Path, tenders: Tenders, tmp_path: Path, change: Change, rules: set[str]
) -> None:
    """Zero prices, doubtful dates and completed texts are told; the bid still counts."""
    (bid,) = read_bids([bid_in(folder, tmp_path, "b.xlsx", change=change)], tenders)

    assert {f.rule for f in bid.findings} == rules
    assert bid.responsive


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"not a workbook", b"PK\x03\x04" + b"\0" * 50, "CSV, текст".encode()]
)
def test_files_that_are_no_workbook_are_findings(
    tenders: Tenders, tmp_path: Path, content: bytes
) -> None:
    """Broken files end in a sentence, never in a traceback."""
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)

    (bid,) = read_bids([path], tenders)

    assert [f.rule for f in bid.findings] == ["bid.unreadable"]


def test_a_workbook_that_unpacks_without_end_is_not_opened(
    tenders: Tenders, tmp_path: Path
) -> None:
    """A small file that unpacks to very much is refused before it is read."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (65 * 2**20))

    (bid,) = read_bids([path], tenders)

    assert "65 MiB when unpacked" in bid.findings[0].found


def test_other_workbooks_and_other_plans_are_told_apart(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """The index, the buyer's own copy and a bid for another plan are no bids here."""
    bid = bid_in(folder, tmp_path, "b.xlsx")
    plan = replace(tenders.context.plan, fingerprint="other")
    other = replace(tenders, context=replace(tenders.context, plan=plan))

    (index,) = read_bids([folder / "packages.xlsx"], tenders)
    (buyer,) = read_bids([folder / "P01-buyer.xlsx"], tenders)
    (foreign,) = read_bids([bid], other)

    assert compare_bids([index, buyer, foreign], tenders) == []
    assert run_of([folder / "packages.xlsx", bid]) == tenders.context.plan.run_id
    rules = [b.findings[0].rule for b in (index, buyer, foreign)]
    assert rules == ["bid.unreadable", "bid.other_plan", "bid.other_plan"]


def test_bids_are_compared_with_the_estimate_and_with_each_other(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """The lowest complete bid leads; a lower one with a missing price does not."""
    dear = bid_in(folder, tmp_path, "dear.xlsx", (200, 400, 600), bidder="Говь ХХК")
    cheap = bid_in(folder, tmp_path, "cheap.xlsx")
    broken = bid_in(folder, tmp_path, "broken.xlsx", (1, 1, None), bidder="=cmd|'!A0")
    (found,) = compare_bids(read_bids([broken, dear, cheap], tenders), tenders)

    assert [bid.file for bid in found.bids] == ["cheap.xlsx", "dear.xlsx", "broken.xlsx"]
    assert found.lowest is not None
    assert found.lowest.bidder == "Алтай ХХК"
    said = "\n".join(comparison_lines(found))
    assert "lowest complete bid by arithmetic: Алтай ХХК" in said
    assert "Evaluation and award are the committee's" in said
    data = comparison_json(found)
    assert data["lowest_by_arithmetic"] == "Алтай ХХК"
    assert [bid["complete"] for bid in data["bids"]] == [True, True, False]
    table = comparison_csv([found])
    assert table.count("\n") == 1 + 3 * 4
    assert "'=cmd" in table
    assert "\n=" not in table


def test_the_estimate_is_taken_apart_and_ties_to_the_plan(tenders: Tenders) -> None:
    """List prices less the discount, plus the transport of what is moved, are the plan's amount."""
    for dossier in tenders.dossiers:
        found = estimate_of(dossier)
        assert sum(amount for _, amount in found.steps()) == dossier.package.amount_minor
        assert found.bids_minor == sum(line.amount_minor for line in found.lines)

    goods = estimate_of(tenders.dossiers[0])
    computer = next(line for line in goods.lines if line.list_unit_minor == 1_450_000)
    assert (computer.list_minor, computer.discount_minor) == (12 * 1_450_000, 12 * 50_000)
    assert (computer.unit_minor, computer.vat_minor) == (1_400_000, 0)
    assert goods.not_bought_minor == 3 * 20_000
    assert goods.bids_minor == goods.package_minor - 3 * 20_000


def exempt(tendered: Plan, inputs: Inputs, vat_minor: int) -> Estimate:
    """Return the estimate of the goods when their fund pays no VAT."""
    vat = Saving(
        id="vat:loan", kind="vat", sku="", quantity=vat_minor, per_unit_minor=1, text="No VAT"
    )
    package = replace(tendered.packages[0], savings=(vat, DEPOT, TIER))
    plan = replace(
        tendered,
        packages=(package, tendered.packages[1]),
        capex_minor=package.amount_minor + tendered.packages[1].amount_minor,
    )
    return estimate_of(dossiers_of(plan, inputs)[0])


def test_vat_that_is_not_paid_is_divided_between_the_lines(tendered: Plan, inputs: Inputs) -> None:
    """Parts follow the VAT of each item after discounts, and add up to the saving to the unit."""
    computer = replace(CATALOGUE.by_sku["PC"], unit_price_minor=1_450_000)
    only = replace(CATALOGUE, items=(replace(computer, without_vat_minor=1_318_182),))

    unknown = exempt(tendered, inputs, 1_000_001)
    inputs.catalogue = only
    known = exempt(tendered, inputs, 1_000_001)

    assert unknown.vat_minor == known.vat_minor == 1_000_001
    assert [line.vat_minor > 0 for line in unknown.lines] == [True, True, True]
    assert sorted(line.vat_minor for line in known.lines) == [0, 0, 1_000_001]
    assert "No VAT (rulebook national)" in {text.en for text, _ in known.steps()}
    assert sum(amount for _, amount in known.steps()) == known.package_minor


def test_every_difference_from_list_prices_is_told(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """The text names list price, discount, transport, the plan's estimate and the bids' part."""
    (found,) = compare_bids(read_bids([bid_in(folder, tmp_path, "a.xlsx")], tenders), tenders)
    said = "\n".join(comparison_lines(found))

    assert "list price 1,450,000 each, 17,400,000 in all; less 600,000 by quantity" in said
    assert "estimate 1,400,000 each, 16,800,000 in all" in said
    assert "PC x 12 pc (C62); one price is for 1 pc (C62)" in said
    assert "12 at the price from 10 on" in said
    assert f"{found.estimate.package_minor:,}  estimate of the package in the plan" in said
    data = comparison_json(found)
    assert sum(s["amount_minor"] for s in data["from_list_to_estimate"]) == data["estimate_minor"]
    assert sum(li["estimate_minor"] for li in data["lines"]) == data["compared_with_minor"]
    total = comparison_csv([found]).splitlines()[-1].split(",")
    head = comparison_csv([found]).splitlines()[0].split(",")
    assert int(total[head.index("estimate_minor")]) == data["compared_with_minor"]


def test_a_bid_for_nothing_is_never_named_the_lowest(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """Zeros in every price are warned of, and the next bid leads."""
    nothing = bid_in(folder, tmp_path, "nothing.xlsx", (0, 0, 0), bidder="Говь ХХК")
    one = bid_in(folder, tmp_path, "1.xlsx")
    (found,) = compare_bids(read_bids([nothing, one], tenders), tenders)
    (alone,) = compare_bids(read_bids([nothing], tenders), tenders)

    assert found.lowest is not None
    assert found.lowest.file == "1.xlsx"
    assert alone.lowest is None


@pytest.mark.parametrize("currency", ["USD", None])
def test_a_bid_in_another_currency_is_told_in_its_own(
    folder: Path, tenders: Tenders, tmp_path: Path, currency: str | None
) -> None:
    """Its amounts name the bid's currency and no share of the estimate; programs see it too."""
    change = _set("tender_form", "B11", currency)
    foreign = bid_in(folder, tmp_path, "f.xlsx", (0.5, 2, 3), change, bidder="Dollar Inc")
    home = bid_in(folder, tmp_path, "h.xlsx")
    bids = read_bids([foreign, home], tenders)
    (found,) = compare_bids(bids, tenders)
    said = [line for line in comparison_lines(found) if "Dollar Inc" in line]
    spoken = [line for line in comparison_lines(found, "mn") if "Dollar Inc" in line]
    own = currency or "?"

    total = f"{bids[0].total:,.1f}".removesuffix(".0")
    assert said[-1].startswith(f"    Dollar Inc (f.xlsx): {total} {own}, not compared: not in MNT")
    assert all(f"{own} each" in line and f"{own} in all" in line for line in said[:-1])
    assert not any("%" in line for line in (*said, *spoken))
    assert f"{total} {own}, MNT-өөр биш тул харьцуулаагүй" in spoken[-1]
    assert found.lowest is not None
    assert found.lowest.file == "h.xlsx"
    assert [b["compared"] for b in comparison_json(found)["bids"]] == [True, False]


def test_a_lowest_bid_in_question_is_named_with_its_reservations(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """A zero price, or a second bid of the same bidder, stands beside the name; else nothing."""
    cheap = bid_in(folder, tmp_path, "1.xlsx", (0, 1, 1))
    again = bid_in(folder, tmp_path, "2.xlsx", (10, 20, 30))
    other = bid_in(folder, tmp_path, "3.xlsx", bidder="Говь ХХК")

    def compared(*paths: Path) -> tuple[dict[str, Any], str, str]:
        (found,) = compare_bids(read_bids(paths, tenders), tenders)
        english, mongolian = (comparison_lines(found, spoken)[-1] for spoken in ("en", "mn"))
        return comparison_json(found), english, mongolian

    data, english, mongolian = compared(cheap, again, other)
    assert data["lowest_in_question"] == ["bid.bidder_twice", "bid.price_zero"]
    assert (
        "Алтай ХХК (1.xlsx), but it is in question: the bidder has two bids for the package; "
        "a price is zero. Ask the bidder first."
    ) in english
    assert "гэхдээ эргэлзээтэй: энэ оролцогч нэг багцад хоёр санал өгсөн" in mongolian
    data, english, mongolian = compared(again, other)
    assert data["lowest_in_question"] == []
    assert "in question" not in english
    assert "эргэлзээ" not in mongolian


def test_equal_bids_have_no_lowest(folder: Path, tenders: Tenders, tmp_path: Path) -> None:
    """A tie is for the committee."""
    one = bid_in(folder, tmp_path, "1.xlsx")
    two = bid_in(folder, tmp_path, "2.xlsx", bidder="Говь ХХК")
    (found,) = compare_bids(read_bids([one, two], tenders), tenders)

    assert found.lowest is None
    assert "no complete bid is lowest by itself" in comparison_lines(found)[-1]


def test_a_bidder_cannot_write_to_the_terminal(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """Control letters in a name reach neither the screen nor the table."""
    name = "Ал\u200bтай\u202e\x85\nХХК"
    (bid,) = read_bids([bid_in(folder, tmp_path, "b.xlsx", bidder=name)], tenders)

    assert bid.bidder == "Алтай ХХК"


@pytest.mark.parametrize(
    ("second", "register"),
    [("Алтай ХХК", ""), ("  «АЛТАЙ»  ххк.", ""), ("Altai LLC", "12-345 67")],
)
def test_two_bids_of_one_bidder_are_told(
    folder: Path, tenders: Tenders, tmp_path: Path, second: str, register: str
) -> None:
    """One name in other letters, or one registration number: which bid holds is asked."""

    def registered(book: Any) -> None:
        sheet(book, "tender_form")["B6"] = register or None

    paths = [
        bid_in(folder, tmp_path, "1.xlsx", change=registered),
        bid_in(folder, tmp_path, "2.xlsx", (10, 20, 30), registered, bidder=second),
    ]
    bids: list[Bid] = read_bids(paths, tenders)
    (found,) = compare_bids(bids, tenders)
    said = "\n".join(comparison_lines(found))

    assert [[f.rule for f in bid.findings] for bid in bids] == [["bid.bidder_twice"]] * 2
    assert "2.xlsx" in bids[0].findings[0].found
    assert "Алтай ХХК (1.xlsx):" in said
    assert f"{' '.join(second.split())} (2.xlsx):" in said
    assert f"lowest complete bid by arithmetic: {' '.join(second.split())} (2.xlsx)" in said


def test_the_same_file_again_is_one_bid(folder: Path, tenders: Tenders, tmp_path: Path) -> None:
    """Whether named twice or copied, it is read once, and the bid says so without an error."""
    path = bid_in(folder, tmp_path, "1.xlsx")
    copied = tmp_path / "copy.xlsx"
    copied.write_bytes(path.read_bytes())

    (twice,) = read_bids([path, path], tenders)
    (copy,) = read_bids([path, copied], tenders)
    (found,) = compare_bids([copy], tenders)

    assert [(f.rule, f.found) for f in twice.findings] == [
        ("bid.file_again", "the same file again: 1.xlsx")
    ]
    assert [f.found for f in copy.findings] == ["the same file again: copy.xlsx"]
    assert found.lowest is not None
    assert found.reservations == ()


def test_an_opendocument_bid_is_to_be_saved_as_xlsx(tenders: Tenders, tmp_path: Path) -> None:
    """An .ods file, whatever it is called, is told from a damaged workbook."""
    path = tmp_path / "bid.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    (bid,) = read_bids([path], tenders)
    (fault,) = bid.findings

    assert fault.rule == "bid.unreadable"
    assert fault.found == "an OpenDocument file, such as .ods"
    assert fault.todo == "open it, save it as .xlsx, and read that; keep the file as received"


def test_periods_are_dashes_in_mongolian(tenders: Tenders) -> None:
    """No case ending hangs on a date."""
    spoken = replace(tenders, context=replace(tenders.context, language="mn"))
    days = spoken.dossiers[0].days

    assert f"{days.invitation} – {days.latest}" in package_lines(spoken)[0]


def test_packages_are_named_in_any_case(tenders: Tenders) -> None:
    """p01 is P01, once."""
    assert [d.package.id for d in tenders.chosen(["p01", "P01", " y01 "])] == ["P01", "Y01"]


def test_files_of_one_name_are_told_by_their_folders(
    folder: Path, tenders: Tenders, tmp_path: Path
) -> None:
    """Bids are often all called bid.xlsx; the folder says whose it is."""
    paths = [
        bid_in(folder, tmp_path / "altai", "bid.xlsx"),
        bid_in(folder, tmp_path / "gobi", "bid.xlsx", bidder="Говь ХХК"),
    ]

    assert [bid.file for bid in read_bids(paths, tenders)] == ["altai/bid.xlsx", "gobi/bid.xlsx"]


# --- the buyer's own workbook --------------------------------------------------------------------


def template(tmp_path: Path, names: dict[str, str], change: Change = _nothing) -> Path:
    """Return a workbook of the buyer's with these names, a look of its own and a total below."""
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    page = book.active
    page.title = "Маягт"
    page["A1"] = "Манай маягт"
    page["B10"].font = Font(name="Times New Roman", bold=True)
    page["B10"].fill = PatternFill("solid", fgColor="FFEEDD")
    page["C20"] = "=SUM(C10:C19)"
    for name, cell in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"'Маягт'!{cell}")
    change(book)
    book.save(tmp_path / "form.xlsx")
    return tmp_path / "form.xlsx"


NAMES = {
    "kholboo_package_id": "$B$2",
    "kholboo_entity": "$B$3",
    "kholboo_delivery_latest": "$B$4",
    "kholboo_item_description": "$B$10",
    "kholboo_item_quantity": "$C$10",
}


def test_a_template_keeps_its_looks_and_gets_the_plan(tenders: Tenders, tmp_path: Path) -> None:
    """Named cells are filled, lists go down in the look of their first cell, formulas stay."""
    path = template(tmp_path, NAMES)
    before = path.read_bytes()

    (written,), findings = fill_templates(tenders, ["P01"], path, tmp_path / "out")

    page = openpyxl.load_workbook(written)["Маягт"]
    assert findings == []
    assert path.read_bytes() == before
    assert written.name == "P01-form.xlsx"
    assert (page["B2"].value, page["A1"].value) == ("P01", "Манай маягт")
    assert page["B4"].value.date() == tenders.dossiers[0].days.latest
    assert [page.cell(row, 3).value for row in range(10, 13)] == [
        line.quantity for line in tenders.dossiers[0].tender.lines
    ]
    assert page["C20"].value == "=SUM(C10:C19)"
    assert page["B12"].font.name == "Times New Roman"
    assert page["B12"].fill.fgColor.rgb.endswith("FFEEDD")
    risky = next(page.cell(row, 2) for row in range(10, 13) if page.cell(row, 2).value[0] == "@")
    assert (risky.data_type, risky.quotePrefix) == ("s", True)


def test_filled_templates_are_equal_to_the_byte(tenders: Tenders, tmp_path: Path) -> None:
    """The moment of saving is not in the file."""
    path = template(tmp_path, NAMES)
    filling = filling_of(tenders.context, tenders.dossiers[0], tenders.settings)
    one, _ = filled(path, filling)
    two, _ = filled(path, filling)

    assert one is not None
    assert one == two
    assert b"2000-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(one)).read("docProps/core.xml")


def test_names_that_nothing_fills_are_told_with_the_nearest(
    tenders: Tenders, tmp_path: Path
) -> None:
    """A misspelt name is a warning with the right one; the rest is filled."""
    path = template(tmp_path, {**NAMES, "kholboo_packge_id": "$D$2", "their_own": "$D$3"})

    (written,), (finding,) = fill_templates(tenders, ["P01"], path, tmp_path / "out")

    assert (finding.rule, finding.todo) == ("template.name", "write kholboo_package_id")
    assert openpyxl.load_workbook(written)["Маягт"]["B2"].value == "P01"


@pytest.mark.parametrize(
    ("names", "change"),
    [
        ({"kholboo_item_quantity": "$C$19"}, _nothing),
        ({"kholboo_item_quantity": "$C$10:$C$11"}, _nothing),
        ({"kholboo_items_start": "$A$10"}, lambda book: book["Маягт"].merge_cells("B11:C11")),
        ({"kholboo_sites_start": "$A$10"}, lambda book: book["Маягт"].__setitem__("D11", 1)),
    ],
)
def test_lists_never_overwrite_what_is_written(
    tenders: Tenders, tmp_path: Path, names: dict[str, str], change: Change
) -> None:
    """A total below, the end of a range, merged or filled cells: nothing is written."""
    path = template(tmp_path, names, change)

    written, (finding,) = fill_templates(tenders, ["P01"], path, tmp_path / "out")

    assert written == []
    assert list((tmp_path / "out").iterdir()) == []
    assert finding.rule == "template.room"
    assert finding.todo.startswith("insert")


@pytest.mark.parametrize("content", [b"", b"abc", b"PK\x05\x06" + b"\0" * 18])
def test_templates_that_cannot_be_filled_are_findings(
    tenders: Tenders, tmp_path: Path, content: bytes
) -> None:
    """A file that is no workbook ends in a sentence."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    written, (finding,) = fill_templates(tenders, ["P01"], path, tmp_path / "out")

    assert (written, finding.rule) == ([], "template.unreadable")


def test_every_name_of_templates_is_documented(tenders: Tenders) -> None:
    """The page for procurement officers lists each name that a template may use."""
    page = Path(__file__).parents[4] / "docs" / "procurement.md"
    filling = filling_of(tenders.context, tenders.dossiers[0], tenders.settings)
    text = page.read_text(encoding="utf-8")

    assert [name for name in names_of(filling) if f"`{name}`" not in text] == []


def test_every_finding_of_bids_and_templates_is_documented() -> None:
    """The page for procurement officers lists each rule about bids and templates."""
    import planner.bids.rules
    import planner.procurement.sheets.buyer_template as templates

    page = Path(__file__).parents[4] / "docs" / "procurement.md"
    text = page.read_text(encoding="utf-8")

    rules = (*planner.bids.rules.RULES, *templates.RULES)
    assert [rule.id for rule in rules if f"`{rule.id}`" not in text] == []
