"""The project as it is on disk now: its inputs, read again when a file changed, and its runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from planner.language.labels import filled
from planner.runs.layout import MANIFEST, RUNS, RunError, read_json
from planner.runs.run_folder import list_runs
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

Stamp = tuple[tuple[str, int, int], ...]  # file, time of its last change in ns, bytes
MOST_RUNS = 50


@dataclass(kw_only=True)
class ProjectView:
    """A project folder, and what was read of it."""

    folder: Path
    _read: dict[str | None, tuple[Stamp, Inputs]] = field(default_factory=dict)
    _runs: tuple[Stamp, list[dict[str, Any]]] | None = None
    _lock: Lock = field(default_factory=Lock)

    def inputs(self, scenario: str | None = None) -> Inputs:
        """Return the inputs of a scenario, the default one if None; read again after a change."""
        from planner.project.kept_answers import kept_of
        from planner.project.load import load_inputs

        with self._lock:
            known = self._read.get(scenario)
            if known is not None and known[0] == self.stamp(known[1]):
                return known[1]
            inputs = load_inputs(self.folder, scenario, kept=kept_of(self.folder))
            self._read[scenario] = self.stamp(inputs), inputs
            return inputs

    def stamp(self, inputs: Inputs | None = None) -> Stamp:
        """Return what tells one state of the input files from another; of inputs read before."""
        if inputs is None:
            inputs = self.inputs()
        return tuple(
            (name, *_changed(self.folder / name))
            for name in ("kholboo.toml", *(source.path for source in inputs.sources))
        )

    # -- runs -------------------------------------------------------------------------------------

    def runs(self) -> list[dict[str, Any]]:
        """Return the newest runs, the newest first: id, scenario, status, whether a what-if."""
        manifests = sorted((self.folder / RUNS).glob(f"*/{MANIFEST}"))
        stamp = tuple((path.parent.name, *_changed(path)) for path in manifests)
        if self._runs is None or self._runs[0] != stamp:
            self._runs = stamp, self._read_runs()
        return self._runs[1]

    def _read_runs(self) -> list[dict[str, Any]]:
        found = []
        for path in reversed(list_runs(self.folder)[-MOST_RUNS:]):
            try:
                manifest = read_json(path / MANIFEST)
                found.append(_run(path, manifest))
            except (RunError, KeyError, TypeError, AttributeError):
                continue  # damaged: `kholboo audit` says how
        return found

    def run_folder(self, name: str) -> Path:
        """Return the folder of a run by its id alone; raises RefusedError for anything else."""
        for path in list_runs(self.folder):
            if path.name == name:
                return path
        raise RefusedError(filled("serve.no_run", run=name[:80]))


def _run(path: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": path.name,
        "scenario": str(manifest["settings"]["scenario"]),
        "status": str(manifest["status"]),
        "quick": bool(manifest["settings"].get("what_if", False)),
        "written": str(manifest["provenance"]["written_at"]),
    }


def _changed(path: Path) -> tuple[int, int]:
    """Return when a file was changed and how long it is, zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
