"""Shapefiles and OpenStreetMap's own files are read as they are, or refused in a sentence."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.files import limits, probe, vector_files
from inventory.files.limits import Meter
from inventory.files.tables import read_file
from inventory.files.vector_files import pbf_problem
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


# OpenStreetMap


def varint(value: int) -> bytes:
    """Write a number as protocol buffers do."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def number(field: int, value: int) -> bytes:
    """Write a numeric field."""
    return varint(field << 3) + varint(value)


def data(field: int, value: bytes) -> bytes:
    """Write a field of bytes."""
    return varint(field << 3 | 2) + varint(len(value)) + value


def signed(values: Any) -> bytes:
    """Write packed differences of numbers, zigzag."""
    steps = np.diff(np.asarray([0, *values], dtype=np.int64)).tolist()
    return b"".join(varint(2 * s if s >= 0 else -2 * s - 1) for s in steps)


def block(kind: bytes, content: bytes) -> bytes:
    """Write a block of a .osm.pbf file."""
    blob = number(2, len(content)) + data(3, zlib.compress(content))
    head = data(1, kind) + number(3, len(blob))
    return struct.pack(">I", len(head)) + head + blob


def osm(nodes: dict[int, tuple[float, float]], ways: dict[int, tuple[list[int], dict]]) -> bytes:
    """Write nodes and ways as a .osm.pbf file."""
    texts = [
        b"",
        *sorted({t.encode() for _, tags in ways.values() for kv in tags.items() for t in kv}),
    ]
    index = {text: i for i, text in enumerate(texts)}
    dense = (
        data(1, signed(nodes))
        + data(8, signed([round(y * 1e7) for _, y in nodes.values()]))
        + data(9, signed([round(x * 1e7) for x, _ in nodes.values()]))
    )
    groups = [data(2, dense)]
    for number_of, (refs, tags) in ways.items():
        keys = b"".join(varint(index[k.encode()]) for k in tags)
        values = b"".join(varint(index[v.encode()]) for v in tags.values())
        way = number(1, number_of) + data(2, keys) + data(3, values) + data(8, signed(refs))
        groups.append(data(3, way))
    table = data(1, b"".join(data(1, text) for text in texts))
    head = data(4, b"OsmSchema-V0.6") + data(4, b"DenseNodes")
    return block(b"OSMHeader", head) + block(
        b"OSMData", table + b"".join(data(2, group) for group in groups)
    )


NODES = {1: (104.0, 48.0), 2: (104.1, 48.0), 3: (104.2, 48.0), 4: (104.1, 48.1), 5: (104.1, 47.9)}
WAYS: dict[int, tuple[list[int], dict[str, str]]] = {
    11: ([1, 2, 3], {"highway": "primary"}),
    12: ([2, 4], {"highway": "track", "bridge": "yes", "layer": "1"}),
    13: ([2, 5], {"waterway": "river"}),
    14: ([3, 5], {"route": "ferry"}),
    15: ([3, 4], {"building": "yes"}),
}
SMALL = osm(NODES, WAYS)


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
    path.write_bytes(block(b"OSMHeader", b""))

    assert pbf_problem(path) == "no data"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255))
def test_no_corruption_of_osm_pbf_raises(read, place, byte) -> None:
    """A changed byte gives roads or a finding, never an exception."""
    spoilt = SMALL[:place] + bytes([byte]) + SMALL[place + 1 :]

    table = read("spoilt.osm.pbf", spoilt, table="roads")

    assert table.records or table.findings


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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


def test_one_shape_named_a_thousand_times_is_weighed_as_often(tmp_path) -> None:
    """An index that names the same bytes again and again counts them again and again."""
    path = shapefile(tmp_path)
    index = path.with_suffix(".shx")
    old = index.read_bytes()
    data = bytearray(old[:100] + old[100:108] * 100_000)
    data[24:28] = struct.pack(">i", len(data) // 2)
    index.write_bytes(data)

    assert reread(path, Meter(most_bytes=10_000_000)) == ["file.unsafe"]


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
    monkeypatch.setattr(vector_files, "_MOST_BLOBS", 3)
    path = tmp_path / "empty.osm.pbf"
    path.write_bytes(block(b"OSMHeader", b"") + block(b"OSMData", b"") * 5)

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
