from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from inventory.files.sheets import Wanted
from inventory.files.workbooks import read_workbook

HEADER = ["site_id", "kind", "students", "contract_end", "lan"]


def test_cells_keep_their_types(read, sheet) -> None:
    """Numbers, dates and truth values of a workbook need no declaration."""
    table = read("s.xlsx", sheet([HEADER, [34625, "school", 1250, dt.date(2026, 3, 31), True]]))
    values = table.records[0].values

    assert (values["site_id"], values["students"]) == ("34625", 1250)
    assert (values["contract_end"], values["lan"]) == ("2026-03-31", True)
    assert table.findings == ()


def test_numbers_stored_as_text_are_not_guessed(read, sheet, rule_ids) -> None:
    """A number typed as text with a comma is ambiguous in a workbook too."""
    data = sheet([HEADER, ["A", "school", "12,500", None, None]])

    assert rule_ids(read("s.xlsx", data).findings) == ["number.ambiguous"]
    assert read("t.xlsx", data, number_format="1,234.5").records[0].values["students"] == 12500


def test_the_sheet_with_the_header_is_read_and_the_others_noted(read, sheet) -> None:
    """A cover sheet is passed over for the sheet that has known headers."""
    data = sheet([["Тайлан"], ["2026"]], Sites=[HEADER, ["A", "school", 5, None, None]])
    table = read("s.xlsx", data)

    assert [r.values["site_id"] for r in table.records] == ["A"]
    assert [f.rule for f in table.findings] == ["file.sheet_chosen"]


def test_a_named_sheet_is_read_or_missed(read, sheet) -> None:
    """`sheet` chooses without a note; a misspelt one is told with the nearest name."""
    data = sheet([["x"]], Inventory=[HEADER, ["A", "school", 5, None, None]])
    missed = read("t.xlsx", data, sheets=("Invntory",))

    assert read("s.xlsx", data, sheets=("inventory",)).findings == ()
    assert [f.rule for f in missed.findings] == ["file.layer"]
    assert 'sheet = "Inventory"' in missed.findings[0].todo


def test_cells_beyond_the_header_are_noted(read, sheet) -> None:
    """A remark to the right of the table is a column without a header, not a fault."""
    table = read("s.xlsx", sheet([["site_id", "kind"], ["A", "school", "check this"]]))

    assert [(f.rule, f.severity) for f in table.findings] == [("column.unknown", "note")]
    assert "column 3" in table.findings[0].found


def test_formulas_without_values_are_told(read, sheet) -> None:
    """A formula that was never calculated reads as empty, and a warning says so."""
    table = read("s.xlsx", sheet([HEADER, ["A", "school", "=2+3", None, None]]))

    assert [(f.rule, f.severity) for f in table.findings] == [("file.formula", "warning")]
    assert table.records[0].values["students"] is None


def test_a_stray_far_cell_is_refused_before_reading(read, sheet) -> None:
    """One cell in the last corner would make a sheet of 17 billion cells; it is not opened."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(sheet([HEADER, ["A", "school", 5, None, None]])))
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    table = read("s.xlsx", stream.getvalue())

    assert [f.rule for f in table.findings] == ["file.unsafe"]
    assert "1048576" in table.findings[0].found


def _archive(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a workbook's archive is packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_bomb_is_refused_by_its_unpacked_size() -> None:
    """A small workbook that unpacks to more than eight times the limit is not opened."""
    data = _archive({"xl/worksheets/sheet1.xml": b" " * (3 * 2**20)})
    grid = read_workbook(data, "s.xlsx", Wanted(), 2**18, lambda _: False)[0]

    assert len(data) < 2**14
    assert [f.rule for f in grid.findings] == ["file.unsafe"]


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """An archive whose directory understates a part's size is found out while unpacking."""
    data = bytearray(_archive({"xl/worksheets/sheet1.xml": b" " * 2**20}))
    size = (2**20).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    grid = read_workbook(bytes(data), "s.xlsx", Wanted(), 2**18, lambda _: False)[0]

    assert [f.rule for f in grid.findings] == ["file.not_a_table"]


def test_a_bomb_of_one_text_in_many_cells_is_refused() -> None:
    """A megabyte of text that two thousand cells share would fill the memory; it is not opened."""
    cell = b'<c r="A1" t="s"><v>0</v></c>'
    data = _archive(
        {
            "xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * 2**20 + b"</t></si></sst>",
            "xl/worksheets/sheet1.xml": b"<sheetData>" + cell * 2000 + b"</sheetData>",
        }
    )
    grid = read_workbook(data, "s.xlsx", Wanted(), 2**26, lambda _: False)[0]

    assert len(data) < 2**14
    assert [f.rule for f in grid.findings] == ["file.unsafe"]


def test_an_xlsx_name_alone_makes_no_workbook(read, rule_ids) -> None:
    """Text or a plain ZIP under an XLSX name is told."""
    assert rule_ids(read("a.xlsx", "site_id,kind\n").findings) == ["file.not_a_table"]
    assert rule_ids(read("b.xlsx", _archive({"a.txt": b"x"})).findings) == ["file.not_a_table"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_workbooks_are_told(read, sheet, rule_ids, share: float) -> None:
    """A truncated workbook is one finding."""
    data = sheet([HEADER, ["A", "school", 5, None, None]])
    table = read("s.xlsx", data[: int(len(data) * share)])

    assert rule_ids(table.findings) == ["file.not_a_table"]
