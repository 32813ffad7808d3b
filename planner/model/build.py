"""From offers to the neutral problem: which arcs there are, what they cost and what they must keep.

Every constraint of the model is a function here or in `model.limits`; docs/model.md names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizers.problem import BENEFIT, Goal, OutOfRange, Problem
from planner.candidates.benefit import attainable_benefit, link_benefit
from planner.candidates.candidate import Candidate, Need, Offers
from planner.candidates.nodes import ROOT, service_node
from planner.candidates.present_value import PresentValue, capex_of, opex_of
from planner.errors import InputError
from planner.model.amount_range import out_of_range
from planner.model.arcs import Arc, ArcKind, all_arcs, linked_sites
from planner.model.building_loads import building_capacities, building_loads
from planner.model.column_meaning import Supply
from planner.model.hop_limits import (
    hop_capacities,
    hop_limits,
    port_capacities,
    shared_quantities,
)
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.model.limits import limit_rows
from planner.model.rows.at_standard import BY_NAME, at_standard
from planner.model.rows.least_shares import GOAL as MOST_FOR_LEAST
from planner.model.rows.least_shares import least_shares
from planner.model.rows.policy import Policy
from planner.model.side_columns import build_supply, conditions_of
from planner.scenario.directives import DirectiveKind
from planner.scenario.settings import Scenario

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

COST = Goal(name="cost", sense="min", quantity="npc_minor")
GOALS = (BENEFIT, COST)


@dataclass(frozen=True, kw_only=True)
class Model:
    """The neutral problem with what each of its arcs, limits and required nodes means."""

    problem: Problem
    arcs: tuple[Arc, ...]
    kept_worth: Mapping[str, int]  # what a present link earns by staying, where it may end
    limit_meanings: Mapping[str, LimitMeaning]  # by id of the limit
    required_meanings: Mapping[str, LimitMeaning]  # by id of the required node
    supply: Supply  # what the columns beside the arcs mean
    policy: Policy  # what the rules of limits looked at

    def arc_index(self) -> dict[str, int]:
        """Return the index of every arc by its id."""
        return {arc.id: a for a, arc in enumerate(self.arcs)}


def goals_of(scenario: Scenario, least: Sequence[Goal] = ()) -> tuple[Goal, ...]:
    """Return the goals in turn: the most benefit, then the least cost for it; or that alone.

    Where the most sites or users at standard are asked for, they come before both, and so do the
    goals of the `least` shares where these are to be raised.
    """
    if scenario.goal in BY_NAME:
        return (BY_NAME[scenario.goal], *GOALS)
    if scenario.goal == MOST_FOR_LEAST:
        return (*least, *GOALS)
    return GOALS if scenario.goal == "benefit" else (COST,)


def build_problem(
    inputs: Inputs,
    offers: Offers,
    goals: Sequence[Goal] | None = None,
    *,
    kept_nodes: frozenset[str] = frozenset(),
) -> Model:
    """Return the problem of the offers under the scenario's limits and the directives.

    Without `goals` they are those of the scenario. What leads to `kept_nodes` stays in the problem
    though nothing there earns or is required. Raises InputError for a sum beyond what a problem
    holds.
    """
    linked = linked_sites(inputs.sites, offers)
    required = {
        service_node(site_id): demand
        for site_id, demand in sorted(required_services(inputs, offers, linked).items())
    }
    arcs = drop_below_minimum(inputs, drop_gifts_of_excluded(inputs, all_arcs(offers, linked)))
    worth = kept_worth(inputs.scenario, offers, arcs)
    arcs = prune(arcs, worth, set(required) | kept_nodes)
    arcs = sorted(arcs, key=lambda arc: arc.id)
    nodes, prize = prizes(arcs, worth, set(required))
    index = {node: v for v, node in enumerate(nodes)}
    quantities = arc_quantities(arcs, offers.needs, inputs.scenario) | shared_quantities(arcs)
    quantities |= building_loads(arcs)
    quantities |= at_standard(arcs, offers.needs, inputs.scenario.goal)
    benefits = [earned(arc, worth) for arc in arcs]
    supply = build_supply(inputs, offers.needs, arcs)
    policy = Policy(
        arcs=arcs,
        quantities={**quantities, "benefit": benefits},
        scenario=inputs.scenario,
        currency=str(inputs.catalogue.currency),  # the code alone: a problem is plain data
        directives=inputs.directives,
        sites={site.id: site for site in inputs.sites},
        attainable=attainable_benefit(offers),
        columns=supply.columns,
        users={site_id: need.users for site_id, need in offers.needs.items()},
    )
    head = tuple(index[arc.head] for arc in arcs)
    least = least_shares(policy, head, len(supply.columns))
    quantities |= {goal.quantity: [0] * len(arcs) for goal in least.goals}
    rows = (*limit_rows(policy), *supply.rows, *least.rows)
    try:
        problem = Problem(
            node_ids=tuple(nodes),
            prize=tuple(prize),
            arc_ids=tuple(arc.id for arc in arcs),
            tail=tuple(index[arc.tail] for arc in arcs),
            head=head,
            loss=tuple(prize[index[arc.head]] - b for arc, b in zip(arcs, benefits, strict=True)),
            quantities={name: tuple(values) for name, values in quantities.items()},
            required={index[node]: demand.why for node, demand in required.items()},
            limits=tuple(row.limit for row in rows),
            goals=goals_of(inputs.scenario, least.goals) if goals is None else tuple(goals),
            hops=hop_limits(arcs, inputs.scenario),
            capacities=(
                *hop_capacities(arcs),
                *port_capacities(arcs),
                *building_capacities(arcs),
            ),
            columns=(*supply.columns, *least.columns),
        )
    except OutOfRange as error:
        raise InputError([out_of_range(inputs, error)]) from error
    return Model(
        problem=problem,
        arcs=tuple(arcs),
        kept_worth=worth,
        limit_meanings={row.limit.id: row.meaning for row in rows},
        required_meanings={node: demand.meaning for node, demand in required.items()},
        supply=supply,
        policy=policy,
    )


def under_limits(model: Model, inputs: Inputs, offers: Offers) -> Model:
    """Return the model of inputs that differ in the limits of their scenario and nothing else.

    Arcs, amounts and what they count stay: only the rows of limits are made anew. Raises InputError
    for a sum beyond what a problem holds.
    """
    policy = replace(model.policy, scenario=inputs.scenario)
    least = least_shares(policy, model.problem.head, len(model.supply.columns))
    rows = (*limit_rows(policy), *model.supply.rows, *least.rows)
    try:
        problem = model.problem.varied(limits=tuple(row.limit for row in rows))
    except OutOfRange as error:
        raise InputError([out_of_range(inputs, error)]) from error
    terms = conditions_of(inputs, offers.needs)
    return replace(
        model,
        problem=problem,
        limit_meanings={row.limit.id: row.meaning for row in rows},
        supply=replace(model.supply, grouping=terms.grouping, moves=terms.moves),
        policy=policy,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """Why a site's service node must be entered."""

    why: str  # in words
    meaning: LimitMeaning


def required_services(inputs: Inputs, offers: Offers, linked: Iterable[str]) -> dict[str, Required]:
    """Return the sites whose service node must be entered, each with why.

    A present link stays unless the scenario allows ending it; a must-serve row demands service.
    """
    required = {}
    if not inputs.scenario.allow_ending_present_links:
        for site_id in linked:
            required[site_id] = Required(
                why=f"the present link of {site_id} stays or is replaced",
                meaning=LimitMeaning(kind=LimitKind.PRESENT_LINK, site_id=site_id),
            )
    for directive in inputs.directives:
        if directive.kind is DirectiveKind.MUST_SERVE and directive.target in offers.needs:
            required[directive.target] = Required(
                why=f"directive {directive.id} ({directive.authority}): {directive.target} must be"
                f" served with at least {inputs.scenario.minimum_mbps:g} Mbps",
                meaning=LimitMeaning(
                    kind=LimitKind.MUST_SERVE, site_id=directive.target, directive_id=directive.id
                ),
            )
    return required


def drop_below_minimum(inputs: Inputs, arcs: Iterable[Arc]) -> list[Arc]:
    """Let a must-serve site be entered only by what reaches the minimum, its present link too."""
    forced = _targets(inputs, DirectiveKind.MUST_SERVE)
    return [a for a in arcs if a.site_id not in forced or reaches_minimum(a, inputs.scenario)]


def reaches_minimum(arc: Arc, scenario: Scenario) -> bool:
    """Return whether an arc counts as service for a must-serve row; packs always pass."""
    if isinstance(arc.subject, Candidate):
        return arc.subject.reaches_minimum
    if isinstance(arc.subject, Need):
        return arc.subject.present_mbps >= scenario.minimum_mbps
    return True


def drop_gifts_of_excluded(inputs: Inputs, arcs: Iterable[Arc]) -> list[Arc]:
    """Give a must-not site nothing; its building may still be passed, its present link kept."""
    excluded = _targets(inputs, DirectiveKind.MUST_NOT)
    return [arc for arc in arcs if arc.site_id not in excluded or not _gives(arc)]


def _gives(arc: Arc) -> bool:
    """Return whether an arc gives its site anything that it does not have today."""
    return arc.kind in (ArcKind.OPTION, ArcKind.KIT) or bool(arc.lines)


def _targets(inputs: Inputs, kind: DirectiveKind) -> set[str]:
    return {directive.target for directive in inputs.directives if directive.kind is kind}


def prune(arcs: Iterable[Arc], worth: Mapping[str, int], required: set[str]) -> list[Arc]:
    """Leave out what the root cannot reach and what leads to nothing worth entering."""
    arcs = [arc for arc in arcs if arc.head != ROOT and arc.tail != arc.head]
    reachable = _closure({ROOT}, ((arc.tail, arc.head) for arc in arcs))
    worthy = {arc.head for arc in arcs if earned(arc, worth) > 0} | required
    useful = _closure(worthy, ((arc.head, arc.tail) for arc in arcs))
    arcs = [arc for arc in arcs if arc.tail in reachable and arc.head in useful]
    useless = dead_ends(arcs, worthy | {ROOT})
    return [arc for arc in arcs if arc.tail not in useless and arc.head not in useless]


def dead_ends(arcs: Iterable[Arc], kept: set[str]) -> set[str]:
    """Return the nodes from which one can only go back: two-way stretches that lead nowhere."""
    near: dict[str, set[str]] = {}
    for arc in arcs:
        near.setdefault(arc.tail, set()).add(arc.head)
        near.setdefault(arc.head, set()).add(arc.tail)
    found: set[str] = set()
    stack = sorted(near)
    while stack:
        node = stack.pop()
        if node in kept or node in found or len(near[node]) > 1:
            continue
        found.add(node)
        for other in near[node]:
            near[other].discard(node)
            stack.append(other)
    return found


def _closure(start: set[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    after: dict[str, list[str]] = {}
    for tail, head in steps:
        after.setdefault(tail, []).append(head)
    found, stack = set(start), list(start)
    while stack:
        for node in after.get(stack.pop(), ()):
            if node not in found:
                found.add(node)
                stack.append(node)
    return found


def kept_worth(scenario: Scenario, offers: Offers, arcs: Iterable[Arc]) -> dict[str, int]:
    """Return what each present link earns by staying, when the scenario allows ending links.

    Without it, ending a link would seem free. It is what the link is worth today, in thousandths
    of a point; nothing when present links must stay, and nothing for a link that may not be kept.
    """
    if not scenario.allow_ending_present_links:
        return {}
    return {
        arc.site_id: -link_benefit(offers.needs[arc.site_id], scenario, 0)
        for arc in arcs
        if arc.kind is ArcKind.KEEP and arc.site_id is not None
    }


def earned(arc: Arc, worth: Mapping[str, int]) -> int:
    """Return what an arc earns: its gain over today, and today's worth where it could be lost."""
    if arc.kind in (ArcKind.OPTION, ArcKind.KEEP) and arc.site_id is not None:
        return arc.benefit + worth.get(arc.site_id, 0)
    return arc.benefit


def prizes(
    arcs: Sequence[Arc], worth: Mapping[str, int], required: set[str]
) -> tuple[list[str], list[int]]:
    """Return the nodes, root first, each with the most that any entering arc earns."""
    prize = {ROOT: 0} | dict.fromkeys(sorted(required), 0)
    for arc in arcs:
        prize.setdefault(arc.tail, 0)
        prize[arc.head] = max(prize.get(arc.head, 0), earned(arc, worth))
    nodes = [ROOT, *sorted(node for node in prize if node != ROOT)]
    return nodes, [prize[node] for node in nodes]


def arc_quantities(
    arcs: Sequence[Arc], needs: Mapping[str, Need], scenario: Scenario
) -> dict[str, list[int]]:
    """Return per arc what it consumes or counts for: money, and users and sites of a new link."""
    value = PresentValue.of(scenario)
    gains = [arc.kind is ArcKind.OPTION and arc.benefit > 0 for arc in arcs]
    return {
        "capex_minor": [capex_of(arc.lines) for arc in arcs],
        "opex_per_year_minor": [opex_of(arc.lines) + arc.fee_per_year_minor for arc in arcs],
        "npc_minor": [net_present_cost(arc, value) for arc in arcs],
        "users": [
            needs[arc.site_id].users if gain and arc.site_id is not None else 0
            for arc, gain in zip(arcs, gains, strict=True)
        ],
        "sites": [int(gain) for gain in gains],
    }


def net_present_cost(arc: Arc, value: PresentValue) -> int:
    """Return the net present cost of an arc: the sum over its lines, plus its present fee."""
    return sum(value.of_line(line) for line in arc.lines) + value.of_fee(arc.fee_per_year_minor)
