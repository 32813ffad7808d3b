"""The inputs that a run recorded, read again without planning anything."""

from __future__ import annotations

import tempfile
from pathlib import Path

from planner.inputs import Inputs, load_inputs
from planner.runs.run_folder import Run, recorded_project


def recorded_inputs(run: Run) -> Inputs:
    """Return the inputs that a run recorded; raises what reading them raises."""
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        folder = recorded_project(run, Path(place))
        return load_inputs(folder, run.manifest["settings"]["scenario"])
