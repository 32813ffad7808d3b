"""Whether the problems of the years leave nothing out: a part of verify_years.py.

The bound. In year t's problem one limit, `money_row`, stands for the money: its upper side is at
least all money up to the end of t, its coefficients at most the least cost of each arc until then,
nothing for present arcs; and so a limit for each kind of works, where there is one. Its amounts are
those of all years up to t together, its rows of orders the sums of theirs. Every arc that
could be built by then is an arc of the problem. So what is in place under any schedule is a plan of
that problem, its benefit is at most the certified bound, and the value of every schedule is at most
the sum of the weights times those bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from optimizers import verify
else:  # verify.py beside this file, which verify_years.py has loaded
    import verify


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
