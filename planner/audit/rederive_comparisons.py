"""Build the problems again that the figures beside a plan come from, and check their answers."""

from __future__ import annotations

from collections.abc import Iterator

from optimizers import verify
from optimizers.problem import Problem
from optimizers.result import Result
from planner.audit.difference import Difference, compare, differs
from planner.audit.verify_comparisons import name_of
from planner.pipeline.changed_problem import changed
from planner.pipeline.fixed_shares import fixed_shares
from planner.pipeline.floor_costs import floor_frame, floors_of
from planner.pipeline.prepare import Prepared
from planner.pipeline.what_if import framed_problem
from planner.runs.comparisons import FILE, ChangeKind, Comparison, Frame, for_benefit


def comparison_differences(
    comparisons: tuple[Comparison, ...], prepared: Prepared, result: Result
) -> Iterator[Difference]:
    """Yield comparisons that the recorded inputs do not give, or whose answers do not hold."""
    directives = {d.id: d for d in prepared.inputs.directives}
    for comparison in comparisons:
        if comparison.frame.floor_id:
            yield from _floor_differences(comparison, prepared, result)
            continue
        directive_id = comparison.frame.directive_id
        if directive_id is not None and directive_id not in directives:
            name = name_of(comparison.frame)
            yield differs(FILE, name, "compared", "no directive of the inputs")
            continue
        directive = None if directive_id is None else directives[directive_id]
        rebuilt = comparison.frame.change.kind is ChangeKind.REBUILT
        fixing = bool(comparison.frame.change.fixed)
        framed = framed_problem(prepared, result, directive, rebuilt=rebuilt, fixing=fixing)
        if framed is None:
            yield differs(FILE, name_of(comparison.frame), "compared", "nothing to compare")
            continue
        yield from _of_frame(comparison, *framed)


def _floor_differences(
    comparison: Comparison, prepared: Prepared, result: Result
) -> Iterator[Difference]:
    """Yield where the comparison of a floor is not the one that the recorded inputs give."""
    floor_id = comparison.frame.floor_id
    ids = floors_of(prepared).get(floor_id)
    shares = fixed_shares(prepared, result) if comparison.frame.change.fixed else ()
    frame = None if ids is None else floor_frame(result, floor_id, ids, shares)
    if frame is None:
        yield differs(FILE, name_of(comparison.frame), "compared", "no floor of the inputs")
        return
    yield from _of_frame(comparison, frame, changed(prepared.model.problem, frame.change))


def _of_frame(comparison: Comparison, frame: Frame, problem: Problem) -> Iterator[Difference]:
    name = name_of(comparison.frame)
    yield from compare(FILE, {name: (comparison.frame, frame)})
    for fault in verify.check(for_benefit(problem.to_json()), dict(comparison.answer)):
        yield differs(FILE, f"{name}, proof", "holds", fault)
