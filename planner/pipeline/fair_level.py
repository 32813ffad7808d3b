"""Find the fair level of a problem, and what proves it: one max-min plan, or a few in turn.

What a run records of it is enough to derive the amounts again without a solver: the answers of the
max-min problems, each with its plan and certificate. The last plan meets every floor, and is where
the search for the plan itself begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inventory.kept import NOTHING_KEPT, Kept
from optimizers import verify
from optimizers.problem import Goal, Problem
from optimizers.result import Result, StageResult, Status, answer_json
from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.model.fair_floors import (
    NEAR,
    FairGroup,
    amount_at,
    fair_groups,
    fair_problem,
    with_amounts,
)
from planner.model.rows.least_shares import WHOLE
from planner.plan.plan import PlanFaultError
from planner.runs.floors import FloorsRecord, GroupLevel
from planner.runs.versions import SOLVERS, installed_versions
from planner.scenario.floor_settings import Floor

INTERRUPT = "interrupt"
EFFORTS = (0, 1)  # the first finds the example's level to a hundredth of itself
GAP = 0.001  # certified, of the level: where a search ends
WIDE = 0.02  # certified, of the level: above it the next effort looks once more
NEAR_OF_MANY = 0.001  # of the level: where an integer program of a large problem ends
METHOD = 2  # of the search, part of what a kept level is found under
MOST_ROUNDS = 8  # groups that are behind beyond these keep the level of the last one

Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class FairLevel:
    """What every group has at once, and the plan that gives it."""

    groups: tuple[FairGroup, ...]
    levels: tuple[int, ...]  # per group, in ten-thousandths; empty without any plan
    answers: tuple[Answer, ...]  # of the max-min problems in turn
    chosen: tuple[int, ...] = ()  # arcs of the last plan
    amounts: tuple[int, ...] = ()  # beside them, of the problem's own columns
    interrupted: bool = False  # the level is that of the best plan until then

    def floors(self, floors: Sequence[Floor]) -> list[Floor]:
        """Return the scenario's floors with the amounts of the level."""
        return with_amounts(floors, self.groups, self.levels) if self.levels else list(floors)

    def record(self, floors: Sequence[Floor], overrides: Mapping[str, Any]) -> FloorsRecord:
        """Return what a run keeps of it; `floors` are those of the scenario."""
        return FloorsRecord(
            overrides=overrides,
            groups=tuple(self._entry(place, floors) for place in range(len(self.groups))),
            answers=self.answers,
        )

    def _entry(self, place: int, floors: Sequence[Floor]) -> GroupLevel:
        group = self.groups[place]
        level = self.levels[place] if self.levels else None
        share = floors[group.floor].share
        return GroupLevel(
            floor=group.floor + 1,
            by=group.by,
            group=group.group,
            quantity=group.quantity,
            attainable=group.attainable,
            most_level=group.own_level,
            level=level,
            amount=None if level is None else amount_at(group, level, share),
        )


@dataclass(kw_only=True)
class _Ladder:
    """How far the max-min problems have come: they are derived as they were solved.

    Floors take their turn as they are listed: the amounts of earlier ones hold in later problems,
    so that the last plan keeps all of them.
    """

    model: Model
    groups: tuple[FairGroup, ...]
    floors: Sequence[Floor]
    levels: dict[int, int] = field(default_factory=dict)  # of groups whose floor is done
    kept: dict[int, int] = field(default_factory=dict)  # of groups that have their own most
    rounds: int = 0  # of the floor whose turn it is
    answers: list[Answer] = field(default_factory=list)
    impossible: bool = False  # the limits allow no plan at all

    @classmethod
    def of(cls, model: Model) -> _Ladder:
        """Return the ladder of a model, before any problem is solved."""
        floors = model.policy.scenario.limits.floors
        return cls(model=model, groups=fair_groups(model), floors=floors)

    def again(self) -> _Ladder:
        """Return the ladder of the same model from its start: its groups are found once."""
        return _Ladder(model=self.model, groups=self.groups, floors=self.floors)

    @property
    def ended(self) -> bool:
        """Whether every group has its level, or none can have any."""
        return self.impossible or len(self.levels) == len(self.groups)

    def _turn(self) -> list[int]:
        """Return the groups of the floor whose turn it is."""
        floor = next(g.floor for i, g in enumerate(self.groups) if i not in self.levels)
        return [i for i, g in enumerate(self.groups) if g.floor == floor]

    def _behind(self) -> list[int]:
        return [i for i in self._turn() if i not in self.kept]

    @property
    def upper(self) -> int:
        """The proven most of the level: no group behind it can have more."""
        return min(self.groups[i].own_level for i in self._behind())

    def problem(self) -> Problem:
        """Return the next max-min problem."""
        least = {i: self.groups[i].attainable * level for i, level in self.kept.items()}
        for i, level in self.levels.items():
            group = self.groups[i]
            least[i] = WHOLE * amount_at(group, level, self.floors[group.floor].share)
        return fair_problem(self.model, self.groups, self._behind(), least, self.upper)

    def start(self) -> tuple[Sequence[int], Sequence[int]] | None:
        """Return the last plan as one of the next problem."""
        if not self.answers:
            return None
        chosen = self.answers[-1]["chosen"]
        taken = frozenset(chosen)
        level = min(self.groups[i].level(taken) for i in self._behind())
        return chosen, [*self.answers[-1]["amounts"][:-1], min(level, self.upper)]

    def take(self, answer: Answer) -> None:
        """Go on from an answer: groups that have their own most keep it, others go on."""
        self.answers.append(answer)
        if answer["chosen"] is None:
            self.impossible = True
            return
        chosen, upper, behind = frozenset(answer["chosen"]), self.upper, self._behind()
        level = min(self.groups[i].level(chosen) for i in behind)
        full = [i for i in behind if self.groups[i].own_level <= level + NEAR]
        self.kept |= dict.fromkeys(full, level)
        self.rounds += 1
        on = 0 < len(full) < len(behind) and upper < WHOLE and self.rounds < MOST_ROUNDS
        if not on:
            self.levels |= {i: self.kept.get(i, level) for i in self._turn()}
            self.kept, self.rounds = {}, 0

    def result(self) -> FairLevel:
        """Return the level reached; no level where there is no plan at all."""
        answers = tuple(self.answers)
        if self.impossible or not answers:
            return FairLevel(groups=self.groups, levels=(), answers=answers)
        return FairLevel(
            groups=self.groups,
            levels=tuple(self.levels[i] for i in range(len(self.groups))),
            answers=answers,
            chosen=tuple(answers[-1]["chosen"]),
            amounts=tuple(answers[-1]["amounts"][:-1]),
        )


def reach(
    model: Model,
    seed: int,
    *,
    kept: Kept = NOTHING_KEPT,
    key: Any = None,
    best_so_far: bool = False,
) -> FairLevel:
    """Return the fair level, solved, or taken from the project's cache where it still verifies.

    With `best_so_far` an interrupt ends the search: the level is the one that the best plan until
    then reaches, and is not kept for other plans. Raises KeyboardInterrupt without it, because a
    level half found is no policy for other plans, and where there is no plan at all yet.
    """
    ladder = _Ladder.of(model)
    whole_key = None if key is None else [key, seed, EFFORTS, METHOD, installed_versions(SOLVERS)]
    known = None if whole_key is None else kept.get("fair", whole_key)
    if known is not None and (found := _climbed(ladder.again(), known)) is not None:
        return found
    interrupted = False
    while not ladder.ended:
        answer = _as_it_is(ladder) if interrupted else _solved(ladder, seed)
        if answer is None:
            interrupted = best_so_far
            if not best_so_far:
                raise KeyboardInterrupt
            continue
        ladder.take(answer)
        interrupted = interrupted or answer["stages"][0]["stopped_by"] == INTERRUPT
        if interrupted and not best_so_far:
            raise KeyboardInterrupt
    if whole_key is not None and not interrupted:
        kept.put("fair", whole_key, ladder.answers)
    return replace(ladder.result(), interrupted=interrupted)


def derived(model: Model, answers: Sequence[Answer]) -> FairLevel | None:
    """Return the level that recorded answers give; None where one does not hold or is missing."""
    return _climbed(_Ladder.of(model), answers)


def _climbed(ladder: _Ladder, answers: Sequence[Answer]) -> FairLevel | None:
    for answer in answers:
        if ladder.ended or verify.check(ladder.problem().to_json(), dict(answer)):
            return None
        ladder.take(answer)
    return ladder.result() if ladder.ended else None


def _as_it_is(ladder: _Ladder) -> Answer:
    """Return the last plan, or the one in which nothing changes, as the answer of the next problem.

    Raises KeyboardInterrupt where neither keeps the limits.
    """
    problem = ladder.problem()
    chosen, amounts = ladder.start() or _nothing_changes(ladder.model, problem)
    answer = answer_json(plan_as_it_is(problem, chosen, amounts))
    if verify.check(problem.to_json(), answer):
        raise KeyboardInterrupt
    return answer


def _nothing_changes(model: Model, problem: Problem) -> tuple[Sequence[int], Sequence[int]]:
    """Return the plan in which every present link stays and nothing is bought."""
    kept = [a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.KEEP and not arc.lines]
    return kept, [0] * len(problem.columns)


def plan_as_it_is(problem: Problem, chosen: Sequence[int], amounts: Sequence[int]) -> Result:
    """Return a plan as an answer that was interrupted: nothing is proven about it."""
    values = [_value(problem, goal, chosen, amounts) for goal in problem.goals]
    stages = (
        StageResult(
            name=goal.name,
            sense=goal.sense,
            value=value,
            bound=None,
            certified_bound=None,
            status=Status.FEASIBLE,
            stopped_by=INTERRUPT,
        )
        for goal, value in zip(problem.goals, values, strict=True)
    )
    return Result(
        solver="exact",
        status=Status.FEASIBLE,
        chosen=tuple(sorted(chosen)),
        stages=tuple(stages),
        amounts=tuple(amounts),
    )


def _value(problem: Problem, goal: Goal, chosen: Sequence[int], amounts: Sequence[int]) -> int:
    of_arcs, of_columns = problem.objective_terms(goal), problem.column_terms(goal)
    value = sum(of_arcs[a] for a in chosen)
    value += sum(k * y for k, y in zip(of_columns, amounts, strict=False))
    return value if goal.sense == "max" else -value


def _solved(ladder: _Ladder, seed: int) -> Answer | None:
    """Return the answer of the next problem, None where an interrupt came before any plan."""
    from optimizers.graph.arrays import TIED_ARCS
    from optimizers.solve import solve

    problem, start = ladder.problem(), ladder.start()
    near = NEAR_OF_MANY if len(problem.arc_ids) > TIED_ARCS else 0.0
    chosen, amounts = (None, None) if start is None else start
    for effort in EFFORTS:
        found = solve(
            problem,
            effort=effort,
            seed=seed,
            gap=GAP,
            start=chosen,
            start_amounts=amounts,
            near=near,
            in_parts=False,  # what counts is the level that a plan reaches, not its bound
        )
        if any(stage.stopped_by == INTERRUPT for stage in found.stages):
            if found.chosen is None:
                return None
            break
        if found.status is Status.INFEASIBLE or (found.gap is not None and found.gap <= WIDE):
            break
        if found.chosen is not None:
            chosen, amounts = found.chosen, found.amounts
    answer = answer_json(found)
    faults = verify.check(problem.to_json(), answer)
    if faults:
        raise PlanFaultError("the fair level does not verify: " + "; ".join(faults[:5]))
    return answer
