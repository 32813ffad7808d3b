from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from inventory.files.file_findings import MOST_REPEATS
from inventory.findings import condensed, in_order, total
from inventory.project import load_project
from inventory.records import read_tables
from inventory.schema.tables import TABLES

ITU = (
    "poi_id,source_poi_id,dataset_id,lat,lon,poi_type,is_public,country_code,is_connected,"
    "connectivity_type,has_electricity,electricity_type\n"
    "a,P1,D,39.0,1.5,school,,ESP,False,,False,\n"
    "b,P2,D,39.1,1.6,library,,ESP,True,mobile_broadband,True,grid\n"
    "c,P3,D,39.2,1.7,school,,ESP,TRUE,satellite,,\n"
)
GIGA = (
    "school_id_giga,school_id_govt,school_name,education_level,latitude,longitude,"
    "connectivity_govt,connectivity_type_govt,download_speed_contracted,num_computers,"
    "num_students,num_classrooms,electricity_availability,electricity_type,admin1,admin2\n"
    'g-1,101,Нэг,"Primary, Secondary and Post-Secondary",47.1,104.1,yes,p2p wireless,20,15,400,12,'
    "yes,electrical grid,Arkhangai,Ikhtamir\n"
    "g-2,102,Хоёр,Pre-Primary,47.2,104.2,no,,,0,80,4,no,,Arkhangai,Tariat\n"
)


def test_itu_points_of_interest_are_read_unchanged(read) -> None:
    """An ITU upload gives sites with link and power where it says so."""
    table = read("poi.csv", ITU)
    told = [(r.values["link_type"], r.values["power_source"]) for r in table.records]

    assert [r.values["site_id"] for r in table.records] == ["a", "b", "c"]
    assert told == [("none", "none"), ("cellular", "grid"), ("geo", None)]
    assert [f.rule for f in table.findings if f.severity != "note"] == ["code.assumed"]


def test_giga_schools_are_read_unchanged(read) -> None:
    """Giga's school columns give kinds, links, power and counts."""
    one, two = (dict(r.values) for r in read("giga.csv", GIGA).records)

    assert (one["site_id"], one["kind"], one["link_type"]) == ("101", "school", "microwave")
    assert (one["students"], one["rooms"], one["contract_mbps"]) == (400, 12, 20.0)
    assert (one["power_source"], one["aimag"], one["soum"]) == ("grid", "Arkhangai", "Ikhtamir")
    assert (two["kind"], two["link_type"], two["power_source"]) == ("kindergarten", "none", "none")


def test_a_record_has_every_column_and_its_raw_text(read) -> None:
    """Absent columns are None; raw text and headers stand as the file writes them."""
    (record,) = read("s.csv", "Сургуулийн код,Төрөл,Тайлбар\n A ,ЕБС, текст \n").records

    assert set(record.values) == set(TABLES["sites"].by_name)
    assert record.values["students"] is None
    assert record.values["site_id"] == "A"
    assert record.raw == {"Сургуулийн код": " A ", "Төрөл": "ЕБС", "Тайлбар": " текст "}
    assert record.headers == {"site_id": "Сургуулийн код", "kind": "Төрөл"}
    assert (record.file, record.row) == ("s.csv", 2)


def test_an_explicit_mapping_wins_over_the_dictionary(read) -> None:
    """A mapped header is read instead of a known one, which a note names; "" reads none."""
    text = "site_id,kind,name,Хоч,students\nA,school,Нэг,Хоёр,5\n"
    table = read("s.csv", text, columns={"name": "хоч", "students": ""})

    assert table.records[0].values["name"] == "Хоёр"
    assert table.records[0].values["students"] is None
    assert {f.column for f in table.findings if f.rule == "column.doubled"} == {"name", "students"}


def test_a_mapping_may_carry_a_unit_and_serve_two_columns(read) -> None:
    """A mapped header in kbps is converted; one header may feed two columns."""
    text = "site_id,kind,speed_kbps\nA,school,2048\n"
    mapping = {"contract_mbps": "speed_kbps", "measured_mbps": "speed_kbps"}
    values = read("s.csv", text, columns=mapping).records[0].values

    assert (values["contract_mbps"], values["measured_mbps"]) == (2.048, 2.048)


def test_a_mapped_header_that_is_gone_is_told(read) -> None:
    """A mapping to a header that the file lacks is an error with the nearest header."""
    text = "site_id,kind,Нэр нь\nA,school,x\n"
    table = read("s.csv", text, columns={"name": "Нэр нв"})
    (finding,) = [f for f in table.findings if f.rule == "column.mapped"]

    assert finding.todo == "write Нэр нь"


def test_values_are_translated_before_they_are_read(read) -> None:
    """`values` turns a file's words into codes, folded; "" turns them into nothing."""
    text = "site_id,kind,lan\nA,Ордон,хуучин\nB,school,yes\n"
    translations = {"kind": {"ордон": "community_centre"}, "lan": {"хуучин": ""}}
    from inventory.values import fold

    folded = {c: {fold(k): v for k, v in t.items()} for c, t in translations.items()}
    table = read("s.csv", text, values=folded)

    assert [r.values["kind"] for r in table.records] == ["community_centre", "school"]
    assert [r.values["lan"] for r in table.records] == [None, True]
    assert table.findings == ()


def test_constants_fill_whole_columns(read) -> None:
    """A constant stands in every row, is typed, and wins over a known header."""
    text = "site_id,education_level,students\nA,Primary,5\n"
    table = read("s.csv", text, constants={"kind": "номын сан", "lan": "үгүй", "rooms": 3})
    values = table.records[0].values

    assert (values["kind"], values["lan"], values["rooms"]) == ("library", False, 3)
    assert [f.rule for f in table.findings] == ["column.doubled"]


def test_a_wrong_constant_is_told_at_the_project_file(read) -> None:
    """A constant that cannot be read is a finding of kholboo.toml."""
    table = read("s.csv", "site_id,kind\nA,school\n", constants={"students": "олон"})

    assert [(f.rule, f.file) for f in table.findings] == [("config.wrong_value", "kholboo.toml")]


def test_missing_required_columns_are_all_told(read) -> None:
    """Each required column that is missing is an error that names it in both languages."""
    table = read("d.csv", "directive_id,target\nD1,A\n", table="directives")
    missing = [f.column for f in table.findings if f.rule == "column.required"]

    assert missing == sorted(["kind", "reason", "authority", "document", "date"])


def test_every_fault_of_every_row_is_told_at_once(read) -> None:
    """Faults do not hide each other: each has its row, column, found, expected and next step."""
    text = (
        "site_id,kind,students,lan,contract_end,price_per_month,rooms\n"
        'A,schol,"12,500",perhaps,31.12.2026,-5,2\n'
        ",school,3,yes,2026-12-31,20 Mbps,3.5\n"
    )
    table = read("s.csv", text)

    assert [(f.row, f.column, f.rule) for f in table.findings] == [
        (2, "contract_end", "date.unreadable"),
        (2, "kind", "code.unknown"),
        (2, "lan", "yes_no.unreadable"),
        (2, "price_per_month", "number.out_of_range"),
        (2, "students", "number.ambiguous"),
        (3, "price_per_month", "number.unreadable"),
        (3, "rooms", "number.not_whole"),
        (3, "site_id", "value.required"),
    ]
    assert all(f.found and f.expected and f.todo for f in table.findings)
    assert [r.values["students"] for r in table.records] == [None, 3]


@pytest.mark.parametrize(
    ("table", "header", "word", "code"),
    [
        ("sites", "kind", "libary", "library"),
        ("sites", "link_type", "fibr", "fibre"),
        ("catalogue", "role", "acess_point", "access_point"),
        ("places", "level", "аймак", "aimag"),
    ],
)
def test_unknown_codes_come_with_a_suggestion(
    read, table: str, header: str, word: str, code: str
) -> None:
    """A misspelt code is an error that suggests the nearest one."""
    found = read("t.csv", f"{header},note\n{word},1\n", table=table).findings
    (finding,) = [f for f in found if f.rule == "code.unknown"]

    assert finding.todo == f"write {code}"


def test_broad_words_are_read_with_one_warning(read) -> None:
    """`satellite` is read as geo, told once with how many rows say it."""
    text = "site_id,kind,link_type\n" + "".join(f"S{i},school,Satellite\n" for i in range(5))
    table = read("s.csv", text)

    assert {r.values["link_type"] for r in table.records} == {"geo"}
    assert [f.found for f in table.findings] == ["Satellite in 5 rows, read as geo"]


def test_of_several_radio_generations_the_highest_is_read(read) -> None:
    """Giga's slash list 2G/3G/LTE is a 4G tower."""
    text = "Site ID,Latitude,Longitude,Tower Height,Technology\n1,47,104,45,2G/3G/LTE\n"
    values = read("t.csv", text, table="towers").records[0].values

    assert (values["tower_id"], values["radio"], values["height_m"]) == ("1", "4G", 45.0)


def test_a_header_with_a_slip_is_a_warning(read) -> None:
    """A misspelt header is suggested; a header nothing is known of is only noted."""
    table = read("s.csv", "site_id,kind,studnets,тайлбар\nA,school,5,x\n")

    assert [(f.rule, f.column) for f in table.findings] == [
        ("column.unknown", None),
        ("column.near", "studnets"),
    ]


def test_endless_faults_are_counted(read) -> None:
    """A fault in every one of many rows is listed so often and then counted."""
    rows = MOST_REPEATS + 50
    lines = "".join(f"A{n},school,x1\n" for n in range(rows))
    table = read("s.csv", f"site_id,kind,Сур\n{lines}", columns={"students": "Сур"})
    found = [f for f in table.findings if f.rule == "number.unreadable"]

    assert len(found) == MOST_REPEATS + 1
    assert (total(found), total(condensed(found)), len(condensed(found))) == (rows, rows, 1)
    assert [example.row for example in condensed(in_order(found))[0].examples] == [2, 3, 4]


def test_a_column_that_mostly_fails_is_one_question(read) -> None:
    """A header that was taken for another is asked about once, not told for every row."""
    rows = "".join(f"S{n},{'public' if n % 9 else 'school'},{n}\n" for n in range(40))
    (finding,) = read("s.csv", f"site_id,type,students\n{rows}").findings
    mapped = read("t.csv", f"site_id,type,students\n{rows}", columns={"kind": "type"})
    few = read("u.csv", "site_id,type\nA,public\nB,school\n")

    assert (finding.rule, finding.severity, finding.row) == ("column.mostly_wrong", "error", None)
    assert "35 of 40 values, such as public" in finding.found
    assert "columns.kind" in finding.todo
    assert len(mapped.findings) == 35
    assert [f.rule for f in few.findings] == ["code.unknown"]


def test_nines_that_recur_are_asked_about(read) -> None:
    """9999 pupils in every fourth school stand for none counted, unless the project says not."""
    rows = "".join(f"S{n},school,{9999 if n % 4 == 0 else 100 + n}\n" for n in range(40))
    text = f"site_id,kind,students\n{rows}"
    (finding,) = read("s.csv", text).findings
    cleared = read("t.csv", text, values={"students": {"9999": ""}})
    kept = read("u.csv", text, values={"students": {"9999": "9999"}})
    larger = read("v.csv", f"{text}S99,school,12000\n")

    assert (finding.rule, finding.severity) == ("column.nines", "warning")
    assert finding.found == "9999, 10 times, and nothing larger"
    assert [t.findings for t in (cleared, kept, larger)] == [()] * 3
    assert [t.records[0].values["students"] for t in (cleared, kept)] == [None, 9999]


def test_a_column_called_internet_says_whether_there_is_a_link(read) -> None:
    """The commonest header of all registers; another kind of answer is an error, not silence."""
    text = "site_id,kind,Internet\nA,school,No\nB,school,Yes\n"
    table = read("s.csv", text)
    wrong = read("t.csv", "site_id,kind,Internet\nA,school,Fibre\n")

    assert [r.values["connected"] for r in table.records] == [False, True]
    assert [f.rule for f in wrong.findings] == ["yes_no.unreadable"]


def test_types_are_those_the_dictionary_promises(read) -> None:
    """Money and prices are exact decimals, measures floats, dates text."""
    text = "sku,unit_price,price_date,pack_size,mbps\nX,3000.50,2026.01.02,5,10\n"
    item = read("c.csv", text, table="catalogue").records[0].values
    fee = read("s.csv", "site_id,kind,price_per_month\nA,school,99000.5\n").records[0].values

    assert item["unit_price"] == Decimal("3000.50")
    assert (item["price_date"], item["pack_size"], item["mbps"]) == ("2026-01-02", 5, 10.0)
    assert fee["price_per_month"] == Decimal("99000.5")  # rounded where its site is made


def test_a_table_of_several_files_keeps_their_order(configured, write) -> None:
    """Files of one table follow each other; each has its rows and sha256."""
    write("b.csv", "site_id,kind\nB,school\n")
    write("a.csv", "Код;Төрөл\nA;номын сан\n")
    project = configured('[[tables.sites]]\npath = "b.csv"\n[[tables.sites]]\npath = "a.csv"\n')
    table = read_tables(project)["sites"]

    assert [(r.file, r.values["site_id"]) for r in table.records] == [
        ("b.csv", "B"),
        ("a.csv", "A"),
    ]
    assert [(s.path, s.rows, len(s.sha256)) for s in table.files] == [
        ("b.csv", 1, 64),
        ("a.csv", 1, 64),
    ]
    assert table.path == "b.csv; a.csv"
    assert table.rows == 2


def test_the_shared_mongolian_headers_are_read_through_a_mapping(configured, write) -> None:
    """A table with its own names is read by the mapping, translations and constants alone."""
    write(
        "data.csv",
        "site_id,name,name_mn,site_type,nso_code,aimag_en,lat,lon,connectivity_now\n"
        "M1,Nomgon library,Номгон сумын номын сан,library,34625,Umnugovi,42.8,105.1,cellular_4g\n"
        "M2,Nomgon hall,Номгон сумын соёлын төв,hall,34625,Umnugovi,42.8,105.1,none\n",
    )
    project = configured(
        '[tables.sites]\npath = "data.csv"\n'
        'columns = { name = "name_mn", name_latin = "name", soum = "nso_code" }\n'
        'values = { kind = { hall = "community_centre" } }\n'
    )
    table = read_tables(project)["sites"]

    assert project.findings == ()
    assert table.findings == ()
    assert [r.values["kind"] for r in table.records] == ["library", "community_centre"]
    assert [r.values["link_type"] for r in table.records] == ["cellular", "none"]
    assert table.records[0].values["name_latin"] == "Nomgon library"


def test_findings_never_name_the_machine(configured, tmp_path: Path) -> None:
    """Paths in findings are those of the project file, not of the computer."""
    project = configured(
        f'[tables.sites]\npath = "{tmp_path.as_posix()}/s.csv"\n'
        '[tables.roads]\npath = "../r.gpkg"\n'
    )
    (tmp_path.parent / "r.gpkg").write_bytes(b"SQLite format 3\0" + b"x" * 2000)
    tables = read_tables(load_project(tmp_path))
    told = [*project.findings, *(f for t in tables.values() for f in t.findings)]
    text = "\n".join(f.sentence() for f in told)

    assert [f.rule for f in project.findings] == ["file.outside"]
    assert str(tmp_path) not in text
    assert {t.path for t in tables.values()} == {"s.csv", "../r.gpkg"}
