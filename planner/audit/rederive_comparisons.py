"""Build the problems again that the figures beside a plan come from, and check their answers."""

from __future__ import annotations

from collections.abc import Iterator

from optimizers import verify
from optimizers.result import Result
from planner.audit.difference import Difference, compare, differs
from planner.audit.verify_comparisons import name_of
from planner.pipeline.prepare import Prepared
from planner.pipeline.what_if import framed_problem
from planner.runs.comparisons import FILE, ChangeKind, Comparison, for_benefit


def comparison_differences(
    comparisons: tuple[Comparison, ...], prepared: Prepared, result: Result
) -> Iterator[Difference]:
    """Yield comparisons that the recorded inputs do not give, or whose answers do not hold."""
    directives = {d.id: d for d in prepared.inputs.directives}
    for comparison in comparisons:
        directive_id = comparison.frame.directive_id
        if directive_id is not None and directive_id not in directives:
            yield differs(FILE, name_of(directive_id), "compared", "no directive of the inputs")
            continue
        directive = None if directive_id is None else directives[directive_id]
        rebuilt = comparison.frame.change.kind is ChangeKind.REBUILT
        framed = framed_problem(prepared, result, directive, rebuilt=rebuilt)
        if framed is None:
            yield differs(FILE, name_of(directive_id), "compared", "nothing to compare")
            continue
        frame, problem = framed
        yield from compare(FILE, {name_of(directive_id): (comparison.frame, frame)})
        data = for_benefit(problem.to_json())
        for fault in verify.check(data, dict(comparison.answer)):
            yield differs(FILE, f"{name_of(directive_id)}, proof", "holds", fault)
