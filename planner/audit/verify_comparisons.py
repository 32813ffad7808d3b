"""Check the figures beside a plan by the certificates that a run carries for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from optimizers import verify
from planner.audit.difference import Difference, compare, differs
from planner.model.limit_meanings import directive_limit
from planner.plan.outcome import DirectiveCost, FloorCost, NextMoney
from planner.plan.plan import Plan
from planner.runs.comparisons import (
    CAPEX_LIMIT,
    FILE,
    ChangeKind,
    Comparison,
    Frame,
    for_benefit,
    read_comparisons,
)
from planner.runs.layout import PLAN, RunError


def comparison_differences(
    run_dir: Path, plan: Plan, problem: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield figures that their certificates do not give, and certificates that do not hold.

    A problem that only the inputs give is not built here: see `rederive_comparisons`.
    """
    try:
        found = read_comparisons(run_dir)
    except (RunError, ValueError) as fault:
        yield differs(FILE, "readable content", "comparisons with their answers", fault)
        return
    by_name = {name_of(c.frame): c for c in found or ()}
    figures = _figures(plan)
    for name in sorted(by_name.keys() - set(figures)):
        yield differs(FILE, name, "compared", "no figure of the plan")
    for comparison in by_name.values():
        yield from _certificate_differences(comparison, plan, problem)
    for name, figure in figures.items():
        if found is None and not figure.verifiable:
            continue  # recorded before figures had certificates: told as a note
        pair = _shown(figure), _gain(by_name.get(name))
        yield from compare(PLAN, {f"{name}, from its certificate": pair})


def name_of(frame: Frame) -> str:
    """Return what differences call a figure beside the plan."""
    if frame.floor_id:
        return _floor_name(frame.floor_id)
    return _NEXT if frame.directive_id is None else _directive_name(frame.directive_id)


def _floor_name(floor_id: str) -> str:
    return f"floor {floor_id}"


def _directive_name(directive_id: str) -> str:
    return f"directive {directive_id}"


_NEXT = "next_money"
Figure = DirectiveCost | FloorCost | NextMoney


def _figures(plan: Plan) -> dict[str, Figure]:
    found: dict[str, Figure] = {_directive_name(r.directive_id): r for r in plan.directives}
    found |= {_floor_name(row.floor_id): row for row in plan.floors}
    if plan.next_money is not None:
        found[_NEXT] = plan.next_money
    return found


def _shown(figure: Figure) -> tuple[int | None, int | None, int | None, bool]:
    best = figure.benefit_gain if isinstance(figure, NextMoney) else figure.benefit_cost
    return best, figure.at_least, figure.at_most, figure.verifiable


def _gain(comparison: Comparison | None) -> tuple[int | None, int | None, int | None, bool]:
    gain = None if comparison is None else comparison.gain()
    if gain is None:
        return None, None, None, False
    return gain.benefit, gain.at_least, gain.at_most, True


def _certificate_differences(
    comparison: Comparison, plan: Plan, problem: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield where a comparison is not one of this plan, or where its answer does not hold."""
    frame = comparison.frame
    name = name_of(frame)
    if not _fits(comparison):
        yield differs(FILE, f"{name}, change", frame.change.kind.value, "no change of this figure")
        return
    try:
        other = frame.change.applied(problem)
    except ValueError as fault:
        yield differs(FILE, f"{name}, change", frame.change.kind.value, fault)
        return
    if other is None:
        return
    base = (frame.base_value, frame.base_bound, frame.never_less)
    own = (plan.objective, plan.certified_bound, True)
    yield from compare(FILE, {f"{name}, the plan at hand": (base, own)})
    yield from _extra_differences(comparison, plan, problem)
    asked = {x.id: x.lower for x in plan.limits if x.meaning and x.meaning.shared_quantity}
    for limit_id, amount in frame.change.fixed:
        pair = {f"{name}, amount of {limit_id}": (amount, asked.get(limit_id))}
        yield from compare(FILE, pair)
    for fault_of_proof in verify.check(for_benefit(other), dict(comparison.answer)):
        yield differs(FILE, f"{name}, proof", "holds", fault_of_proof)


def _fits(comparison: Comparison) -> bool:
    """Return whether a change is one that its figure may come from."""
    directive_id, change = comparison.frame.directive_id, comparison.frame.change
    if comparison.frame.floor_id:
        return change.kind is ChangeKind.NO_LIMITS
    if directive_id is None:
        return change.kind is ChangeKind.LIMIT_UPPER and change.id == CAPEX_LIMIT
    if change.kind is ChangeKind.NO_LIMIT:
        return change.id == directive_limit(directive_id)
    return change.kind not in (ChangeKind.LIMIT_UPPER, ChangeKind.NO_LIMITS)


def _extra_differences(
    comparison: Comparison, plan: Plan, problem: Mapping[str, Any]
) -> Iterator[Difference]:
    change = comparison.frame.change
    if change.upper is None or plan.next_money is None:
        return
    before = next(row["upper"] for row in problem["limits"] if row["id"] == change.id)
    extra = change.upper - before
    yield from compare(PLAN, {"next_money, extra_minor": (plan.next_money.extra_minor, extra)})
