"""From a way to reach a site and the contracts on sale to the few options worth considering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from inventory.prices.catalogue import Customers, Item, LatencyClass, Role
from planner.candidates.benefit import link_benefit, link_utility
from planner.candidates.candidate import (
    Candidate,
    Carrier,
    CostLine,
    Reason,
    Rejection,
    candidate_id,
)
from planner.candidates.cost_lines import carrying, cheapest, items_for, line
from planner.candidates.present_links import latency_of, worse_than_today
from planner.candidates.present_value import costs_of, opex_of
from planner.candidates.surroundings import Area
from planner.language.label import Label
from planner.language.labels import LABELS, filled
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.distance import Point
from sites.site import SATELLITES, LinkType, Site

MOST_OPTIONS = 3  # of one technology at one site (and neighbour)

Equipment = Callable[[float], tuple[CostLine, ...] | None]
Options = tuple[Candidate, ...] | Rejection


def no_equipment(_mbps: float) -> tuple[CostLine, ...]:
    """Buy nothing: what is needed is there or shared."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a link of a technology comes to a site, before a contract is chosen."""

    technology: str
    link_type: LinkType
    from_node: str
    equipment: Equipment  # what is bought to carry so many Mbps, None when nothing on sale does
    latency: LatencyClass = LatencyClass.LOW  # of contracts that state none
    most_mbps: float | None = None  # what the medium delivers at most
    label: str = ""  # told apart by, where there are several ways
    length_m: int = 0
    from_point: Point | None = None
    note: Label | None = None
    carriers: tuple[Carrier, ...] = ()


def delivered_mbps(
    contract: Item, scenario: Scenario, contention: float | None = None
) -> float | None:
    """Return what a contract delivers in the busy hour, None when the catalogue does not say.

    The stated busy-hour speed, else the stated share of the contract's speed; never more than what
    is left where as many contracts as `contention` share the speed of one.
    """
    mbps = contract.busy_hour_mbps
    if mbps is None and contract.mbps is not None:
        mbps = _share_of(contract.mbps, scenario.demand.busy_hour_share)
    if mbps is None or contention is None or contract.mbps is None:
        return mbps
    return min(mbps, shared_mbps(contract.mbps, contention))


@lru_cache(maxsize=4096)
def shared_mbps(mbps: float, contention: float) -> float:
    """Return what is left of a contract's speed where so many contracts share the speed of one."""
    return float(exact(mbps) / exact(contention))


@lru_cache(maxsize=4096)
def _share_of(mbps: float, share: float) -> float:
    return float(exact(mbps) * exact(share))


def equipment_of(
    area: Area,
    link_type: LinkType,
    payer: str | None,
    required: Sequence[Role],
    optional: Sequence[Role] = (),
) -> Equipment:
    """Return what buys one of each role for a link type; a required role must be on sale."""
    key = (equipment_of, link_type, payer, tuple(required), tuple(optional))
    found: Equipment | None = area.remembered.get(key)
    if found is not None:
        return found
    on_sale = [
        (role in required, items_for(area.catalogue, role, link_type.value))
        for role in (*required, *optional)
    ]

    @cache
    def buy(mbps: float) -> tuple[CostLine, ...] | None:
        lines = []
        for is_required, items in on_sale:
            item = cheapest(carrying(items, mbps))
            if item is not None:
                lines.append(line(item, 1, payer))
            elif is_required:
                return None
        return tuple(lines)

    area.remembered[key] = buy
    return buy


def offered(site: Site, area: Area, way: Way, contracts: Sequence[Item]) -> Options:
    """Return the options of one way, at most three contract steps, or why there are none."""
    if not contracts:
        detail = filled("detail.no_contract", link=_medium(way.link_type))
        return reject(site, way.technology, Reason.NO_CONTRACT_ON_OFFER, detail)
    sold = [c for c in contracts if _is_sold_to(c, area.scenario)]
    if not sold:
        detail = filled("detail.household_only", link=_medium(way.link_type))
        return reject(site, way.technology, Reason.NO_CONTRACT_ON_OFFER, detail)
    found = [candidate_of(site, area, way, contract) for contract in sold]
    possible = [c for c in found if c is not None]
    if not possible:
        detail = filled("detail.no_equipment", link=_medium(way.link_type))
        return reject(site, way.technology, Reason.NO_CONTRACT_ON_OFFER, detail)
    better = [c for c in possible if c.benefit > 0]
    if not better:
        return not_better(site, area, way.technology, possible)
    return keeping(site, area, way.technology, better)


def _is_sold_to(contract: Item, scenario: Scenario) -> bool:
    """Return whether institutions may be offered a contract."""
    return contract.customers is not Customers.HOUSEHOLD or scenario.allow_household_contracts


def keeping(site: Site, area: Area, technology: str, better: Sequence[Candidate]) -> Options:
    """Return the options that take nothing away from the site, or what all of them would take."""
    need, latency = area.needs[site.id], latency_of(site.link.type)
    losses = [worse_than_today(c, site, need, area.scenario, latency) for c in better]
    kept = [c for c, loss in zip(better, losses, strict=True) if loss is None]
    if kept:
        return sensible(kept)
    loss = next(label for label in losses if label is not None)
    return reject(site, technology, Reason.WORSE_THAN_TODAY, loss)


def not_better(site: Site, area: Area, technology: str, possible: Sequence[Candidate]) -> Rejection:
    """Return the rejection of options that do not improve on the present link."""
    need = area.needs[site.id]
    best = max(possible, key=lambda c: (c.utility_thousandths, c.id))
    if need.user_hours_per_week == 0:
        detail = LABELS["detail.no_users"]
    else:
        detail = filled(
            "detail.not_better",
            best=f"{best.delivered_mbps:g}",
            share=f"{best.utility_thousandths / 10:g}",
            today=f"{need.present_mbps:g}",
            share_today=f"{need.present_utility_thousandths / 10:g}",
        )
    return reject(site, technology, Reason.NOT_BETTER, detail)


def candidate_of(site: Site, area: Area, way: Way, contract: Item) -> Candidate | None:
    """Return the option of one contract over a way, None when it cannot be bought or measured."""
    need, scenario = area.needs[site.id], area.scenario
    contention = None if way.link_type in SATELLITES else site.contention
    key = (way.equipment, contract.sku, way.most_mbps, way.latency, need.payer, contention)
    if key not in area.remembered:
        area.remembered[key] = _bought(way, contract, need.payer, scenario, contention)
    bought: _Bought | None = area.remembered[key]
    if bought is None:
        return None
    delivered, latency = bought.delivered_mbps, bought.latency
    utility = link_utility(
        scenario,
        delivered_mbps=delivered,
        target_mbps=need.target_mbps,
        latency=latency,
        monthly_cap_gb=contract.monthly_cap_gb,
        target_gb=need.target_gb,
    )
    step = f"{way.label}/{contract.sku}" if way.label else contract.sku
    return Candidate(
        id=candidate_id(site.id, way.technology, step),
        site_id=site.id,
        technology=way.technology,
        link_type=way.link_type.value,
        from_node=way.from_node,
        delivered_mbps=delivered,
        latency=latency,
        monthly_cap_gb=contract.monthly_cap_gb,
        utility_thousandths=utility,
        benefit=link_benefit(need, scenario, utility),
        lines=bought.lines,
        reaches_minimum=bought.reaches_minimum,
        length_m=way.length_m,
        from_point=way.from_point,
        note=way.note,
        carriers=way.carriers,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bought:
    """What a contract over a way delivers and buys, whatever the site."""

    delivered_mbps: float
    latency: LatencyClass
    lines: tuple[CostLine, ...]
    reaches_minimum: bool


def _bought(
    way: Way, contract: Item, payer: str | None, scenario: Scenario, contention: float | None
) -> _Bought | None:
    """Return what a contract buys, None when its equipment or its speed is not on sale."""
    delivered = delivered_mbps(contract, scenario, contention)
    if delivered is None:
        return None
    if way.most_mbps is not None:
        delivered = min(delivered, way.most_mbps)
    equipment, latency = way.equipment(delivered), contract.latency or way.latency
    if equipment is None:
        return None
    is_online = latency is not LatencyClass.OFFLINE
    return _Bought(
        delivered_mbps=delivered,
        latency=latency,
        lines=(*equipment, line(contract, 1, payer)),
        reaches_minimum=is_online and delivered >= scenario.minimum_mbps,
    )


def sensible(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the options nobody would call silly: none dominated, at most three of the rest.

    Steps beyond the first that meets the target are dominated by it. Of many that remain, the
    cheapest, the best, and between them the cheapest that reaches the scenario's minimum, or else
    the one that gives most for its place between the two.
    """
    priced = [(costs_of(c.lines), c) for c in candidates]
    priced.sort(key=lambda pair: (*pair[0], -pair[1].benefit, pair[1].id))
    left = [c for cost, c in priced if not any(_beats(*other, cost, c) for other in priced)]
    left.sort(key=lambda c: (c.benefit, c.id))
    if len(left) <= MOST_OPTIONS:
        return tuple(left)
    first, best = left[0], left[-1]
    between = left[1:-1]
    reaching = [c for c in between if c.reaches_minimum]
    if reaching and not first.reaches_minimum:
        middle = min(reaching, key=lambda c: (opex_of(c.lines), c.id))
    else:
        middle = max(between, key=lambda c: (_bulge(c, first, best), c.id))
    return (first, middle, best)


def _beats(
    costs: tuple[int, int], one: Candidate, others: tuple[int, int], other: Candidate
) -> bool:
    """Return whether an option costs no more and gives no less than another, ties by id."""
    if one.id == other.id or one.reaches_minimum < other.reaches_minimum:
        return False
    if costs[0] > others[0] or costs[1] > others[1] or one.benefit < other.benefit:
        return False
    same = costs == others and one.benefit == other.benefit
    return not (same and one.reaches_minimum == other.reaches_minimum) or one.id < other.id


def _bulge(candidate: Candidate, first: Candidate, best: Candidate) -> float:
    """Return how far an option's benefit lies above the line between the two ends."""
    cost = opex_of(candidate.lines) - opex_of(first.lines)
    span = opex_of(best.lines) - opex_of(first.lines)
    rise = best.benefit - first.benefit
    along = cost / span if span else 0.0
    return ((candidate.benefit - first.benefit) / rise if rise else 0.0) - along


def reject(site: Site, technology: str, reason: Reason, detail: Label) -> Rejection:
    """Return a rejection with its reason in plain words, in both languages."""
    return Rejection(site_id=site.id, technology=technology, reason=reason, detail=detail)


def same_medium(site: Site, technology: str, link_type: LinkType) -> Rejection | None:
    """Return the rejection of a link the site has already: a larger contract is an upgrade."""
    if site.link.type is not link_type:
        return None
    detail = filled("detail.same_medium", link=_medium(link_type))
    return reject(site, technology, Reason.NOT_BETTER, detail)


def _medium(link_type: LinkType) -> Label:
    return LABELS[f"link_type.{link_type.value}"]
