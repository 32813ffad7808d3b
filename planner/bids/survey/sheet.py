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
FORMAT = "kholboo-survey/2"
FIGURES = (
    *("measured_mbps", "students", "boarders", "staff", "visitors_per_day"),
    "power_hours_per_day",
)
"""Columns of the table of sites that a visit fills in."""
POSITION = ("latitude", "longitude")
PAPERS = ("reason", "document", "decided_by", "date")
TABLE = Table(
    Column("site_id", 12, "wrap"),
    Column("site", 26, "wrap"),
    Column("survey.unknown", 13, "wrap"),
    *(Column(f"survey.{name}", 8, "input_number", name) for name in FIGURES),
    *(Column(f"survey.{name}", 10, "input_degrees", name) for name in POSITION),
    *(Column(f"survey.{name}", 9, "input_text", name) for name in PAPERS[:-1]),
    Column("survey.date", 9, "input_date", "date"),
)
"""What surveyors fill in, by hand too: one page of A4 wide."""
_WORTH = Table(
    Column("site_id", 16, "wrap"),
    Column("name", 34, "wrap"),
    Column("kind", 16, "wrap"),
    Column("aimag", 14, "wrap"),
    Column("soum", 16, "wrap"),
    Column("survey.value", 14, "decimal"),
    Column("survey.money", 16, "money"),
    Column("survey.visit", 14, "money"),
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
            _write_worth(book, found)
            _write_meta(book, language)

    with_rename(path, write)


def _write_rows(book: Book, found: SurveyList) -> None:
    note = book.word("survey.note")
    sheet = book.sheet(SURVEY, "title.survey", TABLE, note=note, rows=len(found.rows))
    for row in found.rows:
        place = (book.word(f"kind.{row.kind}"), row.soum, row.aimag)
        sheet.add(
            {
                "site_id": row.site_id,
                "site": "\n".join((row.name, ", ".join(part for part in place if part))),
                "survey.unknown": ", ".join(book.word(f"survey.of.{u}") for u in row.unknown),
            }
        )
    if not found.rows:
        sheet.no_rows()


def _write_worth(book: Book, found: SurveyList) -> None:
    """Write what each visit is worth, for who decides about visits."""
    sheet = book.sheet("survey_worth", "title.survey_worth", _WORTH, rows=len(found.rows))
    for row in found.rows:
        sheet.add(
            {
                "site_id": row.site_id,
                "name": row.name,
                "kind": book.word(f"kind.{row.kind}"),
                "aimag": row.aimag,
                "soum": row.soum,
                "survey.value": row.value / 1000,
                "survey.money": row.value_minor,
                "survey.visit": row.visit_minor,
            }
        )


def _write_meta(book: Book, language: Language) -> None:
    """Write the hidden sheet by which a filled sheet is known again."""
    page = book.file.add_worksheet(META)
    for row, texts in enumerate((("format", FORMAT), ("language", language))):
        for place, text in enumerate(texts):
            page.write_string(row, place, text)
    page.protect()
    page.very_hidden()
