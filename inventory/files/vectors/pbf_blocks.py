"""The blocks of an .osm.pbf file, looked through before GDAL reads it.

GDAL skips what it does not know: a file packed in another way, a second header or a field that was
damaged ends for it as a country without roads. Ways that stand before their nodes are left out. So
each block is looked at, and unpacked as far as the first thing in it.
Formats: https://wiki.openstreetmap.org/wiki/PBF_Format.
"""

from __future__ import annotations

import struct
import zlib
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
_NUMBER_BYTES = 20  # no tag and number together are longer
_GROUP = 2 << 3 | 2  # tag of a group of nodes, ways or relations in a block
_NODES, _DENSE, _WAYS = 1, 2, 3  # fields of a group
_MOST_UNPACKED = 4 * 2**30  # bytes in front of first things: words, a fifth of a usual file
_MOST_FIELDS = 100  # of a block before its first group; usual ones have one, of words
_PIECE_BYTES = 2**16


def pbf_problem(path: Path) -> str | None:
    """Return why a file is not a whole .osm.pbf that is read, None when every block of it is.

    A download that was cut short is otherwise read as a smaller country.
    """
    number, looked = 0, _Looked()
    with open_ordinary(path) as opened:
        size = path.stat().st_size
        try:
            for number, (kind, end) in enumerate(_blocks(opened), start=1):
                problem = _misplaced(kind, number)
                if end > size:
                    problem = f"cut short: {size:,} of at least {end:,} bytes"
                if problem is not None:
                    return problem
                content = _content(opened, end)
                if kind == b"OSMData":
                    looked.at_first_of(content)
        except IndexError:
            return f"block {number}: a damaged block"
        except (ValueError, struct.error, zlib.error) as error:
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


class _Content:
    """What a block holds, unpacked from its beginning as far as it is asked for."""

    def __init__(self, opened: BinaryIO, size: int, *, packed: bool) -> None:
        """Take so many bytes from where the file stands."""
        self._opened, self._at, self._end = opened, opened.tell(), opened.tell() + size
        self.is_packed = packed
        self._unpacker = zlib.decompressobj() if packed else None
        self._data = bytearray()

    def __len__(self) -> int:
        """Return how many bytes were unpacked."""
        return len(self._data)

    def piece(self, start: int, size: int) -> bytes:
        """Return at most so many bytes; raises zlib.error for damaged ones."""
        while len(self._data) < start + size and (more := self._more()):
            self._data += more
            if len(self._data) > _LARGEST_UNPACKED:
                raise ValueError("a damaged block")
        return bytes(self._data[start : start + size])

    def _more(self) -> bytes:
        """Return the next bytes, none at the end."""
        while True:
            tail = self._unpacker.unconsumed_tail if self._unpacker else b""
            if not tail:
                self._opened.seek(self._at)
                tail = self._opened.read(min(_PIECE_BYTES, self._end - self._at))
                self._at += len(tail)
            if not tail or self._unpacker is None:
                return tail
            if unpacked := self._unpacker.decompress(tail, 2**20):
                return unpacked


def _content(opened: BinaryIO, end: int) -> _Content:
    """Return the content of a block; raises ValueError unless it is there once, plain or zlib."""
    unpacked, found = -1, None
    while (at := opened.tell()) < end:
        data = opened.read(min(_NUMBER_BYTES, end - at))
        tag, after = _varint(data, 0)
        value, after = _varint(data, after)
        field = tag >> 3
        if field in _PACKED:
            raise ValueError(f"packed with {_PACKED[field]}, not zlib; pack it with osmium cat")
        if tag == _RAW_SIZE << 3 and unpacked < 0:
            unpacked = value
        elif tag in (_RAW << 3 | 2, _ZLIB << 3 | 2) and found is None:
            opened.seek(at + after)
            found, size = _Content(opened, value, packed=field == _ZLIB), value
            after += value
        else:
            raise ValueError("a damaged block")
        opened.seek(at + after)
    if opened.tell() != end or found is None or unpacked > _LARGEST_UNPACKED:
        raise ValueError("a damaged block")
    if found.is_packed and unpacked < 0:
        raise ValueError("a block without its size")
    if found.is_packed and size > unpacked + unpacked // 100 + 64:  # GDAL takes 0 as nothing
        raise ValueError("a damaged block")
    return found


class _Looked:
    """What blocks began with so far, and how much was unpacked to know it."""

    def __init__(self) -> None:
        """Begin at the first block."""
        self._ways, self._unpacked = False, 0

    def at_first_of(self, content: _Content) -> None:
        """Raise ValueError for nodes behind ways, or when too much stands before what matters."""
        kind = _first_kind(content)
        self._unpacked += len(content)
        if self._unpacked > _MOST_UNPACKED:
            raise ValueError(f"more than {_MOST_UNPACKED // 2**30} GiB of words")
        if kind in (_NODES, _DENSE) and self._ways:
            raise ValueError("nodes behind ways; sort it with osmium sort")
        self._ways |= kind == _WAYS


def _first_kind(content: _Content) -> int | None:
    """Return the field of the first thing in the first group of a block, None without any."""
    at = 0
    for _ in range(_MOST_FIELDS):
        head = content.piece(at, _NUMBER_BYTES)
        if not head:
            return None
        tag, after = _varint(head, 0)
        value, after = _varint(head, after)
        at += after
        if tag == _GROUP and value:
            return content.piece(at, 1)[0] >> 3
        if tag & 7 == 2:
            at += value
        elif tag & 7 != 0:
            break
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
