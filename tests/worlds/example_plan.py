"""The whole example, planned quickly."""

from __future__ import annotations

from pathlib import Path

from planner.pipeline.make_plan import make_plan
from planner.project.init import init_project


def example_planned(folder: Path) -> None:
    """Make the example in a folder of that name, and a quick plan of it."""
    project = folder / "example"
    init_project(project, "mongolia")
    make_plan(project, what_if=True)
