"""What a search may begin with: a plan and the prices of limits from a problem near to this one.

Both are named by the ids of arcs, columns and limits, so that they hold where the problem has
changed. Nothing rests on them: the plan is checked against the new limits, and any prices prove a
bound. They decide where the search looks first, so a run keeps what it began with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizers import verify
from optimizers.problem import Problem
from optimizers.result import Proven, Result, relative_gap
from planner.errors import SettingsError
from planner.language.said import said
from planner.runs.layout import ANSWER, PROBLEM, START, RunError, read_json
from planner.runs.run_folder import Run

FORMAT = "kholboo-start/2"
_WIDER = 1.1  # times the gap that a run proved of a goal: then a what-if leaves the goal alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A plan and prices by the ids of another problem."""

    arcs: tuple[str, ...]
    amounts: Mapping[str, int]  # by column
    prices: Mapping[str, float]  # by limit, in the objective per unit
    run_id: str | None = None  # of the run that they come from
    later: Mapping[str, Proven] = field(default_factory=dict)  # by goal after the first

    def plan_in(self, problem: Problem) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the plan as arcs and amounts of a problem, as far as it has them."""
        index = {arc_id: a for a, arc_id in enumerate(problem.arc_ids)}
        arcs = sorted(index[arc_id] for arc_id in self.arcs if arc_id in index)
        amounts = (min(self.amounts.get(c.id, 0), c.upper) for c in problem.columns)
        return tuple(arcs), tuple(amounts)

    def to_json(self) -> dict[str, Any]:
        """Return the start as plain data, the content of start.json."""
        return {
            "format": FORMAT,
            "run_id": self.run_id,
            "arcs": list(self.arcs),
            "amounts": dict(sorted(self.amounts.items())),
            "prices": dict(sorted(self.prices.items())),
            "later": {
                name: {"gap": known.gap, "prices": dict(sorted(known.prices.items()))}
                for name, known in sorted(self.later.items())
            },
        }


def start_of_result(problem: Problem, result: Result) -> Start:
    """Return the plan and prices of an answer; an empty plan where it has none."""
    return Start(
        arcs=tuple(problem.arc_ids[a] for a in result.chosen or ()),
        amounts={c.id: y for c, y in zip(problem.columns, result.amounts, strict=False)},
        prices=result.duals,
    )


def start_of_run(run: Run, *, what_if: bool = False) -> Start:
    """Return the plan and prices of a recorded run; for a what-if what it proves of later goals.

    Raises SettingsError for a run without a plan, RunError for one that is damaged.
    """
    answer, problem = run.read_json(ANSWER), run.read_json(PROBLEM)
    with _damage_told(run.folder / ANSWER):
        if answer["chosen"] is None:
            raise SettingsError(
                said(
                    "{run_id} holds no plan to begin with; name another run", run_id=run.plan.run_id
                )
            )
        arcs, columns = problem["arcs"]["id"], problem.get("columns", [])
        amounts = zip(columns, answer.get("amounts", ()), strict=False)
        return _start_of(
            arcs=[arcs[a] for a in answer["chosen"]],
            amounts={c["id"]: y for c, y in amounts},
            prices=answer.get("duals", {}),
            run_id=run.plan.run_id,
            later=_later_of(run, answer["stages"]) if what_if else {},
        )


def _later_of(run: Run, stages: Sequence[Any]) -> dict[str, Any]:
    """Return what a run proves of the goals after the first.

    The gap is never wider than the one that the run itself was allowed by the run before it: many
    small changes in turn must not add up.
    """
    before = recorded_start(run.folder)
    found = {}
    for number, stage in enumerate(stages[1:], 1):
        certificate = stage["certificate"]
        if certificate is None or certificate["objective_weight"] != 1:
            continue
        gap = relative_gap(stage["value"], _bound_of_prices(run, stages, number))
        if gap is None:
            continue
        name, scale = stage["name"], certificate["scale"]
        gap *= _WIDER
        if before is not None and name in before.later:
            gap = min(gap, before.later[name].gap)
        found[name] = {
            "gap": gap,
            "prices": {limit: p / scale for limit, p in certificate["prices"].items()},
        }
    return found


def _bound_of_prices(run: Run, stages: Sequence[Any], number: int) -> int | None:
    """Return the bound that the prices of a goal prove by themselves.

    A proof in parts goes further than what begins with its prices alone would reach.
    """
    stage = stages[number]
    if not stage.get("tree"):
        bound: int | None = stage["certified_bound"]
        return bound
    signs = [1 if s["sense"] == "max" else -1 for s in stages]
    pairs = zip(signs[:number], stages[:number], strict=True)
    values = [sign * s["value"] for sign, s in pairs]
    total, scale = verify.certified_bound(
        run.read_json(PROBLEM), number, values, stage["certificate"]
    )
    return signs[number] * (total // scale)


def write_start(folder: Path, start: Start) -> None:
    """Write what a search began with into a run folder."""
    text = json.dumps(start.to_json(), ensure_ascii=False, indent=0, sort_keys=True)
    (folder / START).write_text(text + "\n", encoding="utf-8", newline="\n")


def recorded_start(run_dir: Path) -> Start | None:
    """Return what a run began with, None where it began with nothing."""
    path = run_dir / START
    if not path.is_file():
        return None
    data = read_json(path)
    with _damage_told(path):
        named = {name: data[name] for name in ("arcs", "amounts", "prices", "run_id")}
        return _start_of(**named, later=data.get("later", {}))


def _start_of(*, arcs: Any, amounts: Any, prices: Any, run_id: Any, later: Any) -> Start:
    """Return a start from plain data; raises TypeError or ValueError where it is none."""
    if not all(isinstance(arc, str) for arc in arcs):
        raise TypeError("an arc is no text")
    if not all(type(y) is int for y in amounts.values()):
        raise TypeError("an amount is no whole number")
    known = {name: Proven(prices=dict(p["prices"]), gap=p["gap"]) for name, p in later.items()}
    figures = [*prices.values(), *(p.gap for p in known.values())]
    figures += [price for p in known.values() for price in p.prices.values()]
    if not all(type(f) in (int, float) and math.isfinite(f) for f in figures):
        raise ValueError("a price is no number")
    return Start(
        arcs=tuple(arcs), amounts=dict(amounts), prices=dict(prices), run_id=run_id, later=known
    )


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Turn content that is no start of a search into a sentence with the next step."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as fault:
        raise RunError(
            said(
                "{path}: not what a search begins with ({fault}); restore the run folder",
                path=path,
                fault=fault,
            )
        ) from fault
