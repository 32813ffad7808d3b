"""The collection sheet: written, filled in as surveyors do, and read back."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inventory.findings import Finding
from planner.bids.survey.reading import CORRECTED, MEASURED, Survey, as_csv, read_survey
from planner.bids.survey.rows import SurveyList, SurveyRow
from planner.bids.survey.sheet import TABLE, write_survey
from planner.rendering.paper import printed_points
from planner.rendering.spreadsheet import Stamp
from planner.rendering.table import FIRST

KNOWN = ("S1", "S2", "S3")


@pytest.fixture
def sheet(tmp_path: Path) -> bytes:
    """A sheet of three visits."""
    rows = tuple(
        SurveyRow(
            site_id=name, name=f"=School {name}", aimag="A", soum="B", kind="school",
            unknown=("mbps",), value=1500, value_minor=1_000_000, visit_minor=None, pays=None,
        )
        for name in KNOWN
    )  # fmt: skip
    found = SurveyList(currency="MNT", rows=rows, uncertain=3, nobody_known=0)
    stamp = Stamp(project="P", scenario="base", plan_id="", fingerprint="")
    write_survey(found, stamp, tmp_path / "a.xlsx", "both")
    write_survey(found, stamp, tmp_path / "b.xlsx", "both")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    return (tmp_path / "a.xlsx").read_bytes()


def filled(sheet: bytes, *rows: dict[str, Any]) -> Survey:
    """Return what is read of a sheet whose rows are filled in one after the other."""
    book = load_workbook(io.BytesIO(sheet))
    page = book.worksheets[0]
    for number, cells in enumerate(rows, FIRST + 1):
        for name, value in cells.items():
            page.cell(number, TABLE.place(name) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return read_survey(out.getvalue(), "filled.xlsx", KNOWN)


PAPERS = {"reason": "moved", "document": "No 7", "decided_by": "Bat", "date": dt.date(2026, 11, 3)}


def test_what_was_filled_in_comes_back(sheet: bytes) -> None:
    """Figures go to the table of sites, positions with papers to that of corrections."""
    found = filled(
        sheet,
        {"measured_mbps": 12.5, "students": 301},
        {},
        {"latitude": 47.9185, "longitude": 106.9, **PAPERS},
    )
    assert not found.findings
    (figures,), (corrected,) = found.figures, found.corrections
    assert figures == {"site_id": "S1", "measured_mbps": 12.5, "students": 301}
    assert (corrected["site"], corrected["latitude"], corrected["longitude"]) == (
        "S3", 47.9185, 106.9,
    )  # fmt: skip
    assert corrected["date"] == "2026-11-03"
    head, row = as_csv(CORRECTED, found.corrections).splitlines()
    assert head == "site,latitude,longitude,reason,document,decided_by,date"
    assert row == "S3,47.9185,106.9,moved,No 7,Bat,2026-11-03"
    assert as_csv(MEASURED, found.figures).splitlines()[1].startswith("S1,12.5,301,")


def test_an_empty_sheet_says_nothing(sheet: bytes) -> None:
    """Rows that nobody touched are no figures."""
    assert filled(sheet) == Survey(corrections=(), figures=(), findings=())


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"measured_mbps": "fast"}, "survey.cell", "measured_mbps"),
        ({"students": -3}, "survey.cell", "students"),
        ({"power_hours_per_day": 25}, "survey.cell", "power_hours_per_day"),
        ({"latitude": 47.9, **PAPERS}, "survey.cell", "longitude"),
        ({"latitude": 47.9, "longitude": 106.9}, "survey.cell", "reason"),
        ({"latitude": 147.9, "longitude": 106.9, **PAPERS}, "survey.cell", "latitude"),
        ({"date": "some day", "staff": 3}, "survey.cell", "date"),
        ({"site_id": "S9", "staff": 3}, "survey.site", "site_id"),
        ({"site_id": "S2", "staff": 3}, "survey.site", "site_id"),
    ],
)
def test_a_fault_is_told_with_its_cell_and_its_row_is_left_out(
    sheet: bytes, cells: dict[str, Any], rule: str, column: str
) -> None:
    """The cell is named as a spreadsheet does; the other rows are read."""
    found = filled(sheet, cells, {"staff": 4})
    first: Finding = found.findings[0]
    assert first.rule == rule
    assert first.file == "filled.xlsx" and first.todo
    letter = TABLE.at(column, 0).split("$")[1]
    assert (first.column or "").endswith(f"!{letter}{first.row}")
    assert all(row["staff"] in (3, 4) for row in found.figures)
    assert len(found.figures) == 1
    assert not found.corrections


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"a;b\n1;2\n"])
def test_another_file_is_refused(data: bytes) -> None:
    """No file makes a traceback."""
    found = read_survey(data, "x.xlsx", KNOWN)
    assert [f.rule for f in found.findings] == ["survey.unreadable"]
    assert not found.figures and not found.corrections


def test_another_workbook_is_refused() -> None:
    """A workbook without our mark is not guessed at."""
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    found = read_survey(out.getvalue(), "x.xlsx", KNOWN)
    assert [f.rule for f in found.findings] == ["survey.unreadable"]


def test_the_sheet_prints_on_one_page_of_a4_with_room_to_write(sheet: bytes) -> None:
    """No column is cut off, letters have 8 points, and every cell to fill is 14 mm wide."""
    page: Any = load_workbook(io.BytesIO(sheet)).worksheets[0]
    scale = min(1.0, (11.69 - 0.8) * 72 / printed_points(TABLE))
    to_fill = [column for column in TABLE if column.style.startswith("input")]

    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and 9 * scale >= 8
    assert len(to_fill) == 12
    assert all(printed_points([column]) * scale / 72 * 25.4 >= 14 for column in to_fill)
    assert all((page.row_dimensions[row].height or 0) * scale >= 24 for row in (5, 6, 7))


def test_what_visits_are_worth_stands_on_a_sheet_of_its_own(sheet: bytes) -> None:
    """Who decides about visits finds points and money there; surveyors need neither."""
    page = load_workbook(io.BytesIO(sheet)).worksheets[1]
    rows = [*page.iter_rows(min_row=FIRST + 1, values_only=True)]

    assert [(row[0], row[5], row[6]) for row in rows] == [(k, 1.5, 1_000_000) for k in KNOWN]
