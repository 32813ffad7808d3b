"""The files of a programme in a run folder: question, schedule, certificates, verifier, sheets.

`years.json` holds what was asked by year and the schedules; `years/<year>-problem.json` and
`years/<year>-certificate.json` are the problem of each year and the proof of its bound;
`verify_years.py` checks all of it with Python alone; the other `verify_years_*.py` and
`years_as_one.py` are parts of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizers.result import answer_json
from optimizers.verify_years import EXACT
from planner.errors import SettingsError
from planner.language.said import said
from planner.plan.programme_facts import ProgrammeFacts
from planner.runs.layout import RunError, read_json
from planner.years.deliveries import made_by
from planner.years.figures import figures_of
from planner.years.workbook import write_workbook

if TYPE_CHECKING:
    from optimizers.years.programme import YearsResult
    from planner.model.arcs import Arc
    from planner.model.build import Model
    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs

YEARS = "years.json"
FOLDER = "years"
VERIFIERS = (
    "verify_years.py",
    "verify_years_form.py",
    "verify_years_relaxation.py",
    "verify_years_schedule.py",
    "years_as_one.py",
)
WORKBOOK = "years.xlsx"


def problem_file(year: str) -> str:
    """Return where the problem of a year lies in a run."""
    return f"{FOLDER}/{year}-problem.json"


def certificate_file(year: str) -> str:
    """Return where the answer to the problem of a year lies in a run."""
    return f"{FOLDER}/{year}-certificate.json"


def files_of_years(inputs: Inputs) -> set[str]:
    """Return the files that a run has of its programme; none where it plans one question."""
    years = inputs.scenario.years
    if years is None or not years.is_programme:
        return set()
    each = [f(str(year)) for year in years.names for f in (problem_file, certificate_file)]
    return {YEARS, *VERIFIERS, WORKBOOK, EXACT, *each}


def write_years(place: Path, plan: Plan, inputs: Inputs, model: Model, found: YearsResult) -> None:
    """Write everything of a programme into a run folder; raises OSError when it cannot."""
    (place / FOLDER).mkdir()
    names = found.programme.names
    for name, problem, answer in zip(names, found.programme.problems, found.answers, strict=True):
        _write(place / problem_file(name), problem.to_json())
        _write(place / certificate_file(name), answer_json(answer))
    if found.exact is not None:
        _write(place / EXACT, answer_json(found.exact))
    figures = figures_of(inputs, model, found)
    _write(place / YEARS, {**found.to_json(), "figures": figures.to_json()})
    for verifier in VERIFIERS:
        content = resources.files("optimizers").joinpath(verifier).read_bytes()
        (place / verifier).write_bytes(content)
    write_workbook(place / WORKBOOK, plan, inputs, figures)


def read_years(run_dir: Path) -> dict[str, Any] | None:
    """Return the content of years.json of a run, None where it plans one question.

    Raises RunError when it cannot be read.
    """
    if not (run_dir / YEARS).exists():
        return None
    data: dict[str, Any] = read_json(run_dir / YEARS)
    return data


def facts_of_run(run_dir: Path) -> ProgrammeFacts | None:
    """Return when each site of a run receives what, None where it plans one question.

    Raises RunError when its programme cannot be read.
    """
    try:
        data = read_years(run_dir)
        return None if data is None else ProgrammeFacts.of_figures(data["figures"])
    except (LookupError, TypeError, ValueError) as fault:
        raise RunError(
            said(
                "{path}: no figures of a programme ({fault}); plan again, or restore the run"
                " folder",
                path=run_dir / YEARS,
                fault=repr(fault),
            )
        ) from fault


def done_before(
    run_dir: Path,
    year: int,
    deliveries: Path | None = None,
    arcs: Mapping[str, Arc] | None = None,
) -> dict[str, Any]:
    """Return what a run of a programme bought before a year, as the setting `years.done`.

    With a dated table of `deliveries` it is what that says, of the run's purchases among `arcs`,
    its offers by id. Raises InputError for a row that does not fit.

    Raises SettingsError for a run of no programme or a year that is none of its later ones,
    RunError when the run cannot be read.
    """
    data = read_years(run_dir)
    names = [] if data is None else [int(one["name"]) for one in data["years"]]
    if data is None or year not in names[1:]:
        raise SettingsError(
            said(
                "{run} has no year {year} to plan again; its later years: {years}",
                run=run_dir.name,
                year=year,
                years=", ".join(map(str, names[1:])) or said("none"),
            )
        )
    before = names.index(year)
    planned = dict(data["schedules"][0]["built"])
    built = {arc_id: t for arc_id, t in planned.items() if t < before}
    if deliveries is not None:
        built = made_by(deliveries, planned, arcs or {}, names, year)
    return {"run": run_dir.name, "before": year, "built": built}


def _write(path: Path, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
