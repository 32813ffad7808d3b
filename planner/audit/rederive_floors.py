"""Derive the amounts of a plan's floors again from the max-min plans that a run records."""

from __future__ import annotations

from collections.abc import Iterator

from planner.audit.difference import Difference, compare, differs, first_difference
from planner.pipeline.prepare import Prepared
from planner.runs.floors import FILE
from planner.runs.layout import MANIFEST
from planner.runs.run_folder import Run


def floor_differences(run: Run, prepared: Prepared) -> Iterator[Difference]:
    """Yield amounts that the recorded answers do not give, and answers that do not hold.

    The answers are verified against the problems that the recorded inputs give. A plan of a sweep
    has the amounts of its base plan, found under the same settings but its budget.
    """
    floors = prepared.inputs.scenario.limits.floors
    record = prepared.floors
    if record is None:
        if any(floor.of == "fair" for floor in floors):
            yield differs(FILE, "file", "part of a run with floors of the fair level", "missing")
        return
    asked = run.manifest["settings"]["overrides"]
    strange = {k: v for k, v in record.overrides.items() if k not in asked or asked[k] != v}
    if strange:
        yield differs(FILE, "overrides", strange, "none of the run's settings")
        return
    level = prepared.fair
    if level is None:
        yield differs(FILE, "proof", "the answers hold, one after another", "one does not")
        return
    found = first_difference(record.to_json(), level.record(floors, record.overrides).to_json())
    if found is not None:
        yield differs(FILE, *found)
    derived = level.floors(floors)
    for number, (one, other) in enumerate(zip(floors, derived, strict=True), 1):
        name = f"scenario.limits.floors.{number}.amounts"
        yield from compare(MANIFEST, {name: (one.amounts, other.amounts)})
