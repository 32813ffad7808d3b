"""A sheet for each year of a programme with all that is bought in it, and who pays what when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Timing
from planner.language.labels import term
from planner.plan.packages import parts_of
from planner.rendering.places import soum_of
from planner.rendering.sentences import access_season
from planner.rendering.spreadsheet import Book, Sheet
from planner.rendering.table import Cell, Column
from planner.years.figures import NOBODY

if TYPE_CHECKING:
    from planner.candidates.candidate import CostLine
    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs
    from planner.years.figures import Figures

_BOUGHT = (
    Column("package", 10),
    Column("year_place", 16),
    Column("name", 28, "wrap"),
    Column("aimag", 16),
    Column("soum", 18),
    Column("sku", 16),
    Column("item", 30, "wrap"),
    Column("quantity", 11, "int"),
    Column("year_amount", 18, "money"),
    Column("page.season", 20, "wrap"),
)


def write_year_sheets(book: Book, plan: Plan, inputs: Inputs, figures: Figures) -> None:
    """Write a sheet for each year: what is bought once in it, where, in which package.

    Amounts are at the prices of the year and, less what is saved, add up to what is spent in it.
    """
    sites = {site.id: site for site in inputs.sites}
    lines = {(point, line.sku): line for point, line in plan.all_lines()}
    packages = _packages(plan)
    for t, year in enumerate(figures.years):
        rows = [
            (point, sku, quantity, amount)
            for point, sku, when, quantity, amount in figures.purchases
            if when == t and lines[point, sku].timing is Timing.ONE_TIME
        ]
        title, note = "title.year_sheet", book.word("years.year_note")
        name, count = str(year.year), len(rows)
        sheet = book.sheet("year", title, _BOUGHT, note=note, rows=count, called=name)
        for point, sku, quantity, amount in rows:
            site = sites.get(point)
            place: list[Cell] = ["", "", "", ""]
            if site is not None:
                season = access_season(site, book.language)
                place = [site.name, site.aimag_name or site.aimag, soum_of(site), season]
            sheet.write(
                [
                    packages.get((point, sku, year.year), ""),
                    point,
                    *place[:3],
                    sku,
                    _name(lines[point, sku], book),
                    quantity,
                    amount,
                    place[3],
                ]
            )
        total = sum(amount for *_, amount in rows)
        sheet.write([book.word("total"), *[None] * 7, total, None], "total")
        if year.saved_minor:
            for word, sum_ in (("year_saved", year.saved_minor), ("year_spent", year.capex_minor)):
                sheet.write([book.word(word), *[None] * 7, sum_, None], "total")


def _name(line: CostLine, book: Book) -> str:
    names = {"mn": line.name_mn or line.name_en, "en": line.name_en or line.name_mn}
    return names.get(book.language) or " · ".join(dict.fromkeys(names.values()))


def _packages(plan: Plan) -> Mapping[tuple[str, str, int | None], str]:
    """Return the package of what is bought at a place in a year."""
    return {
        (point, line.sku, package.year): package.id
        for package in plan.packages
        for point, line in package.lines
    }


def write_cash_flow(sheet: Sheet, plan: Plan, figures: Figures) -> None:
    """Write what everybody pays in each year: once, yearly, and for what is due again.

    Who orders what is bought once is said by its package; a replacement is ordered by the same.
    """
    once, due = _once(plan, figures)
    yearly = {
        (payer, t): amount
        for t, year in enumerate(figures.years)
        for payer, amount in year.opex_by_payer_minor.items()
    }
    rows = {"year_once": once, "year_opex": yearly, "year_due": due}
    names = ["year_payer", "year_what"]
    sheet.block("title.years_cash_flow", [])
    book = sheet.book
    heads = [*map(book.word, names), *(str(year.year) for year in figures.years)]
    sheet.write(heads, "head", ["wrap", "wrap", *["money"] * len(figures.years)])
    styles = ["wrap", "wrap", *["money"] * len(figures.years)]
    for payer in sorted({payer for found in rows.values() for payer, _ in found}):
        name = term("payer", payer, book.language) if payer != NOBODY else book.word("year_nobody")
        for key, found in rows.items():
            cells: list[Cell] = [found.get((payer, t), 0) for t in range(len(figures.years))]
            if any(cells):
                sheet.write([name, book.word(key), *cells], "body", styles)
    sums: list[Cell] = [
        sum(amount for found in rows.values() for (_, when), amount in found.items() if when == t)
        for t in range(len(figures.years))
    ]
    sheet.write([book.word("total"), "", *sums], "total", styles)


def write_funds(sheet: Sheet, plan: Plan, inputs: Inputs, figures: Figures) -> None:
    """Write what each fund pays in each year, beside what it has in it where that is stated."""
    paid, funds = Counter[tuple[str, int]](), {fund.fund_id: fund for fund in plan.funds}
    for package in plan.packages:
        fund = funds[package.fund_id]
        for fund_id, part in parts_of(package, fund.cofinance_share, fund.cofinancer):
            paid[fund_id, package.year or 0] += part
    years = inputs.scenario.years
    stated = {} if years is None else years.capex_by_fund_minor
    sheet.block("title.years_funds", ["year_fund", "year", "year_paid", "year_has"])
    for fund_id in sorted(funds):
        name = funds[fund_id].name_mn or funds[fund_id].name_en or fund_id
        for t, year in enumerate(figures.years):
            has = stated[fund_id][t] if fund_id in stated else None
            cells: list[Cell] = [name, str(year.year), paid[fund_id, year.year], has]
            sheet.write(cells, "body", ["wrap", "text", "money", "money"])


_Flow = Mapping[tuple[str, int], int]


def _once(plan: Plan, figures: Figures) -> tuple[_Flow, _Flow]:
    """Return what each entity buys once and again, by year from 0."""
    entity = {
        (point, line.sku): package.entity
        for package in plan.packages
        for point, line in package.lines
    }
    by_place = {point: name for (point, _), name in sorted(entity.items())}
    once, due = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for point, sku, t, _, amount in figures.purchases:
        if (point, sku) in entity:
            once[entity[point, sku], t] += amount
    for name, _, _, _, per_unit, t, quantity in figures.savings:
        once[name, t] -= per_unit * quantity
    for point, t, amount in figures.replacements:
        due[by_place.get(point, NOBODY), t] += amount
    return once, due
