"""What a handful of plans do under the same draws: chance, and regret.

The regret of a plan under a draw is how much more another plan could have given at those prices;
the certified bound of the draw tells it from above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.risk.drawn_figures import POWER
from planner.analysis.risk.other_plans import proven_only, year_by_year
from planner.analysis.risk.plan_risk import Outcomes, Stakes, money_kept
from planner.analysis.risk.price_parts import price_parts
from planner.model.rows.policy import with_reserve
from planner.scenario.rationals import exact

if TYPE_CHECKING:
    from optimizers.problem import Problem
    from optimizers.reoptimize.price_draws import Draw, Task
    from optimizers.result import Result
    from planner.pipeline.prepare import Prepared

HELD_BACK = ("0", "0.05", "0.1", "0.15", "0.2")  # of each limit of money, compared by `sweep`
_SHARES = (0.5, 0.95)  # of the draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How much more than a plan any plan could give: thousandths of a point, never less."""

    draws: int  # in which the plan keeps every limit, and there is a certified bound
    middle: int
    high: int  # below it lie 95 % of those draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """The plan with as much held back that also uses stock, tiers and funds, under the draws."""

    benefit: int  # thousandths of a point
    keeps: int  # draws in which it keeps every limit of money


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlan:
    """A plan at today's prices under the draws: with some money held back, or made otherwise."""

    name: str = "held_back"  # or "proven" and no more, or "year_by_year"
    held_back: float  # of each limit of money
    today: bool  # whether it is today's plan
    benefit: int | None  # thousandths of a point, None without a plan
    keeps: int  # draws in which it keeps every limit, but those that it breaks today
    breaks: int = 0  # limits, floors among them, that it does not keep at today's prices
    missed: Missed | None  # None where it never does
    supplied: Supplied | None = None  # None where nothing but list prices is on offer


def held_plans(
    prepared: Prepared, problem: Problem, task: Task, today: Result, draws: Sequence[Draw]
) -> tuple[HeldPlan, ...]:
    """Return today's plan and those with other shares held back, the least share first, and others.

    The others are what is proven of today's plan and no more, and a plan made year by year.

    `problem` is the one that `today` answers, `task` has drawn with all of the money. Raises
    KeyboardInterrupt when it is interrupted.
    """
    own = exact(prepared.inputs.scenario.limits.reserve)
    answer = _answers(prepared, problem)
    shares = sorted({own, *map(Fraction, HELD_BACK)})
    answers = [(share, today if share == own else answer(share)) for share in shares]
    supplied = _supplied(prepared, task, draws)
    held = (
        replace(
            _under(task, draws, result.chosen, held_back=float(share), today=share == own),
            supplied=None if supplied is None else supplied(share),
        )
        for share, result in answers
    )
    others = (
        ("proven", proven_only(prepared.model, problem, today)),
        ("year_by_year", year_by_year(prepared, problem)),
    )
    beside = (_under(task, draws, chosen, name=name) for name, chosen in others)
    return (*held, *beside)


def _answers(prepared: Prepared, problem: Problem) -> Callable[[Fraction], Result]:
    """Return what plans with a share held back: from nothing, as a plan to begin with may bind."""
    from planner.pipeline.solve import quick_search

    meanings = prepared.model.limit_meanings

    def of(share: Fraction) -> Result:
        limits = with_reserve(problem.limits, meanings, share)
        own = replace(problem, limits=limits)
        return quick_search(own, prepared.inputs.scenario, goals=prepared.model.problem.goals)

    return of


def _supplied(
    prepared: Prepared, task: Task, draws: Sequence[Draw]
) -> Callable[[Fraction], Supplied | None] | None:
    """Return what judges plans that use stock, tiers and funds, None where there are none."""
    from planner.pipeline.solve import quick_search

    model, scenario = prepared.model, prepared.inputs.scenario
    if not model.problem.columns or not draws:
        return None
    known = set(task.spreads)
    parts = [p for p in price_parts(model.problem, model, scenario) if p.group in known]
    parts += [p for p in task.parts if p.group.startswith(POWER)]
    meanings = model.limit_meanings
    whole = replace(model.problem, limits=with_reserve(model.problem.limits, meanings))

    def of(share: Fraction) -> Supplied | None:
        limits = with_reserve(model.problem.limits, meanings, share)
        own = replace(model.problem, limits=limits)
        result = quick_search(own, scenario, goals=model.problem.goals)
        if result.chosen is None or result.objective is None:
            return None
        plan = (result.chosen, result.amounts)
        ratios = [draw.ratios for draw in draws]
        keeps = money_kept(whole, meanings, parts, plan, ratios)
        return Supplied(benefit=result.objective, keeps=keeps)

    return of


def _under(
    task: Task,
    draws: Sequence[Draw],
    chosen: Sequence[int] | None,
    *,
    name: str = "held_back",
    held_back: float = 0.0,
    today: bool = False,
) -> HeldPlan:
    """Return what a plan does under the draws."""
    plan = HeldPlan(name=name, held_back=held_back, today=today, benefit=None, keeps=0, missed=None)
    if chosen is None:
        return plan
    value = sum(map(task.problem.benefit_of, chosen))
    plan = replace(plan, benefit=value)
    if not draws:
        return plan
    stakes = Stakes.of(task.problem, task.parts, chosen)
    own = stakes.at([dict.fromkeys(draws[0].ratios, 1000)]).kept[0]
    outcomes = stakes.at([draw.ratios for draw in draws])
    outcomes = replace(outcomes, kept=outcomes.kept[:, own])
    values = [value + draw.gain(task.problem, chosen) for draw in draws]
    return replace(
        plan,
        breaks=int((~own).sum()),
        keeps=outcomes.all_kept,
        missed=_missed(values, draws, outcomes),
    )


def _missed(values: Sequence[int], draws: Sequence[Draw], outcomes: Outcomes) -> Missed | None:
    """Return how far a plan stays below the bounds, None where it never keeps its limits."""
    from optimizers.reoptimize.price_draws import summary_of

    more = list(_more(values, draws, outcomes))
    if not more:
        return None
    middle, high = summary_of(more, _SHARES)
    return Missed(draws=len(more), middle=middle, high=high)


def _more(values: Sequence[int], draws: Sequence[Draw], outcomes: Outcomes) -> Iterator[int]:
    for value, draw, kept in zip(values, draws, outcomes.kept, strict=True):
        if kept.all() and draw.certified_bound is not None:
            yield max(0, draw.certified_bound - value)
