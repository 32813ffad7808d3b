"""The goal `most_for_least`: the least shares of groups as great as they can be, one after another.

The share of a group is what it receives of what it could attain, in ten-thousandths. First the
least share is raised as far as it goes, then the sum of the two least, then of the three least, and
only then benefit and cost. The sum of the k least of some shares y is the most that

    k t - sum over the groups of d,   with d >= t - y and d >= 0

can be: Ogryczak and Tamir 2003, "Minimizing the sum of the k largest functions in linear time";
Ogryczak and others 2014, "Fair optimization and networks: a survey". So each level is a column t
and, beyond the first, a column d for each group, with a row for each group:

    10 000 x (what the group receives) - attainable x t + attainable x d >= 0

t and d are whole, so that shares are rounded down to a ten-thousandth. Every level is a goal of its
own with a bound among the plans that are as good in the levels before it. A group is never fixed at
what it has once it is least: where groups have prices that would be wrong for whole plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizers.problem import Column, Goal, Limit
from planner.model.limit_meanings import DEFINITION, TECHNICAL, Row
from planner.model.rows.policy import Policy, counted_as, group_of, groups_of

GOAL = "most_for_least"
LEVELS = {"least_shares_1": 1, "least_shares_2": 2, "least_shares_3": 3}
"""How many least shares the value of a goal adds up, by the goal's name."""
WHOLE = 10_000  # the share of a group that receives all it could attain


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """What a group could attain, and the arcs that give it something."""

    group: str
    attainable: int  # the best offer and every pack of each of its sites, whatever it costs
    arcs: tuple[int, ...]
    values: tuple[int, ...]  # per arc


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastShares:
    """The goals of the least shares, with the columns and rows that define them."""

    goals: tuple[Goal, ...] = ()
    columns: tuple[Column, ...] = ()  # they stand after all others
    rows: tuple[Row, ...] = ()


NOTHING = LeastShares()


def group_shares(
    policy: Policy, heads: Sequence[int], by: str, quantity: str, only: Sequence[str] = ()
) -> Iterator[GroupShare]:
    """Yield the groups, in order, that something on offer can help; `heads` is per arc its node."""
    of_arc, values = groups_of(policy, by), policy.quantities[counted_as(quantity)]
    known = {group_of(site, by) for site in policy.sites.values()} - {""}
    for group in sorted(known & set(only) if only else known):
        arcs = tuple(a for a, of in enumerate(of_arc) if of == group and values[a] > 0)
        best: dict[int, int] = {}
        for a in arcs:
            best[heads[a]] = max(best.get(heads[a], 0), values[a])
        attainable = sum(best.values())
        if attainable:
            shares = tuple(values[a] for a in arcs)
            yield GroupShare(group=group, attainable=attainable, arcs=arcs, values=shares)


def least_shares(policy: Policy, heads: Sequence[int], before: int) -> LeastShares:
    """Return what the goal needs, after `before` columns; nothing where another goal is sought."""
    settings = policy.scenario.most_for_least
    if policy.scenario.goal != GOAL:
        return NOTHING
    groups = tuple(group_shares(policy, heads, settings.by, settings.quantity))
    columns: list[Column] = []
    rows: list[Row] = []
    goals: list[Goal] = []
    for name, level in LEVELS.items():
        if level > min(settings.levels, len(groups)):
            break
        t = before + len(columns)
        columns.append(level_column(name, name, level))
        for place, group in enumerate(groups):
            short = None if level == 1 else before + len(columns)
            if short is not None:
                columns.append(level_column(f"{name}:{group.group}", name, -1))
            rows.append(
                Row(limit=level_row(f"{name}:{place}", group, t, short), meaning=DEFINITION)
            )
        goals.append(Goal(name=name, sense="max", quantity=name))
    return LeastShares(goals=tuple(goals), columns=tuple(columns), rows=tuple(rows))


def level_column(name: str, goal: str, counts: int = 1) -> Column:
    """Return the column of a share in ten-thousandths that counts in a goal."""
    return Column(
        id=name, upper=WHOLE, title="share of the attainable / 10 000", quantities={goal: counts}
    )


def level_row(name: str, group: GroupShare, t: int, short: int | None = None) -> Limit:
    """Return the row that holds t, less what the group falls short of it, at the group's share."""
    beside = () if short is None else (short,)
    return Limit(
        id=f"{TECHNICAL}{name}",
        title=f"{group.group}: its share of what it could attain",
        unit=f"/ {WHOLE}",
        arcs=group.arcs,
        coefficients=tuple(WHOLE * value for value in group.values),
        lower=0,
        columns=(t, *beside),
        column_coefficients=(-group.attainable, *(group.attainable for _ in beside)),
    )
