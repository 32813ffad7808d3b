"""A worksheet that is quick to write what most cells hold: numbers, texts and old functions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

_FUNCTION = re.compile(r"([A-Za-z0-9._]+)\(")
_OLD = frozenset(
    {
        *("ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX"),
        *("ISNUMBER", "LEFT", "LEN", "MATCH", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "SUMIF"),
        *("SUMIFS", "SUMPRODUCT", "TEXT", "VLOOKUP"),
    }
)
"""Functions that spreadsheets have had for long: their names are written as they are."""
LONGEST = 200  # characters of a text that is remembered
TEXTS = 20_000  # that are remembered as they are written: names, units and reasons come again


class FormulaPage(Worksheet):  # type: ignore[misc]
    """A worksheet as others, which writes the same bytes with fewer looks at each cell.

    The library looks for each of thirty new functions in every formula, and at every text and
    attribute for what XML must not hold: half of the time of a workbook. Cells are given by row and
    column.
    """

    def write_number(self, row: int, col: int, number: Any, cell_format: Any = None) -> int:
        """Write a number to a cell."""
        return int(self._write_number(row, col, number, cell_format))

    def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        """Write a text to a cell."""
        return int(self._write_string(row, col, string, cell_format))

    def write_blank(self, row: int, col: int, blank: Any, cell_format: Any = None) -> int:
        """Write a cell that holds a format alone."""
        return int(self._write_blank(row, col, blank, cell_format))

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell to the file."""
        inside = self._inside(cell) if cell.format and self.constant_memory else None
        if inside is None:
            super()._write_cell(row, col, cell)
            return
        place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
        self.fh.write(f'<c r="{place}" s="{look}"{inside}')

    def _inside(self, cell: Any) -> str | None:
        """Return what a cell is written as, after its place and look; None for rarer kinds."""
        kind = type(cell)
        if kind is CellNumberTuple:
            return f"><v>{cell.number:.16G}</v></c>"
        if kind is CellBlankTuple:
            return "/>"
        if kind is CellStringTuple:
            short = len(cell.string) <= LONGEST
            return _text(cell.string) if short else _text.__wrapped__(cell.string)
        if kind is CellFormulaTuple and type(cell.value) in (int, float):
            return f"><f>{_data(cell.formula)}</f><v>{cell.value}</v></c>"
        return None

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> Any:
        """Return a formula as it is written to the file."""
        if (
            formula[:1] == "="
            and formula[-1] != "}"
            and _OLD.issuperset(_FUNCTION.findall(formula))
        ):
            return formula[1:]
        return super()._prepare_formula(formula, expand_future_functions)


@lru_cache(maxsize=TEXTS)
def _text(string: str) -> str | None:
    """Return a text as a cell holds it; None for one that looks like rich text."""
    escaped: str = Worksheet._escape_control_characters(string)
    if escaped.startswith("<r>") and escaped.endswith("</r>"):
        return None
    kept = ' xml:space="preserve"' if escaped[:1].isspace() or escaped[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{kept}>{_data(escaped)}</t></is></c>'


def _data(text: str) -> str:
    """Return a text as it stands between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
