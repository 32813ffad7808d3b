"""Rasters in files: what each is, what is wrong with it, and windows of heights or people.

Only GeoTIFF files are opened, without files beside them, so that a recorded copy reads the same.
This is the one module that needs `rasterio`, the extra `terrain`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from inventory.coordinate_systems import is_followed
from inventory.files.ordinary_files import open_ordinary
from inventory.findings import Finding, Rule
from inventory.table_specs import RasterRules, RasterSpec
from inventory.values import shorten
from sites.terrain.rules import HEIGHTS

Array = np.ndarray[Any, Any]
METRES_PER_FOOT = 0.3048
_MOST_BLOCK_CELLS = 1 << 26  # read at once at least; 256 MB of heights
_FEET = frozenset({"ft", "foot", "feet", "us survey foot", "us-ft", "us_survey_foot", "ftus"})
_ENVIRONMENT = {  # nothing beside a file is read, nothing is fetched
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "CPL_CURL_ENABLED": "NO",
}
_REMEDY = "name a GeoTIFF of one band, north up; `gdal_translate -of GTiff` or QGIS writes one"


class DamagedRasterError(Exception):
    """A part of a raster cannot be read; `finding` says of which file."""

    def __init__(self, label: str, what: str, told: RasterRules = HEIGHTS) -> None:
        super().__init__(f"{label}: {what}")
        self.finding = told.file.finding(
            label,
            found=shorten(what),
            expected=told.expected,
            todo="copy or download the file anew; it is damaged or cut off",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A GeoTIFF: a grid of cells, the first in the north-west corner."""

    label: str  # as findings and sources name it
    path: Path
    width: int
    height: int
    west: float  # of the outer edge, in units of its coordinate system
    north: float
    cell_x: float
    cell_y: float  # southward, positive
    crs: str | None  # WKT; None: longitude and latitude of WGS 84
    factor: float  # from the unit of the file to metres
    unit: str | None = None  # as the project file names it
    told: RasterRules = HEIGHTS  # what its findings say

    @property
    def grid(self) -> tuple[str | None, int, int]:
        """What rasters of one grid share, but for whole cells: system and cell size."""
        return self.crs, round(self.cell_x * 1e9), round(self.cell_y * 1e9)


def read_rasters(
    specs: Sequence[RasterSpec], told: RasterRules = HEIGHTS
) -> tuple[tuple[Raster, ...], list[Finding]]:
    """Return the rasters that the project names, and what is wrong with the others."""
    if not specs:
        return (), []
    try:
        import rasterio  # noqa: F401 - whether it can be had
    except ImportError:
        return (), [_no_reader(specs[0], told)]
    found: list[Raster] = []
    findings: list[Finding] = []
    for spec in specs:
        raster, faults = _described(spec, told)
        findings += faults
        if raster is not None:
            found.append(raster)
    return tuple(found), findings


def _no_reader(spec: RasterSpec, told: RasterRules) -> Finding:
    return told.reader.finding(
        spec.label,
        found="no library that reads GeoTIFF",
        expected="the extra `terrain`",
        todo=f"run: pip install 'kholboo[terrain]', or take [tables.{told.table}] out",
    )


def _described(spec: RasterSpec, told: RasterRules) -> tuple[Raster | None, list[Finding]]:
    """Return what a file is, or the finding that says why it is not read."""
    import rasterio
    from rasterio.errors import RasterioError

    try:
        with open_ordinary(spec.path):  # no pipe, and no name that would be fetched
            pass
        with (
            rasterio.Env(**_ENVIRONMENT),
            warnings.catch_warnings(action="ignore"),
            rasterio.open(spec.path, driver="GTiff") as opened,
        ):
            return _of_dataset(spec, opened, told)
    except (RasterioError, OSError, ValueError) as error:
        what = str(error).replace(str(spec.path), spec.label)  # no path of this machine
        return None, [_no_file(spec, what, told)]


def _of_dataset(
    spec: RasterSpec, opened: Any, told: RasterRules
) -> tuple[Raster | None, list[Finding]]:
    turn = opened.transform
    if opened.count != 1 or turn.b or turn.d or turn.a <= 0 or turn.e >= 0:
        what = f"{opened.count} bands" if opened.count != 1 else "a grid that is turned"
        return None, [_no_file(spec, what, told)]
    rows, columns = opened.block_shapes[0]
    if rows * columns > _MOST_BLOCK_CELLS:
        return None, [_no_file(spec, f"one block of {rows} x {columns} cells", told)]
    if np.dtype(opened.dtypes[0]).kind not in "iuf":
        return None, [_no_file(spec, f"cells of {opened.dtypes[0]}", told)]
    crs, faults = _system(spec, opened, told)
    if faults:
        return None, faults
    unit = spec.unit or (opened.units[0] or "").strip().casefold()
    is_feet = told.feet is not None and unit in _FEET
    raster = Raster(
        label=spec.label,
        path=spec.path,
        width=opened.width,
        height=opened.height,
        west=turn.c,
        north=turn.f,
        cell_x=turn.a,
        cell_y=-turn.e,
        crs=crs,
        factor=METRES_PER_FOOT if is_feet else 1.0,
        unit=spec.unit,
        told=told,
    )
    return raster, [_feet(spec, told.feet)] if is_feet and told.feet else []


def _system(spec: RasterSpec, opened: Any, told: RasterRules) -> tuple[str | None, list[Finding]]:
    """Return the coordinate system as WKT, None for WGS 84, or the finding that there is none."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    written = spec.crs or (opened.crs.to_wkt() if opened.crs else "")
    if not written or not is_followed(written):
        return None, [_no_system(spec, opened, told)]
    try:
        system = CRS.from_user_input(written)
    except CRSError:
        return None, [_no_system(spec, opened, told)]
    is_plain = system.equals(CRS.from_epsg(4326), ignore_axis_order=True)
    return None if is_plain else system.to_wkt(), []


def _no_system(spec: RasterSpec, opened: Any, told: RasterRules) -> Finding:
    box = opened.bounds
    inside = abs(box.left) <= 360 and abs(box.right) <= 360 and abs(box.top) <= 90
    guess = "EPSG:4326" if inside and abs(box.bottom) <= 90 else "EPSG:32648"
    return told.system.finding(
        spec.label,
        found=f"no coordinate system; x {box.left:g} to {box.right:g},"
        f" y {box.bottom:g} to {box.top:g}",
        expected="a coordinate system in the file",
        todo=f'ask who made it, then write crs = "{guess}" or another under [tables.{told.table}]',
    )


def _no_file(spec: RasterSpec, what: str, told: RasterRules) -> Finding:
    return told.file.finding(spec.label, found=shorten(what), expected=told.expected, todo=_REMEDY)


def _feet(spec: RasterSpec, rule: Rule) -> Finding:
    return rule.finding(
        spec.label,
        found="heights in feet",
        expected="metres",
        todo="nothing to do if that is right",
    )


# -- windows of heights ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A raster in the grid of its mosaic."""

    raster: Raster
    column: int  # of its first cell
    row: int

    @property
    def end_column(self) -> int:
        """The column after its last cell."""
        return self.column + self.raster.width

    @property
    def end_row(self) -> int:
        """The row after its last cell."""
        return self.row + self.raster.height


@dataclass(frozen=True, kw_only=True)
class Mosaic:
    """Rasters whose cells lie in one grid, read as if they were one."""

    tiles: tuple[Tile, ...]

    @cached_property
    def first(self) -> Raster:
        """The raster that the grid begins with."""
        return self.tiles[0].raster

    @cached_property
    def transformer(self) -> Any:
        """From longitude and latitude to the system of the grid, None where it is that."""
        if self.first.crs is None:
            return None
        from pyproj import CRS, Transformer

        return Transformer.from_crs(4326, CRS.from_wkt(self.first.crs), always_xy=True)

    def cells(self, longitude: Array, latitude: Array) -> tuple[Array, Array]:
        """Return columns and rows of points, in fractions of cells; whole numbers are centres."""
        x, y = longitude, latitude
        if self.transformer is not None:
            x, y = self.transformer.transform(longitude, latitude)
        column = (np.asarray(x) - self.first.west) / self.first.cell_x - 0.5
        row = (self.first.north - np.asarray(y)) / self.first.cell_y - 0.5
        return column, row

    def cell_m(self, longitude: float, latitude: float) -> float:
        """Return the longer side of a cell at a point, in metres on a sphere of 6,371 km."""
        from sites.distance import METRES_PER_DEGREE, haversine_m

        first = self.first
        if self.transformer is None:
            return max(
                first.cell_y * METRES_PER_DEGREE,
                first.cell_x * METRES_PER_DEGREE * float(np.cos(np.radians(latitude))),
            )
        x, y = self.transformer.transform(longitude, latitude)
        ends = ((x + first.cell_x, y), (x, y + first.cell_y))
        there = [self.transformer.transform(*end, direction="INVERSE") for end in ends]
        return max(haversine_m((longitude, latitude), (float(a), float(b))) for a, b in there)


def mosaics_of(rasters: Sequence[Raster]) -> tuple[Mosaic, ...]:
    """Return the rasters by the grid that their cells lie in, the finest grid first."""
    grids: list[list[Tile]] = []
    for raster in sorted(rasters, key=lambda r: (r.cell_y, r.label)):
        for tiles in grids:
            tile = _placed(raster, tiles[0].raster)
            if tile is not None:
                tiles.append(tile)
                break
        else:
            grids.append([Tile(raster=raster, column=0, row=0)])
    return tuple(Mosaic(tiles=tuple(tiles)) for tiles in grids)


def _placed(raster: Raster, first: Raster) -> Tile | None:
    """Return where a raster lies in the grid of another, None when its cells lie between."""
    if raster.grid != first.grid:
        return None
    column = (raster.west - first.west) / first.cell_x
    row = (first.north - raster.north) / first.cell_y
    if max(abs(column - round(column)), abs(row - round(row))) > 0.01:
        return None
    return Tile(raster=raster, column=round(column), row=round(row))


class Windows:
    """Opens rasters when they are asked for, and reads windows of cells; close it after use."""

    def __init__(self) -> None:
        self._open: dict[Path, Any] = {}
        self._environment: Any = None

    def __enter__(self) -> Windows:
        """Begin to read."""
        import rasterio

        self._environment = rasterio.Env(**_ENVIRONMENT)
        self._environment.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every file."""
        for opened in self._open.values():
            opened.close()
        self._open.clear()
        self._environment.__exit__(kind, fault, trace)

    def read(self, mosaic: Mosaic, column: int, row: int, width: int, height: int) -> Array:
        """Return heights in metres, or people, float32 of height x width, NaN where not known.

        Raises DamagedRasterError where a file cannot be read there.
        """
        found = np.full((height, width), np.nan, dtype=np.float32)
        for tile in mosaic.tiles:
            left, right = max(column, tile.column), min(column + width, tile.end_column)
            top, bottom = max(row, tile.row), min(row + height, tile.end_row)
            if left < right and top < bottom:
                part = self._part(tile, left, top, right - left, bottom - top)
                there = found[top - row : bottom - row, left - column : right - column]
                np.copyto(there, part, where=np.isnan(there))
        return found

    def _part(self, tile: Tile, left: int, top: int, width: int, height: int) -> Array:
        from rasterio.errors import RasterioError

        try:
            return self._read(tile, left, top, width, height)
        except (RasterioError, OSError) as error:
            raise DamagedRasterError(tile.raster.label, str(error), tile.raster.told) from error

    def _read(self, tile: Tile, left: int, top: int, width: int, height: int) -> Array:
        from rasterio.windows import Window

        opened = self._opened(tile.raster)
        window = Window(left - tile.column, top - tile.row, width, height)
        cells = opened.read(1, window=window)
        heights: Array = cells.astype(np.float32)
        heights[_missing(opened, cells, window)] = np.nan
        scale = opened.scales[0] * tile.raster.factor
        if scale != 1.0 or opened.offsets[0]:
            heights = heights * np.float32(scale)
            heights += np.float32(opened.offsets[0] * tile.raster.factor)
        return heights

    def _opened(self, raster: Raster) -> Any:
        import rasterio

        if raster.path not in self._open:
            self._open[raster.path] = rasterio.open(raster.path, driver="GTiff")
        return self._open[raster.path]


def _missing(opened: Any, cells: Array, window: Any) -> Array:
    """Return which cells have no height: no number, the value for none, or masked."""
    missing: Array = ~np.isfinite(cells)
    none = opened.nodatavals[0]
    if none is not None and np.isfinite(none):
        code = np.asarray(none).astype(cells.dtype)
        if float(code) == none:  # a value that the cells cannot hold marks nothing
            missing |= cells == code
    if any(flag.name == "per_dataset" for flag in opened.mask_flag_enums[0]):
        missing |= opened.read_masks(1, window=window) == 0
    return missing
