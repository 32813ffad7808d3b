"""The award that an evaluation decides: which lots of a bid, with which corrections."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from inventory.findings import Finding
from planner.bids.awards import Evaluated
from planner.bids.bid import Bid
from planner.bids.evaluation.reading import Evaluation
from planner.bids.rules import AWARD_INCOMPLETE
from planner.language.messages.findings import phrase


def evaluated(
    evaluation: Evaluation, bid: Bid, lots: Sequence[int] = ()
) -> tuple[tuple[int, ...], Evaluated | None, list[Finding]]:
    """Return the lots that an evaluation awards to a bid, what it adds, and what stands against.

    The bid is found again by the digest of its file; `lots` are some of those it wins, or all.
    """
    won = [one for one in evaluation.awarded if one.sha256 == bid.sha256]
    own = [one for one in won if not lots or one.lot in lots]
    if not own or set(lots) - {one.lot for one in own}:
        found = phrase("no award of this bid in {file}", file=evaluation.file)
        expected = phrase("a decision of the committee to award this bid")
        todo = phrase("decide in the workbook first, or award without --evaluation")
        finding = AWARD_INCOMPLETE.finding(bid.file, found=found, expected=expected, todo=todo)
        return tuple(lots), None, [*evaluation.findings, finding]
    correction = sum((one.correction for one in own), Fraction(0))
    added = Evaluated(
        correction=Decimal(correction.numerator) / Decimal(correction.denominator),
        sha256=evaluation.sha256,
    )
    return tuple(one.lot for one in own if one.lot), added, [*evaluation.findings]
