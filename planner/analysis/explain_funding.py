"""Where a site's machines come from, who pays, and which rule keeps a fund or a gift from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from inventory.prices.catalogue import Timing
from inventory.prices.funds import Fund
from planner.language.formats import money
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined, word
from planner.model.column_meaning import Supply
from planner.plan.plan import Deployment, Plan
from planner.plan.purchasing import FundUse, Move, Package
from planner.resources.cofinancing import shared
from planner.resources.existing_equipment import DEPOT, Moves, Origin
from planner.resources.funds import goods_of, paid_as
from sites.site import Site


def supply_lines(
    sites: Iterable[Site], supply: Supply, plan: Plan, site_id: str
) -> tuple[Label, ...]:
    """Return the lines about stock, moves and funds at a site; none where there is nothing."""
    site = next(s for s in sites if s.id == site_id)
    deployment = next(d for d in plan.deployments if d.site_id == site_id)
    return (
        *_moves(plan, site_id),
        *_repairs(deployment),
        *_payers(plan, site_id),
        *_funds(supply, deployment, site),
        *_gifts(supply, plan, site),
    )


def _moves(plan: Plan, site_id: str) -> Iterator[Label]:
    """Yield what comes from depots and other sites, and what leaves."""
    for move in plan.moves:
        if move.site_id == site_id:
            yield _arriving(move, plan.currency)
            yield from _given(plan, move)
        elif move.origin_kind != DEPOT and move.origin == site_id and move.counted:
            yield filled("supply.gives", count=move.quantity, sku=move.sku, to=move.site_id)


def _arriving(move: Move, currency: str) -> Label:
    kind = "depot" if move.origin_kind == DEPOT else "site"
    values = {
        "count": move.quantity,
        "sku": move.sku,
        "place": filled(f"supply.{kind}", name=move.origin),
        "cost": money(move.transport_minor, currency, 1, "en"),
    }
    if not move.counted:
        return filled("supply.proposed", **values)
    if move.decision is None:
        return filled("supply.arrives", **values)
    return filled("supply.arrives_by", decision=move.decision, **values)


def _given(plan: Plan, move: Move) -> Iterator[Label]:
    """Yield whose gift a move is, and whose money pays its way."""
    giver = next((f for f in plan.funds if f.fund_id == move.fund_id), None)
    if giver is None:
        return
    paid = (
        package
        for package in plan.packages
        if any(at == move.site_id and line.sku == move.sku for at, line in package.lines)
    )
    package = next(paid, None)
    if package is None:
        yield filled("supply.given", giver=_fund_name(giver), code=giver.fund_id)
        return
    yield filled(
        "supply.given_paid",
        giver=_fund_name(giver),
        code=giver.fund_id,
        package=package.id,
        fund=_fund_of(plan, package.fund_id),
    )


def _fund_of(plan: Plan, fund_id: str) -> Label:
    """Return the name of a fund by its code."""
    fund = next((f for f in plan.funds if f.fund_id == fund_id), None)
    return Label(mn=fund_id, en=fund_id) if fund is None else _fund_name(fund)


def _fund_name(fund: FundUse | Fund) -> Label:
    """Return what people call a fund, its code where it has no name."""
    code = fund.id if isinstance(fund, Fund) else fund.fund_id
    en = fund.name_en or fund.name_mn or code
    return Label(mn=fund.name_mn or en, en=en)


def _repairs(deployment: Deployment) -> Iterator[Label]:
    units = sum(line.quantity for line in deployment.lines if line.role == "repair")
    if units:
        yield filled("supply.repaired", count=units)


def _payers(plan: Plan, site_id: str) -> Iterator[Label]:
    """Yield by which packages, and by whose money, the site's purchases are made."""
    for package in plan.packages:
        if any(place == site_id for place, _ in package.lines):
            yield filled(
                "supply.package",
                id=package.id,
                category=LABELS[f"procurement.{package.category}"],
                entity=word("payer", package.entity),
                fund=_fund_of(plan, package.fund_id),
                rulebook=word("rulebook", package.rulebook),
            )
            yield from _cofinanced(plan, package)


def _cofinanced(plan: Plan, package: Package) -> Iterator[Label]:
    """Yield which part of a package another fund adds, as its share is rounded."""
    fund = next((f for f in plan.funds if f.fund_id == package.fund_id), None)
    if fund is None or not fund.cofinancer:
        return
    share = Decimal(fund.cofinance_share or "0") * 100
    part = shared(package.amount_minor, fund.cofinance_share)
    yield filled(
        "supply.cofinanced",
        id=package.id,
        other=_fund_of(plan, fund.cofinancer),
        share=f"{share.normalize():f} %",
        part=money(part, plan.currency, 1, "en"),
        amount=money(package.amount_minor, plan.currency, 1, "en"),
    )


def _funds(supply: Supply, deployment: Deployment, site: Site) -> Iterator[Label]:
    """Yield for each fund with money the rules by which it may not pay what the site receives."""
    funds = supply.grouping.funds
    for fund in (f for f in funds.listed if f.ceiling_minor != 0):
        told: list[Label] = []
        for line in deployment.lines:
            if line.timing is Timing.ONE_TIME:
                found = funds.obstacles(fund, site, goods_of(line), paid_as(line))
                told += [_obstacle(rule, text) for rule, text in found]
        if told:
            yield filled(
                "supply.fund_may_not", fund=_fund_name(fund), rules=joined("; ", _once(told))
            )


def _once(labels: Iterable[Label]) -> Iterable[Label]:
    return dict.fromkeys(labels)


def _obstacle(rule: str, text: Label) -> Label:
    return joined(": ", (word("obstacle", rule), text))


def _gifts(supply: Supply, plan: Plan, site: Site) -> Iterator[Label]:
    """Yield why units that a giver offers do not come here, or that they go elsewhere."""
    by_id = supply.moves.funds.by_id
    for origin in supply.moves.origins:
        fund = by_id.get(origin.fund_id or "")
        if fund is not None:
            gift = {"fund": _fund_name(fund), "count": origin.quantity, "sku": origin.sku}
            reasons = list(_why_not(supply.moves, origin, fund, site))
            for why in reasons:
                yield filled("supply.gift", place=origin.name, why=why, **gift)
            if not reasons and _buys(plan, site.id, origin):
                used = _used(plan, origin)
                yield filled("supply.gift_elsewhere", place=origin.name, used=used, **gift)


def _buys(plan: Plan, site_id: str, origin: Origin) -> bool:
    """Return whether a site buys what a giver offers, and receives none of it."""
    receives = any(m.site_id == site_id and _is_of(m, origin) for m in plan.moves)
    lines = (line for d in plan.deployments if d.site_id == site_id for line in d.lines)
    return not receives and any(line.sku == origin.sku for line in lines)


def _used(plan: Plan, origin: Origin) -> int:
    """Return the units of a gift that the plan hands out."""
    return sum(m.quantity for m in plan.moves if _is_of(m, origin))


def _is_of(move: Move, origin: Origin) -> bool:
    same = move.sku == origin.sku and move.origin == origin.name
    return same and move.fund_id == origin.fund_id and move.counted


def _why_not(moves: Moves, origin: Origin, fund: Fund, site: Site) -> Iterator[Label]:
    for rule, text in moves.funds.place_obstacles(fund, site):
        yield _obstacle(rule, text)
    if moves.way(origin, origin.sku, site.aimag) is None:
        yield _obstacle("transport", filled("supply.no_way", aimag=site.aimag))
