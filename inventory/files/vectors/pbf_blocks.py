"""The blocks of an .osm.pbf file, looked through before GDAL reads it.

GDAL skips what it does not know: a file packed in another way, a second header or a field that was
damaged ends for it as a country without roads. So each block is looked at, without unpacking it.
Formats: https://wiki.openstreetmap.org/wiki/PBF_Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inventory.files.ordinary_files import open_ordinary
from inventory.values import shorten

_LARGEST_BLOB_HEADER = 64 * 1024  # bytes, by the specification of the format
_LARGEST_BLOB = 32 * 1024 * 1024
_LARGEST_UNPACKED = 64 * 1024 * 1024  # twice what the specification says: GDAL reads them
_MOST_BLOBS = 1_000_000  # of some thousand nodes or ways each
_KINDS = (b"OSMHeader", b"OSMData")
_RAW, _RAW_SIZE, _ZLIB = 1, 2, 3  # fields of a blob
_PACKED = {4: "LZMA", 5: "bzip2", 6: "LZ4", 7: "Zstandard"}
_NUMBER_BYTES = 16  # no tag or number of a blob is longer


def pbf_problem(path: Path) -> str | None:
    """Return why a file is not a whole .osm.pbf that is read, None when every block of it is.

    A download that was cut short is otherwise read as a smaller country.
    """
    number = 0
    with open_ordinary(path) as opened:
        size = path.stat().st_size
        try:
            for number, (kind, end) in enumerate(_blocks(opened), start=1):
                problem = _misplaced(kind, number)
                if end > size:
                    problem = f"cut short: {size:,} of at least {end:,} bytes"
                if problem is not None:
                    return problem
                _check_blob(opened, end)
        except (ValueError, struct.error, IndexError) as error:
            return f"block {number or 1}: {shorten(str(error), 60)}"
    return None if number > 1 else "no data" if number else "no header of OpenStreetMap data"


def _misplaced(kind: bytes, number: int) -> str | None:
    """Return why a block may not stand at its place."""
    if number > _MOST_BLOBS:
        return f"more than {_MOST_BLOBS:,} blocks"
    if number == 1:
        return None if kind == b"OSMHeader" else "no header of OpenStreetMap data"
    if kind == b"OSMHeader":
        return "two files in one; join them with osmium merge"
    return None


def _blocks(opened: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the kind and the end of every block; raises ValueError where there is none.

    The file then stands at the block's content.
    """
    while head := opened.read(4):
        if len(head) < 4:
            raise ValueError("cut short")
        (length,) = struct.unpack(">I", head)
        if not 0 < length <= _LARGEST_BLOB_HEADER:
            raise ValueError("no block header")
        described = opened.read(length)
        if len(described) < length:
            raise ValueError("cut short")
        kind, blob = _block_header(described)
        end = opened.tell() + blob
        yield kind, end
        opened.seek(end)


def _check_blob(opened: BinaryIO, end: int) -> None:
    """Raise ValueError unless a block holds its content once, as it is or packed with zlib."""
    unpacked, packed, size = -1, 0, 0
    while (at := opened.tell()) < end:
        data = opened.read(min(_NUMBER_BYTES, end - at))
        tag, after = _varint(data, 0)
        value, after = _varint(data, after)
        field = tag >> 3
        if field in _PACKED:
            raise ValueError(f"packed with {_PACKED[field]}, not zlib; pack it with osmium cat")
        if tag == _RAW_SIZE << 3 and unpacked < 0:
            unpacked = value
        elif tag in (_RAW << 3 | 2, _ZLIB << 3 | 2) and not packed:
            packed, size, after = field, value, after + value
        else:
            raise ValueError("a damaged block")
        opened.seek(at + after)
    if opened.tell() != end or not packed or unpacked > _LARGEST_UNPACKED:
        raise ValueError("a damaged block")
    if packed == _ZLIB and unpacked < 0:
        raise ValueError("a block without its size")
    if packed == _ZLIB and size > unpacked + unpacked // 100 + 64:  # GDAL takes 0 as nothing
        raise ValueError("a damaged block")


def _block_header(data: bytes) -> tuple[bytes, int]:
    """Return the kind and the size that a block header (protocol buffer) holds."""
    kind, size, at = b"", -1, 0
    while at < len(data):
        tag, at = _varint(data, at)
        value, at = _varint(data, at)
        if tag & 7 == 2:  # bytes: the value is their length
            if tag >> 3 == 1:
                kind = data[at : at + value]
            at += value
        elif tag & 7 != 0:
            raise ValueError("no block header")
        elif tag >> 3 == 3:
            size = value
    if kind not in _KINDS or not 0 <= size <= _LARGEST_BLOB:
        raise ValueError("no block header")
    return kind, size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of a protocol buffer and where the next field begins."""
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    raise ValueError("no block header")
