"""The rasters of the project file: elevation models and people, GeoTIFF files and lists of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from inventory.coordinate_systems import is_known_crs
from inventory.files.ordinary_files import open_ordinary
from inventory.files.places_of_files import Places
from inventory.settings.entries import entry_of, paths_of
from inventory.settings.faults import Faults, is_path, section_of
from inventory.table_specs import RasterSpec
from inventory.values import shorten

TERRAIN = "terrain"
"""The name under [tables] that stands for heights of the ground: files of cells, not of rows."""
POPULATION = "population"
"""The name under [tables] that stands for people: rows of points, or files of cells."""
A_CELL, A_KM2 = "people", "people_per_km2"
"""What cells of people count."""
_KEYS = ("path", "crs", "unit")
_UNITS = {TERRAIN: ("m", "ft"), POPULATION: (A_CELL, A_KM2)}
_ENDINGS = (".tif", ".tiff", ".vrt")
_LARGEST_LIST_BYTES = 16 * 1024 * 1024
_PLAIN_SOURCES = frozenset({"SimpleSource", "ComplexSource"})
_CHANGES = frozenset(
    {"ScaleRatio", "ScaleOffset", "LUT", "Exponent", "PixelFunctionType", "KernelFilteredSource"}
)


class _NotAList(Exception):  # noqa: N818 - a signal, not an error
    """A VRT is more than a list of GeoTIFF files."""


def rasters_of(
    places: Places, config: Mapping[str, Any], table: str, faults: Faults
) -> tuple[RasterSpec, ...]:
    """Return the rasters that the project file names for a table, in its order, each file once.

    Of the population those entries count that name files of cells; others are tables of points.
    """
    found = [
        spec
        for entry in _entries(config, table)
        if table == TERRAIN or is_raster(entry)
        for spec in _files(places, table, entry, faults)
    ]
    return tuple({spec.label: spec for spec in found}.values())


def is_raster(entry: object) -> bool:
    """Return whether an entry of a table names files of cells: GeoTIFF, or a list of them (VRT)."""
    path = entry.get("path") if isinstance(entry, dict) else entry
    return isinstance(path, str) and path.strip().casefold().endswith(_ENDINGS)


def written_paths(config: Mapping[str, Any]) -> list[str]:
    """Return every path of an elevation model as the project file writes it."""
    paths = [e.get("path") if isinstance(e, dict) else e for e in _entries(config, TERRAIN)]
    return [path for path in paths if is_path(path)]


def _entries(config: Mapping[str, Any], table: str) -> list[Any]:
    described = section_of(config, "tables", Faults("")).get(table)
    if described is None:
        return []
    return described if isinstance(described, list) else [described]


def _files(places: Places, table: str, written: object, faults: Faults) -> list[RasterSpec]:
    entry = entry_of(table, written, _KEYS, faults, "data/heights.tif")
    if entry is None:
        return []
    where = ("tables", table)
    crs, unit = _crs(entry, where, faults), _unit(entry, table, faults)
    found: list[RasterSpec] = []
    for one in paths_of(places, table, entry["path"], faults):
        spec = RasterSpec(path=places.path(one), label=places.label(one), crs=crs, unit=unit)
        found += _listed(places, one, spec, where, faults) if _is_list(one) else [spec]
    return found


def _is_list(path: str) -> bool:
    return path.casefold().endswith(".vrt")


def _crs(entry: Mapping[str, Any], where: tuple[str, str], faults: Faults) -> str | None:
    value = entry.get("crs")
    if value is None:
        return None
    if isinstance(value, str) and is_known_crs(value.strip()):
        return value.strip()
    expected = 'the code of a coordinate system such as "EPSG:32647"'
    faults.wrong((*where, "crs"), value, expected)
    return None


def _unit(entry: Mapping[str, Any], table: str, faults: Faults) -> str | None:
    value, known = entry.get("unit"), _UNITS[table]
    if value is None or value in known:
        return value
    options = ", ".join(f'"{unit}"' for unit in known)
    faults.wrong(("tables", table, "unit"), value, f"one of {options}")
    return None


# -- lists of files -------------------------------------------------------------------------------


def _listed(
    places: Places, path: str, spec: RasterSpec, where: tuple[str, str], faults: Faults
) -> list[RasterSpec]:
    """Return a VRT and the files that it lists; one that does more than list is a fault."""
    expected = "a VRT that only lists GeoTIFF files beside it, as gdalbuildvrt writes one"
    todo = 'name the files themselves: path = "dem/*.tif"'
    try:
        if places.is_outside(path) or Path(path).is_absolute():
            raise _NotAList("a list that is not named from the project folder")
        names = list(_names(spec.path))
        tiles = [posixpath.normpath(posixpath.join(posixpath.dirname(path), n)) for n in names]
        if any(tile.startswith("../") for tile in tiles):
            raise _NotAList("files outside the project folder")
        found = [
            RasterSpec(path=places.path(t), label=places.label(t), crs=spec.crs, unit=spec.unit)
            for t in dict.fromkeys(tiles)
        ]
    except (_NotAList, OSError, KeyError, ElementTree.ParseError) as fault:
        faults.wrong((*where, "path"), shorten(f"{path}: {fault}"), expected, todo)
        return []
    whole = RasterSpec(path=spec.path, label=spec.label, is_list=True)
    return [whole, *found]


def _names(path: Path) -> Iterator[str]:
    """Yield the names of the files that a VRT lists; raises _NotAList where it does more."""
    with open_ordinary(path) as stream:
        text = stream.read(_LARGEST_LIST_BYTES + 1)
    if len(text) > _LARGEST_LIST_BYTES or b"<!" in text.replace(b"<!--", b""):
        raise _NotAList("too large, or with a document type")
    root = ElementTree.fromstring(text)
    bands = root.findall("VRTRasterBand")
    if root.tag != "VRTDataset" or root.get("subClass") or len(bands) != 1:
        raise _NotAList("not one band of plain tiles")
    if bands[0].get("subClass") or any(element.tag in _CHANGES for element in root.iter()):
        raise _NotAList("cells are changed on the way")
    sources = [child for child in bands[0] if child.tag.endswith("Source")]
    if not sources or any(source.tag not in _PLAIN_SOURCES for source in sources):
        raise _NotAList("no plain tiles")
    for source in sources:
        name = source.find("SourceFilename")
        written = "" if name is None or name.text is None else name.text.strip()
        is_beside = name is not None and name.get("relativeToVRT") == "1"
        if not is_beside or not re.fullmatch(r"[^/\\:][^\\:]*\.tiff?", written, re.IGNORECASE):
            raise _NotAList(f"a tile that is no GeoTIFF beside it: {shorten(written, 40)}")
        yield written
