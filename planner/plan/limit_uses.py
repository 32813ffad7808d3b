"""Limits, funds and stages of a plan with what is used of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.problem import Limit
from optimizers.result import Result
from planner.fields import fields_of
from planner.model.build import Model
from planner.model.limit_meanings import LimitKind
from planner.model.limit_use import RowUse, activity_of, row_use
from planner.model.pop_uses import pop_uses
from planner.plan.improvements import Improvements
from planner.plan.outcome import LimitUse, Stage
from planner.plan.packages import parts_of
from planner.plan.purchasing import FundUse, Package, sharing
from planner.resources.bundles import Grouping


def fund_uses(grouping: Grouping, packages: Sequence[Package]) -> tuple[FundUse, ...]:
    """Return every fund and what its packages cost, in id order."""
    funds = grouping.funds
    used = dict.fromkeys(funds.by_id if not funds.listed else [f.id for f in funds.listed], 0)
    for package in packages:
        fund = funds.by_id[package.fund_id]
        for fund_id, part in parts_of(package, fund.cofinance_share, fund.cofinancer):
            used[fund_id] += part
    return tuple(
        FundUse(
            fund_id=fund_id,
            **fields_of(
                funds.by_id[fund_id],
                *("name_mn", "name_en", "ceiling_minor", "cofinance_share", "need_from"),
                *("need_to", "within"),
            ),
            rulebook=funds.rulebook_of(fund_id),
            used_minor=amount,
            deadline=funds.by_id[fund_id].deadline or "",
            cofinancer=funds.by_id[fund_id].cofinancer or "",
        )
        for fund_id, amount in sorted(used.items())
    )


def stages_of(result: Result) -> tuple[Stage, ...]:
    """Return what was optimised in turn, without the certificates."""
    return tuple(
        Stage(
            **fields_of(stage, "name", "sense", "value", "bound", "certified_bound"),
            status=stage.status.value,
        )
        for stage in result.stages
    )


def limit_uses(model: Model, result: Result, funds: Sequence[FundUse] = ()) -> tuple[LimitUse, ...]:
    """Return how far each limit is used, and whether it binds.

    A limit binds when the certificate gives it a price and what is left of it keeps an improvement
    from the plan: one that is full and holds nothing up does not bind.

    What a PoP has for links binds when less is left than the least that another link there needs.

    A fund's ceiling is used by what its packages cost, not by the amounts beside the tree: these
    round a co-financer's share bundle by bundle, and leave room for that below the ceiling.
    """
    uses = []
    drawn = {fund.fund_id: fund for fund in funds}
    improvements = Improvements(
        problem=model.problem, chosen=result.chosen or (), prices=result.duals
    )
    for limit in model.problem.limits:
        meaning = model.limit_meanings[limit.id]
        if meaning.technical:
            continue
        use = row_use(model.problem, limit, meaning, result.chosen or (), result.amounts)
        dual = result.duals.get(limit.id)
        fund = drawn.get(meaning.fund_id) if meaning.kind is LimitKind.FUND else None
        if fund is not None:
            drawn_from = sum(one.used_minor for one in sharing(funds, fund))
            use = replace(use, used=drawn_from, upper=fund.ceiling_minor)
        room = None
        if dual:
            room = _room(use, fund, limit, activity_of(limit, result.chosen or (), result.amounts))
        uses.append(
            LimitUse(
                id=limit.id,
                title=limit.title,
                unit=limit.unit,
                used=use.used,
                lower=use.lower,
                upper=use.upper,
                binding=room is not None and improvements.blocked_by(limit, room),
                dual=dual,
                meaning=meaning,
            )
        )
    for pop in pop_uses(model.problem, result.chosen or ()):
        asked = model.problem.quantities[pop.quantity]
        needs = improvements.link_needs(pop.nodes, asked)
        uses.append(
            LimitUse(
                id=pop.meaning.limit_id(),
                **fields_of(pop, "title", "unit", "used", "upper", "meaning"),
                lower=None,
                binding=pop.upper - pop.used < min(needs, default=0),
                dual=None,
            )
        )
    return tuple(uses)


def _room(use: RowUse, fund: FundUse | None, limit: Limit, activity: int) -> int | None:
    """Return what is left of a limit, in the units of its row."""
    if fund is not None:
        return None if use.upper is None else use.upper - use.used
    if limit.upper is not None:
        return limit.upper - activity
    return None if limit.lower is None else activity - limit.lower
