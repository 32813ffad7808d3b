"""Formulas speak of columns by their names, wherever these stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from planner.rendering.table import Column, Formula, Table, address, area, letters, relative

ROOT = Path(__file__).resolve().parents[3]
GOODS = Table(Column("item", 30), Column("price", 9, "input"), Column("units", 9, "int"))
FIRST, LAST = 4, 9  # rows from zero


@pytest.mark.parametrize("column", [0, 25, 26, 27, 701, 702, 16_383])
def test_letters_are_those_of_spreadsheets(column: int) -> None:
    """Columns are counted as another library counts them, up to the last that a sheet has."""
    assert letters(column) == get_column_letter(column + 1)


def test_addresses_count_rows_from_one() -> None:
    """Zero-based places become what a spreadsheet shows, fixed or moving with the formula."""
    assert (address(27, 4), relative(27, 4), area(0, 4, 9)) == ("$AB$5", "AB5", "$A$5:$A$10")


def test_a_formula_follows_a_column_that_moves() -> None:
    """The same text means the same columns when one more stands before them."""
    moved = Table(Column("number", 5), *GOODS)

    assert GOODS.live("={price}*{units}", FIRST, 6) == Formula("=B5*C5", 6)
    assert moved.live("={price}*{units}", FIRST, 6) == Formula("=C5*D5", 6)
    assert moved.sum("units", FIRST, LAST, 3) == Formula("=SUM($D$5:$D$10)", 3)
    assert moved.above("price", FIRST, LAST) == "C$5:C9"


def test_cells_stand_under_their_columns() -> None:
    """A row is given in any order; what is not named stays empty."""
    assert GOODS.row({"units": 3, "item": "PC"}) == ["PC", None, 3]


def test_another_heading_leaves_the_name() -> None:
    """Money at list prices says so, and formulas find it as before."""
    headed = GOODS.headed({"price": "price_listed"})

    assert [column.heading for column in headed] == ["item", "price_listed", "units"]
    assert headed.at("price", FIRST) == GOODS.at("price", FIRST)
    with pytest.raises(ValueError, match="'price_listed'"):
        headed.place("price_listed")


def test_a_column_that_is_not_there_is_refused() -> None:
    """A misspelt name never becomes an address of another column."""
    for ask in (
        lambda: GOODS.at("prize", FIRST),
        lambda: GOODS.row({"prize": 1}),
        lambda: GOODS.live("={prize}", FIRST, 0),
        lambda: GOODS.sums({"prize": 0}, FIRST, LAST),
    ):
        with pytest.raises(ValueError, match="'prize'"):
            ask()


def test_no_price_is_typed_into_a_locked_row() -> None:
    """A total under cells to fill in looks like a price."""
    assert GOODS.locked == ["text", "price", "int"]


# --- no letter is typed ---------------------------------------------------------------------------

_TYPED = re.compile(r"(?:[=+*/(,:!-]|^)\$?[A-Z]{1,3}\$?\d+(?:\D|$)")  # =A5, $A$5
_BEGUN = re.compile(r"(?:[=+*/(,:!-]|^)\$?[A-Z]{1,3}\$?$")  # the same before a blank to fill in


def typed_letters(code: str) -> Iterator[str]:
    """Yield texts of a module that name a cell by a letter."""
    tree = ast.parse(code)
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part, after in zip(node.values, node.values[1:], strict=False):
                begun = isinstance(part, ast.Constant) and _BEGUN.search(str(part.value))
                if begun and isinstance(after, ast.FormattedValue):
                    yield str(part.value)
        elif isinstance(node, ast.Constant) and id(node) not in told:
            yield from (text for text in [str(node.value)] if _TYPED.search(text))


@pytest.mark.parametrize(
    "code",
    ['f"=G{n}*H{n}"', 'f"SUM(K${first}:K{last})"', '"=SUM($A$5:$A$9)"', 'sheet["B4"]', 'f"AB{n}"'],
)
def test_a_typed_letter_is_found(code: str) -> None:
    """The search below finds every way in which a cell could be named by a letter."""
    assert list(typed_letters(f"x = {code}"))


def test_no_sheet_types_a_letter() -> None:
    """Modules that write or read sheets of ours take addresses from the names of columns."""
    modules = [
        path
        for path in sorted((ROOT / "planner").rglob("*.py"))
        if "planner.rendering.table" in path.read_text(encoding="utf-8")
    ]
    found = {
        path.name: texts
        for path in modules
        if (texts := list(typed_letters(path.read_text(encoding="utf-8"))))
    }

    assert len(modules) > 20
    assert found == {}
