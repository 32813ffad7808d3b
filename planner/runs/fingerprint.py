"""The fingerprint of a plan: what it stands for, how it is made, and how older runs made theirs.

It covers the inputs, the scenario, who decided, the versions, the problem, the whole answer and the
plan. It is printed on sheets and pages, which are therefore no part of it: those, like every other
file of a run, are covered by the seal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from planner.plan.plan import Plan
from planner.runs.canonical import canonical
from planner.runs.plan_json import plan_to_json

FINGERPRINT_FORMAT = "kholboo-fingerprint/2"
NAMES_OF_THE_RUN = ("run_id", "fingerprint")  # given to a plan afterwards
WHO_SOLVES = ("workers", "cluster")  # change who works, never what comes out


def fingerprint_parts(
    plan: Plan,
    problem: Mapping[str, Any],
    answer: Mapping[str, Any],
    scenario: Mapping[str, Any],
    versions: Mapping[str, str | None],
) -> dict[str, str]:
    """Return the SHA-256 of each thing that a fingerprint stands for, by name.

    Who solved (`solve.workers`, `solve.cluster`) does not count: the plan is the same.
    """
    content = plan_to_json(plan)
    parts = {
        "inputs": sorted([s.table, s.path, s.sha256, s.rows] for s in plan.sources),
        "scenario": _without_who_solves(scenario),
        "decisions": content["decisions"],
        "versions": versions,
        "problem": problem,
        "answer": answer,
        "plan": _plan_without_names(content),
    }
    return {name: _sha256(part) for name, part in parts.items()}


def fingerprint_of(parts: Mapping[str, str]) -> str:
    """Return the 64 hexadecimal digits of a plan's fingerprint, from the hashes of its parts."""
    return _sha256({"format": FINGERPRINT_FORMAT, **parts})


def first_fingerprint_of(
    problem: Mapping[str, Any],
    answer: Mapping[str, Any],
    scenario: Mapping[str, Any],
    sources: Sequence[Mapping[str, str]],
) -> str:
    """Return the 12 digits of a run of the first format.

    They stand for the problem, what was chosen, the scenario and the hashes of the inputs; not for
    bounds, versions and the words and lines of the plan.
    """
    inputs = sorted((s["table"], s["path"], s["sha256"]) for s in sources)
    decided = answer["chosen"]
    if answer.get("amounts"):
        decided = [decided, answer["amounts"]]
    parts = [_sha256(p) for p in (problem, decided, _without_who_solves(scenario), inputs)]
    return _sha256(parts)[:12]


def _sha256(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def _without_who_solves(scenario: Mapping[str, Any]) -> dict[str, Any]:
    solve = {k: v for k, v in scenario.get("solve", {}).items() if k not in WHO_SOLVES}
    return {**scenario, "solve": solve}


def _plan_without_names(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return plan.json without what names it, and without the policy rows of who solved."""
    left_out = {f"solve.{name}" for name in WHO_SOLVES}
    kept = {k: v for k, v in content.items() if k not in NAMES_OF_THE_RUN}
    return {**kept, "policy": [row for row in content["policy"] if row[0] not in left_out]}
