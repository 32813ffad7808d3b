"""Figures beside a plan that come from another problem, each with the answer that proves it.

What the next money buys and what a directive costs are differences between the plan and the best
plan of a changed problem. `comparisons.json` of a run holds for each what was changed and the
answer with its certificate, so that no solver is needed to check the figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from optimizers.problem import BENEFIT
from planner.runs.layout import read_json

FILE = "comparisons.json"
FORMAT = "kholboo-comparisons/1"
CAPEX_LIMIT = "capex"  # id of the capital budget among the limits


FixedShare = tuple[str, int]  # a limit that is a share of the benefit, and what it comes to


class ChangeKind(StrEnum):
    """How the other problem differs from the one of the run."""

    LIMIT_UPPER = "limit_upper"  # a limit has another upper side
    NO_LIMIT = "no_limit"  # a limit is left out
    NO_LIMITS = "no_limits"  # all limits of a floor are left out
    NOT_REQUIRED = "not_required"  # a node need not be entered
    REBUILT = "rebuilt"  # anything else: built again from the inputs without a directive


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What makes the other problem of the run's problem."""

    kind: ChangeKind
    id: str = ""  # of the limit or node
    upper: int | None = None  # of the limit, for LIMIT_UPPER
    ids: tuple[str, ...] = ()  # of the limits, for NO_LIMITS
    fixed: tuple[FixedShare, ...] = ()  # shares of the benefit, held at the plan's amounts

    def applied(self, problem: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the changed content of problem.json; None where only the inputs give it.

        Raises ValueError when the problem has no such limit or required node, or when the change
        does not relax it: a difference of plans is proven for relaxations alone.
        """
        if self.kind is ChangeKind.REBUILT:
            return None
        return self._fixed(self._relaxed(problem))

    def _relaxed(self, problem: Mapping[str, Any]) -> dict[str, Any]:
        if self.kind is ChangeKind.NOT_REQUIRED:
            return {**problem, "required": self._without_node(problem)}
        if self.kind is ChangeKind.NO_LIMITS:
            return {**problem, "limits": self._without_limits(problem)}
        limits = [self._changed(row) if row["id"] == self.id else row for row in problem["limits"]]
        if all(row["id"] != self.id for row in problem["limits"]):
            raise ValueError(f"the problem has no limit {self.id!r}")
        return {**problem, "limits": [row for row in limits if row is not None]}

    def _fixed(self, problem: dict[str, Any]) -> dict[str, Any]:
        """Return the problem with amounts in place of shares: a row for each, as it stands."""
        amounts = dict(self.fixed)
        shares = {
            row["id"] for row in problem["limits"] if (row["lower"], row["upper"]) == (0, None)
        }
        if amounts.keys() - shares:
            raise ValueError(f"the problem has no shares {sorted(amounts.keys() - shares)}")
        limits = [
            _as_amount(problem, row, amounts[row["id"]]) if row["id"] in amounts else row
            for row in problem["limits"]
        ]
        return {**problem, "limits": limits}

    def _without_node(self, problem: Mapping[str, Any]) -> list[Any]:
        ids = problem["nodes"]["id"]
        left = [entry for entry in problem["required"] if ids[entry[0]] != self.id]
        if len(left) == len(problem["required"]):
            raise ValueError(f"the problem requires no node {self.id!r}")
        return left

    def _without_limits(self, problem: Mapping[str, Any]) -> list[Any]:
        absent = set(self.ids) - {row["id"] for row in problem["limits"]}
        if absent or not self.ids:
            raise ValueError(f"the problem has no limits {sorted(absent)}")
        return [row for row in problem["limits"] if row["id"] not in self.ids]

    def _changed(self, row: Mapping[str, Any]) -> dict[str, Any] | None:
        if self.kind is ChangeKind.NO_LIMIT:
            return None
        if type(self.upper) is not int or row["upper"] is None or self.upper < row["upper"]:
            raise ValueError(f"upper side {self.upper!r} of limit {self.id} relaxes nothing")
        return {**row, "upper": self.upper}


def _as_amount(problem: Mapping[str, Any], row: Mapping[str, Any], amount: int) -> dict[str, Any]:
    """Return the row "the group receives at least so much benefit" of one of a share."""
    arcs, prize = problem["arcs"], problem["nodes"]["prize"]
    members = [a for a, k in zip(row["arcs"], row["coefficients"], strict=True) if k > 0]
    worth = [prize[arcs["head"][a]] - arcs["loss"][a] for a in members]
    return {**row, "arcs": members, "coefficients": worth, "lower": amount}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """How much more benefit another problem gives, and the interval that is proven for it."""

    benefit: int
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A comparison before it is solved: what changes, and what the plan at hand is worth there."""

    directive_id: str | None  # None: the next money, or a floor
    change: Change
    base_value: int  # of the run's plan, in the measure of the other problem
    base_bound: int  # on the best plan of the run's problem, in that measure
    never_less: bool  # the other problem only relaxes the run's
    floor_id: str = ""  # of the scenario: "floors.1", "coverage.2"; "": none


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A frame with the other problem's answer, as `verify` reads it."""

    frame: Frame
    answer: Mapping[str, Any]

    def gain(self) -> Gain | None:
        """Return what the answer proves; None when it holds no plan or no certified bound."""
        stage = self.answer["stages"][0]
        frame = self.frame
        return gain_over(
            frame.base_value,
            frame.base_bound,
            stage["value"],
            stage["certified_bound"],
            never_less=frame.never_less,
        )


def gain_over(
    base_value: int,
    base_bound: int | None,
    value: int | None,
    bound: int | None,
    *,
    never_less: bool,
) -> Gain | None:
    """Return how much better the best plan of another problem is than the best of this one.

    With plans v, w and certified bounds V, W of the two, the true difference of the best plans
    lies in [w - V, W - v]; when the other problem only relaxes this one it is not below 0.
    None when the other has no plan or nothing is proven.
    """
    if value is None or bound is None or base_bound is None:
        return None
    least = value - base_bound
    gain = value - base_value
    return Gain(
        benefit=max(gain, 0) if never_less else gain,
        at_least=max(least, 0) if never_less else least,
        at_most=bound - base_value,
    )


def for_benefit(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of problem.json with benefit as its only goal, as comparisons pursue."""
    goal = {"name": BENEFIT.name, "sense": BENEFIT.sense, "quantity": BENEFIT.quantity}
    return {**problem, "goals": [goal]}


def comparisons_to_json(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Return comparisons as plain data, the content of comparisons.json."""
    return {"format": FORMAT, "comparisons": [_entry(c) for c in comparisons]}


def _entry(comparison: Comparison) -> dict[str, Any]:
    frame, change = comparison.frame, comparison.frame.change
    return {
        "directive_id": frame.directive_id,
        **({"floor_id": frame.floor_id} if frame.floor_id else {}),
        "change": {
            "kind": change.kind.value,
            "id": change.id,
            "upper": change.upper,
            **({"ids": list(change.ids)} if change.ids else {}),
            **({"fixed": [list(share) for share in change.fixed]} if change.fixed else {}),
        },
        "base_value": frame.base_value,
        "base_bound": frame.base_bound,
        "never_less": frame.never_less,
        "answer": dict(comparison.answer),
    }


def write_comparisons(run_dir: Path, comparisons: Sequence[Comparison]) -> None:
    """Write comparisons.json of a run; raises OSError when it cannot be written."""
    data = comparisons_to_json(comparisons)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (run_dir / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def read_comparisons(run_dir: Path) -> tuple[Comparison, ...] | None:
    """Return the comparisons of a run; None when it was recorded without.

    Raises RunError when the file is no JSON, ValueError when it holds something else.
    """
    if not (run_dir / FILE).exists():
        return None
    return comparisons_from_json(read_json(run_dir / FILE))


def comparisons_from_json(data: Any) -> tuple[Comparison, ...]:
    """Read what `comparisons_to_json` wrote; raises ValueError for anything else."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"comparisons are not of the format {FORMAT}")
    try:
        found = tuple(_comparison(entry) for entry in data["comparisons"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"comparisons are damaged: {fault!r}") from fault
    of = [(c.frame.directive_id, c.frame.floor_id) for c in found]
    if len(set(of)) != len(of):
        raise ValueError("comparisons: a directive, a floor or the next money is compared twice")
    return found


def _comparison(entry: Mapping[str, Any]) -> Comparison:
    rest = dict(entry)
    change, answer = dict(rest.pop("change")), rest.pop("answer")
    ids = change.pop("ids", [])
    if not (isinstance(ids, list) and all(isinstance(one, str) for one in ids)):
        raise ValueError("comparisons: ids of limits are no texts")
    fixed = change.pop("fixed", [])
    if not (isinstance(fixed, list) and all(_is_share(one) for one in fixed)):
        raise ValueError("comparisons: fixed shares are no limits with amounts")
    kind, shares = ChangeKind(change.pop("kind")), tuple((one[0], one[1]) for one in fixed)
    frame = Frame(change=Change(kind=kind, ids=tuple(ids), fixed=shares, **change), **rest)
    whole = (frame.base_value, frame.base_bound)
    if any(type(figure) is not int for figure in whole) or type(frame.never_less) is not bool:
        raise ValueError("comparisons: base_value, base_bound or never_less is of another kind")
    if not isinstance(frame.directive_id, str | None):
        raise ValueError("comparisons: directive_id is no text")
    if not isinstance(frame.floor_id, str) or (frame.floor_id and frame.directive_id is not None):
        raise ValueError("comparisons: floor_id is no text, or stands beside a directive")
    if bool(frame.change.ids) is not (frame.change.kind is ChangeKind.NO_LIMITS):
        raise ValueError("comparisons: ids of limits stand where none are left out")
    if (frame.change.upper is not None) is not (frame.change.kind is ChangeKind.LIMIT_UPPER):
        raise ValueError("comparisons: an upper side stands where none is changed")
    if not isinstance(answer, dict) or not answer.get("stages"):
        raise ValueError("comparisons: an answer has no stages")
    return Comparison(frame=frame, answer=answer)


def _is_share(data: Any) -> bool:
    return isinstance(data, list) and len(data) == 2 and [type(x) for x in data] == [str, int]
