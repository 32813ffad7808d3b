"""The inputs that a run recorded, read again without planning anything."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from inventory.kept import NOTHING_KEPT, Kept
from planner.errors import InputError
from planner.inputs import Inputs, load_inputs
from planner.policy import with_overrides
from planner.runs.manifest import sha256_of
from planner.runs.run_folder import Run, recorded_project


def recorded_inputs(run: Run, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the inputs that a run recorded; raises what reading them raises."""
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        folder = recorded_project(run, Path(place))
        return load_inputs(folder, run.manifest["settings"]["scenario"], kept=kept)


def same_files(one: Run, other: Run) -> bool:
    """Return whether two runs recorded the same bytes for one scenario: then inputs are equal.

    The copies are hashed, whatever the manifests say of them; one that cannot be read is not equal.
    """
    if one.manifest["settings"]["scenario"] != other.manifest["settings"]["scenario"]:
        return False
    try:
        return _hashed(one) == _hashed(other)
    except OSError:
        return False


def _hashed(run: Run) -> list[tuple[str, str, str, str]]:
    return [(i.path, i.copy, i.table, sha256_of(run.folder / i.copy)) for i in run.inputs]


def recorded_settings(run: Run, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the recorded inputs under the settings that the run was asked for.

    Raises InputError when they hold errors.
    """
    inputs = recorded_inputs(run, kept=kept)
    if not inputs.ok:
        raise InputError(inputs.findings)
    overrides = run.manifest["settings"]["overrides"]
    return replace(inputs, scenario=with_overrides(inputs.scenario, overrides))
