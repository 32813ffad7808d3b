"""Read a filled collection sheet back: corrected positions, and figures for the table of sites."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inventory.findings import Finding, Rule, in_order
from inventory.schema.tables import TABLES
from inventory.typed_cells import cell_reader, plain_value
from inventory.values import Fault, NumberFormat, cell_text, shorten, suggestion
from planner.bids.bid_file import meta_of, open_workbook, sheet_named
from planner.bids.survey.rules import CELL, SITE, UNREADABLE
from planner.bids.survey.sheet import FIGURES, FORMAT, PAPERS, POSITION, SURVEY, TABLE
from planner.language.messages.findings import Phrase, as_phrase, phrase
from planner.rendering.csv_cells import harmless
from planner.rendering.table import FIRST, letters

CORRECTED = ("site", *POSITION, *PAPERS)
"""Columns of the table of corrections."""
MEASURED = ("site_id", *FIGURES, *PAPERS)
"""Site, figures as the table of sites calls them, and the papers of the visit."""
_NEEDED = ("reason", "document", "date")  # by the table of corrections


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What came back: rows of the table of corrections, and figures by site."""

    corrections: tuple[Mapping[str, Any], ...]
    figures: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]


def read_survey(data: bytes, file: str, known: Collection[str]) -> Survey:
    """Return what a filled sheet says of the known sites; whatever is wrong is in the findings."""
    book, fault = open_workbook(data, file)
    meta = {} if book is None else meta_of(book)
    ours = meta.get("format") == FORMAT and meta.get("language") in ("mn", "en", "both")
    page = sheet_named(book, SURVEY, meta["language"]) if ours else None  # type: ignore[arg-type]
    if page is None:
        found = fault.found if fault is not None else phrase("another workbook")
        expected = phrase("the XLSX file that kholboo inventory survey wrote, filled in")
        todo = phrase("write it with kholboo inventory survey, and fill that in")
        unreadable = UNREADABLE.finding(file, found=found, expected=expected, todo=todo)
        return Survey(corrections=(), figures=(), findings=(unreadable,))
    reader = _Reader(page, file, known)
    rows = list(reader.rows())
    return Survey(
        corrections=tuple(row for row in map(_correction, rows) if row),
        figures=tuple(row for row in rows if any(name in row for name in FIGURES)),
        findings=tuple(in_order(reader.findings)),
    )


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as a table that Kholboo reads, headed by names of columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _correction(row: Mapping[str, Any]) -> dict[str, Any]:
    if row.get("latitude") is None or row.get("longitude") is None:
        return {}
    return {name: row.get("site_id" if name == "site" else name) for name in CORRECTED}


class _Reader:
    """Reads the rows of one sheet; `findings` grows while they are read."""

    def __init__(self, page: Any, file: str, known: Collection[str]) -> None:
        self.page, self.file, self.known = page, file, known
        self.findings: list[Finding] = []
        tables = {**dict.fromkeys(FIGURES, "sites"), **dict.fromkeys(CORRECTED, "corrections")}
        self.readers = {
            name: cell_reader(TABLES[table].by_name[name], NumberFormat.PLAIN, None, {})
            for name, table in tables.items()
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield what was filled in, row by row; a row with a fault is left out whole."""
        seen: set[str] = set()
        for number in range(FIRST + 1, self.page.max_row + 1):
            cells = self._filled(number)
            if not cells:
                continue
            site = cell_text(self._cell(number, "site_id")).strip()
            before = len(self.findings)
            if site not in self.known or site in seen:
                self._tell_site(number, site)
            seen.add(site)
            values = {name: self._value(number, name, cell) for name, cell in cells.items()}
            self._check_position(number, values)
            if len(self.findings) == before:
                yield {"site_id": site, **values}

    def _filled(self, number: int) -> dict[str, Any]:
        names = (*FIGURES, *POSITION, *PAPERS)
        cells = {name: self._cell(number, name) for name in names}
        return {name: cell for name, cell in cells.items() if cell_text(cell).strip()}

    def _cell(self, number: int, name: str) -> Any:
        value = self.page.cell(number, TABLE.place(name) + 1).value
        plain = value is None or isinstance(value, bool | int | float | str | dt.date)
        return value if plain else str(value)

    def _value(self, number: int, name: str, cell: Any) -> Any:
        value = plain_value(self.readers[name](cell))
        if isinstance(value, Fault):
            self._tell(CELL, number, name, shorten(cell_text(cell)), as_phrase(value.expected))
            return None
        return value

    def _check_position(self, number: int, values: Mapping[str, Any]) -> None:
        """Tell what a corrected position lacks: a coordinate, or the papers its table asks for."""
        if not any(name in values for name in POSITION):
            return
        for name in (*POSITION, *_NEEDED):
            if name not in values:
                expected = phrase("a value: the row says where the site stands")
                self._tell(CELL, number, name, phrase("nothing"), expected)
        for name, most in zip(POSITION, (90, 180), strict=True):
            degrees = values.get(name)
            if degrees is not None and abs(degrees) > most:
                expected = phrase("degrees from -{most} to {most}", most=most)
                self._tell(CELL, number, name, f"{degrees:g}", expected)

    def _tell_site(self, number: int, site: str) -> None:
        near = suggestion(site, self.known) if site and site not in self.known else None
        expected = phrase("the id of a site, once")
        if near is not None:
            expected = phrase("the id of a site, such as {near}", near=near)
        self._tell(SITE, number, "site_id", shorten(site) or phrase("nothing"), expected)

    def _tell(self, rule: Rule, number: int, name: str, found: str, expected: Phrase) -> None:
        where = f"{self.page.title}!{letters(TABLE.place(name))}{number}"
        todo = phrase("correct the cell, and read the sheet again")
        self.findings.append(
            rule.finding(self.file, number, where, found=found, expected=expected, todo=todo)
        )
