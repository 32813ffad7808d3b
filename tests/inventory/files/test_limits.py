"""Small files that would take the computer are refused before and while they are read."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sqlite3
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, MultiPoint, MultiPolygon, Point, from_wkt, to_wkb

from inventory.files import limits, ordinary_files, sheet_extents, sheets
from inventory.files.grids import Grid
from inventory.files.limits import LARGEST_CELL, LARGEST_COLUMNS, Meter, TooLarge
from inventory.files.places_of_files import ProjectFolder
from inventory.files.probe import survives
from inventory.files.sheets import Wanted
from inventory.files.vectors import geopackages
from inventory.files.vectors.shapes import from_wkb, is_shallow
from inventory.files.workbooks import read_workbook, too_much_to_edit
from inventory.findings import total
from inventory.schema.tables import TABLES

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"


def rules_of(read: object) -> list[str]:
    """Return the rules of a table's findings."""
    return [finding.rule for finding in read.findings]  # type: ignore[attr-defined]


def records(read: object) -> list[Any]:
    """Return the records of a table."""
    return list(read.records)  # type: ignore[attr-defined]


# -- workbooks ------------------------------------------------------------------------------------


def packed(rows: str, **more: bytes) -> bytes:
    """Return a workbook of one sheet with these rows in XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{links}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        )
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


def opened(data: bytes) -> Grid:
    """Return the sheet of a workbook."""
    return read_workbook(data, "s.xlsx", Wanted(), 2**26, lambda header: header == "kind")[0]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576">',
        "<c r='XFD1048576'>",
        '<c\n r = "XFD1048576">',
        '<c s="0" r="XFD1048576">',
        '<c r="&#88;FD1048576">',
    ],
)
def test_no_spelling_of_a_far_cell_escapes_the_count(cell: str) -> None:
    """However an address is written, the last corner of a sheet is seen before it is opened."""
    grid = opened(packed(f'<row r="1">{cell}<v>1</v></c></row>'))

    assert rules_of(grid) == ["file.unsafe"]
    assert "column 16384" in grid.findings[0].found


@pytest.mark.parametrize("address", ["A99999999", "AAAA1", "5", "A0A", ""])
def test_an_address_that_no_sheet_has_is_damage(address: str) -> None:
    """A row of eight digits is not taken for a cell without an address."""
    assert rules_of(opened(packed(f'<row><c r="{address}"><v>1</v></c></row>'))) == [
        "file.not_a_table"
    ]


def test_cells_without_addresses_are_counted_on() -> None:
    """Some programs leave addresses out; their sheets are read, and counted in full."""
    few = packed("<row><c><v>1</v></c><c><v>2</v></c></row>")
    many = packed("<row>" + "<c><v>1</v></c>" * 20_000 + "</row>")

    assert [row.cells for row in opened(few).rows] == [[1, 2]]
    assert rules_of(opened(many)) == ["file.unsafe"]


def test_what_another_reader_could_see_is_refused() -> None:
    """Content of another format, two files of one name and bytes behind the end are not opened."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    good = packed(rows)
    lower = packed(rows, **{"XL/Workbook.xml": b"<x/>"})
    inside = packed(rows, **{"content.xml": b"<x/>"})
    entities = packed("<row><c t='str'><v>&a;</v></c></row>")

    assert rules_of(opened(good)) == []
    for bad in (lower, inside, good + b"more", entities):
        assert rules_of(opened(bad)) == ["file.not_a_table"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_packing_is_refused(method: int) -> None:
    """Packing that unpacks a megabyte from one byte at once is not opened."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2**20)

    assert rules_of(opened(stream.getvalue())) == ["file.not_a_table"]


def test_merged_ranges_over_each_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged ranges that lie over each other are not spread forever."""
    monkeypatch.setattr(sheets, "LARGEST_AREA", 100)
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 60))
    merged = '</sheetData><mergeCells><mergeCell ref="A1:A59"/><mergeCell ref="A1:A58"/>'
    data = packed(rows + merged + "</mergeCells><sheetData>")

    assert rules_of(opened(data)) == ["file.unsafe"]


def test_long_texts_of_few_cells_do_not_refuse_many_numbers() -> None:
    """One long remark beside a hundred thousand numbers is read."""
    numbers = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 100_000))
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    texts = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"

    grid = opened(packed(head + numbers, **{"xl/sharedStrings.xml": texts}))

    assert rules_of(grid) == []
    assert len(grid.rows) == 99_999


def test_an_old_workbook_cannot_end_the_process() -> None:
    """An old workbook whose header asks for all memory is read by a process that may die."""
    good = (Path(__file__).parents[2] / "fuzz" / "towers.xls").read_bytes()
    at = good.find(struct.pack("<HH", 0x0200, 14)) + 4
    bad = good[:at] + struct.pack("<IIHH", 0, 2**32 - 1, 0, 2**16 - 1) + good[at + 12 :]

    assert opened(good).rows
    assert rules_of(opened(bad)) == ["file.unsafe"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has no such limit")
def test_a_child_process_has_a_limit_on_memory() -> None:
    """What fits in half a gigabyte does not fit in one megabyte."""
    good = (Path(__file__).parents[2] / "fuzz" / "towers.xls").read_bytes()

    assert survives("workbook", good, 2**29)
    assert not survives("workbook", good, 2**16)


def test_a_workbook_to_be_edited_has_fewer_cells() -> None:
    """A bid that merges a whole sheet is told before an object is made of every cell."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merged = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'

    assert too_much_to_edit(packed(row), 2**26) is None
    assert too_much_to_edit(packed(row + merged), 2**26) == "17,179,869,185 cells"


# -- text tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [LARGEST_COLUMNS + 1, 1_000_000])
def test_too_many_columns_are_told(read: Callable[..., object], columns: int) -> None:
    """A table of a million columns is one finding with the limit."""
    assert rules_of(read("s.csv", "a," * columns + "\nb\n")) == ["file.too_large"]


def test_a_cell_of_more_text_than_excel_holds_is_told(read: Callable[..., object]) -> None:
    """The row and column of a long text are told, and the rest of its row is read."""
    found = read("s.csv", f"site_id,kind,name\nA,school,{'x' * (LARGEST_CELL + 1)}\n")

    assert [(f.rule, f.row, f.column) for f in found.findings] == [  # type: ignore[attr-defined]
        ("value.too_long", 2, "name")
    ]
    assert found.records[0].values["kind"] == "school"  # type: ignore[attr-defined]


def test_geometry_as_text_may_be_longer(read: Callable[..., object]) -> None:
    """The outline of an aimag has more characters than a cell of a spreadsheet."""
    ring = ", ".join(f"{100 + n / 10_000:.4f} 47" for n in range(5_000))
    outline = f"POLYGON (({ring}, 100 48, 100 47))"
    found = read("b.csv", f'code,level,wkt\nMN-1,aimag,"{outline}"\n', table="boundaries")

    assert len(outline) > LARGEST_CELL
    assert rules_of(found) == []


def test_a_quotation_mark_that_never_closes_is_told(read: Callable[..., object]) -> None:
    """A cell without end names the row where it begins."""
    found = read("s.csv", 'site_id,kind\nA,school\nB,"school\n' + "x\n" * 80_000)

    assert [(f.rule, f.row) for f in found.findings] == [  # type: ignore[attr-defined]
        ("value.too_long", 3)
    ]


def test_lines_end_as_spreadsheets_end_them(read: Callable[..., object]) -> None:
    """All three ends of lines are read alike, also inside of quotation marks."""
    text = 'site_id,kind,name\nA,school,"two\nlines"\nB,library,x\n'
    names = [
        [r.values["name"] for r in records(read(f"{n}.csv", text.replace("\n", end)))]
        for n, end in enumerate(("\n", "\r\n", "\r"))
    ]

    assert [[" ".join(n.split()) for n in found] for found in names] == [["two lines", "x"]] * 3


def test_a_table_has_a_limit_of_memory(
    read: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that would take more than the limit is told with both figures."""
    monkeypatch.setattr(Meter, "of", classmethod(lambda cls, _: cls(most_bytes=2**20)))
    found = read("s.csv", "site_id,kind\n" + "A,school\n" * 2_000)

    assert rules_of(found) == ["file.unsafe"]
    assert found.findings[0].expected == "at most 1 MiB in memory"  # type: ignore[attr-defined]
    assert found.records == ()  # type: ignore[attr-defined]


def test_points_of_roads_are_weighed_with_the_graph_made_of_them() -> None:
    """A point of a road takes a part of the road graph, one of a cable the places to tap it."""
    line = LineString([(104 + n / 1000, 47) for n in range(1_000)])
    roads, spans = Meter.of("roads"), Meter.of("spans")

    for meter in (roads, spans):
        meter.add_geometries([line])

    assert 600_000 < spans.used_bytes < 6_000_000
    assert 600_000 < roads.used_bytes < 1_000_000


def test_a_file_that_is_never_ready_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of the system that has nothing new to read is not waited for in a circle."""

    class Waiting(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _buffer: object) -> None:
            return None

    waiting = io.BufferedReader(Waiting())
    monkeypatch.setattr(ordinary_files, "open_ordinary", lambda _: waiting)

    assert ordinary_files.sha256_of(Path("log")) == hashlib.sha256(b"").hexdigest()


def test_the_estimate_of_memory_is_not_below_the_truth(read: Callable[..., object]) -> None:
    """What the meter counts for a table of sites is what Python holds, within a third."""
    import tracemalloc

    rows = "".join(f"S{n},school,сургууль {n},{n / 1000:.6f},{n}\n" for n in range(8_000))
    meters: list[Meter] = []
    made = Meter.of
    Meter.of = classmethod(lambda _, t: meters.append(made(t)) or meters[-1])  # type: ignore
    try:
        tracemalloc.start()
        found = read("s.csv", "site_id,kind,name,latitude,students\n" + rows)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        Meter.of = made  # type: ignore[method-assign]

    assert len(found.records) == 8_000  # type: ignore[attr-defined]
    assert 0.9 * held < meters[0].used_bytes < 1.5 * held


# -- layers ---------------------------------------------------------------------------------------


def layer(path: Path, *statements: str) -> None:
    """Write a GeoPackage with a table of PoPs, and run statements on it."""
    import geopandas

    frame = geopandas.GeoDataFrame({"pop_id": ["P"]}, geometry=[Point(105, 47)], crs="EPSG:4326")
    frame.to_file(path, layer="pops", SPATIAL_INDEX="NO")
    connection = sqlite3.connect(path)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(triggers).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


VIEW = f"CREATE VIEW v AS {ENDLESS}"
REGISTERED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')"
)


def test_endless_views_are_never_asked(read: Callable[..., object], tmp_path: Path) -> None:
    """A view beside a table is passed over, and one that is asked for is told."""
    layer(tmp_path / "p.gpkg", VIEW, REGISTERED)

    assert rules_of(read("p.gpkg", table="pops")) == []
    asked = read("p.gpkg", table="pops", layer="v")
    assert [f.found for f in asked.findings] == ["v, which is a view"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE gpkg_geometry_columns", f"CREATE VIEW gpkg_geometry_columns AS {ENDLESS}"),
        ("ALTER TABLE pops ADD COLUMN big AS (zeroblob(900000000))",),
        ("DROP TABLE pops", f"CREATE VIEW pops AS {ENDLESS}"),
        ("UPDATE pops SET pop_id = zeroblob(80000000)",),
    ],
)
def test_programs_in_a_geopackage_are_refused(
    read: Callable[..., object], tmp_path: Path, statements: Iterable[str]
) -> None:
    """Views in place of tables, computed columns and huge values end as one finding."""
    layer(tmp_path / "p.gpkg", *statements)
    found = rules_of(read("p.gpkg", table="pops"))

    assert len(found) == 1
    assert found[0] in ("file.not_a_table", "file.layer", "file.unsafe")


@pytest.mark.parametrize(
    "definition",
    ['EXTENSION["PROJ4_GRIDS","/dev/zero"]', "+proj=longlat +nadgrids=/dev/zero", "x" * 30_000],
)
def test_coordinate_systems_of_a_geopackage_name_no_file(tmp_path: Path, definition: str) -> None:
    """GDAL would open the file, and wait for a pipe without end."""
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, definition TEXT)")
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (1, 'GEOGCS[\"Grid 7\"]')")

    assert geopackages.inspect(path).views == ()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (2, ?)", [definition])
    with pytest.raises(ValueError, match="too long, or names a file"):
        geopackages.inspect(path)


def test_a_database_has_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that does not end is given up."""
    monkeypatch.setattr(geopackages, "LONGEST_SECONDS", 0)
    layer(tmp_path / "p.gpkg", VIEW)

    with (
        pytest.raises(TooLarge, match="does not answer"),
        geopackages._connected(tmp_path / "p.gpkg") as connection,
    ):
        connection.execute("SELECT count(*) FROM v").fetchone()


def deep(levels: int, kind: int = 7) -> bytes:
    """Return a geometry inside a geometry, so many levels deep."""
    nest = b"".join(struct.pack("<BII", 1, kind, 1) for _ in range(levels))
    return nest + struct.pack("<BIdd", 1, 1, 105, 47)


@pytest.mark.parametrize("kind", [4, 5, 6, 7])
def test_geometry_in_geometry_is_not_followed(kind: int) -> None:
    """A hundred thousand levels, which end the process of the library, are no geometry."""
    assert from_wkb([deep(100_000, kind), None]) == [None, None]


def test_usual_geometry_is_read_as_before() -> None:
    """Points, and several of them, with height or a coordinate system, are shallow."""
    parts = [Point(1, 2), Point(3, 4)]
    shapes = [Point(1, 2), Point(1, 2, 3), MultiPoint(parts)]
    shapes.append(MultiPolygon([p.buffer(1) for p in parts]))
    shapes.append(from_wkt("MULTILINESTRING Z ((0 0 1, 1 1 2), (2 2 3, 3 3 4))"))

    for flavor in ("iso", "extended"):
        written = [to_wkb(s, flavor=flavor, byte_order=b) for s in shapes for b in (0, 1)]
        assert all(map(is_shallow, written))
        assert [g.wkt for g in from_wkb(written)] == [s.wkt for s in shapes for _ in (0, 1)]


def test_cut_geometry_is_absent() -> None:
    """A geometry whose counts promise more than there is, is damaged, not an endless loop."""
    whole = to_wkb(MultiPoint([(0, 0), (1, 1)]))
    lying = whole[:5] + struct.pack("<I", 2**31) + whole[9:]

    assert from_wkb([whole[:-3], lying, b""]) == [None, None, None]


def test_brackets_in_geometry_as_text_have_a_depth(read: Callable[..., object]) -> None:
    """Text that opens brackets forever is a damaged geometry."""
    deep_text = "GEOMETRYCOLLECTION (" * 6_000 + "POINT (1 1)" + ")" * 6_000
    found = read("b.csv", f'code,level,wkt\nMN-1,aimag,"{deep_text}"\n', table="boundaries")

    assert rules_of(found) == ["geometry.unreadable"]


def test_properties_are_columns(read: Callable[..., object]) -> None:
    """A layer in which every feature has a property of its own has too many columns."""
    features = ",".join(f'{{"properties":{{"p{n}":1}}}}' for n in range(LARGEST_COLUMNS + 1))
    found = read("s.geojson", f'{{"type":"FeatureCollection","features":[{features}]}}')

    assert rules_of(found) == ["file.too_large"]


def test_endless_faults_are_counted(read: Callable[..., object]) -> None:
    """Three thousand features that are none are a thousand findings and a count."""
    found = read("s.geojson", '{"features":[' + "[]," * 3_000 + "[]]}")

    assert rules_of(found).count("geometry.unreadable") == 1_001
    assert total(f for f in found.findings if f.rule == "geometry.unreadable") == 3_001


# -- files that are none --------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", ["s.csv", "s.xlsx", "s.geojson", "s.gpkg"])
def test_pipes_and_devices_are_not_opened(
    read: Callable[..., object], tmp_path: Path, name: str
) -> None:
    """A pipe nobody writes to, and a link to a device, are findings at once."""
    os.mkfifo(tmp_path / name)
    (tmp_path / f"link-{name}").symlink_to("/dev/zero")

    for file in (name, f"link-{name}"):
        found = read(file)
        assert rules_of(found) == ["file.unreadable"]
        assert found.findings[0].found == "not an ordinary file"  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_project_file_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """kholboo.toml is opened as carefully as the tables."""
    from inventory.project import load_project

    os.mkfifo(tmp_path / "kholboo.toml")

    assert [f.rule for f in load_project(tmp_path).findings] == ["config.missing"]


def test_paths_lead_out_by_themselves_or_over_links(tmp_path: Path) -> None:
    """A link inside of a project that leads out of it counts as outside."""
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "far.csv").write_text("x", encoding="utf-8")
    (project / "near.csv").write_text("x", encoding="utf-8")
    (project / "over.csv").symlink_to(tmp_path / "far.csv")
    (project / "round.csv").symlink_to("near.csv")

    places = ProjectFolder(folder=project)
    outside = {n: places.is_outside(n) for n in ("../far.csv", "over.csv")}
    inside = {n: places.is_outside(n) for n in ("near.csv", "round.csv", "no.csv")}
    assert all(outside.values())
    assert not any(inside.values())


# -- figures --------------------------------------------------------------------------------------


def test_roads_have_limits_of_their_own() -> None:
    """A road layer may be larger than any other table, and points of cables weigh more."""
    assert {t for t in TABLES if Meter.of(t) != Meter()} == {"roads", "spans"}
    assert Meter.of("spans").most_bytes == Meter().most_bytes
    assert Meter.of("roads").most_bytes > Meter().most_bytes


def test_the_patterns_do_not_run_away() -> None:
    """No pattern takes more than moments over a megabyte made against it."""
    hostile = [b"<row " * 2**18, b"<c " * 2**18, b"</f>" + b" " * 2**20, b'<c t="s" ' * 2**17]
    hostile += [b'<c r="A1" ' + b't="s" ' * 2**17, b"<mergeCell " * 2**17, b"<" * 2**20]
    patterns = [v for v in vars(sheet_extents).values() if isinstance(v, re.Pattern)]

    for text in hostile:
        for pattern in patterns:
            if isinstance(pattern.pattern, bytes):
                assert len(pattern.findall(text)) <= len(text)
    assert limits.LARGEST_ROWS == 2**20
