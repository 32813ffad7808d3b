"""Compare what the manifest says with what the recorded inputs and the derived plan give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.audit.difference import Difference, compare, differs, first_difference
from planner.audit.versions import Versions
from planner.exports.registry import EXPORTS, WITH_EVERY_RUN
from planner.pipeline.prepare import Prepared
from planner.plan.plan import Plan
from planner.runs.canonical import sha256_of
from planner.runs.layout import MANIFEST, PROJECT_FILE
from planner.runs.run_folder import Run
from planner.scenario.older_settings import as_recorded
from planner.scenario.settings import Scenario

_OF_PLAN = (
    "project solver seed status stopped_by objective bound certified_bound gap solver_gap currency"
    " price_date"
)


def scenario_differences(run: Run, prepared: Prepared) -> Iterator[Difference]:
    """Yield the first setting that project file and overrides do not give, and other settings."""
    recorded: Mapping[str, Any] = run.manifest["scenario"]
    if not Versions(recorded=run.manifest["versions"]).same(["kholboo"]):
        whole = as_recorded(Scenario.model_validate(recorded), recorded)  # adds new settings
        recorded = whole.model_dump(mode="json")
    found = first_difference(recorded, prepared.inputs.scenario.model_dump(mode="json"))
    if found is not None:
        yield differs(MANIFEST, f"scenario.{found[0]}", found[1], found[2])
    settings = run.manifest["settings"]
    yield from compare(
        MANIFEST,
        {
            "settings.scenario": (settings["scenario"], prepared.inputs.scenario_name),
            "settings.aimag": (settings["aimag"], prepared.aimag),
        },
    )


def manifest_differences(manifest: Mapping[str, Any], plan: Plan, run: Run) -> Iterator[Difference]:
    """Yield fields of the manifest that are not those of the derived plan."""
    pairs = {name: (manifest[name], getattr(plan, name)) for name in _OF_PLAN.split()}
    pairs["infeasible_limits"] = manifest["infeasible_limits"], list(plan.infeasible_limits)
    pairs["exchange_rates"] = manifest["exchange_rates"], [list(r) for r in plan.exchange_rates]
    yield from compare(MANIFEST, pairs)
    if manifest.get("exports_stopped") and not _left_out(manifest):
        yield differs(MANIFEST, "exports_stopped", True, False)
    listed = [(i["table"], i["path"], i["sha256"], i["rows"]) for i in manifest["inputs"]]
    own = next((i.copy for i in run.inputs if i.table == "project"), PROJECT_FILE)
    derived = [("project", PROJECT_FILE, sha256_of(run.folder / own), 0)]
    derived += [(s.table, s.path, s.sha256, s.rows) for s in plan.sources]
    yield from compare(MANIFEST, {"inputs": (sorted(listed), sorted(derived))})


def _left_out(manifest: Mapping[str, Any]) -> list[str]:
    """Return the sheets and maps of every run that a run does not list, as after an interrupt."""
    listed = {str(entry["path"]) for entry in manifest["outputs"]}
    return [f for f in (EXPORTS[name].filename for name in WITH_EVERY_RUN) if f not in listed]
