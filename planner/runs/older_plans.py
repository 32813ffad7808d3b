"""What limits mean in runs recorded before plan.json kept it: read from their ids and sentences.

Only old runs are read so. Codes may hold colons, so that an id is read from both of its ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from optimizers.problem import Problem
from planner.candidates.nodes import Node
from planner.model.limit_meanings import DEFINITION, TECHNICAL, LimitKind, LimitMeaning
from planner.plan.outcome import LimitUse
from planner.plan.plan import Demand, Deployment, Plan

_PAYMENT = f"{TECHNICAL}pays:"
_PRESENT = "the present link"
_ROADS_SINCE = frozenset(
    {"technologies.cellular.new_tower_radio", "technologies.cellular.new_tower_link_km"}
)  # settings that runs tell since they tell which roads a trench follows
_FIRST = "directive "  # begins the sentence of a site that a directive has served


def with_meanings(plan: Plan) -> Plan:
    """Return a plan whose limits say what they mean, those of an older plan too."""
    if all(limit.meaning is not None for limit in plan.limits):
        return plan
    limits = (
        limit if limit.meaning is not None else replace(limit, meaning=meaning_of_id(limit.id))
        for limit in plan.limits
    )
    return replace(plan, limits=tuple(limits))


def as_its_release(plan: Plan, recorded: Plan) -> Plan:
    """Return a derived plan as the release of a recorded one told it: without what came later."""
    if not _ROADS_SINCE.isdisjoint(name for name, _, _ in recorded.policy):
        return plan
    return replace(
        plan,
        policy=tuple(row for row in plan.policy if row[0] not in _ROADS_SINCE),
        links=tuple(replace(link, roads=()) for link in plan.links),
    )


def as_first_format(plan: Plan) -> Plan:
    """Return a plan as runs of the first format have it: meanings, what binds, no volume."""
    limits = tuple(
        replace(limit, meaning=meaning_of_id(limit.id), binding=_bound_then(limit))
        for limit in plan.limits
    )
    deployments = (_first_deployment(d) for d in plan.deployments)
    return replace(plan, limits=limits, demands=(), deployments=tuple(deployments))


def _first_deployment(deployment: Deployment) -> Deployment:
    """Return a deployment without what the first format did not tell."""
    return replace(
        deployment,
        cap_gb_before=None,
        cap_gb_after=None,
        target_gb=None,
        users=None,
        link_before_thousandths=None,
        link_after_thousandths=None,
        proven=None,
        next_best=None,
        to_standard=None,
    )


def _bound_then(limit: LimitUse) -> bool:
    """Return whether a limit was called binding then: with a price, or used to its edge."""
    return bool(limit.dual) or limit.used in (limit.lower, limit.upper)


def demands_in(problem: Problem) -> tuple[Demand, ...]:
    """Return every limit and required node of a recorded problem, with what it means."""
    limits = ((limit.id, meaning_of_id(limit.id)) for limit in problem.limits)
    nodes = (
        (problem.node_ids[v], _meaning_of_required(problem.node_ids[v], why))
        for v, why in problem.required.items()
    )
    known = ((name, meaning) for name, meaning in limits if meaning is not None)
    return _sorted([*known, *nodes])


def _sorted(found: Iterable[tuple[str, LimitMeaning]]) -> tuple[Demand, ...]:
    return tuple(Demand(id=name, meaning=meaning) for name, meaning in sorted(found, key=_by_id))


def _by_id(pair: tuple[str, LimitMeaning]) -> str:
    return pair[0]


def _meaning_of_required(node: str, why: str) -> LimitMeaning:
    """Return the meaning of a required node from its sentence."""
    known = Node.of(node)
    site_id = "" if known is None else known.name
    if why.startswith(_PRESENT):
        return LimitMeaning(kind=LimitKind.PRESENT_LINK, site_id=site_id)
    directive_id = why.removeprefix(_FIRST).partition(" (")[0]
    return LimitMeaning(kind=LimitKind.MUST_SERVE, site_id=site_id, directive_id=directive_id)


def meaning_of_id(limit_id: str) -> LimitMeaning | None:
    """Return what an id of an older run means, None where no release gave such ids."""
    kind, _, rest = limit_id.partition(":")
    if limit_id.startswith(_PAYMENT):
        fund_id = limit_id.removeprefix(_PAYMENT).partition(":")[2]
        return LimitMeaning(kind=LimitKind.PAYMENT, fund_id=fund_id)
    if limit_id.startswith(TECHNICAL):
        return DEFINITION
    match kind:
        case "capex":
            return LimitMeaning(kind=LimitKind.CAPEX)
        case "opex":
            known = LimitMeaning(kind=LimitKind.PAYER, payer=rest)
            return known if rest else LimitMeaning(kind=LimitKind.OPEX)
        case "directive":
            return LimitMeaning(kind=LimitKind.DIRECTIVE, quantity="benefit", directive_id=rest)
        case "floor" | "coverage":
            return _floor(LimitKind(kind), rest)
        case "fund":
            return LimitMeaning(kind=LimitKind.FUND, fund_id=rest)
        case "fund_rules":
            entity, category = _numberless(rest).rsplit(":", 1)
            return LimitMeaning(kind=LimitKind.FUND_RULES, entity=entity, category=category)
        case "ceiling":
            return LimitMeaning(kind=LimitKind.CEILING, sku=rest)
        case "order":
            sku, _, entity = rest.rpartition(":")
            return LimitMeaning(kind=LimitKind.ORDER, sku=sku, entity=entity)
    return None


def _floor(kind: LimitKind, rest: str) -> LimitMeaning:
    """Return a floor from `by:group:quantity` and a number where there is one."""
    by, _, rest = _numberless(rest).partition(":")
    group, _, quantity = rest.rpartition(":")
    return LimitMeaning(kind=kind, by=by, group=group, quantity=quantity)


def _numberless(rest: str) -> str:
    """Return a text without the number at its end: what a limit counts is never a number."""
    head, _, number = rest.rpartition(":")
    return head if number.isdecimal() else rest
