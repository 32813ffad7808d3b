"""The people of a project: a raster or a table of points, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inventory.files.ordinary_files import hashed
from sites import cells
from sites.people import rules

if TYPE_CHECKING:
    import numpy as np

    from inventory.findings import Finding
    from inventory.records import TableRead
    from inventory.table_specs import RasterSpec
    from sites.terrain.rasters import Mosaic

    Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class People:
    """Where people live: cells of a raster, or points; nothing where neither can be read."""

    mosaic: Mosaic | None = None
    points: tuple[tuple[float, float, float], ...] = ()  # longitude, latitude, people
    label: str = ""  # of the first file, as findings name it

    @property
    def is_empty(self) -> bool:
        """Whether nobody is counted anywhere."""
        return self.mosaic is None and not self.points


@dataclass(frozen=True, kw_only=True)
class PeopleRead:
    """The people of a project with everything that is to be said of their files."""

    people: People = People()
    findings: tuple[Finding, ...] = ()
    is_named: bool = False  # whether the project file names people, readable or not
    files: tuple[tuple[str, str], ...] = ()  # name and SHA-256 of every raster read, in order


def read_people(specs: Sequence[RasterSpec], tables: Mapping[str, TableRead]) -> PeopleRead:
    """Return the people that [tables.population] describes; nothing is raised for bad files."""
    named = "population" in tables
    points = tuple(_points(cells.records(tables, "population")))
    label = next((f.path for f in tables["population"].files), "") if named else ""
    if not specs:
        return PeopleRead(people=People(points=points, label=label), is_named=named)
    from sites.terrain.rasters import mosaics_of, read_rasters

    rasters, findings = read_rasters([s for s in specs if not s.is_list], rules.PEOPLE)
    mosaics = mosaics_of(rasters)
    if len(mosaics) > 1 or (mosaics and named):
        findings.append(_twice(mosaics, label))
        mosaics = ()
    mosaic = mosaics[0] if mosaics else None
    return PeopleRead(
        people=People(mosaic=mosaic, label=mosaic.first.label if mosaic else ""),
        findings=tuple(findings),
        is_named=True,
        files=hashed((spec.label, spec.path) for spec in specs),
    )


def _points(records: Iterable[Any]) -> Iterator[tuple[float, float, float]]:
    """Yield the rows that say how many people live at a possible point."""
    for record in records:
        longitude, latitude = cells.point(record)
        people = cells.real(record, "people")
        if longitude is None or latitude is None or people is None or people <= 0:
            continue
        if abs(longitude) <= 180 and abs(latitude) <= 90:
            yield longitude, latitude, people


def _twice(mosaics: Sequence[Mosaic], label: str) -> Finding:
    first = mosaics[0].first.label
    other = mosaics[1].first.label if len(mosaics) > 1 else label
    found = f"{other} beside {first}"
    expected = "one raster, tiles of one grid, or one table of points"
    todo = "name one of them; `gdalwarp` brings rasters to one grid"
    return rules.POPULATION_TWICE.finding(other, found=found, expected=expected, todo=todo)
