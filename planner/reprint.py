"""Writing a recorded run again: in another language, money unit or place, from its own inputs."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from planner.exports import EXPORTS, ExportContext, MoneyUnit, export
from planner.labels import Language
from planner.runs import load_run, recorded_project


def export_run(
    run_dir: Path,
    formats: Sequence[str],
    folder: Path,
    language: Language = "both",
    money_unit: MoneyUnit = 1,
) -> list[Path]:
    """Write exports of a run into a folder and return the files; no format named means all.

    The sites and the network are those recorded in the run, whatever has changed since. Raises
    RunError for a damaged run, OSError when the folder cannot be written.
    """
    from planner.inputs import load_inputs

    run = load_run(run_dir)
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        project = recorded_project(run, Path(place) / "project")
        inputs = load_inputs(project, run.plan.scenario)
    context = ExportContext(
        plan=run.plan,
        sites=inputs.sites,
        network=inputs.network,
        language=language,
        money_unit=money_unit,
    )
    folder.mkdir(parents=True, exist_ok=True)
    return [export(name, context, folder) for name in formats or EXPORTS]
