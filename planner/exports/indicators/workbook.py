"""Indicators as a workbook: figures with their meaning, groups, measures, and their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.exports.indicators.by_year import SHOWN_BY_AIMAG, ByYear, YearRow
from planner.exports.indicators.equity import GroupRow, Value
from planner.exports.indicators.facts import SiteFacts
from planner.exports.indicators.figures import Indicators, group_name, indicators_of, measure_name
from planner.exports.indicators.programme import Figure, Unit
from planner.rendering.sheet_parts import plan_book
from planner.rendering.spreadsheet import Book, Sheet
from planner.rendering.table import FIRST, Cell, Column, Table

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

_FIGURES = Table(
    Column("indicator", 40, "wrap"),
    Column("indicator_unit", 14, "wrap"),
    Column("indicator_before", 14, "decimal"),
    Column("indicator_after", 14, "decimal"),
    Column("indicator_meaning", 74, "wrap"),
)
_GROUPS = Table(
    Column("indicator_group", 30, "wrap"),
    Column("sites", 10, "int"),
    Column("indicator_people", 13, "int"),
    Column("indicator_served_before", 15, "int"),
    Column("indicator_served_after", 15, "int"),
    Column("indicator_share_before", 12, "percent"),
    Column("indicator_share_after", 12, "percent"),
    Column("indicator_mean_before", 15, "percent"),
    Column("indicator_mean_after", 15, "percent"),
)
_SITES = Table(
    Column("site_id", 16, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("kind", 20, "wrap"),
    Column("settlement", 16, "wrap"),
    Column("indicator_underserved", 13),
    Column("indicator_people", 10, "int"),
    Column("indicator_connected_before", 11),
    Column("indicator_connected_after", 11),
    Column("indicator_link_before", 12, "int"),
    Column("indicator_link_after", 12, "int"),
    Column("indicator_computers_before", 12, "int"),
    Column("indicator_computers_after", 12, "int"),
)
_TIMES = ("indicator_before", "indicator_after")
_SHARES = (
    ("indicator_share_before", "indicator_served_before", 0),
    ("indicator_share_after", "indicator_served_after", 1),
)


def write(context: ExportContext, path: Path) -> None:
    """Write indicators.xlsx; equal plans give equal bytes.

    Raises SettingsError for a run of an older release, OSError when the file cannot be written.
    """
    found = indicators_of(context)
    with plan_book(context, path, "title.indicators") as book:
        _write_country(book, found)
        _write_aimags(book, found)
        if found.by_year is not None:
            _write_years(book, found.by_year)
        _write_equity(book, found)
        _write_sites(book, found)


def _write_country(book: Book, found: Indicators) -> None:
    note = book.word("indicators.note")
    sheet = book.sheet("indicators", "title.indicators", _FIGURES)
    sheet.write_wrapped(note)
    sheet.headings()
    for figure in found.country:
        meaning = book.word(f"indicator.{figure.key}.how", "\n")
        sheet.write([*_figure(book, figure), meaning], "body", _styles(figure))
    sheet.block("title.inequality", [column.heading for column in _FIGURES])
    for one in found.measures:
        cells: list[Cell] = [measure_name(one, book.language), "", _cell(one.before)]
        sheet.write([*cells, _cell(one.after), book.word(f"measure.{one.key}.how", "\n")])


def _figure(book: Book, figure: Figure) -> list[Cell]:
    unit = "" if figure.unit is Unit.PERCENT else book.word(f"unit.{figure.unit.value}")
    name = book.word(f"indicator.{figure.key}")
    return [name, unit, _cell(figure.before), _cell(figure.after)]


def _styles(figure: Figure) -> list[str]:
    style = _style(figure.unit)
    return ["wrap", "wrap", style, style, "wrap"]


def _style(unit: Unit) -> str:
    return {Unit.PERCENT: "percent", Unit.PER_HUNDRED: "decimal"}.get(unit, "int")


def _write_aimags(book: Book, found: Indicators) -> None:
    columns = [Column("aimag", 20, "wrap")]
    for figure in found.country:
        styles = _styles(figure)
        columns += [
            Column(f"indicator.{figure.key}", 13, styles[2], name=f"{figure.key} {when}")
            for when in _TIMES
        ]
    sheet = book.sheet("indicators_by_aimag", "title.indicators_by_aimag", columns)
    sheet.headings()
    times = [book.word(key) for _ in found.country for key in _TIMES]
    sheet.write([None, *times], "section", ["wrap"] * len(columns))
    for aimag, figures in found.aimags.items():
        cells = [_cell(side) for f in figures for side in (f.before, f.after)]
        sheet.write([aimag or book.word("unknown"), *cells])
    total = [_cell(side) for f in found.country for side in (f.before, f.after)]
    sheet.write([book.word("total"), *total], "total")


def _write_years(book: Book, found: ByYear) -> None:
    years = [Column("year", 12, "decimal", name=str(year)) for year in found.years]
    columns = [
        Column("indicator", 40, "wrap"),
        Column("indicator_unit", 14, "wrap"),
        Column("indicator_before", 14, "decimal"),
        *years,
    ]
    sheet = book.sheet("indicators_by_year", "title.indicators_by_year", columns)
    sheet.write_wrapped(book.word("indicators.note_years"))
    headings = ["indicator", "indicator_unit", "indicator_before"]
    _write_block(sheet, headings, found, [(book.word(r.label), r) for r in found.country])
    for key in SHOWN_BY_AIMAG:
        sheet.block(f"indicator.{key}", [])
        rows = [(name or book.word("unknown"), row) for name, row in found.of_aimags(key)]
        _write_block(sheet, ["aimag", *headings[1:]], found, rows)


def _write_block(
    sheet: Sheet, headings: Sequence[str], found: ByYear, rows: Sequence[tuple[str, YearRow]]
) -> None:
    book = sheet.book
    names = [*(book.word(key) for key in headings), *map(str, found.years)]
    sheet.write(names, "head")
    for name, row in rows:
        told = row.unit is not None and row.unit is not Unit.PERCENT
        unit = book.word(f"unit.{row.unit}") if told else ""
        style = "decimal" if row.unit is None else _style(row.unit)
        cells = [_cell(value) for value in (row.before, *row.values)]
        sheet.write([name, unit, *cells], "body", ["wrap", "wrap", *[style] * len(cells)])


def _write_equity(book: Book, found: Indicators) -> None:
    sheet = book.sheet("equity", "title.equity.aimag", _GROUPS)
    for place, (by, rows) in enumerate(found.groups.items()):
        if place:
            sheet.block(f"title.equity.{by}", [])
        headings = [by, *(column.heading for column in _GROUPS[1:])]
        sheet.headings(headings)
        _write_groups(sheet, by, rows)


def _write_groups(sheet: Sheet, by: str, rows: Sequence[GroupRow]) -> None:
    first = sheet.row
    for row in rows:
        sheet.add(_group(sheet, by, row))
    counted = {
        "sites": sum(row.sites for row in rows),
        "indicator_people": sum(row.people for row in rows),
        "indicator_served_before": sum(row.people_at_standard[0] for row in rows),
        "indicator_served_after": sum(row.people_at_standard[1] for row in rows),
    }
    sums = sheet.columns.sums(counted, first, sheet.row - 1)
    people = counted["indicator_people"]
    served = (counted["indicator_served_before"], counted["indicator_served_after"])
    shares = _shares(sheet, people, served)
    sheet.add({"indicator_group": sheet.book.word("total"), **sums, **shares}, "total")


def _group(sheet: Sheet, by: str, row: GroupRow) -> dict[str, Cell]:
    book = sheet.book
    means = (None if mean is None else mean / 1000 for mean in row.mean_thousandths)
    before, after = (_cell(mean) for mean in means)
    return {
        "indicator_group": group_name(by, row.group).text(book.language),
        "sites": row.sites,
        "indicator_people": row.people,
        "indicator_served_before": row.people_at_standard[0],
        "indicator_served_after": row.people_at_standard[1],
        **_shares(sheet, row.people, row.people_at_standard),
        "indicator_mean_before": before,
        "indicator_mean_after": after,
    }


def _shares(sheet: Sheet, people: int, served: tuple[int, int]) -> dict[str, Cell]:
    """Return live parts of the people, 0 where there are none."""
    return {
        share: sheet.columns.live(
            f"=IF({{indicator_people}}=0,0,{{{count}}}/{{indicator_people}})",
            sheet.row,
            served[side] / people if people else 0,
        )
        for share, count, side in _SHARES
    }


def _write_sites(book: Book, found: Indicators) -> None:
    note = book.word("indicators.note_sites")
    rows = len(found.facts)
    sheet = book.sheet("indicator_sites", "title.indicator_sites", _SITES, note=note, rows=rows)
    for fact in found.facts:
        sheet.add(_site(book, fact, poor=fact.soum in found.poor))
    counted = {
        "indicator_people": sum(fact.people for fact in found.facts),
        "indicator_computers_before": sum(fact.before.computers for fact in found.facts),
        "indicator_computers_after": sum(fact.after.computers for fact in found.facts),
    }
    sums = sheet.columns.sums(counted, FIRST, max(sheet.row - 1, FIRST))
    sheet.add({"site_id": book.word("total"), **sums}, "total")


def _site(book: Book, fact: SiteFacts, *, poor: bool) -> dict[str, Cell]:
    def yes(holds: bool) -> str:
        return book.word("yes" if holds else "no")

    return {
        "site_id": fact.site_id,
        "aimag": fact.aimag,
        "kind": book.word(f"kind.{fact.kind.value}"),
        "settlement": book.word(f"settlement.{fact.settlement}"),
        "indicator_underserved": yes(poor),
        "indicator_people": fact.people,
        "indicator_connected_before": yes(fact.before.connected),
        "indicator_connected_after": yes(fact.after.connected),
        "indicator_link_before": fact.before.link_thousandths,
        "indicator_link_after": fact.after.link_thousandths,
        "indicator_computers_before": fact.before.computers,
        "indicator_computers_after": fact.after.computers,
    }


def _cell(value: Value) -> Cell:
    """Return a figure as a cell; a dash says that it is not known."""
    return "–" if value is None else float(value)
