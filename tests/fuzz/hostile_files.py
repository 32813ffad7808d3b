"""Files made to stop the computer that reads them: bombs, endless views, deep nests, pipes."""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from hostile_layers import HostileLayer, all_layers
from layer_files import WGS84

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"

Build = Callable[[Path], None]
Piece = bytes | tuple[bytes, int]  # bytes, or bytes so many times


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A hostile file: the table that it stands for, the ending of its name, how it is made."""

    name: str
    table: str
    ending: str
    build: Build


@cache
def all_files() -> list[Hostile]:
    """Return every hostile file, five hundred and more, always in one order."""
    groups = (_workbooks(), _texts(), _geojson(), _geopackages(), _parquet(), _special(), _old())
    return [*(hostile for group in groups for hostile in group), *map(_layer, all_layers())]


def _layer(layer: HostileLayer) -> Hostile:
    """Return a hostile layer as a hostile file."""
    return Hostile(name=layer.name, table=layer.table, ending=layer.ending, build=layer.build)


def write(file: IO[bytes], pieces: Iterable[Piece]) -> None:
    """Write pieces without holding more than a few of them."""
    for piece in pieces:
        unit, count = (piece, 1) if isinstance(piece, bytes) else piece
        at_once = max(1, 2**20 // max(1, len(unit)))
        for start in range(0, count, at_once):
            file.write(unit * min(at_once, count - start))


_FAR = ("XFD1048576", "ZZZ9999999", "A1048576", "XFD2", "AAA99999", "BZZ90000", "A99999999")
_SPELLINGS = (*('<c r="{}">', "<c r='{}'>", '<c\tr = "{}">', '<x:c r="{}">', '<c s="0" r="{}">'),)


# -- workbooks ------------------------------------------------------------------------------------


def workbook(
    sheets: Sequence[Sequence[Piece]],
    texts: Sequence[Piece] = (),
    more: Mapping[str, bytes] | None = None,
) -> Build:
    """Return the maker of a workbook from the XML of its sheets and shared texts."""

    def build(path: Path) -> None:
        numbers = range(1, len(sheets) + 1)
        names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        links = "".join(
            f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("[Content_Types].xml", CONTENT_TYPES)
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
                f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            )
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
            )
            if texts:
                with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                    write(part, texts)
            for n, pieces in zip(numbers, sheets, strict=True):
                with archive.open(f"xl/worksheets/sheet{n}.xml", "w", force_zip64=True) as part:
                    write(part, pieces)
            for name, content in (more or {}).items():
                archive.writestr(name, content)

    return build


def sheet(*rows: Piece, before: bytes = b"", after: Sequence[Piece] = ()) -> list[Piece]:
    """Return the XML of a sheet."""
    start = f'<worksheet xmlns="{MAIN}">'.encode() + before + b"<sheetData>"
    return [start, *rows, b"</sheetData>", *after, b"</worksheet>"]


def shared(text: Piece, count: int = 1) -> list[Piece]:
    """Return shared texts: one long one, or one many times."""
    start = f'<sst xmlns="{MAIN}">'.encode()
    if isinstance(text, bytes):
        return [start, (b"<si><t>" + text + b"</t></si>", count), b"</sst>"]
    return [start, b"<si><t>", text, b"</t></si></sst>"]


def header(names: str = "site_id,kind,students") -> bytes:
    """Return the XML of a header row."""
    cells = "".join(
        f'<c r="{chr(65 + i)}1" t="inlineStr"><is><t>{n}</t></is></c>'
        for i, n in enumerate(names.split(","))
    )
    return f'<row r="1">{cells}</row>'.encode()


def _workbooks() -> Iterator[Hostile]:
    """Yield hostile workbooks."""

    def one(name: str, build: Build, ending: str = ".xlsx") -> Hostile:
        return Hostile(name=name, table="towers", ending=ending, build=build)

    cell = b'<c r="A2" t="s"><v>0</v></c>'
    for size in (2**15, 2**17, 2**20, 3 * 2**20):
        for count in (2_000, 50_000, 400_000):
            body = sheet(header(), b'<row r="2">', (cell, count), b"</row>")
            name = f"one text of {size} in {count} cells"
            yield one(name, workbook([body], shared((b"a", size))))
    for count in (20, 2_000_000):
        body = sheet(header(), b'<row r="2">', (cell, 100), b"</row>")
        yield one(f"{count} shared texts", workbook([body], shared(b"ab", count)))
    for address in _FAR:
        for spelling in _SPELLINGS:
            tag = spelling.format(address).encode()
            end = b"</x:c>" if b"x:c" in tag else b"</c>"
            body = sheet(header(), b'<row r="2">' + tag + b"<v>1</v>" + end + b"</row>")
            yield one(f"a far cell {tag.decode()}", workbook([body]))
    for area in (b"A1:XFD1048576", b"A1:ZZZ99999999", b"B2"):
        body = sheet(header(), before=b'<dimension ref="' + area + b'"/>')
        yield one(f"the dimension {area.decode()}", workbook([body]))
    numbers = range(2, 9_000)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in numbers)
    for count in (1, 200_000):
        merged = [b"<mergeCells>", (b'<mergeCell ref="A1:C1048576"/>', count), b"</mergeCells>"]
        yield one(f"{count} merged columns", workbook([sheet(header(), rows, after=merged)]))
    for mib in (300, 700, 4_000):
        row = [b"<row>", (b" ", mib * 2**20), b"</row>"]
        yield one(f"{mib} MiB of blanks", workbook([sheet(header(), *row)]))
    for count in (5_000_000, 20_000_000):
        body = sheet(header(), b'<row r="2">', (b"<c/>", count), b"</row>")
        yield one(f"{count} cells without address", workbook([body]))
    far = sheet(b'<row r="60000"><c r="CV60000"><v>1</v></c></row>')
    yield one("300 sheets far", workbook([far] * 300))
    many = {f"x/{n}.xml": b"<a/>" for n in range(9_000)}
    yield one("9000 files", workbook([sheet(header())], more=many))
    for depth in (1_000, 1_000_000):
        nest = [b"<row><c>", (b"<is>", depth), (b"</is>", depth), b"</c></row>"]
        yield one(f"XML {depth} deep", workbook([sheet(header(), *nest)]))
    yield one(
        "entities", workbook([[_entities(), *sheet(b"<row><c t='str'><v>&a11;</v></c></row>")]])
    )
    for tag in ((b"<row ", 300_000), (b'<c a="b" ', 300_000), (b"</f> ", 1), (b"<", 2**21)):
        body = sheet(header(), b"<c ", tag, (b" ", 2**21))
        yield one(f"{tag[1]} times {tag[0].decode()!r} without end", workbook([body]))
    plain = b"".join(p for p in sheet(header()) if isinstance(p, bytes)).decode()
    yield one("UTF-16", workbook([[plain.encode("utf-16")]]))
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield one(f"method {method}", _packed(method))
    yield one("two of one name", _doubled())
    yield one("something behind the end", _behind(workbook([sheet(header())])))
    spreadsheet = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>'
        b'<office:spreadsheet><table:table table:name="a"><table:table-row '
        b'table:number-rows-repeated="1048576"><table:table-cell '
        b'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        b"</table:table-row></table:table></office:spreadsheet></office:body>"
        b"</office:document-content>"
    )
    ods = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": spreadsheet,
    }
    yield one("OpenDocument as XLSX", _parts(ods))
    yield one("OpenDocument", _parts(ods), ".ods")
    yield one("OpenDocument beside a workbook", workbook([[b"<"]], more=ods))
    yield one(
        "macros", workbook([sheet(header())], more={"xl/vbaProject.bin": b"\0" * 99}), ".xlsm"
    )
    yield one("a lie about the size", _lying(workbook([[*sheet(header()), (b" ", 2**28)]])))


def _entities() -> bytes:
    """Return a declaration of entities that unfold to a million million letters."""
    lines = [b'<!ENTITY a0 "aaaaaaaaaa">']
    lines += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)]
    return b"<!DOCTYPE x [" + b"".join(lines) + b"]>"


def _parts(parts: dict[str, bytes]) -> Build:
    def build(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return build


def _packed(method: int) -> Build:
    def build(path: Path) -> None:
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("xl/workbook.xml", b"<a/>")
            with archive.open("xl/worksheets/sheet1.xml", "w") as part:
                write(part, [(b" ", 2**28)])

    return build


def _doubled() -> Build:
    def build(path: Path) -> None:
        workbook([sheet(header())])(path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("XL/worksheets/sheet1.xml", b"<x/>")

    return build


def _behind(build: Build) -> Build:
    def more(path: Path) -> None:
        build(path)
        with path.open("ab") as file:
            file.write(b"PK\x05\x06" + bytes(18) + b"something")

    return more


def _lying(build: Build) -> Build:
    def lie(path: Path) -> None:
        build(path)
        data = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
        for width in ("<I", "<Q"):
            wanted = struct.pack(width, size)
            while (at := data.find(wanted)) >= 0:
                data[at : at + len(wanted)] = struct.pack(width, 1000)
        path.write_bytes(bytes(data))

    return lie


# -- text tables ----------------------------------------------------------------------------------


def _written(*pieces: Piece) -> Build:
    def build(path: Path) -> None:
        with path.open("wb") as file:
            write(file, pieces)

    return build


def _texts() -> Iterator[Hostile]:
    """Yield hostile text tables."""

    def one(name: str, *pieces: Piece) -> Hostile:
        return Hostile(name=name, table="stock", ending=".csv", build=_written(*pieces))

    head = b"sku,depot,quantity,note\n"
    for columns in (2_000, 100_000, 1_000_000, 20_000_000):
        for value in (b"a,", b"a1,", b'"a\n",', b";"):
            if columns * len(value) < 60 * 2**20:
                yield one(f"{columns} columns of {value!r}", (value, columns), b"\n", value * 5)
    for size in (40_000, 140_000, 2**22, 60 * 2**20):
        for text in (b"x", b'"', "ө".encode(), "😀".encode()):
            yield one(f"a line of {size} {text!r}", head, b"PC-5,", (text, size // len(text)))
        yield one(f"a quoted cell of {size}", head, b'PC-5,"', (b"x\n", size // 2))
    for rows in (1_000_000, 1_100_000, 12_000_000, 30_000_000):
        for row in (b"1,2\n", b"\n", b"ab,cd,ef,gh,ij,kl\n", b",,,,,,,,,,,,,,,,,,,,\n", b"\r"):
            if rows * len(row) < 63 * 2**20:
                yield one(f"{rows} rows of {row!r}", head, (row, rows))
    yield one("zeros", (b"\0", 2**20))
    yield one("UTF-32", head.decode().encode("utf-32"))
    yield one("65 MiB", head, (b"PC-5,a,1,\n", 65 * 2**20 // 10))


# -- layers ---------------------------------------------------------------------------------------


def _geojson() -> Iterator[Hostile]:
    """Yield hostile GeoJSON."""

    def one(name: str, *pieces: Piece) -> Hostile:
        return Hostile(name=name, table="spans", ending=".geojson", build=_written(*pieces))

    start, end = b'{"type":"FeatureCollection","features":[', b"]}"
    feature = start + b'{"type":"Feature","properties":{"span_id":"a"},"geometry":'
    for mark in (b"[", b'{"a":', b'{"features":[', b'[{"":'):
        for depth in (900, 100_000, 20_000_000 // len(mark)):
            yield one(f"{depth} times {mark.decode()}", (mark, depth))
    for filler in (b"[],", b"{},", b'"ab",', b"1,", b'{"a":{}},', b"null,"):
        for mib in (2, 60, 200):
            many = (filler, mib * 2**20 // len(filler))
            yield one(f"{mib} MiB of {filler.decode()}", start, many, b"1", end)
    names = b"".join(b'{"properties":{"p%d":1}},' % n for n in range(20_000))
    yield one("20000 properties", start, names, b"{}", end)
    wide = b",".join(b'"p%d":1' % n for n in range(100_000))
    yield one("100000 properties of one", start, b'{"properties":{', wide, b"}}", end)
    nest = b'{"type":"GeometryCollection","geometries":['
    yield one("geometry in geometry", feature, (nest, 400), (b"]}", 400), b"}", end)
    yield one("a number of 3 MB", start, b'{"properties":{"a":', (b"9", 3_000_000), b"}}", end)
    yield one(
        "a knot",
        feature,
        json.dumps({"type": "LineString", "coordinates": _knot()}).encode(),
        b"}",
        end,
    )


def _knot() -> list[list[float]]:
    """Return a line that crosses itself a million times."""
    return [[104 + n * 7919 % 20011 / 20011, 47 + n * 104729 % 20011 / 20011] for n in range(3_000)]


def _geopackages() -> Iterator[Hostile]:
    """Yield hostile GeoPackages."""

    def one(name: str, *statements: str) -> Hostile:
        return Hostile(name=name, table="pops", ending=".gpkg", build=_database(*statements))

    names = "table_name, data_type, identifier"
    register = f"INSERT INTO gpkg_contents({names}) VALUES ('{{0}}', 'attributes', '{{0}}')"
    yield one("an endless view beside", f"CREATE VIEW endless AS {ENDLESS}")
    yield one(
        "an endless view, registered",
        f"CREATE VIEW endless AS {ENDLESS}",
        register.format("endless"),
    )
    view, known = f"CREATE VIEW endless AS {ENDLESS}", register.format("endless")
    yield one("an endless view alone", view, known,
              "DELETE FROM gpkg_contents WHERE table_name = 'pops'", "DROP TABLE pops")  # fmt: skip
    yield one("an endless view for the layer", "DROP TABLE pops", f"CREATE VIEW pops AS {ENDLESS}")
    for name in (
        "gpkg_contents",
        "gpkg_geometry_columns",
        "gpkg_spatial_ref_sys",
        "gpkg_extensions",
    ):
        yield one(
            f"an endless {name}", f"DROP TABLE IF EXISTS {name}", f"CREATE VIEW {name} AS {ENDLESS}"
        )
    for value in (
        "zeroblob(900000000)",
        "hex(zeroblob(400000000))",
        "printf('%.*c', 800000000, 'x')",
    ):
        yield one(f"a column of {value}", f"ALTER TABLE pops ADD COLUMN big AS ({value})")
        yield one(
            f"a check of {value}",
            "DROP TABLE pops",
            f"CREATE TABLE pops (fid INTEGER PRIMARY KEY, pop_id TEXT CHECK (length({value}) > 0))",
            "PRAGMA ignore_check_constraints = 1",
            "INSERT INTO pops VALUES (1, 'a')",
        )
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {}) "
    for count in (100_000, 1_200_000, 3_000_000):
        yield one(
            f"{count} rows",
            many.format(count) + "INSERT INTO pops(pop_id, name) SELECT x, 'n' || x FROM n",
        )
    wide = ", ".join(f"c{n} TEXT" for n in range(1_900))
    yield one(
        "1900 columns", "DROP TABLE pops", f"CREATE TABLE pops (fid INTEGER PRIMARY KEY, {wide})"
    )
    yield one("a large value", "UPDATE pops SET name = hex(zeroblob(40000000))")
    yield one("a larger value", "UPDATE pops SET name = hex(zeroblob(100000000))")
    yield one(
        "a table that a program fills",
        "DROP TABLE pops",
        "CREATE VIRTUAL TABLE pops USING fts5(pop_id)",
    )
    yield Hostile(
        name="a coordinate system that names a pipe", table="pops", ending=".gpkg", build=_grid
    )
    for depth in (50, 100_000):
        nest = b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(depth)) + struct.pack(
            "<BIdd", 1, 1, 105, 47
        )
        head = b"GP\0\1" + struct.pack("<i", 4326)
        yield one(f"a geometry {depth} deep", f"UPDATE pops SET geom = x'{(head + nest).hex()}'")


def _grid(path: Path) -> None:
    """Write a GeoPackage whose coordinate system asks for corrections from a pipe."""
    os.mkfifo(path.with_suffix(".gsb"))
    system = WGS84.replace("]]", f'],EXTENSION["PROJ4_GRIDS","{path.with_suffix(".gsb")}"]]', 1)
    system = system.replace("6378137.0", "6378245.0").replace("'", "''")
    names = "srs_name, srs_id, organization, organization_coordsys_id, definition"
    _database(
        f"INSERT INTO gpkg_spatial_ref_sys({names}) VALUES ('x', 99, 'NONE', 99, '{system}')",
        "UPDATE gpkg_contents SET srs_id = 99",
        "UPDATE gpkg_geometry_columns SET srs_id = 99",
    )(path)


def _database(*statements: str) -> Build:
    def build(path: Path) -> None:
        connection = sqlite3.connect(path)
        try:
            connection.executescript(LAYER)
            for statement in statements:
                try:
                    connection.execute(statement)
                except sqlite3.Error as error:
                    if "no such module" not in str(error):
                        raise
            connection.commit()
        finally:
            connection.close()

    return build


LAYER = """
PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
 description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326,
 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],
PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', '');
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL,
 identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME, min_x DOUBLE,
 min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
CREATE TABLE pops (fid INTEGER PRIMARY KEY, geom BLOB, pop_id TEXT, name TEXT, capacity_mbps REAL);
INSERT INTO pops VALUES
 (1, x'47500001E610000001010000000000000000405A400000000000804740', 'P-1', 'a', 100);
INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id)
 VALUES ('pops', 'features', 'pops', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('pops', 'geom', 'GEOMETRY', 4326, 0, 0);
"""


def _parquet() -> Iterator[Hostile]:
    """Yield hostile Parquet files; values that repeat are stored once."""

    def one(name: str, rows: int, size: int, kind: str = "text") -> Hostile:
        def build(path: Path) -> None:
            import pyarrow as pa
            import pyarrow.parquet as pq

            value = pa.array(["x" * size if kind == "text" else size])
            indices = pa.repeat(pa.scalar(0, pa.int32()), rows)
            column = pa.DictionaryArray.from_arrays(indices, value)
            pq.write_table(pa.table({"span_id": column}), path, compression="zstd")

        return Hostile(name=f"parquet {name}", table="spans", ending=".parquet", build=build)

    for rows in (1_000, 1_000_000, 20_000_000):
        for size in (1, 10_000, 1_000_000):
            yield one(f"{rows} rows of {size}", rows, size)
    yield one("numbers", 50_000_000, 7, "number")
    for depth in (50, 100_000):
        yield Hostile(
            name=f"parquet {depth} deep", table="spans", ending=".parquet", build=_deep(depth)
        )


def _deep(depth: int) -> Build:
    def build(path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        nest = b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(depth))
        nest += struct.pack("<BIdd", 1, 1, 105, 47)
        columns = {"geometry": {"encoding": "WKB", "geometry_types": []}}
        meta = json.dumps({"version": "1.0.0", "primary_column": "geometry", "columns": columns})
        table = pa.table({"span_id": ["a"], "geometry": pa.array([nest], pa.binary())})
        pq.write_table(table.replace_schema_metadata({b"geo": meta.encode()}), path)

    return build


# -- not files, and old ones ----------------------------------------------------------------------


def _special() -> Iterator[Hostile]:
    """Yield links, devices and pipes."""

    def link(target: str) -> Build:
        return lambda path: path.symlink_to(target)

    for ending, table in (
        (".csv", "stock"),
        (".xlsx", "towers"),
        (".geojson", "spans"),
        (".gpkg", "pops"),
    ):
        yield Hostile(name=f"pipe {ending}", table=table, ending=ending, build=os.mkfifo)
        for device in (
            "/dev/zero",
            "/dev/urandom",
            "/dev/stdin",
            "/dev/tty",
            "/proc/self/mem",
            "/proc/kmsg",
            "/etc",
        ):
            yield Hostile(
                name=f"link to {device} {ending}", table=table, ending=ending, build=link(device)
            )
        yield Hostile(name=f"link to itself {ending}", table=table, ending=ending, build=_own_link)
        yield Hostile(
            name=f"link to nothing {ending}", table=table, ending=ending, build=link("nowhere")
        )
        yield Hostile(name=f"folder {ending}", table=table, ending=ending, build=Path.mkdir)


def _own_link(path: Path) -> None:
    path.symlink_to(path.name)


def _old() -> Iterator[Hostile]:
    """Yield old workbooks whose header says how much memory shall be taken."""
    good = Path(__file__).with_name("towers.xls").read_bytes()
    at = good.find(struct.pack("<HH", 0x0200, 14)) + 4
    for last_row, last_column in ((0xFFFFFFFF, 0xFFFF), (0x0FFFFFFF, 256), (65536, 256), (0, 0)):
        bad = good[:at] + struct.pack("<IIHH", 0, last_row, 0, last_column) + good[at + 12 :]
        yield Hostile(
            name=f"XLS to row {last_row}", table="towers", ending=".xls", build=_written(bad)
        )
    for size in (600, len(good) // 2, len(good) - 100):
        yield Hostile(
            name=f"XLS cut at {size}", table="towers", ending=".xls", build=_written(good[:size])
        )


def place(hostile: Hostile, project: Path) -> Path:
    """Put a hostile file into a copy of a project in place of its table's file."""
    data = project / "data"
    path = data / f"hostile{hostile.ending}"
    hostile.build(path)
    config = project / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    name = f"[tables.{hostile.table}]"
    if name not in text:
        text += f'\n{name}\npath = ""\n'
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(name))
    rest = next(i for i in range(at + 1, len(lines)) if lines[i].startswith("path"))
    lines[rest] = f'path = "data/{path.name}"'
    config.write_text("\n".join(lines), encoding="utf-8")
    return path
