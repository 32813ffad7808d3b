"""Shapefiles and OpenStreetMap files made to stop the computer that reads them, or mislead it."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import layer_files as lf
import numpy as np

Change = Callable[[Path], None]
Nodes = Mapping[int, tuple[float, float]]
_ROWS = {
    "roads": ({"highway": 10}, [b"primary"]),
    "boundaries": ({"code": 10, "level": 6}, [b"MN-064-01", b"soum"]),
    "spans": ({"span_id": 10}, [b"a"]),
}
_SQUARE = [[(108.0, 46.0), (108.0, 47.0), (109.0, 47.0), (109.0, 46.0), (108.0, 46.0)]]
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileLayer:
    """A hostile layer: the table that it stands for, the ending of its name, how it is made."""

    name: str
    table: str
    ending: str
    build: Change


def all_layers() -> Iterator[HostileLayer]:
    """Yield every hostile layer, always in one order."""
    for name, table, build in (*_damaged_parts(), *_lies(), *_shapes(), *_beside(), *_words()):
        yield HostileLayer(name=name, table=table, ending=".shp", build=build)
    for name, build in (*_blocks(), *_osm()):
        yield HostileLayer(name=name, table="roads", ending=".osm.pbf", build=build)


def _good(path: Path, table: str = "boundaries") -> None:
    """Write a shapefile that is read without an error."""
    fields, row = _ROWS[table]
    parts, kind = (_SQUARE, lf.POLYGON) if table == "boundaries" else (_line(9), lf.LINE)
    shapes = [lf.shape(parts, kind)] * 3
    lf.write_shapefile(path, shapes, lf.dbf(fields, [row] * 3), kind)


def _line(points: int) -> list[Any]:
    """Return a line that goes to and fro over the country, a kilometre apart."""
    t = np.arange(points)
    return [np.column_stack([104 + t % 1000 / 1000, 46 + t // 1000 / 100])]


def _made(table: str, parts: Sequence[Any], kind: int) -> Change:
    """Return the maker of one shape."""

    def build(path: Path) -> None:
        fields, row = _ROWS[table]
        lf.write_shapefile(path, [lf.shape(parts, kind)], lf.dbf(fields, [row]), kind)

    return build


def _changed(change: Change, table: str = "boundaries") -> Change:
    """Return the maker of a good shapefile that is changed afterwards."""

    def build(path: Path) -> None:
        _good(path, table)
        change(path)

    return build


# -- parts ----------------------------------------------------------------------------------------


def _damaged_parts() -> Iterator[tuple[str, str, Change]]:
    """Yield shapefiles with a part that is missing, empty or cut short."""

    def cut(ending: str, size: int) -> Change:
        def change(path: Path) -> None:
            part = path.with_suffix(ending)
            part.write_bytes(part.read_bytes()[:size])

        return change

    for ending in _PARTS[1:]:
        missing = _changed(lambda path, e=ending: path.with_suffix(e).unlink())  # type: ignore[misc]
        yield f"no {ending}", "boundaries", missing
    for ending in _PARTS:
        for size in (0, 1, 31, 99, 101):
            yield f"{ending} cut at {size}", "boundaries", _changed(cut(ending, size))


def _lies() -> Iterator[tuple[str, str, Change]]:
    """Yield shapefiles whose numbers are not true."""

    def written(ending: str, at: int, kind: str, value: int) -> Change:
        def change(path: Path) -> None:
            data = bytearray(path.with_suffix(ending).read_bytes())
            struct.pack_into(kind, data, at, value)
            path.with_suffix(ending).write_bytes(data)

        return change

    for what, ending, at, kind, values in (
        ("length of the file", ".shp", 24, ">i", (0, -1, 50, 2**31 - 1)),
        ("length of the index", ".shx", 24, ">i", (0, -1, 54, 2**31 - 1)),
        ("rows", ".dbf", 4, "<I", (0, 2, 4, 2**32 - 1)),
        ("header", ".dbf", 8, "<H", (0, 33, 65535)),
        ("width", ".dbf", 10, "<H", (0, 1, 65535)),
        ("width of a field", ".dbf", 48, "<B", (0, 255)),
        ("place of a shape", ".shx", 100, ">i", (0, -50, 51, 2**31 - 1)),
        ("length of a shape", ".shx", 104, ">i", (0, -1, 2**31 - 1)),
        ("length of a record", ".shp", 104, ">i", (0, -1, 2**31 - 1)),
        ("kind of a shape", ".shp", 108, "<i", (0, 1, 3, 31, 99)),
        ("kind of all shapes", ".shp", 32, "<i", (0, 1, 3, 31, 99)),
        ("rings", ".shp", 144, "<i", (0, -1, 2, 2**30, 2**31 - 1)),
        ("points", ".shp", 148, "<i", (0, -1, 2**28, 2**31 - 1)),
        ("begin of a ring", ".shp", 152, "<i", (-1, 4, 2**31 - 1)),
    ):
        for value in values:
            yield f"{what} {value}", "boundaries", _changed(written(ending, at, kind, value))
    yield "one shape a million times", "roads", _changed(_again, "roads")
    yield "holes of many MiB", "boundaries", _changed(_sparse)


def _again(path: Path) -> None:
    """Let the index and the attributes name one shape a million times."""
    many = 1_000_000
    entry = path.with_suffix(".shx").read_bytes()[100:108]
    head = bytearray(path.with_suffix(".shx").read_bytes()[:100])
    struct.pack_into(">i", head, 24, 50 + 4 * many)
    path.with_suffix(".shx").write_bytes(bytes(head) + entry * many)
    fields, row = _ROWS["roads"]
    path.with_suffix(".dbf").write_bytes(lf.dbf(fields, [row] * many))


def _sparse(path: Path) -> None:
    """Make every part as long as it may be, with nothing in it."""
    for ending in _PARTS:
        with path.with_suffix(ending).open("r+b") as part:
            part.truncate(1023 * 2**20)


def _shapes() -> Iterator[tuple[str, str, Change]]:
    """Yield shapes that take long, or lie nowhere."""
    rng = np.random.default_rng(1)
    for points in (1_000_000, 3_000_000, 20_000_000):
        for table in ("roads", "spans"):
            yield f"a line of {points} points", table, _later(table, _line, points)
    for points in (3_000, 30_000, 1_000_000):
        yield f"a scribble of {points}", "roads", _later("roads", _scribble, points)
        yield f"a scribble of {points}", "spans", _later("spans", _scribble, points)
        yield (
            f"an area scribbled of {points}",
            "boundaries",
            _later("boundaries", _scribble, points, lf.POLYGON),
        )
    for points in (30_000, 400_000, 3_000_000):
        yield f"{points} points in heaps", "roads", _later("roads", _heaps, points)
    for rings in (1_000, 20_000, 1_000_000):
        yield f"{rings} rings", "boundaries", _later("boundaries", _rings, rings, lf.POLYGON)
        yield (
            f"{rings} rings in rings",
            "boundaries",
            _later("boundaries", _nest, rings, lf.POLYGON),
        )
    for value in (float("nan"), float("inf"), 1e308, 1e10, 181.0, 1e-320):
        place = [np.full((6, 2), value)]
        some = [np.vstack([rng.random((3, 2)) + np.array([104, 46]), np.full((3, 2), value)])]
        for table, kind in (("roads", lf.LINE), ("boundaries", lf.POLYGON), ("spans", lf.LINE)):
            yield f"everything at {value}", table, _made(table, place, kind)
            yield f"something at {value}", table, _made(table, some, kind)


def _later(table: str, draw: Callable[[int], list[Any]], count: int, kind: int = lf.LINE) -> Change:
    """Return the maker of a shape that is drawn when it is wanted."""
    return lambda path: _made(table, draw(count), kind)(path)


def _scribble(points: int) -> list[Any]:
    """Return a line, or a ring, from one random point to another."""
    at = np.random.default_rng(1).random((points, 2)) + np.array([104, 46])
    return [np.vstack([at, at[:1]])]


def _heaps(points: int) -> list[Any]:
    """Return a line with a hundred points in each square metre it passes."""
    t = np.arange(points)
    heap, inner = t // 100, t % 100
    x = 104 + heap % 1000 * 1e-4 + inner % 10 * 1e-6
    return [np.column_stack([x, 46 + heap // 1000 * 1e-4 + inner // 10 * 1e-6])]


def _rings(count: int) -> list[Any]:
    """Return small triangles beside each other."""
    corner = np.column_stack([104 + np.arange(count) / count, np.full(count, 47.0)])
    around = np.array([(0, 0), (0, 1e-7), (1e-7, 0), (0, 0)])
    return list(corner[:, None, :] + around)


def _nest(count: int) -> list[Any]:
    """Return squares in squares."""
    half = np.linspace(1, 0.1, count)[:, None, None]
    around = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1)])
    return list(np.array([105.0, 47.0]) + half * around)


# -- beside and inside ----------------------------------------------------------------------------


def _beside() -> Iterator[tuple[str, str, Change]]:
    """Yield parts that are links, pipes, devices and folders."""

    def put(ending: str, make: Change) -> Change:
        def change(path: Path) -> None:
            path.with_suffix(ending).unlink()
            make(path.with_suffix(ending))

        return change

    for ending in _PARTS[1:]:
        yield f"pipe {ending}", "boundaries", _changed(put(ending, os.mkfifo))
        yield f"folder {ending}", "boundaries", _changed(put(ending, Path.mkdir))
        for target in ("/dev/zero", "/dev/urandom", "/proc/kmsg", "/proc/self/mem", "nowhere"):
            link = put(ending, lambda part, t=target: part.symlink_to(t))  # type: ignore[misc]
            yield f"{ending} to {target}", "boundaries", _changed(link)
        own = put(ending, lambda part: part.symlink_to(part.name))
        yield f"{ending} to itself", "boundaries", _changed(own)
    for ending in (".qix", ".sbn", ".idm", ".qpj", ".aux.xml", ".shp.xml"):
        pipe = _changed(lambda path, e=ending: os.mkfifo(path.with_suffix(e)))  # type: ignore[misc]
        yield f"a pipe beside {ending}", "boundaries", pipe


def _words() -> Iterator[tuple[str, str, Change]]:
    """Yield coordinate systems, code pages and names that are not what they say."""

    def words(ending: str, text: bytes) -> Change:
        return _changed(lambda path: (path.with_suffix(ending).write_bytes(text), None)[1])

    def grid(path: Path) -> None:
        os.mkfifo(path.with_suffix(".gsb"))
        system = lf.WGS84.replace(
            "]]", f'],EXTENSION["PROJ4_GRIDS","{path.with_suffix(".gsb")}"]]', 1
        )
        path.with_suffix(".prj").write_text(system.replace("6378137.0", "6378245.0"))

    yield "a grid that is a pipe", "boundaries", _changed(grid)
    nests = (b"PROJCS[", b"GEOGCS[", b'GEOGCS["x",', b"[", b"+proj=longlat ", b'{"a":')
    for text in nests:
        for count in (1_000, 100_000):
            yield (
                f"{count} times {text.decode()} in .prj",
                "boundaries",
                words(".prj", text * count),
            )
    for name in (
        b"UTF-8",
        b"1251",
        b"866",
        b"65001",
        b"UTF-7",
        b"KLINGON",
        b"\xff\xfe",
        b"a" * 9999,
    ):

        def page(path: Path, name: bytes = name) -> None:
            fields, row = _ROWS["boundaries"]
            names = [[row[0], "Чойр".encode("cp1251")]] * 3
            path.with_suffix(".dbf").write_bytes(lf.dbf(fields, names))
            path.with_suffix(".cpg").write_bytes(name)

        yield f"code page {name[:8]!r}", "boundaries", _changed(page)
    for kind in (b"N", b"F", b"D", b"L", b"M", b"@", b"I", b"\0"):
        for value in (b"9" * 250, b"1e400", b"nan", b"99991399", b"-", b"\0" * 250, b"*" * 250):

            def odd(path: Path, kind: bytes = kind, value: bytes = value) -> None:
                table = lf.dbf({"code": 250}, [[value]] * 3, kind)
                path.with_suffix(".dbf").write_bytes(table)

            yield f"{value[:8]!r} as {kind!r}", "boundaries", _changed(odd)


# -- OpenStreetMap --------------------------------------------------------------------------------


def _blocks() -> Iterator[tuple[str, Change]]:
    """Yield files whose blocks lie about what they hold, or hold more than anybody has room for."""

    def file(*blocks: bytes | tuple[bytes, int]) -> Change:
        def build(path: Path) -> None:
            with path.open("wb") as opened:
                for piece in blocks:
                    unit, count = piece if isinstance(piece, tuple) else (piece, 1)
                    for _ in range(count):
                        opened.write(unit)

        return build

    nulls = _zeros(32 * 2**20)
    bomb = _zeros(4 * 2**30)
    for says in (0, 9, 32 * 2**20, 2**31, 2**32 - 1, 2**63):
        yield f"a bomb that says {says}", file(lf.HEADER, lf.packed_block(b"OSMData", says, bomb))
        yield f"a header that says {says}", file(lf.packed_block(b"OSMHeader", says, bomb))
    full = lf.packed_block(b"OSMData", 32 * 2**20, nulls)
    for count in (10, 20_000):
        yield f"{count} blocks of 32 MiB of nothing", file(lf.HEADER, (full, count))
    empty = lf.block(b"OSMData", b"")
    yield "a million empty blocks", file(lf.HEADER, (empty, 1_000_001))
    good = lf.osm({1: (104, 46), 2: (105, 46)}, {1: ([1, 2], {"highway": "primary"})})
    for field in (4, 5, 6, 7, 9):
        odd = lf.packed_block(b"OSMData", 9, b"x" * 9, field)
        yield f"a block packed in way {field}", file(lf.HEADER, odd)
    yield "two files in one", file(good, good)
    yield "no header", file(empty)
    yield "a header alone", file(lf.HEADER)
    for name in (b"LocationsOnWays", b"HistoricalInformation", b"x" * 60_000):
        head = lf.block(b"OSMHeader", lf.data(4, name))
        yield f"feature {name[:30].decode()}", file(head, good[len(lf.HEADER) :])
    for size in (0, 3, len(lf.HEADER), len(good) // 2, len(good) - 1):
        yield f"cut at {size}", file(good[:size])
    for length in (0, 65_537, 2**31, 2**32 - 1):
        yield f"a block header of {length}", file(lf.HEADER, struct.pack(">I", length) + b"x" * 99)
    words = lf.data(1, bytes(32 * 2**20 - 10))
    many = lf.packed_block(b"OSMData", len(words), zlib.compress(words, 1))
    yield "20000 blocks of words", file(lf.HEADER, (many, 20_000))
    yield "XML", file(b"<?xml version='1.0'?><osm version='0.6'></osm>")
    nest = b"\x0a\x80\x80\x80\x80\x01"
    yield "a message in a message", file(lf.HEADER, lf.block(b"OSMData", nest * 100_000))


@cache
def _zeros(size: int) -> bytes:
    """Return so many zeros as zlib packs them, without holding or packing more than a few."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.flush()[:-4]  # without the sum of the first two pieces
    return first + again * (size // 2**20 - 1) + end + struct.pack(">I", _sum_of_zeros(size))


def _sum_of_zeros(size: int) -> int:
    """Return the check sum (Adler-32) of so many zeros."""
    return (size % 65_521) << 16 | 1


def _osm() -> Iterator[tuple[str, Change]]:
    """Yield whole files with odd nodes and ways."""

    def content(*messages: tuple[Nodes, lf.Ways]) -> Change:
        def build(path: Path) -> None:
            blocks = [lf.block(b"OSMData", lf.osm_content(*message)) for message in messages]
            path.write_bytes(b"".join([lf.HEADER, *blocks]))

        return build

    tags = {"highway": "primary"}
    for count in (1_999, 2_001, 1_000_000, 10_000_000):

        def long(path: Path, count: int = count) -> None:
            way = lf.number(1, 1) + lf.data(2, b"\1") + lf.data(3, b"\2")
            steps = lf.data(8, b"\2" + b"\2\1" * (count // 2))
            table = lf.data(1, b"".join(lf.data(1, t) for t in (b"", b"highway", b"primary")))
            nodes = lf.osm_content({1: (104, 46), 2: (105, 46)}, {})
            ways = table + lf.data(2, lf.data(3, way + steps))
            path.write_bytes(lf.HEADER + lf.block(b"OSMData", nodes) + lf.block(b"OSMData", ways))

        yield f"a way of {count} nodes", long
    for count in (1_000_000, 9_000_000):

        def many(path: Path, count: int = count) -> None:
            ids, still = lf.data(1, b"\2" * count), b"\0" * (count - 1)
            places = lf.data(8, lf.signed([460_000_000]) + still)
            places += lf.data(9, lf.signed([1_040_000_000]) + still)
            table = lf.data(1, lf.data(1, b""))
            dense = table + lf.data(2, lf.data(2, ids + places))
            path.write_bytes(lf.HEADER + lf.block(b"OSMData", dense))

        yield f"{count} nodes in one place", many
    ends = {1: (104.0, 46.0), 2: (105.0, 46.0)}
    ways = {n: ([1, 2], tags) for n in range(200_000)}
    yield "200000 ways between two nodes", content((ends, ways))
    yield (
        "ways before nodes",
        content(({}, {1: ([1, 2], tags)}), (ends, {})),
    )
    yield "nodes that are not there", content((ends, {1: ([1, 7, 8], tags)}))
    for identifier in (-5, 2**40, 2**62):
        some = {identifier: (104.0, 46.0), identifier + 1: (105.0, 46.0)}
        way = {1: ([identifier, identifier + 1], tags)}
        yield f"nodes from {identifier}", content((some, way))
    for x, y in ((900, -800), (1e10, 46), (180, 90), (-180, -90), (214.7, 91)):
        way = {1: ([1, 2], tags)}
        yield f"a node at {x}, {y}", content(({1: (104, 46), 2: (x, y)}, way))
    one = {1: ([1, 2], {"highway": "x" * 100_000})}
    yield "a long word", content((ends, one))
    wordy = {1: ([1, 2], {"highway": "primary", **{f"k{n}": "v" for n in range(30_000)}})}
    yield "30000 tags", content((ends, wordy))
    yield "a way in itself", content((ends, {1: ([1] * 500, tags)}))
