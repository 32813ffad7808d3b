"""Lots of tenders: their sheets, the bids for them and what they are awarded for."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # sheets
    "sheet.tender_lots": "Lots",
    "sheet.tender_discounts": "Discounts",
    "title.tender_lots": "Lots of the tender",
    "title.tender_lots_buyer": "Lots of the tender with their estimates (confidential)",
    "title.tender_discounts": "Discounts for winning several lots",
    "title.tender_lots_index": "Lots of all tenders; each tender's lots add up to it",
    "lot": "Lot",
    "lot_priced": "Lines priced",
    "lot_missing": "Lines without a price, where the lot is bid for",
    "lot_total": "Total of the lot, before discounts",
    "lot_count": "Lots",
    "discount_percent": "Discount, per cent of each of these lots",
    "discount_amount": "or: discount, one amount",
    "discount_lots": "if all these lots are won (numbers, as 1, 3)",
    "discount_least": "if at least so many lots are won (a number)",
    # sentences
    "tender.lot": "Lot {number}: {name}",
    "tender.lots_note": (
        "Bid for one lot, for several or for all: price every line of a lot, or leave the whole lot"
        " empty."
    ),
    "tender.lots_most": "One bidder may win at most {most} lots.",
    "tender.discounts_note": (
        "State when each discount holds: lots that have to be won together, a least number of"
        " lots, or both. Per cent are taken off the lots that are named, else off every lot that is"
        " won. Discounts whose condition is met are added up. Leave the rest empty."
    ),
    "tender.lots_tie": "Sum of the lots = estimate of the tender",
    "packages.lots": ", {count} lots",
    # comparison
    "lots.head": "  Lots, with the estimate that bids are compared with:",
    "lots.lot": "    lot {number}, {name}: {estimate}",
    "lots.offer": "       {name}: {amount}",
    "lots.offer_off": "       {name}: {amount}, up to {off} less with its discounts",
    "lots.nobody": "       no complete bid",
    "lots.cheapest": "  cheapest combination of complete bids by arithmetic, {total} {currency} for {count} of {all} lots:",
    "lots.most": "    (no bidder wins more than {most})",
    "lots.wins": "    {name}: lots {lots}, {amount}",
    "lots.wins_off": "    {name}: lots {lots}, {amount} after discounts of {off}",
    "lots.open": "    awarded to nobody: lots {lots}",
    "lots.proven": "    No combination of as many lots costs less, proven by {solver}.",
    "lots.bounded": "    No combination of as many lots costs less than {bound}, proven by {solver}.",
    "lots.tie": "    Another combination costs as little: the committee chooses.",
    "lots.doubt": "    In question, {name}: {why}",
    "lots.none": "  no lot has a complete bid. Evaluation and award are the committee's.",
    "lots.committee": "    Evaluation and award are the committee's.",
    "award.done_lots": "{name}: {package}, lots {lots}, to {bidder} for {amount} {currency} on {day}",
    "handover.lot": "{package}, lot {number}",
}
"""English by key; the Mongolian is in the catalogue."""

PHRASES_OF_LOTS: tuple[str, ...] = (
    "discount {number}: {what}",
    "per cent and an amount",
    "no per cent and no amount",
    "no condition",
    "{what} for per cent",
    "{what} for an amount",
    "{what} for a number of lots",
    "{what} for lots",
    "all discounts come to {amount}, the lots to {total}",
    "discounts below the price of the lots",
    "per cent or an amount, and which lots or how many have to be won",
    "ask the bidder what is meant; until then the bid is in no combination",
    "lot {number}",
    "no lot is named",
    "lots {lots}, of which {lot} is not bid for completely",
    "lots of the tender: {lots}",
    "name each lot that is awarded: --lot NUMBER",
    "lots that the bid prices line by line",
    "lots of {package} with this award: {count}",
    "at most {most} lots for one bidder",
    "award fewer lots to this bidder",
    "award what the bid offers, or ask the bidder",
    "{package}, lot {lot}, is awarded by {name} of {day}",
)
