"""Prices far from the estimate and from those of the other bids, with the limits stated.

A price below half or above twice its estimate is told, and so is one below half or above twice the
median of at least two other bids. A factor between 500 and 2,000 is nearly always a decimal mark
that was taken for a separator of thousands, or the other way round, and is named so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from inventory.currencies import minor_in
from inventory.findings import Finding, in_order
from planner.bids.bid import Bid
from planner.bids.prices import BidLine
from planner.bids.rules import PRICE_HIGH, PRICE_LOW
from planner.bids.together import told_together
from planner.language.messages.findings import Phrase, phrase
from planner.procurement.estimate import estimate_of
from planner.procurement.tenders import Tenders

FACTOR = 2  # a price is asked about below 1/FACTOR or above FACTOR times what it is held against
OTHERS = 2  # other bids that make a median
DECIMAL_MARK = (500, 2_000)  # factors that a misplaced mark of thousands gives


def weighed(bids: Sequence[Bid], tenders: Tenders) -> list[Bid]:
    """Return bids with what is to be asked about their prices, beside estimate and other bids."""
    estimates = {
        dossier.package.id: {line.number: line for line in estimate_of(dossier).lines}
        for dossier in tenders.dossiers
        if dossier.package.id in {bid.package_id for bid in bids}
    }
    minor = minor_in(tenders.context.plan.currency)
    found = []
    for bid in bids:
        others = [
            o
            for o in bids
            if o is not bid and o.package_id == bid.package_id and o.rate is not None
        ]
        asked: list[Finding] = []
        if bid.rate is not None and bid.package_id in estimates:
            for line in bid.lines:
                estimate = estimates[bid.package_id].get(line.number)
                held = estimate and Fraction(estimate.amount_minor, estimate.quantity) / minor
                asked += _of_line(bid, line, held or Fraction(0), others)
        findings = told_together((*bid.findings, *asked))
        found.append(replace(bid, findings=tuple(in_order(findings))))
    return found


def _of_line(
    bid: Bid, line: BidLine, estimate: Fraction, others: Sequence[Bid]
) -> Iterator[Finding]:
    """Yield that a price is far from its estimate; else that it is far from the others'."""
    price = _each(bid, line)
    if not price or line.doubted:
        return
    told = _held_against(bid, line, price, estimate, phrase("the estimate"))
    if told is None:
        offers = [o for other in others if (o := _offer(other, line.number))]
        if len(offers) >= OTHERS:
            told = _held_against(bid, line, price, median(offers), phrase("the other bids"))
    if told is not None:
        yield told


def _each(bid: Bid, line: BidLine) -> Fraction:
    """Return the price of one unit with its transport in the plan's currency, 0 without one."""
    if line.total is None or bid.rate is None or not line.quantity:
        return Fraction(0)
    return Fraction(line.total) * Fraction(bid.rate.rate) / line.quantity


def _offer(bid: Bid, number: int) -> Fraction:
    line = next((line for line in bid.lines if line.number == number), None)
    return Fraction(0) if line is None else _each(bid, line)


def _held_against(
    bid: Bid, line: BidLine, price: Fraction, other: Fraction, what: Phrase
) -> Finding | None:
    """Return the finding of a price against an amount, None where it lies within the limits."""
    if not other or other / FACTOR <= price <= other * FACTOR:
        return None
    low = price < other
    factor = other / price if low else price / other
    marked = DECIMAL_MARK[0] <= factor <= DECIMAL_MARK[1]
    rule = PRICE_LOW if low else PRICE_HIGH
    held = phrase("{what} of {amount}", what=what, amount=shown(other))
    said = {"number": line.number, "amount": shown(price), "count": _factor(factor), "what": held}
    if low:
        found = phrase("line {number}: {amount}, {count} times less than {what}", **said)
    else:
        found = phrase("line {number}: {amount}, {count} times more than {what}", **said)
    limit = phrase("at least half of it") if low else phrase("at most twice as much")
    todo = phrase("ask the bidder to confirm the price and what it covers")
    if marked:
        todo = phrase("the decimal mark may be misplaced: a factor near 1,000; ask the bidder")
    where = line.where or None
    return rule.finding(bid.file, line.row or None, where, found=found, expected=limit, todo=todo)


def shown(amount: Fraction) -> str:
    """Return an amount with at most two decimals, as sheets write it."""
    text = f"{Decimal(amount.numerator) / Decimal(amount.denominator):,.2f}"
    return text.rstrip("0").rstrip(".")


def _factor(factor: Fraction) -> str:
    return f"{float(factor):,.0f}" if factor >= 10 else f"{float(factor):.1f}"
