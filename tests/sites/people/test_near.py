"""People within reach of sites, from rasters and points: who falls to whom, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inventory.table_specs import RasterSpec
from sites.distance import haversine_m
from sites.people.near import with_people_near
from sites.people.read import People, PeopleRead, read_people
from sites.site import CoordinateQuality, Site, SiteKind, Users

SCHOOL, LIBRARY = SiteKind.SCHOOL, SiteKind.LIBRARY
WEST, NORTH, CELL = 105.0, 48.0, 0.01  # cells of 0.74 by 1.11 km


def a_site(site_id: str, longitude: float, latitude: float, **more: Any) -> Site:
    """Return a site in a country of one soum."""
    settings: dict[str, Any] = {
        "name": "",
        "kind": SCHOOL,
        "coordinate_quality": CoordinateQuality.SURVEYED,
        "aimag": "A",
        "aimag_name": "",
        "soum": "S",
        "soum_name": "",
    }
    return Site(id=site_id, longitude=longitude, latitude=latitude, **{**settings, **more})


def centre(row: int, column: int) -> tuple[float, float]:
    """Return the centre of a cell."""
    return WEST + (column + 0.5) * CELL, NORTH - (row + 0.5) * CELL


def write_people(path: Path, cells: Any, **more: Any) -> RasterSpec:
    """Write a raster of people, and return it as the project file would name it."""
    rasterio = pytest.importorskip("rasterio", reason="RASTERS OF PEOPLE ARE NOT TESTED")
    from rasterio.transform import from_origin

    unit = more.pop("unit", None)
    settings = {
        "driver": "GTiff",
        "count": 1,
        "dtype": "float32",
        "crs": "EPSG:4326",
        "transform": from_origin(WEST, NORTH, CELL, CELL),
        "nodata": -99999,
        **more,
    }
    people = np.asarray(cells, dtype=settings["dtype"])
    height, width = people.shape
    with rasterio.open(path, "w", width=width, height=height, **settings) as file:
        file.write(people, 1)
    return RasterSpec(path=path, label=path.name, unit=unit)


def people_of(*specs: RasterSpec) -> PeopleRead:
    """Return the people of rasters alone."""
    return read_people(specs, {})


def near(sites: Sequence[Site], read: PeopleRead, **radius_km: float) -> dict[str, float | None]:
    """Return the people who fall to each site, by radius of its kind."""
    radii = {SiteKind(kind): km for kind, km in radius_km.items()}
    found, _ = with_people_near(sites, radii, read.people)
    return {site.id: site.people_near for site in found}


def rules_of(sites: Sequence[Site], read: PeopleRead, **radius_km: float) -> dict[str, str]:
    """Return what is told of rasters and sites: rule and what was found."""
    radii = {SiteKind(kind): km for kind, km in radius_km.items()}
    _, findings = with_people_near(sites, radii, read.people)
    return {finding.rule: finding.found for finding in [*read.findings, *findings]}


def test_people_of_cells_within_the_radius_fall_to_a_site(tmp_path: Path) -> None:
    """Its own cell and the four beside it, 0.74 and 1.11 km away; not the corners, 1.34 km away."""
    cells = np.arange(25.0).reshape(5, 5)
    read = people_of(write_people(tmp_path / "p.tif", cells))
    site = a_site("A", *centre(2, 2))

    assert near([site], read, school=1.2) == {"A": 12 + 7 + 17 + 11 + 13}
    assert near([site], read, school=0.5) == {"A": 12}
    assert near([site], read, library=1.2) == {"A": None}


def test_people_are_shared_by_the_sites_of_a_kind_that_reach_them(tmp_path: Path) -> None:
    """Two schools halve the cells that both reach; a library shares with no school."""
    cells = np.zeros((3, 9))
    cells[1] = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    read = people_of(write_people(tmp_path / "p.tif", cells))
    sites = [
        a_site("A", *centre(1, 2)),
        a_site("B", *centre(1, 4)),
        a_site("L", *centre(1, 2), kind=LIBRARY),
    ]

    found = near(sites, read, school=1.6, library=1.6)

    assert found == {"A": 10 + 20 + 15 + 20 + 25, "B": 15 + 20 + 25 + 60 + 70, "L": 150}


def test_a_site_that_names_its_users_shares_all_the_same(tmp_path: Path) -> None:
    """The people next door go to the school that counts its pupils, too."""
    read = people_of(write_people(tmp_path / "p.tif", [[100.0, 0.0]]))
    sites = [a_site("A", *centre(0, 0)), a_site("B", *centre(0, 0), users=Users(students=9))]

    assert near(sites, read, school=0.5)["A"] == 50


def test_a_raster_in_metres_gives_the_same_people(tmp_path: Path) -> None:
    """Cells of 100 m in UTM zone 48: 5 x 5 cells around a site on a cell's centre."""
    from pyproj import Transformer
    from rasterio.transform import from_origin

    spec = write_people(
        tmp_path / "p.tif",
        np.ones((101, 101)),
        crs="EPSG:32648",
        transform=from_origin(500_000, 5_300_000, 100, 100),
    )
    site = Transformer.from_crs(32648, 4326, always_xy=True).transform(505_050, 5_294_950)

    assert near([a_site("A", *site)], people_of(spec), school=0.21) == {"A": 13}


def test_people_a_square_kilometre_become_people(tmp_path: Path) -> None:
    """100 people a square kilometre on cells of 0.7441 x 1.1119 km are 82.7 a cell."""
    spec = write_people(tmp_path / "p.tif", [[100.0]], unit="people_per_km2")
    longitude, latitude = centre(0, 0)
    km2 = haversine_m((WEST, latitude), (WEST + CELL, latitude)) * CELL * 111_194.93 / 1e6

    found = near([a_site("A", longitude, latitude)], people_of(spec), school=0.5)["A"]

    assert found == pytest.approx(100 * km2, rel=1e-4)


def test_fine_cells_are_added_up_and_lose_nobody(tmp_path: Path) -> None:
    """A radius of 60 km over cells of 1 km adds none up twice, in one block or in many."""
    rng = np.random.default_rng(7)
    cells = rng.integers(0, 40, (2_300, 150)).astype(float)
    from rasterio.transform import from_origin

    fine = {"transform": from_origin(WEST, NORTH, 0.0005, 0.0005)}
    read = people_of(write_people(tmp_path / "p.tif", cells, **fine))
    middle = a_site("A", WEST + 75 * 0.0005, NORTH - 1_150 * 0.0005)

    assert near([middle], read, school=200)["A"] == cells.sum()
    some = near([middle], read, school=20)["A"]
    x = WEST + (np.arange(150) + 0.5) * 0.0005
    y = NORTH - (np.arange(2_300) + 0.5) * 0.0005
    there = [
        [haversine_m((x[0], lat), (middle.longitude or 0, middle.latitude or 0)) for lat in y],
        [haversine_m((x[-1], lat), (middle.longitude or 0, middle.latitude or 0)) for lat in y],
    ]
    inside = (np.array(there).max(axis=0) <= 20_000)[:, None] * cells
    assert some == pytest.approx(inside.sum(), rel=0.01)


def test_tiles_of_one_grid_are_one_raster(tmp_path: Path) -> None:
    """A site at the seam receives the people of both, and those of an overlap once."""
    from rasterio.transform import from_origin

    left = write_people(tmp_path / "l.tif", [[1.0, 2.0, 4.0]])
    beside = from_origin(WEST + 2 * CELL, NORTH, CELL, CELL)
    right = write_people(tmp_path / "r.tif", [[4.0, 8.0, 16.0]], transform=beside)

    assert near([a_site("A", *centre(0, 2))], people_of(left, right), school=2) == {"A": 31}


def test_points_of_a_table_stand_for_people() -> None:
    """Two villages in reach, one beyond; nobody is counted at a point without people."""
    people = People(points=((105.0, 48.0, 300.0), (105.01, 48.0, 40.5), (106.0, 48.0, 9.0)))
    found, findings = with_people_near([a_site("A", 105.0, 48.0)], {SCHOOL: 2.0}, people)

    assert found[0].people_near == 340.5
    assert findings == []


def test_many_pairs_are_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the size of a part, everybody is shared once."""
    rng = np.random.default_rng(3)
    sites = [a_site(f"{k:03}", 105 + x, 48 + y) for k, (x, y) in enumerate(rng.random((60, 2)))]
    points = tuple((105 + x, 48 + y, 1 + k % 9) for k, (x, y) in enumerate(rng.random((500, 2))))
    whole, _ = with_people_near(sites, {SCHOOL: 30.0}, People(points=points))
    monkeypatch.setattr("sites.people.reach.MOST_PAIRS", 100)
    parts, _ = with_people_near(sites, {SCHOOL: 30.0}, People(points=points))

    assert parts == whole
    reached = [
        n
        for x, y, n in points
        if any(haversine_m((x, y), (s.longitude or 0, s.latitude or 0)) <= 30_000 for s in sites)
    ]
    assert sum(s.people_near or 0 for s in whole) == pytest.approx(sum(reached), abs=0.06)


# what is told


def test_a_raster_without_a_coordinate_system_is_an_error(tmp_path: Path) -> None:
    """Nothing is guessed; the project file may name the system."""
    spec = write_people(tmp_path / "p.tif", [[1.0]], crs=None)
    read = people_of(spec)
    site = a_site("A", *centre(0, 0))

    assert [f.rule for f in read.findings] == ["population.crs"]
    assert read.people.is_empty
    assert near([site], read, school=1) == {"A": None}
    assert near([site], people_of(replace(spec, crs="EPSG:4326")), school=1) == {"A": 1}


def test_counts_below_nobody_are_an_error(tmp_path: Path) -> None:
    """A value for missing that is not declared is no number of people."""
    spec = write_people(tmp_path / "p.tif", [[5.0, -200.0, -200.0]], nodata=None)
    site = a_site("A", *centre(0, 0))

    told = rules_of([site], people_of(spec), school=1)
    assert told == {"population.negative": "-200 people; 2 cells below 0"}
    assert near([site], people_of(spec), school=1) == {"A": None}


def test_sites_beyond_a_raster_keep_unknown_users(tmp_path: Path) -> None:
    """One beyond, one whose reach is cut; with all of them beyond it is the wrong raster."""
    cells = np.ones((60, 60))
    read = people_of(write_people(tmp_path / "p.tif", cells))
    inside, edge, beyond = (
        a_site("A", *centre(30, 30)),
        a_site("B", *centre(0, 30)),
        a_site("C", 110.0, 48.0),
    )

    assert rules_of([inside, edge, beyond], read, school=5) == {
        "population.missing": "1 sites beyond it: C",
        "population.edge": "1 sites whose reach it cuts: B",
    }
    assert near([inside, edge, beyond], read, school=5)["C"] is None
    assert rules_of([beyond], read, school=5) == {
        "population.elsewhere": "none of 1 sites on it: C"
    }
    counted = replace(beyond, users=Users(students=5))
    assert rules_of([inside, counted], read, school=5) == {}


def test_nobody_in_reach_is_told_and_not_counted(tmp_path: Path) -> None:
    """Cells without people and cells without a value."""
    cells = np.zeros((40, 40))
    cells[:, 20:] = -99999
    read = people_of(write_people(tmp_path / "p.tif", cells))
    sites = [a_site("A", *centre(20, 10)), a_site("B", *centre(20, 30))]

    assert rules_of(sites, read, school=2) == {
        "population.nobody": "2 sites with nobody in reach: A, B"
    }
    assert near(sites, read, school=2) == {"A": None, "B": None}


def test_more_people_than_can_live_there_are_questioned(tmp_path: Path) -> None:
    """Densities read as counts."""
    read = people_of(write_people(tmp_path / "p.tif", np.full((9, 9), 9e5)))

    told = rules_of([a_site("A", *centre(4, 4))], read, school=1)
    assert set(told) == {"population.dense"}


def test_people_are_counted_by_one_source(tmp_path: Path) -> None:
    """Rasters of two grids would count everybody twice."""
    from rasterio.transform import from_origin

    one = write_people(tmp_path / "one.tif", [[1.0]])
    other = write_people(
        tmp_path / "other.tif", [[1.0]], transform=from_origin(WEST, NORTH, 0.02, 0.02)
    )
    read = people_of(one, other)

    assert [(f.rule, f.found) for f in read.findings] == [
        ("population.twice", "other.tif beside one.tif")
    ]
    assert read.people.is_empty


def test_a_damaged_raster_is_a_finding(tmp_path: Path) -> None:
    """One cut off in its middle, and a text."""
    spec = write_people(
        tmp_path / "p.tif", np.ones((300, 300)), tiled=True, blockxsize=64, blockysize=64
    )
    raw = spec.path.read_bytes()
    spec.path.write_bytes(raw[: len(raw) // 2])
    read = people_of(spec)
    told = rules_of([a_site("A", *centre(290, 290))], read, school=1)
    (tmp_path / "text.tif").write_text("no raster", encoding="utf-8")
    text = people_of(RasterSpec(path=tmp_path / "text.tif", label="text.tif"))

    assert set(told) == {"population.file"}
    assert [f.rule for f in text.findings] == ["population.file"]
