"""Check a plan and its bound against the problem, with the standard library alone.

    python verify.py [FOLDER]

FOLDER holds problem.json, certificate.json and, in a run folder, plan.json; without it the folder
of this file is taken. Nothing is trusted: both files are validated as a whole before anything is
computed, the plan's shape, limits and value are recomputed, the certified bound is re-derived from
the certificate by weak duality in whole numbers, and plan.json must state the same totals, sites
and arcs. docs/proof.md states the theorem behind each part.

Exit codes: 0 everything claimed was verified; 1 something differs; 2 the files cannot be read;
3 the plan holds, but a claim about it rests on the solver's word or is left out; 4 no plan exists
according to the solver, not certified; 5 no plan and no claim.

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

Parts. A stage may split the plans into parts, each with a certificate of its own (`tree`): every
plan lies in one of them, and the bound of the whole is the largest of the parts.

Capacities. The loads of a plan, seen as flows, satisfy the rows of `flow_rows`, each >= 0. A
certificate may add multiples >= 0 of them; a flow then adds its upper side times its reduced profit
where that is positive.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

PROBLEM_FORMAT = "kholboo-problem/1"
ANSWER_FORMATS = ("kholboo-answer/1", "kholboo-answer/2")  # the second may split plans into parts
PLAN_FORMATS = ("kholboo-plan/1", "kholboo-plan/2")

LARGEST = 10**15  # of any figure of a problem
LARGEST_VALUE = 10**30  # of a goal's value or bound: a sum of such figures
LARGEST_SCALE = 2**62
LARGEST_PRICE = 2**80  # of a price or a potential, in multiples of 1 / scale
LONGEST_TEXT = 32_767  # characters of an id, a title or a reason
MOST_GOALS = 16
MOST_PARTS = 10**5  # splits and certificates of one tree
MOST_STEPS = 3 * 10**8  # elementary steps of one check
MOST_CELLS = 15 * 10**7  # figures that one check may draw beside the files: layers, flow rows
MOST_FAULTS = 100  # differences that are told

SENSES = ("max", "min")
STATUSES = ("certified_optimal", "solver_optimal", "feasible", "infeasible", "unknown")
STOPS = (None, "work", "time", "interrupt")
STAGE_CLAIMS = ("name", "sense", "value", "bound", "certified_bound", "status")
QUANTITY = "quantity:"
TOTALS = ("capex_minor", "opex_per_year_minor", "npc_minor")

HOLDS, DIFFERS, UNREADABLE, CLAIMED, UNCERTIFIED, NOTHING = range(6)


class RefusedError(ValueError):
    """The files do not state what can be checked; the message is the difference."""


class Steps:
    """What one check takes in time and memory, counted so that no file can exhaust a machine."""

    def __init__(self) -> None:
        self.left, self.room = MOST_STEPS, MOST_CELLS

    def take(self, count: int) -> None:
        """Count steps before they are taken; raise RefusedError when they are too many."""
        self.left -= count
        if self.left < 0:
            raise RefusedError(f"the check would take more than {MOST_STEPS:,} steps: not checked")

    def keep(self, count: int) -> None:
        """Count figures before they are stored; raise RefusedError when they are too many."""
        self.take(count)
        self.room -= count
        if self.room < 0:
            raise RefusedError(f"the check would store more than {MOST_CELLS:,} figures")


def check(problem: Any, answer: Any) -> list[str]:
    """Return every difference between what `answer` claims and what can be re-derived.

    An empty list means that all holds that was claimed with a certificate; `unverified` names the
    rest. Malformed input is a difference: no exception leaves this function.
    """
    try:
        return _differences(problem, answer)[:MOST_FAULTS]
    except RefusedError as refused:
        return [str(refused)]
    except Exception as fault:
        return [f"the files cannot be checked: {_short(fault)}"]


def _differences(problem: Any, answer: Any) -> list[str]:
    faults = problem_faults(problem) or answer_faults(problem, answer)
    if faults:
        return faults
    steps = Steps()
    chosen, amounts = answer["chosen"], answer.get("amounts", [])
    if chosen is not None:
        faults = plan_faults(problem, chosen, amounts, steps)
        if faults:
            return faults
    goals = problem["goals"] if chosen is not None else []
    values = [_value(problem, goal, chosen, amounts) for goal in goals]
    proven = any(is_certified(stage) for stage in answer["stages"])
    drawn = layered(problem, steps) if proven else problem
    for number, stage in enumerate(answer["stages"]):
        faults += _stage_faults(problem, drawn, number, stage, values, steps)
    return faults or _price_faults(answer)


# --- every figure and word of the problem -------------------------------------------------------


def problem_faults(problem: Any) -> list[str]:
    """Return why `problem` is not a whole and valid problem: keys, ids, indices, ranges, words."""
    faults = _format_faults("problem", problem, (PROBLEM_FORMAT,))
    if faults:
        return faults
    needed = ("format", "nodes", "arcs", "required", "limits", "goals")
    faults = _keys("problem", problem, needed, ("columns", "hops", "capacities"))
    faults = faults or _graph_faults(problem["nodes"], problem["arcs"])
    if faults:
        return faults
    nodes, arcs = len(problem["nodes"]["id"]), len(problem["arcs"]["id"])
    quantities = dict.fromkeys(
        k.removeprefix(QUANTITY) for k in problem["arcs"] if k.startswith(QUANTITY)
    )
    measures = {"benefit": None, **quantities}
    faults = _required_faults(problem["required"], nodes)
    faults += _rows("column", problem.get("columns", []), _column_faults)
    if faults:
        return faults
    columns = len(problem.get("columns", []))
    faults = _rows("limit", problem["limits"], lambda w, r: _limit_faults(w, r, arcs, columns))
    faults += _rows("hop limit", problem.get("hops", []), lambda w, r: _hop_row_faults(w, r, arcs))
    faults += _rows(
        "capacity",
        problem.get("capacities", []),
        lambda w, r: _capacity_faults(w, r, arcs, quantities),
    )
    faults += _rows("goal", problem["goals"], lambda w, r: _goal_faults(w, r, measures), "name")
    return faults or _goal_list_faults(problem)


def _graph_faults(nodes: Any, arcs: Any) -> list[str]:
    """Return what is wrong with the lists over the nodes and over the arcs."""
    faults = _keys("nodes", nodes, ("id", "prize"))
    extra = [k for k in arcs if str(k).startswith(QUANTITY)] if type(arcs) is dict else []
    faults += _keys("arcs", arcs, ("id", "tail", "head", "loss"), extra)
    if faults:
        return faults
    faults = _ids("nodes", nodes["id"]) + _ids("arcs", arcs["id"])
    if faults:
        return faults
    count, last = len(arcs["id"]), len(nodes["id"]) - 1
    if last < 0:
        return ["nodes: there is no root"]
    faults = _wholes("nodes.prize", nodes["prize"], 0, LARGEST, last + 1)
    if not faults and nodes["prize"][0] != 0:
        faults.append(f"nodes.prize: the root earns nothing, found {nodes['prize'][0]}")
    for name in ("tail", "head"):
        faults += _wholes(f"arcs.{name}", arcs[name], 0, last, count)
    for name in ("loss", *extra):
        faults += _wholes(f"arcs.{name}", arcs[name], 0, LARGEST, count)
    if QUANTITY + "benefit" in arcs:
        faults.append("arcs: a quantity may not be called benefit")
    return faults


def _required_faults(required: Any, nodes: int) -> list[str]:
    if type(required) is not list:
        return [f"required is {_short(required)}, expected a list"]
    if not all(type(row) is list and len(row) == 2 for row in required):
        return ["required: a row is not a node and a reason"]
    faults = _indices("required", [row[0] for row in required], 1, nodes - 1)
    return faults + _first(
        fault for _, why in required for fault in _text("required: a reason", why)
    )


def _column_faults(what: str, row: Any) -> list[str]:
    faults = _keys(what, row, ("id", "title", "upper", "quantities", "whole"))
    if faults:
        return faults
    faults = _text(f"{what}: title", row["title"])
    faults += _whole(f"{what}: upper", row["upper"], 0, LARGEST)
    if type(row["whole"]) is not bool:
        faults.append(f"{what}: whole is {_short(row['whole'])}, expected true or false")
    if type(row["quantities"]) is not dict:
        return [f"{what}: quantities are {_short(row['quantities'])}, expected an object"]
    if "benefit" in row["quantities"]:
        faults.append(f"{what}: counts as benefit, which only arcs may")
    return faults + _first(
        fault
        for name, value in row["quantities"].items()
        for fault in _whole(f"{what}: {_short(name)}", value, -LARGEST, LARGEST)
    )


def _limit_faults(what: str, row: Any, arcs: int, columns: int) -> list[str]:
    needed = ("id", "title", "unit", "arcs", "coefficients", "lower", "upper")
    pair = ("columns", "column_coefficients")
    faults = _keys(what, row, needed, pair)
    if faults:
        return faults
    faults = _text(f"{what}: title", row["title"]) + _text(f"{what}: unit", row["unit"])
    entries = (("arcs", "coefficients", arcs), (*pair, columns))
    for indices, coefficients, count in entries:
        found = _indices(f"{what}: {indices}", row.get(indices, []), 0, count - 1)
        faults += found or _wholes(
            f"{what}: {coefficients}",
            row.get(coefficients, []),
            -LARGEST,
            LARGEST,
            len(row.get(indices, [])),
        )
    sides = [row[side] for side in ("lower", "upper") if row[side] is not None]
    if not sides:
        faults.append(f"{what}: has neither a lower nor an upper side")
    for side in sides:
        faults += _whole(f"{what}: a side", side, -LARGEST, LARGEST)
    return faults


def _hop_row_faults(what: str, row: Any, arcs: int) -> list[str]:
    faults = _keys(what, row, ("id", "title", "arcs", "most"))
    if faults:
        return faults
    faults = _text(f"{what}: title", row["title"])
    faults += _indices(f"{what}: arcs", row["arcs"], 0, arcs - 1)
    return faults + _whole(f"{what}: most", row["most"], 0, LARGEST)


def _capacity_faults(what: str, row: Any, arcs: int, quantities: Collection[str]) -> list[str]:
    faults = _keys(what, row, ("id", "title", "unit", "arcs", "quantity", "upper"))
    if faults:
        return faults
    faults = _text(f"{what}: title", row["title"]) + _text(f"{what}: unit", row["unit"])
    faults += _indices(f"{what}: arcs", row["arcs"], 0, arcs - 1)
    faults += _whole(f"{what}: upper", row["upper"], 0, LARGEST)
    return faults + _word(f"{what}: quantity", row["quantity"], quantities)


def _goal_faults(what: str, row: Any, measures: Collection[str]) -> list[str]:
    faults = _keys(what, row, ("name", "sense", "quantity"))
    if faults:
        return faults
    faults = _word(f"{what}: sense", row["sense"], SENSES)
    return faults + _word(f"{what}: quantity", row["quantity"], measures)


def _goal_list_faults(problem: dict[str, Any]) -> list[str]:
    goals = problem["goals"]
    if not 1 <= len(goals) <= MOST_GOALS:
        return [f"goals: {len(goals)} of them, expected 1 to {MOST_GOALS}"]
    taken = {row["id"] for row in problem["limits"]}
    return [
        f"limit {_goal_row(goal)}: its id is kept for the goal {goal['name']}"
        for goal in goals
        if _goal_row(goal) in taken
    ]


# --- every figure and word of the answer --------------------------------------------------------


def answer_faults(problem: dict[str, Any], answer: Any) -> list[str]:
    """Return why `answer` is not a whole and valid answer to a valid problem."""
    faults = _format_faults("answer", answer, ANSWER_FORMATS)
    if faults:
        return faults
    needed = ("format", "solver", "status", "chosen", "stages", "infeasible_limits")
    faults = _keys("answer", answer, needed, ("amounts", "duals"))
    if faults:
        return faults
    faults = _text("answer: solver", answer["solver"])
    faults += _word("answer: status", answer["status"], STATUSES)
    faults += _plan_list_faults(problem, answer) + _names_faults(problem, answer)
    if type(answer["stages"]) is not list:
        return [f"stages are {_short(answer['stages'])}, expected a list"]
    faults += _first(
        fault
        for number, stage in enumerate(answer["stages"])
        for fault in _stage_form_faults(f"stage {number}", stage, answer["format"])
    )
    return faults or _stage_list_faults(problem, answer)


def _plan_list_faults(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    chosen, amounts = answer["chosen"], answer.get("amounts", [])
    columns = len(problem.get("columns", [])) if chosen is not None else 0
    faults = _wholes("amounts", amounts, 0, LARGEST, columns)
    if chosen is None:
        return faults
    return faults + _wholes("chosen", chosen, 0, len(problem["arcs"]["id"]) - 1)


def _names_faults(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return what is wrong with the limits named as clashing, and with the solver's duals."""
    limits = {row["id"] for row in problem["limits"]}
    nodes = problem["nodes"]["id"]
    clashing, duals = answer["infeasible_limits"], answer.get("duals", {})
    faults = _ids("infeasible_limits", clashing)
    if not faults:
        known = limits | {nodes[v] for v, _ in problem["required"]}
        faults = _first(
            f"infeasible_limits: no limit {_short(n)}" for n in clashing if n not in known
        )
    if type(duals) is not dict:
        return [f"duals are {_short(duals)}, expected an object"]
    return faults + _first(
        f"duals: {_short(name)} is {_short(value)}, expected a number"
        for name, value in duals.items()
        if type(value) not in (int, float)
    )


def _stage_form_faults(what: str, stage: Any, form: str) -> list[str]:
    optional = ("tree",) if form == ANSWER_FORMATS[1] else ()
    faults = _keys(what, stage, (*STAGE_CLAIMS, "stopped_by", "certificate"), optional)
    if faults:
        return faults
    faults = _word(f"{what}: sense", stage["sense"], SENSES)
    faults += _word(f"{what}: status", stage["status"], STATUSES)
    faults += _word(f"{what}: stopped_by", stage["stopped_by"], STOPS)
    for name in ("value", "bound", "certified_bound"):
        if stage[name] is not None:
            faults += _whole(f"{what}: {name}", stage[name], -LARGEST_VALUE, LARGEST_VALUE)
    if stage["certificate"] is not None:
        faults += _certificate_faults(f"{what}: certificate", stage["certificate"])
    return faults + (_tree_faults(f"{what}: tree", stage["tree"]) if "tree" in stage else [])


def _tree_faults(what: str, tree: Any) -> list[str]:
    """Return what is wrong with the splits and certificates of a tree."""
    if type(tree) is not list:
        return [f"{what} is {_short(tree)}, expected a list"]
    if len(tree) > MOST_PARTS:
        return [f"{what}: {len(tree)} splits and certificates, at most {MOST_PARTS}"]
    waiting = list(
        itertools.accumulate((1 if type(entry) is list else -1 for entry in tree), initial=1)
    )
    if 0 not in waiting or waiting.index(0) != len(tree):
        return [f"{what}: there is not one certificate for each part of its splits"]
    return _first(
        fault
        for number, entry in enumerate(tree)
        for fault in (
            _split_faults(f"{what}[{number}]", entry)
            if type(entry) is list
            else _certificate_faults(f"{what}[{number}]", entry)
        )
    )


def _split_faults(what: str, split: list[Any]) -> list[str]:
    """Return what is wrong with a split: on an arc, on a node, or on the amount of a column."""
    if split[:1] in (["arc"], ["node"]) and len(split) == 2:
        return _whole(f"{what}: {split[0]}", split[1], 0, LARGEST)
    if split[:1] == ["column"] and len(split) == 3:
        return _wholes(f"{what}: column", split[1:], 0, LARGEST)
    return [f"{what}: {_short(split)} is no split on an arc, a node or a column"]


def _certificate_faults(what: str, certificate: Any) -> list[str]:
    needed = ("scale", "objective_weight", "prices", "potentials")
    faults = _keys(what, certificate, needed, ("flows",))
    if faults:
        return faults
    faults = _whole(f"{what}: scale", certificate["scale"], 1, LARGEST_SCALE)
    faults += _whole(f"{what}: objective_weight", certificate["objective_weight"], 0, 1)
    prices = certificate["prices"]
    if type(prices) is not dict:
        return [f"{what}: prices are {_short(prices)}, expected an object"]
    faults += _first(
        fault
        for name, price in prices.items()
        for fault in _whole(
            f"{what}: price of {_short(name)}", price, -LARGEST_PRICE, LARGEST_PRICE
        )
    )
    faults += _pair_list_faults(f"{what}: flows", certificate.get("flows", []), 0, LARGEST)
    potentials = certificate["potentials"]
    if type(potentials) is not list:
        return [f"{what}: potentials are {_short(potentials)}, expected a list"]
    return faults + _first(
        fault for row in potentials for fault in _potential_faults(f"{what}: potentials", row)
    )


def _potential_faults(what: str, row: Any) -> list[str]:
    """Return what is wrong with a terminal and the potentials on the nodes around it."""
    if type(row) is not list or len(row) != 2:
        return [f"{what}: {_short(row)} is not a node and its list"]
    faults = _whole(f"{what}: a terminal", row[0], 1, LARGEST)
    return faults + _pair_list_faults(f"{what} of {_short(row[0])}", row[1], 1, LARGEST)


def _pair_list_faults(what: str, pairs: Any, low: int, high: int) -> list[str]:
    """Return what is wrong with pairs of an index, each once, and a price or potential >= 0."""
    if type(pairs) is not list:
        return [f"{what} are {_short(pairs)}, expected a list"]
    if not all(type(pair) is list and len(pair) == 2 for pair in pairs):
        return [f"{what}: not all are pairs of two numbers"]
    faults = _indices(what, [pair[0] for pair in pairs], low, high)
    return faults + _wholes(what, [pair[1] for pair in pairs], 0, LARGEST_PRICE)


def _stage_list_faults(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return where the stages are not the first goals in order, or do not fit the status."""
    stages, goals = answer["stages"], problem["goals"]
    claimed = [(stage["name"], stage["sense"]) for stage in stages]
    if not claimed or claimed != [(g["name"], g["sense"]) for g in goals][: len(claimed)]:
        return [f"stages are {_short(claimed)}, expected the goals in order"]
    faults = []
    if answer["status"] != stages[0]["status"]:
        faults.append(f"status is {answer['status']!r}, its first stage says otherwise")
    if answer["chosen"] is None and len(stages) > 1:
        faults.append("stages: a later goal without a plan")
    if answer["infeasible_limits"] and answer["status"] != "infeasible":
        faults.append("infeasible_limits: named although the status is not infeasible")
    return faults


# --- words for what is wrong with a value -------------------------------------------------------


def _short(value: Any) -> str:
    """Return a value as text of at most 80 characters, whatever it is."""
    if type(value) is int and value.bit_length() > 256:
        return f"a whole number of {value.bit_length()} bits"
    if isinstance(value, (list, dict)) and len(value) > 8:
        return f"a {type(value).__name__} of {len(value)} entries"
    try:
        text = repr(value)
    except Exception:
        return f"a {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}..."


def _format_faults(what: str, data: Any, expected: tuple[str, ...]) -> list[str]:
    known = type(data) is not dict or data.get("format") in expected
    words = " or ".join(map(repr, expected))
    return [] if known else [f"{what}: format is {_short(data.get('format'))}, expected {words}"]


def _keys(what: str, data: Any, needed: Sequence[str], optional: Sequence[str] = ()) -> list[str]:
    if type(data) is not dict:
        return [f"{what} is {_short(data)}, expected an object"]
    faults = [f"{what}: {name} is missing" for name in needed if name not in data]
    known = {*needed, *optional}
    unknown = (name for name in data if name not in known)
    return faults + _first(f"{what}: unknown key {_short(name)}" for name in unknown)


def _whole(what: str, value: Any, low: int, high: int) -> list[str]:
    if type(value) is not int:
        return [f"{what} is {_short(value)}, expected a whole number"]
    if not low <= value <= high:
        return [f"{what} is {_short(value)}, outside {low}..{high}"]
    return []


def _wholes(what: str, values: Any, low: int, high: int, count: int | None = None) -> list[str]:
    if type(values) is not list:
        return [f"{what} is {_short(values)}, expected a list"]
    if count is not None and len(values) != count:
        return [f"{what} has {len(values)} values, expected {count}"]
    for number, value in enumerate(values):
        if type(value) is not int or not low <= value <= high:
            return _whole(f"{what}[{number}]", value, low, high)
    return []


def _indices(what: str, values: Any, low: int, high: int) -> list[str]:
    faults = _wholes(what, values, low, high)
    if not faults and len(set(values)) != len(values):
        return [f"{what}: an index stands there twice"]
    return faults


def _text(what: str, value: Any) -> list[str]:
    if type(value) is not str:
        return [f"{what} is {_short(value)}, expected text"]
    if len(value) > LONGEST_TEXT:
        return [f"{what} has {len(value)} characters, at most {LONGEST_TEXT}"]
    return []


def _ids(what: str, values: Any) -> list[str]:
    if type(values) is not list:
        return [f"{what} are {_short(values)}, expected a list"]
    for value in values:
        faults = _text(f"{what}: an id", value)
        if faults:
            return faults
    return [] if len(set(values)) == len(values) else [f"{what}: an id stands there twice"]


def _word(what: str, value: Any, words: Collection[str | None]) -> list[str]:
    if type(value) not in (str, type(None)) or value not in words:
        return [f"{what} is {_short(value)}, expected one of {_short(list(words))}"]
    return []


def _rows(
    what: str, rows: Any, faults_of: Callable[[str, Any], list[str]], key: str = "id"
) -> list[str]:
    """Return what is wrong with a list of named rows: their names, and each row by itself."""
    if type(rows) is not list:
        return [f"{what} rows are {_short(rows)}, expected a list"]
    names = [row.get(key) if type(row) is dict else None for row in rows]
    return _ids(f"{what} rows", names) or _first(
        fault for row in rows for fault in faults_of(f"{what} {_short(row[key])}", row)
    )


def _first(faults: Iterable[str]) -> list[str]:
    """Return the first differences: no file may fill the memory with them."""
    return list(itertools.islice(faults, MOST_FAULTS))


# --- the plan -----------------------------------------------------------------------------------


def plan_faults(
    problem: dict[str, Any],
    chosen: list[int],
    amounts: Sequence[int] = (),
    steps: Steps | None = None,
) -> list[str]:
    """Return why `chosen`, with the `amounts` of the columns, is not a plan of a valid problem.

    Shape, required nodes, ranges of the amounts, limits, hops and loads.
    """
    arcs = problem["arcs"]
    head, ids = arcs["head"], arcs["id"]
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
    for a in chosen:
        if head[a] == 0:
            faults.append(f"plan: arc {ids[a]} enters the root")
        if head[a] in entered:
            faults.append(f"plan: {_node(problem, head[a])} is entered twice")
        entered[head[a]] = a
    order = _from_the_root(problem, chosen)
    reached = set(order)
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
    if faults:
        return faults
    steps = steps or Steps()
    faults = _first(_hop_faults(problem, entered, order, steps))
    return faults + _first(_load_faults(problem, entered, order, steps))


def _from_the_root(problem: dict[str, Any], chosen: list[int]) -> list[int]:
    """Return the nodes that chosen arcs join to the root, each after the one it is entered from."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    leaving: dict[int, list[int]] = {}
    for a in chosen:
        leaving.setdefault(tail[a], []).append(head[a])
    order = [0]
    for u in order:  # grows behind u
        order += leaving.pop(u, ())
    return order


def _hop_faults(
    problem: dict[str, Any], entered: dict[int, int], order: list[int], steps: Steps
) -> Iterator[str]:
    """Yield where a way from the root uses more limited arcs than it may."""
    tail = problem["arcs"]["tail"]
    for limit in problem.get("hops", []):
        steps.take(len(order))
        limited, hops = set(limit["arcs"]), {0: 0}
        for v in order[1:]:
            hops[v] = hops[tail[entered[v]]] + (entered[v] in limited)
        for v, count in hops.items():
            if count > limit["most"]:
                yield (
                    f"hop limit {limit['id']}: {count} hops on the way to {_node(problem, v)},"
                    f" at most {limit['most']}"
                )


def _load_faults(
    problem: dict[str, Any], entered: dict[int, int], order: list[int], steps: Steps
) -> Iterator[str]:
    """Yield the arcs whose load, their own and that of all below them, is above the capacity."""
    tail, ids = problem["arcs"]["tail"], problem["arcs"]["id"]
    for quantity, rows in _capacities(problem).items():
        steps.take(len(order))
        asked = problem["arcs"][QUANTITY + quantity]
        load = {a: asked[a] for a in entered.values()}
        for v in reversed(order):
            if v and tail[entered[v]]:
                load[entered[tail[entered[v]]]] += load[entered[v]]
        for row in rows:
            for a in row["arcs"]:
                if a in load and load[a] > row["upper"]:
                    yield f"capacity {row['id']}: {ids[a]} carries {load[a]}, above {row['upper']}"


def _capacities(problem: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the capacities by the quantity that they limit, in order of its name."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(problem.get("capacities", []), key=lambda row: str(row["quantity"])):
        rows.setdefault(row["quantity"], []).append(row)
    return rows


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


def _within(used: int, lower: int | None, upper: int | None) -> bool:
    return (lower is None or used >= lower) and (upper is None or used <= upper)


def _node(problem: dict[str, Any], v: int) -> str:
    return f"node {problem['nodes']['id'][v]}"


# --- the problem in layers, without hop limits --------------------------------------------------


def layered(problem: dict[str, Any], steps: Steps | None = None) -> dict[str, Any]:
    """Return the same problem drawn in layers, without hop limits; itself when it has none.

    A node gets one copy per count of limited arcs on the way to it that is within the limits; where
    no limited arc can follow, counts are forgotten. Of the copies (`twin`: the first of them) a
    plan enters at most one. What a node with several copies earns, or that it is required, moves to
    one more node that each copy leads to. Plans of both are the same, arc by arc (`of`: the arc of
    the problem, -1 for the step from a copy); nodes, counts and arcs keep their order.
    Raises RefusedError when that would take too much memory.
    """
    limits = [(set(h["arcs"]), h["most"]) for h in problem.get("hops", [])]
    if not limits:
        return problem
    steps = steps or Steps()
    steps.keep(len(limits) * len(problem["nodes"]["id"]))
    copies, ways = _copies(problem, limits, steps)
    place = {copy: number for number, copy in enumerate(copies)}
    first = {v: place[v, count] for v, count in reversed(copies)}
    several = {v for v, count in copies if place[v, count] != first[v]}
    required = {v for v, _ in problem["required"]}
    earning = sorted(v for v in several if problem["nodes"]["prize"][v] or v in required)
    end = {v: len(copies) + number for number, v in enumerate(earning)}
    ends = [(-1, place[copy], end[copy[0]]) for copy in copies if copy[0] in end]
    drawn = [(a, place[u], place[v]) for a, u, v in ways] + ends
    index: dict[int, list[int]] = {}
    for number, (a, _, _) in enumerate(drawn):
        index.setdefault(a, []).append(number)
    spread = {name: [_spread(row, index, steps) for row in problem.get(name, [])] for name in _ROWS}
    return {
        **{k: v for k, v in problem.items() if k != "hops"},
        "nodes": _layered_nodes(problem["nodes"], copies, several, first, end),
        "arcs": _layered_arcs(problem["arcs"], drawn),
        "required": [[end.get(v, first[v]), why] for v, why in problem["required"]],
        **{name: rows for name, rows in spread.items() if name in problem},
    }


_ROWS = ("limits", "capacities")
_WIDTH = 10  # what an arc or a flow of a drawn problem takes beside its figures
Copy: TypeAlias = tuple[int, tuple[int, ...]]  # a node and its counts of limited arcs


def _copies(
    problem: dict[str, Any], limits: list[tuple[set[int], int]], steps: Steps
) -> tuple[list[Copy], list[tuple[int, Copy, Copy]]]:
    """Return the copies that a way from the root can reach, and the steps between them."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    counted = _before(problem, limits, steps)
    width = _WIDTH + len(limits) + len(problem["arcs"])
    leaving: dict[int, list[int]] = {}
    for a, v in enumerate(head):
        if v != 0 and tail[a] != v:
            leaving.setdefault(tail[a], []).append(a)
    start: Copy = (0, (0,) * len(limits))
    found, stack, ways = {start}, [start], []
    while stack:
        copy = stack.pop()
        for a in leaving.get(copy[0], ()):
            steps.take(_WIDTH + len(limits))
            counts = [
                count + (a in limited) for count, (limited, _) in zip(copy[1], limits, strict=True)
            ]
            if any(count > most for count, (_, most) in zip(counts, limits, strict=True)):
                continue
            kept = (c if head[a] in nodes else 0 for c, nodes in zip(counts, counted, strict=True))
            onward = (head[a], tuple(kept))
            steps.keep(width)
            ways.append((a, copy, onward))
            if onward not in found:
                found.add(onward)
                stack.append(onward)
    unreached = {v for v, _ in problem["required"]} - {v for v, _ in found}
    return sorted(found | {(v, ()) for v in unreached}), sorted(ways)


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


def _before(
    problem: dict[str, Any], limits: list[tuple[set[int], int]], steps: Steps
) -> list[set[int]]:
    """Return per hop limit the nodes from which some limited arc can be reached."""
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    backwards = [(v, u) for u, v in zip(tail, head, strict=True)]
    found = []
    for limited, _ in limits:
        steps.take(len(backwards))
        found.append(_spread_over({tail[a] for a in limited}, backwards))
    return found


def _spread(row: dict[str, Any], index: dict[int, list[int]], steps: Steps) -> dict[str, Any]:
    """Return a row over arcs as the same row over their copies."""
    steps.keep(2 * sum(len(index.get(a, ())) for a in row["arcs"]))
    spread = {**row, "arcs": [n for a in row["arcs"] for n in index.get(a, ())]}
    if "coefficients" in row:
        pairs = zip(row["arcs"], row["coefficients"], strict=True)
        spread["coefficients"] = [k for a, k in pairs for _ in index.get(a, ())]
    return spread


# --- the bound ----------------------------------------------------------------------------------


def goal_terms(problem: dict[str, Any], goal: dict[str, str]) -> list[int]:
    """Return per arc what the goal maximises: benefit, or minus a quantity."""
    arcs = problem["arcs"]
    if goal["quantity"] == "benefit":
        prize = problem["nodes"]["prize"]
        terms = [prize[v] - lost for v, lost in zip(arcs["head"], arcs["loss"], strict=True)]
    else:
        terms = arcs[QUANTITY + goal["quantity"]]
    return terms if goal["sense"] == "max" else [-t for t in terms]


def column_terms(problem: dict[str, Any], goal: dict[str, str]) -> list[int]:
    """Return per column what a unit of it adds to what the goal maximises."""
    sign = 1 if goal["sense"] == "max" else -1
    columns = problem.get("columns", [])
    return [sign * column["quantities"].get(goal["quantity"], 0) for column in columns]


def certified_bound(
    problem: dict[str, Any],
    number: int,
    values: list[int],
    certificate: dict[str, Any],
) -> tuple[int, int]:
    """Return (numerator, scale) of the bound on goal `number`, to be maximised.

    `values` are the values of the earlier goals, in the sense of maximising, which a plan of this
    stage keeps. With objective_weight 0 a negative numerator proves that there is no plan.
    Problem and certificate are valid by `problem_faults` and `answer_faults`. Raises RefusedError
    when a price or potential stands where the problem has nothing.
    """
    steps = Steps()
    drawn = layered(problem, steps)
    return _bound(drawn, number, _priced_rows(drawn, number, values), certificate, steps, WHOLE)


def tree_bound(
    problem: dict[str, Any], number: int, values: list[int], tree: list[Any]
) -> int | None:
    """Return the bound on goal `number`, to be maximised, that a tree of certificates gives.

    None when no part holds a plan. Arguments and errors are those of `certified_bound`.
    """
    steps = Steps()
    return _bound_of_tree(problem, layered(problem, steps), number, values, tree, steps)


class Part(NamedTuple):
    """Some of the plans: without the closed arcs, entering the groups, amounts within ranges.

    Arcs and groups are those of the problem in layers; a group is named by its first node.
    """

    closed: frozenset[int]
    entered: frozenset[int]
    least: dict[int, int]  # of the amounts of columns
    most: dict[int, int]


WHOLE = Part(frozenset(), frozenset(), {}, {})


def _bound(
    problem: dict[str, Any],
    number: int,
    rows: dict[str, dict[str, Any]],
    certificate: dict[str, Any],
    steps: Steps,
    part: Part,
) -> tuple[int, int]:
    """Return what `certified_bound` does for a part, of a problem drawn in layers already.

    `rows` are its `_priced_rows`, the same for all parts.
    """
    scale, weight = certificate["scale"], certificate["objective_weight"]
    goals = problem["goals"]
    profit = [scale * weight * t for t in goal_terms(problem, goals[number])]
    extra = [scale * weight * t for t in column_terms(problem, goals[number])]
    total = 0
    prices = certificate["prices"]
    unknown = prices.keys() - rows.keys()
    if unknown:
        raise RefusedError(f"certificate: prices of unknown limits {_short(sorted(unknown)[:3])}")
    for name, price in prices.items():
        row = rows[name]
        if price > 0:
            side = row["upper"]
        elif price < 0:
            side = row["lower"]
        else:
            continue
        if side is None:
            raise RefusedError(f"certificate: limit {name} is priced on a side it does not have")
        total += price * side
        for a, k in zip(row["arcs"], row["coefficients"], strict=True):
            profit[a] -= price * k
        for c, k in _column_entries(row):
            extra[c] -= price * k
    total += _add_flows(problem, certificate.get("flows", []), profit, steps)
    _charge(problem, certificate["potentials"], profit, steps)
    for c, column in enumerate(problem.get("columns", [])):
        least, most = part.least.get(c, 0), part.most.get(c, column["upper"])
        total += max(extra[c] * least, extra[c] * most)
    return total + _best_entries(problem, profit, part), scale


def _priced_rows(
    problem: dict[str, Any], number: int, values: list[int]
) -> dict[str, dict[str, Any]]:
    """Return the rows that have a price: the limits, and the goals before goal `number`."""
    rows = {row["id"]: row for row in problem["limits"]}
    for goal, value in zip(problem["goals"][:number], values, strict=True):
        terms, extra = goal_terms(problem, goal), column_terms(problem, goal)
        rows[_goal_row(goal)] = {
            "arcs": range(len(terms)),
            "coefficients": terms,
            "columns": range(len(extra)),
            "column_coefficients": extra,
            "lower": value,
            "upper": None,
        }
    return rows


def _goal_row(goal: dict[str, str]) -> str:
    """Return the name under which a certificate prices an earlier goal."""
    return f"goal:{goal['name']}"


def _add_flows(problem: dict[str, Any], priced: list[Any], profit: list[int], steps: Steps) -> int:
    """Add multiples of flow rows to the profits, in place; return what the flows add at most."""
    if not priced:
        return 0
    uppers, rows = flow_rows(problem, steps)
    worth = [0] * len(uppers)
    for number, price in priced:
        if number >= len(rows):
            raise RefusedError(f"certificate: there is no flow row {number}")
        for a, k in rows[number][0]:
            profit[a] += price * k
        for c, k in rows[number][1]:
            worth[c] += price * k
    return sum(max(0, w) * upper for w, upper in zip(worth, uppers, strict=True))


Entries: TypeAlias = list[tuple[int, int]]  # number of an arc or a flow, coefficient


def flow_rows(
    problem: dict[str, Any], steps: Steps | None = None
) -> tuple[list[int], list[tuple[Entries, Entries]]]:
    """Return the upper sides of the flows, and rows over arcs and flows that all plans keep >= 0.

    A carrier is an arc at or below a capacity below which something is asked for; its flow is its
    load. Rows: at most its room while it is chosen, at least what it asks for itself; what flows
    into a node, less what is asked for there, covers what is asked for and flows on.
    """
    steps = steps or Steps()
    uppers: list[int] = []
    rows: list[tuple[Entries, Entries]] = []
    for quantity, capacities in _capacities(problem).items():
        steps.keep(_WIDTH * len(problem["arcs"]["id"]))
        _flow_rows_of(problem, quantity, _rooms(capacities), uppers, rows)
    return uppers, rows


def _flow_rows_of(
    problem: dict[str, Any],
    quantity: str,
    room: dict[int, int],
    uppers: list[int],
    rows: list[tuple[Entries, Entries]],
) -> None:
    tail, head = problem["arcs"]["tail"], problem["arcs"]["head"]
    asked = problem["arcs"][QUANTITY + quantity]
    usable = [a for a in range(len(tail)) if head[a] != 0 and tail[a] != head[a]]
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


def _rooms(capacities: list[dict[str, Any]]) -> dict[int, int]:
    """Return the least capacity of every arc that has one."""
    room: dict[int, int] = {}
    for row in capacities:
        for a in row["arcs"]:
            room[a] = min(room.get(a, row["upper"]), row["upper"])
    return room


def _spread_over(found: set[int], steps: list[tuple[int, int]]) -> set[int]:
    """Return the nodes found and all that steps lead to from them."""
    onward: dict[int, list[int]] = {}
    for u, v in steps:
        onward.setdefault(u, []).append(v)
    stack = list(found)
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
        largest[head[a]] = max(asked[a], largest.get(head[a], asked[a]))
    return largest


def _charge(
    problem: dict[str, Any], potentials: list[Any], profit: list[int], steps: Steps
) -> None:
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
        if max([terminal, *pot]) >= len(same):
            raise RefusedError(f"certificate: potentials of node {terminal} leave the problem")
        steps.take(sum(len(entering.get(v, ())) for v in pot) + len(alike[same[terminal]]))
        for v, p in pot.items():
            for a in entering.get(v, ()):
                profit[a] += max(0, p - pot.get(tail[a], 0))
        for twin in alike[same[terminal]]:
            if twin in pot:
                steps.take(len(entering.get(twin, ())))
                for a in entering.get(twin, ()):
                    profit[a] -= pot[twin]


def _twins(problem: dict[str, Any]) -> list[int]:
    """Return per node the first of those of which a plan enters at most one: mostly itself."""
    twins: list[int] = problem["nodes"].get("twin") or list(range(len(problem["nodes"]["id"])))
    return twins


def _best_entries(problem: dict[str, Any], profit: list[int], part: Part) -> int:
    best: dict[int, int] = {}
    same = _twins(problem)
    for a, (u, v) in enumerate(zip(problem["arcs"]["tail"], problem["arcs"]["head"], strict=True)):
        if u != v and v != 0 and a not in part.closed:
            best[same[v]] = max(profit[a], best.get(same[v], profit[a]))
    required = {v for v, _ in problem["required"]} | part.entered
    if not required <= best.keys():
        return -(1 << 256)  # nothing enters a required node: no plan, whatever the prices
    return sum(p if v in required else max(0, p) for v, p in best.items())


# --- the plans in parts -------------------------------------------------------------------------


def _bound_of_tree(
    problem: dict[str, Any],
    drawn: dict[str, Any],
    number: int,
    values: list[int],
    tree: list[Any],
    steps: Steps,
) -> int | None:
    """Return the bound of goal `number` over all parts of a tree; None when none holds a plan.

    Splits come before what they split, the part without an arc or node, or up to an amount, first.
    Raises RefusedError when a part is not bounded.
    """
    size = _WIDTH * (len(drawn["nodes"]["id"]) + len(drawn["arcs"]["id"]))
    size += sum(len(row["arcs"]) for row in drawn["limits"])
    places, rows = _places(problem, drawn), _priced_rows(drawn, number, values)
    waiting, found = [WHOLE], []
    for entry in tree:
        part = waiting.pop()
        steps.take(size)
        steps.keep(_WIDTH * len(part.closed))
        if type(entry) is list:
            waiting += reversed(_split(problem, places, part, entry))
            continue
        total, scale = _bound(drawn, number, rows, entry, steps, part)
        if entry["objective_weight"] == 1:
            found.append(total // scale)
        elif total >= 0:
            raise RefusedError("tree: a part whose certificate bounds nothing may hold a plan")
    return max(found, default=None)


class _Places(NamedTuple):
    """Where the arcs of a problem stand in its layers: their copies, and the groups they enter."""

    copies: dict[int, list[int]]  # by arc of the problem
    entering: dict[int, list[int]]  # copies by node of the problem
    group: dict[int, int]  # by node of the problem


def _places(problem: dict[str, Any], drawn: dict[str, Any]) -> _Places:
    heads, same = problem["arcs"]["head"], _twins(drawn)
    places = _Places({}, {}, {})
    ends = zip(drawn["arcs"]["tail"], drawn["arcs"]["head"], strict=True)
    drawn_from = drawn["arcs"].get("of", range(len(heads)))
    for number, (a, (u, v)) in enumerate(zip(drawn_from, ends, strict=True)):
        if a >= 0 and u != v and v != 0:
            places.copies.setdefault(a, []).append(number)
            places.entering.setdefault(heads[a], []).append(number)
            places.group[heads[a]] = same[v]
    return places


def _split(problem: dict[str, Any], places: _Places, part: Part, split: list[Any]) -> list[Part]:
    """Return the two parts that a split makes of a part: every plan of it lies in one of them."""
    kind, index = split[:2]
    if kind == "column":
        if index >= len(problem.get("columns", [])):
            raise RefusedError(f"tree: there is no column {index}")
        low = part._replace(most={**part.most, index: split[2]})
        return [low, part._replace(least={**part.least, index: split[2] + 1})]
    if kind == "arc" and index in places.copies:
        node, own = problem["arcs"]["head"][index], frozenset(places.copies[index])
    elif kind == "node" and index in places.group:
        node, own = index, frozenset(places.entering[index])
    else:
        raise RefusedError(f"tree: no plan uses {kind} {index}")
    others = frozenset(places.entering[node]) - own
    used = part._replace(closed=part.closed | others, entered=part.entered | {places.group[node]})
    return [part._replace(closed=part.closed | own), used]


# --- what each stage claims ---------------------------------------------------------------------


def is_certified(stage: dict[str, Any]) -> bool:
    """Return whether a stage rests on a certificate, of all plans or of their parts."""
    return stage["certificate"] is not None or "tree" in stage


def _stage_faults(
    problem: dict[str, Any],
    drawn: dict[str, Any],
    number: int,
    stage: dict[str, Any],
    values: list[int],
    steps: Steps,
) -> list[str]:
    """Return what of a stage does not hold: its value, its bound and its status.

    `drawn` is the problem in layers; `values` are those of all goals, none without a plan.
    """
    name, certificate = stage["name"], stage["certificate"]
    sign = 1 if stage["sense"] == "max" else -1
    faults = []
    value = sign * values[number] if values else None
    if stage["value"] != value:
        faults.append(f"goal {name}: value is {stage['value']}, the plan gives {value}")
    if "tree" in stage:
        faults += _tree_claim_faults(problem, drawn, number, stage, values[:number], steps)
    elif certificate is not None:
        rows = _priced_rows(drawn, number, values[:number])
        total, scale = _bound(drawn, number, rows, certificate, steps, WHOLE)
        faults += _proof_faults(stage, total, sign * (total // scale))
    elif stage["certified_bound"] is not None:
        faults.append(f"goal {name}: nothing certifies the bound {stage['certified_bound']}")
    return faults + _status_faults(stage, name, sign)


def _proof_faults(stage: dict[str, Any], total: int, derived: int) -> list[str]:
    """Return where a stage claims another proof than its certificate gives."""
    name, claimed = stage["name"], stage["certified_bound"]
    refuting = stage["certificate"]["objective_weight"] == 0
    if refuting or stage["status"] == "infeasible":
        if not refuting or total >= 0 or stage["status"] != "infeasible" or claimed is not None:
            return [f"goal {name}: the certificate does not prove that no plan exists"]
    elif claimed != derived:
        return [f"goal {name}: certified bound is {claimed}, the certificate gives {derived}"]
    return []


def _tree_claim_faults(
    problem: dict[str, Any],
    drawn: dict[str, Any],
    number: int,
    stage: dict[str, Any],
    values: list[int],
    steps: Steps,
) -> list[str]:
    """Return where a stage claims another proof than its tree gives.

    A certificate beside the tree is of all plans; the bound is the lower of both.
    """
    name, claimed = stage["name"], stage["certified_bound"]
    derived = _bound_of_tree(problem, drawn, number, values, stage["tree"], steps)
    if derived is None or stage["status"] == "infeasible":
        alone = stage["certificate"] is None and claimed is None
        if derived is not None or not alone or stage["status"] != "infeasible":
            return [f"goal {name}: the tree does not prove that no plan exists"]
        return []
    if stage["certificate"] is not None:
        rows = _priced_rows(drawn, number, values)
        total, scale = _bound(drawn, number, rows, stage["certificate"], steps, WHOLE)
        if stage["certificate"]["objective_weight"] == 0:
            return [f"goal {name}: the certificate beside the tree bounds nothing"]
        derived = min(derived, total // scale)
    if stage["sense"] == "min":
        derived = -derived
    if claimed != derived:
        return [f"goal {name}: certified bound is {claimed}, the tree gives {derived}"]
    return []


def _price_faults(answer: dict[str, Any]) -> list[str]:
    """Return where the answer states other prices than its first certificate.

    A proof that no plan exists rests on the limits that it prices: all of them must be named. A
    dual is a price, per unit of the objective.
    """
    first, duals = answer["stages"][0], answer.get("duals", {})
    certificate = first["certificate"]
    faults = _first(
        f"infeasible_limits: the proof rests on {_short(name)}, which is not named"
        for name in sorted(_resting(first) - set(answer["infeasible_limits"]))
    )
    if certificate is None:
        return faults + ([f"duals: nothing certifies {_short(duals)}"] if duals else [])
    prices, scale = certificate["prices"], certificate["scale"]
    return faults + _first(
        f"duals: {_short(name)} is {_short(dual)}, its price is {prices.get(name, 0)} / {scale}"
        for name, dual in duals.items()
        if dual != prices.get(name, 0) / scale
    )


def _resting(stage: dict[str, Any]) -> set[str]:
    """Return the limits that a proof of no plan prices."""
    parts = stage.get("tree", []) if stage["status"] == "infeasible" else []
    proofs = [e for e in (stage["certificate"], *parts) if type(e) is dict]
    return {
        name
        for proof in proofs
        if proof["objective_weight"] == 0
        for name, price in proof["prices"].items()
        if price != 0
    }


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
    faults = [] if holds[status] else [f"goal {name}: status {status!r} does not hold"]
    for what, limit in (("bound", bound), ("certified bound", certified)):
        if value is not None and limit is not None and sign * value > sign * limit:
            faults.append(f"goal {name}: value {value} is beyond its {what} {limit}")
    return faults


def _value(
    problem: dict[str, Any], goal: dict[str, str], chosen: list[int], amounts: Sequence[int]
) -> int:
    """Return what a plan reaches of a goal, in the sense of maximising."""
    terms, extra = goal_terms(problem, goal), column_terms(problem, goal)
    return sum(terms[a] for a in chosen) + sum(t * y for t, y in zip(extra, amounts, strict=True))


# --- what was not verified ----------------------------------------------------------------------


def unverified(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return in plain sentences what a checked answer claims or leaves out without a certificate.

    A plan with a certified bound whose status is "feasible" leaves nothing unverified: the bound
    according to the solver, if it is tighter, is named but no status rests on it.
    """
    found = []
    for stage in answer["stages"]:
        if stage["status"] == "unknown":
            found.append(f"goal {stage['name']}: no plan was found and nothing is claimed")
        elif stage["status"] == "infeasible":
            if not is_certified(stage):
                found.append("that no plan exists is the solver's word; nothing certifies it")
        elif stage["certified_bound"] is None:
            found.append(f"goal {stage['name']}: how good the plan is; no certificate bounds it")
        if stage["status"] == "solver_optimal" and stage["value"] != stage["certified_bound"]:
            found.append(
                f"goal {stage['name']}: that {stage['value']} is the best is the solver's word;"
                f" the certificate proves no more than {stage['certified_bound']}"
            )
    if answer["chosen"] is not None:
        done = len(answer["stages"])
        found += [
            f"goal {goal['name']}: the answer leaves it out" for goal in problem["goals"][done:]
        ]
    return found


def exit_code(answer: dict[str, Any], open_claims: Sequence[str]) -> int:
    """Return the exit code of an answer without differences, by what was not verified."""
    if not open_claims:
        return HOLDS
    if answer["chosen"] is not None:
        return CLAIMED
    return UNCERTIFIED if answer["status"] == "infeasible" else NOTHING


# --- plan.json says the same --------------------------------------------------------------------


def plan_differences(problem: dict[str, Any], answer: dict[str, Any], plan: Any) -> list[str]:
    """Return where plan.json states other claims, totals, sites or arcs than a checked answer.

    Compared: the stages, gaps and what is proven; capital, yearly cost and net present cost in all,
    from the lines and from the arcs; which sites there are, and per site its option, purchases,
    fees and benefit; which links are built, and what each costs. Limits in words, names, reasons
    and sheets are for `kholboo audit`.
    """
    try:
        return _plan_differences(problem, answer, plan)[:MOST_FAULTS]
    except Exception as fault:
        return [f"plan.json cannot be compared: {_short(fault)}"]


def _plan_differences(problem: dict[str, Any], answer: dict[str, Any], plan: Any) -> list[str]:
    if type(plan) is not dict or plan.get("format") not in PLAN_FORMATS:
        return [f"plan.json: format is not one of {_short(PLAN_FORMATS)}"]
    faults = _claim_differences(answer, plan)
    if answer["chosen"] is None:
        for name in ("deployments", "links"):
            faults += _same(name, plan[name], [])
        for name in TOTALS:
            faults += _same(name, plan[name], 0)
        return faults
    faults += _total_differences(problem, answer, plan)
    faults += _site_differences(problem, answer["chosen"], plan)
    return faults + _link_differences(problem, answer["chosen"], plan)


def _claim_differences(answer: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    """Return where the plan states another proof than the answer."""
    stages, first = answer["stages"], answer["stages"][0]
    names = [stage["name"] for stage in stages]
    faults = _same("stages", [stage["name"] for stage in plan["stages"]], names)
    for stated, stage in zip(plan["stages"], stages, strict=False):
        for key in STAGE_CLAIMS:
            faults += _same(f"goal {stage['name']}, {key}", stated[key], stage[key])
    faults += _same("status", plan["status"], answer["status"])
    for name, key in (("objective", "value"), ("bound", "bound"), ("certified_bound",) * 2):
        faults += _same(name, plan[name], first[key])
    for name, key in (("gap", "certified_bound"), ("solver_gap", "bound")):
        faults += _same(name, plan[name], _gap(first["value"], first[key]))
    return faults + _same(
        "infeasible_limits", plan["infeasible_limits"], answer["infeasible_limits"]
    )


def _gap(value: int | None, bound: int | None) -> float | None:
    """Return how far a value is from its bound, relative to the bound; None when not known."""
    if value is None or bound is None:
        return None
    if bound == 0:
        return float(abs(value))
    return abs(bound - value) / abs(bound)


def _same(what: str, stated: Any, derived: Any) -> list[str]:
    """Return the difference of two values, true and 1.0 and 1 being three."""
    if json.dumps(stated) == json.dumps(derived):
        return []
    return [f"plan.json: {what} is {_short(stated)}, the answer gives {_short(derived)}"]


def _total_differences(
    problem: dict[str, Any], answer: dict[str, Any], plan: dict[str, Any]
) -> list[str]:
    faults = []
    amounts = answer.get("amounts", [])
    for name in TOTALS:
        over_arcs = _quantity(problem, name, answer["chosen"])
        over_columns = (c["quantities"].get(name, 0) for c in problem.get("columns", []))
        used = over_arcs + sum(q * y for q, y in zip(over_columns, amounts, strict=True))
        faults += _same(name, plan[name], used)
    fees = sum(d["kept_fee_per_year_minor"] for d in plan["deployments"])
    faults += _same("kept_fee_per_year_minor", plan["kept_fee_per_year_minor"], fees)
    places = [*plan["deployments"], *plan["links"]]
    once, _ = _sums_of_lines(line for place in places for line in place["lines"])
    saved = sum(s["quantity"] * s["per_unit_minor"] for s in plan["savings"])
    return faults + _same("capex_minor, from its lines", plan["capex_minor"], once - saved)


def _sums_of_lines(lines: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """Return what lines cost once and a year."""
    sums = {"one_time": 0, "per_year": 0}
    for line in lines:
        sums[line["timing"]] += line["sign"] * line["quantity"] * line["unit_price_minor"]
    return sums["one_time"], sums["per_year"]


def _quantity(problem: dict[str, Any], name: str, arcs: Iterable[int]) -> int:
    values = problem["arcs"][QUANTITY + name]
    return sum(values[a] for a in arcs)


def _site_differences(
    problem: dict[str, Any], chosen: list[int], plan: dict[str, Any]
) -> list[str]:
    """Return sites whose option, purchases, fees or benefit are not those of their arcs."""
    sites = [d["site_id"] for d in plan["deployments"]]
    faults = _same("sites, each once and in order", sites, sorted(set(sites)))
    services = {f"service:{site}" for site in sites}
    faults += _first(
        f"plan.json: no site for node {node}"
        for node in problem["nodes"]["id"]
        if node.startswith("service:") and node not in services
    )
    own = _arcs_by_site(problem, chosen, sites)
    faults += _first(
        f"plan.json: arc {problem['arcs']['id'][a]} is chosen and belongs to no site of the plan"
        for a in own.pop(None, [])
    )
    worth = goal_terms(problem, {"quantity": "benefit", "sense": "max"})
    kept = _kept_worth(problem, worth)
    return faults + _first(
        fault
        for site in plan["deployments"]
        for fault in _one_site(problem, site, own.get(site["site_id"], []), worth, kept)
    )


def _kept_worth(problem: dict[str, Any], worth: list[int]) -> dict[str, int]:
    """Return what the present link of each site is worth: its arc "keep:<site>"."""
    ends = [problem["nodes"]["id"][v] for v in problem["arcs"]["head"]]
    links = zip(problem["arcs"]["id"], ends, worth, strict=True)
    return {
        end.removeprefix("service:"): gained
        for arc_id, end, gained in links
        if arc_id == f"keep:{end.removeprefix('service:')}" and end.startswith("service:")
    }


def _one_site(
    problem: dict[str, Any],
    site: dict[str, Any],
    arcs: list[int],
    worth: list[int],
    kept: dict[str, int],
) -> list[str]:
    """Return where a site says otherwise than its arcs; `kept`: what a present link is worth."""
    ids, name = problem["arcs"]["id"], f"site {site['site_id']}"
    options = [ids[a] for a in arcs if ids[a].startswith("option:")]
    wanted = [] if site["candidate_id"] is None else [f"option:{site['candidate_id']}"]
    once, yearly = _sums_of_lines(site["lines"])
    yearly += site["kept_fee_per_year_minor"]
    gained = sum(worth[a] for a in arcs) - kept.get(site["site_id"], 0)
    faults = _same(f"{name}, option", wanted, options)
    faults += _same(f"{name}, capital", once, _quantity(problem, "capex_minor", arcs))
    faults += _same(f"{name}, yearly", yearly, _quantity(problem, "opex_per_year_minor", arcs))
    return faults + _same(f"{name}, benefit", site["benefit"], gained)


def _arcs_by_site(
    problem: dict[str, Any], chosen: list[int], sites: Sequence[str]
) -> dict[str | None, list[int]]:
    """Return the chosen arcs of every site; under None those that belong to no site listed.

    An arc into the node "service:<site>" is the site's, and so is what hangs below that node; arcs
    called "asset:..." are shared and left out.
    """
    ids, head = problem["arcs"]["id"], problem["arcs"]["head"]
    site_of = {f"service:{site}": site for site in sites}
    owner: dict[int, str | None] = {}
    entered = {head[a]: a for a in chosen}
    own: dict[str | None, list[int]] = {}
    for v in _from_the_root(problem, chosen)[1:]:
        a = entered[v]
        node = problem["nodes"]["id"][v]
        owner[v] = site_of.get(node) or owner.get(problem["arcs"]["tail"][a])
        if not ids[a].startswith("asset:"):
            own.setdefault(owner[v], []).append(a)
    return own


def _link_differences(
    problem: dict[str, Any], chosen: list[int], plan: dict[str, Any]
) -> list[str]:
    """Return links that are listed twice, that are not chosen, or that cost otherwise than arcs."""
    built = [link["id"] for link in plan["links"]]
    faults = _same("links, each once and in order", built, sorted(set(built)))
    costs = _costs_of_links(problem, chosen)
    faults += _first(f"plan.json: link {name} is not chosen" for name in built if name not in costs)
    shown = {link["id"]: _sums_of_lines(link["lines"]) for link in plan["links"]}
    return faults + _first(
        fault
        for name, cost in sorted(costs.items())
        for fault in _same(f"link {name}, capital and yearly", shown.get(name, (0, 0)), cost)
    )


def _costs_of_links(problem: dict[str, Any], chosen: list[int]) -> dict[str, tuple[int, int]]:
    """Return what each chosen link costs once and a year; a hop of one site is paid by the site."""
    ids = problem["arcs"]["id"]
    once, yearly = (problem["arcs"][QUANTITY + name] for name in TOTALS[:2])
    costs: dict[str, tuple[int, int]] = {}
    for a in chosen:
        kind, _, name = ids[a].partition(":")
        if kind == "option":
            costs.setdefault(name, (0, 0))
        elif kind == "asset":
            link = name.removesuffix(":back")
            before = costs.get(link, (0, 0))
            costs[link] = (before[0] + once[a], before[1] + yearly[a])
    return costs


# --- files and the terminal ---------------------------------------------------------------------


def load(path: Path) -> Any:
    """Return the content of a JSON file in which every key stands once and no number is NaN.

    Raises OSError when the file cannot be read, ValueError when it is not such a file.
    """
    if path.exists() and not path.is_file():
        raise OSError(f"{path.name} is not a file")
    try:
        return json.loads(
            path.read_bytes().decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
        )
    except RecursionError as fault:
        raise ValueError("it is nested too deeply") from fault


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in pairs:
        if name in data:
            raise ValueError(f"the key {_short(name)} stands twice in one object")
        data[name] = value
    return data


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def main(arguments: list[str]) -> int:
    """Check the folder named in the arguments, print what was found, return the exit code."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        problem, answer = load(folder / "problem.json"), load(folder / "certificate.json")
        with_plan = (folder / "plan.json").exists()
        plan = load(folder / "plan.json") if with_plan else None
    except (OSError, ValueError, MemoryError) as fault:
        _say(f"cannot read problem.json, certificate.json and plan.json in {folder}: {fault}")
        return UNREADABLE
    faults = check(problem, answer)
    if not faults and with_plan:
        faults = plan_differences(problem, answer, plan)
    for difference in faults:
        _say(f"DIFFERS: {difference}")
    if faults:
        return DIFFERS
    open_claims = unverified(problem, answer)
    for sentence in verified(problem, answer, with_plan):
        _say(f"verified: {sentence}")
    for sentence in open_claims:
        _say(f"NOT VERIFIED: {sentence}")
    code = exit_code(answer, open_claims)
    _say(CONCLUSIONS[code])
    return code


def _say(text: str) -> None:
    """Print a line; no name in a file may move the cursor, start a line or break the terminal."""
    plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    encoding = sys.stdout.encoding or "ascii"
    print(plain.encode(encoding, "backslashreplace").decode(encoding))


CONCLUSIONS = {
    HOLDS: "holds: everything that is claimed was verified",
    CLAIMED: "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
    UNCERTIFIED: "no plan exists according to the solver; nothing certifies it",
    NOTHING: "no plan was found, and nothing is claimed",
}


def verified(problem: dict[str, Any], answer: dict[str, Any], with_plan: bool) -> list[str]:
    """Return in plain sentences what was verified of a checked answer."""
    arcs, rows = len(problem["arcs"]["id"]), len(problem["limits"])
    stages = answer["stages"]
    if answer["chosen"] is None:
        return [
            f"no plan exists: the certificate proves it for {arcs} arcs and {rows} limits"
            for stage in stages
            if stage["status"] == "infeasible" and is_certified(stage)
        ]
    found = [
        f"{stage['name']} {stage['value']}, certified bound {stage['certified_bound']}"
        f" ({stage['status']})"
        for stage in stages
    ]
    found.append(f"{arcs} arcs, {rows} limits, plan joined to the root")
    if with_plan:
        found.append("plan.json states the same claims, totals, sites and shared links")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
