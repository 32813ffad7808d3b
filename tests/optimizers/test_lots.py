"""Lots awarded: the combination found costs what the best of all combinations costs."""

from __future__ import annotations

import itertools

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizers.lots import Discount, LotAward, LotOffers, cheapest


def all_ways(offers: LotOffers) -> list[tuple[int, int, dict[int, int]]]:
    """Return every allowed combination: lots not awarded, cost, winners."""
    choices = [
        [None, *sorted(bid for bid, at in offers.prices if at == lot)] for lot in offers.lots
    ]
    found = []
    for ways in itertools.product(*choices):
        winners = {lot: b for lot, b in zip(offers.lots, ways, strict=True) if b is not None}
        if offers.allowed(winners):
            found.append((len(offers.lots) - len(winners), offers.cost(winners), winners))
    return found


def check(offers: LotOffers) -> LotAward:
    """Hold the answer against all combinations, and return it."""
    ways, answer = all_ways(offers), cheapest(offers)
    left, cost, _ = min(ways, key=lambda way: way[:2])
    ties = [winners for n, c, winners in ways if (n, c) == (left, cost)]
    assert offers.allowed(answer.winners)
    assert (len(offers.lots) - len(answer.winners), answer.cost) == (left, cost)
    assert offers.cost(answer.winners) == answer.cost
    assert answer.proven
    assert answer.alone == (len(ties) == 1)
    last = max((bid for bid, _ in offers.prices), default=0) + 1
    in_order = min(ties, key=lambda w: [w.get(lot, last) for lot in offers.lots])
    assert answer.winners == in_order
    return answer


BIDS, LOTS = 3, 8


@st.composite
def worlds(draw: st.DrawFn) -> LotOffers:
    """Return up to eight lots, three bids of two or three bidders, and up to four discounts."""
    count = draw(st.integers(1, LOTS))
    bids = 2 if count > 6 else BIDS  # 3**8 or 4**6 combinations
    keys = [(bid, lot) for bid in range(bids) for lot in range(1, count + 1)]
    offered = draw(st.sets(st.sampled_from(keys), min_size=1))
    prices = {key: draw(st.integers(0, 12)) * 10 + 20 for key in sorted(offered)}
    lots = st.integers(1, count)
    found = []
    for _ in range(draw(st.integers(0, 4))):
        percent = draw(st.booleans())
        off = st.integers(0, 9)
        found.append(
            Discount(
                bid=draw(st.integers(0, bids - 1)),
                lots=frozenset(draw(st.sets(lots, max_size=3))),
                least=draw(st.integers(0, 3)),
                amount=0 if percent else draw(off),
                per_lot={lot: draw(off) for lot in range(1, count + 1)} if percent else {},
            )
        )
    return LotOffers(
        prices=prices,
        bidder_of={bid: min(bid, draw(st.integers(1, 2))) for bid in range(bids)},
        discounts=tuple(found),
        most=draw(st.none() | st.integers(1, 3)),
    )


@settings(max_examples=examples(120), deadline=None)
@given(worlds())
def test_no_combination_of_up_to_eight_lots_is_cheaper(offers: LotOffers) -> None:
    """As many lots as can be are awarded, at the least cost; ties go to the first bids."""
    check(offers)


def test_a_discount_for_both_lots_beats_the_lowest_price_of_each() -> None:
    """B is dearer in each lot, by 1 and 2, but takes 5 off where it wins both."""
    prices = {(0, 1): 100, (0, 2): 200, (1, 1): 101, (1, 2): 202}
    offers = LotOffers(prices=prices, bidder_of={0: 0, 1: 1})
    assert check(offers).winners == {1: 0, 2: 0}
    both = Discount(bid=1, lots=frozenset({1, 2}), amount=5)
    found = check(LotOffers(prices=prices, bidder_of={0: 0, 1: 1}, discounts=(both,)))
    assert (found.winners, found.cost) == ({1: 1, 2: 1}, 298)
    limited = LotOffers(prices=prices, bidder_of={0: 0, 1: 1}, discounts=(both,), most=1)
    assert check(limited).cost == 301  # 101 + 200: one lot each, and no discount


def test_the_limit_counts_all_bids_of_one_bidder() -> None:
    """Two files of one bidder win one lot together where one is the most: a lot stays open."""
    prices = {(0, 1): 10, (1, 2): 10}
    assert len(check(LotOffers(prices=prices, bidder_of={0: 7, 1: 7}, most=1)).winners) == 1
    assert len(check(LotOffers(prices=prices, bidder_of={0: 7, 1: 8}, most=1)).winners) == 2


def test_an_equally_cheap_combination_is_told() -> None:
    """Two bids at one price: the first is named, and that it is not the only one."""
    found = check(LotOffers(prices={(0, 1): 10, (1, 1): 10}, bidder_of={0: 0, 1: 1}))
    assert (found.winners, found.alone) == ({1: 0}, False)


def test_no_offers_award_nothing() -> None:
    """Without offers nothing is awarded, and that is known without a search."""
    found = cheapest(LotOffers(prices={}, bidder_of={}))
    assert (found.winners, found.cost, found.proven) == ({}, 0, True)


@pytest.mark.parametrize("most", [None, 4])
def test_two_and_twenty_lots_of_six_bidders_are_proven(most: int | None) -> None:
    """A country's aimags: every lot is awarded, and the same inputs give the same award."""
    prices = {
        (b, lot): 900 + (37 * b + 11 * lot * lot) % 200 for b in range(6) for lot in range(22)
    }
    discounts = tuple(
        Discount(bid=b, least=3, per_lot=dict.fromkeys(range(22), 30 + b)) for b in (0, 3)
    )
    offers = LotOffers(
        prices=prices, bidder_of={b: b for b in range(6)}, discounts=discounts, most=most
    )
    found = cheapest(offers)
    assert found.proven
    assert len(found.winners) == 22
    assert offers.allowed(found.winners)
    assert found == cheapest(offers)
