from __future__ import annotations

import pytest

PLAIN = ["site_id", "kind", "name", "students"]


def test_a_title_row_is_left_out(read, sheet) -> None:
    """The header is found below a title and blank rows, and a note says where."""
    rows = [["Сургуулийн бүртгэл"], [], PLAIN, ["A", "school", "Нэг", 5]]
    table = read("s.xlsx", sheet(rows, merged=["A1:D1"]))

    assert [(r.row, r.values["students"]) for r in table.records] == [(4, 5)]
    assert [(f.rule, f.row) for f in table.findings] == [("header.row", 3)]


TWO_ROWS = [
    ["Код", "Төрөл", "Байршил", None, "Компьютер", None],
    [None, None, "Уртраг", "Өргөрөг", "нийт", "ажилладаг"],
    ["A", "school", 104.5, 47.5, 20, 12],
]


@pytest.mark.parametrize("merged", [[], ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]])
def test_two_row_headers_join_group_and_name(read, sheet, merged: list[str]) -> None:
    """A header of groups over names is joined, with merged cells and without."""
    table = read("s.xlsx", sheet(TWO_ROWS, merged=merged))
    values = table.records[0].values

    assert (values["longitude"], values["latitude"]) == (104.5, 47.5)
    assert (values["computers_total"], values["computers_working"]) == (20, 12)
    assert values["site_id"] == "A"
    assert [f.rule for f in table.findings] == ["header.row"]


def test_the_same_two_row_header_is_read_from_csv(read) -> None:
    """Groups over names are joined in a text table too."""
    text = "Код;Төрөл;Байршил;;Компьютер;\n;;Уртраг;Өргөрөг;нийт;ажилладаг\nA;school;104;47;2;1\n"
    values = read("s.csv", text).records[0].values

    assert (values["longitude"], values["computers_working"]) == (104.0, 1)


@pytest.mark.parametrize(
    "label", ["Нийт", "НИЙТ ДҮН", "Дүн", "Бүгд", "Total", "Grand total:", "Архангай аймгийн дүн"]
)
def test_total_rows_are_left_out_with_a_note(read, label: str) -> None:
    """Total rows in Mongolian and English are skipped wherever they stand, and noted."""
    text = f"name,site_id,kind,students\nНэг,A,school,5\n{label},,,5\nХоёр,B,school,7\n,,,\n"
    table = read("s.csv", text)

    assert [r.values["students"] for r in table.records] == [5, 7]
    assert [(f.rule, f.row) for f in table.findings] == [("row.skipped", 3)]
    assert label.rstrip(":") in table.findings[0].found


@pytest.mark.parametrize("name", ["Нийтийн номын сан", "Totalia school", "Дүнжингарав"])
def test_names_that_begin_like_totals_are_kept(read, name: str) -> None:
    """A public library (Нийтийн номын сан) is not a total."""
    table = read("s.csv", f"name,site_id,kind\n{name},A,library\n")

    assert [r.values["name"] for r in table.records] == [name]


def test_a_total_word_beside_an_identifier_is_a_row(read) -> None:
    """A row that has its own code is a site even when it is called Нийт."""
    assert len(read("s.csv", "name,site_id,kind\nНийт,A,school\n").records) == 1


def test_column_numbers_and_remarks_are_left_out(read, sheet) -> None:
    """A row 1, 2, 3 under the header, a section title and a remark below are not sites."""
    rows = [
        ["№", *PLAIN],
        [1, 2, 3, 4, 5],
        ["Архангай аймаг"],
        [1, "A", "school", "Нэг", 5],
        ["Тайлбар: 2026 он"],
    ]
    table = read("s.xlsx", sheet(rows))

    assert [r.values["site_id"] for r in table.records] == ["A"]
    assert [f.row for f in table.findings if f.rule == "row.skipped"] == [2, 3, 5]


def test_a_declared_header_row_wins(read) -> None:
    """header_row in the project file is obeyed; a blank one is told."""
    text = "site_id,kind\nкод,төрөл\nA,school\n"

    assert len(read("a.csv", text).records) == 2
    assert len(read("b.csv", text, header_row=2).records) == 1
    assert read("c.csv", text, header_row=9).findings[0].rule == "file.empty"


def test_duplicate_headers_are_told(read) -> None:
    """A known header twice is an error, an unknown one is not."""
    table = read("s.csv", "site_id,kind,Students,students,note,note\nA,school,1,2,3,4\n")

    assert [(f.rule, f.column) for f in table.findings if f.severity == "error"] == [
        ("header.duplicate", "students")
    ]
    assert table.records[0].values["students"] in (1, 2)


def test_a_header_alone_is_told(read) -> None:
    """Sites without rows are an error, a table that may be empty a warning."""
    assert [f.rule for f in read("s.csv", "site_id,kind\n").findings] == ["file.empty"]
    table = read("d.csv", "sku,depot,quantity\n", table="stock")
    assert [f.rule for f in table.findings] == ["table.no_rows"]


def test_two_equal_columns_of_a_merged_header_keep_their_first_value(read) -> None:
    """The raw text of a doubled header is that of its first column."""
    record = read("s.csv", "site_id,kind,note,note\nA,school,1,2\n").records[0]

    assert record.raw["note"] == "1"


@pytest.mark.parametrize("name", ["ажилладаг", "Ажиллаж байгаа"])
def test_working_computers_stand_under_their_group(read, sheet, name: str) -> None:
    """Both usual words for working, under the group Компьютер, are the working computers."""
    rows = [TWO_ROWS[0], [*TWO_ROWS[1][:-1], name], TWO_ROWS[2]]

    assert read("s.xlsx", sheet(rows)).records[0].values["computers_working"] == 12


THREE_ROWS = [
    ["Код", "Төрөл", "Сурагч", None, None, "Байршил", None],
    [None, None, "Нийт", "Үүнээс", None, "Координат", None],
    [None, None, None, "эрэгтэй", "эмэгтэй", "Уртраг", "Өргөрөг"],
    ["A", "school", 25, 13, 12, 104.5, 47.5],
]
MERGED = ["A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2", "F1:G1", "F2:G2"]


@pytest.mark.parametrize("merged", [[], MERGED])
def test_headers_over_three_rows_are_joined(read, sheet, merged: list[str]) -> None:
    """Groups over groups over names: each column has the fullest name that is known."""
    rows = [row[:] for row in THREE_ROWS]
    table = read("s.xlsx", sheet(rows, merged=merged))
    record = table.records[0]

    assert (record.row, record.values["students"]) == (4, 25)
    assert (record.values["longitude"], record.values["latitude"]) == (104.5, 47.5)
    assert record.raw["Сурагч Үүнээс эмэгтэй"] == "12"
    assert [f.found for f in table.findings if f.rule == "header.row"] == [
        "the header in rows 1 to 3"
    ]


TWICE = "site_id,kind,Students,Students\nA,school,1,2\n"


@pytest.mark.parametrize(
    ("mapped", "value"), [("Students #1", 1), ("Students #2", 2), ("", None), ("Students", None)]
)
def test_a_mapping_says_which_of_two_equal_headers_is_meant(read, mapped, value) -> None:
    """The finding prints the names that a mapping must use, and they work; a bare one does not."""
    (finding,) = [f for f in read("s.csv", TWICE).findings if f.severity == "error"]
    table = read("t.csv", TWICE, columns={"students": mapped})
    errors = [f.rule for f in table.findings if f.severity == "error"]

    assert finding.rule == "header.duplicate"
    assert '"Students #1"' in finding.todo and '"Students #2"' in finding.todo
    assert errors == (["header.duplicate"] if mapped == "Students" else [])
    assert errors or table.records[0].values["students"] == value
