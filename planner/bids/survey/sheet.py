"""Write the collection sheet: a row for each visit, yellow cells for what is found there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.files import with_rename
from planner.procurement.sheets.tender_workbook import META
from planner.rendering.spreadsheet import open_book
from planner.rendering.table import Column, Table

if TYPE_CHECKING:
    from planner.bids.survey.rows import SurveyList
    from planner.language.label import Language
    from planner.rendering.spreadsheet import Book, Stamp

SURVEY = "survey"
FORMAT = "kholboo-survey/1"
FIGURES = (
    *("measured_mbps", "students", "boarders", "staff", "visitors_per_day"),
    "power_hours_per_day",
)
"""Columns of the table of sites that a visit fills in."""
POSITION = ("latitude", "longitude")
PAPERS = ("reason", "document", "decided_by", "date")
TABLE = Table(
    Column("site_id", 16, "wrap"),
    Column("name", 30, "wrap"),
    Column("kind", 16, "wrap"),
    Column("aimag", 14, "wrap"),
    Column("soum", 14, "wrap"),
    Column("survey.unknown", 16, "wrap"),
    Column("survey.value", 11, "decimal"),
    Column("survey.money", 14, "money"),
    Column("survey.visit", 12, "money"),
    *(Column(f"survey.{name}", 12, "input_number", name) for name in FIGURES),
    *(Column(f"survey.{name}", 12, "input_degrees", name) for name in POSITION),
    *(Column(f"survey.{name}", 18, "input_text", name) for name in PAPERS[:-1]),
    Column("survey.date", 14, "input_date", "date"),
)


def write_survey(found: SurveyList, stamp: Stamp, path: Path, language: Language) -> None:
    """Write the collection sheet; equal lists give equal bytes.

    Raises OSError when the file cannot be written.
    """

    def write(to: Path) -> None:
        with open_book(
            to, stamp, title=stamp.project, language=language, currency=found.currency
        ) as book:
            _write_rows(book, found)
            _write_meta(book, language)

    with_rename(path, write)


def _write_rows(book: Book, found: SurveyList) -> None:
    note = book.word("survey.note")
    sheet = book.sheet(SURVEY, "title.survey", TABLE, note=note, rows=len(found.rows))
    for row in found.rows:
        sheet.add(
            {
                "site_id": row.site_id,
                "name": row.name,
                "kind": book.word(f"kind.{row.kind}"),
                "aimag": row.aimag,
                "soum": row.soum,
                "survey.unknown": ", ".join(book.word(f"survey.of.{u}") for u in row.unknown),
                "survey.value": row.value / 1000,
                "survey.money": row.value_minor,
                "survey.visit": row.visit_minor,
            }
        )
    if not found.rows:
        sheet.no_rows()


def _write_meta(book: Book, language: Language) -> None:
    """Write the hidden sheet by which a filled sheet is known again."""
    page = book.file.add_worksheet(META)
    for row, texts in enumerate((("format", FORMAT), ("language", language))):
        for place, text in enumerate(texts):
            page.write_string(row, place, text)
    page.protect()
    page.very_hidden()
