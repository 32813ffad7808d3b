"""A last stage of a plan: who pays, with benefit and cost fixed, narrow and early money first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from optimizers.preferred_amounts import Preference, preferred
from optimizers.result import Result
from planner.model.column_meaning import CofinancerPays, FundChosen, FundPays, Supply
from planner.resources.bundles import Bundle
from planner.resources.fund_order import sources_in_order
from planner.resources.funds import Funds

if TYPE_CHECKING:
    from planner.model.build import Model


def paid_in_order(model: Model, result: Result) -> Result:
    """Return the same plan with its packages paid by the narrowest and earliest money first.

    Arcs, moves, tiers, VAT and the value of every goal stay; who pays is chosen again, among funds
    that pay VAT as the one chosen does, so that every bundle costs what it did.
    """
    supply = model.supply
    if result.chosen is None or not supply.of_kind(FundPays):
        return result
    wanted = _preference(supply, result.amounts, supply.spent_on(result.chosen))
    amounts = preferred(model.problem, result.chosen, result.amounts, wanted)
    return replace(result, amounts=amounts)


def _preference(supply: Supply, amounts: Sequence[int], spent: Mapping[Bundle, int]) -> Preference:
    funds = supply.grouping.funds
    paid = {c for c, _ in supply.of_kind(FundPays)}
    payer = {m.bundle: m.fund_id for c, m in supply.of_kind(FundChosen) if amounts[c]}
    kinds = (FundChosen, FundPays, CofinancerPays)
    free = {
        c: m
        for c, m in enumerate(supply.meanings)
        if isinstance(m, kinds)
        and m.bundle in payer
        and _taxed_alike(funds, m.fund_id, payer[m.bundle])
    }
    return Preference(
        free=frozenset(free),
        most={c: spent[m.bundle] for c, m in free.items() if not isinstance(m, FundChosen)},
        # what a bundle costs, the only rows over payments and arcs: nobody pays more than that
        full=frozenset(
            row.limit.id
            for row in supply.rows
            if row.limit.arcs and not paid.isdisjoint(row.limit.columns)
        ),
        sums=(
            *_drawn(funds, sources_in_order(funds, spent), free).values(),
            {c: 1 for c, m in free.items() if isinstance(m, FundChosen) and amounts[c]},
        ),
    )


def _taxed_alike(funds: Funds, one: str, other: str) -> bool:
    return funds.by_id[one].vat_exempt == funds.by_id[other].vat_exempt


def _drawn(
    funds: Funds, order: Sequence[str], free: Mapping[int, FundChosen | FundPays | CofinancerPays]
) -> dict[str, dict[int, int]]:
    """Return by source, in order, what each payment draws from it, as co-financer too."""
    drawn: dict[str, dict[int, int]] = {code: {} for code in order}
    for c, meaning in free.items():
        fund = funds.by_id[meaning.fund_id]
        shares = {}
        if isinstance(meaning, FundPays):
            shares = {fund.source: 1}
        elif isinstance(meaning, CofinancerPays):
            shares = {fund.source: -1, funds.by_id[fund.cofinancer or ""].source: 1}
        for code, share in shares.items():
            if code in drawn:
                drawn[code][c] = share
    return drawn
