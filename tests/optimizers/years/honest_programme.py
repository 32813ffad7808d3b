"""A programme of two years that holds, small enough to add up in one's head.

n1 costs 3, n2 costs 4 behind it or 9 alone; n2 is a site with a link today, which costs nothing.
Two years bring 3 and 4, and crews dig 6 in each; n1 takes them 2, any way to n2 3. n1 is built in
the first year, n2 in the second. Certificates price nothing, so the bound of a year is the sum of
the prizes, 5 + 7.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

COST = {"a0": 3, "a1": 4, "a2": 9}
CREWS = {"id": "crews", "title": "crews", "unit": "m", "arcs": [0, 1, 2], "coefficients": [2, 3, 3]}


def problem(until: int, works: int) -> dict[str, Any]:
    """Return the problem of a year with so much money and works up to its end."""
    return {
        "format": "kholboo-problem/1",
        "nodes": {"id": ["root", "n1", "n2"], "prize": [0, 5, 7]},
        "arcs": {
            "id": ["a0", "a1", "a2", "p"],
            "tail": [0, 1, 0, 0],
            "head": [1, 2, 2, 2],
            "loss": [0, 0, 0, 7],
        },
        "required": [[2, "the present link stays or is replaced"]],
        "limits": [
            {
                "id": "capex",
                "title": "money",
                "unit": "",
                "arcs": [0, 1, 2],
                "coefficients": list(COST.values()),
                "lower": None,
                "upper": until,
            },
            {**CREWS, "lower": None, "upper": works},
        ],
        "goals": [{"name": "benefit", "sense": "max", "quantity": "benefit"}],
    }


def answer(chosen: list[int], value: int, bound: int = 12) -> dict[str, Any]:
    """Return an answer to a problem, bounded by all prizes: those of a year unless said."""
    return {
        "format": "kholboo-answer/1",
        "solver": "hand",
        "status": "certified_optimal" if value == bound else "feasible",
        "chosen": chosen,
        "stages": [
            {
                "name": "benefit",
                "sense": "max",
                "value": value,
                "bound": bound,
                "certified_bound": bound,
                "status": "certified_optimal" if value == bound else "feasible",
                "stopped_by": None,
                "certificate": {
                    "scale": 1,
                    "objective_weight": 1,
                    "prices": {},
                    "potentials": [],
                },
            }
        ],
        "infeasible_limits": [],
        "duals": {},
    }


@dataclass
class Folder:
    """The content of the files of a programme."""

    data: Any
    problems: list[Any]
    answers: list[Any]
    end: Any
    exact: Any = None

    def differences(self, verify_years: Any) -> list[str]:
        """Return what the check finds."""
        return list(
            verify_years.check(self.data, self.problems, self.answers, self.end, self.exact)
        )


def honest() -> Folder:
    """Return the programme in which everything holds."""
    cost = list(COST.values())
    data = {
        "format": "kholboo-years/1",
        "years": [
            {"name": "2027", "weight": 2, "money": 3, "cost": list(cost)},
            {"name": "2028", "weight": 1, "money": 4, "cost": list(cost)},
        ],
        "arcs": list(COST),
        "present": ["p"],
        "carries_over": False,
        "money_row": "capex",
        "works": [{**CREWS, "upper": [6, 6]}],
        "schedules": [{"name": "plan", "value": 2 * 5 + 12, "built": [["a0", 0], ["a1", 1]]}],
        "bound": 2 * 12 + 12,
    }
    years = [problem(3, 6), problem(7, 12)]
    answers = [answer([0, 3], 5), answer([0, 1], 12)]
    return copy.deepcopy(Folder(data, years, answers, (years[-1], answers[-1])))
