"""Goals in turn: each is pursued among the plans that keep what the earlier ones reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizers.baselines import simple
from optimizers.certify import certify, certify_tree, no_answer
from optimizers.exact.exact import search
from optimizers.exact.parts import gap_of_parts, most_parts, proven_in_parts
from optimizers.exact.search import EFFORTS, Effort, Event, Outcome, Report, guard_s, stopwatch
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, Ints, use_of_rows
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.hop_layers import Layers
from optimizers.problem import BENEFIT, Goal, Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import shared
from optimizers.programs.side_columns import best_amounts, first_amounts, opened, repaired
from optimizers.programs.tight_amounts import as_rows_require, tightened
from optimizers.programs.workers import Crew, crew_of
from optimizers.result import Proven, Result, StageResult, Status, relative_gap

Progress = Callable[[Event], None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """What the search of the first goal begins with, each None where it is not known."""

    chosen: Sequence[int] | None
    amounts: Sequence[int] | None
    prices: Mapping[str, float] | None
    later: Mapping[str, Proven]  # of goals after the first, by name


@dataclass(frozen=True, kw_only=True)
class _Found:
    """One goal as far as it was pursued."""

    goal: Goal
    arrays: Arrays
    outcome: Outcome

    def stopped(self, stopped_by: str | None) -> _Found:
        """Return the same, ended by what ended its last program unless it was ended before."""
        stopped_by = self.outcome.stopped_by or stopped_by
        return replace(self, outcome=replace(self.outcome, stopped_by=stopped_by))


def run_stages(
    problem: Problem,
    *,
    solver: str,
    effort: int,
    seed: int,
    gap: float,
    progress: Progress,
    start: Sequence[int] | None,
    start_amounts: Sequence[int] | None = None,
    start_prices: Mapping[str, float] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    in_parts: bool = True,
    near: float = 0.0,
    later: Mapping[str, Proven] | None = None,
) -> Result:
    """Pursue every goal and return the plan with everything proven about it."""
    crew = crew_of(workers, cluster)
    try:
        first = _First(chosen=start, amounts=start_amounts, prices=start_prices, later=later or {})
        return _pursued(problem, solver, effort, seed, gap, progress, first, crew, in_parts, near)
    finally:
        crew.close()


def _pursued(
    problem: Problem,
    solver: str,
    effort: int,
    seed: int,
    gap: float,
    progress: Progress,
    first: _First,
    crew: Crew,
    in_parts: bool,
    near: float,
) -> Result:
    found: list[_Found] = []
    kept: list[int] = []
    tree: Ints | None = None
    amounts = None if first.amounts is None else np.array(first.amounts, np.int64)
    layers = Layers.of(problem)
    highs = shared()
    if solver == "exact":
        highs.start()
    for number, goal in enumerate(problem.goals):
        arrays = layers.arrays(number, kept)
        if number == 0 and first.chosen is not None:
            tree = tree_from(arrays, layers.lift(first.chosen))
        if found and found[-1].outcome.stopped_by == "interrupt":
            outcome = _as_it_is(arrays, tree, amounts, found[-1].outcome)
        elif solver != "exact":
            programs = Guarded(highs, guard_s(EFFORTS[effort], arrays.arcs), seed)
            outcome = _of_baseline(solver, arrays, tree, amounts, programs)
            outcome = replace(outcome, stopped_by=outcome.stopped_by or programs.stopped_by)
        else:
            known = first.later.get(goal.name) if number else None
            outcome = search(
                arrays,
                start=tree,
                amounts=amounts,
                prices=(first.prices if number == 0 else None) if known is None else known.prices,
                effort=replace(_effort(effort, number, bool(problem.columns)), near=near),
                seed=seed,
                gap=gap if known is None else max(gap, known.gap),
                highs=highs,
                report=_reporter(goal, progress),
                crew=crew,
            )
            outcome = proven_in_parts(
                arrays,
                outcome,
                np.array(problem.head, np.int64),
                most=most_parts(effort, arrays) if in_parts or outcome.tree is None else 0,
                effort=_effort(effort, number, bool(problem.columns)),
                seed=seed,
                gap=gap_of_parts(effort, arrays, gap),
                highs=highs,
                report=_reporter(goal, progress),
            )
        found.append(_Found(goal=goal, arrays=arrays, outcome=outcome))
        if outcome.tree is None:
            break
        tree, amounts = outcome.tree, outcome.amounts
        kept = [f.arrays.value(tree_heuristics.chosen_of(f.arrays, tree), amounts) for f in found]
    if tree is not None and amounts is not None and found[-1].goal.quantity != BENEFIT.quantity:
        last = found[-1].arrays  # amounts never count as benefit: there any that hold will do
        programs = Guarded(highs, guard_s(EFFORTS[effort], last.arcs), seed)
        amounts = tightened(last, tree_heuristics.chosen_of(last, tree), amounts, programs)
        found[-1] = found[-1].stopped(programs.stopped_by)
    return _result(layers, solver, found, tree if kept else None, amounts)


def _of_baseline(
    solver: str, arrays: Arrays, tree: Ints | None, amounts: Ints | None, programs: Guarded
) -> Outcome:
    """Plan as a baseline does on the graph alone; the amounts are chosen before and after."""
    if not len(arrays.column_upper):
        return simple.OF[solver](arrays, tree)
    first = first_amounts(arrays, programs) if amounts is None else amounts
    for given in (first, np.zeros_like(first)):
        at = opened(arrays, given)
        rows = tuple(r for r in at.arrays.rows if r.id not in at.flipped and r.coefficient.any())
        outcome = simple.OF[solver](replace(at.arrays, rows=rows), tree)
        if outcome.tree is None:
            continue
        chosen = tree_heuristics.chosen_of(arrays, outcome.tree)
        use = use_of_rows(arrays, chosen)
        best = best_amounts(arrays, np.array(use, np.float64), {}, programs)
        tried = (
            *(repaired(arrays, use, y) for y in (best, given)),
            *(as_rows_require(arrays, use, y) for y in (best, given)),
        )
        held = [y for y in tried if y is not None]
        if held:
            settled = max(held, key=lambda y: arrays.value(chosen, y))
            return replace(outcome, value=arrays.value(chosen, settled), amounts=settled)
    return Outcome(tree=None, value=None, ascent=None, solver_bound=None)


def _effort(effort: int, number: int, amounts: bool) -> Effort:
    """Return the effort for a goal: the first is to be proven, later ones only to be good.

    Beside amounts, the core program of a later goal takes long and finds next to nothing.
    """
    if number == 0:
        return EFFORTS[effort]
    core_nodes = 0 if amounts and effort < 2 else EFFORTS[effort].core_nodes
    return replace(EFFORTS[effort], proof_nodes=0, core_nodes=core_nodes)


def tree_from(arrays: Arrays, start: Sequence[int]) -> Ints:
    """Return the arcs of a plan as a tree."""
    chosen = np.zeros(arrays.arcs, np.bool_)
    chosen[list(start)] = True
    return tree_heuristics.tree_of(arrays, chosen)


def _as_it_is(arrays: Arrays, tree: Ints | None, amounts: Ints | None, before: Outcome) -> Outcome:
    assert tree is not None and amounts is not None
    return Outcome(
        tree=tree,
        value=arrays.value(tree_heuristics.chosen_of(arrays, tree), amounts),
        amounts=amounts,
        ascent=None,
        solver_bound=None,
        stopped_by=before.stopped_by,
    )


def _reporter(goal: Goal, progress: Progress) -> Report:
    seconds = stopwatch()
    sign = 1 if goal.sense == "max" else -1

    def report(
        stage: str, value: int | None, bound: int | None, certified: int | None = None
    ) -> None:
        if progress is not None:
            progress(
                Event(
                    stage=f"{goal.name}: {stage}",
                    value=None if value is None else sign * value,
                    bound=None if bound is None else sign * bound,
                    gap=relative_gap(value, certified),
                    seconds=seconds(),
                    certified_bound=None if certified is None else sign * certified,
                )
            )

    return report


def result_of(layers: Layers, goal: Goal, arrays: Arrays, outcome: Outcome) -> Result:
    """Return the answer of a search of one goal alone, its bound as `verify` derives it."""
    found = [_Found(goal=goal, arrays=arrays, outcome=outcome)]
    return _result(layers, "exact", found, outcome.tree, outcome.amounts)


def _result(
    layers: Layers,
    solver: str,
    found: list[_Found],
    tree: Ints | None,
    amounts: Ints | None,
) -> Result:
    if tree is None or amounts is None:
        return _without_plan(layers.drawn, solver, found[-1])
    last = found[-1].arrays
    chosen = tree_heuristics.chosen_of(last, tree)
    values = [f.arrays.value(chosen, amounts) for f in found]
    stages = tuple(_stage(layers, number, f, values) for number, f in enumerate(found))
    return Result(
        solver=solver,
        status=stages[0].status,
        chosen=layers.back(np.flatnonzero(chosen).tolist()),
        amounts=tuple(amounts.tolist()),
        stages=stages,
        duals=_duals(found[0].outcome),
    )


def _stage(layers: Layers, number: int, found: _Found, values: list[int]) -> StageResult:
    data, whole = layers.data, layers.own
    outcome, value = found.outcome, values[number]
    sign = 1 if found.goal.sense == "max" else -1
    certificate = None if outcome.ascent is None else outcome.ascent.certificate()
    tree = tuple(e.certificate() if isinstance(e, Ascent) else e for e in outcome.parts)
    certified = None
    if certificate is not None:
        certified = certify(data, number, values[:number], certificate)
    if tree and certified is not None:
        in_parts = certify_tree(whole, number, values[:number], tree)
        tree = tree if in_parts is None or in_parts < certified else ()
        certified = certified if in_parts is None else min(certified, in_parts)
    known = [b for b in (outcome.solver_bound, certified) if b is not None]
    bound = max(min(known), value) if known else None
    if value == certified:
        status = Status.CERTIFIED_OPTIMAL
    elif value == bound:
        status = Status.SOLVER_OPTIMAL
    else:
        status = Status.FEASIBLE
    return StageResult(
        name=found.goal.name,
        sense=found.goal.sense,
        value=sign * value,
        bound=None if bound is None else sign * bound,
        certified_bound=None if certified is None else sign * certified,
        status=status,
        certificate=certificate,
        stopped_by=outcome.stopped_by,
        tree=tree,
    )


def _without_plan(problem: Problem, solver: str, found: _Found) -> Result:
    outcome = found.outcome
    if not outcome.infeasible:
        answer = no_answer(solver, problem, Status.UNKNOWN)
    else:
        answer = no_answer(solver, problem, Status.INFEASIBLE)
    certificate = None
    if outcome.infeasible and outcome.ascent is not None and outcome.ascent.weight == 0:
        certificate = outcome.ascent.certificate()
    stage = answer.stages[0]
    return Result(
        solver=solver,
        status=answer.status,
        chosen=None,
        stages=(
            StageResult(
                name=stage.name,
                sense=stage.sense,
                value=None,
                bound=None,
                certified_bound=None,
                status=answer.status,
                certificate=certificate,
                stopped_by=outcome.stopped_by,
                tree=tuple(e.certificate() if isinstance(e, Ascent) else e for e in outcome.parts),
            ),
        ),
        infeasible_limits=(*outcome.blamed, *(problem.node_ids[v] for v in outcome.blamed_nodes)),
    )


def _duals(outcome: Outcome) -> dict[str, float]:
    if outcome.ascent is None:
        return {}
    return {k: p / outcome.ascent.scale for k, p in sorted(outcome.ascent.prices.items())}
