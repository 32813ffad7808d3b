"""The smallest reserve whose plan keeps all limits of money with the chance that is asked for.

A plain reserve is as good as a robust counterpart at equal chance, and shows what it costs
(measured in docs/decisions.md). Chances are judged on drawn prices without solving; each reserve
on a grid is one plan at the least effort.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.risk.plan_risk import interval, money_kept
from planner.language.formats import percent, points
from planner.language.label import Label, Language
from planner.language.labels import filled, sentence
from planner.language.said import LabelledError
from planner.model.rows.policy import with_reserve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from optimizers.problem import Problem
    from optimizers.reoptimize.price_draws import Part
    from optimizers.result import Result
    from planner.pipeline.prepare import Prepared

STEPS_OF_ALL = 200  # a step of the reserve is half a percent
MOST = 100  # steps: half of the money
DRAWS = 4000
FRESH = 1_000_003  # added to the seed: the plan is judged on other draws than chose the reserve


class ReserveError(LabelledError):
    """No reserve gives the chance that is asked for; the message says what the largest gives."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """How often a plan keeps all limits of money at drawn prices."""

    kept: int
    draws: int
    seed: int

    @property
    def chance(self) -> float:
        """The part of the draws in which it does."""
        return self.kept / self.draws

    @property
    def ends(self) -> tuple[float, float]:
        """Within which ends the chance lies with 95 %."""
        return interval(self.kept, self.draws)


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """What is held back, and the values with it and without it, in thousandths of a point."""

    asked: float
    share: float
    value: int  # of the plan at the least effort
    bound: int
    value_without: int
    bound_without: int


def smallest_reserve(
    prepared: Prepared, asked: float, *, tell: Callable[[int, int], None] | None = None
) -> Reserve:
    """Return the smallest reserve on a grid of half a percent that gives the chance asked for.

    `prepared` is the problem without a reserve; amounts of its floors hold in every plan tried.
    The lower end of the chance's 95 % interval must reach what is asked. Raises ReserveError where
    no reserve does, SettingsError where a limit cannot follow drawn prices, KeyboardInterrupt when
    it is interrupted.
    """
    market = _Market.of(prepared)
    whole = market.planned(0)
    tried: dict[int, tuple[Result, float]] = {0: whole}
    low, high = 0, MOST
    if whole[1] >= asked:
        return _found(asked, 0, whole[0], whole[0])
    steps = MOST.bit_length()
    while high - low > 1:
        middle = (low + high) // 2
        if tell is not None:
            tell(min(len(tried), steps), steps)
        tried.setdefault(middle, market.planned(middle))
        result, chance = tried[middle]
        if result.chosen is None or chance >= asked:
            high = middle
        else:
            low = middle
    if high not in tried:
        tried[high] = market.planned(high)
    result, chance = tried[high]
    if result.chosen is None or chance < asked:
        raise ReserveError(_missed(asked, high, tried))
    return _found(asked, high, result, whole[0])


def judged(prepared: Prepared, result: Result) -> Judged | None:
    """Return how often a plan keeps all limits of money, held-back money included, fresh draws.

    None without a plan.
    """
    if result.chosen is None:
        return None
    market = _Market.of(prepared, fresh=True)
    return Judged(kept=market.kept(result.chosen, result.amounts), draws=DRAWS, seed=market.seed)


@dataclass(frozen=True, kw_only=True)
class _Market:
    """Drawn prices, and the problem that plans are made for."""

    prepared: Prepared
    problem: Problem  # with all of the money
    parts: Sequence[Part]
    ratios: Sequence[Mapping[str, int]]
    seed: int

    @classmethod
    def of(cls, prepared: Prepared, *, fresh: bool = False) -> _Market:
        from optimizers.reoptimize.price_draws import drawn_ratios
        from planner.analysis.risk.price_parts import price_parts
        from planner.analysis.risk.price_spread import spreads_of

        scenario, model = prepared.inputs.scenario, prepared.model
        limits = with_reserve(model.problem.limits, model.limit_meanings)
        problem = replace(model.problem, limits=limits)
        parts = price_parts(model.problem, model, scenario)
        spreads = spreads_of(prepared.inputs, {part.group for part in parts})
        seed = scenario.solve.seed + (FRESH if fresh else 0)
        ratios = [drawn_ratios(spreads, number, seed) for number in range(DRAWS)]
        return cls(prepared=prepared, problem=problem, parts=parts, ratios=ratios, seed=seed)

    def kept(self, chosen: Sequence[int], amounts: Sequence[int]) -> int:
        """Return in how many draws a plan keeps all limits of money."""
        meanings = self.prepared.model.limit_meanings
        return money_kept(self.problem, meanings, self.parts, (chosen, amounts), self.ratios)

    def planned(self, steps: int) -> tuple[Result, float]:
        """Return a plan with a reserve of so many steps, and the sure end of its chance.

        Each search begins with nothing: a plan to begin with can bind it to what it has.
        """
        from planner.pipeline.solve import quick_search

        model = self.prepared.model
        held = Fraction(steps, STEPS_OF_ALL)
        limits = with_reserve(model.problem.limits, model.limit_meanings, held)
        problem = replace(self.problem, limits=limits)
        result = quick_search(problem, self.prepared.inputs.scenario)
        if result.chosen is None:
            return result, 0.0
        return result, interval(self.kept(result.chosen, result.amounts), DRAWS)[0]


def _found(asked: float, steps: int, result: Result, whole: Result) -> Reserve:
    stage, without = result.stages[0], whole.stages[0]
    assert stage.value is not None and without.value is not None
    return Reserve(
        asked=asked,
        share=steps / STEPS_OF_ALL,
        value=stage.value,
        bound=stage.value if stage.certified_bound is None else stage.certified_bound,
        value_without=without.value,
        bound_without=(
            without.value if without.certified_bound is None else without.certified_bound
        ),
    )


def _missed(asked: float, last: int, tried: Mapping[int, tuple[Result, float]]) -> Label:
    """Return why no reserve does: none is enough, or above some no plan keeps other limits."""
    best = max((n for n, (result, _) in tried.items() if result.chosen is not None), default=0)
    chance = percent(tried[best][1])
    if tried[last][0].chosen is None:
        return filled(
            "reserve.no_plan",
            reserve=percent(last / STEPS_OF_ALL),
            last=percent(best / STEPS_OF_ALL),
            share=chance,
        )
    return filled(
        "reserve.missed", most=percent(last / STEPS_OF_ALL), asked=percent(asked), share=chance
    )


def reserve_lines(reserve: Reserve, found: Judged | None, language: Language) -> list[str]:
    """Return what is held back, the chance that this gives, and what it costs, as lines."""
    lines = [
        sentence(
            "reserve.found",
            language,
            asked=percent(reserve.asked),
            reserve=percent(reserve.share),
        )
    ]
    if found is not None:
        low, high = found.ends
        lines.append(
            sentence(
                "reserve.chance",
                language,
                share=percent(found.chance),
                low=percent(low),
                high=percent(high),
                draws=found.draws,
                seed=found.seed,
            )
        )
    lines.append(
        sentence(
            "reserve.cost",
            language,
            more=points(reserve.value_without - reserve.value),
            low=points(max(0, reserve.value_without - reserve.bound)),
            high=points(reserve.bound_without - reserve.value),
        )
    )
    return lines
