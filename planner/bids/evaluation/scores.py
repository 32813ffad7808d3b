"""Scores of bids by weighted criteria, and their order: the rules that the workbook has live.

The best of a lot has 100 points in price, delivery and cost over the life, any other as many as
the best is part of its own; performance has the points that the committee gives. Only responsive
bids with every figure are scored. Scores are rounded to six decimals; equal ones share a rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.scenario.buying.procurement_rules import Criterion

DECIMALS = 6
LOWEST = (Criterion.PRICE, Criterion.DELIVERY, Criterion.LIFE_CYCLE)
"""Criteria in which the smallest figure is the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A bid for a lot with its figures: price, days, cost over the life, points of performance."""

    lot: int  # 0: the tender is in one piece
    bid: int
    responsive: bool
    figures: Mapping[Criterion, Fraction]  # those that are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The score and the rank of an entry; None where it has none."""

    score: Fraction | None
    rank: int | None


def ranked(
    entries: Sequence[Entry], criteria: Sequence[tuple[Criterion, int]]
) -> tuple[Ranked, ...]:
    """Return score and rank of each entry within its lot, in the order of the entries."""
    scores = [_score(entry, entries, criteria) for entry in entries]
    found = []
    for entry, score in zip(entries, scores, strict=True):
        rank = None
        if score is not None:
            better = (
                other is not None and other > score and one.lot == entry.lot
                for one, other in zip(entries, scores, strict=True)
            )
            rank = 1 + sum(better)
        found.append(Ranked(score=score, rank=rank))
    return tuple(found)


def _score(
    entry: Entry, entries: Sequence[Entry], criteria: Sequence[tuple[Criterion, int]]
) -> Fraction | None:
    if not entry.responsive:
        return None
    reached = Fraction(0)
    for criterion, weight in criteria:
        own = entry.figures.get(criterion)
        if own is None or (criterion in LOWEST and own <= 0):
            return None
        if criterion in LOWEST:
            rivals = [
                figure
                for other in entries
                if other.lot == entry.lot
                and other.responsive
                and (figure := other.figures.get(criterion)) is not None
                and figure > 0
            ]
            own = 100 * min(rivals) / own
        reached += weight * own
    return _rounded(reached / 100)


def _rounded(score: Fraction) -> Fraction:
    return Fraction(int(score * 10**DECIMALS + Fraction(1, 2)), 10**DECIMALS)
