"""Positions in one cell, degrees with minutes, and projected coordinates of text tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.vectors.positions import (
    is_longitude_first,
    looks_like_positions,
    read_angle,
    read_pair,
)

HERE = pytest.approx((100.15661, 49.63421), abs=6e-4)


@pytest.mark.parametrize(
    "text",
    [
        "49.63421 100.15661 1283.7 5.0",
        "49.63421, 100.15661",
        "49.63421,100.15661",
        "(49.63421; 100.15661)",
        "49,63421 100,15661",
        "49,63421, 100,15661",
        "POINT (100.15661 49.63421)",
        "SRID=4326;POINT Z (100.15661 49.63421 1283)",
        '{"type": "Point", "coordinates": [100.15661, 49.63421, 3]}',
        "49°38'03.2\"N 100°09'23.8\"E",
        "100°09'23.8\"E, 49°38'03.2\"N",
        "N49 38 03 E100 09 24",
        "49 38 03.2 N, 100 09 23 E",
        "49°38.05' N, 100°9.4' E",
        "49° 38′ 03″ N 100° 09′ 24″ E",
        "49°38'03\" Х.Ө. 100°09'24\" З.У.",
        "49:38:03 N 100:09:24 E",
        "49d38m03s 100d09m24s",
        "Lat: 49.63421 Long: 100.15661",
        "49.63421N 100.15661E",
    ],
)
def test_positions_in_one_cell_are_read(text: str) -> None:
    """The forms of collection tools, maps and survey sheets give the same point."""
    pair = read_pair(text)

    assert pair is not None
    assert (pair.longitude, pair.latitude) == HERE


@pytest.mark.parametrize(
    "text",
    [
        *("", "School one", "2 school", "2023-08-31", "12/10/2024", "49.6", "1 2 3 4 5"),
        *("49°70'03\"N 100°09'24\"E", "49°38'N 48°09'N", "POINT (nan nan)", "POINT EMPTY"),
        *("LINESTRING (", '{"type": "Point"}', '{"type":"Point","coordinates":[1e999,2]}'),
    ],
)
def test_other_texts_are_no_positions(text: str) -> None:
    """Names, dates, single numbers, impossible minutes and damaged geometry are refused."""
    assert read_pair(text) is None


def test_the_south_and_the_west_are_negative() -> None:
    """Hemispheres and signs give the sign."""
    nairobi = read_pair("1°17'31\" S, 36°49'18\" E")

    assert nairobi is not None
    assert (nairobi.longitude, nairobi.latitude) == pytest.approx((36.82167, -1.29194), abs=1e-5)
    assert read_angle("-33°51'") == pytest.approx(-33.85)
    assert read_angle("46.5 W") == -46.5
    assert read_angle("49 38 03") == pytest.approx(49.634167, abs=1e-6)
    assert [read_angle(t) for t in ("49.5", "12", "49-38-03", "a")] == [None] * 4


@given(st.text(alphabet="0123456789.,;:°'\" NSEWdms-+(){}POINTlat\u2212", max_size=60))
def test_no_text_raises(text: str) -> None:
    """Any text is a position, an angle or nothing."""
    read_pair(text)
    read_angle(text)


def test_one_order_holds_for_a_whole_column() -> None:
    """A header or a figure beyond 90 tells which comes first; without either it is latitude."""
    near, far = read_pair("50.1 49.2"), read_pair("100.1 49.2")
    assert near is not None and far is not None

    assert is_longitude_first("gps", [near, far])
    assert not is_longitude_first("gps", [near])
    assert is_longitude_first("Long/Lat", [near])
    assert not is_longitude_first("lat_lon", [far])


def test_a_column_of_positions_places_the_sites(read) -> None:
    """A known header, or a mapped one, fills longitude and latitude; columns of their own win."""
    text = "site_id;kind;gps\nA;school;49.63421 100.15661 1283.7 5.0\nB;school;\nC;school;here\n"
    table = read("s.csv", text)
    own = read("t.csv", "site_id;kind;lon;lat;gps\nA;school;100.5;49.5;48.1 99.1\n").records[0]

    assert (table.records[0].values["longitude"], table.records[0].values["latitude"]) == HERE
    assert table.records[1].values["longitude"] is None
    assert [(f.rule, f.row) for f in table.findings] == [("position.unreadable", 4)]
    assert (own.values["longitude"], own.values["latitude"]) == (100.5, 49.5)


def test_degrees_with_minutes_stand_in_the_usual_columns(read) -> None:
    """A longitude such as 100°09'24"E is read; a number with other text is still a fault."""
    text = "site_id;kind;lon;lat\nA;school;100°09'24\"E;49°38'03\"N\nB;school;100 km;49.5\n"
    table = read(
        "s.csv",
        text.replace('"', '""')
        .replace(";100°", ';"100°')
        .replace("E;4", 'E";"4')
        .replace("N\n", 'N"\n'),
    )
    values = table.records[0].values

    assert (values["longitude"], values["latitude"]) == HERE
    assert [(f.rule, f.row) for f in table.findings] == [("number.unreadable", 3)]


def test_a_column_that_looks_like_positions_is_told(read) -> None:
    """Values that are positions under an unknown header are a warning that says how to map them."""
    text = "site_id;kind;_place\n" + "".join(
        f"S{n};school;49.{n}1 100.{n}2 0 0\n" for n in range(5)
    )
    (finding,) = [f for f in read("s.csv", text).findings if f.rule == "column.near"]

    assert 'columns.position = "_place"' in finding.todo
    assert not looks_like_positions(["12 13", "14 15"])


def test_projected_metres_are_transformed_when_declared(read) -> None:
    """Eastings and northings of UTM zone 47N become degrees, in columns and in one cell."""
    text = "site_id,kind,X,Y\nA,school,583047.0,5498128.7\n"
    table = read("s.csv", text, crs="EPSG:32647")
    cell = read("t.csv", "site_id,kind,gps\nA,school,POINT (583047 5498128.7)\n", crs="EPSG:32647")
    wkt = read("u.csv", "site_id,kind,wkt\nA,school,POINT (583047 5498128.7)\n", crs="EPSG:32647")

    for found in (table, cell, wkt):
        values = found.records[0].values
        assert (values["longitude"], values["latitude"]) == pytest.approx((100.15, 49.63), abs=0.01)
    for found in (table, cell, wkt):
        assert [f.rule for f in found.findings] == ["file.crs_changed"]


@pytest.mark.parametrize("header", ["easting,northing", "UTM_X,UTM_Y", "X coordinate,Y_coordinate"])
def test_headers_of_map_sheets_are_coordinates(read, header: str) -> None:
    """Eastings and northings are read under their own names, not left for the soum centre."""
    text = f"site_id,kind,{header}\nA,school,583047.0,5498128.7\n"
    values = read("s.csv", text, crs="EPSG:32647").records[0].values

    assert (values["longitude"], values["latitude"]) == pytest.approx((100.15, 49.63), abs=0.01)


def test_a_table_without_coordinates_is_not_said_to_be_transformed(read) -> None:
    """A declared system changes nothing where no figures are read, and nothing is claimed."""
    assert read("s.csv", "site_id,kind\nA,school\n", crs="EPSG:32647").findings == ()


def test_metres_beyond_a_system_are_an_error(read) -> None:
    """Figures that the declared system cannot hold are told, not placed somewhere."""
    table = read("s.csv", "site_id,kind,X,Y\nA,school,5e12,5e12\n", crs="EPSG:32647")

    assert table.records[0].values["longitude"] is None
    assert "position.unreadable" in {f.rule for f in table.findings}


@pytest.mark.parametrize("crs", ["EPSG:0", "utm", "+proj=utm +nadgrids=/etc/passwd", 32647])
def test_a_system_is_named_by_a_known_code(configured, crs) -> None:
    """Only codes of known systems are taken: other notations may name files."""
    text = f"[tables.sites]\npath = 'a.csv'\ncrs = {crs!r}\n"

    assert [(f.rule, f.column) for f in configured(text).findings] == [
        ("config.wrong_value", "tables.sites.crs")
    ]
