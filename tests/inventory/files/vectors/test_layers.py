from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from inventory.coordinate_systems import to_wgs84

POINT = {"type": "Point", "coordinates": [104.5, 47.5]}
LINE = {"type": "LineString", "coordinates": [[104, 47], [105, 48]]}
AREA = {"type": "Polygon", "coordinates": [[[104, 47], [105, 47], [105, 48], [104, 47]]]}


def _geojson(*features: tuple[dict[str, Any], Any], **members: Any) -> str:
    """Write features as a GeoJSON collection."""
    made = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    return json.dumps({"type": "FeatureCollection", "features": made, **members})


def _layer(path: Path, crs: int | None = 4326, layer: str | None = None, **columns: Any) -> None:
    """Write a layer of one point at 104.5, 47.5 with the given columns."""
    import geopandas

    data = {name: [value] for name, value in columns.items()}
    frame = geopandas.GeoDataFrame(data, geometry=geopandas.points_from_xy([104.5], [47.5]))
    frame = frame.set_crs(4326).to_crs(crs) if crs else frame
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path, driver="GPKG", layer=layer or "sites")


def test_points_fill_coordinates(read) -> None:
    """A point's place fills empty coordinates; written coordinates stand."""
    text = _geojson(
        ({"site_id": "A", "kind": "school"}, POINT),
        ({"site_id": "B", "kind": "school", "lon": 100.0, "lat": 45.0}, POINT),
        ({"site_id": "C", "kind": "school"}, AREA),
        ({"site_id": "D", "kind": "school"}, None),
    )
    places = [
        (r.values["longitude"], r.values["latitude"]) for r in read("s.geojson", text).records
    ]

    assert places[:2] == [(104.5, 47.5), (100.0, 45.0)]
    assert 104 < places[2][0] < 105
    assert places[3] == (None, None)


def test_lines_and_areas_are_carried(read) -> None:
    """Roads carry lines and coverage carries areas; km in a property become metres."""
    road = read("r.geojson", _geojson(({"u": 1, "v": 2, "length_km": 1.5}, LINE)), table="roads")
    area = read("c.geojson", _geojson(({"radio_type": "4G"}, AREA)), table="coverage")

    assert road.records[0].geometry.geom_type == "LineString"
    assert road.records[0].values["length_m"] == 1500.0
    assert road.records[0].values["from_node"] == "1"
    assert area.records[0].geometry.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": ["x", "y"]},
        {"type": "Point", "coordinates": [1e999, 2]},
        {"type": "Nowhere", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[[0, 0]]]},
        "POINT (1 2)",
        [1, 2],
        {"coordinates": [1, 2]},
    ],
)
def test_damaged_geometries_are_told(read, geometry: Any) -> None:
    """A geometry that cannot be read is a finding at its feature; the row stays."""
    table = read("s.geojson", _geojson(({"site_id": "A", "kind": "school"}, geometry)))

    assert [(f.rule, f.row) for f in table.findings] == [("geometry.unreadable", 1)]
    assert table.records[0].geometry is None


def test_geometries_of_another_type_are_told(read) -> None:
    """A line is not a place and a point is not an area."""
    sites = read("s.geojson", _geojson(({"site_id": "A", "kind": "school"}, LINE)))
    areas = read("c.geojson", _geojson(({"radio": "4G"}, POINT)), table="coverage")

    assert [f.expected for f in areas.findings] == ["Polygon or MultiPolygon"]
    assert [f.rule for f in sites.findings] == ["geometry.unreadable"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"features": 3}', "{", "nul", "[" * 100000, "\x00"])
def test_json_that_is_no_collection_is_told(read, rule_ids, text: str) -> None:
    """Other JSON, cut JSON and endless nesting are one finding."""
    assert rule_ids(read("s.geojson", text).findings) == ["file.not_a_table"]


def test_odd_features_are_told_and_the_rest_read(read) -> None:
    """A feature that is not an object is a finding; its neighbours are read."""
    text = (
        '{"features": [1, null, {"properties": {"site_id": "A", "kind": "school"}},'
        ' {"properties": 5}]}'
    )
    table = read("s.geojson", text)

    assert [r.values["site_id"] for r in table.records] == [None, None, "A", None]
    assert [f.row for f in table.findings if f.rule == "geometry.unreadable"] == [1, 2]


def test_a_named_old_coordinate_system_is_transformed(read) -> None:
    """A GeoJSON file that names UTM zone 48N is transformed to WGS 84, with a note."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32648"}}
    moved = {"type": "Point", "coordinates": [462360.0, 5260778.0]}
    table = read("s.geojson", _geojson(({"site_id": "A", "kind": "school"}, moved), crs=crs))
    values = table.records[0].values

    assert values["longitude"] == pytest.approx(104.5, abs=0.01)
    assert values["latitude"] == pytest.approx(47.5, abs=0.01)
    assert [f.rule for f in table.findings] == ["file.crs_changed"]


@pytest.mark.parametrize("ending", ["gpkg", "parquet"])
def test_layers_in_other_systems_are_transformed(read, tmp_path: Path, ending: str) -> None:
    """GeoPackage and GeoParquet layers in another system come out in WGS 84."""
    _layer(tmp_path / f"s.{ending}", crs=32648, site_id="A", kind="school")
    table = read(f"s.{ending}")

    assert table.records[0].values["longitude"] == pytest.approx(104.5)
    assert [f.rule for f in table.findings] == ["file.crs_changed"]


def test_a_layer_without_a_system_is_an_error(read, tmp_path: Path) -> None:
    """Coordinates of an unknown system are not taken for WGS 84."""
    _layer(tmp_path / "s.parquet", crs=None, site_id="A", kind="school")
    table = read("s.parquet")

    assert [f.rule for f in table.findings] == ["file.crs"]
    assert table.records[0].values["longitude"] is None


def test_of_several_layers_the_named_one_is_read(read, tmp_path: Path) -> None:
    """The layer is the one declared, or the one called like the table, else it is asked for."""
    for layer in ("first", "second"):
        _layer(tmp_path / "s.gpkg", layer=layer, site_id=layer, kind="school")

    assert read("s.gpkg", layer="second").records[0].values["site_id"] == "second"
    assert [f.rule for f in read("s.gpkg").findings] == ["file.layer"]
    assert 'layer = "second"' in read("s.gpkg", layer="secnd").findings[0].todo
    _layer(tmp_path / "s.gpkg", layer="sites", site_id="third", kind="school")
    assert read("s.gpkg").records[0].values["site_id"] == "third"


def test_reading_a_geopackage_leaves_it_alone(read, tmp_path: Path) -> None:
    """Neither the file nor the folder changes when a GeoPackage is read."""
    _layer(tmp_path / "s.gpkg", site_id="A", kind="school")
    before = (tmp_path / "s.gpkg").read_bytes()
    read("s.gpkg")

    assert (tmp_path / "s.gpkg").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["s.gpkg"]


@pytest.mark.parametrize("ending", ["gpkg", "parquet", "geojson"])
def test_cut_layers_are_told(read, tmp_path: Path, rule_ids, ending: str) -> None:
    """A truncated layer is an error, never half a table."""
    if ending == "geojson":
        whole = _geojson(({"site_id": "A", "kind": "school"}, POINT)).encode()
    else:
        _layer(tmp_path / f"w.{ending}", site_id="A", kind="school")
        whole = (tmp_path / f"w.{ending}").read_bytes()
    table = read(f"s.{ending}", whole[: len(whole) * 2 // 3])

    assert rule_ids(table.findings) == ["file.not_a_table"]


def test_without_pyarrow_one_line_says_what_to_install(read, tmp_path: Path, monkeypatch) -> None:
    """GeoParquet without pyarrow names the extra to install."""
    _layer(tmp_path / "s.parquet", site_id="A", kind="school")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (finding,) = read("s.parquet").findings

    assert finding.rule == "file.package"
    assert 'pip install "kholboo[parquet]"' in finding.todo


def test_coverage_needs_geometry(read, rule_ids) -> None:
    """A coverage table without polygons is an error; well-known text is a geometry."""
    bare = read("c.csv", "radio_type\n4G\n", table="coverage")
    text = 'radio_type,geometry\n4G,"POLYGON((0 0,1 0,1 1,0 0))"\n3G,junk\n'
    written = read("d.csv", text, table="coverage")

    assert "geometry" in [f.column for f in bare.findings if f.rule == "column.required"]
    assert written.records[0].geometry.area == 0.5
    assert [(f.rule, f.row) for f in written.findings] == [("geometry.unreadable", 3)]


@pytest.mark.parametrize(
    "system",
    [
        "+proj=longlat +ellps=krass +nadgrids=/dev/zero",
        "+proj=longlat +geoidgrids=/dev/zero",
        "+init=/dev/zero:1",
        "+proj=pipeline +step +proj=vgridshift +grids=/dev/zero",
        "x" * 30_000,
    ],
)
def test_a_coordinate_system_that_names_a_file_is_not_followed(system) -> None:
    """Corrections that a file brings are neither opened nor waited for."""
    shapes, findings = to_wgs84([Point(1, 2)], system, "a.geojson")

    assert shapes == [None]
    assert [f.rule for f in findings] == ["file.crs"]


RING = [[104, 47], [105, 47], [105, 48], [104, 48], [104, 47]]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": RING},
        {"type": "MultiLineString", "coordinates": [RING]},
        {"type": "MultiPoint", "coordinates": [[104.5, 47.5]]},
    ],
)
def test_a_closed_line_is_a_place(read, geometry: Any) -> None:
    """A building drawn as a closed line stands inside of it, as OpenStreetMap exports schools."""
    table = read("s.geojson", _geojson(({"site_id": "A", "kind": "school"}, geometry)))
    values = table.records[0].values

    assert table.findings == ()
    assert 104 < values["longitude"] < 105 and 47 < values["latitude"] < 48


@pytest.mark.parametrize("line", [LINE["coordinates"], [[104, 47], [105, 47], [104, 47]]])
def test_an_open_line_is_no_place(read, line: Any) -> None:
    """A line that encloses nothing is told as such."""
    geometry = {"type": "LineString", "coordinates": line}
    table = read("s.geojson", _geojson(({"site_id": "A", "kind": "school"}, geometry)))

    assert [f.rule for f in table.findings] == ["geometry.unreadable"]
    assert "Line" in table.findings[0].found


RECORDS = [
    {"id": 1, "type": "school", "location": {"lat": 47.5, "lng": 104.5}, "tags": ["a"]},
    {"id": 2, "type": "library", "students": 7},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.json", json.dumps(RECORDS)),
        ("s.json", json.dumps({"count": 2, "results": RECORDS})),
        ("s.json", json.dumps({"ok": True, "result": {"records": RECORDS}})),
        ("s.jsonl", "\n".join(map(json.dumps, RECORDS))),
    ],
)
def test_json_of_records_is_a_table(read, name: str, text: str) -> None:
    """A list of objects, wherever it stands in the document, or one object a line."""
    table = read(name, text)

    assert [(r.row, r.values["site_id"], r.values["kind"]) for r in table.records] == [
        *((1, "1", "school"), (2, "2", "library")),
    ]
    assert (table.records[0].values["longitude"], table.records[1].values["students"]) == (104.5, 7)
    assert [f for f in table.findings if f.severity != "note"] == []


@pytest.mark.parametrize(
    "text", ["[]", "[1, 2]", '{"a": [{"b": 1}], "c": [{"d": 1}]}', '{"a": 1}\n{"b": ', "[" * 99999]
)
def test_json_without_one_list_of_records_is_told(read, rule_ids, text: str) -> None:
    """Two lists, lists of figures and cut lines are one finding, never a traceback."""
    assert rule_ids(read("s.json", text).findings) == ["file.not_a_table"]


def test_lines_of_features_are_a_layer(read) -> None:
    """GeoJSON with one feature a line is read like a collection."""
    features = json.loads(_geojson(*(({"site_id": n, "kind": "school"}, POINT) for n in "AB")))
    text = "\n".join(json.dumps(f) for f in features["features"])

    assert [r.values["longitude"] for r in read("s.ndjson", text).records] == [104.5, 104.5]


def test_a_declared_system_serves_a_layer_without_one(read, tmp_path: Path) -> None:
    """`crs` names the system of a layer that does not say it."""
    _layer(tmp_path / "s.gpkg", crs=None, site_id="A", kind="school")
    values = read("s.gpkg", crs="EPSG:4326").records[0].values

    assert (values["longitude"], values["latitude"]) == (104.5, 47.5)


def test_gpq_is_geoparquet(read, tmp_path: Path) -> None:
    """The short ending of GeoParquet is known."""
    pytest.importorskip("pyarrow")
    _layer(tmp_path / "s.parquet", site_id="A", kind="school")
    (tmp_path / "s.parquet").rename(tmp_path / "s.gpq")

    assert read("s.gpq").records[0].values["longitude"] == 104.5
