"""A run whose roads are a shapefile is derived again from all the parts that it recorded."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely

from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.project.kept_answers import inputs_key
from planner.project.load import load_inputs

PARTS = {"roads.shp", "roads.shx", "roads.dbf", "roads.prj", "roads.cpg"}


def with_roads(project: Path, folder: Path, written: str) -> Path:
    """Give a project a road layer in a folder, named as written in the project file."""
    import pyogrio

    folder.mkdir(exist_ok=True)
    lines = [[(104.0, 48.0), (104.0012, 48.0011)], [(104.0012, 48.0011), (104.0032, 48.0033)]]
    pyogrio.raw.write(
        folder / "roads.shp",
        shapely.to_wkb([shapely.LineString(line) for line in lines]),
        [np.asarray(["primary", "track"], dtype=object)],
        ["fclass"],
        geometry_type="LineString",
        crs="EPSG:4326",
    )
    with (project / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write(f'\n[tables.roads]\npath = "{written}"\n\n[roads]\nsnap_m = 2.0\n')
    return project


@pytest.mark.parametrize(
    ("place", "written"), [("project/data", "data/roads.shp"), ("far", "../far/roads.shp")]
)
def test_a_run_with_a_shapefile_is_derived_again(project, tmp_path, place, written) -> None:
    """Inside the project and outside of it, every part is copied beside the others and read."""
    made = with_roads(project(), tmp_path / place, written)
    run_dir = make_plan(made)[1]

    (copy,) = (run_dir / "inputs").rglob("roads.shp")
    assert {p.name for p in copy.parent.iterdir()} >= PARTS
    assert verify_run(run_dir) == []
    shutil.rmtree(tmp_path / place)
    assert rederive_run(run_dir) == []


def test_a_part_lost_from_a_run_is_told(project, tmp_path) -> None:
    """Letters of another encoding are not guessed where the part that names it is gone."""
    made = with_roads(project(), tmp_path / "project" / "data", "data/roads.shp")
    run_dir = make_plan(made)[1]
    (copy,) = (run_dir / "inputs").rglob("roads.shp")
    copy.with_suffix(".cpg").unlink()

    (difference,) = rederive_run(run_dir)

    assert "no roads.cpg, which the run recorded" in str(difference)


def test_what_commands_keep_knows_every_part_and_the_settings_of_roads(project, tmp_path) -> None:
    """Another class of a road, or another setting of [roads], is another input."""
    made = with_roads(project(), tmp_path / "project" / "data", "data/roads.shp")
    first = inputs_key(load_inputs(made))
    table = made / "data" / "roads.dbf"
    table.write_bytes(table.read_bytes().replace(b"primary", b"footway"))
    second = inputs_key(load_inputs(made))
    config = made / "kholboo.toml"
    config.write_text(config.read_text("utf-8").replace("snap_m = 2.0", "snap_m = 3.0"), "utf-8")
    third = inputs_key(load_inputs(made))

    assert first is not None and second is not None and third is not None
    assert first["files"] != second["files"] == third["files"]
    assert first["roads"] == second["roads"] != third["roads"]
