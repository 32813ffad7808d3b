"""Check a programme of several years: its schedules, and the bound by years.

    python verify_years.py [FOLDER]

FOLDER holds years.json, the problem and the certificate of each year in years/, verify.py and, in a
run folder, certificate.json; without it the folder of this file is taken. Nothing but Python
and the other files of verification beside this one is needed, and nothing is trusted: years.json is
validated as a whole, every year's certificate is verified, and every schedule is checked row by row
in whole numbers.

verify_years_schedule.py says what a schedule is, verify_years_relaxation.py why the sum of the
weights times the years' certified bounds bounds them all, verify_years_form.py what years.json has.

The exact bound. Where years.json says `exact`, years_as_one.py draws the programme as one problem,
of which every schedule is a plan. The lower of the two bounds counts.

Exit codes: 0 everything claimed was verified; 1 something differs; 2 the files cannot be read.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from optimizers import (
        verify,
        verify_years_form,
        verify_years_relaxation,
        verify_years_schedule,
        years_as_one,
    )
else:  # the files beside this one, and no other modules of those names

    def _beside(name: str) -> Any:
        path = Path(__file__).resolve().with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    verify, years_as_one = _beside("verify"), _beside("years_as_one")
    verify_years_form = _beside("verify_years_form")
    verify_years_relaxation = _beside("verify_years_relaxation")
    verify_years_schedule = _beside("verify_years_schedule")

HOLDS, DIFFERS, UNREADABLE = range(3)

EXACT = "years/exact-certificate.json"
PROBLEMS, CERTIFICATES = "years/{}-problem.json", "years/{}-certificate.json"


def check(
    data: Any, problems: list[Any], answers: list[Any], end: Any = None, exact: Any = None
) -> list[str]:
    """Return every difference between what a programme claims and what can be derived.

    `problems` and `answers` are those of the years, in order; `end` is the pair of the problem and
    the answer that a run folder states for what is in place in the end, None where there is none;
    `exact` is the answer to the programme drawn as one problem, where years.json claims one.
    Malformed input is a difference: no exception leaves this function.
    """
    try:
        return _differences(data, problems, answers, end, exact)[: verify.MOST_FAULTS]
    except verify.RefusedError as refused:
        return [str(refused)]
    except Exception as fault:
        return [f"the files cannot be checked: {verify._short(fault)}"]


def _differences(
    data: Any, problems: list[Any], answers: list[Any], end: Any, exact: Any
) -> list[str]:
    faults = verify_years_form.form_faults(data) or _year_files_faults(data, problems, answers)
    if faults:
        return faults
    for t, problem in enumerate(problems):
        faults += verify_years_relaxation.relaxation_faults(data, problem, t)
    if faults:
        return faults
    bound = bound_of(data, answers)
    if data.get("exact"):
        faults = exact_faults(data, problems, exact)
        if faults:
            return faults
        bound = min(bound, exact_bound(data, problems, exact))
    if data["bound"] != bound:
        faults.append(f"bound is {data['bound']}, the years' certificates give {bound}")
    for schedule in data["schedules"]:
        faults += verify_years_schedule.schedule_faults(data, problems, schedule, bound)
    if end is not None and not faults:
        faults += _end_faults(data, problems, end)
    return faults


def _year_files_faults(data: Any, problems: list[Any], answers: list[Any]) -> list[str]:
    """Return where the problem of a year is none, or its certificate does not hold."""
    years = data["years"]
    if len(problems) != len(years) or len(answers) != len(years):
        return [f"{len(problems)} problems and {len(answers)} answers of {len(years)} years"]
    for year, problem, answer in zip(years, problems, answers, strict=True):
        name = year["name"]
        faults = verify.check(problem, answer)
        if faults:
            return [f"year {name}: {fault}" for fault in faults]
        goals = [(goal["sense"], goal["quantity"]) for goal in problem["goals"]]
        if goals != [("max", "benefit")]:
            return [f"year {name}: its goal is not benefit alone"]
        ids = [column["id"] for column in data.get("columns", [])]
        if [column["id"] for column in problem.get("columns", [])] != ids:
            return [f"year {name}: its problem has other amounts beside the arcs"]
        stage = answer["stages"][0]
        if stage["certified_bound"] is None or not verify.is_certified(stage):
            return [f"year {name}: nothing certifies a bound"]
    return []


def bound_of(data: Any, answers: list[Any]) -> int:
    """Return the sum of the weights times the certified bounds of the years."""
    pairs = zip(data["years"], answers, strict=True)
    return sum(year["weight"] * answer["stages"][0]["certified_bound"] for year, answer in pairs)


def exact_faults(data: Any, problems: list[Any], answer: Any) -> list[str]:
    """Return what of the answer to the programme drawn as one problem does not hold."""
    faults = verify.check(years_as_one.drawn(data, problems).problem, answer)
    if faults:
        return [f"the programme as one problem: {fault}" for fault in faults]
    stage = answer["stages"][0]
    if stage["certified_bound"] is None or not verify.is_certified(stage):
        return ["the programme as one problem: nothing certifies a bound"]
    return []


def exact_bound(data: Any, problems: list[Any], answer: Any) -> int:
    """Return the bound that the programme drawn as one problem gives."""
    today = 0
    for t, problem in enumerate(problems):
        there = verify_years_schedule.state_of(data, problem, {}, t)
        today += data["years"][t]["weight"] * verify_years_schedule.benefit_of(problem, there)
    bound: int = answer["stages"][0]["certified_bound"]
    return today + years_as_one.unit_of(data) * bound


def _end_faults(data: Any, problems: list[Any], end: Any) -> list[str]:
    """Return where the run's answer is not what the first schedule has in place in the end."""
    problem, answer = end
    if not data["schedules"]:
        return ["certificate.json: there is no schedule that it is the end of"]
    built = dict(data["schedules"][0]["built"])
    last = problems[-1]
    state = verify_years_schedule.state_of(data, last, built, len(problems) - 1)
    expected = sorted(last["arcs"]["id"][a] for a in state)
    stated = sorted(problem["arcs"]["id"][a] for a in answer["chosen"] or [])
    if stated != expected:
        return ["certificate.json: its plan is not what the schedule has in place in the end"]
    return []


# --- files and the terminal ---------------------------------------------------------------------


def read_folder(folder: Path) -> tuple[Any, list[Any], list[Any], Any, Any]:
    """Return years.json, the problems and answers of its years, the run's own pair, the exact one.

    Raises OSError or ValueError when a file cannot be read.
    """
    data = verify.load(folder / "years.json")
    faults = verify_years_form.form_faults(data)
    names = [] if faults else [year["name"] for year in data["years"]]
    problems = [verify.load(folder / PROBLEMS.format(name)) for name in names]
    answers = [verify.load(folder / CERTIFICATES.format(name)) for name in names]
    end = None
    if (folder / "certificate.json").exists():
        end = verify.load(folder / "problem.json"), verify.load(folder / "certificate.json")
    exact = verify.load(folder / EXACT) if not faults and data.get("exact") else None
    return data, problems, answers, end, exact


def main(arguments: list[str]) -> int:
    """Check the folder named in the arguments, print what was found, return the exit code."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        data, problems, answers, end, exact = read_folder(folder)
    except (OSError, ValueError, MemoryError) as fault:
        verify._say(f"cannot read the programme in {folder}: {fault}")
        return UNREADABLE
    faults = check(data, problems, answers, end, exact)
    for difference in faults:
        verify._say(f"DIFFERS: {difference}")
    if faults:
        return DIFFERS
    for schedule in data["schedules"]:
        verify._say(f"verified: schedule {schedule['name']}, value {schedule['value']}")
    verify._say(f"verified: no schedule has a value above {data['bound']}")
    verify._say("holds: everything that is claimed was verified")
    return HOLDS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
