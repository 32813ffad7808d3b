"""What is derived from a run comes from its own copies, whatever lies elsewhere today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from planner.audit.rederive_run import rederive_run
from planner.pipeline.make_plan import make_plan
from planner.project.recorded_inputs import recorded_inputs
from planner.runs.run_folder import load_run


def test_tables_outside_the_project_are_read_from_the_run(
    project: Callable[..., Path], config: str, tmp_path: Path
) -> None:
    """Absolute, ./../ and escaped paths all lead to the copies, though today's files differ."""
    shared = tmp_path / "shared"
    absolute = (shared / "sites.csv").as_posix()
    text = config.replace('"sites.csv"', f'"{absolute}"')
    text = text.replace('"places.csv"', '"./../shared/places.csv"')
    text = text.replace('"pops.csv"', r'"../\u0073hared/pops.csv"')
    folder = project(text)
    shared.mkdir()
    for name in ("sites", "places", "pops"):
        shutil.move(folder / f"{name}.csv", shared / f"{name}.csv")
    _, run_dir = make_plan(folder, exports=(), overrides={"solve.directives_priced": 0})
    before = recorded_inputs(load_run(run_dir))

    for name in ("sites", "places", "pops"):
        (shared / f"{name}.csv").write_text("today's, and no table\n", encoding="utf-8")

    assert recorded_inputs(load_run(run_dir)).sites == before.sites
    assert len(before.sites) == 5
    assert rederive_run(run_dir) == []
