"""A worksheet that is quick to write what most cells are: texts, figures, and plain formulas."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import _preserve_whitespace, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_FUNCTION = re.compile(r"([A-Za-z0-9._]+)\(")
_OLD = frozenset(
    {
        *("ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX"),
        *("ISNUMBER", "LEFT", "LEN", "MATCH", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "SUMIF"),
        *("SUMIFS", "SUMPRODUCT", "TEXT", "VLOOKUP"),
    }
)
"""Functions that spreadsheets have had for long: their names are written as they are."""


@lru_cache(maxsize=2**15)
def _rest_of(text: str) -> str:
    """Return a cell's text as it is written: names and words come back on thousands of rows."""
    keeps = ' xml:space="preserve"' if _preserve_whitespace(text) else ""
    written = escape(Worksheet._escape_control_characters(text))
    return f' t="inlineStr"><is><t{keeps}>{written}</t></is></c>'


class FormulaPage(Worksheet):  # type: ignore[misc]
    """A worksheet as others, of a workbook that leaves memory row by row, and as it writes it.

    It looks for new functions only where there may be one: the library looks for each of thirty in
    every formula. Most cells are written in one piece. Places are numbers here, never "A1".
    """

    write_blank = Worksheet._write_blank
    write_formula = Worksheet._write_formula
    write_number = Worksheet._write_number
    write_string = Worksheet._write_string

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell to the file."""
        rest = self._rest_of(cell) if cell.format and self.constant_memory else None
        if rest is None:
            super()._write_cell(row, col, cell)
            return
        place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
        self.fh.write(f'<c r="{place}" s="{look}"{rest}')

    @staticmethod
    def _rest_of(cell: Any) -> str | None:
        """Return what follows place and look of a cell, None for cells that are rare."""
        kind = cell.__class__.__name__
        if kind == "String":
            return None if cell.string.startswith("<r>") else _rest_of(cell.string)
        if kind == "Number":
            return f"><v>{cell.number:.16G}</v></c>"
        if kind == "Formula" and type(cell.value) in (int, float):
            return f"><f>{escape(cell.formula)}</f><v>{cell.value}</v></c>"
        return "/>" if kind == "Blank" else None

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> Any:
        """Return a formula as it is written to the file."""
        if (
            formula[:1] == "="
            and formula[-1] != "}"
            and _OLD.issuperset(_FUNCTION.findall(formula))
        ):
            return formula[1:]
        return super()._prepare_formula(formula, expand_future_functions)
