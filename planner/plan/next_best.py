"""What else each site could have: of the services that it does not get, the one worth most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizers.graph.cheapest_ways import ways_to
from optimizers.problem import Problem
from planner.candidates.candidate import Candidate
from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.plan.plan import NextBest

Ways = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The shared stretches still to build to where options begin, after what a plan builds."""

    ways: Ways
    before: Ways  # that leave one more hop, to the site
    hops: frozenset[int]  # arcs that are a hop, options among them

    @staticmethod
    def of(problem: Problem, shared: Iterable[int], chosen: Sequence[int]) -> Reach:
        """Return the ways of a problem whose arcs `shared` are shared stretches."""
        among = tuple(shared)
        ways = ways_to(problem, among, chosen)
        hops = frozenset(a for limit in problem.hops for a in limit.arcs)
        before = ways_to(problem, among, chosen, spare=1) if hops else ways
        return Reach(ways=ways, before=before, hops=hops)

    def way(self, node: int, option: int | None) -> tuple[int, ...] | None:
        """Return the stretches to a node from which an option begins, None out of reach."""
        return (self.before if option in self.hops else self.ways).get(node)


def rank(benefit: int, npc_minor: int | None, candidate_id: str) -> tuple[int, bool, int, str]:
    """Return the order of options: most benefit first.

    Of equals what can be reached (its cost is known), and the cheapest over the horizon.
    """
    return -benefit, npc_minor is None, npc_minor or 0, candidate_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """An option that a plan does not choose, with the stretches still to build to it."""

    option: Candidate
    arcs: tuple[int, ...]  # stretches, then the option itself
    over_horizon_minor: int
    told: NextBest


def next_best(model: Model, chosen: Sequence[int]) -> dict[str, NextBest]:
    """Return by site id the option of most benefit that a plan does not choose and can reach.

    Stretches still to build are counted, and `rank` orders them, as in `kholboo explain`. A site
    whose options are all chosen or out of reach has none.
    """
    found: dict[str, tuple[tuple[int, bool, int, str], NextBest]] = {}
    for one in reachable(model, chosen):
        option = one.option
        place = rank(option.benefit, one.over_horizon_minor, option.id)
        if option.site_id not in found or place < found[option.site_id][0]:
            found[option.site_id] = place, one.told
    return {site_id: best for site_id, (_, best) in found.items()}


def reachable(model: Model, chosen: Sequence[int]) -> Iterator[Reachable]:
    """Yield the options that a plan does not choose and that stretches could still reach."""
    problem, taken = model.problem, frozenset(chosen)
    shared = (a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.ASSET)
    reach = Reach.of(problem, shared, chosen)
    cost = [problem.quantities[name] for name in ("capex_minor", "opex_per_year_minor")]
    over_horizon = problem.quantities["npc_minor"]
    for a, arc in enumerate(model.arcs):
        if arc.kind is not ArcKind.OPTION or a in taken or not isinstance(arc.subject, Candidate):
            continue
        way = reach.way(problem.tail[a], a)
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
