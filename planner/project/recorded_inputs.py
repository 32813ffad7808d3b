"""The inputs that a run recorded, read again without planning anything."""

from __future__ import annotations

from dataclasses import replace

from inventory.files.ordinary_files import sha256_of
from inventory.files.places_of_files import UnrecordedFileError
from inventory.kept import NOTHING_KEPT, Kept
from planner.errors import InputError
from planner.language.said import said
from planner.project.load import load_inputs
from planner.runs.layout import INPUTS, PROJECT_FILE, RunError
from planner.runs.run_folder import Run, recorded_files
from planner.scenario.inputs import Inputs
from planner.scenario.older_settings import (
    as_recorded,
    spans_recorded,
    with_recorded_amounts,
    with_recorded_promises,
)
from planner.scenario.overrides import with_overrides


def recorded_inputs(run: Run, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the inputs that a run recorded, read from their copies in the run alone.

    What was read and judged before is taken from `kept`. Raises RunError when the copies are not
    those of the recorded project file.
    """
    scenario = run.manifest["settings"]["scenario"]
    try:
        inputs = load_inputs(run.folder / INPUTS, scenario, recorded_files(run), kept=kept)
        recorded = run.manifest["scenario"]
        scenario = with_recorded_promises(as_recorded(inputs.scenario, recorded), recorded)
        return replace(inputs, scenario=scenario, network=spans_recorded(inputs.network, recorded))
    except UnrecordedFileError as fault:
        raise RunError(
            said(
                "{folder}: {fault}; the run is damaged, see `kholboo audit verify`",
                folder=run.folder,
                fault=fault,
            )
        ) from fault


def same_files(one: Run, other: Run) -> bool:
    """Return whether two runs recorded the same bytes for one scenario: then inputs are equal.

    The files that `recorded_inputs` reads are hashed, whatever the manifests say of them; one that
    cannot be read is not equal. Raises RunError as `recorded_files` does.
    """
    if one.manifest["settings"]["scenario"] != other.manifest["settings"]["scenario"]:
        return False
    try:
        return _hashed(one) == _hashed(other)
    except OSError:
        return False


def _hashed(run: Run) -> dict[str, str]:
    """Return the SHA-256 of the recorded project file, and of each table by its recorded path."""
    tables = {f"table {path}": copy for path, copy in recorded_files(run).items()}
    files = {"project": run.folder / INPUTS / PROJECT_FILE, **tables}
    return {name: sha256_of(path) for name, path in files.items()}


def recorded_settings(run: Run, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the recorded inputs under the settings that the run was asked for.

    Floors have the amounts that the run found for them.

    Raises InputError when they hold errors, RunError as `recorded_inputs` does.
    """
    inputs = recorded_inputs(run, kept=kept)
    if not inputs.ok:
        raise InputError(inputs.findings)
    overrides = run.manifest["settings"]["overrides"]
    asked = with_overrides(inputs.scenario, overrides)
    recorded = run.manifest["scenario"]
    return replace(inputs, scenario=with_recorded_amounts(as_recorded(asked, recorded), recorded))
