"""Ways in which a table or the project file goes bad between two people."""

from __future__ import annotations

import copy
import io
import json
import random
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import layer_files

CELLS = (
    *("", " ", "0", "-1", "nan", "inf", "1e400", "1e300", "12,500", "1.234.567,8", "=1+1", "@cmd"),
    *("тийм", "үгүй", "None", "\ufeff", "\u202e", "😀", "2026-02-30", "9" * 400, "x" * 40_000),
    *("MN-035-01", "school", "101.2", "٣", "½", "1_000", "0x10", "\x00", '"', "'", ";", ",\n"),
    *("1000000000000000", "999999999999999", "1000000000000001", "99999999", "-999999999999999"),
    *("POINT (0 0)", "GEOMETRYCOLLECTION (" * 9_000, "((((((((((", "1e15", "0.0000000001"),
)
JUNK: tuple[Any, ...] = (
    *(None, True, -1, 1e308, 10**30, "", "x" * 40_000, [], {}, [[]], [None], {"type": "Point"}),
    *({"type": "GeometryCollection", "geometries": []}, [1e999, "a"], [[0, 0], [0, 0]]),
)


def corrupted(chance: random.Random, path: Path) -> bytes:
    """Return the bytes of a file after one to three corruptions of its kind."""
    data = path.read_bytes()
    for _ in range(chance.randint(1, 3)):
        ways = [*_ANY, *_OF_KIND.get(path.suffix, ())]
        data = chance.choice(ways)(chance, data)
    return data


# -- any file -------------------------------------------------------------------------------------


def flip(chance: random.Random, data: bytes) -> bytes:
    """Turn some bytes into others."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def splice(chance: random.Random, data: bytes) -> bytes:
    """Drop, double or move a stretch."""
    at, to = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 16, 512, len(data)))]
    return chance.choice(
        (data[:at], data[at:], data[:to] + piece + data[to:], data.replace(piece, b"", 1))
    )


def recode(chance: random.Random, data: bytes) -> bytes:
    """Write the same letters in another encoding."""
    text = data.decode("utf-8", errors="replace")
    name = chance.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1251", "latin-1", "utf-8-sig", "utf-7")
    )
    return text.encode(name, errors="replace")


def ends(chance: random.Random, data: bytes) -> bytes:
    """Change the ends of lines."""
    return data.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"\x85", b"")))


_ANY: tuple[Callable[[random.Random, bytes], bytes], ...] = (flip, splice, recode, ends)

# -- text tables ----------------------------------------------------------------------------------


def cells(chance: random.Random, data: bytes) -> bytes:
    """Put anything into some cells, or swap two."""
    lines = [line.split(",") for line in data.decode("utf-8", errors="replace").split("\n")]
    for _ in range(chance.randint(1, 6)):
        row, other = chance.choice(lines), chance.choice(lines)
        i, j = chance.randrange(len(row)), chance.randrange(len(other))
        if chance.random() < 0.4:
            row[i], other[j] = other[j], row[i]
        else:
            row[i] = chance.choice(CELLS)
    return "\n".join(",".join(row) for row in lines).encode("utf-8", errors="surrogatepass")


def rows(chance: random.Random, data: bytes) -> bytes:
    """Drop, double, shuffle or tear rows, or drop the header."""
    lines = data.splitlines(keepends=True)
    match chance.randrange(5):
        case 0:
            lines = [line for line in lines if chance.random() < 0.6]
        case 1:
            lines = [line for line in lines for _ in range(chance.choice((1, 1, 2, 3)))]
        case 2:
            chance.shuffle(lines)
        case 3:
            lines = [line[: chance.randrange(len(line) + 1)] for line in lines]
        case _:
            lines = lines[1:]
    return b"".join(lines)


def numbers(chance: random.Random, data: bytes) -> bytes:
    """Make every number of a column huge, small or something else."""
    lines = [line.split(b",") for line in data.split(b"\n")]
    at = chance.randrange(len(lines[0]))
    value = chance.choice(CELLS[-12:]).encode()
    for row in lines[1:]:
        if at < len(row):
            row[at] = value
    return b"\n".join(b",".join(row) for row in lines)


# -- layers ---------------------------------------------------------------------------------------

_NUMBERS = (0, 1, 2, 3, 49, 50, 51, 255, 65_535, 2**28, 2**31 - 1, 2**32 - 1)


def words(chance: random.Random, data: bytes) -> bytes:
    """Write other numbers of two, four or eight bytes, most of them where sizes stand."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        kind = chance.choice(["<H", ">H", "<I", ">I", "<d"])
        size = struct.calcsize(kind)
        most = min(len(content), chance.choice((36, 200, len(content)))) - size
        if most < 0:
            return data
        value: float = chance.choice(_NUMBERS) % 256 ** min(size, 4)
        if kind == "<d":
            value = chance.choice((float("nan"), float("inf"), 1e308, -1e10, 0.0))
        struct.pack_into(kind, content, chance.randrange(most + 1), value)
    return bytes(content)


def entries(chance: random.Random, data: bytes) -> bytes:
    """Change a tag of a GeoTIFF: what it is, its type, how many values it has, the values."""
    if len(data) < 8 or data[:2] != b"II":
        return flip(chance, data)
    content = bytearray(data)
    (at,) = struct.unpack_from("<I", data, 4)
    if at + 2 > len(data):
        return words(chance, data)
    (count,) = struct.unpack_from("<H", data, at)
    for _ in range(chance.randint(1, 3)):
        entry = at + 2 + 12 * chance.randrange(min(count, 40) or 1)
        if entry + 12 > len(content):
            break
        kind, place = chance.choice((("<H", 0), ("<H", 2), ("<I", 4), ("<I", 8)))
        value = chance.choice((*_NUMBERS, *range(256, 280), *range(320, 326), 33550, 34735, 42113))
        struct.pack_into(kind, content, entry + place, value % 256 ** struct.calcsize(kind))
    return bytes(content)


def blocks(chance: random.Random, data: bytes) -> bytes:
    """Change the blocks of an OpenStreetMap file, each packed again with right sizes and sums."""
    try:
        parts = list(_unpacked(data))
    except (struct.error, zlib.error, ValueError, IndexError):
        return flip(chance, data)
    at = chance.randrange(len(parts) or 1)
    changed = []
    for index, (kind, content) in enumerate(parts):
        if index == at:
            content = chance.choice((flip, flip, splice, words))(chance, content)
        changed += [layer_files.block(kind, content)] * chance.choice((1,) * 18 + (0, 2))
    return b"".join(changed)


def _unpacked(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and content of the blocks of a file that `layer_files` wrote."""
    while data:
        (length,) = struct.unpack_from(">I", data)
        kind = b"OSMHeader" if b"OSMHeader" in data[4 : 4 + length] else b"OSMData"
        packed = data.index(b"\x78", 4 + length)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(data[packed:], 2**20)
        data = unpacker.unused_data
        yield kind, content


# -- packed and structured files ------------------------------------------------------------------


def members(chance: random.Random, data: bytes) -> bytes:
    """Corrupt a file inside of an archive and pack it again, with right check sums."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        return flip(chance, data)
    stream = io.BytesIO()
    bad = chance.randrange(len(parts) or 1)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for index, (name, content) in enumerate(parts):
            if index == bad:
                content = chance.choice((flip, splice, recode, _tags))(chance, content)
            if index != bad or chance.random() > 0.1:
                archive.writestr(name, content)
    return stream.getvalue()


def _tags(chance: random.Random, data: bytes) -> bytes:
    """Exchange words of a sheet's XML for others that move or retype cells."""
    old, new = chance.choice(
        (
            (b'r="A', b'r="XF'), (b'r="', b"r='"), (b't="s"', b't="e"'), (b't="s"', b't="n"'),
            (b"<v>", b"<v>9999999"), (b"<c ", b"<x:c "), (b'r="', b'r="9999'), (b"</row>", b""),
            (b"<sheetData>", b'<mergeCells><mergeCell ref="A1:XFD9"/></mergeCells><sheetData>'),
            (b"<c r=", b"<c s='0' r="), (b"</si>", b""), (b"<t>", b"<t>" + b"y" * 40_000),
        )
    )  # fmt: skip
    return data.replace(old, new, chance.choice((1, 5, -1)))


def features(chance: random.Random, data: bytes) -> bytes:
    """Put anything anywhere into a JSON document."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return flip(chance, data)
    for _ in range(chance.randint(1, 4)):
        node = document
        while isinstance(node, dict | list) and node:
            key = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
            if chance.random() < 0.25 or not isinstance(node[key], dict | list) or not node[key]:
                node[key] = copy.deepcopy(chance.choice(JUNK))
                break
            node = node[key]
    return json.dumps(document).encode()


def database(chance: random.Random, data: bytes) -> bytes:
    """Change a GeoPackage as a program would: values, tables, views, columns."""
    if not data.startswith(b"SQLite format 3\0"):
        return flip(chance, data)
    statement = chance.choice(
        (
            "UPDATE pops SET pop_id = 5", "UPDATE pops SET geom = x'00'", "DELETE FROM pops",
            "UPDATE pops SET geom = x'4750000100000000010700000001000000010700000000000000'",
            "UPDATE gpkg_contents SET table_name = 'nothing'", "DROP TABLE gpkg_contents",
            "UPDATE gpkg_geometry_columns SET srs_id = 77", "ALTER TABLE pops ADD COLUMN z BLOB",
            "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
            " SELECT x FROM n",
            "UPDATE pops SET pop_id = zeroblob(100000)", "UPDATE pops SET pop_id = NULL",
            "DELETE FROM gpkg_spatial_ref_sys", "ALTER TABLE pops RENAME TO cops",
        )
    )  # fmt: skip
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():  # they call functions of GDAL
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.commit()
        return connection.serialize()
    except (sqlite3.Error, UnicodeDecodeError):  # damaged before, its names are no text any more
        return flip(chance, data)
    finally:
        connection.close()


def settings(chance: random.Random, data: bytes) -> bytes:
    """Give any setting any value."""
    lines = data.decode("utf-8", errors="replace").split("\n")
    with_values = [i for i, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    values = (
        "-1",
        "0",
        "1e308",
        "nan",
        "inf",
        "true",
        "[]",
        "{}",
        '""',
        "2026-01-01",
        "[[1]]",
        "999999999999999",
        "1e15",
        "1e18",
        "-0.0",
        '"../../etc/passwd"',
        '"/dev/zero"',
    )
    for _ in range(chance.randint(1, 3)):
        if with_values:
            at = chance.choice(with_values)
            lines[at] = lines[at].partition("=")[0] + "= " + chance.choice(values)
    return "\n".join(lines).encode("utf-8")


_OF_KIND: dict[str, tuple[Callable[[random.Random, bytes], bytes], ...]] = {
    ".csv": (cells, cells, rows, numbers),
    ".xlsx": (members, members, members),
    ".geojson": (features, features, features),
    ".json": (features, features, features),
    ".gpkg": (database, database),
    ".pbf": (blocks, blocks, blocks, words),
    ".shp": (words, words, words),
    ".shx": (words, words, words),
    ".dbf": (words, words, flip),
    ".tif": (entries, entries, entries, words),
    ".toml": (settings, settings, rows),
}
