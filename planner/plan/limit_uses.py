"""Limits, funds and stages of a plan with what is used of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizers.result import Result
from planner.model.build import Model
from planner.model.limit_meanings import LimitKind
from planner.model.limit_use import row_use
from planner.plan.outcome import LimitUse, Stage
from planner.plan.packages import parts_of
from planner.plan.purchasing import FundUse, Package
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
            name_mn=funds.by_id[fund_id].name_mn,
            name_en=funds.by_id[fund_id].name_en,
            rulebook=funds.rulebook_of(fund_id),
            ceiling_minor=funds.by_id[fund_id].ceiling_minor,
            used_minor=amount,
            deadline=funds.by_id[fund_id].deadline or "",
            cofinance_share=funds.by_id[fund_id].cofinance_share,
            cofinancer=funds.by_id[fund_id].cofinancer or "",
        )
        for fund_id, amount in sorted(used.items())
    )


def stages_of(result: Result) -> tuple[Stage, ...]:
    """Return what was optimised in turn, without the certificates."""
    return tuple(
        Stage(
            name=stage.name,
            sense=stage.sense,
            value=stage.value,
            bound=stage.bound,
            certified_bound=stage.certified_bound,
            status=stage.status.value,
        )
        for stage in result.stages
    )


def limit_uses(model: Model, result: Result, funds: Sequence[FundUse] = ()) -> tuple[LimitUse, ...]:
    """Return how far each limit is used; a limit at its edge, or with a price, is binding.

    A fund's ceiling is used by what its packages cost, not by the amounts beside the tree: these
    round a co-financer's share bundle by bundle, and leave room for that below the ceiling.
    """
    uses = []
    drawn = {fund.fund_id: fund for fund in funds}
    for limit in model.problem.limits:
        meaning = model.limit_meanings[limit.id]
        if meaning.technical:
            continue
        use = row_use(model.problem, limit, meaning, result.chosen or (), result.amounts)
        dual = result.duals.get(limit.id)
        fund = drawn.get(meaning.fund_id) if meaning.kind is LimitKind.FUND else None
        if fund is not None:
            use = replace(use, used=fund.used_minor, upper=fund.ceiling_minor)
        edges = use.lower, use.upper
        full = limit.upper is not None and fund is not None and use.used >= limit.upper
        uses.append(
            LimitUse(
                id=limit.id,
                title=limit.title,
                unit=limit.unit,
                used=use.used,
                lower=use.lower,
                upper=use.upper,
                binding=bool(dual) or use.used in edges or full,
                dual=dual,
                meaning=meaning,
            )
        )
    return tuple(uses)
