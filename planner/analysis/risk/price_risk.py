"""What stays in the plan when nobody knows what things will cost: the same question, drawn prices.

Every catalogue item's price is multiplied by a drawn ratio and the plan made anew, a thousand
times. Sites that receive something in nearly every draw are safe choices; how often a site or a
technology is chosen, how far the benefit ranges and what today's plan would cost say the rest.
Everything is bought at drawn list prices: stock, tiers and funds are left out of the draws.
A reserve binds today's plan alone: it is there to be spent when prices rise, so the plans of the
draws, and the question whether today's plan keeps its limits, have all of the money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from optimizers.problem import Problem
from planner.analysis.curves.frontier import for_benefit
from planner.analysis.risk.drawn_figures import DrawnFigures
from planner.analysis.risk.plan_risk import Cause, Outcomes, Stakes
from planner.analysis.risk.price_parts import price_parts
from planner.analysis.risk.price_spread import spreads_of
from planner.analysis.risk.regret import HeldPlan, held_plans
from planner.candidates.candidate import Candidate
from planner.language.json_values import in_english
from planner.language.label import Label
from planner.model.arcs import Arc, ArcKind
from planner.model.limit_meanings import MONEY
from planner.model.limit_names import LimitNames
from planner.model.rows.policy import with_reserve
from planner.plan.assurance import assurances
from planner.plan.plan import Assurance

if TYPE_CHECKING:
    from optimizers.reoptimize.price_draws import Draw, Task
    from optimizers.result import Result
    from planner.pipeline.prepare import Prepared

SHARES = (0.05, 0.5, 0.95)  # of all draws, told as low, middle and high


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Low, middle and high: below them lie 5, 50 and 95 % of the draws."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraws:
    """How often a site receives anything, and over what; counts of draws with a plan."""

    site_id: str
    name: str
    receives: int
    today: bool  # whether it receives anything at today's prices
    technologies: tuple[tuple[str, int], ...]  # of a new link, the most frequent first
    choice: str  # "safe", "depends on prices", "rarely"
    proven: (
        str | None
    )  # of its link at today's prices: "same", "link", "none", "open"; None: no choice

    @property
    def no_regret(self) -> bool:
        """Whether what it gets is proven at today's prices, and likely at drawn ones."""
        sure = self.proven in (Assurance.SAME, Assurance.LINK)
        return sure and self.today and self.choice == "safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyDraws:
    """How many sites get a new link over a technology."""

    technology: str
    today: int
    sites: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDraws:
    """In how many draws today's plan keeps a limit of money."""

    limit: Label
    kept: int


@dataclass(frozen=True, kw_only=True)
class PriceDraws:
    """What all draws say; money in whole units, benefit in thousandths of a point."""

    count: int
    with_plan: int
    infeasible: int
    spread: float  # of an item without a range of prices
    seed: int
    currency: str
    worst_gap: float | None
    benefit_today: int | None
    benefit: Range | None
    capex_today_minor: int | None
    capex_of_todays_plan: Range | None  # what today's choice would cost at the drawn prices
    todays_plan_fits: int  # draws in which it keeps every limit
    capex_sd: float | None  # standard deviation of that cost, as a part of today's
    limits_kept: tuple[LimitDraws, ...]  # of money, by today's plan
    causes: tuple[Cause, ...]  # of that cost, the greatest first
    technologies: tuple[TechnologyDraws, ...]
    sites: tuple[SiteDraws, ...]
    list_prices: bool  # whether stock, tiers and funds, which there are, were left out
    figures: int = 0  # sites whose users, speed or hours of power were drawn, too
    plans: tuple[HeldPlan, ...] = ()  # today's, and others to set beside it

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain data."""
        found: dict[str, Any] = in_english(self)
        return found


def draw_prices(
    prepared: Prepared,
    count: int,
    *,
    spread: float | None = None,
    seed: int = 1,
    workers: int = 1,
    figures: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> PriceDraws:
    """Plan under `count` draws of all prices and say what stays.

    `spread` is the standard deviation of the logarithm of the price of an item without a range of
    its own, the scenario's unless given: with 0.2, two of three prices lie between 82 % and 122 %
    of today's. With `figures`, users, speeds of links and hours of power are drawn as well. The
    same seed draws the same.
    Raises SettingsError when a limit depends on prices in a way that draws cannot follow, and when
    the scenario does not seek benefit.
    """
    from optimizers.reoptimize.price_draws import UNIT, Spread, Task

    problem = for_benefit(prepared)
    parts = price_parts(problem, prepared.model, prepared.inputs.scenario)
    spreads = dict(spreads_of(prepared.inputs, {part.group for part in parts}, spread))
    drawn = DrawnFigures.of(prepared, problem, seed) if figures else None
    if drawn is not None:
        parts += drawn.parts
        spreads |= {part.group: Spread() for part in drawn.parts}
    today = Task.of(problem, parts, spreads=spreads, seed=seed).solved(dict.fromkeys(spreads, UNIT))
    today = at_little_cost(prepared, problem, today)
    limits = with_reserve(problem.limits, prepared.model.limit_meanings)
    task = Task.of(replace(problem, limits=limits), parts, spreads=spreads, seed=seed)
    changes = None if drawn is None else drawn.change
    draws = list(task.run(count, workers, progress, changes))
    chosen = None if today.chosen is None else list(today.chosen)
    told = assurances(replace(prepared.model, problem=problem), today)
    found = _summary(prepared, task, draws, chosen, today.objective)
    sites = (
        replace(s, proven=told[s.site_id].value) if s.site_id in told else s for s in found.sites
    )
    found = replace(
        found,
        sites=tuple(sites),
        figures=0 if drawn is None else len(drawn.sites),
        plans=held_plans(prepared, problem, task, today, draws),
    )
    return found if spread is None else replace(found, spread=spread)


def at_little_cost(prepared: Prepared, problem: Problem, today: Result) -> Result:
    """Return a plan of as much benefit that also seeks what the scenario seeks after it.

    The plan that is made has these goals too: without them its cost would not be that of today's.
    """
    from planner.pipeline.solve import quick_search
    from planner.pipeline.start import start_of_result

    goals = prepared.model.problem.goals
    if today.chosen is None or len(goals) == 1:
        return today
    start = start_of_result(problem, today)
    found = quick_search(problem, prepared.inputs.scenario, start, goals)
    if found.objective == today.objective:
        return replace(today, chosen=found.chosen, amounts=found.amounts)
    return found


def _summary(
    prepared: Prepared,
    task: Task,
    draws: Sequence[Draw],
    chosen: list[int] | None,
    value: int | None,
) -> PriceDraws:
    """Count what the draws chose."""
    arcs = prepared.model.arcs
    plans = [draw.chosen for draw in draws if draw.chosen is not None]
    benefits = [draw.value for draw in draws if draw.value is not None]
    gaps = [draw.gap for draw in draws if draw.gap is not None]
    stakes = None if chosen is None else Stakes.of(task.problem, task.parts, chosen)
    outcomes = stakes.at([draw.ratios for draw in draws]) if stakes and draws else None
    return PriceDraws(
        count=len(draws),
        with_plan=len(plans),
        infeasible=sum(draw.status == "infeasible" for draw in draws),
        spread=prepared.inputs.scenario.uncertainty.item_sd,
        seed=task.seed,
        currency=prepared.inputs.catalogue.currency,
        worst_gap=max(gaps, default=None),
        benefit_today=value,
        benefit=_range(benefits),
        capex_today_minor=None if stakes is None else stakes.capex_minor,
        capex_of_todays_plan=None if outcomes is None else _range(outcomes.capex_minor.tolist()),
        todays_plan_fits=0 if outcomes is None else outcomes.all_kept,
        capex_sd=None if outcomes is None or stakes is None else outcomes.sd(stakes.capex_minor),
        limits_kept=() if outcomes is None else _limits_kept(prepared, task.problem, outcomes),
        causes=() if stakes is None else tuple(stakes.causes(task.spreads)),
        technologies=_technologies(arcs, plans, chosen),
        sites=_sites(prepared, plans, chosen),
        list_prices=bool(prepared.model.problem.columns),
    )


def _limits_kept(
    prepared: Prepared, problem: Problem, outcomes: Outcomes
) -> tuple[LimitDraws, ...]:
    """Return how often today's plan keeps each limit of money, all of which may be spent."""
    names, kept = LimitNames(aimags={}), outcomes.kept.sum(axis=0).tolist()
    return tuple(
        LimitDraws(limit=names.of_limit(replace(meaning, held_back_minor=0), row.title), kept=count)
        for row, count in zip(problem.limits, kept, strict=True)
        if (meaning := prepared.model.limit_meanings[row.id]).kind in MONEY
    )


def _range(values: Sequence[int]) -> Range | None:
    """Return low, middle and high of some values, None of none."""
    from optimizers.reoptimize.price_draws import summary_of

    if not values:
        return None
    low, middle, high = summary_of(values, SHARES)
    return Range(low=low, middle=middle, high=high)


def _links(arcs: Sequence[Arc], chosen: Iterable[int]) -> dict[str, str]:
    """Return the technology of every new link of a plan, by site."""
    return {
        arc.site_id: arc.subject.technology
        for arc in (arcs[a] for a in chosen)
        if arc.kind is ArcKind.OPTION and arc.site_id and isinstance(arc.subject, Candidate)
    }


def _receiving(arcs: Sequence[Arc], chosen: Iterable[int]) -> set[str]:
    gaining = (arcs[a] for a in chosen)
    return {arc.site_id for arc in gaining if arc.site_id is not None and arc.benefit > 0}


def _technologies(
    arcs: Sequence[Arc], plans: Sequence[Sequence[int]], chosen: list[int] | None
) -> tuple[TechnologyDraws, ...]:
    counts = [Counter(_links(arcs, plan).values()) for plan in plans]
    today = Counter(_links(arcs, chosen or ()).values())
    names = sorted({name for count in counts for name in count} | set(today))
    found = []
    for name in names:
        sites = _range([count[name] for count in counts])
        if sites is not None:
            found.append(TechnologyDraws(technology=name, today=today[name], sites=sites))
    return tuple(found)


def _sites(
    prepared: Prepared, plans: Sequence[Sequence[int]], chosen: list[int] | None
) -> tuple[SiteDraws, ...]:
    """Return every site that any plan reaches, the most frequent first."""
    arcs = prepared.model.arcs
    received: Counter[str] = Counter()
    over: dict[str, Counter[str]] = {}
    for plan in plans:
        received.update(_receiving(arcs, plan))
        for site_id, technology in _links(arcs, plan).items():
            over.setdefault(site_id, Counter())[technology] += 1
    today = _receiving(arcs, chosen or ())
    names = {site.id: site.name for site in prepared.inputs.sites}
    rows = [
        SiteDraws(
            site_id=site_id,
            name=names.get(site_id, ""),
            receives=received[site_id],
            today=site_id in today,
            technologies=tuple(
                sorted(over.get(site_id, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
            ),
            choice=choice_of(received[site_id], len(plans)),
            proven=None,
        )
        for site_id in set(received) | today
    ]
    return tuple(sorted(rows, key=lambda row: (-row.receives, row.site_id)))


def choice_of(receives: int, plans: int) -> str:
    """Return what a count of draws says about a site."""
    if plans and receives >= SAFE * plans:
        return "safe"
    return "depends on prices" if plans and receives >= RARE * plans else "rarely"


SAFE = 0.95  # share of the draws from which a site is a safe choice
RARE = 0.05  # share of the draws below which it is not worth it at any likely price
