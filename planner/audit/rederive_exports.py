"""Write the exports of a run again, from its derived plan, and compare them with the recorded."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.audit.content.same_content import export_audited
from planner.audit.difference import differs
from planner.audit.notes import Audited, Note
from planner.audit.versions import Versions
from planner.errors import PlannerError
from planner.exports.registry import EXPORTS, WITH_EVERY_RUN
from planner.pipeline.write_exports import write_exports
from planner.plan.plan import Plan
from planner.runs.comparisons import FILE as COMPARISONS
from planner.runs.floors import FILE as FLOORS
from planner.runs.later_exports import FOLDER, entries_of, made_of
from planner.runs.layout import ANSWER, LINE_ENDS, MANIFEST, PLAN, PROBLEM, START, VERIFIER
from planner.runs.run_folder import Run
from planner.runs.versions import PDF_WRITERS, WRITERS
from planner.scenario.inputs import Inputs
from planner.years.files import facts_of_run, files_of_years

# what lies in a run besides exports
_CORE = frozenset({PLAN, PROBLEM, ANSWER, COMPARISONS, FLOORS, VERIFIER, LINE_ENDS, START})


def exports_audited(run: Run, plan: Plan, inputs: Inputs, own_stop: str | None) -> Audited:
    """Compare every export of a run with the one that the derived plan gives now.

    `own_stop` is what ended the search by the answer alone: exports written before an interrupt
    of the exports know of nothing else.
    """
    found = Audited()
    recorded = {str(output["path"]) for output in run.manifest["outputs"]}
    names = [name for name in WITH_EVERY_RUN if EXPORTS[name].filename in recorded]
    exact = Versions(recorded=run.manifest["versions"]).same(WRITERS)
    programme = facts_of_run(run.folder)
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        write_exports(plan, inputs, names, Path(place), programme)
        for name in names:
            file = EXPORTS[name].filename
            one = export_audited(file, run.folder / file, Path(place) / file, exact=exact)
            if one.differences and plan.stopped_by != own_stop:
                other = replace(plan, stopped_by=own_stop)
                write_exports(other, inputs, [name], Path(place), programme)
                one = export_audited(file, run.folder / file, Path(place) / file, exact=exact)
            found.add(one)
    own = {EXPORTS[name].filename for name in names} | files_of_years(inputs)
    for path in sorted(recorded - _CORE - own):
        found.differences.append(differs(path, "file", "part of the run", "nothing Kholboo writes"))
    return found


def additions_audited(run: Run, plan: Plan, inputs: Inputs) -> Audited:
    """Compare every file that was exported into the run later, as far as its options are known."""
    found = Audited()
    for entry in entries_of(run.folder):
        found.add(_addition_audited(replace(run, plan=plan), inputs, entry))
    return found


def _addition_audited(run: Run, inputs: Inputs, entry: Mapping[str, Any]) -> Audited:
    from planner.pipeline.export_run import write_again

    name = f"{FOLDER}/{entry['path']}"
    made = made_of(entry)
    if made is None:
        return Audited(notes=[Note.of("unknown_export", file=name)])
    libraries = PDF_WRITERS if name.endswith(".pdf") else WRITERS
    exact = Versions(recorded=made.versions).same(libraries)
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        try:
            again = write_again(run, inputs, made, Path(place))
        except (PlannerError, ImportError) as fault:
            return Audited(notes=[Note.of("export_not_written", file=name, why=str(fault))])
        except ValueError as fault:
            return Audited(
                differences=[differs(f"{FOLDER}/{MANIFEST}", entry["path"], "written", fault)]
            )
        return export_audited(name, run.folder / name, again, exact=exact)
