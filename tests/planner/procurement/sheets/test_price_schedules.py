"""Price schedules by origin: one price for each line, live totals, and every fault at once."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libre_office import recalculated
from openpyxl.chart import BarChart
from small_records import a_line, a_package, a_rule, of_tenders

from inventory.prices.catalogue import Category, Item, Role, Timing
from planner.bids.bid import Bid
from planner.bids.compare import compare_bids, comparison_lines
from planner.bids.compare_data import comparison_csv, comparison_json
from planner.bids.read import read_bids
from planner.bids.rules import RULES
from planner.candidates.candidate import CostLine
from planner.language.labels import label
from planner.plan.plan import Plan
from planner.procurement.estimate import estimate_of
from planner.procurement.sheets.price_schedules import (
    BY_ORIGIN,
    ONE,
    SERVICES,
    SUMMARY_KEY,
    schedules_of,
)
from planner.procurement.tender_plan import dossiers_of
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.procurement_rules import PriceForm, RuleStatus

IMPORT, IMPORTED, LOCAL = (schedule.key for schedule in BY_ORIGIN)
_BY_KEY = {schedule.key: schedule for schedule in (ONE, *BY_ORIGIN, SERVICES)}
RULE = a_rule(
    "open",
    rulebook="bank",
    citation="Standard document, not checked",
    status=RuleStatus.UNCONFIRMED,
    price_schedules=PriceForm.BY_ORIGIN,
)
Fill = dict[tuple[str, int, str], object]  # sheet key, line, heading -> what a bidder writes


def tenders_with(plan: Plan, context: ExportContext, form: PriceForm, *lines: CostLine) -> Tenders:
    """Return the tenders of a plan that buys these lines of goods at one place."""
    package = a_package(*(("AR-1", line) for line in lines), fund_id="loan", rulebook="bank")
    found = replace(plan, packages=(package,), capex_minor=package.amount_minor)
    inputs = of_tenders(context.sites, replace(RULE, price_schedules=form))
    return Tenders(
        context=replace(context, plan=found),
        settings=inputs.scenario.tender,
        dossiers=dossiers_of(found, inputs),
    )


def test_a_supplier_that_installs_prices_it_as_a_service(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Installation in a tender of goods has no origin, no transport, and a row of its own."""
    fitting = a_line("B", 10, 200, role="installation")
    found = tenders_with(plan, context, PriceForm.BY_ORIGIN, a_line("A", 10, 1_000), fitting)
    alone = tenders_with(plan, context, PriceForm.BY_ORIGIN, a_line("A", 10, 1_000))
    dossier = found.dossiers[0]
    write_sheets(found, ["P01"], tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "P01-bidder.xlsx")
    related = [[c.value for c in row] for row in page(book, "tender_related").iter_rows(5)]
    service = next(line for line in dossier.tender.lines if line.role == "installation")

    assert schedules_of(dossier) == (*BY_ORIGIN, SERVICES)
    assert [line.role for line in SERVICES.lines(dossier.tender.lines)] == ["installation"]
    assert not service.asks_transport
    assert [row[2] for row in related if row[0]] == [1, 10]  # handing over at 1 place, 10 fittings
    assert dossier.days.latest > alone.dossiers[0].days.latest  # handed over working


@pytest.fixture
def tenders(plan: Plan, context: ExportContext) -> Tenders:
    """Give a package of three lines under a rulebook with three price schedules."""
    lines = a_line("A", 10, 1_000), a_line("B", 4, 50_000), a_line("C", 3, 700)
    return tenders_with(plan, context, PriceForm.BY_ORIGIN, *lines)


def page(book: Any, key: str) -> Any:
    """Return a sheet by the key of its name."""
    return book[label(f"sheet.{key}", "both", " ")]


def cell(key: str, line: int, heading: str) -> str:
    """Return the address of a cell to fill in, for a line from 1."""
    from planner.rendering.table import letters

    return f"{letters(_BY_KEY[key].place(heading))}{4 + line}"


GOOD: Fill = {
    (IMPORT, 1, "price_cip"): 900.5,
    (IMPORT, 1, "bid_transport"): 30,
    (IMPORT, 1, "country_of_origin"): "Хятад",
    (IMPORTED, 2, "price_with_duty"): 52_000,
    (IMPORTED, 2, "duty_paid"): 2_500,
    (IMPORTED, 2, "bid_transport"): 400,
    (IMPORTED, 2, "sales_taxes"): 19_800,
    (LOCAL, 3, "price_exw"): 650,
    (LOCAL, 3, "local_share"): 35,
    (LOCAL, 3, "sales_taxes"): 195,
}
TOTAL = Decimal("9035") + (4 * (52_000 - 2_500) + 400) + 3 * 650


_SENT: dict[object, bytes] = {}


def bid(
    tenders: Tenders,
    out: Path,
    fill: Fill,
    name: str = "bid.xlsx",
    change: Callable[[Any], None] | None = None,
) -> Path:
    """Return a bidders' copy filled in as a bidder would, saved by openpyxl."""
    lines = tenders.dossiers[0].package.lines
    if lines not in _SENT:  # equal plans give equal bytes
        write_sheets(tenders, ["P01"], out / "sent")
        _SENT[lines] = (out / "sent" / "P01-bidder.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(_SENT[lines]))
    form = page(book, "tender_form")
    form["B5"], form["B9"], form["B10"] = "Алтай ХХК", dt.date(2027, 4, 1), dt.date(2027, 8, 1)
    for key, line, _ in fill:
        for column in _BY_KEY[key].columns:
            if column.style == "input_text":  # what a bidder states of its goods
                page(book, key)[cell(key, line, column.heading)] = "MX-1"
        page(book, "tender_spec").cell(4 + line, 6).value = "16 GB"
    for (key, line, heading), value in fill.items():
        page(book, key)[cell(key, line, heading)] = value
    if change is not None:
        change(book)
    book.save(out / name)
    return out / name


def read(tenders: Tenders, out: Path, fill: Fill) -> Bid:
    """Return a bid that was filled in like this."""
    (found,) = read_bids([bid(tenders, out, fill)], tenders)
    return found


# --- which form ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "category", "keys"),
    [
        (PriceForm.ONE, "goods", ["tender_prices"]),
        (PriceForm.BY_ORIGIN, "goods", [IMPORT, IMPORTED, LOCAL]),
        (PriceForm.BY_ORIGIN, "installation", ["tender_prices"]),
    ],
)
def test_the_rules_table_asks_for_three_schedules_of_goods(
    tenders: Tenders, form: PriceForm, category: str, keys: list[str]
) -> None:
    """A row that nobody confirmed names the form too; other categories have one schedule."""
    (dossier, *_) = tenders.dossiers
    package = replace(dossier.package, category=category)
    asked = replace(
        dossier,
        tender=replace(dossier.tender, package=package),
        ruling=replace(dossier.ruling, price_schedules=form),
    )

    assert [schedule.key for schedule in schedules_of(asked)] == keys
    assert dossier.ruling.method is None


def test_one_schedule_is_written_unless_three_are_asked_for(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """The three sheets and their total replace the one, never stand beside it."""
    names = {}
    for form in PriceForm:
        found = tenders_with(plan, context, form, a_line("A", 10, 1_000))
        write_sheets(found, ["P01"], tmp_path / form)
        names[form] = openpyxl.load_workbook(tmp_path / form / "P01-bidder.xlsx").sheetnames

    one = label("sheet.tender_prices", "both", " ")
    three = [label(f"sheet.{key}", "both", " ") for key in (IMPORT, IMPORTED, LOCAL, SUMMARY_KEY)]
    assert one in names[PriceForm.ONE]
    assert one not in names[PriceForm.BY_ORIGIN]
    assert [name for name in names[PriceForm.BY_ORIGIN] if name in three] == three
    assert not set(three) & set(names[PriceForm.ONE])


def test_only_what_a_bidder_fills_in_is_unlocked(tenders: Tenders, tmp_path: Path) -> None:
    """Formulas, quantities and dates are locked, cells for numbers take numbers from 0 alone."""
    write_sheets(tenders, ["P01"], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx")
    for schedule in BY_ORIGIN:
        sheet = page(book, schedule.key)
        assert sheet.protection.sheet
        open_ = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
        inputs = [c.heading for c in schedule.columns if c.style.startswith("input")]
        assert open_ == {cell(schedule.key, line, h) for line in (1, 2, 3) for h in inputs}
        rules = sheet.data_validations.dataValidation
        numbers = {str(rule.sqref): rule.formula2 for rule in rules if rule.type == "decimal"}
        assert len(numbers) == len(schedule.inputs)
        most = {schedule.columns[n].heading: "100" for n in schedule.inputs}
        assert ("100" in numbers.values()) is ("local_share" in most)
    summary = page(book, SUMMARY_KEY)
    assert all(c.protection.locked for row in summary.iter_rows() for c in row)


# --- reading -------------------------------------------------------------------------------------


def test_each_line_is_read_from_the_schedule_it_is_priced_in(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Duties are taken off, transport is in, taxes and the local share are not."""
    found = read(tenders, tmp_path, GOOD)

    assert found.findings == ()
    assert found.total == TOTAL
    assert [line.schedule for line in found.lines] == [IMPORT, IMPORTED, LOCAL]
    assert [line.duty for line in found.lines] == [0, 2_500, 0]
    assert [line.taxes for line in found.lines] == [0, 19_800, 195]


def test_all_lines_may_be_in_one_schedule(tenders: Tenders, tmp_path: Path) -> None:
    """A bidder of one origin leaves two schedules empty."""
    found = read(tenders, tmp_path, {(LOCAL, n, "price_exw"): n for n in (1, 2, 3)})

    assert (found.findings, found.total) == ((), 10 * 1 + 4 * 2 + 3 * 3)


@pytest.mark.parametrize(
    ("fill", "rules"),
    [
        ({(LOCAL, 1, "price_exw"): 5}, ["bid.priced_twice"]),
        ({(IMPORTED, 1, "sales_taxes"): 5}, ["bid.amount_elsewhere"]),
        ({(LOCAL, 1, "local_share"): 40}, ["bid.amount_elsewhere"]),
        ({(LOCAL, 1, "local_share"): 150}, ["bid.amount_elsewhere", "bid.local_share"]),
        ({(LOCAL, 1, "sales_taxes"): 0}, []),
        ({(LOCAL, 1, "price_exw"): 0}, ["bid.priced_twice"]),
        ({(LOCAL, 1, "price_exw"): "x"}, ["bid.price_text"]),
        ({(LOCAL, 1, "price_exw"): "=2*3"}, ["bid.priced_twice", "bid.price_text"]),
        ({(LOCAL, 1, "price_exw"): "   "}, []),
        ({(IMPORT, 1, "price_cip"): None}, ["bid.price_missing"]),
        (
            {(IMPORT, 1, "price_cip"): None, (IMPORT, 1, "bid_transport"): None},
            ["bid.price_missing"],
        ),
        ({(IMPORT, 1, "price_cip"): "9 000"}, ["bid.price_text"]),
        ({(IMPORT, 1, "price_cip"): "=1+1"}, ["bid.price_text"]),
        ({(IMPORT, 1, "price_cip"): -3}, ["bid.price_negative"]),
        ({(IMPORT, 1, "price_cip"): 1e300}, ["bid.price_large"]),
        ({(IMPORT, 1, "price_cip"): dt.time(3, 4)}, ["bid.price_text"]),
        ({(IMPORTED, 2, "duty_paid"): None}, ["bid.duty_missing"]),
        ({(IMPORTED, 2, "duty_paid"): 0}, []),
        ({(IMPORTED, 2, "duty_paid"): 52_001}, ["bid.duty_above_price"]),
        ({(IMPORTED, 2, "duty_paid"): -1}, ["bid.price_negative"]),
        ({(IMPORTED, 2, "sales_taxes"): "none"}, ["bid.price_text"]),
        ({(LOCAL, 3, "local_share"): 101}, ["bid.local_share"]),
        ({(LOCAL, 3, "local_share"): "35 %"}, ["bid.local_share"]),
    ],
)
def test_what_is_wrong_with_a_price_is_told(
    tenders: Tenders, tmp_path: Path, fill: Fill, rules: list[str]
) -> None:
    """Each fault is one finding with sheet and cell; an error leaves the bid without a total."""
    found = read(tenders, tmp_path, {**GOOD, **fill})

    assert [f.rule for f in found.findings] == rules
    errors = {rule.id for rule in RULES if rule.severity.value == "error"}
    assert found.responsive is not (set(rules) & errors != set())
    for finding in found.findings:
        assert finding.file == "bid.xlsx"
        assert "!" in (finding.column or "") or finding.rule == "bid.priced_twice"


def test_a_line_priced_twice_names_both_cells_and_counts_nowhere(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Which price holds is not guessed, so that the bid has no total."""
    found = read(tenders, tmp_path, {**GOOD, (LOCAL, 1, "price_exw"): 1})

    assert "1 Imports!J5" in found.findings[0].found
    assert "3 Domestic!I5" in found.findings[0].found
    assert found.total is None
    assert found.lines[0].unit_price is None


def test_every_fault_is_told_at_once(tenders: Tenders, tmp_path: Path) -> None:
    """One reading tells currency, name, text, negative, missing, twice, quantity and lock."""

    def spoil(book: Any) -> None:
        page(book, "tender_form")["B5"] = None
        page(book, "tender_form")["B11"] = "USD"
        page(book, "tender_form")["B9"] = "yesterday"
        page(book, IMPORT)["C5"] = 11
        page(book, SUMMARY_KEY)["F6"] = 1
        page(book, LOCAL)[cell(LOCAL, 3, "line_total")] = 1
        page(book, IMPORTED)["XFD1048576"] = "far away"

    fill: Fill = {
        (IMPORT, 1, "price_cip"): "$9",
        (LOCAL, 1, "bid_transport"): -2,
        (IMPORTED, 2, "price_with_duty"): -1,
        (IMPORT, 3, "price_cip"): 4,
        (LOCAL, 3, "price_exw"): -4,
    }
    (found,) = read_bids([bid(tenders, tmp_path, fill, change=spoil)], tenders)

    assert sorted(f.rule for f in found.findings) == [
        "bid.amount_elsewhere",
        "bid.bidder_missing",
        "bid.cell_changed",
        "bid.currency",
        "bid.date",
        "bid.duty_missing",
        "bid.price_negative",
        "bid.price_negative",
        "bid.price_negative",
        "bid.price_text",
        "bid.priced_twice",
        "bid.quantity_changed",
        "bid.total_changed",
        "bid.total_changed",
    ]


ODD: tuple[object, ...] = (
    None, "", " ", 0, 1, -1, 1e16, 0.1, 2.5, True, "1 000", "1,000", "abc", "=A1", "#DIV/0!", "₮5",
    dt.date(2027, 1, 1), dt.datetime(2027, 1, 1, 3), dt.time(1), dt.timedelta(days=1), "\x85‮x",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_no_filling_ends_in_a_traceback_or_a_wrong_total(
    tenders: Tenders, tmp_path: Path, seed: int
) -> None:
    """Whatever stands in the yellow cells, a total is the sum of prices that can be used, or none.

    Sheets are removed, replaced by a chart and renamed too.
    """
    chance = random.Random(seed)
    fill: Fill = {
        (schedule.key, line, schedule.columns[place].heading): chance.choice(ODD)
        for schedule in BY_ORIGIN
        for line in (1, 2, 3)
        for place in schedule.inputs
        if chance.random() < 0.3
    }

    def spoil(book: Any) -> None:
        if chance.random() < 0.4:
            gone = page(book, chance.choice([IMPORT, LOCAL, SUMMARY_KEY, "tender_form"]))
            name = gone.title
            book.remove(gone)
            if chance.random() < 0.5:
                book.create_chartsheet(name).add_chart(BarChart())

    (found,) = read_bids([bid(tenders, tmp_path, fill, change=spoil)], tenders)
    (comparison,) = compare_bids([found], tenders)

    said = "\n".join([*comparison_lines(comparison), comparison_csv([comparison])])
    assert "Infinity" not in said + str(comparison_json(comparison))
    assert [line.number for line in found.lines] == [1, 2, 3]
    if found.total is None:
        assert not found.responsive
    else:
        totals = [line.total for line in found.lines]
        assert found.total == sum(t for t in totals if t is not None)
        assert all(line.unit_price is not None and line.unit_price >= 0 for line in found.lines)


# --- comparing -----------------------------------------------------------------------------------


def test_bids_by_origin_are_compared_without_vat(tenders: Tenders, tmp_path: Path) -> None:
    """Taxes stand apart, so that the estimate leaves VAT out too, and tells that it is paid."""
    (dossier, *_) = tenders.dossiers
    lines = tuple(
        replace(line, item=catalogue_item(line.sku, line.unit_price_minor, 90 * 100 // 99))
        for line in dossier.tender.lines
    )
    taxed = replace(dossier, tender=replace(dossier.tender, lines=lines))
    found = estimate_of(taxed)
    (comparison,) = compare_bids(
        read_bids([bid(tenders, tmp_path, GOOD)], tenders), replace(tenders, dossiers=(taxed,))
    )
    said = "\n".join(comparison_lines(comparison))

    assert found.vat_minor == found.vat_paid_minor > 0
    assert found.bids_minor + found.vat_paid_minor == found.package_minor
    assert sum(amount for _, amount in found.steps()) == found.package_minor
    assert "prices in MNT, VAT not included" in said
    assert "VAT, apart in the price schedules of bank" in said
    assert "VAT that the fund pays, in no total of a bid" in said
    assert "49,500 each, 400 transport, 198,400 in all, taxes of 19,800 not included" in said
    assert "(2 Imported)" in said
    data = comparison_json(comparison)
    assert data["compared_with_minor"] == found.bids_minor
    assert data["bids"][0]["lines"][1]["duty_per_unit"] == "2500"
    assert data["bids"][0]["lines"][0]["total"] == "9035"
    assert "900.5 each, 30 transport, 9,035 in all" in said


def delivered(carried: dict[str, int]) -> list[CostLine]:
    """Return goods A, B and C, and lines that deliver so many of them."""
    goods = [a_line("A", 10, 1_000), a_line("B", 4, 50_000), a_line("C", 3, 700)]
    return goods + [
        replace(a_line(f"DELIVERY:{sku}:ANY", units, 50, role="delivery"), delivers=sku)
        for sku, units in carried.items()
    ]


def test_delivery_is_priced_in_a_schedule_of_related_services(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Goods have three schedules by origin, delivery a fourth without origin; the sum has both."""
    tenders = tenders_with(plan, context, PriceForm.BY_ORIGIN, *delivered({"B": 4}))
    services: Fill = {(SERVICES.key, 1, "bid_price"): 20.5}
    (found,) = read_bids([bid(tenders, tmp_path, {**GOOD, **services})], tenders)
    book = openpyxl.load_workbook(tmp_path / "bid.xlsx")
    rows = {
        key: [row[1].value for row in page(book, key).iter_rows(min_row=5) if row[0].value]
        for key in (IMPORT, SERVICES.key, SUMMARY_KEY)
    }
    sums = [page(book, key)[f"B{5 + n}"].value for key, n in ((IMPORT, 3), (SERVICES.key, 1))]

    assert rows == {
        IMPORT: ["A", "B", "C"],
        SERVICES.key: rows[SUMMARY_KEY][3:],
        SUMMARY_KEY: ["A", "B", "C", *rows[SERVICES.key]],
    }
    assert len(rows[SERVICES.key]) == 1
    assert not {"country_of_origin", "duty_paid", "bid_transport"} & {
        column.heading for column in SERVICES.columns
    }
    assert [line.schedule for line in found.lines] == [IMPORT, IMPORTED, LOCAL, SERVICES.key]
    assert {f.rule for f in found.findings} == {"bid.cell_changed", "bid.transport_twice"}
    assert found.total == TOTAL + Decimal("82")
    assert all("Sum of this schedule" in text for text in sums)
    assert "'4 Үйлчилгээ 4 Services'!" in page(book, SUMMARY_KEY)["F8"].value


def test_a_delivery_line_without_a_price_is_missed_once(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Its one cell is named; a bid without that sheet is told so."""
    tenders = tenders_with(plan, context, PriceForm.BY_ORIGIN, *delivered({"C": 3}))

    def gone(book: Any) -> None:
        book.remove(page(book, SERVICES.key))

    paths = [bid(tenders, tmp_path, GOOD), bid(tenders, tmp_path, GOOD, "gone.xlsx", gone)]
    missing, without = (read_bids([path], tenders)[0] for path in paths)

    assert [(f.rule, f.row) for f in missing.findings] == [("bid.price_missing", 5)]
    assert {f.rule for f in without.findings} >= {"bid.sheet_missing"}
    assert "bid.price_missing" not in {f.rule for f in without.findings}


def catalogue_item(sku: str, price: int, vat_in_hundred: int) -> Item:
    """Return an item whose price has so much VAT in every hundred."""
    return Item(
        sku=sku, role=Role.COMPUTER, name_mn=sku, name_en=sku, category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", pack_size=1, unit_price_minor=price,
        without_vat_minor=price - price * vat_in_hundred // 1000,
    )  # fmt: skip


def test_transport_beside_delivery_lines_is_asked_about(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Goods brought whole by delivery lines have no transport cell; all others have one."""
    carried = {"A": 10, "C": 1}  # of ten, and of three; nothing brings B
    tenders = tenders_with(plan, context, PriceForm.ONE, *delivered(carried))
    prices: Fill = {("tender_prices", n, "bid_price"): 10 for n in range(1, 6)}
    prices |= {("tender_prices", n, "bid_transport"): 3 for n in (2, 3)}
    twice: Fill = {**prices, ("tender_prices", 1, "bid_transport"): 3}
    path = bid(tenders, tmp_path, prices)
    book = openpyxl.load_workbook(path)
    cells = page(book, "tender_prices")
    open_cells = [
        n
        for n in range(1, 6)
        if not cells[cell("tender_prices", n, "bid_transport")].protection.locked
    ]
    said = "\n".join(
        c.value for row in page(book, "tender_cover") for c in row if isinstance(c.value, str)
    )

    (once,) = read_bids([path], tenders)
    assert open_cells == [2, 3]
    assert once.findings == ()
    assert [line.transport for line in once.lines] == [0, 3, 3, 0, 0]
    faults = {f.rule for f in read(tenders, tmp_path, twice).findings}
    assert faults == {"bid.cell_changed", "bid.transport_twice"}
    assert "No transport cell for line 1:" in said
    assert "No delivery line brings line 2:" in said
    assert "Only some places have delivery lines for line 3:" in said


# --- LibreOffice ---------------------------------------------------------------------------------


def test_libreoffice_adds_up_what_read_bid_adds_up(tenders: Tenders, tmp_path: Path) -> None:
    """Recalculated, the form's total, counts and every line are those that are read."""
    double: Fill = {**GOOD, (LOCAL, 1, "price_exw"): 7, (IMPORT, 2, "price_cip"): None}
    stray: Fill = {**GOOD, (LOCAL, 1, "local_share"): 40, (LOCAL, 2, "bid_transport"): 25}
    paths = [
        bid(tenders, tmp_path, GOOD, "good.xlsx"),
        bid(tenders, tmp_path, double, "double.xlsx"),
        bid(tenders, tmp_path, {}, "empty.xlsx"),
        bid(tenders, tmp_path, stray, "stray.xlsx"),
    ]
    again = recalculated(paths, tmp_path, "the price schedules")
    good, twice, empty, elsewhere = (openpyxl.load_workbook(path, data_only=True) for path in again)
    (bids,) = read_bids([again[0]], tenders)
    (read_twice,) = read_bids([again[1]], tenders)
    (read_elsewhere,) = read_bids([again[3]], tenders)

    def figures(book: Any) -> list[object]:
        form = page(book, "tender_form")
        return [form[address].value for address in ("B12", "B13", "B14")]

    assert bids.findings == ()
    assert figures(good) == [float(TOTAL), 0, 0]
    assert figures(twice) == [float(TOTAL + 70), 0, 1]
    assert figures(empty) == [0, 3, 0]
    assert figures(elsewhere) == [float(TOTAL + 25), 0, 0]
    assert [f.rule for f in read_twice.findings] == ["bid.priced_twice"]
    assert [f.rule for f in read_elsewhere.findings] == ["bid.amount_elsewhere"] * 2
    assert read_elsewhere.responsive
    assert read_elsewhere.total == TOTAL + 25
    summary = page(good, SUMMARY_KEY)
    assert [summary.cell(4 + n, 6).value for n in (1, 2, 3)] == [
        float(line.total or 0) for line in bids.lines
    ]
    net = page(good, IMPORTED)
    assert net[cell(IMPORTED, 2, "price_net")].value == 49_500
    assert net[cell(IMPORTED, 2, "amount_net")].value == 198_000


def test_cached_totals_are_those_of_an_empty_bid(tenders: Tenders, tmp_path: Path) -> None:
    """Viewers that do not recalculate show the zeros that a program would compute."""
    write_sheets(tenders, ["P01"], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "P01-bidder.xlsx", data_only=True)
    form = page(book, "tender_form")

    assert [form[address].value for address in ("B12", "B13", "B14")] == [0, 3, 0]
    for key in (IMPORT, IMPORTED, LOCAL, SUMMARY_KEY):
        totals = [row[-1].value for row in page(book, key).iter_rows(min_row=5)]
        assert totals == [0, 0, 0, 0]
