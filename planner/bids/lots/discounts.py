"""Discounts that a bid states for winning several lots, as its form says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, at
from inventory.values import shorten
from planner.bids.bid import Bid, OfferedDiscount
from planner.bids.prices import clean, is_empty, is_number
from planner.bids.rules import LOT_DISCOUNT, LOT_UNKNOWN
from planner.language.messages.findings import Phrase, phrase
from planner.procurement.sheets.lots import DISCOUNT_ROWS, DISCOUNTS
from planner.procurement.sheets.price_schedules import LARGEST_PRICE
from planner.rendering.table import FIRST, letters

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier

_HEADINGS = ("discount_percent", "discount_amount", "discount_lots", "discount_least")


def discounts(
    sheet: Any, bid: Bid, dossier: Dossier
) -> tuple[tuple[OfferedDiscount, ...], list[Finding]]:
    """Return the discounts of a bid with their faults; with any fault none of them is counted."""
    if sheet is None:  # a removed sheet is told by itself
        return (), []
    found: list[OfferedDiscount] = []
    faults: list[Finding] = []
    known = frozenset(lot.number for lot in dossier.lots)
    for number in range(1, DISCOUNT_ROWS + 1):
        row = _Row(sheet, FIRST + number, number, bid.file)
        if any(not is_empty(row.value(heading)) for heading in _HEADINGS):
            discount = row.read(known)
            faults += row.faults
            found += () if discount is None else (discount,)
    faults += _more_than_the_lots(found, bid, sheet.title) if not faults else ()
    return (() if faults else tuple(found)), faults


def _more_than_the_lots(found: list[OfferedDiscount], bid: Bid, title: str) -> Iterator[Finding]:
    """Yield that all discounts of a bid together come to more than its lots."""
    totals = bid.lot_totals
    whole = sum(totals.values(), Decimal(0))
    off = sum((most_taken(d, totals) for d in found), Decimal(0))
    if off and off >= whole:
        yield LOT_DISCOUNT.finding(
            bid.file,
            column=title,
            found=phrase(
                "all discounts come to {amount}, the lots to {total}",
                amount=f"{off:,f}",
                total=f"{whole:,f}",
            ),
            expected=phrase("discounts below the price of the lots"),
            todo=_todo(),
        )


def most_taken(discount: OfferedDiscount, totals: dict[int, Decimal]) -> Decimal:
    """Return what a discount takes off where its bid wins all that it offers."""
    if discount.amount:
        return discount.amount
    own = discount.lots or totals.keys()
    return sum((totals.get(lot, Decimal(0)) for lot in own), Decimal(0)) * discount.percent / 100


def _todo() -> Phrase:
    return phrase("ask the bidder what is meant; until then the bid is in no combination")


def _no_number(heading: str, text: str) -> Phrase:
    """Return what stands where a number was asked for."""
    if heading == "discount_percent":
        return phrase("{what} for per cent", what=text)
    if heading == "discount_amount":
        return phrase("{what} for an amount", what=text)
    return phrase("{what} for a number of lots", what=text)


class _Row:
    """One row of the sheet of discounts; `faults` grows while it is read."""

    def __init__(self, sheet: Any, row: int, number: int, file: str) -> None:
        self.sheet, self.row, self.number, self.file = sheet, row, number, file
        self.faults: list[Finding] = []

    def value(self, heading: str) -> object:
        value: object = self.sheet.cell(self.row, DISCOUNTS.place(heading) + 1).value
        return value

    def read(self, known: frozenset[int]) -> OfferedDiscount | None:
        """Return the discount, None with a fault where it is not clear."""
        percent = self._amount("discount_percent", 100)
        amount = self._amount("discount_amount", LARGEST_PRICE)
        least = self._amount("discount_least", len(known))
        if least != least.to_integral_value():
            self._unclear("discount_least", _no_number("discount_least", f"{least}"))
        lots = self._lots(known)
        if not self.faults and percent and amount:
            self._unclear("discount_percent", phrase("per cent and an amount"))
        if not self.faults and not percent and not amount:
            self._unclear("discount_percent", phrase("no per cent and no amount"))
        if not self.faults and not lots and not least:
            self._unclear("discount_lots", phrase("no condition"))
        if self.faults:
            return None
        return OfferedDiscount(
            number=self.number, percent=percent, amount=amount, lots=lots, least=int(least)
        )

    def _amount(self, heading: str, most: int) -> Decimal:
        value = self.value(heading)
        if is_empty(value):
            return Decimal(0)
        if not is_number(value) or not 0 <= Decimal(repr(value)) <= most:
            self._unclear(heading, _no_number(heading, shorten(clean(value))))
            return Decimal(0)
        return Decimal(repr(value))

    def _lots(self, known: frozenset[int]) -> frozenset[int]:
        value = self.value("discount_lots")
        text = clean(int(value) if isinstance(value, float) and value.is_integer() else value)
        parts = [part for part in re.split(r"[\s,;]+", text) if part]
        if any(not part.isdecimal() for part in parts):
            self._unclear("discount_lots", phrase("{what} for lots", what=shorten(text)))
            return frozenset()
        found = frozenset(map(int, parts))
        for lot in sorted(found - known):
            self.faults.append(
                LOT_UNKNOWN.finding(
                    *at(self, self._where("discount_lots")),
                    found=phrase("lot {number}", number=lot),
                    expected=phrase(
                        "lots of the tender: {lots}", lots=", ".join(map(str, sorted(known)))
                    ),
                    todo=_todo(),
                )
            )
        return found

    def _where(self, heading: str) -> str:
        return f"{self.sheet.title}!{letters(DISCOUNTS.place(heading))}{self.row}"

    def _unclear(self, heading: str, what: Phrase) -> None:
        self.faults.append(
            LOT_DISCOUNT.finding(
                *at(self, self._where(heading)),
                found=phrase("discount {number}: {what}", number=self.number, what=what),
                expected=phrase("per cent or an amount, and which lots or how many have to be won"),
                todo=_todo(),
            )
        )
