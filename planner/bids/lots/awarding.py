"""Awards of single lots: which lots a bid can be awarded, at what price, within which limit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from inventory.findings import Finding
from planner.bids.bid import Bid
from planner.bids.lots.discounts import most_taken
from planner.bids.rules import AWARD_LOT
from planner.language.messages.findings import phrase

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier


def lot_faults(bid: Bid, dossier: Dossier, lots: Sequence[int]) -> list[Finding]:
    """Return why these lots of a bid cannot be awarded; a tender in one piece has none."""
    known = [lot.number for lot in dossier.lots]
    offered = sorted(bid.lot_totals)
    if not lots and known:
        return [
            AWARD_LOT.finding(
                bid.file,
                found=phrase("no lot is named"),
                expected=phrase("lots of the tender: {lots}", lots=", ".join(map(str, offered))),
                todo=phrase("name each lot that is awarded: --lot NUMBER"),
            )
        ]
    return [
        AWARD_LOT.finding(
            bid.file,
            found=phrase(
                "lots {lots}, of which {lot} is not bid for completely",
                lots=", ".join(map(str, sorted(lots))),
                lot=lot,
            ),
            expected=phrase("lots that the bid prices line by line"),
            todo=phrase("award what the bid offers, or ask the bidder"),
        )
        for lot in sorted(set(lots) - set(offered))
    ]


def awarded_total(bid: Bid, lots: Sequence[int]) -> Decimal:
    """Return what lots of a bid cost in its own currency, the discounts for them taken off."""
    totals = {lot: total for lot, total in bid.lot_totals.items() if lot in lots}
    met = [d for d in bid.discounts if d.lots <= totals.keys() and d.least <= len(totals)]
    taken = sum((most_taken(discount, totals) for discount in met), Decimal(0))
    return sum(totals.values(), Decimal(0)) - taken


def too_many_lots(file: str, package: str, count: int, most: int | None) -> list[Finding]:
    """Return that a bidder would have more lots of a tender than one may win."""
    if most is None or count <= most:
        return []
    return [
        AWARD_LOT.finding(
            file,
            found=phrase(
                "lots of {package} with this award: {count}", package=package, count=count
            ),
            expected=phrase("at most {most} lots for one bidder", most=most),
            todo=phrase("award fewer lots to this bidder"),
        )
    ]
