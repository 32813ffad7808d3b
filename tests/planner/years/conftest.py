"""The project of four places as a programme of three years, planned once for all tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from four_places import write_project
from made_once import made_once
from three_years import CONFIG_OF_YEARS

from planner.pipeline.make_plan import make_plan


@pytest.fixture(scope="session")
def _planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        write_project(folder / "project", CONFIG_OF_YEARS)
        make_plan(folder / "project", exports=())

    return made_once(tmp_path_factory, "years", make) / "project"


@pytest.fixture
def planned(_planned: Path, tmp_path: Path) -> Path:
    """A copy of the run of the programme."""
    (run,) = (_planned / "runs").glob("*-*")
    copy = tmp_path / "project" / "runs" / run.name
    shutil.copytree(_planned, tmp_path / "project")
    return copy
