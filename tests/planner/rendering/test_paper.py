"""Sheets print at 8 points or more, one page wide where some paper takes them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from planner.rendering.spreadsheet import Book, Stamp
from planner.rendering.table import Column


def page_of(widths: list[float], *, landscape: bool = True) -> Any:
    """Return a sheet of columns of these widths as a spreadsheet program finds it."""
    out = io.BytesIO()
    stamp = Stamp(project="P", scenario="s", plan_id="p", fingerprint="f")
    book = Book(out, stamp, title="t", language="en")
    columns = [Column("number", width, name=f"c{n}") for n, width in enumerate(widths)]
    book.sheet("bill", "title.bill", columns, landscape=landscape)
    book.file.close()
    return openpyxl.load_workbook(io.BytesIO(out.getvalue())).worksheets[0]


@pytest.mark.parametrize(
    ("widths", "upright", "paper"),
    [
        ([30.0] * 3, True, (9, "portrait")),
        ([30.0] * 3, False, (9, "landscape")),
        ([30.0] * 4, True, (9, "landscape")),
        ([163.0], False, (9, "landscape")),
        ([168.0], False, (8, "landscape")),
        ([240.0], False, (8, "landscape")),
    ],
)
def test_a_sheet_prints_on_the_smallest_paper_that_takes_it(
    widths: list[float], upright: bool, paper: tuple[int, str]
) -> None:
    """Upright where it may, then A4 across, then A3; one page wide, as high as it needs."""
    page = page_of(widths, landscape=not upright)

    assert (page.page_setup.paperSize, page.page_setup.orientation) == paper
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


def test_what_no_paper_takes_stands_on_several_pages_at_eight_points() -> None:
    """It is never shrunk below 8 points; each page repeats the first two columns."""
    page = page_of([60.0] * 5)

    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert 9 * (page.page_setup.scale or 0) / 100 >= 8
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.print_title_cols, page.page_setup.pageOrder) == ("$A:$B", "overThenDown")
