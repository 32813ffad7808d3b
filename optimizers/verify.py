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
    return faults


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
    _charge(problem, certificate["potentials"], profit)
    uppers = [column["upper"] for column in problem.get("columns", [])]
    total += sum(max(0, e) * upper for e, upper in zip(extra, uppers, strict=True))
    return total + _best_entries(problem, profit), scale


def _charge(problem: dict[str, Any], potentials: list[Any], profit: list[int]) -> None:
    """Move the potentials' charges between the reduced profits of the arcs, in place."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    entering: dict[int, list[int]] = {}
    for a, v in enumerate(head):
        entering.setdefault(v, []).append(a)
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
        raised = pot.get(terminal, 0)
        for a in entering.get(terminal, ()):
            profit[a] -= raised


def _best_entries(problem: dict[str, Any], profit: list[int]) -> int:
    best: dict[int, int] = {}
    for a, (u, v) in enumerate(zip(problem["arcs"]["tail"], problem["arcs"]["head"], strict=True)):
        if u != v and v != 0 and profit[a] > best.get(v, profit[a] - 1):
            best[v] = profit[a]
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
