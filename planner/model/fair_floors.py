"""The fair level: the largest part of what it could attain that every group has in one plan.

Floors that ask for a share of it are amounts then, so that nobody is held down by what others
receive. The level is found by one max-min problem: a column t beside the tree, and a row

    10 000 x (what the group receives) - attainable x t >= 0

for each group. A group that can never have as much as the others keeps its own most and stands back
from the next problem. Levels are whole ten-thousandths of the attainable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from optimizers.problem import Column, Goal, Limit, Problem
from planner.model.build import Model
from planner.model.limit_meanings import MONEY
from planner.model.rows.least_shares import WHOLE, group_shares
from planner.scenario.floor_settings import Floor
from planner.scenario.rationals import exact

NEAR = 100  # a group this close to its own certified most counts as having it
FAIR = Goal(name="fair level", sense="max", quantity="fair_level")


@dataclass(frozen=True, slots=True, kw_only=True)
class FairGroup:
    """A group that a floor of the fair level holds for, in the unit of the problem's rows."""

    floor: int  # its place among the scenario's floors, from 0
    by: str
    group: str
    quantity: str
    attainable: int  # the best offer and every pack of each of its sites, whatever it costs
    most: int  # no plan within the money limits gives it more
    arcs: tuple[int, ...]
    values: tuple[int, ...]  # per arc

    @property
    def own_level(self) -> int:
        """The most that it can have, as a level."""
        return WHOLE * self.most // self.attainable

    def received(self, chosen: Collection[int]) -> int:
        """Return what it receives in a plan."""
        return sum(v for a, v in zip(self.arcs, self.values, strict=True) if a in chosen)

    def level(self, chosen: Collection[int]) -> int:
        """Return what it receives in a plan as a level, rounded down."""
        return WHOLE * self.received(chosen) // self.attainable


def fair_groups(model: Model) -> tuple[FairGroup, ...]:
    """Return the groups of every floor whose amounts the fair level is to give.

    A group that nothing on offer can help is left out.
    """
    policy = model.policy
    found: list[FairGroup] = []
    for number, floor in enumerate(policy.scenario.limits.floors):
        if floor.is_open:
            found += groups_of_floor(model, number)
    return tuple(found)


def groups_of_floor(model: Model, number: int) -> Iterator[FairGroup]:
    """Yield the groups of one floor that something on offer can help."""
    policy, problem = model.policy, model.problem
    floor = policy.scenario.limits.floors[number]
    rows = _money_rows(model)
    for found in group_shares(policy, problem.head, floor.by, floor.quantity, floor.only):
        values = dict(zip(found.arcs, found.values, strict=True))
        yield FairGroup(
            floor=number,
            by=floor.by,
            group=found.group,
            quantity=floor.quantity,
            attainable=found.attainable,
            most=most_within(problem, rows, values, found.attainable),
            arcs=found.arcs,
            values=found.values,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """A limit on money that no amount beside the tree can loosen."""

    upper: int
    cost: Mapping[int, int]  # by arc
    forced: Mapping[int, int]  # the least that each required node costs

    @classmethod
    def of(cls, problem: Problem, row: Limit) -> MoneyRow | None:
        """Return a limit as one; None where it has no upper side, or columns."""
        if row.upper is None or row.columns:
            return None
        cost = dict(zip(row.arcs, row.coefficients, strict=True))
        forced: dict[int, int] = {}
        for a, head in enumerate(problem.head):
            if head in problem.required:
                paid = cost.get(a, 0)
                forced[head] = min(forced.get(head, paid), paid)
        return cls(upper=row.upper, cost=cost, forced=forced)


def _money_rows(model: Model) -> list[MoneyRow]:
    rows = (r for r in model.problem.limits if model.limit_meanings[r.id].kind in MONEY)
    found = (MoneyRow.of(model.problem, row) for row in rows)
    return [row for row in found if row is not None]


def most_within(
    problem: Problem, rows: Sequence[MoneyRow], values: Mapping[int, int], attainable: int
) -> int:
    """Return the most that some arcs, with what each counts, add up to within each money limit.

    It is a proven upper side, for the group as if it were alone: every other arc is free but for
    what sites must have, and each node takes a mixture of its offers (the fractional multiple-
    choice knapsack: Sinha and Zoltners 1979, "The multiple-choice knapsack problem"). Packs that
    hang on a link count by themselves, and then as free gifts of that link; the lower sum holds.
    """
    entering: dict[int, list[int]] = {problem.head[a]: [] for a in sorted(values)}
    for a, head in enumerate(problem.head):
        if head in entering:
            entering[head].append(a)
    hangs_on = _parents(problem, entering)
    least = attainable
    for row in rows:
        room = row.upper - sum(paid for v, paid in row.forced.items() if v not in entering)
        for parents in ({}, hangs_on):
            classes = _classes(problem, entering, row, values, parents)
            least = min(least, _knapsack(classes, room))
    return least


def _parents(problem: Problem, entering: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return for each node that is entered from one other node alone, of those given, that node."""
    tails = {v: {problem.tail[a] for a in arcs} for v, arcs in entering.items()}
    only = {v: next(iter(found)) for v, found in tails.items() if len(found) == 1}
    return {v: tail for v, tail in only.items() if tail in entering and v not in problem.required}


def _classes(
    problem: Problem,
    entering: Mapping[int, Sequence[int]],
    row: MoneyRow,
    values: Mapping[int, int],
    parents: Mapping[int, int],
) -> list[list[tuple[int, int]]]:
    """Return the (cost, worth) that each node chooses from; nodes with a parent are its gifts."""
    gifts: dict[int, int] = {}
    for v in parents:
        top, seen = v, {v}
        while top in parents and parents[top] not in seen:
            top = parents[top]
            seen.add(top)
        gifts[top] = gifts.get(top, 0) + max(values.get(a, 0) for a in entering[v])
    classes = []
    for v, arcs in entering.items():
        if v in parents and v not in gifts:
            continue
        free = [] if v in problem.required else [(0, 0)]
        more = gifts.get(v, 0)
        classes.append([*free, *((row.cost.get(a, 0), values.get(a, 0) + more) for a in arcs)])
    return classes


def _knapsack(classes: Sequence[Sequence[tuple[int, int]]], room: int) -> int:
    """Return the most worth of one (cost, worth) of each class, or of a mixture, within a sum."""
    worth = 0
    steps: list[tuple[int, int]] = []
    for choices in classes:
        hull = _hull(choices)
        room -= hull[0][0]
        worth += hull[0][1]
        for (cost, value), (dearer, better) in pairwise(hull):
            steps.append((dearer - cost, better - value))
    if room < 0:
        return worth  # what must be paid is beyond the limit already: no plan at all
    steps.sort(key=_worth_for_money(steps), reverse=True)
    for cost, value in steps:
        if cost > room:
            return worth + value * room // cost
        room -= cost
        worth += value
    return worth


def _worth_for_money(steps: Sequence[tuple[int, int]]) -> Callable[[tuple[int, int]], int]:
    """Return what orders steps by worth over cost, exactly, and leaves equal ones in their order.

    Two ratios that differ are at least 1 / (cost x cost) apart, so that whole numbers of so many
    binary digits differ too.
    """
    digits = 2 * max((cost for cost, _ in steps), default=1).bit_length()
    return lambda step: (step[1] << digits) // step[0]


def _hull(choices: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the choices that no mixture of others beats, by rising cost and worth."""
    hull: list[tuple[int, int]] = []
    for cost, value in sorted(choices, key=lambda one: (one[0], -one[1])):
        if hull and value <= hull[-1][1]:
            continue
        while len(hull) > 1 and _bends_up(hull[-2], hull[-1], (cost, value)):
            hull.pop()
        hull.append((cost, value))
    return hull


def _bends_up(first: tuple[int, int], middle: tuple[int, int], last: tuple[int, int]) -> bool:
    """Return whether the middle of three points lies on or below the line of the others."""
    left = (middle[1] - first[1]) * (last[0] - first[0])
    return left <= (last[1] - first[1]) * (middle[0] - first[0])


def fair_problem(
    model: Model,
    groups: Sequence[FairGroup],
    behind: Collection[int],
    least: Mapping[int, int],
    upper: int,
) -> Problem:
    """Return the max-min problem: the largest level, up to `upper`, of the groups behind.

    `least` is what other groups, by place, are to have, in ten-thousandths of a row's unit.
    """
    problem, t = model.problem, len(model.problem.columns)
    column = Column(
        id=FAIR.quantity,
        upper=upper,
        title="part of the attainable, in ten-thousandths",
        quantities={FAIR.quantity: 1},
    )
    rows = [_level_row(groups[i], i, t) for i in sorted(behind)]
    rows += [_least_row(groups[i], i, lower) for i, lower in sorted(least.items()) if lower]
    return problem.varied(
        quantities={**problem.quantities, FAIR.quantity: (0,) * len(problem.arc_ids)},
        limits=(*problem.limits, *rows),
        columns=(*problem.columns, column),
        goals=(FAIR,),
    )


def _level_row(group: FairGroup, place: int, t: int) -> Limit:
    return replace(
        _least_row(group, place, 0), columns=(t,), column_coefficients=(-group.attainable,)
    )


def _least_row(group: FairGroup, place: int, lower: int) -> Limit:
    return Limit(
        id=f"fair:{place}",
        title=f"{group.by} {group.group}: the common level of {group.quantity}, or its own",
        unit=f"{group.quantity} / {WHOLE}",
        arcs=group.arcs,
        coefficients=tuple(WHOLE * value for value in group.values),
        lower=lower,
    )


def amount_at(group: FairGroup, level: int, share: str) -> int:
    """Return share x level x attainable, rounded down."""
    return int(exact(share) * level * group.attainable // WHOLE)


def with_amounts(
    floors: Sequence[Floor], groups: Sequence[FairGroup], levels: Sequence[int]
) -> list[Floor]:
    """Return the floors with the amounts that levels give their groups."""
    amounts: dict[int, dict[str, int]] = {}
    for group, level in zip(groups, levels, strict=True):
        least = amount_at(group, level, floors[group.floor].share)
        amounts.setdefault(group.floor, {})[group.group] = least
    return [
        floor.model_copy(update={"amounts": amounts[number]}) if number in amounts else floor
        for number, floor in enumerate(floors)
    ]
