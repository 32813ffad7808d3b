"""Formulas reach the file as the library writes them, quickly where no function is new."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planner.rendering.formula_page import FormulaPage

FORMULAS = (
    "=SUM(A1:A3)",
    "=ROUND(IF(B2>0,SUMIFS('Х 1'!C:C,'Х 1'!A:A,B2),0),2)",
    '=IF(A1="FILTER(x)",1,0)',
    "=FILTER(A1:A3,B1:B3)",
    "=SUM(UNIQUE(A1:A3))",
    "=XLOOKUP(A1,B:B,C:C)",
    "=_xlfn.XLOOKUP(A1,B:B,C:C)",
    "=A1*2",
    "=(A1+A2)*2",
    "{=SUM(A1:A3*B1:B3)}",
    "SUM(A1)",
    "=",
    "=SUMPRODUCT(A1:A2,{1;2}",
    "=SUMPRODUCT({1;2}",
    "={1;2}",
)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("expanded", [False, True])
def test_formulas_are_prepared_alike(formula: str, expanded: bool) -> None:
    """Old functions, new ones, arrays, and names of functions within a text."""
    ours, theirs = FormulaPage(), Worksheet()

    assert ours._prepare_formula(formula, expanded) == theirs._prepare_formula(formula, expanded)


def test_old_functions_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's own look is left out exactly where it would find nothing."""
    asked: list[str] = []
    monkeypatch.setattr(
        Worksheet, "_prepare_formula", lambda _self, formula, _more=False: asked.append(formula)
    )
    for formula in FORMULAS:
        FormulaPage()._prepare_formula(formula)

    assert "=SUM(A1:A3)" not in asked
    assert "=FILTER(A1:A3,B1:B3)" in asked


CELLS = (
    *(
        "text",
        "",
        " led by a blank",
        "ended by one\n",
        "a & b < c > d",
        '"quoted"',
        "_x0041_",
        "\x07",
    ),
    *("<r>rich", "<r>rich</r>", "Сургууль", "😀 beyond two bytes", 7, -1, 0.1, 1e21, 10**17),
    *(dt.date(2026, 12, 1), None, "=A1*2", '=SUM(A1:A3)&"<"'),
)


def _sheet(kind: type[Worksheet]) -> bytes:
    """Return a sheet with every kind of cell, as the file holds it."""
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"constant_memory": True, "strings_to_formulas": False})
    page, look = book.add_worksheet("sheet", kind), book.add_format({"bold": True})
    page.set_row(3, 20, look)
    for row, cell in enumerate(CELLS):
        for place, chosen in enumerate((look, None)):
            if cell is None:
                page.write_blank(row, place, None, chosen)
            elif isinstance(cell, dt.date):
                page.write_datetime(row, place, cell, chosen)
            elif not isinstance(cell, str):
                page.write_number(row, place, cell, chosen)
            elif cell.startswith("="):
                for more, value in enumerate((3, 2.5, "text", "", True, "#N/A")):
                    page.write_formula(row, place + 2 * more, cell, chosen, value)
            else:
                page.write_string(row, place, cell, chosen)
    book.close()
    with zipfile.ZipFile(whole) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


def test_cells_are_written_as_the_library_writes_them() -> None:
    """To the byte: texts with blanks and signs, figures, dates, empty cells, formulas."""
    assert _sheet(FormulaPage) == _sheet(Worksheet)
