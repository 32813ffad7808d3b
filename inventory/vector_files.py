"""Layers that GDAL reads besides GeoPackage: shapefiles and OpenStreetMap's .osm.pbf."""

from __future__ import annotations

import struct
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from inventory import rules
from inventory.findings import Finding
from inventory.grids import RawTable, Recognise
from inventory.layers import damaged, failed, layer_rows
from inventory.values import shorten

SHAPEFILE, PBF = ".shp", ".pbf"
_NEEDED_PARTS = {".shx": "the index of its shapes", ".dbf": "its attributes"}
_PARTS = (SHAPEFILE, ".shx", ".dbf", ".prj", ".cpg")
_LARGEST_BLOB_HEADER = 64 * 1024  # bytes, by the specification of the format
_LARGEST_BLOB = 32 * 1024 * 1024
_OSM_COLUMNS = ["highway", "other_tags"]
_OSM_ROADS = 'highway IS NOT NULL OR other_tags LIKE \'%"route"=>"ferry"%\''


# -- shapefiles -----------------------------------------------------------------------------------


def shapefile_parts(path: Path) -> dict[str, Path]:
    """Return the files beside a shapefile that belong to it, by their ending in small letters."""
    found: dict[str, Path] = {}
    for beside in sorted(path.parent.iterdir()):
        ending = beside.suffix.casefold()
        if beside.stem.casefold() == path.stem.casefold() and ending in _PARTS:
            found.setdefault(ending, beside)
    return {**found, SHAPEFILE: path}


def read_shapefile(
    path: Path, file: str, encoding: str | None, limit_bytes: int, recognise: Recognise
) -> RawTable:
    """Return the rows of a shapefile; row numbers count shapes from 1."""
    parts = shapefile_parts(path)
    problem = _missing_part(parts, file) or _shapefile_problem(parts, file, limit_bytes)
    if problem is not None:
        return failed(problem)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what they say becomes findings
            return layer_rows(path, None, file, recognise, first_id=0, encoding=encoding)
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        return failed(damaged(file, "a shapefile", str(error).replace(str(path), file)))


def _missing_part(parts: Mapping[str, Path], file: str) -> Finding | None:
    """Return the finding of a shapefile that was copied without all its files."""
    missing = [ending for ending in _NEEDED_PARTS if ending not in parts]
    if not missing:
        return None
    stem = Path(file).stem
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        found="a shapefile without " + " and ".join(f"{stem}{ending}" for ending in missing),
        expected="; ".join(f"{stem}{ending} ({_NEEDED_PARTS[ending]})" for ending in missing),
        todo="copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg",
    )


def _shapefile_problem(parts: Mapping[str, Path], file: str, limit_bytes: int) -> Finding | None:
    """Return the finding of a part that is too large, or shorter than it says it is."""
    for ending, path in sorted(parts.items()):
        size, name = path.stat().st_size, f"{Path(file).stem}{ending}"
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
    with path.open("rb") as opened:
        head = opened.read(100)
    if ending in (SHAPEFILE, ".shx"):
        if len(head) < 100 or struct.unpack(">i", head[:4])[0] != 9994:
            return None
        return max(100, 2 * int(struct.unpack(">i", head[24:28])[0]))
    if ending != ".dbf":
        return 0
    if len(head) < 32:
        return None
    rows, header, width = struct.unpack("<IHH", head[4:12])
    return int(header + rows * width)


# -- OpenStreetMap --------------------------------------------------------------------------------


def read_osm(path: Path, file: str, table: str, recognise: Recognise) -> RawTable:
    """Return the roads and ferries of an .osm.pbf file; row numbers are ids of its ways.

    Other tables than roads are not read from such files.
    """
    if table != "roads":
        return failed(_only_roads(file, table))
    problem = pbf_problem(path)
    if problem is not None:
        return failed(damaged(file, "a whole .osm.pbf file", problem))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _osm_roads(path, file, recognise)
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        return failed(damaged(file, "an .osm.pbf file", str(error).replace(str(path), file)))


def _osm_roads(path: Path, file: str, recognise: Recognise) -> RawTable:
    """Return the lines of an OpenStreetMap file that may be roads; raises what GDAL raises."""
    import pyogrio

    # positions of nodes beyond 100 MB go to a file that GDAL removes; not into the current folder
    pyogrio.set_gdal_config_options({"CPL_TMPDIR": tempfile.gettempdir()})
    return layer_rows(path, "lines", file, recognise, columns=_OSM_COLUMNS, where=_OSM_ROADS)


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
    with path.open("rb") as opened:
        kinds = []
        try:
            for kind, end in _blocks(opened):
                kinds.append(kind)
                if end > size:
                    return f"cut short: {size:,} of at least {end:,} bytes"
        except (ValueError, struct.error, IndexError) as error:
            return f"block {len(kinds) + 1}: {shorten(str(error), 60)}"
    if kinds[:1] != [b"OSMHeader"] or b"OSMData" not in kinds:
        return "no header of OpenStreetMap data" if kinds[:1] != [b"OSMHeader"] else "no data"
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
