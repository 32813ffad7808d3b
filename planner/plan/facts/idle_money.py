"""Why money of a fund is left although packages were eligible for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inventory.prices.funds import Fund
from planner.candidates.candidate import CostLine
from planner.plan.purchasing import FundUse, IdleMoney, Package, sharing
from planner.plan.savings import Settlement
from planner.resources.bundles import Bundle, Grouping, chosen_fund
from planner.resources.cofinancing import shared
from planner.resources.fund_order import sources_in_order
from planner.resources.funds import Funds


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBundle:
    """A bundle that the plan buys: its package, who pays it, its cost and what VAT is not paid."""

    package_id: str
    bundle: Bundle
    fund_id: str
    cost_minor: int
    vat_spared_minor: int


def paid_bundles(
    grouping: Grouping,
    places: Mapping[str, Sequence[CostLine]],
    found: Settlement,
    packages: Sequence[Package],
) -> tuple[PaidBundle, ...]:
    """Return what a plan buys as it is paid, in order of the bundles."""
    cost: dict[Bundle, int] = {}
    for place, lines in places.items():
        for bundle, line in grouping.bundles(place, lines):
            cost[bundle] = cost.get(bundle, 0) + line.amount_minor
    saved = {b: sum(s.amount_minor for s in own) for b, own in found.savings.items()}
    vat = {
        b: sum(s.amount_minor for s in own if s.kind == "vat") for b, own in found.savings.items()
    }
    names = {(p.entity, p.category, p.fund_id, p.aimag or ""): p.id for p in packages}
    payer = {bundle: chosen_fund(bundle, found.fund_of) for bundle in cost}
    return tuple(
        PaidBundle(
            package_id=names[bundle.entity, bundle.category, payer[bundle], bundle.aimag],
            bundle=bundle,
            fund_id=payer[bundle],
            cost_minor=cost[bundle] - saved.get(bundle, 0),
            vat_spared_minor=vat.get(bundle, 0),
        )
        for bundle in sorted(cost)
    )


def with_idle_money(
    used: Sequence[FundUse], paid: Sequence[PaidBundle], funds: Funds, spent: Mapping[Bundle, int]
) -> tuple[FundUse, ...]:
    """Return the funds, those with money left with the reason for each eligible package.

    `spent` is what the plan buys of each bundle at list prices, which orders the funds.
    """
    judge = _Judge(used=used, funds=funds, order=sources_in_order(funds, spent))
    return tuple(replace(fund, idle=judge.reasons(fund.fund_id, paid)) for fund in used)


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """What is left of each fund, and which goes first."""

    used: Sequence[FundUse]
    funds: Funds
    order: tuple[str, ...]

    def reasons(self, fund_id: str, paid: Sequence[PaidBundle]) -> tuple[IdleMoney, ...]:
        """Return why each package that a fund may pay is paid by another, while money is left."""
        fund = self.funds.by_id.get(fund_id)
        if fund is None or not self._left(fund):
            return ()
        found: dict[tuple[str, str, str], IdleMoney] = {}
        for one in paid:
            payer = self.funds.by_id[one.fund_id]
            if fund_id not in one.bundle.funds or payer.source == fund.source:
                continue
            if not one.cost_minor:
                continue
            reason = self._reason(fund, payer, one)
            key = reason.package_id, reason.reason, reason.other
            held = found.get(key)
            if held is None or reason.amount_minor < held.amount_minor:
                found[key] = reason
        return tuple(found[key] for key in sorted(found))

    def _left(self, fund: Fund) -> int:
        """Return what is left below the ceiling of a fund; nothing where it has no ceiling."""
        ceiling = self.funds.by_id[fund.source].ceiling_minor
        return 0 if ceiling is None else max(0, ceiling - self._drawn(fund.source))

    def _drawn(self, source: str) -> int:
        whole = next(f for f in self.used if f.fund_id == source)
        return sum(one.used_minor for one in sharing(self.used, whole))

    def _reason(self, fund: Fund, payer: Fund, one: PaidBundle) -> IdleMoney:
        added = shared(one.cost_minor, fund.cofinance_share) if fund.cofinancer else 0
        own = one.cost_minor - added
        if payer.vat_exempt and not fund.vat_exempt and one.vat_spared_minor:
            return self._of(one, "vat", one.vat_spared_minor)
        if own > self._left(fund):
            return self._of(one, "too_large", own)
        other = self.funds.by_id.get(fund.cofinancer or "")
        if other is not None and self._limited(other) and added > self._left(other):
            return self._of(one, "cofinancer", added, other.id)
        if payer.vat_exempt == fund.vat_exempt and self._goes_first(payer, fund):
            return self._of(one, "goes_first", other=payer.id)
        return self._of(one, "search")

    def _limited(self, fund: Fund) -> bool:
        return self.funds.by_id[fund.source].ceiling_minor is not None

    def _goes_first(self, payer: Fund, fund: Fund) -> bool:
        """Return whether the payer, or who shares in what it pays, is used before the fund."""
        place = {code: n for n, code in enumerate(self.order)}
        sharers = [payer.source]
        if payer.cofinancer:
            sharers.append(self.funds.by_id[payer.cofinancer].source)
        own = place.get(fund.source, len(place))
        return any(place.get(code, len(place)) < own for code in sharers)

    def _of(self, one: PaidBundle, reason: str, amount: int = 0, other: str = "") -> IdleMoney:
        return IdleMoney(package_id=one.package_id, reason=reason, amount_minor=amount, other=other)
