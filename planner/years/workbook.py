"""The programme as a workbook: money by year and payer, and when each site receives what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inventory.prices.catalogue import Category
from planner.language.labels import label, sentence, term
from planner.model.limit_names import LimitNames
from planner.plan.plan import Plan
from planner.rendering.places import soum_of
from planner.rendering.sheet_parts import stamp_of
from planner.rendering.spreadsheet import Book, Sheet, open_book
from planner.rendering.table import Cell, Column
from planner.scenario.inputs import Inputs
from planner.years.crews import title_of, work_meanings
from planner.years.figures import NOBODY, Figures, YearFigures
from planner.years.text import gap_told, point_years
from planner.years.year_sheets import write_cash_flow, write_funds, write_year_sheets

_PROGRAMME = (
    Column("year", 22),
    Column("year_new_sites", 14, "int"),
    Column("year_sites", 14, "int"),
    Column("year_links", 12, "int"),
    Column("year_users", 14, "int"),
    Column("year_benefit", 16, "int"),
    Column("year_replaced", 18, "money"),
)
_MORE = Column("year_saved", 18, "money")  # where anything is saved
_MONEY = (
    "year", "year_goods", "year_works", "year_services", "year_spent", "year_money", "year_left",
)  # fmt: skip
_ROLLOUT = (
    Column("site_id", 14),
    Column("name", 30, "wrap"),
    Column("aimag", 16),
    Column("soum", 18),
    Column("year_link_year", 12),
    Column("technology", 16, "wrap"),
    Column("year_equipment", 16),
    Column("year_site_capex", 18, "money"),
)


def write_workbook(path: Path, plan: Plan, inputs: Inputs, figures: Figures) -> None:
    """Write the workbook of a programme; equal programmes give equal bytes.

    Raises OSError when the file cannot be written.
    """
    with open_book(
        path,
        stamp_of(plan),
        title=label("title.programme", "both"),
        language="both",
        currency=plan.currency,
    ) as book:
        _programme(book, plan, inputs, figures)
        _rollout(book, inputs, figures)
        write_year_sheets(book, plan, inputs, figures)


def _programme(book: Book, plan: Plan, inputs: Inputs, figures: Figures) -> None:
    bound = "–" if figures.bound is None else point_years(figures.bound)
    note = sentence(
        "years.sheet_note_exact" if figures.exact else "years.sheet_note",
        book.language,
        value=point_years(figures.value),
        bound=bound,
        gap=gap_told(figures),
    )
    saves = any(year.saved_minor for year in figures.years)
    columns = (*_PROGRAMME, _MORE) if saves else _PROGRAMME
    sheet = book.sheet("programme", "title.programme", columns)
    sheet.write_wrapped(note)
    sheet.headings()
    for year in figures.years:
        _results(sheet, year, [year.saved_minor] if saves else [])
    _money(sheet, figures)
    _yearly(book, sheet, figures.years)
    write_cash_flow(sheet, plan, figures)
    if inputs.catalogue.funds:
        write_funds(sheet, plan, inputs, figures)
    if figures.works:
        _works(book, sheet, inputs, figures)
    if figures.compared:
        sheet.block("title.years_compared", [column.heading for column in columns])
        for year in figures.compared:
            _results(sheet, year, [year.saved_minor] if saves else [])


def _results(sheet: Sheet, year: YearFigures, more: Sequence[Cell]) -> None:
    sheet.write(
        [
            str(year.year),
            year.new_sites,
            year.sites,
            year.links,
            year.users,
            round(year.benefit / 1000),
            year.replacements_minor,
            *more,
        ]
    )


def _money(sheet: Sheet, figures: Figures) -> None:
    """Write one-time money by category and year, with what there is and what is left."""
    saves = any(year.saved_minor for year in figures.years)
    sheet.block("title.years_money", [*_MONEY[:4], *(["year_saved"] if saves else []), *_MONEY[4:]])
    for year in figures.years:
        spent = [year.capex_by_category_minor.get(c.value, 0) for c in Category]
        spent += [year.saved_minor] if saves else []
        limit = year.capex_limit_minor
        left = None if limit is None else limit - year.capex_minor
        cells: list[Cell] = [str(year.year), *spent, year.capex_minor, limit, left]
        sheet.write(cells, "body", ["text", *["money"] * (len(cells) - 1)])


def _yearly(book: Book, sheet: Sheet, years: Sequence[YearFigures]) -> None:
    """Write what each payer pays in each year, beside its limit."""
    sheet.block("title.years_yearly", ["year_payer", "year", "year_opex", "year_limit"])
    payers = sorted({p for y in years for p in y.opex_by_payer_minor})
    for payer in payers:
        name = term("payer", payer, book.language) if payer != NOBODY else book.word("year_nobody")
        for y in years:
            limit = y.opex_limit_by_payer_minor.get(payer)
            _row(sheet, name, y, y.opex_by_payer_minor.get(payer, 0), limit)
    for y in years:
        _row(sheet, book.word("year_all"), y, y.opex_minor, y.opex_limit_minor, "total")


def _row(
    sheet: Sheet, name: str, year: YearFigures, amount: int, limit: int | None, look: str = "body"
) -> None:
    cells: list[Cell] = [name, str(year.year), amount, limit]
    sheet.write(cells, look, ["wrap", "text", "money", "money"])


def _works(book: Book, sheet: Sheet, inputs: Inputs, figures: Figures) -> None:
    """Write what crews dig and install in each year, beside the most that they can."""
    sheet.block("title.years_works", ["year_work", "year", "year_done", "year_most"])
    meanings, sites = work_meanings(inputs), {site.id: site for site in inputs.sites}
    names = LimitNames.of(inputs.sites, {}, {})
    for limit, t, done, most in figures.works:
        meaning = meanings[limit]
        name = names.of_limit(meaning, title_of(meaning, sites)).text(book.language)
        cells: list[Cell] = [name, str(figures.years[t].year), done, most]
        sheet.write(cells, "body", ["wrap", "text", "int", "int"])


def _rollout(book: Book, inputs: Inputs, figures: Figures) -> None:
    sites = {site.id: site for site in inputs.sites}
    sheet = book.sheet("rollout", "title.rollout", _ROLLOUT, rows=len(figures.sites))
    for row in figures.sites:
        site = sites[row.site_id]
        technology = term("technology", row.technology, book.language) if row.technology else ""
        sheet.write(
            [
                row.site_id,
                site.name,
                site.aimag_name or site.aimag,
                soum_of(site),
                "" if row.link_year is None else str(row.link_year),
                technology,
                ", ".join(map(str, row.equipment_years)),
                row.capex_minor,
            ]
        )
    if not figures.sites:
        sheet.no_rows()
