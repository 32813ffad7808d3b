"""Shapefiles and .osm.pbf files written byte by byte, so that they may hold what no program writes.

Formats: ESRI Shapefile Technical Description (July 1998), dBASE III for its attributes, and the
OpenStreetMap PBF format, version 0.6. Coordinates are degrees.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

POINT, LINE, POLYGON = 1, 3, 5
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
Part = Any  # coordinates of one part of a shape, n rows of two numbers


# -- shapefiles -----------------------------------------------------------------------------------


def shape(parts: Sequence[Part], kind: int = LINE) -> bytes:
    """Return the content of a record: lines or rings of one shape."""
    points = np.vstack([np.asarray(part, dtype="<f8").reshape(-1, 2) for part in parts])
    firsts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    with np.errstate(invalid="ignore"):
        box = [*points.min(axis=0), *points.max(axis=0)]
    head = struct.pack("<i4d2i", kind, *box, len(parts), len(points))
    return head + firsts.astype("<i4").tobytes() + points.tobytes()


def shp_and_shx(contents: Sequence[bytes], kind: int = LINE) -> tuple[bytes, bytes]:
    """Return a .shp and a .shx of the contents of records."""
    body, index, at = [], [], 50
    for number, content in enumerate(contents, 1):
        words = len(content) // 2
        index.append(struct.pack(">2i", at, words))
        body += [struct.pack(">2i", number, words), content]
        at += 4 + words
    heads = [_shape_head(words, kind) for words in (at, 50 + 4 * len(contents))]
    return heads[0] + b"".join(body), heads[1] + b"".join(index)


def _shape_head(words: int, kind: int) -> bytes:
    place = struct.pack("<4d", 104, 46, 110, 50)
    return (
        struct.pack(">7i", 9994, *[0] * 5, words)
        + struct.pack("<2i", 1000, kind)
        + (place + bytes(32))
    )


def dbf(fields: Mapping[str, int], rows: Iterable[Sequence[bytes]], kind: bytes = b"C") -> bytes:
    """Return a .dbf of fields of text, by name and width in bytes."""
    body = [b" " + b"".join(v.ljust(w)[:w] for v, w in _pairs(row, fields)) for row in rows]
    head = 33 + 32 * len(fields)
    described = b"".join(
        name.encode().ljust(11, b"\0") + kind + bytes(4) + bytes([width]) + bytes(15)
        for name, width in fields.items()
    )
    sizes = struct.pack("<IHH", len(body), head, 1 + sum(fields.values()))
    return b"\x03\x7e\x0b\x1d" + sizes + bytes(20) + described + b"\r" + b"".join(body) + b"\x1a"


def _pairs(row: Sequence[bytes], fields: Mapping[str, int]) -> Iterable[tuple[bytes, int]]:
    return zip(row, fields.values(), strict=True)


def write_shapefile(path: Path, contents: Sequence[bytes], table: bytes, kind: int = LINE) -> None:
    """Write a shapefile in WGS 84 and UTF-8 from the contents of its records and its .dbf."""
    shp, shx = shp_and_shx(contents, kind)
    parts = {".shp": shp, ".shx": shx, ".dbf": table, ".prj": WGS84.encode(), ".cpg": b"UTF-8"}
    for ending, data in parts.items():
        path.with_suffix(ending).write_bytes(data)


# -- OpenStreetMap --------------------------------------------------------------------------------


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


def signed(values: Iterable[int]) -> bytes:
    """Write packed differences of numbers, zigzag."""
    out, before = [], 0
    for value in values:
        step, before = value - before, value
        out.append(varint(2 * step if step >= 0 else -2 * step - 1))
    return b"".join(out)


def block(kind: bytes, content: bytes) -> bytes:
    """Write a block with packed content."""
    return packed_block(kind, len(content), zlib.compress(content, 1))


def packed_block(kind: bytes, says: int, packed: bytes, field: int = 3) -> bytes:
    """Write a block that says it unpacks to so many bytes."""
    return blob_block(kind, number(2, says) + data(field, packed))


def blob_block(kind: bytes, blob: bytes) -> bytes:
    """Write a block of a blob as it is."""
    head = data(1, kind) + number(3, len(blob))
    return struct.pack(">I", len(head)) + head + blob


HEADER = block(b"OSMHeader", data(4, b"OsmSchema-V0.6") + data(4, b"DenseNodes"))
Ways = Mapping[int, tuple[Sequence[int], Mapping[str, str]]]


def osm_content(nodes: Mapping[int, tuple[float, float]], ways: Ways) -> bytes:
    """Return the content of a data block of nodes, by longitude and latitude, and ways."""
    words = {t.encode() for _, tags in ways.values() for kv in tags.items() for t in kv}
    texts = [b"", *sorted(words)]
    index = {text: i for i, text in enumerate(texts)}
    groups = [data(2, _dense(nodes))] if nodes else []
    for way, (refs, tags) in ways.items():
        keys = b"".join(varint(index[k.encode()]) for k in tags)
        values = b"".join(varint(index[v.encode()]) for v in tags.values())
        described = data(2, keys) + data(3, values) + data(8, signed(refs))
        groups.append(data(3, number(1, way) + described))
    table = data(1, b"".join(data(1, text) for text in texts))
    return table + b"".join(data(2, group) for group in groups)


def _dense(nodes: Mapping[int, tuple[float, float]]) -> bytes:
    """Return nodes as the format packs them, in ten-millionths of a degree."""
    return (
        data(1, signed(nodes))
        + data(8, signed(round(y * 1e7) for _, y in nodes.values()))
        + data(9, signed(round(x * 1e7) for x, _ in nodes.values()))
    )


def osm(nodes: Mapping[int, tuple[float, float]], ways: Ways) -> bytes:
    """Write nodes and ways as a .osm.pbf file of one data block."""
    return HEADER + block(b"OSMData", osm_content(nodes, ways))
