"""Shapefiles and OpenStreetMap's own files are read as they are, or refused in a sentence."""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path
from typing import Any

import layer_files
import numpy as np
import pytest
import shapely
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.files import limits, probe
from inventory.files.limits import Meter
from inventory.files.tables import read_file
from inventory.files.vectors import pbf_blocks
from inventory.files.vectors.pbf_blocks import pbf_problem
from inventory.table_specs import FileSpec

LINES = [[(104.0, 48.0), (104.1, 48.0)], [(104.1, 48.0), (104.1, 48.1), (104.2, 48.1)]]


def shapefile(folder: Path, name: str = "roads.shp", crs: str | None = "EPSG:4326") -> Path:
    """Write a shapefile of two roads in Geofabrik's columns."""
    import pyogrio

    shapes = shapely.to_wkb([shapely.LineString(line) for line in LINES])
    fields = [np.asarray(["primary", "track"], dtype=object), np.asarray(["T", "F"], dtype=object)]
    pyogrio.raw.write(
        folder / name, shapes, fields, ["fclass", "bridge"], geometry_type="LineString", crs=crs
    )
    return folder / name


def found(table: Any, severity: str = "error") -> list[str]:
    """Return what the findings of a severity found."""
    return [f.found for f in table.findings if f.severity == severity]


# shapefiles


def test_a_shapefile_is_read_with_its_classes(tmp_path, read) -> None:
    """Roads of a shapefile have their line, class and bridge, and count from row 1."""
    shapefile(tmp_path)

    table = read("roads.shp", table="roads")

    assert [r.values["highway"] for r in table.records] == ["primary", "track"]
    assert [r.values["bridge"] for r in table.records] == ["T", "F"]
    assert [r.row for r in table.records] == [1, 2]
    assert list(table.records[1].geometry.coords) == LINES[1]
    assert found(table) == []


def test_every_part_of_a_shapefile_is_a_source(tmp_path, read) -> None:
    """The parts are recorded with their own sha256, so that a run copies and checks them."""
    shapefile(tmp_path)
    before = {f.path: f.sha256 for f in read("roads.shp", table="roads").files}

    (tmp_path / "roads.prj").write_bytes((tmp_path / "roads.prj").read_bytes() + b"\n")
    after = {f.path: f.sha256 for f in read("roads.shp", table="roads").files}

    assert set(before) == {"roads.shp", "roads.shx", "roads.dbf", "roads.prj", "roads.cpg"}
    assert {p for p in before if before[p] != after[p]} == {"roads.prj"}


@pytest.mark.parametrize("ending", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_names_the_part(tmp_path, read, ending) -> None:
    """A shapefile mailed without its other files is refused, and the missing file named."""
    shapefile(tmp_path)
    (tmp_path / f"roads{ending}").unlink()

    table = read("roads.shp", table="roads")

    assert found(table) == [f"a shapefile without roads{ending}"]
    assert table.records == ()


def test_a_shapefile_without_its_projection_has_no_place(tmp_path, read) -> None:
    """Without a .prj the coordinate system is asked for, not guessed."""
    shapefile(tmp_path, crs=None)

    table = read("roads.shp", table="roads")

    assert [f.rule for f in table.findings if f.severity == "error"] == ["file.crs"]


@pytest.mark.parametrize("ending", [".shp", ".shx", ".dbf"])
@pytest.mark.parametrize("kept", [0, 20, 0.5, 0.95])
def test_a_part_cut_short_is_damaged(tmp_path, read, ending, kept) -> None:
    """A part shorter than its header promises is refused, and never read as fewer roads."""
    path = shapefile(tmp_path).with_suffix(ending)
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data)) if kept < 1 else kept])

    table = read("roads.shp", table="roads")

    assert len(found(table)) == 1
    assert table.records == ()


def named(path: Path, name: bytes, language: int = 0) -> None:
    """Write a shapefile of one road with a name and without a .cpg."""
    table = bytearray(layer_files.dbf({"fclass": 20}, [[name]]))
    table[29] = language
    layer_files.write_shapefile(path, [layer_files.shape([LINES[0]])], bytes(table))
    path.with_suffix(".cpg").unlink()


@pytest.mark.parametrize(
    ("encoding", "language", "told"),
    [
        ("utf-8", 0, []),
        ("cp1251", 0, ["file.encoding_guessed"]),
        ("cp1251", 0x57, ["file.encoding_guessed"]),
        ("cp1251", 0xC9, []),
    ],
)
def test_attributes_without_a_code_page_are_read_as_text_tables_are(
    tmp_path, read, encoding, language, told
) -> None:
    """Cyrillic letters never become Latin ones: UTF-8, else cp1251 with a warning."""
    named(tmp_path / "roads.shp", "чанартай".encode(encoding), language)

    table = read("roads.shp", table="roads")

    assert [r.values["highway"] for r in table.records] == ["чанартай"]
    assert [f.rule for f in table.findings if f.severity != "note"] == told


def test_a_wrong_code_page_is_told(tmp_path, read) -> None:
    """Letters that the named encoding does not have are an error, not marks of a question."""
    named(tmp_path / "roads.shp", "чанартай".encode("cp1251"))
    (tmp_path / "roads.cpg").write_bytes(b"UTF-8")

    table = read("roads.shp", table="roads")

    assert found(table)
    assert table.records == ()


def patched(path: Path, ending: str, at: int, kind: str, value: int) -> None:
    """Write a number into a part of a shapefile."""
    data = bytearray(path.with_suffix(ending).read_bytes())
    struct.pack_into(kind, data, at, value)
    path.with_suffix(ending).write_bytes(data)


@pytest.mark.parametrize(
    ("ending", "at", "kind", "value", "told"),
    [
        (".dbf", 4, "<I", 1, "2 shapes and 1 rows of attributes"),
        (".dbf", 4, "<I", 0, "2 shapes and 0 rows of attributes"),
        (".dbf", 10, "<H", 100, "its columns do not fill its rows"),
        (".dbf", 48, "<B", 70, "its columns do not fill its rows"),
        (".shx", 24, ">i", 54, "1 shapes and 2 rows of attributes"),
        (".shx", 100, ">i", 51, "shape 1 is damaged"),
        (".shx", 108, ">i", 50, "its index names one shape twice"),
        (".shx", 104, ">i", 0, "its index is damaged"),
        (".shp", 104, ">i", 2, "shape 1 is damaged"),
        (".shp", 108, "<i", 5, "shape 1 is damaged"),
        (".shp", 144, "<i", 2, "shape 1 is damaged"),
        (".shp", 148, "<i", 1, "shape 1 is damaged"),
        (".shp", 148, "<i", 2**30, "shape 1 is damaged"),
    ],
)
def test_parts_that_disagree_are_never_fewer_or_other_roads(
    tmp_path, read, ending, at, kind, value, told
) -> None:
    """Numbers of rows, lengths, places and kinds are held against each other."""
    patched(shapefile(tmp_path), ending, at, kind, value)

    table = read("roads.shp", table="roads")

    assert found(table) == [f"a damaged file ({told})"], table.findings
    assert table.records == ()


def test_a_coordinate_system_of_megabytes_is_not_read(tmp_path, read) -> None:
    """A .prj and a .cpg have a few hundred letters, whatever the limit of the table."""
    shapefile(tmp_path)
    (tmp_path / "roads.prj").write_bytes(b" " * (2 * 2**20))

    assert found(read("roads.shp", table="roads")) == ["roads.prj of 2 MiB"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize(
    "system",
    [
        layer_files.WGS84.replace("]]", '],EXTENSION["PROJ4_GRIDS","{}"]]', 1),
        layer_files.WGS84[:-1] + ',EXTENSION["PROJ4","+proj=longlat +nadgrids={}"]]',
    ],
)
def test_a_coordinate_system_opens_no_file(tmp_path, read, system) -> None:
    """A grid of corrections that is a pipe would be waited for without end."""
    shapefile(tmp_path)
    os.mkfifo(tmp_path / "grid")
    system = system.format(tmp_path / "grid").replace("6378137.0", "6378245.0")
    (tmp_path / "roads.prj").write_text(system)

    table = read("roads.shp", table="roads")

    assert found(table)


# OpenStreetMap


NODES = {1: (104.0, 48.0), 2: (104.1, 48.0), 3: (104.2, 48.0), 4: (104.1, 48.1), 5: (104.1, 47.9)}
WAYS: dict[int, tuple[list[int], dict[str, str]]] = {
    11: ([1, 2, 3], {"highway": "primary"}),
    12: ([2, 4], {"highway": "track", "bridge": "yes", "layer": "1"}),
    13: ([2, 5], {"waterway": "river"}),
    14: ([3, 5], {"route": "ferry"}),
    15: ([3, 4], {"building": "yes"}),
}
SMALL = layer_files.osm(NODES, WAYS)


def test_roads_are_read_from_osm_pbf(read) -> None:
    """Ways with a highway, and ferries, are rows by their id; rivers and buildings are not."""
    table = read("mongolia.osm.pbf", SMALL, table="roads")

    assert {r.row: r.values["highway"] for r in table.records} == {
        11: "primary",
        12: "track",
        14: None,
    }
    assert list(table.records[0].geometry.coords) == [NODES[1], NODES[2], NODES[3]]
    assert '"layer"=>"1"' in table.records[1].values["other_tags"]
    assert found(table) == []


def test_roads_of_osm_pbf_join_at_the_node_they_share(read) -> None:
    """A way that begins at an inner node of another is joined to it, ferries left out."""
    from sites.roads.read import read_roads

    table = read("mongolia.osm.pbf", SMALL, table="roads")

    graph, findings = read_roads(table.records, {})

    assert graph.degree("104.10000,48.00000") == 3
    assert [f.found for f in findings if f.rule == "road.class_left_out"] == [
        "lines left out: 1 ferry"
    ]


def test_only_roads_are_read_from_osm_pbf(read) -> None:
    """A table of sites says what to export instead of being empty."""
    assert found(read("mongolia.osm.pbf", SMALL)) == ["OpenStreetMap data for the table sites"]


@pytest.mark.parametrize("length", [0, 3, 10, len(SMALL) // 2, len(SMALL) - 1])
def test_a_download_cut_short_is_never_a_smaller_country(tmp_path, read, length) -> None:
    """Every length but the whole is refused."""
    table = read("cut.osm.pbf", SMALL[:length], table="roads")

    assert len(found(table)) == 1
    assert table.records == ()


def test_a_file_cut_between_blocks_has_no_roads(tmp_path) -> None:
    """A file that ends after its header has no data, which is told."""
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(layer_files.block(b"OSMHeader", b""))

    assert pbf_problem(path) == "no data"


HEADER, DATA = layer_files.HEADER, layer_files.block(b"OSMData", b"")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SMALL + SMALL, "two files in one; join them with osmium merge"),
        (DATA + HEADER, "no header of OpenStreetMap data"),
        (HEADER + layer_files.block(b"OSMDatb", b""), "block 1: no block header"),
        (
            HEADER + layer_files.packed_block(b"OSMData", 9, b"x", field=7),
            "block 2: packed with Zstandard, not zlib; pack it with osmium cat",
        ),
        (HEADER + layer_files.packed_block(b"OSMData", 9, b"x", field=9), "block 2: a damaged"),
        (HEADER + layer_files.packed_block(b"OSMData", 0, b"x" * 99), "block 2: a damaged block"),
        (HEADER + layer_files.packed_block(b"OSMData", 2**32, b"x"), "block 2: a damaged block"),
        (HEADER + layer_files.blob_block(b"OSMData", b""), "block 2: a damaged block"),
        (
            HEADER + layer_files.blob_block(b"OSMData", layer_files.data(3, b"x")),
            "block 2: a block without its size",
        ),
        (
            HEADER + layer_files.blob_block(b"OSMData", layer_files.data(3, b"x" * 99)[:-1]),
            "block 2: a damaged block",
        ),
    ],
)
def test_a_block_that_gdal_would_skip_is_told(tmp_path, content, told) -> None:
    """A file packed in another way, or two files in one, are never a country without roads."""
    path = tmp_path / "odd.osm.pbf"
    path.write_bytes(content)

    assert str(pbf_problem(path)).startswith(told)


def test_ways_before_their_nodes_are_told(tmp_path) -> None:
    """GDAL reads some ten thousand ways before nodes and leaves out the rest in silence."""
    nodes = layer_files.block(b"OSMData", layer_files.osm_content(NODES, {}))
    ways = layer_files.block(b"OSMData", layer_files.osm_content({}, WAYS))
    path = tmp_path / "odd.osm.pbf"

    path.write_bytes(HEADER + nodes + ways)
    assert pbf_problem(path) is None
    path.write_bytes(HEADER + ways + nodes)
    assert pbf_problem(path) == "block 3: nodes behind ways; sort it with osmium sort"


def test_words_without_end_are_not_unpacked_to_the_end(tmp_path, monkeypatch) -> None:
    """Blocks are unpacked as far as the first thing in them, which may be far."""
    monkeypatch.setattr(pbf_blocks, "_MOST_UNPACKED", 2**20)
    words = layer_files.data(1, bytes(2**20))
    path = tmp_path / "words.osm.pbf"
    path.write_bytes(HEADER + layer_files.block(b"OSMData", words) * 3)

    assert pbf_problem(path) == "block 2: more than 0 GiB of words"


def test_fields_without_end_are_not_looked_through(tmp_path) -> None:
    """A block of nothing but zeros is not read number by number."""
    path = tmp_path / "zeros.osm.pbf"
    path.write_bytes(HEADER + layer_files.block(b"OSMData", bytes(1_000)))

    assert pbf_problem(path) == "block 2: a damaged block"


def test_blocks_that_are_not_packed_are_looked_at_too(tmp_path) -> None:
    """A block may hold its content as it is."""
    path = tmp_path / "plain.osm.pbf"
    plain = layer_files.data(1, layer_files.osm_content(NODES, WAYS))
    path.write_bytes(HEADER + layer_files.blob_block(b"OSMData", plain))

    assert pbf_problem(path) is None


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255))
def test_no_corruption_of_osm_pbf_raises(read, place, byte) -> None:
    """A changed byte gives roads or a finding, never an exception."""
    spoilt = SMALL[:place] + bytes([byte]) + SMALL[place + 1 :]

    table = read("spoilt.osm.pbf", spoilt, table="roads")

    assert table.records or table.findings


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ending=st.sampled_from([".shp", ".shx", ".dbf", ".prj", ".cpg"]),
    place=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
)
def test_no_corruption_of_a_shapefile_raises(tmp_path_factory, read, ending, place, byte) -> None:
    """A changed byte of any part gives roads or a finding, never an exception."""
    from inventory.records import read_table
    from inventory.table_specs import TableSpec

    folder = tmp_path_factory.getbasetemp() / "whole"
    if not folder.exists():
        folder.mkdir()
        shapefile(folder)
    spoilt = folder.parent / "spoilt"
    shutil.rmtree(spoilt, ignore_errors=True)
    shutil.copytree(folder, spoilt)
    part = spoilt / f"roads{ending}"
    content = bytearray(part.read_bytes())
    content[int(place * len(content))] = byte
    part.write_bytes(content)
    spec = FileSpec(table="roads", path=spoilt / "roads.shp", label="roads.shp")

    table = read_table(TableSpec(name="roads", files=(spec,)))

    assert table.records or table.findings


# limits


def rules_of(table: Any) -> list[str]:
    """Return the rules of a table's findings."""
    return [finding.rule for finding in table.findings]


def reread(path: Path, meter: Meter, table: str = "roads") -> list[str]:
    """Return the rules of the findings of a file that is read under a meter."""
    spec = FileSpec(table=table, path=path, label=path.name)
    return [f.rule for f in read_file(spec, lambda _: True, meter).tables[0].findings]


def test_layers_obey_the_meter_of_their_table(tmp_path, write) -> None:
    """Rows and memory beyond the limit of the table end as findings, of both kinds of file."""
    paths = (shapefile(tmp_path), write("a.osm.pbf", SMALL))

    for path in paths:
        assert reread(path, Meter.of("roads")) == []
        assert reread(path, Meter(most_rows=1)) == ["file.too_large"]
        assert reread(path, Meter(most_bytes=100)) == ["file.unsafe"]


def test_roads_have_their_own_larger_limit_here_too(tmp_path, monkeypatch) -> None:
    """What would be too much for a list of towers is read as roads."""
    path = shapefile(tmp_path)
    monkeypatch.setattr(limits, "LARGEST_ROAD_ROWS", 2)
    few = Meter(most_rows=1)

    assert reread(path, Meter.of("roads")) == []
    assert reread(path, few, "towers") == ["file.too_large"]


def test_shapes_are_weighed_before_they_are_read(tmp_path) -> None:
    """What the shapes of an index take is known before GDAL makes geometries of them."""
    path = tmp_path / "roads.shp"
    shape = layer_files.shape(
        [np.column_stack([np.full(9_000, 104.0), np.linspace(47, 48, 9_000)])]
    )
    layer_files.write_shapefile(path, [shape] * 9, layer_files.dbf({"a": 1}, [[b"a"]] * 9))

    assert reread(path, Meter(most_bytes=3_000_000)) == ["file.unsafe"]
    assert reread(path, Meter.of("roads")) == []


@pytest.mark.parametrize("word", [0, 1])
def test_an_index_to_nowhere_is_damage(tmp_path, word) -> None:
    """An index that names bytes behind the end, or before the beginning, is not followed."""
    path = shapefile(tmp_path)
    data = bytearray(path.with_suffix(".shx").read_bytes())
    for value in (2**30, -5):
        data[100 + 4 * word : 104 + 4 * word] = struct.pack(">i", value)
        path.with_suffix(".shx").write_bytes(data)
        assert reread(path, Meter.of("roads")) == ["file.not_a_table"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("ending", [".shx", ".dbf", ".prj", ".cpg"])
def test_a_part_that_is_a_pipe_is_not_waited_for(tmp_path, ending) -> None:
    """Parts are ordinary files as tables are."""
    path = shapefile(tmp_path)
    path.with_suffix(ending).unlink()
    os.mkfifo(path.with_suffix(ending))

    assert reread(path, Meter.of("roads")) == ["file.unreadable"]


def test_a_large_part_is_refused_unread(tmp_path, read) -> None:
    """The limit of a shapefile holds for each of its parts, before any of them is hashed."""
    path = shapefile(tmp_path)
    with path.with_suffix(".dbf").open("r+b") as opened:
        opened.truncate(2 * 2**20)

    table = read("roads.shp", table="roads", max_mib=1)

    assert rules_of(table) == ["file.too_large"]
    assert table.sha256 == ""


def test_a_block_that_unpacks_without_end_ends_in_the_child(read, monkeypatch) -> None:
    """Time and memory of GDAL run out in a process of its own, which is told."""
    monkeypatch.setattr(probe, "LONGEST_SECONDS", 0.01)

    table = read("slow.osm.pbf", SMALL, table="roads")

    assert rules_of(table) == ["file.unsafe"]
    assert table.findings[0].found == "a layer that is damaged, or takes too much memory or time"


def test_blocks_without_end_are_not_counted_to_the_end(tmp_path, monkeypatch) -> None:
    """A file of nothing but empty blocks is refused after some of them."""
    monkeypatch.setattr(pbf_blocks, "_MOST_BLOBS", 3)
    path = tmp_path / "empty.osm.pbf"
    path.write_bytes(layer_files.block(b"OSMHeader", b"") + layer_files.block(b"OSMData", b"") * 5)

    assert pbf_problem(path) == "more than 3 blocks"


# runs


@pytest.mark.parametrize(
    ("recorded", "there", "told"),
    [
        (".shp .shx .dbf .prj", ".shp .shx .dbf .prj", None),
        (".shp .shx .dbf .prj", ".shp .shx .dbf", "no roads.prj, which the run recorded"),
        (".shp .shx .dbf", ".shp .shx .dbf .prj", "roads.prj, which the run did not record"),
    ],
)
def test_a_copy_is_read_with_the_parts_that_were_recorded(tmp_path, recorded, there, told) -> None:
    """Of a recorded shapefile no other part is read, and none is missed in silence."""
    path = shapefile(tmp_path)
    for ending in {".shp", ".shx", ".dbf", ".prj", ".cpg"} - set(there.split()):
        path.with_suffix(ending).unlink()
    names = ("sites.csv", *(f"roads{ending}" for ending in recorded.split()))
    spec = FileSpec(table="roads", path=path, label="roads.shp", beside=names)

    found = read_file(spec, lambda _: True, Meter.of("roads")).tables[0].findings

    assert [f.found for f in found] == ([told] if told else [])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e308, 1e13])
@pytest.mark.parametrize("among_others", [False, True])
def test_a_coordinate_that_is_nowhere_is_a_finding(tmp_path, read, value, among_others) -> None:
    """A road whose points are no numbers, or beyond every place, is told and left out."""
    points = np.full((4, 2), value)
    if among_others:
        points = np.vstack([np.array(LINES[0]), points])
    table = layer_files.dbf({"fclass": 8}, [[b"primary"]])
    layer_files.write_shapefile(tmp_path / "roads.shp", [layer_files.shape([points])], table)

    told = read("roads.shp", table="roads")

    assert [r.geometry for r in told.records if r.geometry is not None] == []
    assert "geometry.unreadable" in {f.rule for f in told.findings}


def test_an_area_of_many_rings_is_refused(tmp_path, read, monkeypatch) -> None:
    """Which ring lies in which is looked up one by one: too many would take hours."""
    monkeypatch.setattr("inventory.files.vectors.shapefile_parts.MOST_RINGS", 2)
    square = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], dtype=float)
    rings = [square + np.array([104 + 2 * k, 46]) for k in range(3)]
    content = layer_files.shape(rings, layer_files.POLYGON)
    table = layer_files.dbf({"code": 8}, [[b"MN-1"]])
    path = tmp_path / "boundaries.shp"
    layer_files.write_shapefile(path, [content], table, layer_files.POLYGON)

    (told,) = found(read("boundaries.shp", table="boundaries"))
    assert told == "an area of 3 rings"
