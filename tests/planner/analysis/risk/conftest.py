"""One aimag's share of the example."""

from __future__ import annotations

import pytest

from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.project.init import init_project


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """One aimag's share of the example."""
    folder = tmp_path_factory.mktemp("risk") / "project"
    init_project(folder, "mongolia")
    return prepare(read_project(folder), "MN-035")
