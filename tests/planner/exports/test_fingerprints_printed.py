"""Sheets and pages print 128 bits of the fingerprint, codes hold all of it, and who decided."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from planner.exports.handover_sheets import code_of, sheets_of
from planner.exports.registry import export
from planner.rendering.context import ExportContext
from planner.rendering.spreadsheet import Stamp, open_book
from planner.rendering.table import Column
from planner.scenario.decisions import Decision

WHOLE = "0123456789abcdef" * 4
PRINTED = f"{WHOLE[:32]} (0123 4567 89ab)"


def _decision(kind: str, **more: str) -> Decision:
    given = dict.fromkeys(("subject", "value", "by", "role", "authority", "document", "date"), "")
    return Decision(kind=kind, **{**given, **more})


DECISIONS = (
    _decision("plan", by="=Д. Болд", role="Сайд", document="А/12", date="2026-11-20"),
    _decision("override", subject="limits.capex_minor", value="5"),
    _decision("fund", subject="lead", by="<b>Bank</b>"),
)


@pytest.fixture
def decided(tendered: ExportContext) -> ExportContext:
    """Return a plan with a whole fingerprint and people who decided."""
    plan = replace(tendered.plan, fingerprint=WHOLE, decisions=DECISIONS)
    return replace(tendered, plan=plan, language="en")


def _cells(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    return [[str(c.value) for row in page.iter_rows() for c in row] for page in book.worksheets]


@pytest.mark.parametrize("name", ["workbook", "handover-workbook"])
def test_every_sheet_and_footer_carries_32_digits_and_the_short_form(
    decided: ExportContext, tmp_path: Path, name: str
) -> None:
    """On a line of its own in the footer, below the names and in one part with them."""
    book = openpyxl.load_workbook(export(name, decided, tmp_path))

    for sheet in book:
        if name == "workbook":
            assert PRINTED in sheet["A2"].value
        assert sheet.oddFooter.left.text.split("\n")[1:] == [PRINTED]
        assert sheet.oddFooter.center.text is None


def test_a_footer_is_never_longer_than_a_file_holds(tmp_path: Path) -> None:
    """Long names are cut, the fingerprint is not; longer footers would be dropped silently."""
    stamp = Stamp(project="&" * 80, scenario="ж" * 80, plan_id="&x" * 40, fingerprint=PRINTED)
    with open_book(tmp_path / "a.xlsx", stamp, title="t", language="both") as book:
        book.sheet("bill", "title.bill", [Column("sku", 10)]).write(["x"])
    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets

    assert PRINTED in sheet.oddFooter.left.text
    assert "&P / &N" in sheet.oddFooter.right.text


def test_pages_of_handover_print_it_below_the_code(decided: ExportContext, tmp_path: Path) -> None:
    """As two lines as wide as the code, and the short form; the code holds all 64 digits."""
    sheets = sheets_of(decided)
    found = PdfReader(export("handover", decided, tmp_path)).pages

    for sheet, page in zip(sheets, [*found][1:], strict=True):
        text = page.extract_text()
        assert text.count(WHOLE[:16]) >= 2 and "0123 4567 89ab" in text
        assert sheet.code == code_of(WHOLE, sheet.site.id) == f"kholboo:{WHOLE}:{sheet.site.id}"


def test_the_page_prints_it_with_who_decided(decided: ExportContext, tmp_path: Path) -> None:
    """In the head, and row by row; a name with tags in it is text."""
    page = export("page", decided, tmp_path).read_text("utf-8")

    assert page.count(PRINTED) >= 2
    assert "=Д. Болд, Сайд, А/12, 2026.11.20" in page
    assert "setting given instead: limits.capex_minor = 5<td>not stated" in page
    assert "&lt;b&gt;Bank" in page and "<b>Bank" not in page


def test_the_cover_prints_who_decided(decided: ExportContext, tmp_path: Path) -> None:
    """Of the plan at the head, of everything below; no name is a formula."""
    path = export("workbook", decided, tmp_path)
    cover = _cells(path)[0]

    assert cover.count("=Д. Болд, Сайд, А/12, 2026.11.20") == 2
    assert "fund lead" in cover and "not stated" in cover
    book = openpyxl.load_workbook(path)
    named = [c for row in book.worksheets[0].iter_rows() for c in row if "Болд" in str(c.value)]
    assert {c.data_type for c in named} == {"s"}


def test_data_hold_the_whole_fingerprint(decided: ExportContext, tmp_path: Path) -> None:
    """Programs compare all of it."""
    collection = json.loads(export("geojson", decided, tmp_path).read_text("utf-8"))

    assert collection["plan"]["fingerprint"] == WHOLE
    assert re.fullmatch(r"[0-9a-f]{64}", collection["plan"]["fingerprint"])
