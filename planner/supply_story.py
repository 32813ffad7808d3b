"""Where a site's machines come from, who pays, and which rule keeps a fund or a gift from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inventory.catalogue import Timing
from inventory.funds import Fund
from planner.funds import tender_category
from planner.labels import currency_sign
from planner.origins import DEPOT, Moves, Origin
from planner.plan import Deployment, Move, Plan
from planner.supply import NO_SUPPLY
from sites.site import Site

if TYPE_CHECKING:
    from planner.run import Prepared


def supply_lines(prepared: Prepared, plan: Plan, site_id: str) -> tuple[str, ...]:
    """Return the lines about stock, moves and funds at a site; none where there is nothing."""
    site = next(s for s in prepared.inputs.sites if s.id == site_id)
    deployment = next(d for d in plan.deployments if d.site_id == site_id)
    return (
        *_moves(plan, site_id),
        *_repairs(deployment),
        *_payers(plan, site_id),
        *_funds(prepared, deployment, site),
        *_gifts(prepared, site),
    )


def _moves(plan: Plan, site_id: str) -> Iterator[str]:
    """Yield what comes from depots and other sites, and what leaves."""
    sign = currency_sign(plan.currency)
    for move in plan.moves:
        if move.site_id == site_id:
            yield _arriving(move, sign)
        elif move.origin_kind != DEPOT and move.origin == site_id and move.counted:
            yield f"Gives {move.quantity} spare x {move.sku} to {move.site_id}."


def _arriving(move: Move, sign: str) -> str:
    place = f"depot {move.origin}" if move.origin_kind == DEPOT else f"site {move.origin}"
    cost = f"{move.transport_minor:,} {sign} of transport"
    if not move.counted:
        return (
            f"Bought here: {move.quantity} x {move.sku} could come from {place} ({cost}), but the"
            " owner is another; record the decision as an allow_move directive."
        )
    by = f", by decision {move.decision}" if move.decision is not None else ""
    return f"Not bought: {move.quantity} x {move.sku} come from {place}, {cost}{by}."


def _repairs(deployment: Deployment) -> Iterator[str]:
    units = sum(line.quantity for line in deployment.lines if line.role == "repair")
    if units:
        yield f"Repaired before anything is bought: {units} broken computers of the site."


def _payers(plan: Plan, site_id: str) -> Iterator[str]:
    """Yield by which packages, and by whose money, the site's purchases are made."""
    for package in plan.packages:
        if any(place == site_id for place, _ in package.lines):
            yield (
                f"Package {package.id}: {package.category} bought by {package.entity},"
                f" paid by {package.fund_id} under {package.rulebook} rules."
            )


def _funds(prepared: Prepared, deployment: Deployment, site: Site) -> Iterator[str]:
    """Yield for each fund with money the rules by which it may not pay what the site receives."""
    supply = prepared.model.supply
    if supply.grouping is None:
        return
    funds = supply.grouping.funds
    for fund in (f for f in funds.listed if f.ceiling_minor != 0):
        told: list[str] = []
        for line in deployment.lines:
            if line.timing is Timing.ONE_TIME:
                found = funds.obstacles(fund, site, line.sku, tender_category(line))
                told += [f"{rule}: {text.en}" for rule, text in found]
        if told:
            yield f"Fund {fund.id} may not pay: {'; '.join(dict.fromkeys(told))}."


def _gifts(prepared: Prepared, site: Site) -> Iterator[str]:
    """Yield why units that a giver offers do not come here."""
    supply = prepared.model.supply
    if supply is NO_SUPPLY or supply.moves is None:
        return
    by_id = supply.moves.funds.by_id
    for origin in supply.moves.origins:
        fund = by_id.get(origin.fund_id or "")
        if fund is not None:
            for why in _why_not(supply.moves, origin, fund, site):
                yield (
                    f"Gift of {fund.id}, {origin.quantity} x {origin.sku} in {origin.name}:"
                    f" not for this site ({why})."
                )


def _why_not(moves: Moves, origin: Origin, fund: Fund, site: Site) -> Iterator[str]:
    for rule, text in moves.funds.place_obstacles(fund, site):
        yield f"{rule}: {text.en}"
    if moves.way(origin, origin.sku, site.aimag) is None:
        yield f"transport: moving it to aimag {site.aimag} has no cost on record, or saves nothing"
