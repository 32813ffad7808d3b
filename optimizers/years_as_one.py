"""Draw a programme of several years as one problem over the nodes and arcs of every year.

verify_years.py draws it from years.json and the problems of the years, to check the certificate of
its bound; the solver solves the same drawing. Nothing but Python and verify.py is needed.

There is a node for each node and year, an arc for each arc and year in which it can be built, one
that waits from each year to the next, and the money, works and limits of every year as rows. Every
schedule is a plan of it, which earns what the schedule adds to what is in place today, in units of
the greatest common divisor of the weights. Ways and loads are left out, which only widens it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING or __package__:
    from optimizers import verify
else:  # verify.py beside this file, which verify_years.py has loaded
    import verify

_ASKED = "asked of the year"


class DrawnArc(NamedTuple):
    """What an arc of the drawing stands for."""

    year: int  # in which it is built, or into which its node waits, from 0
    arc: int | None  # place among the arcs that can be built; None: it waits
    node: str  # the node that it enters


class Drawing(NamedTuple):
    """The programme as one problem, and what each of its arcs stands for."""

    problem: dict[str, Any]
    arcs: list[DrawnArc]


def unit_of(data: Any) -> int:
    """Return the greatest common divisor of the weights, the unit of the expanded benefit."""
    return math.gcd(*(year["weight"] for year in data["years"])) or 1


def drawn(data: Any, problems: list[Any]) -> Drawing:
    """Return the programme as one problem over nodes and arcs of every year.

    What a node earns in a year is the most that anything built into it could earn over what is in
    place today; what an arc earns less, in all years from its own on, is its loss.
    """
    last, years = problems[-1], range(len(problems))
    ids, heads = last["nodes"]["id"], last["arcs"]["head"]
    at = {arc_id: a for a, arc_id in enumerate(last["arcs"]["id"])}
    own = [at[i] for i in data["arcs"]]
    frames = [_frame(data, problem) for problem in problems]
    given = {ids[0], *(name for frame in frames[:1] for name in frame["stays"])}
    names = [
        ids[v] for v in sorted({heads[a] for a in own} | {last["arcs"]["tail"][a] for a in own})
    ]
    names = [name for name in dict.fromkeys(names) if name != ids[0]]
    into: dict[str, list[int]] = {}
    for k, a in enumerate(own):
        into.setdefault(ids[heads[a]], []).append(k)
    gain = [_gains(data, frame, t) for t, frame in enumerate(frames)]
    node = {(name, t): 1 + t * len(names) + i for t in years for i, name in enumerate(names)}
    prize = {(name, t): max([0, *(gain[t][k] for k in into.get(name, ()))]) for name, t in node}
    arcs: dict[str, list[Any]] = {"id": [], "tail": [], "head": [], "loss": []}
    stands_for: list[DrawnArc] = []
    place: dict[tuple[int, int], int] = {}  # of an arc built in a year
    for t in years:
        for k, a in enumerate(own):
            if data["years"][t]["cost"][k] is None:
                continue
            tail, head = ids[last["arcs"]["tail"][a]], ids[heads[a]]
            place[k, t] = len(stands_for)
            loss = sum(prize[head, s] - gain[s][k] for s in years[t:])
            begin = 0 if tail in given else node[tail, t]
            _add(arcs, f"{t}:{data['arcs'][k]}", begin, node[head, t], loss)
            stands_for.append(DrawnArc(t, k, head))
        for name in names if t else ():
            _add(arcs, f"{t}:stay:{name}", node[name, t - 1], node[name, t], 0)
            stands_for.append(DrawnArc(t, None, name))
    problem = {
        "format": verify.PROBLEM_FORMAT,
        "nodes": {
            "id": ["root", *(f"{t}:{name}" for name, t in sorted(node, key=node.__getitem__))],
            "prize": [0, *(prize[key] for key in sorted(node, key=node.__getitem__))],
        },
        "arcs": arcs,
        "required": sorted(
            [node[name, t], _ASKED]
            for t, frame in enumerate(frames)
            for name in frame["required"]
            if (name, t) in node
        ),
        "limits": [
            *_once(place, into, given - {ids[0]}),
            *_money_rows(data, place),
            *_works_rows(data, place),
            *_order_rows(data, place),
            *_total_rows(data),
            *(row for t, frame in enumerate(frames) for row in _year_rows(data, frame, t, place)),
        ],
        "goals": [{"name": "benefit", "sense": "max", "quantity": "benefit"}],
    }
    columns = [
        {
            **{key: column[key] for key in ("title", "upper", "whole")},
            "id": f"{t}:{column['id']}",
            "quantities": {},
        }
        for t in years
        for column in data.get("columns", [])
    ]
    if columns:
        problem["columns"] = columns
    return Drawing(problem, stands_for)


def _add(arcs: dict[str, list[Any]], name: str, tail: int, head: int, loss: int) -> None:
    for key, value in zip(("id", "tail", "head", "loss"), (name, tail, head, loss), strict=True):
        arcs[key].append(value)


def _frame(data: Any, problem: Any) -> dict[str, Any]:
    """Return a year's problem with its arcs by id, and the present arc into each node by its id."""
    index = {arc_id: a for a, arc_id in enumerate(problem["arcs"]["id"])}
    ids, head, tail = problem["nodes"]["id"], problem["arcs"]["head"], problem["arcs"]["tail"]
    present = [index[i] for i in data["present"] if i in index]
    stays = {ids[head[a]]: a for a in present}
    asked = [
        ids[v]
        for v, _ in problem["required"]
        if ids[v] not in stays or tail[stays[ids[v]]] == v  # it can no longer be in place
    ]
    return {"problem": problem, "index": index, "stays": stays, "required": asked}


def _gains(data: Any, frame: Any, year: int) -> list[int]:
    """Return what each arc adds in a year to what is in place today, in units of the weights."""
    problem = frame["problem"]
    terms = verify.goal_terms(problem, problem["goals"][0])
    ids, head = problem["nodes"]["id"], problem["arcs"]["head"]
    weight, found = data["years"][year]["weight"] // unit_of(data), []
    for arc_id in data["arcs"]:
        a = frame["index"].get(arc_id)
        before = None if a is None else frame["stays"].get(ids[head[a]])
        more = 0 if a is None else terms[a] - (0 if before is None else terms[before])
        found.append(weight * more)
    return found


def _once(place: dict[tuple[int, int], int], into: Any, given: set[str]) -> list[dict[str, Any]]:
    """Return that a present link is replaced once."""
    rows = []
    for name in sorted(given & into.keys()):
        inside = {place[k, t]: 1 for k, t in place if k in set(into[name])}
        rows.append(_row(f"once:{name}", inside, None, 1))
    return rows


def _money_rows(data: Any, place: dict[tuple[int, int], int]) -> list[dict[str, Any]]:
    rows, there = [], 0
    for t, year in enumerate(data["years"]):
        if year["money"] is None:
            continue
        there = year["money"] + (there if data["carries_over"] else 0)
        paid = range(t + 1) if data["carries_over"] else range(t, t + 1)
        used = {a: data["years"][s]["cost"][k] for (k, s), a in place.items() if s in paid}
        taken = {
            s * len(data.get("columns", [])) + c: column["money"]
            for s in paid
            for c, column in enumerate(data.get("columns", []))
        }
        rows.append(_row(f"{t}:money", used, None, there, taken))
    return rows


def _works_rows(data: Any, place: dict[tuple[int, int], int]) -> list[dict[str, Any]]:
    rows = []
    for work in data.get("works", []):
        amount = dict(zip(work["arcs"], work["coefficients"], strict=True))
        for t, upper in enumerate(work["upper"]):
            used = {a: amount.get(k, 0) for (k, s), a in place.items() if s == t}
            rows.append(_row(f"{t}:{work['id']}", used, None, upper))
    return rows


def _order_rows(data: Any, place: dict[tuple[int, int], int]) -> list[dict[str, Any]]:
    """Return the orders of every year, over all years up to it where they say so."""
    rows = []
    for order in data.get("orders", []):
        counts = dict(zip(order["arcs"], order["coefficients"], strict=True))
        amounts = list(zip(order["columns"], order["column_coefficients"], strict=True))
        for t in range(len(data["years"])):
            counted = range(t + 1) if order["over_all"] else range(t, t + 1)
            used = {a: counts.get(k, 0) for (k, s), a in place.items() if s in counted}
            taken = {s * len(data["columns"]) + c: k for s in counted for c, k in amounts}
            name = f"{t}:{order['id']}"
            low, high = (None if x is None else x[t] for x in (order["lower"], order["upper"]))
            rows.append(_row(name, used, low, high, taken))
    return rows


def _total_rows(data: Any) -> list[dict[str, Any]]:
    """Return that the years together take no more of a column than there is."""
    rows, columns, years = [], data.get("columns", []), range(len(data["years"]))
    for c, column in enumerate(columns):
        if column["total"] < len(years) * column["upper"]:
            taken = {t * len(columns) + c: 1 for t in years}
            rows.append(_row(f"total:{column['id']}", {}, None, column["total"], taken))
    return rows


def _year_rows(
    data: Any, frame: Any, year: int, place: dict[tuple[int, int], int]
) -> list[dict[str, Any]]:
    """Return the limits of a year over what is built by its end, and what of today it replaces."""
    problem, rows = frame["problem"], []
    ids, head = problem["nodes"]["id"], problem["arcs"]["head"]
    others = (*data.get("works", []), *data.get("orders", []))
    sums = {data["money_row"], *(row["id"] for row in others)}
    for limit in problem["limits"]:
        if limit["id"] in sums:
            continue
        by_arc = dict(zip(limit["arcs"], limit["coefficients"], strict=True))
        before = {name: by_arc.get(a, 0) for name, a in frame["stays"].items()}
        rest, used = sum(before.values()), {}
        for (k, s), place_of in place.items():
            a = frame["index"].get(data["arcs"][k])
            if s <= year and a is not None:
                used[place_of] = by_arc.get(a, 0) - before.get(ids[head[a]], 0)
        low, high = (None if x is None else x - rest for x in (limit["lower"], limit["upper"]))
        rows.append(_row(f"{year}:{limit['id']}", used, low, high))
    return rows


def _row(
    name: str,
    used: dict[int, int],
    low: int | None,
    high: int | None,
    taken: dict[int, int] | None = None,
) -> dict[str, Any]:
    """Return a limit over arcs and, where any is taken, amounts."""
    arcs = sorted(a for a, k in used.items() if k)
    columns = sorted(c for c, k in (taken or {}).items() if k)
    amounts = {"columns": columns, "column_coefficients": [(taken or {})[c] for c in columns]}
    return {
        "id": name,
        "title": name,
        "unit": "",
        "arcs": arcs,
        "coefficients": [used[a] for a in arcs],
        "lower": low,
        "upper": high,
        **(amounts if columns else {}),
    }
