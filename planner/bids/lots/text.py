"""Bids for lots as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.bids.rules import QUESTIONS
from planner.language.formats import plain_money
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined, plain
from planner.procurement.notes import in_runs

if TYPE_CHECKING:
    from planner.bids.bid import Bid
    from planner.bids.lots.comparison import LotComparison


def doubts_of(bid: Bid) -> tuple[str, ...]:
    """Return ids of the rules that put a bid in question though it is complete, in order."""
    return tuple(sorted({f.rule for f in bid.findings} & {rule.id for rule in QUESTIONS}))


def doubts_told(rules: Sequence[str]) -> Label:
    """Return why a bid is in question."""
    return joined("; ", [LABELS[f"bid.doubt.{rule.removeprefix('bid.')}"] for rule in rules])


def lots_told(compared: LotComparison, currency: str) -> Iterator[Label]:
    """Yield every lot with its offers, and the cheapest combination with its proof."""
    yield LABELS["lots.head"]
    for lot in compared.lots:
        name = plain(lot.area.name) if lot.area.name else LABELS["shared_aimags"]
        estimate = plain_money(compared.estimates[lot.number], currency)
        yield filled("lots.lot", number=lot.number, name=name, estimate=estimate)
        offers = [n for n in range(len(compared.bids)) if (n, lot.number) in compared.offers.prices]
        for number in sorted(offers, key=lambda n: (compared.offers.prices[n, lot.number], n)):
            yield _offer(compared, number, lot.number, currency)
        if not offers:
            yield LABELS["lots.nobody"]
    if not compared.award.winners:
        yield LABELS["lots.none"]
        return
    yield from _combination(compared, currency)


def _offer(compared: LotComparison, number: int, lot: int, currency: str) -> Label:
    told = {
        "name": compared.bids[number].name,
        "amount": plain_money(compared.offers.prices[number, lot], currency),
    }
    off = sum(d.per_lot.get(lot, 0) for d in compared.offers.discounts if d.bid == number)
    if off:
        return filled("lots.offer_off", off=plain_money(off, currency), **told)
    return filled("lots.offer", **told)


def _combination(compared: LotComparison, currency: str) -> Iterator[Label]:
    award = compared.award
    yield filled(
        "lots.cheapest",
        total=plain_money(award.cost, currency),
        currency=currency,
        count=len(award.winners),
        all=len(compared.lots),
    )
    if compared.offers.most is not None:
        yield filled("lots.most", most=compared.offers.most)
    winners = sorted(set(award.winners.values()))
    for bid in winners:
        lots = compared.won(bid)
        off = compared.discount_minor(bid, lots)
        amount = compared.listed_minor(bid, lots) - off
        told = {
            "name": compared.bids[bid].name,
            "lots": in_runs(lots),
            "amount": plain_money(amount, currency),
        }
        if off:
            yield filled("lots.wins_off", off=plain_money(off, currency), **told)
        else:
            yield filled("lots.wins", **told)
    if compared.open:
        yield filled("lots.open", lots=in_runs(compared.open))
    if award.proven:
        yield filled("lots.proven", solver=award.solver)
    else:
        bound = plain_money(award.at_least, currency)
        yield filled("lots.bounded", bound=bound, solver=award.solver)
    if not award.alone:
        yield LABELS["lots.tie"]
    for bid in winners:
        if doubts := doubts_of(compared.bids[bid]):
            yield filled("lots.doubt", name=compared.bids[bid].name, why=doubts_told(doubts))
    yield LABELS["lots.committee"]


def lots_json(compared: LotComparison) -> dict[str, Any]:
    """Return bids for lots as plain data; amounts are whole units of the plan currency."""
    award = compared.award
    return {
        "at_most_per_bidder": compared.offers.most,
        "lots": [
            {
                "lot": lot.number,
                "aimag": lot.area.name or None,
                "compared_with_minor": compared.estimates[lot.number],
                "offers": [
                    {"file": bid.file, "amount_minor": compared.offers.prices[n, lot.number]}
                    for n, bid in enumerate(compared.bids)
                    if (n, lot.number) in compared.offers.prices
                ],
            }
            for lot in compared.lots
        ],
        "cheapest": [
            {
                "file": compared.bids[bid].file,
                "bidder": compared.bids[bid].bidder,
                "lots": list(compared.won(bid)),
                "listed_minor": compared.listed_minor(bid, compared.won(bid)),
                "discount_minor": compared.discount_minor(bid, compared.won(bid)),
                "in_question": list(doubts_of(compared.bids[bid])),
            }
            for bid in sorted(set(award.winners.values()))
        ],
        "total_minor": award.cost,
        "at_least_minor": award.at_least,
        "only_combination": award.alone,
        "awarded_to_nobody": list(compared.open),
        "solver": award.solver,
    }
