"""Numbers and dates are written as CLDR writes them in both languages, without Babel at work."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from planner.language.formats import number
from planner.language.labels import dotted_date


@pytest.mark.parametrize("language", ["mn", "en"])
@pytest.mark.parametrize("value", ["0", "999", "1234", "-1234567", "12345.6", "0.125", "-0.5"])
def test_numbers_have_the_marks_of_cldr(language: str, value: str) -> None:
    """The comma parts thousands and the point parts decimals, in Mongolian as in English."""
    exact = Decimal(value)
    decimals = max(0, -int(exact.as_tuple().exponent))

    assert number(exact, decimals) == format_decimal(exact, locale=language)


def test_no_language_of_ours_has_marks_of_its_own() -> None:
    """One way to write numbers serves both languages; where CLDR parts them, this fails."""
    marks = [
        {name: Locale.parse(language).number_symbols["latn"][name] for name in ("decimal", "group")}
        for language in ("mn", "en")
    ]

    assert marks == [{"decimal": ".", "group": ","}] * 2


@pytest.mark.parametrize("day", ["2026-03-05", "2027-12-31"])
def test_dates_on_sheets_are_the_short_ones_of_cldr(day: str) -> None:
    """Sheets of both languages write year, month and day with points, as Mongolian documents do."""
    assert dotted_date(day) == format_date(dt.date.fromisoformat(day), "short", locale="mn")
