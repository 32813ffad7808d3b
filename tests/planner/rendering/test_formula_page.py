"""Formulas reach the file as the library writes them, quickly where no function is new."""

from __future__ import annotations

import datetime as dt
import warnings
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from itertools import product

import pytest
from xlsxwriter import Workbook
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


TEXTS = (
    *(
        "",
        " ",
        "a",
        " a",
        "a ",
        "a\n",
        "\na",
        "a\tb",
        "Төв",
        "\u2003x",
        "x\u00a0",
        "\x1cx",
        "x\x85",
    ),
    *("a & b", "<r>x</r>", "<r>", 'x "y"', "a > b", "_x0041_", "\x00", "\x1f", "\ufffe", "\uffff"),
    *("=1+1", "&amp;", "x" * 40_000, "𝄞" * 20_000),
)
FIGURES = (0, 1, -1, 0.1, 1e300, 1 / 3, 123456789012345678, True, Fraction(1, 3), Decimal("1.50"))
RESULTS = (0, 1.5, -3, "text", "", "#N/A", True, "a < b")


def book_of(page: type[Worksheet]) -> bytes:
    """Return a workbook with cells of every kind, on pages of a kind."""
    whole = BytesIO()
    book = Workbook(whole, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})
    sheet, looks = book.add_worksheet("x", page), [None, book.add_format({"bold": True})]
    sheet.set_column(0, 1, 9, book.add_format({"italic": True}))
    row = 0
    for look in looks:
        for text in TEXTS:
            sheet.write_string(row, 0, text, look)
            sheet.write_blank(row, 30, None, look)
            row += 1
        for figure in FIGURES:
            sheet.write_number(row, 0, figure, look)
            row += 1
        for formula, result in product(FORMULAS, RESULTS):
            sheet.write_formula(row, 28, formula, look, result)
            row += 1
        sheet.write_datetime(row, 0, dt.date(2026, 1, 2), look)
        sheet.merge_range(row + 1, 0, row + 1, 3, "a < b", looks[1])
        row += 2
    book.close()
    return whole.getvalue()


def test_cells_are_written_as_the_library_writes_them() -> None:
    """Numbers, texts with what XML must not hold, formulas with results, and empty cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # formulas that are none
        assert book_of(FormulaPage) == book_of(Worksheet)
