"""Solve a recorded problem again, to repeat the bound that the solver claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimizers.result import answer_json
from planner.audit.difference import Difference, differs
from planner.audit.notes import Audited, Note
from planner.audit.versions import Versions
from planner.pipeline.by_years import solved
from planner.pipeline.prepare import Prepared
from planner.pipeline.start import recorded_start
from planner.runs.layout import ANSWER
from planner.runs.run_folder import Run
from planner.runs.versions import SOLVERS

_CLAIMS = ("status", "value", "bound", "certified_bound")


def solved_again(answer: Mapping[str, Any], prepared: Prepared, run: Run) -> Audited:
    """Compare the recorded answer with the one that the solver gives now.

    Under the recorded versions, and where the clock ended neither search, they must be equal.
    Otherwise a plan that is better than the recorded bound refutes it, and the rest is told. The
    search begins with what the run began with. A plan that others were joined to was not searched
    for, so it need not be equal.
    """
    begin = recorded_start(run.folder)
    now = answer_json(solved(prepared, begin=begin, what_if=run.plan.what_if).result)
    ends = {stage["stopped_by"] for one in (answer, now) for stage in one["stages"]}
    clocked = not ends.isdisjoint(("time", "interrupt"))
    same = Versions(recorded=run.manifest["versions"]).same(SOLVERS)
    exact = same and not clocked and "joined" not in run.manifest["settings"]
    differences = [*(_unequal(answer, now) if exact else _refuted(answer, now))]
    notes = [
        Note.of("solved", goal=s["name"], value=_shown(s["value"]), bound=_shown(s["bound"]))
        for s in now["stages"]
    ]
    return Audited(differences=differences, notes=notes)


def _shown(figure: int | None) -> str:
    return "–" if figure is None else str(figure)


def _unequal(answer: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    pairs = {"infeasible_limits": (answer["infeasible_limits"], now["infeasible_limits"])}
    for old, new in zip(answer["stages"], now["stages"], strict=False):
        pairs |= {f"{old['name']}, {claim}": (old[claim], new[claim]) for claim in _CLAIMS}
    for name, (recorded, found) in pairs.items():
        if recorded != found:
            yield differs(ANSWER, f"{name}, solved again", recorded, found)


def _refuted(answer: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield bounds that a plan found now is beyond; of later goals only the first is comparable."""
    old, new = answer["stages"][0], now["stages"][0]
    if old["bound"] is None or new["value"] is None:
        return
    sign = 1 if old["sense"] == "max" else -1
    if sign * new["value"] > sign * old["bound"]:
        yield differs(ANSWER, f"{old['name']}, bound, solved again", old["bound"], new["value"])
