"""What else each site could have: of the services that it does not get, the one worth most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizers.graph.cheapest_ways import ways_to
from planner.candidates.candidate import Candidate
from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.plan.plan import NextBest


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """An option that a plan does not choose, with the stretches still to build to it."""

    option: Candidate
    arcs: tuple[int, ...]  # stretches, then the option itself
    over_horizon_minor: int
    told: NextBest


def next_best(model: Model, chosen: Sequence[int]) -> dict[str, NextBest]:
    """Return by site id the option of most benefit that a plan does not choose and can reach.

    Of equals it is the cheapest over the horizon, stretches still to build included, as
    `kholboo explain` lists them. A site whose options are all chosen or out of reach has none.
    """
    found: dict[str, tuple[tuple[int, int, str], NextBest]] = {}
    for one in reachable(model, chosen):
        option = one.option
        rank = (-option.benefit, one.over_horizon_minor, option.id)
        if option.site_id not in found or rank < found[option.site_id][0]:
            found[option.site_id] = rank, one.told
    return {site_id: best for site_id, (_, best) in found.items()}


def reachable(model: Model, chosen: Sequence[int]) -> Iterator[Reachable]:
    """Yield the options that a plan does not choose and that stretches could still reach."""
    problem, taken = model.problem, frozenset(chosen)
    shared = [a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.ASSET]
    ways = ways_to(problem, shared, chosen)
    last = {a for limit in problem.hops for a in limit.arcs}  # options that are a hop themselves
    before = ways_to(problem, shared, chosen, spare=1) if last else ways
    cost = [problem.quantities[name] for name in ("capex_minor", "opex_per_year_minor")]
    over_horizon = problem.quantities["npc_minor"]
    for a, arc in enumerate(model.arcs):
        if arc.kind is not ArcKind.OPTION or a in taken or not isinstance(arc.subject, Candidate):
            continue
        way = (before if a in last else ways).get(problem.tail[a])
        if way is None:
            continue
        option, arcs = arc.subject, (*way, a)
        once, yearly = (sum(amounts[b] for b in arcs) for amounts in cost)
        yield Reachable(
            option=option,
            arcs=arcs,
            over_horizon_minor=sum(over_horizon[b] for b in arcs),
            told=NextBest(
                technology=option.technology,
                mbps=option.delivered_mbps,
                cap_gb=option.monthly_cap_gb,
                benefit=option.benefit,
                capex_minor=once,
                opex_per_year_minor=yearly,
            ),
        )
