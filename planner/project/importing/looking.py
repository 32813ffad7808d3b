"""Looking at a file: its headers, rows and shapes, before anybody says what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from inventory.files.grids import RawTable, is_filled
from inventory.files.limits import Meter
from inventory.files.tables import KIND_OF_ENDING, FileKind, read_file
from inventory.files.vectors import geopackages
from inventory.findings import Finding, Severity
from inventory.schema.column import Shape
from inventory.schema.tables import TABLES
from inventory.table_specs import FileSpec
from inventory.values import cell_text, fold
from planner.project.importing.vocabulary import known_words, tails

_ROWS_OF_SHAPES = 500
_MOST_SHEETS = 20  # that are looked at besides
_SHAPES = {
    "Point": Shape.POINT,
    "MultiPoint": Shape.POINT,
    "LineString": Shape.LINE,
    "MultiLineString": Shape.LINE,
    "LinearRing": Shape.LINE,
    "Polygon": Shape.AREA,
    "MultiPolygon": Shape.AREA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One table of a file, one layer of a GeoPackage, or one sheet, as it stands there."""

    path: str  # from the project folder, with / between folders
    layer: str | None  # of a GeoPackage with several
    sheet: str | None  # of a workbook, besides the sheets that hold its largest table
    kind: FileKind | None
    headers: tuple[str, ...]
    raw: RawTable
    shapes: Counter[Shape]  # of its first rows
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...] = ()  # of a workbook, that are read here
    says_sheets: bool = False  # whether they must be named: other sheets are other tables

    @property
    def name(self) -> str:
        """The name by which questions speak of it."""
        part = self.layer or self.sheet
        return f"{self.path}#{part}" if part else self.path

    @property
    def shape(self) -> Shape:
        """The shape of most rows, NONE without geometry."""
        return self.shapes.most_common(1)[0][0] if self.shapes else Shape.NONE

    @property
    def trouble(self) -> Finding | None:
        """Why nothing could be read, None when something was."""
        if self.raw.rows:
            return None
        errors = (f for f in self.findings if f.severity is Severity.ERROR)
        return next(errors, self.findings[0] if self.findings else None)

    def column(self, header: str) -> list[str]:
        """Return the filled cells below a header, as text."""
        index = self.headers.index(header)
        cells = (row.cells[index] for row in self.raw.rows if index < len(row.cells))
        return [cell_text(cell).strip() for cell in cells if is_filled(cell)]


def look_at(place: Path, path: str) -> list[Look]:
    """Return what stands in a file that the project will name by a path.

    A file that cannot be read has its trouble.
    """
    kind = KIND_OF_ENDING.get(place.suffix.casefold())
    layers: Sequence[str | None] = [None]
    if kind is FileKind.GEOPACKAGE:
        layers = _layers(place)
    looks = [_look(place, path, kind, layer) for layer in layers]
    if kind is FileKind.WORKBOOK and looks[0].trouble is None:
        looks += [_look(place, path, kind, None, sheet) for sheet in _other_sheets(place, looks[0])]
    return looks


def _look(
    place: Path, path: str, kind: FileKind | None, layer: str | None, sheet: str | None = None
) -> Look:
    table = "roads" if kind is FileKind.OSM else "sites"
    sheets = (sheet,) if sheet else ()
    spec = FileSpec(table=table, path=place, label=path, layer=layer, sheets=sheets)
    read = read_file(spec, _recogniser(), Meter.of(table))
    raw = read.tables[0]
    if len(read.tables) > 1:
        rows = [row for part in read.tables for row in part.rows]
        raw = replace(raw, rows=rows)
    names = tuple(part.sheet for part in read.tables if part.sheet)
    findings = tuple(f for part in read.tables for f in part.findings)
    shapes: Counter[Shape] = Counter()
    for row in raw.rows[:_ROWS_OF_SHAPES]:
        if row.geometry is not None and row.geometry.geom_type in _SHAPES:
            shapes[_SHAPES[row.geometry.geom_type]] += 1
    return Look(
        path=path,
        layer=layer,
        sheet=sheet,
        kind=kind,
        headers=raw.headers,
        raw=raw,
        shapes=shapes,
        findings=findings,
        sheets=names,
    )


def _other_sheets(place: Path, first: Look) -> list[str]:
    """Return the sheets of a sound workbook that its largest table does not take."""
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

    try:
        sheets = load_workbook(place).sheets_metadata
    except (CalamineError, OSError, ValueError):
        return []
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return [name for name in shown if name not in first.sheets][:_MOST_SHEETS]


def _recogniser() -> Callable[[str], bool]:
    """Return the test whether a header is one of any table, or of strangers' files."""

    @lru_cache(maxsize=4096)
    def recognise(header: str) -> bool:
        names = [header, *tails(header)]
        return any(
            fold(name) in known_words() or any(t.match(name) for t in TABLES.values())
            for name in names
        )

    return recognise


def _layers(path: Path) -> Sequence[str | None]:
    """Return the layers of a GeoPackage where there are several, else [None].

    The file is checked before GDAL opens it; what is wrong with it the reader of tables tells.
    """
    import pyogrio

    try:
        tables = geopackages.inspect(path).tables
        names = sorted(str(row[0]) for row in pyogrio.list_layers(path))
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception:  # GDAL and SQLite raise many kinds
        return [None]
    layers = [name for name in names if name in tables]
    return layers if len(layers) > 1 else [None]
