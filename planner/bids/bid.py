"""One bid as it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inventory.findings import Finding, Severity
from planner.bids.prices import BidLine
from planner.bids.rates import BidRate


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedDiscount:
    """What a bid takes off when it wins all of `lots` and at least `least` lots.

    One of per cent and amount is 0. Per cent are of the lots that are named, else of all that the
    bid wins.
    """

    number: int
    percent: Decimal
    amount: Decimal  # in the bid's currency
    lots: frozenset[int] = frozenset()
    least: int = 0


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A filled bid, as its file says."""

    file: str
    package_id: str
    bidder: str
    currency: str
    lines: tuple[BidLine, ...]
    findings: tuple[Finding, ...]
    register: str = ""  # registration number of the bidder
    rate: BidRate | None = None  # to the plan's currency; None: not compared
    discounts: tuple[OfferedDiscount, ...] = ()  # for winning several lots; in no total
    sha256: str = ""  # of the file
    date: dt.date | None = None  # of the bid, as its form says
    valid_until: dt.date | None = None
    offered: Mapping[int, dt.date] = field(default_factory=dict)  # day offered for a line
    stated_total: Decimal | None = None  # what the bidder's own form says, None where unknown

    @property
    def name(self) -> str:
        """Who bids, with the file, so that two bids of one bidder are told apart."""
        return f"{self.bidder} ({self.file})" if self.bidder else self.file

    @property
    def compared(self) -> bool:
        """Whether its prices are in the plan's currency, or a rate brings them there."""
        return self.rate is not None

    def priced_in(self, currency: str) -> bool:
        """Return whether its prices are in a currency, by its own form."""
        return self.currency.upper() == currency

    @property
    def responsive(self) -> bool:
        """Whether nothing arithmetical stands against it."""
        return not any(f.severity is Severity.ERROR for f in self.findings)

    @property
    def total(self) -> Decimal | None:
        """The total of the lots that it is for; None when a line has no price, or there is none."""
        lines = [line for line in self.lines if not line.lot or line.lot in self.lots_begun]
        totals = [line.total for line in lines if line.total is not None]
        complete = totals and len(totals) == len(lines)
        return sum(totals, Decimal(0)) if complete else None

    @property
    def lots_begun(self) -> frozenset[int]:
        """Lots in which anything is priced."""
        return frozenset(line.lot for line in self.lines if line.lot and line.where)

    @property
    def lot_totals(self) -> dict[int, Decimal]:
        """The total of each lot that has a price in every line, in the bid's currency."""
        found: dict[int, Decimal] = {}
        for lot in sorted(self.lots_begun):
            totals = [line.total for line in self.lines if line.lot == lot]
            priced = [total for total in totals if total is not None]
            if len(priced) == len(totals):
                found[lot] = sum(priced, Decimal(0))
        return found

    @property
    def compared_total(self) -> Decimal | None:
        """The total in the plan's currency, exactly; None without a total or a rate."""
        if self.total is None or self.rate is None:
            return None
        return self.total * self.rate.rate


def one_bidder(one: Bid, other: Bid) -> bool:
    """Return whether two bids are of one bidder, by name or registration number."""
    named = bool(one.bidder) and _folded(one.bidder) == _folded(other.bidder)
    return named or (bool(one.register) and _folded(one.register) == _folded(other.register))


def _folded(text: str) -> str:
    """Return a name without case, blanks, quotation marks and punctuation."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
