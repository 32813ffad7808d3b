"""A worksheet that is quick to write formulas of old functions."""

from __future__ import annotations

import re
from typing import Any

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


class FormulaPage(Worksheet):  # type: ignore[misc]
    """A worksheet as others, which looks for new functions only where there may be one.

    The library looks for each of thirty in every formula: a quarter of the time of a workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> Any:
        """Return a formula as it is written to the file."""
        if (
            formula[:1] == "="
            and formula[-1] != "}"
            and _OLD.issuperset(_FUNCTION.findall(formula))
        ):
            return formula[1:]
        return super()._prepare_formula(formula, expand_future_functions)
