"""What else each site could have: of the services that it does not get, the one worth most."""

from __future__ import annotations

from collections.abc import Sequence

from optimizers.graph.cheapest_ways import ways_to
from planner.candidates.candidate import Candidate
from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.plan.plan import NextBest


def next_best(model: Model, chosen: Sequence[int]) -> dict[str, NextBest]:
    """Return by site id the option of most benefit that a plan does not choose and can reach.

    Of equals it is the cheapest over the horizon, stretches still to build included, as
    `kholboo explain` lists them. A site whose options are all chosen or out of reach has none.
    """
    problem, taken = model.problem, frozenset(chosen)
    shared = [a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.ASSET]
    ways = ways_to(problem, shared, chosen)
    last = {a for limit in problem.hops for a in limit.arcs}  # options that are a hop themselves
    before = ways_to(problem, shared, chosen, spare=1) if last else ways
    cost = [problem.quantities[name] for name in ("capex_minor", "opex_per_year_minor")]
    over_horizon = problem.quantities["npc_minor"]
    found: dict[str, tuple[tuple[int, int, str], NextBest]] = {}
    for a, arc in enumerate(model.arcs):
        if arc.kind is not ArcKind.OPTION or a in taken or not isinstance(arc.subject, Candidate):
            continue
        way = (before if a in last else ways).get(problem.tail[a])
        if way is None:
            continue
        option, bought = arc.subject, (*way, a)
        rank = (-option.benefit, sum(over_horizon[b] for b in bought), option.id)
        if option.site_id in found and found[option.site_id][0] <= rank:
            continue
        once, yearly = (sum(amounts[b] for b in bought) for amounts in cost)
        found[option.site_id] = (
            rank,
            NextBest(
                technology=option.technology,
                mbps=option.delivered_mbps,
                cap_gb=option.monthly_cap_gb,
                benefit=option.benefit,
                capex_minor=once,
                opex_per_year_minor=yearly,
            ),
        )
    return {site_id: best for site_id, (_, best) in found.items()}
