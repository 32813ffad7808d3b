"""The inputs that a run recorded, read again without planning anything."""

from __future__ import annotations

from inventory.places_of_files import UnrecordedFileError
from planner.inputs import Inputs, load_inputs
from planner.runs.layout import INPUTS, RunError
from planner.runs.run_folder import Run, recorded_files


def recorded_inputs(run: Run) -> Inputs:
    """Return the inputs that a run recorded, read from their copies in the run alone.

    Raises RunError when the copies are not those of the recorded project file.
    """
    scenario = run.manifest["settings"]["scenario"]
    try:
        return load_inputs(run.folder / INPUTS, scenario, recorded_files(run))
    except UnrecordedFileError as fault:
        raise RunError(
            f"{run.folder}: {fault}; the run is damaged, see `kholboo audit verify`"
        ) from fault
