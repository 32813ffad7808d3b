"""Layers that GDAL reads besides GeoPackage: shapefiles and OpenStreetMap's .osm.pbf."""

from __future__ import annotations

import stat
import struct
import tempfile
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from inventory import rules
from inventory.files.grids import RawTable, Recognise
from inventory.files.layers import damaged, failed, layer_rows
from inventory.files.limits import Meter, TooLarge, check_columns
from inventory.files.ordinary_files import open_ordinary
from inventory.files.probe import LONGEST_SECONDS, layer_survives
from inventory.findings import Finding
from inventory.values import shorten

SHAPEFILE, PBF = ".shp", ".pbf"
_NEEDED_PARTS = {".shx": "the index of its shapes", ".dbf": "its attributes"}
_PARTS = (SHAPEFILE, ".shx", ".dbf", ".prj", ".cpg")
_LARGEST_BLOB_HEADER = 64 * 1024  # bytes, by the specification of the format
_LARGEST_BLOB = 32 * 1024 * 1024
_MOST_BLOBS = 1_000_000  # of some thousand nodes or ways each
_DBF_FIELD_BYTES = 32
_VALUE_BYTES, _SHAPE_FACTOR = 64, 3  # bytes as written, their copy and the geometry made of them
_OSM_COLUMNS = ["highway", "other_tags"]
_OSM_ROADS = 'highway IS NOT NULL OR other_tags LIKE \'%"route"=>"ferry"%\''


# -- shapefiles -----------------------------------------------------------------------------------


def shapefile_parts(path: Path) -> dict[str, Path]:
    """Return the files beside a shapefile that belong to it, by their ending in small letters."""
    found: dict[str, Path] = {}
    for beside in sorted(path.parent.iterdir(), reverse=True):  # small letters first, as GDAL looks
        if _is_part(beside.name, path):
            found.setdefault(beside.suffix.casefold(), beside)
    return {**found, SHAPEFILE: path}


def _is_part(name: str, path: Path) -> bool:
    """Return whether a name is that of a part of a shapefile."""
    pure = PurePath(name)
    small = pure.suffix.casefold()
    return pure.stem == path.stem and small in _PARTS and pure.suffix in (small, small.upper())


def refusal(
    path: Path, file: str, recorded: Collection[str] | None, limit_bytes: int
) -> Finding | None:
    """Return why a shapefile is not opened, None when it may be.

    `recorded` are the names that a run recorded beside it, None outside of runs. Raises OSError for
    a folder or file that cannot be looked at.
    """
    parts = shapefile_parts(path)
    return (
        _unrecorded(path, parts, file, recorded)
        or _missing_part(parts, file)
        or _no_file(parts, file)
        or _damaged_part(parts, file, limit_bytes)
    )


def read_shapefile(
    path: Path, file: str, encoding: str | None, recognise: Recognise, meter: Meter
) -> RawTable:
    """Return the rows of a shapefile that is not refused; row numbers count shapes from 1."""
    parts = shapefile_parts(path)
    try:
        _check_size(parts, meter)
        options = {"encoding": encoding}
        with _safe(path, meter, options):
            return layer_rows(
                path.absolute(), None, file, recognise, meter, first_id=0, encoding=encoding
            )
    except (KeyboardInterrupt, SystemExit):
        raise
    except TooLarge as error:
        return failed(error.finding(file))
    except Exception as error:
        return failed(damaged(file, "a shapefile", _said(error, path, file)))


@contextmanager
def _safe(path: Path, meter: Meter, options: Mapping[str, Any]) -> Iterator[None]:
    """Let a layer be read that a child process could read; raises TooLarge for any other."""
    import pyogrio

    most_bytes = meter.most_bytes - meter.used_bytes
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say becomes findings
        if not layer_survives(path.absolute(), most_bytes, Path(place), options):
            raise TooLarge(
                "a layer that is damaged, or takes too much memory or time",
                f"at most {meter.most_bytes / 2**20:,.0f} MiB in memory and"
                f" {LONGEST_SECONDS} seconds",
                "export the layer again, as GeoPackage or with fewer rows",
            )
        # positions of OpenStreetMap's nodes beyond 100 MB go to a file of GDAL's
        pyogrio.set_gdal_config_options({"CPL_TMPDIR": place})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({"CPL_TMPDIR": None})


def _said(error: Exception, path: Path, file: str) -> str:
    """Return what GDAL says, with the name of the file as findings have it."""
    return str(error).replace(str(path.absolute()), file).replace(str(path), file)


def _unrecorded(
    path: Path, parts: Mapping[str, Path], file: str, recorded: Collection[str] | None
) -> Finding | None:
    """Return the finding of a copy whose parts are not those that the run recorded."""
    if recorded is None:
        return None
    known, there = {n for n in recorded if _is_part(n, path)}, {p.name for p in parts.values()}
    if known == there:
        return None
    more, fewer = sorted(there - known), sorted(known - there)
    return rules.FILE_UNSAFE.finding(
        file,
        found=f"{more[0]}, which the run did not record"
        if more
        else f"no {fewer[0]}, which the run recorded",
        expected="the files that the run recorded",
        todo="restore the run folder; see `kholboo audit verify`",
    )


def _missing_part(parts: Mapping[str, Path], file: str) -> Finding | None:
    """Return the finding of a shapefile that was copied without all its files."""
    missing = [ending for ending in _NEEDED_PARTS if ending not in parts]
    if not missing:
        return None
    stem = PurePath(file).stem
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        found="a shapefile without " + " and ".join(f"{stem}{ending}" for ending in missing),
        expected="; ".join(f"{stem}{ending} ({_NEEDED_PARTS[ending]})" for ending in missing),
        todo="copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg",
    )


def _no_file(parts: Mapping[str, Path], file: str) -> Finding | None:
    """Return the finding of a part that is a folder, a device or a pipe."""
    for _, path in sorted(parts.items()):
        if not stat.S_ISREG(path.stat().st_mode):
            return rules.FILE_UNREADABLE.finding(
                file,
                found=f"{path.name}, which is not an ordinary file",
                expected="a whole shapefile",
                todo="copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg",
            )
    return None


def _damaged_part(parts: Mapping[str, Path], file: str, limit_bytes: int) -> Finding | None:
    """Return the finding of a part that is too large, or shorter than it says it is."""
    for ending, path in sorted(parts.items()):
        size, name = path.stat().st_size, f"{PurePath(file).stem}{ending}"
        if size > limit_bytes:
            return rules.FILE_TOO_LARGE.finding(
                file,
                found=f"{name} of {size / 2**20:,.0f} MiB",
                expected=f"at most {limit_bytes // 2**20:,} MiB",
                todo="check that it is the right file; max_mib of the table raises it",
            )
        wanted = _promised_bytes(path, ending)
        if wanted is None or size < wanted:
            cut = "no header" if wanted is None else f"{size:,} of {wanted:,} bytes"
            return damaged(file, "a whole shapefile", f"{name}: {cut}")
    return None


def _promised_bytes(path: Path, ending: str) -> int | None:
    """Return the size that a part's own header promises, None when it has no header."""
    with open_ordinary(path) as opened:
        head = opened.read(100)
    if ending in (SHAPEFILE, ".shx"):
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


def _check_size(parts: Mapping[str, Path], meter: Meter) -> None:
    """Raise TooLarge when a shapefile has more rows, columns or points than are read.

    An index may name one large shape many times. Raises ValueError when it names bytes that are
    not there.
    """
    with open_ordinary(parts[".dbf"]) as opened:
        rows, header, width = _dbf_sizes(opened.read(32))
    columns = max(0, header - 33) // _DBF_FIELD_BYTES
    check_columns(columns)
    meter.check_rows(max(rows, (parts[".shx"].stat().st_size - 100) // 8))
    places, lengths = _index(parts[".shx"])
    if (lengths < 0).any() or (places < 50).any():
        raise ValueError("its index is damaged")
    if (2 * (places + lengths) + 8 > parts[SHAPEFILE].stat().st_size).any():
        raise ValueError("its index names shapes that are not there")
    shapes_bytes = 2 * int(lengths.sum())
    meter.require(_SHAPE_FACTOR * shapes_bytes + rows * (width + _VALUE_BYTES * columns))


def _index(path: Path) -> tuple[Any, Any]:
    """Return where each shape of a shapefile begins and how long it is, in words of two bytes."""
    import numpy as np

    with open_ordinary(path) as opened:
        opened.seek(100)
        data = opened.read()
    pairs = np.frombuffer(data[: len(data) // 8 * 8], dtype=">i4").reshape(-1, 2).astype(np.int64)
    return pairs[:, 0], pairs[:, 1]


# -- OpenStreetMap --------------------------------------------------------------------------------


def read_osm(path: Path, file: str, table: str, recognise: Recognise, meter: Meter) -> RawTable:
    """Return the roads and ferries of an .osm.pbf file; row numbers are ids of its ways.

    Other tables than roads are not read from such files.
    """
    if table != "roads":
        return failed(_only_roads(file, table))
    problem = pbf_problem(path)
    if problem is not None:
        return failed(damaged(file, "a whole .osm.pbf file", problem))
    options: dict[str, Any] = {"columns": _OSM_COLUMNS, "where": _OSM_ROADS}
    try:
        with _safe(path, meter, {"layer": "lines", **options}):
            return layer_rows(path.absolute(), "lines", file, recognise, meter, **options)
    except (KeyboardInterrupt, SystemExit):
        raise
    except TooLarge as error:
        return failed(error.finding(file))
    except Exception as error:
        return failed(damaged(file, "an .osm.pbf file", _said(error, path, file)))


def _only_roads(file: str, table: str) -> Finding:
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        found=f"OpenStreetMap data for the table {table}",
        expected="roads, the one table that is read from .osm.pbf",
        todo="export what the table needs as GeoPackage, for example with QGIS",
    )


def pbf_problem(path: Path) -> str | None:
    """Return why a file is not a whole .osm.pbf, None when every block of it is there.

    A download that was cut short is otherwise read as a smaller country.
    """
    size = path.stat().st_size
    first, has_data, number = b"", False, 0
    with open_ordinary(path) as opened:
        try:
            for number, (kind, end) in enumerate(_blocks(opened), start=1):
                first, has_data = first or kind, has_data or kind == b"OSMData"
                if end > size:
                    return f"cut short: {size:,} of at least {end:,} bytes"
                if number > _MOST_BLOBS:
                    return f"more than {_MOST_BLOBS:,} blocks"
        except (ValueError, struct.error, IndexError) as error:
            return f"block {number + 1}: {shorten(str(error), 60)}"
    if first != b"OSMHeader" or not has_data:
        return "no data" if first == b"OSMHeader" else "no header of OpenStreetMap data"
    return None


def _blocks(opened: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the kind and the end of every block; raises ValueError where there is none."""
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
    if not kind or not 0 <= size <= _LARGEST_BLOB:
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
