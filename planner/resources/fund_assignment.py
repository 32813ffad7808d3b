"""Which fund pays which bundle, improved one bundle or one pair at a time.

The integer program chooses funds; where it ends early this makes the choice better, never worse:
a bundle changes its fund, or two bundles exchange theirs, while that saves VAT and every ceiling
holds in whole units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inventory.prices.funds import Fund
from planner.resources.bundles import Bundle
from planner.resources.cofinancing import shared

ROUNDS = 20  # over all bundles and pairs


class FundChoice:
    """Bundles with their costs and the funds that pay them now."""

    def __init__(self, funds: Mapping[str, Fund]) -> None:
        self._funds = funds
        self._cost: dict[Bundle, int] = {}
        self._tax: dict[Bundle, int] = {}
        self._fund: dict[Bundle, str] = {}
        self._used: dict[str, int] = dict.fromkeys(funds, 0)

    def add(self, bundle: Bundle, cost_minor: int, tax_minor: int, fund_id: str) -> None:
        """Add a bundle: its cost with VAT, the VAT in it, and who pays it."""
        self._cost[bundle], self._tax[bundle] = cost_minor, tax_minor
        self._fund[bundle] = fund_id
        self._draw(bundle, fund_id, 1)

    def improved(self) -> dict[Bundle, str]:
        """Return the fund of every bundle after all changes that save money."""
        for _ in range(ROUNDS):
            if not (self._shift() or self._swap()):
                break
        return dict(self._fund)

    def _saves(self, bundle: Bundle, fund_id: str) -> int:
        """Return the VAT that is not paid when a fund pays a bundle."""
        return self._tax[bundle] if self._funds[fund_id].vat_exempt else 0

    def _draws(self, bundle: Bundle, fund_id: str) -> Iterator[tuple[str, int]]:
        """Yield what a bundle takes from a fund and from its co-financer."""
        fund = self._funds[fund_id]
        amount = self._cost[bundle] - self._saves(bundle, fund_id)
        part = shared(amount, fund.cofinance_share)
        yield fund_id, amount - part
        if fund.cofinancer is not None and part:
            yield fund.cofinancer, part

    def _draw(self, bundle: Bundle, fund_id: str, sign: int) -> None:
        for name, amount in self._draws(bundle, fund_id):
            self._used[name] += sign * amount

    def _move(self, changes: Mapping[Bundle, str]) -> bool:
        """Let bundles change their funds when no ceiling is exceeded by that; say whether it is."""
        before = {bundle: self._fund[bundle] for bundle in changes}
        touched = set()
        for bundle, fund_id in changes.items():
            self._draw(bundle, before[bundle], -1)
            self._draw(bundle, fund_id, 1)
            touched |= {name for name, _ in self._draws(bundle, fund_id)}
        if all(self._within(name) for name in touched):
            self._fund.update(changes)
            return True
        for bundle, fund_id in changes.items():
            self._draw(bundle, fund_id, -1)
            self._draw(bundle, before[bundle], 1)
        return False

    def _within(self, fund_id: str) -> bool:
        """Return whether a fund's ceiling holds, with a unit a bundle left for rounding shares."""
        ceiling = self._funds[fund_id].ceiling_minor
        spare = len(self._cost) if self._funds[fund_id].cofinance_share else 0
        return ceiling is None or self._used[fund_id] + spare <= ceiling

    def _shift(self) -> bool:
        """Give each bundle the fund that saves most, the most taxed first."""
        found = False
        for bundle in sorted(self._cost, key=lambda b: (-self._tax[b], b)):
            now = self._saves(bundle, self._fund[bundle])
            for fund_id in bundle.funds:
                if self._saves(bundle, fund_id) > now and self._move({bundle: fund_id}):
                    found = True
                    break
        return found

    def _swap(self) -> bool:
        """Exchange the funds of two bundles where that saves VAT."""
        found = False
        ordered = sorted(self._cost, key=lambda b: (-self._tax[b], b))
        for one in ordered:
            for other in ordered:
                mine, theirs = self._fund[one], self._fund[other]
                if mine == theirs or theirs not in one.funds or mine not in other.funds:
                    continue
                gain = self._saves(one, theirs) + self._saves(other, mine)
                loss = self._saves(one, mine) + self._saves(other, theirs)
                if gain > loss and self._move({one: theirs, other: mine}):
                    found = True
        return found
