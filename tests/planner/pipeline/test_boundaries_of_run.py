"""Boundaries reach the page of a run from the files that it recorded, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

from four_places import with_boundaries, write_project

from planner.audit.rederive_run import rederive_run
from planner.exports.page.packing import data_of
from planner.pipeline.export_run import export_run
from planner.pipeline.make_plan import make_plan
from planner.project.load import load_inputs
from planner.serve.map_data import inventory_data


def test_a_run_is_written_again_with_its_own_boundaries(tmp_path: Path) -> None:
    """With other boundaries in the project an export and an audit give the run's own page."""
    folder = with_boundaries(write_project(tmp_path / "p"))
    _, run = make_plan(folder, exports=("page",))
    page = (run / "plan.html").read_bytes()
    shown = data_of(page.decode())["network"]["borders"]
    with_boundaries(write_project(folder), middle=104.8)
    (again,) = export_run(run, ["page"], tmp_path / "again")

    assert len(shown["aimags"]) > 0 and shown["soums"] == []
    assert again.read_bytes() == page
    assert rederive_run(run) == []
    assert inventory_data(load_inputs(folder, "base"))["network"]["borders"] != shown


def test_a_project_without_the_table_has_no_boundaries(tmp_path: Path) -> None:
    """The map of the inventory of such a project has the coarse outline of its country."""
    inputs = load_inputs(write_project(tmp_path), "base")

    _, run = make_plan(tmp_path, exports=("page",))
    page = (run / "plan.html").read_bytes()
    (again,) = export_run(run, ["page"], tmp_path / "again")

    assert inputs.network.boundaries == ()
    assert again.read_bytes() == page
    shown = data_of(page.decode())["network"]["borders"]
    assert shown == inventory_data(inputs)["network"]["borders"]
    borders = inventory_data(inputs)["network"]["borders"]
    assert "Natural Earth" in borders["name"][1] and borders["soums"] == []
