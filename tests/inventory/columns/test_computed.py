"""Figures as statistics write them: parts to add up, codes for missing, decimals of people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inventory.values import DateFormat, NumberFormat

HALVES = "site_id,kind,boys,girls\nA,school,410,390\nB,school,90,110\n"


def column(table, name):
    """Return the values of one column, row by row."""
    return [record.values[name] for record in table.records]


def rules_of(table):
    """Return the rules of findings that are no notes."""
    return [f.rule for f in table.findings if f.severity != "note"]


def test_a_column_may_be_the_sum_of_others(read) -> None:
    """Boys and girls apart are students together; the halves are not told as unread."""
    table = read("s.csv", HALVES, columns={"students": "boys + girls"})

    assert column(table, "students") == [800, 200]
    assert table.findings == ()


@pytest.mark.parametrize(
    ("headers", "todo"),
    [
        ("boys,girls", 'students = "boys + girls"'),
        ("students_female,x,students_male", 'students = "students_male + students_female"'),
        ("Teachers (M),Teachers (F)", None),  # brackets are part of the word
        ("Teachers M,Teachers F", 'staff = "`Teachers M` + `Teachers F`"'),
        ("Сурагч хүү,Сурагч охин", 'students = "`Сурагч хүү` + `Сурагч охин`"'),
        ("boys,students", None),
        ("boys,girls,students", None),  # both are there already
        ("male,female", None),  # of whom is not said
    ],
)
def test_halves_without_a_whole_are_a_warning(read, headers: str, todo: str | None) -> None:
    """Two unread halves of people are told with the sum to declare, unless the whole is read."""
    text = f"site_id,kind,{headers}\nA,school" + ",1" * len(headers.split(",")) + "\n"
    found = [f.todo for f in read("s.csv", text).findings if f.rule == "column.halves"]

    assert found == ([f"set columns = {{ {todo} }} in kholboo.toml"] if todo else [])


def test_yearly_figures_become_daily_ones(read) -> None:
    """Visits a year over 300 days are visitors a day, and a column may also be read itself."""
    text = "site_id,kind,visits,rooms\nA,library,4500,3\nB,library,100,4\n"
    table = read("s.csv", text, columns={"visitors_per_day": "visits / 300", "staff": "rooms*2"})

    assert column(table, "visitors_per_day") == [15.0, pytest.approx(1 / 3)]
    assert column(table, "rooms") == [3, 4]
    assert column(table, "staff") == [6, 8]


def test_headers_with_spaces_and_numbers_in_their_format(read) -> None:
    """Backticks hold a header with spaces; the parts are read in the file's number format."""
    text = 'site_id,kind,Хүү (нийт),Охин\nA,school,"1,200",300\n'
    form = NumberFormat.COMMA_THOUSANDS
    mapping = {"students": "`Хүү (нийт)` + охин"}

    assert column(read("s.csv", text, columns=mapping, number_format=form), "students") == [1500]
    assert rules_of(read("s.csv", text, columns=mapping)) == ["number.ambiguous"]


def test_a_header_that_looks_like_a_sum_is_a_header(read) -> None:
    """What the file writes as a header is read, whatever signs it has."""
    text = "site_id,kind,boys + girls,boys,girls\nA,school,7,1,2\n"

    assert column(read("s.csv", text, columns={"students": "boys + girls"}), "students") == [7]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("boys + girsl", "no column girsl"),
        ("boys +", "missing"),
        ("boys * (girls", "missing"),
        ("boys + 1 = 2", "condition"),
        ("3 * 2", "without a column"),
    ],
)
def test_a_wrong_expression_is_one_error(read, expression: str, found: str) -> None:
    """An expression that cannot be used is told once, at the header, and nothing is assumed."""
    table = read("s.csv", HALVES, columns={"students": expression})
    (finding,) = [f for f in table.findings if f.rule == "expression.column"]

    assert finding.severity == "error"
    assert found in finding.found
    assert column(table, "students") == [None, None]


def test_a_near_header_is_suggested(read) -> None:
    """A slip in the name of a column is corrected by the message."""
    table = read("s.csv", HALVES, columns={"students": "boys + girsl"})

    assert [f.todo for f in table.findings if f.rule == "expression.column"] == ["write girls"]


def test_only_numbers_are_computed(read) -> None:
    """A name is not a sum."""
    table = read("s.csv", HALVES, columns={"name": "boys + girls"})

    assert "expression.column" in rules_of(table)


def test_an_empty_part_counts_as_nothing_and_is_counted(read) -> None:
    """One half is told with its count; no half at all is no figure."""
    text = "site_id,kind,boys,girls\nA,school,410,\nB,school,,\nC,school,n/a,5\nD,school,1,2\n"
    table = read("s.csv", text, columns={"students": "boys + girls"})
    (finding,) = table.findings

    assert column(table, "students") == [410, None, 5, 3]
    assert (finding.rule, finding.severity) == ("expression.part_empty", "warning")
    assert finding.found == "2 cells: boys 410, girls (row 2), boys n/a, girls 5 (row 4)"
    assert table.assumed == {"expression.part_empty": 2}


def test_codes_for_missing_hold_in_every_part(configured, read, write) -> None:
    """-1 of one half is not taken off the other: declared it is missing, undeclared an error."""
    text = "site_id,kind,boys,girls\nA,school,-1,390\nB,school,-1,-1\n"
    write("s.csv", text)
    project = configured(
        '[tables.sites]\npath = "s.csv"\ncolumns = { students = "boys + girls" }\n'
        'values = { students = { "-1" = "" } }\n'
    )
    from inventory.records import read_table

    declared = read_table(project.tables["sites"])
    undeclared = read("s.csv", columns={"students": "boys + girls"})

    assert column(declared, "students") == [390, None]
    assert rules_of(declared) == ["expression.part_empty"]
    assert column(undeclared, "students") == [None, None]
    assert set(rules_of(undeclared)) == {"number.out_of_range"}


def test_a_division_by_zero_is_an_error_of_its_row(read) -> None:
    """The other rows are read."""
    text = "site_id,kind,visits,days\nA,library,100,0\nB,library,100,50\n"
    table = read("s.csv", text, columns={"visitors_per_day": "visits / days"})

    assert column(table, "visitors_per_day") == [None, 2.0]
    assert [(f.rule, f.row) for f in table.findings] == [("expression.value", 2)]


def test_computed_figures_stay_in_range(read) -> None:
    """A sum beyond what a column may hold is an error, as a written one is."""
    table = read("s.csv", HALVES, columns={"students": "boys * girls"})

    assert rules_of(table) == ["number.out_of_range"]


def test_computed_prices_and_exact_numbers(read) -> None:
    """Money and exact numbers may be computed too."""
    text = "sku,role,name_mn,price,vat\nA,router,Нэг,1.20,0.12\n"
    table = read(
        "c.csv",
        text,
        table="catalogue",
        columns={"unit_price": "price + vat"},
        number_format=NumberFormat.PLAIN,
    )

    assert column(table, "unit_price") == [Decimal("1.32")]


def test_column_keys_may_be_headers_that_mean_them(configured) -> None:
    """`visitors` means visitors_per_day in the project file as it does in a table."""
    project = configured(
        '[tables.sites]\npath = "s.csv"\ncolumns = { visitors = "visits / 300" }\n'
        'values = { pupils = { "99" = "" } }\nconstants = { lan = true }\n'
    )
    (spec,) = project.tables["sites"].files

    assert project.findings == ()
    assert spec.columns == {"visitors_per_day": "visits / 300"}
    assert dict(spec.values) == {"students": {"99": ""}}


def test_one_column_is_not_mapped_twice(configured) -> None:
    """Two names of one column are a mistake of the project file."""
    project = configured(
        '[tables.sites]\npath = "s.csv"\ncolumns = { visitors = "a", visitors_per_day = "b" }\n'
    )

    assert [f.rule for f in project.findings] == ["config.wrong_value"]


def test_codes_for_missing_keep_their_sign(configured, write, sheet) -> None:
    """-1, -8.0 and 99 are missing where they are declared so; 1, 3 and 8 stay figures."""
    rows = [["site_id", "kind", "staff", "visitors_per_day"]]
    rows += [["A", "library", -1, -8.0], ["B", "library", 1, 3], ["C", "library", 99, 8]]
    text = "\n".join(",".join(map(str, row)) for row in rows) + "\n"
    settings = 'values = { staff = { "-1" = "", "99" = "" }, visitors_per_day = { "-8" = "" } }\n'
    from inventory.records import read_table

    for name, content in (("s.csv", text), ("s.xlsx", sheet(rows))):
        write(name, content)
        project = configured(f'[tables.sites]\npath = "{name}"\n{settings}')
        table = read_table(project.tables["sites"])

        assert column(table, "staff") == [None, 1, None]
        assert column(table, "visitors_per_day") == [None, 3.0, 8.0]
        assert table.findings == ()


def test_people_and_computers_may_have_decimals(read) -> None:
    """Full-time equivalents are rounded up, means to the nearest; each column tells its count."""
    text = (
        "site_id,kind,staff,computers_working,rooms\n"
        "A,library,3.5,12.4,2\nB,library,0.68,12.5,2\nC,library,4.0,3,2\nD,library,0.02,0,2\n"
        "E,library,1.1,1,2\n"
    )
    table = read("s.csv", text)

    assert column(table, "staff") == [4, 1, 4, 1, 2]
    assert column(table, "computers_working") == [12, 13, 3, 0, 1]
    assert [(f.rule, f.severity, f.column, f.found) for f in table.findings] == [
        ("number.rounded", "note", "computers_working", "2 cells: 12.4 (row 2), 12.5 (row 3)"),
        ("number.rounded", "note", "staff", "4 cells: 3.5 (row 2), 0.68 (row 3), 0.02 (row 5)"),
    ]
    assert table.assumed == {"number.rounded": 6}


def test_other_counts_stay_whole(read) -> None:
    """There is no half a room, shift or router."""
    table = read("s.csv", "site_id,kind,rooms,shifts,routers\nA,school,1.5,1.5,1.5\n")

    assert {f.rule for f in table.findings} == {"number.not_whole"}
    assert len(table.findings) == 3


def test_unreadable_cells_may_count_as_unknown(read) -> None:
    """Then one warning a column has their count; required cells and double meanings still stop."""
    text = (
        "site_id,kind,students,lan,boarders,contract_end\n"
        "A,school,many,perhaps,5,soon\nB,school,-5,yes,some,2026-12-31\nC,palace,7,no,1.200,\n"
    )
    table = read("s.csv", text, unreadable_is_unknown=True)

    assert column(table, "students") == [None, None, 7]
    assert column(table, "lan") == [None, True, False]
    assert {(f.rule, f.column) for f in table.findings if f.severity == "error"} == {
        ("code.unknown", "kind"),
        ("number.ambiguous", "boarders"),
    }
    assert table.assumed == {"value.unreadable_is_unknown": 5}
    assert [f.found for f in table.findings if f.column == "students"] == [
        "2 cells: many (row 2), -5 (row 3)"
    ]


@pytest.mark.parametrize(
    ("setting", "known"), [('"unknown"', True), ('"error"', True), ('"drop"', False), ("1", False)]
)
def test_unreadable_is_error_or_unknown(configured, setting: str, known: bool) -> None:
    """Another word is a mistake of the project file."""
    project = configured(f'[tables.sites]\npath = "s.csv"\nunreadable = {setting}\n')

    assert [f.rule for f in project.findings] == ([] if known else ["config.wrong_value"])
    (spec,) = project.tables["sites"].files
    assert spec.unreadable_is_unknown is (setting == '"unknown"')


DATES = "31.12.2026,30/6/2026,1-2-2026,2026.03.31,12/31/2026,31.12.26,30.02.2026"


@pytest.mark.parametrize(
    ("form", "days"),
    [
        (None, [None, None, None, "2026-03-31", None, None, None]),
        ("2026-12-31", [None, None, None, "2026-03-31", None, None, None]),
        ("31.12.2026", ["2026-12-31", "2026-06-30", "2026-02-01", "2026-03-31", None, None, None]),
        ("12/31/2026", [None, None, "2026-01-02", "2026-03-31", "2026-12-31", None, None]),
    ],
)
def test_the_order_of_dates_is_declared(configured, write, form, days) -> None:
    """A year at the end is read in the declared order only; two-digit years never are."""
    rows = "".join(f"S{i},school,{day}\n" for i, day in enumerate(DATES.split(",")))
    write("s.csv", "site_id,kind,contract_end\n" + rows)
    setting = f'date_format = "{form}"\n' if form else ""
    project = configured(f'[tables.sites]\npath = "s.csv"\n{setting}')
    from inventory.records import read_table

    table = read_table(project.tables["sites"])

    assert project.findings == ()
    assert column(table, "contract_end") == days
    assert len(table.findings) == days.count(None)
    if form is None:
        assert "date_format" in table.findings[0].todo


def test_a_wrong_date_format_is_told(configured) -> None:
    """The setting names its choices."""
    project = configured('[tables.sites]\npath = "s.csv"\ndate_format = "dmy"\n')

    (finding,) = project.findings
    assert all(form.value in finding.expected for form in DateFormat)


def test_html_entities_become_letters(read) -> None:
    """A list saved from a web page has its names as people read them; the raw text stays."""
    text = (
        "site_id,kind,name,aimag,owner\n"
        "A&amp;B,school,St. Mary&#39;s &amp; John&#x2019;s,Hovd &amp; Uvs,R&D &foo; &nbsp;\n"
    )
    (record,) = read("s.csv", text).records

    assert record.values["site_id"] == "A&B"
    assert record.values["name"] == "St. Mary's & John’s"
    assert record.values["aimag"] == "Hovd & Uvs"
    assert record.values["owner"] == "R&D &foo;"
    assert record.raw["name"].startswith("St. Mary&#39;s")
