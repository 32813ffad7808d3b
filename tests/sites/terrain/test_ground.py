"""Heights of the ground are read where they are, across files and systems, and never made up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mountains import CELL, NORTH, WEST, mountains, plain, write_dem

from inventory.table_specs import RasterSpec
from sites.distance import haversine_m


def slope(x: Any, y: Any) -> Any:
    """Return a tilted plane: bilinear heights on it are exact."""
    return 1000 + 2000 * (x - WEST) + 500 * (y - NORTH)


def test_heights_on_a_tilted_plane_are_exact(ground_of: Any) -> None:
    """Between four cells a plane is met to a centimetre; outside the file nothing is known."""
    ground = ground_of(slope)
    points = np.array([(105.3, 47.8), (105.71234, 47.61234), (104.9, 47.8), (105.3, 48.2)])
    heights = ground.heights(points).ground_m

    assert heights[:2] == pytest.approx(slope(*points[:2].T), abs=0.01)
    assert np.isnan(heights[2:]).all()


def test_a_gap_is_never_sea_level(ground_of: Any) -> None:
    """Inside a hole nothing is known; beside it a cell's own height stands in for the missing."""
    ground = ground_of((plain(1300), {"holes": lambda x, _: x > 105.5}))
    heights = ground.heights([(105.4, 47.8), (105.5 - CELL / 3, 47.8), (105.6, 47.8)]).ground_m

    assert heights[0] == heights[1] == 1300
    assert np.isnan(heights[2])


def test_tiles_join_without_a_seam(ground_of: Any) -> None:
    """Two tiles of one grid give what one file of both gives, on the seam too."""
    whole = ground_of(mountains())
    east = {"west": WEST + 200 * CELL, "columns": 200}
    halves = ground_of((mountains(), {"columns": 200}), (mountains(), east))
    seam = WEST + 200 * CELL  # halves differ by less than a millimetre, as float32 does
    random = np.random.default_rng(3)
    points = np.column_stack([random.normal(seam, CELL, 500), random.uniform(47.6, 47.9, 500)])

    assert len(halves.mosaics) == 1
    assert halves.heights(points).ground_m == pytest.approx(
        whole.heights(points).ground_m, abs=1e-3
    )


def test_the_finer_of_two_models_is_read_first(ground_of: Any) -> None:
    """A coarse model fills what the fine one does not know."""
    fine = (plain(1000), {"columns": 100})
    coarse = (plain(2000), {"cell": 4 * CELL, "columns": 100, "rows": 50})
    ground = ground_of(coarse, fine)
    heights = ground.heights([(WEST + 50 * CELL, 47.9), (WEST + 200 * CELL, 47.9)]).ground_m

    assert list(heights) == [1000, 2000]


def test_a_projected_model_lies_where_it_should(ground_of: Any, tmp_path: Path) -> None:
    """A plane in UTM metres is met through the projection to a centimetre."""
    from pyproj import Transformer

    def rise(x: Any, y: Any) -> Any:
        return 1000 + (x - 500_000) / 100 + (y - 5_300_000) / 250

    utm = {"west": 500_000, "north": 5_330_000, "cell": 90, "crs": "EPSG:32648"}
    ground = ground_of((rise, {**utm, "columns": 300, "rows": 300}))
    points = np.array([(105.1, 48.0), (105.2345, 47.9876)])
    x, y = Transformer.from_crs(4326, 32648, always_xy=True).transform(*points.T)

    assert ground.heights(points).ground_m == pytest.approx(rise(x, y), abs=0.01)
    assert ground.cell_m(points) == pytest.approx(90, rel=0.01)


def test_steps_are_no_longer_than_a_cell(ground_of: Any) -> None:
    """Of every link, however many are asked for; and each is answered once."""
    ground = ground_of(mountains())
    random = np.random.default_rng(5)
    starts = np.column_stack([random.uniform(105.1, 105.9, 50), random.uniform(47.6, 47.9, 50)])
    ends = np.column_stack([random.uniform(105.1, 105.9, 50), random.uniform(47.6, 47.9, 50)])
    seen = []
    for block in ground.profiles(starts, ends):
        steps = block.length_m / (block.ground_m.shape[1] - 1)
        assert (steps <= block.cell_m).all()
        seen += list(block.index)
        for row, i in enumerate(block.index):
            ends_m = ground.heights([starts[i], ends[i]]).ground_m
            assert block.ground_m[row, [0, -1]] == pytest.approx(ends_m, abs=0.01)
            assert block.length_m[row] == pytest.approx(haversine_m(starts[i], ends[i]), abs=0.01)

    assert sorted(seen) == list(range(50))


def test_windows_stay_small(ground_of: Any, monkeypatch: Any) -> None:
    """Points that lie far apart are read in small windows, with the same heights."""
    from sites.terrain import ground as module

    ground = ground_of(mountains())
    random = np.random.default_rng(9)
    points = np.column_stack([random.uniform(105.0, 106.0, 400), random.uniform(47.5, 48.0, 400)])
    whole = ground.heights(points).ground_m
    monkeypatch.setattr(module, "MOST_WINDOW_CELLS", 500)

    assert ground.heights(points).ground_m == pytest.approx(whole, nan_ok=True)


def test_great_circles_are_geodesics_to_a_metre(ground_of: Any) -> None:
    """Against the ellipsoid's own geodesic, 50 km in any direction: less than a cell by far."""
    from pyproj import Geod

    from sites.distance import unit_vectors
    from sites.terrain.ground import along_circle, degrees_of

    geod, start = Geod(ellps="WGS84"), (105.0, 47.0)
    for azimuth in range(0, 360, 30):
        x, y, _ = geod.fwd(*start, azimuth, 50_000)
        one, other = unit_vectors([start]), unit_vectors([(x, y)])
        angle = 2 * np.arcsin(np.linalg.norm(one - other, axis=1) / 2)
        ours = degrees_of(along_circle(one, other, angle, np.linspace(0, 1, 11)))[0]
        theirs = [start, *geod.npts(*start, x, y, 9), (x, y)]
        apart = [geod.inv(*a, *b)[2] for a, b in zip(ours, theirs, strict=True)]
        assert max(apart) < 1.0


def test_masts_move_to_the_highest_cell_near_by(ground_of: Any) -> None:
    """Within reach, no farther; where nothing is known they stay."""
    from mountains import ridge

    ground = ground_of(ridge(105.5, 1600))
    (moved, stays, outside) = ground.highest_near(
        [(105.49, 47.8), (105.2, 47.8), (100.0, 40.0)], 1_500
    )

    assert moved[0] == pytest.approx(105.5, abs=CELL)
    assert haversine_m((105.49, 47.8), moved) <= 1_500
    assert stays[0] == pytest.approx(105.2, abs=0.03)
    assert outside == (100.0, 40.0)


def test_feet_are_brought_to_metres(tmp_path: Path) -> None:
    """As the file's own unit or the project file says; the note says so."""
    pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED: rasterio is missing")
    from sites.terrain.ground import Ground
    from sites.terrain.rasters import read_rasters

    own = write_dem(tmp_path / "own.tif", plain(1000), unit="ft")
    asked = write_dem(tmp_path / "asked.tif", plain(1000))
    for spec in (
        RasterSpec(path=own, label="own.tif"),
        RasterSpec(path=asked, label="asked.tif", unit="ft"),
    ):
        rasters, findings = read_rasters([spec])
        assert [f.rule for f in findings] == ["terrain.feet"]
        height = Ground(rasters=rasters).heights([(105.5, 47.8)]).ground_m[0]
        assert height == pytest.approx(304.8)


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda p: write_dem(p, plain(), crs=None), "terrain.crs"),
        (lambda p: p.write_text("no raster"), "terrain.file"),
        (lambda _: None, "terrain.file"),
        (lambda p: p.mkdir(), "terrain.file"),
        (os.mkfifo, "terrain.file"),
    ],
    ids=["no crs", "text", "missing", "a folder", "a pipe"],
)
def test_what_is_no_elevation_model_is_a_finding(tmp_path: Path, spoil: Any, rule: str) -> None:
    """With the name of the file and what to do, never an exception."""
    pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED: rasterio is missing")
    from sites.terrain.rasters import read_rasters

    path = tmp_path / "dem.tif"
    spoil(path)
    rasters, findings = read_rasters([RasterSpec(path=path, label="dem.tif")])

    assert rasters == ()
    assert [(f.rule, f.file) for f in findings] == [(rule, "dem.tif")]
    assert findings[0].todo
    assert str(tmp_path) not in findings[0].found  # no path of this machine


def test_without_the_reader_the_finding_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named; nothing is read, nothing is raised."""
    import sys

    from sites.terrain.rasters import read_rasters

    monkeypatch.setitem(sys.modules, "rasterio", None)
    rasters, findings = read_rasters([RasterSpec(path=tmp_path / "dem.tif", label="dem.tif")])

    assert rasters == ()
    assert [f.rule for f in findings] == ["terrain.reader"]
    assert "kholboo[terrain]" in findings[0].todo


def test_a_damaged_file_is_a_finding_wherever_it_is_hurt(tmp_path: Path) -> None:
    """Bytes changed or cut off anywhere: heights, or a finding with the file, never another end."""
    pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED: rasterio is missing")
    from sites.terrain.ground import Ground
    from sites.terrain.rasters import DamagedRasterError, read_rasters

    path = write_dem(tmp_path / "dem.tif", mountains(), columns=128, rows=64)
    whole, random = path.read_bytes(), np.random.default_rng(11)
    points = np.array([(105.0 + n / 400, 47.99 - n / 900) for n in range(120)])
    told = 0
    for n in range(80):
        hurt = bytearray(whole)
        if n % 4 == 0:
            hurt = hurt[: int(random.integers(1, len(hurt)))]
        else:
            for at in random.integers(0, 400 if n % 2 else len(hurt), 8):
                hurt[at] = int(random.integers(0, 256))
        path.write_bytes(bytes(hurt))
        rasters, findings = read_rasters([RasterSpec(path=path, label="dem.tif")])
        told += bool(findings)
        try:
            Ground(rasters=rasters).heights(points)
        except DamagedRasterError as damage:
            assert damage.finding.file == "dem.tif" and damage.finding.todo
            told += 1

    assert told > 20


def test_two_bands_are_no_heights(tmp_path: Path) -> None:
    """A picture is refused, a turned grid too."""
    rasterio = pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED")
    from sites.terrain.rasters import read_rasters

    path = tmp_path / "picture.tif"
    turn = rasterio.Affine(0.1, 0.02, 105, 0.02, -0.1, 48)
    for count, transform in ((3, rasterio.Affine(0.1, 0, 105, 0, -0.1, 48)), (1, turn)):
        more = {"driver": "GTiff", "width": 4, "height": 4, "dtype": "uint8", "crs": "EPSG:4326"}
        with rasterio.open(path, "w", count=count, transform=transform, **more):
            pass
        _, findings = read_rasters([RasterSpec(path=path, label="picture.tif")])
        assert [f.rule for f in findings] == ["terrain.file"]
