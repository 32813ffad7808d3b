"""Files are understood as they are meant; what cannot be known is asked, never made up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.project.importing.looking import look_at
from planner.project.importing.questions import Answers
from planner.project.importing.reading import Surroundings, Understood
from planner.project.importing.shown import file_lines
from planner.project.importing.understanding import understand

Reader = Callable[..., Understood]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Give what a file of some text, or a layer of features, is understood to be."""

    def reader(
        name: str,
        text: str = "",
        answers: Mapping[str, str] | None = None,
        levels: tuple[str, ...] = (),
        takes_guesses: bool = False,
    ) -> Understood:
        path = tmp_path / name
        if text:
            path.write_text(text, encoding="utf-8")
        around = Surroundings(folder=tmp_path, currency="KES", levels=levels)
        (look,) = look_at(path, name)
        return understand(look, around, Answers(answers or {}, takes_guesses))

    return reader


def settings(told: Understood) -> dict[str, Any]:
    """Return what the project file would say, without the path."""
    assert told.entry is not None
    return {k: v for k, v in told.entry.as_config().items() if k != "path"}


def ids(told: Understood) -> list[str]:
    """Return the questions that have no guess."""
    return [question.id for question in told.questions if not question.guess]


def values(told: Understood, column: str) -> list[object]:
    """Return the values of a column as read."""
    assert told.read is not None
    return [record.values[column] for record in told.read.records]


def layer(*features: tuple[dict[str, object], str, object]) -> str:
    """Return a GeoJSON text."""
    made = [
        {"type": "Feature", "properties": p, "geometry": {"type": kind, "coordinates": c}}
        for p, kind, c in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": made})


def test_a_mongolian_survey_needs_no_mapping_by_hand(read: Reader) -> None:
    """Codes, kinds and links are found by their values, the number format by reading all cells."""
    told = read(
        "сургууль.csv",
        "Судалгаа, 2026 он;;;;;;;\n"
        "Дугаар;Байгууллагын нэр;Ангилал;Өргөрөг;Уртраг;Нийт сурагч;Интернэт;Хурд, кбит/с\n"
        "ОР-01;1-р сургууль;ЕБС;49,0290;104,0440;1 240;Шилэн кабель;20 000\n"
        "ОР-02;Жаргалант;ЕБС;49,0566;104,4017;310;Байхгүй;\n"
        "ОР-03;Төв номын сан;Номын сан;49,0333;104,0833;;Шилэн кабель;10 000\n"
        "Нийт;;;;;1 550;;\n",
    )

    assert told.table == "sites"
    assert settings(told) == {
        "number_format": "1 234,5",
        "columns": {"site_id": "Дугаар", "kind": "Ангилал", "link_type": "Интернэт"},
    }
    assert values(told, "kind") == ["school", "school", "library"]
    assert values(told, "students") == [1240, 310, None]
    assert values(told, "link_type") == ["fibre", "none", "fibre"]
    assert values(told, "contract_mbps") == [20.0, None, 10.0]
    assert ids(told) == []


def test_a_register_with_thousands_marks_and_levels(read: Reader) -> None:
    """A column called Type that holds owners is no kind; the country's words outweigh synonyms."""
    told = read(
        "emis.csv",
        "No,Name of School,Level,District,Region,Lat,Long,Total Enrolment,Type\n"
        '1,St Mary,Pre-primary,Gwale,Kano,12.0,8.5,"1,200",Public\n'
        "2,St Mary,Primary,Dala,Kano,12.1,8.6,240,Private\n"
        '3,Govt College,JSS,Dala,Kano,12.2,8.7,"1,020",Public\n',
        levels=("district", "sub-county"),
    )

    assert values(told, "kind") == ["kindergarten", "school", "school"]
    assert values(told, "students") == [1200, 240, 1020]
    assert values(told, "aimag") == ["Gwale", "Dala", "Dala"]
    assert settings(told)["number_format"] == "1,234.5"
    assert settings(told)["values"] == {"kind": {"JSS": "school"}}


def test_yearly_visits_are_no_visitors_a_day(read: Reader) -> None:
    """A count is never guessed by likeness; the layout of IMLS's entities divides it by 300."""
    text = "site_id,name,kind,lat,lon,Visits\nL1,A,library,1.5,30.5,45000\n"
    entity = "FSCSKEY,LIBNAME,VISITS,GPTERMS,LATITUDE,LONGITUD\nAK0001,A,45000,5,59.7,-151.8\n"
    entity += "AK0002,B,-9,-1,59.8,-151.9\n"

    assert values(read("a.csv", text), "visitors_per_day") == [None]
    told = read("imls.csv", entity)
    assert values(told, "visitors_per_day") == [150.0, None]
    assert values(told, "computers_working") == [5, None]
    assert values(told, "kind") == ["library", "library"]


def test_outlets_of_imls_are_known_by_two_columns(read: Reader) -> None:
    """The key of an entity repeats over its outlets; both columns together name one."""
    told = read(
        "outlets.csv",
        "STABR,FSCSKEY,FSCS_SEQ,LIBNAME,CNTY,LATITUDE,LONGITUD\n"
        "AK,AK0001,002,ANCHOR POINT,KENAI,59.77,-151.83\n"
        "AK,AK0001,003,BRANCH,KENAI,59.78,-151.84\n",
    )

    assert values(told, "site_id") == ["AK0001-002", "AK0001-003"]
    assert values(told, "longitude") == [-151.83, -151.84]


OLD_AREAS = (
    "ADM2_EN,ADM2_MN,ADM2_PCODE,ADM1_EN,ADM1_MN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,validOn\n"
    "Murun,Мөрөн,MN6701,Khuvsgul,Хөвсгөл,MN67,Mongolia,MN,2020-05-28\n"
    "Tunel,Түнэл,MN6704,Khuvsgul,Хөвсгөл,MN67,Mongolia,MN,2020-05-28\n"
)
NEW_AREAS = (
    "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_pcode,adm0_pcode,center_lat,center_lon\n"
    "Murun,Мөрөн,MN6701,Khuvsgul,MN67,MN,49.634,100.156\n"
    "Tunel,Түнэл,MN6704,Khuvsgul,MN67,MN,49.85,100.9\n"
)
KENYA_AREAS = (
    "ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE\nTurkana,KE023,Kenya,KE\nNairobi,KE047,Kenya,KE\n"
)


@pytest.mark.parametrize("text", [OLD_AREAS, NEW_AREAS])
def test_areas_of_common_datasets_are_places_of_their_level(read: Reader, text: str) -> None:
    """Codes of level 2 below those of level 1; the country's code names no area."""
    told = read("mng_adm2.csv", text, takes_guesses=True)

    assert settings(told)["constants"] == {"level": "soum"}
    assert values(told, "code") == ["MN6701", "MN6704"]
    assert values(told, "parent") == ["MN67", "MN67"]
    assert values(told, "name") == ["Мөрөн", "Түнэл"]
    assert values(told, "name_latin") == ["Murun", "Tunel"]
    assert values(told, "cod_code") == [None, None]
    assert values(told, "latitude") == ([None, None] if text is OLD_AREAS else [49.634, 49.85])


def test_areas_of_the_first_level_have_no_parent(read: Reader) -> None:
    """A country whose names stand in one language."""
    told = read("ken_adm1.csv", KENYA_AREAS, takes_guesses=True)

    assert settings(told)["constants"] == {"level": "aimag"}
    assert values(told, "code") == ["KE023", "KE047"]
    assert values(told, "name") == ["Turkana", "Nairobi"]
    assert values(told, "parent") == [None, None]


def test_a_register_of_units_gives_places_their_codes(read: Reader) -> None:
    """Any table of codes, names and levels is read, as a statistics office keeps it."""
    told = read(
        "units.csv",
        "Unit code,Unit name,Level,Parent code\n"
        "41,Хөвсгөл,Аймаг,\n4101,Алаг-Эрдэнэ,Сум,41\n4102,Арбулаг,Сум,41\n",
    )

    assert told.table == "places"
    assert settings(told)["columns"] == {"code": "Unit code", "name": "Unit name"}


def test_halves_codes_for_missing_and_closed_rows(read: Reader) -> None:
    """Boys and girls are a sum, negative counts are missing, closed schools are a question."""
    text = (
        "id,name,kind,lat,lon,boys,girls,teachers,status\n"
        "1,A,school,1.5,30.5,100,90,-1,Open\n2,B,school,1.6,30.6,50,40,7,Closed\n"
    )

    told = read("s.csv", text)
    assert values(told, "students") == [190, 90]
    assert values(told, "staff") == [None, 7]
    assert ids(told) == ["rows.status@s.csv"]

    without = read("s.csv", text, {"rows.status@s.csv": "leave_out"})
    assert values(without, "name") == ["A"]
    assert settings(without)["where"] == "status != 'Closed'"
    kept = read("s.csv", text, {"rows.status@s.csv": "keep"})
    assert (values(kept, "name"), settings(kept)["where"]) == (["A", "B"], "true")


def test_metres_of_a_map_ask_for_their_system(read: Reader) -> None:
    """UTM is not guessed: the answer brings the sites where they are."""
    text = "id,name,kind,x,y\nS1,A,school,583047,5498128.7\nS2,B,school,636614.6,5522572.8\n"

    assert ids(read("utm.csv", text)) == ["crs@utm.csv"]
    told = read("utm.csv", text, {"crs@utm.csv": "32647"})
    assert settings(told)["crs"] == "EPSG:32647"
    assert values(told, "latitude") == pytest.approx([49.63, 49.84], abs=0.01)


def test_two_number_formats_are_a_question(read: Reader) -> None:
    """1.200 is a thousand or one and a bit: nobody decides it alone."""
    text = "id;name;kind;pupils\n1;A;school;1.200\n2;B;school;3.400\n"

    assert ids(read("s.csv", text)) == ["number_format@s.csv"]
    told = read("s.csv", text, {"number_format@s.csv": "1.234,5"})
    assert values(told, "students") == [1200, 3400]


def test_dates_day_first_are_found(read: Reader) -> None:
    """31.12.2026 can only have the day first; 01.02.2026 alone is a question."""
    head = "id,name,kind,lat,lon,contract_end\n"

    told = read("s.csv", head + "1,A,school,1.5,30.5,31.12.2026\n2,B,school,1.6,30.6,01.02.2027\n")
    assert values(told, "contract_end") == ["2026-12-31", "2027-02-01"]
    assert ids(read("t.csv", head + "1,A,school,1.5,30.5,01.02.2026\n")) == ["date_format@t.csv"]


def test_a_word_that_is_no_kind_must_be_answered(read: Reader) -> None:
    """A kind of site is policy: words that nobody knows are asked one by one."""
    text = "id,name,kind,lat,lon\n1,A,school,1.5,30.5\n2,B,Centre X,1.6,30.6\n3,C,school,1.7,30.7\n"

    assert ids(read("s.csv", text)) == ["value.kind.Centre X@s.csv"]
    told = read("s.csv", text, {"value.kind.Centre X@s.csv": "community_centre"})
    assert values(told, "kind") == ["school", "community_centre", "school"]


def test_planned_spans_of_ofds_are_left_out(read: Reader) -> None:
    """Media in lists are read, and spans that are not lit are no existing network."""
    provider = {"physicalInfrastructureProvider": {"id": "1"}}
    told = read(
        "spans.geojson",
        layer(
            (
                {"id": "s1", "status": "operational", "transmissionMedium": ["fibre"], **provider},
                "LineString",
                [[35.6, 3.1], [35.7, 3.2]],
            ),
            (
                {"id": "s2", "status": "planned", "transmissionMedium": ["microwave"], **provider},
                "LineString",
                [[35.7, 3.2], [35.8, 3.3]],
            ),
        ),
    )

    assert (told.table, told.layout) == ("spans", "Open Fibre Data Standard: spans")
    assert settings(told)["where"] == "status not in ('planned')" or values(told, "span_id") == [
        "s1"
    ]
    assert values(told, "span_id") == ["s1"]
    assert values(told, "medium") == ["fibre"]


def test_nodes_that_are_not_there_yet_are_no_pops(read: Reader) -> None:
    """ITU marks nodes that exist; the others are left out with the reason."""
    told = read(
        "nodes.csv",
        "ict_id,lat,lon,transmission_medium,is_actual\n"
        "n1,3.1,35.6,fiber,True\nn2,3.2,35.7,fiber,False\n",
    )

    assert told.table == "pops"
    assert values(told, "pop_id") == ["n1"]


def test_coverage_without_a_generation_asks_for_it(read: Reader) -> None:
    """A column called layer that holds numbers is no radio generation."""
    ring = [[[35.0, 3.0], [35.1, 3.0], [35.1, 3.1], [35.0, 3.0]]]
    text = layer(({"layer": "23626"}, "Polygon", ring))

    told = read("mobilecoverage.geojson", text)
    assert (told.table, ids(told)) == ("coverage", ["radio@mobilecoverage.geojson"])
    told = read("mobilecoverage.geojson", text, {"radio@mobilecoverage.geojson": "4G"})
    assert values(told, "radio") == ["4G"]


def test_a_file_like_nothing_is_asked_about(read: Reader) -> None:
    """What is not recognised is a question without a guess; the answer may name any column."""
    text = "aa,bb,cc,dd\nx1,Alpha,1.5,30.5\nx2,Beta,1.6,30.6\n"

    assert ids(read("q.csv", text)) == ["table@q.csv"]
    told = read(
        "q.csv",
        text,
        {
            "table@q.csv": "sites",
            "column.latitude@q.csv": "cc",
            "column.longitude@q.csv": "dd",
            "column.name@q.csv": "bb",
            "kind@q.csv": "library",
        },
    )
    assert values(told, "site_id") == ["x1", "x2"]
    assert values(told, "latitude") == [1.5, 1.6]
    assert values(told, "kind") == ["library", "library"]
    skipped = read("q.csv", text, {"table@q.csv": "skip"})
    assert skipped.entry is None


def test_sheets_that_are_other_tables_are_looked_at(tmp_path: Path) -> None:
    """A workbook of schools and towers is two tables; notes are none; the sheets are named."""
    book = openpyxl.Workbook()
    schools = book.active
    schools.title = "Schools"
    for row in (["EMIS", "School name", "Latitude", "Longitude", "Pupils"], [1, "A", 3.1, 35.6, 9]):
        schools.append(row)
    towers = book.create_sheet("Towers")
    for row in (["Site ID", "Lat", "Lon", "Technology"], ["T1", 3.1, 35.6, "4G"]):
        towers.append(row)
    book.create_sheet("Notes").append(["hello"])
    book.save(tmp_path / "all.xlsx")

    from planner.project.importing.proposal import Import
    from planner.project.init import init_project

    init_project(tmp_path / "ke", "blank", "KE")
    work = Import(tmp_path / "ke", [tmp_path / "all.xlsx"], "en")
    files = work.propose(Answers({}, takes_guesses=True)).files

    assert [(one.look.name, one.table) for one in files] == [
        ("data/all.xlsx", "sites"),
        ("data/all.xlsx#Towers", "towers"),
    ]
    assert [settings(one)["sheet"] for one in files] == ["Schools", "Towers"]
    assert all(not one.read.findings or not one.faults for one in files if one.read)


def test_a_column_of_codes_that_holds_none_is_not_read(read: Reader) -> None:
    """Names of operators are no media of links: said with the reason; one known word is enough."""
    head = "id,name,kind,lat,lon,link\n1,A,school,1.5,30.5,{}\n2,B,school,1.6,30.6,Safaricom\n"

    none = read("s.csv", head.format("Airtel"))
    some = read("t.csv", head.format("fibre"))

    assert settings(none)["columns"] == {"link_type": ""}
    assert none.entry is not None
    assert none.entry.why["columns", "link_type"].en == "link holds no codes"
    assert any("(not read)" in line and "link_type" in line for line in file_lines(none, "en"))
    assert values(some, "link_type") == ["fibre", "unknown"]
    assert settings(some)["values"] == {"link_type": {"Safaricom": "unknown"}}


def test_shapes_without_attributes_ask_for_no_column(read: Reader) -> None:
    """Points alone cannot be sites: the fault is told, nothing without an answer is asked."""
    text = layer(({}, "Point", [35.6, 3.1]))

    told = read(
        "points.geojson", text, {"table@points.geojson": "sites", "kind@points.geojson": "school"}
    )

    assert all(question.options for question in told.questions)
    assert told.read is not None
    assert "column.required" in {finding.rule for finding in told.read.findings}
