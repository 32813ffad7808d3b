from __future__ import annotations

import pytest

BASIC = "site_id,kind,name\nA,school,Нэг\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_found_by_the_header(read, separator: str) -> None:
    """Comma, semicolon and tab are told apart by the header they yield."""
    table = read("s.csv", BASIC.replace(",", separator))

    assert [r.values["name"] for r in table.records] == ["Нэг"]
    assert table.findings == ()


def test_decimal_commas_do_not_pass_for_separators(read) -> None:
    """A semicolon file full of decimal commas is still cut at semicolons."""
    rows = "".join(f"S{i};school;10{i},5;47,{i}\n" for i in range(9))
    table = read("s.csv", "site_id;kind;longitude;latitude\n" + rows, number_format="1234,5")

    assert [r.values["longitude"] for r in table.records] == [100.5 + i for i in range(9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read_by_their_marks(read, encoding: str) -> None:
    """UTF-8 with and without a mark, and UTF-16 with one, need no declaration."""
    table = read("s.csv", BASIC.encode(encoding))

    assert table.records[0].values["name"] == "Нэг"
    assert table.findings == ()


def test_cp1251_is_guessed_and_told(read, rule_ids) -> None:
    """Cyrillic text that is not UTF-8 is read as cp1251 with a warning, without one if declared."""
    data = "site_id;kind;Нэр\nA;сургууль;Багийн сургууль\n".encode("cp1251")
    guessed = read("g.csv", data)
    declared = read("d.csv", data, encoding="cp1251")

    assert rule_ids(guessed.findings) == ["file.encoding_guessed"]
    assert declared.findings == ()
    assert guessed.records[0].values == declared.records[0].values
    assert guessed.records[0].values["name"] == "Багийн сургууль"


def test_old_mongolian_stand_ins_match_and_stay_as_written(read) -> None:
    """є and ї for ө and ү in cp1251 match headers and codes; the name keeps its letters."""
    data = "Сургуулийн код;Тєрєл;Нэр\n1;номын сан;Їндэсний номын сан\n".encode("cp1251")
    record = read("s.csv", data, encoding="cp1251").records[0]

    assert record.values["kind"] == "library"
    assert record.values["name"] == "Їндэсний номын сан"


def test_damaged_utf8_is_an_error_not_a_guess(read, rule_ids) -> None:
    """One broken letter in a UTF-8 file is told with its row; the other rows are still read."""
    data = BASIC.encode() + b"B,library,\xd0\n"
    table = read("s.csv", data)

    assert [(f.rule, f.row) for f in table.findings] == [("file.encoding_wrong", 3)]
    assert table.records[0].values["name"] == "Нэг"


def test_a_wrong_declaration_is_told(read, rule_ids) -> None:
    """Bytes that the declared encoding lacks are an error."""
    table = read("s.csv", BASIC.encode("cp1251"), encoding="utf-8")

    assert rule_ids(table.findings)[0] == "file.encoding_wrong"


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"PK\x03\x04 not text",
        b"%PDF-1.7 ...",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"\x00\x01" * 50,
    ],
)
def test_binary_files_are_not_tables(read, rule_ids, content: bytes) -> None:
    """A file of another kind under a CSV name is one finding that says what it is."""
    table = read("s.csv", content)

    assert rule_ids(table.findings) == ["file.not_a_table"]
    assert table.findings[0].todo


def test_open_quotation_marks_are_told(read, rule_ids) -> None:
    """A quotation mark that never closes is told at its row, rows before it are read."""
    table = read("s.csv", BASIC + 'B,school,"Хоёр\nC,school,Гурав\n')
    quotes = [f for f in table.findings if f.rule == "row.quotes"]

    assert [f.row for f in quotes] == [3]
    assert table.records[0].values["site_id"] == "A"


def test_quoted_separators_and_line_breaks_belong_to_the_value(read) -> None:
    """Quoted values hold separators, quotes and line breaks; rows count as a spreadsheet does."""
    table = read("s.csv", 'site_id,kind,name\nA,school,"Нэг, ""хоёр""\nгурав"\nB,school,x\n')

    assert table.records[0].values["name"] == 'Нэг, "хоёр"\nгурав'
    assert [r.row for r in table.records] == [2, 3]


def test_row_lengths_are_compared_with_the_header(read) -> None:
    """A longer row is an error and a shorter one a warning; empty cells at the end are neither."""
    table = read("s.csv", "site_id,kind\nA,school,more\nB\nC,school,,\n")

    assert [(f.rule, f.row) for f in table.findings if f.rule.startswith("row.")] == [
        ("row.too_long", 2),
        ("row.too_short", 3),
    ]


def test_excels_separator_line_is_obeyed(read) -> None:
    """A first line sep=; names the separator and is not a row of data."""
    table = read("s.csv", "sep=;\nsite_id;kind\nA;school\n")

    assert [(r.row, r.values["site_id"]) for r in table.records] == [(3, "A")]


def test_mac_line_ends_are_read(read) -> None:
    """Lines that end in a carriage return only are rows."""
    assert len(read("s.csv", "site_id,kind\rA,school\rB,library\r").records) == 2


@pytest.mark.parametrize("content", ["\n\n\n", " \n", ",,,\n,,\n"])
def test_blank_files_are_empty(read, rule_ids, content: str) -> None:
    """A file of blank rows has no table."""
    assert rule_ids(read("s.csv", content).findings) == ["file.empty"]


def test_more_rows_than_a_spreadsheet_holds_are_refused(read, rule_ids) -> None:
    """Millions of blank lines are told, not held in memory."""
    table = read("s.csv", "site_id,kind\n" + "\n" * 1_100_000)

    assert rule_ids(table.findings)[0] == "file.too_large"
    assert table.records == ()


def test_bars_separate_columns(read) -> None:
    """Census files separate columns by bars; a first line may say so."""
    text = "site_id|kind|students\nA|school|1\n"

    assert read("s.csv", text).records[0].values["students"] == 1
    assert read("t.csv", f"sep=|\n{text}").records[0].values["students"] == 1


def test_another_separator_is_named_and_may_be_declared(read) -> None:
    """A separator that is never guessed is one finding that says how to declare it."""
    text = "site_id^kind^students\nA^school^1\nB^school^2\n"
    (finding,) = read("s.csv", text).findings

    assert (finding.rule, finding.todo) == (
        *("file.not_a_table", 'set separator = "^" in kholboo.toml'),
    )
    assert len(read("t.csv", text, separator="^").records) == 2
    (of_one_row,) = read("u.csv", "site_id^kind^students\nA^school^1\n").findings
    assert of_one_row.todo == finding.todo
