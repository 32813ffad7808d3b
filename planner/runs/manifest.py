"""What a run records: hashes of its inputs and outputs, versions, settings and what is proven.

Clock and host are named in the provenance block and nowhere else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planner.plan.plan import Plan
from planner.runs.canonical import canonical, sha256_of
from planner.runs.layout import INPUTS, MANIFEST
from planner.runs.versions import installed_versions

MANIFEST_FORMAT = "kholboo-run/2"
FIRST_FORMAT = "kholboo-run/1"  # fingerprints of 12 digits, no seal; still read and verified
READABLE = (FIRST_FORMAT, MANIFEST_FORMAT)
# all of them are installed with Kholboo: the same plan has the same fingerprint whatever else is
_VERSIONED = (
    "kholboo",
    "ortools",
    "numpy",
    "numba",
    "scipy",
    "networkx",
    "shapely",
    "geopandas",
    "jinja2",
    "openpyxl",
    "pandas",
    "pyogrio",
    "python-calamine",
    "xlsxwriter",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInput:
    """A file as it was read: where it lies in the project, and its copy in the run folder."""

    path: str  # as the project names it
    copy: str  # relative to the run folder
    table: str
    sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything a run folder records, before it has a name."""

    plan: Plan
    problem: Mapping[str, Any]
    answer: Mapping[str, Any]
    project_folder: Path
    scenario: Mapping[str, Any]  # settings after overrides
    settings: Mapping[str, Any]  # what was asked for: scenario name, aimag, overrides
    seconds: Callable[[], Mapping[str, float]] = dict


def manifest_of(
    draft: Draft,
    inputs: Sequence[RecordedInput],
    folder: Path,
    fingerprint_parts: Mapping[str, str],
    *,
    exports_stopped: bool = False,
) -> dict[str, Any]:
    """Return the content of manifest.json for a run folder whose files are written."""
    plan = draft.plan
    manifest = {
        "format": MANIFEST_FORMAT,
        "run_id": plan.run_id,
        "fingerprint": plan.fingerprint,
        "fingerprint_parts": dict(fingerprint_parts),
        "project": plan.project,
        "settings": dict(draft.settings),
        "scenario": dict(draft.scenario),
        "solver": plan.solver,
        "seed": plan.seed,
        "status": plan.status,
        "stopped_by": plan.stopped_by,
        "exports_stopped": exports_stopped,  # an interrupt left sheets and maps out
        "decisions": [dataclasses.asdict(d) for d in plan.decisions],
        "infeasible_limits": list(plan.infeasible_limits),
        "objective": plan.objective,
        "bound": plan.bound,
        "certified_bound": plan.certified_bound,
        "gap": plan.gap,
        "solver_gap": plan.solver_gap,
        "currency": plan.currency,
        "price_date": plan.price_date,
        "exchange_rates": [list(rate) for rate in plan.exchange_rates],
        "inputs": [dataclasses.asdict(i) for i in inputs],
        "outputs": _outputs(folder),
        "versions": versions(),
        "provenance": {
            "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "system": platform.platform(),
            "seconds": {k: round(v, 3) for k, v in draft.seconds().items()},
        },
    }
    return {**manifest, "checksum": checksum_of(manifest)}


def checksum_of(manifest: Mapping[str, Any]) -> str:
    """Return the hash of everything in a manifest but its own checksum."""
    rest = {k: v for k, v in manifest.items() if k != "checksum"}
    return hashlib.sha256(canonical(rest)).hexdigest()


def _outputs(folder: Path) -> list[dict[str, Any]]:
    """Return path, hash and size of every file written but the inputs and the manifest itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or name.startswith(f"{INPUTS}/"):
            continue
        found.append({"path": name, "sha256": sha256_of(path), "bytes": path.stat().st_size})
    return found


def versions() -> dict[str, str | None]:
    """Return the versions that a result may depend on; None for what is not installed as such."""
    return installed_versions(("python", *_VERSIONED))
