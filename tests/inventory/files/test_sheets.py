"""Sheets, hidden rows and merged cells of workbooks are read as they are meant."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inventory.findings import Finding

HEADER = ["site_id", "kind", "name", "students"]


def rules_of(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return rule and severity of every finding."""
    return [(f.rule, str(f.severity)) for f in findings]


def changed(data: bytes, change: Callable[[Workbook], Any]) -> bytes:
    """Return a workbook after a change."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_one_sheet_a_district_is_one_table(read, sheet) -> None:
    """All sheets with the same known headers are read; columns may stand in another order."""
    data = sheet(
        [HEADER, ["A", "school", "Нэг", 5]],
        Түнэл=[["students", "kind", "site_id", "Тайлбар"], [7, "school", "B", "шинэ"]],
        Толбо=[["Толбо сум"], HEADER, ["C", "school", "Гурав", 9]],
    )
    data = changed(data, lambda book: book["Түнэл"].insert_cols(2))
    data = changed(data, lambda book: book["Түнэл"].cell(1, 2, "name"))
    table = read("s.xlsx", data)
    told = [f for f in table.findings if f.rule.startswith("file.")]

    assert [(r.values["site_id"], r.values["students"]) for r in table.records] == [
        *(("A", 5), ("B", 7), ("C", 9)),
    ]
    assert [(r.file, r.row) for r in table.records] == [
        *(("s.xlsx [Sheet]", 2), ("s.xlsx [Түнэл]", 2), ("s.xlsx [Толбо]", 3)),
    ]
    assert [(f.rule, f.severity) for f in told] == [("file.sheets_joined", "note")]
    assert (table.files[0].path, table.files[0].rows, len(table.files)) == ("s.xlsx", 3, 1)


def test_sheets_with_other_headers_are_a_question(read, sheet) -> None:
    """Two sheets that could both be the table stop the reading until `sheet` says which."""
    rows = [HEADER, ["A", "school", "Нэг", 5]]
    other = [["site_id", "kind", "staff", "rooms", "shifts"], ["B", "school", 3, 4, 1]]
    data = sheet(rows, Номын=other)
    (finding,) = read("s.xlsx", data).findings
    everything = read("t.xlsx", data, sheets=("*",))

    assert (finding.rule, finding.severity) == ("file.sheets_differ", "error")
    assert "Sheet" in finding.found and "Номын" in finding.found
    assert [r.values["site_id"] for r in everything.records] == ["A", "B"]
    assert [r.values["staff"] for r in everything.records] == [None, 3]
    assert [f for f in everything.findings if f.severity == "error"] == []
    assert len(read("u.xlsx", data, sheets=("номын",)).records) == 1


def test_a_sheet_like_the_table_is_never_left_in_silence(read, sheet) -> None:
    """A sheet with half of the headers is a warning; a cover sheet is a note."""
    data = sheet([["Тайлан", 2026]], Sites=[HEADER, ["A", "school", "Нэг", 5]])
    data = changed(data, lambda book: book.create_sheet("Үлдсэн").append(["name", "students"]))
    table = read("s.xlsx", data)

    assert rules_of(table.findings) == [
        *(("file.sheet_chosen", "note"), ("file.sheets_left", "warning")),
    ]


def test_a_hidden_sheet_is_not_read_as_part_of_the_table(read, sheet) -> None:
    """An old copy on a hidden sheet does not double the sites; a warning tells of it."""
    data = sheet([HEADER, ["A", "school", "Нэг", 5]], Old=[HEADER, ["Z", "school", "Хуучин", 5]])
    data = changed(data, lambda book: setattr(book["Old"], "sheet_state", "hidden"))
    table = read("s.xlsx", data)

    assert [r.values["site_id"] for r in table.records] == ["A"]
    assert rules_of(table.findings) == [("file.sheets_left", "warning")]


def test_sheets_are_named_by_list_and_pattern(read, sheet) -> None:
    """`sheet` may list names or patterns; one that matches nothing is an error."""
    rows = {f"Сум {n}": [HEADER, [f"S{n}", "school", "x", n]] for n in (1, 2)}
    data = sheet([["x"]], **rows)
    listed = read("s.xlsx", data, sheets=("сум 2", "Сум 1"))
    pattern = read("t.xlsx", data, sheets=("Сум*",))
    missed = read("u.xlsx", data, sheets=("Сум 1", "Баг*"))

    assert [r.values["site_id"] for r in listed.records] == ["S1", "S2"]
    assert [r.values["site_id"] for r in pattern.records] == ["S1", "S2"]
    assert rules_of(missed.findings) == [("file.layer", "error")]


def hide(rows: range | list[int]) -> Callable[[Workbook], None]:
    """Return the change that hides rows, as a filter does."""

    def change(book: Workbook) -> None:
        for number in rows:
            book.worksheets[0].row_dimensions[number].hidden = True

    return change


ROWS = [HEADER, *([f"S{n}", "school", "x", n] for n in range(1, 9))]


@pytest.mark.parametrize(
    ("setting", "kept", "rules"),
    [
        (None, 8, [("file.hidden_rows", "warning")]),
        ("read", 8, []),
        ("skip", 5, [("file.hidden_rows_skipped", "note")]),
    ],
)
def test_hidden_rows_are_told_until_decided(read, sheet, setting, kept, rules) -> None:
    """Rows that a filter hides are read with a warning, or as `hidden_rows` says."""
    table = read("s.xlsx", changed(sheet(ROWS), hide([3, 4, 7])), hidden_rows=setting)

    assert len(table.records) == kept
    assert rules_of(table.findings) == rules
    assert all("3 hidden" in f.found for f in table.findings)


def test_hidden_columns_are_told(read, sheet) -> None:
    """A note names hidden columns by their letters."""

    def change(book: Workbook) -> None:
        book.worksheets[0].column_dimensions["D"].hidden = True

    (finding,) = read("s.xlsx", changed(sheet(ROWS), change)).findings

    assert (finding.rule, finding.found) == ("file.hidden_columns", "hidden: D")


def test_merged_cells_of_any_type_are_carried_down(read, sheet) -> None:
    """A code that is a number, a date, a yes and a position stand in every row of a merged cell."""
    header = ["soum_code", "site_id", "kind", "lan", "longitude", "latitude"]
    rows = [header, [4101, "A", "school", True, 100.5, 49.5], [None, "B", "school"]]
    table = read("s.xlsx", sheet(rows, merged=["A2:A3", "D2:D3", "E2:E3", "F2:F3"]))
    values = [r.values for r in table.records]

    assert [(v["soum"], v["lan"], v["longitude"]) for v in values] == [("4101", True, 100.5)] * 2
    assert table.findings == ()


def test_an_amount_is_not_counted_in_every_row_of_a_merged_cell(read, sheet) -> None:
    """Students merged over two schools count once, and a warning says that they were one cell."""
    rows = [["site_id", "kind", "students"], ["A", "school", 5], ["B", "school", None]]
    table = read("s.xlsx", sheet(rows, merged=["C2:C3"]))

    assert [r.values["students"] for r in table.records] == [5, None]
    assert [(f.rule, f.row) for f in table.findings] == [("value.merged", 3)]


def test_a_workbook_with_a_password_is_named_as_such(read) -> None:
    """Encrypted XLSX files and old workbooks with a password say so, not that they are damaged."""
    packed = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99
    record = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 12 + b"\x2f\x00\x36\x00"
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 508 + record + b"\0" * 99

    for name, data in (("s.xlsx", packed), ("s.xls", old)):
        (finding,) = [f for f in read(name, data).findings if f.rule == "file.not_a_table"]
        assert "password" in finding.found
