"""Text in our CSV files is never a formula."""

from __future__ import annotations

import pytest

from planner.csv_cells import harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_starts_a_formula_is_quoted(text: str) -> None:
    """Every start that a spreadsheet may take for a formula gets an apostrophe before it."""
    assert harmless(text) == "'" + text


def test_other_cells_stay_as_they_are() -> None:
    """Numbers and plain text are untouched, and nothing is an empty cell."""
    assert [harmless(v) for v in (-5, "Орхон", None)] == [-5, "Орхон", ""]
