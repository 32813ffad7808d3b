"""Filling the buyer's own workbook: cells with a `kholboo_` name get the plan's figures.

A copy is written; the buyer's file stays as it is. A single value goes into the named cell. A list
begins in the named cell and goes down; its cells take the looks of the first one. Nothing that is
already written below is overwritten.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.files.archives import DAMAGES
from inventory.files.workbooks import too_much_to_edit
from inventory.findings import Finding, Severity, error_rule, rules_in, warning_rule
from planner.language.collation import alphabetical, named_first
from planner.language.label import Language
from planner.procurement.notes import (
    category_name,
    entity_name,
    fund_name,
    method_text,
    rulebook_name,
)
from planner.procurement.specification import description, specification
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.procurement.units import packs, price_for, unit_of
from planner.rendering.csv_cells import opens_formula

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext
    from planner.scenario.settings import Tender as TenderSettings

PREFIX = "kholboo_"
LARGEST_BYTES = 32 * 2**20  # unpacked size of a template that is opened
_STAMP = (1980, 1, 1, 0, 0, 0)
_Value = str | int | float | dt.date | None

TEMPLATE_NAME = warning_rule(
    "template.name",
    "A named cell of the template is none that Kholboo fills",
    "A misspelt name would leave its cell empty in the tender.",
)
TEMPLATE_ROOM = error_rule(
    "template.room",
    "A list does not fit into the template",
    "Rows that are written already, or a named range that ends, would be overwritten.",
)
TEMPLATE_UNREADABLE = error_rule(
    "template.unreadable",
    "The template is no workbook that can be filled",
    "Only XLSX keeps names and looks; macros are not carried over.",
)
TEMPLATE_LOST = warning_rule(
    "template.lost",
    "Pictures or charts of the template are not carried over",
    "They have to be put in again by hand.",
)
RULES = rules_in(globals())
"""Every rule about templates, in id order."""


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What goes into the names of a template: single values, and lists from a cell downwards."""

    values: Mapping[str, _Value]
    columns: Mapping[str, Sequence[_Value]]  # one column each
    tables: Mapping[str, Sequence[Sequence[_Value]]]  # rows, from the named cell to the right


def filling_of(context: ExportContext, dossier: Dossier, settings: TenderSettings) -> Filling:
    """Return everything that a template may name, for one package; no price is among it."""
    lines = [line for line in dossier.tender.lines if line.quantity]
    columns = _item_columns(lines, dossier, settings, context.language)
    places = _place_columns(context, dossier)
    return Filling(
        values=_values(context, dossier, lines),
        columns={**columns, **places},
        tables={
            "kholboo_items_start": _rows(columns),
            "kholboo_sites_start": _site_rows(context, dossier, lines),
        },
    )


def _values(
    context: ExportContext, dossier: Dossier, lines: Sequence[TenderLine]
) -> dict[str, _Value]:
    package, days, language = dossier.package, dossier.days, context.language
    return {
        "kholboo_package_id": package.id,
        "kholboo_project": context.plan.project,
        "kholboo_entity": entity_name(dossier, language),
        "kholboo_fund": fund_name(dossier, language),
        "kholboo_rulebook": rulebook_name(package, language),
        "kholboo_method": method_text(dossier, language),
        "kholboo_citation": dossier.ruling.citation,
        "kholboo_category": category_name(package, language),
        "kholboo_year": package.year,
        "kholboo_currency": context.plan.currency,
        "kholboo_estimate": package.amount_minor,
        "kholboo_line_count": len(lines),
        "kholboo_site_count": len(dossier.served),
        "kholboo_invitation": days.invitation,
        "kholboo_opening": days.opening,
        "kholboo_contract_by": days.contract,
        "kholboo_delivery_earliest": days.earliest,
        "kholboo_delivery_latest": days.latest,
        "kholboo_plan_id": context.plan.run_id,
        "kholboo_fingerprint": context.plan.printed_fingerprint,
        "kholboo_price_date": dt.date.fromisoformat(context.plan.price_date),
    }


def _item_columns(
    lines: Sequence[TenderLine], dossier: Dossier, settings: TenderSettings, language: Language
) -> dict[str, list[_Value]]:
    neutral = settings.technology_neutral
    return {
        "kholboo_item_number": [line.number for line in lines],
        "kholboo_item_description": [description(i, language, neutral=neutral) for i in lines],
        "kholboo_item_specification": [specification(i, language, neutral=neutral) for i in lines],
        "kholboo_item_quantity": [line.quantity for line in lines],
        "kholboo_item_unit": [unit_of(line, dossier.package, language) for line in lines],
        "kholboo_item_packs": [packs(line) for line in lines],
        "kholboo_item_price_for": [price_for(line, dossier.package, language) for line in lines],
        "kholboo_item_latest": [dossier.days.latest for _ in lines],
    }


def _rows(columns: Mapping[str, Sequence[_Value]]) -> list[list[_Value]]:
    return [list(row) for row in zip(*columns.values(), strict=True)]


def _served(context: ExportContext, dossier: Dossier) -> list[str]:
    def order(point: str) -> tuple[object, ...]:
        site = context.site_by_id.get(point)
        aimag, soum = ("", "") if site is None else (site.aimag_name, site.soum_name)
        return named_first(aimag), alphabetical(soum), point

    return sorted(dossier.served, key=order)


def _place_columns(context: ExportContext, dossier: Dossier) -> dict[str, list[_Value]]:
    points = _served(context, dossier)
    sites = [context.site_by_id.get(point) for point in points]
    return {
        "kholboo_site_id": list(points),
        "kholboo_site_name": [site.name if site else "" for site in sites],
        "kholboo_site_aimag": [site.aimag_name if site else "" for site in sites],
        "kholboo_site_soum": [site.soum_name if site else "" for site in sites],
        "kholboo_site_contact": [site.contact if site else "" for site in sites],
    }


def _site_rows(
    context: ExportContext, dossier: Dossier, lines: Sequence[TenderLine]
) -> list[list[_Value]]:
    """Return the distribution list as a matrix: the place, then one column for each line."""
    places = _place_columns(context, dossier)
    units = [
        [dossier.bought[point].get(line.number) for line in lines]
        for point in _served(context, dossier)
    ]
    return [[*row, *here] for row, here in zip(_rows(places), units, strict=True)]


# -- filling ------------------------------------------------------------------------------------


def filled(template: Path, filling: Filling) -> tuple[bytes | None, list[Finding]]:
    """Return a filled copy of a template, None when it cannot be filled, and what is wrong.

    Raises OSError when the template cannot be read.
    """
    from openpyxl import load_workbook

    data = template.read_bytes()
    fault = _unsafe(data, template.name)
    if fault is not None:
        return None, [fault]
    try:
        book = load_workbook(io.BytesIO(data))
    except Exception as error:  # openpyxl raises whatever its parsers do
        found = f"a damaged workbook ({type(error).__name__})"
        return None, [_unreadable(template.name, found)]
    findings = [*_lost(data, template.name), *_fill(book, filling, template.name)]
    if any(f.severity is Severity.ERROR for f in findings):
        return None, findings
    return _fixed(book), findings


def _unsafe(data: bytes, file: str) -> Finding | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        unsafe = too_much_to_edit(data, LARGEST_BYTES)
    except DAMAGES:
        return _unreadable(file, "a file that is not a workbook")
    if unsafe is not None:
        return _unreadable(file, unsafe)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return _unreadable(file, "a workbook with macros")
    return None


def _unreadable(file: str, found: str) -> Finding:
    expected = "an XLSX workbook without macros"
    todo = "save it as XLSX in a spreadsheet program and try again"
    return TEMPLATE_UNREADABLE.finding(file, found=found, expected=expected, todo=todo)


def _lost(data: bytes, file: str) -> Iterator[Finding]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lost = [n for n in archive.namelist() if n.startswith(("xl/charts/", "xl/media/"))]
    if lost:
        found = f"{len(lost)} pictures or charts"
        todo = "put them into the filled copy by hand"
        yield TEMPLATE_LOST.finding(file, found=found, expected="cells only", todo=todo)


def _fill(book: Any, filling: Filling, file: str) -> Iterator[Finding]:
    for name, sheet, area in _named(book):
        key = name.lower()
        if key in filling.values:
            _put(sheet.cell(area[1], area[0]), filling.values[key])
        elif key in filling.columns:
            rows = [[value] for value in filling.columns[key]]
            yield from _fill_rows(sheet, area, rows, file, name)
        elif key in filling.tables:
            yield from _fill_rows(sheet, area, filling.tables[key], file, name)
        else:
            yield _unknown(name, sheet.title, filling, file)


def _named(book: Any) -> Iterator[tuple[str, Any, tuple[int, int, int, int]]]:
    """Yield every kholboo name with its sheet and its area: first column, row, last column, row."""
    from openpyxl.utils import range_boundaries

    scopes = [book.defined_names, *(sheet.defined_names for sheet in book.worksheets)]
    for names in scopes:
        for name in sorted(names):
            if not name.lower().startswith(PREFIX):
                continue
            for title, cells in names[name].destinations:
                left, top, right, bottom = range_boundaries(cells.replace("$", ""))
                if title in book.sheetnames and left and top and right and bottom:
                    yield name, book[title], (left, top, right, bottom)


def _unknown(name: str, sheet: str, filling: Filling, file: str) -> Finding:
    from inventory.values import suggestion

    known = [*filling.values, *filling.columns, *filling.tables]
    near = suggestion(name.lower(), known)
    return TEMPLATE_NAME.finding(
        f"{file} [{sheet}]",
        column=name,
        found=f"the name {name}",
        expected="one of the names in docs/procurement.md",
        todo=f"write {near}" if near else "correct the name or remove it",
    )


def _fill_rows(
    sheet: Any,
    area: tuple[int, int, int, int],
    rows: Sequence[Sequence[_Value]],
    file: str,
    name: str,
) -> Iterator[Finding]:
    column, first, *_ = area
    room = _free_rows(sheet, area, rows)
    if room < len(rows):
        yield TEMPLATE_ROOM.finding(
            f"{file} [{sheet.title}]",
            first,
            name,
            found=f"room for {room} rows",
            expected=f"{len(rows)} rows",
            todo=f"insert {len(rows) - room} rows there and try again",
        )
        return
    for below, row in enumerate(rows):
        for beside, value in enumerate(row):
            cell = sheet.cell(first + below, column + beside)
            if below:
                _copy_look(sheet.cell(first, column + beside), cell)
            _put(cell, value)


def _free_rows(
    sheet: Any, area: tuple[int, int, int, int], rows: Sequence[Sequence[_Value]]
) -> int:
    """Return how many rows are free from the named cell on, within its range where it has one."""
    column, first, _, last = area
    width = max((len(row) for row in rows), default=1)
    room = last - first + 1 if last > first else len(rows)
    for below in range(min(room, len(rows))):
        cells = [sheet.cell(first + below, column + beside) for beside in range(width)]
        merged = any(cell.__class__.__name__ == "MergedCell" for cell in cells)
        written = below > 0 and any(cell.value is not None for cell in cells)
        if merged or written:
            return below
    return room


def _copy_look(source: Any, target: Any) -> None:
    target._style = source._style  # the whole look: font, border, fill, format, protection


def _put(cell: Any, value: _Value) -> None:
    """Write a value; a text stays a text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if opens_formula(value):
            cell.quotePrefix = True
    elif isinstance(value, dt.date) and cell.number_format == "General":
        cell.number_format = 'yyyy"."mm"."dd'


_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")  # moments in core.xml


def _fixed(book: Any) -> bytes:
    """Return the bytes of a workbook without the moment of saving, so that equal plans agree."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            part = zipfile.ZipInfo(entry.filename, _STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(part, content)
    return fixed.getvalue()


def names_of(filling: Filling) -> list[str]:
    """Return every name that a template may use, in order."""
    return sorted([*filling.values, *filling.columns, *filling.tables])
