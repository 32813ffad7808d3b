"""The workbook of the inventory report: each breakdown on a sheet, and that all totals agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.rendering.places import soum_of
from planner.rendering.spreadsheet import Book, Sheet, open_book
from planner.rendering.table import FIRST, Cell, Column, Formula, Table
from planner.reports.inventory_figures import FIGURES, Breakdown, Report
from sites.site import CoordinateQuality

if TYPE_CHECKING:
    from planner.language.label import Language
    from sites.site import Site

_FIGURES = tuple(Column(key, 10.5, "int") for key in FIGURES)
_REGISTER = Table(
    Column("site_id", 16, "wrap"),
    Column("name", 32, "wrap"),
    Column("kind", 18, "wrap"),
    Column("aimag", 14, "wrap"),
    Column("soum", 16, "wrap"),
    Column("owner", 24, "wrap"),
    Column("link_today", 14, "wrap"),
    Column("computers_year", 10, "year"),
    *_FIGURES,
)
_FILLED = Table(
    Column("column", 30, "wrap"),
    Column("filled", 16, "int"),
    Column("empty", 16, "int"),
    Column("share", 16, "percent"),
)
_STOCK = Table(
    Column("sku", 20, "wrap"),
    Column("item", 48, "wrap"),
    Column("depot", 36, "wrap"),
    Column("quantity", 14, "int"),
)
_SOURCES = Table(
    Column("file", 44, "wrap"),
    Column("table", 20),
    Column("rows", 12, "int"),
    Column("sha256", 70),
)


@dataclass(frozen=True)
class _Total:
    """Where the totals of a breakdown stand, for the sheet that compares them."""

    key: str
    at: Callable[[str], str]  # column of a figure -> cell


def write_workbook(report: Report, path: Path, language: Language) -> None:
    """Write the workbook; equal inventories give equal bytes.

    Raises OSError when the file cannot be written.
    """
    with open_book(path, report.stamp, title=report.title, language=language) as book:
        totals = [
            _write_breakdown(book, report.breakdown(key))
            for key in ("by_aimag", "by_soum", "by_kind", "by_owner")
        ]
        totals += _write_conditions(book, report)
        totals.append(_write_register(book, report))
        _write_totals(book, report, totals)
        _write_quality(book, report)
        _write_stock(book, report)
        _write_sources(book, report)


def _write_breakdown(book: Book, found: Breakdown) -> _Total:
    table = Table(*(Column(heading, 26, "wrap") for heading in found.headings), *_FIGURES)
    note, title = book.word("inventory.how"), f"title.{found.key}"
    sheet = book.sheet(found.key, title, table, note=note, rows=len(found.rows))
    return _write_rows(sheet, found)


def _write_rows(sheet: Sheet, found: Breakdown) -> _Total:
    first = sheet.row
    for group, figures in found.rows:
        sheet.write([*(name.text(sheet.book.language) for name in group), *figures])
    return _write_sums(sheet, found.key, first, found.totals)


def _write_sums(sheet: Sheet, key: str, first: int, totals: Sequence[int]) -> _Total:
    """Write the sums of all figures below their rows, and return where they stand."""
    last = max(sheet.row - 1, first)
    sheet.row = last + 1
    sums = sheet.columns.sums(dict(zip(FIGURES, totals, strict=True)), first, last)
    total = {sheet.columns[0].called: sheet.book.word("total")}
    row = sheet.add({**total, **sums}, "total")
    return _Total(key, lambda figure: sheet.at(figure, row))


def _write_conditions(book: Book, report: Report) -> list[_Total]:
    table = Table(Column("breakdown", 30, "wrap"), *_FIGURES)
    note = book.word("inventory.how")
    sheet = book.sheet("by_condition", "title.conditions", table, note=note)
    totals = []
    for key in ("by_link", "by_power", "by_age"):
        found = report.breakdown(key)
        sheet.block(f"title.{key}", [*found.headings, *FIGURES])
        totals.append(_write_rows(sheet, found))
    return totals


def _write_register(book: Book, report: Report) -> _Total:
    sheet = book.sheet("register", "title.register", _REGISTER, rows=len(report.sites))
    for site, figures in report.sites:
        sheet.add({**_whose(book, site), **dict(zip(FIGURES, figures, strict=True))})
    return _write_sums(sheet, "register", FIRST, report.totals)


def _whose(book: Book, site: Site) -> dict[str, Cell]:
    return {
        "site_id": site.id,
        "name": site.name,
        "kind": book.word(f"kind.{site.kind.value}"),
        "aimag": site.aimag_name,
        "soum": soum_of(site),
        "owner": site.owner,
        "link_today": book.word(f"link_type.{site.link.type.value}"),
        "computers_year": site.equipment.computers_year,
    }


def _write_totals(book: Book, report: Report, totals: Sequence[_Total]) -> None:
    """Show each breakdown's totals side by side, and whether they agree."""
    table = Table(Column("breakdown", 34, "wrap"), *_FIGURES)
    sheet = book.sheet("totals", "title.totals", table, rows=len(totals))
    first, values = sheet.row, dict(zip(FIGURES, report.totals, strict=True))
    for total in totals:
        cells = {name: Formula(f"={total.at(name)}", value) for name, value in values.items()}
        sheet.add({"breakdown": book.word(f"title.{total.key}"), **cells})
    areas = {name: table.area(name, first, sheet.row - 1) for name in FIGURES}
    gaps = {name: Formula(f"=MAX({cells})-MIN({cells})", 0) for name, cells in areas.items()}
    sheet.add({"breakdown": book.word("difference"), **gaps}, "total")


def _write_quality(book: Book, report: Report) -> None:
    """Show in how many sites each column is filled, where sites lie and what rules found."""
    sheet = book.sheet("quality", "title.coverage", _FILLED, landscape=False)
    sheet.headings()
    for found in report.filled:
        total = found.filled + found.empty
        share = "=IF({filled}+{empty}=0,0,{filled}/({filled}+{empty}))"
        value = found.filled / total if total else 0
        live = _FILLED.live(share, sheet.row, value)
        sheet.write([found.column, found.filled, found.empty, live])
    qualities = [f"coordinate_quality.{quality.value}" for quality in CoordinateQuality]
    sheet.block("title.coordinates", ["aimag", *qualities])
    for name, counts in report.coordinates:
        sheet.write([name or book.word("unknown"), *counts], "body", ["wrap", *["int"] * 3])
    sheet.block("title.findings", ["rule", "severity", "count"])
    for severity, rule, count in report.findings:
        cells: list[Cell] = [rule, book.word(f"severity.{severity}"), count]
        sheet.write(cells, "body", ["wrap", "wrap", "int"])


def _write_stock(book: Book, report: Report) -> None:
    found = report.stock
    rows = max(len(found), 1)
    sheet = book.sheet("stock", "title.stock", _STOCK, rows=rows, landscape=False)
    for sku, item, depot, quantity in found:
        sheet.write([sku, item.text(book.language, " / "), depot, quantity])
    if not found:
        sheet.no_rows()
        return
    units = sum(quantity for *_, quantity in found)
    total = _STOCK.sum("quantity", FIRST, sheet.row - 1, units)
    sheet.add({"sku": book.word("total"), "quantity": total}, "total")


def _write_sources(book: Book, report: Report) -> None:
    sheet = book.sheet("sources", "title.sources", _SOURCES, rows=len(report.sources))
    for source in report.sources:
        sheet.write([source.path, source.table, source.rows, source.sha256])
