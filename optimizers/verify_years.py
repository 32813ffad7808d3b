"""Check a programme of several years: its schedules, and the bound by years.

    python verify_years.py [FOLDER]

FOLDER holds years.json, the problem and the certificate of each year in years/, verify.py and, in a
run folder, certificate.json; without it the folder of this file is taken. Nothing but Python,
verify.py and years_as_one.py beside this file is needed, and nothing is trusted: years.json is
validated as a whole, every year's certificate is verified, and every schedule is checked row by row
in whole numbers.

What a schedule is. It names the year in which each arc is built. At the end of year t there are in
place: the arcs built by then, and each present arc whose head nothing built enters. That must be a
plan of year t's problem. What is built in a year is paid at its cost in that year, within the money
of the year, or within all money up to then where it carries over, and within the works of the year
(metres of trench, installations), which never carry over. Amounts beside the arcs (units from
stock, units at a tier's price) are decided in each year; the orders are rows over what is built in
the year and its amounts, or over all years up to it. The value is the sum of the years' weights
times the benefit of what is in place at their ends.

The bound. In year t's problem one limit, `money_row`, stands for the money: its upper side is at
least all money up to the end of t, its coefficients at most the least cost of each arc until then,
nothing for present arcs; and so a limit for each kind of works, where there is one. Its amounts are
those of all years up to t together, its rows of orders the sums of theirs. Every arc that
could be built by then is an arc of the problem. So what is in place under any schedule is a plan of
that problem, its benefit is at most the certified bound, and the value of every schedule is at most
the sum of the weights times those bounds.

The exact bound. Where years.json says `exact`, years_as_one.py draws the programme as one problem,
of which every schedule is a plan. The lower of the two bounds counts.

Exit codes: 0 everything claimed was verified; 1 something differs; 2 the files cannot be read.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from optimizers import verify, years_as_one
else:  # the files beside this one, and no other modules of those names

    def _beside(name: str) -> Any:
        path = Path(__file__).resolve().with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    verify, years_as_one = _beside("verify"), _beside("years_as_one")

FORMAT = "kholboo-years/1"
MOST_YEARS = 10
MOST_SCHEDULES = 10
LARGEST_VALUE = 10**45  # of a schedule or of the bound: weights times sums of benefits
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
    faults = form_faults(data) or _year_files_faults(data, problems, answers)
    if faults:
        return faults
    for t, problem in enumerate(problems):
        faults += relaxation_faults(data, problem, t)
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
        faults += schedule_faults(data, problems, schedule, bound)
    if end is not None and not faults:
        faults += _end_faults(data, problems, end)
    return faults


# --- the form of years.json ---------------------------------------------------------------------


def form_faults(data: Any) -> list[str]:
    """Return what of years.json is not of its form; an empty list means that all is."""
    needed = (
        "format",
        "years",
        "arcs",
        "present",
        "carries_over",
        "money_row",
        "schedules",
        "bound",
    )
    extra = ("figures", "works", "columns", "orders", "exact")
    faults = verify._keys("years.json", data, needed, extra)
    if faults:
        return faults
    if data["format"] != FORMAT:
        return [f"years.json: format is {verify._short(data['format'])}, expected {FORMAT}"]
    for name in ("arcs", "present"):
        faults += verify._ids(f"years.json: {name}", data[name])
    if type(data["carries_over"]) is not bool:
        faults.append("years.json: carries_over is neither true nor false")
    if type(data.get("exact", True)) is not bool:
        faults.append("years.json: exact is neither true nor false")
    faults += verify._text("years.json: money_row", data["money_row"])
    faults += verify._whole("years.json: bound", data["bound"], -LARGEST_VALUE, LARGEST_VALUE)
    faults += faults or _years_faults(data)
    faults += faults or _works_form(data)
    faults += faults or _columns_form(data)
    faults += faults or _orders_form(data)
    faults += faults or _schedules_form(data)
    return faults


def _works_form(data: Any) -> list[str]:
    works, faults = data.get("works", []), list[str]()
    if type(works) is not list:
        return ["years.json: works are no list"]
    for number, work in enumerate(works):
        what = f"years.json: works {number + 1}"
        keys = ("id", "title", "unit", "arcs", "coefficients", "upper")
        wrong = verify._keys(what, work, keys)
        if wrong:
            return wrong
        for name in ("id", "title", "unit"):
            faults += verify._text(f"{what}: {name}", work[name])
        faults += verify._indices(f"{what}: arcs", work["arcs"], 0, len(data["arcs"]) - 1)
        count = len(work["arcs"]) if type(work["arcs"]) is list else 0
        for name, length in (("coefficients", count), ("upper", len(data["years"]))):
            faults += verify._wholes(f"{what}: {name}", work[name], 0, verify.LARGEST, length)
        if faults:
            return faults
    ids = [data["money_row"], *(work["id"] for work in works)]
    return [] if len(set(ids)) == len(ids) else ["years.json: an id of works stands there twice"]


def _columns_form(data: Any) -> list[str]:
    columns, faults = data.get("columns", []), list[str]()
    if type(columns) is not list:
        return ["years.json: columns are no list"]
    for number, column in enumerate(columns):
        what = f"years.json: column {number + 1}"
        wrong = verify._keys(what, column, ("id", "title", "upper", "total", "money", "whole"))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: title", column["title"])
        for name, least in (("upper", 0), ("total", 0), ("money", -verify.LARGEST)):
            faults += verify._whole(f"{what}: {name}", column[name], least, verify.LARGEST)
        if type(column["whole"]) is not bool:
            faults.append(f"{what}: whole is neither true nor false")
        if faults:
            return faults
    return verify._ids("years.json: columns", [column["id"] for column in columns])


def _orders_form(data: Any) -> list[str]:
    orders, faults = data.get("orders", []), list[str]()
    if type(orders) is not list:
        return ["years.json: orders are no list"]
    keys = ("id", "title", "unit", "arcs", "coefficients", "columns", "column_coefficients")
    for number, order in enumerate(orders):
        what = f"years.json: order {number + 1}"
        wrong = verify._keys(what, order, (*keys, "lower", "upper", "over_all"))
        if wrong:
            return wrong
        for name in ("title", "unit"):
            faults += verify._text(f"{what}: {name}", order[name])
        for name, of in (("arcs", "arcs"), ("columns", "columns")):
            most = len(data.get(of, [])) - 1
            faults += verify._indices(f"{what}: {name}", order[name], 0, most)
        if faults:
            return faults
        for name, of in (("coefficients", "arcs"), ("column_coefficients", "columns")):
            low, high = -verify.LARGEST, verify.LARGEST
            faults += verify._wholes(f"{what}: {name}", order[name], low, high, len(order[of]))
        for name in ("lower", "upper"):
            if order[name] is not None:
                low, high, years = -verify.LARGEST, verify.LARGEST, len(data["years"])
                faults += verify._wholes(f"{what}: {name}", order[name], low, high, years)
        if type(order["over_all"]) is not bool:
            faults.append(f"{what}: over_all is neither true nor false")
        if faults:
            return faults
    rows = [*data.get("works", []), *orders]
    ids = [data["money_row"], *(row["id"] for row in rows)]
    return verify._ids("years.json: orders", ids)


def _years_faults(data: Any) -> list[str]:
    years = data["years"]
    if type(years) is not list or not 1 <= len(years) <= MOST_YEARS:
        return [f"years.json: years are no list of 1 to {MOST_YEARS}"]
    faults = []
    for number, year in enumerate(years):
        what = f"years.json: year {number + 1}"
        wrong = verify._keys(what, year, ("name", "weight", "money", "cost"))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: name", year["name"])
        faults += verify._whole(f"{what}: weight", year["weight"], 0, verify.LARGEST)
        if year["money"] is not None:
            faults += verify._whole(f"{what}: money", year["money"], 0, verify.LARGEST)
        if type(year["cost"]) is not list or len(year["cost"]) != len(data["arcs"]):
            faults.append(f"{what}: cost is no list of one figure per arc")
        else:
            known = [c for c in year["cost"] if c is not None]
            faults += verify._wholes(f"{what}: cost", known, 0, verify.LARGEST)
    if len({year["money"] is None for year in years}) > 1:
        faults.append("years.json: some years have money, and others no limit of it")
    names = [year["name"] for year in years]
    if not faults and (names != sorted(set(names)) or not all(map(str.isalnum, names))):
        faults.append("years.json: names of years are not letters and digits, each once, in order")
    both = set(data["arcs"]) & set(data["present"])
    return faults + [
        f"years.json: {verify._short(i)} is present and built" for i in sorted(both)[:1]
    ]


def _schedules_form(data: Any) -> list[str]:
    schedules = data["schedules"]
    if type(schedules) is not list or len(schedules) > MOST_SCHEDULES:
        return [f"years.json: schedules are no list of at most {MOST_SCHEDULES}"]
    faults = []
    for number, schedule in enumerate(schedules):
        what = f"years.json: schedule {number + 1}"
        wrong = verify._keys(what, schedule, ("name", "value", "built"), ("amounts",))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: name", schedule["name"])
        faults += verify._whole(f"{what}: value", schedule["value"], -LARGEST_VALUE, LARGEST_VALUE)
        if type(schedule["built"]) is not list:
            return [*faults, f"{what}: built is no list"]
        for pair in schedule["built"]:
            if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str:
                return [*faults, f"{what}: {verify._short(pair)} is no pair of an arc and a year"]
            faults += verify._whole(f"{what}: year", pair[1], 0, len(data["years"]) - 1)
        faults += faults or _amounts_form(data, what, schedule)
        if faults:
            return faults
    return faults


def _amounts_form(data: Any, what: str, schedule: Any) -> list[str]:
    """Return what of a schedule's amounts is no list of one figure per year and column."""
    amounts, faults = schedule.get("amounts", []), list[str]()
    if type(amounts) is not list or len(amounts) not in {0, len(data["years"])}:
        return [f"{what}: amounts are no list of the years"]
    if bool(amounts) is not bool(data.get("columns", [])):
        return [f"{what}: amounts where there are no columns, or none where there are"]
    for of in amounts:
        count = len(data["columns"])
        faults += verify._wholes(f"{what}: amounts", of, 0, verify.LARGEST, count)
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


# --- the bound ----------------------------------------------------------------------------------


def relaxation_faults(data: Any, problem: Any, year: int) -> list[str]:
    """Return where a year's problem could leave out what some schedule has in place by then."""
    name = data["years"][year]["name"]
    index = {arc_id: a for a, arc_id in enumerate(problem["arcs"]["id"])}
    least = _least_costs(data, year)
    missing = [i for i in least if i not in index]
    if missing:
        return [f"year {name}: {verify._short(missing[0])} can be built and is not in its problem"]
    for work in data.get("works", []):
        amount = dict(zip(work["arcs"], work["coefficients"], strict=True))
        most = {i: amount.get(a, 0) for a, i in enumerate(data["arcs"]) if i in least}
        faults = _sum_faults(data, problem, year, work["id"], most, sum(work["upper"][: year + 1]))
        if faults:
            return faults
    faults = _columns_faults(data, problem, year)
    for order in data.get("orders", []):
        faults = faults or _order_faults(data, problem, year, order, set(least))
    money = [y["money"] for y in data["years"][: year + 1]]
    if None not in money:
        counts = [column["money"] for column in data.get("columns", [])]
        there, row_id = sum(money), data["money_row"]
        return faults or _sum_faults(data, problem, year, row_id, least, there, counts)
    if any(row["id"] == data["money_row"] for row in problem["limits"]):
        return [f"year {name}: {data['money_row']} limits what no money of the years limits"]
    return faults


def _columns_faults(data: Any, problem: Any, year: int) -> list[str]:
    """Return amounts that some schedule takes by then, beyond those of the year's problem."""
    name = data["years"][year]["name"]
    for column, of_year in zip(data.get("columns", []), problem.get("columns", []), strict=True):
        there = min(column["total"], (year + 1) * column["upper"])
        if of_year["upper"] < there:
            return [f"year {name}: {verify._short(column['id'])} is at most {there} by then"]
    known = {data["money_row"], *(order["id"] for order in data.get("orders", []))}
    for row in problem["limits"]:
        if row.get("columns") and row["id"] not in known:
            return [f"year {name}: {verify._short(row['id'])} counts amounts and is no order"]
    return []


def _order_faults(data: Any, problem: Any, year: int, order: Any, by_then: set[str]) -> list[str]:
    """Return where a limit asks for more than an order does of all years up to one.

    Of what can be built by then it must count just what the order does, and nothing of what is
    present; its sides may be wider than the sums of the order's.
    """
    what = f"year {data['years'][year]['name']}: {verify._short(order['id'])}"
    rows = [row for row in problem["limits"] if row["id"] == order["id"]]
    if not rows:
        return []
    (row,) = rows
    own = slice(year if order["over_all"] else 0, year + 1)
    low, high = row["lower"], row["upper"]
    if low is not None and (order["lower"] is None or low > sum(order["lower"][own])):
        return [f"{what} asks for {low}, more than its years do"]
    if high is not None and (order["upper"] is None or high < sum(order["upper"][own])):
        return [f"{what} is {high}, less than its years have"]
    counted = dict(zip(order["arcs"], order["coefficients"], strict=True))
    expected = {i: counted.get(a, 0) for a, i in enumerate(data["arcs"]) if i in by_then}
    expected |= dict.fromkeys(data["present"], 0)
    ids = problem["arcs"]["id"]
    counts = dict(zip((ids[a] for a in row["arcs"]), row["coefficients"], strict=True))
    for arc_id, k in expected.items():
        if counts.get(arc_id, 0) != k:
            return [f"{what} counts {counts.get(arc_id, 0)} of {verify._short(arc_id)}, not {k}"]
    if sorted(verify._column_entries(row)) != sorted(
        zip(order["columns"], order["column_coefficients"], strict=True)
    ):
        return [f"{what} counts other amounts than the order"]
    return []


def _sum_faults(
    data: Any,
    problem: Any,
    year: int,
    row_id: str,
    most_of: dict[str, int],
    there: int,
    counts: Sequence[int] = (),
) -> list[str]:
    """Return where the limit of a sum over the years asks for less, or counts more, than it may.

    `counts` is what a unit of each column counts there at most.
    """
    name = data["years"][year]["name"]
    rows = [row for row in problem["limits"] if row["id"] == row_id]
    if not rows:
        return []
    (row,) = rows
    if row["lower"] is not None:
        return [f"year {name}: {verify._short(row_id)} asks for a least sum"]
    if row["upper"] < there:
        return [f"year {name}: {row_id} is {row['upper']}, less than {there}"]
    taken = dict(verify._column_entries(row))
    for c, k in enumerate(counts):
        if taken.get(c, 0) > k:
            return [f"year {name}: amount {c + 1} counts {taken.get(c, 0)} there, and {k}"]
    ids = problem["arcs"]["id"]
    for a, k in zip(row["arcs"], row["coefficients"], strict=True):
        most = 0 if ids[a] in data["present"] else most_of.get(ids[a])
        if most is not None and k > most:
            return [
                f"year {name}: {verify._short(ids[a])} counts {k} there, and {most} in some year"
            ]
    return []


def _least_costs(data: Any, year: int) -> dict[str, int]:
    """Return the least cost of each arc that can be built by the end of a year."""
    least: dict[str, int] = {}
    for t in range(year + 1):
        for arc_id, cost in zip(data["arcs"], data["years"][t]["cost"], strict=True):
            if cost is not None:
                least[arc_id] = min(cost, least.get(arc_id, cost))
    return least


def bound_of(data: Any, answers: list[Any]) -> int:
    """Return the sum of the weights times the certified bounds of the years."""
    pairs = zip(data["years"], answers, strict=True)
    return sum(year["weight"] * answer["stages"][0]["certified_bound"] for year, answer in pairs)


# --- the programme drawn as one problem ---------------------------------------------------------


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
        there = state_of(data, problem, {}, t)
        today += data["years"][t]["weight"] * _benefit(problem, there)
    bound: int = answer["stages"][0]["certified_bound"]
    return today + years_as_one.unit_of(data) * bound


# --- schedules ----------------------------------------------------------------------------------


def schedule_faults(data: Any, problems: list[Any], schedule: Any, bound: int) -> list[str]:
    """Return what of a schedule does not hold: its arcs, its money, its plans, its value."""
    name = f"schedule {verify._short(schedule['name'])}"
    built: dict[str, int] = {}
    number = {arc_id: k for k, arc_id in enumerate(data["arcs"])}
    for arc_id, year in schedule["built"]:
        if arc_id in built:
            return [f"{name}: {verify._short(arc_id)} is built twice"]
        if arc_id not in number:
            return [f"{name}: {verify._short(arc_id)} is nothing that can be built"]
        if data["years"][year]["cost"][number[arc_id]] is None:
            return [f"{name}: {verify._short(arc_id)} cannot be built in {_year(data, year)}"]
        built[arc_id] = year
    amounts = schedule.get("amounts", [])
    faults = money_faults(data, built, number, amounts) + works_faults(data, built, number)
    faults += amounts_faults(data, amounts) + orders_faults(data, built, number, amounts)
    value = 0
    for t, problem in enumerate(problems):
        chosen = state_of(data, problem, built, t)
        faults += [
            f"{_year(data, t)}: {f}"
            for f in verify.plan_faults(problem, chosen, together(amounts, t), verify.Steps())
        ]
        value += data["years"][t]["weight"] * _benefit(problem, chosen)
    if faults:
        return [f"{name}: {fault}" for fault in faults]
    if schedule["value"] != value:
        return [f"{name}: value is {schedule['value']}, its years give {value}"]
    if value > bound:
        return [f"{name}: value {value} is beyond the bound {bound}"]
    return []


def together(amounts: list[list[int]], year: int) -> list[int]:
    """Return per column the amounts of all years up to one."""
    return [sum(of) for of in zip(*amounts[: year + 1], strict=True)]


def amounts_faults(data: Any, amounts: list[list[int]]) -> list[str]:
    """Return the columns of which a year, or all years together, take more than there is."""
    faults = []
    for c, column in enumerate(data.get("columns", [])):
        taken, name = [of[c] for of in amounts], verify._short(column["id"])
        for t, amount in enumerate(taken):
            if amount > column["upper"]:
                faults.append(f"{_year(data, t)}: {name} is {amount}, of {column['upper']}")
        if sum(taken) > column["total"]:
            faults.append(f"{name} is {sum(taken)} in all, of {column['total']}")
    return faults


def orders_faults(
    data: Any, built: dict[str, int], number: dict[str, int], amounts: list[list[int]]
) -> list[str]:
    """Return the years in which a row of orders does not hold."""
    faults, years = [], range(len(data["years"]))
    for order in data.get("orders", []):
        counts = dict(zip(order["arcs"], order["coefficients"], strict=True))
        columns = list(zip(order["columns"], order["column_coefficients"], strict=True))
        used = [sum(k * amounts[t][c] for c, k in columns) for t in years]
        for arc_id, year in built.items():
            used[year] += counts.get(number[arc_id], 0)
        for t in years:
            of = sum(used[: t + 1]) if order["over_all"] else used[t]
            low, high = (None if x is None else x[t] for x in (order["lower"], order["upper"]))
            if not verify._within(of, low, high):
                name = verify._short(order["id"])
                faults.append(f"{_year(data, t)}: order {name} does not hold: {of}")
    return faults


def money_faults(
    data: Any, built: dict[str, int], number: dict[str, int], amounts: list[list[int]]
) -> list[str]:
    """Return the years whose money does not pay for what is built in them."""
    counts = [column["money"] for column in data.get("columns", [])]
    spent = [0] * len(data["years"])
    for t, of in enumerate(amounts):
        spent[t] = sum(k * y for k, y in zip(counts, of, strict=True))
    for arc_id, year in built.items():
        spent[year] += data["years"][year]["cost"][number[arc_id]]
    faults, left = [], 0
    for t, year in enumerate(data["years"]):
        if year["money"] is None:
            continue
        there = year["money"] + (left if data["carries_over"] else 0)
        if spent[t] > there:
            faults.append(f"{_year(data, t)}: {spent[t]} is spent, {there} is there")
        left = there - spent[t]
    return faults


def works_faults(data: Any, built: dict[str, int], number: dict[str, int]) -> list[str]:
    """Return the years in which more is built than their works allow."""
    faults = []
    for work in data.get("works", []):
        amount = dict(zip(work["arcs"], work["coefficients"], strict=True))
        done = [0] * len(data["years"])
        for arc_id, year in built.items():
            done[year] += amount.get(number[arc_id], 0)
        for t, upper in enumerate(work["upper"]):
            if done[t] > upper:
                faults.append(f"{_year(data, t)}: {work['id']}: {done[t]} is built, of {upper}")
    return faults


def state_of(data: Any, problem: Any, built: dict[str, int], year: int) -> list[int]:
    """Return the arcs of a year's problem that are in place at its end."""
    index = {arc_id: a for a, arc_id in enumerate(problem["arcs"]["id"])}
    head = problem["arcs"]["head"]
    chosen = [index[arc_id] for arc_id, when in built.items() if when <= year]
    entered = {head[a] for a in chosen}
    stay = [index[arc_id] for arc_id in data["present"] if arc_id in index]
    return sorted([*chosen, *(a for a in stay if head[a] not in entered)])


def _benefit(problem: Any, chosen: Iterable[int]) -> int:
    terms = verify.goal_terms(problem, problem["goals"][0])
    return sum(terms[a] for a in chosen)


def _year(data: Any, year: int) -> str:
    return f"year {data['years'][year]['name']}"


def _end_faults(data: Any, problems: list[Any], end: Any) -> list[str]:
    """Return where the run's answer is not what the first schedule has in place in the end."""
    problem, answer = end
    if not data["schedules"]:
        return ["certificate.json: there is no schedule that it is the end of"]
    built = dict(data["schedules"][0]["built"])
    last = problems[-1]
    state = state_of(data, last, built, len(problems) - 1)
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
    faults = form_faults(data)
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
