"""Bids for lots beside each other, and the cheapest combination of them: arithmetic, no award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from inventory.currencies import minor_in
from optimizers.lots import Discount, LotAward, LotOffers, cheapest
from planner.bids.bid import Bid, OfferedDiscount, one_bidder
from planner.procurement.estimate import estimate_of
from planner.procurement.lots import Lot

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier


@dataclass(frozen=True, kw_only=True)
class LotComparison:
    """Complete bids for the lots of a tender, and the cheapest way to award as many as can be."""

    lots: tuple[Lot, ...]
    estimates: dict[int, int]  # what bids for a lot are compared with, in whole units
    bids: tuple[Bid, ...]  # that are complete and compared; offers count them from 0
    offers: LotOffers
    award: LotAward

    @property
    def open(self) -> tuple[int, ...]:
        """Lots that the combination awards to nobody."""
        return tuple(lot.number for lot in self.lots if lot.number not in self.award.winners)

    def won(self, bid: int) -> tuple[int, ...]:
        """Return the lots that a bid wins."""
        return tuple(lot for lot, winner in self.award.winners.items() if winner == bid)

    def listed_minor(self, bid: int, lots: Sequence[int]) -> int:
        """Return what a bid asks for lots, before discounts."""
        return sum(self.offers.prices[bid, lot] for lot in lots)

    def discount_minor(self, bid: int, lots: Sequence[int]) -> int:
        """Return what a bid takes off where it wins exactly these lots."""
        won = frozenset(lots)
        return sum(d.taken(won) for d in self.offers.discounts if d.bid == bid)


def compare_lots(bids: Sequence[Bid], dossier: Dossier, currency: str) -> LotComparison:
    """Return how the complete bids for the lots of a tender compare; amounts in whole units."""
    complete = tuple(bid for bid in bids if bid.responsive and bid.compared_total is not None)
    offers = LotOffers(
        prices={
            (number, lot): amount
            for number, bid in enumerate(complete)
            for lot, amount in lot_prices(bid, currency).items()
        },
        bidder_of=_bidders(complete),
        discounts=tuple(
            _discount(number, bid, discount, currency)
            for number, bid in enumerate(complete)
            for discount in bid.discounts
        ),
        most=dossier.lots_per_bidder,
    )
    return LotComparison(
        lots=dossier.lots,
        estimates=lot_estimates(dossier),
        bids=complete,
        offers=offers,
        award=cheapest(offers),
    )


def lot_estimates(dossier: Dossier) -> dict[int, int]:
    """Return what bids for each lot are compared with, in whole units of the plan currency."""
    lot_of = {line.number: line.lot for line in dossier.tender.lines}
    found = dict.fromkeys((lot.number for lot in dossier.lots), 0)
    for line in estimate_of(dossier).lines:
        found[lot_of[line.number]] += line.amount_minor
    return found


def lot_prices(bid: Bid, currency: str) -> dict[int, int]:
    """Return what a bid asks for each of its lots, in whole units, each rounded half up."""
    return {lot: _minor(bid, total, currency) for lot, total in bid.lot_totals.items()}


def awarded_minor(bid: Bid, lots: Sequence[int], currency: str) -> int:
    """Return what a bid costs that wins exactly these lots, its discounts taken off."""
    prices, won = lot_prices(bid, currency), frozenset(lots)
    taken = (_discount(0, bid, d, currency).taken(won) for d in bid.discounts)
    return sum(prices[lot] for lot in won) - sum(taken)


def _minor(bid: Bid, amount: Decimal, currency: str) -> int:
    assert bid.rate is not None  # a bid without a rate is not compared
    exact = amount * bid.rate.rate * minor_in(currency)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _discount(number: int, bid: Bid, offered: OfferedDiscount, currency: str) -> Discount:
    """Return a discount in whole units; per cent are rounded half up, lot by lot."""
    prices = lot_prices(bid, currency)
    own = offered.lots or prices.keys()
    per_lot = {
        lot: int((prices[lot] * offered.percent / 100).quantize(Decimal(1), ROUND_HALF_UP))
        for lot in sorted(own)
        if offered.percent and lot in prices
    }
    return Discount(
        bid=number,
        lots=offered.lots,
        least=offered.least,
        amount=_minor(bid, offered.amount, currency),
        per_lot=per_lot,
    )


def _bidders(bids: Sequence[Bid]) -> dict[int, int]:
    """Return a bidder for each bid: the first of its own bids, by name or register number."""
    found: dict[int, int] = {}
    for number, bid in enumerate(bids):
        same = (found[n] for n, other in enumerate(bids[:number]) if one_bidder(bid, other))
        found[number] = next(same, number)
    return found
