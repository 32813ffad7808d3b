"""Layers that GDAL reads besides GeoPackage: shapefiles and OpenStreetMap's .osm.pbf."""

from __future__ import annotations

import stat
import tempfile
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from inventory import rules
from inventory.files.grids import RawTable
from inventory.files.limits import Meter, TooLarge
from inventory.files.probe import LONGEST_SECONDS, layer_survives
from inventory.files.vectors.layer_faults import damaged, failed
from inventory.files.vectors.layers import layer_rows
from inventory.files.vectors.pbf_blocks import pbf_problem
from inventory.files.vectors.shapefile_parts import check_parts, damaged_part, encoding_of
from inventory.findings import Finding

SHAPEFILE = ".shp"
_NEEDED_PARTS = {".shx": "the index of its shapes", ".dbf": "its attributes"}
_PARTS = (SHAPEFILE, ".shx", ".dbf", ".prj", ".cpg")
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
        or damaged_part(parts, file, limit_bytes)
    )


def read_shapefile(
    path: Path, file: str, encoding: str | None, crs: str | None, meter: Meter
) -> RawTable:
    """Return the rows of a shapefile that is not refused; row numbers count shapes from 1."""
    parts = shapefile_parts(path)

    def read() -> RawTable:
        check_parts(parts, meter)
        guessed, notes = (encoding, []) if encoding else encoding_of(parts, file)
        with _safe(path, meter, {"encoding": guessed}):
            table = layer_rows(
                path.absolute(), None, file, meter, first_id=0, crs=crs, encoding=guessed
            )
        table.findings.extend(notes)
        return table

    return _read_or_told(read, path, file, "a shapefile")


def _read_or_told(read: Callable[[], RawTable], path: Path, file: str, kind: str) -> RawTable:
    """Return the rows that are read, or none with the finding of why they cannot be read."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except TooLarge as error:
        return failed(error.finding(file))
    except Exception as error:
        return failed(damaged(file, kind, _said(error, path, file)))


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
    found = "a shapefile without " + " and ".join(f"{stem}{ending}" for ending in missing)
    expected = "; ".join(f"{stem}{ending} ({_NEEDED_PARTS[ending]})" for ending in missing)
    todo = "copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=expected, todo=todo)


def _no_file(parts: Mapping[str, Path], file: str) -> Finding | None:
    """Return the finding of a part that is a folder, a device or a pipe."""
    for _, path in sorted(parts.items()):
        if not stat.S_ISREG(path.stat().st_mode):
            found = f"{path.name}, which is not an ordinary file"
            expected = "a whole shapefile"
            todo = "copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg"
            return rules.FILE_UNREADABLE.finding(file, found=found, expected=expected, todo=todo)
    return None


# -- OpenStreetMap --------------------------------------------------------------------------------


def read_osm(path: Path, file: str, table: str, meter: Meter) -> RawTable:
    """Return the roads and ferries of an .osm.pbf file; row numbers are ids of its ways.

    Other tables than roads are not read from such files.
    """
    if table != "roads":
        return failed(_only_roads(file, table))
    problem = pbf_problem(path)
    if problem is not None:
        return failed(damaged(file, "a whole .osm.pbf file", problem))
    options: dict[str, Any] = {"columns": _OSM_COLUMNS, "where": _OSM_ROADS}

    def read() -> RawTable:
        with _safe(path, meter, {"layer": "lines", **options}):
            return layer_rows(path.absolute(), "lines", file, meter, **options)

    return _read_or_told(read, path, file, "an .osm.pbf file")


def _only_roads(file: str, table: str) -> Finding:
    found = f"OpenStreetMap data for the table {table}"
    expected = "roads, the one table that is read from .osm.pbf"
    todo = "export what the table needs as GeoPackage, for example with QGIS"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=expected, todo=todo)
