"""Text in our CSV files is never a formula."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

import planner
from planner.procurement.sheets.buyer_template import _put
from planner.rendering.csv_cells import FORMULA_STARTS, harmless, opens_formula


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"]
)
def test_text_that_starts_a_formula_is_quoted(text: str) -> None:
    """Every start that a spreadsheet may take for a formula gets an apostrophe before it."""
    assert harmless(text) == "'" + text


def test_other_cells_stay_as_they_are() -> None:
    """Numbers and plain text are untouched, and nothing is an empty cell."""
    assert [harmless(v) for v in (-5, "Орхон", None)] == [-5, "Орхон", ""]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_csv_files_and_sheets_guard_the_same_starts(start: str) -> None:
    """One function says what opens a formula; a filled copy of a buyer's form asks it too."""
    cell = openpyxl.Workbook().active["A1"]
    _put(cell, f"{start}1")

    assert opens_formula(f"{start}1")
    assert cell.quotePrefix


def test_no_module_has_a_list_of_its_own() -> None:
    """Openings of formulas are listed in one place: a second list would differ one day."""
    listing = re.compile(r"""["']=["'],\s*["']\+["'],\s*["']-["']""")
    root = Path(planner.__file__).parent
    found = [p.name for p in sorted(root.rglob("*.py")) if listing.search(p.read_text("utf-8"))]

    assert found == ["csv_cells.py"]
