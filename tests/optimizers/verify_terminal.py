"""What verify.py prints and returns, and its limits.

TERMINAL: an honest case, what is changed in it, exit code, lines.

A line that ends in * may go on; so may words of Python's own or of the system.
"""

from __future__ import annotations

from typing import Any

import verify_guards as guards

Terminal = tuple[str, dict[str, Any], int, list[str]]
_FIRST = "answer/stages/0"
TERMINAL: list[Terminal] = [
    (
        "street",
        {"plan": "null"},
        1,
        ["DIFFERS: plan.json: format is not one of ('kholboo-plan/1', 'kholboo-plan/2')"],
    ),
    (
        "street",
        {},
        3,
        [
            "verified: benefit 13, certified bound 20 (feasible)",
            "verified: cost 22, certified bound 16 (solver_optimal)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "verified: plan.json states the same claims, totals, sites and shared links",
            "NOT VERIFIED: goal cost: that 22 is the best is the solver's word; the certifi*",
            "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
        ],
    ),
    (
        "street",
        {"plan": None},
        3,
        [
            "verified: benefit 13, certified bound 20 (feasible)",
            "verified: cost 22, certified bound 16 (solver_optimal)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "NOT VERIFIED: goal cost: that 22 is the best is the solver's word; the certifi*",
            "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
        ],
    ),
    (
        "street",
        {"plan/npc_minor": 21},
        1,
        ["DIFFERS: plan.json: npc_minor is 21, the answer gives 22"],
    ),
    (
        "street",
        {f"{_FIRST}/value": 14},
        1,
        ["DIFFERS: goal benefit: value is 14, the plan gives 13"],
    ),
    (
        "street",
        {"problem": "{"},
        2,
        ["cannot read problem.json, certificate.json and plan.json in FOLDER: *"],
    ),
    (
        "street",
        {"problem": None},
        2,
        ["cannot read problem.json, certificate.json and plan.json in FOLDER: [Errno 2] *"],
    ),
    (
        "street",
        {"plan": '{"a": 1, "a": 2}'},
        2,
        ["cannot read problem.json, certificate.json and plan.json in FOLDER: the key 'a*"],
    ),
    (
        "street",
        {"answer/stages/1": guards.GONE, "plan/stages/1": guards.GONE},
        3,
        [
            "verified: benefit 13, certified bound 20 (feasible)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "verified: plan.json states the same claims, totals, sites and shared links",
            "NOT VERIFIED: goal cost: the answer leaves it out",
            "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
        ],
    ),
    (
        "street",
        {
            "answer": lambda a: {**a, "duals": {}},
            _FIRST: lambda s: {**s, **guards.UNCERTIFIED},
            "plan": None,
        },
        3,
        [
            "verified: benefit 13, certified bound None (feasible)",
            "verified: cost 22, certified bound 16 (solver_optimal)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "NOT VERIFIED: goal benefit: how good the plan is; no certificate bounds it",
            "NOT VERIFIED: goal cost: that 22 is the best is the solver's word; the certifi*",
            "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
        ],
    ),
    (
        "street",
        {
            "answer": guards.with_status("solver_optimal"),
            f"{_FIRST}/bound": 13,
            "plan": None,
        },
        3,
        [
            "verified: benefit 13, certified bound 20 (solver_optimal)",
            "verified: cost 22, certified bound 16 (solver_optimal)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "NOT VERIFIED: goal benefit: that 13 is the best is the solver's word; the cert*",
            "NOT VERIFIED: goal cost: that 22 is the best is the solver's word; the certifi*",
            "the plan is valid; what is NOT VERIFIED above rests on the solver's word",
        ],
    ),
    (
        "poor",
        {},
        0,
        [
            "verified: no plan exists: the certificate proves it for 1 arcs and 1 limits",
            "holds: everything that is claimed was verified",
        ],
    ),
    (
        "poor",
        {"plan": None},
        0,
        [
            "verified: no plan exists: the certificate proves it for 1 arcs and 1 limits",
            "holds: everything that is claimed was verified",
        ],
    ),
    (
        "bare",
        {},
        4,
        [
            "NOT VERIFIED: that no plan exists is the solver's word; nothing certifies it",
            "no plan exists according to the solver; nothing certifies it",
        ],
    ),
    (
        "bare",
        {"answer": guards.with_status("unknown"), "plan": None},
        5,
        [
            "NOT VERIFIED: goal benefit: no plan was found and nothing is claimed",
            "no plan was found, and nothing is claimed",
        ],
    ),
    (
        "bare",
        {
            "answer": guards.with_status("unknown"),
            f"{_FIRST}/certificate": {
                "scale": 1,
                "objective_weight": 1,
                "prices": {},
                "potentials": [],
            },
            f"{_FIRST}/certified_bound": 7,
            "plan": None,
        },
        5,
        [
            "NOT VERIFIED: goal benefit: no plan was found and nothing is claimed",
            "no plan was found, and nothing is claimed",
        ],
    ),
    (
        "street",
        {
            "answer/chosen": [4],
            "answer/duals": {},
            "problem/limits": [],
            "problem/goals": [{"name": "cost", "sense": "min", "quantity": "npc_minor"}],
            "answer/stages/0": guards.GONE,
            f"{_FIRST}/value": 7,
            f"{_FIRST}/bound": 7,
            f"{_FIRST}/certified_bound": 7,
            f"{_FIRST}/certificate/prices": {},
            f"{_FIRST}/status": "solver_optimal",
            "answer/status": "solver_optimal",
            "plan": None,
        },
        0,
        [
            "verified: cost 7, certified bound 7 (solver_optimal)",
            "verified: 7 arcs, 0 limits, plan joined to the root",
            "holds: everything that is claimed was verified",
        ],
    ),
    (
        "street",
        {
            "problem/goals/0/name": "b\\\n\x1b[2J\ud800\u0451",
            f"{_FIRST}/name": "b\\\n\x1b[2J\ud800\u0451",
            f"{_FIRST}/value": 14,
            "answer/stages/1/certificate": None,
            "answer/stages/1/certified_bound": None,
        },
        1,
        ["DIFFERS: goal b\\\\n\\x1b[2J\\ud800\\u0451: value is 14, the plan gives 13"],
    ),
    (
        "street",
        {"answer/stages/1/status": "feasible", "plan/stages/1/status": "feasible"},
        0,
        [
            "verified: benefit 13, certified bound 20 (feasible)",
            "verified: cost 22, certified bound 16 (feasible)",
            "verified: 7 arcs, 2 limits, plan joined to the root",
            "verified: plan.json states the same claims, totals, sites and shared links",
            "holds: everything that is claimed was verified",
        ],
    ),
]

# --- limits: docs/proof.md and docs/benchmarks.md rest on them -----------------------------------

CONSTANTS = {
    "LARGEST": 10**15,
    "LARGEST_VALUE": 10**30,
    "LARGEST_SCALE": 2**62,
    "LARGEST_PRICE": 2**80,
    "LONGEST_TEXT": 32_767,
    "MOST_GOALS": 16,
    "MOST_PARTS": 10**5,
    "MOST_STEPS": 3 * 10**8,
    "MOST_CELLS": 15 * 10**7,
    "MOST_FAULTS": 100,
}

# What an honest case takes, to the step: one less is refused.
TAKES = [
    ("street", "MOST_STEPS", 289),
    ("street", "MOST_CELLS", 195),
    ("parts", "MOST_STEPS", 1655),
    ("parts", "MOST_CELLS", 375),
]

WORDS = [
    (2**256 - 1, str(2**256 - 1)),
    (2**256, "a whole number of 257 bits"),
    ([1] * 8, "[1, 1, 1, 1, 1, 1, 1, 1]"),
    ([1] * 9, "a list of 9 entries"),
    (dict.fromkeys(range(9)), "a dict of 9 entries"),
    ("x" * 78, "'" + "x" * 78 + "'"),
    ("x" * 79, "'" + "x" * 76 + "..."),
]
