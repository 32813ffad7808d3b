"""The workbook ties to the plan, recalculates from its prices and runs nobody's formulas."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libre_office import recalculated

from inventory.prices.catalogue import Category, Timing
from planner.exports.page.packing import unpacked
from planner.exports.registry import export
from planner.exports.workbook.columns import DISTRIBUTION, DISTRIBUTION_PRINTED
from planner.language.label import Language
from planner.language.labels import LABELS, label
from planner.plan.plan import Plan
from planner.procurement import tender
from planner.procurement.yearly import is_yearly
from planner.rendering import sentences
from planner.rendering.context import ExportContext
from planner.rendering.deliveries import purchases_of
from planner.rendering.places import owner_of
from planner.rendering.spreadsheet import Stamp, open_book
from planner.rendering.table import Column, letters

NEW_PRICES = {"TRENCH": 20_001, "NET-100*": 4_000_000, "+BRIDGE": 0}
SHEETS = (
    "cover",
    "summary",
    "prices",
    "bill",
    "distribution",
    "sites",
    "unserved",
    "given_up",
    "links",
    "fees",
    "policy",
)
Book = Any


@pytest.fixture
def written(context: ExportContext, tmp_path: Path) -> Path:
    """Give the workbook of the small plan."""
    return export("workbook", context, tmp_path)


def sheet_of(book: Book, key: str, language: Language = "both") -> Any:
    """Return a sheet by the key of its name."""
    return book[label(f"sheet.{key}", language, " ")]


def column_of(sheet: Any, key: str, language: Language = "both") -> int:
    """Return the number of a column by the key of its heading, from 1."""
    headings = [cell.value for cell in sheet[4]]
    return headings.index(label(key, language, "\n")) + 1


def row_with(sheet: Any, text: str, column: int | None = None) -> int:
    """Return the first row that holds a text, in one column or in any."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == text and column in (None, cell.column):
                return int(cell.row)
    raise AssertionError(f"{sheet.title} holds no {text!r}")


def total(book: Book, key: str) -> int:
    """Return a total of the cover."""
    sheet = sheet_of(book, "cover")
    return int(sheet.cell(row_with(sheet, label(key, "both")), 2).value)


def formulas(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, cell and text of every formula."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


def test_cached_totals_are_the_plans(written: Path, plan: Plan) -> None:
    """A viewer that does not recalculate shows the plan's own totals."""
    book = openpyxl.load_workbook(written, data_only=True)

    assert total(book, "total_one_time") == plan.capex_minor
    assert total(book, "total_per_year") == plan.opex_per_year_minor
    assert total(book, "kept_fees") == plan.kept_fee_per_year_minor
    assert total(book, "npc") == plan.npc_minor


def test_every_delivery_is_listed_and_adds_up_to_the_bill(
    written: Path, context: ExportContext
) -> None:
    """Units per item on the distribution list are the units of the bill, shared trenches too."""
    book = openpyxl.load_workbook(written, data_only=True)
    sheet = sheet_of(book, "distribution")
    line, quantity = column_of(sheet, "bill_line"), column_of(sheet, "quantity")
    listed: dict[int, int] = {}
    for row in sheet.iter_rows(min_row=5, values_only=True):
        if row[line - 1] is not None:
            listed[row[line - 1]] = listed.get(row[line - 1], 0) + row[quantity - 1]

    expected: dict[str, int] = {}
    for _, bought in context.plan.all_lines():
        if bought.sign > 0:
            expected[bought.sku] = expected.get(bought.sku, 0) + bought.quantity

    assert expected == {i.sku: listed[i.number] for i in purchases_of(context).items}
    point = column_of(sheet, "delivery_point")
    points = {row[point - 1] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {"T1", "T2", "AR-1", "BO-1", "BO-2", "BO-3"} == points - {None}


def test_the_distribution_list_prints_on_a4_at_eight_points(written: Path) -> None:
    """Every printed column fits the paper, and at least 40 rows a page do.

    A column is as wide as its digits in Arial 10: 5.56 points each, and 3.75 around them.
    """
    sheet = sheet_of(openpyxl.load_workbook(written), "distribution")
    scale = (sheet.page_setup.scale or 0) / 100
    first, last = str(sheet.print_area).split("!")[1].replace("$", "").split(":")
    printed = [letters(n) for n in range(len(DISTRIBUTION_PRINTED))]
    wide = sum(5.56 * column.width + 3.75 for column in DISTRIBUTION_PRINTED)
    high = (sheet.row_dimensions[4].height or 0) * scale
    left = 595 - 72 * (sheet.page_margins.top + sheet.page_margins.bottom) - high

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert 9 * scale >= 8
    assert (first, last) == ("A1", f"{printed[-1]}{sheet.max_row}")
    assert scale * wide <= 842 - 72 * (sheet.page_margins.left + sheet.page_margins.right)
    assert left / (scale * (sheet.sheet_format.defaultRowHeight or 99)) >= 40
    assert {sheet.row_dimensions[r].height for r in range(5, sheet.max_row + 1)} <= {None, 12}


def test_places_and_aimags_have_their_subtotals_above_their_lines(
    written: Path, context: ExportContext
) -> None:
    """An owner is printed once for each place; subtotals add up to those of aimags and of all."""
    sheet = sheet_of(openpyxl.load_workbook(written, data_only=True), "distribution")
    named = {name: column_of(sheet, name) - 1 for name in (c.called for c in DISTRIBUTION)}
    rows = [*sheet.iter_rows(min_row=5, values_only=True)]
    heads = [r for r in rows if r[named["bill_line"]] is None and r[named["aimag"]]]
    places = [r for r in heads if r[named["delivery_point"]]]
    aimags = [r for r in heads if not r[named["delivery_point"]]]
    totals = [r[named["amount"]] for r in rows[-2:]]
    owners = {site.id: owner_of(site) for site in context.sites if owner_of(site)}

    assert owners
    for group in (places, aimags):
        for n in (0, 1):
            assert sum(r[named["amount"]] for r in group[n::2]) == totals[n]
    for first, second in zip(places[::2], places[1::2], strict=True):
        point = first[named["delivery_point"]]
        said = [str(r[named["sku"]]) for r in rows if r[named["delivery_point"]] == point]
        assert sum(owners.get(point, "–") in text for text in said) == (point in owners)
        own = [r for r in rows if r[named["bill_line"]] is not None
               and r[named["delivery_point"]] == point]  # fmt: skip
        once = sum(r[named["amount"]] for r in own if r[named["timing"]] == "Нэг удаа")
        assert first[named["amount"]] == once
        assert second[named["amount"]] == sum(r[named["amount"]] for r in own) - once


def test_a_place_without_owner_and_contact_stays_a_place(
    context: ExportContext, tmp_path: Path
) -> None:
    """Its id stands beside both of its subtotals, as for every other place."""
    sites = tuple(replace(s, owner="", owner_register="", contact="") for s in context.sites)
    path = export("workbook", replace(context, sites=sites), tmp_path)
    sheet = sheet_of(openpyxl.load_workbook(path), "distribution")
    line, point = (column_of(sheet, name) - 1 for name in ("bill_line", "delivery_point"))
    rows = [*sheet.iter_rows(min_row=5, values_only=True)]
    heads = [row[point] for row in rows if row[line] is None and row[point]]

    assert heads.count("AR-1") == heads.count("BO-1") == 2


def test_no_link_is_planned_at_no_length(context: ExportContext, tmp_path: Path) -> None:
    """Two places at one point are to be measured; a splice, which has no length, says nothing."""
    first, second, *rest = context.plan.links
    same = replace(first, length_m=0, coordinates=(first.coordinates[0],) * 2)
    splice = replace(second, length_m=0, coordinates=second.coordinates[:1])
    given = replace(context, plan=replace(context.plan, links=(same, splice, *rest)))
    sheet = sheet_of(openpyxl.load_workbook(export("workbook", given, tmp_path)), "links")
    rows = {row[0]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    length, to = column_of(sheet, "length_m") - 1, column_of(sheet, "to") - 1
    measure = label("length.same_point", "both")

    assert [rows[link.id][length] for link in (same, splice)] == [None, None]
    assert [measure in rows[link.id][to] for link in (same, splice)] == [True, False]
    assert sentences.link_length(same, "en") == "both at one point: measure it"
    assert sentences.link_length(splice, "en") == ""
    assert all(rows[link.id][length] == link.length_m for link in rest if link.length_m)


def test_every_difference_of_the_reconciliation_is_zero(written: Path) -> None:
    """The bill shows a difference of 0 on each line."""
    sheet = sheet_of(openpyxl.load_workbook(written, data_only=True), "bill")
    place = column_of(sheet, "difference")
    found = [sheet.cell(row, place).value for row in range(5, sheet.max_row + 1)]

    assert [0] * 9 == [value for value in found if value is not None]


def test_goods_works_and_services_stand_apart(written: Path) -> None:
    """The bill has a subtotal for each category, one-time and yearly apart."""
    sheet = sheet_of(openpyxl.load_workbook(written, data_only=True), "bill")
    names = {
        (
            label(f"category.{category.value}", "both"),
            label(f"timing.{timing.value}", "both"),
        ): amount
        for category, timing, amount in (
            (Category.GOODS, Timing.ONE_TIME, 15 * 1_450_000 + 320_000 + 1_220_002),
            (Category.WORKS, Timing.ONE_TIME, 1900 * 12_345),
            (Category.SERVICES, Timing.PER_YEAR, 10_800_000 + 209_000),
        )
    }
    for (category, timing), amount in names.items():
        text = f"{label('subtotal', 'both')}: {category} – {timing}"
        assert sheet.cell(row_with(sheet, text), column_of(sheet, "amount")).value == amount


def test_text_is_never_a_formula(written: Path, texts: tuple[str, ...]) -> None:
    """Names that open like formulas are stored as text, unchanged, wherever they appear."""
    values = set()
    for sheet in openpyxl.load_workbook(written):
        for row in sheet.iter_rows():
            values |= {cell.value for cell in row if cell.data_type == "s"}
    allowed = (
        "=SUM(",
        "=SUMIFS(",
        "=SUMPRODUCT(",
        "=IF(",
        "='",
        "=$",
        "=G",
        "=M",
        "=J",
        "=H",
        "=L",
        "=F",
        "=E",
    )

    assert set(texts) <= values
    for _, _, formula in formulas(written):
        assert formula.startswith(allowed)
        assert "cmd" not in formula


def test_no_sheet_refers_to_a_name_or_a_pattern(written: Path) -> None:
    """Formulas join sheets by item numbers and by words of our own, never by data."""
    for _, _, formula in formulas(written):
        assert "NET-100" not in formula
        assert "BRIDGE" not in formula
        assert "*" not in formula.replace(")*", "").replace("*H", "").replace("*G", "").replace(
            "*I", ""
        )


def test_fingerprint_is_on_every_sheet_and_printed_page(written: Path, plan: Plan) -> None:
    """A loose sheet tells the plan it belongs to, on screen and in the footer."""
    book = openpyxl.load_workbook(written)

    assert len(SHEETS) == len(book.worksheets)
    for sheet in book:
        assert plan.fingerprint in sheet["A2"].value
        assert plan.fingerprint in sheet.oddFooter.left.text
        assert "&P / &N" in sheet.oddFooter.right.text
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 when the file is silent
        fitted = sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fitted or sheet is sheet_of(book, "distribution")  # fits at its own scale
        assert sheet.page_setup.fitToHeight == (0 if fitted else None)
        assert sheet.print_title_rows is not None


def test_lists_are_landscape_frozen_and_filtered(written: Path) -> None:
    """Long lists keep their headings in sight and can be filtered."""
    book = openpyxl.load_workbook(written)
    for key in ("prices", "bill", "distribution", "sites", "unserved", "links", "fees"):
        sheet = sheet_of(book, key)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows == ("$4:$4" if key == "distribution" else "$1:$4")


def test_only_new_prices_can_be_typed(written: Path, context: ExportContext) -> None:
    """Every sheet is protected; the cells open for typing are one price for each item."""
    book = openpyxl.load_workbook(written)
    open_cells = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    ]
    prices = sheet_of(book, "prices").title
    count = len(purchases_of(context).items)

    assert all(sheet.protection.sheet for sheet in book)
    assert [(prices, f"H{row}") for row in range(5, 5 + count)] == open_cells


@pytest.mark.parametrize("language", ["mn", "en", "both"])
@pytest.mark.parametrize("unit", [1, 1000, 1000000])
def test_language_and_unit_change_words_and_not_figures(
    language: Language, unit: int, context: ExportContext, tmp_path: Path
) -> None:
    """Headings follow the language; stored money stays whole tögrög in every unit."""
    changed = replace(context, language=language, money_unit=unit)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(export("workbook", changed, tmp_path), data_only=True)
    sheet = sheet_of(book, "bill", language)
    amount = column_of(sheet, "amount", language)
    row = row_with(sheet, label("total_one_time", language))
    cell = sheet.cell(row, amount)

    assert cell.value == context.plan.capex_minor
    assert cell.number_format.split(";")[0].count(",") == 1 + {1: 0, 1000: 1, 1000000: 2}[unit]


@pytest.mark.parametrize("language", ["mn", "en", "both"])
def test_sheet_names_are_ones_that_excel_takes(language: Language) -> None:
    """Names of sheets have at most 31 characters, no forbidden one, and differ."""
    books: dict[str, list[str]] = {}
    for key in LABELS:
        if key.startswith("sheet."):
            kind, found, _ = key.removeprefix("sheet.").partition("_")
            book = kind if found and kind in ("tender", "handover") else "plan"
            books.setdefault(book, []).append(label(key, language, " "))

    assert books.keys() == {"plan", "tender", "handover"}
    for names in books.values():
        assert len(names) == len(set(names))
        assert all(len(name) <= 31 for name in names)
        assert not any(set(name) & set("[]:*?/\\'") for name in names)


def test_words_that_formulas_compare_are_not_patterns() -> None:
    """Category and timing words hold nothing that SUMIFS takes for an operator or a wildcard."""
    for group, members in (("category", Category), ("timing", Timing)):
        for member in members:
            for language in ("mn", "en", "both"):
                text = label(f"{group}.{member.value}", language)  # type: ignore[arg-type]
                assert not set(text) & set('*?~<>="')


def test_dates_are_written_with_points(written: Path) -> None:
    """Dates on the cover read YYYY.MM.DD."""
    sheet = sheet_of(openpyxl.load_workbook(written), "cover")
    row = row_with(sheet, label("price_date", "both"))

    assert sheet.cell(row, 2).value == "2026.10.31"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("certified_optimal", "certified optimal"),
        ("solver_optimal", "optimal according to HiGHS"),
        ("feasible", "gap 0.84 %: no plan can be worth more than 850 points, the certified bound"),
    ],
)
def test_proof_is_told_in_the_agreed_words(
    status: str, expected: str, context: ExportContext, tmp_path: Path
) -> None:
    """The cover says what is proven in the words fixed for the status."""
    told = replace(context, language="en", plan=replace(context.plan, status=status))
    sheet = sheet_of(openpyxl.load_workbook(export("workbook", told, tmp_path)), "cover", "en")

    assert row_with(sheet, expected)


def test_reasons_of_sites_left_out_are_listed(written: Path) -> None:
    """The not-served sheet holds each unserved site once, with its reason and sentence."""
    sheet = sheet_of(openpyxl.load_workbook(written), "unserved")
    rows = [row[:1] + row[8:10] for row in sheet.iter_rows(min_row=5, values_only=True)]

    assert rows == [
        ("AR-3", label("reason.no_coordinates", "both"), "=Nothing places this site."),
        (
            "AR-4",
            label("reason.excluded", "both"),
            "Төлөвлөгөө ингэж хэлсэн.\nBecause the plan says so.",
        ),
    ]


@pytest.mark.parametrize(
    ("language", "present", "absent"),
    [
        ("mn", ("Төлөвлөгөө ингэж хэлсэн.", "заавал хамруулах: BO-1"), "Because the plan says so."),
        ("en", ("Because the plan says so.", "must serve BO-1"), "Төлөвлөгөө ингэж хэлсэн."),
    ],
)
def test_sentences_speak_the_language_asked_for(
    language: Language,
    present: tuple[str, ...],
    absent: str,
    context: ExportContext,
    tmp_path: Path,
) -> None:
    """Reasons and directives stand in one language in the workbook and on the page."""
    spoken = replace(context, language=language)
    book = openpyxl.load_workbook(export("workbook", spoken, tmp_path))
    told = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    page = unpacked(export("page", spoken, tmp_path).read_text("utf-8"), 10_000_000)

    assert set(present) <= told
    assert absent not in told
    assert [text for text in present if text not in page] == []
    assert absent not in page


def test_the_bill_tells_what_lies_in_depots(written: Path) -> None:
    """An item's stock stands beside its quantity, all depots together, and deducts nothing."""
    sheet = sheet_of(openpyxl.load_workbook(written, data_only=True), "bill")
    sku, stock = column_of(sheet, "sku"), column_of(sheet, "in_stock")
    found = {
        sheet.cell(row, sku).value: sheet.cell(row, stock).value
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, sku).value
    }

    assert found.pop("PC") == 42
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"capex_minor": 1}, "one-time cost does not tie"),
        ({"opex_per_year_minor": 1}, "yearly cost does not tie"),
        ({"kept_fee_per_year_minor": 1}, "yearly cost does not tie"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(
    change: dict[str, int], message: str, context: ExportContext, tmp_path: Path
) -> None:
    """No workbook is written over totals that are not the sums of the lines."""
    wrong = replace(context, plan=replace(context.plan, **change))  # type: ignore[arg-type]

    with pytest.raises(ValueError, match=message):
        export("workbook", wrong, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_item_with_two_prices_is_refused(context: ExportContext, tmp_path: Path) -> None:
    """One price per item is what the change-price sheet rests on."""
    first = context.plan.deployments[0]
    dearer = replace(first.lines[1], unit_price_minor=1)
    plan = replace(
        context.plan,
        deployments=(
            replace(first, lines=(first.lines[0], dearer)),
            *context.plan.deployments[1:],
        ),
    )

    with pytest.raises(ValueError, match="'PC' has two values of unit_price_minor"):
        export("workbook", replace(context, plan=plan), tmp_path)


def test_fees_that_end_without_a_line_are_told_too(context: ExportContext) -> None:
    """A present fee that no longer is kept counts as ended, with or without a line of sign -1."""
    last = context.plan.deployments[-1]
    bare = replace(last, lines=tuple(line for line in last.lines if line.sign > 0))
    plan = replace(context.plan, deployments=(*context.plan.deployments[:-1], bare))

    assert purchases_of(context).yearly == purchases_of(replace(context, plan=plan)).yearly
    assert purchases_of(context).yearly.ended_minor == 1_800_000


# --- LibreOffice ---------------------------------------------------------------------------------


def repriced(plan: Plan, timing: Timing) -> int:
    """Return what the plan's purchases come to at the new prices."""
    return sum(
        line.quantity * NEW_PRICES.get(line.sku, line.unit_price_minor)
        for _, line in plan.all_lines()
        if line.timing is timing and line.sign > 0
    )


def recalculated_beside(written: Path, changed: Path, folder: Path) -> Any:
    """Return a changed workbook recalculated; of the other every formula gives its cached value."""
    same, dearer = (
        openpyxl.load_workbook(path, data_only=True)
        for path in recalculated([written, changed], folder, "the workbook")
    )
    cached = openpyxl.load_workbook(written, data_only=True)
    for name, cell, _ in formulas(written):
        assert same[name][cell].value == pytest.approx(cached[name][cell].value), (name, cell)
    return dearer


def test_libreoffice_recalculates_to_the_plan_and_to_new_prices(
    written: Path, context: ExportContext, tmp_path: Path
) -> None:
    """Every formula recalculates to its cached value, and new prices to the re-priced plan."""
    book = openpyxl.load_workbook(written)
    prices = sheet_of(book, "prices")
    for item in purchases_of(context).items:
        if item.sku in NEW_PRICES:
            prices.cell(4 + item.number, column_of(prices, "new_price")).value = NEW_PRICES[
                item.sku
            ]
    changed = tmp_path / "changed.xlsx"
    book.save(changed)  # openpyxl keeps no cached values, so that each is computed anew

    dearer = recalculated_beside(written, changed, tmp_path)
    one_time = repriced(context.plan, Timing.ONE_TIME)
    new_per_year = repriced(context.plan, Timing.PER_YEAR)
    kept = context.plan.kept_fee_per_year_minor
    assert total(dearer, "total_one_time") == one_time != context.plan.capex_minor
    assert total(dearer, "total_per_year") == new_per_year + kept
    for key, expected in (("total_one_time", one_time), ("total_new_per_year", new_per_year)):
        for name in ("bill", "distribution"):
            sheet = sheet_of(dearer, name)
            row = row_with(sheet, label(key, "both"))
            assert sheet.cell(row, column_of(sheet, "amount")).value == expected
    for sheet in dearer:
        for row in sheet.iter_rows(values_only=True):
            assert not any(isinstance(v, str) and v.startswith(("#", "Err:")) for v in row)


def test_the_cover_goes_from_list_prices_to_what_is_paid(
    tendered: ExportContext, tmp_path: Path
) -> None:
    """List prices less savings are the plan's capital, on cover, bill and summary alike."""
    plan = tendered.plan
    book = openpyxl.load_workbook(export("workbook", tendered, tmp_path), data_only=True)

    assert total(book, "total_one_time_listed") == plan.listed_minor
    assert total(book, "less_savings") == plan.capex_minor - plan.listed_minor < 0
    assert total(book, "total_one_time") == plan.capex_minor
    bill = sheet_of(book, "bill")
    amount = column_of(bill, "amount_listed")
    found = {
        key: bill.cell(row_with(bill, label(key, "both")), amount).value
        for key in ("total_one_time_listed", "less.not_bought", "total_one_time")
    }
    assert list(found.values()) == [
        plan.listed_minor,
        plan.capex_minor - plan.listed_minor,
        plan.capex_minor,
    ]
    for name, column in (("distribution", "amount_listed"), ("prices", "amount_plan")):
        sheet = sheet_of(book, name)
        row = row_with(sheet, label("total_one_time_listed", "both"))
        assert sheet.cell(row, column_of(sheet, column)).value == plan.listed_minor
        with pytest.raises(AssertionError):
            row_with(sheet, label("total_one_time", "both"))


def test_the_bill_buys_what_the_packages_buy(tendered: ExportContext, tmp_path: Path) -> None:
    """Needed less what comes from stock and other sites is what tenders ask for, item by item."""
    book = openpyxl.load_workbook(export("workbook", tendered, tmp_path), data_only=True)
    sheet = sheet_of(book, "bill")
    places = [column_of(sheet, key) for key in ("sku", "needed", "not_bought", "to_buy")]
    rows = [
        [sheet.cell(row, place).value for place in places] for row in range(5, sheet.max_row + 1)
    ]
    bought = {sku: (needed, to_buy) for sku, needed, _, to_buy in rows if sku}
    asked = {
        line.sku: (line.distributed, line.quantity)
        for d in tendered.dossiers
        if not is_yearly(d.package)
        for line in d.tender.lines
    }

    assert bought["PC"] == (15, 10)
    assert {sku: bought[sku] for sku in asked} == asked
    assert ["PC", 15, 5, 10] in rows


def test_new_prices_reach_what_is_paid(tendered: ExportContext, tmp_path: Path) -> None:
    """A dearer computer costs more only where it is bought: the cover pays what re-pricing says."""
    written = export("workbook", tendered, tmp_path)
    book = openpyxl.load_workbook(written)
    prices = sheet_of(book, "prices")
    pc = next(item for item in purchases_of(tendered).items if item.sku == "PC")
    prices.cell(4 + pc.number, column_of(prices, "new_price")).value = pc.unit_price_minor + 7
    changed = tmp_path / "changed.xlsx"
    book.save(changed)

    dearer = recalculated_beside(written, changed, tmp_path)
    plan, after = tendered.plan, {"PC": pc.unit_price_minor + 7}
    paid = sum(tender.repriced(p, after).amount_minor for p in plan.packages)
    assert total(dearer, "total_one_time") == paid == plan.capex_minor + 7 * 10
    assert total(dearer, "total_one_time_listed") == plan.listed_minor + 7 * 15


def test_settings_are_in_words(context: ExportContext, tmp_path: Path) -> None:
    """No sheet in Mongolian says True, False, none or exact by itself."""
    rows = (
        ("allow_ending_present_links", "False", "set in the scenario"),
        ("procurement.use_stock", "True", "public stock is used first"),
        ("solve.cluster", "none", "default of Kholboo"),
        ("solve.solver", "exact", "default of Kholboo"),
    )
    told = replace(context, language="mn", plan=replace(context.plan, policy=rows, solver="exact"))
    book = openpyxl.load_workbook(export("workbook", told, tmp_path))
    sheet = sheet_of(book, "policy", "mn")
    found = [[cell.value for cell in sheet[row_with(sheet, name)][1:3]] for name, _, _ in rows]

    assert found == [
        ["үгүй", "хувилбарт заасан"],
        ["тийм", "улсын нөөцийг эхэлж ашиглана"],
        ["заагаагүй", "Холбоо програмын анхны утга"],
        ["яг бодох (exact)", "Холбоо програмын анхны утга"],
    ]
    cover = sheet_of(book, "cover", "mn")
    solver = cover.cell(row_with(cover, label("solver", "mn")), 2).value
    assert solver.startswith("яг бодох (exact), ")


def test_links_to_build_tell_the_load_of_shared_hops(
    context: ExportContext, tmp_path: Path
) -> None:
    """What a hop carries and what is asked of it stand in its row; a trench leaves both empty."""
    first, *links = context.plan.links
    plan = replace(context.plan, links=(replace(first, carried_mbps=400, asked_mbps=180), *links))
    sheet = sheet_of(
        openpyxl.load_workbook(export("workbook", replace(context, plan=plan), tmp_path)), "links"
    )
    places = [column_of(sheet, key) for key in ("carried_mbps", "asked_mbps")]

    def loads(link_id: str) -> list[object]:
        return [sheet.cell(row_with(sheet, link_id), place).value for place in places]

    assert loads(first.id) == [400, 180]
    assert loads(links[0].id) == [None, None]


def test_the_archive_holds_no_macro_and_no_link(written: Path) -> None:
    """The file is a plain workbook: no macros, no external links, no connections."""
    names = zipfile.ZipFile(written).namelist()

    assert not [n for n in names if "vba" in n or "externalLink" in n or "connection" in n]


def test_a_fault_while_writing_leaves_no_temporary_files(
    context: ExportContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows leave memory for temporary files; those go too when writing stops half-way."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    stamp = Stamp(project="p", scenario="s", plan_id="i", fingerprint="f")

    def stop() -> None:
        with open_book(tmp_path / "a.xlsx", stamp, title="t", language="en") as book:
            book.sheet("bill", "title.bill", [Column("sku", 10)]).write(["x"])
            assert list(scratch.iterdir())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "a.xlsx").exists()


def test_the_cover_of_an_aimags_plan_names_it(context: ExportContext, tmp_path: Path) -> None:
    """Whoever holds the sheet sees that it is for one aimag only."""
    told = replace(context, language="en", plan=replace(context.plan, aimag="BO"))
    sheet = sheet_of(openpyxl.load_workbook(export("workbook", told, tmp_path)), "cover", "en")

    assert sheet.cell(row_with(sheet, "Aimag"), 2).value == "Баян-Өлгий"


def test_aimags_stand_in_one_order_on_every_sheet(context: ExportContext, tmp_path: Path) -> None:
    """Өмнөговь comes before Увс on all sheets and the page, as in the alphabet, not in Unicode."""
    renamed = {"Баян-Өлгий": "Увс", "Архангай": "Өмнөговь"}
    sites = tuple(replace(s, aimag_name=renamed[s.aimag_name]) for s in context.sites)
    given = replace(context, sites=sites)
    book = openpyxl.load_workbook(export("workbook", given, tmp_path))
    page = export("page", given, tmp_path).read_text("utf-8")
    rows = re.findall(r"<t[dh][^>]*>(Өмнөговь|Увс)<", page)

    for key in ("summary", "distribution", "sites"):
        named = [c.value for r in sheet_of(book, key).iter_rows() for c in r]
        found = dict.fromkeys(name for name in named if name in renamed.values())
        assert list(found) == ["Өмнөговь", "Увс"], key
    assert list(dict.fromkeys(rows)) == ["Өмнөговь", "Увс"]
    assert [d.aimag for d in purchases_of(given).deliveries][-1] == ""
