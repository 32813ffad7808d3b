"""Floors that are shares of the plan's benefit, held at the amounts of the plan in comparisons.

A share of whatever a plan gives is another amount in every plan, so that a comparison would mix
what is asked with a promise that moves. In comparisons each such row is "the group receives at
least what the plan at hand had to give it". The best plan of the run's problem keeps it, too: it is
worth no less than the plan at hand, so that its shares ask for no less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit, Problem
from optimizers.result import Result
from planner.model.limit_use import row_use
from planner.pipeline.prepare import Prepared
from planner.plan.outcome import LimitUse
from planner.runs.comparisons import Change, FixedShare


def fixed_shares(prepared: Prepared, result: Result) -> tuple[FixedShare, ...]:
    """Return the amounts that shares of the whole benefit come to in a plan, by limit."""
    problem, meanings = prepared.model.problem, prepared.model.limit_meanings
    found = []
    for limit in problem.limits:
        if meanings[limit.id].shared_quantity == "benefit":
            use = row_use(problem, limit, meanings[limit.id], result.chosen or (), result.amounts)
            found.append((limit.id, use.lower or 0))
    return tuple(found)


def shares_of_plan(limits: Sequence[LimitUse]) -> tuple[FixedShare, ...]:
    """Return the same amounts from the limits of a recorded plan."""
    shared = (x for x in limits if x.meaning and x.meaning.shared_quantity == "benefit")
    return tuple((limit.id, limit.lower or 0) for limit in shared)


def fixed_for(change: Change, shares: Sequence[FixedShare]) -> Change:
    """Return a change that also holds the shares that it does not leave out."""
    gone = {change.id, *change.ids}
    return replace(change, fixed=tuple(share for share in shares if share[0] not in gone))


def with_fixed(problem: Problem, shares: Sequence[FixedShare]) -> Problem:
    """Return the problem with an amount in place of each share, of the limits that it has."""
    amounts = dict(shares)
    limits = (_fixed(problem, x, amounts[x.id]) if x.id in amounts else x for x in problem.limits)
    return problem.varied(limits=tuple(limits))


def _fixed(problem: Problem, limit: Limit, amount: int) -> Limit:
    arcs = tuple(a for a, k in zip(limit.arcs, limit.coefficients, strict=True) if k > 0)
    worth = tuple(problem.benefit_of(a) for a in arcs)
    return replace(limit, arcs=arcs, coefficients=worth, lower=amount)
