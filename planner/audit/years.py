"""Audit a run's programme of years: its proof by Python alone, and what its inputs give again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizers import verify_years
from optimizers.verify_years import EXACT
from planner.audit.difference import Difference, compare, differs, first_difference
from planner.audit.notes import Audited
from planner.audit.versions import Versions
from planner.runs.layout import RunError, read_json
from planner.runs.run_folder import Run
from planner.runs.versions import WRITERS
from planner.scenario.settings import Scenario
from planner.years.files import (
    VERIFIERS,
    WORKBOOK,
    YEARS,
    certificate_file,
    problem_file,
    read_years,
)

if TYPE_CHECKING:
    from optimizers.years.programme import Programme
    from planner.pipeline.prepare import Prepared
    from planner.plan.plan import Plan
    from planner.years.figures import Figures

_QUESTION = ("years", "arcs", "present", "carries_over", "money_row", "format")


def years_differences(run_dir: Path, scenario: Scenario) -> Iterator[Difference]:
    """Yield what of a programme does not hold; nothing for a run of one question without one."""
    years = scenario.years
    asked = years is not None and years.is_programme
    try:
        data = read_years(run_dir)
    except RunError as fault:
        yield differs(YEARS, "readable content", "a programme", fault)
        return
    if data is None or not asked:
        if asked is not (data is not None):
            yield differs(YEARS, "file", data is not None, asked)
        return
    try:
        read = verify_years.read_folder(run_dir)
    except (OSError, ValueError) as fault:
        yield differs(YEARS, "readable content", "problems and certificates", fault)
        return
    faults = verify_years.check(*read)
    for difference in faults:
        yield differs(YEARS, "proof", "holds", difference)
    if faults:
        return
    assert years is not None
    each = data["years"]
    yield from compare(
        YEARS,
        {
            "names": ([y["name"] for y in each], [str(year) for year in years.names]),
            "weights": ([y["weight"] for y in each], [*years.weights_of_states()]),
            "money": (
                [y["money"] for y in each],
                years.capex_minor or [None] * years.count,
            ),
            "carries_over": (data["carries_over"], years.carries_over),
        },
    )
    yield from _figure_differences(data)


def _figure_differences(data: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield figures that people read and that the schedule does not give."""
    figures, schedule = data["figures"], data["schedules"][0]
    number = {arc_id: a for a, arc_id in enumerate(data["arcs"])}
    spent = [0] * len(data["years"])
    for arc_id, year in schedule["built"]:
        spent[year] += data["years"][year]["cost"][number[arc_id]]
    for t, amounts in enumerate(schedule.get("amounts", [])):
        spent[t] += sum(c["money"] * y for c, y in zip(data["columns"], amounts, strict=True))
    stated = [year["capex_minor"] for year in figures["years"]]
    yield from compare(
        YEARS,
        {
            "figures, value": (figures["value"], schedule["value"]),
            "figures, bound": (figures["bound"], data["bound"]),
            "figures, money of each year": (stated, spent),
        },
    )


def years_audited(run: Run, prepared: Prepared, plan: Plan) -> Audited:
    """Compare the programme of a run with what its recorded inputs and schedules give now.

    The proof itself is the matter of `verify_years`. `plan` is the derived plan that sheets name.
    """
    from planner.audit.content.same_content import export_audited
    from planner.years.programme import programme_of
    from planner.years.workbook import write_workbook

    found = Audited()
    data = read_years(run.folder)
    if data is None:
        return found
    years = prepared.inputs.scenario.years
    if years is None or not years.is_programme:
        found.differences.append(differs(YEARS, "file", "a programme", "none is asked for"))
        return found
    programme = programme_of(prepared.inputs, prepared.offers, prepared.model)
    question = programme.to_json()
    asked, derived = (
        {k: x[k] for k in _QUESTION} | {k: x.get(k, []) for k in ("works", "columns", "orders")}
        for x in (data, question)
    )
    unequal = first_difference(asked, derived)
    if unequal is not None:
        found.differences.append(differs(YEARS, *unequal))
        return found
    for name, problem in zip(programme.names, programme.problems, strict=True):
        file = problem_file(name)
        unequal = first_difference(read_json(run.folder / file), problem.to_json())
        if unequal is not None:
            found.differences.append(differs(file, *unequal))
    for verifier in VERIFIERS:
        found.add(_verifier_audited(run, verifier))
    figures = _figures(run, prepared, programme)
    unequal = first_difference(data["figures"], _as_read(figures))
    if unequal is not None:
        found.differences.append(differs(YEARS, f"figures.{unequal[0]}", *unequal[1:]))
    with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
        again = Path(place) / WORKBOOK
        write_workbook(again, plan, prepared.inputs, figures)
        exact = Versions(recorded=run.manifest["versions"]).same(WRITERS)
        found.add(export_audited(WORKBOOK, run.folder / WORKBOOK, again, exact=exact))
    return found


def _figures(run: Run, prepared: Prepared, programme: Programme) -> Figures:
    """Return the figures that the recorded schedules and certificates give."""
    from optimizers.result import result_of
    from optimizers.years.programme import Schedule, YearsResult
    from planner.years.figures import figures_of

    data = read_years(run.folder) or {}
    answers = tuple(
        result_of(read_json(run.folder / certificate_file(name))) for name in programme.names
    )
    schedules = [
        Schedule(
            name=s["name"],
            built=dict(s["built"]),
            value=programme.value(dict(s["built"])),
            amounts=tuple(map(tuple, s.get("amounts", ()))),
        )
        for s in data["schedules"]
    ]
    exact = result_of(read_json(run.folder / EXACT)) if data.get("exact") else None
    again = YearsResult(
        programme=programme,
        answers=answers,
        schedule=schedules[0],
        others=tuple(schedules[1:]),
        exact=exact,
    )
    return figures_of(prepared.inputs, prepared.model, again)


def _as_read(figures: Figures) -> object:
    """Return figures as a JSON file gives them back."""
    return json.loads(json.dumps(figures.to_json()))


def _verifier_audited(run: Run, name: str) -> Audited:
    """Compare a part of the verifier with the installed one, where the run is of this version."""
    if not Versions(recorded=run.manifest["versions"]).same(["kholboo"]):
        return Audited()
    installed = resources.files("optimizers").joinpath(name).read_bytes()
    try:
        recorded = (run.folder / name).read_bytes()
    except OSError as fault:
        return Audited(differences=[differs(name, "file", "present", fault.strerror)])
    if recorded.replace(b"\r\n", b"\n") == installed.replace(b"\r\n", b"\n"):
        return Audited()
    was, now = (hashlib.sha256(content).hexdigest() for content in (recorded, installed))
    return Audited(differences=[differs(name, "sha256", was, now)])
