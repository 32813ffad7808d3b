"""Check a plan and its bound against the problem, with the standard library alone.

    python verify.py [FOLDER]

FOLDER holds problem.json and certificate.json; without it the folder of this file is taken.
Nothing is trusted: the plan's shape, limits and value are recomputed, and the certified bound is
re-derived from the certificate by weak duality in whole numbers. Exit code 0 when all holds.

The bound. Let x be any plan, c its objective per arc, and let potentials of a terminal t be any
numbers pot >= 0 on nodes with pot(root) = 0. If t is entered, the path that reaches it climbs at
least pot(t); so  sum over arcs of max(0, pot(head) - pot(tail)) * x  >=  pot(t) * [t is entered].
Add these rows, and each limit at its price; what remains of an arc is its reduced profit. A plan
enters each node at most once (a required node exactly once), so the sum over nodes of the largest
reduced profit of its entering arcs, or 0 if that is negative and the node is not required, plus
price * limit over all limits, is a bound. A column, an amount in 0..upper, adds upper times its
reduced profit where that is positive. All figures are multiples of 1 / scale.

Hop limits. The bound of a problem with hop limits is that of the same problem drawn in layers
(`layered`): a node stands there once for every number of limited arcs on the way to it, its twins,
and a plan enters at most one of them.

Capacities. The loads of a plan, seen as flows, satisfy the rows of `flow_rows`, each >= 0. A
certificate may add multiples >= 0 of them; a flow then adds its upper side times its reduced profit
where that is positive.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROBLEM_FORMAT = "kholboo-problem/1"
ANSWER_FORMAT = "kholboo-answer/1"


def check(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return every difference between what `answer` claims and what can be re-derived.

    An empty list means that all holds. Malformed input is a difference, not an exception.
    """
    try:
        return _differences(problem, answer)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        return [f"the files cannot be read as a problem and an answer: {fault!r}"]


def _differences(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    for name, data, expected in (
        ("problem", problem, PROBLEM_FORMAT),
        ("answer", answer, ANSWER_FORMAT),
    ):
        if data.get("format") != expected:
            return [f"{name}: format is {data.get('format')!r}, expected {expected!r}"]
    faults: list[str] = []
    chosen, amounts = answer["chosen"], answer.get("amounts", [])
    goals = problem["goals"]
    if chosen is not None:
        faults += plan_faults(problem, chosen, amounts)
        if faults:
            return faults
    for number, stage in enumerate(answer["stages"]):
        faults += _stage_faults(problem, number, stage, answer)
    names = [stage["name"] for stage in answer["stages"]]
    if names != [goal["name"] for goal in goals][: len(names)] or not names:
        faults.append(f"stages are {names}, expected the goals in order")
    elif answer["status"] != answer["stages"][0]["status"]:
        faults.append(f"status is {answer['status']!r}, its first stage says otherwise")
    return faults


def plan_faults(
    problem: dict[str, Any], chosen: list[int], amounts: Sequence[int] = ()
) -> list[str]:
    """Return why `chosen`, with the `amounts` of the columns, is not a plan of `problem`.

    Shape, required nodes, ranges of the amounts, limits.
    """
    arcs = problem["arcs"]
    tail, head, ids = arcs["tail"], arcs["head"], arcs["id"]
    if any(type(a) is not int or not 0 <= a < len(ids) for a in chosen):
        return ["plan: an arc is not an index of the problem"]
    if any(b <= a for a, b in itertools.pairwise(chosen)):
        return ["plan: arcs are not in rising order"]
    columns = problem.get("columns", [])
    if len(amounts) != len(columns):
        return [f"plan: {len(amounts)} amounts for {len(columns)} columns"]
    faults = [
        f"plan: amount of {column['id']} is {y!r}, outside 0..{column['upper']}"
        for column, y in zip(columns, amounts, strict=True)
        if type(y) is not int or not 0 <= y <= column["upper"]
    ]
    if faults:
        return faults
    entered: dict[int, int] = {}
    leaving: dict[int, list[int]] = {}
    for a in chosen:
        if head[a] == 0:
            faults.append(f"plan: arc {ids[a]} enters the root")
        if head[a] in entered:
            faults.append(f"plan: {_node(problem, head[a])} is entered twice")
        entered[head[a]] = a
        leaving.setdefault(tail[a], []).append(head[a])
    reached, stack = {0}, [0]
    while stack:
        for v in leaving.get(stack.pop(), ()):
            if v not in reached:
                reached.add(v)
                stack.append(v)
    faults += [
        f"plan: {_node(problem, v)} is not joined to the root" for v in entered if v not in reached
    ]
    for v, why in problem["required"]:
        if v not in entered:
            faults.append(f"plan: {_node(problem, v)} is required ({why}) and not entered")
    faults += [
        f"limit {row['id']}: uses {used}, outside {row['lower']}..{row['upper']}"
        for row, used in zip(problem["limits"], limit_use(problem, chosen, amounts), strict=True)
        if not _within(used, row["lower"], row["upper"])
    ]
    return faults if faults else [*_hop_faults(problem, entered), *_load_faults(problem, entered)]


def _hop_faults(problem: dict[str, Any], entered: dict[int, int]) -> list[str]:
    """Return where a way from the root uses more limited arcs than it may."""
    faults = []
    for limit in problem.get("hops", []):
        limited, hops = set(limit["arcs"]), {0: 0}
        for v in entered:
            way = []
            while v not in hops:
                way.append(v)
                v = problem["arcs"]["tail"][entered[v]]
            count = hops[v]
            for u in reversed(way):
                count += entered[u] in limited
                hops[u] = count
        faults += [
            f"hop limit {limit['id']}: {count} hops on the way to {_node(problem, v)},"
            f" at most {limit['most']}"
            for v, count in hops.items()
            if count > limit["most"]
        ]
    return faults


def _load_faults(problem: dict[str, Any], entered: dict[int, int]) -> list[str]:
    """Return the arcs whose load, their own and that of all below them, is above the capacity."""
    tail, ids = problem["arcs"]["tail"], problem["arcs"]["id"]
    loads: dict[str, dict[int, int]] = {}
    for quantity in sorted({row["quantity"] for row in problem.get("capacities", [])}):
        load = loads[quantity] = dict.fromkeys(entered.values(), 0)
        asked = problem["arcs"]["quantity:" + quantity]
        for v, a in entered.items():
            while asked[a] and v != 0:
                load[entered[v]] += asked[a]
                v = tail[entered[v]]
    return [
        f"capacity {row['id']}: {ids[a]} carries {loads[row['quantity']][a]}, above {row['upper']}"
        for row in problem.get("capacities", [])
        for a in row["arcs"]
        if loads[row["quantity"]].get(a, 0) > row["upper"]
    ]


def layered(problem: dict[str, Any]) -> dict[str, Any]:
    """Return the same problem drawn in layers, without hop limits; itself when it has none.

    A node gets one copy per count of limited arcs on the way to it that is within the limits; where
    no limited arc can follow, counts are forgotten. Of the copies (`twin`: the first of them) a
    plan enters at most one. What a node with several copies earns, or that it is required, moves to
    one more node that each copy leads to. Plans of both are the same, arc by arc (`of`: the arc of
    the problem, -1 for the step from a copy); nodes, counts and arcs keep their order.
    """
    limits = [(set(h["arcs"]), h["most"]) for h in problem.get("hops", [])]
    if not limits:
        return problem
    copies, steps = _copies(problem, limits)
    place = {copy: number for number, copy in enumerate(copies)}
    first = {v: place[v, count] for v, count in reversed(copies)}
    several = {v for v, count in copies if place[v, count] != first[v]}
    required = {v for v, _ in problem["required"]}
    earning = sorted(v for v in several if problem["nodes"]["prize"][v] or v in required)
    end = {v: len(copies) + number for number, v in enumerate(earning)}
    ends = [(-1, place[copy], end[copy[0]]) for copy in copies if copy[0] in end]
    drawn = [(a, place[u], place[v]) for a, u, v in steps] + ends
    index: dict[int, list[int]] = {}
    for number, (a, _, _) in enumerate(drawn):
        index.setdefault(a, []).append(number)
    spread = {name: [_spread(row, index) for row in problem.get(name, [])] for name in _ROWS}
    return {
        **{k: v for k, v in problem.items() if k != "hops"},
        "nodes": _layered_nodes(problem["nodes"], copies, several, first, end),
        "arcs": _layered_arcs(problem["arcs"], drawn),
        "required": [[end.get(v, first[v]), why] for v, why in problem["required"]],
        **{name: rows for name, rows in spread.items() if name in problem},
    }


_ROWS = ("limits", "capacities")
Copy = tuple[int, tuple[int, ...]]  # a node and its counts of limited arcs


def _copies(
    problem: dict[str, Any], limits: list[tuple[set[int], int]]
) -> tuple[list[Copy], list[tuple[int, Copy, Copy]]]:
    """Return the copies that a way from the root can reach, and the steps between them."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    counted = [_before(problem, limited) for limited, _ in limits]
    leaving: dict[int, list[int]] = {}
    for a, (u, v) in enumerate(zip(tail, head, strict=True)):
        if v != 0 and u != v:
            leaving.setdefault(u, []).append(a)
    start: Copy = (0, (0,) * len(limits))
    found, stack, steps = {start}, [start], []
    while stack:
        copy = stack.pop()
        for a in leaving.get(copy[0], ()):
            counts = [
                count + (a in limited) for count, (limited, _) in zip(copy[1], limits, strict=True)
            ]
            if any(count > most for count, (_, most) in zip(counts, limits, strict=True)):
                continue
            kept = (c if head[a] in nodes else 0 for c, nodes in zip(counts, counted, strict=True))
            onward = (head[a], tuple(kept))
            steps.append((a, copy, onward))
            if onward not in found:
                found.add(onward)
                stack.append(onward)
    unreached = {v for v, _ in problem["required"]} - {v for v, _ in found}
    return sorted(found | {(v, start[1]) for v in unreached}), sorted(steps)


def _layered_nodes(
    nodes: dict[str, Any],
    copies: list[Copy],
    several: set[int],
    first: dict[int, int],
    end: dict[int, int],
) -> dict[str, Any]:
    """Return the copies as nodes, and after them where nodes with several copies earn."""
    ids, prize = nodes["id"], nodes["prize"]
    return {
        "id": [
            f"{ids[v]}@{'.'.join(map(str, count))}" if v in several else ids[v]
            for v, count in copies
        ]
        + [ids[v] for v in end],
        "prize": [0 if v in end else prize[v] for v, _ in copies] + [prize[v] for v in end],
        "twin": [first[v] for v, _ in copies] + list(end.values()),
    }


def _layered_arcs(arcs: dict[str, Any], drawn: list[tuple[int, int, int]]) -> dict[str, Any]:
    """Return the steps between copies as arcs with the figures of the arcs they are drawn from."""
    figures = {k: v for k, v in arcs.items() if k == "loss" or k.startswith("quantity:")}
    return {
        "id": [str(number) for number in range(len(drawn))],
        "tail": [u for _, u, _ in drawn],
        "head": [v for _, _, v in drawn],
        **{k: [v[a] if a >= 0 else 0 for a, _, _ in drawn] for k, v in figures.items()},
        "of": [a for a, _, _ in drawn],
    }


def _before(problem: dict[str, Any], limited: set[int]) -> set[int]:
    """Return the nodes from which some limited arc can be reached."""
    entering: dict[int, list[int]] = {}
    for u, v in zip(problem["arcs"]["tail"], problem["arcs"]["head"], strict=True):
        entering.setdefault(v, []).append(u)
    stack = [problem["arcs"]["tail"][a] for a in sorted(limited)]
    found = set(stack)
    while stack:
        for u in entering.get(stack.pop(), ()):
            if u not in found:
                found.add(u)
                stack.append(u)
    return found


def _spread(row: dict[str, Any], index: dict[int, list[int]]) -> dict[str, Any]:
    """Return a row over arcs as the same row over their copies."""
    copies = [(n, k) for k, a in enumerate(row["arcs"]) for n in index.get(a, ())]
    spread = {**row, "arcs": [n for n, _ in copies]}
    if "coefficients" in row:
        spread["coefficients"] = [row["coefficients"][k] for _, k in copies]
    return spread


def limit_use(problem: dict[str, Any], chosen: list[int], amounts: Sequence[int] = ()) -> list[int]:
    """Return per limit the sum of its coefficients over the chosen arcs and the amounts."""
    plan = set(chosen)
    return [
        sum(k for a, k in zip(row["arcs"], row["coefficients"], strict=True) if a in plan)
        + sum(k * amounts[c] for c, k in _column_entries(row))
        for row in problem["limits"]
    ]


def _column_entries(row: dict[str, Any]) -> list[tuple[int, int]]:
    return list(zip(row.get("columns", ()), row.get("column_coefficients", ()), strict=True))


def goal_terms(problem: dict[str, Any], goal: dict[str, str]) -> list[int]:
    """Return per arc what the goal maximises: benefit, or minus a quantity."""
    arcs = problem["arcs"]
    if goal["quantity"] == "benefit":
        prize = problem["nodes"]["prize"]
        terms = [prize[v] - lost for v, lost in zip(arcs["head"], arcs["loss"], strict=True)]
    else:
        terms = arcs["quantity:" + goal["quantity"]]
    return terms if goal["sense"] == "max" else [-t for t in terms]


def column_terms(problem: dict[str, Any], goal: dict[str, str]) -> list[int]:
    """Return per column what a unit of it adds to what the goal maximises."""
    sign = 1 if goal["sense"] == "max" else -1
    columns = problem.get("columns", [])
    return [sign * column["quantities"].get(goal["quantity"], 0) for column in columns]


def certified_bound(
    problem: dict[str, Any], number: int, values: list[int], certificate: dict[str, Any]
) -> tuple[int, int]:
    """Return (numerator, scale) of the bound on goal `number`, to be maximised.

    `values` are the values of the earlier goals, in the sense of maximising, which a plan of this
    stage keeps. With objective_weight 0 a negative numerator proves that there is no plan.
    Raises ValueError when the certificate is not one.
    """
    scale, weight = certificate["scale"], certificate["objective_weight"]
    if type(scale) is not int or scale < 1 or weight not in (0, 1):
        raise ValueError("certificate: scale or objective_weight is not valid")
    problem = layered(problem)
    goals = problem["goals"]
    terms = goal_terms(problem, goals[number])
    profit = [scale * weight * t for t in terms]
    extra = [scale * weight * t for t in column_terms(problem, goals[number])]
    total = 0
    prices = dict(certificate["prices"])
    rows: list[tuple[str, Any, list[tuple[int, int]], int | None, int | None]] = [
        (
            row["id"],
            zip(row["arcs"], row["coefficients"], strict=True),
            _column_entries(row),
            row["lower"],
            row["upper"],
        )
        for row in problem["limits"]
    ]
    for goal, value in zip(goals[:number], values, strict=True):
        entries = list(enumerate(column_terms(problem, goal)))
        earlier = enumerate(goal_terms(problem, goal))
        rows.append(("goal:" + goal["name"], earlier, entries, value, None))
    for name, arcs, columns, lower, upper in rows:
        price = prices.pop(name, 0)
        if type(price) is not int:
            raise ValueError(f"certificate: price of {name} is not a whole number")
        if price == 0:
            continue
        side = upper if price > 0 else lower
        if side is None:
            raise ValueError(f"certificate: limit {name} is priced on a side it does not have")
        total += price * side
        for a, k in arcs:
            profit[a] -= price * k
        for c, k in columns:
            extra[c] -= price * k
    if prices:
        raise ValueError(f"certificate: prices of unknown limits {sorted(prices)[:3]}")
    total += _add_flows(problem, certificate.get("flows", []), profit)
    _charge(problem, certificate["potentials"], profit)
    uppers = [column["upper"] for column in problem.get("columns", [])]
    total += sum(max(0, e) * upper for e, upper in zip(extra, uppers, strict=True))
    return total + _best_entries(problem, profit), scale


def _add_flows(problem: dict[str, Any], priced: list[Any], profit: list[int]) -> int:
    """Add multiples of flow rows to the profits, in place; return what the flows add at most."""
    if not priced:
        return 0
    uppers, rows = flow_rows(problem)
    worth = [0] * len(uppers)
    for number, price in priced:
        if type(price) is not int or price < 0 or not 0 <= number < len(rows):
            raise ValueError(f"certificate: price of flow row {number} is not valid")
        for a, k in rows[number][0]:
            profit[a] += price * k
        for c, k in rows[number][1]:
            worth[c] += price * k
    return sum(max(0, w) * upper for w, upper in zip(worth, uppers, strict=True))


Entries = list[tuple[int, int]]  # number of an arc or a flow, coefficient


def flow_rows(problem: dict[str, Any]) -> tuple[list[int], list[tuple[Entries, Entries]]]:
    """Return the upper sides of the flows, and rows over arcs and flows that all plans keep >= 0.

    A carrier is an arc at or below a capacity below which something is asked for; its flow is its
    load. Rows: at most its room while it is chosen, at least what it asks for itself; what flows
    into a node, less what is asked for there, covers what is asked for and flows on.
    """
    uppers: list[int] = []
    rows: list[tuple[Entries, Entries]] = []
    for quantity in sorted({row["quantity"] for row in problem.get("capacities", [])}):
        _flow_rows_of(problem, quantity, uppers, rows)
    return uppers, rows


def _flow_rows_of(
    problem: dict[str, Any],
    quantity: str,
    uppers: list[int],
    rows: list[tuple[Entries, Entries]],
) -> None:
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    asked = problem["arcs"]["quantity:" + quantity]
    usable = [a for a in range(len(tail)) if head[a] != 0 and tail[a] != head[a]]
    room = _rooms(problem, quantity)
    ask = _spread_over({tail[a] for a in usable if asked[a]}, [(head[a], tail[a]) for a in usable])
    below = _spread_over({head[a] for a in room}, [(tail[a], head[a]) for a in usable])
    most = sum(_largest(asked, head, usable).values())
    flow: dict[int, int] = {}
    for a in usable:
        if (a in room or tail[a] in below) and head[a] in ask:
            flow[a] = len(uppers)
            uppers.append(min(room.get(a, most), most))
            rows.append(([(a, uppers[-1])], [(flow[a], -1)]))
            if asked[a]:
                rows.append(([(a, -asked[a])], [(flow[a], 1)]))
        elif a in room and asked[a] > room[a]:
            rows.append(([(a, -1)], []))
    nodes: dict[int, tuple[Entries, Entries]] = {head[a]: ([], []) for a in flow}
    for a in usable:
        if a in flow:
            nodes[head[a]][1].append((flow[a], 1))
            nodes[head[a]][0].append((a, -asked[a]))
        elif head[a] in nodes:
            nodes[head[a]][0].append((a, most))
        if tail[a] in nodes and a in flow:
            nodes[tail[a]][1].append((flow[a], -1))
        elif tail[a] in nodes:
            nodes[tail[a]][0].append((a, -asked[a]))
    rows += [nodes[v] for v in sorted(nodes)]


def _rooms(problem: dict[str, Any], quantity: str) -> dict[int, int]:
    """Return the least capacity of every arc that has one."""
    room: dict[int, int] = {}
    for row in problem["capacities"]:
        for a in row["arcs"] if row["quantity"] == quantity else ():
            room[a] = min(room.get(a, row["upper"]), row["upper"])
    return room


def _spread_over(found: set[int], steps: list[tuple[int, int]]) -> set[int]:
    """Return the nodes found and all that steps lead to from them."""
    onward: dict[int, list[int]] = {}
    for u, v in steps:
        onward.setdefault(u, []).append(v)
    stack = sorted(found)
    while stack:
        for v in onward.get(stack.pop(), ()):
            if v not in found:
                found.add(v)
                stack.append(v)
    return found


def _largest(asked: list[int], head: list[int], usable: list[int]) -> dict[int, int]:
    """Return per node the most that one of its entering arcs asks for."""
    largest: dict[int, int] = {}
    for a in usable:
        largest[head[a]] = max(largest.get(head[a], 0), asked[a])
    return largest


def _charge(problem: dict[str, Any], potentials: list[Any], profit: list[int]) -> None:
    """Move the potentials' charges between the reduced profits of the arcs, in place."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    entering: dict[int, list[int]] = {}
    for a, v in enumerate(head):
        entering.setdefault(v, []).append(a)
    same = _twins(problem)
    alike: dict[int, list[int]] = {}
    for v, twin in enumerate(same):
        alike.setdefault(twin, []).append(v)
    for terminal, entries in potentials:
        pot = dict(entries)
        if (
            len(pot) != len(entries)
            or 0 in pot
            or any(type(p) is not int or p < 0 for p in pot.values())
        ):
            raise ValueError(f"certificate: potentials of node {terminal} are not valid")
        for v, p in pot.items():
            for a in entering.get(v, ()):
                climb = p - pot.get(tail[a], 0)
                if climb > 0:
                    profit[a] += climb
        for twin in alike.get(same[terminal], (terminal,)):
            for a in entering.get(twin, ()):
                profit[a] -= pot.get(twin, 0)


def _twins(problem: dict[str, Any]) -> list[int]:
    """Return per node the first of those of which a plan enters at most one: mostly itself."""
    twins: list[int] = problem["nodes"].get("twin") or list(range(len(problem["nodes"]["id"])))
    return twins


def _best_entries(problem: dict[str, Any], profit: list[int]) -> int:
    best: dict[int, int] = {}
    same = _twins(problem)
    for a, (u, v) in enumerate(zip(problem["arcs"]["tail"], problem["arcs"]["head"], strict=True)):
        if u != v and v != 0 and profit[a] > best.get(same[v], profit[a] - 1):
            best[same[v]] = profit[a]
    required = {v for v, _ in problem["required"]}
    if not required <= best.keys():
        return -(1 << 256)  # nothing enters a required node: no plan, whatever the prices
    return sum(p for v, p in best.items() if p > 0 or v in required)


def _stage_faults(
    problem: dict[str, Any], number: int, stage: dict[str, Any], answer: dict[str, Any]
) -> list[str]:
    faults = []
    goals = problem["goals"]
    name = goals[number]["name"]
    sign = 1 if goals[number]["sense"] == "max" else -1
    chosen, status = answer["chosen"], stage["status"]
    amounts = answer.get("amounts", [])
    value = None
    if chosen is not None:
        value = sign * _value(problem, number, chosen, amounts)
    if stage["value"] != value:
        faults.append(f"goal {name}: value is {stage['value']}, the plan gives {value}")
    certificate, claimed = stage.get("certificate"), stage["certified_bound"]
    if certificate is None:
        if claimed is not None or status == "certified_optimal":
            faults.append(f"goal {name}: nothing certifies the claim {status!r}, bound {claimed}")
    else:
        values = (
            [_value(problem, k, chosen, amounts) for k in range(number)]
            if chosen is not None
            else []
        )
        total, scale = certified_bound(problem, number, values, certificate)
        derived = sign * (total // scale)
        if certificate["objective_weight"] == 0:
            if total >= 0 or status != "infeasible":
                faults.append(f"goal {name}: the certificate does not prove that no plan exists")
        elif claimed != derived:
            faults.append(
                f"goal {name}: certified bound is {claimed}, the certificate gives {derived}"
            )
    faults += _status_faults(stage, name, sign)
    return faults


def _status_faults(stage: dict[str, Any], name: str, sign: int) -> list[str]:
    status, value = stage["status"], stage["value"]
    bound, certified = stage["bound"], stage["certified_bound"]
    holds = {
        "certified_optimal": value is not None and value == certified,
        "solver_optimal": value is not None and value == bound,
        "feasible": value is not None,
        "infeasible": value is None,
        "unknown": value is None,
    }
    faults = [] if holds.get(status, False) else [f"goal {name}: status {status!r} does not hold"]
    for what, limit in (("bound", bound), ("certified bound", certified)):
        if value is not None and limit is not None and sign * value > sign * limit:
            faults.append(f"goal {name}: value {value} is beyond its {what} {limit}")
    return faults


def _value(problem: dict[str, Any], number: int, chosen: list[int], amounts: Sequence[int]) -> int:
    goal = problem["goals"][number]
    terms, extra = goal_terms(problem, goal), column_terms(problem, goal)
    return sum(terms[a] for a in chosen) + sum(
        t * y for t, y in zip(extra, amounts, strict=True) if t
    )


def _within(used: int, lower: int | None, upper: int | None) -> bool:
    return (lower is None or used >= lower) and (upper is None or used <= upper)


def _node(problem: dict[str, Any], v: int) -> str:
    return f"node {problem['nodes']['id'][v]}"


def main(arguments: list[str]) -> int:
    """Check the folder named in the arguments and print what was found."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        problem = json.loads((folder / "problem.json").read_text(encoding="utf-8"))
        answer = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        print(f"cannot read problem.json and certificate.json in {folder}: {fault}")
        return 1
    faults = check(problem, answer)
    for difference in faults:
        print("DIFFERS:", difference)
    if faults:
        return 1
    if answer["status"] == "infeasible":
        proven = answer["stages"][0]["certificate"] is not None
        print(
            "holds: no plan exists"
            if proven
            else "no plan exists according to HiGHS, not certified"
        )
        return 0
    for stage in answer["stages"]:
        print(
            f"holds: {stage['name']} {stage['value']}, certified bound {stage['certified_bound']}"
            f" ({stage['status']})"
        )
    rows = len(problem["limits"])
    print(f"holds: {len(problem['arcs']['id'])} arcs, {rows} limits, plan joined to the root")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
