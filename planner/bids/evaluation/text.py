"""An evaluation that was read back, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planner.bids.evaluation.reading import Decision, Evaluation
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal


def evaluation_lines(evaluation: Evaluation, currency: str, language: Language) -> Iterator[str]:
    """Yield every bid by lot and rank, then what is to be awarded."""
    spoken = spoken_on_terminal(language)
    order = sorted(
        evaluation.decisions,
        key=lambda d: (d.lot, d.ranked.rank or len(evaluation.decisions), d.bid),
    )
    for decision in order:
        yield sentence(
            "evaluation.line_lot" if decision.lot else "evaluation.line",
            spoken,
            lot=decision.lot,
            rank="–" if decision.ranked.rank is None else decision.ranked.rank,
            bidder=decision.bidder,
            price=_shown(decision.price),
            currency=currency,
            score="–" if decision.ranked.score is None else _shown(decision.ranked.score),
            decision=_decided(decision, spoken),
        )
    if not evaluation.awarded and evaluation.package_id:
        yield label("evaluation.no_award", spoken)


def _decided(decision: Decision, language: Language) -> str:
    if decision.award is None:
        return label("evaluation.undecided", language)
    told = label("evaluation.award" if decision.award else "evaluation.reject", language)
    return f"{told} ({decision.reason})" if decision.reason else told


def evaluation_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain data; amounts and scores are decimal texts."""
    return {
        "file": evaluation.file,
        "package": evaluation.package_id or None,
        "sha256": evaluation.sha256,
        "bids": [
            {
                "lot": decision.lot or None,
                "bid": decision.bid,
                "bidder": decision.bidder,
                "sha256": decision.sha256,
                "price": _plain(decision.price),
                "correction": _plain(decision.correction),
                "failed": decision.failed,
                "open": decision.open,
                "score": None if decision.ranked.score is None else _plain(decision.ranked.score),
                "rank": decision.ranked.rank,
                "award": decision.award,
                "reason": decision.reason,
            }
            for decision in evaluation.decisions
        ],
    }


def _plain(amount: Fraction) -> str:
    text = f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(amount: Fraction) -> str:
    text = f"{Decimal(amount.numerator) / Decimal(amount.denominator):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
