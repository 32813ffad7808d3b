"""Handover sheets: one page a site, what arrives from where, and no formula."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.errors import SettingsError
from planner.exports import handover_pdf
from planner.exports.handover_pdf import data_of
from planner.exports.handover_sheets import Sheet, code_of, sheets_of
from planner.exports.handover_workbook import worksheet_names
from planner.exports.registry import export
from planner.rendering import optional_packages
from planner.rendering.context import ExportContext


def sheet_of(context: ExportContext, site_id: str) -> Sheet:
    """Return the sheet of one site."""
    return next(s for s in sheets_of(context) if s.site.id == site_id)


def pages(path: Path) -> list[str]:
    """Return the text of every page of a PDF."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(path).pages]


def test_everybody_who_receives_or_gives_has_a_sheet(tendered: ExportContext) -> None:
    """Sheets are for sites where something arrives, changes or leaves; by aimag and soum."""
    assert ["AR-1", "BO-1", "BO-2", "BO-3"] == [s.site.id for s in sheets_of(tendered)]

    gives = replace(tendered.plan, moves=(replace(tendered.plan.moves[1], origin="AR-4"),))
    assert "AR-4" in [s.site.id for s in sheets_of(replace(tendered, plan=gives))]


def test_arrivals_come_from_where_the_plan_says(tendered: ExportContext) -> None:
    """Ten computers are bought, three come from a depot, two from a site; none is lost."""
    sheet = sheet_of(replace(tendered, language="en"), "AR-1")

    assert [
        (10, "P01: purchase"),
        (3, "depot: @Төв"),
        (2, "site: =cmd|' /C calc'!A0 (BO-3)"),
    ] == [(a.quantity, a.origin) for a in sheet.arrivals]
    boxes = [a.first_serial + n for a in sheet.arrivals for n in range(a.serials)]
    assert boxes == list(range(1, 16))  # each computer has a box of its own number


def test_what_leaves_is_signed_for_too(tendered: ExportContext) -> None:
    """The site that gives two computers has them on its sheet; a proposal is on nobody's."""
    sheets = sheets_of(tendered)

    leaving = [(s.site.id, d.sku, d.quantity) for s in sheets for d in s.departures]
    assert [("BO-3", "PC", 2)] == leaving


def test_one_time_purchases_all_arrive_somewhere(context: ExportContext) -> None:
    """Over all sheets, units that arrive are the units that the plan buys for sites."""
    arriving = sum(a.quantity for s in sheets_of(context) for a in s.arrivals)
    bought = sum(
        line.quantity
        for d in context.plan.deployments
        for line in d.lines
        if line.timing.value == "one_time"
    )

    assert arriving == bought == 18


def test_only_devices_have_boxes_for_serial_numbers(context: ExportContext) -> None:
    """A terminal has one box and a pair of radios two; metres of trench have none."""
    boxes = {a.sku: a.serials for s in sheets_of(context) for a in s.arrivals}

    assert {"PC": 15, "ONT": 1, "+BRIDGE": 2} == boxes


def test_the_test_asks_for_what_the_plan_promises(context: ExportContext) -> None:
    """A new link is measured against its busy-hour speed; a site without one is not measured."""
    english = replace(context, language="en")
    linked = {c.what: c.expected for c in sheet_of(english, "BO-1").checks}
    equipped = {c.what: c.expected for c in sheet_of(english, "AR-1").checks}

    assert linked["Download speed, Mbps"] == "≥ 80.5"
    assert linked["Latency, ms"] == "≤ 100"
    assert linked["Upload speed, Mbps"] == ""  # the plan promises none
    assert "Download speed, Mbps" not in equipped
    assert equipped["Working computers, pieces"] == "= 15"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", ""),
        ("5-10", "months 5–10"),
        ("6-6", "month 6"),
        ("all year", "all year"),
        ("after the river freezes", "after the river freezes"),
    ],
)
def test_the_season_is_the_inventorys_or_is_left_to_fill_in(
    tendered: ExportContext, said: str, shown: str
) -> None:
    """When vehicles reach a site is printed where it is known, else a blank is."""
    sites = tuple(replace(s, access_season=said) for s in tendered.sites)
    context = replace(tendered, sites=sites, language="en")

    facts = dict(data_of(context)["sheets"][0]["facts"])

    assert facts["Months when the road is open"] == shown


def test_the_season_is_on_the_page_and_in_the_worksheet(
    tendered: ExportContext, tmp_path: Path
) -> None:
    """PDF and workbook say the same months."""
    import openpyxl

    sites = tuple(replace(s, access_season="5-10") for s in tendered.sites)
    context = replace(tendered, sites=sites)

    printed = pages(export("handover", context, tmp_path))
    book = openpyxl.load_workbook(export("handover-workbook", context, tmp_path))

    assert sum("months 5–10" in page for page in printed) == len(sheets_of(context))
    cells = [str(c.value) for page in book.worksheets[1:] for row in page.iter_rows() for c in row]
    assert sum("months 5–10" in text for text in cells) == len(sheets_of(context))


def test_the_code_names_plan_and_site(context: ExportContext) -> None:
    """The code splits into a mark, the fingerprint and the id, whatever the id holds."""
    code = code_of(context.plan.fingerprint, "A:1/Б")

    assert code.split(":", 2) == ["kholboo", context.plan.fingerprint, "A:1/Б"]
    assert {s.code.split(":", 2)[2] for s in sheets_of(context)} == {
        s.site.id for s in sheets_of(context)
    }


def test_the_pdf_has_one_page_a_site(tendered: ExportContext, tmp_path: Path) -> None:
    """An opening page, then each site by name with what arrives; letters of every alphabet."""
    found = pages(export("handover", tendered, tmp_path))

    assert len(found) == 1 + 4
    opening, *sheets = found
    assert "Архангай" in opening
    for sheet, text in zip(sheets_of(tendered), sheets, strict=True):
        assert sheet.site.id in text
        assert tendered.plan.fingerprint in text
    assert "Қарағанды ауылының мектебі, ғәңұһі" in sheets[2]
    assert "₮" in opening


def test_the_fonts_are_in_the_pdf(context: ExportContext, tmp_path: Path) -> None:
    """Every font of the file is embedded, so that it prints on a machine without it."""
    from pypdf import PdfReader

    reader = PdfReader(export("handover", context, tmp_path))
    found: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"].get_object()["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            told = inner["/FontDescriptor"].get_object()
            found[str(inner["/BaseFont"])] = "/FontFile3" in told or "/FontFile2" in told

    assert any("Libertinus" in name for name in found)
    assert all(found.values())


def test_many_serial_numbers_go_on_over_the_next_page(
    context: ExportContext, tmp_path: Path
) -> None:
    """A site with 400 computers has a box for each, on as many pages as they need."""
    line = replace(context.plan.deployments[0].lines[0], quantity=400)
    first = replace(context.plan.deployments[0], lines=(line,))
    plan = replace(context.plan, deployments=(first,))

    found = pages(export("handover", replace(context, plan=plan), tmp_path))

    assert len(found) > 2
    assert re.search(r"\bPC 400\b", found[-1])


def test_more_sheets_than_memory_holds_are_refused_in_words(
    context: ExportContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit the message says how to write them in parts; nothing is written."""
    monkeypatch.setattr(handover_pdf, "MOST_SHEETS", 3)

    with pytest.raises(SettingsError, match=r"4 sheets.*\(3\).*--region"):
        export("handover", context, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_site_has_no_opening_page(context: ExportContext, tmp_path: Path) -> None:
    """Whoever asks for one site gets its sheet and nothing else."""
    one = replace(context, selected=frozenset({"BO-1"}))

    found = pages(export("handover", one, tmp_path))

    assert len(found) == 1
    assert "BO-1" in found[0]


def test_texts_are_data_and_never_a_program(context: ExportContext, tmp_path: Path) -> None:
    """A name that would be markup of the typesetter is printed as it is written."""
    name = '#read("data.json") $x$ *a* @b <c> \\ "d"'
    sites = tuple(replace(s, name=name) if s.id == "BO-1" else s for s in context.sites)
    one = replace(context, sites=sites, selected=frozenset({"BO-1"}))

    found = pages(export("handover", one, tmp_path))

    assert '#read("data.json") $x$ *a* @b <c> \\ "d"' in found[0].replace("\n", " ")


def test_every_word_of_the_template_is_given(context: ExportContext) -> None:
    """The template asks for no word that the data lack."""
    from importlib.resources import files

    template = files("planner.exports").joinpath("handover.typ").read_text(encoding="utf-8")

    assert set(re.findall(r"\bw\.(\w+)", template)) == data_of(context)["words"].keys()


@pytest.mark.parametrize(
    ("name", "module"), [("handover", "typst"), ("handover-workbook", "segno")]
)
def test_a_missing_library_is_asked_for_in_one_line(
    name: str,
    module: str,
    context: ExportContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the extra, the message says what to install and leaves no file."""
    real = optional_packages.import_module

    def without(wanted: str) -> Any:
        if wanted == module:
            raise ModuleNotFoundError(wanted)
        return real(wanted)

    monkeypatch.setattr(optional_packages, "import_module", without)

    with pytest.raises(SettingsError, match=rf"{module}.*pip install 'kholboo\[pdf\]'"):
        export(name, context, tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- the workbook -----------------------------------------------------------------------------


def test_the_workbook_has_a_worksheet_an_aimag(tendered: ExportContext, tmp_path: Path) -> None:
    """A list of all sheets, then one worksheet an aimag with a page break before each site."""
    import openpyxl

    path = export("handover-workbook", tendered, tmp_path)
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["Жагсаалт List", "Архангай", "Баян-Өлгий"]
    assert len(book["Баян-Өлгий"].row_breaks.brk) == 2  # three sites
    with zipfile.ZipFile(path) as archive:
        codes = [n for n in archive.namelist() if n.startswith("xl/media/")]
    assert len(codes) == 4
    listed = [row[0] for row in book["Жагсаалт List"].iter_rows(min_row=5, values_only=True)]
    assert listed == [s.site.id for s in sheets_of(tendered)]


def test_boxes_are_open_and_the_rest_is_locked(tendered: ExportContext, tmp_path: Path) -> None:
    """Only empty cells can be written to, and they keep the zeros of a serial number."""
    import openpyxl
    from openpyxl.cell.cell import MergedCell

    book = openpyxl.load_workbook(export("handover-workbook", tendered, tmp_path))

    for page in book.worksheets[1:]:
        assert page.protection.sheet
        cells = [c for row in page.iter_rows() for c in row if not isinstance(c, MergedCell)]
        opened = [cell for cell in cells if not cell.protection.locked]
        assert opened
        assert all(cell.value in (None, "") for cell in opened)
        assert all(cell.number_format == "@" for cell in opened)


def test_the_workbook_holds_no_formula(tendered: ExportContext, tmp_path: Path) -> None:
    """Names that begin like a formula are texts in every worksheet."""
    path = export("handover-workbook", tendered, tmp_path)

    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in archive.read(part) for part in parts)


def test_worksheets_have_names_that_programs_accept() -> None:
    """Names are cut, cleaned and told apart without regard to case."""
    long = "Өмнөговь аймгийн хамгийн урт нэр, хэсэг"

    names = worksheet_names(["A/B:C", "a b c", long, long, ""])

    assert len({n.casefold() for n in names}) == 5
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\'") for n in names)
