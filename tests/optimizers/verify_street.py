"""Honest cases of one glance: a street with every feature, and one that cannot be paid for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Road j is reached by a trench; site S by fibre from there or from the sky, and a pack hangs on it;
# site T has a link today, which must stay or be replaced. One unit comes from stock.
STREET: dict[str, Any] = {
    "format": "kholboo-problem/1",
    "nodes": {
        "id": ["root", "road:j", "service:S", "service:T", "kit:S:pc:1"],
        "prize": [0, 0, 10, 6, 3],
    },
    "arcs": {
        "id": [
            "asset:x", "asset:x:back", "option:S/fibre/1", "option:S/leo/1",
            "keep:T", "option:T/leo/1", "kit:S:pc:1",
        ],
        "tail": [0, 1, 1, 0, 0, 0, 2],
        "head": [1, 0, 2, 2, 3, 3, 4],
        "loss": [0, 0, 0, 4, 6, 1, 0],
        "quantity:capex_minor": [4, 4, 2, 1, 0, 3, 1],
        "quantity:mbps": [0, 0, 5, 0, 0, 0, 0],
        "quantity:npc_minor": [8, 8, 6, 13, 8, 15, 1],
        "quantity:opex_per_year_minor": [1, 1, 1, 3, 2, 3, 0],
    },
    "required": [[3, "a present link stays"]],
    "limits": [
        {
            "id": "budget", "title": "capital", "unit": "MNT",
            "arcs": [0, 1, 2, 3, 5, 6], "coefficients": [4, 4, 2, 1, 3, 1],
            "lower": None, "upper": 6, "columns": [0], "column_coefficients": [-1],
        },
        {
            "id": "floor", "title": "S gains", "unit": "",
            "arcs": [2, 3], "coefficients": [10, 6], "lower": 6, "upper": None,
        },
    ],
    "goals": [
        {"name": "benefit", "sense": "max", "quantity": "benefit"},
        {"name": "cost", "sense": "min", "quantity": "npc_minor"},
    ],
    "columns": [
        {
            "id": "stock", "title": "a unit from stock", "upper": 1, "whole": True,
            "quantities": {"capex_minor": -1, "npc_minor": -1},
        }
    ],
    "hops": [{"id": "hops", "title": "hops", "arcs": [0, 2], "most": 2}],
    "capacities": [
        {"id": "load", "title": "Mbps", "unit": "Mbps", "arcs": [0], "quantity": "mbps", "upper": 6}
    ],
}  # fmt: skip

# Fibre for S with its pack and the unit from stock; T keeps its link.
ANSWER: dict[str, Any] = {
    "format": "kholboo-answer/1",
    "solver": "by hand",
    "status": "feasible",
    "chosen": [0, 2, 4, 6],
    "amounts": [1],
    "infeasible_limits": [],
    "duals": {"budget": 0.5},
    "stages": [
        {
            "name": "benefit", "sense": "max", "value": 13, "bound": 14, "certified_bound": 20,
            "status": "feasible", "stopped_by": None,
            "certificate": {
                "scale": 2, "objective_weight": 1, "prices": {"budget": 1},
                "potentials": [[4, [[3, 2], [4, 1]]]], "flows": [[0, 1]],
            },
        },
        {
            "name": "cost", "sense": "min", "value": 22, "bound": 22, "certified_bound": 16,
            "status": "solver_optimal", "stopped_by": "work",
            "certificate": {
                "scale": 1, "objective_weight": 1, "prices": {"goal:benefit": -1},
                "potentials": [[2, [[1, 2], [2, 3]]]],
            },
        },
    ],
}  # fmt: skip


def _line(timing: str, price: int, quantity: int = 1) -> dict[str, Any]:
    return {"timing": timing, "sign": 1, "quantity": quantity, "unit_price_minor": price}


PLAN: dict[str, Any] = {
    "format": "kholboo-plan/1",
    "status": "feasible",
    "stages": [
        {
            "name": "benefit", "sense": "max", "value": 13, "bound": 14, "certified_bound": 20,
            "status": "feasible",
        },
        {
            "name": "cost", "sense": "min", "value": 22, "bound": 22, "certified_bound": 16,
            "status": "solver_optimal",
        },
    ],
    "objective": 13, "bound": 14, "certified_bound": 20, "gap": 7 / 20, "solver_gap": 1 / 14,
    "infeasible_limits": [],
    "capex_minor": 6, "opex_per_year_minor": 4, "npc_minor": 22, "kept_fee_per_year_minor": 2,
    "savings": [{"quantity": 1, "per_unit_minor": 1}],
    "deployments": [
        {
            "site_id": "S", "candidate_id": "S/fibre/1", "benefit": 13,
            "kept_fee_per_year_minor": 0,
            "lines": [_line("one_time", 1, 3), _line("per_year", 1)],
        },
        {
            "site_id": "T", "candidate_id": None, "benefit": 0, "kept_fee_per_year_minor": 2,
            "lines": [],
        },
    ],
    "links": [
        {"id": "S/fibre/1", "lines": []},
        {"id": "x", "lines": [_line("one_time", 2, 2), _line("per_year", 1)]},
    ],
}  # fmt: skip

# A must be reached for 5, and there are 4.
POOR: dict[str, Any] = {
    "format": "kholboo-problem/1",
    "nodes": {"id": ["root", "A"], "prize": [0, 7]},
    "arcs": {"id": ["rA"], "tail": [0], "head": [1], "loss": [0], "quantity:cost": [5]},
    "required": [[1, "law"]],
    "limits": [
        {
            "id": "budget", "title": "", "unit": "", "arcs": [0], "coefficients": [5],
            "lower": None, "upper": 4,
        }
    ],
    "goals": [{"name": "benefit", "sense": "max", "quantity": "benefit"}],
}  # fmt: skip
REFUSAL: dict[str, Any] = {
    "format": "kholboo-answer/1", "solver": "by hand", "status": "infeasible", "chosen": None,
    "infeasible_limits": ["budget", "A"],
    "stages": [
        {
            "name": "benefit", "sense": "max", "value": None, "bound": None,
            "certified_bound": None, "status": "infeasible", "stopped_by": None,
            "certificate": {
                "scale": 1, "objective_weight": 0, "prices": {"budget": 1}, "potentials": []
            },
        }
    ],
}  # fmt: skip
NO_PLAN: dict[str, Any] = {
    "format": "kholboo-plan/2", "status": "infeasible",
    "stages": [
        {
            "name": "benefit", "sense": "max", "value": None, "bound": None,
            "certified_bound": None, "status": "infeasible",
        }
    ],
    "objective": None, "bound": None, "certified_bound": None, "gap": None, "solver_gap": None,
    "infeasible_limits": ["budget", "A"],
    "capex_minor": 0, "opex_per_year_minor": 0, "npc_minor": 0, "deployments": [], "links": [],
}  # fmt: skip


@dataclass
class Case:
    """A problem, an answer and a plan.json that may be changed."""

    problem: Any = field(default_factory=lambda: copy.deepcopy(STREET))
    answer: Any = field(default_factory=lambda: copy.deepcopy(ANSWER))
    plan: Any = field(default_factory=lambda: copy.deepcopy(PLAN))

    def differences(self, verify: Any) -> list[str]:
        """Return what verify finds, in plan.json too when the answer holds."""
        found: list[str] = verify.check(self.problem, self.answer)
        if not found and self.plan is not None:
            found = verify.plan_differences(self.problem, self.answer, self.plan)
        return found


def poor() -> Case:
    """Return the honest case without a plan."""
    return Case(*(copy.deepcopy(x) for x in (POOR, REFUSAL, NO_PLAN)))


def bare() -> Case:
    """Return the case without a plan and without a proof."""
    case = poor()
    case.answer["stages"][0]["certificate"] = None
    return case


def without_columns() -> Case:
    """Return the street whose limits name no column; too dear for its answer."""
    case = Case()
    for name in ("columns", "column_coefficients"):
        del case.problem["limits"][0][name]
    return case


def with_budget() -> Case:
    """Return the street with plenty of money; its bound is another."""
    case = Case()
    case.problem["limits"][0]["upper"] = 99
    return case


def spare() -> Case:
    """Return the case without a plan, with a limit more that the proof does not need."""
    case = poor()
    case.problem["limits"].append({**case.problem["limits"][0], "id": "spare", "upper": 9})
    return case


def low() -> Case:
    """Return the case in which the lower side of the limit cannot be reached."""
    case = poor()
    case.problem["limits"][0] |= {"lower": 6, "upper": None}
    case.answer["stages"][0]["certificate"]["prices"] = {"budget": -1}
    return case


def alone() -> Case:
    """Return the case without a plan, without a proof and without a plan.json."""
    case = bare()
    case.plan = None
    return case


def one_hop() -> Case:
    """Return the street with plenty of money, and with one hop for two."""
    case = with_budget()
    case.problem["hops"][0]["most"] = 1
    return case


def idle_site() -> Case:
    """Return the street with a third site that is in the problem and receives nothing."""
    case = Case()
    case.problem["nodes"]["id"].append("service:U")
    case.problem["nodes"]["prize"].append(0)
    case.plan["deployments"].append(
        {
            "site_id": "U", "candidate_id": None, "benefit": 0, "kept_fee_per_year_minor": 0,
            "lines": [],
        }
    )  # fmt: skip
    return case


def stray_arc() -> Case:
    """Return the street with a free arc more that belongs to no site and leads to none."""
    case = Case()
    case.problem["nodes"]["id"].append("road:k")
    case.problem["nodes"]["prize"].append(0)
    for name, value in case.problem["arcs"].items():
        value.append({"id": "stray", "tail": 1, "head": 5}.get(name, 0))
    return case


def half_proven() -> Case:
    """Return the street with one hop, S by satellite, and a proof for its benefit alone."""
    case, no_proof = one_hop(), {"bound": None, "certified_bound": None, "certificate": None}
    case.answer |= {"chosen": [3, 4], "duals": {}}
    first, second = case.answer["stages"]
    first |= {"value": 6, "certified_bound": 14}
    first["certificate"] = {"scale": 1, "objective_weight": 1, "prices": {}, "potentials": []}
    second |= {**no_proof, "value": 20, "status": "feasible"}
    case.plan = None
    return case


def losing() -> Case:
    """Return the case without a plan, in which whoever reaches A would lose by it."""
    case = poor()
    case.problem["arcs"]["loss"] = [9]
    return case


def bounded() -> Case:
    """Return the case without a plan, a proof or a claim, but with a bound by the solver."""
    case = bare()
    case.answer |= {"status": "unknown", "infeasible_limits": []}
    case.answer["stages"][0] |= {"status": "unknown", "bound": 7}
    case.plan |= {"status": "unknown", "infeasible_limits": [], "bound": 7}
    case.plan["stages"][0] |= {"status": "unknown", "bound": 7}
    return case


def unbounded() -> Case:
    """Return the street without any bound on its benefit."""
    case, none = Case(), {"bound": None, "certified_bound": None}
    del case.answer["duals"]
    case.answer["stages"][0] |= {**none, "certificate": None}
    case.plan["stages"][0] |= none
    case.plan |= {**none, "gap": None, "solver_gap": None}
    return case


def namesake() -> Case:
    """Return the street with an idle site U, and an arc keep:U that does not lead to it."""
    case = idle_site()
    case.problem["nodes"]["id"].append("U")
    case.problem["nodes"]["prize"].append(0)
    for name, value in case.problem["arcs"].items():
        value.append({"id": "keep:U", "head": 6, "loss": 5}.get(name, 0))
    return case


def there_and_back() -> Case:
    """Return the street with a trench whose second part is called as its way back, and chosen."""
    case = Case()
    case.problem["nodes"]["id"].append("road:k")
    case.problem["nodes"]["prize"].append(0)
    case.problem["arcs"]["head"][1] = 5
    case.problem["arcs"]["quantity:npc_minor"][1] = 0
    case.problem["limits"][0]["coefficients"][1] = 0
    case.answer["chosen"] = [0, 1, 2, 4, 6]
    case.plan |= {"capex_minor": 10, "opex_per_year_minor": 5}
    case.plan["links"][1]["lines"] = [_line("one_time", 8), _line("per_year", 2)]
    return case


def proof(scale: int = 1, weight: int = 1, **prices: int) -> dict[str, Any]:
    """Return a certificate by prices alone."""
    return {"scale": scale, "objective_weight": weight, "prices": prices, "potentials": []}


def parts() -> Case:
    """Return the street proven in parts: with and without the unit from stock, fibre and pack."""
    case = Case()
    case.answer["format"] = "kholboo-answer/2"
    first, second = case.answer["stages"]
    whole = copy.deepcopy(first["certificate"])
    first["tree"] = [
        ["column", 0, 0], whole, ["arc", 2], ["node", 4], proof(), copy.deepcopy(whole),
        proof(scale=2, budget=1),
    ]  # fmt: skip
    second["tree"] = [["node", 4], proof(), {**second["certificate"]}]
    second["tree"][1]["prices"] = {"goal:benefit": -1}
    for stage in (first, case.plan["stages"][0], case.plan):
        stage["certified_bound"] = 19
    case.plan["gap"] = 6 / 19
    return case


def poor_parts() -> Case:
    """Return the case without a plan, refuted in two parts: A must be entered, and costs 5."""
    case = poor()
    case.answer["format"] = "kholboo-answer/2"
    tree = [["arc", 0], proof(weight=0), proof(weight=0, budget=1)]
    case.answer["stages"][0] |= {"certificate": None, "tree": tree}
    return case


def poor_columns() -> Case:
    """Return the case without a plan, with a grant of at most 3 that would have to pay for it."""
    case = poor_parts()
    case.problem["columns"] = [_column("grant", 3)]
    case.problem["limits"][0] |= {"columns": [0], "column_coefficients": [-1], "upper": 1}
    case.answer["stages"][0]["tree"] = [
        ["column", 0, 1], proof(weight=0, budget=1), ["column", 0, 2],
        proof(weight=0, budget=1), proof(weight=0, budget=1),
    ]  # fmt: skip
    return case


def _column(name: str, upper: int) -> dict[str, Any]:
    return {"id": name, "title": "", "upper": upper, "whole": True, "quantities": {}}


def two_grants() -> Case:
    """Return a case without a plan: of two grants each is at most 2, and both are 5 together.

    They are refuted in four parts, each by the ranges of both.
    """
    case = poor_parts()
    case.problem["columns"] = [_column("y", 5), _column("z", 5)]
    sides = {"few": ([0], 2, None), "little": ([1], 2, None), "both": ([0, 1], 5, 5)}
    case.problem["limits"] = [
        {
            "id": name, "title": "", "unit": "", "arcs": [], "coefficients": [],
            "lower": lower, "upper": upper, "columns": columns,
            "column_coefficients": [1] * len(columns),
        }
        for name, (columns, upper, lower) in sides.items()
    ]  # fmt: skip
    named = [*sides, "A"]
    case.answer["infeasible_limits"] = case.plan["infeasible_limits"] = named
    case.answer["stages"][0]["tree"] = [
        ["column", 1, 2],
        ["column", 0, 2], proof(weight=0, both=-1), proof(weight=0, few=1),
        ["column", 0, 2], proof(weight=0, little=1), proof(weight=0, both=1),
    ]  # fmt: skip
    return case


def poor_ways() -> Case:
    """Return the refuted parts with an arc back to the root and one from A to itself."""
    case = poor_parts()
    for name, value in case.problem["arcs"].items():
        value += {"id": ["Ar", "AA"], "tail": [1, 1], "head": [0, 1]}.get(name, [0, 0])
    return case


def half_empty() -> Case:
    """Return a case with a plan of nothing: the part that reaches A is refuted by the budget."""
    case = poor_parts()
    case.problem["required"] = []
    tree = case.answer["stages"][0]["tree"]
    tree[1] = proof()
    claims = {"value": 0, "bound": 0, "certified_bound": 0, "status": "certified_optimal"}
    case.answer |= {"chosen": [], "status": "certified_optimal", "infeasible_limits": []}
    case.answer["stages"][0] |= claims
    case.plan = None
    return case


STARTS: dict[str, Callable[[], Case]] = {
    "street": Case,
    "poor": poor,
    "bare": bare,
    "alone": alone,
    "spare": spare,
    "low": low,
    "idle site": idle_site,
    "stray arc": stray_arc,
    "without columns": without_columns,
    "budget 99": with_budget,
    "one hop": one_hop,
    "half proven": half_proven,
    "losing": losing,
    "bounded": bounded,
    "unbounded": unbounded,
    "namesake": namesake,
    "there and back": there_and_back,
    "parts": parts,
    "poor parts": poor_parts,
    "poor columns": poor_columns,
    "poor ways": poor_ways,
    "two grants": two_grants,
    "half empty": half_empty,
}
HOLDING = (
    "street", "poor", "bare", "alone", "spare", "low", "idle site", "stray arc", "half proven",
    "losing", "bounded", "unbounded", "namesake", "there and back", "parts", "poor parts",
    "poor columns", "poor ways", "two grants", "half empty",
)  # fmt: skip
