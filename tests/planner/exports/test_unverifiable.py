"""A figure without a certificate is not called proven on any sheet or page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.exports.registry import export
from planner.language.label import Language
from planner.rendering.context import ExportContext

WORDS = {"en": "not verifiable from this run", "mn": "шалгах боломжгүй"}
PROVEN = {"en": "(proven between", "mn": "(батлагдсан завсар"}


@pytest.fixture
def uncertified(context: ExportContext) -> ExportContext:
    """Return the plan as a run without comparisons records it."""
    plan = context.plan
    assert plan.next_money is not None
    money = replace(plan.next_money, verifiable=False)
    rows = tuple(replace(row, verifiable=False) for row in plan.directives)
    return replace(context, plan=replace(plan, next_money=money, directives=rows))


@pytest.mark.parametrize("language", ["en", "mn"])
def test_the_page_says_so(
    context: ExportContext, uncertified: ExportContext, language: Language, tmp_path: Path
) -> None:
    """At the next money, at each directive's interval and in the sum of directives."""
    page = export("page", replace(uncertified, language=language), tmp_path).read_text("utf-8")
    proven = export("page", replace(context, language=language), tmp_path).read_text("utf-8")

    assert page.count(WORDS[language]) == 3
    assert PROVEN[language] not in page
    assert WORDS[language] not in proven
    assert PROVEN[language] in proven


@pytest.mark.parametrize("language", ["en", "mn"])
def test_the_workbook_says_so(
    context: ExportContext, uncertified: ExportContext, language: Language, tmp_path: Path
) -> None:
    """On the cover, at the next money and at each directive's interval."""
    from openpyxl import load_workbook

    texts = {}
    for name, told in (("without", uncertified), ("with", context)):
        folder = tmp_path / name
        folder.mkdir()
        book = load_workbook(export("workbook", replace(told, language=language), folder))
        cells = (c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row)
        texts[name] = "\n".join(str(value) for value in cells if value is not None)

    assert texts["without"].count(WORDS[language]) == 2
    assert PROVEN[language] not in texts["without"]
    assert WORDS[language] not in texts["with"]
