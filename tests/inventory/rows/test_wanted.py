"""Which rows are rows of a table: conditions, doubts, copies, sections, keys and patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.findings import Finding
from inventory.project import load_project
from inventory.records import read_tables

STATES = "site_id,kind,students,status\nA,school,5,Open\nB,school,6,Closed\nC,school,7,\n"


def warned(findings: tuple[Finding, ...]) -> list[str]:
    """Return the rules of errors and warnings."""
    return [f.rule for f in findings if f.severity != "note"]


def ids(table) -> list[str]:
    """Return the identifiers of a table's records."""
    return [record.values["site_id"] for record in table.records]


# -- where ----------------------------------------------------------------------------------------


def test_a_condition_leaves_rows_out(read) -> None:
    """Rows that do not fulfil `where` are left out and counted; an empty value passes."""
    table = read("s.csv", STATES, where="status != 'closed'")

    assert ids(table) == ["A", "C"]
    assert [(f.rule, f.row) for f in table.findings if f.rule == "rows.left_out"] == [
        ("rows.left_out", 3)
    ]
    assert warned(table.findings) == []
    assert ids(read("t.csv", STATES, where="students > 5 and status is not empty")) == ["B"]


def test_a_condition_on_an_unknown_column_is_an_error(read) -> None:
    """A misspelt column is an error with the nearest header, and leaves nothing out."""
    table = read("s.csv", STATES, where="statsu != 'closed'")
    (finding,) = [f for f in table.findings if f.severity == "error"]

    assert (finding.rule, finding.file) == ("config.where_column", "kholboo.toml")
    assert "status" in finding.todo
    assert len(table.records) == 3


@pytest.mark.parametrize("where", ["__import__('os')", "students +", "students + 1", 7])
def test_a_condition_that_is_none_is_an_error_of_the_project(configured, where) -> None:
    """What cannot be parsed, or is a figure, is refused where it is written."""
    text = f"[tables.sites]\npath = 'a.csv'\nwhere = {where!r}\n"

    assert [(f.rule, f.column) for f in configured(text).findings] == [
        ("config.wrong_value", "tables.sites.where")
    ]


# -- doubts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "values", "count"),
    [
        ("status", ["Open", "Temporarily closed", "Planned"], 2),
        ("Төлөв", ["ажиллаж байгаа", "хаагдсан", "нэгтгэсэн"], 2),
        ("closed_date", ["", "2023-08-31", "2020-01-01"], 2),
        ("is_closed", ["no", "yes", "0"], 1),
        ("active", ["TRUE", "FALSE", "TRUE"], 1),
        ("SY_STATUS", ["1", "2", "1"], 3),
        ("situação", ["EM ATIVIDADE", "PARALISADA", "EXTINTA"], 2),
        ("remarks", ["", "under construction", ""], 1),
        ("name", ["Нэг", "Хоёр (хаагдсан)", "CLOSED - Three"], 2),
    ],
)
def test_rows_that_may_not_be_wanted_are_a_warning(read, header, values, count) -> None:
    """Words such as closed, merged and planned in any column are told with their counts."""
    rows = "".join(f"S{n};school;{value}\n" for n, value in enumerate(values))
    table = read("s.csv", f"site_id;kind;{header}\n{rows}")
    (finding,) = [f for f in table.findings if f.rule == "rows.doubtful"]

    assert len(table.records) == 3
    assert finding.column == header
    assert finding.found.startswith(f"{count} row")


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("status", ["public", "private", "public"]),
        ("active", ["yes", "yes", "1"]),
        ("closed", ["no", "no", "0"]),
        ("enclosed_area", ["12", "13", "14"]),
        ("name", ["Хаалга сургууль", "Enclosed school", "Plan school"]),
    ],
)
def test_other_columns_are_no_doubt(read, header, values) -> None:
    """Columns of other meaning, and registers without a closed school, are not warned of."""
    rows = "".join(f"S{n};school;{value}\n" for n, value in enumerate(values))

    assert warned(read("s.csv", f"site_id;kind;{header}\n{rows}").findings) == []


def test_a_condition_decides_a_doubt(read) -> None:
    """A column that `where` names is decided, and `where = "true"` keeps every row."""
    assert warned(read("s.csv", STATES, where="status in ('open', 'closed')").findings) == []
    assert warned(read("t.csv", STATES, where="true").findings) == []
    assert warned(read("u.csv", STATES, where="students > 1").findings) == ["rows.doubtful"]


def test_words_that_the_condition_does_not_name_stay_a_warning(read) -> None:
    """Who leaves out the closed is told of the temporarily closed; the remedy names all of them."""
    rows = "".join(
        f"S{n};school;{word}\n"
        for n, word in enumerate(("Open", "Closed", "Temporarily closed", "Merged", "", "closed"))
    )
    text = f"site_id;kind;status\n{rows}"
    (first,) = [f for f in read("s.csv", text).findings if f.rule == "rows.doubtful"]
    wished = first.todo.partition('where = "')[2].partition('" in kholboo.toml')[0]
    later = read("t.csv", text, where="status != 'Closed'")
    (left,) = [f for f in later.findings if f.rule == "rows.doubtful"]
    done = read("u.csv", text, where=wished)

    assert left.found == "2 rows: Merged (1), Temporarily closed (1)"
    assert left.todo.startswith(
        "set where = \"(status != 'Closed') and status not in ('Merged', 'Temporarily closed')\""
    )
    assert ids(done) == ["S0", "S4"]
    assert warned(done.findings) == []


# -- equal rows -----------------------------------------------------------------------------------

TWICE = "site_id,kind,students\n" + "".join(f"S{n},school,{n}\n" for n in range(9)) * 2


def test_a_file_that_holds_every_row_twice_is_one_warning(read) -> None:
    """Rows that are equal in every cell are counted once; the setting counts them all."""
    table = read("s.csv", TWICE)
    both = read("t.csv", TWICE, equal_rows="all")

    assert ids(table) == [f"S{n}" for n in range(9)]
    assert [(f.rule, f.severity, f.row) for f in table.findings] == [("rows.equal", "warning", 11)]
    assert "every row twice" in table.findings[0].found
    assert (len(both.records), both.findings) == (18, ())


def test_copies_that_only_number_half_of_the_lines_are_told_as_such(read) -> None:
    """One row four times beside two single ones is not a file that holds every row twice."""
    text = "site_id,kind,students\n" + "A,school,1\n" * 4 + "B,school,2\nC,school,3\n"
    table = read("s.csv", text)

    assert ids(table) == ["A", "B", "C"]
    assert [f.found for f in table.findings] == ["3 of 6 rows repeat another row in every cell"]


def test_rows_that_differ_in_one_cell_are_no_copies(read) -> None:
    """One different cell makes a different row."""
    text = "site_id,kind,students\nA,school,1\nA,school,2\nA,school,1\n"

    assert [r.values["students"] for r in read("s.csv", text).records] == [1, 2]


def test_equal_entries_of_stock_are_all_counted_and_told(read) -> None:
    """Two equal entries may be two deliveries: they count, with a warning, unless told."""
    text = "sku,depot,quantity\nR,Улаанбаатар,5\nR,Улаанбаатар,5\n"
    table = read("s.csv", text, table="stock")

    assert ([f.rule for f in table.findings], len(table.records)) == (["rows.equal_counted"], 2)
    assert len(read("t.csv", text, table="stock", equal_rows="once").records) == 1


# -- sections, keys, prefixes ---------------------------------------------------------------------


def test_a_row_knows_the_titles_above_it(read, sheet) -> None:
    """Titles merged across the table or alone in a row are sections, nearest first."""
    rows = [
        *(["site_id", "name", "kind"], ["Архангай аймаг"], ["Мөрөн сум"], ["A", "Нэг", "school"]),
        *(["Түнэл"], ["B", "Хоёр", "school"], ["S9", None, None]),
    ]
    table = read("s.xlsx", sheet(rows, merged=["A2:C2", "A3:C3"]))

    assert [(r.values["site_id"], r.sections) for r in table.records] == [
        ("A", ("Мөрөн сум", "Архангай аймаг")),
        ("B", ("Түнэл", "Мөрөн сум", "Архангай аймаг")),
        ("S9", ("Түнэл", "Мөрөн сум", "Архангай аймаг")),
    ]
    assert [f.row for f in table.findings if f.severity == "error"] == [7]


CELLS = (
    "radio,mcc,net,area,cell,lon,lat\nLTE,428,98,101,7,100.1,49.6\nLTE,428,99,205,7,100.2,49.6\n"
)


def test_an_identifier_may_be_made_of_several_columns(read) -> None:
    """A key is joined as listed; one with an empty part is empty, which is an error."""
    text = CELLS + "GSM,428,,101,8,100.3,49.6\n"
    table = read("c.csv", text, table="towers", keys={"tower_id": ("net", "cell")})

    assert [r.values["tower_id"] for r in table.records] == ["98-7", "99-7", None]
    assert [r.values["radio"] for r in table.records] == ["4G", "4G", "2G"]
    assert [(f.rule, f.column) for f in table.findings if f.severity == "error"] == [
        ("value.required", "net+cell")
    ]


@pytest.mark.parametrize("settings", [{}, {"columns": {"tower_id": "cell"}}])
def test_radio_cells_are_known_by_network_and_area(read, settings) -> None:
    """The columns of an OpenCellID file make the identifier, as `cell` alone repeats."""
    table = read("c.csv", CELLS, table="towers", **settings)

    assert [r.values["tower_id"] for r in table.records] == [
        *("LTE-428-98-101-7", "LTE-428-99-205-7"),
    ]
    assert "column.joined" in {f.rule for f in table.findings}


def test_a_key_of_a_figure_or_a_missing_header_is_told(configured, read) -> None:
    """Only identifiers are made of several columns, and of columns that the file has."""
    bad = configured("[tables.sites]\npath = 'a.csv'\ncolumns = { students = ['a', 'b'] }\n")
    gone = read("c.csv", CELLS, table="towers", keys={"tower_id": ("net", "cll")})

    assert [f.rule for f in bad.findings] == ["config.wrong_value"]
    assert "column.mapped" in {f.rule for f in gone.findings}


def test_a_prefix_tells_the_numbers_of_files_apart(read, sheet) -> None:
    """A prefix stands before the identifier and parents' ids, and may name file or sheet."""
    rows = [["№", "kind", "parent_id"], [1, "school", None], [2, "dormitory", 1]]
    data = sheet(rows)
    settings = {"columns": {"site_id": "№"}, "constants": {"soum": "{sheet}"}}
    table = read("arkhangai.xlsx", data, id_prefix="{file}-", **settings)

    assert [(r.values["site_id"], r.values["parent_id"]) for r in table.records] == [
        *(("arkhangai-1", None), ("arkhangai-2", "arkhangai-1")),
    ]
    assert table.records[0].values["soum"] == "Sheet"


# -- files by pattern -----------------------------------------------------------------------------


def district(folder: Path, name: str) -> None:
    """Write the schools of one district."""
    (folder / name).mkdir(parents=True)
    text = "№,kind\n1,school\n2,school\n"
    (folder / name / "schools.csv").write_text(text, encoding="utf-8")


PATTERN = (
    '[tables.sites]\npath = "districts/*/schools.csv"\nid_prefix = "{folder}-"\n'
    'columns = { site_id = "№" }\nconstants = { soum = "{folder}" }\n'
)


def test_many_files_of_one_layout_are_one_table(configured, tmp_path: Path) -> None:
    """A pattern stands for every file that it matches, in order, each with its own names."""
    for name in ("b", "a", ".hidden"):
        district(tmp_path / "districts", name)
    (tmp_path / "districts" / "c").mkdir()
    project = configured(PATTERN)
    table = read_tables(project)["sites"]

    assert [f.label for f in project.tables["sites"].files] == [
        *("districts/a/schools.csv", "districts/b/schools.csv"),
    ]
    assert [(r.values["site_id"], r.values["soum"]) for r in table.records] == [
        *(("a-1", "a"), ("a-2", "a"), ("b-1", "b"), ("b-2", "b")),
    ]
    assert [(f.rule, f.severity) for f in project.findings] == [("file.matched", "note")]


def test_a_pattern_that_nothing_matches_is_an_error(configured) -> None:
    """A pattern for no file is told where it is written."""
    assert [(f.rule, f.column) for f in configured(PATTERN).findings] == [
        ("config.wrong_value", "tables.sites.path")
    ]


def test_a_run_reads_the_recorded_files_of_a_pattern(configured, tmp_path: Path) -> None:
    """From the copies of a run a pattern gives the same files in the same order."""
    for name in ("a-1", "a", "a b"):
        district(tmp_path / "districts", name)
    here = configured(PATTERN)
    labels = [f.label for f in here.tables["sites"].files]
    district(tmp_path / "districts", "later")
    copies = {label: tmp_path / label for label in (*labels, "districts/places.csv")}
    recorded = load_project(tmp_path, copies)

    assert [f.label for f in recorded.tables["sites"].files] == labels
    assert [r.values for r in read_tables(recorded)["sites"].records] == [
        *(r.values for r in read_tables(here)["sites"].records),
    ]


def test_a_name_with_brackets_is_no_pattern(configured, tmp_path: Path) -> None:
    """Brackets in a name are letters of it, alone and beside a pattern."""
    (tmp_path / "schools [2].csv").write_text("site_id,kind\nA,school\n", encoding="utf-8")
    one = configured('[tables.sites]\npath = "schools [2].csv"\n')
    two = configured('[tables.sites]\npath = "schools [*].csv"\n')

    assert len(one.tables["sites"].files) == len(two.tables["sites"].files) == 1
