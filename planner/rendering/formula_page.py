"""A worksheet that is quick to write plain cells and formulas of old functions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

from planner.rendering.table import letters

_FUNCTION = re.compile(r"([A-Za-z0-9._]+)\(")
_OLD = frozenset(
    {
        *("ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX"),
        *("ISNUMBER", "LEFT", "LEN", "MATCH", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "SUMIF"),
        *("SUMIFS", "SUMPRODUCT", "TEXT", "VLOOKUP"),
    }
)
"""Functions that spreadsheets have had for long: their names are written as they are."""

_WRITTEN_OTHERWISE = re.compile(r"[&<>_\x00-\x1f\ufffe\uffff]|^\s|\s\Z")
"""What a text holds where it does not stand in the file as it is."""


@lru_cache(maxsize=8192)
def _plain_text(text: str) -> str | None:
    """Return a text as a cell of the file holds it, None where it has to be escaped."""
    if _WRITTEN_OTHERWISE.search(text):
        return None
    return f' t="inlineStr"><is><t>{text}</t></is></c>'


class FormulaPage(Worksheet):  # type: ignore[misc]
    """A worksheet as others, its cells byte for byte, which looks only where there may be a case.

    The library looks for each of thirty new functions in every formula, for an address in place of
    row and column at every cell, and for four kinds of characters in every text: half of the time
    of a workbook.
    """

    write_string = Worksheet._write_string
    write_number = Worksheet._write_number
    write_blank = Worksheet._write_blank

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell of a row to the file: plain texts, numbers and empty ones by themselves."""
        kind = cell.__class__.__name__
        if cell.format is None or not self.constant_memory:
            super()._write_cell(row, col, cell)
            return
        if kind == "String":
            end = _plain_text(cell.string)
        elif kind in ("Number", "Datetime"):
            end = f"><v>{cell.number:.16G}</v></c>"
        else:
            end = "/>" if kind == "Blank" else None
        if end is None:
            super()._write_cell(row, col, cell)
            return
        self.fh.write(f'<c r="{letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"{end}')

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> Any:
        """Return a formula as it is written to the file."""
        if (
            formula[:1] == "="
            and formula[-1] != "}"
            and _OLD.issuperset(_FUNCTION.findall(formula))
        ):
            return formula[1:]
        return super()._prepare_formula(formula, expand_future_functions)
