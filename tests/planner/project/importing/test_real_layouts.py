"""Eight published files by their layouts: headers as the publishers write them, rows of our own.

Schools of Nigeria, Rwanda, São Paulo and Kenya, libraries of England and the USA, OpenStreetMap's
roads of Malawi as Geofabrik cuts them, ITU's set of São Tomé. The headers are written from what is
known of these files; the rows are invented. What a layout does not say is a question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from planner.project.importing.looking import look_at
from planner.project.importing.questions import Answers
from planner.project.importing.reading import Surroundings, Understood
from planner.project.importing.understanding import understand

Reader = Callable[..., Understood]

NIGERIA = (
    "survey_id,facility_name,state,lga,ward,education_type,management,gps,num_students_total\n"
    + "1001,LEA Primary School,Kano,Gwale,Dorayi,primary,public,11.9716 8.5012 480.1 5,412.0\n" * 2
    + "1002,GJSS Dala,Kano,Dala,Dala,jss,public,12.0011 8.4903 478.0 4.5,230.0\n" * 2
)
RWANDA = """\
school_code,school_name,province,district,sector,latitude,longitude,education_level,students,\
has_internet
110101,GS Kacyiru,Kigali,Gasabo,Kacyiru,-1.9361,30.0877,Primary,980,1
110102,EP Remera,Kigali,Gasabo,Remera,-1.9580,30.1120,Primary,450,0
"""
SAO_PAULO = """\
NOMEDEP;DE;MUN;DISTR;CODESC;NOMESC;TIPOESC_DESC;CODSIT;DS_LATITUDE;DS_LONGITUDE;QTD_ALUNOS
ESTADUAL - SE;CENTRO;SAO PAULO;SE;035798;CAETANO DE CAMPOS;ESCOLA;1;-23,5572;-46,6448;1.120
ESTADUAL - SE;LESTE 1;SAO PAULO;PENHA;000012;SANTOS DUMONT;ESCOLA;1;-23,5301;-46,5480;830
"""
KENYA = """\
Name of School,Level of Education,Status of School,Pupil Teacher Ratio,Total Enrolment,County,\
Geolocation
ALDER PRI SCH,PRIMARY,PUBLIC,31.2,410,Nairobi,"(-1.28330, 36.81670)"
KIBERA PRI SCH,PRIMARY,PUBLIC,44.0,622,Nairobi,"(-1.31220, 36.78110)"
"""
ENGLAND = """\
Reporting Service,Library name,Address 1,Postcode,Statutory library,Type of library,Year closed,\
Easting,Northing
Barnet,Hendon Library,The Burroughs,NW4 4BQ,Yes,LAL,,522950,189400
Barnet,Friern Barnet,Friern Barnet Rd,N11 3DS,No,XL,2016,528100,192400
"""
USA = """\
STABR,FSCSKEY,LIBNAME,CNTY,TOTSTAFF,VISITS,GPTERMS,LATITUDE,LONGITUD
AK,AK0001,ANCHOR POINT,KENAI,0.68,45000,5,59.77,-151.83
AK,AK0002,BIG LAKE,MATSU,-1,-3,-1,61.52,-149.95
"""
SAO_TOME = {
    "pointsofinterest.csv": (
        "poi_id,dataset_id,lat,lon,poi_type,country_code,is_connected,connectivity_type\n"
        "p1,d,0.3365,6.7273,school,STP,False,unknown\n"
        "p2,d,0.3401,6.7300,school,STP,True,fiber\n"
    ),
    "cellsites.csv": "ict_id,lat,lon,radio_type,antenna_height\nc1,0.34,6.73,4G,25\n",
    "transmissionnodes.csv": (
        "ict_id,lat,lon,transmission_medium,is_actual\nn1,0.33,6.72,fiber,True\n"
    ),
}


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Give what a file of some text is understood to be."""

    def reader(name: str, text: str, answers: Mapping[str, str] | None = None) -> Understood:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (look,) = look_at(tmp_path / name, name)
        around = Surroundings(folder=tmp_path, currency="USD", levels=("county", "district"))
        named = {f"{what}@{name}": value for what, value in (answers or {}).items()}
        return understand(look, around, Answers(named, False))

    return reader


def of(told: Understood, *columns: str) -> list[tuple[Any, ...]]:
    """Return the values of columns, row by row."""
    assert told.read is not None
    return [tuple(record.values[c] for c in columns) for record in told.read.records]


def asked(told: Understood) -> set[str]:
    """Return what is asked without a guess."""
    return {question.id.split("@")[0] for question in told.questions if not question.guess}


def test_schools_of_nigeria_occur_once_at_their_gps(read: Reader) -> None:
    """Latitude first in one cell; every row twice; the code and the levels are asked about."""
    told = read("nmis.csv", NIGERIA)

    assert told.table == "sites"
    assert of(told, "latitude", "longitude", "students") == [
        (11.9716, 8.5012, 412),
        (12.0011, 8.4903, 230),
    ]
    assert asked(told) == {"kind", "column.site_id"}


def test_schools_of_rwanda_have_internet_or_not(read: Reader) -> None:
    """1 is a link of unknown kind, 0 none; nothing is asked."""
    told = read("rwanda.csv", RWANDA)

    assert of(told, "site_id", "kind", "students", "connected", "link_type") == [
        ("110101", "school", 980, True, None),
        ("110102", "school", 450, False, "none"),
    ]
    assert asked(told) == set()


def test_schools_of_sao_paulo_have_decimal_commas(read: Reader) -> None:
    """The table is asked; 1.120 pupils are 1,120, degrees have commas, codes keep their zeros."""
    assert asked(read("sp.csv", SAO_PAULO)) == {"table"}
    answers = {
        "table": "sites", "column.site_id": "CODESC", "column.name": "NOMESC",
        "column.students": "QTD_ALUNOS", "kind": "school",
    }  # fmt: skip
    told = read("sp.csv", SAO_PAULO, answers)

    assert of(told, "site_id", "latitude", "longitude", "students") == [
        ("035798", -23.5572, -46.6448, 1120),
        ("000012", -23.5301, -46.548, 830),
    ]


def test_schools_of_kenya_stand_at_their_geolocation(read: Reader) -> None:
    """Brackets around the position; public or private is no kind, and a ratio no number of users.

    Without a code the name stands for it.
    """
    told = read("kenya.csv", KENYA)

    assert of(told, "site_id", "kind", "latitude", "longitude", "students", "aimag") == [
        ("ALDER PRI SCH", "school", -1.2833, 36.8167, 410, "Nairobi"),
        ("KIBERA PRI SCH", "school", -1.3122, 36.7811, 622, "Nairobi"),
    ]


def test_closed_libraries_of_england_and_their_metres_are_asked_about(read: Reader) -> None:
    """Which rows are closed and in which system eastings are is never guessed."""
    told = read("england.csv", ENGLAND)

    assert asked(told) == {"crs", "rows.Year closed"}
    assert {kind for (kind,) in of(told, "kind")} == {"library"}


def test_libraries_of_the_usa_keep_codes_for_missing_apart(read: Reader) -> None:
    """Yearly visits become visitors a day; -1 and -3 are missing, not figures."""
    told = read("pls.csv", USA)

    assert of(told, "site_id", "visitors_per_day", "computers_working", "aimag") == [
        ("AK0001", 150.0, 5, "AK"),
        ("AK0002", None, None, "AK"),
    ]


def test_roads_of_malawi_keep_class_layer_and_bridge(read: Reader) -> None:
    """Geofabrik calls the class fclass and writes T and F."""
    rows = [
        ({"fclass": "primary", "layer": 0, "bridge": "F"}, [[34, -14], [34.02, -14]]),
        ({"fclass": "residential", "layer": 1, "bridge": "T"}, [[34.01, -14.01], [34.01, -13.99]]),
    ]
    same = {"oneway": "B", "maxspeed": 0, "tunnel": "F", "ref": None}
    features = [
        {
            "type": "Feature",
            "properties": {"osm_id": str(n), **same, **properties},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for n, (properties, line) in enumerate(rows)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    told = read("gis_osm_roads_free_1.geojson", text)

    assert told.table == "roads"
    assert of(told, "highway", "layer", "bridge", "tunnel") == [
        ("primary", "0", "F", "F"),
        ("residential", "1", "T", "F"),
    ]
    assert asked(told) == set()


def test_the_three_files_of_sao_tome_are_sites_towers_and_pops(read: Reader) -> None:
    """ITU's layouts leave nothing to ask."""
    told = {name: read(name, text) for name, text in SAO_TOME.items()}

    assert [one.table for one in told.values()] == ["sites", "towers", "pops"]
    assert of(told["pointsofinterest.csv"], "site_id", "kind", "connected", "link_type") == [
        ("p1", "school", False, "unknown"),
        ("p2", "school", True, "fibre"),
    ]
    assert of(told["cellsites.csv"], "radio", "height_m") == [("4G", 25.0)]
    assert of(told["transmissionnodes.csv"], "pop_id", "medium") == [("n1", "fibre")]
    assert [asked(one) for one in told.values()] == [set()] * 3
