"""Formulas reach the file as the library writes them, quickly where no function is new."""

from __future__ import annotations

import pytest
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
