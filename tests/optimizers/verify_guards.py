"""The table of all guards of verify.py, read from verify_guards.tsv: one forgery a line.

A line names the guards that refuse the forgery (the last ones are the helpers that word it), the
honest case it begins with, the place that is changed and its new value, and the one difference that
must come out. A place is a path such as problem/arcs/tail/6; + adds to a list. A value is JSON, or
! and the name of a maker below. Standard library alone: the mutation battery runs it in a moment.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import verify_street as street

TABLE = Path(__file__).with_name("verify_guards.tsv")


@dataclass(frozen=True)
class Row:
    """One forgery."""

    guards: tuple[str, ...]
    what: str
    start: str
    place: str
    value: str
    expected: str  # the one difference, none where it holds; * stands for words of Python's own

    def run(self, verify: Any) -> list[str]:
        """Return the differences that a checker finds in the forgery."""
        name, _, word = self.value.partition(" ")
        if self.place == "run":
            return RUNS[name](verify)
        value = _MAKERS[name](word) if name in _MAKERS else json.loads(self.value)
        if self.place == "load":
            return _loaded(verify, value)
        if self.place == "plan_faults":
            found: list[str] = verify.plan_faults(copy.deepcopy(street.STREET), *value)
            return found
        case = street.STARTS[self.start]()
        put(case, self.place, value)
        return case.differences(verify)

    def holds(self, found: list[str]) -> bool:
        """Return whether the difference is the one that was expected, alone."""
        if not self.expected:
            return found == []
        if self.expected.endswith("*"):
            return len(found) == 1 and found[0].startswith(self.expected[:-1])
        return found == [self.expected]


def rows() -> Iterator[Row]:
    """Yield the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            yield Row(tuple(line[0].split(" | ")), *line[1:])


def put(case: street.Case, place: str, value: Any) -> None:
    """Change one place of a case; a value that is a function changes what is there."""
    first, *rest = place.split("/")
    if not rest:
        setattr(case, first, value(getattr(case, first)) if callable(value) else value)
        return
    at: Any = getattr(case, first)
    for step in rest[:-1]:
        at = at[int(step) if isinstance(at, list) else step]
    last: Any = int(rest[-1]) if isinstance(at, list) and rest[-1] != "+" else rest[-1]
    if value is GONE:
        del at[last]
    elif last == "+":
        at.append(value)
    else:
        at[last] = value(at[last]) if callable(value) else value


# --- values that JSON cannot say, or that depend on what was there -------------------------------

GONE = object()


def _nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def with_status(status: str) -> Callable[[Any], Any]:
    """Return a change of an answer that claims another status."""

    def change(answer: dict[str, Any]) -> dict[str, Any]:
        first, *later = answer["stages"]
        stages = [{**first, "status": status}, *later]
        return {**answer, "infeasible_limits": [], "status": status, "stages": stages}

    return change


def _plain_bound(stage: dict[str, Any]) -> dict[str, Any]:
    """An honest bound on the objective where a proof that no plan exists belongs."""
    certificate = {**stage["certificate"], "objective_weight": 1, "prices": {"budget": 0}}
    return {**stage, "certificate": certificate, "certified_bound": 7}


def _plain_refusal(stage: dict[str, Any]) -> dict[str, Any]:
    """An honest bound on the objective, below 0: any plan would lose, which is no proof."""
    certificate = {**stage["certificate"], "objective_weight": 1, "prices": {}}
    return {**stage, "certificate": certificate}


def _whole_dual(_: dict[str, Any]) -> dict[str, Any]:
    """No dual at all of the budget, and 0 for the limit that has no price."""
    return {"floor": 0}


def _named_less(answer: dict[str, Any]) -> dict[str, Any]:
    """The certificate prices a second limit with 0; only required nodes and the budget clash."""
    answer["stages"][0]["certificate"]["prices"]["spare"] = 0
    return answer


def _shifted(plan: dict[str, Any]) -> dict[str, Any]:
    """S pays one less, and one less is spared."""
    plan["deployments"][0]["lines"][0]["quantity"] -= 1
    return {**plan, "savings": []}


def _without_trench(plan: dict[str, Any]) -> dict[str, Any]:
    """The trench is left out, and its price is a saving below nothing."""
    savings = [*plan["savings"], {"quantity": -1, "per_unit_minor": 4}]
    return {**plan, "links": plan["links"][:1], "savings": savings}


def _doubled(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The second link stands twice before itself, once for its price and once for minus that."""
    more = [copy.deepcopy(links[1]) for _ in range(2)]
    for line in more[1]["lines"]:
        line["sign"] = -1
    return [links[0], *more, links[1]]


UNCERTIFIED = {"certificate": None, "certified_bound": None}
_MAKERS: dict[str, Callable[[str], Any]] = {
    "!gone": lambda _: GONE,
    "!huge": lambda _: 10**400,
    "!nested": lambda _: _nested(10_000),
    "!deep": lambda _: "[" * 200_000,
    "!long": lambda _: "x" * 32_768,
    "!status": with_status,
    "!unknown": lambda _: with_status("unknown"),
    "!reversed": lambda _: lambda rows: rows[::-1],
    "!first": lambda _: lambda rows: rows[:1],
    "!stray": lambda _: lambda chosen: [*chosen, 7],
    "!without_plan": lambda _: lambda answer: {**answer, "chosen": None, "amounts": []},
    "!uncertified": lambda _: lambda stage: {**stage, **UNCERTIFIED},
    "!one_cheaper": lambda _: (
        lambda stage: {**stage, "value": 21, "status": "feasible", "bound": 20}
    ),
    "!dear_bound": lambda _: lambda stage: {**stage, "bound": 23, "status": "feasible"},
    "!spared": lambda _: (
        lambda plan: {
            **plan,
            "capex_minor": 5,
            "savings": [{"quantity": 2, "per_unit_minor": 1}],
        }
    ),
    "!title": lambda _: "x" * 32_767,
    "!lower_alone": lambda _: lambda row: {**row, "lower": 0, "upper": None},
    "!whole_dual": lambda _: _whole_dual,
    "!named_less": lambda _: _named_less,
    "!plain_bound": lambda _: _plain_bound,
    "!plain_refusal": lambda _: _plain_refusal,
    "!splits": lambda _: [["arc", 2]] * 100_001,
    "!most": lambda _: [["arc", 2]] * 100_000,
    "!between": lambda _: lambda tree: [tree[1], tree[0], tree[2]],
    "!behind": lambda _: lambda tree: [*tree[1:], tree[0]],
    "!swapped": lambda _: lambda tree: [tree[0], *tree[:0:-1]],
    "!shifted": lambda _: _shifted,
    "!doubled": lambda _: _doubled,
    "!free_link": lambda _: lambda links: [*links, {"id": "y", "lines": []}],
    "!without_trench": lambda _: _without_trench,
}


# --- files, and cases that take a little building ------------------------------------------------


def _loaded(verify: Any, text: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        path.write_text(text, encoding="utf-8")
        return _refusal(verify, path)


def _folder(verify: Any) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        path.mkdir()
        return _refusal(verify, path)


def _refusal(verify: Any, path: Path) -> list[str]:
    try:
        verify.load(path)
    except (OSError, ValueError) as fault:
        return [str(fault)]
    return []


def _many_layers(nodes: int, hops: int) -> dict[str, Any]:
    """A street in which every second stretch counts as a hop of another kind."""
    tail = [v for v in range(nodes) for _ in range(2)]
    return {
        "format": "kholboo-problem/1",
        "nodes": {"id": [f"n{v}" for v in range(nodes + 1)], "prize": [0] * (nodes + 1)},
        "arcs": {
            "id": [f"a{a}" for a in range(len(tail))],
            "tail": tail,
            "head": [v + 1 for v in tail],
            "loss": [0] * len(tail),
        },
        "required": [],
        "limits": [],
        "goals": [{"name": "benefit", "sense": "max", "quantity": "benefit"}],
        "hops": [
            {
                "id": f"h{k}",
                "title": "",
                "arcs": [a for a in range(len(tail)) if a % 2 and (a // 2) % hops == k],
                "most": nodes,
            }
            for k in range(hops)
        ],
    }


def plain_answer(bound: int, **certificate: Any) -> dict[str, Any]:
    """Return the answer of an empty plan that earns nothing, with a certificate."""
    given = {"scale": 1, "objective_weight": 1, "prices": {}, "potentials": [], **certificate}
    return {
        "format": "kholboo-answer/1", "solver": "by hand", "status": "feasible", "chosen": [],
        "infeasible_limits": [],
        "stages": [
            {
                "name": "benefit", "sense": "max", "value": 0, "bound": None,
                "certified_bound": bound, "status": "feasible", "stopped_by": None,
                "certificate": given,
            }
        ],
    }  # fmt: skip


def under(verify: Any, most: str, value: int, problem: Any, answer: Any) -> list[str]:
    """Return what a check finds that may take less than others."""
    before = getattr(verify, most)
    setattr(verify, most, value)
    try:
        found: list[str] = verify.check(problem, answer)
    finally:
        setattr(verify, most, before)
    return found


def _exploding_layers(verify: Any) -> list[str]:
    return under(verify, "MOST_CELLS", 10**5, _many_layers(24, 10), plain_answer(0))


def _idle_layers(verify: Any) -> list[str]:
    answer = plain_answer(0)
    answer["stages"][0] |= {"certificate": None, "certified_bound": None}
    return under(verify, "MOST_CELLS", 10**5, _many_layers(24, 10), answer)


def _ends_in_order(verify: Any) -> list[str]:
    """Nodes 1 and 8 have several copies; a set of them may begin with 8."""
    problem = _many_layers(8, 1)
    for name, ends in (("tail", [0, 0, 0, 0, 1, 8]), ("head", [1, 1, 8, 8, 2, 2])):
        problem["arcs"][name] = ends
    problem["arcs"] |= {"id": list("abcdef"), "loss": [0] * 6}
    problem["nodes"]["prize"] = [0, *[1] * 8]
    problem["hops"][0]["arcs"] = [0, 2, 4, 5]
    ends = verify.layered(problem)["nodes"]["id"][-2:]
    return [] if ends == ["n1", "n8"] else ends


def _names_in_order(verify: Any) -> list[str]:
    """Twelve limits with a price, none of them named."""
    case = street.poor()
    case.problem["limits"] = [{**case.problem["limits"][0], "id": f"{k:02}"} for k in range(12)]
    case.answer["stages"][0]["certificate"]["prices"] = {f"{k:02}": 1 for k in range(12)}
    case.answer["infeasible_limits"] = []
    found = verify.check(case.problem, case.answer)
    return [] if len(found) == 12 and found == sorted(found) else found


def _links_in_order(verify: Any) -> list[str]:
    """Two trenches, x before a, are chosen and neither is listed."""
    case = street.stray_arc()
    case.problem["arcs"]["id"][7] = "asset:a"
    case.problem["arcs"]["quantity:capex_minor"][7] = 1
    case.answer["chosen"].append(7)
    case.plan["links"] = []
    found = verify.plan_differences(case.problem, case.answer, case.plan)
    told = [text.split(",")[0] for text in found if text.startswith("plan.json: link ")]
    return [] if told == ["plan.json: link a", "plan.json: link x"] else found


def _no_memory(verify: Any) -> list[str]:
    """A machine that is too small for the file."""

    def full(_: Path) -> None:
        raise MemoryError

    before, verify.load = verify.load, full
    try:
        with redirect_stdout(io.StringIO()):
            ended = verify.main(["anywhere"])
    finally:
        verify.load = before
    return [] if ended == verify.UNREADABLE else [f"ends with {ended}"]


def _beyond_both(verify: Any) -> list[str]:
    """A certified bound that the certificate does not give, below what the plan reaches."""
    case = street.Case()
    case.answer["stages"][0]["certified_bound"] = 12
    found = verify.check(case.problem, case.answer)
    told = [
        "goal benefit: certified bound is 12, the certificate gives 20",
        "goal benefit: value 13 is beyond its certified bound 12",
    ]
    return [] if found == told else found


def _exploding_flows(verify: Any) -> list[str]:
    """A hundred quantities whose loads are limited."""
    problem = _many_layers(10, 1)
    del problem["hops"]
    names = [f"q{k}" for k in range(100)]
    problem["arcs"] |= {f"quantity:{name}": [1] * 20 for name in names}
    problem["capacities"] = [
        {"id": name, "title": "", "unit": "", "arcs": [0], "quantity": name, "upper": 99}
        for name in names
    ]
    return under(verify, "MOST_CELLS", 10**4, problem, plain_answer(0, flows=[[0, 0]]))


def _exploding_steps(verify: Any) -> list[str]:
    """A potential on one node that two hundred arcs enter, a hundred times over."""
    problem = _many_layers(1, 1)
    for name in ("tail", "head", "loss"):
        problem["arcs"][name] *= 100
    problem["arcs"]["id"] = [str(a) for a in range(200)]
    problem["hops"] = []
    answer = plain_answer(0, potentials=[[1, [[1, 0]]]] * 100)
    return under(verify, "MOST_STEPS", 10**4, problem, answer)


def _failing(verify: Any) -> list[str]:
    """A fault of the checker itself, in the middle of a check."""

    def fail(*_: Any) -> None:
        raise ZeroDivisionError("by nobody's fault")

    case, before = street.Case(), verify.layered
    verify.layered = fail
    try:
        return case.differences(verify)
    finally:
        verify.layered = before


def _parts_in_layers(verify: Any) -> list[str]:
    """A node of two copies earns at its end, and the last node may not be entered."""
    problem = _many_layers(2, 1)
    problem["hops"][0]["most"] = 1
    problem["nodes"]["prize"] = [0, 7, 0]
    row = {"arcs": [2, 3], "coefficients": [1, 1], "lower": None, "upper": 0}
    problem["limits"] = [{"id": "closed", "title": "", "unit": "", **row}]
    split = [["node", 2], street.proof(), street.proof(weight=0, closed=1)]
    bound = verify.tree_bound(problem, 0, [], split)
    return [] if bound == 7 else [f"the bound is {bound}"]


RUNS: dict[str, Callable[[Any], list[str]]] = {
    "!folder": _folder,
    "!exploding_layers": _exploding_layers,
    "!exploding_flows": _exploding_flows,
    "!idle_layers": _idle_layers,
    "!ends_in_order": _ends_in_order,
    "!names_in_order": _names_in_order,
    "!links_in_order": _links_in_order,
    "!no_memory": _no_memory,
    "!beyond_both": _beyond_both,
    "!exploding_steps": _exploding_steps,
    "!failing": _failing,
    "!parts_in_layers": _parts_in_layers,
}
