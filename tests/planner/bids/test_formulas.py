"""Formulas count as equal however a program writes them, and as changed when they are."""

from __future__ import annotations

from functools import partial

import pytest

from planner.bids.changed_cells import _same as same_cells
from planner.bids.formulas import is_formula, normalised

_same = partial(same_cells, moved=False)
SENT = "=ROWS('Prices'!$I$5:$I$14)-COUNT('Prices'!$I$5:$I$14)"


@pytest.mark.parametrize(
    "saved",
    [
        "=ROWS(Prices!$I$5:$I$14)-COUNT(Prices!$I$5:$I$14)",
        "=rows('Prices'!$i$5:$i$14) - count( Prices!$I$5:$I$14 )",
        "of:=ROWS(Prices!$I$5:$I$14)-COUNT(Prices!$I$5:$I$14)",
        "=_xlfn.ROWS(Prices!$I$5:$I$14)-_xlfn._xlws.COUNT(Prices!$I$5:$I$14)",
    ],
)
def test_other_spellings_of_a_formula_are_the_same(saved: str) -> None:
    """Quotation marks, blanks, case and prefixes of programs change nothing."""
    assert normalised(saved) == normalised(SENT)
    assert _same(SENT, saved)


@pytest.mark.parametrize(
    "changed",
    [
        "=ROWS(Prices!$I$5:$I$13)-COUNT(Prices!$I$5:$I$14)",
        "=ROWS(Schedule!$I$5:$I$14)-COUNT(Prices!$I$5:$I$14)",
        "=ROWS(Prices!$I$5:$I$14)+COUNT(Prices!$I$5:$I$14)",
        "=0",
        "ROWS('Prices'!$I$5:$I$14)-COUNT('Prices'!$I$5:$I$14)",
        0,
        None,
    ],
)
def test_another_formula_is_a_change(changed: object) -> None:
    """Another range, sheet or operator, a number or nothing instead is noticed."""
    assert not _same(SENT, changed)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('=IF(A1="Бэлэн байна",1,0)', '=IF(A1="Бэлэнбайна",1,0)', False),
        ('=IF(A1="yes",1,0)', '=IF(A1="YES",1,0)', False),
        ("='Үнэ'!A1", "=Үнэ!A1", True),
        ("='It''s'!A1", "='It''s'!a1", True),
        ("='1 Import'!A1", "='1Import'!A1", False),
        ("='2027'!A1*'Жагсаалт / Schedule'!B2", "='2027'!A1 * 'Жагсаалт / Schedule'!B2", True),
        ("=A1:B2 B1:C2", "=A1:B2B1:C2", False),
        ("=A1", "=$A$1", False),
    ],
)
def test_texts_and_names_of_sheets_stay(one: str, other: str, same: bool) -> None:
    """Blanks and case count inside texts and sheet names, and so do blanks that mean something."""
    assert (normalised(one) == normalised(other)) is same
    assert is_formula(one)
