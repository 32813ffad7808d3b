"""Every guard of verify_years.py has a forgery that it refuses, alone and in its own words."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optimizers import (
    verify,
    verify_years,
    verify_years_form,
    verify_years_relaxation,
    verify_years_schedule,
    years_as_one,
)

sys.path.insert(0, str(Path(__file__).parent))
import honest_programme
from honest_programme import Folder

Forge = Callable[[Folder], None]
MODULES = (verify_years, verify_years_form, verify_years_relaxation, verify_years_schedule)
SOURCE = "\n".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in MODULES)


def put(*path: Any) -> Forge:
    """Return a forgery that puts the last of its words at the place that the others name."""

    def forge(folder: Folder) -> None:
        at: Any = folder
        for step in path[:-2]:
            at = getattr(at, step) if isinstance(at, Folder) else at[step]
        if isinstance(at, Folder):
            setattr(at, path[-2], path[-1])
        elif path[-1] == "!gone":
            del at[path[-2]]
        else:
            at[path[-2]] = path[-1]

    return forge


def built(*pairs: list[Any], value: int = 22) -> Forge:
    """Return a forgery with another schedule, whose value is stated as it would be."""

    def forge(folder: Folder) -> None:
        folder.data["schedules"][0] = {"name": "plan", "value": value, "built": list(pairs)}
        folder.end = None

    return forge


def both(*forgeries: Forge) -> Forge:
    """Return several forgeries as one."""

    def forge(folder: Folder) -> None:
        for each in forgeries:
            each(folder)

    return forge


def _high_end(folder: Folder) -> None:
    """State that less is in place in the end."""
    folder.end = (folder.problems[-1], {**folder.answers[-1], "chosen": [0, 3]})


def _limited_money_unlimited_years(folder: Folder) -> None:
    for year in folder.data["years"]:
        year["money"] = None


def _with_columns(folder: Folder) -> None:
    folder.problems[0]["columns"] = [
        {"id": "c", "title": "", "upper": 1, "quantities": {}, "whole": True}
    ]
    folder.answers[0]["amounts"] = [0]


def _by_length(folder: Folder) -> None:
    for problem in folder.problems:
        problem["goals"][0] = {"name": "benefit", "sense": "max", "quantity": "length"}
        problem["arcs"]["quantity:length"] = [5, 7, 7, 0]


def _uncertified(folder: Folder) -> None:
    stage = folder.answers[0]["stages"][0]
    stage["certificate"] = stage["certified_bound"] = stage["bound"] = None


def _without_arc(folder: Folder) -> None:
    """Ask the second year without an arc that could be built: its bound would be too low."""
    folder.data["arcs"].append("a9")
    for year in folder.data["years"]:
        year["cost"].append(1)


def _as_one(folder: Folder) -> None:
    """Claim the bound of all years as one problem, which prices nothing either."""
    folder.data["exact"] = True
    drawn = years_as_one.drawn(folder.data, folder.problems).problem["arcs"]["id"]
    chosen = [drawn.index(i) for i in ("0:a0", "1:a1", "1:stay:n1")]
    folder.exact = honest_programme.answer(sorted(chosen), 22, 36)


def _exact_uncertified(folder: Folder) -> None:
    stage = folder.exact["stages"][0]
    stage["certificate"] = stage["certified_bound"] = stage["bound"] = None


STOCK = {"id": "unit", "title": "", "upper": 1, "total": 1, "money": -1, "whole": True}
NEED = {
    "id": "need", "title": "", "unit": "", "arcs": [0, 1, 2], "coefficients": [-1, -1, -1],
    "columns": [0], "column_coefficients": [1], "lower": None, "upper": [0, 0], "over_all": False,
}  # fmt: skip
KEPT = {
    **NEED, "id": "stock", "arcs": [], "coefficients": [], "upper": [1, 1], "over_all": True,
}  # fmt: skip


def _stocked(folder: Folder) -> None:
    """Let what is built need a unit each, of which one lies in stock and saves 1."""
    folder.data["columns"], folder.data["orders"] = [{**STOCK}], [{**NEED}, {**KEPT}]
    folder.data["schedules"][0]["amounts"] = [[1], [0]]
    for problem in folder.problems:
        problem["columns"] = [
            {"id": "unit", "title": "", "upper": 1, "quantities": {}, "whole": True}
        ]
        problem["limits"][0] |= {"columns": [0], "column_coefficients": [-1]}
        problem["limits"] += [
            {**{k: v for k, v in row.items() if k != "over_all"}, "upper": row["upper"][0]}
            for row in (NEED, KEPT)
        ]
    for answer in folder.answers:
        answer["amounts"] = [0]
    folder.end = None


def stocked(*path: Any) -> Forge:
    """Return a forgery of the programme with a stock."""
    return both(_stocked, put(*path))


def _poorer_answer(folder: Folder) -> None:
    """Answer the second year with what is there already, which costs 3."""
    folder.answers[1] = honest_programme.answer([0, 3], 5)


def _beyond_bound(folder: Folder) -> None:
    """Let a certificate prove too little: what verify.py refuses too."""
    for answer in folder.answers:
        answer["stages"][0]["certified_bound"] = 1


def _without_stock_row(folder: Folder) -> None:
    for problem in folder.problems:
        del problem["limits"][3]


CREWS_OF_AMOUNTS = {
    **honest_programme.CREWS, "lower": None, "upper": 6, "columns": [0], "column_coefficients": [1],
}  # fmt: skip
YEAR, WORKS = ("data", "years", 0), ("data", "works", 0)
FORGERIES: dict[str, tuple[Forge, str]] = {
    "no object": (put("data", []), "years.json is [], expected an object"),
    "another format": (put("data", "format", "kholboo-years/9"), "years.json: format is"),
    "a key is missing": (put("data", "present", "!gone"), "years.json: present is missing"),
    "an unknown key": (put("data", "law", 1), "years.json: unknown key"),
    "arcs that are no ids": (put("data", "arcs", 7), "years.json: arcs"),
    "present that are no ids": (put("data", "present", ["p", "p"]), "years.json: present"),
    "carries over maybe": (
        put("data", "carries_over", 1),
        "years.json: carries_over is neither true nor false",
    ),
    "money row is no text": (put("data", "money_row", 3), "years.json: money_row"),
    "bound is no number": (put("data", "bound", 36.0), "years.json: bound"),
    "no years": (put("data", "years", []), "years.json: years are no list of 1 to 10"),
    "eleven years": (put("data", "years", [{}] * 11), "years.json: years are no list of 1 to 10"),
    "a year without cost": (put(*YEAR, "cost", "!gone"), "years.json: year 1: cost is missing"),
    "a name is no text": (put(*YEAR, "name", 2027), "years.json: year 1: name"),
    "a weight below zero": (put(*YEAR, "weight", -1), "years.json: year 1: weight"),
    "money below zero": (put(*YEAR, "money", -1), "years.json: year 1: money"),
    "one cost too few": (
        put(*YEAR, "cost", [3, 4]),
        "years.json: year 1: cost is no list of one figure per arc",
    ),
    "a cost of a half": (put(*YEAR, "cost", [3, 4, 0.5]), "years.json: year 1: cost"),
    "one year without a limit": (
        put(*YEAR, "money", None),
        "years.json: some years have money, and others no limit of it",
    ),
    "two years of one name": (
        put("data", "years", 1, "name", "2027"),
        "years.json: names of years are not letters and digits, each once, in order",
    ),
    "a name that leaves the folder": (
        put(*YEAR, "name", "../2027"),
        "years.json: names of years are not letters and digits, each once, in order",
    ),
    "an arc both present and built": (
        put("data", "present", ["a2"]),
        "years.json: 'a2' is present and built",
    ),
    "schedules are no list": (
        put("data", "schedules", {}),
        "years.json: schedules are no list of at most 10",
    ),
    "a schedule without value": (
        put("data", "schedules", 0, "value", "!gone"),
        "years.json: schedule 1: value is missing",
    ),
    "a schedule without a name": (
        put("data", "schedules", 0, "name", None),
        "years.json: schedule 1: name",
    ),
    "a value of a half": (
        put("data", "schedules", 0, "value", 22.5),
        "years.json: schedule 1: value",
    ),
    "built is no list": (
        put("data", "schedules", 0, "built", "a0"),
        "years.json: schedule 1: built is no list",
    ),
    "built without a year": (
        put("data", "schedules", 0, "built", [["a0"]]),
        "years.json: schedule 1: ['a0'] is no pair of an arc and a year",
    ),
    "built in a third year": (built(["a0", 2]), "years.json: schedule 1: year"),
    "built in the year before the first": (built(["a0", -1]), "years.json: schedule 1: year"),
    "a year without its problem": (
        put("problems", []),
        "0 problems and 2 answers of 2 years",
    ),
    "a certificate that proves less": (_beyond_bound, "year 2027: goal benefit: "),
    "a year asks for something else": (_by_length, "year 2027: its goal is not benefit alone"),
    "amounts beside the arcs": (
        _with_columns,
        "year 2027: its problem has other amounts beside the arcs",
    ),
    "columns are no list": (put("data", "columns", {}), "years.json: columns are no list"),
    "a column without money": (
        stocked("data", "columns", 0, "money", "!gone"),
        "years.json: column 1: money is missing",
    ),
    "a column of a half": (
        stocked("data", "columns", 0, "upper", 0.5),
        "years.json: column 1: upper",
    ),
    "a column without a title": (
        stocked("data", "columns", 0, "title", None),
        "years.json: column 1: title",
    ),
    "a column whole maybe": (
        stocked("data", "columns", 0, "whole", 1),
        "years.json: column 1: whole is neither true nor false",
    ),
    "a column that is no id": (
        stocked("data", "columns", 0, "id", 7),
        "years.json: columns",
    ),
    "orders are no list": (put("data", "orders", 3), "years.json: orders are no list"),
    "an order without sides": (
        stocked("data", "orders", 0, "upper", "!gone"),
        "years.json: order 1: upper is missing",
    ),
    "an order without a title": (
        stocked("data", "orders", 0, "title", 1),
        "years.json: order 1: title",
    ),
    "an order of arcs that are none": (
        stocked("data", "orders", 0, "arcs", [0, 1, 9]),
        "years.json: order 1: arcs",
    ),
    "an order of amounts that are none": (
        stocked("data", "orders", 0, "columns", [1]),
        "years.json: order 1: columns",
    ),
    "an order with a coefficient too few": (
        stocked("data", "orders", 0, "coefficients", [1]),
        "years.json: order 1: coefficients",
    ),
    "an order up to a half": (
        stocked("data", "orders", 0, "upper", [0, 0.5]),
        "years.json: order 1: upper",
    ),
    "an order over all maybe": (
        stocked("data", "orders", 0, "over_all", 1),
        "years.json: order 1: over_all is neither true nor false",
    ),
    "an order called as the money": (
        stocked("data", "orders", 0, "id", "capex"),
        "years.json: orders",
    ),
    "amounts of one year": (
        stocked("data", "schedules", 0, "amounts", [[1]]),
        "years.json: schedule 1: amounts are no list of the years",
    ),
    "amounts of another number": (
        stocked("data", "schedules", 0, "amounts", [[1], [0, 0]]),
        "years.json: schedule 1: amounts",
    ),
    "no amounts": (
        stocked("data", "schedules", 0, "amounts", []),
        "years.json: schedule 1: amounts where there are no columns, or none where there are",
    ),
    "less in stock in the bound": (
        stocked("problems", 1, "columns", 0, "upper", 0),
        "year 2028: 'unit' is at most 1 by then",
    ),
    "a limit that counts amounts": (
        stocked("problems", 0, "limits", 1, {**CREWS_OF_AMOUNTS}),
        "year 2027: 'crews' counts amounts and is no order",
    ),
    "an order that asks for more in the bound": (
        stocked("problems", 0, "limits", 2, "lower", -9),
        "year 2027: 'need' asks for -9, more than its years do",
    ),
    "an order with less in the bound": (
        stocked("problems", 1, "limits", 3, "upper", 0),
        "year 2028: 'stock' is 0, less than its years have",
    ),
    "an order that counts more in the bound": (
        stocked("problems", 0, "limits", 2, "coefficients", [-1, 0, -1]),
        "year 2027: 'need' counts 0 of 'a1', not -1",
    ),
    "an order of other amounts in the bound": (
        stocked("problems", 0, "limits", 2, "column_coefficients", [2]),
        "year 2027: 'need' counts other amounts than the order",
    ),
    "less saved in the bound": (
        stocked("problems", 0, "limits", 0, "column_coefficients", [0]),
        "year 2027: amount 1 counts 0 there, and -1",
    ),
    "more in a year than there is": (
        stocked("data", "schedules", 0, "amounts", [[2], [0]]),
        "schedule 'plan': year 2027: 'unit' is 2, of 1",
    ),
    "taken twice from stock": (
        both(
            stocked("data", "schedules", 0, "amounts", [[1], [1]]),
            put("data", "orders", [{**NEED}]),
            _without_stock_row,
        ),
        "schedule 'plan': 'unit' is 2 in all, of 1",
    ),
    "an order that does not hold": (
        stocked(
            "data",
            "schedules",
            0,
            {"name": "plan", "value": 12, "built": [["a0", 1]], "amounts": [[1], [0]]},
        ),
        "schedule 'plan': year 2027: order 'need' does not hold: 1",
    ),
    "amounts that save nothing": (
        both(
            stocked("data", "years", 0, "money", 1),
            put("data", "schedules", 0, "amounts", [[0], [1]]),
        ),
        "schedule 'plan': year 2027: 3 is spent, 1 is there",
    ),
    "a year without certificate": (_uncertified, "year 2027: nothing certifies a bound"),
    "a purchase left out of a year": (
        _without_arc,
        "year 2027: 'a9' can be built and is not in its problem",
    ),
    "a limit where no money is": (
        _limited_money_unlimited_years,
        "year 2027: capex limits what no money of the years limits",
    ),
    "a least to be spent": (
        put("problems", 0, "limits", 0, "lower", 0),
        "year 2027: 'capex' asks for a least sum",
    ),
    "less money in the bound": (
        both(put("problems", 1, "limits", 0, "upper", 6), _poorer_answer),
        "year 2028: capex is 6, less than 7",
    ),
    "a dearer arc in the bound": (
        put("data", "years", 0, "cost", [2, 4, 9]),
        "year 2027: 'a0' counts 3 there, and 2 in some year",
    ),
    "a price that falls later": (
        put("data", "years", 1, "cost", [3, 4, 8]),
        "year 2028: 'a2' counts 9 there, and 8 in some year",
    ),
    "a present link that costs money": (
        both(
            put("problems", 0, "limits", 0, "arcs", [0, 1, 2, 3]),
            put("problems", 0, "limits", 0, "coefficients", [3, 4, 9, 0 + 1]),
            put("problems", 0, "limits", 0, "upper", 9),
        ),
        "year 2027: 'p' counts 1 there, and 0 in some year",
    ),
    "another bound": (put("data", "bound", 35), "bound is 35, the years' certificates give 36"),
    "an arc built twice": (
        built(["a0", 0], ["a0", 1]),
        "schedule 'plan': 'a0' is built twice",
    ),
    "an unknown arc": (built(["a7", 0]), "schedule 'plan': 'a7' is nothing that can be built"),
    "a present arc built": (built(["p", 0]), "schedule 'plan': 'p' is nothing that can be built"),
    "an arc before its earliest year": (
        put(*YEAR, "cost", [None, 4, 9]),
        "schedule 'plan': 'a0' cannot be built in year 2027",
    ),
    "tail after head": (
        both(
            built(["a1", 0], ["a0", 1]),
            put(*YEAR, "money", 4),
            put("data", "years", 1, "money", 3),
            put("problems", 0, "limits", 0, "upper", 4),
        ),
        "schedule 'plan': year 2027: ",
    ),
    "a node entered twice": (
        both(
            built(["a0", 0], ["a1", 1], ["a2", 1], value=29),
            put("data", "years", 1, "money", 13),
            put("problems", 1, "limits", 0, "upper", 16),
        ),
        "schedule 'plan': year 2028: ",
    ),
    "the money of a year exceeded": (
        both(
            built(["a0", 0], ["a1", 0], value=36),
            put("data", "years", 1, "money", 4),
            put("problems", 0, "limits", 0, "upper", 7),
        ),
        "schedule 'plan': year 2027: 7 is spent, 3 is there",
    ),
    "money carried over that is not": (
        both(
            built(["a2", 1], value=7),
            put("data", "years", 1, "money", 6),
            put("problems", 1, "limits", 0, "upper", 9),
        ),
        "schedule 'plan': year 2028: 9 is spent, 6 is there",
    ),
    "more carried over than is left": (
        both(
            built(["a0", 0], ["a1", 1]),
            put("data", "carries_over", True),
            put("data", "years", 1, "money", 3),
        ),
        "schedule 'plan': year 2028: 4 is spent, 3 is there",
    ),
    "exact maybe": (
        put("data", "exact", 1),
        "years.json: exact is neither true nor false",
    ),
    "exact without an answer": (
        put("data", "exact", True),
        "the programme as one problem: ",
    ),
    "exact and certified by nobody": (
        both(_as_one, _exact_uncertified),
        "the programme as one problem: nothing certifies a bound",
    ),
    "exact of a programme with more money": (
        both(
            _as_one,
            put("data", "years", 0, "money", 2),
            put("problems", 0, "limits", 0, "upper", 3),
        ),
        "the programme as one problem: ",
    ),
    "a lower exact bound": (
        both(_as_one, put("exact", "stages", 0, "certified_bound", 35)),
        "the programme as one problem: ",
    ),
    "works are no list": (put("data", "works", {}), "years.json: works are no list"),
    "works without a side": (
        put(*WORKS, "upper", "!gone"),
        "years.json: works 1: upper is missing",
    ),
    "works of a number for a name": (put(*WORKS, "id", 7), "years.json: works 1: id"),
    "works of an arc twice": (put(*WORKS, "arcs", [0, 0, 1]), "years.json: works 1: arcs"),
    "works of an arc that is none": (put(*WORKS, "arcs", [0, 1, 3]), "years.json: works 1: arcs"),
    "works that give metres back": (
        put(*WORKS, "coefficients", [2, 3, -3]),
        "years.json: works 1: coefficients",
    ),
    "works of one year": (put(*WORKS, "upper", [6]), "years.json: works 1: upper"),
    "works of the money's name": (
        put(*WORKS, "id", "capex"),
        "years.json: an id of works stands there twice",
    ),
    "works up to a year cut": (
        put("problems", 1, "limits", 1, "upper", 11),
        "year 2028: crews is 11, less than 12",
    ),
    "works counted higher in a year's problem": (
        put("problems", 0, "limits", 1, "coefficients", [3, 3, 3]),
        "year 2027: 'a0' counts 3 there, and 2 in some year",
    ),
    "a least of works": (
        put("problems", 0, "limits", 1, "lower", 0),
        "year 2027: 'crews' asks for a least sum",
    ),
    "the works of a year exceeded": (
        put(*WORKS, "upper", [1, 6]),
        "schedule 'plan': year 2027: crews: 2 is built, of 1",
    ),
    "another value": (
        put("data", "schedules", 0, "value", 23),
        "schedule 'plan': value is 23, its years give 22",
    ),
    "another plan in the end": (
        _high_end,
        "certificate.json: its plan is not what the schedule has in place in the end",
    ),
    "no schedule": (
        put("data", "schedules", []),
        "certificate.json: there is no schedule that it is the end of",
    ),
}
BY_CONSTRUCTION = {
    # verify.py refuses what would come to these first; they stay as a second wall
    "schedule_faults: {}: value {} is beyond the bound {}",
    "check: the files cannot be checked: {}",
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forgery_is_refused_in_the_words_of_its_guard(what: str) -> None:
    """The first difference is the guard's own."""
    forge, expected = FORGERIES[what]
    folder = honest_programme.honest()
    forge(folder)

    found = folder.differences(verify_years)

    assert found, what
    assert found[0].startswith(expected), found


def test_what_the_forgeries_begin_with_holds() -> None:
    """The honest programme has no difference, so each forgery differs by what was forged."""
    assert honest_programme.honest().differences(verify_years) == []


def test_a_unit_in_stock_saves_its_price_once() -> None:
    """With the unit the first year pays 2 of its 3; the drawing has its amounts and rows."""
    folder = honest_programme.honest()
    _stocked(folder)
    folder.data["years"][0]["money"] = 2

    assert folder.differences(verify_years) == []
    drawn = years_as_one.drawn(folder.data, folder.problems).problem
    assert [column["id"] for column in drawn["columns"]] == ["0:unit", "1:unit"]
    rows = {row["id"]: row.get("columns") for row in drawn["limits"]}
    assert rows["0:money"] == [0]
    assert rows["1:stock"] == rows["total:unit"] == [0, 1]


def test_all_years_as_one_problem_may_bound_the_programme() -> None:
    """The drawing earns what the years do: 2 x 5 and 2 x 7 in the first, 5 and 7 in the second."""
    folder = honest_programme.honest()
    _as_one(folder)

    assert folder.differences(verify_years) == []
    drawn = years_as_one.drawn(folder.data, folder.problems).problem
    assert dict(zip(drawn["nodes"]["id"], drawn["nodes"]["prize"], strict=True)) == {
        "root": 0, "0:n1": 10, "0:n2": 14, "1:n1": 5, "1:n2": 7,
    }  # fmt: skip
    assert {row["id"]: row["upper"] for row in drawn["limits"]} == {
        "once:n2": 1, "0:money": 3, "1:money": 4, "0:crews": 6, "1:crews": 6,
    }  # fmt: skip


def test_money_that_carries_over_may_be_spent_later() -> None:
    """What is left of the first year pays in the second where it carries over, and only there."""
    folder = honest_programme.honest()
    both(
        built(["a1", 1], ["a0", 1], value=12),
        put("data", "carries_over", True),
    )(folder)

    assert folder.differences(verify_years) == []


def _said() -> set[str]:
    """Return every text that a function of the verifier returns as a difference."""
    found = set()
    for function in ast.walk(ast.parse(SOURCE)):
        if not isinstance(function, ast.FunctionDef) or function.name in ("main", "_year"):
            continue
        for node in ast.walk(function):
            texts = node.elts if isinstance(node, ast.List) else []
            if isinstance(node, ast.ListComp):
                texts = [node.elt]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                texts = node.args if node.func.attr == "append" else texts
            for text in texts:
                if isinstance(text, (ast.JoinedStr, ast.Constant)):
                    template = _template(text)
                    if " " in template and not template.startswith("{}: {}"):
                        found.add(f"{function.name}: {template}")
    return found


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def test_every_guard_has_a_forgery() -> None:
    """A difference in verify_years.py that no forgery shows fails here, by its words."""
    shown = set()
    for forge, _ in FORGERIES.values():
        folder = honest_programme.honest()
        forge(folder)
        shown |= set(folder.differences(verify_years))
    silent = {
        guard
        for guard in _said() - BY_CONSTRUCTION
        if not any(_matches(guard.split(": ", 1)[1], text) for text in shown)
    }

    assert silent == set()


def _matches(template: str, text: str) -> bool:
    pattern = ".*".join(map(re.escape, template.split("{}")))
    return re.search(pattern, text, re.DOTALL) is not None


def test_the_verifier_runs_by_itself(tmp_path: Path) -> None:
    """Beside the files of verification alone, python verify_years.py answers with its code."""
    folder = honest_programme.honest()
    _as_one(folder)
    (tmp_path / "years").mkdir()
    for year, problem, answer in zip(
        folder.data["years"], folder.problems, folder.answers, strict=True
    ):
        stem = tmp_path / "years" / year["name"]
        stem.with_name(f"{year['name']}-problem.json").write_text(json.dumps(problem))
        stem.with_name(f"{year['name']}-certificate.json").write_text(json.dumps(answer))
    (tmp_path / "years.json").write_text(json.dumps(folder.data))
    (tmp_path / verify_years.EXACT).write_text(json.dumps(folder.exact))
    for module in (verify, *MODULES, years_as_one):
        path = Path(str(module.__file__))
        (tmp_path / path.name).write_bytes(path.read_bytes())

    def code() -> int:
        command = [sys.executable, "-S", "-E", "-P", str(tmp_path / "verify_years.py")]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert code() == 0
    folder.data["bound"] = 35
    (tmp_path / "years.json").write_text(json.dumps(folder.data))
    assert code() == 1
    (tmp_path / "years" / "2028-problem.json").unlink()
    assert code() == 2
