"""Schedules, row by row in whole numbers: a part of verify_years.py.

What a schedule is. It names the year in which each arc is built. At the end of year t there are in
place: the arcs built by then, and each present arc whose head nothing built enters. That must be a
plan of year t's problem. What is built in a year is paid at its cost in that year, within the money
of the year, or within all money up to then where it carries over, and within the works of the year
(metres of trench, installations), which never carry over. Amounts beside the arcs (units from
stock, units at a tier's price) are decided in each year; the orders are rows over what is built in
the year and its amounts, or over all years up to it. The value is the sum of the years' weights
times the benefit of what is in place at their ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from optimizers import verify
else:  # verify.py beside this file, which verify_years.py has loaded
    import verify


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
        value += data["years"][t]["weight"] * benefit_of(problem, chosen)
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


def benefit_of(problem: Any, chosen: Iterable[int]) -> int:
    """Return the benefit of chosen arcs, by their numbers in a problem."""
    terms = verify.goal_terms(problem, problem["goals"][0])
    return sum(terms[a] for a in chosen)


def _year(data: Any, year: int) -> str:
    return f"year {data['years'][year]['name']}"
