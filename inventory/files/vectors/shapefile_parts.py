"""The parts of a shapefile held against each other before GDAL reads them.

GDAL believes each part for itself: an index that is a record short is a country with a road less,
and an index entry that points elsewhere is another shape. Formats: ESRI Shapefile Technical
Description (July 1998) and dBASE III.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from inventory import rules
from inventory.coordinate_systems import is_followed
from inventory.files.limits import Meter, TooLarge, check_columns
from inventory.files.ordinary_files import open_ordinary
from inventory.files.text_tables import guess_cyrillic
from inventory.files.vectors.layer_faults import damaged
from inventory.findings import Finding

_SHAPES, _INDEX, _ATTRIBUTES = ".shp", ".shx", ".dbf"
_WORDS = (".prj", ".cpg")
_LARGEST_WORDS = 2**20  # bytes of a coordinate system, or of the name of an encoding
_DBF_FIELD_BYTES = 32
_VALUE_BYTES, _SHAPE_FACTOR = 64, 6  # times the shapes as written that reading takes; measured
_NO_LANGUAGE = (0, 0x57)  # language of a .dbf: none, or that of the computer it was written on
_SAMPLE_BYTES = 64 * 2**20
_LINE, _POLYGON = 3, 5
_NO_SHAPE = 0
MOST_RINGS = 5_000  # GDAL looks which ring lies in which: half a minute for so many


def damaged_part(parts: Mapping[str, Path], file: str, limit_bytes: int) -> Finding | None:
    """Return the finding of a part that is too large, or shorter than it says it is."""
    for ending, path in sorted(parts.items()):
        size, name = path.stat().st_size, f"{PurePath(file).stem}{ending}"
        most = min(limit_bytes, _LARGEST_WORDS) if ending in _WORDS else limit_bytes
        if size > most:
            found = f"{name} of {max(1, size // 2**20):,} MiB"
            expected = f"at most {most // 2**20:,} MiB"
            todo = "check that it is the right file; max_mib of the table raises it"
            return rules.FILE_TOO_LARGE.finding(file, found=found, expected=expected, todo=todo)
        wanted = _promised_bytes(path, ending)
        if wanted is None or size < wanted:
            cut = "no header" if wanted is None else f"{size:,} of {wanted:,} bytes"
            return damaged(file, "a whole shapefile", f"{name}: {cut}")
    return None


def _promised_bytes(path: Path, ending: str) -> int | None:
    """Return the size that a part's own header promises, None when it has no header."""
    with open_ordinary(path) as opened:
        head = opened.read(100)
    if ending in (_SHAPES, ".shx"):
        if len(head) < 100 or struct.unpack(">i", head[:4])[0] != 9994:
            return None
        return max(100, 2 * int(struct.unpack(">i", head[24:28])[0]))
    if ending != ".dbf":
        return 0
    if len(head) < 32:
        return None
    rows, header, width = _dbf_sizes(head)
    return header + rows * width


def _dbf_sizes(head: bytes) -> tuple[int, int, int]:
    """Return the rows of a table of attributes, and the bytes of its header and of a row."""
    rows, header, width = struct.unpack("<IHH", head[4:12])
    return int(rows), int(header), int(width)


def check_parts(parts: Mapping[str, Path], meter: Meter) -> None:
    """Raise TooLarge when a shapefile has more rows, columns or points than are read.

    Raises ValueError, which says what is wrong, where its parts do not fit together.
    """
    with open_ordinary(parts[_ATTRIBUTES]) as opened:
        head = opened.read(32)
        rows, header, width = _dbf_sizes(head)
        fields = opened.read(max(0, header - 32))
    columns = max(0, header - 33) // _DBF_FIELD_BYTES
    check_columns(columns)
    meter.check_rows(max(rows, (parts[_INDEX].stat().st_size - 100) // 8))
    _check_fields(fields, width)
    places, lengths = _index(parts[_INDEX])
    if len(places) != rows:
        raise ValueError(f"{len(places):,} shapes and {rows:,} rows of attributes")
    _check_index(places, lengths, parts[_SHAPES].stat().st_size)
    shapes_bytes = 2 * int(lengths.sum())
    meter.require(_SHAPE_FACTOR * shapes_bytes + rows * (width + _VALUE_BYTES * columns))
    _check_shapes(parts[_SHAPES], places, lengths)
    if ".prj" in parts:
        with open_ordinary(parts[".prj"]) as opened:
            if not is_followed(opened.read(_LARGEST_WORDS).decode(errors="replace")):
                raise ValueError("its coordinate system is too long, or names a file")


def _check_fields(fields: bytes, width: int) -> None:
    """Raise ValueError unless the fields of a table of attributes fill its rows."""
    end = fields.find(b"\r", 0)
    while end >= 0 and end % _DBF_FIELD_BYTES:
        end = fields.find(b"\r", end + 1)
    widths = fields[16 : max(0, end) : _DBF_FIELD_BYTES]
    if end < 0 or 1 + sum(widths) != width:
        raise ValueError("its columns do not fill its rows")


def _index(path: Path) -> tuple[Any, Any]:
    """Return where each shape of a shapefile begins and how long it is, in words of two bytes.

    As many as the header of the index says, like GDAL.
    """
    import numpy as np

    with open_ordinary(path) as opened:
        head = opened.read(100)
        count = (2 * int(struct.unpack(">i", head[24:28])[0]) - 100) // 8
        data = opened.read(8 * max(0, count))
    pairs = np.frombuffer(data[: len(data) // 8 * 8], dtype=">i4").reshape(-1, 2).astype(np.int64)
    return pairs[:, 0], pairs[:, 1]


def _check_index(places: Any, lengths: Any, size: int) -> None:
    """Raise ValueError when an index names bytes that are not there, or the same ones twice."""
    import numpy as np

    if (lengths < 2).any() or (places < 50).any():
        raise ValueError("its index is damaged")
    if (2 * (places + lengths) + 8 > size).any():
        raise ValueError("its index names shapes that are not there")
    if len(np.unique(places)) != len(places):
        raise ValueError("its index names one shape twice")


def _check_shapes(path: Path, places: Any, lengths: Any) -> None:
    """Raise ValueError where a shape is not as long as the index and its own counts say."""
    import numpy as np

    if not len(places):
        return
    with open_ordinary(path) as opened:
        data = np.frombuffer(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
    (kind,) = data[32:36].view("<i4")
    at = 2 * places
    own, kinds = _numbers(data, at + 4, ">i4"), _numbers(data, at + 8, "<i4")
    wrong = (own != lengths) | ((kinds != kind) & (kinds != _NO_SHAPE))
    if kind in (_LINE, _POLYGON):
        full = (kinds == kind) & ~wrong
        wrong |= full & (lengths < 22)
        full &= ~wrong
        pieces, points = (_numbers(data, at[full] + 8 + skip, "<i4") for skip in (36, 40))
        wrong[full] = 44 + 4 * pieces + 16 * points != 2 * lengths[full]
        if kind == _POLYGON and (pieces > MOST_RINGS).any():
            raise TooLarge(
                f"an area of {int(pieces.max()):,} rings",
                f"at most {MOST_RINGS:,} rings in an area",
                "leave out the smallest islands, or export the layer as GeoPackage",
            )
    if wrong.any():
        raise ValueError(f"shape {int(np.argmax(wrong)) + 1:,} is damaged")


def _numbers(data: Any, places: Any, kind: str) -> Any:
    """Return the whole numbers of four bytes that begin at some places."""
    import numpy as np

    found = np.column_stack([data[places + i] for i in range(4)])
    return np.ascontiguousarray(found).view(kind).reshape(-1).astype(np.int64)


def encoding_of(parts: Mapping[str, Path], file: str) -> tuple[str | None, list[Finding]]:
    """Return the encoding of attributes that no part names, as text tables are read.

    None where a part names it or all letters are ASCII. GDAL would take Latin letters for granted.
    """
    with open_ordinary(parts[_ATTRIBUTES]) as opened:
        head = opened.read(32)
        if ".cpg" in parts or head[29] not in _NO_LANGUAGE:
            return None, []
        opened.seek(_dbf_sizes(head)[1])
        data = opened.read(_SAMPLE_BYTES)
    if data.isascii():
        return None, []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251", guess_cyrillic(data, file).findings
    return "utf-8", []
